"""What each library answers: the value of an expression, its gradients, and the gradients of these.

PyTorch and JAX are imported by name when they are asked, so that they need not be there for the rest, nor for the
checkers; all that is theirs has the type Any.
"""

from __future__ import annotations

import warnings
from importlib import import_module
from typing import TYPE_CHECKING, Any, NamedTuple, Protocol

import numpy as np

import typedgrad as tg
from oracle.call import OPERANDS
from oracle.inputs import Form, NDArray, seen, stored, values
from typedgrad import nn

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping


class Question(NamedTuple):
    """What a library is asked.

    Attributes:
        expression: in the library's own words; x, y, z and w are the operands.
        operands: by which the derivatives are.
        constants: further arrays, by name.
        order: of the highest derivative.
        forms: the layouts of the operands in memory.
        at_edge: ask as at an edge: the derivatives are of the plain sum, not of one with random weights.
    """

    expression: str
    operands: tuple[NDArray, ...]
    constants: Mapping[str, NDArray]
    order: int
    forms: tuple[Form, ...] = ()
    at_edge: bool = False

    def weight(self, seed: int, shape: tuple[int, ...], dtype: np.dtype[Any]) -> NDArray:
        """What the elements of a result, or of a gradient, count in the sum."""
        return np.ones(shape, dtype) if self.at_edge else values(shape, dtype.name, 100 + seed, 0.5, 1.5)


class Found(NamedTuple):
    """What a library answers: all results, the gradient of their sum by each operand, the gradients of its sum."""

    values: tuple[NDArray, ...]
    gradients: tuple[NDArray, ...] = ()
    second: tuple[NDArray, ...] = ()


class Library(Protocol):
    """Who can be asked."""

    def __call__(self, question: Question, /) -> Found:
        """The answer.

        Raises:
            Exception: the library's own.
        """
        ...


# ------------------------------------------------------------------------------------------------------- typedgrad
_DTYPES: Mapping[str, Any] = {  # Any: the checkers know no dtype by its name
    "bool": tg.bool_,
    "int32": tg.int32,
    "int64": tg.int64,
    "float32": tg.float32,
    "float64": tg.float64,
}
_as_tensor: Any = tg.as_tensor  # Any here and below: expressions say which dtypes and shapes there are
_gradients: Any = tg.gradients
_parameter: Any = tg.Parameter


def of_typedgrad(question: Question) -> Found:
    """What typedgrad answers. A warning of NumPy's is an error."""
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        return _of_typedgrad(question)


def _of_typedgrad(question: Question) -> Found:
    forms = question.forms or tuple(Form(data.shape) for data in question.operands)
    operands: list[Any] = []
    for data, form in zip(question.operands, forms, strict=True):
        source = _as_tensor(stored(data, form.layout), _DTYPES[data.dtype.name])
        operands.append(seen(_parameter(source) * 1.0 if question.order else source, form.layout))
    names = {
        "tg": tg,
        "nn": nn,
        "np": np,
        "dtype": _DTYPES[question.operands[0].dtype.name] if question.operands else tg.float32,
        **{name: _as_tensor(data, _DTYPES[data.dtype.name]) for name, data in question.constants.items()},
        **dict(zip(OPERANDS, operands, strict=False)),
    }
    results = list(_results(eval(question.expression, names)))
    found = tuple(np.asarray(result) for result in results)
    if not question.order:
        return Found(found)
    total = _weighed(question, 0, results)
    slopes = _gradients(total, operands, retain_graph=True)  # by the kernels, where a rule has one
    first = tuple(np.asarray(slope) for slope in slopes)
    if question.order == 1:
        return Found(found, first)
    slopes = _gradients(total, operands, create_graph=True)  # by the rules, whose gradients these are
    try:
        second = _gradients(_weighed(question, len(results), slopes), operands)
    except tg.GradientError:  # the gradients are constant
        second = tuple(np.zeros_like(slope) for slope in first)
    return Found(found, first, tuple(np.asarray(slope) for slope in second))


