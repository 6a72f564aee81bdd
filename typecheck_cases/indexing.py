"""An index takes an axis away, a full slice keeps its name, another slice leaves an `int`: its length is not a type.

Index tensors are integers and masks are `bool_`; a mask has the shape, or the first dimension, of what it masks.
"""

from __future__ import annotations

from typing import Literal, NewType, TypeAlias, assert_type

from typedgrad import One, Tensor, bool_, float32, float64, int32, int64

Batch = NewType("Batch", int)
Time = NewType("Time", int)
Hidden = NewType("Hidden", int)
Chosen = NewType("Chosen", int)
H: TypeAlias = Tensor[float32, tuple[Batch, Hidden]]
Stack: TypeAlias = Tensor[float32, tuple[Batch, Time, Hidden]]
Vector: TypeAlias = Tensor[float32, tuple[Hidden]]
Scalar: TypeAlias = Tensor[float32, tuple[()]]


def ints(h: H, v: Vector, s: Scalar) -> None:
    assert_type(h[0], Vector)
    assert_type(v[-1], Scalar)
    s[0]  # E: mypy[call-overload] pyright[reportArgumentType, reportCallIssue] "__getitem__"
    assert_type(h[0, 0], Scalar)
    v[0, 0]  # E: mypy[index] pyright[reportArgumentType, reportCallIssue] "tuple["
    assert_type(h[0][0], Scalar)
    h[0][0][0]  # E: mypy[call-overload] pyright[reportArgumentType, reportCallIssue] "__getitem__"


def more_indices_than_axes(h: H, t: Stack) -> None:
    assert_type(t[0, 0, 0], Scalar)
    h[0, 0, 0]  # E: mypy[index] pyright[reportArgumentType, reportCallIssue] "tuple["
    assert_type(t[..., 0, 0], Tensor[float32, tuple[Batch]])
    h[0][..., 0, 0]  # E: mypy[index] pyright[reportArgumentType, reportCallIssue] "EllipsisType"


def what_an_int_leaves(h: H, v: Vector, row: Tensor[float32, tuple[Batch]]) -> None:
    assert_type(h[0] + v, Vector)
    h[0] + row  # E: mypy[operator] pyright[reportOperatorIssue] "Batch"
    assert_type(h[:, 0] + row, Tensor[float32, tuple[Batch]])
    h[:, 0] + v  # E: mypy[operator] pyright[reportOperatorIssue] "Hidden"
    assert_type(h[..., 0], Tensor[float32, tuple[Batch]])


def full_slices_keep_the_name(h: H, g: H) -> None:
    assert_type(h[:], H)
    assert_type(h[:] + g, H)
    h[1:] + g  # E: mypy[operator] pyright[reportOperatorIssue] "int"
    assert_type(h[:, 1:], Tensor[float32, tuple[Batch, int]])
    assert_type(h[1:, :], Tensor[float32, tuple[int, Hidden]])
    assert_type(h[:, :] + g, H)
    h[:, 1:] + g  # E: mypy[operator] pyright[reportOperatorIssue] "int"
    assert_type(h[...] + g, H)
    h[..., 1:] + g  # E: mypy[operator] pyright[reportOperatorIssue] "int"


def other_slices(h: H, t: Stack) -> None:
    assert_type(h[1:], Tensor[float32, tuple[int, Hidden]])
    assert_type(h[::2], Tensor[float32, tuple[int, Hidden]])
    assert_type(h[:2, :2], Tensor[float32, tuple[int, int]])
    assert_type(t[0, 1:], Tensor[float32, tuple[int, Hidden]])
    assert_type(t[1:, 0], Tensor[float32, tuple[int, Hidden]])
    assert_type(t[0, :], Tensor[float32, tuple[Time, Hidden]])
    assert_type(t[:, 0], Tensor[float32, tuple[Batch, Hidden]])


def slices_of_a_scalar(v: Vector, s: Scalar) -> None:
    assert_type(v[:], Vector)
    s[:]  # E: mypy[call-overload] pyright[reportArgumentType, reportCallIssue] "__getitem__"
    assert_type(v[...], Vector)
    assert_type(s[...], Scalar)


