"""Whether peers do the same: their first losses, and what else their work leaves."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

if TYPE_CHECKING:
    from benchmarks.peer import Work
    from benchmarks.problem import NDArray

TOLERANCE = 1e-5


class Different(AssertionError):  # noqa: N818  # named for what it says
    """A peer computes something else than the reference."""


class Done(NamedTuple):
    """The losses of the first few times, and copies of what they left."""

    losses: NDArray
    state: tuple[NDArray, ...]


def first(work: Work, times: int) -> Done:
    """Do the work a few times."""
    losses = np.array(work.run(times), np.float64)
    return Done(losses, tuple(np.array(array) for array in work.state()))


def check(name: str, done: Done, reference: Done) -> None:
    """Hold a peer to the reference: each loss to 1e-5 of itself, arrays to 1e-5 of their largest number.

    Raises:
        Different: it computes something else.
    """
    _check(f"{name}, losses", done.losses, reference.losses, np.abs(reference.losses))
    if len(done.state) != len(reference.state):
        raise Different(f"{name}: {len(done.state)} results, not {len(reference.state)}")
    for one, other in zip(done.state, reference.state, strict=True):
        _check(f"{name}, results", one, other, np.abs(other).max(initial=0.0))


def _check(what: str, found: NDArray, expected: NDArray, scale: NDArray) -> None:
    if found.shape != expected.shape:
        raise Different(f"{what}: shape {found.shape}, not {expected.shape}")
    errors = np.abs(found - expected)
    if not np.all(errors <= TOLERANCE * scale):  # a NaN is not below either
        raise Different(f"{what}: {found} differ from {expected} by up to {errors.max():.3g}")
