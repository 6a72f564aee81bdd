"""The split of early stopping, which weights and repetitions do not change."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from typedgrad.sklearn.boundary import Rows, Weights

_LEAST = 2  # samples to evaluate on: one has no variance


def held_out(
    rows: Rows,
    targets: NDArray[Any],
    weights: Weights | None,
    fraction: float,
    *,
    stratify: bool,
    rng: np.random.Generator,
) -> NDArray[np.bool_]:
    """Which samples to evaluate on rather than to train on: about a fraction of each class, by weight.

    A sample is drawn by what it holds, not by its place. So equal samples are on one side, where no copy of what is
    learned is evaluated on, and a sample of weight 2 is as two samples are.

    Args:
        rows: the samples.
        targets: class indices, or the targets of a regression.
        weights: of each sample, above 0.
        fraction: how much to hold out.
        stratify: whether the targets are classes, of each of which a part is held out.
        rng: draws.

    Raises:
        ValueError: there are fewer than three different samples.

    >>> rows = np.arange(20.0).reshape(10, 2)
    >>> held_out(rows, np.arange(10) % 2, None, 0.4, stratify=True, rng=np.random.default_rng(0)).sum()
    np.int64(4)
    """
    hashes = _hashes(rng, rows, targets)
    masses: NDArray[np.float64] = np.ones(len(rows)) if weights is None else weights
    # Different samples, in an order by chance, and the weight of each.
    _, first, group = np.unique(hashes, return_index=True, return_inverse=True)
    if len(first) <= _LEAST:
        raise ValueError(
            f"early_stopping: n_samples = {len(rows)}, of which {len(first)} differ; of different samples {_LEAST} or "
            "more are held out, and one or more learned from"
        )
    mass = np.bincount(group, masses)
    labels: NDArray[np.int64] = targets[first] if stratify else np.zeros(len(first), np.int64)
    place = np.empty(len(first))  # of a sample's middle within its class, from 0 to 1
    for label in np.unique(labels):
        members = labels == label
        ends = np.cumsum(mass[members])
        place[members] = (ends - 0.5 * mass[members]) / ends[-1]
    chosen = place < fraction
    order = np.argsort(place, kind="stable")
    chosen[order[:_LEAST]] = True
    chosen[order[-1]] = False
    return chosen[group]


def _hashes(rng: np.random.Generator, *arrays: NDArray[Any]) -> NDArray[np.uint64]:
    """A number for each row of the arrays together: the same for the same values, by chance for others."""
    total = np.zeros(len(arrays[0]), np.uint64)
    for array in arrays:
        columns = array.reshape(len(array), -1)
        bits = (columns.astype(np.float64) + 0.0).view(np.uint64)  # + 0.0: -0.0 is 0.0
        mixed = bits ^ (bits >> np.uint64(32))
        factors = rng.integers(0, 1 << 63, columns.shape[1], np.uint64) * np.uint64(2) + np.uint64(1)
        total += (mixed * factors).sum(1, dtype=np.uint64)
    return total
