"""Tuples, lists and dicts of tensors, which a step may take and return."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from typedgrad.tensor.base import is_tensor
from typedgrad.tensor.parameter import Parameter

if TYPE_CHECKING:
    from collections.abc import Callable

    from typing_extensions import TypeIs

    from typedgrad.tensor.tensor import Tensor


SCALARS = (bool, int, float, complex, str, bytes, type(None))
"""Python's own values, which are compared by what they are, not by which."""


def is_value(x: object) -> TypeIs[Tensor[Any, Any]]:
    """A tensor that is no parameter: it differs from call to call."""
    return is_tensor(x) and not isinstance(x, Parameter)


def mapped(tree: object, leaf: Callable[[object], object]) -> Any:
    """The same structure with something else for each thing in it. Any: whatever the structure was."""
    x: Any = tree  # isinstance would make of it lists of nothing known
    if isinstance(tree, tuple):
        items = [mapped(item, leaf) for item in x]
        return x._make(items) if hasattr(x, "_fields") else tuple(items)
    if isinstance(tree, list):
        return [mapped(item, leaf) for item in x]
    if isinstance(tree, dict):
        return {key: mapped(item, leaf) for key, item in x.items()}
    return leaf(cast("object", x))
