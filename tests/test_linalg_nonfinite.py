"""Singular values of matrices with NaN or infinity: an error at once, where LAPACK itself may never come to an end."""

from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from helpers import AnyArray, AnyTensor, tensor, untyped

import typedgrad as tg
from typedgrad import LinAlgError, Parameter, as_tensor, compiled, float64, gradients

if TYPE_CHECKING:
    from collections.abc import Callable

lib: Any = tg

BAD = ("inf", "-inf", "nan")
CALLS = ("svd", "svdvals", "pinv", "matrix_rank")

CALL = """
import sys
import numpy as np
import typedgrad as tg

name, bad = sys.argv[1], float(sys.argv[2])
array = np.random.default_rng(0).normal(size=(2, 4, 4))
array[1, 3, 0] = bad
x = tg.Parameter(tg.as_tensor(array, tg.float64))
if name == "gradient of det":
    (found,) = tg.gradients(tg.det(x).sum(), [x])
    print(np.isnan(found.numpy()).all((1, 2)).tolist(), np.isnan(found.numpy()).any((1, 2)).tolist())
else:
    try:
        getattr(tg, name)(x)
    except tg.LinAlgError as error:
        print(error)
"""


def said_in_time(*arguments: str) -> str:
    """What the call says in a process of its own, which is ended if it does not end by itself."""
    command = [sys.executable, "-W", "error", "-c", CALL, *arguments]
    return subprocess.run(command, check=True, capture_output=True, text=True, timeout=60).stdout.strip()


@pytest.mark.parametrize("bad", BAD)
@pytest.mark.parametrize("name", CALLS)
def test_singular_values_of_what_is_not_finite_are_refused(name: str, bad: str) -> None:
    operation = "svd" if name == "svdvals" else name
    message = f"{operation}: the matrix at [1] has elements that are NaN or infinite, shape (2, 4, 4)"
    assert said_in_time(name, bad) == message


@pytest.mark.parametrize("bad", BAD)
def test_the_gradient_of_det_is_nan_for_the_matrices_that_are_not_finite(bad: str) -> None:
    assert said_in_time("gradient of det", bad) == "[False, True] [False, True]"


@pytest.mark.parametrize("bad", BAD)
def test_the_gradient_of_det_of_one_element_is_one(bad: str) -> None:
    x = Parameter(as_tensor([[float(bad)]], float64, (1, 1)))
    (found,) = gradients(lib.det(x), [x])
    assert found.numpy().tolist() == [[1.0]]


@pytest.mark.parametrize("name", ["det", "slogdet"])
def test_determinants_that_are_nan_give_no_warning(name: str) -> None:
    result = getattr(lib, name)(as_tensor([[1.0, 0.5], [0.5, np.nan]], float64))
    assert np.isnan((result.logabsdet if name == "slogdet" else result).item())


STEPS: dict[str, Callable[[AnyTensor], AnyTensor]] = {
    "svdvals": lambda x: lib.svdvals(x).sum(),
    "pinv": lambda x: lib.pinv(x).sum(),
    "matrix_rank": lib.matrix_rank,
}


@pytest.mark.parametrize("backend", ["numpy", "c"])
@pytest.mark.parametrize("name", STEPS)
def test_compiled_calls_refuse_too_and_go_on(name: str, backend: Any) -> None:
    step = untyped(compiled(backend=backend)(STEPS[name]))
    good = as_tensor(np.random.default_rng(0).normal(size=(2, 3)), float64)
    expected = [step(good).item() for _ in range(3)]
    with pytest.raises(LinAlgError, match=f"{name.replace('vals', '')}: the matrix has elements that are NaN"):
        step(as_tensor([[1.0, np.nan, 0.0], [0.0, 1.0, 2.0]], float64))
    assert step(good).item() == expected[0] == expected[-1]


@pytest.mark.parametrize("bad", [np.inf, -np.inf, np.nan])
@pytest.mark.parametrize("size", [1, 2, 3])
def test_eigenvalues_of_what_is_not_finite_are_refused(size: int, bad: float) -> None:
    arrays = np.stack([np.eye(size), np.eye(size)])
    arrays[1, -1, 0] = bad  # NumPy refuses it from 3 rows on only, of fewer it gives NaN
    message = rf"eigh: the matrix at \[1\] has elements that are NaN or infinite, shape \(2, {size}, {size}\)"
    for name in ("eigh", "eigvalsh"):
        with pytest.raises(LinAlgError, match=message):
            getattr(lib, name)(as_tensor(arrays, float64))