def new_axes(h: H, v: Vector) -> None:
    assert_type(v[None], Tensor[float32, tuple[One, Hidden]])
    assert_type(v[..., None], Tensor[float32, tuple[Hidden, One]])
    assert_type(v[:, None], Tensor[float32, tuple[Hidden, One]])
    assert_type(h + v[None], H)
    h + v[:, None]  # E: mypy[operator] pyright[reportOperatorIssue] "Hidden"
    assert_type(h[:, None], Tensor[float32, tuple[Batch, One, Hidden]])
    assert_type(v[None, :], Tensor[float32, tuple[One, Hidden]])
    assert_type(h[:, None, :], Tensor[float32, tuple[Batch, One, Hidden]])


def keys_of_another_type(h: H) -> None:
    assert_type(h[1], Vector)
    h[1.0]  # E: mypy[call-overload] pyright[reportArgumentType, reportCallIssue] "float"
    h["1"]  # E: mypy[call-overload] pyright[reportArgumentType, reportCallIssue] "__getitem__"
    h[0, 1.0]  # E: mypy[index] pyright[reportArgumentType, reportCallIssue] "float"
    h[[0, 1]]  # E: mypy[call-overload] pyright[reportArgumentType, reportCallIssue] "list"
    assert_type(h[1:2], Tensor[float32, tuple[int, Hidden]])
    h[1.0:2.0]  # E: mypy[index] pyright[reportArgumentType, reportCallIssue] "float"
    h["a":"b"]  # E: mypy[index] pyright[reportArgumentType, reportCallIssue] "slice"


def index_tensors(
    h: H,
    index: Tensor[int64, tuple[Chosen]],
    small: Tensor[int32, tuple[Chosen]],
    floats: Tensor[float32, tuple[Chosen]],
) -> None:
    assert_type(h[index], Tensor[float32, tuple[Chosen, Hidden]])
    h[floats]  # E: mypy[index] pyright[reportArgumentType, reportCallIssue] "float32"
    assert_type(h[small], Tensor[float32, tuple[Chosen, Hidden]])
    h[floats.astype(float64)]  # E: mypy[index] pyright[reportArgumentType, reportCallIssue] "float64"
    assert_type(h[floats.astype(int64)], Tensor[float32, tuple[Chosen, Hidden]])


def index_tensors_of_other_ranks(h: H, i: Tensor[int64, tuple[()]], ij: Tensor[int64, tuple[Time, Chosen]]) -> None:
    assert_type(h[i], Vector)
    assert_type(h[ij], Tensor[float32, tuple[Time, Chosen, Hidden]])
    h[ij] + h  # E: mypy[operator] pyright[reportOperatorIssue] "Chosen"


def an_index_tensor_needs_an_axis(v: Vector, s: Scalar, index: Tensor[int64, tuple[Chosen]]) -> None:
    assert_type(v[index], Tensor[float32, tuple[Chosen]])
    s[index]  # E: mypy[index] pyright[reportArgumentType, reportCallIssue] "Chosen"


def masks(h: H, mask: Tensor[bool_, tuple[Batch, Hidden]], other: Tensor[bool_, tuple[Hidden, Batch]]) -> None:
    assert_type(h[mask], Tensor[float32, tuple[int]])
    h[other]  # E: mypy[index] pyright[reportArgumentType, reportCallIssue] "tuple[Hidden, Batch]"
    assert_type(h[h > 0.0], Tensor[float32, tuple[int]])
    h[h.T > 0.0]  # E: mypy[index] pyright[reportArgumentType, reportCallIssue] "tuple[Hidden, Batch]"


def masks_of_rows(h: H, mask: Tensor[bool_, tuple[Batch]], other: Tensor[bool_, tuple[Hidden]]) -> None:
    assert_type(h[mask], Tensor[float32, tuple[int, Hidden]])
    h[other]  # E: mypy[index] pyright[reportArgumentType, reportCallIssue] "tuple[Hidden]"


