"""A checkpoint holds all of a run, exactly."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from checkpoint_runs import Pair, Part, network, values
from helpers import untyped

from typedgrad import Tensor, as_tensor, bool_, float32, float64, int32, int64, ones, zeros
from typedgrad.checkpoint import load_checkpoint, save_checkpoint

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from typedgrad.stateful import Entry

pytest.importorskip("safetensors")


BIT_GENERATORS = (np.random.PCG64, np.random.PCG64DXSM, np.random.MT19937, np.random.Philox, np.random.SFC64)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "run.safetensors"


# ----------------------------------------------------------------------------------------------------- a round trip
def test_the_parameters_of_a_model(path: Path) -> None:
    model, other = Pair(0), Pair(1)
    save_checkpoint(path, model)
    load_checkpoint(path, other)
    assert values(other) == values(model)


def test_the_epoch(path: Path) -> None:
    save_checkpoint(path, network(), epoch=7)
    assert load_checkpoint(path, network()) == 7


PLAIN: Mapping[str, Entry] = {
    "none": None,
    "yes": True,
    "no": False,
    "zero": 0,
    "large": 2**200,
    "negative": -5,
    "float": 0.1,
    "whole": 2.0,
    "minus zero": -0.0,
    "smallest": 5e-324,
    "infinity": math.inf,
    "minus infinity": -math.inf,
    "text": 'é "\\ \u2028 {"float": "nan"}',
    "empty": "",
}


@pytest.mark.parametrize("name", PLAIN)
def test_plain_values_are_the_same_and_of_the_same_type(path: Path, name: str) -> None:
    save_checkpoint(path, network(), parts={"part": Part({name: PLAIN[name]})})
    part = Part({})
    load_checkpoint(path, network(), parts={"part": part})
    assert (repr(part.state), type(part.state[name])) == (repr({name: PLAIN[name]}), type(PLAIN[name]))


@pytest.mark.parametrize("number", [10**5000, -(10**5000)], ids=["positive", "negative"])
def test_an_int_of_more_digits_than_python_reads(path: Path, number: int) -> None:
    save_checkpoint(path, network(), parts={"part": Part({"number": number})})
    part = Part({})
    load_checkpoint(path, network(), parts={"part": part})
    assert part.state["number"] == number


def test_nan(path: Path) -> None:
    save_checkpoint(path, network(), parts={"part": Part({"best": math.nan})})
    part = Part({})
    load_checkpoint(path, network(), parts={"part": part})
    assert math.isnan(float(untyped(part.state["best"])))


@pytest.mark.parametrize(
    "tensor",
    [
        ones((), float32),
        zeros((0, 3), float64),
        as_tensor([True, False], bool_, (2,)),
        as_tensor([[1, -(2**31)]], int32, (1, 2)),
        as_tensor([2**63 - 1], int64, (1,)),
        as_tensor([math.nan, -0.0, math.inf, 5e-324], float64, (4,)),
        as_tensor(np.arange(6.0).reshape(2, 3), float64, (2, 3)).T,
    ],
    ids=["scalar", "empty", "bool", "int32", "int64", "floats", "transposed"],
)
def test_tensors_in_a_state(path: Path, tensor: Tensor[Any, Any]) -> None:
    save_checkpoint(path, network(), parts={"part": Part({"tensor": tensor, "n": 1})})
    part = Part({})
    load_checkpoint(path, network(), parts={"part": part})
    loaded = untyped(part.state["tensor"])
    assert (loaded.dtype, loaded.shape) == (tensor.dtype, tensor.shape)
    assert loaded.numpy().tobytes() == tensor.numpy().tobytes()


def test_the_state_is_a_copy(path: Path) -> None:
    tensor = as_tensor([1.0], float64, (1,))
    part = Part({"tensor": tensor})
    save_checkpoint(path, network(), parts={"part": part})
    load_checkpoint(path, network(), parts={"part": part})
    assert not np.shares_memory(untyped(part.state["tensor"]).numpy(), tensor.numpy())


@pytest.mark.parametrize("bits", BIT_GENERATORS)
def test_generators_go_on(path: Path, bits: type[np.random.BitGenerator]) -> None:
    rng = np.random.Generator(bits(5))
    rng.random(3)
    rng.integers(2**31, dtype=np.uint32)  # leaves half of 64 bits over
    save_checkpoint(path, network(), generators={"rng": rng})
    expected = [rng.integers(2**31, dtype=np.uint32), *rng.random(4)]
    other = np.random.Generator(bits(6))
    load_checkpoint(path, network(), generators={"rng": other})
    assert [other.integers(2**31, dtype=np.uint32), *other.random(4)] == expected
