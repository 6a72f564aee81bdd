"""Annotations in words: as errors quote them, however Python would print them."""

from __future__ import annotations

from types import NoneType, UnionType
from typing import Any, ForwardRef, Literal, Union, cast, get_args, get_origin

UNPACK = {"typing.Unpack", "typing_extensions.Unpack"}  # by name: the second loads slowly


def written(annotation: object) -> str:
    """An annotation as one writes it: `Tensor[float32, tuple[Batch, Literal[64]]]`.

    >>> from typedgrad import Tensor, float32
    >>> written(Tensor[float32, tuple[int, Literal[64]]] | None)
    'Tensor[float32, tuple[int, Literal[64]]] | None'
    """
    if isinstance(annotation, str):
        return annotation
    if isinstance(annotation, ForwardRef):
        return annotation.__forward_arg__
    origin, arguments = get_origin(annotation), get_args(annotation)
    if is_unpacked(annotation):
        return f"*{written(arguments[0] if str(origin) in UNPACK else origin[arguments])}"  # type: ignore[index]  # tuple
    if origin is Literal:
        return f"Literal[{', '.join(map(repr, arguments))}]"
    if origin in {Union, UnionType}:
        return " | ".join(map(written, arguments))
    if annotation is Ellipsis:
        return "..."
    if annotation is None or annotation is NoneType:
        return "None"
    if annotation is Any:
        return "Any"
    if isinstance(annotation, list):  # the parameters of a Callable
        parts = cast("list[object]", annotation)  # isinstance cannot know what it holds
        return f"[{', '.join(map(written, parts))}]"
    name: str = getattr(origin or annotation, "__name__", None) or str(annotation)
    if origin is None:
        return name
    return f"{name}[{', '.join(map(written, arguments)) or '()'}]"


def is_unpacked(dimension: object) -> bool:
    """Whether this stands for any number of dimensions: `*L`, `*tuple[int, ...]`."""
    return str(get_origin(dimension)) in UNPACK or getattr(dimension, "__unpacked__", False) is True
