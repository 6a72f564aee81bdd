"""typedgrad: eager, and with compiled steps."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Any, ParamSpec, Protocol, TypeVar

import numpy as np

from benchmarks.peer import Peer, Work, bare, over, repeated
from benchmarks.problem import BETA1, BETA2, EPS, RATE
from typedgrad import Parameter, Tensor, as_tensor, backprop, compiled, exp, float32, float64, no_grad, sqrt, tanh
from typedgrad.nn import Layer, Linear, Sigmoid, cross_entropy
from typedgrad.optim import Adam
from typedgrad.shapes import FloatDT, S

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from benchmarks.problem import Function, NDArray, Operation, Training, Update

P = ParamSpec("P")
T = TypeVar("T")
Vector = Tensor[FloatDT, tuple[int]]
Matrix = Tensor[FloatDT, tuple[int, int]]
Scalar = Tensor[FloatDT, tuple[()]]


class Compile(Protocol):
    """What is done with a step before it runs."""

    def __call__(self, step: Callable[P, T], /) -> Callable[P, T]: ...


def _as_it_is(step: Callable[P, T], /) -> Callable[P, T]:
    return step


def _native(step: Callable[P, T], /) -> Callable[P, T]:
    return compiled(backend="c")(step)


# --------------------------------------------------------------------------------------------------- steps of training
def _training(compile_: Compile, problem: Training) -> Work:
    return _trained(compile_, problem, float32) if problem.dtype == "float32" else _trained(compile_, problem, float64)


def _trained(compile_: Compile, problem: Training, dtype: type[FloatDT]) -> Work:
    network = _network(problem, dtype)
    optimizer = Adam(network.parameters(), lr=RATE, betas=(BETA1, BETA2), eps=EPS)

    @compile_
    def step(x: Matrix[FloatDT], targets: Matrix[FloatDT]) -> Scalar[FloatDT]:
        optimizer.zero_grad()
        loss = cross_entropy(network(x), targets)
        backprop(loss)
        optimizer.step()
        return loss

    batches = [(_matrix(x, dtype), _matrix(targets, dtype)) for x, targets in problem.batches]
    return Work(over(batches, lambda x, targets: step(x, targets).item()))


def _network(problem: Training, dtype: type[FloatDT]) -> Layer[tuple[int], tuple[int], FloatDT]:
    rng = np.random.default_rng(0)
    first, *others = problem.weights
    network = _linear(first, dtype, rng)
    for weight in others:
        network = network >> Sigmoid() >> _linear(weight, dtype, rng)
    return network


def _linear(weight: NDArray, dtype: type[FloatDT], rng: np.random.Generator) -> Layer[tuple[int], tuple[int], FloatDT]:
    n_in, n_out = weight.shape
    layer = Linear(int(n_in), int(n_out), dtype, rng=rng)
    layer.weight.assign(_matrix(weight, dtype))
    return layer


def _update(compile_: Compile, problem: Update) -> Work:
    return _updated(compile_, problem, float32) if problem.dtype == "float32" else _updated(compile_, problem, float64)


def _updated(compile_: Compile, problem: Update, dtype: type[FloatDT]) -> Work:
    parameters = [Parameter(as_tensor(array, dtype)) for array in problem.parameters]
    optimizer = Adam(parameters, lr=RATE, betas=(BETA1, BETA2), eps=EPS)
    for parameter, gradient in zip(parameters, problem.gradients, strict=True):
        parameter.grad = as_tensor(gradient, dtype)

    @compile_
    def step() -> None:
        optimizer.step()

    return Work(bare(step), lambda: [np.asarray(parameter) for parameter in parameters])


# ----------------------------------------------------------------------------------------------------------- functions
def _pointwise(compile_: Compile, problem: Function) -> Work:
    def value(x: Vector[FloatDT], weights: Vector[FloatDT]) -> Scalar[FloatDT]:
        a = x * x
        return (tanh(x * exp(-a)) / (a + 1.0) * weights).sum()

    if problem.dtype == "float32":
        return _differentiated(compile_, value, _vector(problem.x, float32), _vector(problem.weights, float32))
    return _differentiated(compile_, value, _vector(problem.x, float64), _vector(problem.weights, float64))


def _rows(compile_: Compile, problem: Function) -> Work:
    def value(x: Matrix[FloatDT], weights: Matrix[FloatDT]) -> Scalar[FloatDT]:
        centred = x - x.mean(1, keepdims=True)
        y = centred / sqrt((centred * centred).mean(1, keepdims=True) + 1e-5)
        return y.max(1).sum() + (y * y * weights).sum()

    if problem.dtype == "float32":
        return _differentiated(compile_, value, _matrix(problem.x, float32), _matrix(problem.weights, float32))
    return _differentiated(compile_, value, _matrix(problem.x, float64), _matrix(problem.weights, float64))


def _chain(compile_: Compile, problem: Function) -> Work:
    def value(x: Vector[FloatDT], weights: Vector[FloatDT]) -> Scalar[FloatDT]:
        y = x
        for _ in range(problem.links // 2):
            y = tanh(y) + x
        return (y * weights).sum()

    if problem.dtype == "float32":
        return _differentiated(compile_, value, _vector(problem.x, float32), _vector(problem.weights, float32))
    return _differentiated(compile_, value, _vector(problem.x, float64), _vector(problem.weights, float64))


def _differentiated(
    compile_: Compile,
    value: Callable[[Tensor[FloatDT, S], Tensor[FloatDT, S]], Scalar[FloatDT]],
    x: Tensor[FloatDT, S],
    weights: Tensor[FloatDT, S],
) -> Work:
    parameter = Parameter(x)

    @compile_
    def step() -> Scalar[FloatDT]:
        parameter.grad = None
        loss = value(parameter, weights)
        backprop(loss)
        return loss

    return Work(repeated(lambda: step().item()), lambda: (np.asarray(parameter.grad),))


def _vector(array: NDArray, dtype: type[FloatDT]) -> Vector[FloatDT]:
    return as_tensor(array, dtype, (array.size,))


def _matrix(array: NDArray, dtype: type[FloatDT]) -> Matrix[FloatDT]:
    rows, columns = array.shape
    return as_tensor(array, dtype, (int(rows), int(columns)))


# ---------------------------------------------------------------------------------------------------- single operations
def _operation(problem: Operation) -> Work:
    return _called(problem, float32) if problem.dtype == "float32" else _called(problem, float64)


def _called(problem: Operation, dtype: type[FloatDT]) -> Work:
    def calls(x: Vector[FloatDT], y: Vector[FloatDT]) -> Mapping[str, Callable[[], Tensor[FloatDT, Any]]]:
        return {"x + y": lambda: x + y, "exp(x)": partial(exp, x), "sum(x)": x.sum}

    def product(x: Matrix[FloatDT], y: Matrix[FloatDT]) -> Callable[[], Matrix[FloatDT]]:
        return lambda: x @ y

    if problem.x.ndim == 2:
        call: Callable[[], Tensor[FloatDT, Any]] = product(
            Parameter(_matrix(problem.x, dtype)), Parameter(_matrix(problem.y, dtype))
        )
    else:
        vectors = Parameter(_vector(problem.x, dtype)), Parameter(_vector(problem.y, dtype))
        call = calls(*vectors)[problem.name]
    return Work(bare(call), lambda: (np.asarray(call()),))


def _unrecorded(problem: Operation) -> Work:
    work = _operation(problem)

    def run(times: int) -> Sequence[float]:
        with no_grad():
            return work.run(times)

    return work._replace(run=run)


def _peer(name: str, compile_: Compile) -> Peer:
    return Peer(
        name,
        "typedgrad",
        training=partial(_training, compile_),
        pointwise=partial(_pointwise, compile_),
        rows=partial(_rows, compile_),
        chain=partial(_chain, compile_),
        update=partial(_update, compile_),
    )


EAGER = replace(_peer("typedgrad", _as_it_is), operation=_operation)
PEERS = (
    EAGER,
    Peer("typedgrad, no_grad", "typedgrad", operation=_unrecorded),
    _peer("typedgrad, compiled", compiled),
    _peer("typedgrad, native", _native),
)
