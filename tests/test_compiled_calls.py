"""Calls of NumPy's that a rule may make, recorded and run again by NumPy and by C, and those that are refused."""

from __future__ import annotations

import operator
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from helpers import untyped
from native_programs import Array, Calls, assert_same, native_program, needs_compiler, numpy_program

from typedgrad import CompileError
from typedgrad.compile.recorder import StepRecorder

if TYPE_CHECKING:
    from collections.abc import Callable

RNG = np.random.default_rng(0)
X, Y, SQUARE = RNG.normal(size=(4, 6)), RNG.normal(size=(6, 5)), RNG.normal(size=(50, 50))
NUMBERS = np.arange(6)
STRUCTURED = np.zeros(6, [("x", np.float64), ("flag", np.bool_)])  # whose floats lie 9 bytes apart
STRUCTURED["x"] = X[0]


def case(name: str, calls: Calls, *arrays: Array) -> object:
    """Calls with arrays, which are recorded ones or NumPy's."""
    return pytest.param(calls, arrays, id=name)


def filled(x: Any) -> Any:
    """An array of the step's own to write into."""
    return x * 1.0


def with_where(x: Any) -> list[Any]:
    made, other = filled(x), filled(x)
    np.add(x, 1.0, out=made, where=x > 0)
    np.copyto(other, 2.0, where=x > 0)
    return [made, other]


def by_indices(x: Any) -> list[Any]:
    made = filled(x)
    made[[0, 2]] = 7.0
    made[made > 1.0] = 0.0
    return [made]


def into_an_operand(x: Any) -> list[Any]:
    made = filled(x)
    np.dot(x, made, made)
    return [made]


def into_gaps(x: Any, y: Any) -> list[Any]:
    made = np.concatenate([x, x, x], axis=1)[:, :10] * 0.0
    np.matmul(x, y, out=made[:, ::2])
    return [made]


def backwards(x: Any) -> list[Any]:
    made = filled(x)
    return [made, made[::-1] * 2.0]


CASES = [
    case("integers", lambda n: [n + 1, n * n, n * 2], NUMBERS),
    case("integers broadcast", lambda n: [np.add(3, n)], NUMBERS),
    case("integers as floats", lambda n: [n.astype(np.float64), np.add.reduce(n, 0, np.float64)], NUMBERS),
    case("integers by floats", lambda n, y: [np.dot(n, y)], NUMBERS, Y),
    case("two floats", lambda x, y: [np.matmul(x, y.astype(np.float32))], X, Y),
    case("a stack of matrices", lambda x, y: [np.dot(x[None], y)], X, Y),
    case("bools", lambda x, y: [np.dot(x > 0, y > 0), np.logical_or.reduce(x > 0, 0)], X, Y),
    case("another reduction", lambda x: [np.hypot.reduce(x, 0)], X),
    case("a number among bools", lambda x: [np.logical_and(x > 0, True), np.where(x > 0, True, x < -1)], X),
    case("floats with gaps of a byte", lambda x: [x["x"] + 1.0], STRUCTURED),
    case("joined", lambda x, y: [np.concatenate([x[:, :5], y]) + 1.0, np.concatenate([x, x], axis=1)], X, Y),
    case("where", with_where, X),
    case("by indices", by_indices, X),
    case("into an operand", into_an_operand, SQUARE),
    case("into gaps", into_gaps, X, Y),
    case("backwards", backwards, X),
    case("itself", lambda x: [np.atleast_1d(filled(x)) + 1.0], X),
    case("vectors of what has gaps", lambda x: [np.vdot(filled(x).T, filled(x).T)], X),
    case("vectors of arguments", lambda x: [np.vdot(x, x)], X),
]


@pytest.mark.parametrize(("calls", "arrays"), CASES)
def test_by_numpy(calls: Calls, arrays: tuple[Array, ...]) -> None:
    assert_replayed(numpy_program(calls, *arrays), calls, arrays, ulps=0)


@needs_compiler
@pytest.mark.parametrize(("calls", "arrays"), CASES)
def test_by_c(calls: Calls, arrays: tuple[Array, ...]) -> None:
    assert_replayed(native_program(calls, *arrays).run, calls, arrays, ulps=100)


def assert_replayed(
    run: Callable[..., tuple[Array, ...]], calls: Calls, arrays: tuple[Array, ...], ulps: float
) -> None:
    """The same as NumPy, for the arrays that the calls were recorded with and for others."""
    for given in (arrays, tuple(others(x) for x in arrays)):
        for found, expected in zip(run(*given), untyped(calls)(*given), strict=True):
            assert_same(found, expected, ulps=ulps)


def others(x: Array) -> Array:
    """Other values, laid out as they are."""
    made = x.copy("K")
    made[...] = x[::-1]
    return made


def test_memory_that_a_call_kept_for_its_effect_is_the_first_to_write_into() -> None:
    def doubled(x: Array, made: Array) -> None:
        np.multiply(x, 2.0, made)

    def calls(x: Any) -> list[Any]:
        made = x.recorder.empty(x.shape, x.dtype)
        x.recorder.whole(doubled, x, made)
        return [made]

    run = numpy_program(calls, X)
    for x in (X, -X):
        np.testing.assert_array_equal(run(x)[0], x * 2.0)


# ----------------------------------------------------------------------------------------------------- what is refused
def recorded(array: Array = X) -> Any:
    """An array that is an argument of a step. Any: it has the methods of NumPy's that rules use."""
    return untyped(StepRecorder(()).argument(array, "x0"))


READ: list[tuple[Callable[[Any], object], str]] = [
    (bool, r"bool\(\), or by `if`"),
    (int, r"int\(\)"),
    (float, r"float\(\)"),
    (operator.index, "an index"),
    (list, "iteration"),
    (np.asarray, "a NumPy function"),
    (lambda x: x.item(), r"item\(\)"),
]


@pytest.mark.parametrize(("read", "how"), READ)
def test_values_that_are_read(read: Callable[[Any], object], how: str) -> None:
    with pytest.raises(CompileError, match=rf"the step reads a value of shape \(4, 6\) by {how}, which differs"):
        read(recorded())


WRITTEN: list[tuple[Callable[[Any], object], str]] = [
    (lambda x: np.add.accumulate(x, 0, None, filled(x)), r"add\.accumulate into an array cannot be captured"),
    (lambda x: np.clip(x, 0.0, 1.0, out=filled(x)), "clip into an array cannot be captured"),
    (lambda x: np.add(x, 1.0, np.empty((4, 6))), "a write into memory that is not the step's"),
    (lambda x: x.__setitem__(0, 1.0), "a write into an argument"),
]


@pytest.mark.parametrize(("write", "message"), WRITTEN)
def test_writes_that_no_later_call_could_make(write: Callable[[Any], object], message: str) -> None:
    before = X.copy()
    with pytest.raises(CompileError, match=f"compiled: {message}"):
        write(recorded())
    np.testing.assert_array_equal(X, before)


def test_what_a_recorded_array_says_of_itself() -> None:
    assert repr(recorded()) == "<float64 array of shape (4, 6), being captured>"
