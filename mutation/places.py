"""Where nothing is changed, since nothing there is run, or only to say a type."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Iterator

Place: TypeAlias = tuple[tuple[int, int], tuple[int, int]]
"""Line and column of the first character, and of the one after the last."""

_WITHOUT_EFFECT = {"signature_of", "cache", "lru_cache"}
"""Decorators: what a checker is told, and what is kept, change no result; properties do."""

_OF_TYPES = {"TypeVar", "TypeVarTuple", "NewType"}


def left_out(source: str) -> list[Place]:
    """The places of annotations, aliases of types, overloads, `if TYPE_CHECKING:` and `__slots__`."""
    return [place for node in ast.walk(ast.parse(source)) for place in _left_out_of(node)]


def _left_out_of(node: ast.AST) -> Iterator[Place]:
    if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)):
        if _is_signature(node):
            yield (min([node.lineno, *(each.lineno for each in node.decorator_list)]), 0), _end(node)
        elif node.returns is not None:
            yield _place(node.returns)
        yield from (_whole_line(each) for each in node.decorator_list if _name(each) in _WITHOUT_EFFECT)
    elif isinstance(node, ast.arg) and node.annotation is not None:
        yield _place(node.annotation)
    elif isinstance(node, ast.AnnAssign):
        yield _place(node if _name(node.annotation) == "TypeAlias" else node.annotation)
    elif isinstance(node, ast.Assign):
        is_slots = any(_name(target) == "__slots__" for target in node.targets)
        if is_slots or (isinstance(node.value, ast.Call) and _name(node.value.func) in _OF_TYPES):
            yield _place(node)
    elif isinstance(node, ast.If) and _name(node.test) == "TYPE_CHECKING":
        yield (node.lineno, 0), _end(node.body[-1])
    elif isinstance(node, (ast.Import, ast.ImportFrom)):
        yield _place(node)
    elif isinstance(node, ast.ClassDef):
        yield from (_place(base) for base in node.bases)


def _is_signature(function: ast.FunctionDef | ast.AsyncFunctionDef) -> bool:
    """Whether its body is `...`, as of an overload, or what another takes the place of, as below `signature_of`."""
    last = function.body[-1]
    if isinstance(last, ast.Raise) and last.exc is not None:
        return _name(last.exc) == "NotImplementedError"
    return isinstance(last, ast.Expr) and isinstance(last.value, ast.Constant) and last.value.value is ...


def _name(node: ast.expr) -> str | None:
    """The name that an expression ends in: of a call the function's, of a subscript what is subscripted."""
    if isinstance(node, ast.Call):
        return _name(node.func)
    if isinstance(node, ast.Subscript):
        return _name(node.value)
    return node.attr if isinstance(node, ast.Attribute) else node.id if isinstance(node, ast.Name) else None


def _end(node: ast.stmt | ast.expr) -> tuple[int, int]:
    return node.end_lineno or node.lineno, node.end_col_offset or 0


def _place(node: ast.stmt | ast.expr) -> Place:
    return (node.lineno, node.col_offset), _end(node)


def _whole_line(node: ast.expr) -> Place:
    """The line of a decorator, with its `@`."""
    return (node.lineno, 0), (_end(node)[0] + 1, 0)