@pytest.mark.parametrize("name", ["eigh", "svd"])
def test_the_matrix_is_named_with_which_lapack_gives_up(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    computes: Any = getattr(np.linalg, name)  # Any: one of two functions of NumPy

    def gives_up(x: np.ndarray[Any, Any], **options: Any) -> Any:  # Any: as NumPy's own; no finite matrix does it
        if (x == 7.0).any():
            raise np.linalg.LinAlgError("did not converge")
        return computes(x, **options)

    monkeypatch.setattr(np.linalg, name, gives_up)
    x = as_tensor(np.stack([np.eye(2), np.full((2, 2), 7.0)]), float64)
    message = rf"^{name}: the matrix at \[1\] is without a decomposition that converges, shape \(2, 2, 2\)$"
    with pytest.raises(LinAlgError, match=message):
        getattr(lib, name)(x)

    def gives_up_together(x: np.ndarray[Any, Any], **options: Any) -> Any:  # Any: as above
        if x.ndim > 2:
            raise np.linalg.LinAlgError("did not converge")
        return computes(x, **options)

    monkeypatch.setattr(np.linalg, name, gives_up_together)
    message = rf"^{name}: a matrix is without a decomposition that converges, shape \(2, 2, 2\)$"
    with pytest.raises(LinAlgError, match=message):
        getattr(lib, name)(x)


# ------------------------------------------------------------------------------------------------------ compiled steps
OF_VALUES: dict[str, Callable[[Any], Any]] = {
    "solve": lambda x: lib.solve(x, x),
    **{name: getattr(lib, name) for name in ("inv", "cholesky", "det", "pinv", "matrix_rank")},
    "logabsdet": lambda x: lib.slogdet(x).logabsdet,
    "sign": lambda x: lib.slogdet(x).sign,
    "eigh": lambda x: lib.eigh(x)[0],
    "svd": lambda x: lib.svd(x)[1],
    "qr": lambda x: lib.qr(x)[1],
}
REGULAR = np.array([[2.0, 0.5], [0.5, 1.0]])
MATRICES = {
    "another": REGULAR * 3.0,
    "singular": np.ones((2, 2)),
    "zeros": np.zeros((2, 2)),
    "negative": -REGULAR,
    "nan": np.array([[np.nan, 0.0], [0.0, 1.0]]),
    "inf": np.array([[1.0, 0.0], [0.0, np.inf]]),
}


def outcome(call: Callable[[Any], Any], matrix: AnyArray) -> object:
    try:
        return repr(call(tensor(matrix, float64)))
    except tg.LinAlgError as error:
        return error.args


@pytest.mark.parametrize("matrix", MATRICES)
@pytest.mark.parametrize("name", OF_VALUES)
def test_a_compiled_step_of_any_matrix_is_the_eager_call(name: str, matrix: str) -> None:
    step: Any = compiled(OF_VALUES[name])
    assert outcome(step, REGULAR) == outcome(OF_VALUES[name], REGULAR)
    assert outcome(step, MATRICES[matrix]) == outcome(OF_VALUES[name], MATRICES[matrix])


def test_the_first_matrix_that_is_not_finite_is_named() -> None:
    x = np.zeros((3, 2, 2))
    x[1:] = np.nan
    with pytest.raises(tg.LinAlgError, match=r"svd: the matrix at \[1\] has"):
        lib.svd(tensor(x, float64))


def test_the_gradient_of_det_is_nan_for_a_matrix_of_two_rows_too() -> None:
    (found,) = gradients(lib.det(x := Parameter(tensor(MATRICES["nan"], float64))), [x])
    assert np.isnan(found.numpy()).all()


def test_the_gradient_of_det_of_a_stack_looks_at_the_matrices_not_at_how_many() -> None:
    for shape, expected in (((1, 2, 2), np.nan), ((2, 1, 1), 1.0)):
        x = Parameter(tensor(np.full(shape, np.nan), float64))
        (found,) = gradients(lib.det(x).sum(), [x])
        np.testing.assert_array_equal(found.numpy(), np.full(shape, expected))
