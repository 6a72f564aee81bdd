"""`pad`: elements added before and after those of a tensor."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal, cast, overload

import numpy as np

from typedgrad.errors import DTypeError, ShapeError, described, not_a_tensor
from typedgrad.rules import indexing
from typedgrad.rules import manipulation as rules
from typedgrad.tensor.base import is_tensor, scalar, unary
from typedgrad.tensor.shaping import checked_sizes

if TYPE_CHECKING:
    from typing import TypeAlias

    from typedgrad.rules.namespace import NDArray
    from typedgrad.shapes import D2, A, F, K, M, N
    from typedgrad.tensor.tensor import Tensor

    Wide: TypeAlias = tuple[int, int]
    """So many before, so many after: the dimension is an `int`."""
    Kept: TypeAlias = tuple[Literal[0], Literal[0]]
    """None before, none after: the dimension stays. Overloads with `Wide` in its place come after."""
    Mode: TypeAlias = Literal["constant", "edge", "reflect", "symmetric", "wrap"]
    Constant: TypeAlias = Literal["constant"]


@overload  # (N,)
def pad(x: Tensor[D2, tuple[N]], pad_width: tuple[Wide], /, mode: Mode = "constant") -> Tensor[D2, tuple[int]]: ...
@overload  # (M, N), only M
def pad(
    x: Tensor[D2, tuple[M, N]], pad_width: tuple[Wide, Kept], /, mode: Mode = "constant"
) -> Tensor[D2, tuple[int, N]]: ...
@overload  # (M, N), only N
def pad(
    x: Tensor[D2, tuple[M, N]], pad_width: tuple[Kept, Wide], /, mode: Mode = "constant"
) -> Tensor[D2, tuple[M, int]]: ...
@overload  # (M, N)
def pad(
    x: Tensor[D2, tuple[M, N]], pad_width: tuple[Wide, Wide], /, mode: Mode = "constant"
) -> Tensor[D2, tuple[int, int]]: ...
@overload  # (K, M, N), only K
def pad(
    x: Tensor[D2, tuple[K, M, N]], pad_width: tuple[Wide, Kept, Kept], /, mode: Mode = "constant"
) -> Tensor[D2, tuple[int, M, N]]: ...
@overload  # (K, M, N), only M
def pad(
    x: Tensor[D2, tuple[K, M, N]], pad_width: tuple[Kept, Wide, Kept], /, mode: Mode = "constant"
) -> Tensor[D2, tuple[K, int, N]]: ...
@overload  # (K, M, N), only N
def pad(
    x: Tensor[D2, tuple[K, M, N]], pad_width: tuple[Kept, Kept, Wide], /, mode: Mode = "constant"
) -> Tensor[D2, tuple[K, M, int]]: ...
@overload  # (K, M, N), only M and N
def pad(
    x: Tensor[D2, tuple[K, M, N]], pad_width: tuple[Kept, Wide, Wide], /, mode: Mode = "constant"
) -> Tensor[D2, tuple[K, int, int]]: ...
@overload  # (K, M, N)
def pad(
    x: Tensor[D2, tuple[K, M, N]], pad_width: tuple[Wide, Wide, Wide], /, mode: Mode = "constant"
) -> Tensor[D2, tuple[int, int, int]]: ...
@overload  # (A, K, M, N), only M and N
def pad(
    x: Tensor[D2, tuple[A, K, M, N]], pad_width: tuple[Kept, Kept, Wide, Wide], /, mode: Mode = "constant"
) -> Tensor[D2, tuple[A, K, int, int]]: ...
@overload  # (A, K, M, N), only K and M
def pad(
    x: Tensor[D2, tuple[A, K, M, N]], pad_width: tuple[Kept, Wide, Wide, Kept], /, mode: Mode = "constant"
) -> Tensor[D2, tuple[A, int, int, N]]: ...
@overload  # (A, K, M, N)
def pad(
    x: Tensor[D2, tuple[A, K, M, N]], pad_width: tuple[Wide, Wide, Wide, Wide], /, mode: Mode = "constant"
) -> Tensor[D2, tuple[int, int, int, int]]: ...
@overload  # floats with a constant: (N,)
def pad(
    x: Tensor[F, tuple[N]], pad_width: tuple[Wide], /, mode: Constant = "constant", *, constant_values: float
) -> Tensor[F, tuple[int]]: ...
@overload  # floats with a constant: (M, N), only M
def pad(
    x: Tensor[F, tuple[M, N]], pad_width: tuple[Wide, Kept], /, mode: Constant = "constant", *, constant_values: float
) -> Tensor[F, tuple[int, N]]: ...
@overload  # floats with a constant: (M, N), only N
def pad(
    x: Tensor[F, tuple[M, N]], pad_width: tuple[Kept, Wide], /, mode: Constant = "constant", *, constant_values: float
) -> Tensor[F, tuple[M, int]]: ...
@overload  # floats with a constant: (M, N)
def pad(
    x: Tensor[F, tuple[M, N]], pad_width: tuple[Wide, Wide], /, mode: Constant = "constant", *, constant_values: float
) -> Tensor[F, tuple[int, int]]: ...
@overload  # floats with a constant: (K, M, N), only M
def pad(
    x: Tensor[F, tuple[K, M, N]],
    pad_width: tuple[Kept, Wide, Kept],
    /,
    mode: Constant = "constant",
    *,
    constant_values: float,
) -> Tensor[F, tuple[K, int, N]]: ...
@overload  # floats with a constant: (K, M, N)
def pad(
    x: Tensor[F, tuple[K, M, N]],
    pad_width: tuple[Wide, Wide, Wide],
    /,
    mode: Constant = "constant",
    *,
    constant_values: float,
) -> Tensor[F, tuple[int, int, int]]: ...
@overload  # floats with a constant: (A, K, M, N), only M and N
def pad(
    x: Tensor[F, tuple[A, K, M, N]],
    pad_width: tuple[Kept, Kept, Wide, Wide],
    /,
    mode: Constant = "constant",
    *,
    constant_values: float,
) -> Tensor[F, tuple[A, K, int, int]]: ...
@overload  # floats with a constant: (A, K, M, N)
def pad(
    x: Tensor[F, tuple[A, K, M, N]],
    pad_width: tuple[Wide, Wide, Wide, Wide],
    /,
    mode: Constant = "constant",
    *,
    constant_values: float,
) -> Tensor[F, tuple[int, int, int, int]]: ...
def pad(
    x: Tensor[Any, Any],
    pad_width: tuple[tuple[int, int], ...],
    /,
    mode: str = "constant",
    *,
    constant_values: float | None = None,
) -> Tensor[Any, Any]:
    """`x` with `(before, after)` more elements along each axis, a pair for each.

    They are zeros (or False), of floats `constant_values` if that is given. With another mode they are elements of `x`,
    as in NumPy: its `edge`, its mirror image with the edge once (`reflect`) or twice (`symmetric`), or the other end
    (`wrap`). An axis with `(0, 0)` keeps its dimension, the others are `int`. No gradient flows to a constant; an
    element that is repeated gets the sum of the gradients.

    Raises:
        ShapeError: another number of pairs than of axes, or an empty axis that is to repeat elements.
        DTypeError: a mode that is none of these, or a constant of another kind than the dtype.

    >>> from typedgrad import as_tensor, int64
    >>> pad(as_tensor([1, 2], int64, (2,)), ((1, 2),))
    Tensor[int64, tuple[5]]([0, 1, 2, 0, 0])
    >>> pad(as_tensor([1, 2, 3], int64, (3,)), ((0, 2),), "reflect")
    Tensor[int64, tuple[5]]([1, 2, 3, 2, 1])
    """
    if not is_tensor(x):
        raise not_a_tensor("pad", x)
    widths = _checked_widths(pad_width, x._data.shape)
    if mode == "constant":
        dtype = x._data.dtype
        value = 0 if constant_values is None else scalar("pad", dtype, constant_values)._data.item()
        return unary(rules.pad(widths, value), x)
    if mode not in ("edge", "reflect", "symmetric", "wrap"):
        raise DTypeError(f"pad: {described(mode)} is no mode")
    if constant_values is not None:
        raise DTypeError(f"pad: {constant_values} as a constant in the mode {mode}")
    padded: Tensor[Any, Any] = x
    for axis, width in enumerate(widths):
        if width != (0, 0):
            padded = _repeated(padded, axis, width, cast("Mode", mode))
    return unary(rules.reshape(x._data.shape), x) if padded is x else padded  # never `x` itself: it may be a Parameter


def _repeated(x: Tensor[Any, Any], axis: int, width: tuple[int, int], mode: Mode) -> Tensor[Any, Any]:
    """Add elements of `x` along one axis: those that NumPy adds to their numbers."""
    size = x._data.shape[axis]
    if not size:
        raise ShapeError(f"pad: axis {axis} of {x._data.shape} is empty and has no elements for the mode {mode}")
    places: NDArray = np.pad(np.arange(size, dtype=np.int64), width, mode)
    return unary(indexing.index((*(slice(None),) * axis, places)), x)


def _checked_widths(pad_width: object, shape: tuple[int, ...]) -> tuple[tuple[int, int], ...]:
    """A pair for each axis."""
    pairs = cast("tuple[object, ...]", pad_width)
    if not isinstance(pad_width, tuple) or len(pairs) != len(shape):
        raise ShapeError(f"pad: {described(pairs)} is not a pair of widths for each axis of {shape}")
    widths: list[tuple[int, int]] = []
    for pair in pairs:
        if not isinstance(pair, tuple) or len(cast("tuple[object, ...]", pair)) != 2:
            raise ShapeError(f"pad: {pair!r} in {pairs} is not a pair of widths, before and after")
        before, after = checked_sizes("pad", cast("tuple[object, ...]", pair))
        widths.append((before, after))
    return tuple(widths)
