"""Tensors of a shape for tests of `checked`, whose types say nothing, as those of a caller that no checker has seen."""

from __future__ import annotations

from typing import TYPE_CHECKING, NewType, TypeVar

from helpers import untyped

from typedgrad import float32, float64, int64, ones

if TYPE_CHECKING:
    from helpers import AnyTensor

    from typedgrad import DType

Whatever = TypeVar("Whatever")

Batch = NewType("Batch", int)
N = TypeVar("N", bound=int)
M = TypeVar("M", bound=int)
Hidden = TypeVar("Hidden", bound=int)


def hidden(value: object) -> Whatever:  # type: ignore[type-var]  # pyright: ignore[reportInvalidTypeVarUse]  # what is declared where it is used
    """Give a value the type that is declared."""
    wanted: Whatever = untyped(value)
    return wanted


def f32(*shape: int) -> AnyTensor:
    return _ones(shape, float32)


def f64(*shape: int) -> AnyTensor:
    return _ones(shape, float64)


def i64(*shape: int) -> AnyTensor:
    return _ones(shape, int64)


def _ones(shape: tuple[int, ...], dtype: type[DType]) -> AnyTensor:
    made: AnyTensor = untyped(ones)(shape, dtype)
    return made
