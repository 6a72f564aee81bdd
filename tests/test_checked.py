"""`checked` holds each call to the annotations: what fits passes through, what does not is refused by name."""

from __future__ import annotations

from typing import (
    TYPE_CHECKING,
    Any,
)

import checked_annotations as of
import numpy as np
import pytest
from checked_values import f32, f64, i64
from helpers import untyped

from typedgrad import (
    DTypeError,
    Parameter,
    ShapeError,
    checked,
    float32,
    float64,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence


FITS: list[tuple[Callable[..., object], tuple[object, ...]]] = [
    (of.named, (f32(32, 64), i64(32))),
    (of.named, (f32(0, 64), i64(0))),
    (of.named, (Parameter(f32(32, 64)), i64(32))),
    (of.listed, (f32(1, 5),)),
    (of.listed, (f32(2, 5),)),
    (of.scalar, (f32(),)),
    (of.any_shape, (f32(),)),
    (of.any_shape, (f32(2, 3, 4),)),
    (of.all_of_one_size, (f32(3, 3, 3),)),
    (of.all_of_one_size, (f32(),)),
    (of.anything, (i64(2, 3),)),
    (untyped(of).bare, (i64(2, 3),)),
    (of.kind, (f32(2),)),
    (of.kind, (f64(2),)),
    (of.kinds, (f32(2),)),
    (of.kinds, (i64(2),)),
    (of.aliases, (f32(2, 3), f32(3))),
    (of.square, (f64(3, 3),)),
    (of.bounded, (f32(3), f32(3))),
    (of.constrained, (f64(3), f64(4))),
    (of.any_bound, (f32(3), i64(4))),
    (untyped(of).any_rank, (f32(2, 3),)),
    (of.new_type, (of.Weights(f32(3)), f32(3))),
    (of.type_aliases, (f32(3, 1), [f32(4, 1)], f32(3))),
    (of.type_alias_twice, (f32(3, 1), f32(4, 1))),
    (of.type_alias_in_order, (f32(3, 2), f32(3))),
    (of.type_alias_of_a_run, (f32(4, 2, 3), f32(2, 3))),
    (of.positional_only, (f32(3), f32(3))),
    (of.run, (f32(2, 3, 4), f32(2, 3))),
    (of.run, (f32(4), f32())),
    (of.run_between, (f32(2, 2),)),
    (of.run_between, (f32(2, 3, 4, 2),)),
    (of.run_of_names, (f32(2, 3, 3), f32(3))),
    (of.run_of_names, (f32(2), f32(3))),
    (of.whole, (f32(2, 3), i64(2, 3))),
    (of.whole, (f32(), i64())),
    (of.whole_of_two, (f32(2, 3, 4),)),
    (of.added, (f32(2), f32(3), f32(5))),
    (of.added_to_any, (f32(2), f32(7))),
    (of.added_or_none, (None, f32(2), f32(3))),
    (of.added_or_none, (f32(5), f32(2), f32(3))),
    (of.sum_given, (f32(2), f32(3), 5)),
    (of.sum_or_none, (None, f32(2), f32(3))),
    (of.multiplied, (f32(10), f32(2, 3))),
    (of.optional, (None, i64(3))),
    (of.optional, (f32(3, 64), i64(3))),
    (of.after_optional, (None, f32(3), f32(3))),
    (of.after_optional, (f32(3), f32(3), f32(3))),
    (of.either, (f32(3), f32(3))),
    (of.either, (f32(3, 1), f32(3))),
    (of.number, (f32(3),)),
    (of.number, (0.5,)),
    (of.number, (2,)),
    (of.parameter, (Parameter(f32(3)),)),
    (of.pair, ((f32(3, 64), i64(3)),)),
    (of.open_tuple, ((1, i64(3)), i64(4))),
    (of.row, ((),)),
    (of.row, ((i64(3), i64(3)),)),
    (of.several, ([i64(3)], (i64(3), i64(3)))),
    (of.several, ([], iter([f64(2)]))),
    (of.mapped, ({"a": i64(3), "b": i64(3)},)),
    (of.named_tuple, (of.Pair(f32(3, 64), i64(3)),)),
    (of.record, (of.Sample(f32(3, 64), i64(3)),)),
    (of.typed_dict, ({"images": f32(3, 64), "labels": i64(3)},)),
    (of.typed_dict, ({"labels": i64(3)},)),
    (of.generic_record, (of.Unfinished(f32(3)), f32(4))),
    (of.generic_record, (of.finished(f32(3), f32(3)), f32(4))),
    (of.name_of_a_name, (3, f32(3), f32(4))),
    (of.nested, ({"a": [(of.Pair(f32(3, 64), i64(3)), 1)]},)),
    (of.size, (3, i64(3))),
    (of.size, (np.int64(3), i64(3))),
    (of.no_size, (3, 4, i64(5))),
    (of.shape_given, ((2, 3), f32(2, 3))),
    (of.sizes_given, ((2, 3), f32(2, 3))),
    (of.dtype_given, (f64(3), float64)),
    (of.all_arguments, (i64(3), i64(3))),
    (of.array, (np.ones(3, np.float32), f32(3))),
    (of.array_of_any, (np.ones(3, np.int16), f32(3))),
    (untyped(of).bare_array, (np.ones((2, 3)), i64(3))),
    (of.not_of_tensors, (f32(3), None, f32(3))),
    (of.union_of_sizes, (f32(3), f32(1))),
    (of.union_of_sizes, (f32(3), f32(3))),
]
UNFIT: list[tuple[Callable[..., object], tuple[object, ...], type[Exception], str]] = [
    (
        of.generic_record,
        (of.Unfinished(f32(4)), f32(4)),
        ShapeError,
        "x.first has size 4 at axis 0 of shape (4,), not 3 as in Tensor[float32, tuple[N]]",
    ),
    (
        of.generic_record,
        (of.finished(f32(3), f32(4)), f32(4)),
        ShapeError,
        "x.second has size 4 at axis 0 of shape (4,), not 3 as in Tensor[float32, tuple[N]]",
    ),
    (of.name_of_a_name, (4, f32(3), f32(3)), ShapeError, "x has Row = 3 (axis 0 of shape (3,)), but n bound Row = 4"),
    (
        of.named,
        (f32(32, 64), i64(31)),
        ShapeError,
        "y has Batch = 31 (axis 0 of shape (31,)), but x bound Batch = 32 (axis 0 of shape (32, 64))",
    ),
    (
        of.named,
        (f32(32, 63), i64(32)),
        ShapeError,
        "x has size 63 at axis 1 of shape (32, 63), not 64 as in Images = Tensor[float32, tuple[Batch, Literal[64]]]",
    ),
    (
        of.named,
        (f32(32), i64(32)),
        ShapeError,
        "x has 1 axis, shape (32,), not the 2 of Images = Tensor[float32, tuple[Batch, Literal[64]]]",
    ),
    (
        of.named,
        (f32(2, 3, 4), i64(2)),
        ShapeError,
        "x has 3 axes, shape (2, 3, 4), not the 2 of Images = Tensor[float32, tuple[Batch, Literal[64]]]",
    ),
    (
        of.named,
        (f64(32, 64), i64(32)),
        DTypeError,
        "x is float64, not float32 as in Images = Tensor[float32, tuple[Batch, Literal[64]]]",
    ),
    (
        of.named,
        ([1.0], i64(32)),
        DTypeError,
        "x is [1.0] of type list, not Images = Tensor[float32, tuple[Batch, Literal[64]]]; make it one by as_tensor",
    ),
    (
        of.named,
        (np.ma.masked_array(np.ones((32, 64), np.float32)), i64(32)),
        DTypeError,
        "x is a NumPy array of shape (32, 64), not Images = Tensor[float32, tuple[Batch, Literal[64]]]",
    ),
    (
        of.listed,
        (f32(3, 5),),
        ShapeError,
        "x has size 3 at axis 0 of shape (3, 5), not 1 or 2 as in Tensor[float32, tuple[Literal[1, 2], int]]",
    ),
    (
        of.scalar,
        (f32(1),),
        ShapeError,
        "x has 1 axis, shape (1,), not the 0 of Scalar[float32] = Tensor[float32, tuple[()]]",
    ),
    (of.any_shape, (i64(2),), DTypeError, "x is int64, not float32 as in Tensor[float32, tuple[int, ...]]"),
    (
        of.all_of_one_size,
        (f32(2, 3),),
        ShapeError,
        "x has Batch = 3 (axis 1 of shape (2, 3)), but x bound Batch = 2 (axis 0 of shape (2, 3))",
    ),
    (of.anything, (1.0,), DTypeError, "x is 1.0 of type float, not Tensor[Any, Any]; make it one by as_tensor"),
    (untyped(of).bare, (1.0,), DTypeError, "x is 1.0 of type float, not Tensor; make it one by as_tensor"),
    (of.kind, (i64(2),), DTypeError, "x is int64, not Float as in Tensor[Float, tuple[int]]"),
    (of.kinds, (f64(2),), DTypeError, "x is float64, not float32 | int64 as in Tensor[float32 | int64, tuple[int]]"),
    (
        of.aliases,
        (f32(2, 3), f32(2)),
        ShapeError,
        "y has N = 2 (axis 0 of shape (2,)), but x bound N = 3 (axis 1 of shape (2, 3))",
    ),
    (
        of.square,
        (f64(2, 3),),
        ShapeError,
        "x has N = 3 (axis 1 of shape (2, 3)), but x bound N = 2 (axis 0 of shape (2, 3))",
    ),
    (
        of.bounded,
        (i64(3), i64(3)),
        DTypeError,
        "x is int64, not one of float32, float64, which F stands for in Tensor[F, tuple[N]]",
    ),
    (of.bounded, (f32(3), f64(3)), DTypeError, "y has F = float64, but x bound F = float32"),
    (of.constrained, (f32(3), f64(4)), DTypeError, "y has DT = float64, but x bound DT = float32"),
    (
        of.any_bound,
        (i64(3), i64(4)),
        DTypeError,
        "x is int64, not float32 as in OfVectors = Tensor[float32, tuple[Any]]",
    ),
    (
        of.any_bound,
        (f32(3), f64(4)),
        DTypeError,
        "y fits none of OfEither: y is float64, not float32 as in Tensor[float32, tuple[Any]]; "
        "y is float64, not int64 as in Tensor[int64, tuple[Any]]",
    ),
    (untyped(of).any_rank, (f64(2, 3),), DTypeError, "x is float64, not float32 as in Tensor[float32, tuple]"),
    (
        of.new_type,
        (of.Weights(f32(3)), f32(4)),
        ShapeError,
        "y has Batch = 4 (axis 0 of shape (4,)), but x bound Batch = 3 (axis 0 of shape (3,))",
    ),
    (
        of.type_aliases,
        (f32(3, 1), [], f32(4)),
        ShapeError,
        "z has N = 4 (axis 0 of shape (4,)), but x bound N = 3 (axis 0 of shape (3, 1))",
    ),
    (
        of.type_aliases,
        (f32(3, 1), [f32(4, 1), f32(5, 1)], f32(3)),
        ShapeError,
        "y[1] has Batch = 5 (axis 0 of shape (5, 1)), but y[0] bound Batch = 4 (axis 0 of shape (4, 1))",
    ),
    (
        of.type_alias_in_order,
        (f32(2, 3), f32(2)),
        ShapeError,
        "x has size 3 at axis 1 of shape (2, 3), "
        "not 2 as in Turned[Literal[2], A] = Tensor[float32, tuple[A, Literal[2]]]",
    ),
    (
        of.type_alias_of_a_run,
        (f32(4, 2, 3), f32(3, 2)),
        ShapeError,
        "y has A = 3 (axis 0 of shape (3, 2)), but x bound A = 2 (axis 1 of shape (4, 2, 3))",
    ),
    (
        of.positional_only,
        (f32(3), f32(4)),
        ShapeError,
        "y has N = 4 (axis 0 of shape (4,)), but x bound N = 3 (axis 0 of shape (3,))",
    ),
    (of.run, (f32(), f32()), ShapeError, "x has 0 axes, shape (), not the 1 or more of Tensor[float32, tuple[*L, N]]"),
    (
        of.run,
        (f32(2, 3, 4), f32(3, 2)),
        ShapeError,
        "y has *L = (3, 2) (shape (3, 2)), but x bound *L = (2, 3) (shape (2, 3, 4))",
    ),
    (
        of.run_between,
        (f32(2, 5, 3),),
        ShapeError,
        "x has A = 3 (axis 2 of shape (2, 5, 3)), but x bound A = 2 (axis 0 of shape (2, 5, 3))",
    ),
    (
        of.run_of_names,
        (f32(2, 3, 4), f32(3)),
        ShapeError,
        "x has B = 4 (axis 2 of shape (2, 3, 4)), but x bound B = 3 (axis 1 of shape (2, 3, 4))",
    ),
    (of.whole, (f32(2, 3), i64(3, 2)), ShapeError, "y has S = (3, 2), but x bound S = (2, 3)"),
    (
        of.whole_of_two,
        (f32(2),),
        ShapeError,
        "x has 1 axis, shape (2,), not the 2 or more of Tensor[float32, AtLeast2]",
    ),
    (
        of.added,
        (f32(2), f32(3), f32(6)),
        ShapeError,
        "z has size 6 at axis 0 of shape (6,), not Plus[A, B] = 2 + 3 = 5",
    ),
    (
        of.added_or_none,
        (f32(6), f32(2), f32(3)),
        ShapeError,
        "z has size 6 at axis 0 of shape (6,), not Plus[A, B] = 2 + 3 = 5",
    ),
    (of.sum_given, (f32(2), f32(3), 6), ShapeError, "n has size 6, not Plus[A, B] = 2 + 3 = 5"),
    (of.sum_or_none, (6, f32(2), f32(3)), ShapeError, "n has size 6, not Plus[A, B] = 2 + 3 = 5"),
    (
        of.multiplied,
        (f32(9), f32(2, 3)),
        ShapeError,
        "z has size 9 at axis 0 of shape (9,), not Times[A, Plus[B, Literal[2]]] = 2 × (3 + 2) = 10",
    ),
    (
        of.optional,
        (f32(4, 64), i64(3)),
        ShapeError,
        "y has Batch = 3 (axis 0 of shape (3,)), but x bound Batch = 4 (axis 0 of shape (4, 64))",
    ),
    (
        of.optional,
        ("x", i64(3)),
        DTypeError,
        "x is 'x' of type str, not Tensor[float32, tuple[Batch, Literal[64]]]; make it one by as_tensor",
    ),
    (
        of.after_optional,
        (None, f32(3), f32(4)),
        ShapeError,
        "z has A = 4 (axis 0 of shape (4,)), but y bound A = 3 (axis 0 of shape (3,))",
    ),
    (
        of.after_optional,
        (f32(3), f32(4), f32(4)),
        ShapeError,
        "y has A = 4 (axis 0 of shape (4,)), but x bound A = 3 (axis 0 of shape (3,))",
    ),
    (
        of.either,
        (f32(3, 2), f32(3)),
        ShapeError,
        "x fits none of Vector[float32, N] | Matrix[float32, N, Literal[1]]: "
        "x has 2 axes, shape (3, 2), not the 1 of Tensor[float32, tuple[N]]; "
        "x has size 2 at axis 1 of shape (3, 2), not 1 as in Tensor[float32, tuple[N, Literal[1]]]",
    ),
    (
        of.either,
        (f32(3, 1), f32(4)),
        ShapeError,
        "y has N = 4 (axis 0 of shape (4,)), but x bound N = 3 (axis 0 of shape (3, 1))",
    ),
    (of.number, ("x",), DTypeError, "x is 'x' of type str, not Tensor[float32, tuple[N]]; make it one by as_tensor"),
    (of.number, (f64(3),), DTypeError, "x is float64, not float32 as in Tensor[float32, tuple[N]]"),
    (of.parameter, (f32(3),), DTypeError, "x is a tensor of shape (3,), not Parameter[float32, tuple[N]]"),
    (
        of.pair,
        ((f32(3, 64), i64(4)),),
        ShapeError,
        "x[1] has Batch = 4 (axis 0 of shape (4,)), but x[0] bound Batch = 3 (axis 0 of shape (3, 64))",
    ),
    (of.pair, ((f32(3, 64),),), DTypeError, "x has 1 items, not the 2 of tuple[Images, Labels]"),
    (of.pair, (f32(3, 64),), DTypeError, "x is a tensor of shape (3, 64), not tuple[Images, Labels]"),
    (
        of.row,
        ((i64(3), i64(4)),),
        ShapeError,
        "x[1] has Batch = 4 (axis 0 of shape (4,)), but x[0] bound Batch = 3 (axis 0 of shape (3,))",
    ),
    (of.row, (i64(3),), DTypeError, "x is a tensor of shape (3,), not tuple[Labels, ...]"),
    (
        of.several,
        ([i64(3)], [i64(4)]),
        ShapeError,
        "y[0] has Batch = 4 (axis 0 of shape (4,)), but x[0] bound Batch = 3 (axis 0 of shape (3,))",
    ),
    (
        of.mapped,
        ({"a": i64(3), "b": i64(4)},),
        ShapeError,
        "x['b'] has Batch = 4 (axis 0 of shape (4,)), but x['a'] bound Batch = 3 (axis 0 of shape (3,))",
    ),
    (of.mapped, ([i64(3)],), DTypeError, "x is a list of length 1, not Mapping[str, Labels]"),
    (
        of.named_tuple,
        (of.Pair(f32(3, 64), i64(4)),),
        ShapeError,
        "x.labels has Batch = 4 (axis 0 of shape (4,)), but x.images bound Batch = 3 (axis 0 of shape (3, 64))",
    ),
    (of.named_tuple, ((f32(3, 64), i64(3)),), DTypeError, "x is a tuple of length 2, not Pair"),
    (
        of.record,
        (of.Sample(f32(3, 64), i64(4)),),
        ShapeError,
        "x.label has Batch = 4 (axis 0 of shape (4,)), but x.images bound Batch = 3 (axis 0 of shape (3, 64))",
    ),
    (
        of.typed_dict,
        ({"images": f32(3, 64), "labels": i64(4)},),
        ShapeError,
        "x['labels'] has Batch = 4 (axis 0 of shape (4,)), but x['images'] bound Batch = 3 (axis 0 of shape (3, 64))",
    ),
    (of.typed_dict, ([f32(3, 64)],), DTypeError, "x is a list of length 1, not Item"),
    (
        of.nested,
        ({"a": [(of.Pair(f32(3, 64), i64(4)), 1)]},),
        ShapeError,
        "x['a'][0][0].labels has Batch = 4 (axis 0 of shape (4,)), "
        "but x['a'][0][0].images bound Batch = 3 (axis 0 of shape (3, 64))",
    ),
    (of.size, (4, i64(3)), ShapeError, "x has Batch = 3 (axis 0 of shape (3,)), but n bound Batch = 4"),
    (of.size, (True, i64(1)), ShapeError, "n is True of type bool, not a size of Batch"),
    (of.shape_given, ([2, 3], f32(2, 3)), ShapeError, "shape is [2, 3] of type list, not a shape as in S"),
    (of.shape_given, ((2, 4), f32(2, 3)), ShapeError, "x has S = (2, 3), but shape bound S = (2, 4)"),
    (of.sizes_given, ((2, 4), f32(2, 3)), ShapeError, "x has N = 3 (axis 1 of shape (2, 3)), but shape[1] bound N = 4"),
    (of.dtype_given, (f64(3), "float64"), DTypeError, "dtype is 'float64' of type str, not a dtype as in type[F]"),
    (of.dtype_given, (f64(3), float32), DTypeError, "dtype has F = float32, but x bound F = float64"),
    (
        of.all_arguments,
        (i64(3), i64(4)),
        ShapeError,
        "xs[1] has Batch = 4 (axis 0 of shape (4,)), but xs[0] bound Batch = 3 (axis 0 of shape (3,))",
    ),
    (
        of.array,
        (np.ones(3), f32(3)),
        DTypeError,
        "x is float64, not float32 as in np.ndarray[tuple[N], np.dtype[np.float32]]",
    ),
    (
        of.array,
        (np.ones(3, np.float32), f32(4)),
        ShapeError,
        "y has N = 4 (axis 0 of shape (4,)), but x bound N = 3 (axis 0 of shape (3,))",
    ),
    (
        of.array_of_any,
        (np.ones(3, np.int16), f32(4)),
        ShapeError,
        "y has N = 4 (axis 0 of shape (4,)), but x bound N = 3 (axis 0 of shape (3,))",
    ),
    (
        of.union_of_sizes,
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
