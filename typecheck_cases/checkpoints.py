"""A checkpoint holds a module, what has a state, and generators of NumPy's; a file of tensors holds tensors by name."""

from __future__ import annotations

from pathlib import Path
from tempfile import mkdtemp
from typing import Any, NewType, TypeAlias, assert_type

import numpy as np

from typedgrad import CheckpointError, Tensor, float32
from typedgrad.checkpoint import load_checkpoint, load_metadata, load_tensors, save_checkpoint, save_tensors
from typedgrad.nn import Linear
from typedgrad.optim import Adam

Pixels = NewType("Pixels", int)
Classes = NewType("Classes", int)
Model: TypeAlias = Linear[Pixels, Classes, float32]
Weight: TypeAlias = Tensor[float32, tuple[Pixels, Classes]]


def make_model() -> Model:
    return Linear(Pixels(64), Classes(10), rng=np.random.default_rng(0))


def make_rng() -> np.random.Generator:
    return np.random.default_rng(0)


def make_path() -> Path:
    """A file of the model."""
    path = Path(mkdtemp()) / "run.safetensors"
    save_checkpoint(path, make_model(), epoch=3)
    return path


def the_epoch(path: Path, model: Model) -> None:
    assert_type(load_checkpoint(path, model), int)
    assert_type(save_checkpoint(path, model, epoch=4), None)
    save_checkpoint(path, model, epoch=4.0)  # E: mypy[arg-type] pyright[reportArgumentType] raises[ValueError] "float"


def models(path: Path, model: Model) -> None:
    assert_type(load_checkpoint(path, model), int)
    load_checkpoint(path, model.parameters())  # E: mypy[arg-type] pyright[reportArgumentType] "Module"
    load_checkpoint(path, model.weight)  # E: mypy[arg-type] pyright[reportArgumentType] "Module"


def states(path: Path, model: Model, rng: np.random.Generator) -> None:
    assert_type(save_checkpoint(path, model, optimizer=Adam(model.parameters()), generators={"data": rng}), None)
    save_checkpoint(path, model, optimizer=rng)  # E: mypy[arg-type] pyright[reportArgumentType] "Stateful"
    save_checkpoint(path, model, parts={"moment": model.weight})  # E: mypy[dict-item] pyright[reportArgumentType] "Stateful"
    save_checkpoint(path, model, generators={"seed": 5})  # E: mypy[dict-item] pyright[reportArgumentType] "Generator"


def tensors(path: Path, x: Weight) -> None:
    assert_type(save_tensors(path, {"x": x}, metadata={"made by": "me"}), None)
    save_tensors(path, {"x": x.numpy()})  # E: mypy[dict-item] pyright[reportArgumentType] "Tensor"
    save_tensors(path, {"x": x}, metadata={"epoch": 5})  # E: mypy[dict-item] pyright[reportArgumentType] "str"


def a_file_that_is_none() -> None:
    try:
        load_tensors(__file__)
    except CheckpointError as error:
        assert_type(error, CheckpointError)


def what_a_file_knows(path: Path) -> None:
    assert_type(load_tensors(path), dict[str, Tensor[Any, Any]])
    assert_type(load_metadata(path), dict[str, str])
