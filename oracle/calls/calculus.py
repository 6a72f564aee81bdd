"""Derivatives of functions, and the ways to ask for a gradient."""

from __future__ import annotations

from typing import TYPE_CHECKING

from oracle.call import Call, over
from oracle.inputs import rows

if TYPE_CHECKING:
    from collections.abc import Iterator

_OF_ALL = "(lambda x: (x * x.exp()).sum() + x.sum() ** 3)"
_OF_EACH = "(lambda x: x.exp() * x.sum())"
_SHAPES = (rows(()), rows((3,)), rows((2, 3)))


def calls() -> Iterator[Call]:
    """Of `backprop` and `value_and_grad`, of Jacobians and Hessians."""
    autograd = "torch.autograd.functional"
    yield from over("jacobian", f"tg.jacobian({_OF_EACH}, x)", f"{autograd}.jacobian({_OF_EACH}, x)", _SHAPES, order=0)
    yield from over("hessian", f"tg.hessian({_OF_ALL}, x)", f"{autograd}.hessian({_OF_ALL}, x)", _SHAPES, order=0)
    ours, theirs = f"tg.hessian_vector_product({_OF_ALL}, x, y)", f"{autograd}.hvp({_OF_ALL}, x, y)[1]"
    yield from over("hessian_vector_product", ours, theirs, [forms * 2 for forms in _SHAPES], order=0)
    theirs = f"(lambda pair: (pair[1], pair[0]))(torch.func.grad_and_value({_OF_ALL})(x))"
    yield from over("value_and_grad", f"tg.value_and_grad({_OF_ALL})(x)", theirs, _SHAPES, order=0)
    theirs = f"torch.func.grad({_OF_ALL})(x)"
    ours = f"(lambda w: tg.gradients({_OF_ALL}(w), w))(tg.Parameter(x))"
    yield from over("gradients", ours, theirs, _SHAPES, order=0)
    ours = f"(lambda w: (tg.backprop({_OF_ALL}(w)), w.grad)[1])(tg.Parameter(x))"
    yield from over("backprop", ours, theirs, _SHAPES, order=0)
