"""Random sequences of calls, right and wrong, against a plain model: after each, everything is as the model says.

In the suite the sequences are always the same. Others, and more of them, by

    STATE_MACHINE_EXAMPLES=20000 pytest tests/test_state_machine.py --hypothesis-seed=1
"""

from __future__ import annotations

import copy
import operator
import os
import pickle
import tempfile
import warnings
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from helpers import AnyArray, AnyTensor, array, tensor, untyped
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)
from state_calls import BINARY, KEYS, UNARY, Operation, Steps, one, two
from state_model import Call, Leaf, RefusedError, Twin, called, gradient, is_whole, parameter, walk

from typedgrad import (
    DTypeError,
    GradientError,
    Parameter,
    ShapeError,
    backprop,
    concat,
    enable_grad,
    expand_dims,
    float32,
    float64,
    gradients,
    no_grad,
    stack,
)
from typedgrad.checkpoint import load_tensors, save_tensors
from typedgrad.tape import is_recording

if TYPE_CHECKING:
    from collections.abc import Callable

LIMIT = 16  # tensors at once
SIZE = 6  # elements of one
LARGEST = 1e3  # of values and of derivatives, for rounding not to be what differs
SHAPES = [(), (1,), (2,), (3,), (2, 3), (3, 2), (2, 1), (1, 3), (0,), (2, 0)]
picks = st.integers(0, 10_000)
shapes = st.sampled_from(SHAPES)


def values_of(shape: tuple[int, ...], seed: int) -> AnyArray:
    """Values without ties, some of them zero."""
    rng = np.random.default_rng([seed, *shape])
    return np.asarray(np.where(rng.random(shape) < 0.1, 0.0, rng.uniform(-2.0, 2.0, shape)))


def by_pickle(x: Any) -> Any:
    return pickle.loads(pickle.dumps(x))


COPIES: dict[str, Callable[[Any], Any]] = {"copy": copy.copy, "deepcopy": copy.deepcopy, "pickle": by_pickle}


