"""What holds for `load_checkpoint` of any bytes: a run goes on from them, or is as it was."""

from __future__ import annotations

import json
import math
from typing import TYPE_CHECKING, Any

import numpy as np

from typedgrad import as_tensor, backprop, float64, int64, ones
from typedgrad.checkpoint import CheckpointError, load_checkpoint, load_metadata, load_tensors, save_checkpoint
from typedgrad.nn import Linear, mse
from typedgrad.optim import Adam, AdamGroup, ReduceLROnPlateau, StepLR
from typedgrad.tensor.base import is_tensor

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from typedgrad.stateful import Entry, Stateful


class Notes:
    """A part that takes every state over."""

    def __init__(self, state: Mapping[str, Entry]) -> None:
        self._state = dict(state)

    def state_dict(self) -> dict[str, Entry]:
        """What was taken over."""
        return dict(self._state)

    def load_state_dict(self, state: Mapping[str, Entry], /) -> None:
        """Take anything over."""
        self._state = dict(state)


class Run:
    """A small model in training, with all that a checkpoint can hold.

    Args:
        seed: of the generators; runs of two seeds have nothing in common.
    """

    def __init__(self, seed: int) -> None:
        self.generators = {
            "pcg": np.random.default_rng(seed),
            "philox": np.random.Generator(np.random.Philox(seed)),
            "sfc": np.random.Generator(np.random.SFC64(seed)),
        }
        self.model = Linear(2, 2, float64, rng=self.generators["pcg"])
        first, *others = self.model.parameters()
        self.optimizer = Adam([AdamGroup([first], lr=0.1), *others], lr=0.01)
        self.schedule = StepLR(self.optimizer, step_size=2)
        self.plateau = ReduceLROnPlateau(self.optimizer)
        count = as_tensor([seed], int64, (1,))
        self.notes = Notes({"text": "é", "seed": seed, "best": float("nan"), "none": None, "is_new": True, "n": count})
        self.parts: dict[str, Stateful] = {"plateau": self.plateau, "notes": self.notes}

    def train(self) -> None:
        """Go on by an epoch of one step."""
        rng = self.generators["philox"]
        rng.integers(2**31, dtype=np.uint32)  # leaves half of 64 bits over
        self.generators["sfc"].random()
        x = as_tensor(rng.normal(size=(3, 2)), float64, (3, 2))
        self.optimizer.zero_grad()
        with np.errstate(all="ignore"):  # a file may hold any numbers
            backprop(mse(self.model(x), ones((3, 2), float64)))
            self.optimizer.step()
        self.schedule.step()
        self.plateau.step(0.5)

    def save(self, path: Path, epoch: int) -> None:
        """Write all of it to a file."""
        save_checkpoint(
            path,
            self.model,
            optimizer=self.optimizer,
            schedule=self.schedule,
            generators=self.generators,
            epoch=epoch,
            parts=self.parts,
        )

    def load(self, path: Path) -> int:
        """Go on from a file; the epoch."""
        return load_checkpoint(
            path,
            self.model,
            optimizer=self.optimizer,
            schedule=self.schedule,
            generators=self.generators,
            parts=self.parts,
        )

    def bits(self) -> dict[str, object]:
        """All of it, in values that are equal only where it is the same to the last bit."""
        found: dict[str, object] = {name: repr(one.bit_generator.state) for name, one in self.generators.items()}
        found.update((f"model.{name}", one.numpy().tobytes()) for name, one in self.model.state_dict().items())
        for part, stateful in (*self.parts.items(), ("optimizer", self.optimizer), ("schedule", self.schedule)):
            found.update((f"{part}.{name}", _bits(value)) for name, value in stateful.state_dict().items())
        return found


def goes_on_or_is_as_before(content: bytes, path: Path) -> bool:
    """Load a file of `content` into a run: whether it went well. It is then saved as the same, and can go on.

    Raises:
        AssertionError: a refused file has changed something, or what was loaded is something else after a round trip.
        Exception: anything but a `CheckpointError` is a fault.
    """
    path.write_bytes(content)
    run = Run(1)
    run.train()
    before = run.bits()
    try:
        epoch = run.load(path)
    except CheckpointError as error:
        if not str(error).startswith(str(path)):
            raise AssertionError(f"the error does not name the file: {error}") from error
        if run.bits() != before:
            raise AssertionError(f"refused, but has changed the run: {error}") from error
        return False
    said = _said_in(path)
    run.save(path, epoch)
    if _said_in(path) != said:
        raise AssertionError("what is saved is not what was loaded")
    other = Run(2)
    if other.load(path) != epoch or other.bits() != run.bits():
        raise AssertionError("it is another run after a round trip")
    run.train()
    other.train()
    if other.bits() != run.bits():
        raise AssertionError("it goes on otherwise after a round trip")
    return True


def _said_in(path: Path) -> tuple[object, dict[str, object]]:
    """What a file holds, whole numbers as floats, which they become where a setting is one."""
    run = json.loads(load_metadata(path)["run"], parse_int=float, object_hook=_large_as_float)
    return run, {name: _bits(tensor) for name, tensor in load_tensors(path).items()}


def _large_as_float(said: dict[str, Any]) -> object:  # Any: JSON
    """Of a whole number that JSON has by its hexadecimal digits, the float; of anything else, itself."""
    if said.keys() != {"int"}:
        return said
    number = int(said["int"], 16)
    return float(number) if abs(number) < 2**1023 else math.copysign(math.inf, number)


def _bits(value: object) -> tuple[object, ...]:
    if is_tensor(value):
        return value._data.dtype, value._data.shape, value._data.tobytes()
    return type(value), repr(value)
