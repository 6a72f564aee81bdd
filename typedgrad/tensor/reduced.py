"""Several axes to reduce over, as literals, for the overloads of reductions.

Two are in either order. `Axes01` counts them from the front, `Last31` from the end; of tensors with four axes, each may
be counted from either end. Calls with a single axis are most frequent, so their overloads come first; the one for -2 is
the last of all, as pyright speaks of the last where none fits, and two axes would mislead who wrote one.
"""

from __future__ import annotations

from typing import Literal, TypeAlias

# Of tensors with two axes or three, and any more between, before or behind.
Axes01: TypeAlias = tuple[Literal[0], Literal[1]] | tuple[Literal[1], Literal[0]]
Axes12: TypeAlias = tuple[Literal[1], Literal[2]] | tuple[Literal[2], Literal[1]]
Axes02: TypeAlias = tuple[Literal[0], Literal[2]] | tuple[Literal[2], Literal[0]]
Last21: TypeAlias = tuple[Literal[-2], Literal[-1]] | tuple[Literal[-1], Literal[-2]]
Last32: TypeAlias = tuple[Literal[-3], Literal[-2]] | tuple[Literal[-2], Literal[-3]]
Last31: TypeAlias = tuple[Literal[-3], Literal[-1]] | tuple[Literal[-1], Literal[-3]]
Ends: TypeAlias = tuple[Literal[0], Literal[-1]] | tuple[Literal[-1], Literal[0]]

# Of tensors with four axes, such as images.
Axes23: TypeAlias = tuple[Literal[2, -2], Literal[3, -1]] | tuple[Literal[3, -1], Literal[2, -2]]
Axes03: TypeAlias = tuple[Literal[0, -4], Literal[3, -1]] | tuple[Literal[3, -1], Literal[0, -4]]
Axes13: TypeAlias = tuple[Literal[1, -3], Literal[3, -1]] | tuple[Literal[3, -1], Literal[1, -3]]
Axes023: TypeAlias = tuple[Literal[0, -4], Literal[2, -2], Literal[3, -1]]
Axes123: TypeAlias = tuple[Literal[1, -3], Literal[2, -2], Literal[3, -1]]
Axes012: TypeAlias = tuple[Literal[0], Literal[1], Literal[2]]
