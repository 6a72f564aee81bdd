"""The values that the runner of typecheck_cases makes from annotations, and how it holds values against types."""

from __future__ import annotations

import ast
from typing import Any, Literal, NewType, get_type_hints

import numpy as np
import pytest

from typecheck_cases._agreement import disagreement
from typecheck_cases._annotations import Sizes
from typecheck_cases._values import build
from typedgrad import Float, Parameter, Plus, Tensor, Times, bool_, float32, float64, int32, int64
from typedgrad.shapes import F, L, N  # noqa: TC001  # get_type_hints looks for them

Batch = NewType("Batch", int)
Hidden = NewType("Hidden", int)


def generic(x: Tensor[F, tuple[*L, N]], y: Tensor[F, tuple[*L, N]]) -> None:
    """Stand for a generic case: type variables have a meaning only in a signature."""


ANNOTATIONS: list[object] = [
    Tensor[float32, tuple[Batch, Hidden]],
    Tensor[bool_, tuple[()]],
    Tensor[int64, tuple[Literal[4], int]],
    Tensor[Float, tuple[Plus[Batch, Hidden], Times[Batch, Literal[2]]]],
    get_type_hints(generic)["x"],
    Parameter[float64, tuple[Batch]],
    tuple[Batch, Literal[4], float],
    type[float32],
    Literal[-1],
    int,
    str,
    bool,
    Plus[Batch, Hidden],
    np.random.Generator,
]


@pytest.mark.parametrize("annotation", ANNOTATIONS, ids=str)
def test_a_value_agrees_with_the_annotation_it_is_made_from(annotation: object) -> None:
    sizes = Sizes(ast.Module([], []), {})
    assert disagreement(build(annotation, sizes), annotation, sizes) is None


@pytest.mark.parametrize(
    ("made_from", "said"),
    [
        (Tensor[float32, tuple[Batch]], Tensor[float32, tuple[Hidden]]),
        (Tensor[float32, tuple[Batch]], Tensor[float32, tuple[Batch, Batch]]),
        (Tensor[float32, tuple[Batch]], Tensor[float32, tuple[Literal[4]]]),
        (Tensor[float32, tuple[Batch]], Tensor[float64, tuple[Batch]]),
        (Tensor[int64, tuple[Batch]], Tensor[int32, tuple[Batch]]),
        (Tensor[int64, tuple[Batch]], Tensor[Float, tuple[Any]]),
        (Tensor[float32, tuple[Batch, Hidden]], Tensor[float32, tuple[Plus[Batch, Hidden]]]),
        (Tensor[float32, tuple[Plus[Batch, Hidden]]], Tensor[float32, tuple[Times[Batch, Hidden]]]),
        (Tensor[float32, tuple[Batch]], Parameter[float32, tuple[Batch]]),
        (Tensor[float32, tuple[Batch]], np.ndarray[tuple[Batch], np.dtype[np.float32]]),
        (tuple[Batch, float], tuple[Batch, float, float]),
        (tuple[Batch, float], tuple[Hidden, float]),
        (bool, int),
        (int, None),
        (type[float32], type[float64]),
    ],
    ids=str,
)
def test_a_value_of_another_type_disagrees(made_from: object, said: object) -> None:
    sizes = Sizes(ast.Module([], []), {})
    assert disagreement(build(made_from, sizes), said, sizes) is not None


@pytest.mark.parametrize(
    "said",
    [
        np.ndarray[tuple[Batch, Literal[4]], np.dtype[np.float32]],
        np.ndarray[tuple[int, ...], np.dtype[np.floating[Any]]],
        Tensor[Any, Any] | np.ndarray[Any, np.dtype[Any]],
    ],
    ids=str,
)
def test_an_array_agrees_with_its_type(said: object) -> None:
    sizes = Sizes(ast.Module([], []), {})
    assert disagreement(np.zeros((sizes.pick(Batch), 4), np.float32), said, sizes) is None


def test_no_dimension_has_a_size_that_the_file_mentions() -> None:
    assert Sizes(ast.parse("x.reshape((3, 5))"), {}).of(Batch) not in {3, 5}
