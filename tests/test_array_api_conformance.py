# pyright: basic
# No namespace or array has a static type here: a program takes those of any library.
"""The namespace answers as array-api-strict does: dtype, shape and every value, on the same inputs of each dtype."""

from __future__ import annotations

import warnings
from typing import Any

import array_api_strict
import numpy as np
import pytest
from array_api_cases import Case, elementwise, reductions
from array_api_matrices import decompositions, products
from array_api_programs import creation, data_types, indexing, manipulation, searching

from typedgrad import Tensor, array_api

ROUNDED: dict[str, int] = dict.fromkeys(
    ("logaddexp", "hypot", "pow", "remainder", "floor_divide", "var", "std", "mean", "sum", "prod"), 8
)
FAMILIES = (elementwise, reductions, manipulation, indexing, searching, creation, data_types, products, decompositions)
CASES: dict[str, list[Case]] = {}
for _family in FAMILIES:
    for _case in _family():
        _name = _case.name.partition("-")[0]
        CASES.setdefault(_name, []).append(_case)
        if _family in {products, decompositions}:
            ROUNDED[_name] = 200


def assert_same(given: Any, wanted: Any, rounding: float) -> None:
    if isinstance(wanted, (tuple, list)):
        assert len(given) == len(wanted)
        assert getattr(given, "_fields", None) == getattr(wanted, "_fields", None)
        for one, other in zip(given, wanted, strict=True):
            assert_same(one, other, rounding)
    elif isinstance(given, Tensor):
        given, wanted = np.asarray(given), np.asarray(wanted)
        assert given.dtype == wanted.dtype
        assert given.shape == wanted.shape
        if rounding and wanted.dtype.kind == "f":
            tolerance = rounding * np.finfo(wanted.dtype).eps
            np.testing.assert_allclose(given, wanted, rtol=tolerance, atol=tolerance)
        else:
            np.testing.assert_array_equal(given, wanted)
            numbers = ~np.isnan(wanted)
            np.testing.assert_array_equal(np.signbit(given[numbers]), np.signbit(wanted[numbers]))
    else:
        assert type(given) is type(wanted)
        assert given == wanted


@pytest.mark.parametrize("name", CASES)
def test_conformance(name: str) -> None:
    failures: list[str] = []
    for case in CASES[name]:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", RuntimeWarning)  # of overflow and the like
            wanted = case.program(array_api_strict, array_api_strict.asarray)
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore", RuntimeWarning)
                given = case.program(array_api, array_api.asarray)
            assert_same(given, wanted, ROUNDED.get(name, 0))
        except Exception as error:  # all that fails is shown at once
            failures.append(f"{case.name}: {type(error).__name__}: {' '.join(str(error).split())[:300]}")
    if failures:
        pytest.fail("\n".join([f"{len(failures)} of {len(CASES[name])} cases", *failures]), pytrace=False)
