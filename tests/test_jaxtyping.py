"""jaxtyping's annotations work on tensors, as on arrays of JAX: by `isinstance`, and in functions under beartype."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal, NewType

import beartype
import jaxtyping
import pytest
from checked_values import f32, f64, hidden, i64
from helpers import untyped
from jaxtyping import Bool, Float, Float32, Float64, Int, Int32, Int64, Integer, Num, Real, Shaped

from typedgrad import Parameter, Tensor, checked, float32, int32, int64

if TYPE_CHECKING:
    from collections.abc import Callable


Batch = NewType("Batch", int)
typed: Callable[[Any], Any] = untyped(jaxtyping).jaxtyped(typechecker=beartype.beartype)

KINDS: list[tuple[Any, set[str]]] = [
    (Float32, {"float32"}),
    (Float64, {"float64"}),
    (Int32, {"int32"}),
    (Int64, {"int64"}),
    (Bool, {"bool"}),
    (Float, {"float32", "float64"}),
    (Int, {"int32", "int64"}),
    (Integer, {"int32", "int64"}),
    (Num, {"float32", "float64", "int32", "int64"}),
    (Real, {"float32", "float64", "int32", "int64"}),
    (Shaped, {"float32", "float64", "int32", "int64", "bool"}),
]
TENSORS: list[Any] = [f32(2, 3), f64(2, 3), i64(2, 3), untyped(i64(2, 3)).astype(int32), f32(2, 3) > f32(2, 3)]


@pytest.mark.parametrize("tensor", TENSORS, ids=lambda tensor: str(tensor.dtype))
@pytest.mark.parametrize(("kind", "dtypes"), KINDS)
def test_dtypes(kind: Any, dtypes: set[str], tensor: Any) -> None:
    assert isinstance(tensor, kind[Tensor, "2 3"]) == (str(tensor.dtype) in dtypes)
    assert isinstance(tensor, kind[Tensor, "..."]) == (str(tensor.dtype) in dtypes)


@pytest.mark.parametrize(
    ("axes", "is_right"),
    [
        ("2 3", True),
        ("rows columns", True),
        ("rows=2 columns=3", True),
        ("_ _", True),
        ("*leading 3", True),
        ("... 2 3", True),
        ("#2 3", True),
        ("rows rows", False),
        ("3 2", False),
        ("2", False),
        ("2 3 4", False),
        ("", False),
    ],
)
def test_axes(axes: str, is_right: bool) -> None:
    assert isinstance(f32(2, 3), untyped(Float32)[Tensor, axes]) == is_right


def test_other_classes() -> None:
    array = f32(2, 3).numpy()
    assert not isinstance(array, untyped(Float32)[Tensor, "2 3"])
    assert isinstance(Parameter(f32(2, 3)), untyped(Float32)[Tensor, "2 3"])
    assert isinstance(Parameter(f32(2, 3)), untyped(Float32)[Parameter, "2 3"])
    assert not isinstance(f32(2, 3), untyped(Float32)[Parameter, "2 3"])
    assert isinstance(f32(), untyped(Float32)[Tensor, ""])
    assert isinstance(f32(2, 3), untyped(Float32)[Tensor[float32, tuple[Batch, Literal[3]]], "2 3"])


def test_a_function() -> None:
    @typed
    def count(
        x: Float32[Tensor[float32, tuple[Batch, Literal[64]]], "batch 64"],
        labels: Int64[Tensor[int64, tuple[Batch]], "batch"],
        result: object,
    ) -> Float32[Tensor[Any, Any], "batch"]:
        return hidden(result)

    assert count(f32(32, 64), i64(32), f32(32)) is not None
    wrong: list[tuple[object, ...]] = [
        (f32(32, 63), i64(32), f32(32)),
        (f32(32), i64(32), f32(32)),
        (f64(32, 64), i64(32), f32(32)),
        (f32(32, 64), i64(31), f32(32)),
        (f32(32, 64), f32(32), f32(32)),
        (f32(32, 64), i64(32), f32(31)),
        (f32(32, 64), i64(32), i64(32)),
        (f32(32, 64).numpy(), i64(32), f32(32)),
    ]
    for arguments in wrong:
        with pytest.raises(jaxtyping.TypeCheckError):
            count(*arguments)


def test_dimensions_that_are_computed_and_runs_of_them() -> None:
    @typed
    def longer(x: Float[Tensor[Any, Any], "*batch n"], result: object) -> Float[Tensor[Any, Any], "*batch n+1"]:
        return hidden(result)

    for shape in [(5, 6, 3), (3,)]:
        assert longer(f32(*shape), f64(*shape[:-1], 4)) is not None
        for wrong in [f32(*shape), f32(7, *shape[:-1], 4), i64(*shape[:-1], 4)]:
            with pytest.raises(jaxtyping.TypeCheckError):
                longer(f32(*shape), wrong)


def test_checked_leaves_them_alone() -> None:
    @checked
    @typed
    def first(x: Float32[Tensor[float32, tuple[Batch, Literal[3]]], "batch 3"]) -> int:
        return 1

    assert first(f32(2, 3)) == 1
    for wrong in [f32(2, 4), f32(2), i64(2, 3)]:
        with pytest.raises(jaxtyping.TypeCheckError):
            first(wrong)
