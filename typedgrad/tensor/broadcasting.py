"""What NumPy broadcasts into a shape, as types.

`Into1[DT, *L, N]` is every tensor that broadcasts into a shape `(*L, N)` with at least one axis, `Into2` into one with
at least two, `Into3` with at least three. The order of an alias's parameters is that of their first appearance.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from typedgrad.shapes import DT, K, L, M, N, One
    from typedgrad.tensor.tensor import Tensor

    Into1: TypeAlias = (
        Tensor[DT, tuple[*L, N]]
        | Tensor[DT, tuple[*L, One]]
        | Tensor[DT, tuple[N]]
        | Tensor[DT, tuple[One]]
        | Tensor[DT, tuple[()]]
    )
    Into2: TypeAlias = (
        Tensor[DT, tuple[*L, M, N]]
        | Tensor[DT, tuple[*L, One, N]]
        | Tensor[DT, tuple[*L, One, One]]
        | Tensor[DT, tuple[M, N]]
        | Tensor[DT, tuple[M, One]]
        | Tensor[DT, tuple[One, N]]
        | Tensor[DT, tuple[One, One]]
    )
    Into3: TypeAlias = (
        Tensor[DT, tuple[*L, K, M, N]]
        | Tensor[DT, tuple[*L, One, M, N]]
        | Tensor[DT, tuple[*L, K, One, N]]
        | Tensor[DT, tuple[*L, One, One, N]]
        | Tensor[DT, tuple[*L, One, M, One]]
        | Tensor[DT, tuple[*L, K, One, One]]
        | Tensor[DT, tuple[K, M, N]]
        | Tensor[DT, tuple[One, M, N]]
        | Tensor[DT, tuple[K, One, N]]
        | Tensor[DT, tuple[K, M, One]]
        | Tensor[DT, tuple[K, One, One]]
        | Tensor[DT, tuple[One, M, One]]
    )
