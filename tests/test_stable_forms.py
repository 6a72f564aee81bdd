"""Values and gradients against 50 digits of mpmath, and the bounds that `docs/accuracy.md` states."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import accuracy
import numpy as np
import pytest
from accuracy import CASES, error, measured
from helpers import EPSILON, FLOATS, array, each_of, tensor, untyped
from mpmath import mp, mpf

import typedgrad as tg
from typedgrad import DType, Parameter, float32, float64, gradients, nn

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

PAGE = Path(__file__).parent.parent / "docs" / "accuracy.md"


@pytest.fixture(autouse=True)
def _digits() -> Iterator[None]:
    with mp.workdps(50):
        yield


@pytest.mark.parametrize("name", CASES)
def test_errors_are_within_their_bounds(name: str) -> None:
    case = CASES[name]
    assert all(found <= bound for found, bound in zip(measured(case), case.bounds, strict=True)), measured(case)


def test_page_has_the_bounds() -> None:
    assert accuracy.page() in PAGE.read_text(encoding="utf-8")


def test_an_error_is_found() -> None:
    """A bound that holds for anything would not be one: a result that is two steps off is beyond each."""
    exact = [mpf(1), mpf(3)]
    wrong = np.array([1.0 + 4 * EPSILON[float64], 3.0])
    assert error(wrong, exact, float64) == pytest.approx(4.0)
    assert error(np.array([1.0, 3.0]), exact, float64) == 0.0
    assert error(np.array([np.inf, 3.0]), exact, float64) == np.inf


# ----------------------------------------------------------------------------------------------------- rows of numbers
ROWS: dict[str, list[float]] = {
    "plain": [0.5, -1.25, 2.0],
    "equal": [0.1, 0.1, 0.1],
    "large": [1000.0, 999.0, -1000.0],
    "far below": [-1000.0, -1001.0, -999.5],
    "far apart": [-1000.0, 1000.0, 0.0],
    "nearly certain": [30.0, 0.0, -30.0],
    "tiny": [1e-30, -1e-30, 2e-30],
    "near each other": [1.0, 1.0 + 2.0**-20, 1.0 - 2.0**-20],
}


def _log_softmax(xs: list[Any]) -> list[Any]:
    total = mp.log(sum(map(mp.exp, xs)))
    return [x - total for x in xs]


def _softmax(xs: list[Any]) -> list[Any]:
    return [mp.exp(x) for x in _log_softmax(xs)]


def _minus_label(xs: list[Any]) -> list[Any]:
    others = _softmax(xs)[1:]
    return [-sum(others), *others]


def _row(xs: list[Any], function: Callable[[Any], Any], dtype: type[DType]) -> tuple[Any, Any]:
    w = Parameter(untyped(tensor(np.array(xs), dtype)))
    y = function(w)
    return array(y), array(gradients(y.sum() if y.shape else y, w))


def _exactly(row: str, dtype: type[DType]) -> list[Any]:
    return [mpf(x) for x in np.array(ROWS[row], untyped(dtype.numpy)).tolist()]


@each_of(FLOATS)
@pytest.mark.parametrize("row", ROWS)
def test_logsumexp(row: str, dtype: type[DType]) -> None:
    """The value to 2 epsilons of the largest number or of itself, each slope to 4 and what rounding the sums takes."""
    xs = _exactly(row, dtype)
    value, slopes = _row(ROWS[row], tg.logsumexp, dtype)
    exact = mp.log(sum(map(mp.exp, xs)))
    assert abs(mpf(value.item()) - exact) <= 2 * EPSILON[dtype] * max(1, abs(exact))
    assert error(slopes, _softmax(xs), dtype) <= 4.0


@each_of(FLOATS)
@pytest.mark.parametrize("row", ROWS)
def test_softmax(row: str, dtype: type[DType]) -> None:
    """Of each probability, however small: the error of the exponential of a difference, which is exact here."""
    value, _ = _row(ROWS[row], nn.softmax, dtype)
    assert error(value, _softmax(_exactly(row, dtype)), dtype) <= 4.0


@each_of(FLOATS)
@pytest.mark.parametrize("row", ROWS)
def test_log_softmax(row: str, dtype: type[DType]) -> None:
    """To 2 epsilons of the largest difference: what is nearly certain has log(1 + tiny), of which 1 is what is left."""
    xs = _exactly(row, dtype)
    exact = _log_softmax(xs)
    value, slopes = _row(ROWS[row], lambda x: nn.log_softmax(x)[0], dtype)
    largest = max(1, *map(abs, exact))
    assert abs(mpf(value.item()) - exact[0]) <= 2 * EPSILON[dtype] * largest
    for found, one in zip(slopes.tolist(), _minus_label(xs), strict=True):
        assert abs(mpf(found) + one) <= 4 * EPSILON[dtype]


@each_of(FLOATS)
@pytest.mark.parametrize("one_hot", [False, True])
@pytest.mark.parametrize("row", ROWS)
def test_cross_entropy(row: str, one_hot: bool, dtype: type[DType]) -> None:
    xs = _exactly(row, dtype)
    targets = tensor(np.array([[1.0, 0.0, 0.0]]), dtype) if one_hot else tensor(np.array([0]), tg.int64)
    value, slopes = _row(ROWS[row], lambda x: nn.cross_entropy(x.reshape((1, 3)), untyped(targets)), dtype)
    exact = -_log_softmax(xs)[0]
    assert abs(mpf(value.item()) - exact) <= 2 * EPSILON[dtype] * max(1, abs(exact))
    for found, one in zip(slopes.tolist(), _minus_label(xs), strict=True):
        assert abs(mpf(found) - one) <= 4 * EPSILON[dtype]


@each_of(FLOATS)
@pytest.mark.parametrize("target", [0.0, 1.0])
def test_binary_cross_entropy_with_logits_by_softplus(target: float, dtype: type[DType]) -> None:
    """`softplus(x) - t * x` cancels where the label is right: `softplus(-x)` for 1 and `softplus(x)` for 0 do not."""
    x = np.linspace(-1000.0, 1000.0, 401).astype(untyped(dtype.numpy))
    w = Parameter(untyped(tensor(x, dtype)))
    loss: Any = tg.softplus(w * (1.0 - 2.0 * target))
    places = [mpf(number) * (-1 if target else 1) for number in x.tolist()]
    exact = [mp.log1p(mp.exp(-abs(place))) + max(place, mpf(0)) for place in places]
    slopes = [(-1 if target else 1) / (1 + mp.exp(-place)) for place in places]
    assert error(array(loss), exact, dtype) <= 2.0
    assert error(array(gradients(loss.sum(), w)), slopes, dtype) <= 2.0


@each_of(FLOATS)
def test_logaddexp(dtype: type[DType]) -> None:
    rng = np.random.default_rng(0)
    one, other = rng.uniform(-1000.0, 1000.0, (2, 300)).astype(untyped(dtype.numpy))
    other[:100] = one[:100] + rng.uniform(-2.0, 2.0, 100).astype(other.dtype)
    x, y = (Parameter(untyped(tensor(data, dtype))) for data in (one, other))
    value = tg.logaddexp(x, y)
    pairs = [(mpf(a), mpf(b)) for a, b in zip(one.tolist(), other.tolist(), strict=True)]
    exact = [max(a, b) + mp.log1p(mp.exp(-abs(a - b))) for a, b in pairs]
    for found, result, (a, b) in zip(array(value).tolist(), exact, pairs, strict=True):
        assert abs(mpf(found) - result) <= EPSILON[dtype] * max(1, abs(a), abs(b))
    for slope, sign in zip(gradients(untyped(value).sum(), (x, y)), (1, -1), strict=True):
        slopes = [1 / (1 + mp.exp(sign * (b - a))) for a, b in pairs]
        kept = [i for i, (a, b) in enumerate(pairs) if abs(a - b) < 80]  # beyond, rounding the difference counts
        assert error(array(slope)[kept], [slopes[i] for i in kept], dtype) <= 8.0


# ------------------------------------------------------------------------------------------------------ mean squares
DATA: dict[str, tuple[float, float]] = {
    "plain": (0.0, 1.0),
    "far from zero": (1e4, 1.0),
    "huge": (0.0, 1e15),
    "tiny": (0.0, 1e-15),
}
"""The middle and the width of random numbers."""


@each_of(FLOATS)
@pytest.mark.parametrize("name", DATA)
def test_statistics(name: str, dtype: type[DType]) -> None:
    """To 4 epsilons; far from zero, to as many as the mean's rounding takes of the deviations."""
    middle, width = DATA[name]
    data = (middle + width * np.random.default_rng(0).normal(size=50)).astype(untyped(dtype.numpy))
    xs = [mpf(x) for x in data.tolist()]
    mean = sum(xs) / len(xs)
    variance = sum((x - mean) ** 2 for x in xs) / len(xs)
    norm = mp.sqrt(sum(x * x for x in xs))
    by_std = [(x - mean) / (len(xs) * mp.sqrt(variance)) for x in xs]
    bound = 4.0 * max(1.0, middle / width)
    for function, exact, slopes in (
        (tg.var, variance, [2 * (x - mean) / len(xs) for x in xs]),
        (tg.std, mp.sqrt(variance), by_std),
        (tg.norm, norm, [x / norm for x in xs]),
    ):
        value, found = _row(data.tolist(), function, dtype)
        assert error(value, [exact], dtype) <= 4.0
        largest: Any = max([abs(slope) for slope in slopes])
        for one, other in zip(found.tolist(), slopes, strict=True):
            assert abs(mpf(one) - other) <= bound * EPSILON[dtype] * largest


