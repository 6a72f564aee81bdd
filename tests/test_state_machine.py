"""Random sequences of calls, right and wrong, against a plain model: after each, everything is as the model says.

In the suite the sequences are always the same. Others, and more of them, by

    STATE_MACHINE_EXAMPLES=20000 pytest tests/test_state_machine.py --hypothesis-seed=1
"""

from __future__ import annotations

import operator
import os
import tempfile
from contextvars import Context, copy_context
from pathlib import Path
from typing import Any, TypeAlias

import numpy as np
import pytest
from helpers import tensor, untyped
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
from state_calls import (
    BINARY,
    COPIES,
    KEYS,
    SHAPES,
    UNARY,
    Held,
    Operation,
    Pool,
    Steps,
    one,
    splice,
    sum_over,
    values_of,
)
from state_model import (
    Call,
    Leaf,
    Twin,
    assert_same,
    parameter,
)

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
    no_grad,
    stack,
)
from typedgrad.checkpoint import load_tensors, save_tensors
from typedgrad.tape import is_recording

picks = st.integers(0, 10_000)
shapes = st.sampled_from(SHAPES)
names = st.sampled_from(sorted(UNARY))
saving = st.sampled_from(sorted(name for name, operation in UNARY.items() if operation.saves_inputs))
Use: TypeAlias = tuple[str, int | None, bool, bool]
uses = st.tuples(names | saving, st.none() | picks, st.booleans(), st.booleans())
LEAST = {"ended": 150, "freed": 60, "updated": 40}  # of walks, for as many sequences as the suite has
SEQUENCES = 120


