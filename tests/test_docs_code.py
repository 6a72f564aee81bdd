"""Every block of code in the README, the changelog and the pages is run, or is a test's that knows the page better."""

from __future__ import annotations

import ast
import re
import shlex
import subprocess
import sys
from collections import Counter
from importlib.util import find_spec
from typing import TYPE_CHECKING

import docs_pages
import messages
import pytest
from docs_pages import PAGES, ROOT, Block, blocks_of, marked, program, read, run

from typecheck_cases._checkers import Crash, check_sources

if TYPE_CHECKING:
    from typecheck_cases._cases import Checker
    from typecheck_cases._checkers import Verdict

ELSEWHERE: dict[str, tuple[str, dict[str, int] | None]] = {
    "README.md": ("test_readme.py", {"python": 9, "text": 3}),
    "docs/array-api.md": ("test_array_api_page.py", {"python": 2}),
    "docs/checked.md": ("test_checked_page.py", None),
    "docs/compiled.md": ("test_compiled_page.py", None),
    "docs/limits.md": ("test_limits_page.py", None),
    "docs/messages.md": ("test_messages.py", None),
    "docs/migrating.md": ("test_docs_migrating.py", {"python": 1}),
    "docs/types.md": ("test_types_page.py", {"python": 2}),
}
"""The test of a page, and how many blocks of a language it looks at; None is all there are."""
BLOCKS = {page: read(page) for page in PAGES}
OURS = [page for page in PAGES if page not in ELSEWHERE and any(block.language != "console" for block in BLOCKS[page])]
COMMANDS = [
    (page, command.strip())
    for page in PAGES
    for block in BLOCKS[page]
    if block.language in {"console", "bash"}
    for line in block.code.splitlines()
    for command in line.removeprefix("$ ").split("&&")
]


# ------------------------------------------------------------------------------------------------- that none is left
def test_a_block_has_a_language_that_is_tested() -> None:
    languages = {(page, block.line, block.language) for page in PAGES for block in BLOCKS[page]}
    assert {found for found in languages if found[2] not in {"python", "text", "console", "bash"}} == set()


@pytest.mark.parametrize("page", ELSEWHERE)
def test_a_page_with_a_test_of_its_own_has_the_blocks_that_it_looks_at(page: str) -> None:
    test, looked_at = ELSEWHERE[page]
    assert page.rpartition("/")[2] in (ROOT / "tests" / test).read_text(encoding="utf-8") or "messages" in test
    if looked_at is not None:
        found = Counter(block.language for block in BLOCKS[page] if block.language != "console")
        assert found == looked_at


def test_the_page_of_messages_is_looked_at_block_by_block() -> None:
    _, sections = messages.read(messages.PAGE.read_text(encoding="utf-8"))
    words = sum(len(section.words) for section in sections)
    found = Counter(block.language for block in BLOCKS["docs/messages.md"])
    assert found == {"python": 1 + 2 * len(sections), "text": words}


@pytest.mark.parametrize("page", OURS)
def test_what_is_printed_stands_behind_what_prints(page: str) -> None:
    languages = [block.language for block in BLOCKS[page]]
    before = [languages[i - 1] if i else None for i, language in enumerate(languages) if language == "text"]
    assert set(before) <= {"python"}


# --------------------------------------------------------------------------------------------------------- that runs
@pytest.mark.parametrize("page", OURS)
def test_the_code_runs_and_prints_what_the_page_says(page: str) -> None:
    names: dict[str, object] = {"__name__": "page"}
    printed = {block.line: run(block, page, names) for block in BLOCKS[page] if block.language == "python"}
    said = dict[int, str]()
    for before, block in zip(BLOCKS[page], BLOCKS[page][1:], strict=False):
        if block.language == "text":
            said[before.line] = block.code
    assert {line: text for line, text in printed.items() if text} == said


def test_the_code_for_any_library_runs() -> None:
    code = program(BLOCKS["docs/array-api.md"])  # in a process of its own: SciPy reads the variable when it is imported
    subprocess.run([sys.executable, "-W", "error", "-c", code], check=True, cwd=ROOT)


