"""Operands in every shape and memory layout, and what a result is held to."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeAlias, overload

import numpy as np
import pytest

from typedgrad import (
    DType,
    Parameter,
    Tensor,
    as_tensor,
    bool_,
    check_gradients,
    float32,
    float64,
    int32,
    int64,
    value_and_grad,
)

if TYPE_CHECKING:
    from collections.abc import Iterable

AnyTensor: TypeAlias = Tensor[Any, Any]
AnyArray: TypeAlias = np.ndarray[Any, np.dtype[Any]]
Shape: TypeAlias = tuple[int, ...]
Function: TypeAlias = Callable[..., AnyTensor]
Unary: TypeAlias = Callable[[AnyTensor], AnyTensor]
Binary: TypeAlias = Callable[[AnyTensor, AnyTensor], AnyTensor]

FLOATS: tuple[type[DType], ...] = (float32, float64)
INTEGERS: tuple[type[DType], ...] = (int32, int64)
NUMBERS: tuple[type[DType], ...] = (*FLOATS, *INTEGERS)
BITS: tuple[type[DType], ...] = (bool_, *INTEGERS)
ALL: tuple[type[DType], ...] = (bool_, *NUMBERS)
EPSILON: dict[type[DType], float] = {float32: float(np.finfo(np.float32).eps), float64: float(np.finfo(np.float64).eps)}


def untyped(value: object) -> Any:
    """Hide an object's type from the checkers: for tables of calls, and for calls that they would reject."""
    return value


def each_of(dtypes: Iterable[type[DType]], name: str = "dtype") -> pytest.MarkDecorator:
    """Parametrise a test by dtypes."""
    return pytest.mark.parametrize(name, [pytest.param(dtype, id=dtype.__name__) for dtype in dtypes])


# ------------------------------------------------------------------------------------------------------- operands
@dataclass(frozen=True)
class Form:
    """A shape, and how its elements lie in memory."""

    shape: Shape
    layout: str = "rows"

    def __str__(self) -> str:
        return f"{self.shape} {self.layout}"


FORMS = (
    Form(()),
    Form((4,)),
    Form((2, 3)),
    Form((2, 3, 4)),
    Form((0,)),
    Form((2, 0)),
    Form((0, 3, 2)),
    Form((4,), "strided"),
    Form((4,), "reversed"),
    Form((2, 3), "columns"),
    Form((2, 3), "strided"),
    Form((2, 3), "reversed"),
    Form((2, 3, 4), "columns"),
    Form((2, 3, 4), "reversed"),
)
PAIRS: tuple[tuple[Shape, Shape], ...] = (
    ((), ()),
    ((3,), (3,)),
    ((2, 3), (2, 3)),
    ((2, 3, 4), (2, 3, 4)),
    ((), (2, 3)),
    ((2, 3, 4), ()),
    ((3,), (2, 3)),
    ((2, 3), (3,)),
    ((2, 1), (2, 3)),
    ((2, 1), (1, 3)),
    ((3,), (2, 1)),
    ((3, 1, 4), (2, 1)),
    ((1,), (2, 3)),
    ((0,), (1,)),
    ((2, 1), (2, 0)),
    ((), (0, 3)),
)
"""Shapes that broadcast with each other."""

every_form = pytest.mark.parametrize("form", FORMS, ids=str)
every_pair = pytest.mark.parametrize("shapes", PAIRS, ids=str)


def array(x: AnyTensor) -> AnyArray:
    """Give the values of a tensor whose dtype the checkers do not know."""
    data: AnyArray = np.asarray(untyped(x))
    return data


def tensor(data: AnyArray, dtype: type[DType], layout: str = "rows") -> AnyTensor:
    """Put the values of an array into a tensor whose memory is laid out as asked."""
    make = untyped(as_tensor)
    made: AnyTensor
    if layout == "columns":
        made = make(data.T, dtype).transpose()
    elif layout == "strided":
        made = make(np.repeat(data, 2, axis=-1), dtype)[..., ::2]
    elif layout == "reversed":
        made = make(data[::-1], dtype)[::-1]
    else:
        made = make(data, dtype)
    return made


def values(shape: Shape, dtype: type[DType], seed: int = 0, *, low: float = -2.0, high: float = 2.0) -> AnyArray:
    """Give random values: floats without ties or zeros between `low` and `high`, small integers, booleans."""
    rng = np.random.default_rng([seed, *shape])
    kind = dtype.numpy.kind
    if kind == "f":
        return np.asarray(rng.uniform(low, high, shape), dtype.numpy)
    return np.asarray(rng.integers(-4, 5, shape) if kind == "i" else rng.random(shape) < 0.5, dtype.numpy)


def operand(
    form: Form | Shape, dtype: type[DType], seed: int = 0, *, low: float = -2.0, high: float = 2.0
) -> AnyTensor:
    """Make a tensor of random values in a form."""
    shape, layout = (form.shape, form.layout) if isinstance(form, Form) else (form, "rows")
    return tensor(values(shape, dtype, seed, low=low, high=high), dtype, layout)


def parameter(*numbers: float) -> Parameter[Any, Any]:
    """Make a float64 parameter of these values."""
    return Parameter(tensor(np.array(numbers), float64))


def grad_of(w: Parameter[Any, Any]) -> AnyTensor:
    """Give the gradient, which must be there."""
    assert w.grad is not None
    return w.grad


# --------------------------------------------------------------------------------------------------- expectations
def assert_tensor(
    result: AnyTensor, expected: object, dtype: type[DType], *, ulps: float = 0.0, atol: float = 0.0
) -> None:
    """Hold a result to NumPy's: an array of exactly this dtype and shape, its values equal but for `ulps` or `atol`."""
    __tracebackhide__ = True
    wanted = np.asarray(expected)
    assert type(result._data) is np.ndarray
    assert (result.dtype, result.shape) == (dtype.numpy, wanted.shape)
    if ulps or atol:
        rtol = ulps * EPSILON[dtype] if ulps else 0.0
        np.testing.assert_allclose(array(result), wanted, rtol=rtol, atol=atol)
    else:
        np.testing.assert_array_equal(array(result), wanted)


@overload
def assert_gradients(function: Unary, x: AnyTensor, /) -> None: ...
@overload
def assert_gradients(function: Binary, x1: AnyTensor, x2: AnyTensor, /) -> None: ...
@overload
def assert_gradients(function: Function, /, *tensors: AnyTensor) -> None: ...
def assert_gradients(function: Function, /, *tensors: AnyTensor) -> None:
    """Hold the gradients of `function` to finite differences, and the same in float32 to those in float64."""
    untyped(check_gradients)(function, *tensors)
    double = _weighted_gradients(function, tensors, float64)
    single = _weighted_gradients(function, tensors, float32)
    for gradient, short in zip(double, single, strict=True):
        largest = np.max(np.abs(array(gradient)), initial=1.0)
        assert_tensor(short, array(gradient), float32, atol=1e-5 * float(largest))


def _weighted_gradients(
    function: Function, tensors: tuple[AnyTensor, ...], dtype: type[DType]
) -> tuple[AnyTensor, ...]:
    def loss(*arguments: AnyTensor) -> AnyTensor:
        result = function(*arguments)
        return (result * operand(result.shape, dtype, low=0.5, high=1.5)).sum()

    converted = [untyped(x).astype(dtype) for x in tensors]
    gradients: tuple[AnyTensor, ...] = untyped(value_and_grad)(loss, tuple(range(len(tensors))))(*converted)[1]
    return gradients
