"""A checkpoint holds all of a run, exactly; what does not fit is refused, and nothing is changed then."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any, NewType, TypeAlias

import numpy as np
import pytest
from helpers import untyped

from typedgrad import Tensor, as_tensor, backprop, bool_, compiled, float32, float64, int32, int64, ones, zeros
from typedgrad.checkpoint import CheckpointError, load_checkpoint, save_checkpoint, save_tensors
from typedgrad.errors import CompileError, DTypeError
from typedgrad.nn import Linear, Module, Tanh, mse
from typedgrad.optim import SGD, Adam, AdamW, CosineAnnealingLR, RMSprop

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    from typedgrad.nn import Layer
    from typedgrad.optim import Optimizer
    from typedgrad.stateful import Entry

safetensors = pytest.importorskip("safetensors")
safetensors_numpy = pytest.importorskip("safetensors.numpy")

Batch = NewType("Batch", int)
Inputs = NewType("Inputs", int)
Hidden = NewType("Hidden", int)
Outputs = NewType("Outputs", int)
Network: TypeAlias = "Layer[tuple[Inputs], tuple[Outputs], float64]"

BIT_GENERATORS = (np.random.PCG64, np.random.PCG64DXSM, np.random.MT19937, np.random.Philox, np.random.SFC64)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "run.safetensors"


class Part:
    """A part with a state that a test gives it."""

    def __init__(self, state: Mapping[str, Entry], *, refuses: bool = False) -> None:
        self.state = dict(state)
        self.refuses = refuses

    def state_dict(self) -> dict[str, Entry]:
        return dict(self.state)

    def load_state_dict(self, state: Mapping[str, Entry], /) -> None:
        if self.refuses:
            raise ValueError("it refuses")
        self.state = dict(state)


class Pair(Module):
    """A module of two dtypes."""

    def __init__(self, seed: int) -> None:
        rng = np.random.default_rng(seed)
        self.first = Linear(3, 2, float32, rng=rng)
        self.second = [Linear(2, 2, float64, rng=rng)]


def network(seed: int = 0) -> Network:
    rng = np.random.default_rng(seed)
    first = Linear(Inputs(3), Hidden(4), float64, rng=rng)
    return first >> Tanh() >> Linear(Hidden(4), Outputs(2), float64, rng=rng)


def values(model: Module) -> list[bytes]:
    return [parameter.numpy().tobytes() for parameter in model.parameters()]


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


# --------------------------------------------------------------------------------------- a run that was interrupted
OPTIMIZERS: Mapping[str, Callable[[Module], Optimizer]] = {
    "SGD": lambda model: SGD(model.parameters(), lr=0.1, momentum=0.9, nesterov=True),
    "Adam": lambda model: Adam(model.parameters(), lr=0.1),
    "AdamW": lambda model: AdamW(model.parameters(), lr=0.1),
    "RMSprop": lambda model: RMSprop(model.parameters(), lr=0.01, momentum=0.5, centered=True),
}


class Run:
    """A model in training, with all that decides how it goes on."""

    def __init__(self, kind: str, seed: int, *, is_compiled: bool) -> None:
        self.model = network(seed)
        self.optimizer = OPTIMIZERS[kind](self.model)
        self.schedule = CosineAnnealingLR(self.optimizer, t_max=9)
        self.rng = np.random.default_rng(seed)
        self.step = compiled(self._step) if is_compiled else self._step

    def _step(
        self, x: Tensor[float64, tuple[Batch, Inputs]], y: Tensor[float64, tuple[Batch, Outputs]]
    ) -> Tensor[float64, tuple[()]]:
        self.optimizer.zero_grad()
        loss = mse(self.model(x), y)
        backprop(loss)
        self.optimizer.step()
        return loss

    def train(self, epochs: int) -> None:
        for _ in range(epochs):
            for _ in range(3):
                x, y = self.rng.normal(size=(5, 3)), self.rng.normal(size=(5, 2))
                self.step(as_tensor(x, float64, (Batch(5), Inputs(3))), as_tensor(y, float64, (Batch(5), Outputs(2))))
            self.schedule.step()

    def save(self, path: Path) -> None:
        save_checkpoint(
            path, self.model, optimizer=self.optimizer, schedule=self.schedule, generators={"data": self.rng}, epoch=4
        )

    def load(self, path: Path) -> None:
        load_checkpoint(
            path, self.model, optimizer=self.optimizer, schedule=self.schedule, generators={"data": self.rng}
        )


@pytest.mark.parametrize("is_compiled", [False, True], ids=["eager", "compiled"])
@pytest.mark.parametrize("kind", OPTIMIZERS)
def test_a_run_that_goes_on_has_the_bits_of_one_that_was_never_interrupted(
    path: Path, kind: str, is_compiled: bool
) -> None:
    whole, first, second = (Run(kind, seed, is_compiled=is_compiled) for seed in (0, 0, 1))
    whole.train(9)
    first.train(4)
    first.save(path)
    second.load(path)
    second.train(5)
    assert values(second.model) == values(whole.model)


def test_a_run_that_has_begun_takes_another_over(path: Path) -> None:
    first, second = Run("Adam", 0, is_compiled=True), Run("Adam", 1, is_compiled=True)
    first.train(2)
    first.save(path)
    second.train(3)
    second.load(path)
    first.train(3)
    second.train(3)
    assert values(second.model) == values(first.model)


def test_a_rate_that_was_changed_between_the_schedule_s_steps_goes_on(path: Path) -> None:
    first, second = Run("SGD", 0, is_compiled=False), Run("SGD", 1, is_compiled=False)
    first.train(1)
    first.optimizer.lr = 0.007
    first.save(path)
    second.load(path)
    assert second.optimizer.lr == 0.007


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


def rewrite(path: Path, more: Mapping[str, np.ndarray[Any, Any]]) -> None:
    """Add tensors to a file."""
    with safetensors.safe_open(path, "np") as file:
        arrays = {name: file.get_tensor(name) for name in file.keys()}  # noqa: SIM118  # it is no mapping
        metadata = file.metadata()
    safetensors_numpy.save_file({**arrays, **more}, path, metadata)


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
