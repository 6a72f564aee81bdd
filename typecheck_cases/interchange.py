"""`from_numpy` and `from_dlpack` take an array as what its type says; `tolist` and `numpy` say what they give."""

from __future__ import annotations

from typing import Any, Literal, NewType, TypeAlias, TypeVar, assert_type

import numpy as np
import numpy.typing as npt

from typedgrad import (
    Float,
    Parameter,
    Tensor,
    as_tensor,
    bool_,
    float32,
    float64,
    from_dlpack,
    from_numpy,
    int32,
    int64,
)

S = TypeVar("S", bound=tuple[int, ...])
Batch = NewType("Batch", int)
Pixels = NewType("Pixels", int)
X: TypeAlias = Tensor[float32, tuple[Batch, Pixels]]
Singles: TypeAlias = np.ndarray[tuple[int, int], np.dtype[np.float32]]
Bytes: TypeAlias = np.ndarray[tuple[int, int], np.dtype[np.uint8]]


def make_singles() -> Singles:
    return np.zeros((3, 64), np.float32)


def make_numbers() -> Bytes:
    return np.zeros((3, 64), np.uint8)


def of_each_dtype(
    x: X,
    double: Tensor[float64, tuple[Batch]],
    long: Tensor[int64, tuple[Batch]],
    short: Tensor[int32, tuple[()]],
    mask: Tensor[bool_, tuple[Batch, Literal[3], int]],
) -> None:
    assert_type(from_numpy(x.numpy()), X)
    assert_type(from_numpy(double.numpy()), Tensor[float64, tuple[Batch]])
    assert_type(from_numpy(long.numpy()), Tensor[int64, tuple[Batch]])
    assert_type(from_numpy(short.numpy()), Tensor[int32, tuple[()]])
    assert_type(from_numpy(mask.numpy()), Tensor[bool_, tuple[Batch, Literal[3], int]])


def of_the_type_of_the_array(x: X, y: Tensor[float32, tuple[Pixels, Batch]], z: Tensor[float64, tuple[Pixels]]) -> None:
    assert_type(x + from_numpy(x.numpy()), X)
    x + from_numpy(y.numpy())  # E: mypy[operator] pyright[reportOperatorIssue] "tuple[Pixels, Batch]"
    x + from_numpy(z.numpy())  # E: mypy[operator] pyright[reportOperatorIssue] "float64"


def not_of_other_data(x: X, singles: Singles, numbers: Bytes) -> None:
    assert_type(from_numpy(singles), Tensor[float32, tuple[int, int]])
    from_numpy(numbers)  # E: mypy[arg-type] pyright[reportArgumentType, reportCallIssue] "from_numpy"
    from_numpy(x)  # E: mypy[call-overload] pyright[reportArgumentType, reportCallIssue] "Tensor"
    from_numpy([1.0, 2.0])  # E: mypy[call-overload] pyright[reportArgumentType, reportCallIssue] "list"
    from_numpy(2.0)  # E: mypy[call-overload] pyright[reportArgumentType, reportCallIssue] "float"


def make_array() -> npt.NDArray[np.float32]:
    return np.zeros((3, 64), np.float32)


def what_numpy_does_not_know_is_any(array: npt.NDArray[np.float32]) -> None:
    assert_type(from_numpy(array), Tensor[float32, tuple[Any, ...]])
    assert_type(from_numpy(np.zeros((2, 3))), Tensor[float64, tuple[int, int]])
    assert_type(from_dlpack(array), Tensor[Any, tuple[Any, ...]])


def a_dtype_that_numpy_does_not_know_is_none_of_ours() -> None:
    halves = np.full((2, 2), 0.5)  # NumPy's stubs give it the dtype Any
    double: Tensor[float64, tuple[int, int]] = from_numpy(halves)
    whole: Tensor[int64, tuple[int, int]] = from_numpy(np.full((2, 2), 1))
    assert_type(double, Tensor[float64, tuple[int, int]])
    assert_type(whole, Tensor[int64, tuple[int, int]])


def _loaded(array: np.ndarray[S, np.dtype[np.float32]]) -> Tensor[float32, S]:
    return from_numpy(array)


def generic_functions(x: X, double: Tensor[float64, tuple[Batch]]) -> None:
    assert_type(_loaded(x.numpy()), X)
    _loaded(double.numpy())  # E: mypy[arg-type] pyright[reportArgumentType] "float64" static-only: the body takes every dtype


def by_dlpack(x: X, y: Tensor[float32, tuple[Pixels, Batch]], mask: Tensor[bool_, tuple[Batch]]) -> None:
    assert_type(from_dlpack(x), X)
    assert_type(from_dlpack(x, X), X)
    assert_type(x + from_dlpack(x.numpy(), X), X)
    x + from_dlpack(y.numpy(), Tensor[float32, tuple[Pixels, Batch]])  # E: mypy[operator] pyright[reportOperatorIssue] "tuple[Pixels, Batch]"
    assert_type(from_dlpack(mask.numpy(), Tensor[bool_, tuple[Batch]]), Tensor[bool_, tuple[Batch]])
    from_dlpack(2.0)  # E: mypy[call-overload] pyright[reportArgumentType, reportCallIssue] "from_dlpack"
    from_dlpack(x.numpy(), Tensor[Float, tuple[int, int]])  # E: mypy[type-var] pyright[reportArgumentType] "Float"
    assert_type(x.__dlpack_device__(), tuple[int, int])
    np.from_dlpack(x)


def lists(x: X, w: Parameter[float32, tuple[Pixels]], labels: Tensor[int64, tuple[Batch]]) -> None:
    assert_type(x.sum().tolist(), float)
    assert_type(w.tolist(), list[float])
    assert_type(x.tolist(), list[list[float]])
    assert_type(labels.tolist(), list[int])
    assert_type((x > 0.0).tolist(), list[list[bool]])
    assert_type(x[None].tolist(), list[list[list[float]]])
    assert_type(x[None][None].tolist(), list[list[list[list[float]]]])
    assert_type(as_tensor(x.tolist(), X), X)
    labels.tolist().append("1")  # E: mypy[arg-type] pyright[reportArgumentType] "int" static-only: a list takes anything
