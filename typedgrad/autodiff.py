"""Reverse-mode differentiation: `backprop` into parameters, `gradients` of tensors, `value_and_grad` of functions."""

from __future__ import annotations

from _thread import get_ident
from collections import deque
from collections.abc import Sequence
from functools import wraps
from itertools import chain, starmap
from typing import TYPE_CHECKING, Any, Concatenate, Literal, ParamSpec, TypeVar, overload

import numpy as np

from typedgrad import tape
from typedgrad.capture import recorder
from typedgrad.errors import DTypeError, GradientError, ShapeError, check_function, described
from typedgrad.nodes import Leaf, Node
from typedgrad.rules.quiet import quiet_copy
from typedgrad.tensor.base import is_tensor, wrap
from typedgrad.threads import threads

if TYPE_CHECKING:
    from collections.abc import Callable

    from typedgrad.dtypes import Float
    from typedgrad.rules.namespace import NDArray
    from typedgrad.shapes import F2, F, S
    from typedgrad.tensor.tensor import Tensor

P = ParamSpec("P")
S1 = TypeVar("S1", bound=tuple[Any, ...])
S2 = TypeVar("S2", bound=tuple[Any, ...])
S3 = TypeVar("S3", bound=tuple[Any, ...])
S4 = TypeVar("S4", bound=tuple[Any, ...])
F1 = TypeVar("F1", bound="Float")
F3 = TypeVar("F3", bound="Float")
F4 = TypeVar("F4", bound="Float")


_ONE: dict[str, NDArray] = {"f": np.ones((), np.float32), "d": np.ones((), np.float64)}
"""The gradient of a loss by itself."""


def backprop(loss: Tensor[Float, tuple[()]], *, retain_graph: bool = False) -> None:
    """Add the gradient of `loss` to the `.grad` of every `Parameter` that it depends on.

    The graph is freed on the way, unless `retain_graph`. Gradients of several losses add up; an optimizer's
    `zero_grad`, or `parameter.grad = None`, starts anew.

    Several threads may call it at once, each for a loss of its own, also where these depend on one parameter: nothing
    of the sum is lost, though the order in which it is added up, and with it the last bits, is theirs. While one does,
    no other may update, reset or read what it needs. Two losses over one part of a graph are for one thread.

    An interrupt (`KeyboardInterrupt`), or memory that is missing, finds either every `.grad` as it was or every one
    with its gradient added. The graph may be freed by then, in part: another `backprop` through it is a GradientError.

    Raises:
        ShapeError: the loss has axes; take its `sum` or `mean`.
        DTypeError: the loss is not a float.
        GradientError: it depends on no parameter, its graph is freed, or a parameter has changed since.

    >>> from typedgrad import Parameter, as_tensor, float32
    >>> w = Parameter(as_tensor([1.0, 2.0], float32, (2,)))
    >>> backprop((w * w).sum())
    >>> w.grad
    Tensor[float32, tuple[2]]([2., 4.])
    """
    root, seed = _root("backprop", loss)
    leaves: list[Leaf] = []
    if threads.alone != get_ident() and threads.enter():
        found = tape.walk(root, seed, (), leaves, 0, retain_graph)
        with threads.lock:
            _add(leaves, found)
    else:
        with threads.lock:
            _add(leaves, tape.walk(root, seed, (), leaves, 0, retain_graph))


def _add(leaves: list[Leaf], found: dict[Node, NDArray]) -> None:
    """Add gradients to those of leaves: an interrupt finds all of them added, or none."""
    recording = recorder()
    if recording is not None:
        for leaf in leaves:
            leaf.capture(recording, found[leaf])
        return
    firsts: list[Leaf] = []
    sums: list[tuple[NDArray, NDArray, NDArray]] = []
    for leaf in leaves:
        gradient = found[leaf]
        if leaf.is_filled:
            if gradient is leaf.gradient:
                raise _overwritten(leaf)
            sums.append((memory := leaf.memory(), gradient, memory))
        else:
            if gradient is not leaf.gradient:
                np.copyto(leaf.memory(), gradient)
            firsts.append(leaf)
    done: list[None] | None = None
    try:
        for leaf in firsts:
            leaf.is_filled = True
        if sums:  # one call, within which no interrupt is looked for, and which says last that it is done
            done = []
            quiet_copy().run(deque, chain(starmap(np.add, sums), map(done.append, (None,))), 0)
    except BaseException:  # an interrupt
        for leaf in firsts:
            leaf.is_filled = bool(done)
        raise


