"""`Tensor[DType, Shape]`: an immutable array whose type says its dtype and its shape."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, overload

import numpy as np

from typedgrad.dtypes import numpy_dtype
from typedgrad.errors import DTypeError, ShapeError
from typedgrad.rules import elementwise as rules
from typedgrad.shapes import DT, S
from typedgrad.tensor.arithmetic import Arithmetic
from typedgrad.tensor.array_api import ArrayAPI
from typedgrad.tensor.assignment import Assignment
from typedgrad.tensor.averages import Averages
from typedgrad.tensor.axes import Axes
from typedgrad.tensor.base import TensorBase, results_are, unary, wrap
from typedgrad.tensor.bits import Bits
from typedgrad.tensor.clipping import Clipping
from typedgrad.tensor.comparison import Comparison
from typedgrad.tensor.copying import Copying
from typedgrad.tensor.cumulative import Cumulative
from typedgrad.tensor.deviation import Deviation
from typedgrad.tensor.flattening import Flattening
from typedgrad.tensor.indexing import Indexing
from typedgrad.tensor.interchange import Interchange
from typedgrad.tensor.logic import Logic
from typedgrad.tensor.ordering import Ordering
from typedgrad.tensor.position import Position
from typedgrad.tensor.reduction import Reduction
from typedgrad.tensor.shaping import Shaping
from typedgrad.tensor.splicing import Splicing

if TYPE_CHECKING:
    from typing import Never

    from typedgrad.dtypes import Float, Integer, Numeric, bool_, float32, float64, int32, int64
    from typedgrad.shapes import S2, A, AnyDT, L


class Tensor(
    Arithmetic[DT, S],
    Comparison[DT, S],
    Bits[DT, S],
    Clipping[DT, S],
    Reduction[DT, S],
    Position[DT, S],
    Averages[DT, S],
    Deviation[DT, S],
    Cumulative[DT, S],
    Logic[DT, S],
    Shaping[DT, S],
    Axes[DT, S],
    Flattening[DT, S],
    Indexing[DT, S],
    Splicing[DT, S],
    Assignment[DT, S],
    Ordering[DT, S],
    Interchange[DT, S],
    Copying[DT, S],
    ArrayAPI[DT, S],
):
    """An immutable array of dtype `DT` and shape `S`, both part of its type: `Tensor[float32, tuple[Batch, Pixels]]`.

    Made by `as_tensor` and the factories, or computed from other tensors. Operations take one dtype and never
    convert it; shapes broadcast as NumPy's do. Where a tensor was computed from a `Parameter`, `backprop` finds the
    way back.

    >>> from typedgrad import as_tensor, float32
    >>> x = as_tensor([[1.0, 2.0], [3.0, 4.0]], float32, (2, 2))
    >>> x @ x + 1.0
    Tensor[float32, tuple[2, 2]](
        [[ 8., 11.],
         [16., 23.]]
    )
    """

    __slots__ = ()
    __array_ufunc__ = None  # NumPy arrays leave `array + tensor` to the tensor, which refuses it

    def __init__(self, *_: Never) -> None:
        raise TypeError("tensors are made by as_tensor(data, dtype, shape), zeros, ones or full")

    # ------------------------------------------------------------------------------------------- what it is
    @property
    def shape(self) -> S:
        """The sizes of the axes, a tuple of ints."""
        shape: S = self._data.shape  # S says what NumPy knows
        return shape

    @property
    def dtype(self) -> np.dtype[Any]:
        """The dtype as NumPy's, `numpy.dtype('float32')`."""
        return self._data.dtype

    @property
    def ndim(self) -> int:
        """The number of axes."""
        return self._data.ndim

    @property
    def size(self) -> int:
        """The number of elements."""
        return self._data.size

    def __repr__(self) -> str:
        """The type with the sizes that it has, and the values: `Tensor[float32, tuple[2]]([0., 1.])`."""
        is_known = type(self._data) is np.ndarray
        values = np.array2string(self._data, separator=", ", threshold=100) if is_known else "being captured"
        if "\n" in values:
            values = f"\n    {values.replace(chr(10), chr(10) + ' ' * 4)}\n"
        return f"{self._type_text()}({values})"

    def __len__(self: TensorBase[Any, tuple[A, *L]]) -> int:
        """The size of the first axis."""
        if self._data.ndim == 0:
            raise TypeError("len: a tensor of shape () has no axes")
        length: int = self._data.shape[0]
        return length

    # ------------------------------------------------------------------------------------- as a Python scalar
    def __bool__(self) -> bool:
        if self._data.size != 1:
            raise ShapeError(f"bool: the truth of {self._data.size} elements, shape {self._data.shape}; use any or all")
        return bool(self._data.item())

    def __float__(self: TensorBase[Any, tuple[()]]) -> float:
        """`float(x)` of a 0-d tensor."""
        return float(_only("float", self))

    def __int__(self: TensorBase[Any, tuple[()]]) -> int:
        """`int(x)` of a 0-d tensor: a float without its fraction."""
        return int(_only("int", self))

    def __index__(self: TensorBase[Integer, tuple[()]]) -> int:
        """A 0-d tensor of integers where Python wants an int: `range(n)`, `names[i]`."""
        if self._data.dtype.kind != "i":
            raise DTypeError(f"index: {self._data.dtype} is no integer")
        return int(_only("index", self))

    # --------------------------------------------------------------------------------- functions as methods
    def exp(self: Tensor[Float, S2]) -> Tensor[DT, S2]:
        """Elementwise exponential."""
        return unary(rules.exp, self)

    def expm1(self: Tensor[Float, S2]) -> Tensor[DT, S2]:
        """Elementwise `exp(x) - 1`, exact near 0 too."""
        return unary(rules.expm1, self)

    def log(self: Tensor[Float, S2]) -> Tensor[DT, S2]:
        """Elementwise natural logarithm."""
        return unary(rules.log, self)

    def log1p(self: Tensor[Float, S2]) -> Tensor[DT, S2]:
        """Elementwise `log(1 + x)`, exact near 0 too."""
        return unary(rules.log1p, self)

    def sqrt(self: Tensor[Float, S2]) -> Tensor[DT, S2]:
        """Elementwise square root."""
        return unary(rules.sqrt, self)

    def square(self: Tensor[Numeric, S2]) -> Tensor[DT, S2]:
        """Elementwise `x * x`."""
        return unary(rules.square, self)

    def abs(self: Tensor[Numeric, S2]) -> Tensor[DT, S2]:
        """Elementwise absolute value; its gradient at 0 is 0."""
        return unary(rules.absolute, self)

    def sin(self: Tensor[Float, S2]) -> Tensor[DT, S2]:
        """Elementwise sine."""
        return unary(rules.sin, self)

    def cos(self: Tensor[Float, S2]) -> Tensor[DT, S2]:
        """Elementwise cosine."""
        return unary(rules.cos, self)

    def tanh(self: Tensor[Float, S2]) -> Tensor[DT, S2]:
        """Elementwise hyperbolic tangent."""
        return unary(rules.tanh, self)

    def sigmoid(self: Tensor[Float, S2]) -> Tensor[DT, S2]:
        """Elementwise logistic function, `1 / (1 + exp(-x))`."""
        return unary(rules.sigmoid, self)

    def relu(self: Tensor[Float, S2]) -> Tensor[DT, S2]:
        """Elementwise `max(x, 0)`; its gradient at 0 is 0."""
        return unary(rules.relu, self)

    def sign(self: Tensor[Numeric, S2]) -> Tensor[DT, S2]:
        """Elementwise sign: -1, 0 or 1; no gradient."""
        return unary(rules.sign, self)

    def floor(self: Tensor[Numeric, S2]) -> Tensor[DT, S2]:
        """Elementwise rounding down; no gradient."""
        return unary(rules.floor, self)

    def ceil(self: Tensor[Numeric, S2]) -> Tensor[DT, S2]:
        """Elementwise rounding up; no gradient."""
        return unary(rules.ceil, self)

    def round(self: Tensor[Numeric, S2]) -> Tensor[DT, S2]:
        """Elementwise rounding, of a half to the even number; no gradient."""
        return unary(rules.round, self)

    # --------------------------------------------------------------------------------------- taking it out
    def astype(self, dtype: type[AnyDT]) -> Tensor[AnyDT, S]:
        """The elements converted to another dtype, as NumPy converts; differentiable between floats.

        Floats that become integers are cut towards zero. NaN, and numbers beyond the range of the integers, become some
        integer without a warning; which one depends on the machine.

        Raises:
            DTypeError: `dtype` is not one of the leaves.
        """
        return unary(rules.astype(self._data.dtype, numpy_dtype("astype", dtype)), self)

    def copy(self) -> Tensor[DT, S]:
        """The same values in memory of their own; the gradient flows through."""
        return unary(rules.copy, self)

    def detach(self) -> Tensor[DT, S]:
        """The same values as a constant: no gradient flows through."""
        return wrap(self._data if self._node is None or self._node.rule is not None else self._data.copy())

    @overload
    def item(self: Tensor[Float, tuple[()]]) -> float: ...
    @overload
    def item(self: Tensor[Integer, tuple[()]]) -> int: ...
    @overload
    def item(self: Tensor[bool_, tuple[()]]) -> bool: ...
    def item(self: Tensor[Any, Any]) -> float:
        """The Python scalar of a 0-d tensor.

        Raises:
            ShapeError: the tensor has axes.
        """
        return _only("item", self)

    @overload
    def numpy(self: Tensor[float32, S2]) -> np.ndarray[S2, np.dtype[np.float32]]: ...
    @overload
    def numpy(self: Tensor[float64, S2]) -> np.ndarray[S2, np.dtype[np.float64]]: ...
    @overload
    def numpy(self: Tensor[int64, S2]) -> np.ndarray[S2, np.dtype[np.int64]]: ...
    @overload
    def numpy(self: Tensor[int32, S2]) -> np.ndarray[S2, np.dtype[np.int32]]: ...
    @overload
    def numpy(self: Tensor[bool_, S2]) -> np.ndarray[S2, np.dtype[np.bool_]]: ...
    @overload
    def numpy(self: Tensor[Float, S2]) -> np.ndarray[S2, np.dtype[np.floating[Any]]]: ...
    @overload
    def numpy(self: Tensor[Any, S2]) -> np.ndarray[S2, np.dtype[Any]]: ...
    def numpy(self: Tensor[Any, Any]) -> np.ndarray[Any, Any]:
        """The values as a NumPy array, read-only and without a copy (a `Parameter`, which changes, gives a copy)."""
        view = self._data.view() if self._node is None or self._node.rule is not None else self._data.copy()
        view.flags.writeable = False
        return view

    if not TYPE_CHECKING:  # else NumPy's stubs would take `tensor + array` for one of theirs, of type Any

        def __array__(self, dtype=None, copy=None):
            """What `np.asarray(x)` asks for: the values as a NumPy array. In typed code that is `x.numpy()`."""
            return np.array(self.numpy(), dtype=dtype, copy=copy)

    def __format__(self, spec: str) -> str:
        """A 0-d tensor formats as its Python scalar: `f"{loss:.4f}"`."""
        if spec and self._data.ndim:
            raise ShapeError(f"format: {spec!r} for shape {self._data.shape}, not ()")
        return format(self._data.item(), spec) if spec else str(self)


def _only(operation: str, x: TensorBase[Any, Any]) -> float:
    """The one element of a 0-d tensor."""
    if x._data.ndim:
        raise ShapeError(f"{operation}: shape {x._data.shape} is not ()")
    value: float = x._data.item()
    return value


results_are(Tensor)
