"""The functions that the rules are written in, read with tensors: what they compute is recorded.

A gradient rule read with this namespace instead of NumPy's is differentiable again. Each function calls the primitive
of its name in the table of rules.
"""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any, Literal, TypeAlias, cast

import numpy as np

from typedgrad.rules import (
    arithmetic,
    comparison,
    decomposition,
    elementwise,
    indexing,
    linalg,
    manipulation,
    products,
    reduction,
    selection,
)
from typedgrad.rules import einsum as einsum_rules
from typedgrad.tensor.base import binary, chosen, is_tensor, nary, operand, picked, unary, wrap
from typedgrad.tensor.tensor import Tensor

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from typedgrad.rules.namespace import Key, Namespace, NDArray
    from typedgrad.rules.reduction import Axes
    from typedgrad.rules.rule import Rule

AnyTensor: TypeAlias = Tensor[Any, Any]
_OfOne: TypeAlias = "Callable[[AnyTensor], AnyTensor]"
_OfTwo: TypeAlias = "Callable[[AnyTensor, AnyTensor | float], AnyTensor]"
_Over: TypeAlias = "Callable[..., AnyTensor]"


def _of_one(rule: Rule) -> _OfOne:
    return lambda x: unary(rule, x)


def _of_two(rule: Rule) -> _OfTwo:
    return lambda x1, x2: binary(rule, x1, operand(rule, x1, x2))


# ----------------------------------------------------------------------------------------------------- elementwise
abs: _OfOne = _of_one(elementwise.absolute)
sign: _OfOne = _of_one(elementwise.sign)
sqrt: _OfOne = _of_one(elementwise.sqrt)
exp: _OfOne = _of_one(elementwise.exp)
expm1: _OfOne = _of_one(elementwise.expm1)
log: _OfOne = _of_one(elementwise.log)
log1p: _OfOne = _of_one(elementwise.log1p)
log2: _OfOne = _of_one(elementwise.log2)
log10: _OfOne = _of_one(elementwise.log10)
sin: _OfOne = _of_one(elementwise.sin)
cos: _OfOne = _of_one(elementwise.cos)
tan: _OfOne = _of_one(elementwise.tan)
arcsin: _OfOne = _of_one(elementwise.arcsin)
arccos: _OfOne = _of_one(elementwise.arccos)
arctan: _OfOne = _of_one(elementwise.arctan)
sinh: _OfOne = _of_one(elementwise.sinh)
cosh: _OfOne = _of_one(elementwise.cosh)
tanh: _OfOne = _of_one(elementwise.tanh)
arcsinh: _OfOne = _of_one(elementwise.arcsinh)
arccosh: _OfOne = _of_one(elementwise.arccosh)
arctanh: _OfOne = _of_one(elementwise.arctanh)
sigmoid: _OfOne = _of_one(elementwise.sigmoid)
erf: _OfOne = _of_one(elementwise.erf)
floor: _OfOne = _of_one(elementwise.floor)
ceil: _OfOne = _of_one(elementwise.ceil)
trunc: _OfOne = _of_one(elementwise.trunc)
round: _OfOne = _of_one(elementwise.round)
isnan: _OfOne = _of_one(comparison.isnan)
isinf: _OfOne = _of_one(comparison.isinf)
isfinite: _OfOne = _of_one(comparison.isfinite)
logical_not: _OfOne = _of_one(comparison.logical_not)
logaddexp: _OfTwo = _of_two(arithmetic.logaddexp)
arctan2: _OfTwo = _of_two(arithmetic.arctan2)
hypot: _OfTwo = _of_two(arithmetic.hypot)
floor_divide: _OfTwo = _of_two(arithmetic.floor_divide)
remainder: _OfTwo = _of_two(arithmetic.remainder)
maximum: _OfTwo = _of_two(selection.maximum)
minimum: _OfTwo = _of_two(selection.minimum)
equal: _OfTwo = _of_two(comparison.equal)
not_equal: _OfTwo = _of_two(comparison.not_equal)
logical_and: _OfTwo = _of_two(comparison.logical_and)
logical_or: _OfTwo = _of_two(comparison.logical_or)
logical_xor: _OfTwo = _of_two(comparison.logical_xor)
left_shift: _OfTwo = _of_two(comparison.left_shift)
right_shift: _OfTwo = _of_two(comparison.right_shift)


def where(condition: AnyTensor, x1: AnyTensor | float, x2: AnyTensor | float, /) -> AnyTensor:
    """Choose; one branch is a tensor, whose dtype the other, if a number, takes."""
    rule = selection.where
    like = x1 if is_tensor(x1) else cast("AnyTensor", x2)  # both numbers would have no dtype
    return chosen(rule, condition, operand(rule, like, x1), operand(rule, like, x2))


def astype(x: AnyTensor, dtype: np.dtype[np.generic], /) -> AnyTensor:
    """Convert."""
    return unary(elementwise.astype(x.dtype, dtype), x)


# ------------------------------------------------------------------------------------------------------ reductions
def _over(factory: Callable[..., Rule]) -> Callable[..., AnyTensor]:
    def reduced(x: AnyTensor, axis: Axes = None, *, keepdims: bool = False) -> AnyTensor:
        return unary(factory(axis, keepdims), x)

    return reduced