def _weighed(question: Question, seed: int, results: list[Any]) -> Any:
    parts = [
        (result * _as_tensor(question.weight(seed + i, result.shape, result.dtype), _DTYPES[result.dtype.name])).sum()
        for i, result in enumerate(results)
        if result.dtype.kind == "f"
    ]
    return sum(parts[1:], parts[0])


def _results(result: Any) -> Iterator[Any]:
    """All tensors of a result, which may be a tuple of them; Python's numbers as arrays."""
    if hasattr(result, "shape"):
        yield result
    elif hasattr(result, "__len__"):
        for part in result:
            yield from _results(part)
    else:
        yield np.asarray(result)


# --------------------------------------------------------------------------------------------------------- PyTorch
def of_torch(question: Question) -> Found:
    """What PyTorch answers. Its arrays are contiguous: it has no negative strides."""
    torch: Any = import_module("torch")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        operands: list[Any] = [torch.from_numpy(data.copy()) for data in question.operands]
        for operand in operands if question.order else ():
            operand.requires_grad_()
        names = {
            "torch": torch,
            "F": torch.nn.functional,
            "np": np,
            "dtype": operands[0].dtype if operands else torch.float32,
            **{name: torch.from_numpy(data.copy()) for name, data in question.constants.items()},
            **dict(zip(OPERANDS, operands, strict=False)),
        }
        results = list(_results(eval(question.expression, names)))
        found = tuple(_of_torch_tensor(result) for result in results)
        if not question.order:
            return Found(found)
        slopes = _torch_gradients(torch, question, 0, results, operands)
        first = tuple(_of_torch_tensor(slope) for slope in slopes)
        if question.order == 1:
            return Found(found, first)
        second = _torch_gradients(torch, question, len(results), slopes, operands)
        return Found(found, first, tuple(_of_torch_tensor(slope) for slope in second))


def _of_torch_tensor(x: Any) -> NDArray:
    return np.asarray(x.detach().numpy(force=True) if hasattr(x, "detach") else x)


def _torch_gradients(torch: Any, question: Question, seed: int, results: Any, operands: list[Any]) -> Any:
    """The gradients of a weighed sum; zeros where it depends on nothing."""
    total: Any = 0.0
    for i, result in enumerate(results):
        if hasattr(result, "requires_grad") and result.requires_grad:
            array = _of_torch_tensor(result)
            total = total + (result * torch.from_numpy(question.weight(seed + i, array.shape, array.dtype))).sum()
    if not hasattr(total, "requires_grad"):
        return [torch.zeros_like(operand) for operand in operands]
    return torch.autograd.grad(
        total, operands, create_graph=question.order > 1, allow_unused=True, materialize_grads=True
    )


# ------------------------------------------------------------------------------------------------------------- JAX
def of_jax(question: Question) -> Found:
    """What JAX answers, with 64 bits allowed; first derivatives only."""
    jax: Any = import_module("jax")
    jax.config.update("jax_enable_x64", True)
    jnp: Any = import_module("jax.numpy")

    def results(*operands: Any) -> list[Any]:
        names = {
            "jax": jax,
            "jnp": jnp,
            "np": np,
            **{name: jnp.asarray(data) for name, data in question.constants.items()},
            **dict(zip(OPERANDS, operands, strict=False)),
        }
        return list(_results(eval(question.expression, names)))

    def total(*operands: Any) -> Any:
        return sum(
            (result * question.weight(i, result.shape, result.dtype)).sum()
            for i, result in enumerate(results(*operands))
            if result.dtype.kind == "f"
        )

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        operands = [jnp.asarray(data) for data in question.operands]
        found = tuple(np.asarray(result) for result in results(*operands))
        if not question.order:
            return Found(found)
        slopes = jax.grad(total, tuple(range(len(operands))))(*operands)
        return Found(found, tuple(np.asarray(slope) for slope in slopes))
