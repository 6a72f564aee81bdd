"""`detect_nan`: stops at the first operation, or gradient, that makes NaN of numbers.

It costs nothing where it is not in use: no call of a rule asks for it. Where a block is entered, every rule that there
is gets an execution that looks at its result, and gets its own back when the last block is left. Rules are found
through the table, those of factories in their caches; one that is made meanwhile tells of itself.
"""

from __future__ import annotations

import gc
from functools import partial
from threading import RLock
from typing import TYPE_CHECKING, Any, cast
from weakref import WeakSet

import numpy as np

from typedgrad import capture, tape
from typedgrad.blocks import Block, innermost
from typedgrad.capture import recorder, refuse
from typedgrad.dtypes import leaf_of
from typedgrad.forks import renewed_in_child
from typedgrad.nodes import Leaf, freed
from typedgrad.rules import rule as rules
from typedgrad.rules.rule import Rule, Saves

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator, Sequence
    from contextvars import ContextVar
    from typing import Self

    from typedgrad.blocks import Entered
    from typedgrad.nodes import Node
    from typedgrad.rules.namespace import NDArray


_innermost: ContextVar[Entered[bool]] = innermost("typedgrad_detect_nan")


def _looked() -> tuple[bool, ...]:
    """Whether infinity is looked for too, if a block of this thread and task is active."""
    return tuple(_innermost.get())  # it may be left meanwhile, elsewhere


class detect_nan(Block[bool]):
    """Stop at the first operation that makes NaN, as a context manager or as a decorator, in this thread and task only.

    The error comes out of the line that called the operation. `backprop` and `gradients` within the block stop at the
    first gradient that makes NaN. A NaN that comes in from outside, in data or in a parameter, is named as such by the
    first operation whose result it reaches. A function that is `compiled` runs as it is written within the block.

    Each result is read once more, so it is for finding a fault, not for training as usual. Where no block is active
    it takes no time at all.

    Args:
        inf: whether to stop where infinity is made of finite numbers too, such as by overflow, `log(0)` or a division
            by zero.

    Raises:
        FloatingPointError: from the operation; the message has its name, the dtypes and shapes of result and inputs,
            how many elements are NaN, where the first stands and, of an elementwise operation, the inputs there.
        CompileError: in a function that is being `compiled`, whose values are not known yet.

    >>> from typedgrad import as_tensor, detect_nan, float64
    >>> x = as_tensor([1.0, -2.0, 0.5], float64, (3,))
    >>> with detect_nan():
    ...     loss = x.log().sum()
    Traceback (most recent call last):
    FloatingPointError: log: NaN in 1 of 3 elements of the result, float64 (3,), first at (1,), and in no input: input 0, float64 (3,), is -2.0 there
    """  # noqa: E501  # a message is one line

    _innermost = _innermost

    def __init__(self, *, inf: bool = False) -> None:
        super().__init__()
        self._held = (inf,)

    def _recreate_cm(self) -> Self:
        return type(self)(inf=self._held[0])

    _settles = True

    def _settle(self) -> None:
        if self._entered:
            refuse("detect_nan", "there are no values to look at yet; put the block around the call of the function")
        _watch.settle(self, bool(self._entered))


# ------------------------------------------------------------------------------------------------ who looks, and when
class _Execution:
    """The execution of a rule, and a look at its result where a block is active."""

    __slots__ = ("plain", "rule")

    def __init__(self, rule: Rule, plain: Callable[..., Any]) -> None:
        self.rule = rule
        self.plain = plain

    def __call__(self, *arguments: NDArray) -> Any:  # what the rule's own returns
        looked = _looked()
        if not looked or recorder() is not None:
            return self.plain(*arguments)
        with np.errstate(all="ignore"):  # the error says it
            result = self.plain(*arguments)
            value: NDArray = result[0] if self.rule.saves is Saves.AS_RUN else result
            is_memory = self.rule.takes_memory and value is arguments[-1]  # given to write the result into
            _look_at_result(self.rule, arguments[:-1] if is_memory else arguments, value, looked)
        return result