@pytest.mark.parametrize(("size", "value"), [(1e200, np.inf), (1e-200, 0.0)])
def test_norm_of_what_cannot_be_squared_is_that_of_numpy(size: float, value: float) -> None:
    """`hypot` of two numbers scales; a norm of many would take two passes more."""
    data = np.array([3.0 * size, 4.0 * size])
    with np.errstate(all="ignore"):
        assert np.linalg.norm(data) == value
    assert tg.norm(untyped(tensor(data, float64))).item() == value
    found = array(tg.hypot(untyped(tensor(data[:1], float64)), untyped(tensor(data[1:], float64))))
    np.testing.assert_allclose(found, 5.0 * size, rtol=1e-15)


def test_float32_sigmoid_is_not_its_small_values() -> None:
    """It is `tanh`, to half an epsilon of 1: 0 below -17. `log_sigmoid` and the gradient of `softplus` keep digits."""
    x = untyped(tensor(np.array([-10.0, -20.0]), float32))
    exact = 1.0 / (1.0 + np.exp([10.0, 20.0]))
    assert np.abs(array(tg.sigmoid(x)) - exact).max() <= EPSILON[float32] / 2
    assert array(tg.sigmoid(x))[1] in {0.0, np.float32(EPSILON[float32] / 2)}
    np.testing.assert_allclose(np.exp(array(tg.log_sigmoid(x)).astype(np.float64)), exact, rtol=2e-6)
