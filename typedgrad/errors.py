"""The errors. Each message names the operation, both shapes or dtypes, and the values that do not fit."""

from __future__ import annotations

from os import PathLike
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence


class ShapeError(ValueError):
    """Shapes that do not belong together, or an axis or a size that a shape does not have."""


class DTypeError(TypeError):
    """A dtype that an operation does not take, or two dtypes that differ: there is no implicit promotion."""


class LinAlgError(np.linalg.LinAlgError, ValueError):
    """A matrix that lacks what is asked of it: an inverse, a Cholesky factor, a decomposition that converges."""


class GradientError(RuntimeError):
    """A gradient that cannot be computed: nothing was recorded, the graph is freed, or the numbers disagree."""


class CompileError(RuntimeError):
    """A step that `compiled` cannot capture: it reads a value, or keeps something that each call makes anew."""


class CheckpointError(ValueError):
    """A file that is no checkpoint, or not one of what it is loaded into: cut short, changed, of other shapes."""


def described(value: object) -> str:
    """A value that was given where another kind was wanted, with its type, cut short.

    >>> described([1.0, 2.0])
    '[1.0, 2.0] of type list'
    """
    if isinstance(value, int) and value.bit_length() > 128:
        text = "an integer"
    else:
        try:
            text = " ".join(repr(value)[:9999].split())
        except Exception:  # which may be any: the error that is described is the one to raise
            text = "a value"
    return f"{text if len(text) <= 60 else text[:57] + '...'} of type {type(value).__name__}"


def described_choice(value: object) -> str:
    """What was given where one of a few strings was wanted: as it is written, or described if it is no string.

    >>> described_choice("mni"), described_choice([])
    ("'mni'", '[] of type list')
    """
    return repr(value) if isinstance(value, str) else described(value)


def not_a_tensor(operation: str, value: object) -> DTypeError:
    """The error for a value that should have been a tensor."""
    return DTypeError(f"{operation}: {described(value)} is not a tensor; make it one by as_tensor")


def check_path(operation: str, path: object) -> None:
    """Refuse what cannot be the name of a file.

    Raises:
        DTypeError: it is no path.
        ValueError: a NUL is in it.
    """
    if not isinstance(path, (str, PathLike)):
        raise DTypeError(f"{operation}: {described(path)} is no path")
    if isinstance(path, str) and "\0" in path:
        raise ValueError(f"{operation}: {described(path)} is no path: it has a NUL")


def check_function(operation: str, function: object) -> None:
    """Hold what is to be called to being callable.

    Raises:
        TypeError: it is not.
    """
    if not callable(function):
        raise TypeError(f"{operation}: {described(function)} is not a function")


def shape_mismatch(operation: str, shapes: Sequence[tuple[int, ...]], reason: object = "do not fit") -> str:
    """What is wrong with the shapes of a call that NumPy refused: the axis that differs, or else NumPy's reason.

    >>> shape_mismatch("matmul", [(64, 40), (20, 10)])
    'matmul: (64, 40) @ (20, 10): 40 columns meet 20 rows'
    >>> shape_mismatch("add", [(2, 3), (4,)])
    'add: (2, 3) with (4,): axis -1 is 3 and 4'
    """
    if operation in {"matmul", "linear"} and len(shapes) > 1:
        return _matmul_mismatch(operation, *shapes)
    text = f"{operation}: {' with '.join(map(str, shapes))}"
    rank = max(map(len, shapes))
    for axis in range(-1, -rank - 1, -1):
        sizes = [shape[axis] for shape in shapes if len(shape) >= -axis]
        if len({size for size in sizes if size != 1}) > 1:
            return f"{text}: axis {axis} is {' and '.join(map(str, sizes))}"
    return f"{text}: {reason}"


def _matmul_mismatch(operation: str, left: tuple[int, ...], right: tuple[int, ...], *bias: tuple[int, ...]) -> str:
    text = " + ".join([f"{operation}: {left} @ {right}", *map(str, bias)])
    if not left or not right:
        return f"{text}: a scalar has no rows and no columns"
    columns, rows = left[-1], right[-2:][0]
    if columns != rows:
        return f"{text}: {columns} columns meet {rows} rows"
    if bias:
        return f"{text}: the bias does not fit {right[-1]} columns"
    return f"{text}: the leading axes do not broadcast"
