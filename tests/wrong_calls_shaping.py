"""Wrong calls that would give another shape, join and split."""

from __future__ import annotations

from wrong_calls import A, Index, Unending, Wrong, c, i, k, lib, loop, q, s, v, x, z

from typedgrad import DTypeError, ShapeError

ROWS: tuple[Wrong, ...] = (
    Wrong(
        lambda: lib.reshape(x, (2**70,)),
        ShapeError,
        "reshape: (2, 3) to (1180591620717411303424,): 6 elements do not fill it",
    ),
    Wrong(
        lambda: lib.reshape(x, (2**40, 2**40)),
        ShapeError,
        "reshape: (2, 3) to (1099511627776, 1099511627776): 6 elements do not",
    ),
    Wrong(lambda: lib.reshape(x, (-1, 0)), ShapeError, "reshape: (2, 3) to (-1, 0): 6 elements do not fill it"),
    Wrong(lambda: lib.reshape(z, (-1, 0)), ShapeError, "reshape: (0, 3) to (-1, 0): 0 elements do not fill it"),
    Wrong(lambda: lib.reshape(x, loop), ShapeError, "reshape: [[...]] in ([[...]],) is not a size"),
    Wrong(lambda: lib.reshape(x, (Index(),)), ShapeError, "reshape: <wrong_calls.Index"),
    Wrong(lambda: lib.reshape(x, None), ShapeError, "reshape: the shape None of type NoneType is not a tuple"),
    Wrong(lambda: lib.reshape(x, "6"), ShapeError, "reshape: '6' in ('6',) is not a size"),
    Wrong(lambda: lib.reshape(x, (True, 6)), ShapeError, "reshape: True in (True, 6) is not a size"),
    Wrong(
        lambda: lib.broadcast_to(x, (2**70, 2, 3)),
        ShapeError,
        "broadcast_to: (2, 3): Maximum allowed dimension exceeded",
    ),
    Wrong(lambda: lib.broadcast_to(v, (2**40, 2**40, 3)), ShapeError, "broadcast_to: (3,): iterator is too large"),
    Wrong(
        lambda: lib.broadcast_to(x, x),
        ShapeError,
        "broadcast_to: the shape Tensor[float64, tuple[2, 3]]( [[ 0.11086045,",
    ),
    Wrong(
        lambda: lib.broadcast_to(v, (1,) * 70),
        ShapeError,
        "broadcast_to: (3,) to (1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1,",
    ),
    Wrong(lambda: lib.expand_dims(x, 4), ShapeError, "expand_dims: no axis 4 in shape (2, 3, 1)"),
    Wrong(lambda: lib.expand_dims(x, -5), ShapeError, "expand_dims: no axis -5 in shape (2, 3, 1)"),
    Wrong(lambda: lib.expand_dims(x, None), DTypeError, "expand_dims: the axis None of type NoneType is not an int"),
    Wrong(lambda: lib.expand_dims(x, (0, 1)), DTypeError, "expand_dims: the axis (0, 1) of type tuple is not an int"),
    Wrong(lambda: lib.expand_dims(x, 0.0), DTypeError, "expand_dims: the axis 0.0 of type float is not an int"),
    Wrong(
        lambda: lib.expand_dims(A, 0),
        DTypeError,
        "expand_dims: array([[0., 1., 2.], [3., 4., 5.]]) of type ndarray is not",
    ),
    Wrong(lambda: lib.moveaxis(x, 0, 2), ShapeError, "moveaxis: no axis 2 in shape (2, 3)"),
    Wrong(lambda: lib.moveaxis(x, (0, 1), 0), DTypeError, "moveaxis: the axis (0, 1) of type tuple is not an int"),
    Wrong(lambda: lib.moveaxis(x, (0, 0), (0, 1)), DTypeError, "moveaxis: the axis (0, 0) of type tuple is not an int"),
    Wrong(lambda: lib.moveaxis(x, None, 0), DTypeError, "moveaxis: the axis None of type NoneType is not an int"),
    Wrong(lambda: lib.moveaxis(x, 0.5, 0), DTypeError, "moveaxis: the axis 0.5 of type float is not an int"),
    Wrong(
        lambda: lib.moveaxis(A, 0, 1),
        DTypeError,
        "moveaxis: array([[0., 1., 2.], [3., 4., 5.]]) of type ndarray is not a",
    ),
    Wrong(lambda: lib.permute_dims(x, (0,)), ShapeError, "permute_dims: (0,) is no order of the 2 axes of (2, 3)"),
    Wrong(lambda: lib.permute_dims(x, (0, 0)), ShapeError, "permute_dims: (0, 0) is no order of the 2 axes of (2, 3)"),
    Wrong(lambda: lib.permute_dims(x, (0, 2)), ShapeError, "permute_dims: no axis 2 in shape (2, 3)"),
    Wrong(lambda: lib.permute_dims(x, None), DTypeError, "permute_dims: the axis None of type NoneType is not an int"),
    Wrong(lambda: lib.permute_dims(x, "01"), DTypeError, "permute_dims: the axis '0' of type str is not an int"),
    Wrong(lambda: lib.permute_dims(x, 0), ShapeError, "permute_dims: 0 is no order of the 2 axes of (2, 3)"),
    Wrong(
        lambda: lib.permute_dims(A, (1, 0)),
        DTypeError,
        "permute_dims: array([[0., 1., 2.], [3., 4., 5.]]) of type ndarray is",
    ),
    Wrong(lambda: lib.permute_dims(x, loop), DTypeError, "permute_dims: the axis [[...]] of type list is not an int"),
    Wrong(lambda: lib.squeeze(x, 0), ShapeError, "squeeze: axis 0 of (2, 3) has size 2, not 1"),
    Wrong(lambda: lib.squeeze(x, None), DTypeError, "squeeze: the axis None of type NoneType is not an int"),
    Wrong(lambda: lib.squeeze(x, 2), ShapeError, "squeeze: no axis 2 in shape (2, 3)"),
    Wrong(lambda: lib.squeeze(x, 1.0), DTypeError, "squeeze: the axis 1.0 of type float is not an int"),
    Wrong(
        lambda: lib.squeeze(A, 0), DTypeError, "squeeze: array([[0., 1., 2.], [3., 4., 5.]]) of type ndarray is not a"
    ),
    Wrong(lambda: lib.swapaxes(x, 0, 2), ShapeError, "swapaxes: no axis 2 in shape (2, 3)"),
    Wrong(lambda: lib.swapaxes(x, "0", 1), DTypeError, "swapaxes: the axis '0' of type str is not an int"),
    Wrong(lambda: lib.swapaxes(v, 0, 1), ShapeError, "swapaxes: no axis 1 in shape (3,)"),
    Wrong(
        lambda: lib.swapaxes([[1]], 0, 1),
        DTypeError,
        "swapaxes: [[1]] of type list is not a tensor; make it one by as_tensor",
    ),
    Wrong(lambda: lib.flatten(x, 1, 0), ShapeError, "flatten: axis 1 of (2, 3) comes after axis 0"),
    Wrong(lambda: lib.flatten(x, 2), ShapeError, "flatten: no axis 2 in shape (2, 3)"),
    Wrong(lambda: lib.flatten(x, 0, 0.5), DTypeError, "flatten: the axis 0.5 of type float is not an int"),
    Wrong(lambda: lib.flatten(A), DTypeError, "flatten: array([[0., 1., 2.], [3., 4., 5.]]) of type ndarray is not a"),
    Wrong(lambda: lib.flatten(x, None), DTypeError, "flatten: the axis None of type NoneType is not an int"),
    Wrong(
        lambda: lib.unflatten(x, 1, (2, 2)),
        ShapeError,
        "unflatten: axis 1 of (2, 3) into (2, 2): 3 is not their product",
    ),
    Wrong(lambda: lib.unflatten(x, 2, (1, 3)), ShapeError, "unflatten: no axis 2 in shape (2, 3)"),
    Wrong(lambda: lib.unflatten(x, 1, 3), ShapeError, "unflatten: the sizes 3 of type int are not a tuple"),
    Wrong(lambda: lib.unflatten(x, 1, (-1, -1)), ShapeError, "unflatten: -1 in (-1, -1) is not a size"),
    Wrong(lambda: lib.unflatten(x, 1, ()), ShapeError, "unflatten: axis 1 of (2, 3) into (): 3 is not their product"),
    Wrong(lambda: lib.unflatten(x, 1, ("3",)), ShapeError, "unflatten: '3' in ('3',) is not a size"),
    Wrong(
        lambda: lib.unflatten(A, 1, (3, 1)),
        DTypeError,
        "unflatten: array([[0., 1., 2.], [3., 4., 5.]]) of type ndarray is not a",
    ),
    Wrong(
        lambda: lib.unflatten(x, 1, (2**40, 2**40)),
        ShapeError,
        "unflatten: axis 1 of (2, 3) into (1099511627776, 1099511627776): 3 is",
    ),
    Wrong(lambda: lib.transpose(x, "ab"), DTypeError, "transpose: the axis 'a' of type str is not an int"),
    Wrong(lambda: lib.transpose(x, 1), ShapeError, "transpose: 1 is no order of the 2 axes of (2, 3)"),
    Wrong(lambda: lib.transpose(x, loop), DTypeError, "transpose: the axis [[...]] of type list is not an int"),
    Wrong(lambda: lib.matrix_transpose(v), ShapeError, "matrix_transpose: shape (3,) has 1 axes, fewer than 2"),
    Wrong(
        lambda: lib.matrix_transpose(A),
        DTypeError,
        "matrix_transpose: array([[0., 1., 2.], [3., 4., 5.]]) of type ndarray",
    ),
    Wrong(lambda: lib.concat(None), DTypeError, "concat: None of type NoneType is not a tuple or list of tensors"),
    Wrong(lambda: lib.concat([]), ShapeError, "concat: no tensors"),
    Wrong(
        lambda: lib.concat(loop), DTypeError, "concat: [[...]] of type list is not a tensor; make it one by as_tensor"
    ),
    Wrong(lambda: lib.concat(3), DTypeError, "concat: 3 of type int is not a tuple or list of tensors"),
    Wrong(lambda: lib.concat("ab"), DTypeError, "concat: 'ab' of type str is not a tuple or list of tensors"),
    Wrong(lambda: lib.concat((x, s)), DTypeError, "concat: float64 with float32; convert one with astype"),
    Wrong(
        lambda: lib.concat([x, None]),
        DTypeError,
        "concat: None of type NoneType is not a tensor; make it one by as_tensor",
    ),
    Wrong(
        lambda: lib.concat((q, x), axis=1), ShapeError, "concat: (3, 3) with (2, 3) along axis 1: another axis differs"
    ),
    Wrong(lambda: lib.concat(A), DTypeError, "concat: array([[0., 1., 2.], [3., 4., 5.]]) of type ndarray is not a"),
    Wrong(lambda: lib.concat(t for t in (x, x)), DTypeError, "concat:"),
    Wrong(
        lambda: lib.concat({x: 1}),
        DTypeError,
        "concat: {Tensor[float64, tuple[2, 3]]( [[ 0.11086045, -0.5883804 ... of",
    ),
    Wrong(lambda: lib.stack([]), ShapeError, "stack: no tensors"),
    Wrong(lambda: lib.stack(x), DTypeError, "stack: Tensor[float64, tuple[2, 3]]( [[ 0.11086045, -0.5883804 ,... of"),
    Wrong(lambda: lib.stack((x, v)), ShapeError, "stack: (2, 3) with (3,): the shapes differ"),
    Wrong(lambda: lib.stack((x, s)), DTypeError, "stack: float64 with float32; convert one with astype"),
    Wrong(lambda: lib.stack((x, x), axis=3), ShapeError, "stack: no axis 3 in shape (2, 3, 1)"),
    Wrong(lambda: lib.stack((x, x), axis=None), DTypeError, "stack: the axis None of type NoneType is not an int"),
    Wrong(lambda: lib.stack(loop), DTypeError, "stack: [[...]] of type list is not a tensor; make it one by as_tensor"),
    Wrong(
        lambda: lib.stack([1.0, 2.0]), DTypeError, "stack: 1.0 of type float is not a tensor; make it one by as_tensor"
    ),
    Wrong(lambda: lib.stack((x, A)), DTypeError, "stack: array([[0., 1., 2.], [3., 4., 5.]]) of type ndarray is not a"),
    Wrong(lambda: lib.stack(Unending(2**62)), DTypeError, "stack: <wrong_calls.Unending"),
    Wrong(lambda: lib.split(x, 2, 1), ShapeError, "split: axis 1 of (2, 3): 3 is not a multiple of 2 parts"),
    Wrong(lambda: lib.split(x, 0), ShapeError, "split: axis 0 of (2, 3): 2 is not a multiple of 0 parts"),
    Wrong(lambda: lib.split(x, -1), ShapeError, "split: axis 0 of (2, 3): 2 is not a multiple of -1 parts"),
    Wrong(lambda: lib.split(x, 2.0), DTypeError, "split: 2.0 of type float is neither sizes nor a number of parts"),
    Wrong(
        lambda: lib.split(x, None), DTypeError, "split: None of type NoneType is neither sizes nor a number of parts"
    ),
    Wrong(lambda: lib.split(x, (1, 2)), ShapeError, "split: axis 0 of (2, 3) into (1, 2): 2 is not their sum"),
    Wrong(lambda: lib.split(x, [1]), ShapeError, "split: axis 0 of (2, 3) into [1]: 2 is not their sum"),
    Wrong(lambda: lib.split(x, (3, -1), 1), ShapeError, "split: -1 in (3, -1) is not a size"),
    Wrong(lambda: lib.split(x, (), 1), ShapeError, "split: axis 1 of (2, 3) into (): 3 is not their sum"),
    Wrong(lambda: lib.split(x, True), DTypeError, "split: True of type bool is neither sizes nor a number of parts"),
    Wrong(
        lambda: lib.split(x, 2**70),
        ShapeError,
        "split: axis 0 of (2, 3): 2 is not a multiple of 1180591620717411303424",
    ),
    Wrong(lambda: lib.split(c, 1), ShapeError, "split: no axis 0 in shape ()"),
    Wrong(lambda: lib.split(A, 1), DTypeError, "split: array([[0., 1., 2.], [3., 4., 5.]]) of type ndarray is not a"),
    Wrong(lambda: lib.split(x, 1, 2), ShapeError, "split: no axis 2 in shape (2, 3)"),
    Wrong(lambda: lib.split(x, "2"), DTypeError, "split: '2' of type str is neither sizes nor a number of parts"),
    Wrong(lambda: lib.unstack(c), ShapeError, "unstack: no axis 0 in shape ()"),
    Wrong(lambda: lib.unstack(x, 2), ShapeError, "unstack: no axis 2 in shape (2, 3)"),
    Wrong(lambda: lib.unstack(x, None), DTypeError, "unstack: the axis None of type NoneType is not an int"),
    Wrong(lambda: lib.unstack(A), DTypeError, "unstack: array([[0., 1., 2.], [3., 4., 5.]]) of type ndarray is not a"),
    Wrong(lambda: lib.flip(x, 2), ShapeError, "flip: no axis 2 in shape (2, 3)"),
    Wrong(lambda: lib.flip(x, (0, 0)), ShapeError, "flip: an axis of (2, 3) twice in (0, 0)"),
    Wrong(lambda: lib.flip(x, "0"), DTypeError, "flip: the axis '0' of type str is not an int"),
    Wrong(lambda: lib.flip(A), DTypeError, "flip: array([[0., 1., 2.], [3., 4., 5.]]) of type ndarray is not a"),
    Wrong(lambda: lib.roll(x, 0.5), DTypeError, "roll: the shift 0.5 of type float is not an int"),
    Wrong(lambda: lib.roll(x, None), DTypeError, "roll: the shift None of type NoneType is not an int"),
    Wrong(lambda: lib.roll(x, (1, 2), 0), ShapeError, "roll: 2 shifts (1, 2) along the axis 0 of (2, 3)"),
    Wrong(lambda: lib.roll(x, (1, 2), (0, 1, 1)), ShapeError, "roll: an axis of (2, 3) twice in (0, 1, 1)"),
    Wrong(lambda: lib.roll(x, 1, 2), ShapeError, "roll: no axis 2 in shape (2, 3)"),
    Wrong(lambda: lib.roll(x, "1"), DTypeError, "roll: the shift '1' of type str is not an int"),
    Wrong(lambda: lib.roll(A, 1), DTypeError, "roll: array([[0., 1., 2.], [3., 4., 5.]]) of type ndarray is not a"),
    Wrong(lambda: lib.roll(x, (1, 2)), ShapeError, "roll: 2 shifts (1, 2) along the axis None of (2, 3)"),
    Wrong(lambda: lib.repeat(x, -1, 0), ShapeError, "repeat: -1 repeats of axis 0 of (2, 3)"),
    Wrong(lambda: lib.repeat(x, 2.0, 0), DTypeError, "repeat: 2.0 of type float is not a number of repeats"),
    Wrong(lambda: lib.repeat(x, 2, None), DTypeError, "repeat: the axis None of type NoneType is not an int"),
    Wrong(lambda: lib.repeat(x, 2, 2), ShapeError, "repeat: no axis 2 in shape (2, 3)"),
    Wrong(
        lambda: lib.repeat(x, (1, 2, 3), 0), DTypeError, "repeat: (1, 2, 3) of type tuple is not a number of repeats"
    ),
    Wrong(lambda: lib.repeat(x, None, 0), DTypeError, "repeat: None of type NoneType is not a number of repeats"),
    Wrong(
        lambda: lib.repeat(A, 2, 0), DTypeError, "repeat: array([[0., 1., 2.], [3., 4., 5.]]) of type ndarray is not a"
    ),
    Wrong(lambda: lib.repeat(x, 2**70, 0), ShapeError, "repeat: (2, 3): Maximum allowed dimension exceeded"),
    Wrong(
        lambda: lib.repeat(x, 2**60, 0),
        ShapeError,
        "repeat: (2, 3): array is too big; `arr.size * arr.dtype.itemsize` is",
    ),
    Wrong(
        lambda: lib.repeat(x, k, 0), DTypeError, "repeat: Tensor[int64, tuple[3]]([0, 1, 2]) of type Tensor is not a"
    ),
    Wrong(lambda: lib.tile(x, -1), ShapeError, "tile: the repetitions -1 of type int are not a tuple"),
    Wrong(lambda: lib.tile(x, (2, -1)), ShapeError, "tile: -1 in (2, -1) is not a size"),
    Wrong(lambda: lib.tile(x, 2), ShapeError, "tile: the repetitions 2 of type int are not a tuple"),
    Wrong(lambda: lib.tile(x, 2.0), ShapeError, "tile: the repetitions 2.0 of type float are not a tuple"),
    Wrong(lambda: lib.tile(x, (2.0,)), ShapeError, "tile: 2.0 in (2.0,) is not a size"),
    Wrong(lambda: lib.tile(x, None), ShapeError, "tile: the repetitions None of type NoneType are not a tuple"),
    Wrong(lambda: lib.tile(A, (2,)), DTypeError, "tile: array([[0., 1., 2.], [3., 4., 5.]]) of type ndarray is not a"),
    Wrong(
        lambda: lib.tile(x, (2**70,)),
        ShapeError,
        "tile: 1 repetitions (1180591620717411303424,) for the 2 axes of (2, 3)",
    ),
    Wrong(
        lambda: lib.tile(x, (2**60, 1)),
        ShapeError,
        "tile: (2, 3): array is too big; `arr.size * arr.dtype.itemsize` is",
    ),
    Wrong(
        lambda: lib.tile(x, (1,) * 70),
        ShapeError,
        "tile: (2, 3): maximum supported dimension for an ndarray is currently",
    ),
    Wrong(lambda: lib.pad(x, -1), ShapeError, "pad: -1 of type int is not a pair of widths for each axis of (2, 3)"),
    Wrong(
        lambda: lib.pad(x, ((1, 1),)),
        ShapeError,
        "pad: ((1, 1),) of type tuple is not a pair of widths for each axis of",
    ),
    Wrong(lambda: lib.pad(x, ((0, 1), (2, -1))), ShapeError, "pad: -1 in (2, -1) is not a size"),
    Wrong(
        lambda: lib.pad(x, 1.0), ShapeError, "pad: 1.0 of type float is not a pair of widths for each axis of (2, 3)"
    ),
    Wrong(
        lambda: lib.pad(x, None), ShapeError, "pad: None of type NoneType is not a pair of widths for each axis of (2,"
    ),
    Wrong(
        lambda: lib.pad(x, 1, "mirror"),
        ShapeError,
        "pad: 1 of type int is not a pair of widths for each axis of (2, 3)",
    ),
    Wrong(
        lambda: lib.pad(x, 1, None), ShapeError, "pad: 1 of type int is not a pair of widths for each axis of (2, 3)"
    ),
    Wrong(
        lambda: lib.pad(x, 1, constant_values="a"),
        ShapeError,
        "pad: 1 of type int is not a pair of widths for each axis of (2, 3)",
    ),
    Wrong(
        lambda: lib.pad(x, 1, constant_values=True),
        ShapeError,
        "pad: 1 of type int is not a pair of widths for each axis of (2, 3)",
    ),
    Wrong(
        lambda: lib.pad(i, 1, constant_values=0.5),
        ShapeError,
        "pad: 1 of type int is not a pair of widths for each axis of (2, 3)",
    ),
    Wrong(
        lambda: lib.pad(x, 9, "reflect"),
        ShapeError,
        "pad: 9 of type int is not a pair of widths for each axis of (2, 3)",
    ),
    Wrong(
        lambda: lib.pad(z, 1, "reflect"),
        ShapeError,
        "pad: 1 of type int is not a pair of widths for each axis of (0, 3)",
    ),
    Wrong(
        lambda: lib.pad(z, 1, "edge"), ShapeError, "pad: 1 of type int is not a pair of widths for each axis of (0, 3)"
    ),
    Wrong(
        lambda: lib.pad(z, 1, "wrap"), ShapeError, "pad: 1 of type int is not a pair of widths for each axis of (0, 3)"
    ),
    Wrong(lambda: lib.pad(A, 1), DTypeError, "pad: array([[0., 1., 2.], [3., 4., 5.]]) of type ndarray is not a"),
    Wrong(
        lambda: lib.pad(x, 2**62), ShapeError, "pad: 4611686018427387904 of type int is not a pair of widths for each"
    ),
    Wrong(lambda: lib.pad(x, 2**70), ShapeError, "pad: 1180591620717411303424 of type int is not a pair of widths for"),
    Wrong(
        lambda: lib.pad(x, 1, "reflect", constant_values=1.0),
        ShapeError,
        "pad: 1 of type int is not a pair of widths for each axis of (2, 3)",
    ),
    Wrong(
        lambda: lib.pad(x, loop), ShapeError, "pad: [[...]] of type list is not a pair of widths for each axis of (2,"
    ),
    Wrong(
        lambda: lib.pad(x, (1, 2, 3)),
        ShapeError,
        "pad: (1, 2, 3) of type tuple is not a pair of widths for each axis of",
    ),
    Wrong(lambda: lib.tril(v), ShapeError, "tril: shape (3,) has 1 axes, fewer than 2"),
    Wrong(lambda: lib.tril(x, 0.5), DTypeError, "tril: the diagonal 0.5 of type float is not an int"),
    Wrong(lambda: lib.tril(A), DTypeError, "tril: array([[0., 1., 2.], [3., 4., 5.]]) of type ndarray is not a"),
    Wrong(lambda: lib.triu(c), ShapeError, "triu: shape () has 0 axes, fewer than 2"),
    Wrong(lambda: lib.triu(x, "1"), DTypeError, "triu: the diagonal '1' of type str is not an int"),
    Wrong(
        lambda: lib.triu([[1.0]]), DTypeError, "triu: [[1.0]] of type list is not a tensor; make it one by as_tensor"
    ),
    Wrong(lambda: lib.diagonal(v), ShapeError, "diagonal: shape (3,) has 1 axes, fewer than 2"),
    Wrong(lambda: lib.diagonal(x, offset=0.5), DTypeError, "diagonal: the diagonal 0.5 of type float is not an int"),
    Wrong(
        lambda: lib.diagonal(A), DTypeError, "diagonal: array([[0., 1., 2.], [3., 4., 5.]]) of type ndarray is not a"
    ),
)
