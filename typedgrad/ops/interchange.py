"""Tensors from what others hold: `as_tensor` copies any data, `from_numpy` shares an array, `from_dlpack` asks for one.

A tensor never changes, so memory is shared only where nobody else can write to it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast, overload

import numpy as np

from typedgrad.annotations import check_shape, read
from typedgrad.capture import recorder, refuse
from typedgrad.dtypes import DType, leaf_of, numpy_dtype
from typedgrad.errors import DTypeError, ShapeError, described
from typedgrad.tensor.base import is_tensor, wrap
from typedgrad.tensor.shaping import check_result_shape, is_shape

if TYPE_CHECKING:
    from typing import Protocol

    from numpy.typing import ArrayLike
    from typing_extensions import CapsuleType

    from typedgrad.dtypes import bool_, float32, float64, int32, int64
    from typedgrad.rules.namespace import NDArray
    from typedgrad.shapes import D2, AnyDT, S, Sizes, Unlisted
    from typedgrad.tensor.tensor import Tensor

    class NoDType(np.generic):
        """No dtype is one of these, and so only an array whose dtype is Any is taken for an array of them."""

    class SupportsDLPack(Protocol):
        """An array of any library that speaks DLPack. To NumPy's stubs that is one of numbers, not of booleans."""

        def __dlpack__(self, *, stream: None = None) -> CapsuleType: ...
        def __dlpack_device__(self) -> tuple[int, int]: ...


# ------------------------------------------------------------------------------------------------------ any data
@overload  # a dtype and a shape
def as_tensor(data: ArrayLike, dtype: type[AnyDT], shape: Sizes[S]) -> Tensor[AnyDT, S]: ...
@overload
def as_tensor(data: ArrayLike, dtype: type[AnyDT], shape: Unlisted) -> Tensor[AnyDT, Unlisted]: ...
@overload  # a dtype; the shape is the data's, which no checker knows
def as_tensor(data: ArrayLike, dtype: type[AnyDT]) -> Tensor[AnyDT, tuple[Any, ...]]: ...
@overload  # the tensor's type
def as_tensor(data: ArrayLike, dtype: type[Tensor[AnyDT, S]]) -> Tensor[AnyDT, S]: ...
def as_tensor(data: ArrayLike, dtype: object, shape: tuple[object, ...] | None = None) -> Tensor[Any, Any]:
    """Data, checked and copied into a tensor.

    Numbers convert within their kind and from integers to floats; nothing else converts, so labels that are floats
    and masks that are numbers are refused, and so is a value beyond the range of the dtype.

    Args:
        data: an array, nested sequences, or a scalar.
        dtype: a dtype, or the whole type, `Tensor[float32, tuple[Batch, Literal[64]]]`.
        shape: the sizes that the data must have.

    Raises:
        ShapeError: the data are ragged, or have another shape.
        DTypeError: the data are objects, strings, or of a kind that does not convert; or they raised what is its cause
            when they were asked for an array.
        OverflowError: a number is beyond the range of the dtype.

    >>> from typing import NewType
    >>> from typedgrad import float32
    >>> Batch = NewType("Batch", int)
    >>> as_tensor([[1, 2], [3, 4], [5, 6]], float32, (Batch(3), 2))
    Tensor[float32, tuple[3, 2]](
        [[1., 2.],
         [3., 4.],
         [5., 6.]]
    )
    """
    if isinstance(dtype, type):
        target, dimensions = numpy_dtype("as_tensor", cast("type[DType]", dtype)), None  # checked by numpy_dtype
    else:
        target, dimensions = read("as_tensor", dtype)
    array = _converted(_as_array(data), target)
    if dimensions is not None:
        check_shape("as_tensor", array.shape, dimensions)
    if shape is not None and not is_shape(array.shape, shape):
        check_result_shape("as_tensor", shape)
        raise ShapeError(f"as_tensor: data of shape {array.shape} for the shape {shape}")
    return wrap(array)


