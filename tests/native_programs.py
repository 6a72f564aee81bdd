"""Programs of NumPy calls, recorded as `compiled` records a step, to be run by native code or by NumPy."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
import pytest
from helpers import untyped

from typedgrad import CompileError
from typedgrad.compile import native
from typedgrad.compile.plan import Plan, needed
from typedgrad.compile.quicker import quicker
from typedgrad.compile.recorder import StepRecorder
from typedgrad.compile.source import Source

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from typedgrad.compile.storage import Call

Array = np.ndarray[Any, np.dtype[Any]]
Calls = (  # of arrays, which return arrays; Any: they are recorded ones
    Callable[[Any], Sequence[Any]] | Callable[[Any, Any], Sequence[Any]] | Callable[[Any, Any, Any], Sequence[Any]]
)


finder: Any = sys.modules["typedgrad.compile.native.compiler"]
"""The module, whose name in the package is a function's."""


@pytest.fixture
def own_cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Where native code is kept for one test."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    finder._directory.cache_clear()
    finder._compiler.cache_clear()
    yield
    finder._directory.cache_clear()
    finder._compiler.cache_clear()


def _is_there() -> bool:
    try:
        native.compiler()
    except CompileError:
        return False
    return True


HAS_COMPILER = _is_there()
needs_compiler = pytest.mark.skipif(not HAS_COMPILER, reason="there is no C compiler")


class NativeProgram(NamedTuple):
    """A function of arrays in native form, and the Python that remains of it."""

    run: Callable[..., tuple[Array, ...]]
    text: str

    @property
    def lines(self) -> list[str]:
        """The calls that remain, of which a native part is one."""
        return [line.strip() for line in self.text.splitlines()[1:-2] if not line.strip().startswith("del ")]

    @property
    def is_native(self) -> bool:
        """Whether all is one part."""
        return len(self.lines) == 1 and "native" in self.lines[0]


def native_program(function: Calls, *arrays: Array, held: Sequence[Array] = ()) -> NativeProgram:
    """`function(*arrays, *held)`, where `held` are arrays that stay where they are, recorded with these arrays."""
    calls, names, results = _recorded(function, arrays, held)
    calls, plan = native.planned(calls, names, results)
    source = Source(calls, names, results, plan)
    return NativeProgram(source.function(), source.text)


def numpy_program(function: Calls, *arrays: Array) -> Callable[..., tuple[Array, ...]]:
    """`function(*arrays)`, recorded with these arrays and run by NumPy."""
    calls, names, results = _recorded(function, arrays)
    calls = quicker(calls)
    return Source(calls, names, results, Plan(calls, results)).function()


def _recorded(
    function: Calls, arrays: Sequence[Array], held: Sequence[Array] = ()
) -> tuple[list[Call], list[str], list[Any]]:
    """The calls that matter, the names of the arrays, and the results."""
    recording = StepRecorder(())
    names = [f"x{i}" for i in range(len(arrays))]
    given = [recording.argument(array, name) for array, name in zip(arrays, names, strict=True)]
    with np.errstate(all="ignore"):
        results: list[Any] = list(untyped(function)(*given, *map(recording.held, held)))
    recording.finish()
    return needed(recording.calls, results), names, results


def assert_same(found: Any, expected: Any, *, ulps: float = 0, where: str = "") -> None:
    """The same shape, dtype and values: NaN and infinity exactly, others to so many units in the last place."""
    found, expected = np.asarray(found), np.asarray(expected)
    assert found.shape == expected.shape, where
    assert found.dtype == expected.dtype, where
    if found.dtype == bool:
        np.testing.assert_array_equal(found, expected, err_msg=where)
        return
    with np.errstate(all="ignore"):
        np.testing.assert_array_equal(np.isnan(found), np.isnan(expected), err_msg=where)
        is_finite = np.isfinite(expected) & np.isfinite(found)
        np.testing.assert_array_equal(found[~is_finite], expected[~is_finite], err_msg=where)
        apart = np.abs(found[is_finite] - expected[is_finite]) / np.spacing(np.abs(expected[is_finite]))
    assert apart.max(initial=0) <= ulps, f"{where}: {apart.max()} units in the last place"
