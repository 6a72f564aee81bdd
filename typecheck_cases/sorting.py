"""`sort` and `argsort` keep the shape, `topk` has as many as it is asked for; searching takes one dtype, sets any."""

from __future__ import annotations

from typing import Literal, NewType, TypeAlias, assert_type

from typedgrad import (
    Tensor,
    argsort,
    bool_,
    float32,
    float64,
    int64,
    searchsorted,
    sort,
    topk,
    unique,
    unique_all,
    unique_counts,
    unique_inverse,
    unique_values,
)

Batch = NewType("Batch", int)
Time = NewType("Time", int)
Hidden = NewType("Hidden", int)
Best = NewType("Best", int)
H: TypeAlias = Tensor[float32, tuple[Batch, Hidden]]
Stack: TypeAlias = Tensor[float32, tuple[Batch, Time, Hidden]]


def order(h: H, t: Stack, v: Tensor[int64, tuple[Hidden]]) -> None:
    assert_type(sort(h), H)
    assert_type(sort(h, axis=0), H)
    assert_type(sort(h, axis=1, descending=True), H)
    sort(h, axis=2)  # E: mypy[call-overload] pyright[reportArgumentType, reportCallIssue] "sort"
    assert_type(sort(t, 2), Stack)
    assert_type(sort(v), Tensor[int64, tuple[Hidden]])
    sort(v, axis=1)  # E: mypy[call-overload] pyright[reportArgumentType, reportCallIssue] "sort"
    assert_type(argsort(h), Tensor[int64, tuple[Batch, Hidden]])
    assert_type(argsort(h, axis=-2, stable=False), Tensor[int64, tuple[Batch, Hidden]])
    argsort(h, axis=-3)  # E: mypy[call-overload] pyright[reportArgumentType, reportCallIssue] "argsort"


def order_by_methods(h: H, t: Stack, s: Tensor[float32, tuple[()]], mask: Tensor[bool_, tuple[Batch]]) -> None:
    assert_type(h.sort(), H)
    assert_type(h.sort(axis=0, descending=True), H)
    assert_type(h.sort(-2), H)
    h.sort(axis=2)  # E: mypy[call-overload] pyright[reportArgumentType, reportCallIssue] "sort"
    s.sort()  # E: mypy[misc] pyright[reportAttributeAccessIssue, reportUnknownMemberType] "sort"
    mask.sort()  # E: mypy[misc] pyright[reportAttributeAccessIssue, reportUnknownMemberType] "sort"
    assert_type(t.argsort(axis=1), Tensor[int64, tuple[Batch, Time, Hidden]])
    t.argsort(axis=3)  # E: mypy[call-overload] pyright[reportArgumentType, reportCallIssue] "argsort"
    mask.argsort()  # E: mypy[misc] pyright[reportAttributeAccessIssue, reportUnknownMemberType] "argsort"


def order_of_four_axes(x: Tensor[float32, tuple[Batch, Time, Hidden, Best]]) -> None:
    assert_type(sort(x, axis=3), Tensor[float32, tuple[Batch, Time, Hidden, Best]])
    assert_type(x.argsort(axis=-4), Tensor[int64, tuple[Batch, Time, Hidden, Best]])
    sort(x, axis=4)  # E: mypy[call-overload] pyright[reportArgumentType, reportCallIssue] "sort"


def what_has_no_order(h: H, s: Tensor[float32, tuple[()]], mask: Tensor[bool_, tuple[Batch]]) -> None:
    assert_type(sort(h), H)
    sort(s)  # E: mypy[arg-type] pyright[reportArgumentType] "sort"
    sort(mask)  # E: mypy[type-var] pyright[reportArgumentType] "bool_"
    argsort(mask)  # E: mypy[type-var] pyright[reportArgumentType] "bool_"
    sort([2.0, 1.0])  # E: mypy[call-overload] pyright[reportArgumentType] "list"


def the_largest(h: H, t: Stack, best: Best, v: Tensor[int64, tuple[Hidden]], mask: Tensor[bool_, tuple[Batch]]) -> None:
    assert_type(topk(h, 2)[0], Tensor[float32, tuple[Batch, Literal[2]]])
    assert_type(topk(h, 2)[1], Tensor[int64, tuple[Batch, Literal[2]]])
    assert_type(topk(h, Best(2))[0], Tensor[float32, tuple[Batch, Best]])
    assert_type(topk(h, Best(2), axis=0)[0], Tensor[float32, tuple[Best, Hidden]])
    assert_type(topk(h, 2, axis=1, largest=False)[1], Tensor[int64, tuple[Batch, Literal[2]]])
    topk(h, 2, axis=2)  # E: mypy[call-overload] pyright[reportArgumentType, reportCallIssue] "topk"
    assert_type(topk(t, Best(2), axis=1)[0], Tensor[float32, tuple[Batch, Best, Hidden]])
    assert_type(topk(t, Best(2), axis=-2)[0], Tensor[float32, tuple[Batch, Best, Hidden]])
    assert_type(topk(v, 2)[0], Tensor[int64, tuple[Literal[2]]])
    topk(mask, 2)  # E: mypy[type-var] pyright[reportArgumentType, reportCallIssue] "bool_"
    topk(h, 2.0)  # E: mypy[call-overload] pyright[reportArgumentType, reportCallIssue] "float"
    topk(2.0, 2)  # E: mypy[call-overload] pyright[reportArgumentType, reportCallIssue] "float"


def places(
    edges: Tensor[float32, tuple[Time]], h: H, double: Tensor[float64, tuple[Batch]], mask: Tensor[bool_, tuple[Batch]]
) -> None:
    assert_type(searchsorted(edges, h), Tensor[int64, tuple[Batch, Hidden]])
    assert_type(searchsorted(edges, h, side="right"), Tensor[int64, tuple[Batch, Hidden]])
    searchsorted(h, edges)  # E: mypy[arg-type] pyright[reportArgumentType] "searchsorted"
    searchsorted(edges, double)  # E: mypy[type-var] pyright[reportArgumentType] "searchsorted"
    searchsorted(mask, mask)  # E: mypy[type-var] pyright[reportArgumentType] "searchsorted"
    searchsorted(edges, 2.0)  # E: mypy[arg-type] pyright[reportArgumentType] "searchsorted"
    searchsorted(edges, h, side="middle")  # E: mypy[arg-type] pyright[reportArgumentType] raises[ValueError] "middle"


def sets(h: H, mask: Tensor[bool_, tuple[Batch]]) -> None:
    assert_type(unique(h), Tensor[float32, tuple[int]])
    assert_type(unique(mask), Tensor[bool_, tuple[int]])
    unique([1.0])  # E: mypy[arg-type] pyright[reportArgumentType] "list"
    assert_type(unique_values(h), Tensor[float32, tuple[int]])
    unique_values(1.0)  # E: mypy[arg-type] pyright[reportArgumentType] "float"
    assert_type(unique_counts(h), tuple[Tensor[float32, tuple[int]], Tensor[int64, tuple[int]]])
    unique_counts(1.0)  # E: mypy[arg-type] pyright[reportArgumentType] "float"
    assert_type(unique_inverse(h)[1], Tensor[int64, tuple[Batch, Hidden]])
    unique_inverse(1.0)  # E: mypy[arg-type] pyright[reportArgumentType] "float"
    assert_type(unique_all(h)[2], Tensor[int64, tuple[Batch, Hidden]])
    unique_all(1.0)  # E: mypy[arg-type] pyright[reportArgumentType] "float"
