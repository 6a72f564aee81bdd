"""Finite differences, and holding gradients against them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar, overload

import numpy as np

from typedgrad import tape
from typedgrad.autodiff import as_leaf, pull_back
from typedgrad.errors import DTypeError, GradientError, ShapeError, check_function, described
from typedgrad.ops.sizes import checked_float
from typedgrad.tensor.base import is_tensor, wrap

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from typing import TypeAlias

    from typedgrad.dtypes import float64
    from typedgrad.rules.namespace import NDArray
    from typedgrad.tensor.tensor import Tensor

    Loss: TypeAlias = Tensor[float64, tuple[()]]

S1 = TypeVar("S1", bound=tuple[Any, ...])
S2 = TypeVar("S2", bound=tuple[Any, ...])
S3 = TypeVar("S3", bound=tuple[Any, ...])


@overload
def finite_difference(
    function: Callable[[Tensor[float64, S1]], Loss], x1: Tensor[float64, S1], /, *, step: float = ...
) -> tuple[Tensor[float64, S1]]: ...
@overload
def finite_difference(
    function: Callable[[Tensor[float64, S1], Tensor[float64, S2]], Loss],
    x1: Tensor[float64, S1],
    x2: Tensor[float64, S2],
    /,
    *,
    step: float = ...,
) -> tuple[Tensor[float64, S1], Tensor[float64, S2]]: ...
@overload
def finite_difference(
    function: Callable[[Tensor[float64, S1], Tensor[float64, S2], Tensor[float64, S3]], Loss],
    x1: Tensor[float64, S1],
    x2: Tensor[float64, S2],
    x3: Tensor[float64, S3],
    /,
    *,
    step: float = ...,
) -> tuple[Tensor[float64, S1], Tensor[float64, S2], Tensor[float64, S3]]: ...
@overload  # four or more
def finite_difference(
    function: Callable[..., Loss],
    x1: Tensor[float64, Any],
    x2: Tensor[float64, Any],
    x3: Tensor[float64, Any],
    x4: Tensor[float64, Any],
    /,
    *more: Tensor[float64, Any],
    step: float = ...,
) -> tuple[Tensor[float64, Any], ...]: ...
def finite_difference(
    function: Callable[..., Tensor[Any, Any]], /, *tensors: Tensor[Any, Any], step: float = 6e-6
) -> tuple[Tensor[Any, Any], ...]:
    """The gradient of a function by central differences: `(f(x + h) - f(x - h)) / 2h` for each element.

    Args:
        function: returns a float64 scalar.
        tensors: its arguments, float64: in float32 the difference would drown in rounding.
        step: `h`. The default, about the cube root of the machine's precision, balances truncation and rounding
            (Press et al., Numerical Recipes, section 5.7).

    Raises:
        TypeError: what is no function.
        DTypeError: an argument or the value is not float64, or the step no number.
        ShapeError: the value has axes.
        ValueError: the step is not positive, or not finite.
        OverflowError: the step is an int beyond the floats.

    >>> from typedgrad import as_tensor, float64
    >>> (g,) = finite_difference(lambda x: (x * x).sum(), as_tensor([1.0, 2.0], float64, (2,)))
    >>> bool((abs(g - as_tensor([2.0, 4.0], float64, (2,))) < 1e-9).all())
    True
    """
    check_function("finite_difference", function)
    _check_float64("finite_difference", tensors)
    step = _checked_step("finite_difference", step)

    def loss(arguments: Sequence[Tensor[Any, Any]]) -> float:
        value = function(*arguments)
        _check_float64("finite_difference", (value,), what="value")
        if value.shape != ():
            raise ShapeError(f"finite_difference: the value has shape {value.shape}, not (); take its sum or mean")
        return float(value._data)

    return tuple(wrap(g) for g in _differences(loss, tensors, step))


def _differences(
    loss: Callable[[Sequence[Tensor[Any, Any]]], float], tensors: Sequence[Tensor[Any, Any]], step: float
) -> list[NDArray]:
    results: list[NDArray] = []
    for position, x in enumerate(tensors):
        gradient = np.zeros(x._data.shape)

        def moved(place: tuple[int, ...], by: float, position: int = position, x: Tensor[Any, Any] = x) -> float:
            data = x._data.copy()
            data[place] += by
            with tape.no_grad():
                return loss([*tensors[:position], wrap(data), *tensors[position + 1 :]])

        for place in np.ndindex(x._data.shape):
            gradient[place] = (moved(place, step) - moved(place, -step)) / (2.0 * step)
        results.append(gradient)
    return results


@overload
def check_gradients(
    function: Callable[[Tensor[float64, S1]], Tensor[float64, Any]],
    x1: Tensor[float64, S1],
    /,
    *,
    step: float = ...,
    rtol: float = ...,
    atol: float = ...,
) -> None: ...
@overload
def check_gradients(
    function: Callable[[Tensor[float64, S1], Tensor[float64, S2]], Tensor[float64, Any]],
    x1: Tensor[float64, S1],
    x2: Tensor[float64, S2],
    /,
    *,
    step: float = ...,
    rtol: float = ...,
    atol: float = ...,
) -> None: ...
@overload
def check_gradients(
    function: Callable[[Tensor[float64, S1], Tensor[float64, S2], Tensor[float64, S3]], Tensor[float64, Any]],
    x1: Tensor[float64, S1],
    x2: Tensor[float64, S2],
    x3: Tensor[float64, S3],
    /,
    *,
    step: float = ...,
    rtol: float = ...,
    atol: float = ...,
) -> None: ...
@overload  # four or more
def check_gradients(
    function: Callable[..., Tensor[float64, Any]],
    x1: Tensor[float64, Any],
    x2: Tensor[float64, Any],
    x3: Tensor[float64, Any],
    x4: Tensor[float64, Any],
    /,
    *more: Tensor[float64, Any],
    step: float = ...,
    rtol: float = ...,
    atol: float = ...,
) -> None: ...
def check_gradients(
    function: Callable[..., Tensor[Any, Any]],
    /,
    *tensors: Tensor[Any, Any],
    step: float = 6e-6,
    rtol: float = 1e-6,
    atol: float = 1e-8,
) -> None:
    """Hold the gradients of `function` against central differences, element by element.

    A value with axes is first summed with fixed random weights, so that every element of the result counts.

    Args:
        function: returns a float64 tensor.
        tensors: its arguments, float64.
        step: as in `finite_difference`.
        rtol: how far they may differ, relative to the difference.
        atol: how far they may differ besides.

    Raises:
        TypeError: what is no function.
        GradientError: they differ; the message says which argument, which element, and both values.
        DTypeError: an argument or the value is not float64, or the step or a tolerance no number.
        ValueError: the step is not positive, a tolerance negative, or one of them not finite.
        OverflowError: one of them is an int beyond the floats.

    >>> from typedgrad import as_tensor, float64
    >>> check_gradients(lambda x: x.exp(), as_tensor([0.0, 1.0], float64, (2,)))
    """
    check_function("check_gradients", function)
    _check_float64("check_gradients", tensors)
    step = _checked_step("check_gradients", step)
    rtol, atol = (
        checked_float("check_gradients", name, tolerance) for name, tolerance in (("rtol", rtol), ("atol", atol))
    )
    if rtol < 0.0 or atol < 0.0:
        raise ValueError(f"check_gradients: rtol is {rtol} and atol {atol}, not 0 or above")
    tracked = [as_leaf("check_gradients", position, x) for position, x in enumerate(tensors)]
    with tape.enable_grad():
        value = function(*tracked)
        _check_float64("check_gradients", (value,), what="value")
        shape: tuple[int, ...] = value.shape
        weights = wrap(0.5 + np.random.default_rng(0).random(shape) if shape else np.ones(()))
        total = (value * weights).sum()
    analytic = pull_back("check_gradients", total, tracked)
    numeric = _differences(lambda arguments: float((function(*arguments) * weights).sum()._data), tensors, step)
    for position, (gradient, difference) in enumerate(zip(analytic, numeric, strict=True)):
        wrong = ~np.isclose(gradient._data, difference, rtol=rtol, atol=atol, equal_nan=True)
        if wrong.any():
            place = tuple(int(i) for i in np.argwhere(wrong)[0])
            raise GradientError(
                f"check_gradients: argument {position}, element {place}: the gradient is {gradient._data[place]:.9g}, "
                f"the finite difference {difference[place]:.9g} ({int(wrong.sum())} of {wrong.size} elements differ)"
            )


def _checked_step(operation: str, step: object) -> float:
    number = checked_float(operation, "step", step)
    if number <= 0.0:
        raise ValueError(f"{operation}: the step {number} is not positive")
    return number


def _check_float64(operation: str, tensors: Sequence[object], what: str = "argument") -> None:
    for position, x in enumerate(tensors):
        if not is_tensor(x) or x._data.dtype != np.float64:
            name = "the value" if what == "value" else f"argument {position}"
            given = f"of {x._data.dtype}" if is_tensor(x) else described(x)
            raise DTypeError(f"{operation}: {name} is {given}; finite differences need float64")
