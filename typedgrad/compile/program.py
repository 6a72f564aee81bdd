"""`Program`: a captured step, ready to be replayed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, TypeAlias

import numpy as np

from typedgrad.compile.arguments import Arguments, matches
from typedgrad.compile.plan import Plan, needed
from typedgrad.compile.quicker import quicker
from typedgrad.compile.source import Source
from typedgrad.compile.storage import is_traced
from typedgrad.compile.tree import is_value, mapped
from typedgrad.errors import CompileError
from typedgrad.nodes import Node
from typedgrad.rules.quiet import quiet_context
from typedgrad.tape import is_recording
from typedgrad.tensor.base import wrap
from typedgrad.tensor.tensor import Tensor

if TYPE_CHECKING:
    from collections.abc import Sequence

    from typedgrad.compile.environment import Environment
    from typedgrad.compile.recorder import StepRecorder
    from typedgrad.compile.traced import Traced
    from typedgrad.rules.namespace import NDArray


Backend: TypeAlias = Literal["numpy", "c"]
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
        self.key: object = given.key
        self._environment = environment
        self._is_recording = is_recording
        self._layouts = tuple((array.dtype, array.shape, array.strides) for array in given.arrays)
        self._is_plain = given.key == Arguments(tuple(map(wrap, given.arrays)), {}).key
        arrays: list[Traced] = []
        self._template = _template(result, arrays)
        recording.finish()
        calls = needed(recording.calls, arrays)
        if backend == "numpy":
            calls = quicker(calls)
            plan = Plan(calls, arrays)
        else:
            from typedgrad.compile.native import planned  # noqa: PLC0415  # which few programs need

            calls, plan = planned(calls, names, arrays)
        self.nbytes: int = plan.nbytes
        source = Source(calls, names, arrays, plan)
        self.source: str = source.text
        self._replay = source.function()
        self._run = quiet_context().run  # a caller holds the lock of the step
        self._written = tuple(recording.written)
        self._filled = tuple(recording.filled.items())
        environment.requires(recording.conditions)
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
        return self._environment.holds()

    def run(self, arrays: list[NDArray]) -> object:
        """The step for other arrays. Where something is raised within, its gradients are none: they may be in part."""
        try:
            return _filled(self._template, self._run(self._replay, *arrays))
        except BaseException:
            for leaf in self._written:
                leaf.is_filled = False
            raise


class _Result:
    """The place of a tensor in a result, and its freed node."""

    __slots__ = ("node", "number")

    def __init__(self, number: int, node: Node | None) -> None:
        self.number = number
        self.node = node


def _template(result: object, arrays: list[Traced]) -> object:
    """A result with places for its tensors, whose arrays are added to a list."""

    def place(value: object) -> object:
        if not is_value(value):
            return value
        node, data = value._node, value._data
        if node is not None and node.saved is not None:
            raise CompileError(
                f"compiled: the result of shape {data.shape} depends on parameters by a graph that each call would "
                "make anew; call backprop within the step, or return its detach()"
            )
        if not is_traced(data):
            return value
        arrays.append(data)
        return _Result(len(arrays) - 1, None if node is None else _freed(node))

    return mapped(result, place)


def _filled(template: object, arrays: Sequence[NDArray]) -> object:
    """A result with its tensors."""
    if type(template) is _Result:  # most are one tensor
        return wrap(arrays[template.number], template.node)
    return mapped(template, lambda place: _filled(place, arrays) if type(place) is _Result else place)


def _freed(node: Node) -> Node:
    """A node as an earlier backprop leaves it, to say so to a second one."""
    freed = Node(node.rule, (), (), node.shape)
    freed.saved = None
    return freed