sum: _Over = _over(reduction.sum)
prod: _Over = _over(products.prod)
max: _Over = _over(reduction.max)
min: _Over = _over(reduction.min)
argmax: _Over = _over(reduction.argmax)
argmin: _Over = _over(reduction.argmin)
all: _Over = _over(reduction.all)
any: _Over = _over(reduction.any)


def cumsum(x: AnyTensor, axis: int, /) -> AnyTensor:
    """Sums of all elements up to each."""
    return unary(products.cumsum(axis), x)


def cumprod(x: AnyTensor, axis: int, /) -> AnyTensor:
    """Products of all elements up to each."""
    return unary(products.cumprod(axis), x)


# ------------------------------------------------------------------------------------------------- moving elements
matrix_transpose: _OfOne = _of_one(manipulation.matrix_transpose)


def reshape(x: AnyTensor, shape: tuple[int, ...], /) -> AnyTensor:
    """Give another shape."""
    return unary(manipulation.reshape(shape), x)


def transpose(x: AnyTensor, axes: tuple[int, ...], /) -> AnyTensor:
    """Put the axes into another order."""
    return unary(manipulation.transpose(axes), x)


def expand_dims(x: AnyTensor, axes: tuple[int, ...], /) -> AnyTensor:
    """Insert axes of size one."""
    return reshape(x, np.expand_dims(x._data, axes).shape)


def broadcast_to(x: AnyTensor, shape: tuple[int, ...], /) -> AnyTensor:
    """Repeat along axes that are missing or have size one."""
    return unary(manipulation.broadcast_to(shape), x)


def concat(arrays: Sequence[AnyTensor], axis: int, /) -> AnyTensor:
    """Join along an axis."""
    axis %= arrays[0].ndim
    return nary(manipulation.concat(tuple(x.shape[axis] for x in arrays), axis), arrays)


def flip(x: AnyTensor, axes: tuple[int, ...], /) -> AnyTensor:
    """Reverse along axes."""
    return unary(manipulation.flip(axes), x)


def pad(x: AnyTensor, widths: tuple[tuple[int, int], ...], value: float, /) -> AnyTensor:
    """Surround by a value."""
    return unary(manipulation.pad(widths, value), x)


def constant(data: NDArray, /) -> AnyTensor:
    """An array that is known beforehand."""
    return wrap(data)


# --------------------------------------------------------------------------------------------------------- indices
def index(x: AnyTensor, key: Key, /) -> AnyTensor:
    """`x[key]`."""
    return unary(indexing.index(key), x)


def scatter(x: AnyTensor, key: Key, shape: tuple[int, ...], /) -> AnyTensor:
    """Add into zeros of `shape` at `key`."""
    return unary(indexing.scatter(key, shape), x)


def splice(x: AnyTensor, key: Key, values: AnyTensor | float, /) -> AnyTensor:
    """A copy of `x` with `values` at `key`."""
    rule = indexing.splice(key)
    return binary(rule, x, operand(rule, x, values))


def unsplice(x: AnyTensor, key: Key, /) -> AnyTensor:
    """`x[key]`, zero where `splice` would drop the value."""
    return unary(indexing.unsplice(key), x)


def take_along_axis(x: AnyTensor, indices: AnyTensor, axis: int, /) -> AnyTensor:
    """Take along an axis."""
    axis %= x.ndim
    return picked(indexing.take_along_axis(axis, x.shape[axis]), x, indices)


def scatter_along_axis(x: AnyTensor, indices: AnyTensor, axis: int, size: int, /) -> AnyTensor:
    """Add into zeros along an axis."""
    return picked(indexing.scatter_along_axis(axis % x.ndim, size), x, indices)


def argsort(x: AnyTensor, axis: int, /, *, descending: bool, stable: bool) -> AnyTensor:
    """The indices that sort."""
    return unary(indexing.argsort(axis, descending, stable), x)


def searchsorted(x1: AnyTensor, x2: AnyTensor, /, *, side: Literal["left", "right"]) -> AnyTensor:
    """Where elements would go."""
    return binary(indexing.searchsorted(side), x1, x2)


# -------------------------------------------------------------------------------------------------- linear algebra
inv: _OfOne = _of_one(linalg.inv)
pinv: _OfOne = _of_one(linalg.pinv)
det: _OfOne = _of_one(linalg.det)
logabsdet: _OfOne = _of_one(linalg.logabsdet)
cofactor: _OfOne = _of_one(linalg.cofactor)
matrix_rank: _OfOne = _of_one(linalg.matrix_rank)
cholesky: _OfOne = _of_one(decomposition.cholesky)
eigh: _OfOne = _of_one(decomposition.eigh)


def solve(a: AnyTensor, b: AnyTensor, /) -> AnyTensor:
    """Solve `a @ x == b`."""
    return binary(linalg.solve, a, b)


def svd(x: AnyTensor, /) -> AnyTensor:
    """Decompose into singular values and vectors."""
    return unary(decomposition.svd(*x.shape[-2:]), x)


def qr(x: AnyTensor, /) -> AnyTensor:
    """Decompose into orthonormal columns and a triangle."""
    return unary(decomposition.qr(*x.shape[-2:]), x)


def einsum(subscripts: str, /, *xs: AnyTensor) -> AnyTensor:
    """Sum products."""
    return nary(einsum_rules.einsum(subscripts), xs)


# A module is a namespace; that each function takes tensors only, where a protocol's take any array, is the reading.
TENSORS: Namespace = cast("Namespace", cast("object", sys.modules[__name__]))
