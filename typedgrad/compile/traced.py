"""`Traced`: what stands for an array while a step is captured, and has done to it recorded."""

from __future__ import annotations

import operator
from typing import TYPE_CHECKING, Any, NoReturn

import numpy as np
from numpy.lib.mixins import NDArrayOperatorsMixin

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from typedgrad.compile.pages import Pages
    from typedgrad.compile.recorder import StepRecorder
    from typedgrad.compile.storage import Storage
    from typedgrad.errors import CompileError
    from typedgrad.rules.namespace import NDArray


class Traced(NDArrayOperatorsMixin):
    """An array of the captured run, and where its memory will be in the runs to come.

    NumPy's ufuncs and functions hand themselves over to an operand that is no array of theirs (`__array_ufunc__`,
    `__array_function__`), so whatever a rule does with one is recorded. Any: this is NumPy's protocol, not ours.

    Attributes:
        value: the array of this run.
        storage: the memory that it is in, or is a view of.
        recorder: what records.
        name: the variable that holds it in each run, empty where its place is known beforehand.
        is_scalar: whether it stands for one of NumPy's scalars, as its functions give in place of 0-d arrays.
        pages: what gives the memory of a large temporary back.
        recorded: the same without `pages`, for the program to refer to.
    """

    __slots__ = ("is_scalar", "name", "pages", "recorded", "recorder", "storage", "value")

    def __init__(
        self,
        value: NDArray,
        storage: Storage,
        recorder: StepRecorder,
        name: str = "",
        *,
        is_scalar: bool = False,
        pages: Pages | None = None,
    ) -> None:
        self.value: NDArray = value
        self.storage: Storage = storage
        self.recorder: StepRecorder = recorder
        self.name: str = name
        self.is_scalar: bool = is_scalar
        self.pages: Pages | None = pages
        self.recorded: Traced = self
        if pages is not None:
            self.recorded = Traced(value, storage, recorder, name, is_scalar=is_scalar)

    if not TYPE_CHECKING:  # object's is another property

        @property
        def __class__(self):
            """An array, to who asks by `isinstance`."""
            return np.ndarray

    # ---------------------------------------------------------------------------------- what NumPy hands over
    def __array_ufunc__(self, ufunc: np.ufunc, method: str, *inputs: Any, **keywords: Any) -> Any:
        return self.recorder.ufunc(ufunc, method, inputs, keywords)

    def __array_function__(
        self, function: Callable[..., Any], types: object, arguments: Sequence[Any], keywords: Mapping[str, Any]
    ) -> Any:
        return self.recorder.function(function, tuple(arguments), dict(keywords))

    def __getitem__(self, key: Any) -> Any:
        return self.recorder.call(operator.getitem, (self, key))

    def __setitem__(self, key: Any, value: Any) -> None:
        self.recorder.write(operator.setitem, (self, key, value), self)

    def __pow__(self, other: Any) -> Any:
        return self.recorder.power(self, other)

    # ------------------------------------------------------------------------------------ what is known beforehand
    @property
    def shape(self) -> tuple[int, ...]:
        shape: tuple[int, ...] = self.value.shape
        return shape

    @property
    def dtype(self) -> np.dtype[Any]:
        return self.value.dtype

    @property
    def ndim(self) -> int:
        return self.value.ndim

    @property
    def size(self) -> int:
        return self.value.size

    @property
    def flags(self) -> Any:
        return self.value.flags

    @property
    def base(self) -> object:
        return self.value.base

    def __len__(self) -> int:
        return len(self.value)

    # ------------------------------------------------------------------------------------- the methods that rules use
    @property
    def T(self) -> Any:
        return self.recorder.call(np.transpose, (self,))

    def reshape(self, *shape: Any) -> Any:
        return self.recorder.call(np.reshape, (self, shape[0] if len(shape) == 1 else shape))

    def swapaxes(self, axis1: int, axis2: int) -> Any:
        return self.recorder.call(np.swapaxes, (self, axis1, axis2))

    def dot(self, other: Any, out: Any = None) -> Any:
        return self.recorder.function(np.dot, (self, other) if out is None else (self, other, out), {})

    def copy(self) -> Any:
        return self.recorder.copied(self, self.dtype, "C")

    def astype(self, dtype: np.dtype[Any]) -> Any:
        return self.recorder.copied(self, np.dtype(dtype), "K")

    def sum(self, axis: Any = None, dtype: Any = None, out: None = None, keepdims: bool = False) -> Any:
        return self.recorder.ufunc(np.add, "reduce", (self,), {"axis": axis, "dtype": dtype, "keepdims": keepdims})

    def prod(self, axis: Any = None, dtype: Any = None, out: None = None, keepdims: bool = False) -> Any:
        return self.recorder.ufunc(np.multiply, "reduce", (self,), {"axis": axis, "dtype": dtype, "keepdims": keepdims})

    def cumsum(self, axis: int, dtype: Any = None) -> Any:
        return self.recorder.call(np.cumsum, (self, axis, dtype))

    def cumprod(self, axis: int, dtype: Any = None) -> Any:
        return self.recorder.call(np.cumprod, (self, axis, dtype))

    # -------------------------------------------------------------------- what would make of a value a Python object
    def __getattr__(self, name: str) -> NoReturn:
        if name.startswith("__"):  # how Python and NumPy ask what an object can do
            raise AttributeError(f"an array that is being captured has no {name}")
        raise self._is_read(f"{name}()")

    def __array__(self, dtype: object = None, copy: object = None) -> NoReturn:
        raise self._is_read("a NumPy function")

    def __bool__(self) -> NoReturn:
        raise self._is_read("bool(), or by `if`")

    def __int__(self) -> NoReturn:
        raise self._is_read("int()")

    def __float__(self) -> NoReturn:
        raise self._is_read("float()")

    def __index__(self) -> NoReturn:
        raise self._is_read("an index")

    def __iter__(self) -> NoReturn:
        raise self._is_read("iteration")

    def __repr__(self) -> str:
        return f"<{self.dtype} array of shape {self.shape}, being captured>"

    def _is_read(self, how: str) -> CompileError:
        return self.recorder.refused(
            f"compiled: the step reads a value of shape {self.shape} by {how}, which differs from call to call; "
            "return the tensor and read it after the call"
        )
