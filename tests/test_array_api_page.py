"""docs/array-api.md: each line of its table of deviations is true, and each deviation is in the table."""

from __future__ import annotations

import re
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from helpers import untyped
from test_array_api_signatures import LATER

from typedgrad import DTypeError, GradientError, Parameter, ShapeError, as_tensor, float32, float64, int64
from typedgrad import array_api as xp

if TYPE_CHECKING:
    from collections.abc import Callable

PAGE = (Path(__file__).parents[1] / "docs" / "array-api.md").read_text(encoding="utf-8")
ROWS = [row.split(" | ") for row in re.findall(r"^\| (.+) \|$", PAGE, re.MULTILINE)]
DEVIATIONS = [row[0] for row in ROWS[2:]]
INTEGER_DTYPES = {f"{kind}{bits}" for kind in ("int", "uint") for bits in (8, 16, 32, 64)}

X = as_tensor([[1.0, 2.0, 4.0], [3.0, 6.0, 5.0]], float64, (2, 3))
HALVES = as_tensor([0.5, 1.5], float32, (2,))
INTEGERS = as_tensor([1, 2], int64, (2,))


def refused(error: type[Exception], call: Callable[[], object]) -> bool:
    with pytest.raises(error):
        call()
    return True


def assign(x: Any) -> None:
    x[0] = 1.0


def dtypes() -> None:
    missing = {name for name in INTEGER_DTYPES if not hasattr(xp, name)}
    assert missing == {"int8", "int16", "uint8", "uint16", "uint32", "uint64"}


def promotion() -> None:
    mixed = HALVES, xp.astype(HALVES, float64)
    for name in ("add", "multiply", "equal", "less", "maximum", "matmul"):
        assert refused(DTypeError, partial(getattr(xp, name), *mixed))
    assert refused(DTypeError, lambda: untyped(HALVES) + X[0, :2])
    assert refused(DTypeError, lambda: xp.concat([HALVES, X[0]]))
    assert xp.result_type(float32, float64) == xp.float64
    assert xp.can_cast(float32, float64)


def scalars() -> None:
    assert (HALVES + 1).dtype == (HALVES + 1.0).dtype == xp.float32
    assert refused(DTypeError, lambda: untyped(INTEGERS) + 1.0)
    assert refused(DTypeError, lambda: untyped(INTEGERS) + True)


def assignment() -> None:
    assert refused(TypeError, partial(assign, X))
    changed = xp.asarray(X, copy=True)
    with xp.assignable():
        assign(changed)
    np.testing.assert_array_equal(changed.numpy(), [[1.0, 1.0, 1.0], [3.0, 6.0, 5.0]])
    assert refused(TypeError, partial(assign, changed))
    x = before = HALVES
    x += 1.0
    np.testing.assert_array_equal(x.numpy(), [1.5, 2.5])
    np.testing.assert_array_equal(before.numpy(), [0.5, 1.5])


def sum_and_prod_of_float32() -> None:
    for total in (xp.sum, xp.prod, xp.cumulative_sum, xp.cumulative_prod):
        assert total(HALVES).dtype == xp.float32
        assert total(HALVES, dtype=xp.float64).dtype == xp.float64
        assert total(xp.astype(INTEGERS, xp.int32)).dtype == xp.int64


def data_of_another_kind() -> None:
    assert xp.asarray(np.arange(3), dtype=float32).dtype == xp.float32
    assert refused(DTypeError, lambda: xp.asarray([1.5], dtype=xp.int64))
    assert refused(DTypeError, lambda: xp.asarray(np.array([0.0, 1.0]), dtype=xp.bool))
    assert xp.astype(X, xp.int32).dtype == xp.int32


def copy() -> None:
    assert xp.asarray(X, copy=False) is X
    for data in ([1.0], 1.0, np.ones(3)):
        assert refused(ValueError, partial(xp.asarray, data, copy=False))


def gradients() -> None:
    w = Parameter(X)
    assert refused(GradientError, lambda: xp.linalg.svd(w))
    assert refused(GradientError, lambda: xp.linalg.qr(w.T, mode="complete"))
    assert xp.linalg.svd(X).Vh.shape == (3, 3)
    assert xp.linalg.qr(X.T, mode="complete").Q.shape == (3, 3)


def errors() -> None:
    assert refused(ShapeError, lambda: untyped(X)[0, 0, 0])
    assert refused(ShapeError, lambda: untyped(X)[xp.asarray([True])])
    assert refused(IndexError, lambda: X[2])


def complex_numbers() -> None:
    assert not any(hasattr(xp, name) for name in ("complex64", "complex128", "real", "imag", "conj", "fft"))


CHECKS = {
    check.__name__.replace("_", " "): check
    for check in (
        dtypes,
        promotion,
        scalars,
        assignment,
        sum_and_prod_of_float32,
        data_of_another_kind,
        copy,
        gradients,
        errors,
        complex_numbers,
    )
}


def test_each_deviation_is_checked() -> None:
    assert list(CHECKS) == DEVIATIONS


@pytest.mark.parametrize("deviation", CHECKS)
def test_deviation(deviation: str) -> None:
    CHECKS[deviation]()


def test_later_names_are_those_of_the_page() -> None:
    section = PAGE.partition("## What later versions brought")[2].partition("##")[0]
    named = set(re.findall(r"`(\w+)`", section))
    assert named == {*LATER, "newaxis", "__array_namespace_info__", "dtype"}
    assert all(hasattr(xp, name) for name in named - {"dtype"})


def test_example() -> None:
    source, _scaler = re.findall(r"```python\n(.*?)```", PAGE, re.DOTALL)  # the other is among the uses
    namespace: dict[str, Any] = {}
    exec(source, namespace)
    result = namespace["standardized"](X)
    np.testing.assert_allclose(result.numpy().std(axis=0), 1.0)