@overload
def gradients(
    loss: Tensor[Float, tuple[()]], sources: Tensor[F1, S1], *, retain_graph: bool = False, create_graph: bool = False
) -> Tensor[F1, S1]: ...
@overload
def gradients(
    loss: Tensor[Float, tuple[()]],
    sources: tuple[Tensor[F1, S1]],
    *,
    retain_graph: bool = False,
    create_graph: bool = False,
) -> tuple[Tensor[F1, S1]]: ...
@overload
def gradients(
    loss: Tensor[Float, tuple[()]],
    sources: tuple[Tensor[F1, S1], Tensor[F2, S2]],
    *,
    retain_graph: bool = False,
    create_graph: bool = False,
) -> tuple[Tensor[F1, S1], Tensor[F2, S2]]: ...
@overload
def gradients(
    loss: Tensor[Float, tuple[()]],
    sources: tuple[Tensor[F1, S1], Tensor[F2, S2], Tensor[F3, S3]],
    *,
    retain_graph: bool = False,
    create_graph: bool = False,
) -> tuple[Tensor[F1, S1], Tensor[F2, S2], Tensor[F3, S3]]: ...
@overload
def gradients(
    loss: Tensor[Float, tuple[()]],
    sources: tuple[Tensor[F1, S1], Tensor[F2, S2], Tensor[F3, S3], Tensor[F4, S4]],
    *,
    retain_graph: bool = False,
    create_graph: bool = False,
) -> tuple[Tensor[F1, S1], Tensor[F2, S2], Tensor[F3, S3], Tensor[F4, S4]]: ...
@overload  # any number of them, as parameters() gives them
def gradients(
    loss: Tensor[Float, tuple[()]],
    sources: Sequence[Tensor[Float, Any]],
    *,
    retain_graph: bool = False,
    create_graph: bool = False,
) -> tuple[Tensor[Float, Any], ...]: ...
def gradients(
    loss: Tensor[Any, Any],
    sources: Tensor[Any, Any] | Sequence[Tensor[Any, Any]],
    *,
    retain_graph: bool = False,
    create_graph: bool = False,
) -> Tensor[Any, Any] | tuple[Tensor[Any, Any], ...]:
    """The gradient of `loss` by each of `sources`, which are parameters or were computed from some.

    No `.grad` is touched. A source that the loss does not depend on has a gradient of zeros. The graph is freed on
    the way, unless `retain_graph` or `create_graph`.

    Args:
        loss: a float scalar.
        sources: one tensor, or several.
        retain_graph: keep the graph for another walk.
        create_graph: record the walk, so that the gradients have gradients themselves. They are computed by the same
            rules, without the faster kernels of a plain walk.

    Raises:
        ShapeError, DTypeError, GradientError: as `backprop`; also where a source is a constant.

    >>> from typedgrad import Parameter, as_tensor, float32
    >>> w = Parameter(as_tensor([1.0, 2.0], float32, (2,)))
    >>> gradients((w * w).sum(), w)
    Tensor[float32, tuple[2]]([2., 4.])
    >>> slope = gradients((w * w * w).sum(), w, create_graph=True)
    >>> gradients(slope.sum(), w)
    Tensor[float32, tuple[2]]([ 6., 12.])
    """
    if not is_tensor(sources) and (not isinstance(sources, Sequence) or isinstance(sources, (str, bytes))):
        raise DTypeError(f"gradients: {described(sources)} is neither a tensor nor a sequence of tensors")
    several = (sources,) if is_tensor(sources) else sources
    root, seed = _root("gradients", loss)
    found = pull(root, seed, _nodes_of("gradients", several), several, retain=retain_graph, create=create_graph)
    return found[0] if is_tensor(sources) else found


