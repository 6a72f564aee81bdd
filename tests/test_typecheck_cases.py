"""Every public name is in an accepted line of typecheck_cases; whether the lines hold is the runner's to say."""

from __future__ import annotations

import ast
from inspect import ismodule
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

import typecheck_cases
import typedgrad
from typecheck_cases._cases import read_case_file
from typedgrad import Parameter, nn, optim, random

if TYPE_CHECKING:
    from collections.abc import Iterator
    from types import ModuleType

    from typecheck_cases._cases import CaseFile

pytestmark = pytest.mark.checkers

FILES = [read_case_file(path)[0] for path in sorted(Path(typecheck_cases.__file__).parent.glob("[!_]*.py"))]


def accepted_nodes(file: CaseFile) -> Iterator[ast.AST]:
    """Walk over the file, but for its rejected lines."""
    stack: list[ast.AST] = [file.tree]
    while stack:
        node = stack.pop()
        if not isinstance(node, ast.stmt) or isinstance(node, ast.FunctionDef) or file.rejection_of(node) is None:
            yield node
            stack.extend(ast.iter_child_nodes(node))


def attributes(file: CaseFile) -> set[str]:
    """Find what is written after a dot."""
    return {node.attr for node in accepted_nodes(file) if isinstance(node, ast.Attribute)}


def names_of(module: str, file: CaseFile) -> set[str]:
    """Find the names that come from a module, imported by name or with `import ... as`."""
    imported: set[str] = set()
    aliases: set[str] = set()
    for statement in file.tree.body:
        if isinstance(statement, ast.ImportFrom) and statement.module == module:
            imported |= {name.name for name in statement.names}
        elif isinstance(statement, ast.Import):
            aliases |= {name.asname for name in statement.names if name.name == module and name.asname}
    found: set[str] = set()
    for node in accepted_nodes(file):
        match node:
            case ast.Name(id=name) if name in imported:
                found.add(name)
            case ast.Attribute(value=ast.Name(id=alias), attr=name) if alias in aliases:
                found.add(name)
            case _:
                pass
    return found


def public(namespace: object) -> set[str]:
    """List the public names of a module or a class."""
    return {name for name in dir(namespace) if not name.startswith("_") and not ismodule(getattr(namespace, name))}


@pytest.mark.parametrize("module", [typedgrad, nn, optim, random], ids=lambda module: module.__name__)
def test_every_public_name_is_in_an_accepted_line(module: ModuleType) -> None:
    missing = public(module).difference(*(names_of(module.__name__, file) for file in FILES))
    assert not missing


@pytest.mark.parametrize("owner", [Parameter, nn.Module, nn.Linear, optim.Optimizer], ids=lambda owner: owner.__name__)
def test_every_method_is_in_an_accepted_line(owner: type) -> None:
    missing = public(owner).difference(*map(attributes, FILES))
    assert not missing


def test_a_name_in_a_rejected_line_or_an_import_does_not_count(tmp_path: Path) -> None:
    path = tmp_path / "case_file.py"
    path.write_text(
        """
import typedgrad as tg
from typedgrad import exp, log, sqrt

def case() -> None:
    exp(tg.abs)
    log(tg.max)  # E: mypy[a] pyright[b] "c"
""",
        encoding="utf-8",
    )
    assert names_of("typedgrad", read_case_file(path)[0]) == {"exp", "abs"}
