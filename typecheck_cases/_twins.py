"""Run a case file: what the checkers accept must hold at run time, and what they reject must raise."""

from __future__ import annotations

import ast
import importlib.util
from typing import TYPE_CHECKING, get_type_hints

from typecheck_cases._agreement import disagreement
from typecheck_cases._annotations import Sizes
from typecheck_cases._cases import NOTHING, Failure
from typecheck_cases._values import build

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from typecheck_cases._cases import Case, CaseFile


def run(file: CaseFile) -> list[Failure]:
    """Run each case of a file, and say which statements do not do what their checkers' verdict means."""
    try:
        names = _load(file.path)
        sizes = Sizes(file.tree, names)
    except Exception as error:
        return [Failure(file.name, 0, "run time", f"cannot be loaded: {_described(error)}")]

    def assert_type(value: object, annotation: object) -> object:
        """Stand in for `typing.assert_type`, which does nothing at run time."""
        wrong = disagreement(value, annotation, sizes)
        if wrong is not None:
            raise AssertionError(wrong)
        return value

    names["assert_type"] = assert_type
    return [
        Failure(file.name, line, "run time", message)
        for case in file.cases
        for line, message in _faults(file, case, names, sizes)
    ]


def _load(path: Path) -> dict[str, object]:
    """Import a case file by its path, and return its globals."""
    spec = importlib.util.spec_from_file_location(path.stem, path)
    assert spec is not None
    assert spec.loader is not None  # both are there for a path that ends in .py
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return vars(module)


def _faults(file: CaseFile, case: Case, names: dict[str, object], sizes: Sizes) -> Iterator[tuple[int, str]]:
    try:
        parameters = _parameters(case, names, sizes)
    except Exception as cause:
        yield case.first_line, f"no parameters: {_described(cause)}"
        return
    namespace = {**names, **parameters}  # one namespace, so that lambdas and nested functions see it all
    for statement in case.statements:
        rejection = file.rejection_of(statement)
        error = _execute(statement, file.path, namespace)
        if rejection is None and error is not None:
            yield statement.lineno, f"accepted, but raises {_described(error)}"
        if rejection is not None and _raised(error) not in rejection.raises:
            expected = " or ".join(sorted(rejection.raises))
            yield rejection.line, f"rejected, expected to raise {expected}, raises {_described(error)}"


def _parameters(case: Case, names: dict[str, object], sizes: Sizes) -> dict[str, object]:
    annotations = get_type_hints(names[case.name])
    del annotations["return"]
    values: dict[str, object] = {}
    for name, annotation in annotations.items():
        make = names.get(f"make_{name}")
        values[name] = make() if callable(make) else build(annotation, sizes)
    return values


def _execute(statement: ast.stmt, path: Path, namespace: dict[str, object]) -> Exception | None:
    """Execute a statement, and return what it raises."""
    try:
        exec(compile(ast.Module([statement], []), path, "exec"), namespace)  # annotations stay strings, as in this file
    except Exception as error:
        return error
    return None


def _raised(error: Exception | None) -> str:
    return NOTHING if error is None else type(error).__name__


def _described(error: Exception | None) -> str:
    return NOTHING if error is None else f"{_raised(error)}: {error}"