# ------------------------------------------------------------------------------------------------- that type-checks
MODULES = {re.sub(r"\W", "_", page) + ".py": program(BLOCKS[page]) for page in OURS}


@pytest.fixture(scope="module")
def verdicts() -> dict[Checker, Verdict]:
    found = check_sources(MODULES)
    assert not [verdict.output for verdict in found.values() if isinstance(verdict, Crash)]
    return {checker: verdict for checker, verdict in found.items() if not isinstance(verdict, Crash)}


@pytest.mark.checkers
@pytest.mark.parametrize("module", MODULES)
@pytest.mark.parametrize("checker", ["mypy", "pyright"])
def test_the_lines_that_are_marked_are_rejected_and_no_others(
    verdicts: dict[Checker, Verdict], checker: Checker, module: str
) -> None:
    errors = {error.line: error.message for error in verdicts[checker].errors if error.file == module}
    wrong = {line for line, marker in marked(MODULES[module]).items() if marker != "raises"}
    assert {line: message for line, message in errors.items() if line not in wrong} == {}
    assert wrong - errors.keys() == set()


# -------------------------------------------------------------------------------------------------------- commands
def sessions() -> set[str]:
    """The names of the sessions in noxfile.py."""
    found: set[str] = set()
    for node in ast.parse((ROOT / "noxfile.py").read_text(encoding="utf-8")).body:
        if isinstance(node, ast.FunctionDef) and any("nox.session" in ast.unparse(d) for d in node.decorator_list):
            given = re.search(r"name='([^']+)'", ast.unparse(node.decorator_list[0]))
            found.add(given[1] if given else node.name)
    return found


def extras() -> set[str]:
    """The names of the package's extras."""
    text = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    (section,) = re.findall(r"^\[project\.optional-dependencies\]\n(.*?)^\[", text, re.DOTALL | re.MULTILINE)
    return set(re.findall(r"^(\w+) =", section, re.MULTILINE))


def is_known(command: str) -> bool:
    """Whether a command names sessions, extras and modules that there are."""
    match shlex.split(command):
        case ["pip", "install", "nox"]:
            return True
        case ["pip", "install", what] if found := re.fullmatch(r"\.(?:\[([\w,]+)\])?", what):
            return set(found[1].split(",") if found[1] else ()) <= extras()
        case ["nox", "-s", *names] if names:
            return set(names) <= sessions()
        case ["python", "-m", module, *_]:
            return find_spec(module) is not None
        case ["python", script, *_] if script.endswith(".py"):
            return (ROOT / script).is_file()
        case _:
            return False


@pytest.mark.parametrize(("page", "command"), COMMANDS)
def test_a_command_is_one_that_there_is(page: str, command: str) -> None:
    assert is_known(command), f"{page}: {command}"


# ------------------------------------------------------------------------------------------------ these tests' own
PAGE = """Text.

```python
x = 1
"a" + x  # rejected
print(x)
```

    pip install .

```text
1
```
"""


def test_blocks_are_found_with_their_lines() -> None:
    python, console, text = blocks_of(PAGE)
    assert (python.language, python.line, console, text) == (
        "python",
        4,
        Block("console", "pip install .\n", 9),
        Block("text", "1\n", 12),
    )
    assert program([python]).splitlines()[3] == "x = 1"
    assert marked(program([python])) == {5: "rejected"}


def test_a_marked_line_has_to_raise() -> None:
    assert run(blocks_of(PAGE)[0], "page", {}) == "1\n"
    with pytest.raises(AssertionError, match="line 4: does not raise"):
        run(Block("python", "1 + 1  # raises\n", 4), "page", {})


@pytest.mark.parametrize("command", ["pip install '.[none]'", "nox -s none", "python -m typedgrad.none", "make all"])
def test_a_command_that_there_is_not_is_noticed(command: str) -> None:
    assert not is_known(command)


def test_every_marker_is_one_that_run_knows() -> None:
    assert set(docs_pages.MARKER.findall("f()  # rejected\ng()  # rejected, and runs")) == {"rejected, and runs"}
