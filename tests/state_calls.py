"""What the state machine calls, here and in NumPy, and the pool of tensors that it calls it with."""

from __future__ import annotations

import copy
import pickle
import warnings
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar

import numpy as np
import pytest
from helpers import AnyArray, untyped
from state_model import Call, Leaf, Twin, assert_close, assert_same, called, gradient, is_moderate, outcome

import typedgrad
from typedgrad import GradientError, ShapeError, backprop, enable_grad, gradients, no_grad, where
from typedgrad.optim import SGD, Adam

if TYPE_CHECKING:
    from collections.abc import Callable


@dataclass(frozen=True)
class Operation:
    """A call here and in NumPy, where complex numbers go through; and whether its gradients need its inputs."""

    ours: Callable[..., Any]
    theirs: Callable[..., Any]
    saves_inputs: bool = False


def one(ours: Callable[[Any], Any], theirs: Callable[[Any], Any], *, saves_inputs: bool = False) -> Operation:
    """Make an operation of one tensor."""
    return Operation(ours, theirs, saves_inputs)


def two(ours: Callable[[Any, Any], Any], theirs: Callable[[Any, Any], Any], *, saves_inputs: bool = False) -> Operation:
    """Make an operation of two tensors."""
    return Operation(ours, theirs, saves_inputs)


LIMIT = 16  # tensors at once
SIZE = 6  # elements of one
RANKS: dict[type[object], int] = {type(None): 0, Call: 1, Leaf: 2}
WORDS = {"constant": "depends on no parameter", "freed": "freed", "updated": "was updated after"}

tg: Any = typedgrad  # of tensors whose shapes no checker knows
numpy: Any = np  # of real and of complex arrays
UNARY = {
    "exp": one(tg.exp, np.exp),
    "tanh": one(tg.tanh, np.tanh),
    "sigmoid": one(tg.sigmoid, lambda x: 1.0 / (1.0 + np.exp(-x))),
    "sin": one(tg.sin, np.sin, saves_inputs=True),
    "sqrt": one(lambda x: tg.sqrt(x * x + 1.0), lambda x: np.sqrt(x * x + 1.0), saves_inputs=True),
    "negative": one(tg.negative, np.negative),
    "positive": one(tg.positive, lambda x: x * 1.0),
    "scaled": one(lambda x: x * 0.5, lambda x: x * 0.5, saves_inputs=True),
    "shifted": one(lambda x: 1.5 - x, lambda x: 1.5 - x),
    "square": one(tg.square, lambda x: x * x, saves_inputs=True),
    "scalar": one(lambda x: (x * x).sum(), lambda x: (x * x).sum(), saves_inputs=True),
    "relu": one(tg.relu, lambda x: numpy.where(x.real > 0, x, 0.0)),
    "abs": one(tg.abs, lambda x: x * np.sign(x.real), saves_inputs=True),
    "sum": one(tg.sum, np.sum),
    "matrix_transpose": one(tg.matrix_transpose, lambda x: np.swapaxes(x, -1, -2)),
    "transpose": one(lambda x: x.transpose((1, 0)), lambda x: np.transpose(x, (1, 0))),
    "broadcast": one(lambda x: tg.broadcast_to(x, (2, 3)), lambda x: numpy.broadcast_to(x, (2, 3))),
    "flip": one(tg.flip, np.flip),
    "flatten": one(tg.flatten, np.ravel),
}
BINARY = {
    "add": two(lambda x, y: x + y, np.add),
    "subtract": two(lambda x, y: x - y, np.subtract),
    "multiply": two(lambda x, y: x * y, np.multiply, saves_inputs=True),
    "divide": two(lambda x, y: x / y, lambda x, y: x / y, saves_inputs=True),
    "where": two(lambda x, y: where(x > y, x, y), lambda x, y: numpy.where(x.real > y.real, x, y)),
    "matmul": two(lambda x, y: x @ y, np.matmul, saves_inputs=True),
}
SHAPES = [(), (1,), (2,), (3,), (2, 3), (3, 2), (2, 1), (1, 3), (0,), (2, 0)]
KEYS: tuple[Any, ...] = (
    0,
    -1,
    5,
    slice(1, None),
    slice(None, None, -1),
    (slice(None), 0),
    (0, slice(None)),
    (slice(None), slice(0, 1)),
    ...,
    (..., 0),
    (slice(None), slice(None), 0),
)


def sum_over(axis: int, *, keepdims: bool) -> Operation:
    """Make a sum over one axis."""

    def theirs(x: AnyArray) -> AnyArray:
        if not -x.ndim <= axis < x.ndim:
            raise ValueError("NumPy lets a scalar have axis 0")
        return np.asarray(x.sum(axis=axis, keepdims=keepdims))

    return one(lambda x: x.sum(axis=axis, keepdims=keepdims), theirs)


def splice(key: Any) -> Operation:
    """Make a splice at a key."""

    def theirs(x: AnyArray, new: AnyArray) -> AnyArray:
        changed = x.astype(np.result_type(x, new))
        if changed[key].shape != new.shape:
            raise ValueError("another shape")
        changed[key] = new
        return changed

    return two(lambda x, new: x.splice(key, new), theirs)


def by_pickle(x: Any) -> Any:
    """Copy by pickle."""
    return pickle.loads(pickle.dumps(x))


COPIES: dict[str, Callable[[Any], Any]] = {"copy": copy.copy, "deepcopy": copy.deepcopy, "pickle": by_pickle}


