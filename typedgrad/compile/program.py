"""`Program`: a captured step, ready to be replayed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal, TypeAlias, cast

import numpy as np

from typedgrad.compile.arguments import matches
from typedgrad.compile.plan import Plan, needed
from typedgrad.compile.source import Source
from typedgrad.compile.storage import is_traced
from typedgrad.errors import CompileError
from typedgrad.rules.quiet import quiet
from typedgrad.tape import Node, is_recording
from typedgrad.tensor.base import TensorBase, wrap
from typedgrad.tensor.parameter import Parameter
from typedgrad.tensor.tensor import Tensor

if TYPE_CHECKING:
    from typedgrad.compile.arguments import Arguments
    from typedgrad.compile.environment import Environment
    from typedgrad.compile.recorder import StepRecorder
    from typedgrad.compile.traced import Traced
    from typedgrad.rules.namespace import NDArray


Backend: TypeAlias = Literal["numpy"]
"""What runs a program."""


class Program:
    """The calls of a step, planned, and what they hold for.

    Attributes:
        key: of the arguments that it is for.
        source: the calls as Python.
        nbytes: the memory of its own.
        first: the result of the captured run.
    """

    def __init__(
        self,
        recording: StepRecorder,
        given: Arguments,
        environment: Environment,
        names: list[str],
        result: object,
        is_recording: bool,
        backend: Backend,
    ) -> None:
        self.key = given.key
        self._environment = environment
        self._is_recording = is_recording
        self._layouts = tuple((array.dtype, array.shape, array.strides) for array in given.arrays)
        self._is_plain = len(given.key) == len(given.arrays) and all(
            isinstance(part, tuple) and part[0] is Tensor for part in given.key
        )
        arrays: list[Traced] = []
        self._template = _template(result, arrays)
        recording.finish()
        calls = needed(recording.calls, arrays)
        plan = Plan(calls, arrays)
        self.nbytes: int = plan.nbytes
        source = Source(calls, names, arrays, plan)
        self.source: str = source.text
        self._replay = quiet(source.function())
        self._filled = tuple(recording.filled.items())
        self._conditions = tuple(recording.conditions)
        self.first: object = _filled(self._template, [np.array(traced.value) for traced in arrays])

    def fits(self, arguments: tuple[object, ...]) -> bool:
        """Whether it is for these arguments, given by position, and still holds."""
        return self._is_plain and matches(arguments, self._layouts, Tensor) and self.holds()

    def holds(self) -> bool:
        """Whether all that the step depended on beside its arguments is as it was."""
        if is_recording() is not self._is_recording:
            return False
        for leaf, was_filled in self._filled:
            if leaf.is_filled is not was_filled:
                return False
        return all(condition() for condition in self._conditions) and self._environment.holds()

    def run(self, arrays: list[NDArray]) -> object:
        """The step for other arrays."""
        return _filled(self._template, self._replay(*arrays))


class _Result:
    """The place of a tensor in a result, and its freed node."""

    __slots__ = ("node", "number")

    def __init__(self, number: int, node: Node | None) -> None:
        self.number = number
        self.node = node


def _template(result: object, arrays: list[Traced]) -> object:
    """A result with places for its tensors, whose arrays are added to a list."""
    if isinstance(result, TensorBase) and not isinstance(result, Parameter):
        tensor: TensorBase[Any, Any] = result  # pyright: ignore[reportUnknownVariableType]  # isinstance cannot know
        node, data = tensor._node, tensor._data
        if node is not None and node.saved is not None:
            raise CompileError(
                f"compiled: the result of shape {data.shape} depends on parameters by a graph that each call would make "
                "anew; call backprop within the step, or return its detach()"
            )
        if not is_traced(data):
            return result
        arrays.append(data)
        return _Result(len(arrays) - 1, None if node is None else _freed(node))
    if isinstance(result, (tuple, list)):
        items = [_template(item, arrays) for item in cast("tuple[object, ...]", result)]
        if isinstance(result, tuple) and hasattr(result, "_fields"):
            return cast("Any", type(result))(*items)
        return tuple(items) if isinstance(result, tuple) else items
    if isinstance(result, dict):
        return {key: _template(item, arrays) for key, item in cast("dict[object, object]", result).items()}
    return result


def _filled(template: object, arrays: Any) -> Any:
    """A result with its tensors. Any: whatever the step returns."""
    if type(template) is _Result:
        return wrap(np.asarray(arrays[template.number]), template.node)
    if isinstance(template, (tuple, list)):
        items = [_filled(item, arrays) for item in cast("tuple[object, ...]", template)]
        if isinstance(template, tuple) and hasattr(template, "_fields"):
            return cast("Any", type(template))(*items)
        return tuple(items) if isinstance(template, tuple) else items
    if isinstance(template, dict):
        return {key: _filled(item, arrays) for key, item in cast("dict[object, object]", template).items()}
    return template


def _freed(node: Node) -> Node:
    """A node as an earlier backprop leaves it, to say so to a second one."""
    freed = Node(node.rule, (), (), node.shape)
    freed.saved = None
    return freed
