"""Wrong calls by way of the Array API."""

from __future__ import annotations

from wrong_calls import A, Unequal, Wrong, b, c, i, k, loop, make, q, s, v, w, x, xp, z

from typedgrad import DTypeError, GradientError, LinAlgError, ShapeError, int64

ROWS: tuple[Wrong, ...] = (
    Wrong(
        lambda: xp.asarray(loop), ShapeError, "asarray: setting an array element with a sequence.", "array_api.asarray"
    ),
    Wrong(lambda: xp.asarray("a"), DTypeError, "asarray: no dtype for numpy's str32; there are", "array_api.asarray"),
    Wrong(
        lambda: xp.asarray(None), DTypeError, "as_tensor: data of NumPy's dtype object, such as", "array_api.asarray"
    ),
    Wrong(lambda: xp.asarray(1j), DTypeError, "asarray: no dtype for numpy's complex128; there", "array_api.asarray"),
    Wrong(
        lambda: xp.asarray([1, [2]]),
        ShapeError,
        "asarray: setting an array element with a sequence.",
        "array_api.asarray",
    ),
    Wrong(
        lambda: xp.asarray([1.0], dtype="float16"),
        DTypeError,
        "asarray: no dtype for numpy's float16; there are",
        "array_api.asarray",
    ),
    Wrong(
        lambda: xp.asarray([1.0], device="gpu"),
        ValueError,
        "asarray: no device 'gpu'; there is 'cpu'",
        "array_api.asarray",
    ),
    Wrong(
        lambda: xp.asarray([1.0], copy=False),
        ValueError,
        "asarray: this needs a copy, and copy is False",
        "array_api.asarray",
    ),
    Wrong(
        lambda: xp.asarray([0.5], dtype=xp.int64),
        DTypeError,
        "as_tensor: float64 data, such as 0.5, for int64;",
        "array_api.asarray",
    ),
    Wrong(lambda: xp.asarray([1.0], dtype=Unequal()), DTypeError, "asarray: <wrong_calls.Unequal", "array_api.asarray"),
    Wrong(
        lambda: xp.asarray(2**70), OverflowError, "as_tensor: an integer beyond the range of int64", "array_api.asarray"
    ),
    Wrong(
        lambda: xp.astype(x, "complex64"),
        DTypeError,
        "astype: no dtype for numpy's complex64; there are",
        "array_api.astype",
    ),
    Wrong(
        lambda: xp.astype(A, xp.float32),
        DTypeError,
        "astype: array([[0., 1., 2.], [3., 4., 5.]]) of type",
        "array_api.astype",
    ),
    Wrong(lambda: xp.astype(x, None), DTypeError, "astype: None of type NoneType is not a dtype", "array_api.astype"),
    Wrong(lambda: xp.zeros(-1), ShapeError, "zeros: -1 in (-1,) is not a size", "array_api.zeros"),
    Wrong(lambda: xp.zeros(2.0), ShapeError, "zeros: 2.0 in (2.0,) is not a size", "array_api.zeros"),
    Wrong(lambda: xp.zeros("2"), ShapeError, "zeros: '2' in ('2',) is not a size", "array_api.zeros"),
    Wrong(
        lambda: xp.zeros((2,), device="cuda"), ValueError, "zeros: no device 'cuda'; there is 'cpu'", "array_api.zeros"
    ),
    Wrong(
        lambda: xp.zeros((2,), dtype="int8"),
        DTypeError,
        "zeros: no dtype for numpy's int8; there are bool_,",
        "array_api.zeros",
    ),
    Wrong(lambda: xp.zeros(None), ShapeError, "zeros: None in (None,) is not a size", "array_api.zeros"),
    Wrong(lambda: xp.ones(2**70), ShapeError, "ones: no array has the shape", "array_api.ones"),
    Wrong(lambda: xp.empty((0.5,)), ShapeError, "empty: 0.5 in (0.5,) is not a size", "array_api.empty"),
    Wrong(
        lambda: xp.full((2,), None), DTypeError, "full: no dtype for numpy's object; there are bool_,", "array_api.full"
    ),
    Wrong(lambda: xp.full((2,), 1j), DTypeError, "full: no dtype for numpy's complex128; there are", "array_api.full"),
    Wrong(
        lambda: xp.full((2,), "a", dtype=xp.float32),
        DTypeError,
        "full: float32 tensor with 'a' of type str",
        "array_api.full",
    ),
    Wrong(
        lambda: xp.full_like(A, 1), DTypeError, "full_like: array([[0., 1., 2.], [3., 4., 5.]])", "array_api.full_like"
    ),
    Wrong(
        lambda: xp.zeros_like([1]), DTypeError, "zeros_like: [1] of type list is not a tensor;", "array_api.zeros_like"
    ),
    Wrong(
        lambda: xp.ones_like(x, dtype="float16"),
        DTypeError,
        "ones: no dtype for numpy's float16; there are",
        "array_api.ones_like",
    ),
    Wrong(lambda: xp.arange(None), DTypeError, "arange: int64 from 0 to None by 1, which are not", "array_api.arange"),
    Wrong(lambda: xp.arange(0, 3, 0), ShapeError, "arange: a step of 0", "array_api.arange"),
    Wrong(
        lambda: xp.arange(3, dtype=xp.bool),
        DTypeError,
        "arange: bool_ has no order; a range is of numbers",
        "array_api.arange",
    ),
    Wrong(
        lambda: xp.arange(3, device="tpu"), ValueError, "arange: no device 'tpu'; there is 'cpu'", "array_api.arange"
    ),
    Wrong(lambda: xp.linspace(0, 1, -1), ShapeError, "linspace: -1 in (-1,) is not a size", "array_api.linspace"),
    Wrong(lambda: xp.linspace(0, 1, 2.5), ShapeError, "linspace: 2.5 in (2.5,) is not a size", "array_api.linspace"),
    Wrong(
        lambda: xp.linspace(0, 1, 3, dtype=xp.int32),
        DTypeError,
        "linspace: int32 for numbers between; float32 or",
        "array_api.linspace",
    ),
    Wrong(lambda: xp.eye(-1), ShapeError, "eye: -1 in (-1, -1) is not a size", "array_api.eye"),
    Wrong(lambda: xp.eye(2.0), ShapeError, "eye: 2.0 in (2.0, 2.0) is not a size", "array_api.eye"),
    Wrong(lambda: xp.meshgrid(x), ShapeError, "meshgrid: shape (2, 3) has 2 axes, not 1", "array_api.meshgrid"),
    Wrong(lambda: xp.meshgrid(A), DTypeError, "meshgrid: array([[0., 1., 2.], [3., 4., 5.]]) of", "array_api.meshgrid"),
    Wrong(
        lambda: xp.meshgrid(v, indexing="xx"),
        ValueError,
        "meshgrid: indexing is 'xx' of type str, neither",
        "array_api.meshgrid",
    ),
    Wrong(lambda: xp.tril(A), DTypeError, "tril: array([[0., 1., 2.], [3., 4., 5.]]) of type", "array_api.tril"),
    Wrong(lambda: xp.from_dlpack(1.0), DTypeError, "from_dlpack: 1.0 of type float has no", "array_api.from_dlpack"),
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
        lambda: xp.sum(x, dtype="float16"),
        DTypeError,
        "sum: no dtype for numpy's float16; there are bool_,",
        "array_api.sum",
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
        "var: the correction None of type NoneType is no number",
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
        "cumulative_sum: no dtype for numpy's",
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
        "cumprod: the axis 0.5 of type float is not",
        "array_api.cumulative_prod",
    ),
    Wrong(lambda: xp.diff(v, n=0.5), DTypeError, "diff: n is 0.5 of type float, not an int", "array_api.diff"),
    Wrong(lambda: xp.diff(c), ShapeError, "moveaxis: source -1 in shape ()", "array_api.diff"),
    Wrong(lambda: xp.diff(v, axis=1), ShapeError, "moveaxis: source 1 in shape (3,)", "array_api.diff"),
    Wrong(lambda: xp.diff(A), DTypeError, "moveaxis: array([[0., 1., 2.], [3., 4., 5.]]) of type", "array_api.diff"),
    Wrong(
        lambda: xp.diff(v, prepend=1.0),
        DTypeError,
        "concat: 1.0 of type float is not a tensor; make it",
        "array_api.diff",
    ),
    Wrong(
        lambda: xp.diff(x, prepend=v),
        ShapeError,
        "concat: (3,) with (2, 3) along axis -1: another axis",
        "array_api.diff",
    ),
    Wrong(
        lambda: xp.diff(x, append=s),
        DTypeError,
        "concat: float64 with float32; convert one with astype",
        "array_api.diff",
    ),
    Wrong(lambda: xp.argmax(z), ShapeError, "argmax: (0, 3): attempt to get argmax of an empty", "array_api.argmax"),
    Wrong(lambda: xp.argmax(x, axis=2), ShapeError, "argmax: no axis 2 in shape (2, 3)", "array_api.argmax"),
    Wrong(lambda: xp.nonzero(c), ShapeError, "nonzero: a tensor of shape () has no axes", "array_api.nonzero"),
    Wrong(lambda: xp.searchsorted(x, v), ShapeError, "searchsorted: shape (2, 3) of what is", "array_api.searchsorted"),
    Wrong(
        lambda: xp.searchsorted(v, v, side="up"),
        ValueError,
        "searchsorted: side 'up' is neither 'left' nor",
        "array_api.searchsorted",
    ),
    Wrong(
        lambda: xp.searchsorted(v, v, sorter=v),
        DTypeError,
        "take: a float64 tensor is no index; indices",
        "array_api.searchsorted",
    ),
    Wrong(
        lambda: xp.searchsorted(v, v, sorter=k[:2]),
        ShapeError,
        "searchsorted: a sorter of shape (2,) for",
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
    Wrong(
        lambda: xp.unique_all(A), DTypeError, "unique_all: array([[0., 1., 2.], [3., 4., 5.]])", "array_api.unique_all"
    ),
    Wrong(lambda: xp.take(x, k), ShapeError, "take: shape (2, 3) needs an axis", "array_api.take"),
    Wrong(
        lambda: xp.take(v, make([7], int64)), IndexError, "take: index 7 is outside axis 0 of size 3", "array_api.take"
    ),
    Wrong(lambda: xp.take(v, [0]), DTypeError, "take: [0] of type list is not a tensor; make it one", "array_api.take"),
    Wrong(lambda: xp.take(v, v), DTypeError, "take: a float64 tensor is no index; indices are", "array_api.take"),
    Wrong(
        lambda: xp.take_along_axis(x, k),
        ShapeError,
        "take_along_axis: indices of shape (3,) for",
        "array_api.take_along_axis",
    ),
    Wrong(
        lambda: xp.take_along_axis(x, i),
        IndexError,
        "take_along_axis: index 6 is outside axis 1",
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
        "broadcast_to: (2, 3) to (2,): 2 axes do not",
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
        "broadcast_arrays: array([[0., 1., 2.],",
        "array_api.broadcast_arrays",
    ),
    Wrong(
        lambda: xp.broadcast_arrays(1.0),
        DTypeError,
        "broadcast_arrays: 1.0 of type float is",
        "array_api.broadcast_arrays",
    ),
    Wrong(
        lambda: xp.expand_dims(x, axis=5),
        IndexError,
        "expand_dims: no axis 5 in shape (2, 3) with",
        "array_api.expand_dims",
    ),
    Wrong(
        lambda: xp.expand_dims(x, axis=0.5),
        DTypeError,
        "expand_dims: the axis 0.5 of type float is not",
        "array_api.expand_dims",
    ),
    Wrong(
        lambda: xp.expand_dims(A, axis=0),
        DTypeError,
        "expand_dims: array([[0., 1., 2.], [3., 4.,",
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
        "permute_dims: (0, 0) is no order of the 2",
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
        "squeeze: axis (0, 0) names an axis of shape (2, 3)",
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
    Wrong(
        lambda: xp.repeat(x, 2.0),
        DTypeError,
        "repeat: 2.0 of type float is not a number of repeats",
        "array_api.repeat",
    ),
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
        lambda: xp.repeat(x, v, axis=1),
        DTypeError,
        "repeat: numbers of repeats are integers, not float64",
        "array_api.repeat",
    ),
    Wrong(lambda: xp.repeat(x, 2, axis=5), ShapeError, "repeat: no axis 5 in shape (2, 3)", "array_api.repeat"),
    Wrong(lambda: xp.tile(x, -1), ShapeError, "tile: -1 in (1, -1) is not a size", "array_api.tile"),
    Wrong(lambda: xp.tile(x, (1.5,)), ShapeError, "tile: 1.5 in (1, 1.5) is not a size", "array_api.tile"),
    Wrong(lambda: xp.flip(x, axis=5), ShapeError, "flip: no axis 5 in shape (2, 3)", "array_api.flip"),
    Wrong(lambda: xp.concat([]), ShapeError, "concat: no tensors", "array_api.concat"),
    Wrong(
        lambda: xp.concat((x, v), axis=0),
        ShapeError,
        "concat: (2, 3) with (3,) along axis 0: another axis",
        "array_api.concat",
    ),
    Wrong(
        lambda: xp.concat((x, A)), DTypeError, "concat: array([[0., 1., 2.], [3., 4., 5.]]) of type", "array_api.concat"
    ),
    Wrong(lambda: xp.stack([]), ShapeError, "stack: no tensors", "array_api.stack"),
    Wrong(lambda: xp.stack((x, v)), ShapeError, "stack: (2, 3) with (3,): the shapes differ", "array_api.stack"),
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
    Wrong(lambda: xp.isdtype(xp.int64, 3), DTypeError, "isdtype: 3 of type int is not a dtype", "array_api.isdtype"),
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
        "result_type: no dtype for numpy's float16;",
        "array_api.result_type",
    ),
    Wrong(
        lambda: xp.result_type(None), DTypeError, "result_type: None of type NoneType is not a", "array_api.result_type"
    ),
    Wrong(lambda: xp.add(x, A), DTypeError, "add: float64 tensor with a NumPy array; make it a", "array_api.add"),
    Wrong(
        lambda: xp.add(1.0, 2.0), DTypeError, "add: 1.0 of type float is not a tensor; make it one by", "array_api.add"
    ),
    Wrong(lambda: xp.add(x, i), DTypeError, "add: float64 with int64; convert one with astype", "array_api.add"),
    Wrong(lambda: xp.pow(i, -1), ValueError, "power: int64 with the negative exponent -1; convert it", "array_api.pow"),
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
    Wrong(lambda: xp.hypot(x, v[:2]), ShapeError, "hypot: (2, 3) with (2,): axis -1 is 3 and 2", "array_api.hypot"),
    Wrong(lambda: xp.clip(x, "a", None), DTypeError, "clip: float64 tensor with 'a' of type str", "array_api.clip"),
    Wrong(
        lambda: xp.clip(x, 1.5, i), DTypeError, "clip: float64 with int64; convert one with astype", "array_api.clip"
    ),
    Wrong(
        lambda: xp.clip(x, A, None), DTypeError, "clip: float64 tensor with a NumPy array; make it a", "array_api.clip"
    ),
    Wrong(
        lambda: xp.where(x, x, x), DTypeError, "where: the condition is float64, not bool; compare", "array_api.where"
    ),
    Wrong(
        lambda: xp.where(b, 1.0, 2.0),
        DTypeError,
        "where: 1.0 of type float is not a tensor; make it",
        "array_api.where",
    ),
    Wrong(lambda: xp.acos(i), DTypeError, "arccos: not defined for int64, only for floats", "array_api.acos"),
    Wrong(lambda: xp.atanh(A), DTypeError, "arctanh: array([[0., 1., 2.], [3., 4., 5.]]) of type", "array_api.atanh"),
    Wrong(
        lambda: xp.bitwise_left_shift(x, 1),
        DTypeError,
        "left_shift: not defined for float64,",
        "array_api.bitwise_left_shift",
    ),
    Wrong(lambda: xp.logical_not(A), DTypeError, "logical_not: array([[0., 1., 2.], [3., 4.,", "array_api.logical_not"),
    Wrong(lambda: xp.matmul(x, x), ShapeError, "matmul: (2, 3) @ (2, 3): 3 columns meet 2 rows", "array_api.matmul"),
    Wrong(
        lambda: xp.tensordot(x, x, axes=1),
        ShapeError,
        "tensordot: (2, 3) with (2, 3): axis 1 is 3, axis",
        "array_api.tensordot",
    ),
    Wrong(lambda: xp.vecdot(x, x, axis=5), ShapeError, "vecdot: no axis 5 in shape (2, 3)", "array_api.vecdot"),
    Wrong(
        lambda: xp.linalg.cholesky(x), ShapeError, "cholesky: shape (2, 3) is not square", "array_api.linalg.cholesky"
    ),
    Wrong(
        lambda: xp.linalg.cholesky(A),
        DTypeError,
        "cholesky: array([[0., 1., 2.], [3., 4.,",
        "array_api.linalg.cholesky",
    ),
    Wrong(lambda: xp.linalg.cholesky(v), ShapeError, "cholesky: shape (3,) is no matrix", "array_api.linalg.cholesky"),
    Wrong(
        lambda: xp.linalg.cross(x, x, axis=0),
        ShapeError,
        "cross: (3, 2) with (3, 2): the last axis of",
        "array_api.linalg.cross",
    ),
    Wrong(
        lambda: xp.linalg.cross(v, x, axis=5), ShapeError, "moveaxis: source 5 in shape (3,)", "array_api.linalg.cross"
    ),
    Wrong(lambda: xp.linalg.det(x), ShapeError, "det: shape (2, 3) is not square", "array_api.linalg.det"),
    Wrong(
        lambda: xp.linalg.diagonal(v), ShapeError, "diagonal: shape (3,) has 1 axes, fewer", "array_api.linalg.diagonal"
    ),
    Wrong(
        lambda: xp.linalg.diagonal(x, offset=0.5),
        DTypeError,
        "diagonal: the diagonal 0.5 of type float",
        "array_api.linalg.diagonal",
    ),
    Wrong(lambda: xp.linalg.eigh(x), ShapeError, "eigh: shape (2, 3) is not square", "array_api.linalg.eigh"),
    Wrong(
        lambda: xp.linalg.inv(q * 0.0), LinAlgError, "inv: the matrix is singular, shape (3, 3)", "array_api.linalg.inv"
    ),
    Wrong(
        lambda: xp.linalg.matrix_norm(v), ShapeError, "norm: no axis -2 in shape (3,)", "array_api.linalg.matrix_norm"
    ),
    Wrong(
        lambda: xp.linalg.matrix_norm(x, ord="max"),
        ValueError,
        "matrix_norm: ord 'max' is none of",
        "array_api.linalg.matrix_norm",
    ),
    Wrong(
        lambda: xp.linalg.matrix_norm(x, ord=3),
        ValueError,
        "matrix_norm: ord 3 is none of 'fro',",
        "array_api.linalg.matrix_norm",
    ),
    Wrong(
        lambda: xp.linalg.matrix_norm(x, ord=None),
        ValueError,
        "matrix_norm: ord None is none of 'fro',",
        "array_api.linalg.matrix_norm",
    ),
    Wrong(
        lambda: xp.linalg.matrix_norm(A),
        DTypeError,
        "norm: array([[0., 1., 2.], [3., 4.,",
        "array_api.linalg.matrix_norm",
    ),
    Wrong(
        lambda: xp.linalg.matrix_norm(z, ord=float("inf")),
        ShapeError,
        "max: (0, 1): zero-size array to",
        "array_api.linalg.matrix_norm",
    ),
    Wrong(
        lambda: xp.linalg.matrix_norm(z, ord=2),
        ShapeError,
        "max: (0,): zero-size array to reduction",
        "array_api.linalg.matrix_norm",
    ),
    Wrong(
        lambda: xp.linalg.matrix_power(q, 0.5),
        DTypeError,
        "matrix_power: the power 0.5 of type",
        "array_api.linalg.matrix_power",
    ),
    Wrong(
        lambda: xp.linalg.matrix_rank(q, rtol="a"),
        DTypeError,
        "multiply: float64 tensor with 'a' of",
        "array_api.linalg.matrix_rank",
    ),
    Wrong(
        lambda: xp.linalg.matrix_rank(v),
        ShapeError,
        "matrix_rank: shape (3,) is no matrix",
        "array_api.linalg.matrix_rank",
    ),
    Wrong(
        lambda: xp.linalg.pinv(q, rtol="a"),
        DTypeError,
        "multiply: float64 tensor with 'a' of type str",
        "array_api.linalg.pinv",
    ),
    Wrong(lambda: xp.linalg.pinv(v), ShapeError, "pinv: shape (3,) is no matrix", "array_api.linalg.pinv"),
    Wrong(
        lambda: xp.linalg.qr(x, mode="raw"),
        ValueError,
        "qr: mode 'raw' of type str is neither 'reduced'",
        "array_api.linalg.qr",
    ),
    Wrong(
        lambda: xp.linalg.qr(w.T, mode="complete"),
        GradientError,
        "qr: the columns that complete a basis have no",
        "array_api.linalg.qr",
    ),
    Wrong(lambda: xp.linalg.qr(v), ShapeError, "qr: shape (3,) is no matrix", "array_api.linalg.qr"),
    Wrong(
        lambda: xp.linalg.svd(w),
        GradientError,
        "svd: the columns that complete a basis have no",
        "array_api.linalg.svd",
    ),
    Wrong(lambda: xp.linalg.svd(v), ShapeError, "svd: shape (3,) is no matrix", "array_api.linalg.svd"),
    Wrong(lambda: xp.linalg.slogdet(x), ShapeError, "slogdet: shape (2, 3) is not square", "array_api.linalg.slogdet"),
    Wrong(
        lambda: xp.linalg.solve(q, v[:2]),
        ShapeError,
        "solve: (3, 3) with (2,): 3 columns meet 2 rows",
        "array_api.linalg.solve",
    ),
    Wrong(
        lambda: xp.linalg.trace(x, offset=0.5),
        DTypeError,
        "diagonal: the diagonal 0.5 of type float is",
        "array_api.linalg.trace",
    ),
    Wrong(
        lambda: xp.linalg.trace(v),
        ShapeError,
        "diagonal: shape (3,) has 1 axes, fewer than 2",
        "array_api.linalg.trace",
    ),
    Wrong(
        lambda: xp.linalg.trace(x, dtype="float16"),
        DTypeError,
        "sum: no dtype for numpy's float16; there are",
        "array_api.linalg.trace",
    ),
    Wrong(
        lambda: xp.linalg.vector_norm(x, ord="fro"),
        DTypeError,
        "vector_norm: ord 'fro' of type str is",
        "array_api.linalg.vector_norm",
    ),
    Wrong(
        lambda: xp.linalg.vector_norm(x, ord=None),
        DTypeError,
        "vector_norm: ord None of type NoneType",
        "array_api.linalg.vector_norm",
    ),
    Wrong(
        lambda: xp.linalg.vector_norm(x, ord=float("nan")),
        ValueError,
        "vector_norm: ord is nan",
        "array_api.linalg.vector_norm",
    ),
    Wrong(
        lambda: xp.linalg.vector_norm(i),
        DTypeError,
        "norm: not defined for int64, only for",
        "array_api.linalg.vector_norm",
    ),
    Wrong(
        lambda: xp.linalg.vector_norm(x, axis=5),
        ShapeError,
        "norm: no axis 5 in shape (2, 3)",
        "array_api.linalg.vector_norm",
    ),
    Wrong(
        lambda: xp.linalg.vector_norm(x, axis=(0, 0)),
        ShapeError,
        "norm: axes (0, 0) name axis 0 of shape",
        "array_api.linalg.vector_norm",
    ),
    Wrong(
        lambda: xp.linalg.outer(x, x), ShapeError, "outer: (2, 3) with (2, 3): both should be", "array_api.linalg.outer"
    ),
    Wrong(lambda: xp.linalg.svdvals(c), ShapeError, "svdvals: shape () is no matrix", "array_api.linalg.svdvals"),
    Wrong(lambda: xp.diff(v, n=-(2**70)), ValueError, "diff: -1180591620717411303424 times", "array_api.diff"),
    Wrong(lambda: xp.diff(v, n=-1), ValueError, "diff: -1 times", "array_api.diff"),
)
