"""What does not fit a run is refused, and nothing is changed then, whatever is raised."""

from __future__ import annotations

import json
import math
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from checkpoint_runs import Pair, Part, Run, network, values
from helpers import untyped

from typedgrad import Tensor, as_tensor, compiled, float32, float64, ones
from typedgrad.checkpoint import CheckpointError, load_checkpoint, save_checkpoint, save_tensors
from typedgrad.errors import CompileError, DTypeError
from typedgrad.nn import Linear, Module
from typedgrad.optim import SGD, Adam

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from pathlib import Path

    from typedgrad.stateful import Entry

safetensors = pytest.importorskip("safetensors")
safetensors_numpy = pytest.importorskip("safetensors.numpy")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "run.safetensors"


# --------------------------------------------------------------------------------------------------- what is refused
class Wide(Module):
    def __init__(self) -> None:
        self.first = Linear(3, 5, float32, rng=np.random.default_rng(0))
        self.second = [Linear(2, 2, float64, rng=np.random.default_rng(0))]


class Double(Module):
    def __init__(self) -> None:
        self.first = Linear(3, 2, float64, rng=np.random.default_rng(0))
        self.second = [Linear(2, 2, float64, rng=np.random.default_rng(0))]


class Less(Module):
    def __init__(self) -> None:
        self.first = Linear(3, 2, float32, rng=np.random.default_rng(0))


class More(Pair):
    def __init__(self) -> None:
        super().__init__(0)
        self.third = Linear(2, 2, rng=np.random.default_rng(0))


@pytest.mark.parametrize(
    ("model", "message"),
    [
        (Wide, r"run\.safetensors: model\.first\.weight has shape \(3, 2\) in the file, the parameter \(3, 5\)"),
        (Double, r"model\.first\.weight is float32 in the file, the parameter float64"),
        (Less, r"tensors: model\.second\.0\.bias, model\.second\.0\.weight is in the file, but was not given"),
        (More, r"tensors: model\.third\.bias, model\.third\.weight is not in the file"),
    ],
)
def test_another_model(path: Path, model: Callable[[], Module], message: str) -> None:
    save_checkpoint(path, Pair(0))
    other = model()
    before = values(other)
    with pytest.raises(CheckpointError, match=message):
        load_checkpoint(path, other)
    assert values(other) == before


RNG = np.random.default_rng(0)


@pytest.mark.parametrize(
    ("saved", "given", "message"),
    [
        ({}, {"optimizer": Part({})}, "what has a state: optimizer is not in the file"),
        ({"optimizer": Part({})}, {}, "what has a state: optimizer is in the file, but was not given"),
        ({"optimizer": Part({})}, {"schedule": Part({})}, "schedule is not in the file"),
        ({"parts": {"a": Part({})}}, {"parts": {"b": Part({})}}, r"what has a state: parts\.b is not in the file"),
        ({"generators": {"a": RNG}}, {}, "generators: a is in the file, but was not given"),
        ({}, {"generators": {"a": RNG}}, "generators: a is not in the file"),
        (
            {"generators": {"a": RNG}},
            {"generators": {"a": np.random.Generator(np.random.MT19937(0))}},
            "the generator 'a': the state is .*, not bit_generator, state",
        ),
        (
            {"generators": {"a": RNG}},
            {"generators": {"a": np.random.Generator(np.random.PCG64DXSM(0))}},
            "the generator 'a': bit_generator is 'PCG64' of type str, not PCG64DXSM",
        ),
        ({"optimizer": Part({})}, {"optimizer": Part({}, refuses=True)}, "it refuses"),
    ],
)
def test_other_parts(path: Path, saved: dict[str, Any], given: dict[str, Any], message: str) -> None:
    save_checkpoint(path, network(), **saved)
    model = network(1)
    before = values(model)
    with pytest.raises(CheckpointError, match=message):
        load_checkpoint(path, model, **given)
    assert values(model) == before


def test_another_optimizer(path: Path) -> None:
    model = network()
    save_checkpoint(path, model, optimizer=Adam(model.parameters()))
    with pytest.raises(CheckpointError, match=r"SGD\.load_state_dict: the state of Adam"):
        load_checkpoint(path, model, optimizer=SGD(model.parameters(), lr=0.1))


def test_where_a_later_part_refuses_the_earlier_ones_are_as_they_were(path: Path) -> None:
    run, rng = Run("Adam", 0, is_compiled=False), np.random.default_rng(3)
    run.train(2)
    save_checkpoint(
        path, run.model, optimizer=run.optimizer, parts={"a": Part({"n": 1})}, generators={"data": run.rng}, epoch=1
    )
    run.train(1)
    before = (values(run.model), repr(run.optimizer.state_dict()), run.rng.bit_generator.state, rng.random())
    with pytest.raises(CheckpointError, match="it refuses"):
        load_checkpoint(
            path,
            run.model,
            optimizer=run.optimizer,
            parts={"a": Part({}, refuses=True)},
            generators={"data": run.rng},
        )
    after = (values(run.model), repr(run.optimizer.state_dict()), run.rng.bit_generator.state, before[-1])
    assert after == before


