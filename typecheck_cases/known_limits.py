"""What the checkers accept and the run time refuses, or not even that: the limits of types, each with its reason.

- `bool` is a subclass of `int`, and `int` counts as `float`: `True` passes for a number.
- So a variable of type `float` may hold an `int`, of which `arange` makes int64 where its type says float32.
- Two tensors of a kind (`Float`) may be of two dtypes, two dimensions of type `int` of two sizes; a type variable with a
  bound takes two dtypes for their kind, one restricted to `float32, float64` does not.
- An `int` dimension takes any size in the shape that `broadcast_to` is given, as an `int` takes any name.
- How many elements a slice or a mask takes, and whether a new shape is filled, is arithmetic, which types do not do.
- Subscripts of `einsum` that are given with the `shape` of the result are text to the checkers.
- A shape that is given within an argument, `f(zeros((n, 8)))`, is read as `f` asks for: where `f` takes `int` dimensions,
  the name is one; and to pyright the 8 is an `int` where `f` takes any dimension. `x = zeros((n, 8))` first keeps both.
  To pyright two names are their union where `f` takes a square matrix, so that `inv(zeros((m, n)))` is accepted
  and `diagonal(from_numpy(array))` has it for a dimension.
  So it is with layers of `int` features that are composed where they are made, to mypy; and in `f(concat([x, y]))`,
  with a list, pyright loses the dtype, which its strict mode reports.
- NumPy's stubs give `np.array([...])` no dtype, and operators with it the type `Any`.

mypy alone accepts `abs(mask)`, `list(scalar)`, `len(scalar)`, `float(matrix)` and `range(matrix)`: it ignores the type of
`self` where a method is asked for by a protocol. `tg.abs(mask)`, a loop over a scalar and `matrix.item()` are errors to both.
"""

from __future__ import annotations

from contextlib import AbstractContextManager
from typing import Literal, NewType, TypeAlias, TypeVar, assert_type

import numpy as np

from typedgrad import (
    DTypeError,
    Float,
    GradientError,
    ShapeError,
    Tensor,
    arange,
    as_tensor,
    backprop,
    broadcast_to,
    concat,
    einsum,
    float32,
    float64,
    full,
    int64,
    reshape,
    zeros,
)
from typedgrad.nn import cross_entropy

F = TypeVar("F", bound=Float)
DT = TypeVar("DT", float32, float64)

Batch = NewType("Batch", int)
Hidden = NewType("Hidden", int)
H: TypeAlias = Tensor[float32, tuple[Batch, Hidden]]
Count: TypeAlias = Tensor[int64, tuple[Batch, Hidden]]


class refused(AbstractContextManager[None]):
    """A block that raises one of these at run time."""

    def __init__(self, *errors: type[Exception]) -> None:
        self.errors = errors

    def __exit__(self, kind: object, error: object, trace: object) -> bool:
        assert isinstance(error, self.errors), f"raised {error!r}"
        return True


def a_bool_is_a_number(h: H, count: Count) -> None:
    with refused(DTypeError):
        h + True
    with refused(DTypeError):
        count * True
    with refused(DTypeError):
        h == True  # noqa: E712
    with refused(DTypeError):
        h[True]
    with refused(DTypeError):
        full((2,), True)


def _range(stop: float) -> Tensor[float32, tuple[int]]:
    return arange(stop)


def an_int_is_a_float() -> None:
    assert_type(_range(2.0) * 0.5, Tensor[float32, tuple[int]])
    with refused(DTypeError):
        _range(2) * 0.5


def subscripts_are_text(h: H, batch: Batch) -> None:
    with refused(ShapeError):
        einsum("ijk->i", h, shape=(batch,))


def _sum_of_kinds(x: Tensor[Float, tuple[Batch]], y: Tensor[Float, tuple[Batch]]) -> Tensor[Float, tuple[Batch]]:
    return x + y


def _sum_of_bounded(x: Tensor[F, tuple[Batch]], y: Tensor[F, tuple[Batch]]) -> Tensor[F, tuple[Batch]]:
    return x + y


def _sum_of_restricted(x: Tensor[DT, tuple[Batch]], y: Tensor[DT, tuple[Batch]]) -> Tensor[DT, tuple[Batch]]:
    return x + y


def two_dtypes_of_a_kind(x: Tensor[float32, tuple[Batch]], y: Tensor[float64, tuple[Batch]]) -> None:
    with refused(DTypeError):
        _sum_of_kinds(x, y)
    with refused(DTypeError):
        _sum_of_bounded(x, y)
    assert_type(_sum_of_restricted(x, x), Tensor[float32, tuple[Batch]])
    _sum_of_restricted(x, y)  # E: mypy[type-var] pyright[reportArgumentType] "_sum_of_restricted"


def two_sizes_that_nobody_named(x: Tensor[float32, tuple[int]]) -> None:
    with refused(ShapeError):
        x + x[1:]
    with refused(ShapeError):
        x @ x[1:]


def a_name_for_a_size_that_nobody_named(x: Tensor[float32, tuple[int]], n: Batch) -> None:
    with refused(ShapeError):
        broadcast_to(x, (n,))


def _unnamed(x: Tensor[float32, tuple[int, int]]) -> Tensor[float32, tuple[int, int]]:
    return x


def a_shape_within_an_argument(h: H, n: Batch) -> None:
    assert_type(_unnamed(zeros((n, 8))), Tensor[float32, tuple[int, int]])
    named = zeros((n, 8))
    assert_type(named, Tensor[float32, tuple[Batch, Literal[8]]])
    _unnamed(named)  # E: mypy[arg-type] pyright[reportArgumentType] "tuple[Batch, Literal[8]]" static-only: the sizes are right


def two_of_the_same_name(h: H) -> None:
    one = h.ndim - 1
    small = zeros((Batch(one), Hidden(one)))
    with refused(ShapeError):
        h @ small.T
    with refused(ShapeError):
        concat((h, small))


def lengths(h: H, rows: Tensor[float32, tuple[int, Hidden]]) -> None:
    with refused(ShapeError):
        h.splice(np.s_[1:2], rows)
    with refused(ShapeError):
        h.splice(h[:, 0] > 2.0, rows)


def elements(h: H) -> None:
    with refused(ShapeError):
        h.reshape((1, 2, 3))
    with refused(ShapeError):
        reshape(h, (-1, -1))
    with refused(ShapeError):
        as_tensor([1.0, 2.0], float32, (3,))
    with refused(DTypeError):
        as_tensor(["1.0", "2.0"], float32, (2,))


def sizes() -> None:
    with refused(ShapeError):
        zeros((2.5, 2))
    with refused(ShapeError):
        zeros((-1, 2))


def values(h: H, count: Count) -> None:
    with refused(IndexError):
        h[1000]
    with refused(OverflowError):
        count + 2**70
    with refused(GradientError):
        backprop(h.sum())
    with refused(IndexError):
        cross_entropy(h, h.argmax(-1) + 1000)


def truth(h: H) -> None:
    with refused(ShapeError):
        bool(h > 0.0)
    with refused(ShapeError):
        assert h == h


def arrays_without_a_dtype(h: H) -> None:
    with refused(DTypeError):
        h * np.array(2.0)


def equality_with_anything(h: H) -> None:
    assert_type(h == "1", bool)
    assert_type(h != None, bool)  # noqa: E711
