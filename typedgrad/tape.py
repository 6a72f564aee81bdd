"""The graph behind the tensors, the walk back through it, and the switch that stops recording.

There is no tape object. A tensor that depends on a parameter holds a `Node`, a node holds the nodes of its inputs, and
what nobody refers to is gone. Nodes are numbered as they are recorded, so descending numbers are an order that visits
each node once, after all its uses.
"""

from __future__ import annotations

from operator import attrgetter
from typing import TYPE_CHECKING, TypeAlias

import numpy as np

from typedgrad.blocks import Block, innermost
from typedgrad.capture import instead, recorder
from typedgrad.errors import CompileError, GradientError
from typedgrad.nodes import Leaf, Node, freed
from typedgrad.rules import large
from typedgrad.rules.memory import LARGE, like_both
from typedgrad.rules.quiet import quiet
from typedgrad.rules.rows import sum_over
from typedgrad.rules.rule import Saves
from typedgrad.threads import threads
from typedgrad.waiting import insert, refill

if TYPE_CHECKING:
    from collections.abc import Callable, Collection
    from contextvars import ContextVar
    from typing import Self

    from typedgrad.blocks import Entered
    from typedgrad.rules.namespace import NDArray
    from typedgrad.rules.rule import Gradients, Rule, Targets

# ------------------------------------------------------------------------------------------------------- no_grad
_recording: ContextVar[Entered[bool]] = innermost("typedgrad_recording", True)
recording: Callable[[], Entered[bool]] = _recording.get
"""What is true where calls are recorded: each call asks it, so no Python runs for it."""


def is_recording() -> bool:
    """Whether calls are recorded in this thread and asyncio task."""
    return bool(recording())


class no_grad(Block[bool]):
    """Stop recording, as a context manager or as a decorator, in this thread and asyncio task only.

    The innermost block decides, and one that is left holds nowhere: when all are left, in whatever order and by
    whatever threads and tasks, everything is recorded as before.

    A thread that is started within the block records, as do the threads of a pool. A task that is started within it,
    and `asyncio.to_thread`, do not until the block is left; so await them in it. (From Python 3.14 on
    `sys.flags.thread_inherit_context`, which is set in free-threaded builds, makes a thread as a task.) A generator
    that yields within the block leaves it open for the code that runs the generator, until it goes on: no context
    manager of Python can tell. Where it goes on in another thread or task, it has its block no longer: nothing there
    has entered one.

    Raises:
        RuntimeError: it is left more often than it was entered.

    >>> from typedgrad import Parameter, backprop, ones
    >>> w = Parameter(ones((2,)))
    >>> with no_grad():
    ...     y = (w * 2.0).sum()
    >>> backprop(y)
    Traceback (most recent call last):
    typedgrad.errors.GradientError: backprop: the loss depends on no parameter, or was computed under no_grad
    """

    _innermost = _recording
    _held = ()

    def _recreate_cm(self) -> Self:
        return type(self)()  # each call of a decorated function enters a block of its own


class enable_grad(Block[bool]):
    """Record again within `no_grad`, in whose docstring is what holds of both."""

    _innermost = _recording
    _held = (True,)

    def _recreate_cm(self) -> Self:
        return type(self)()


# ---------------------------------------------------------------------------------------------------------- walk
_INPUTS_SAVED = (Saves.INPUTS, Saves.ALL, Saves.AS_RUN)
_order = attrgetter("order")


@quiet
def plain_walk(  # a helper would cost a frame for each input
    root: Node, seed: NDArray, keep: Collection[Node], leaves: list[Leaf] | None, since: int, retain: bool
) -> dict[Node, NDArray]:
    """Carry the gradient `seed` of `root` back, and return the gradients of leaves and of `keep`.

    It ends at what is older than the event `since`. Each call is freed before its inputs are gone to, unless `retain`.
    A gradient that is infinite or NaN is one without a warning.

    Args:
        root: where to start.
        seed: its gradient.
        keep: other nodes whose gradients are asked for.
        leaves: takes up the leaves that are met; the gradient of an empty one may stand in its memory then.
        since: the number of an event.
        retain: whether calls are kept for another walk.

    Raises:
        GradientError: a call was freed by an earlier walk, or a parameter that it needs has changed since.
    """
    gradients = {root: seed}
    if isinstance(root, Leaf) and leaves is not None:
        leaves.append(root)
    pending = [] if isinstance(root, Leaf) or root.order < since else [root]  # the latest last
    targets: Targets = {}
    recording = recorder()
    while pending:
        node = pending.pop()
        rule, inputs, saved = node.rule, node.inputs, node.saved  # `saved` last, which another thread frees first
        if rule is None or saved is None:
            refill(pending, node)
            continue
        g = gradients[node] if node in keep else gradients.pop(node)
        if recording is not None and g.ndim:
            g = recording.held(g)  # a constant too, so that its methods are captured
        if not retain:
            node.saved, node.inputs = None, ()
        pull = rule.pull
        try:
            if pull is None:
                pulled = pulled_parts(rule, inputs, saved, g)
            else:
                if leaves is not None and rule.fills_targets and not threads.are_several:
                    _offer(inputs, gradients, targets)
                pulled = pull(g, saved, inputs, targets)
        except CompileError:
            pulled = _pulled_whole(rule, inputs, saved, g)
        for i, source in enumerate(inputs):  # zip costs twice as much
            if source is None or (part := pulled[i]) is None:
                continue
            if source in gradients:
                if source.order > node.order and rule.saves in _INPUTS_SAVED:  # a leaf that a later call met first
                    raise _updated(rule, source)
                gradients[source] = _added(gradients[source], part)
            elif isinstance(source, Leaf):
                order = source.order
                if order > node.order and rule.saves in _INPUTS_SAVED:
                    raise _updated(rule, source)
                if order >= since:
                    gradients[source] = part
                    if leaves is not None:
                        leaves.append(source)
            else:  # not a branch with the leaves: the interpreter is quick where an attribute is always of one class
                order = source.order
                if order >= since:
                    gradients[source] = part
                    if not pending or order > pending[-1].order:
                        pending.append(source)
                    else:
                        insert(pending, source)
    return gradients


