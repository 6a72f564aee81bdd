"""`DataLoader`: which samples it gives, in which batches and which order, and what it refuses."""

from __future__ import annotations

from typing import NewType, TypeAlias, assert_type

import numpy as np
import pytest
from helpers import untyped
from hypothesis import given
from hypothesis import strategies as st

from typedgrad import DTypeError, Parameter, ShapeError, Tensor, as_tensor, float32, int64, zeros
from typedgrad.train import DataLoader

Samples = NewType("Samples", int)
Batch = NewType("Batch", int)
Features = NewType("Features", int)

Inputs: TypeAlias = Tensor[float32, tuple[Samples, Features]]
Targets: TypeAlias = Tensor[int64, tuple[Samples]]
Loader: TypeAlias = DataLoader[Tensor[float32, tuple[Batch, Features]], Tensor[int64, tuple[Batch]]]


def data(count: int) -> tuple[Inputs, Targets]:
    """Samples that say their number, in both features and as the target."""
    numbers = np.arange(count)
    inputs = as_tensor(np.stack((numbers, -numbers), 1), float32, (Samples(count), Features(2)))
    return inputs, as_tensor(numbers, int64, (Samples(count),))


def loader(count: int, size: int, seed: int | None = None, *, drop_last: bool = False) -> Loader:
    rng = None if seed is None else np.random.default_rng(seed)
    return DataLoader(*data(count), Batch(size), rng=rng, drop_last=drop_last)


def order(batches: Loader) -> list[int]:
    return [number for _, targets in batches for number in targets.numpy().tolist()]


# ---------------------------------------------------------------------------------------------------- the batches
@pytest.mark.parametrize(
    ("count", "size", "sizes"),
    [
        (6, 3, [3, 3]),
        (10, 4, [4, 4, 2]),
        (9, 4, [4, 5]),
        (3, 4, [3]),
        (1, 4, [1]),
        (3, 1, [1, 1, 1]),
        (7, 5, [5, 2]),
        (6, 5, [6]),
    ],
)
def test_a_small_remainder_joins_the_last(count: int, size: int, sizes: list[int]) -> None:
    assert [targets.shape[0] for _, targets in loader(count, size)] == sizes


@pytest.mark.parametrize(("count", "size", "sizes"), [(6, 3, [3, 3]), (11, 4, [4, 4]), (9, 4, [4, 4]), (4, 4, [4])])
def test_a_remainder_can_be_left_out(count: int, size: int, sizes: list[int]) -> None:
    assert [targets.shape[0] for _, targets in loader(count, size, drop_last=True)] == sizes


@given(st.integers(1, 60), st.integers(1, 20))
def test_each_sample_comes_once_an_epoch(count: int, size: int) -> None:
    assert sorted(order(loader(count, size, seed=0))) == list(range(count))