UNSAVED: list[tuple[Callable[[Path], None], type[Exception], str]] = [
    (lambda p: save_checkpoint(p, network(), epoch=-1), ValueError, "epoch -1 of type int is no number of epochs"),
    (lambda p: save_checkpoint(p, network(), epoch=untyped(True)), ValueError, "epoch True of type bool"),
    (
        lambda p: save_checkpoint(p, network(), parts={"a": Part({"x": untyped([1])})}),
        DTypeError,
        r"save_checkpoint: parts\.a: x is \[1\] of type list, no tensor and no plain value",
    ),
    (
        lambda p: save_checkpoint(p, network(), parts={"a/b": Part({"x": ones((1,))})}),
        ValueError,
        r"save_checkpoint: 'parts\.a/b\.x' is no name of a tensor",
    ),
    (
        lambda p: save_checkpoint(p, network(), generators={"a": untyped(5)}),
        DTypeError,
        "generators: a is 5 of type int, no generator",
    ),
]


@pytest.mark.parametrize(("save", "error", "message"), UNSAVED)
def test_what_cannot_be_saved(path: Path, save: Callable[[Path], None], error: type[Exception], message: str) -> None:
    with pytest.raises(error, match=message):
        save(path)
    assert list(path.parent.iterdir()) == []


@pytest.mark.parametrize("name", ["other.x", "parts.other.x", "optimizer.x", "generators.x", "parts", "model"])
def test_a_tensor_of_nothing_that_was_given(path: Path, name: str) -> None:
    save_checkpoint(path, network(), parts={"part": Part({"x": ones((1,))})})
    rewrite(path, {name: np.ones(2)})
    part = Part({"x": 1})
    with pytest.raises(CheckpointError, match=f"tensors: {name} is in the file, but is of nothing that was given"):
        load_checkpoint(path, network(), parts={"part": part})
    assert part.state == {"x": 1}


def test_a_name_of_a_tensor_and_of_a_plain_value(path: Path) -> None:
    save_checkpoint(path, network(), parts={"part": Part({"x": 1})})
    rewrite(path, {"parts.part.x": np.ones(2)})
    with pytest.raises(CheckpointError, match=r"parts\.part\.x is there twice, as a tensor and as a plain value"):
        load_checkpoint(path, network(), parts={"part": Part({})})


def rewrite(path: Path, more: Mapping[str, np.ndarray[Any, Any]], metadata: Mapping[str, str] | None = None) -> None:
    """Add tensors to a file, and replace its metadata."""
    with safetensors.safe_open(path, "np") as file:
        arrays = {name: file.get_tensor(name) for name in file.keys()}  # noqa: SIM118  # it is no mapping
        metadata = metadata or file.metadata()
    safetensors_numpy.save_file({**arrays, **more}, path, metadata)


@pytest.mark.parametrize("name", ["", "a\n", "__metadata__"])
def test_a_name_in_a_state_that_would_not_be_saved(path: Path, name: str) -> None:
    save_checkpoint(path, network(), parts={"part": Part({"x": 1})})
    with safetensors.safe_open(path, "np") as file:
        metadata = file.metadata()
    metadata["run"] = metadata["run"].replace('"x"', json.dumps(name))
    rewrite(path, {}, metadata)
    part = Part({"y": 2})
    with pytest.raises(CheckpointError, match=r"parts\.part: .* of type str is no name"):
        load_checkpoint(path, network(), parts={"part": part})
    assert part.state == {"y": 2}


def test_parts_whose_names_begin_alike(path: Path) -> None:
    save_checkpoint(path, network(), parts={"a": Part({"x": ones((1,))}), "a.b": Part({"x": ones((2,))})})
    first, second = Part({}), Part({})
    load_checkpoint(path, network(), parts={"a": first, "a.b": second})
    assert [untyped(part.state["x"]).shape for part in (first, second)] == [(1,), (2,)]


def test_a_tensor_that_would_be_taken_for_another_part_s(path: Path) -> None:
    parts = {"a": Part({"b.x": ones((1,))}), "a.b": Part({"x": ones((2,))})}
    with pytest.raises(ValueError, match=r"parts\.a: 'parts\.a\.b\.x' would be taken for a tensor of parts\.a\.b"):
        save_checkpoint(path, network(), parts=parts)
    assert not path.exists()


