"""Wrong calls of tensors and gradients say what is wrong, and the library works after each as before."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
import wrong_calls
import wrong_calls_array_api
import wrong_calls_array_api_making
import wrong_calls_autodiff
import wrong_calls_elementwise
import wrong_calls_making
import wrong_calls_products
import wrong_calls_random
import wrong_calls_reductions
import wrong_calls_shaping
import wrong_calls_tensors
from helpers import untyped
from wrong_calls import Wrong

import typedgrad
from typedgrad import array_api
from typedgrad.array_api import linalg

if TYPE_CHECKING:
    from types import ModuleType

ROWS: tuple[Wrong, ...] = (
    *wrong_calls_array_api.ROWS,
    *wrong_calls_array_api_making.ROWS,
    *wrong_calls_autodiff.ROWS,
    *wrong_calls_elementwise.ROWS,
    *wrong_calls_making.ROWS,
    *wrong_calls_products.ROWS,
    *wrong_calls_random.ROWS,
    *wrong_calls_reductions.ROWS,
    *wrong_calls_shaping.ROWS,
    *wrong_calls_tensors.ROWS,
)


PUBLIC: list[str] = untyped(typedgrad).__all__
TRAINING = ("checked", "compiled")
WITHOUT: dict[str, str] = {
    **dict.fromkeys(("Bitwise", "DType", "Float", "Integer", "Numeric"), "kinds of dtypes, which nobody calls"),
    **dict.fromkeys(("bool_", "float32", "float64", "int32", "int64"), "dtypes, which are arguments of others"),
    **dict.fromkeys(("Matrix", "Scalar", "Vector", "One", "Plus", "Times"), "names of types, for annotations"),
    **dict.fromkeys(("EighResult", "QRResult", "SVDResult", "SlogdetResult"), "tuples of results, made by no user"),
    **dict.fromkeys(("CheckpointError", "CompileError", "DTypeError"), "errors, which take any message"),
    **dict.fromkeys(("GradientError", "LinAlgError", "ShapeError"), "errors, which take any message"),
    **dict.fromkeys(("plus", "times"), "Python's + and * of two sizes, which say themselves what they do not take"),
}
"""Public names that take no wrong input of this half, and why."""


@pytest.mark.parametrize("row", ROWS, ids=str)
def test_it_says_what_is_wrong_and_all_works_as_before(row: Wrong) -> None:
    before = wrong_calls.state()
    with pytest.raises(Exception) as raised:  # noqa: PT011  # which one, and what it says, is held below
        row.call()
    assert type(raised.value) is row.error
    assert str(raised.value)[: len(row.message)] == row.message
    assert wrong_calls.state() == before
    wrong_calls.assert_works()


def test_every_public_name_has_a_row_or_a_reason_for_none() -> None:
    named = {row.name for row in ROWS}
    assert sorted({*PUBLIC} - named - {*WITHOUT, *TRAINING}) == []
    assert sorted(WITHOUT.keys() & named) == []
    assert sorted(WITHOUT.keys() - {*PUBLIC}) == []


@pytest.mark.parametrize("space", [array_api, linalg], ids=["array_api", "linalg"])
def test_every_function_of_the_array_api_has_a_row(space: ModuleType) -> None:
    """Those that only hand on to the function of that name are in the tables as that."""
    named = {row.name for row in ROWS}
    prefix = space.__name__.removeprefix("typedgrad.")
    where = "typedgrad.array_api." if space is array_api else space.__name__
    functions = [
        name
        for name, value in vars(space).items()
        if callable(value) and value.__module__.startswith(where) and not name.startswith("_")
    ]
    assert len(functions) > 10
    assert [name for name in functions if not {name, f"{prefix}.{name}"} & named] == []
