"""Random tensors, drawn from an explicit generator: there is no hidden state and no global seed.

The generator is NumPy's, `rng = np.random.default_rng(seed)`, and comes first. float32 is drawn as float32, from fewer
random bits than float64, so that one seed gives other numbers in each dtype. What is drawn has no gradient; that of
`mean + std * normal(rng, shape)` flows into `mean` and `std`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, overload

import numpy as np

from typedgrad.capture import drawn
from typedgrad.dtypes import DType, float32, int64, numpy_dtype
from typedgrad.errors import DTypeError, ShapeError, described
from typedgrad.ops.sizes import checked_float, checked_int, checked_shape, checked_size
from typedgrad.rules import indexing
from typedgrad.tensor.base import is_tensor, unary, wrap

if TYPE_CHECKING:
    from typedgrad.dtypes import NumPyDType, bool_
    from typedgrad.rules.namespace import NDArray
    from typedgrad.shapes import D2, A, FloatDT, IntegerDT, L, N, S, SizeN, Sizes, Unlisted
    from typedgrad.tensor.tensor import Tensor


# --------------------------------------------------------------------------------------------------------- floats
@overload
def normal(rng: np.random.Generator, shape: Sizes[S], *, mean: float = 0.0, std: float = 1.0) -> Tensor[float32, S]: ...
@overload
def normal(
    rng: np.random.Generator, shape: Unlisted, *, mean: float = 0.0, std: float = 1.0
) -> Tensor[float32, Unlisted]: ...
@overload
def normal(
    rng: np.random.Generator, shape: Sizes[S], dtype: type[FloatDT], *, mean: float = 0.0, std: float = 1.0
) -> Tensor[FloatDT, S]: ...
@overload
def normal(
    rng: np.random.Generator, shape: Unlisted, dtype: type[FloatDT], *, mean: float = 0.0, std: float = 1.0
) -> Tensor[FloatDT, Unlisted]: ...
def normal(
    rng: np.random.Generator,
    shape: tuple[object, ...],
    dtype: type[DType] = float32,
    *,
    mean: float = 0.0,
    std: float = 1.0,
) -> Tensor[Any, Any]:
    """Normal (Gaussian) numbers of a mean and a standard deviation; float32 by default.

    Raises:
        TypeError: `rng` is not a generator.
        ShapeError: a size is not a non-negative int.
        DTypeError: the dtype is no float, `mean` or `std` no number.
        ValueError: `std` is negative, or one of the two not finite.
        OverflowError: a number beyond the range of the dtype.

    >>> normal(np.random.default_rng(0), (3,))
    Tensor[float32, tuple[3]]([ 1.117622 , -1.3871249, -0.4265716])
    """
    generator, sizes, target = _arguments("normal", rng, shape, dtype, "f")
    centre, width = checked_float("normal", "mean", mean), checked_float("normal", "std", std)
    if width < 0.0:
        raise ValueError(f"normal: a standard deviation of {width}, which is negative")
    _check_range("normal", centre, width, target)
    draw = generator.standard_normal
    return wrap(drawn(generator, lambda: _scaled("normal", _unscaled(draw, sizes, target), centre, width)))


@overload
def uniform(
    rng: np.random.Generator, shape: Sizes[S], *, low: float = 0.0, high: float = 1.0
) -> Tensor[float32, S]: ...
@overload
def uniform(
    rng: np.random.Generator, shape: Unlisted, *, low: float = 0.0, high: float = 1.0
) -> Tensor[float32, Unlisted]: ...
@overload
def uniform(
    rng: np.random.Generator, shape: Sizes[S], dtype: type[FloatDT], *, low: float = 0.0, high: float = 1.0
) -> Tensor[FloatDT, S]: ...
@overload
def uniform(
    rng: np.random.Generator, shape: Unlisted, dtype: type[FloatDT], *, low: float = 0.0, high: float = 1.0
) -> Tensor[FloatDT, Unlisted]: ...
def uniform(
    rng: np.random.Generator,
    shape: tuple[object, ...],
    dtype: type[DType] = float32,
    *,
    low: float = 0.0,
    high: float = 1.0,
) -> Tensor[Any, Any]:
    """Numbers that are equally likely from `low` to below `high`; float32 by default.

    Raises:
        TypeError: `rng` is not a generator.
        ShapeError: a size is not a non-negative int.
        DTypeError: the dtype is no float, `low` or `high` no number.
        ValueError: `low` is not below `high` in this dtype, or one of the two not finite.
        OverflowError: a number, or their distance, beyond the range of the dtype.

    >>> uniform(np.random.default_rng(0), (3,), low=-1.0)
    Tensor[float32, tuple[3]]([0.7012484 , 0.27392328, 0.02227294])
    """
    generator, sizes, target = _arguments("uniform", rng, shape, dtype, "f")
    least, bound = _bounds(checked_float("uniform", "low", low), checked_float("uniform", "high", high), target)
    _check_range("uniform", least, bound - least, target)
    below = np.nextafter(np.array(bound, target), np.array(least, target))  # rounding may have reached the bound

    def draw() -> NDArray:
        values = _scaled("uniform", _unscaled(generator.random, sizes, target), least, bound - least)
        return np.clip(values, np.array(least, target), below, out=values)

    return wrap(drawn(generator, draw))


def _bounds(low: float, high: float, target: NumPyDType) -> tuple[float, float]:
    """Both as the dtype has them."""
    with np.errstate(over="ignore"):
        least, bound = (float(np.array(value, target)) for value in (low, high))
    if not np.isfinite((least, bound)).all():
        raise OverflowError(f"uniform: {low} or {high} is out of the range of {target}")
    if least >= bound:
        raise ValueError(f"uniform: from {low} to below {high} there is no {target}")
    return least, bound


# ---------------------------------------------------------------------------------------------- integers, booleans
@overload
def integers(rng: np.random.Generator, low: int, high: int, shape: Sizes[S]) -> Tensor[int64, S]: ...
@overload
def integers(rng: np.random.Generator, low: int, high: int, shape: Unlisted) -> Tensor[int64, Unlisted]: ...
@overload
def integers(
    rng: np.random.Generator, low: int, high: int, shape: Sizes[S], dtype: type[IntegerDT]
) -> Tensor[IntegerDT, S]: ...
@overload
def integers(
    rng: np.random.Generator, low: int, high: int, shape: Unlisted, dtype: type[IntegerDT]
) -> Tensor[IntegerDT, Unlisted]: ...
def integers(
    rng: np.random.Generator, low: int, high: int, shape: tuple[object, ...], dtype: type[DType] = int64
) -> Tensor[Any, Any]:
    """Integers that are equally likely from `low` to below `high`; int64 by default.

    Raises:
        TypeError: `rng` is not a generator.
        ShapeError: a size is not a non-negative int.
        DTypeError: the dtype is not of integers, `low` or `high` no int.
        ValueError: `low` is not below `high`.
        OverflowError: a number beyond the range of the dtype.

    >>> integers(np.random.default_rng(0), 0, 10, (3,))
    Tensor[int64, tuple[3]]([8, 6, 5])
    """
    generator, sizes, target = _arguments("integers", rng, shape, dtype, "i")
    least, bound = checked_int("integers", "low", low), checked_int("integers", "high", high)
    if least >= bound:
        raise ValueError(f"integers: from {low} to below {high} there is none")
    limits = np.iinfo(np.int32 if target == np.int32 else np.int64)
    if least < limits.min or bound - 1 > limits.max:
        raise OverflowError(f"integers: {low} to below {high} is out of the range of {target}")
    return wrap(drawn(generator, lambda: np.asarray(generator.integers(least, bound, sizes, limits.dtype.type))))


@overload
def bernoulli(rng: np.random.Generator, p: float, shape: Sizes[S]) -> Tensor[bool_, S]: ...
@overload
def bernoulli(rng: np.random.Generator, p: float, shape: Unlisted) -> Tensor[bool_, Unlisted]: ...
def bernoulli(rng: np.random.Generator, p: float, shape: tuple[object, ...]) -> Tensor[Any, Any]:
    """True with the probability `p`, each on its own.

    Raises:
        TypeError: `rng` is not a generator.
        ShapeError: a size is not a non-negative int.
        DTypeError: `p` is no number.
        ValueError: `p` is not between 0 and 1.

    >>> bernoulli(np.random.default_rng(0), 0.5, (3,))
    Tensor[bool_, tuple[3]]([False,  True,  True])
    """
    generator = _generator("bernoulli", rng)
    probability = checked_float("bernoulli", "p", p)
    if not 0.0 <= probability <= 1.0:
        raise ValueError(f"bernoulli: {probability} is no probability, between 0 and 1")
    sizes = checked_shape("bernoulli", shape)
    return wrap(drawn(generator, lambda: np.asarray(generator.random(sizes) < probability)))


# --------------------------------------------------------------------------------------------------------- an order
@overload  # of a literal number
def permutation(rng: np.random.Generator, n: SizeN, /) -> Tensor[int64, tuple[SizeN]]: ...
@overload  # of so many
def permutation(rng: np.random.Generator, n: N, /) -> Tensor[int64, tuple[N]]: ...
@overload  # of a tensor's rows
def permutation(rng: np.random.Generator, x: Tensor[D2, tuple[A, *L]], /) -> Tensor[D2, tuple[A, *L]]: ...
def permutation(rng: np.random.Generator, x: int | Tensor[Any, Any], /) -> Tensor[Any, Any]:
    """The integers below `n` in random order, or a tensor whose parts along its first axis are; differentiable.

    To give two tensors one order, index both: `order = permutation(rng, n)`, `x[order]`, `y[order]`.

    Raises:
        TypeError: `rng` is not a generator.
        ShapeError: `n` is not a non-negative int, or the tensor has no axis.

    >>> permutation(np.random.default_rng(0), 4)
    Tensor[int64, tuple[4]]([2, 0, 1, 3])
    """
    generator = _generator("permutation", rng)
    if not is_tensor(x):
        size = checked_size("permutation", x)
        return wrap(drawn(generator, lambda: generator.permutation(size)))
    if not x._data.ndim:
        raise ShapeError("permutation: a 0-d tensor has no axis")
    order = drawn(generator, lambda: generator.permutation(x._data.shape[0]))
    return unary(indexing.index(order), x)


# ------------------------------------------------------------------------------------------------------- arguments
def _generator(operation: str, rng: object) -> np.random.Generator:
    if isinstance(rng, np.random.Generator):
        return rng
    raise TypeError(f"{operation}: {described(rng)} is not a generator; make one, rng = np.random.default_rng(seed)")


_KINDS = {"f": "float32 or float64", "i": "int32 or int64"}


def _arguments(
    operation: str, rng: object, shape: object, dtype: type[DType], kind: str
) -> tuple[np.random.Generator, tuple[int, ...], NumPyDType]:
    target = numpy_dtype(operation, dtype)
    if target.kind != kind:
        raise DTypeError(f"{operation}: {target} is none of {_KINDS[kind]}")
    return _generator(operation, rng), checked_shape(operation, shape), target


def _unscaled(draw: Any, sizes: tuple[int, ...], target: NumPyDType) -> NDArray:
    """What a method of the generator draws in a float dtype. Any: each has overloads of its own."""
    values: NDArray = np.asarray(draw(sizes, target.type))
    return values


def _check_range(operation: str, offset: float, factor: float, dtype: NumPyDType) -> None:
    """Refuse before it is drawn what can be no number of the dtype, so that the generator is left as it was."""
    if (offset, factor) != (0.0, 1.0):
        with np.errstate(over="ignore"):
            fits = np.isfinite(np.array((offset, factor), dtype)).all()
        if not fits:
            raise _beyond(operation, offset, factor, dtype)


def _beyond(operation: str, offset: float, factor: float, dtype: np.dtype[Any]) -> OverflowError:
    return OverflowError(f"{operation}: {offset} + {factor} * x is out of the range of {dtype}")


def _scaled(operation: str, values: NDArray, offset: float, factor: float) -> NDArray:
    """`offset + factor * values`, in the memory of `values`."""
    dtype = values.dtype
    if (offset, factor) == (0.0, 1.0):
        return values
    with np.errstate(over="ignore", invalid="ignore"):  # what overflows is found below
        values *= np.array(factor, dtype)
        values += np.array(offset, dtype)
    if not np.isfinite(values).all():
        raise _beyond(operation, offset, factor, dtype)
    return values
