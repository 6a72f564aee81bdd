"""`checked` holds each call to the annotations: what fits passes through, what does not is refused by name."""

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

import numpy as np
import pytest
from checked_values import Batch, M, N, f32, f64, i64

from typedgrad import (
    DTypeError,
    Float,
    Matrix,
    Parameter,
    Plus,
    Scalar,
    ShapeError,
    Tensor,
    Times,
    Vector,
    checked,
    float32,
    float64,
    int64,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

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


# ------------------------------------------------------------------------------------------------ one annotation each
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


FITS: list[tuple[Callable[..., object], tuple[object, ...]]] = [
    (named, (f32(32, 64), i64(32))),
    (named, (f32(0, 64), i64(0))),
    (named, (Parameter(f32(32, 64)), i64(32))),
    (listed, (f32(1, 5),)),
    (listed, (f32(2, 5),)),
    (scalar, (f32(),)),
    (any_shape, (f32(),)),
    (any_shape, (f32(2, 3, 4),)),
    (all_of_one_size, (f32(3, 3, 3),)),
    (all_of_one_size, (f32(),)),
    (anything, (i64(2, 3),)),
    (bare, (i64(2, 3),)),
    (kind, (f32(2),)),
    (kind, (f64(2),)),
    (kinds, (f32(2),)),
    (kinds, (i64(2),)),
    (aliases, (f32(2, 3), f32(3))),
    (square, (f64(3, 3),)),
    (bounded, (f32(3), f32(3))),
    (constrained, (f64(3), f64(4))),
    (run, (f32(2, 3, 4), f32(2, 3))),
    (run, (f32(4), f32())),
    (run_between, (f32(2, 2),)),
    (run_between, (f32(2, 3, 4, 2),)),
    (run_of_names, (f32(2, 3, 3), f32(3))),
    (run_of_names, (f32(2), f32(3))),
    (whole, (f32(2, 3), i64(2, 3))),
    (whole, (f32(), i64())),
    (whole_of_two, (f32(2, 3, 4),)),
    (added, (f32(2), f32(3), f32(5))),
    (multiplied, (f32(10), f32(2, 3))),
    (optional, (None, i64(3))),
    (optional, (f32(3, 64), i64(3))),
    (after_optional, (None, f32(3), f32(3))),
    (after_optional, (f32(3), f32(3), f32(3))),
    (either, (f32(3), f32(3))),
    (either, (f32(3, 1), f32(3))),
    (number, (f32(3),)),
    (number, (0.5,)),
    (number, (2,)),
    (parameter, (Parameter(f32(3)),)),
    (pair, ((f32(3, 64), i64(3)),)),
    (row, ((),)),
    (row, ((i64(3), i64(3)),)),
    (several, ([i64(3)], (i64(3), i64(3)))),
    (several, ([], iter([f64(2)]))),
    (mapped, ({"a": i64(3), "b": i64(3)},)),
    (named_tuple, (Pair(f32(3, 64), i64(3)),)),
    (record, (Sample(f32(3, 64), i64(3)),)),
    (typed_dict, ({"images": f32(3, 64), "labels": i64(3)},)),
    (typed_dict, ({"labels": i64(3)},)),
    (generic_record, (Unfinished(f32(3)), f32(4))),
    (generic_record, (finished(f32(3), f32(3)), f32(4))),
    (name_of_a_name, (3, f32(3), f32(4))),
    (nested, ({"a": [(Pair(f32(3, 64), i64(3)), 1)]},)),
    (size, (3, i64(3))),
    (size, (np.int64(3), i64(3))),
    (no_size, (3, 4, i64(5))),
    (shape_given, ((2, 3), f32(2, 3))),
    (sizes_given, ((2, 3), f32(2, 3))),
    (dtype_given, (f64(3), float64)),
    (all_arguments, (i64(3), i64(3))),
    (array, (np.ones(3, np.float32), f32(3))),
    (not_of_tensors, (f32(3), None, f32(3))),
    (union_of_sizes, (f32(3), f32(1))),
    (union_of_sizes, (f32(3), f32(3))),
]
UNFIT: list[tuple[Callable[..., object], tuple[object, ...], type[Exception], str]] = [
    (
        generic_record,
        (Unfinished(f32(4)), f32(4)),
        ShapeError,
        "x.first has size 4 at axis 0 of shape (4,), not 3 as in Tensor[float32, tuple[N]]",
    ),
    (
        generic_record,
        (finished(f32(3), f32(4)), f32(4)),
        ShapeError,
        "x.second has size 4 at axis 0 of shape (4,), not 3 as in Tensor[float32, tuple[N]]",
    ),
    (name_of_a_name, (4, f32(3), f32(3)), ShapeError, "x has Row = 3 (axis 0 of shape (3,)), but n bound Row = 4"),
    (
        named,
        (f32(32, 64), i64(31)),
        ShapeError,
        "y has Batch = 31 (axis 0 of shape (31,)), but x bound Batch = 32 (axis 0 of shape (32, 64))",
    ),
    (
        named,
        (f32(32, 63), i64(32)),
        ShapeError,
        "x has size 63 at axis 1 of shape (32, 63), not 64 as in Images = Tensor[float32, tuple[Batch, Literal[64]]]",
    ),
    (
        named,
        (f32(32), i64(32)),
        ShapeError,
        "x has 1 axis, shape (32,), not the 2 of Images = Tensor[float32, tuple[Batch, Literal[64]]]",
    ),
    (
        named,
        (f32(2, 3, 4), i64(2)),
        ShapeError,
        "x has 3 axes, shape (2, 3, 4), not the 2 of Images = Tensor[float32, tuple[Batch, Literal[64]]]",
    ),
    (
        named,
        (f64(32, 64), i64(32)),
        DTypeError,
        "x is float64, not float32 as in Images = Tensor[float32, tuple[Batch, Literal[64]]]",
    ),
    (
        named,
        ([1.0], i64(32)),
        DTypeError,
        "x is [1.0] of type list, not Images = Tensor[float32, tuple[Batch, Literal[64]]]; make it one by as_tensor",
    ),
    (
        named,
        (np.ma.masked_array(np.ones((32, 64), np.float32)), i64(32)),
        DTypeError,
        "x is a NumPy array of shape (32, 64), not Images = Tensor[float32, tuple[Batch, Literal[64]]]",
    ),
    (
        listed,
        (f32(3, 5),),
        ShapeError,
        "x has size 3 at axis 0 of shape (3, 5), not 1 or 2 as in Tensor[float32, tuple[Literal[1, 2], int]]",
    ),
    (
        scalar,
        (f32(1),),
        ShapeError,
        "x has 1 axis, shape (1,), not the 0 of Scalar[float32] = Tensor[float32, tuple[()]]",
    ),
    (any_shape, (i64(2),), DTypeError, "x is int64, not float32 as in Tensor[float32, tuple[int, ...]]"),
    (
        all_of_one_size,
        (f32(2, 3),),
        ShapeError,
        "x has Batch = 3 (axis 1 of shape (2, 3)), but x bound Batch = 2 (axis 0 of shape (2, 3))",
    ),
    (anything, (1.0,), DTypeError, "x is 1.0 of type float, not Tensor[Any, Any]; make it one by as_tensor"),
    (bare, (1.0,), DTypeError, "x is 1.0 of type float, not Tensor; make it one by as_tensor"),
    (kind, (i64(2),), DTypeError, "x is int64, not Float as in Tensor[Float, tuple[int]]"),
    (kinds, (f64(2),), DTypeError, "x is float64, not float32 | int64 as in Tensor[float32 | int64, tuple[int]]"),
    (
        aliases,
        (f32(2, 3), f32(2)),
        ShapeError,
        "y has N = 2 (axis 0 of shape (2,)), but x bound N = 3 (axis 1 of shape (2, 3))",
    ),
    (
        square,
        (f64(2, 3),),
        ShapeError,
        "x has N = 3 (axis 1 of shape (2, 3)), but x bound N = 2 (axis 0 of shape (2, 3))",
    ),
    (
        bounded,
        (i64(3), i64(3)),
        DTypeError,
        "x is int64, not one of float32, float64, which F stands for in Tensor[F, tuple[N]]",
    ),
    (bounded, (f32(3), f64(3)), DTypeError, "y has F = float64, but x bound F = float32"),
    (constrained, (f32(3), f64(4)), DTypeError, "y has DT = float64, but x bound DT = float32"),
    (run, (f32(), f32()), ShapeError, "x has 0 axes, shape (), not the 1 or more of Tensor[float32, tuple[*L, N]]"),
    (
        run,
        (f32(2, 3, 4), f32(3, 2)),
        ShapeError,
        "y has *L = (3, 2) (shape (3, 2)), but x bound *L = (2, 3) (shape (2, 3, 4))",
    ),
    (
        run_between,
        (f32(2, 5, 3),),
        ShapeError,
        "x has A = 3 (axis 2 of shape (2, 5, 3)), but x bound A = 2 (axis 0 of shape (2, 5, 3))",
    ),
    (
        run_of_names,
        (f32(2, 3, 4), f32(3)),
        ShapeError,
        "x has B = 4 (axis 2 of shape (2, 3, 4)), but x bound B = 3 (axis 1 of shape (2, 3, 4))",
    ),
    (whole, (f32(2, 3), i64(3, 2)), ShapeError, "y has S = (3, 2), but x bound S = (2, 3)"),
    (whole_of_two, (f32(2),), ShapeError, "x has 1 axis, shape (2,), not the 2 or more of Tensor[float32, AtLeast2]"),
    (added, (f32(2), f32(3), f32(6)), ShapeError, "z has size 6 at axis 0 of shape (6,), not Plus[A, B] = 2 + 3 = 5"),
    (
        multiplied,
        (f32(9), f32(2, 3)),
        ShapeError,
        "z has size 9 at axis 0 of shape (9,), not Times[A, Plus[B, Literal[2]]] = 2 × (3 + 2) = 10",
    ),
    (
        optional,
        (f32(4, 64), i64(3)),
        ShapeError,
        "y has Batch = 3 (axis 0 of shape (3,)), but x bound Batch = 4 (axis 0 of shape (4, 64))",
    ),
    (
        optional,
        ("x", i64(3)),
        DTypeError,
        "x is 'x' of type str, not Tensor[float32, tuple[Batch, Literal[64]]]; make it one by as_tensor",
    ),
    (
        after_optional,
        (None, f32(3), f32(4)),
        ShapeError,
        "z has A = 4 (axis 0 of shape (4,)), but y bound A = 3 (axis 0 of shape (3,))",
    ),
    (
        after_optional,
        (f32(3), f32(4), f32(4)),
        ShapeError,
        "y has A = 4 (axis 0 of shape (4,)), but x bound A = 3 (axis 0 of shape (3,))",
    ),
    (
        either,
        (f32(3, 2), f32(3)),
        ShapeError,
        "x fits none of Vector[float32, N] | Matrix[float32, N, Literal[1]]: "
        "x has 2 axes, shape (3, 2), not the 1 of Tensor[float32, tuple[N]]; "
        "x has size 2 at axis 1 of shape (3, 2), not 1 as in Tensor[float32, tuple[N, Literal[1]]]",
    ),
    (
        either,
        (f32(3, 1), f32(4)),
        ShapeError,
        "y has N = 4 (axis 0 of shape (4,)), but x bound N = 3 (axis 0 of shape (3, 1))",
    ),
    (number, ("x",), DTypeError, "x is 'x' of type str, not Tensor[float32, tuple[N]]; make it one by as_tensor"),
    (number, (f64(3),), DTypeError, "x is float64, not float32 as in Tensor[float32, tuple[N]]"),
    (parameter, (f32(3),), DTypeError, "x is a tensor of shape (3,), not Parameter[float32, tuple[N]]"),
    (
        pair,
        ((f32(3, 64), i64(4)),),
        ShapeError,
        "x[1] has Batch = 4 (axis 0 of shape (4,)), but x[0] bound Batch = 3 (axis 0 of shape (3, 64))",
    ),
    (pair, ((f32(3, 64),),), DTypeError, "x has 1 items, not the 2 of tuple[Images, Labels]"),
    (pair, (f32(3, 64),), DTypeError, "x is a tensor of shape (3, 64), not tuple[Images, Labels]"),
    (
        row,
        ((i64(3), i64(4)),),
        ShapeError,
        "x[1] has Batch = 4 (axis 0 of shape (4,)), but x[0] bound Batch = 3 (axis 0 of shape (3,))",
    ),
    (row, (i64(3),), DTypeError, "x is a tensor of shape (3,), not tuple[Labels, ...]"),
    (
        several,
        ([i64(3)], [i64(4)]),
        ShapeError,
        "y[0] has Batch = 4 (axis 0 of shape (4,)), but x[0] bound Batch = 3 (axis 0 of shape (3,))",
    ),
    (
        mapped,
        ({"a": i64(3), "b": i64(4)},),
        ShapeError,
        "x['b'] has Batch = 4 (axis 0 of shape (4,)), but x['a'] bound Batch = 3 (axis 0 of shape (3,))",
    ),
    (mapped, ([i64(3)],), DTypeError, "x is a list of length 1, not Mapping[str, Labels]"),
    (
        named_tuple,
        (Pair(f32(3, 64), i64(4)),),
        ShapeError,
        "x.labels has Batch = 4 (axis 0 of shape (4,)), but x.images bound Batch = 3 (axis 0 of shape (3, 64))",
    ),
    (named_tuple, ((f32(3, 64), i64(3)),), DTypeError, "x is a tuple of length 2, not Pair"),
    (
        record,
        (Sample(f32(3, 64), i64(4)),),
        ShapeError,
        "x.label has Batch = 4 (axis 0 of shape (4,)), but x.images bound Batch = 3 (axis 0 of shape (3, 64))",
    ),
    (
        typed_dict,
        ({"images": f32(3, 64), "labels": i64(4)},),
        ShapeError,
        "x['labels'] has Batch = 4 (axis 0 of shape (4,)), but x['images'] bound Batch = 3 (axis 0 of shape (3, 64))",
    ),
    (
        nested,
        ({"a": [(Pair(f32(3, 64), i64(4)), 1)]},),
        ShapeError,
        "x['a'][0][0].labels has Batch = 4 (axis 0 of shape (4,)), "
        "but x['a'][0][0].images bound Batch = 3 (axis 0 of shape (3, 64))",
    ),
    (size, (4, i64(3)), ShapeError, "x has Batch = 3 (axis 0 of shape (3,)), but n bound Batch = 4"),
    (size, (True, i64(1)), ShapeError, "n is True of type bool, not a size of Batch"),
    (shape_given, ((2, 4), f32(2, 3)), ShapeError, "x has S = (2, 3), but shape bound S = (2, 4)"),
    (sizes_given, ((2, 4), f32(2, 3)), ShapeError, "x has N = 3 (axis 1 of shape (2, 3)), but shape[1] bound N = 4"),
    (dtype_given, (f64(3), float32), DTypeError, "dtype has F = float32, but x bound F = float64"),
    (
        all_arguments,
        (i64(3), i64(4)),
        ShapeError,
        "xs[1] has Batch = 4 (axis 0 of shape (4,)), but xs[0] bound Batch = 3 (axis 0 of shape (3,))",
    ),
    (
        array,
        (np.ones(3), f32(3)),
        DTypeError,
        "x is float64, not float32 as in np.ndarray[tuple[N], np.dtype[np.float32]]",
    ),
    (
        array,
        (np.ones(3, np.float32), f32(4)),
        ShapeError,
        "y has N = 4 (axis 0 of shape (4,)), but x bound N = 3 (axis 0 of shape (3,))",
    ),
    (
        union_of_sizes,
        (f32(3), f32(2)),
        ShapeError,
        "y has N = 2 (axis 0 of shape (2,)), but x bound N = 3 (axis 0 of shape (3,))",
    ),
]


def names_of(cases: Sequence[tuple[Any, ...]]) -> list[str]:
    return [f"{i} {case[0].__name__}" for i, case in enumerate(cases)]


@pytest.mark.parametrize(("function", "arguments"), FITS, ids=names_of(FITS))
def test_what_fits_passes(function: Callable[..., object], arguments: tuple[object, ...]) -> None:
    expected = function(*arguments)
    held = checked(function)
    assert [held(*arguments), held(*arguments)] == [expected, expected]  # a first call, and one after it


@pytest.mark.parametrize(("function", "arguments", "kind_of_error", "message"), UNFIT, ids=names_of(UNFIT))
def test_what_does_not_is_refused(
    function: Callable[..., object], arguments: tuple[object, ...], kind_of_error: type[Exception], message: str
) -> None:
    held = checked(function)
    for _ in range(2):  # a first call, and one after it
        with pytest.raises(kind_of_error) as caught:
            held(*arguments)
        assert str(caught.value) == f"{function.__name__}: {message}"
        assert type(caught.value) is kind_of_error