class _Watch:
    """Has all rules looked at while there is a block anywhere."""

    def __init__(self) -> None:
        self._lock = RLock()
        self._open: set[detect_nan] = set()
        self._rules: WeakSet[Rule] = WeakSet()  # those with an `_Execution`

    def forked(self) -> None:
        """Go on in a new process, whose parent's other threads may have held the lock."""
        self._lock = RLock()

    def settle(self, block: detect_nan, is_open: bool) -> None:
        """Have rules looked at or not, as blocks are open. What an interrupt cuts short is done by the next call."""
        with self._lock:
            if is_open:
                self._open.add(block)
            else:
                self._open.discard(block)
            if not self._open:
                self._end()
            elif rules.watch is None:
                self._begin()

    def _begin(self) -> None:
        rules.watch = self._look_at
        for rule in _known():
            self._look_at(rule)
        tape.walk = _walk
        capture.runs_as_written = _runs_as_written

    def _end(self) -> None:
        tape.walk = tape.plain_walk
        capture.runs_as_written = recorder
        for rule in list(self._rules):
            if isinstance(rule.run, _Execution):  # unless an interrupt came here before
                rule.run = rule.run.plain
        self._rules.clear()
        rules.watch = None

    def _look_at(self, rule: Rule) -> None:
        with self._lock:
            if not self._open:  # the last block was left meanwhile, by another thread
                return
            run = rule.run
            while isinstance(run, _Execution):  # a rule that is executed as another one, or as before
                run = run.plain
            rule.run = _Execution(rule, run)
            self._rules.add(rule)


_watch = _Watch()
renewed_in_child(_watch, _watch.forked)


def _known() -> Iterator[Rule]:
    """The rules of the table, and those that its factories keep: a cache refers to its results, which `gc` can tell."""
    from typedgrad.rules.table import TABLE  # noqa: PLC0415  # imports every rule

    for entry in TABLE.values():
        if isinstance(entry, Rule):
            yield entry
            continue
        found = gc.get_referents(entry)
        found += gc.get_referents(*[kept for kept in found if type(kept) is dict])
        yield from (value for value in found if isinstance(value, Rule))


def _runs_as_written() -> object | None:
    return recorder() or _looked() or None


# ------------------------------------------------------------------------------------------------------- the looking
def _look_at_result(rule: Rule, inputs: Sequence[NDArray], result: NDArray, looked: tuple[bool, ...]) -> None:
    """Hold the result of a call to being made of numbers.

    Raises:
        FloatingPointError: it is not.
    """
    named = [(f"input {i}", data) for i, data in enumerate(inputs)]
    _look(rule.name, "the result", result, named, rule.evaluate, looked)


def _look_at_gradient(node: Node, rule: Rule, i: int, g: NDArray, saved: tuple[Any, ...], part: NDArray) -> None:
    """The same of the gradient of a call's i-th input."""
    looked = _looked()
    if looked:
        named = [("the gradient of its result", g), *_saved(rule, len(node.inputs), saved)]
        by_itself = partial(rule.evaluate_gradient, i)
        _look(f"gradient of {rule.name} by input {i}", "", part, named, by_itself, looked)


def _saved(rule: Rule, count: int, saved: tuple[Any, ...]) -> list[tuple[str, NDArray]]:
    """What a gradient is computed of beside the one it comes from, each with its name."""
    saves = rule.saves
    if saves is Saves.OUTPUT:
        names = ["the result"]
    elif saves is Saves.CONSTANT:
        names = [f"input {count - 1}"]
    elif saves is Saves.SHAPE:
        names = []
    else:
        names = [*(f"input {i}" for i in range(count)), *["the result"] * (saves is Saves.ALL)]
    return list(zip(names, saved, strict=False))  # a kernel may save more, for itself


def _look(
    operation: str,
    what: str,
    result: NDArray,
    inputs: Sequence[tuple[str, NDArray]],
    function: Callable[..., NDArray],
    looked: tuple[bool, ...],
) -> None:
    if result.dtype.kind != "f":
        return
    wrong, made = np.isnan(result), "NaN"
    if wrong.any():
        for name, data in inputs:
            if _has(np.isnan, data):
                raise FloatingPointError(_met(operation, name, data))
    elif looked[0]:
        wrong, made = np.isinf(result), "infinity"
        if not wrong.any() or any(_has(np.isinf, data) for _, data in inputs):
            return
    else:
        return
    place = _first(wrong)
    there = _there(function, [data for _, data in inputs], result.shape, place, result[place])
    parts = [
        f"{name}, {_type(data)}, {_range(data) if there is None else f'is {_number(there[i])} there'}"
        for i, (name, data) in enumerate(inputs)
    ]
    raise FloatingPointError(
        f"{operation}: {made}{_in(wrong, what)}, {_type(result)}{_at(place)}, and in no input: {'; '.join(parts)}"
    )


def _has(test: Callable[[NDArray], NDArray], data: NDArray) -> bool:
    return data.dtype.kind == "f" and bool(test(data).any())


