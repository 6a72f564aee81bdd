"""Wrong calls of tensors themselves: indexing, methods, operators, parameters."""

from __future__ import annotations

from fractions import Fraction

import numpy as np
from wrong_calls import A, Index, Nameless, Unequal, Wrong, b, c, i, j, k, loop, s, v, w, x, z

from typedgrad import DTypeError, Parameter, ShapeError, Tensor

ROWS: tuple[Wrong, ...] = (
    Wrong(lambda: x[loop], DTypeError, "index: [[...]] of type list is no index; use an int or a tensor of integers"),
    Wrong(lambda: x[Index()], DTypeError, "index: <wrong_calls.Index"),
    Wrong(lambda: x[Index(1)], DTypeError, "index: <wrong_calls.Index"),
    Wrong(lambda: x[2**70], IndexError, "index: index 1180591620717411303424 is outside axis 0 of size 2"),
    Wrong(lambda: x[-(2**70)], IndexError, "index: index -1180591620717411303424 is outside axis 0 of size 2"),
    Wrong(lambda: x[1j], DTypeError, "index: 1j of type complex is no index; use an int or a tensor of integers or"),
    Wrong(lambda: x[Fraction(1)], DTypeError, "index: Fraction(1, 1) of type Fraction is no index; use an int or a"),
    Wrong(lambda: x[Unequal()], DTypeError, "index: <wrong_calls.Unequal"),
    Wrong(lambda: x[:, b[:2]], ShapeError, "index: a mask of shape (2,) for axes of shape (3,)"),
    Wrong(lambda: x[k], IndexError, "index: index 2 is outside axis 0 of size 2"),
    Wrong(lambda: x[k, k], IndexError, "index: index 2 is outside axis 0 of size 2"),
    Wrong(lambda: x[x > 0.0, 0], ShapeError, "index: 3 indices for the 2 axes of shape (2, 3)"),
    Wrong(lambda: x["0":], DTypeError, "index: '0' of type str in a slice is not an int"),
    Wrong(lambda: x[A > 1], DTypeError, "index: array([[False, False, True], [ True, True, True]]) of type ndarray"),
    Wrong(lambda: x[[]], DTypeError, "index: [] of type list is no index; use an int or a tensor of integers or"),
    Wrong(lambda: x[..., ..., 0], ShapeError, "index: more than one `...` in the key"),
    Wrong(lambda: x[i], IndexError, "index: index 6 is outside axis 0 of size 2"),
    Wrong(lambda: x.splice(2, 1.0), IndexError, "splice: index 2 is outside axis 0 of size 2"),
    Wrong(lambda: x.splice(0, None), DTypeError, "splice: float64 tensor with None of type NoneType"),
    Wrong(lambda: x.splice(0, loop), DTypeError, "splice: float64 tensor with [[...]] of type list"),
    Wrong(
        lambda: x.splice(0, A[0]),
        DTypeError,
        "splice: float64 tensor with a NumPy array; make it a tensor by as_tensor",
    ),
    Wrong(lambda: x.splice(0, 1j), DTypeError, "splice: float64 tensor with 1j of type complex"),
    Wrong(lambda: x.splice(0, s[0]), DTypeError, "splice: float64 with float32; convert one with astype"),
    Wrong(lambda: x.splice(b, 1.0), ShapeError, "splice: a mask of shape (3,) for axes of shape (2, 3)"),
    Wrong(lambda: x.splice(0, 10**400), OverflowError, "splice: an integer of type int is out of the range of float64"),
    Wrong(
        lambda: i.splice(0, 2**63),
        OverflowError,
        "splice: 9223372036854775808 of type int is out of the range of int64",
    ),
    Wrong(lambda: j.splice(0, 2**31), OverflowError, "splice: 2147483648 of type int is out of the range of int32"),
    Wrong(lambda: i.splice(0, True), DTypeError, "splice: int64 tensor with True of type bool"),
    Wrong(lambda: b.splice(0, 1), DTypeError, "splice: bool tensor with 1 of type int"),
    Wrong(x.item, ShapeError, "item: shape (2, 3) is not ()"),
    Wrong(v.item, ShapeError, "item: shape (3,) is not ()"),
    Wrong(lambda: float(x), ShapeError, "float: shape (2, 3) is not ()"),
    Wrong(lambda: int(x), ShapeError, "int: shape (2, 3) is not ()"),
    Wrong(lambda: int(b), ShapeError, "int: shape (3,) is not ()"),
    Wrong(lambda: bool(v), ShapeError, "bool: the truth of 3 elements, shape (3,); use any or all"),
    Wrong(lambda: bool(z), ShapeError, "bool: the truth of 0 elements, shape (0, 3); use any or all"),
    Wrong(lambda: float(c * 1j), DTypeError, "multiply: float64 tensor with 1j of type complex"),
    Wrong(lambda: complex(x), ShapeError, "float: shape (2, 3) is not ()"),
    Wrong(lambda: complex(v), ShapeError, "float: shape (3,) is not ()"),
    Wrong(lambda: len(c), TypeError, "len: a tensor of shape () has no axes"),
    Wrong(lambda: iter(c), TypeError, "iteration: a tensor of shape () has no rows"),
    Wrong(lambda: list(c), TypeError, "iteration: a tensor of shape () has no rows"),
    Wrong(x.__index__, DTypeError, "index: float64 is no integer", "Tensor.__index__"),
    Wrong(lambda: range(c), DTypeError, "index: float64 is no integer"),
    Wrong(
        lambda: x.astype(np.float32), DTypeError, "astype: <class 'numpy.float32'> is not one of bool_, int32, int64,"
    ),
    Wrong(
        lambda: x.astype(complex), DTypeError, "astype: <class 'complex'> is not one of bool_, int32, int64, float32,"
    ),
    Wrong(lambda: x.astype(Unequal()), DTypeError, "astype: <wrong_calls.Unequal"),
    Wrong(
        lambda: x.to_device("gpu"), ValueError, "to_device: no device 'gpu' with stream None; there is 'cpu', without"
    ),
    Wrong(lambda: x.to_device(None), ValueError, "to_device: no device None with stream None; there is 'cpu', without"),
    Wrong(x.reshape, ShapeError, "reshape: (2, 3) to (): 6 elements do not fill it"),
    Wrong(lambda: x.reshape(-1, 4), ShapeError, "reshape: (2, 3) to (-1, 4): 6 elements do not fill it"),
    Wrong(lambda: x.reshape((2, 3), 1), ShapeError, "reshape: (2, 3) in ((2, 3), 1) is not a size"),
    Wrong(lambda: x.transpose((0, 1, 2)), ShapeError, "transpose: no axis 2 in shape (2, 3)"),
    Wrong(lambda: x.swapaxes(0, 5), ShapeError, "swapaxes: no axis 5 in shape (2, 3)"),
    Wrong(lambda: x.squeeze(1), ShapeError, "squeeze: axis 1 of (2, 3) has size 3, not 1"),
    Wrong(lambda: x.flatten(3), ShapeError, "flatten: no axis 3 in shape (2, 3)"),
    Wrong(
        lambda: x.unflatten(0, (3, 1)), ShapeError, "unflatten: axis 0 of (2, 3) into (3, 1): 2 is not their product"
    ),
    Wrong(lambda: x.sum("a"), DTypeError, "sum: the axis 'a' of type str is not an int"),
    Wrong(lambda: x.max((0, 0)), ShapeError, "max: axes (0, 0) name axis 0 of shape (2, 3) twice"),
    Wrong(lambda: x.clip("a"), DTypeError, "clip: float64 tensor with 'a' of type str"),
    Wrong(lambda: x.sort((0,)), DTypeError, "sort: the axis (0,) of type tuple is not an int"),
    Wrong(lambda: x.argsort(9), ShapeError, "argsort: no axis 9 in shape (2, 3)"),
    Wrong(lambda: x.argmax(0.0), DTypeError, "argmax: the axis 0.0 of type float is not an int"),
    Wrong(x.all, DTypeError, "all: not defined for float64, only for booleans"),
    Wrong(lambda: v.T, ShapeError, "T: shape (3,) has 1 axes, not 2; use transpose or mT"),
    Wrong(lambda: c.mT, ShapeError, "mT: shape () has 0 axes, fewer than 2"),
    Wrong(lambda: x**A, DTypeError, "power: float64 tensor with a NumPy array; make it a tensor by as_tensor"),
    Wrong(lambda: x @ A, DTypeError, "matmul: array([[0., 1., 2.], [3., 4., 5.]]) of type ndarray is not a tensor;"),
    Wrong(lambda: x @ "a", DTypeError, "matmul: 'a' of type str is not a tensor; make it one by as_tensor"),
    Wrong(lambda: x == A, DTypeError, "equal: float64 tensor with a NumPy array; make it a tensor by as_tensor"),
    Wrong(lambda: x < A, DTypeError, "less: float64 tensor with a NumPy array; make it a tensor by as_tensor"),
    Wrong(lambda: x < None, DTypeError, "less: float64 tensor with None of type NoneType"),
    Wrong(lambda: x < loop, DTypeError, "less: float64 tensor with [[...]] of type list"),
    Wrong(lambda: x & b, DTypeError, "bitwise_and: float64 with bool; convert one with astype"),
    Wrong(lambda: ~x, DTypeError, "invert: not defined for float64, only for booleans and integers"),
    Wrong(lambda: -b, DTypeError, "negative: not defined for bool, only for integers and floats"),
    Wrong(lambda: i << 1.0, DTypeError, "left_shift: int64 tensor with 1.0 of type float"),
    Wrong(lambda: i >> A, DTypeError, "right_shift: int64 tensor with a NumPy array; make it a tensor by as_tensor"),
    Wrong(lambda: x // None, DTypeError, "floor_divide: float64 tensor with None of type NoneType"),
    Wrong(lambda: x % "a", DTypeError, "remainder: float64 tensor with 'a' of type str"),
    Wrong(lambda: f"{x:.2f}", ShapeError, "format: '.2f' for shape (2, 3), not ()"),
    Wrong(lambda: f"{v:d}", ShapeError, "format: 'd' for shape (3,), not ()"),
    Wrong(lambda: A + x, DTypeError, "add: float64 tensor with a NumPy array; make it a tensor by as_tensor"),
    Wrong(lambda: x == A, DTypeError, "equal: float64 tensor with a NumPy array; make it a tensor by as_tensor"),
    Wrong(lambda: x > A, DTypeError, "greater: float64 tensor with a NumPy array; make it a tensor by as_tensor"),
    Wrong(lambda: np.sum(x), DTypeError, "numpy.sum: a tensor is not a NumPy array; its numpy() is one", "Tensor.sum"),
    Wrong(
        lambda: np.concatenate([x, x]),
        DTypeError,
        "numpy.concatenate: a tensor is not a NumPy array;",
        "Tensor.concatenate",
    ),
    Wrong(lambda: Parameter(None), DTypeError, "Parameter: None of type NoneType is not a tensor; make it one by"),
    Wrong(lambda: Parameter(A), DTypeError, "Parameter: array([[0., 1., 2.], [3., 4., 5.]]) of type ndarray is not a"),
    Wrong(lambda: Parameter(1.0), DTypeError, "Parameter: 1.0 of type float is not a tensor; make it one by as_tensor"),
    Wrong(lambda: Parameter(i), DTypeError, "Parameter: int64 has no gradients; convert it with astype"),
    Wrong(lambda: Parameter(loop), DTypeError, "Parameter: [[...]] of type list is not a tensor; make it one by"),
    Wrong(lambda: w.assign(x[0]), ShapeError, "assign: shape (3,) for a parameter of shape (2, 3)"),
    Wrong(lambda: w.assign(s), DTypeError, "assign: float32 for a float64 parameter; convert it with astype"),
    Wrong(lambda: w.assign(A), DTypeError, "assign: array([[0., 1., 2.], [3., 4., 5.]]) of type ndarray is not a"),
    Wrong(
        lambda: w.assign(None), DTypeError, "assign: None of type NoneType is not a tensor; make it one by as_tensor"
    ),
    Wrong(lambda: w.assign(loop), DTypeError, "assign: [[...]] of type list is not a tensor; make it one by as_tensor"),
    Wrong(lambda: setattr(w, "grad", x[0]), ShapeError, "grad: shape (3,) for a parameter of shape (2, 3)"),
    Wrong(lambda: setattr(w, "grad", s), DTypeError, "grad: float32 for a float64 parameter; convert it with astype"),
    Wrong(
        lambda: setattr(w, "grad", A), DTypeError, "grad: array([[0., 1., 2.], [3., 4., 5.]]) of type ndarray is not a"
    ),
    Wrong(
        lambda: setattr(w, "grad", 1.0), DTypeError, "grad: 1.0 of type float is not a tensor; make it one by as_tensor"
    ),
    Wrong(
        lambda: setattr(w, "grad", True),
        DTypeError,
        "grad: True of type bool is not a tensor; make it one by as_tensor",
    ),
    Wrong(lambda: x + Nameless(), DTypeError, "add: float64 tensor with <wrong_calls.Nameless"),
    Wrong(lambda: x[Nameless()], DTypeError, "index: <wrong_calls.Nameless"),
    Wrong(Tensor, TypeError, "tensors are made by as_tensor(data, dtype, shape), zeros, ones or full"),
    Wrong(lambda: Tensor([1.0]), TypeError, "tensors are made by as_tensor(data, dtype, shape), zeros, ones or full"),
    Wrong(lambda: np.exp(x), TypeError, "operand 'Tensor' does not support ufuncs (__array_ufunc__=None)"),
)
