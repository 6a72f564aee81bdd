"""`mutation` itself, on a module of a few lines: what a test sees is killed, what none can see survives."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import pytest

pytest.importorskip("cosmic_ray")

import mutation.child
import mutation.mutants
from mutation.accepted import Accepted, accepted, no_longer_needed
from mutation.mutants import Mutant, mutants_of, sample
from mutation.pool import Job, Outcome, run
from mutation.tests_of import FILES, Stage, stages_of

if TYPE_CHECKING:
    from pathlib import Path

SOURCE = '''\
from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias, overload

import numpy as np

if TYPE_CHECKING:
    Size: TypeAlias = tuple[1 + 1]

@overload
def half(x: int, /, by: int = 2) -> int: ...
@overload
def half(x: float, /, by: int = 2) -> float: ...
def half(x: float | int, /, by: int = 2) -> float | int:
    """Half of a number, -1 + 1 times."""
    return x / by

class Empty:
    __slots__ = ("a",) * 1

root = lambda x: np.sqrt(x)
LARGE = 4096

def total(xs: list[float]) -> float:
    check(xs)
    return sum(xs) if len(xs) < LARGE else sum(reversed(xs))

def check(xs: list[float]) -> None:
    if not xs:
        raise ValueError("nothing", xs)
'''
TESTS = """\
import pytest
from tiny import half, root, total

def test_it():
    assert half(3.0) == 1.5
    assert root(4.0) == 2.0
    assert total([1.0, 2.0]) == 3.0
    with pytest.raises(ValueError):
        total([])
"""


@pytest.fixture
def tiny(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    (tmp_path / "tests").mkdir()
    (tmp_path / "tiny.py").write_text(SOURCE)
    (tmp_path / "tests/test_tiny.py").write_text(TESTS)
    monkeypatch.setattr(mutation.mutants, "ROOT", tmp_path)
    monkeypatch.setattr(mutation.child, "ROOT", tmp_path)
    monkeypatch.setenv("PYTEST_DISABLE_PLUGIN_AUTOLOAD", "1")
    return "tiny.py"


def outcomes(mutants: list[Mutant], tests: str = "tests/test_tiny.py", limit: float = 60.0) -> list[Outcome]:
    return [*run([Job("tiny.py", mutant, [Stage((tests,))]) for mutant in mutants], workers=2, limit=limit)]


def mutant(operator: str, text: str) -> Mutant:
    (found,) = (each for each in mutants_of("tiny.py") if (each.operator, each.text) == (operator, text))
    return found


def test_types_and_docstrings_are_left_out(tiny: str) -> None:
    lines = SOURCE.splitlines()
    changed = {lines[each.line - 1].strip() for each in mutants_of(tiny)}
    assert changed == {
        "def half(x: float | int, /, by: int = 2) -> float | int:",
        "return x / by",
        "root = lambda x: np.sqrt(x)",
        "LARGE = 4096",
        "check(xs)",
        "return sum(xs) if len(xs) < LARGE else sum(reversed(xs))",
        "if not xs:",
        'raise ValueError("nothing", xs)',
    }
    of_signature = Counter(each.operator for each in mutants_of(tiny) if each.text.startswith("def half"))
    assert of_signature == {"NumberReplacer": 2}


@pytest.mark.usefixtures("tiny")
@pytest.mark.parametrize(
    ("operator", "text", "change"),
    [
        ("ReplaceBinaryOperator_Div_Mul", "return x / by", "+ return x * by"),
        ("CallToArgument", "root = lambda x: np.sqrt(x)", "+ root = lambda x: (x)"),
        ("DeleteStatement", "check(xs)", "+ pass"),
        ("DeleteStatement", 'raise ValueError("nothing", xs)', "+ pass"),
        ("SwapArguments", 'raise ValueError("nothing", xs)', '+ raise ValueError(xs, "nothing")'),
    ],
)
def test_each_operator_changes_what_it_says(operator: str, text: str, change: str) -> None:
    assert mutant(operator, text).change() == change


def test_only_what_no_test_can_see_survives(tiny: str) -> None:
    found = outcomes(mutants_of(tiny))
    alive = {each.job.mutant.text for each in found if each.kind == "survived" and each.job.mutant is not None}
    assert Counter(each.kind for each in found).keys() == {"killed", "survived"}
    assert alive == {
        "LARGE = 4096",
        "return sum(xs) if len(xs) < LARGE else sum(reversed(xs))",
        'raise ValueError("nothing", xs)',  # in another order
    }


@pytest.mark.usefixtures("tiny")
def test_a_mutant_that_never_ends_is_killed_by_the_limit(tmp_path: Path) -> None:
    (tmp_path / "tests/test_slow.py").write_text("import time\ndef test_it(): time.sleep(100)\n")
    (outcome,) = outcomes([mutant("DeleteStatement", "check(xs)")], "tests/test_slow.py", limit=1.0)
    assert (outcome.kind, outcome.by) == ("killed", "the time limit")


@pytest.mark.usefixtures("tiny")
def test_a_mutant_that_ends_the_process_is_killed(tmp_path: Path) -> None:
    (tmp_path / "tests/test_end.py").write_text("import os\ndef test_it(): os._exit(3)\n")
    (outcome,) = outcomes([mutant("DeleteStatement", "check(xs)")], "tests/test_end.py")
    assert (outcome.kind, outcome.by) == ("killed", "the end of the process")


@pytest.mark.usefixtures("tiny")
def test_tests_that_are_not_there_are_an_error() -> None:
    (outcome,) = outcomes([mutant("DeleteStatement", "check(xs)")], "tests/test_nothing.py")
    assert outcome.kind == "error"


def test_a_sample_is_always_the_same(tiny: str) -> None:
    mutants = mutants_of(tiny)
    chosen = sample(mutants, 5)
    assert chosen == sample(reversed(mutants), 5)
    assert set(sample(mutants, 3)) < set(chosen)


@pytest.mark.usefixtures("tiny")
def test_an_accepted_survivor_that_is_killed_is_reported() -> None:
    large = [each for each in mutants_of("tiny.py") if each.text == "LARGE = 4096"]
    entry = Accepted("tiny.py", "LARGE = 4096", ("NumberReplacer", "AddNot"), "only speed")
    assert all(entry.covers(each) for each in large)
    assert not entry.covers(mutant("DeleteStatement", "check(xs)"))
    assert no_longer_needed([entry], mutants_of("tiny.py"), large) == [(entry, "AddNot")]
    assert no_longer_needed([entry], [], []) == []  # its file was not run


# ------------------------------------------------------------------------------------------------- the project's tables
def test_every_listed_survivor_is_a_mutant_with_a_reason() -> None:
    mutants = {file: mutants_of(file) for file in {entry.file for entry in accepted()}}
    for entry in accepted():
        assert entry.reason, entry
        for operator in entry.operators:
            known = [each for each in mutants[entry.file] if entry.covers(each) and each.operator == operator]
            assert known, f"{entry}: {operator} changes nothing there"


@pytest.mark.parametrize("file", FILES)
def test_every_file_has_tests_that_are_there(file: str) -> None:
    root = mutation.mutants.ROOT
    assert (root / file).is_file()
    for stage in stages_of(file, 1):
        assert stage.rules or (root / stage.arguments[0]).is_file()