@given(st.integers(1, 60), st.integers(1, 20))
def test_batches_are_those_of_scikit_learn(count: int, size: int) -> None:
    utils = pytest.importorskip("sklearn.utils")
    parts = utils.gen_batches(count, size, min_batch_size=size // 2)
    assert [targets.shape[0] for _, targets in loader(count, size)] == [part.stop - part.start for part in parts]


@pytest.mark.parametrize("drop_last", [False, True])
@pytest.mark.parametrize("seed", [None, 0])
def test_the_length_is_the_number_of_batches(seed: int | None, drop_last: bool) -> None:
    batches = loader(11, 4, seed, drop_last=drop_last)
    assert len(batches) == len(list(batches))


@pytest.mark.parametrize("seed", [None, 0])
def test_inputs_keep_their_targets(seed: int | None) -> None:
    for inputs, targets in loader(11, 4, seed):
        assert inputs.numpy().tolist() == [[number, -number] for number in targets.numpy().tolist()]


def test_axes_behind_the_first_stay() -> None:
    batches = DataLoader(zeros((8, 3, 5)), zeros((8, 2)), 4)
    assert [(inputs.shape, targets.shape) for inputs, targets in batches] == [((4, 3, 5), (4, 2))] * 2


def test_the_batches_have_the_name_of_the_batch_size() -> None:
    for inputs, targets in loader(8, 4):
        assert_type(inputs, Tensor[float32, tuple[Batch, Features]])
        assert_type(targets, Tensor[int64, tuple[Batch]])
        assert (inputs.dtype.name, targets.dtype.name) == ("float32", "int64")


def test_batches_of_a_parameter_keep_its_values() -> None:
    parameter = Parameter(zeros((4, 2)))
    batches = DataLoader(parameter, zeros((4,)), 4)
    ((inputs, _),) = batches
    parameter.assign(parameter.detach() + 1.0)
    assert inputs._node is None
    assert inputs.numpy().tolist() == next(iter(batches))[0].numpy().tolist() == [[0.0, 0.0]] * 4


# ------------------------------------------------------------------------------------------------------ the order
def test_without_a_generator_the_order_stays() -> None:
    batches = loader(10, 4)
    assert order(batches) == order(batches) == list(range(10))


def test_each_epoch_has_an_order_of_its_own() -> None:
    batches = loader(50, 8, seed=0)
    assert order(batches) != order(batches)


def test_one_seed_gives_one_sequence_of_orders() -> None:
    first, second = loader(50, 8, seed=3), loader(50, 8, seed=3)
    assert [order(first) for _ in range(3)] == [order(second) for _ in range(3)]


def test_the_order_is_the_generators_permutation() -> None:
    assert order(loader(20, 8, seed=3)) == np.random.default_rng(3).permutation(20).tolist()


def test_what_is_left_out_changes_from_epoch_to_epoch() -> None:
    batches = loader(50, 49, seed=0, drop_last=True)
    assert len({frozenset(order(batches)) for _ in range(5)}) > 1


# ------------------------------------------------------------------------------------------------ what it refuses
make = untyped(DataLoader)


@pytest.mark.parametrize("size", [0, -1])
def test_a_batch_size_below_one_is_refused(size: int) -> None:
    with pytest.raises(ValueError, match=f"DataLoader: batch_size is {size}, below 1"):
        loader(4, size)


def test_a_batch_size_is_an_integer() -> None:
    with pytest.raises(DTypeError, match=r"DataLoader: batch_size is 2.0 of type float, not a whole number"):
        make(zeros((4, 1)), zeros((4,)), 2.0)


def test_no_batch_at_all_is_refused() -> None:
    with pytest.raises(ValueError, match="3 samples are no batch of 4, and drop_last leaves them out"):
        loader(3, 4, drop_last=True)


@pytest.mark.parametrize(("inputs", "targets"), [((4, 2), (3,)), ((), (4,)), ((4,), ()), ((0, 2), (0,))])
def test_tensors_of_other_lengths_are_refused(inputs: tuple[int, ...], targets: tuple[int, ...]) -> None:
    with pytest.raises(ShapeError, match="are not samples of one number") as error:
        make(zeros(untyped(inputs)), zeros(untyped(targets)), 2)
    assert f"inputs {inputs} and targets {targets}" in str(error.value)


@pytest.mark.parametrize("position", [0, 1])
def test_arrays_are_refused(position: int) -> None:
    given: list[object] = [zeros((4, 1)), zeros((4, 1))]
    given[position] = np.zeros((4, 1))
    with pytest.raises(DTypeError, match=r"DataLoader: .* is not a tensor"):
        make(*given, 2)


def test_a_seed_is_no_generator() -> None:
    with pytest.raises(DTypeError, match="rng is 0 of type int, not a generator"):
        make(zeros((4, 1)), zeros((4, 1)), 2, rng=0)


def test_its_repr_tells_shapes_and_batches() -> None:
    assert repr(loader(9, 4, seed=0)) == "DataLoader((9, 2) and (9,) in 2 batches, shuffled)"