def sizes(
    x: Tensor[float32, tuple[Literal[2], Literal[4]]],
    mask: Tensor[bool_, tuple[Literal[2]]],
    other: Tensor[bool_, tuple[Literal[4]]],
) -> None:
    assert_type(x[0], Tensor[float32, tuple[Literal[4]]])
    assert_type(x[mask], Tensor[float32, tuple[int, Literal[4]]])
    x[other]  # E: mypy[index] pyright[reportArgumentType, reportCallIssue] "Literal[4]"


def rows_of_a_loop(h: H, v: Vector, s: Scalar) -> None:
    assert_type(list(h), list[Vector])
    _first, _second = s  # E: mypy[misc] pyright[reportGeneralTypeIssues, reportUnknownVariableType] raises[TypeError] "tuple[()]"
    assert_type([row + v for row in h], list[Vector])
    [row + h[:, 0] for row in h]  # E: mypy[operator] pyright[reportOperatorIssue] "Batch"


def three_keys(t: Stack, h: H) -> None:
    assert_type(t[:, :, 0], Tensor[float32, tuple[Batch, Time]])
    h[:, :, 0]  # E: mypy[index] pyright[reportArgumentType, reportCallIssue] "tuple["
    assert_type(t[:, 0, :], Tensor[float32, tuple[Batch, Hidden]])
    h[:, 0, :]  # E: mypy[index] pyright[reportArgumentType, reportCallIssue] "tuple["
    assert_type(t[0, :, :], Tensor[float32, tuple[Time, Hidden]])
    h[0, :, :]  # E: mypy[index] pyright[reportArgumentType, reportCallIssue] "tuple["
    assert_type(t[:, 1:, :], Tensor[float32, tuple[Batch, int, Hidden]])
    h[:, 1:, :]  # E: mypy[index] pyright[reportArgumentType, reportCallIssue] "tuple["
    assert_type(t[..., 1:, :], Tensor[float32, tuple[Batch, int, Hidden]])
    assert_type(h[..., 1:, :], Tensor[float32, tuple[int, Hidden]])


def keys_that_leave_ints(
    t: Stack, h: H, x: Tensor[float32, tuple[Batch, Time, Hidden, Chosen]], i: Tensor[int64, tuple[Chosen]]
) -> None:
    """The rank is right, the names are gone; one key after the other keeps them."""
    assert_type(t[:, :, 0][:, 1:], Tensor[float32, tuple[Batch, int]])
    assert_type(t[:, 1:, 0], Tensor[float32, tuple[int, int]])
    h[:, 1:, 0]  # E: mypy[index] pyright[reportArgumentType, reportCallIssue] "tuple["
    assert_type(t[0, i, 1:], Tensor[float32, tuple[int, int]])
    assert_type(t[:, :, :], Tensor[float32, tuple[int, int, int]])
    h[:, :, :]  # E: mypy[index] pyright[reportArgumentType, reportCallIssue] "tuple["
    assert_type(h[:, 1:, None], Tensor[float32, tuple[int, int, int]])
    assert_type(t[..., 0, 1:], Tensor[float32, tuple[Batch, int]])
    assert_type(h[..., 1:, 1:], Tensor[float32, tuple[int, int]])
    h[0][..., 1:, 1:]  # E: mypy[index] pyright[reportArgumentType, reportCallIssue] "tuple["
    assert_type(t[:, ..., 0], Tensor[float32, tuple[int, Time]])
    assert_type(t[0, ..., 0], Tensor[float32, tuple[Time]])
    assert_type(x[:, :, 1:, 1:], Tensor[float32, tuple[int, int, int, int]])
    t[:, :, 1:, 1:]  # E: mypy[index] pyright[reportArgumentType, reportCallIssue] "tuple["
    assert_type(x[0, :, 1:, 1:], Tensor[float32, tuple[int, int, int]])
    assert_type(x[:, :, 0, 0], Tensor[float32, tuple[int, int]])
    assert_type(x[0, 0, 0, 1:], Tensor[float32, tuple[int]])
    t[0, 0, 0, 1:]  # E: mypy[index] pyright[reportArgumentType, reportCallIssue] "tuple["
    x[0, 0, 0, 0, 0]  # E: mypy[index] pyright[reportArgumentType, reportCallIssue] "tuple["


