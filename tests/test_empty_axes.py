"""Every primitive with axes of 0, 1 and 2 in each place: NumPy's value and slope, or a refusal of the library's own."""

from __future__ import annotations

import warnings
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from helpers import array, tensor, untyped, values
from size_calls import Sized, sized_calls

from typedgrad import DTypeError, LinAlgError, Parameter, ShapeError, backprop, float64, int64
from typedgrad.rules.table import TABLE, WITHOUT_GRADIENT

if TYPE_CHECKING:
    from helpers import AnyArray

BY_NAME: dict[str, list[Sized]] = {}
for _call in sized_calls():
    BY_NAME.setdefault(_call.name, []).append(_call)

EPS = 1e-6
OWN = (ShapeError, DTypeError, LinAlgError, IndexError)
NUMPYS = "matmul: Input operand|vecdot: Input operand|solve: Input operand"
"""How NumPy's own errors begin that begin as the library's do."""


def test_every_primitive_is_called() -> None:
    assert set(BY_NAME) == set(TABLE)


@pytest.mark.parametrize("name", BY_NAME)
def test_a_small_axis_in_each_place(name: str) -> None:
    """JAX and PyTorch give -inf, zeros or an error, by the function, for the largest of nothing."""
    for call in BY_NAME[name]:
        try:
            check(call)
        except BaseException as error:  # of pytest's own failures too
            error.add_note(f"call: {call}")
            raise


def check(call: Sized) -> None:
    operands = call.operands()
    try:
        expected = of_numpy(call, operands)
    except DeprecationWarning:  # an index outside of an axis where the result is empty: an error from NumPy 2.3 on
        return
    except (ValueError, IndexError):
        with pytest.raises(OWN, match=rf"^(?!{NUMPYS})\w+: "):
            untyped(call.call)(*inputs_of(call, operands))
        return
    inputs = inputs_of(call, operands)
    result = untyped(call.call)(*inputs)
    assert result.shape == expected.shape
    single = result.dtype == np.float32
    if expected.size:
        np.testing.assert_allclose(array(result), expected, rtol=1e-6 if single else 1e-12, atol=1e-12)
    if call.kind == "integers" or call.name in WITHOUT_GRADIENT:
        return
    weights = values(expected.shape, float64, 9, low=0.5, high=1.5)
    backprop((untyped(result).astype(float64) * tensor(weights, float64)).sum())
    if not np.isfinite(expected).all():
        return
    for i, parameter in enumerate(inputs):
        slope = array(untyped(parameter.grad))
        assert slope.shape == operands[i].shape
        if slope.size and not single:
            np.testing.assert_allclose(slope, differences(call, operands, i, weights), rtol=1e-6, atol=1e-7)


def of_numpy(call: Sized, operands: list[AnyArray]) -> AnyArray:
    """The reference's value; NumPy warns of the mean of nothing, which is NaN."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", RuntimeWarning)
        warnings.simplefilter("error", DeprecationWarning)
        return np.asarray(untyped(call.reference)(*operands))


def inputs_of(call: Sized, operands: list[AnyArray]) -> list[Any]:
    if call.kind == "integers":
        return [tensor(data, int64) for data in operands]
    return [Parameter(tensor(data, float64)) for data in operands]


def differences(call: Sized, operands: list[AnyArray], which: int, weights: AnyArray) -> AnyArray:
    """The slope of the weighted sum of the reference, element by element."""
    slope = np.zeros(operands[which].shape)
    for place in np.ndindex(slope.shape):
        sums: list[float] = []
        for step in (EPS, -EPS):
            moved = list(operands)
            moved[which] = operands[which].copy()
            moved[which][place] += step
            sums.append(np.sum(untyped(call.reference)(*moved) * weights))
        slope[place] = (sums[0] - sums[1]) / (2 * EPS)
    return slope
