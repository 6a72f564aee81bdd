"""Wrong calls of tensors and gradients say what is wrong, and the library works after each as before."""

from __future__ import annotations

import pytest
import wrong_calls
import wrong_calls_making
from wrong_calls import Wrong

ROWS: tuple[Wrong, ...] = (*wrong_calls_making.ROWS,)


@pytest.mark.parametrize("row", ROWS, ids=str)
def test_it_says_what_is_wrong_and_all_works_as_before(row: Wrong) -> None:
    before = wrong_calls.state()
    with pytest.raises(Exception) as raised:  # noqa: PT011  # which one, and what it says, is held below
        row.call()
    assert type(raised.value) is row.error
    assert str(raised.value)[: len(row.message)] == row.message
    assert wrong_calls.state() == before
    wrong_calls.assert_works()