class Machine(RuleBasedStateMachine):
    """A pool of tensors, each with its twin."""

    def __init__(self) -> None:
        super().__init__()
        self.pool: list[tuple[Any, Twin]] = []
        self.blocks: list[no_grad | enable_grad] = []
        self.held: list[tuple[no_grad | enable_grad, bool]] = []
        self.optimizers: list[Steps] = []

    # ------------------------------------------------------------------------------------------------------- helpers
    @property
    def records(self) -> bool:
        """What the innermost block says that was not left."""
        return self.held[-1][1] if self.held else True

    def picked(self, pick: int) -> tuple[Any, Twin]:
        return self.pool[pick % len(self.pool)]

    def parameters(self) -> list[tuple[Any, Leaf]]:
        return [(x, twin.node) for x, twin in self.pool if isinstance(twin.node, Leaf)]

    def losses(self) -> list[tuple[Any, Twin]]:
        return [(x, twin) for x, twin in self.pool if twin.value.shape == ()]

    def put(self, x: Any, twin: Twin) -> None:
        assert_same(x, twin)
        if len(self.pool) >= LIMIT:
            computed = [i for i, (_, old) in enumerate(self.pool) if not isinstance(old.node, Leaf)]
            del self.pool[computed[0] if computed else 0]
        self.pool.append((x, twin))

    def does(self, operation: Operation, *operands: tuple[Any, Twin]) -> None:
        """Call both, or hold that both refuse."""
        tensors = [x for x, _ in operands]
        twins = tuple(twin for _, twin in operands)
        with warnings.catch_warnings(), np.errstate(all="ignore"):
            warnings.simplefilter("ignore")
            try:
                expected = called(
                    operation.theirs, twins, saves_inputs=operation.saves_inputs, is_recording=self.records
                )
            except (ValueError, IndexError):
                with pytest.raises((ShapeError, IndexError)):
                    operation.ours(*tensors)
                return
            if expected.value.size > SIZE or not is_moderate(expected):
                return
            self.put(operation.ours(*tensors), expected)

    # --------------------------------------------------------------------------------------------------------- makes
    @initialize(shape=shapes, seed=picks)
    def first(self, shape: tuple[int, ...], seed: int) -> None:
        self.new_parameter(shape, seed)

    @precondition(lambda self: len(self.parameters()) < 5)
    @rule(shape=shapes, seed=picks)
    def new_parameter(self, shape: tuple[int, ...], seed: int) -> None:
        values = values_of(shape, seed)
        self.put(Parameter(tensor(values, float64)), parameter(values))

    @rule(shape=shapes, seed=picks)
    def new_constant(self, shape: tuple[int, ...], seed: int) -> None:
        values = values_of(shape, seed)
        self.put(tensor(values, float64), Twin(values))

    # --------------------------------------------------------------------------------------------------------- calls
    @rule(name=st.sampled_from(sorted(UNARY)), pick=picks)
    def unary(self, name: str, pick: int) -> None:
        self.does(UNARY[name], self.picked(pick))

    @rule(name=st.sampled_from(sorted(BINARY)), pick1=picks, pick2=picks)
    def binary(self, name: str, pick1: int, pick2: int) -> None:
        self.does(BINARY[name], self.picked(pick1), self.picked(pick2))

    @rule(pick=picks, axis=st.integers(-3, 2), keepdims=st.booleans())
    def sum_over(self, pick: int, axis: int, keepdims: bool) -> None:
        def theirs(x: AnyArray) -> AnyArray:
            if not -x.ndim <= axis < x.ndim:
                raise ValueError("NumPy lets a scalar have axis 0")
            return np.asarray(x.sum(axis=axis, keepdims=keepdims))

        self.does(one(lambda x: x.sum(axis=axis, keepdims=keepdims), theirs), self.picked(pick))

    @rule(pick=picks, shape=shapes)
    def reshape(self, pick: int, shape: tuple[int, ...]) -> None:
        self.does(one(lambda x: x.reshape(shape), lambda x: x.reshape(shape)), self.picked(pick))

    @rule(pick=picks, axis=st.integers(-3, 2))
    def expand_dims(self, pick: int, axis: int) -> None:
        self.does(one(lambda x: untyped(expand_dims)(x, axis), lambda x: np.expand_dims(x, axis)), self.picked(pick))

    @rule(pick=picks, key=st.sampled_from(KEYS))
    def index(self, pick: int, key: Any) -> None:
        self.does(one(lambda x: x[key], lambda x: x[key]), self.picked(pick))

    @rule(pick=picks, other=picks, key=st.sampled_from(KEYS))
    def splice(self, pick: int, other: int, key: Any) -> None:
        def theirs(x: AnyArray, new: AnyArray) -> AnyArray:
            changed = x.astype(np.result_type(x, new))
            if changed[key].shape != new.shape:
                raise ValueError("another shape")
            changed[key] = new
            return changed

        self.does(two(lambda x, new: x.splice(key, new), theirs), self.picked(pick), self.picked(other))

    @rule(picks=st.lists(picks, min_size=1, max_size=3), axis=st.integers(-2, 1))
    def concat(self, picks: list[int], axis: int) -> None:
        joined = Operation(lambda *xs: untyped(concat)(list(xs), axis=axis), lambda *xs: np.concatenate(xs, axis))
        self.does(joined, *map(self.picked, picks))

    @rule(pick=picks)
    def detach(self, pick: int) -> None:
        x, twin = self.picked(pick)
        self.put(x.detach(), Twin(twin.value.copy()))

    # -------------------------------------------------------------------------------------------------------- blocks
    @precondition(lambda self: len(self.held) < 6)
    @rule(records=st.booleans(), again=st.none() | picks)
    def enter(self, records: bool, again: int | None) -> None:
        if again is None or not self.blocks:
            self.blocks.append(enable_grad() if records else no_grad())
            again = -1
        block = self.blocks[again % len(self.blocks)]
        block.__enter__()
        self.held.append((block, isinstance(block, enable_grad)))

    @precondition(lambda self: self.blocks)
    @rule(pick=picks)
    def leave(self, pick: int) -> None:
        block = self.blocks[pick % len(self.blocks)]
        places = [i for i, (one, _) in enumerate(self.held) if one is block]
        if places:
            block.__exit__(None, None, None)
            del self.held[places[-1]]
        else:
            with pytest.raises(RuntimeError, match="left more often"):
                block.__exit__(None, None, None)

    # ----------------------------------------------------------------------------------------------------- gradients
    @rule(pick=picks, retain=st.booleans())
    def backprop(self, pick: int, retain: bool) -> None:
        x, twin = self.picked(pick)
        if twin.value.shape != ():
            with pytest.raises(ShapeError):
                backprop(x, retain_graph=retain)
            return
        self._backprop(x, twin, retain)

    @precondition(lambda self: self.losses())
    @rule(pick=picks, retain=st.booleans())
    def backprop_of_a_loss(self, pick: int, retain: bool) -> None:
        losses = self.losses()
        self._backprop(*losses[pick % len(losses)], retain)

    def _backprop(self, x: Any, twin: Twin, retain: bool) -> None:
        if not may_walk(twin, retain=retain):
            with pytest.raises(GradientError):
                backprop(x, retain_graph=retain)
            return
        backprop(x, retain_graph=retain)
        for node, jacobian in twin.jacobian.items():
            if isinstance(node, Leaf):
                part = jacobian.reshape(node.value.shape)
                node.grad = part if node.grad is None else node.grad + part

    @precondition(lambda self: self.losses())
    @rule(pick=picks, sources=st.lists(picks, min_size=1, max_size=3), retain=st.booleans(), create=st.booleans())
    def gradients(self, pick: int, sources: list[int], retain: bool, create: bool) -> None:
        losses = self.losses()
        x, twin = losses[pick % len(losses)]
        chosen = [self.picked(source) for source in sources]
        tensors = tuple(source for source, _ in chosen)

        def call() -> Any:
            return untyped(gradients)(x, tensors, retain_graph=retain, create_graph=create)

        may = all(source.node is not None for _, source in chosen)
        may = may and (twin.node is not None and is_whole(twin.node) if create else may_walk(twin, retain=retain))
        if not may:
            with pytest.raises(GradientError):
                call()
            return
        for found, (_, source) in zip(call(), chosen, strict=True):
            assert source.node is not None
            assert_close(found, gradient(twin, source.node, source.value.shape))

    @precondition(lambda self: self.parameters())
    @rule(pick=picks, seed=st.none() | picks)
    def set_grad(self, pick: int, seed: int | None) -> None:
        one, leaf = self.parameters()[pick % len(self.parameters())]
        leaf.grad = None if seed is None else values_of(leaf.value.shape, seed)
        one.grad = None if leaf.grad is None else tensor(leaf.grad, float64)

    # ------------------------------------------------------------------------------------------------------- updates
    @precondition(lambda self: self.parameters())
    @rule(pick=picks, other=picks)
    def assign(self, pick: int, other: int) -> None:
        one, leaf = self.parameters()[pick % len(self.parameters())]
        new, twin = self.picked(other)
        if twin.value.shape != leaf.value.shape:
            with pytest.raises(ShapeError):
                one.assign(new)
            with pytest.raises(ShapeError):
                one.grad = new
            return
        one.assign(new)
        leaf.assign(twin.value.copy())

    @precondition(lambda self: self.parameters() and len(self.optimizers) < 3)
    @rule(picks=st.lists(picks, min_size=1, max_size=3), adam=st.booleans())
    def new_optimizer(self, picks: list[int], adam: bool) -> None:
        known = self.parameters()
        chosen = [known[i] for i in {pick % len(known): None for pick in picks}]
        self.optimizers.append(Steps(chosen, adam=adam))

    @precondition(lambda self: self.optimizers)
    @rule(pick=picks)
    def step(self, pick: int) -> None:
        self.optimizers[pick % len(self.optimizers)].step()

    @precondition(lambda self: self.optimizers)
    @rule(pick=picks)
    def zero_grad(self, pick: int) -> None:
        self.optimizers[pick % len(self.optimizers)].zero_grad()

    # -------------------------------------------------------------------------------------------------------- copies
    @rule(pick=picks, how=st.sampled_from(sorted(COPIES)))
    def copied(self, pick: int, how: str) -> None:
        x, twin = self.picked(pick)
        by = COPIES[how]
        if isinstance(twin.node, Call):
            if how == "copy":
                assert by(x) is x
                return
            with pytest.raises(GradientError):
                by(x)
            return
        if isinstance(twin.node, Leaf):
            if len(self.parameters()) >= 6:
                return
            other = parameter(twin.value)
            assert isinstance(other.node, Leaf)
            other.node.grad = twin.node.grad
            self.put(by(x), other)
        else:
            self.put(by(x), Twin(twin.value))

    @rule(picks=st.lists(picks, min_size=1, max_size=3))
    def saved(self, picks: list[int]) -> None:
        chosen = {str(i): self.picked(pick) for i, pick in enumerate(picks)}
        with tempfile.TemporaryDirectory() as directory:
            path = Path(directory) / "tensors.safetensors"
            save_tensors(path, {name: x for name, (x, _) in chosen.items()})
            loaded = load_tensors(path)
        assert loaded.keys() == chosen.keys()
        for name, (_, twin) in chosen.items():
            assert_same(loaded[name], Twin(twin.value))
        self.put(loaded["0"], Twin(chosen["0"][1].value.copy()))

    # --------------------------------------------------------------------------------------------------- wrong calls
    @rule(pick=picks)
    def another_dtype(self, pick: int) -> None:
        x, twin = self.picked(pick)
        single = tensor(np.zeros(twin.value.shape), float32)
        for wrong in (single, 1j, "1", None):
            with pytest.raises(TypeError):  # a DTypeError is one
                operator.add(x, wrong)
            with pytest.raises(TypeError):
                x.splice(..., wrong)
            with pytest.raises(TypeError):
                untyped(stack)([x, wrong])
        if isinstance(twin.node, Leaf):
            with pytest.raises(DTypeError):
                x.assign(single)
            with pytest.raises(DTypeError):
                x.grad = single

    # ---------------------------------------------------------------------------------------------------- invariants
    @invariant()
    def everything_is_as_the_model_says(self) -> None:
        assert is_recording() == self.records
        for x, twin in self.pool:
            assert_same(x, twin)

    def teardown(self) -> None:
        for block, _ in reversed(self.held):
            block.__exit__(None, None, None)
        assert is_recording()


