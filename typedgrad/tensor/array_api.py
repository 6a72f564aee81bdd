"""What the Python Array API standard asks of an array beside operators: its namespace and its device."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

from typedgrad.errors import described, described_choice
from typedgrad.shapes import DT, S
from typedgrad.tensor.base import TensorBase

if TYPE_CHECKING:
    from types import ModuleType
    from typing import Literal, Self


class ArrayAPI(TensorBase[DT, S]):
    """`__array_namespace__`, `device`, `to_device` and `__rmatmul__`."""

    __slots__ = ()

    def __array_namespace__(self, /, *, api_version: str | None = None) -> ModuleType:
        """The module `typedgrad.array_api`, in which code for any array library finds its functions.

        Raises:
            ValueError: another version of the standard than the namespace has.

        >>> from typedgrad import ones
        >>> ones((2,)).__array_namespace__().__array_api_version__
        '2021.12'
        """
        namespace = import_module("typedgrad.array_api")  # which is built on this module
        if api_version not in (None, namespace.__array_api_version__):
            raise ValueError(f"array_api: version {namespace.__array_api_version__}, not {api_version}")
        return namespace

    @property
    def device(self) -> Literal["cpu"]:
        """Where the elements are."""
        return "cpu"

    def to_device(self, device: Literal["cpu"], /, *, stream: None = None) -> Self:
        """The tensor on a device: itself, as there is one device.

        Raises:
            ValueError: another device than "cpu", or a stream, which a CPU has not.
        """
        if not isinstance(device, str) or device != "cpu" or stream is not None:
            asked = f"{described_choice(device)} with stream {described(stream)}"
            raise ValueError(f"to_device: no device {asked}; there is 'cpu', without")
        return self

    if not TYPE_CHECKING:  # to the checkers nothing that is no tensor has an `@` with one

        def __rmatmul__(self, other, /):
            """Nothing: the standard has the method, but a tensor is multiplied with tensors, whose `@` comes first."""
            return NotImplemented