def keys_that_keep_names(
    t: Stack, h: H, v: Vector, x: Tensor[float32, tuple[Batch, Time, Hidden, Chosen]], i: Tensor[int64, tuple[Chosen]]
) -> None:
    assert_type(t[0, 0, 1:], Tensor[float32, tuple[int]])
    assert_type(t[0, i, 0], Tensor[float32, tuple[Chosen]])
    assert_type(t[i, i, i], Tensor[float32, tuple[Chosen]])
    h[i, i, i]  # E: mypy[index] pyright[reportArgumentType, reportCallIssue] "tuple["
    assert_type(x[0, 0, 0, 0], Scalar)
    t[0, 0, 0, 0]  # E: mypy[index] pyright[reportArgumentType, reportCallIssue] "tuple["
    assert_type(v[:, None, None], Tensor[float32, tuple[Hidden, One, One]])
    assert_type(v[None, None], Tensor[float32, tuple[One, One, Hidden]])
    assert_type(v[..., None, None], Tensor[float32, tuple[Hidden, One, One]])
    assert_type(h[:, 0, None], Tensor[float32, tuple[Batch, One]])
    v[:, 0, None]  # E: mypy[index] pyright[reportArgumentType, reportCallIssue] "tuple["


def tensors_of_no_axis_beside_others(
    h: H, v: Vector, i: Tensor[int64, tuple[()]], mask: Tensor[bool_, tuple[Hidden]]
) -> None:
    assert_type(h[i, i], Scalar)
    assert_type(h[0, i], Scalar)
    v[i, i]  # E: mypy[index] pyright[reportArgumentType, reportCallIssue] "tuple["
    assert_type(h[:, i], Tensor[float32, tuple[int]])
    assert_type(h[:, mask], Tensor[float32, tuple[Batch, int]])
    h.T[:, mask]  # E: mypy[index] pyright[reportArgumentType, reportCallIssue] "tuple["


def new_axes_between(h: H, v: Vector) -> None:
    assert_type(h[None, :, :], Tensor[float32, tuple[One, Batch, Hidden]])
    v[None, :, :]  # E: mypy[index] pyright[reportArgumentType, reportCallIssue] "tuple["
    assert_type(h[:, :, None], Tensor[float32, tuple[Batch, Hidden, One]])
    v[:, :, None]  # E: mypy[index] pyright[reportArgumentType, reportCallIssue] "tuple["
    assert_type(v[..., None, :], Tensor[float32, tuple[One, Hidden]])
    assert_type(h[0, None], Tensor[float32, tuple[One, Hidden]])
    assert_type(v[None, 1:], Tensor[float32, tuple[One, int]])
    assert_type(v[1:, None], Tensor[float32, tuple[int, One]])


def bounds_have_no_name(h: H, n: Batch) -> None:
    assert_type(h[:n], Tensor[float32, tuple[int, Hidden]])
    assert_type(h[:, :n], Tensor[float32, tuple[Batch, int]])
    assert_type(h[:n, :n], Tensor[float32, tuple[int, int]])
    h[:n] + h  # E: mypy[operator] pyright[reportOperatorIssue] "int" static-only: as many rows as there are


