"""Wrong calls by way of the Array API."""

from __future__ import annotations

from wrong_calls import A, Wrong, b, c, i, k, make, s, v, x, xp, z

from typedgrad import DTypeError, ShapeError, int64

ROWS: tuple[Wrong, ...] = (
    Wrong(lambda: xp.sum(A), DTypeError, "sum: array([[0., 1., 2.], [3., 4., 5.]]) of type ndarray", "array_api.sum"),
    Wrong(lambda: xp.sum(x, axis="0"), DTypeError, "sum: the axis '0' of type str is not an int", "array_api.sum"),
    Wrong(lambda: xp.sum(x, axis=1.0), DTypeError, "sum: the axis 1.0 of type float is not an int", "array_api.sum"),
    Wrong(
        lambda: xp.sum(x, axis=(0, 0)),
        ShapeError,
        "sum: axes (0, 0) name axis 0 of shape (2, 3) twice",
        "array_api.sum",
    ),
    Wrong(lambda: xp.sum(x, axis=2), ShapeError, "sum: no axis 2 in shape (2, 3)", "array_api.sum"),
    Wrong(
        lambda: xp.sum(x, dtype="float16"), DTypeError, "sum: no dtype for numpy's float16; there are", "array_api.sum"
    ),
    Wrong(lambda: xp.prod(b), DTypeError, "prod: not defined for bool, only for integers and", "array_api.prod"),
    Wrong(lambda: xp.mean(i), DTypeError, "mean: not defined for int64, only for floats", "array_api.mean"),
    Wrong(
        lambda: xp.mean(x, axis=[0, 0.5]),
        DTypeError,
        "mean: the axis 0.5 of type float is not an int",
        "array_api.mean",
    ),
    Wrong(lambda: xp.max(z), ShapeError, "max: (0, 3): zero-size array to reduction operation", "array_api.max"),
    Wrong(
        lambda: xp.std(x, correction="1"),
        DTypeError,
        "std: the correction '1' of type str is no number",
        "array_api.std",
    ),
    Wrong(
        lambda: xp.var(x, correction=None),
        DTypeError,
        "var: the correction None of type NoneType is no",
        "array_api.var",
    ),
    Wrong(
        lambda: xp.cumulative_sum(x),
        ShapeError,
        "cumulative_sum: shape (2, 3) needs an axis",
        "array_api.cumulative_sum",
    ),
    Wrong(
        lambda: xp.cumulative_sum(x, axis=2),
        ShapeError,
        "cumsum: no axis 2 in shape (2, 3)",
        "array_api.cumulative_sum",
    ),
    Wrong(
        lambda: xp.cumulative_sum(x, axis=0, dtype="float16"),
        DTypeError,
        "cumulative_sum: no dtype for numpy's float16;",
        "array_api.cumulative_sum",
    ),
    Wrong(
        lambda: xp.cumulative_prod(c),
        ShapeError,
        "cumulative_prod: shape () needs an axis",
        "array_api.cumulative_prod",
    ),
    Wrong(
        lambda: xp.cumulative_prod(x, axis=0.5),
        DTypeError,
        "cumprod: the axis 0.5 of type float is not an int",
        "array_api.cumulative_prod",
    ),
    Wrong(lambda: xp.diff(v, n=0.5), DTypeError, "diff: n is 0.5 of type float, not an int", "array_api.diff"),
    Wrong(lambda: xp.diff(c), ShapeError, "moveaxis: source -1 in shape ()", "array_api.diff"),
    Wrong(lambda: xp.diff(v, axis=1), ShapeError, "moveaxis: source 1 in shape (3,)", "array_api.diff"),
    Wrong(lambda: xp.diff(A), DTypeError, "moveaxis: array([[0., 1., 2.], [3., 4., 5.]]) of type", "array_api.diff"),
    Wrong(
        lambda: xp.diff(v, prepend=1.0), DTypeError, "concat: 1.0 of type float is not a tensor; make", "array_api.diff"
    ),
    Wrong(
        lambda: xp.diff(x, prepend=v), ShapeError, "concat: (3,) with (2, 3) along axis -1: another", "array_api.diff"
    ),
    Wrong(lambda: xp.diff(x, append=s), DTypeError, "concat: float64 with float32; convert one with", "array_api.diff"),
    Wrong(lambda: xp.argmax(z), ShapeError, "argmax: (0, 3): attempt to get argmax of an empty", "array_api.argmax"),
    Wrong(lambda: xp.argmax(x, axis=2), ShapeError, "argmax: no axis 2 in shape (2, 3)", "array_api.argmax"),
    Wrong(lambda: xp.nonzero(c), ShapeError, "nonzero: a tensor of shape () has no axes", "array_api.nonzero"),
    Wrong(
        lambda: xp.searchsorted(x, v),
        ShapeError,
        "searchsorted: shape (2, 3) of what is searched is",
        "array_api.searchsorted",
    ),
    Wrong(
        lambda: xp.searchsorted(v, v, side="up"),
        ValueError,
        "searchsorted: side 'up' is neither 'left' nor",
        "array_api.searchsorted",
    ),
    Wrong(
        lambda: xp.searchsorted(v, v, sorter=v),
        DTypeError,
        "take: a float64 tensor is no index; indices are",
        "array_api.searchsorted",
    ),
    Wrong(
        lambda: xp.searchsorted(v, v, sorter=k[:2]),
        ShapeError,
        "searchsorted: a sorter of shape (2,) for shape",
        "array_api.searchsorted",
    ),
    Wrong(
        lambda: xp.searchsorted(v, v, sorter=make([0, 1, 9], int64)),
        IndexError,
        "take: index 9 is outside axis 0 of size 3",
        "array_api.searchsorted",
    ),
    Wrong(
        lambda: xp.searchsorted(v, v, sorter=[0, 1, 2]),
        DTypeError,
        "take: [0, 1, 2] of type list is not a tensor;",
        "array_api.searchsorted",
    ),
    Wrong(lambda: xp.sort(c), ShapeError, "sort: no axis -1 in shape ()", "array_api.sort"),
    Wrong(lambda: xp.sort(x, axis=2), ShapeError, "sort: no axis 2 in shape (2, 3)", "array_api.sort"),
    Wrong(lambda: xp.argsort(A), DTypeError, "argsort: array([[0., 1., 2.], [3., 4., 5.]]) of", "array_api.argsort"),
    Wrong(lambda: xp.take(x, k), ShapeError, "take: shape (2, 3) needs an axis", "array_api.take"),
    Wrong(
        lambda: xp.take(v, make([7], int64)), IndexError, "take: index 7 is outside axis 0 of size 3", "array_api.take"
    ),
    Wrong(lambda: xp.take(v, [0]), DTypeError, "take: [0] of type list is not a tensor; make it", "array_api.take"),
    Wrong(lambda: xp.take(v, v), DTypeError, "take: a float64 tensor is no index; indices are", "array_api.take"),
    Wrong(
        lambda: xp.take_along_axis(x, k),
        ShapeError,
        "take_along_axis: indices of shape (3,) for shape",
        "array_api.take_along_axis",
    ),
    Wrong(
        lambda: xp.take_along_axis(x, i),
        IndexError,
        "take_along_axis: index 6 is outside axis 1 of",
        "array_api.take_along_axis",
    ),
    Wrong(
        lambda: xp.reshape(x, (4,)),
        ShapeError,
        "reshape: (2, 3) to (4,): 6 elements do not fill it",
        "array_api.reshape",
    ),
    Wrong(lambda: xp.reshape(x, "23"), ShapeError, "reshape: '2' in ('2', '3') is not a size", "array_api.reshape"),
    Wrong(
        lambda: xp.reshape(x.T, (6,), copy=False),
        ValueError,
        "reshape: (3, 2) to (6,) needs a copy, and copy is",
        "array_api.reshape",
    ),
    Wrong(
        lambda: xp.reshape(A, (6,)), DTypeError, "reshape: array([[0., 1., 2.], [3., 4., 5.]]) of", "array_api.reshape"
    ),
    Wrong(
        lambda: xp.broadcast_to(x, (2,)),
        ShapeError,
        "broadcast_to: (2, 3) to (2,): 2 axes do not fit 1",
        "array_api.broadcast_to",
    ),
    Wrong(
        lambda: xp.broadcast_to(x, None),
        ShapeError,
        "broadcast_to: None in (None,) is not a size",
        "array_api.broadcast_to",
    ),
    Wrong(
        lambda: xp.broadcast_arrays(x, v[:2]),
        ShapeError,
        "broadcast_arrays: (2, 3) with (2,)",
        "array_api.broadcast_arrays",
    ),
    Wrong(
        lambda: xp.broadcast_arrays(x, A),
        DTypeError,
        "broadcast_arrays: array([[0., 1., 2.], [3., 4.,",
        "array_api.broadcast_arrays",
    ),
    Wrong(
        lambda: xp.broadcast_arrays(1.0),
        DTypeError,
        "broadcast_arrays: 1.0 of type float is not a",
        "array_api.broadcast_arrays",
    ),
    Wrong(
        lambda: xp.expand_dims(x, axis=5),
        IndexError,
        "expand_dims: no axis 5 in shape (2, 3) with one",
        "array_api.expand_dims",
    ),
    Wrong(
        lambda: xp.expand_dims(x, axis=0.5),
        DTypeError,
        "expand_dims: the axis 0.5 of type float is not an",
        "array_api.expand_dims",
    ),
    Wrong(
        lambda: xp.expand_dims(A, axis=0),
        DTypeError,
        "expand_dims: array([[0., 1., 2.], [3., 4., 5.]])",
        "array_api.expand_dims",
    ),
    Wrong(lambda: xp.moveaxis(x, (0, 1), 0), ShapeError, "moveaxis: 2 sources, 1 destinations", "array_api.moveaxis"),
    Wrong(
        lambda: xp.moveaxis(x, (0, 0), (0, 1)),
        ShapeError,
        "moveaxis: source (0, 0) names an axis of shape",
        "array_api.moveaxis",
    ),
    Wrong(lambda: xp.moveaxis(x, 5, 0), ShapeError, "moveaxis: source 5 in shape (2, 3)", "array_api.moveaxis"),
    Wrong(
        lambda: xp.moveaxis(x, None, 0),
        DTypeError,
        "moveaxis: source None of type NoneType is not an",
        "array_api.moveaxis",
    ),
    Wrong(
        lambda: xp.permute_dims(x, (0, 0)),
        ShapeError,
        "permute_dims: (0, 0) is no order of the 2 axes of",
        "array_api.permute_dims",
    ),
    Wrong(
        lambda: xp.permute_dims(x, (0, 5)),
        ShapeError,
        "permute_dims: no axis 5 in shape (2, 3)",
        "array_api.permute_dims",
    ),
    Wrong(lambda: xp.squeeze(x, 0), ShapeError, "squeeze: axis 0 of (2, 3) has size 2, not 1", "array_api.squeeze"),
    Wrong(
        lambda: xp.squeeze(x, (0, 0)),
        ShapeError,
        "squeeze: axis (0, 0) names an axis of shape (2,",
        "array_api.squeeze",
    ),
    Wrong(lambda: xp.squeeze(x, 7), ShapeError, "squeeze: axis 7 in shape (2, 3)", "array_api.squeeze"),
    Wrong(
        lambda: xp.roll(x, (1, 2), axis=0),
        ShapeError,
        "roll: 2 shifts (1, 2) along the axis 0 of (2, 3)",
        "array_api.roll",
    ),
    Wrong(lambda: xp.roll(x, 0.5), DTypeError, "roll: the shift 0.5 of type float is not an int", "array_api.roll"),
    Wrong(lambda: xp.roll(x, 1, axis=5), ShapeError, "roll: no axis 5 in shape (2, 3)", "array_api.roll"),
    Wrong(lambda: xp.repeat(x, -1), ShapeError, "repeat: -1 repeats of axis 0 of (6,)", "array_api.repeat"),
    Wrong(lambda: xp.repeat(x, 2.0), DTypeError, "repeat: 2.0 of type float is not a number of", "array_api.repeat"),
    Wrong(
        lambda: xp.repeat(x, k, axis=0),
        ShapeError,
        "repeat: array([0, 1, 2]) of type ndarray is not a",
        "array_api.repeat",
    ),
    Wrong(
        lambda: xp.repeat(x, make([1, -2], int64), axis=0),
        ShapeError,
        "repeat: array([ 1, -2]) of type ndarray is not a",
        "array_api.repeat",
    ),
    Wrong(
        lambda: xp.repeat(x, v, axis=1), DTypeError, "repeat: numbers of repeats are integers, not", "array_api.repeat"
    ),
    Wrong(lambda: xp.repeat(x, 2, axis=5), ShapeError, "repeat: no axis 5 in shape (2, 3)", "array_api.repeat"),
    Wrong(lambda: xp.tile(x, -1), ShapeError, "tile: -1 in (1, -1) is not a size", "array_api.tile"),
    Wrong(lambda: xp.tile(x, (1.5,)), ShapeError, "tile: 1.5 in (1, 1.5) is not a size", "array_api.tile"),
    Wrong(
        lambda: xp.concat((x, v), axis=0),
        ShapeError,
        "concat: (2, 3) with (3,) along axis 0: another",
        "array_api.concat",
    ),
    Wrong(lambda: xp.concat((x, A)), DTypeError, "concat: array([[0., 1., 2.], [3., 4., 5.]]) of", "array_api.concat"),
    Wrong(lambda: xp.unstack(c), ShapeError, "unstack: no axis 0 in shape ()", "array_api.unstack"),
    Wrong(
        lambda: xp.can_cast("complex64", xp.float32),
        DTypeError,
        "can_cast: no dtype for numpy's complex64; there",
        "array_api.can_cast",
    ),
    Wrong(
        lambda: xp.can_cast(None, xp.float32),
        DTypeError,
        "can_cast: None of type NoneType is not a dtype",
        "array_api.can_cast",
    ),
    Wrong(
        lambda: xp.can_cast(A, xp.float32),
        DTypeError,
        "can_cast: array([[0., 1., 2.], [3., 4., 5.]]) of",
        "array_api.can_cast",
    ),
    Wrong(lambda: xp.finfo(xp.int64), DTypeError, "finfo: int64 is not a floating-point dtype", "array_api.finfo"),
    Wrong(lambda: xp.finfo("float16"), DTypeError, "finfo: no dtype for numpy's float16; there are", "array_api.finfo"),
    Wrong(lambda: xp.finfo(None), DTypeError, "finfo: None of type NoneType is not a dtype", "array_api.finfo"),
    Wrong(lambda: xp.finfo(i), DTypeError, "finfo: int64 is not a floating-point dtype", "array_api.finfo"),
    Wrong(lambda: xp.iinfo(xp.float32), DTypeError, "iinfo: float32 is not an integer dtype", "array_api.iinfo"),
    Wrong(lambda: xp.iinfo(b), DTypeError, "iinfo: bool is not an integer dtype", "array_api.iinfo"),
    Wrong(lambda: xp.iinfo(3), DTypeError, "iinfo: 3 of type int is not a dtype", "array_api.iinfo"),
    Wrong(
        lambda: xp.isdtype(xp.int64, "whole"),
        ValueError,
        "isdtype: 'whole' is not one of bool, signed",
        "array_api.isdtype",
    ),
    Wrong(
        lambda: xp.isdtype("nothing", "bool"),
        DTypeError,
        "isdtype: 'nothing' of type str is not a dtype",
        "array_api.isdtype",
    ),
    Wrong(
        lambda: xp.isdtype(xp.int64, None),
        DTypeError,
        "isdtype: None of type NoneType is not a dtype",
        "array_api.isdtype",
    ),
    Wrong(xp.result_type, DTypeError, "result_type: neither an array nor a dtype", "array_api.result_type"),
    Wrong(
        lambda: xp.result_type(1.0), DTypeError, "result_type: neither an array nor a dtype", "array_api.result_type"
    ),
    Wrong(
        lambda: xp.result_type(x, i),
        DTypeError,
        "result_type: kinds differ in Tensor[float64,",
        "array_api.result_type",
    ),
    Wrong(
        lambda: xp.result_type(x, "float16"),
        DTypeError,
        "result_type: no dtype for numpy's float16; there",
        "array_api.result_type",
    ),
    Wrong(
        lambda: xp.result_type(None),
        DTypeError,
        "result_type: None of type NoneType is not a dtype",
        "array_api.result_type",
    ),
    Wrong(lambda: xp.add(x, A), DTypeError, "add: float64 tensor with a NumPy array; make it a", "array_api.add"),
    Wrong(lambda: xp.add(1.0, 2.0), DTypeError, "add: 1.0 of type float is not a tensor; make it", "array_api.add"),
    Wrong(lambda: xp.pow(i, -1), ValueError, "power: int64 with the negative exponent -1; convert", "array_api.pow"),
    Wrong(lambda: xp.pow(x, "2"), DTypeError, "power: float64 tensor with '2' of type str", "array_api.pow"),
    Wrong(lambda: xp.atan2(i, i), DTypeError, "arctan2: not defined for int64, only for floats", "array_api.atan2"),
    Wrong(lambda: xp.copysign(x, i), DTypeError, "arctan2: int64 tensor with 0.0 of type float", "array_api.copysign"),
    Wrong(
        lambda: xp.copysign(1.0, 1.0),
        DTypeError,
        "arctan2: 0.0 of type float is not a tensor; make",
        "array_api.copysign",
    ),
    Wrong(
        lambda: xp.copysign(x, A), DTypeError, "arctan2: 0.0 of type float is not a tensor; make", "array_api.copysign"
    ),
    Wrong(lambda: xp.signbit(i), DTypeError, "arctan2: int64 tensor with 0.0 of type float", "array_api.signbit"),
    Wrong(lambda: xp.signbit(A), DTypeError, "arctan2: 0.0 of type float is not a tensor; make", "array_api.signbit"),
    Wrong(lambda: xp.clip(x, "a", None), DTypeError, "clip: float64 tensor with 'a' of type str", "array_api.clip"),
    Wrong(
        lambda: xp.clip(x, 1.5, i), DTypeError, "clip: float64 with int64; convert one with astype", "array_api.clip"
    ),
    Wrong(
        lambda: xp.clip(x, A, None), DTypeError, "clip: float64 tensor with a NumPy array; make it", "array_api.clip"
    ),
    Wrong(lambda: xp.where(x, x, x), DTypeError, "where: the condition is float64, not bool;", "array_api.where"),
    Wrong(lambda: xp.acos(i), DTypeError, "arccos: not defined for int64, only for floats", "array_api.acos"),
    Wrong(lambda: xp.atanh(A), DTypeError, "arctanh: array([[0., 1., 2.], [3., 4., 5.]]) of type", "array_api.atanh"),
    Wrong(
        lambda: xp.bitwise_left_shift(x, 1),
        DTypeError,
        "left_shift: not defined for float64, only for",
        "array_api.bitwise_left_shift",
    ),
    Wrong(
        lambda: xp.logical_not(A),
        DTypeError,
        "logical_not: array([[0., 1., 2.], [3., 4., 5.]])",
        "array_api.logical_not",
    ),
    Wrong(lambda: xp.diff(v, n=-(2**70)), ValueError, "diff: -1180591620717411303424 times", "array_api.diff"),
    Wrong(lambda: xp.diff(v, n=-1), ValueError, "diff: -1 times", "array_api.diff"),
    Wrong(lambda: xp.acosh(i), DTypeError, "arccosh: not defined for int64, only for floats", "array_api.acosh"),
    Wrong(lambda: xp.asin(b), DTypeError, "arcsin: not defined for bool, only for floats", "array_api.asin"),
    Wrong(lambda: xp.asinh(A), DTypeError, "arcsinh: array([[0., 1., 2.], [3., 4., 5.]]) of type", "array_api.asinh"),
    Wrong(lambda: xp.atan(i), DTypeError, "arctan: not defined for int64, only for floats", "array_api.atan"),
)
