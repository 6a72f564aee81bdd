"""The site: every public name is in the reference, what pages link to is there, and it loads nothing from elsewhere."""

from __future__ import annotations

import ast
import os
import pkgutil
import re
import subprocess
import sys
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING, Any

import pytest

import typedgrad

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).parents[1]
DOCS = ROOT / "docs"
PACKAGE = ROOT / "typedgrad"
REFERENCE = "\n".join(page.read_text(encoding="utf-8") for page in sorted((DOCS / "reference").glob("*.md")))
DIRECTIVES = re.findall(r"^::: (\S+)$", REFERENCE, re.MULTILINE)
REFERENCES = re.findall(r"\[`(\w+)`\]\[([\w.]+)\]", REFERENCE)

INNER = {
    *("annotations", "autodiff", "blocks", "capture", "checks", "compile", "dtypes", "errors", "finite"),
    *("forks", "graph", "html", "lazy", "nan", "nodes", "ops", "recorded", "rules", "second_order", "shapes", "sizes"),
    *("tape", "tensor", "threads", "waiting"),
}
"""Modules whose public names, if they have any, are those of `typedgrad`."""
PROGRAMS = {"digits"}
"""Modules that are run, and read as an example."""
WITHIN = ["array_api.linalg", "train.plots"]
"""Modules within packages, whose names are public there."""


# -------------------------------------------------------------------------------------------------- the public names
def names_of(module: ModuleType) -> list[str]:
    """Its `__all__`, or what it imports `as` itself, or what it defines."""
    if "__all__" in vars(module):
        return list(vars(module)["__all__"])
    assert module.__file__ is not None
    tree = ast.parse(Path(module.__file__).read_text(encoding="utf-8"))
    imports = [alias for node in tree.body if isinstance(node, ast.ImportFrom) for alias in node.names]
    found = [alias.name for alias in imports if alias.asname == alias.name]
    if Path(module.__file__).name != "__init__.py":
        found += [node.name for node in tree.body if isinstance(node, (ast.FunctionDef, ast.ClassDef))]
    return [name for name in found if not name.startswith("_") and not isinstance(getattr(module, name), ModuleType)]


def public() -> Iterator[str]:
    """The path of each public name."""
    modules = [found.name for found in pkgutil.iter_modules(typedgrad.__path__)]
    for name in ["", *sorted(set(modules) - INNER - PROGRAMS), *WITHIN]:
        path = f"typedgrad.{name}".rstrip(".")
        yield from (f"{path}.{found}" for found in names_of(import_module(path)))


def resolved(path: str) -> Any:  # anything that has a name
    """The object with this path."""
    module, _, name = path.rpartition(".")
    return getattr(import_module(module), name)


PUBLIC = list(public())


def test_names_are_found_of_all_kinds() -> None:
    assert {
        *("typedgrad.sum", "typedgrad.float32", "typedgrad.nn.Linear", "typedgrad.array_api.pi"),
        *("typedgrad.array_api.linalg.vector_norm", "typedgrad.train.Trainer", "typedgrad.stateful.Stateful"),
    } <= set(PUBLIC)


@pytest.mark.parametrize("path", PUBLIC)
def test_a_public_name_is_in_the_reference(path: str) -> None:
    name = path.rpartition(".")[2]
    elsewhere = [target for text, target in REFERENCES if text == name and resolved(target) is resolved(path)]
    assert path in DIRECTIVES or elsewhere, "add `::: ` and its path to a page of docs/reference"


def test_the_reference_has_no_name_twice_or_that_is_not_public() -> None:
    assert sorted(DIRECTIVES) == sorted(set(DIRECTIVES))
    private = set(DIRECTIVES) - set(PUBLIC)
    assert private == {"typedgrad.stateful.Entry", "typedgrad.array_api.__array_namespace_info__"} & private


@pytest.mark.parametrize("path", DIRECTIVES)
def test_a_name_in_the_reference_is_there(path: str) -> None:
    resolved(path)