def _overwritten(leaf: Leaf) -> GradientError:
    """The error for two walks at once that share the memory of a gradient: one in a finalizer, a signal, a thread."""
    return GradientError(
        f"backprop: the gradient of a parameter of shape {leaf.shape} was set by another backprop while this one was "
        "under way; it may be wrong: reset the gradients, and let one end before the other begins"
    )


def _nodes_of(operation: str, sources: Sequence[Tensor[Any, Any]]) -> list[Node]:
    nodes: list[Node] = []
    for position, source in enumerate(sources):
        if not is_tensor(source):
            raise DTypeError(f"{operation}: source {position} is {described(source)}, not a tensor")
        if source._node is None:
            raise GradientError(f"{operation}: source {position} is a constant; make it a Parameter")
        nodes.append(source._node)
    return nodes


def pull(
    root: Node,
    seed: NDArray,
    nodes: Sequence[Node],
    sources: Sequence[Tensor[Any, Any]],
    *,
    since: int = 0,
    retain: bool = False,
    create: bool = False,
) -> tuple[Tensor[Any, Any], ...]:
    """The gradient of a root by each of `sources`, whose nodes are `nodes`, weighted by `seed`."""
    if create:
        from typedgrad import recorded  # noqa: PLC0415  # reads every rule, which first derivatives need not

        found = recorded.walk(tape.collect(root, since), {root: wrap(seed)})
    else:
        arrays = tape.walk(root, seed, set(nodes), None, since, retain)
        found = {node: wrap(arrays[node]) for node in nodes if node in arrays}
    return tuple(
        found[node] if node in found else wrap(np.zeros_like(source._data))
        for node, source in zip(nodes, sources, strict=True)
    )


def _root(operation: str, loss: object) -> tuple[Node, NDArray]:
    """The node of a loss and the gradient to start from."""
    if not is_tensor(loss):
        raise DTypeError(f"{operation}: the loss is {described(loss)}, not a tensor")
    data = loss._data
    if data.dtype.kind != "f":
        raise DTypeError(f"{operation}: the loss is {data.dtype}, not a float")
    if data.shape != ():
        raise ShapeError(f"{operation}: the loss has shape {data.shape}, not (); take its sum or mean")
    if loss._node is None:
        raise GradientError(f"{operation}: the loss depends on no parameter, or was computed under no_grad")
    return loss._node, _ONE[data.dtype.char]