def index_tensors_beside_others(
    h: H,
    t: Stack,
    index: Tensor[int64, tuple[Chosen]],
    other: Tensor[int64, tuple[Batch]],
    mask: Tensor[bool_, tuple[Batch]],
) -> None:
    assert_type(h[index, :], Tensor[float32, tuple[Chosen, Hidden]])
    assert_type(h[:, index], Tensor[float32, tuple[Batch, Chosen]])
    assert_type(h[index, index], Tensor[float32, tuple[Chosen]])
    h[index, other]  # E: mypy[index] pyright[reportArgumentType, reportCallIssue] "tuple["
    assert_type(h[index, 0], Tensor[float32, tuple[Chosen]])
    assert_type(h[1:, index], Tensor[float32, tuple[int, Chosen]])
    assert_type(h[index, 1:], Tensor[float32, tuple[Chosen, int]])
    assert_type(h[..., index], Tensor[float32, tuple[Batch, Chosen]])
    assert_type(t[..., index, :], Tensor[float32, tuple[Batch, Chosen, Hidden]])
    assert_type(h[mask, 0], Tensor[float32, tuple[int]])
    h.T[mask, 0]  # E: mypy[index] pyright[reportArgumentType, reportCallIssue] "tuple["
    assert_type(h[mask, :], Tensor[float32, tuple[int, Hidden]])


def masks_of_no_axis(s: Scalar, yes: Tensor[bool_, tuple[()]], v: Vector) -> None:
    assert_type(s[yes], Tensor[float32, tuple[int]])
    v[yes]  # E: mypy[index] pyright[reportArgumentType, reportCallIssue] "tuple[()]" static-only: it makes an axis


def mixed_keys_of_the_wrong_kind(t: Stack, h: H, v: Vector, floats: Tensor[float32, tuple[Chosen]]) -> None:
    """They hold no more indices than there are axes, of the right kinds, and one `...`."""
    assert_type(t[0, 0, 0], Scalar)
    v[None, 0, ..., 1:]  # E: mypy[index] pyright[reportArgumentType, reportCallIssue] "tuple["
    h[0, :, None, 1:]  # E: mypy[index] pyright[reportArgumentType, reportCallIssue] "tuple["
    t[0, None, floats, 1:]  # E: mypy[index] pyright[reportArgumentType, reportCallIssue] "tuple["
    t[0, None, 1.0, 1:]  # E: mypy[index] pyright[reportArgumentType, reportCallIssue] "tuple["
    v[None, :, None, 0]  # E: mypy[index] pyright[reportArgumentType, reportCallIssue] "tuple["
    h[..., None, 0, ...]  # E: mypy[index] pyright[reportArgumentType, reportCallIssue] "tuple["


def masks_of_any_axis(h: H, t: Stack, rows: Tensor[bool_, tuple[Batch]], mask: Tensor[bool_, tuple[Hidden]]) -> None:
    assert_type(h[..., mask], Tensor[float32, tuple[Batch, int]])
    h[..., rows]  # E: mypy[index] pyright[reportArgumentType, reportCallIssue] "tuple["
    assert_type(h[0, mask], Tensor[float32, tuple[int]])
    h[0, rows]  # E: mypy[index] pyright[reportArgumentType, reportCallIssue] "tuple["
    assert_type(h[1:, mask], Tensor[float32, tuple[int, int]])
    h[1:, rows]  # E: mypy[index] pyright[reportArgumentType, reportCallIssue] "tuple["
    assert_type(h[rows, 1:], Tensor[float32, tuple[int, int]])
    h[mask, 1:]  # E: mypy[index] pyright[reportArgumentType, reportCallIssue] "tuple["
    assert_type(t[:, :, mask], Tensor[float32, tuple[Batch, Time, int]])
    t[:, :, rows]  # E: mypy[index] pyright[reportArgumentType, reportCallIssue] "tuple["
    assert_type(t[rows, :, :], Tensor[float32, tuple[int, Time, Hidden]])
    t[mask, :, :]  # E: mypy[index] pyright[reportArgumentType, reportCallIssue] "tuple["
    assert_type(t[0, 0, mask], Tensor[float32, tuple[int]])
    t[0, 0, rows]  # E: mypy[index] pyright[reportArgumentType, reportCallIssue] "tuple["


def parts_within_an_operand(v: Vector, row: Tensor[float32, tuple[One, Hidden]]) -> None:
    """A key is read before what its result is wanted for."""
    assert_type(row + v[1:, None], Tensor[float32, tuple[int, Hidden]])
    row + v[1:, None, 0]  # E: mypy[index] pyright[reportArgumentType, reportCallIssue] "tuple["
