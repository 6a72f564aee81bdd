"""What a rule is: the forward of a primitive and its gradients, side by side.

The constructors below each take the forward, the gradient of every input, and say by their name what the gradients are
written in. That is all that the tape keeps until `backprop`:

- `..._from_output`: the result, `g * y` of `exp`;
- `..._from_inputs`: the inputs, `g * x2` of `multiply`;
- `..._from_all`: the inputs and the result;
- `..._from_constant`: the last input, which has no gradient: the condition of `where`;
- `..._from_shape`: the shape of the input, as `sum` and `reshape` need it;
- `..._from_nothing`: nothing at all, as `add` does;
- `..._without_gradient`: comparisons, `argmax`, logic.

A gradient has the shape of the result that it is the gradient of; where an input was broadcast, the tape sums.
"""

from __future__ import annotations

from enum import Enum, auto
from functools import partial
from typing import TYPE_CHECKING, Any, TypeAlias, cast

from typedgrad.rules.namespace import NUMPY, Array, Namespace, NDArray

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

Nodes: TypeAlias = "Sequence[object | None]"
"""The nodes of a call's inputs, None where an input is constant and needs no gradient."""

Targets: TypeAlias = "dict[object, NDArray]"
"""Arrays that a node's gradient may be written into. Who writes into one takes it out, so that nobody else does."""

Gradients: TypeAlias = "tuple[NDArray | None, ...]"
"""The gradient of each input, None where it needs none."""

BOOL, INTEGER, FLOAT = "b", "i", "f"
NUMERIC, BITWISE, ANY = "if", "bi", "bif"
"""The kinds of dtypes that a rule takes, by `numpy.dtype.kind`."""


class Saves(Enum):
    """What the tape keeps of a call for its gradients, and passes to them after `xp` and `g`."""

    NOTHING = auto()
    INPUTS = auto()
    ALL = auto()  # the inputs, and last the output
    OUTPUT = auto()
    SHAPE = auto()
    CONSTANT = auto()  # the last input, which has no gradient
    AS_RUN = auto()  # what `run` itself returns beside the result


watch: Callable[[Rule], None] | None = None
"""Told of each rule that is made, or executed in another way, while `detect_nan` is in use."""


class Rule:
    """The forward and the gradients of one primitive.

    `forward(xp, *inputs)` and `gradients[i](xp, g, *saved)` are pure expressions that any namespace can read.
    `evaluate(*inputs)` is the forward read with NumPy. `run` is what executes it, `evaluate` or a faster way; `pull`,
    where there is one, is a faster way to all gradients at once. A test holds both to the pure expressions.
    """

    __slots__ = (
        "__weakref__",
        "evaluate",
        "fills_targets",
        "forward",
        "gradients",
        "kinds",
        "name",
        "pull",
        "run",
        "saves",
        "takes_memory",
    )

    def __init__(
        self,
        name: str,
        kinds: str,
        forward: Callable[..., Array],
        gradients: tuple[Callable[..., Array], ...],
        saves: Saves,
    ) -> None:
        self.name: str = name
        self.kinds: str = kinds
        self.forward: Callable[..., Array] = forward
        self.gradients: tuple[Callable[..., Array], ...] = gradients
        self.saves: Saves = saves
        # An expression over arrays gives an array of the kind it is read with.
        self.evaluate: Callable[..., NDArray] = cast("Callable[..., NDArray]", partial(forward, NUMPY))
        self.run: Callable[..., Any] = self.evaluate  # Any: an array, or with Saves.AS_RUN an array and what it saves
        self.pull: Callable[..., Gradients] | None = None
        self.fills_targets: bool = False
        self.takes_memory: bool = False
        if watch is not None:
            watch(self)

    def evaluate_gradient(self, i: int, g: NDArray, *saved: object) -> NDArray:
        """The gradient of the i-th input, read with NumPy."""
        return cast("NDArray", self.gradients[i](NUMPY, g, *saved))  # as evaluate

    def __repr__(self) -> str:
        return f"<rule {self.name}>"

    def executed_by(
        self,
        run: Callable[..., NDArray | tuple[NDArray, tuple[NDArray, ...]]],
        pull: Callable[..., Gradients] | None = None,
        *,
        fills_targets: bool = False,
        takes_memory: bool = False,
    ) -> None:
        """Execute the rule by a faster forward, and optionally by faster gradients.

        `run(*inputs)` gives the result; if it `takes_memory`, there may be one argument more: an array of the dtype of
        the inputs and the shape that they broadcast to, to write the result into.

        `pull(g, saved, nodes, targets)` gives the gradient of each input whose node is not None, in the shape of the
        input. If it `fills_targets`, it may write the i-th into `targets.pop(nodes[i])` where there is one, and must
        then return that.
        """
        self.run = run
        self.pull = pull
        self.fills_targets = fills_targets
        self.takes_memory = takes_memory
        if watch is not None:
            watch(self)