def values_of(shape: tuple[int, ...], seed: int) -> AnyArray:
    """Values without ties, some of them zero."""
    rng = np.random.default_rng([seed, *shape])
    return np.asarray(np.where(rng.random(shape) < 0.1, 0.0, rng.uniform(-2.0, 2.0, shape)))


class Steps:
    """An optimizer, and its formulas."""

    def __init__(self, chosen: list[tuple[Any, Leaf]], *, adam: bool) -> None:
        parameters = [x for x, _ in chosen]
        self.leaves = [leaf for _, leaf in chosen]
        self.adam = adam
        self.ours: SGD | Adam = Adam(parameters, lr=0.05) if adam else SGD(parameters, lr=0.125, momentum=0.5)
        self.counts = [0 for _ in chosen]
        self.first = [np.zeros(leaf.value.shape) for leaf in self.leaves]
        self.second = [np.zeros(leaf.value.shape) for leaf in self.leaves]

    def zero_grad(self) -> None:
        self.ours.zero_grad()
        for leaf in self.leaves:
            leaf.grad = None

    def step(self) -> None:
        if all(leaf.grad is None for leaf in self.leaves):
            with pytest.raises(GradientError):
                self.ours.step()
            return
        self.ours.step()
        for i, leaf in enumerate(self.leaves):
            g = leaf.grad
            if g is None:
                continue
            self.counts[i] += 1
            if self.adam:
                self.first[i] = 0.9 * self.first[i] + 0.1 * g
                self.second[i] = 0.999 * self.second[i] + 0.001 * g * g
                mean = self.first[i] / (1.0 - 0.9 ** self.counts[i])
                square = self.second[i] / (1.0 - 0.999 ** self.counts[i])
                leaf.assign(leaf.value - 0.05 * mean / (np.sqrt(square) + 1e-8))
            else:
                self.first[i] = 0.5 * self.first[i] + g
                leaf.assign(leaf.value - 0.125 * self.first[i])


@dataclass(eq=False)
class Held:
    """A block that was entered and not left."""

    block: no_grad | enable_grad
    records: bool


class Pool:
    """A pool of tensors, each with its twin, and the blocks around all calls."""

    outcomes: ClassVar[Counter[str]] = Counter()  # of all walks of a run

    def __init__(self) -> None:
        super().__init__()
        self.pool: list[tuple[Any, Twin]] = []
        self.held: list[Held] = []

    @property
    def records(self) -> bool:
        """What the innermost block says that was not left."""
        return self.held[-1].records if self.held else True

    def picked(self, pick: int) -> tuple[Any, Twin]:
        return self.pool[pick % len(self.pool)]

    def parameters(self) -> list[tuple[Any, Leaf]]:
        return [(x, twin.node) for x, twin in self.pool if isinstance(twin.node, Leaf)]

    def recorded(self) -> list[tuple[Any, Twin]]:
        return [pair for pair in self.pool if pair[1].node is not None]

    def put(self, x: Any, twin: Twin) -> tuple[Any, Twin]:
        """Take into the pool; the first constant makes room, or else the first result, or else the first parameter."""
        assert_same(x, twin)
        if len(self.pool) >= LIMIT:
            del self.pool[min(range(LIMIT), key=lambda i: RANKS[type(self.pool[i][1].node)])]
        self.pool.append((x, twin))
        return self.pool[-1]

    def does(self, operation: Operation, *operands: tuple[Any, Twin]) -> tuple[Any, Twin] | None:
        """Call both, and return the result unless it is too large, or hold that both refuse."""
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
                return None
            if expected.value.size > SIZE or not is_moderate(expected):
                return None
            return self.put(operation.ours(*tensors), expected)

    def loss_of(self, pair: tuple[Any, Twin]) -> tuple[Any, Twin] | None:
        """A scalar computed from it, recorded whatever block we are in."""
        block = enable_grad()
        with block:
            self.held.append(Held(block, records=True))
            try:
                return self.does(UNARY["scalar"], pair)
            finally:
                self.held.pop()

    def walks_back(self, loss: tuple[Any, Twin], retain: bool) -> None:
        """Call `backprop` as the model does, or hold that both refuse."""
        x, twin = loss
        how = outcome(twin, retain=retain)
        self.outcomes[how] += 1
        if how != "ended":
            with pytest.raises(GradientError, match=WORDS[how]):
                backprop(x, retain_graph=retain)
            return
        backprop(x, retain_graph=retain)
        for node, jacobian in twin.jacobian.items():
            if isinstance(node, Leaf):
                part = jacobian.reshape(node.value.shape)
                node.grad = part if node.grad is None else node.grad + part

    def differentiates(
        self, loss: tuple[Any, Twin], chosen: list[tuple[Any, Twin]], *, retain: bool, create: bool
    ) -> None:
        """Call `gradients` as the model does, or hold that both refuse."""
        x, twin = loss
        tensors = tuple(source for source, _ in chosen)

        def call() -> Any:
            return untyped(gradients)(x, tensors, retain_graph=retain, create_graph=create)

        if any(source.node is None for _, source in chosen):
            with pytest.raises(GradientError):
                call()
            return
        how = outcome(twin, retain=retain or create)
        self.outcomes[how] += 1
        if how != "ended":
            with pytest.raises(GradientError, match=None if create else WORDS[how]):  # that looks at all calls first
                call()
            return
        for found, (_, source) in zip(call(), chosen, strict=True):
            assert source.node is not None
            assert_close(found, gradient(twin, source.node, source.value.shape))
