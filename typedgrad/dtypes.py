"""Dtypes as types: five leaves under the kinds that operations ask for.

    DType ─┬─ bool_
           └─ Numeric ─┬─ Integer ── int32, int64
                       └─ Float ──── float32, float64

`Bitwise` is the kind of `& | ^ ~`: booleans and integers. `Holding[P]` is the kind of those whose elements are `P` in
Python: `bool`, `int` or `float`; `Selecting[int]` is the kind of masks. The classes are never instantiated; they stand
in types (`Tensor[float32, ...]`) and as arguments (`x.astype(float32)`), and each leaf knows its `numpy.dtype`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Generic, TypeVar

import numpy as np

from typedgrad.errors import DTypeError

if TYPE_CHECKING:
    from typing import TypeAlias

    NumPyDType: TypeAlias = np.dtype[np.generic]

P = TypeVar("P", bool, int, float)  # a Python scalar
Selected = TypeVar("Selected")


class DType:
    """What every dtype is."""

    numpy: ClassVar[NumPyDType]
    dtype: ClassVar[NumPyDType]  # NumPy asks a class for it: so `x.dtype == float32`, and `np.dtype(float32)`

    def __init_subclass__(cls) -> None:
        super().__init_subclass__()
        if hasattr(cls, "numpy"):
            cls.dtype = cls.numpy


class Numeric(DType):
    """Dtypes with arithmetic and an order."""


class Bitwise(DType):
    """Dtypes with `& | ^ ~`."""


class Holding(DType, Generic[P]):
    """Dtypes whose elements are, as Python scalars, a `P`."""


class Selecting(DType, Generic[Selected]):
    """Dtypes whose tensors are masks; what a mask leaves of the axes it covers is a `Selected`, which is `int`.

    A parameter, so that the signature of indexing can take `int` from a mask as it takes a dimension from an index.
    """


class Integer(Numeric, Bitwise, Holding[int]):
    """Signed integers: arithmetic without `/`, no functions of analysis, no gradients."""


class Float(Numeric, Holding[float]):
    """Floating-point numbers: arithmetic, every function, gradients."""


class bool_(Bitwise, Holding[bool], Selecting[int]):
    """Booleans: logic, no arithmetic and no order."""

    numpy: ClassVar[NumPyDType] = np.dtype(np.bool_)


class int32(Integer):
    """32-bit signed integers."""

    numpy: ClassVar[NumPyDType] = np.dtype(np.int32)


class int64(Integer):
    """64-bit signed integers, the dtype of indices."""

    numpy: ClassVar[NumPyDType] = np.dtype(np.int64)


class float32(Float):
    """IEEE 754 single precision, the default of factories and layers."""

    numpy: ClassVar[NumPyDType] = np.dtype(np.float32)


class float64(Float):
    """IEEE 754 double precision, the dtype of finite differences."""

    numpy: ClassVar[NumPyDType] = np.dtype(np.float64)


LEAVES: tuple[type[DType], ...] = (bool_, int32, int64, float32, float64)
_LEAF_OF: dict[NumPyDType, type[DType]] = {leaf.numpy: leaf for leaf in LEAVES}


def numpy_dtype(operation: str, dtype: type[DType]) -> NumPyDType:
    """The `numpy.dtype` of a leaf.

    Raises:
        DTypeError: `dtype` is a kind such as `Float`, or no dtype at all.
    """
    if isinstance(dtype, type) and dtype in LEAVES:
        return dtype.numpy
    raise DTypeError(f"{operation}: {dtype!r} is not one of {', '.join(leaf.__name__ for leaf in LEAVES)}")


def leaf_of(operation: str, dtype: NumPyDType) -> type[DType]:
    """The leaf of a `numpy.dtype`.

    Raises:
        DTypeError: typedgrad has no such dtype (`object`, `str`, `complex128`, `uint8`, ...).
    """
    try:
        return _LEAF_OF[dtype]
    except KeyError:
        names = ", ".join(leaf.__name__ for leaf in LEAVES)
        raise DTypeError(f"{operation}: no dtype for numpy's {dtype.name}; there are {names}") from None