def _as_array(data: ArrayLike) -> NDArray:
    if recorder() is not None and not _is_written_out(data):
        refuse("as_tensor", "data that each call may bring anew; pass them as an argument")
    try:
        array = np.asarray(data)
    except ValueError as error:  # ragged, or beyond NumPy's number of axes
        raise ShapeError(f"as_tensor: {error}") from None
    except (MemoryError, Warning):
        raise
    except Exception as error:  # of `__array__`, which may raise any
        raise DTypeError(f"as_tensor: {described(data)} gives no array: {error}") from error
    if array.dtype.kind not in "biuf":
        wrong: list[object] = [x for x in array.flat if not isinstance(x, (int, float))]
        if array.dtype.kind == "O" and array.size and not wrong:  # NumPy keeps integers of any size as objects
            raise OverflowError("as_tensor: an integer beyond the range of int64")
        example = f", such as {described(wrong[0])}," if wrong else ""
        raise DTypeError(f"as_tensor: data of NumPy's dtype {array.dtype}{example} are not numbers")
    if isinstance(data, np.ma.MaskedArray):
        raise DTypeError("as_tensor: a masked array; fill it first")
    return array


def _is_written_out(data: object) -> bool:
    """Whether these are Python's numbers, in lists and tuples."""
    if isinstance(data, (list, tuple)):
        return all(_is_written_out(item) for item in cast("tuple[object, ...]", data))
    return isinstance(data, (int, float)) and not isinstance(data, np.generic)


def _converted(array: NDArray, target: np.dtype[np.generic]) -> NDArray:
    """A copy of `array` in the dtype `target`, refused where that would change a value beyond rounding."""
    kind, wanted = array.dtype.kind.replace("u", "i"), target.kind
    if array.size and kind != wanted and not (kind == "i" and wanted == "f"):
        example = next((x for x in array.flat if np.isnan(x)), array.flat[0])  # a NaN says most
        raise DTypeError(f"as_tensor: {array.dtype} data, such as {example}, for {target}; convert them first")
    with np.errstate(over="ignore"):
        result: NDArray = np.array(array, target, order="C")
    lossy = wanted != "b" and not np.can_cast(array.dtype, target, "safe")
    if lossy and array.size and not (kind == "i" and wanted == "f"):
        beyond = (result != array) if wanted == "i" else np.isinf(result) & np.isfinite(array)
        if beyond.any():
            raise OverflowError(f"as_tensor: {array[beyond].flat[0]} is out of the range of {target}")
    return result


# -------------------------------------------------------------------------------------------------- NumPy's arrays
@overload  # before the others: pyright takes the first overload that Any fits
def from_numpy(array: np.ndarray[S, np.dtype[NoDType]], /) -> Tensor[Any, S]: ...
@overload
def from_numpy(array: np.ndarray[S, np.dtype[np.float32]], /) -> Tensor[float32, S]: ...
@overload
def from_numpy(array: np.ndarray[S, np.dtype[np.float64]], /) -> Tensor[float64, S]: ...
@overload
def from_numpy(array: np.ndarray[S, np.dtype[np.int64]], /) -> Tensor[int64, S]: ...
@overload
def from_numpy(array: np.ndarray[S, np.dtype[np.int32]], /) -> Tensor[int32, S]: ...
@overload
def from_numpy(array: np.ndarray[S, np.dtype[np.bool_]], /) -> Tensor[bool_, S]: ...
def from_numpy(array: NDArray, /) -> Tensor[Any, Any]:
    """An array as a tensor, with the dtype and the shape of its type; without a copy where that is safe.

    The tensor shares the memory of an array that owns it, and the array becomes read-only: writing to it raises. A view
    of an array that is still writable is copied, as is memory of which NumPy cannot tell who else writes to it; these
    arrays stay as they are. (Of an array that owns its memory NumPy does not tell which views were made before; through
    such a view it can still be written to. `as_tensor` always copies.)

    Raises:
        DTypeError: no array, a masked one, or of a dtype that is none of the library's; `as_tensor` converts.

    >>> array = np.ones((2, 3))
    >>> from_numpy(array)
    Tensor[float64, tuple[2, 3]](
        [[1., 1., 1.],
         [1., 1., 1.]]
    )
    >>> array += 1.0
    Traceback (most recent call last):
    ValueError: output array is read-only
    """
    if not isinstance(array, np.ndarray):
        raise DTypeError(f"from_numpy: {described(array)} is not a NumPy array; as_tensor takes other data")
    refuse("from_numpy", "an array that each call may bring anew; pass it as an argument")
    return wrap(_unshared("from_numpy", array))


