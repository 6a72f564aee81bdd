"""`item` is for scalars and gives the Python number of their kind; `numpy` gives the array of their dtype and shape."""

from __future__ import annotations

from typing import NewType, TypeAlias, assert_type

import numpy as np

from typedgrad import Tensor, bool_, float32, float64, int32, int64

Batch = NewType("Batch", int)
Hidden = NewType("Hidden", int)
H: TypeAlias = Tensor[float32, tuple[Batch, Hidden]]


def items(h: H, count: Tensor[int64, tuple[Batch]], mask: Tensor[bool_, tuple[Batch]]) -> None:
    assert_type(h.sum().item(), float)
    h.item()  # E: mypy[misc] pyright[reportAttributeAccessIssue, reportUnknownMemberType] "item"
    assert_type(count.sum().item(), int)
    count.item()  # E: mypy[misc] pyright[reportAttributeAccessIssue, reportUnknownMemberType] "item"
    assert_type(mask.all().item(), bool)
    mask.item()  # E: mypy[misc] pyright[reportAttributeAccessIssue, reportUnknownMemberType] "item"
    assert_type(h[0, 0].item(), float)
    h[0].item()  # E: mypy[misc] pyright[reportAttributeAccessIssue, reportUnknownMemberType] "item"


def _array(h: np.ndarray[tuple[Batch, Hidden], np.dtype[np.float32]]) -> int:
    return h.nbytes


def arrays(h: H, double: Tensor[float64, tuple[Batch, Hidden]]) -> None:
    assert_type(h.numpy(), np.ndarray[tuple[Batch, Hidden], np.dtype[np.float32]])
    assert_type(double.numpy(), np.ndarray[tuple[Batch, Hidden], np.dtype[np.float64]])
    assert_type(h.argmax(-1).numpy(), np.ndarray[tuple[Batch], np.dtype[np.int64]])
    assert_type(h.argmax(-1).astype(int32).numpy(), np.ndarray[tuple[Batch], np.dtype[np.int32]])
    assert_type((h > 0.0).numpy(), np.ndarray[tuple[Batch, Hidden], np.dtype[np.bool_]])
    assert_type(_array(h.numpy()), int)
    _array(h)  # E: mypy[arg-type] pyright[reportArgumentType] raises[AttributeError] "ndarray"
    _array(h.T.numpy())  # E: mypy[arg-type] pyright[reportArgumentType] "tuple[Hidden, Batch]" static-only: a function of your own checks no shapes
    _array(double.numpy())  # E: mypy[arg-type] pyright[reportArgumentType] "float64" static-only: as above


def what_a_tensor_is(h: H) -> None:
    assert_type(h.shape, tuple[Batch, Hidden])
    assert_type(h.shape[0], Batch)
    h.shape[2]  # E: mypy[misc] pyright[reportGeneralTypeIssues] raises[IndexError] "of"
    assert_type(h.ndim, int)
    assert_type(h.size, int)
    assert_type(h.T.shape, tuple[Hidden, Batch])


def truth(h: H) -> None:
    assert_type(bool((h > 0.0).all()), bool)
    assert_type(f"{h.sum():.4f}", str)


def lengths(h: H, n: Tensor[int64, tuple[()]], s: Tensor[float32, tuple[()]]) -> None:
    assert_type(len(h), int)
    h.sum().__len__()  # E: mypy[misc] pyright[reportAttributeAccessIssue, reportUnknownMemberType] raises[TypeError] "len"


def python_scalars(h: H, n: Tensor[int64, tuple[()]], s: Tensor[float32, tuple[()]]) -> None:
    assert_type(float(s), float)
    h.__float__()  # E: mypy[misc] pyright[reportAttributeAccessIssue, reportUnknownMemberType] "float"
    assert_type(int(n), int)
    h.__int__()  # E: mypy[misc] pyright[reportAttributeAccessIssue, reportUnknownMemberType] "int"
    assert_type(range(n), range)
    s.__index__()  # E: mypy[misc] pyright[reportAttributeAccessIssue, reportUnknownMemberType] "index"