@overload
def value_and_grad(
    function: Callable[Concatenate[Tensor[F, S], P], Tensor[F2, tuple[()]]], argnums: Literal[0] = 0
) -> Callable[Concatenate[Tensor[F, S], P], tuple[Tensor[F2, tuple[()]], Tensor[F, S]]]: ...
@overload
def value_and_grad(
    function: Callable[Concatenate[Tensor[F1, S1], Tensor[F3, S2], P], Tensor[F2, tuple[()]]],
    argnums: tuple[Literal[0], Literal[1]],
) -> Callable[
    Concatenate[Tensor[F1, S1], Tensor[F3, S2], P],
    tuple[Tensor[F2, tuple[()]], tuple[Tensor[F1, S1], Tensor[F3, S2]]],
]: ...
@overload
def value_and_grad(
    function: Callable[Concatenate[Tensor[F1, S1], Tensor[F3, S2], Tensor[F4, S3], P], Tensor[F2, tuple[()]]],
    argnums: tuple[Literal[0], Literal[1], Literal[2]],
) -> Callable[
    Concatenate[Tensor[F1, S1], Tensor[F3, S2], Tensor[F4, S3], P],
    tuple[Tensor[F2, tuple[()]], tuple[Tensor[F1, S1], Tensor[F3, S2], Tensor[F4, S3]]],
]: ...
def value_and_grad(
    function: Callable[..., Tensor[Any, Any]], argnums: int | tuple[int, ...] = 0
) -> Callable[..., tuple[Tensor[Any, Any], Any]]:
    """A function that returns the value of `function` and its gradient by the first argument, or by the first few.

    The arguments need not be parameters; no `.grad` is touched. Value and gradients are constants.

    Args:
        function: returns a float scalar.
        argnums: 0 for the first argument, (0, 1) or (0, 1, 2) for a tuple of gradients.

    Raises:
        DTypeError: an argument to differentiate is not a float tensor, or the value is not one.
        ShapeError: the value has axes.
        TypeError: what is no function; `argnums` that are neither an int nor a tuple of some; an argument to
            differentiate is missing, or not given by position.
        ValueError: `argnums` names an argument twice, also where that is once from the end, or none.

    >>> from typedgrad import as_tensor, float32
    >>> x = as_tensor([3.0, 4.0], float32, (2,))
    >>> value_and_grad(lambda x: (x * x).sum())(x)
    (Tensor[float32, tuple[()]](25.), Tensor[float32, tuple[2]]([6., 8.]))
    """
    check_function("value_and_grad", function)
    positions = _positions(argnums)
    farthest, is_from_end = max(positions), min(positions) < 0

    @wraps(function)
    def differentiated(*args: object, **kwargs: object) -> tuple[Tensor[Any, Any], Any]:
        inputs = list(args)
        if farthest >= len(inputs):
            raise TypeError(f"value_and_grad: argument {farthest} of {len(inputs)} given by position")
        if is_from_end:
            _check_from_end(positions, len(inputs))
        tracked = [as_leaf("value_and_grad", position, inputs[position]) for position in positions]
        for position, x in zip(positions, tracked, strict=True):
            inputs[position] = x
        with tape.enable_grad():
            value = function(*inputs, **kwargs)
        found = pull_back("value_and_grad", value, tracked)
        return value.detach(), found[0] if isinstance(argnums, int) else found

    return differentiated


def _positions(argnums: Any) -> tuple[int, ...]:  # Any: whatever was given
    """The arguments that are named, each once as far as that can be told before they are there."""
    given: tuple[object, ...] = tuple(argnums) if type(argnums) in {tuple, list} else (argnums,)
    positions = tuple(number for number in given if isinstance(number, int) and not isinstance(number, bool))
    if len(positions) < len(given):
        raise DTypeError(f"value_and_grad: argnums is {described(argnums)}, neither an int nor a tuple of ints")
    if not positions:
        raise ValueError(f"value_and_grad: argnums is {described(argnums)}, which names no argument")
    if len(set(positions)) < len(positions):
        raise ValueError(f"value_and_grad: argnums {argnums} names an argument twice")
    return positions


def _check_from_end(positions: tuple[int, ...], count: int) -> None:
    """The same of numbers that count from the end of so many arguments."""
    if min(positions) < -count:
        raise TypeError(f"value_and_grad: argument {min(positions)} of {count} given by position")
    if len({position % count for position in positions}) < len(positions):
        raise ValueError(f"value_and_grad: argnums {positions} names an argument twice, of {count} given by position")


def as_leaf(operation: str, position: int, x: object) -> Tensor[Any, Any]:
    """An argument as a leaf of its own, whose gradient can be asked for."""
    if not is_tensor(x) or x._data.dtype.kind != "f":
        what = f"of {x._data.dtype}" if is_tensor(x) else described(x)
        raise DTypeError(f"{operation}: argument {position} is {what}; gradients are of float tensors")
    data = x._data.copy() if isinstance(x._node, Leaf) else x._data  # an update of a parameter must not be seen
    return wrap(data, Leaf(data))


def pull_back(
    operation: str, value: Tensor[Any, Any], tracked: Sequence[Tensor[Any, Any]], *, create: bool = False
) -> tuple[Any, ...]:
    """The gradients of `value` by leaves, zeros where it does not depend on one.

    What was recorded before the leaves cannot depend on them, and is left alone.
    """
    if is_tensor(value) and value._node is None and value._data.dtype.kind == "f" and value._data.shape == ():
        return tuple(wrap(np.zeros_like(x._data)) for x in tracked)
    root, seed = _root(operation, value)
    nodes = _nodes_of(operation, tracked)
    return pull(root, seed, nodes, tracked, since=min(node.order for node in nodes), create=create)
