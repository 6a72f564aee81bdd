"""That a call is refused as its row says, and that the library works afterwards as before."""

from __future__ import annotations

import warnings
from typing import TYPE_CHECKING

import numpy as np
import pytest
from helpers import untyped

from typedgrad import Parameter, as_tensor, backprop, float32
from typedgrad.capture import recorder
from typedgrad.nan import _looked
from typedgrad.nn import mse
from typedgrad.optim import SGD
from typedgrad.tape import is_recording

if TYPE_CHECKING:
    from wrong_calls_training import Bench, Wrong


def assert_refused(row: Wrong, bench: Bench) -> None:
    """By the error that the row says; and the library works as before."""
    errors, filters = np.geterr(), list(warnings.filters)
    with pytest.raises(row.error) as raised:
        row.call(bench)
    assert type(raised.value) is row.error
    assert row.message in str(raised.value)
    assert (np.geterr(), list(warnings.filters)) == (errors, filters)
    assert is_recording()
    assert recorder() is None
    assert not any(_looked())
    _assert_a_step_has_its_bits()


def _assert_a_step_has_its_bits() -> None:
    """All numbers are sums of few powers of two, which are exact."""
    w = Parameter(as_tensor([1.0, 2.0], float32, (2,)))
    optimizer = SGD([w], lr=0.25, momentum=0.5)
    for expected in ([0.75, 1.5], [0.4375, 0.875]):
        optimizer.zero_grad()
        loss = mse(w * 1.0, as_tensor([0.0, 0.0], float32, (2,)))
        backprop(loss)
        optimizer.step()
        assert untyped(w).numpy().tolist() == expected