class Machine(Pool, RuleBasedStateMachine):
    """Each rule is a call, or some that belong together."""

    def __init__(self) -> None:
        super().__init__()
        self.blocks: list[no_grad | enable_grad] = []
        self.contexts: list[tuple[Context, list[Held]]] = []
        self.optimizers: list[Steps] = []

    # --------------------------------------------------------------------------------------------------------- makes
    @initialize(shape=shapes, names=st.lists(names, min_size=2, max_size=4), seed=picks)
    def first(self, shape: tuple[int, ...], names: list[str], seed: int) -> None:
        self.new_parameter(shape, seed)
        for name in names:
            self.does(UNARY[name], self.pool[-1])

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
    @rule(name=names, pick=picks)
    def unary(self, name: str, pick: int) -> None:
        self.does(UNARY[name], self.picked(pick))

    @rule(name=st.sampled_from(sorted(BINARY)), pick1=picks, pick2=picks)
    def binary(self, name: str, pick1: int, pick2: int) -> None:
        self.does(BINARY[name], self.picked(pick1), self.picked(pick2))

    @rule(pick=picks, axis=st.integers(-3, 2), keepdims=st.booleans())
    def sum_over(self, pick: int, axis: int, keepdims: bool) -> None:
        self.does(sum_over(axis, keepdims=keepdims), self.picked(pick))

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
        self.does(splice(key), self.picked(pick), self.picked(other))

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
        self.held.append(Held(block, isinstance(block, enable_grad)))

    @precondition(lambda self: self.blocks)
    @rule(pick=picks)
    def leave(self, pick: int) -> None:
        block = self.blocks[pick % len(self.blocks)]
        places = [i for i, one in enumerate(self.held) if one.block is block]
        if places:
            block.__exit__(None, None, None)
            del self.held[places[-1]]
        else:
            with pytest.raises(RuntimeError, match="left more often"):
                block.__exit__(None, None, None)

    @precondition(lambda self: self.held)
    @rule()
    def copied_context(self) -> None:
        """As a task has one, whose blocks are left by others."""
        del self.contexts[:-3]
        self.contexts.append((copy_context(), list(self.held)))

    @rule(records=st.tuples(st.booleans(), st.booleans(), st.booleans()), order=st.permutations(range(3)))
    def leave_in_any_order(self, records: tuple[bool, ...], order: list[int]) -> None:
        first = len(self.blocks)
        for records_here in records:
            self.enter(records_here, None)
        self.copied_context()
        for i in order:
            self.leave(first + i)
            self.recording_is_as_the_model_says()

    # ----------------------------------------------------------------------------------------------------- gradients
    @rule(pick=picks, retain=st.booleans())
    def backprop_of_any(self, pick: int, retain: bool) -> None:
        x, twin = self.picked(pick)
        if twin.value.shape == ():
            self.walks_back((x, twin), retain)
        else:
            with pytest.raises(ShapeError):
                backprop(x, retain_graph=retain)

    @precondition(lambda self: self.recorded())
    @rule(pick=picks, retains=st.lists(st.booleans(), min_size=1, max_size=3))
    def backprop_of_a_loss(self, pick: int, retains: list[bool]) -> None:
        loss = self.loss_of(self.recorded()[pick % len(self.recorded())])
        if loss is not None:
            for retain in retains:
                self.walks_back(loss, retain)

    @precondition(lambda self: self.recorded())
    @rule(
        pick=picks,
        sources=st.lists(picks, min_size=1, max_size=3),
        ways=st.lists(st.tuples(st.booleans(), st.booleans()), min_size=1, max_size=2),
    )
    def gradients(self, pick: int, sources: list[int], ways: list[tuple[bool, bool]]) -> None:
        loss = self.loss_of(self.recorded()[pick % len(self.recorded())])
        chosen = [self.picked(source) for source in sources]
        if loss is not None:
            for retain, create in ways:
                self.differentiates(loss, chosen, retain=retain, create=create)

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

    @precondition(lambda self: self.parameters())
    @rule(pick=picks, uses=st.lists(uses, min_size=1, max_size=3), adam=st.booleans())
    def update_in_between(self, pick: int, uses: list[Use], adam: bool) -> None:
        """Forward, an update, and back."""
        for name, seed, is_used_again, create in uses:
            w, leaf = self.parameters()[pick % len(self.parameters())]
            pair = next(pair for pair in self.pool if pair[1].node is leaf)
            y = self.does(UNARY[name], pair)
            loss = self.loss_of(y) if y else None
            if y is None or loss is None:
                continue
            if seed is None:
                self.walks_back(loss, retain=True)
                Steps([(w, leaf)], adam=adam).step()
            else:
                new = values_of(leaf.value.shape, seed)
                w.assign(tensor(new, float64))
                leaf.assign(new)
            if is_used_again:  # so that the walk comes to it first by a call that saved what it is now
                y = self.does(BINARY["multiply"], pair, y)
                loss = (self.loss_of(y) if y else None) or loss
            if create:
                self.differentiates(loss, [pair], retain=False, create=True)
            else:
                self.walks_back(loss, retain=False)

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
    def recording_is_as_the_model_says(self) -> None:
        assert is_recording() == self.records
        for context, blocks in self.contexts:
            left = [block for block in blocks if block in self.held]
            assert context.run(is_recording) == (left[-1].records if left else True)

    @invariant()
    def tensors_are_as_the_model_says(self) -> None:
        for x, twin in self.pool:
            assert_same(x, twin)

    def teardown(self) -> None:
        for held in reversed(self.held):
            held.block.__exit__(None, None, None)
        assert is_recording()


def test_sequences_of_calls_are_as_the_model_says() -> None:
    Machine.outcomes.clear()
    examples = os.environ.get("STATE_MACHINE_EXAMPLES")
    count = int(examples or SEQUENCES)
    run_state_machine_as_test(
        Machine,
        settings=settings(
            max_examples=count,
            stateful_step_count=40,
            derandomize=examples is None,
            database=None,
            deadline=None,
            suppress_health_check=[HealthCheck.too_slow],
        ),
    )
    outcomes = Machine.outcomes
    fewer = {how: outcomes[how] for how, least in LEAST.items() if outcomes[how] * SEQUENCES < least * count}
    assert not fewer, f"walks that hardly happened: {fewer}"
