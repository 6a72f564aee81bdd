"""What a process that was forked must set right: locks that threads of its parent held, which nobody there lets go."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING
from weakref import WeakKeyDictionary

if TYPE_CHECKING:
    from collections.abc import Callable

_renewals: WeakKeyDictionary[object, Callable[[], None]] = WeakKeyDictionary()


def renewed_in_child(owner: object, renew: Callable[[], None]) -> None:
    """Call `renew` in a forked child, as long as the owner lives; if it refers to the owner, that is for ever."""
    _renewals[owner] = renew


def _renew() -> None:
    for renew in list(_renewals.values()):
        renew()


if hasattr(os, "register_at_fork"):  # no Windows
    os.register_at_fork(after_in_child=_renew)
