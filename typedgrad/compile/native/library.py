"""What native code and Python know of each other: loaded libraries, the BLAS of NumPy, where an array has its data."""

from __future__ import annotations

import ctypes
from functools import cache
from importlib import import_module
from typing import TYPE_CHECKING, Any, cast

import numpy as np

from typedgrad.compile.native.gemm import Blas
from typedgrad.errors import CompileError
from typedgrad.rules.memory import address

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from typedgrad.rules.namespace import NDArray

_NAMES = (  # of cblas_dgemm, where the x stands for its d, with the type of its integers
    ("scipy_cblas_xgemm64_", "long long"),
    ("cblas_xgemm64_", "long long"),
    ("scipy_cblas_xgemm", "int"),
    ("cblas_xgemm", "int"),
)
_INTEGERS: dict[str, type[ctypes.c_longlong] | type[ctypes.c_int]] = {
    "long long": ctypes.c_longlong,
    "int": ctypes.c_int,
}


def entry(path: Path, name: str, arrays: int) -> Callable[..., int]:
    """A function of a library that takes an address and so many arrays.

    Raises:
        OSError: it is not a library.
    """
    function = getattr(ctypes.CDLL(str(path)), name)
    function.argtypes = (ctypes.c_void_p, *([ctypes.py_object] * arrays))
    function.restype = ctypes.c_int
    return cast("Callable[..., int]", function)


@cache
def data_offset() -> int:
    """Where in the memory of an array object the pointer to its elements is, in pointers.

    Raises:
        CompileError: it is not found.
    """
    whole = np.arange(6.0)
    examples = [whole, whole[1:], np.arange(12.0, dtype=np.float32).reshape(3, 4).T[1:], np.array(1.0)]
    size = ctypes.sizeof(ctypes.c_void_p)
    for word in range(1, np.ndarray.__basicsize__ // size):
        if all(_pointer(id(array) + word * size) == address(array) for array in examples):
            return word
    raise CompileError('compiled: backend="c" does not know how this version of NumPy lays out its arrays')


def _pointer(place: int) -> int | None:
    return ctypes.c_void_p.from_address(place).value


@cache
def blas() -> Blas | None:
    """The BLAS that NumPy multiplies with, if its functions can be found and compute what NumPy does."""
    try:
        module = import_module("numpy._core._multiarray_umath")  # not public: it may move
        library: Any = ctypes.CDLL(str(module.__file__))
    except (ImportError, OSError, AttributeError):
        return None
    for name, integer in _NAMES:
        functions: list[Any] = [getattr(library, name.replace("x", letter, 1), None) for letter in "ds"]
        if all(functions):
            addresses = [ctypes.cast(function, ctypes.c_void_p).value or 0 for function in functions]
            found = Blas(dict(zip(("f64", "f32"), addresses, strict=True)), integer, _threads(library))
            return found if _is_right(found) else None
    return None


def _threads(library: Any) -> int:  # Any: ctypes finds its functions by their names
    """How many threads it uses; more than one where it does not say."""
    for name in ("scipy_openblas_get_num_threads64_", "openblas_get_num_threads64_", "openblas_get_num_threads"):
        function = getattr(library, name, None)
        if function is not None:
            return int(function())
    return 2


def _is_right(found: Blas) -> bool:
    """Whether it multiplies a matrix and a transposed one as NumPy does."""
    integer = _INTEGERS[found.integer]
    for kind, dtype, number in (("f64", np.float64, ctypes.c_double), ("f32", np.float32, ctypes.c_float)):
        left: NDArray = np.arange(6.0, dtype=dtype).reshape(2, 3)
        right: NDArray = np.arange(12.0, dtype=dtype).reshape(4, 3)
        made = np.zeros((2, 4), dtype)
        form = ctypes.CFUNCTYPE(
            None, *[ctypes.c_int] * 3, *[integer] * 3, number, ctypes.c_void_p, integer, ctypes.c_void_p, integer,
            number, ctypes.c_void_p, integer,
        )  # fmt: skip
        places = [ctypes.c_void_p(address(array)) for array in (left, right, made)]
        form(found.addresses[kind])(101, 111, 112, 2, 4, 3, 1.0, places[0], 3, places[1], 3, 0.0, places[2], 4)
        if not np.array_equal(made, left @ right.T):
            return False
    return True