Unary: TypeAlias = "Callable[[Namespace, Array], Array]"
Binary: TypeAlias = "Callable[[Namespace, Array, Array], Array]"
Ternary: TypeAlias = "Callable[[Namespace, Array, Array, Array], Array]"
Quaternary: TypeAlias = "Callable[[Namespace, Array, Array, Array, Array], Array]"
Quinary: TypeAlias = "Callable[[Namespace, Array, Array, Array, Array, Array], Array]"
FromShape: TypeAlias = "Callable[[Namespace, Array, tuple[int, ...]], Array]"


def unary_from_output(name: str, kinds: str, forward: Unary, gradient: Binary) -> Rule:
    """`gradient(xp, g, y)` is written in the result `y`."""
    return Rule(name, kinds, forward, (gradient,), Saves.OUTPUT)


def unary_from_input(name: str, kinds: str, forward: Unary, gradient: Binary) -> Rule:
    """`gradient(xp, g, x)` is written in the input `x`."""
    return Rule(name, kinds, forward, (gradient,), Saves.INPUTS)


def unary_from_shape(name: str, kinds: str, forward: Unary, gradient: FromShape) -> Rule:
    """`gradient(xp, g, shape)` needs the input's shape only."""
    return Rule(name, kinds, forward, (gradient,), Saves.SHAPE)


def unary_from_nothing(name: str, kinds: str, forward: Unary, gradient: Unary) -> Rule:
    """`gradient(xp, g)` needs nothing else: the rule is linear."""
    return Rule(name, kinds, forward, (gradient,), Saves.NOTHING)


def unary_without_gradient(name: str, kinds: str, forward: Unary) -> Rule:
    """A result that is constant between jumps, or not a float."""
    return Rule(name, kinds, forward, (), Saves.NOTHING)


def binary_from_inputs(name: str, kinds: str, forward: Binary, gradient_1: Ternary, gradient_2: Ternary) -> Rule:
    """Each `gradient(xp, g, x1, x2)` is written in both inputs."""
    return Rule(name, kinds, forward, (gradient_1, gradient_2), Saves.INPUTS)


def binary_from_nothing(name: str, kinds: str, forward: Binary, gradient_1: Unary, gradient_2: Unary) -> Rule:
    """Each `gradient(xp, g)` needs nothing else: the rule is linear in both inputs."""
    return Rule(name, kinds, forward, (gradient_1, gradient_2), Saves.NOTHING)


def binary_from_constant(name: str, kinds: str, forward: Ternary, gradient_1: Binary, gradient_2: Binary) -> Rule:
    """Each `gradient(xp, g, constant)` is written in the last of three inputs, which has none itself."""
    return Rule(name, kinds, forward, (gradient_1, gradient_2), Saves.CONSTANT)


def binary_without_gradient(name: str, kinds: str, forward: Binary) -> Rule:
    """A result that is constant between jumps, or not a float."""
    return Rule(name, kinds, forward, (), Saves.NOTHING)


def ternary_from_inputs(
    name: str, kinds: str, forward: Ternary, gradient_1: Quaternary, gradient_2: Quaternary, gradient_3: Quaternary
) -> Rule:
    """Each `gradient(xp, g, x1, x2, x3)` is written in the inputs."""
    return Rule(name, kinds, forward, (gradient_1, gradient_2, gradient_3), Saves.INPUTS)


def ternary_from_all(
    name: str, kinds: str, forward: Ternary, gradient_1: Quinary, gradient_2: Quinary, gradient_3: Quinary
) -> Rule:
    """Each `gradient(xp, g, x1, x2, x3, y)` is written in the inputs and the result."""
    return Rule(name, kinds, forward, (gradient_1, gradient_2, gradient_3), Saves.ALL)
