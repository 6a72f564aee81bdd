"""Wrong calls of reductions, sorting, searching, sets and taking."""

from __future__ import annotations

import numpy as np
from wrong_calls import A, Index, Wrong, b, c, i, k, lib, loop, make, s, v, x, z

from typedgrad import DTypeError, ShapeError, int64

ROWS: tuple[Wrong, ...] = (
    # reductions
    Wrong(lambda: lib.sum(x, "0"), DTypeError, "sum: the axis '0' of type str is not an int"),
    Wrong(lambda: lib.sum(x, [0]), DTypeError, "sum: the axis [0] of type list is not an int"),
    Wrong(lambda: lib.sum(x, (0, 0)), ShapeError, "sum: axes (0, 0) name axis 0 of shape (2, 3) twice"),
    Wrong(lambda: lib.sum(x, 2**70), ShapeError, "sum: no axis 1180591620717411303424 in shape (2, 3)"),
    Wrong(lambda: lib.sum(x, Index()), DTypeError, "sum: the axis <wrong_calls.Index"),
    Wrong(lambda: lib.sum(x, np.int64(0)), DTypeError, "sum: the axis np.int64(0) of type int64 is not an int"),
    Wrong(lambda: lib.sum(x, (0, None)), DTypeError, "sum: the axis None of type NoneType is not an int"),
    Wrong(lambda: lib.sum(x, loop), DTypeError, "sum: the axis [[...]] of type list is not an int"),
    Wrong(lambda: lib.sum(b), DTypeError, "sum: not defined for bool, only for integers and floats"),
    Wrong(lambda: lib.sum(x, x), DTypeError, "sum: the axis Tensor[float64, tuple[2, 3]]( [[ 0.11086045, -0.5883804"),
    Wrong(lambda: lib.prod(x, True), DTypeError, "prod: the axis True of type bool is not an int"),
    Wrong(lambda: lib.prod(A), DTypeError, "prod: array([[0., 1., 2.], [3., 4., 5.]]) of type ndarray is not a"),
    Wrong(lambda: lib.mean(i), DTypeError, "mean: not defined for int64, only for floats"),
    Wrong(lambda: lib.mean(c, 0), ShapeError, "mean: no axis 0 in shape ()"),
    Wrong(lambda: lib.max(z), ShapeError, "max: (0, 3): zero-size array to reduction operation maximum which has no"),
    Wrong(lambda: lib.max(z, 0), ShapeError, "max: (0, 3): zero-size array to reduction operation maximum which has"),
    Wrong(lambda: lib.max(x, (0, 2)), ShapeError, "max: no axis 2 in shape (2, 3)"),
    Wrong(
        lambda: lib.min(z, (0, 1)), ShapeError, "min: (0, 3): zero-size array to reduction operation minimum which has"
    ),
    Wrong(lambda: lib.min(x, 1.5), DTypeError, "min: the axis 1.5 of type float is not an int"),
    Wrong(lambda: lib.std(x, correction=None), DTypeError, "std: the correction None of type NoneType is no number"),
    Wrong(lambda: lib.std(x, correction="a"), DTypeError, "std: the correction 'a' of type str is no number"),
    Wrong(lambda: lib.std(x, correction=float("nan")), ValueError, "std: the correction nan is not finite"),
    Wrong(lambda: lib.std(x, correction=float("inf")), ValueError, "std: the correction inf is not finite"),
    Wrong(
        lambda: lib.std(x, correction=10**400),
        OverflowError,
        "std: the correction an integer of type int is out of the range of",
    ),
    Wrong(lambda: lib.std(x, correction=True), DTypeError, "std: the correction True of type bool is no number"),
    Wrong(lambda: lib.var(x, correction=1j), DTypeError, "var: the correction 1j of type complex is no number"),
    Wrong(lambda: lib.var(i), DTypeError, "var: not defined for int64, only for floats"),
    Wrong(lambda: lib.norm(x, ord="fro"), DTypeError, "norm: ord 'fro' of type str is no number"),
    Wrong(lambda: lib.norm(x, ord=None), DTypeError, "norm: ord None of type NoneType is no number"),
    Wrong(lambda: lib.norm(x, ord=float("nan")), ValueError, "norm: ord is nan, not 0 or above"),
    Wrong(lambda: lib.norm(x, ord=-1), ValueError, "norm: ord is -1, not 0 or above"),
    Wrong(lambda: lib.norm(x, ord=1j), DTypeError, "norm: ord 1j of type complex is no number"),
    Wrong(lambda: lib.norm(x, 5), ShapeError, "norm: no axis 5 in shape (2, 3)"),
    Wrong(
        lambda: lib.norm(z, 0, ord=float("inf")),
        ShapeError,
        "norm: (0, 3): zero-size array to reduction operation maximum which has",
    ),
    Wrong(lambda: lib.norm(z, 0, ord=-1), ValueError, "norm: ord is -1, not 0 or above"),
    Wrong(lambda: lib.logsumexp(i), DTypeError, "logsumexp: not defined for int64, only for floats"),
    Wrong(lambda: lib.logsumexp(x, -3), ShapeError, "logsumexp: no axis -3 in shape (2, 3)"),
    Wrong(lambda: lib.all(x), DTypeError, "all: not defined for float64, only for booleans"),
    Wrong(lambda: lib.all(b, 1), ShapeError, "all: no axis 1 in shape (3,)"),
    Wrong(lambda: lib.any(i), DTypeError, "any: not defined for int64, only for booleans"),
    Wrong(lambda: lib.any(b, (0, 0)), ShapeError, "any: axes (0, 0) name axis 0 of shape (3,) twice"),
    Wrong(
        lambda: lib.count_nonzero(A),
        DTypeError,
        "count_nonzero: array([[0., 1., 2.], [3., 4., 5.]]) of type ndarray is",
    ),
    Wrong(lambda: lib.count_nonzero(x, 2), ShapeError, "count_nonzero: no axis 2 in shape (2, 3)"),
    Wrong(lambda: lib.argmax(z), ShapeError, "argmax: (0, 3): attempt to get argmax of an empty sequence"),
    Wrong(lambda: lib.argmax(z, 0), ShapeError, "argmax: (0, 3): attempt to get argmax of an empty sequence"),
    Wrong(lambda: lib.argmax(x, 2), ShapeError, "argmax: no axis 2 in shape (2, 3)"),
    Wrong(lambda: lib.argmin(x, (0,)), DTypeError, "argmin: the axis (0,) of type tuple is not an int"),
    Wrong(lambda: lib.argmin(b), DTypeError, "argmin: not defined for bool, only for integers and floats"),
    Wrong(lambda: lib.cumsum(x), ShapeError, "cumsum: shape (2, 3) has 2 axes; name the axis"),
    Wrong(lambda: lib.cumsum(x, None), ShapeError, "cumsum: shape (2, 3) has 2 axes; name the axis"),
    Wrong(lambda: lib.cumsum(b, 0), DTypeError, "cumsum: not defined for bool, only for integers and floats"),
    Wrong(lambda: lib.cumsum(x, (0, 1)), DTypeError, "cumsum: the axis (0, 1) of type tuple is not an int"),
    Wrong(lambda: lib.cumprod(c), ShapeError, "cumprod: shape () has 0 axes; name the axis"),
    Wrong(lambda: lib.cumprod(x, 2.0), DTypeError, "cumprod: the axis 2.0 of type float is not an int"),
    Wrong(lambda: lib.sort(x, 2), ShapeError, "sort: no axis 2 in shape (2, 3)"),
    Wrong(lambda: lib.sort(x, None), DTypeError, "sort: the axis None of type NoneType is not an int"),
    Wrong(lambda: lib.sort(c), ShapeError, "sort: no axis -1 in shape ()"),
    Wrong(lambda: lib.sort(b), DTypeError, "sort: not defined for bool, only for integers and floats"),
    Wrong(lambda: lib.sort(A), DTypeError, "sort: array([[0., 1., 2.], [3., 4., 5.]]) of type ndarray is not a"),
    Wrong(lambda: lib.sort(x, (0, 1)), DTypeError, "sort: the axis (0, 1) of type tuple is not an int"),
    Wrong(lambda: lib.argsort(x, -3), ShapeError, "argsort: no axis -3 in shape (2, 3)"),
    Wrong(
        lambda: lib.argsort([3, 1]),
        DTypeError,
        "argsort: [3, 1] of type list is not a tensor; make it one by as_tensor",
    ),
    Wrong(lambda: lib.argsort(c), ShapeError, "argsort: no axis -1 in shape ()"),
    Wrong(lambda: lib.argsort(x, True), DTypeError, "argsort: the axis True of type bool is not an int"),
    Wrong(lambda: lib.topk(v, 4), ShapeError, "topk: 4 of the 3 elements along axis -1 of shape (3,)"),
    Wrong(lambda: lib.topk(v, -1), ShapeError, "topk: -1 is not a size"),
    Wrong(lambda: lib.topk(v, 1.0), DTypeError, "topk: the size 1.0 of type float is not an int"),
    Wrong(lambda: lib.topk(v, True), DTypeError, "topk: the size True of type bool is not an int"),
    Wrong(lambda: lib.topk(v, None), DTypeError, "topk: the size None of type NoneType is not an int"),
    Wrong(
        lambda: lib.topk(v, 2**70), ShapeError, "topk: 1180591620717411303424 of the 3 elements along axis -1 of shape"
    ),
    Wrong(lambda: lib.topk(c, 1), ShapeError, "topk: no axis -1 in shape ()"),
    Wrong(lambda: lib.topk(b, 1), DTypeError, "topk: not defined for bool, only for integers and floats"),
    Wrong(lambda: lib.topk(x, 1, 2), ShapeError, "topk: no axis 2 in shape (2, 3)"),
    Wrong(lambda: lib.topk(A, 1), DTypeError, "topk: array([[0., 1., 2.], [3., 4., 5.]]) of type ndarray is not a"),
    Wrong(
        lambda: lib.searchsorted(x, v),
        ShapeError,
        "searchsorted: shape (2, 3) of what is searched is not that of a vector",
    ),
    Wrong(lambda: lib.searchsorted(v, s), DTypeError, "searchsorted: float64 with float32; convert one with astype"),
    Wrong(
        lambda: lib.searchsorted(v, A),
        DTypeError,
        "searchsorted: array([[0., 1., 2.], [3., 4., 5.]]) of type ndarray is",
    ),
    Wrong(
        lambda: lib.searchsorted(v, 1.0), DTypeError, "searchsorted: 1.0 of type float is not a tensor; make it one by"
    ),
    Wrong(
        lambda: lib.searchsorted([1.0], v),
        DTypeError,
        "searchsorted: [1.0] of type list is not a tensor; make it one by",
    ),
    Wrong(
        lambda: lib.searchsorted(v, v, side="middle"),
        ValueError,
        "searchsorted: side 'middle' is neither 'left' nor 'right'",
    ),
    Wrong(
        lambda: lib.searchsorted(v, v, side=None), ValueError, "searchsorted: side None is neither 'left' nor 'right'"
    ),
    Wrong(
        lambda: lib.searchsorted(b, b), DTypeError, "searchsorted: not defined for bool, only for integers and floats"
    ),
    Wrong(
        lambda: lib.searchsorted(c, v), ShapeError, "searchsorted: shape () of what is searched is not that of a vector"
    ),
    Wrong(lambda: lib.unique(A), DTypeError, "unique: array([[0., 1., 2.], [3., 4., 5.]]) of type ndarray is not a"),
    Wrong(lambda: lib.unique([1]), DTypeError, "unique: [1] of type list is not a tensor; make it one by as_tensor"),
    Wrong(
        lambda: lib.unique_all(None), DTypeError, "unique_all: None of type NoneType is not a tensor; make it one by"
    ),
    Wrong(
        lambda: lib.unique_counts("aab"), DTypeError, "unique_counts: 'aab' of type str is not a tensor; make it one by"
    ),
    Wrong(
        lambda: lib.unique_inverse(loop),
        DTypeError,
        "unique_inverse: [[...]] of type list is not a tensor; make it one by",
    ),
    Wrong(
        lambda: lib.unique_values(3),
        DTypeError,
        "unique_values: 3 of type int is not a tensor; make it one by as_tensor",
    ),
    Wrong(lambda: lib.nonzero(c), ShapeError, "nonzero: a tensor of shape () has no axes"),
    Wrong(lambda: lib.nonzero(A), DTypeError, "nonzero: array([[0., 1., 2.], [3., 4., 5.]]) of type ndarray is not a"),
    Wrong(lambda: lib.nonzero([1]), DTypeError, "nonzero: [1] of type list is not a tensor; make it one by as_tensor"),
    Wrong(lambda: lib.take(v, k, 1), ShapeError, "take: no axis 1 in shape (3,)"),
    Wrong(lambda: lib.take(x, k), ShapeError, "take: no axis is named, of the 2 of shape (2, 3)"),
    Wrong(lambda: lib.take(v, v), DTypeError, "take: a float64 tensor is no index; indices are integers"),
    Wrong(lambda: lib.take(v, b), DTypeError, "take: a bool tensor is no index; indices are integers"),
    Wrong(
        lambda: lib.take(v, [0, 1]), DTypeError, "take: [0, 1] of type list is not a tensor; make it one by as_tensor"
    ),
    Wrong(lambda: lib.take(v, 1), DTypeError, "take: 1 of type int is not a tensor; make it one by as_tensor"),
    Wrong(lambda: lib.take(v, make([3], int64)), IndexError, "take: index 3 is outside axis 0 of size 3"),
    Wrong(lambda: lib.take(v, make([-4], int64)), IndexError, "take: index -4 is outside axis 0 of size 3"),
    Wrong(lambda: lib.take(x, k, 2), ShapeError, "take: no axis 2 in shape (2, 3)"),
    Wrong(lambda: lib.take(x, k, 0.5), DTypeError, "take: the axis 0.5 of type float is not an int"),
    Wrong(lambda: lib.take(x, make([2], int64), 0), IndexError, "take: index 2 is outside axis 0 of size 2"),
    Wrong(lambda: lib.take(A, k, 0), DTypeError, "take: array([[0., 1., 2.], [3., 4., 5.]]) of type ndarray is not a"),
    Wrong(
        lambda: lib.take(x, np.array([0]), 0),
        DTypeError,
        "take: array([0]) of type ndarray is not a tensor; make it one by",
    ),
    Wrong(lambda: lib.take(z, make([0], int64), 0), IndexError, "take: index 0 is outside axis 0 of size 0"),
    Wrong(
        lambda: lib.take_along_axis(x, k),
        ShapeError,
        "take_along_axis: indices of shape (3,) for shape (2, 3): not the same",
    ),
    Wrong(lambda: lib.take_along_axis(x, i), IndexError, "take_along_axis: index 6 is outside axis 1 of size 3"),
    Wrong(
        lambda: lib.take_along_axis(x, x),
        DTypeError,
        "take_along_axis: a float64 tensor is no index; indices are integers",
    ),
    Wrong(lambda: lib.take_along_axis(x, i, 2), ShapeError, "take_along_axis: no axis 2 in shape (2, 3)"),
    Wrong(
        lambda: lib.take_along_axis(A, i),
        DTypeError,
        "take_along_axis: array([[0., 1., 2.], [3., 4., 5.]]) of type ndarray is",
    ),
    Wrong(
        lambda: lib.take_along_axis(x, np.array([[0]])),
        DTypeError,
        "take_along_axis: array([[0]]) of type ndarray is not a tensor; make it",
    ),
    Wrong(
        lambda: lib.take_along_axis(x, make([[0, 0]], int64), 1.0),
        DTypeError,
        "take_along_axis: the axis 1.0 of type float is not an int",
    ),
    Wrong(lambda: lib.take_along_axis(c, make(0, int64)), ShapeError, "take_along_axis: no axis -1 in shape ()"),
    Wrong(
        lambda: lib.take_along_axis(x, b, 0),
        DTypeError,
        "take_along_axis: a bool tensor is no index; indices are integers",
    ),
    Wrong(lambda: lib.std(x, correction=float("-inf")), ValueError, "std: the correction -inf is not finite"),
    Wrong(lambda: x.var(correction=float("nan")), ValueError, "var: the correction nan is not finite"),
)
