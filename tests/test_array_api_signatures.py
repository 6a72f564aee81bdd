"""Every name of the standard is there, with the standard's parameters: their names, kinds and defaults."""

from __future__ import annotations

import inspect
from types import ModuleType
from typing import TYPE_CHECKING

import numpy as np
import pytest

from typedgrad import array_api as xp
from typedgrad import as_tensor, float64

if TYPE_CHECKING:
    from collections.abc import Callable

UNARY = """
    abs acos acosh asin asinh atan atanh bitwise_invert ceil cos cosh exp expm1 floor isfinite isinf isnan log log1p
    log2 log10 logical_not negative positive round sign sin sinh square sqrt tan tanh trunc
"""
BINARY = """
    add atan2 bitwise_and bitwise_left_shift bitwise_or bitwise_right_shift bitwise_xor divide equal floor_divide
    greater greater_equal less less_equal logaddexp logical_and logical_or logical_xor multiply not_equal pow
    remainder subtract
"""
# The standard's signatures, version 2021.12; `bool` etc. are attributes.
STANDARD = {
    **dict.fromkeys(UNARY.split(), "x, /"),
    **dict.fromkeys(BINARY.split(), "x1, x2, /"),
    # creation
    "arange": "start, /, stop=None, step=1, *, dtype=None, device=None",
    "asarray": "obj, /, *, dtype=None, device=None, copy=None",
    "empty": "shape, *, dtype=None, device=None",
    "empty_like": "x, /, *, dtype=None, device=None",
    "eye": "n_rows, n_cols=None, /, *, k=0, dtype=None, device=None",
    "from_dlpack": "x, /",
    "full": "shape, fill_value, *, dtype=None, device=None",
    "full_like": "x, /, fill_value, *, dtype=None, device=None",
    "linspace": "start, stop, /, num, *, dtype=None, device=None, endpoint=True",
    "meshgrid": "*arrays, indexing='xy'",
    "ones": "shape, *, dtype=None, device=None",
    "ones_like": "x, /, *, dtype=None, device=None",
    "tril": "x, /, *, k=0",
    "triu": "x, /, *, k=0",
    "zeros": "shape, *, dtype=None, device=None",
    "zeros_like": "x, /, *, dtype=None, device=None",
    # data types
    "astype": "x, dtype, /, *, copy=True",
    "broadcast_arrays": "*arrays",
    "broadcast_to": "x, /, shape",
    "can_cast": "from_, to, /",
    "finfo": "type, /",
    "iinfo": "type, /",
    "result_type": "*arrays_and_dtypes",
    # linear algebra
    "matmul": "x1, x2, /",
    "matrix_transpose": "x, /",
    "tensordot": "x1, x2, /, *, axes=2",
    "vecdot": "x1, x2, /, *, axis=-1",
    # manipulation
    "concat": "arrays, /, *, axis=0",
    "expand_dims": "x, /, *, axis=0",
    "flip": "x, /, *, axis=None",
    "permute_dims": "x, /, axes",
    "reshape": "x, /, shape, *, copy=None",
    "roll": "x, /, shift, *, axis=None",
    "squeeze": "x, /, axis",
    "stack": "arrays, /, *, axis=0",
    # searching, sets, sorting
    "argmax": "x, /, *, axis=None, keepdims=False",
    "argmin": "x, /, *, axis=None, keepdims=False",
    "nonzero": "x, /",
    "where": "condition, x1, x2, /",
    "unique_all": "x, /",
    "unique_counts": "x, /",
    "unique_inverse": "x, /",
    "unique_values": "x, /",
    "argsort": "x, /, *, axis=-1, descending=False, stable=True",
    "sort": "x, /, *, axis=-1, descending=False, stable=True",
    # statistics, utilities
    "max": "x, /, *, axis=None, keepdims=False",
    "mean": "x, /, *, axis=None, keepdims=False",
    "min": "x, /, *, axis=None, keepdims=False",
    "prod": "x, /, *, axis=None, dtype=None, keepdims=False",
    "std": "x, /, *, axis=None, correction=0.0, keepdims=False",
    "sum": "x, /, *, axis=None, dtype=None, keepdims=False",
    "var": "x, /, *, axis=None, correction=0.0, keepdims=False",
    "all": "x, /, *, axis=None, keepdims=False",
    "any": "x, /, *, axis=None, keepdims=False",
}
LINALG = {
    "cholesky": "x, /, *, upper=False",
    "cross": "x1, x2, /, *, axis=-1",
    "det": "x, /",
    "diagonal": "x, /, *, offset=0",
    "eigh": "x, /",
    "eigvalsh": "x, /",
    "inv": "x, /",
    "matmul": "x1, x2, /",
    "matrix_norm": "x, /, *, keepdims=False, ord='fro'",
    "matrix_power": "x, n, /",
    "matrix_rank": "x, /, *, rtol=None",
    "matrix_transpose": "x, /",
    "outer": "x1, x2, /",
    "pinv": "x, /, *, rtol=None",
    "qr": "x, /, *, mode='reduced'",
    "slogdet": "x, /",
    "solve": "x1, x2, /",
    "svd": "x, /, *, full_matrices=True",
    "svdvals": "x, /",
    "tensordot": "x1, x2, /, *, axes=2",
    "trace": "x, /, *, offset=0, dtype=None",  # the dtype from 2022.12 on
    "vecdot": "x1, x2, /, *, axis=-1",
    "vector_norm": "x, /, *, axis=None, keepdims=False, ord=2",
}
# What later versions of the standard brought, and the libraries that take any array ask for.
LATER = {
    "isdtype": "dtype, kind",  # 2022.12
    "take": "x, indices, /, *, axis=None",
    "clip": "x, /, min=None, max=None",  # 2023.12
    "copysign": "x1, x2, /",
    "cumulative_sum": "x, /, *, axis=None, dtype=None, include_initial=False",
    "hypot": "x1, x2, /",
    "maximum": "x1, x2, /",
    "minimum": "x1, x2, /",
    "moveaxis": "x, source, destination, /",
    "repeat": "x, repeats, /, *, axis=None",
    "searchsorted": "x1, x2, /, *, side='left', sorter=None",
    "signbit": "x, /",
    "tile": "x, repetitions, /",
    "unstack": "x, /, *, axis=0",
    "count_nonzero": "x, /, *, axis=None, keepdims=False",  # 2024.12
    "cumulative_prod": "x, /, *, axis=None, dtype=None, include_initial=False",
    "diff": "x, /, *, axis=-1, n=1, prepend=None, append=None",
    "reciprocal": "x, /",
    "take_along_axis": "x, indices, /, *, axis=-1",
}
CONSTANTS = {"e": np.e, "inf": np.inf, "nan": np.nan, "pi": np.pi}
ATTRIBUTES = ("dtype", "device", "mT", "ndim", "shape", "size", "T")
METHODS = """
    abs add and array_namespace bool dlpack dlpack_device eq float floordiv ge getitem gt index int invert le lshift
    lt matmul mod mul ne neg or pos pow rshift setitem sub truediv xor radd rand rfloordiv rlshift rmatmul rmod rmul
    ror rpow rrshift rsub rtruediv rxor
"""


