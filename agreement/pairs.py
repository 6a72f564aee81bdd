"""Every pair of shapes up to rank 3, for each signature that two tensors share: `python -m agreement --pairs`.

Each axis of a shape has the name of its place, another name, or size 1, so that each pair shows one way to broadcast or
not to; in a product, where places do not meet, one of two names or size 1. The operators have to accept what NumPy
accepts, all of it; this is no sample.
"""

from __future__ import annotations

from itertools import product
from typing import TYPE_CHECKING

from agreement.dimensions import ONE
from agreement.programs import Call, Leaf, Program

if TYPE_CHECKING:
    from collections.abc import Iterator

_PLACES = ("Batch", "Pixels", "Hidden")
_OTHER = "Classes"
SIGNATURES = {"+": "float32", "/": "float64", "<": "int32", "==": "bool_", "&": "int64", "<<": "int32", "@": "float32"}
"""An operator for each signature, and a dtype that it takes.

They stand for `+ - * // % **`, `/`, `< <= > >=`, `== !=`, `& | ^`, `<< >>` and `@`.
"""


def shapes(sign: str) -> list[tuple[str, ...]]:
    """All shapes up to rank 3."""
    places = (_PLACES[0],) * len(_PLACES) if sign == "@" else _PLACES
    return [
        shape
        for rank in range(len(places) + 1)
        for shape in product(*((place, _OTHER, ONE) for place in places[len(places) - rank :]))
    ]


def pairs(sign: str) -> Iterator[Program]:
    """The operator between all pairs of shapes."""
    for dimensions in product(shapes(sign), repeat=2):
        operands = tuple(
            Leaf(f"x{i}", f"Tensor[{SIGNATURES[sign]}, tuple[{', '.join(shape) or '()'}]]")
            for i, shape in enumerate(dimensions, 1)
        )
        yield Program(Call(sign, f"({{}} {sign} {{}})", operands), nested=False)
