"""`Module`: what holds parameters, and other modules that do."""

from __future__ import annotations

from collections import deque
from collections.abc import Mapping
from itertools import repeat
from operator import setitem
from typing import TYPE_CHECKING, Any, cast

from typedgrad.capture import changes, recorder, refuse
from typedgrad.errors import DTypeError, ShapeError, described
from typedgrad.nn.state import StateDict
from typedgrad.tensor.base import is_tensor
from typedgrad.tensor.parameter import Parameter

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from typing import Self

    from typing_extensions import TypeIs

    from typedgrad.dtypes import Float
    from typedgrad.tensor.tensor import Tensor


class Module:
    """Parameters as attributes, and attributes that are modules, or lists and tuples of modules.

    A module of your own is fields, an `__init__` and a `__call__`; there is nothing to register and no `super()`
    to call.

    >>> import numpy as np
    >>> from typedgrad import Tensor, float32
    >>> from typedgrad.nn import Linear
    >>> class Residual(Module):
    ...     def __init__(self, rng: np.random.Generator) -> None:
    ...         self.inner = Linear(8, 8, rng=rng)
    >>> [name for name, _ in Residual(np.random.default_rng(0)).named_parameters()]
    ['inner.weight', 'inner.bias']
    """

    training: bool = True
    """Whether the module is being trained; `eval` switches what only training does, such as dropout, off."""

    def named_parameters(self) -> Iterator[tuple[str, Parameter[Float, Any]]]:
        """Each parameter once, under the first of its names, in the order of the attributes."""
        seen: set[int] = set()
        for prefix, module in self._named_modules():
            for name, value in entries(module):
                if is_parameter(value) and id(value) not in seen:
                    seen.add(id(value))
                    yield prefix + name, value

    def parameters(self) -> list[Parameter[Float, Any]]:
        """Each parameter once."""
        return [parameter for _, parameter in self.named_parameters()]

    def modules(self) -> list[Module]:
        """This module and those within it, each once."""
        return [module for _, module in self._named_modules()]

    def train(self) -> Self:
        """Set `training` here and in every module within; returns the module."""
        for module in self.modules():
            module.training = True
        return self

    def eval(self) -> Self:
        """Unset `training` here and in every module within; returns the module."""
        for module in self.modules():
            module.training = False
        return self

    def __setattr__(self, name: str, value: object) -> None:
        if recorder() is not None:
            if getattr(self, name, self) is value:
                return
            refuse(
                f"{type(self).__name__}.{name}",
                "set within a step, where each call would; make modules before, and return values",
            )
        super().__setattr__(name, value)
        changes.note()

    def __delattr__(self, name: str) -> None:
        refuse(f"{type(self).__name__}.{name}", "deleted within a step, where each call would")
        super().__delattr__(name)
        changes.note()

    def _repr_html_(self) -> str:
        """What a notebook shows: the modules and parameters within, with their shapes and counts."""
        from typedgrad.html import module_html  # noqa: PLC0415  # which only notebooks need

        return module_html(self)

    # --------------------------------------------------------------------------------------------- state
    def state_dict(self) -> StateDict[Self]:
        """A copy of every parameter's values, by name."""
        return StateDict({name: parameter.detach() for name, parameter in self.named_parameters()})

    def load_state_dict(self, state: StateDict[Self]) -> None:
        """Replace every parameter's values by those of `state`, or, where something does not fit, none.

        An interrupt (`KeyboardInterrupt`) finds all of them replaced, or none.

        Raises:
            KeyError: a name is missing, or is not one of a parameter.
            ShapeError: a value has another shape than its parameter.
            DTypeError: a value has another dtype, or is no tensor.
        """
        parameters = dict(self.named_parameters())
        _check_state(parameters, state)
        if recorder() is not None:
            for name, parameter in parameters.items():
                parameter.assign(state[name])
            return
        arrays = [state[name]._data for name in parameters]
        for parameter in parameters.values():
            parameter._was_updated()
        memories = [parameter._values for parameter in parameters.values()]
        fill: Any = setitem  # whose overloads are too many for the checkers
        filled: map[None] = map(fill, memories, repeat(...), arrays)
        deque(filled, 0)  # one call, within which no interrupt is looked for

    # ---------------------------------------------------------------------------------------------- walk
    def _named_modules(self) -> Iterator[tuple[str, Module]]:
        """This module and those within, each once, with the prefix of its names."""
        seen: set[int] = set()
        stack: list[tuple[str, Module]] = [("", self)]
        while stack:
            prefix, module = stack.pop()
            if id(module) in seen:
                continue
            seen.add(id(module))
            yield prefix, module
            children = [(f"{prefix}{name}.", value) for name, value in entries(module) if isinstance(value, Module)]
            stack.extend(reversed(children))


def entries(module: Module) -> Iterator[tuple[str, object]]:
    """The attributes of a module, with lists and tuples opened: `blocks.0`, `blocks.1`."""
    stack: list[tuple[str, object]] = list(reversed(vars(module).items()))
    while stack:
        name, value = stack.pop()
        if isinstance(value, (list, tuple)):
            items = list(cast("Sequence[object]", value))  # isinstance cannot know the elements
            stack.extend((f"{name}.{i}", item) for i, item in reversed(list(enumerate(items))))
        else:
            yield name, value


def is_parameter(value: object) -> TypeIs[Parameter[Float, Any]]:
    """`isinstance(value, Parameter)` that narrows to known parameters."""
    return isinstance(value, Parameter)


def _check_state(parameters: Mapping[str, Parameter[Float, Any]], state: Mapping[str, Tensor[Float, Any]]) -> None:
    if not isinstance(state, Mapping):
        raise DTypeError(f"load_state_dict: {described(state)} is no state")
    missing = [name for name in parameters if name not in state]
    unknown = [f"{name}" for name in state if name not in parameters]  # a name may be of any type
    if missing or unknown:
        parts = [f"missing {', '.join(missing)}"] * bool(missing) + [f"unknown {', '.join(unknown)}"] * bool(unknown)
        raise KeyError(f"load_state_dict: {'; '.join(parts)}")
    for name, parameter in parameters.items():
        value = state[name]
        if not is_tensor(value):
            raise DTypeError(f"load_state_dict: {name} is {described(value)}, not a tensor")
        if value._data.dtype != parameter._data.dtype:
            raise DTypeError(f"load_state_dict: {name} is {value._data.dtype}, the parameter {parameter._data.dtype}")
        if value._data.shape != parameter._data.shape:
            raise ShapeError(
                f"load_state_dict: {name} has shape {value._data.shape}, the parameter {parameter._data.shape}"
            )
