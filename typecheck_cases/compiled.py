"""A compiled function has the type of the function: its parameters, its result, its type variables, its overloads."""

from __future__ import annotations

from typing import Literal, NewType, TypeAlias, TypeVar, TypeVarTuple, assert_type, overload

import numpy as np

from typedgrad import CompileError, Float, Tensor, backprop, compiled, float32, float64, int64, no_grad
from typedgrad.nn import Linear, cross_entropy
from typedgrad.optim import SGD

L = TypeVarTuple("L")
F = TypeVar("F", bound=Float)
DT = TypeVar("DT", float32, float64)
M = TypeVar("M", bound=int)
N = TypeVar("N", bound=int)

Batch = NewType("Batch", int)
Pixels = NewType("Pixels", int)
Classes = NewType("Classes", int)
X: TypeAlias = Tensor[float32, tuple[Batch, Pixels]]
Y: TypeAlias = Tensor[float32, tuple[Batch, Classes]]
Labels: TypeAlias = Tensor[int64, tuple[Batch]]
Loss: TypeAlias = Tensor[float32, tuple[()]]

_LAYER = Linear(Pixels(64), Classes(10), rng=np.random.default_rng(0))
_OPTIMIZER = SGD(_LAYER.parameters(), lr=0.1)


@compiled
def _step(x: X, labels: Labels) -> Loss:
    _OPTIMIZER.zero_grad()
    loss = cross_entropy(_LAYER(x), labels)
    backprop(loss)
    _OPTIMIZER.step()
    return loss


@compiled(backend="numpy")
def _predict(x: X, *, power: float = 1.0) -> dict[str, Y]:
    with no_grad():
        return {"logits": _LAYER(x) * power}


@compiled
def _rows(x: Tensor[DT, tuple[N, Pixels]], y: Tensor[DT, tuple[Pixels]]) -> Tensor[DT, tuple[N]]:
    return x @ y


@compiled(backend="numpy")
def _centred(x: Tensor[F, tuple[*L, N]]) -> Tensor[F, tuple[*L, N]]:
    return x - x.mean(-1, keepdims=True)


class _Model:
    def __init__(self, layer: Linear[Pixels, Classes, float32]) -> None:
        self.layer = layer

    @compiled
    def logits(self, x: X) -> Y:
        return self.layer(x).detach()

    @compiled(backend="numpy")
    def scaled(self, x: Tensor[DT, tuple[M, N]], factor: float) -> Tensor[DT, tuple[M, N]]:
        return x * factor


@overload
def _of_one_or_two(x: X) -> X: ...
@overload
def _of_one_or_two(x: X, y: Y) -> Y: ...
@compiled
def _of_one_or_two(x: X, y: Y | None = None) -> X | Y:
    return x * 2.0 if y is None else y * 2.0


@compiled
def _reads(x: Loss) -> float:
    return x.item()


def make_layer() -> Linear[Pixels, Classes, float32]:
    return Linear(Pixels(64), Classes(10), rng=np.random.default_rng(0))


def the_parameters_of_a_step(x: X, labels: Labels, y: Y) -> None:
    assert_type(_step(x, labels), Loss)
    _step(y, labels)  # E: mypy[arg-type] pyright[reportArgumentType] "Classes"
    _step(x.T, labels)  # E: mypy[arg-type] pyright[reportArgumentType] "Pixels, Batch"
    _step(x.astype(float64), labels)  # E: mypy[arg-type] pyright[reportArgumentType] "float64"
    _step(x, labels.astype(float32))  # E: mypy[arg-type] pyright[reportArgumentType] "float32"
    _step(x, x[0])  # E: mypy[arg-type] pyright[reportArgumentType] "Pixels"
    _step(x)  # E: mypy[call-arg] pyright[reportCallIssue] raises[TypeError] "labels"
    _step(x=x, labels=labels)
    _step(x=x, label=labels)  # E: mypy[call-arg] pyright[reportCallIssue] raises[TypeError] "label"


