"""A checked function has the type of the function, a checked class that of the class; at run time its calls are held to it."""

from __future__ import annotations

from collections.abc import Awaitable, Iterator
from typing import Generic, Literal, NewType, TypeAlias, TypeVar, TypeVarTuple, assert_type, overload

from typedgrad import Float, Tensor, Vector, checked, compiled, float32, float64, int64

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
Sixteen: TypeAlias = Tensor[float32, tuple[Batch, Literal[16]]]


@checked
def _plain(x: X, labels: Labels, *, power: float = 1.0) -> X:
    return x * power


@checked
def _sixteen(x: Sixteen) -> int:
    return x.shape[1]


@checked
def _rows(x: Tensor[DT, tuple[N, Pixels]], y: Tensor[DT, tuple[Pixels]]) -> Tensor[DT, tuple[N]]:
    return x @ y


@checked
def _centred(x: Tensor[F, tuple[*L, N]]) -> Tensor[F, tuple[*L, N]]:
    return x - x.mean(-1, keepdims=True)


@checked
async def _later(x: X) -> Labels:
    return x.argmax(1)


def _closes_later(waiting: Awaitable[Labels]) -> Awaitable[Labels]:
    return waiting


@checked
def _each(x: X) -> Iterator[Vector[float32, Pixels]]:
    yield x[0]


@overload
def _of_one_or_two(x: X) -> X: ...
@overload
def _of_one_or_two(x: X, y: Y) -> Y: ...
@checked
def _of_one_or_two(x: X, y: Y | None = None) -> X | Y:
    return x * 2.0 if y is None else y * 2.0


class _Model:
    @checked
    def scaled(self, x: Tensor[DT, tuple[M, N]], factor: float) -> Tensor[DT, tuple[M, N]]:
        return x * factor

    @classmethod
    @checked
    def made(cls, x: X) -> _Model:
        return cls()

    @staticmethod
    @checked
    def doubled(x: X) -> X:
        return x * 2.0

    @property
    @checked
    def size(self) -> int:
        return 1


@checked
class _Held(Generic[N]):
    def __init__(self, weights: Vector[float32, N]) -> None:
        self.weights = weights

    def __call__(self, x: Tensor[float32, tuple[Batch, N]]) -> Vector[float32, Batch]:
        return x @ self.weights


@compiled
@checked
def _step(x: X) -> X:
    return x * 2.0


def make_pixels(x: X) -> Vector[float32, Pixels]:
    return x[0]


def parameters_and_results(x: X, y: Y, labels: Labels) -> None:
    assert_type(_plain(x, labels), X)
    assert_type(_plain(x, labels, power=2.0), X)
    _plain(x.astype(float64), labels)  # E: mypy[arg-type] pyright[reportArgumentType] "float64"
    _plain(x, labels.astype(float32))  # E: mypy[arg-type] pyright[reportArgumentType] "float32"
    _plain(x, x)  # E: mypy[arg-type] pyright[reportArgumentType] "float32"
    _plain(x.T, labels)  # E: mypy[arg-type] pyright[reportArgumentType] "Pixels, Batch"
    _plain(x, labels[:2])  # E: mypy[arg-type] pyright[reportArgumentType] "tuple[int]"
    _plain(x[0], labels)  # E: mypy[arg-type] pyright[reportArgumentType] "Pixels"
    _plain(x)  # E: mypy[call-arg] pyright[reportCallIssue] raises[TypeError] "labels"
    _plain(x, labels, 2.0)  # E: mypy[call-arg] pyright[reportCallIssue] raises[TypeError] "positional"
    _plain(x, labels)()  # E: mypy[operator] pyright[reportCallIssue] raises[TypeError] "Tensor"


def sizes(x: Sixteen, y: Tensor[float32, tuple[Batch, Literal[15]]]) -> None:
    assert_type(_sixteen(x), int)
    _sixteen(y)  # E: mypy[arg-type] pyright[reportArgumentType] "15"


def type_variables(
    x: X,
    y: Y,
    row: Tensor[float32, tuple[Pixels]],
    double: Tensor[float64, tuple[Pixels]],
    count: Tensor[int64, tuple[Batch, Pixels]],
) -> None:
    assert_type(_rows(x, row), Tensor[float32, tuple[Batch]])
    assert_type(_rows(x.astype(float64), double), Tensor[float64, tuple[Batch]])
    _rows(y, row)  # E: mypy[arg-type] pyright[reportArgumentType] "Classes"
    _rows(x, double)  # E: mypy[type-var] pyright[reportArgumentType] "_rows"
    assert_type(_centred(x), X)
    assert_type(_centred(row), Tensor[float32, tuple[Pixels]])
    _centred(count)  # E: mypy[type-var] pyright[reportArgumentType] "int64"


def coroutines_and_generators(x: X, y: Y) -> None:
    waiting = _later(x)
    _closes_later(waiting)
    waiting.close()
    assert_type(_each(x), Iterator[Vector[float32, Pixels]])
    _each(x[0])  # E: mypy[arg-type] pyright[reportArgumentType] "Pixels"


def methods(x: X, y: Y) -> None:
    model = _Model()
    assert_type(model.scaled(y, 2.0), Y)
    assert_type(_Model.made(x), _Model)
    assert_type(model.doubled(x), X)
    assert_type(model.size, int)
    model.scaled(y[0], 2.0)  # E: mypy[arg-type] pyright[reportArgumentType] "Classes"
    _Model.made(x[0])  # E: mypy[arg-type] pyright[reportArgumentType] "Pixels"
    model.doubled(x[0])  # E: mypy[arg-type] pyright[reportArgumentType] "Pixels"


def classes(x: X, y: Y, weights: Vector[float32, Pixels]) -> None:
    held = _Held(weights)
    assert_type(held, _Held[Pixels])
    assert_type(held(x), Vector[float32, Batch])
    held(y)  # E: mypy[arg-type] pyright[reportArgumentType] "Classes"


def overloads(x: X, y: Y) -> None:
    assert_type(_of_one_or_two(x), X)
    assert_type(_of_one_or_two(x, y), Y)
    _of_one_or_two(x, x.T)  # E: mypy[arg-type] pyright[reportArgumentType] "Pixels"


def steps(x: X) -> None:
    assert_type(_step(x), X)
    assert_type(checked(compiled(_centred))(x), X)
    _step(x.T)  # E: mypy[arg-type] pyright[reportArgumentType] "Pixels" static-only: two names, and no size that contradicts


def what_can_be_checked(x: X) -> None:
    assert_type(checked(_centred)(x), X)
    checked(3)  # E: mypy[type-var] pyright[reportArgumentType] raises[TypeError] "checked"
    checked(x)  # E: mypy[type-var] pyright[reportArgumentType] raises[TypeError] "checked"