def test_every_page_is_in_the_navigation() -> None:
    pages = {str(page.relative_to(DOCS)) for page in DOCS.rglob("*.md")}
    configuration = (ROOT / "mkdocs.yml").read_text(encoding="utf-8")
    assert pages == set(re.findall(r": (\S+\.md)$", configuration, re.MULTILINE))


def links(page: Path) -> list[str]:
    """The relative paths that a page links to."""
    prose = re.sub(r"^```.*?^```$|`[^`\n]*`", "", page.read_text(encoding="utf-8"), flags=re.DOTALL | re.MULTILINE)
    return re.findall(r"\]\(([^)#:\s]+)(?:#[^)]*)?\)", prose)


def test_what_pages_link_to_in_the_repository_is_there() -> None:
    pages = [ROOT / "README.md", *DOCS.rglob("*.md")]
    missing = [(page.name, link) for page in pages for link in links(page) if not (page.parent / link).exists()]
    assert missing == []


# ----------------------------------------------------------------------------------------------------------- the site
@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site, built without a warning."""
    if any(find_spec(package) is None for package in ("mkdocs", "material", "mkdocstrings")):
        pytest.skip("mkdocs is in the group docs; `nox -s docs` builds the site")
    directory = tmp_path_factory.mktemp("site")
    command = [sys.executable, "-m", "mkdocs", "build", "--quiet", "--strict", "--site-dir", str(directory)]
    environment = {**os.environ, "NO_MKDOCS_2_WARNING": "1"}
    built = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    assert (built.returncode, built.stdout) == (0, ""), built.stdout + built.stderr
    return directory


def test_the_site_loads_nothing_from_elsewhere(site: Path) -> None:
    pages = list(site.rglob("*.html"))
    assert len(pages) > 30
    loads = re.compile(r"""<(?:script|link|img|iframe|source)\b[^>]*?\b(?:src|href)=["']?((?:https?:)?//[^"' >]+)""")
    found = {(page.name, url) for page in pages for url in loads.findall(page.read_text(encoding="utf-8"))}
    assert found == set()
    styles = [path for path in site.rglob("*.css") if re.search(r"url\(['\"]?(?:https?:)?//", path.read_text("utf-8"))]
    assert styles == []


def text_of(page: Path) -> str:
    """The words of a page, without markup."""
    return re.sub(r"<[^>]+>", "", page.read_text(encoding="utf-8")).replace("&gt;", ">").replace("&lt;", "<")


def test_the_reference_shows_shapes_overloads_and_examples(site: Path) -> None:
    text = text_of(site / "reference" / "reductions.html")
    assert "(A, *L) -> (*L)\n(A, B, *L) -> (A, *L)\n" in text  # the comments on the overloads of sum
    assert "def sum(\n    x: Tensor[Num, tuple[A, *L]], axis: Literal[0]" in text  # those that it shares with prod
    assert ">>> sum(x, 0)\nTensor[float32, tuple[2]]([4., 6.])\n" in text


def test_the_reference_shows_public_paths(site: Path) -> None:
    page = (site / "reference" / "nn.html").read_text(encoding="utf-8")
    assert 'id="typedgrad.nn.Linear"' in page
    assert ">typedgrad.nn.Linear<" in re.sub(r"<wbr ?/?>", "", page)


def test_links_into_the_repository_lead_to_its_text(site: Path) -> None:
    page = (site / "types.html").read_text(encoding="utf-8")
    assert 'href="sources/typedgrad/sizes.py.html"' in page
    assert (PACKAGE / "sizes.py").read_text(encoding="utf-8").splitlines()[0] in text_of(
        site / "sources/typedgrad/sizes.py.html"
    )
    assert "known_limits.py" in text_of(site / "sources/typecheck_cases.html")


def test_pipes_in_tables_are_shown_as_such(site: Path) -> None:
    page = (site / "operations.html").read_text(encoding="utf-8")
    assert "<td><code>x | y</code></td>" in page
    assert r"\|" not in page
