"""`broadcast_to`: the explicit way to write a broadcast that the overloads of an operation do not list."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar, overload

from typedgrad.errors import ShapeError, described, not_a_tensor
from typedgrad.rules import manipulation as rules
from typedgrad.tensor.base import is_tensor, unary

if TYPE_CHECKING:
    from typing import TypeAlias

    from typedgrad.shapes import D2, L, One, S, Sizes
    from typedgrad.tensor.tensor import Tensor

    # A shape of at least one, two or three dimensions: as a bare type variable it keeps literals in both checkers.
    _S1 = TypeVar("_S1", bound=tuple[Any, *tuple[Any, ...]])
    _S2 = TypeVar("_S2", bound=tuple[Any, Any, *tuple[Any, ...]])
    _S3 = TypeVar("_S3", bound=tuple[Any, Any, Any, *tuple[Any, ...]])

    # A dimension of both `x` and the shape. Were it bounded, pyright would take it for an `int` where it is a literal,
    # and for a union of two names where `x` is made within the call.
    _A = TypeVar("_A")
    _K = TypeVar("_K")
    _M = TypeVar("_M")
    _N = TypeVar("_N")

    # Members with equally many ones, so that no argument is two of them. The order of an alias's parameters is that of
    # their first appearance.
    _OneOf2: TypeAlias = Tensor[D2, tuple[One, _N]] | Tensor[D2, tuple[_M, One]]
    _OneOf3: TypeAlias = (
        Tensor[D2, tuple[One, _M, _N]] | Tensor[D2, tuple[_K, One, _N]] | Tensor[D2, tuple[_K, _M, One]]
    )
    _TwoOf3: TypeAlias = (
        Tensor[D2, tuple[One, One, _N]] | Tensor[D2, tuple[One, _M, One]] | Tensor[D2, tuple[_K, One, One]]
    )
    _OneOf4: TypeAlias = (
        Tensor[D2, tuple[One, _K, _M, _N]]
        | Tensor[D2, tuple[_A, One, _M, _N]]
        | Tensor[D2, tuple[_A, _K, One, _N]]
        | Tensor[D2, tuple[_A, _K, _M, One]]
    )
    _TwoOf4: TypeAlias = (
        Tensor[D2, tuple[One, One, _M, _N]]
        | Tensor[D2, tuple[One, _K, One, _N]]
        | Tensor[D2, tuple[One, _K, _M, One]]
        | Tensor[D2, tuple[_A, One, One, _N]]
        | Tensor[D2, tuple[_A, One, _M, One]]
        | Tensor[D2, tuple[_A, _K, One, One]]
    )
    _ThreeOf4: TypeAlias = (
        Tensor[D2, tuple[One, One, One, _N]]
        | Tensor[D2, tuple[One, One, _M, One]]
        | Tensor[D2, tuple[One, _K, One, One]]
        | Tensor[D2, tuple[_A, One, One, One]]
    )


@overload  # () into any shape
def broadcast_to(x: Tensor[D2, tuple[()]], shape: Sizes[S], /) -> Tensor[D2, S]: ...
@overload  # (1,) into (*L, N)
def broadcast_to(x: Tensor[D2, tuple[One]], shape: Sizes[_S1], /) -> Tensor[D2, _S1]: ...
@overload  # (1, 1) into (*L, M, N)
def broadcast_to(x: Tensor[D2, tuple[One, One]], shape: Sizes[_S2], /) -> Tensor[D2, _S2]: ...
@overload  # (1, 1, 1) into (*L, K, M, N)
def broadcast_to(x: Tensor[D2, tuple[One, One, One]], shape: Sizes[_S3], /) -> Tensor[D2, _S3]: ...
@overload  # (N,) into (*L, N)
def broadcast_to(x: Tensor[D2, tuple[_N]], shape: tuple[*L, _N], /) -> Tensor[D2, tuple[*L, _N]]: ...
@overload  # (M, N) into (*L, M, N)
def broadcast_to(x: Tensor[D2, tuple[_M, _N]], shape: tuple[*L, _M, _N], /) -> Tensor[D2, tuple[*L, _M, _N]]: ...
@overload  # (K, M, N) into (*L, K, M, N)
def broadcast_to(
    x: Tensor[D2, tuple[_K, _M, _N]], shape: tuple[*L, _K, _M, _N], /
) -> Tensor[D2, tuple[*L, _K, _M, _N]]: ...
@overload  # (A, K, M, N) into itself
def broadcast_to(
    x: Tensor[D2, tuple[_A, _K, _M, _N]], shape: tuple[_A, _K, _M, _N], /
) -> Tensor[D2, tuple[_A, _K, _M, _N]]: ...
@overload  # (1, N) or (M, 1) into (*L, M, N)
def broadcast_to(x: _OneOf2[D2, _N, _M], shape: tuple[*L, _M, _N], /) -> Tensor[D2, tuple[*L, _M, _N]]: ...
@overload  # (1, M, N) or the like into (*L, K, M, N)
def broadcast_to(x: _OneOf3[D2, _M, _N, _K], shape: tuple[*L, _K, _M, _N], /) -> Tensor[D2, tuple[*L, _K, _M, _N]]: ...
@overload  # (1, 1, N) or the like into (*L, K, M, N)
def broadcast_to(x: _TwoOf3[D2, _N, _M, _K], shape: tuple[*L, _K, _M, _N], /) -> Tensor[D2, tuple[*L, _K, _M, _N]]: ...
@overload  # (1, K, M, N) or the like into (A, K, M, N)
def broadcast_to(
    x: _OneOf4[D2, _K, _M, _N, _A], shape: tuple[_A, _K, _M, _N], /
) -> Tensor[D2, tuple[_A, _K, _M, _N]]: ...
@overload  # (1, 1, M, N) or the like into (A, K, M, N)
def broadcast_to(
    x: _TwoOf4[D2, _M, _N, _K, _A], shape: tuple[_A, _K, _M, _N], /
) -> Tensor[D2, tuple[_A, _K, _M, _N]]: ...
@overload  # (1, 1, 1, N) or the like into (A, K, M, N)
def broadcast_to(
    x: _ThreeOf4[D2, _N, _M, _K, _A], shape: tuple[_A, _K, _M, _N], /
) -> Tensor[D2, tuple[_A, _K, _M, _N]]: ...
def broadcast_to(x: Tensor[Any, Any], shape: tuple[Any, ...], /) -> Tensor[Any, Any]:
    """`x` repeated along axes that it lacks, and along those of size 1, until it has the shape `shape`.

    No element is copied, but for those of a parameter. The gradient is summed over what was repeated.

    Raises:
        ShapeError: the last axes of `shape` are not those of `x`, a 1 in `x` aside.

    >>> from typedgrad import as_tensor, float32
    >>> broadcast_to(as_tensor([1.0, 2.0], float32, (2,)), (3, 2))
    Tensor([[1., 2.],
            [1., 2.],
            [1., 2.]], float32, shape (3, 2))
    """
    if not is_tensor(x):
        raise not_a_tensor("broadcast_to", x)
    if not isinstance(shape, tuple):
        raise ShapeError(f"broadcast_to: the shape {described(shape)} is not a tuple")
    for size in shape:
        if not isinstance(size, int) or isinstance(size, bool) or size < 0:
            raise ShapeError(f"broadcast_to: {size!r} in {shape} is not a size")
    given = x._data.shape
    if len(given) > len(shape):
        raise ShapeError(f"broadcast_to: {given} to {shape}: {len(given)} axes do not fit {len(shape)}")
    for axis in range(-1, -len(given) - 1, -1):
        if given[axis] not in (1, shape[axis]):
            raise ShapeError(f"broadcast_to: {given} to {shape}: axis {axis} is {given[axis]} and {shape[axis]}")
    return unary(rules.broadcast_to(tuple(map(int, shape))), x)
