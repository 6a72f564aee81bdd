"""A function for each kind of annotation that `checked` knows, none of which is checked yet."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import (
    TYPE_CHECKING,
    Any,
    ClassVar,
    Generic,
    Literal,
    NamedTuple,
    NewType,
    Required,
    TypeAlias,
    TypedDict,
    TypeVar,
    TypeVarTuple,
)

from checked_values import Batch, M, N

from typedgrad import (
    Float,
    Matrix,
    Parameter,
    Plus,
    Scalar,
    Tensor,
    Times,
    Vector,
    float32,
    float64,
    int64,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    import numpy as np
    from helpers import AnyTensor


Pixels = NewType("Pixels", int)
UserId = NewType("UserId", int)
A = TypeVar("A", bound=int)
B = TypeVar("B", bound=int)
L = TypeVarTuple("L")
S = TypeVar("S", bound=tuple[Any, ...])
AtLeast2 = TypeVar("AtLeast2", bound=tuple[Any, Any, *tuple[Any, ...]])
F = TypeVar("F", bound=Float)
DT = TypeVar("DT", float32, float64)
T = TypeVar("T")

Images: TypeAlias = Tensor[float32, tuple[Batch, Literal[64]]]
Labels: TypeAlias = Tensor[int64, tuple[Batch]]
Square: TypeAlias = Tensor[F, tuple[N, N]]


class Pair(NamedTuple):
    images: Images
    labels: Labels


@dataclass
class Sample:
    images: Images
    label: Labels
    name: str = ""


class Item(TypedDict, total=False):
    images: Required[Images]
    labels: Labels


@dataclass
class Unfinished(Generic[N]):
    first: Vector[float32, N]
    second: Vector[float32, N] = field(init=False)
    nothing: ClassVar[Labels]
    rest: Unfinished[N] | None = None


Row = NewType("Row", Batch)


def named(x: Images, y: Labels) -> int:
    return 0


def listed(x: Tensor[float32, tuple[Literal[1, 2], int]]) -> None: ...
def scalar(x: Scalar[float32]) -> None: ...
def any_shape(x: Tensor[float32, tuple[int, ...]]) -> None: ...
def all_of_one_size(x: Tensor[float32, tuple[Batch, ...]]) -> None: ...
def anything(x: Tensor[Any, Any]) -> None: ...
def bare(x: Tensor) -> None: ...  # type: ignore[type-arg]  # pyright: ignore  # a tensor of anything
def kind(x: Tensor[Float, tuple[int]]) -> None: ...
def kinds(x: Tensor[float32 | int64, tuple[int]]) -> None: ...
def aliases(x: Matrix[float32, M, N], y: Vector[float32, N]) -> None: ...
def square(x: Square[float64, N]) -> None: ...
def bounded(x: Tensor[F, tuple[N]], y: Tensor[F, tuple[N]]) -> None: ...
def constrained(x: Tensor[DT, tuple[N]], y: Tensor[DT, tuple[M]]) -> None: ...
def run(x: Tensor[float32, tuple[*L, N]], y: Tensor[float32, tuple[*L]]) -> None: ...
def run_between(x: Tensor[float32, tuple[A, *tuple[int, ...], A]]) -> None: ...
def run_of_names(x: Tensor[float32, tuple[A, *tuple[B, ...]]], y: Tensor[float32, tuple[B]]) -> None: ...
def whole(x: Tensor[float32, S], y: Tensor[int64, S]) -> None: ...
def whole_of_two(x: Tensor[float32, AtLeast2]) -> None: ...
def added(x: Vector[float32, A], y: Vector[float32, B], z: Vector[float32, Plus[A, B]]) -> None: ...
def multiplied(z: Vector[float32, Times[A, Plus[B, Literal[2]]]], x: Matrix[float32, A, B]) -> None: ...
def optional(x: Images | None, y: Labels) -> None: ...
def after_optional(x: Vector[float32, A] | None, y: Vector[float32, A], z: Vector[float32, A]) -> None: ...
def either(x: Vector[float32, N] | Matrix[float32, N, Literal[1]], y: Vector[float32, N]) -> None: ...
def number(x: Vector[float32, N] | float) -> None: ...
def parameter(x: Parameter[float32, tuple[N]]) -> None: ...
def pair(x: tuple[Images, Labels]) -> None: ...
def row(x: tuple[Labels, ...]) -> None: ...
def several(x: list[Labels], y: Sequence[Labels]) -> None: ...
def mapped(x: Mapping[str, Labels]) -> None: ...
def named_tuple(x: Pair) -> None: ...
def record(x: Sample) -> None: ...
def typed_dict(x: Item) -> None: ...
def generic_record(x: Unfinished[Literal[3]], y: Vector[float32, N]) -> None: ...
def name_of_a_name(n: Row, x: Vector[float32, Row], y: Vector[float32, Batch]) -> None: ...
def nested(x: dict[str, list[tuple[Pair, int]]]) -> None: ...
def size(n: Batch, x: Labels) -> None: ...
def no_size(n: UserId, m: UserId, x: Labels) -> None: ...
def shape_given(shape: S, x: Tensor[float32, S]) -> None: ...
def sizes_given(shape: tuple[M, N], x: Matrix[float32, M, N]) -> None: ...
def dtype_given(x: Tensor[F, tuple[N]], dtype: type[F]) -> None: ...
def all_arguments(*xs: Labels, **others: Labels) -> None: ...
def array(x: np.ndarray[tuple[N], np.dtype[np.float32]], y: Vector[float32, N]) -> None: ...
def union_of_sizes(x: Vector[float32, N], y: Vector[float32, N | Literal[1]]) -> None: ...
def not_of_tensors(x: int, y: Callable[[int], str], z: list[T]) -> list[T]:
    return z


def finished(first: AnyTensor, second: AnyTensor) -> Unfinished[Any]:
    made = Unfinished[Any](first)
    made.second = second
    return made