def parameters_of(signature: inspect.Signature) -> list[tuple[str, str, object]]:
    """Kinds, defaults, and names where a name counts: what is given by position may have any."""
    return [_parameter(parameter) for parameter in signature.parameters.values()]


def _parameter(parameter: inspect.Parameter) -> tuple[str, str, object]:
    if parameter.default is parameter.empty and parameter.kind in {0, 1}:  # by position only, or by name too
        return "", "positional", None
    return parameter.name, parameter.kind.name, parameter.default


def standard(text: str) -> inspect.Signature:
    namespace: dict[str, Callable[..., object]] = {}
    exec(f"def stub({text}): ...", namespace)
    return inspect.signature(namespace["stub"])


@pytest.mark.parametrize(
    ("module", "name", "text"),
    [
        *[(xp, name, text) for name, text in (STANDARD | LATER).items()],
        *[(getattr(xp, "linalg", None), name, text) for name, text in LINALG.items()],
    ],
)
def test_signature(module: ModuleType, name: str, text: str) -> None:
    wanted = parameters_of(standard(text))
    given = parameters_of(inspect.signature(getattr(module, name)))
    assert given == wanted


@pytest.mark.parametrize("name", CONSTANTS)
def test_constant(name: str) -> None:
    value = getattr(xp, name)
    assert type(value) is float
    assert value == CONSTANTS[name] or np.isnan(CONSTANTS[name])


def test_newaxis() -> None:
    assert xp.newaxis is None


@pytest.mark.parametrize("name", [*ATTRIBUTES, *[f"__{name}__" for name in METHODS.split()], "to_device"])
def test_array_has(name: str) -> None:
    assert hasattr(as_tensor([[1.0]], float64, (1, 1)), name)


def test_no_other_names() -> None:
    """What is public in the namespace is in the standard, but for one name."""
    known = {"assignable", *STANDARD, *LATER, *CONSTANTS, "newaxis", "bool", "int32", "int64", "float32", "float64"}
    names = {name for name, value in vars(xp).items() if not name.startswith("_") and not isinstance(value, ModuleType)}
    assert names <= known
    assert set(xp.linalg.__all__) == set(LINALG)
