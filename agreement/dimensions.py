"""The dimensions of random programs, and their sizes.

Each name has two sizes, and each program runs with both: what holds for two sizes of every name is no coincidence, as
`Batch + 5 == Hidden` would be. Literals have their size, and every `int` that a parameter has is `SIZE_OF_INT`: `int`
dimensions are unchecked among themselves, so a program that is right gives them one size.
"""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING, get_args, get_origin

from typecheck_cases._annotations import SYMBOLIC, Sizes

if TYPE_CHECKING:
    from collections.abc import Mapping

ONE = "Literal[1]"
LITERALS = ("Literal[8]", "Literal[12]")
THREE = "Literal[3]"  # of cross products only
SIZED = (ONE, THREE, *LITERALS)
"""The dimensions that say their size."""
SIZE_OF_INT = 5
SIZES: Mapping[str, tuple[int, int]] = {
    "Batch": (7, 11),
    "Pixels": (11, 17),
    "Hidden": (13, 7),
    "Classes": (17, 13),
    ONE: (1, 1),
    THREE: (3, 3),
    LITERALS[0]: (8, 8),
    LITERALS[1]: (12, 12),
    "int": (SIZE_OF_INT, SIZE_OF_INT),
}
"""The two sizes of every dimension that a parameter can have. No literal is a sum or a product of two others."""

NAMES = tuple(name for name in SIZES if name.isidentifier() and name != "int")

_DIMENSION_OF: Mapping[tuple[int, int], str] = {sizes: name for name, sizes in SIZES.items()}


def dimension_of(sizes: tuple[int, int]) -> str | None:
    """The dimension with these two sizes, None for one that is computed, such as a sum.

    >>> dimension_of((7, 11))
    'Batch'
    """
    return _DIMENSION_OF.get(sizes)


def assignments(names: Mapping[str, object]) -> tuple[Sizes, Sizes]:
    """The two assignments of sizes, for the checks of `typecheck_cases`; `names` holds the names as `NewType`s."""
    first, second = (
        Sizes(ast.parse("\n".join(f"{name}({SIZES[name][which]})" for name in NAMES)), names) for which in (0, 1)
    )
    return first, second


def size(dimension: object, sizes: Sizes) -> int:
    """The size of a dimension, in which every `int` is `SIZE_OF_INT`."""
    known = sizes.of(dimension)
    if known is not None:
        return known
    parts = [size(part, sizes) for part in get_args(dimension)]
    if not parts:
        return SIZE_OF_INT
    return SYMBOLIC[get_origin(dimension)](*parts)
