"""What is held out for early stopping, and when training is over."""

from __future__ import annotations

import numpy as np
import pytest

from typedgrad.sklearn.holdout import held_out
from typedgrad.sklearn.training import Stopping


def split(rows: object, targets: object, fraction: float = 0.2, *, stratify: bool = True, seed: int = 0) -> list[bool]:
    given = np.asarray(rows, np.float64).reshape(len(np.asarray(rows)), -1)
    rng = np.random.default_rng(seed)
    held: list[bool] = held_out(given, np.asarray(targets), None, fraction, stratify=stratify, rng=rng).tolist()
    return held


@pytest.mark.parametrize("seed", range(5))
def test_each_class_is_held_out_by_its_size(seed: int) -> None:
    labels = np.repeat([0, 1, 2], [100, 50, 10])
    held = np.array(split(np.arange(160), labels, seed=seed))
    assert np.bincount(labels[held]).tolist() == [20, 10, 2]


def test_another_seed_holds_out_others() -> None:
    labels = np.arange(100) % 2
    assert split(np.arange(100), labels, seed=0) != split(np.arange(100), labels, seed=1)


def test_order_of_the_samples_does_not_matter() -> None:
    labels, order = np.arange(100) % 3, np.random.default_rng(1).permutation(100)
    held = np.array(split(np.arange(100), labels))
    assert split(order, labels[order]) == held[order].tolist()


def test_equal_samples_are_on_one_side() -> None:
    rows = np.arange(60) % 20
    held = np.array(split(rows, np.zeros(60, np.int64)))
    assert {frozenset(held[rows == row].tolist()) for row in range(20)} == {frozenset({True}), frozenset({False})}


def test_a_negative_zero_is_a_zero() -> None:
    rows = np.array([0.0, -0.0] * 3 + [1.0, 2.0, 3.0])
    held = split(rows, np.zeros(9, np.int64), stratify=False)
    assert len(set(held[:6])) == 1


def test_samples_of_small_integers_are_told_apart() -> None:  # whose bits are mostly zeros
    grid = np.stack(np.meshgrid(np.arange(30), np.arange(30)), axis=-1).reshape(-1, 2)
    assert sum(split(grid, np.zeros(900, np.int64))) == 180


@pytest.mark.parametrize("fraction", [0.01, 0.99])
def test_two_are_held_out_at_least_and_one_is_left(fraction: float) -> None:
    held = split(np.arange(4), np.arange(4.0), fraction, stratify=False)
    assert sum(held) == (2 if fraction < 0.5 else 3)


def test_training_is_over_after_more_misses_than_patience() -> None:
    stopping = Stopping(tol=0.0, patience=2)
    assert [stopping.is_over(score) for score in (1.0, 0.5, 0.5, 0.5)] == [False, False, False, True]


def test_an_improvement_starts_the_count_anew() -> None:
    stopping = Stopping(tol=0.0, patience=1)
    assert [stopping.is_over(score) for score in (1.0, 0.5, 1.5, 1.0, 1.0)] == [False, False, False, False, True]


def test_an_improvement_below_tol_counts_for_the_best_only() -> None:
    stopping = Stopping(tol=0.5, patience=0)
    assert [stopping.is_over(score) for score in (1.0, 1.25)] == [False, True]
    assert stopping.best == 1.25
