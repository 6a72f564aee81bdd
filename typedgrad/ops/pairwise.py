"""How a function of two tensors is called: each of them a tensor, or one a Python scalar."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from typedgrad.errors import not_a_tensor
from typedgrad.tensor.base import TensorBase, binary, is_tensor, operand, scalar

if TYPE_CHECKING:
    from typedgrad.rules.rule import Rule
    from typedgrad.tensor.tensor import Tensor


def pairwise(rule: Rule, x1: object, x2: object) -> Tensor[Any, Any]:
    """Call a rule of two inputs, of which one may be a Python scalar.

    Raises:
        DTypeError: two dtypes, one that the rule does not take, a scalar of another kind, or no tensor at all.
        ShapeError: shapes that do not broadcast.
    """
    return binary(rule, *both(rule, x1, x2))


def both(rule: Rule, x1: object, x2: object) -> tuple[TensorBase[Any, Any], TensorBase[Any, Any]]:
    """Both inputs of a rule as tensors, a Python scalar as a constant of the other's dtype."""
    if is_tensor(x1):
        return x1, operand(rule, x1, x2)
    if is_tensor(x2):
        return scalar(rule.name, x2._data.dtype, x1), x2
    raise not_a_tensor(rule.name, x1)