Walk: TypeAlias = "Callable[[Node, NDArray, Collection[Node], list[Leaf] | None, int, bool], dict[Node, NDArray]]"

walk: Walk = plain_walk
"""What `backprop` and its like call: `plain_walk`, or while `detect_nan` is in use one that looks on."""


def _added(known: NDArray, part: NDArray) -> NDArray:
    return known + part if part.size < LARGE else np.add(known, part, like_both(known, part))


def _offer(inputs: tuple[Node | None, ...], gradients: dict[Node, NDArray], targets: Targets) -> None:
    """Give the memory of the leaves that nothing was added to yet, and of no others."""
    targets.clear()  # of an earlier call, whose leaves may be filled meanwhile
    recording = recorder()
    for source in inputs:
        if isinstance(source, Leaf) and not source.is_filled and source not in gradients:
            memory = source.memory() if source.gradient is None else source.gradient
            targets[source] = memory if recording is None else recording.held(memory)


def collect(root: Node, since: int = 0) -> list[Node]:
    """Every call that `root` depends on, the last first, of those from the event `since` on.

    Raises:
        GradientError: as `walk`.
    """
    calls: list[Node] = []
    stack = [root]
    seen = {root}
    while stack:
        node = stack.pop()
        if isinstance(node, Leaf) or node.order < since:
            continue
        if node.rule is None or node.saved is None:
            raise freed(node)
        calls.append(node)
        for source in node.inputs:
            if source is None:
                continue
            if source.order > node.order and node.rule.saves in _INPUTS_SAVED:
                raise _updated(node.rule, source)
            if source not in seen:
                seen.add(source)
                stack.append(source)
    calls.sort(key=_order, reverse=True)
    return calls


def _updated(rule: Rule, leaf: Node) -> GradientError:
    return GradientError(
        f"a parameter of shape {leaf.shape} was updated after {rule.name} used it; "
        "call backprop before the update, or compute the loss anew"
    )


def pulled_parts(rule: Rule, inputs: tuple[Node | None, ...], saved: tuple[object, ...], g: NDArray) -> Gradients:
    """The gradient of each input, in the input's shape: where it was broadcast, summed."""
    parts: list[NDArray | None] = []
    for i, source in enumerate(inputs):
        part = None
        if source is not None:
            part = (
                rule.evaluate_gradient(i, g, *saved)
                if g.size < LARGE or type(g) is not np.ndarray
                else large.evaluate(rule.gradients[i], g, *saved)
            )
            if part.shape != source.shape:
                part = sum_to(part, source.shape)
        parts.append(part)
    return tuple(parts)


def _pulled_whole(rule: Rule, inputs: tuple[Node | None, ...], saved: tuple[object, ...], g: NDArray) -> Gradients:
    """The same, captured as one call."""
    shapes = tuple(None if source is None else source.shape for source in inputs)
    return instead(_gradients, rule, shapes, saved, g)


def _gradients(
    rule: Rule, shapes: tuple[tuple[int, ...] | None, ...], saved: tuple[object, ...], g: NDArray
) -> Gradients:
    """The gradients of inputs of these shapes, None for a constant."""
    if rule.pull is not None:
        return rule.pull(g, saved, shapes, {})
    leaves = tuple(None if shape is None else Node(None, (), (), shape) for shape in shapes)
    return pulled_parts(rule, leaves, saved, g)


def sum_to(g: NDArray, shape: tuple[int, ...]) -> NDArray:
    """Sum over the axes along which an array of `shape` was broadcast to the shape of `g`."""
    return sum_over(g, broadcast_axes(g.shape, shape), keepdims=True).reshape(shape)


def broadcast_axes(to: tuple[int, ...], shape: tuple[int, ...]) -> tuple[int, ...]:
    """The axes of `to` along which an array of `shape` was repeated to fill it."""
    lead = len(to) - len(shape)
    return (*range(lead), *(lead + i for i, n in enumerate(shape) if n == 1 != to[lead + i]))