def the_result_of_a_step(x: X, y: Y, labels: Labels) -> None:
    assert_type(_step(x, labels).item(), float)
    _step(x, labels).item()()  # E: mypy[operator] pyright[reportCallIssue] raises[TypeError] "float"
    assert_type(_step(x, labels).reshape((1,)), Tensor[float32, tuple[Literal[1]]])
    _step(x, labels).mean(0)  # E: mypy[call-overload] pyright[reportArgumentType] "mean"
    assert_type(_predict(x), dict[str, Y])
    assert_type(_predict(x)["logits"] + y, Y)
    _predict(x)["logits"] + x  # E: mypy[operator] pyright[reportOperatorIssue] "Pixels"


def keywords(x: X) -> None:
    assert_type(_predict(x, power=2.0), dict[str, Y])
    _predict(x, power="2")  # E: mypy[arg-type] pyright[reportArgumentType] "float"
    _predict(x, 2.0)  # E: mypy[call-arg] pyright[reportCallIssue] raises[TypeError] "positional"


def type_variables(
    x: X,
    y: Y,
    row: Tensor[float32, tuple[Pixels]],
    double: Tensor[float64, tuple[Pixels]],
    count: Tensor[int64, tuple[Batch, Pixels]],
) -> None:
    assert_type(_rows(x, row), Tensor[float32, tuple[Batch]])
    assert_type(_rows(x[:2], row), Tensor[float32, tuple[int]])
    assert_type(_rows(x.astype(float64), double), Tensor[float64, tuple[Batch]])
    _rows(y, row)  # E: mypy[arg-type] pyright[reportArgumentType] "Classes"
    _rows(x, double)  # E: mypy[type-var] pyright[reportArgumentType] "_rows"
    assert_type(_centred(x), X)
    assert_type(_centred(row), Tensor[float32, tuple[Pixels]])
    _centred(count)  # E: mypy[type-var] pyright[reportArgumentType] "int64"


def methods(layer: Linear[Pixels, Classes, float32], x: X, y: Y) -> None:
    model = _Model(layer)
    assert_type(model.logits(x), Y)
    model.logits(y)  # E: mypy[arg-type] pyright[reportArgumentType] "Classes"
    model.logits(x, x)  # E: mypy[call-arg] pyright[reportCallIssue] raises[TypeError] "argument"
    assert_type(model.scaled(y, 2.0), Y)
    model.scaled(y[0], 2.0)  # E: mypy[arg-type] pyright[reportArgumentType] "Classes" static-only: it runs with a vector too


def overloads(x: X, y: Y) -> None:
    assert_type(_of_one_or_two(x), X)
    assert_type(_of_one_or_two(x, y), Y)
    _of_one_or_two(x, x)  # E: mypy[arg-type] pyright[reportArgumentType] "Pixels" static-only: it doubles any
    one_or_two = compiled(_of_one_or_two)
    assert_type(one_or_two(x), X)
    assert_type(one_or_two(x, y), Y)


def functions_compiled_where_they_are_used(x: X, row: Tensor[float32, tuple[Pixels]]) -> None:
    centred = compiled(_centred)
    assert_type(centred(x), X)
    assert_type(centred(row), Tensor[float32, tuple[Pixels]])
    centred(x > 0.0)  # E: mypy[type-var] pyright[reportArgumentType] "bool_"


def backends(x: X) -> None:
    assert_type(compiled(backend="numpy")(_centred)(x), X)
    compiled(backend="nonsense")  # E: mypy[call-overload] pyright[reportArgumentType] raises[ValueError] "compiled"


def what_can_be_called(layer: Linear[Pixels, Classes, float32], x: X, y: Y) -> None:
    assert_type(compiled(_centred)(x), X)
    with no_grad():
        assert_type(compiled(layer)(x), Y)
    compiled(layer)(y)  # E: mypy[arg-type] pyright[reportArgumentType] "Classes"
    compiled(3)  # E: mypy[call-overload] pyright[reportArgumentType] raises[TypeError] "compiled"
    compiled(x)  # E: mypy[call-overload] pyright[reportArgumentType] raises[TypeError] "Tensor"


def errors(x: Loss) -> None:
    try:
        _reads(x)
    except CompileError as error:
        assert_type(error, CompileError)
