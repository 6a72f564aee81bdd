"""Running totals keep the shape; only a vector may leave out the axis."""

from __future__ import annotations

from typing import NewType, TypeAlias, assert_type

import typedgrad as tg
from typedgrad import Tensor, bool_, float32, int32

Batch = NewType("Batch", int)
Time = NewType("Time", int)
Hidden = NewType("Hidden", int)
Rows = NewType("Rows", int)
X: TypeAlias = Tensor[float32, tuple[Batch]]
H: TypeAlias = Tensor[float32, tuple[Batch, Hidden]]
Stack: TypeAlias = Tensor[int32, tuple[Batch, Time, Hidden]]
Cubes: TypeAlias = Tensor[int32, tuple[Batch, Time, Hidden, Rows]]
Mask: TypeAlias = Tensor[bool_, tuple[Batch, Hidden]]


def along_an_axis(h: H, t: Stack, q: Cubes) -> None:
    assert_type(h.cumsum(0), H)
    assert_type(h.cumsum(-1), H)
    h.cumsum(2)  # E: mypy[call-overload] pyright[reportArgumentType, reportCallIssue] "No overload"
    assert_type(h.cumprod(axis=1), H)
    h.cumprod(axis=-3)  # E: mypy[call-overload] pyright[reportArgumentType, reportCallIssue] "No overload"
    assert_type(t.cumsum(2), Stack)
    t.cumsum(3)  # E: mypy[call-overload] pyright[reportArgumentType, reportCallIssue] "No overload"
    assert_type(t.cumprod(-3), Stack)
    t.cumprod(-4)  # E: mypy[call-overload] pyright[reportArgumentType, reportCallIssue] "No overload"
    assert_type(q.cumsum(3), Cubes)
    assert_type(q.cumsum(-4), Cubes)
    q.cumsum(4)  # E: mypy[call-overload] pyright[reportArgumentType, reportCallIssue] "No overload"


def functions(h: H, t: Stack) -> None:
    assert_type(tg.cumsum(h, 1), H)
    tg.cumsum(h, 2)  # E: mypy[call-overload] pyright[reportArgumentType, reportCallIssue] "No overload"
    assert_type(tg.cumprod(t, axis=-2), Stack)
    tg.cumprod(t, axis=3)  # E: mypy[call-overload] pyright[reportArgumentType, reportCallIssue] "No overload"
    tg.cumprod([1.0], axis=0)  # E: mypy[call-overload] pyright[reportArgumentType, reportCallIssue] "No overload"


def a_vector_needs_no_axis(x: X, h: H, s: Tensor[float32, tuple[()]]) -> None:
    assert_type(x.cumsum(), X)
    h.cumsum()  # E: mypy[call-overload] pyright[reportCallIssue] "cumsum"
    s.cumsum()  # E: mypy[misc] pyright[reportAttributeAccessIssue, reportUnknownMemberType] "cumsum"
    assert_type(tg.cumprod(x), X)
    tg.cumprod(h)  # E: mypy[arg-type] pyright[reportArgumentType] "float32"
    assert_type(tg.cumprod(x, 0), X)
    tg.cumprod(s, 0)  # E: mypy[call-overload] pyright[reportArgumentType, reportCallIssue] "No overload"


def numbers_only(h: H, mask: Mask) -> None:
    assert_type(h.cumsum(0), H)
    mask.cumsum(0)  # E: mypy[misc] pyright[reportAttributeAccessIssue, reportUnknownMemberType] "bool_"
    assert_type(tg.cumprod(h, 0), H)
    tg.cumprod(mask, 0)  # E: mypy[call-overload] pyright[reportArgumentType, reportCallIssue] "No overload"


def one_axis(h: H) -> None:
    assert_type(h.cumsum(0), H)
    h.cumsum((0, 1))  # E: mypy[call-overload] pyright[reportArgumentType, reportCallIssue] "No overload"