def _unshared(operation: str, array: NDArray) -> NDArray:
    """The array in memory that nobody writes to: its own, made read-only, or a copy."""
    if isinstance(array, np.ma.MaskedArray):
        raise DTypeError(f"{operation}: a masked array; fill it first")
    dtype = array.dtype
    if not dtype.isnative:
        raise DTypeError(f"{operation}: the bytes of {dtype.str} are in the other order; as_tensor converts them")
    canonical = leaf_of(operation, dtype).numpy  # NumPy has two names for int64
    if array.flags.owndata:
        array.flags.writeable = False
    elif not _is_constant(array):
        return np.array(array, canonical)
    return array.view(canonical, np.ndarray)  # of its own, as the shape of an array can be assigned


def _is_constant(array: NDArray) -> bool:
    """Whether the array, what it is a view of, and the memory below are all read-only."""
    owner: object = array
    while isinstance(owner, np.ndarray):
        if owner.flags.writeable or not owner.flags.aligned:
            return False
        if owner.flags.owndata:
            return True
        owner = owner.base
    try:
        return memoryview(cast("bytes", owner)).readonly  # bytes, or a file that is mapped for reading
    except TypeError:
        return False


# ---------------------------------------------------------------------------------------------------------- DLPack
@overload  # a tensor
def from_dlpack(x: Tensor[D2, S], /) -> Tensor[D2, S]: ...
@overload  # the tensor's type
def from_dlpack(x: SupportsDLPack | NDArray, annotation: type[Tensor[AnyDT, S]], /) -> Tensor[AnyDT, S]: ...
@overload  # what no checker knows
def from_dlpack(x: SupportsDLPack | NDArray, /) -> Tensor[Any, tuple[Any, ...]]: ...
def from_dlpack(x: object, annotation: object = None, /) -> Tensor[Any, Any]:
    """A copy of an array of another library on the CPU, such as PyTorch's. A tensor's memory is shared.

    Args:
        x: what has `__dlpack__` and `__dlpack_device__`.
        annotation: the type that it must have, `Tensor[float32, tuple[Batch, Literal[64]]]`; nothing is converted.

    Raises:
        DTypeError: `x` does not speak DLPack, or has a dtype that is none of the library's, or another.
        ShapeError: `x` has another shape.
        BufferError: `x` is not in the memory of the CPU, or will not be exported.

    >>> from typedgrad import Tensor, float64
    >>> from_dlpack(np.ones(3), Tensor[float64, tuple[int]])
    Tensor[float64, tuple[3]]([1., 1., 1.])
    """
    refuse("from_dlpack", "memory that each call may bring anew; pass it as an argument")
    if is_tensor(x):
        data: NDArray = np.asarray(x)
    else:
        data = _imported(x)
        data = np.array(data, leaf_of("from_dlpack", data.dtype).numpy)
    if annotation is not None:
        target, dimensions = read("from_dlpack", annotation)
        if data.dtype != target:
            raise DTypeError(f"from_dlpack: {data.dtype} for {target}; convert it with astype")
        if dimensions is not None:
            check_shape("from_dlpack", data.shape, dimensions)
    return wrap(data)


_IN_MEMORY = (1, 3, 11, 13)  # DLPack's types of devices whose memory is the CPU's


def _imported(x: object) -> NDArray:
    if not (hasattr(x, "__dlpack__") and hasattr(x, "__dlpack_device__")):
        raise DTypeError(f"from_dlpack: {described(x)} has no __dlpack__ and __dlpack_device__")
    device: object = cast("Tensor[Any, Any]", x).__dlpack_device__()  # found above
    if not isinstance(device, tuple) or len(cast("tuple[object, ...]", device)) != 2:  # isinstance knows no elements
        raise DTypeError(f"from_dlpack: {described(device)} is not a pair that names DLPack's device")
    if device[0] not in _IN_MEMORY:
        raise BufferError(f"from_dlpack: data on DLPack's device {device}, not in the memory of the CPU")
    try:
        return np.from_dlpack(cast("NDArray", x))  # NumPy asks only for what was found above
    except (BufferError, RuntimeError) as error:  # another device, or a dtype such as bfloat16
        kind = DTypeError if "dtype" in str(error) else BufferError
        raise kind(f"from_dlpack: {error}") from None
    except (TypeError, ValueError) as error:  # what it exports is no capsule
        raise DTypeError(f"from_dlpack: {described(x)} does not speak DLPack: {error}") from None
