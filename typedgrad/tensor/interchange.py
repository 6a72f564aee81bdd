"""Taking a tensor out: nested lists, DLPack for other libraries; and what NumPy's functions are told."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, overload

import numpy as np

from typedgrad.errors import DTypeError
from typedgrad.shapes import DT, S
from typedgrad.tensor.base import TensorBase

if TYPE_CHECKING:
    from typing_extensions import CapsuleType

    from typedgrad.dtypes import Holding, P
    from typedgrad.rules.namespace import NDArray

_CPU = (1, 0)  # DLPack's device type and number
_WITH_FLAGS = (1, 0)  # the first version of DLPack in which memory can be read-only
_NUMPY_HAS_FLAGS = np.lib.NumpyVersion(np.__version__) >= "2.1.0"


class Interchange(TensorBase[DT, S]):
    """The values as Python lists, and in the memory of other libraries."""

    __slots__ = ()

    @overload
    def tolist(self: TensorBase[Holding[P], tuple[()]]) -> P: ...
    @overload
    def tolist(self: TensorBase[Holding[P], tuple[Any]]) -> list[P]: ...
    @overload
    def tolist(self: TensorBase[Holding[P], tuple[Any, Any]]) -> list[list[P]]: ...
    @overload
    def tolist(self: TensorBase[Holding[P], tuple[Any, Any, Any]]) -> list[list[list[P]]]: ...
    @overload
    def tolist(self: TensorBase[Holding[P], tuple[Any, Any, Any, Any]]) -> list[list[list[list[P]]]]: ...
    @overload  # of any other rank
    def tolist(self) -> Any: ...
    def tolist(self: TensorBase[Any, Any]) -> Any:
        """The elements as Python scalars in nested lists, a list for each axis; of a 0-d tensor its scalar.

        >>> from typedgrad import ones
        >>> ones((2, 2)).tolist()
        [[1.0, 1.0], [1.0, 1.0]]
        """
        return self._data.tolist()

    if not TYPE_CHECKING:  # as __array__

        def __array_function__(self, function, types, args, kwargs):
            """Refuse NumPy's functions, which would compute with the array, and know of no gradient and no type."""
            name = f"{function.__module__}.{function.__name__}"
            raise DTypeError(f"{name}: a tensor is not a NumPy array; its numpy() is one")

    def __dlpack__(
        self,
        *,
        stream: None = None,
        max_version: tuple[int, int] | None = None,
        dl_device: tuple[int, int] | None = None,
        copy: bool | None = None,
    ) -> CapsuleType:
        """What `from_dlpack` of other libraries asks for: the values in memory that is theirs, a copy.

        With `copy=False` it is the tensor's own memory, marked as read-only. A library that cannot write may ask for
        it (`np.from_dlpack(x, copy=False)`); one that ignores the mark, as PyTorch does, would change a tensor.

        Raises:
            BufferError: `copy=False` for a `Parameter`, whose values change, by a version of DLPack without that mark,
                or for another device.
        """
        if dl_device not in {None, _CPU}:
            raise BufferError(f"dlpack: a tensor is in the memory of the CPU, not of device {dl_device}")
        if stream is not None:
            raise BufferError(f"dlpack: the memory of the CPU has no stream {stream!r}")
        if copy is not False:
            own = np.array(self._data)
            return own.__dlpack__(max_version=max_version) if _NUMPY_HAS_FLAGS else own.__dlpack__()
        if max_version is None or max_version < _WITH_FLAGS or not _NUMPY_HAS_FLAGS:
            raise BufferError("dlpack: read-only memory needs version 1.0 of DLPack; copy=True gives other memory")
        if self._node is not None and self._node.rule is None:
            raise BufferError("dlpack: the values of a parameter change; copy=True gives them as they are now")
        view: NDArray = self._data.view()
        view.flags.writeable = False
        return view.__dlpack__(max_version=max_version)

    def __dlpack_device__(self) -> tuple[int, int]:
        """The CPU, as DLPack numbers devices."""
        return _CPU