def _met(operation: str, name: str, data: NDArray) -> str:
    """What is said of a NaN that no operation in the block has made."""
    from typedgrad.tensor.parameter import Parameter  # noqa: PLC0415  # built on the tape, as this is

    is_parameter = any(isinstance(owner, Parameter) for owner in gc.get_referrers(data))
    wrong = np.isnan(data)
    return (
        f"{operation}: NaN{_in(wrong, name)}, {'a parameter, ' if is_parameter else ''}{_type(data)}"
        f"{_at(_first(wrong))}, before the call: no operation in the block has made it"
    )


def _first(wrong: NDArray) -> tuple[int, ...]:
    return tuple(int(i) for i in np.unravel_index(int(np.argmax(wrong)), wrong.shape))


def _at(place: tuple[int, ...]) -> str:
    return f", first at {place}" if place else ""


def _in(wrong: NDArray, what: str) -> str:
    """Of which, and of how many of its elements: of a gradient, the operation has said of which."""
    of = f"{np.count_nonzero(wrong)} of {wrong.size} elements" if wrong.ndim else ""
    return "".join((" in " * bool(of or what), of, " of " * bool(of and what), what))


def _type(data: NDArray) -> str:
    return f"{leaf_of('detect_nan', data.dtype).__name__} {data.shape}"


def _number(value: NDArray) -> str:
    """A value to six digits."""
    number = value.item()
    return repr(float(f"{number:.6g}")) if isinstance(number, float) else str(number)


def _range(data: NDArray) -> str:
    """The least and the largest of its values."""
    if not data.size:
        return "is empty"
    if data.dtype.kind == "b":
        return f"true {np.count_nonzero(data)} times"
    infinite = np.count_nonzero(np.isinf(data)) if data.dtype.kind == "f" else 0
    return f"is from {_number(data.min())} to {_number(data.max())}" + f", {infinite} of {data.size} infinite" * bool(
        infinite
    )


def _there(
    function: Callable[..., NDArray],
    inputs: Sequence[NDArray],
    shape: tuple[int, ...],
    place: tuple[int, ...],
    value: NDArray,
) -> list[NDArray] | None:
    """The inputs at a place of the result, where it is of these alone: where they give the same value by themselves."""
    try:
        there = [np.broadcast_to(data, shape)[place] for data in inputs]
        with np.errstate(all="ignore"):
            alone = np.asarray(function(*there))
    except Exception:  # what a rule says to scalars that it does not take may be anything
        return None
    return there if alone.shape == () and np.array_equal(alone, value, equal_nan=True) else None


# ---------------------------------------------------------------------------------------------------------- the walk
def _walk(
    root: Node, seed: NDArray, keep: Collection[Node], leaves: list[Leaf] | None, since: int, retain: bool
) -> dict[Node, NDArray]:
    """`tape.walk`, with a look at each gradient."""
    if not _looked() or recorder() is not None:
        return tape.plain_walk(root, seed, keep, leaves, since, retain)
    gradients = {root: seed}
    if isinstance(root, Leaf) and leaves is not None:
        leaves.append(root)
    with np.errstate(all="ignore"):
        for node in tape.collect(root, since):
            _pull_through(node, gradients, leaves, since)
            if node not in keep:
                del gradients[node]
            if not retain:
                node.saved, node.inputs = None, ()
    return gradients


def _pull_through(node: Node, gradients: dict[Node, NDArray], leaves: list[Leaf] | None, since: int) -> None:
    """Carry the gradient of a call on to its inputs."""
    rule, inputs = cast("Rule", node.rule), node.inputs  # `collect` gives calls only
    saved: tuple[Any, ...] | None = node.saved  # after the inputs, as another thread frees it first
    if saved is None:
        raise freed(node)
    g = gradients[node]
    parts = tape.pulled_parts(rule, inputs, saved, g) if rule.pull is None else rule.pull(g, saved, inputs, {})
    for i, (source, part) in enumerate(zip(inputs, parts, strict=False)):  # constants at the end may have none
        if source is None or part is None:
            continue
        _look_at_gradient(node, rule, i, g, saved, part)
        if source in gradients:
            gradients[source] = _sum(gradients[source], part, source)
        elif source.order >= since:
            gradients[source] = part
            if isinstance(source, Leaf) and leaves is not None:
                leaves.append(source)


def _sum(known: NDArray, part: NDArray, source: Node) -> NDArray:
    """The sum of two gradients of one tensor: NaN of infinities of both signs.

    Raises:
        FloatingPointError: it is.
    """
    total: NDArray = np.add(known, part)
    looked = _looked()
    if looked:
        of = "a parameter" if source.rule is None else f"the result of {source.rule.name}"
        named = [("one", known), ("the other", part)]
        _look(f"sum of the gradients of {of}", "", total, named, np.add, looked)
    return total
