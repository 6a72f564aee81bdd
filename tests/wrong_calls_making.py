"""Wrong calls that would make tensors: of data, of arrays of others, of sizes and numbers."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import numpy as np
from wrong_calls import (
    A,
    Capsule,
    Index,
    Nameless,
    Text,
    Unending,
    Unequal,
    Unreadable,
    Wrong,
    b,
    c,
    i,
    j,
    k,
    lib,
    loop,
    make,
    v,
    x,
)

from typedgrad import DTypeError, Float, Numeric, Parameter, ShapeError, Tensor, bool_, float32, float64, int32, int64

ROWS: tuple[Wrong, ...] = (
    # data of no number
    Wrong(lambda: make(loop, float64), ShapeError, "as_tensor: setting an array"),
    Wrong(
        lambda: make([Decimal(1)], float64),
        DTypeError,
        "as_tensor: data of NumPy's dtype object, such as Decimal('1') of type",
    ),
    Wrong(
        lambda: make([Fraction(1, 2)], float64),
        DTypeError,
        "as_tensor: data of NumPy's dtype object, such as Fraction(1, 2) of type",
    ),
    Wrong(lambda: make(Text(), float64), ShapeError, "as_tensor: object __array__ method not producing an array"),
    Wrong(
        lambda: make(Unending(None), float64),
        DTypeError,
        "as_tensor: data of NumPy's dtype object, such as <wrong_calls.Unending",
    ),
    Wrong(
        lambda: make(Index(), float64),
        DTypeError,
        "as_tensor: data of NumPy's dtype object, such as <wrong_calls.Index",
    ),
    Wrong(
        lambda: make(Unequal(), float64),
        DTypeError,
        "as_tensor: data of NumPy's dtype object, such as <wrong_calls.Unequal",
    ),
    Wrong(
        lambda: make({1.0: 2.0}, float64),
        DTypeError,
        "as_tensor: data of NumPy's dtype object, such as {1.0: 2.0} of type",
    ),
    Wrong(
        lambda: make({1.0}, float64),
        DTypeError,
        "as_tensor: data of NumPy's dtype object, such as {1.0} of type set, are",
    ),
    Wrong(lambda: make((n for n in range(3)), float64), DTypeError, "as_tensor: data of NumPy's dtype object, such as"),
    Wrong(
        lambda: make(b"bytes", float64),
        DTypeError,
        "as_tensor: data of NumPy's dtype |S5, such as np.bytes_(b'bytes') of",
    ),
    Wrong(
        lambda: make("", float64), DTypeError, "as_tensor: data of NumPy's dtype <U1, such as np.str_('') of type str_,"
    ),
    Wrong(lambda: make([x, v], float64), ShapeError, "as_tensor: setting an array"),
    Wrong(
        lambda: make(np.zeros(2, [("a", float)]), float64),
        DTypeError,
        "as_tensor: data of NumPy's dtype [('a', '<f8')], such as",
    ),
    Wrong(lambda: make(np.zeros(2, "V4"), float64), DTypeError, "as_tensor: data of NumPy's dtype |V4, such as"),
    Wrong(lambda: make([[[1.0]], [[2.0, 3.0]]], float64), ShapeError, "as_tensor: setting an array"),
    # numbers out of range
    Wrong(lambda: make([-(2**63) - 1], int64), OverflowError, "as_tensor: an integer beyond the range of int64"),
    Wrong(lambda: make([10**400], float64), OverflowError, "as_tensor: an integer beyond the range of int64"),
    Wrong(
        lambda: make(np.array([2**63], np.uint64), int64),
        OverflowError,
        "as_tensor: 9223372036854775808 is out of the range of int64",
    ),
    Wrong(lambda: make([1e39], float32), OverflowError, "as_tensor: 1e+39 is out of the range of float32"),
    Wrong(
        lambda: make([float("inf")], int64),
        DTypeError,
        "as_tensor: float64 data, such as inf, for int64; convert them first",
    ),
    # no dtype, no shape
    Wrong(lambda: make([1.0], None), DTypeError, "as_tensor: None is not of the form Tensor[dtype, tuple[...]]"),
    Wrong(lambda: make([1.0], Tensor), DTypeError, "as_tensor: <class 'typedgrad.tensor.tensor.Tensor'> is not one of"),
    Wrong(
        lambda: make([1.0], Parameter),
        DTypeError,
        "as_tensor: <class 'typedgrad.tensor.parameter.Parameter'> is not one of",
    ),
    Wrong(lambda: make([1.0], Unequal()), DTypeError, "as_tensor: <wrong_calls.Unequal"),
    Wrong(lambda: make([1.0], float64, 1), ShapeError, "as_tensor: data of shape (1,) for the shape 1"),
    Wrong(lambda: make([1.0], float64, [1]), ShapeError, "as_tensor: data of shape (1,) for the shape [1]"),
    Wrong(lambda: make([1.0], float64, "ab"), ShapeError, "as_tensor: data of shape (1,) for the shape ab"),
    # arrays of others
    Wrong(
        lambda: lib.from_numpy([1.0]),
        DTypeError,
        "from_numpy: [1.0] of type list is not a NumPy array; as_tensor takes",
    ),
    Wrong(
        lambda: lib.from_numpy(1.0), DTypeError, "from_numpy: 1.0 of type float is not a NumPy array; as_tensor takes"
    ),
    Wrong(
        lambda: lib.from_numpy(None),
        DTypeError,
        "from_numpy: None of type NoneType is not a NumPy array; as_tensor takes",
    ),
    Wrong(lambda: lib.from_numpy(v), DTypeError, "from_numpy: Tensor[float64, tuple[3]]([ 1.57989096, 1.44165775,"),
    Wrong(
        lambda: lib.from_numpy(np.float64(1)),
        DTypeError,
        "from_numpy: np.float64(1.0) of type float64 is not a NumPy array;",
    ),
    Wrong(
        lambda: lib.from_numpy(np.ones(2, np.float16)),
        DTypeError,
        "from_numpy: no dtype for numpy's float16; there are bool_, int32,",
    ),
    Wrong(
        lambda: lib.from_numpy(np.ones(2, complex)),
        DTypeError,
        "from_numpy: no dtype for numpy's complex128; there are bool_, int32,",
    ),
    Wrong(
        lambda: lib.from_numpy(np.ones(2, ">f8")),
        DTypeError,
        "from_numpy: the bytes of >f8 are in the other order; as_tensor converts",
    ),
    Wrong(
        lambda: lib.from_numpy(np.array(["a"])),
        DTypeError,
        "from_numpy: no dtype for numpy's str32; there are bool_, int32, int64,",
    ),
    Wrong(
        lambda: lib.from_numpy(np.array([None])),
        DTypeError,
        "from_numpy: no dtype for numpy's object; there are bool_, int32, int64,",
    ),
    Wrong(
        lambda: lib.from_numpy(np.ma.masked_array([1.0], [True])),
        DTypeError,
        "from_numpy: a masked array; fill it first",
    ),
    Wrong(lambda: lib.from_numpy(Unreadable()), DTypeError, "from_numpy: <wrong_calls.Unreadable"),
    Wrong(
        lambda: lib.from_dlpack([1.0]),
        DTypeError,
        "from_dlpack: [1.0] of type list has no __dlpack__ and __dlpack_device__",
    ),
    Wrong(lambda: lib.from_dlpack(None), DTypeError, "from_dlpack: None of type NoneType has no __dlpack__ and"),
    Wrong(
        lambda: lib.from_dlpack(np.array(["a"])),
        DTypeError,
        "from_dlpack: DLPack only supports signed/unsigned integers, float and",
    ),
    Wrong(
        lambda: lib.from_dlpack(np.ones(2, np.float16)),
        DTypeError,
        "from_dlpack: no dtype for numpy's float16; there are bool_, int32,",
    ),
    Wrong(
        lambda: lib.from_dlpack(np.ones(2, complex)),
        DTypeError,
        "from_dlpack: no dtype for numpy's complex128; there are bool_, int32,",
    ),
    Wrong(
        lambda: lib.from_dlpack(np.ones(2), Tensor[float32, tuple[int]]),
        DTypeError,
        "from_dlpack: float64 for float32; convert it with astype",
    ),
    Wrong(
        lambda: lib.from_dlpack(np.ones(2), float64),
        DTypeError,
        "from_dlpack: <class 'typedgrad.dtypes.float64'> is not of the form",
    ),
    Wrong(
        lambda: lib.from_dlpack(np.ones(2), (2,)),
        DTypeError,
        "from_dlpack: (2,) is not of the form Tensor[dtype, tuple[...]]",
    ),
    # shapes
    Wrong(lambda: lib.zeros((2**62, 2**62)), ShapeError, "zeros: no array has the shape (4611686018427387904,"),
    Wrong(
        lambda: lib.zeros((2**70,)), ShapeError, "zeros: no array has the shape (1180591620717411303424,) of type tuple"
    ),
    Wrong(
        lambda: lib.zeros((1,) * 65),
        ShapeError,
        "zeros: no array has the shape (1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1,",
    ),
    Wrong(lambda: lib.zeros(None), ShapeError, "zeros: the shape None of type NoneType is not a tuple"),
    Wrong(lambda: lib.zeros((Index(),)), ShapeError, "zeros: <wrong_calls.Index"),
    Wrong(lambda: lib.zeros((Index(1),)), ShapeError, "zeros: <wrong_calls.Index"),
    Wrong(lambda: lib.zeros((np.int64(2),)), ShapeError, "zeros: np.int64(2) in (np.int64(2),) is not a size"),
    Wrong(
        lambda: lib.zeros((2,), Float),
        DTypeError,
        "zeros: <class 'typedgrad.dtypes.Float'> is not one of bool_, int32,",
    ),
    Wrong(
        lambda: lib.zeros((2,), np.dtype("f4")),
        DTypeError,
        "zeros: dtype('float32') is not one of bool_, int32, int64, float32,",
    ),
    Wrong(
        lambda: lib.ones((2,), complex),
        DTypeError,
        "ones: <class 'complex'> is not one of bool_, int32, int64, float32,",
    ),
    Wrong(lambda: lib.ones(("2",)), ShapeError, "ones: '2' in ('2',) is not a size"),
    Wrong(lambda: lib.ones(loop), ShapeError, "ones: the shape [[...]] of type list is not a tuple"),
    Wrong(lambda: lib.empty((0.5,)), ShapeError, "empty: 0.5 in (0.5,) is not a size"),
    Wrong(lambda: lib.empty([2]), ShapeError, "empty: the shape [2] of type list is not a tuple"),
    Wrong(
        lambda: lib.empty((2,), object),
        DTypeError,
        "empty: <class 'object'> is not one of bool_, int32, int64, float32,",
    ),
    Wrong(lambda: lib.full((2,), 1j), DTypeError, "full: float32 tensor with 1j of type complex"),
    Wrong(
        lambda: lib.full((2,), Fraction(1, 2)), DTypeError, "full: float32 tensor with Fraction(1, 2) of type Fraction"
    ),
    Wrong(lambda: lib.full((2,), Decimal(1)), DTypeError, "full: float32 tensor with Decimal('1') of type Decimal"),
    Wrong(lambda: lib.full((2,), [1.0]), DTypeError, "full: float32 tensor with [1.0] of type list"),
    Wrong(lambda: lib.full((2,), c), DTypeError, "full: float32 tensor with Tensor[float64, tuple[()]](0.54784675) of"),
    Wrong(
        lambda: lib.full((2,), 10**400), OverflowError, "full: an integer of type int is out of the range of float32"
    ),
    Wrong(lambda: lib.full((2,), Index()), DTypeError, "full: float32 tensor with <wrong_calls.Index"),
    Wrong(
        lambda: lib.zeros_like([1.0]),
        DTypeError,
        "zeros_like: [1.0] of type list is not a tensor; make it one by as_tensor",
    ),
    Wrong(
        lambda: lib.zeros_like(A), DTypeError, "zeros_like: array([[0., 1., 2.], [3., 4., 5.]]) of type ndarray is not"
    ),
    Wrong(
        lambda: lib.zeros_like(x, float),
        DTypeError,
        "zeros_like: <class 'float'> is not one of bool_, int32, int64, float32,",
    ),
    Wrong(lambda: lib.ones_like(None), DTypeError, "ones_like: None of type NoneType is not a tensor; make it one by"),
    Wrong(
        lambda: lib.ones_like(x, "float32"),
        DTypeError,
        "ones_like: 'float32' is not one of bool_, int32, int64, float32, float64",
    ),
    Wrong(lambda: lib.empty_like(3), DTypeError, "empty_like: 3 of type int is not a tensor; make it one by as_tensor"),
    Wrong(
        lambda: lib.empty_like(x, Numeric),
        DTypeError,
        "empty_like: <class 'typedgrad.dtypes.Numeric'> is not one of bool_,",
    ),
    Wrong(lambda: lib.full_like(x, True), DTypeError, "full_like: float64 tensor with True of type bool"),
    Wrong(lambda: lib.full_like(i, 0.5), DTypeError, "full_like: int64 tensor with 0.5 of type float"),
    Wrong(lambda: lib.full_like(b, 1), DTypeError, "full_like: bool tensor with 1 of type int"),
    Wrong(
        lambda: lib.full_like(A, 1.0),
        DTypeError,
        "full_like: array([[0., 1., 2.], [3., 4., 5.]]) of type ndarray is not a",
    ),
    Wrong(lambda: lib.full_like(x, None), DTypeError, "full_like: float64 tensor with None of type NoneType"),
    Wrong(
        lambda: lib.full_like(j, 2**31), OverflowError, "full_like: 2147483648 of type int is out of the range of int32"
    ),
    # ranges
    Wrong(lambda: lib.arange(True), ShapeError, "arange: True in (True,) is not a size"),
    Wrong(lambda: lib.arange("3"), DTypeError, "arange: stop is '3' of type str, not a number"),
    Wrong(lambda: lib.arange(0, 3, 0), ShapeError, "arange: a step of 0"),
    Wrong(
        lambda: lib.arange(0, 10**30),
        OverflowError,
        "arange: 999999999999999999999999999999 of type int is out of the range",
    ),
    Wrong(
        lambda: lib.arange(10**30), ShapeError, "arange: no array has the shape (1000000000000000000000000000000,) of"
    ),
    Wrong(lambda: lib.arange(0, 1, float("nan"), dtype=float64), ValueError, "arange: step is nan, not finite"),
    Wrong(lambda: lib.arange(0, float("inf"), dtype=float64), ValueError, "arange: stop is inf, not finite"),
    Wrong(
        lambda: lib.arange(0.0, 1.0, 1e-300, dtype=float64),
        ShapeError,
        "arange: no array has the shape (4611686018427387904,) of type tuple",
    ),
    Wrong(lambda: lib.arange(3, dtype=bool_), DTypeError, "arange: bool_ has no order; a range is of numbers"),
    Wrong(lambda: lib.arange(1j), DTypeError, "arange: stop is 1j of type complex, not a number"),
    Wrong(lambda: lib.arange(Fraction(3)), DTypeError, "arange: stop is Fraction(3, 1) of type Fraction, not a number"),
    Wrong(
        lambda: lib.arange(2**31, 2**31 + 2, dtype=int32),
        OverflowError,
        "arange: 2147483648 of type int is out of the range of int32",
    ),
    Wrong(lambda: lib.linspace(0, 1, -1), ShapeError, "linspace: -1 in (-1,) is not a size"),
    Wrong(lambda: lib.linspace(0, 1, 2.0), ShapeError, "linspace: 2.0 in (2.0,) is not a size"),
    Wrong(
        lambda: lib.linspace(0, 1, 2**70),
        ShapeError,
        "linspace: no array has the shape (1180591620717411303424,) of type tuple",
    ),
    Wrong(lambda: lib.linspace(0, float("nan"), 3), ValueError, "linspace: stop is nan, not finite"),
    Wrong(lambda: lib.linspace("0", 1, 3), DTypeError, "linspace: start is '0' of type str, not a number"),
    Wrong(lambda: lib.linspace(0, 1j, 3), DTypeError, "linspace: stop is 1j of type complex, not a number"),
    Wrong(
        lambda: lib.linspace(0, 1, 3, dtype=int64),
        DTypeError,
        "linspace: int64 for numbers between; float32 or float64, or arange",
    ),
    Wrong(lambda: lib.linspace(0, 1e39, 3), OverflowError, "linspace: 5e+38 is out of the range of float32"),
    Wrong(
        lambda: lib.linspace(c, 1.0, 3), DTypeError, "linspace: start is Tensor[float64, tuple[()]](0.54784675) of type"
    ),
    Wrong(
        lambda: lib.linspace(0, 10**400, 3),
        OverflowError,
        "linspace: stop is an integer of type int, out of the range of float64",
    ),
    Wrong(lambda: lib.eye(-1), ShapeError, "eye: -1 in (-1, -1) is not a size"),
    Wrong(lambda: lib.eye(2.0), ShapeError, "eye: 2.0 in (2.0, 2.0) is not a size"),
    Wrong(lambda: lib.eye(2, "3"), ShapeError, "eye: '3' in (2, '3') is not a size"),
    Wrong(lambda: lib.eye(2, k=None), DTypeError, "eye: k is None of type NoneType, not an int"),
    Wrong(
        lambda: lib.eye(2**40), ShapeError, "eye: no array has the shape (1099511627776, 1099511627776) of type tuple"
    ),
    Wrong(lambda: lib.meshgrid(x), ShapeError, "meshgrid: shape (2, 3) has 2 axes, not 1"),
    Wrong(
        lambda: lib.meshgrid(v, v, indexing="yx"),
        ValueError,
        "meshgrid: indexing is 'yx' of type str, neither 'xy' nor 'ij'",
    ),
    Wrong(lambda: lib.meshgrid(v, j), DTypeError, "meshgrid: float64 with int32; convert one with astype"),
    Wrong(
        lambda: lib.meshgrid([1.0]),
        DTypeError,
        "meshgrid: [1.0] of type list is not a tensor; make it one by as_tensor",
    ),
    Wrong(lambda: lib.one_hot(k, 2), IndexError, "one_hot: label 2 is not one of the 2 classes"),
    Wrong(lambda: lib.one_hot(k, -3), ShapeError, "one_hot: -3 is not a size"),
    Wrong(lambda: lib.one_hot(k, 3.0), DTypeError, "one_hot: the size 3.0 of type float is not an int"),
    Wrong(lambda: lib.one_hot(k, 2**70), ShapeError, "one_hot: (3,): Maximum allowed size exceeded"),
    Wrong(lambda: lib.one_hot(v, 3), DTypeError, "one_hot: not defined for float64, only for integers"),
    Wrong(lambda: lib.one_hot(b, 3), DTypeError, "one_hot: not defined for bool, only for integers"),
    Wrong(
        lambda: lib.one_hot([0, 1], 3),
        DTypeError,
        "one_hot: [0, 1] of type list is not a tensor; make it one by as_tensor",
    ),
    Wrong(lambda: lib.one_hot(-k, 3), IndexError, "one_hot: label -1 is not one of the 3 classes"),
    Wrong(
        lambda: lib.one_hot(k, 3, int), DTypeError, "one_hot: <class 'int'> is not one of bool_, int32, int64, float32,"
    ),
    # what is hostile
    Wrong(lambda: lib.from_dlpack(Capsule()), DTypeError, "from_dlpack: <wrong_calls.Capsule"),
    Wrong(lambda: lib.full((2,), Nameless()), DTypeError, "full: float32 tensor with <wrong_calls.Nameless"),
)
