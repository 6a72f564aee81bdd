"""What the namespace says of itself, as from version 2023.12 of the standard: scikit-learn asks."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from typedgrad.array_api import data_types
from typedgrad.array_api.data_type_functions import isdtype
from typedgrad.array_api.erased import check_device

if TYPE_CHECKING:
    import numpy as np

_DTYPES = {name: getattr(data_types, name) for name in ("bool", "int32", "int64", "float32", "float64")}


class __array_namespace_info__:
    """The capabilities, devices and dtypes of the namespace."""

    def capabilities(self) -> dict[str, Any]:
        """What is optional in the standard."""
        return {"boolean indexing": True, "data-dependent shapes": True, "max dimensions": 64}

    def default_device(self) -> str:
        """The device of new arrays."""
        return "cpu"

    def devices(self) -> list[str]:
        """The devices there are."""
        return ["cpu"]

    def default_dtypes(self, *, device: object = None) -> dict[str, np.dtype[Any]]:
        """The dtypes of arrays made without one. There are no complex ones."""
        check_device("default_dtypes", device)
        integer = data_types.default_integer
        return {"real floating": data_types.default_float, "integral": integer, "indexing": integer}

    def dtypes(self, *, device: object = None, kind: str | tuple[str, ...] | None = None) -> dict[str, np.dtype[Any]]:
        """The dtypes by name: all of them, or those of a kind as in `isdtype`."""
        check_device("dtypes", device)
        return {name: dtype for name, dtype in _DTYPES.items() if kind is None or isdtype(dtype, kind)}
