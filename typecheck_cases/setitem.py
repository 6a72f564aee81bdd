"""A tensor is immutable: assignment to an element is an error that names `splice`, whatever the key and the values."""

from __future__ import annotations

from typing import NewType, TypeAlias, assert_type

from typedgrad import Parameter, Tensor, bool_, float32

Batch = NewType("Batch", int)
Hidden = NewType("Hidden", int)
H: TypeAlias = Tensor[float32, tuple[Batch, Hidden]]
Row: TypeAlias = Tensor[float32, tuple[Hidden]]


def rows(h: H, row: Row) -> None:
    assert_type(h.splice(0, row), H)
    h[0] = row  # E: mypy[index] pyright[reportIndexIssue] raises[TypeError] "float32"


def scalars(h: H) -> None:
    assert_type(h.splice(0, 1.0), H)
    h[0] = 1.0  # E: mypy[index] pyright[reportIndexIssue] raises[TypeError] "float32"
    assert_type(h.splice(..., 1.0), H)
    h[...] = 1.0  # E: mypy[index] pyright[reportIndexIssue] raises[TypeError] "float32"


def masks(h: H, mask: Tensor[bool_, tuple[Batch, Hidden]]) -> None:
    assert_type(h.splice(mask, 0.0), H)
    h[mask] = 0.0  # E: mypy[index] pyright[reportIndexIssue] raises[TypeError] "float32"


def in_place(h: H) -> None:
    assert_type(h.splice(0, h[0] + 1.0), H)
    h[0] += 1.0  # E: mypy[index] pyright[reportIndexIssue] raises[TypeError] "float32"


def parameters(w: Parameter[float32, tuple[Batch, Hidden]], h: H) -> None:
    w.assign(h)
    w[0] = h[0]  # E: mypy[index] pyright[reportIndexIssue] raises[TypeError] "float32"


def deletion(h: H) -> None:
    assert_type(h[1:], Tensor[float32, tuple[int, Hidden]])
    del h[0]  # E: mypy[attr-defined] pyright[reportIndexIssue] raises[AttributeError] "__delitem__"


def attributes(h: H, g: H) -> None:
    assert_type(h.T, Tensor[float32, tuple[Hidden, Batch]])
    h.T = g.T  # E: mypy[misc] pyright[reportAttributeAccessIssue] raises[AttributeError] "T"
    h.shape = g.shape  # E: mypy[misc] pyright[reportAttributeAccessIssue] raises[AttributeError] "shape"
    h.data = g  # E: mypy[attr-defined] pyright[reportAttributeAccessIssue] raises[AttributeError] "data"