def may_walk(loss: Twin, *, retain: bool) -> bool:
    """Whether there is a gradient; a walk that comes to an end frees what it went through, and so does another."""
    if loss.node is None:
        return False
    try:
        walk(loss.node, retain=retain)
    except RefusedError:
        return False
    return True


def is_moderate(twin: Twin) -> bool:
    """Whether values and derivatives are finite, and none is large."""
    return all(bool(np.all(np.abs(one) < LARGEST)) for one in (twin.value, *twin.jacobian.values()))


def assert_close(x: AnyTensor, expected: AnyArray) -> None:
    """Hold a tensor to dtype, shape and values."""
    data = array(x)
    assert (x.dtype, x.shape, data.dtype) == (float64.numpy, expected.shape, float64.numpy)
    np.testing.assert_allclose(data, expected, rtol=1e-10, atol=1e-10)


def assert_same(x: Any, twin: Twin) -> None:
    """Hold a tensor to its twin, and take over the last bits of it, for no step to amplify what differs."""
    assert_close(x, twin.value)
    leaf = twin.node
    w: Any = x  # isinstance leaves the parameters of `x` unknown
    if not isinstance(leaf, Leaf):
        assert not isinstance(x, Parameter)
        return
    assert isinstance(x, Parameter)
    leaf.value = array(w).copy()
    grad = w.grad
    assert (grad is None) == (leaf.grad is None)
    if leaf.grad is not None:
        assert_close(grad, leaf.grad)
        leaf.grad = array(grad).copy()


def test_sequences_of_calls_are_as_the_model_says() -> None:
    examples = os.environ.get("STATE_MACHINE_EXAMPLES")
    run_state_machine_as_test(
        Machine,
        settings=settings(
            max_examples=int(examples or 60),
            stateful_step_count=40,
            derandomize=examples is None,
            database=None,
            deadline=None,
            suppress_health_check=[HealthCheck.too_slow],
        ),
    )