# -------------------------------------------------------------------------------------------------- all or nothing
class Interrupted(Part):
    """A part that takes half of a state over, and then raises something."""

    def __init__(self, error: BaseException) -> None:
        super().__init__({"first": 1, "second": math.nan, "third": as_tensor([1.0, math.nan], float64, (2,))})
        self.error: BaseException | None = error

    def load_state_dict(self, state: Mapping[str, Entry], /) -> None:
        self.state["first"] = state["first"]
        if self.error is not None:
            error, self.error = self.error, None
            raise error
        self.state = dict(state)


@pytest.mark.parametrize(
    ("error", "raised"),
    [
        (RuntimeError("odd"), RuntimeError),
        (KeyboardInterrupt(), KeyboardInterrupt),
        (MemoryError(), MemoryError),
        (IndexError("odd"), CheckpointError),
        (OverflowError("odd"), CheckpointError),
    ],
    ids=repr,
)
def test_whatever_a_part_raises_everything_is_as_it_was(
    path: Path, error: BaseException, raised: type[BaseException]
) -> None:
    run = Run("Adam", 0, is_compiled=False)
    run.train(2)
    part = Interrupted(error)
    saved = Part({"first": 2, "second": 0.0, "third": ones((2,), float64)})
    save_checkpoint(path, run.model, optimizer=run.optimizer, schedule=run.schedule, parts={"a": Part({}), "z": saved})
    run.train(1)
    run.optimizer.lr = 0.007
    before = (values(run.model), repr(run.optimizer.state_dict()), run.schedule.state_dict(), repr(part.state))
    first = Part({"n": 1})
    with pytest.raises(raised):
        load_checkpoint(path, run.model, optimizer=run.optimizer, schedule=run.schedule, parts={"a": first, "z": part})
    after = (values(run.model), repr(run.optimizer.state_dict()), run.schedule.state_dict(), repr(part.state))
    assert (after, first.state) == (before, {"n": 1})


def test_where_the_model_is_interrupted_everything_is_as_it_was(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    run = Run("Adam", 0, is_compiled=False)
    run.save(path)
    run.train(1)
    before = (values(run.model), repr(run.optimizer.state_dict()), repr(run.rng.bit_generator.state))

    def interrupted(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(Module, "load_state_dict", interrupted)
    with pytest.raises(KeyboardInterrupt):
        run.load(path)
    assert (values(run.model), repr(run.optimizer.state_dict()), repr(run.rng.bit_generator.state)) == before


def test_a_part_that_cannot_be_brought_back_is_named(path: Path) -> None:
    class Once(Part):
        def load_state_dict(self, state: Mapping[str, Entry], /) -> None:
            if self.state["n"] == 2:
                raise RuntimeError("not twice")
            self.state = dict(state)

    save_checkpoint(path, network(), parts={"a": Part({"n": 2}), "b": Part({})})
    with pytest.raises(CheckpointError, match="it refuses") as raised:
        load_checkpoint(path, network(), parts={"a": Once({"n": 1}), "b": Part({}, refuses=True)})
    assert raised.value.__cause__ is not None
    assert raised.value.__cause__.__notes__ == [
        "load_checkpoint: parts.a could not be brought back: RuntimeError('not twice')"
    ]


def test_a_file_that_is_cut_short_while_it_is_read(path: Path) -> None:
    class Cuts(Linear[Any, Any, Any]):
        def named_parameters(self) -> Iterator[tuple[str, Any]]:
            if self.is_cutting:
                with path.open("r+b") as file:
                    file.truncate(path.stat().st_size - 1)
            return super().named_parameters()

        is_cutting = False

    model = Cuts(100, 100, float32, rng=np.random.default_rng(0))
    save_checkpoint(path, model)
    before, model.is_cutting = model.weight.numpy().tolist(), True
    with pytest.raises(CheckpointError, match=r"run\.safetensors: cut short within model\.weight$") as raised:
        load_checkpoint(path, model)
    assert raised.value.__cause__ is None
    assert model.weight.numpy().tolist() == before


def test_a_generator_that_is_none_of_numpy_s(path: Path) -> None:
    seeded = type("Seeded", (np.random.PCG64,), {"state": {"bit_generator": "Seeded", "seed": -1}})
    message = "save_checkpoint: the generator 'data', Seeded: seed is -1 of type int, no number of such a state"
    with pytest.raises(ValueError, match=message):
        save_checkpoint(path, network(), generators={"data": np.random.Generator(seeded())})
    assert not path.exists()


def test_a_file_of_tensors_is_no_run(path: Path) -> None:
    save_tensors(path, {"weight": ones((3,))})
    with pytest.raises(CheckpointError, match="it holds tensors, but no run: see load_tensors"):
        load_checkpoint(path, network())


def test_not_in_a_captured_step(path: Path) -> None:
    model = network()

    @compiled
    def step(x: Tensor[float64, tuple[int, int]]) -> Tensor[float64, tuple[()]]:
        save_checkpoint(path, model)
        return x.sum()

    with pytest.raises(CompileError, match="save_checkpoint"):
        step(ones((2, 2), float64))
