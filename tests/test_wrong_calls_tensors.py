"""Wrong calls of tensors and gradients say what is wrong, and the library works after each as before."""

from __future__ import annotations

import pytest
import wrong_calls
import wrong_calls_array_api
import wrong_calls_autodiff
import wrong_calls_elementwise
import wrong_calls_making
import wrong_calls_products
import wrong_calls_random
import wrong_calls_reductions
import wrong_calls_shaping
import wrong_calls_tensors
from wrong_calls import Wrong

ROWS: tuple[Wrong, ...] = (
    *wrong_calls_array_api.ROWS,
    *wrong_calls_autodiff.ROWS,
    *wrong_calls_elementwise.ROWS,
    *wrong_calls_making.ROWS,
    *wrong_calls_products.ROWS,
    *wrong_calls_random.ROWS,
    *wrong_calls_reductions.ROWS,
    *wrong_calls_shaping.ROWS,
    *wrong_calls_tensors.ROWS,
)


@pytest.mark.parametrize("row", ROWS, ids=str)
def test_it_says_what_is_wrong_and_all_works_as_before(row: Wrong) -> None:
    before = wrong_calls.state()
    with pytest.raises(Exception) as raised:  # noqa: PT011  # which one, and what it says, is held below
        row.call()
    assert type(raised.value) is row.error
    assert str(raised.value)[: len(row.message)] == row.message
    assert wrong_calls.state() == before
    wrong_calls.assert_works()
