"""What NumPy broadcasts with a shape, as types.

`Into1[DT, *L, N]` is every tensor that broadcasts into a shape `(*L, N)` with at least one axis, `Into2` into one with
at least two, `Into3` with at least three. Where neither operand's shape is the result's, `Beside_KM1[DT, K, N, M]` is
what makes `(K, M, N)` of a shape `(K, M, 1)`, and so on.

An operator's overloads take the left operand's shape apart and say what may stand on the right. What may stand on the
left is found by the reflected operator, which has the same signature, so that each pair is listed once. `*L` is solved
from the operand that is taken apart: `Beside_...`, where it could not be, name their axes one by one.

The overloads for the higher ranks come first. mypy evaluates a nested operand anew for each overload that it tries, and
of these three the first that a left operand has takes all that broadcasts into it.
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
    # Seven members of both that follow: from an alias of their own mypy would print those of `*L = ()` twice.
    Into2: TypeAlias = (
        Tensor[DT, tuple[*L, M, N]]
        | Tensor[DT, tuple[*L, One, N]]
        | Tensor[DT, tuple[*L, M, One]]
        | Tensor[DT, tuple[*L, One, One]]
        | Tensor[DT, tuple[M, N]]
        | Tensor[DT, tuple[M, One]]
        | Tensor[DT, tuple[One, N]]
        | Tensor[DT, tuple[One, One]]
        | Tensor[DT, tuple[N]]
        | Tensor[DT, tuple[One]]
        | Tensor[DT, tuple[()]]
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
        | Tensor[DT, tuple[*L, K, M, One]]
        | Tensor[DT, tuple[*L, One, One, One]]
        | Tensor[DT, tuple[One, One, N]]
        | Tensor[DT, tuple[One, One, One]]
        | Tensor[DT, tuple[M, N]]
        | Tensor[DT, tuple[M, One]]
        | Tensor[DT, tuple[One, N]]
        | Tensor[DT, tuple[One, One]]
        | Tensor[DT, tuple[N]]
        | Tensor[DT, tuple[One]]
        | Tensor[DT, tuple[()]]
    )

    # Exactly four axes: what `Into3` cannot say, as the first axis is one of `*L` there.
    Into4: TypeAlias = (
        Tensor[DT, tuple[One, K, M, N]]
        | Tensor[DT, tuple[One, One, M, N]]
        | Tensor[DT, tuple[One, K, One, N]]
        | Tensor[DT, tuple[One, K, M, One]]
        | Tensor[DT, tuple[One, One, One, N]]
        | Tensor[DT, tuple[One, One, M, One]]
        | Tensor[DT, tuple[One, K, One, One]]
        | Tensor[DT, tuple[One, One, One, One]]
    )

    # The order of an alias's parameters is that of their first appearance, hence the order of the members.
    Beside_M1: TypeAlias = Tensor[DT, tuple[*L, One, N]] | Tensor[DT, tuple[N]] | Tensor[DT, tuple[One, N]]
    Beside_KM1: TypeAlias = (
        Tensor[DT, tuple[*L, One, M, N]]
        | Tensor[DT, tuple[*L, One, One, N]]
        | Tensor[DT, tuple[M, N]]
        | Tensor[DT, tuple[One, M, N]]
        | Tensor[DT, tuple[One, One, N]]
        | Tensor[DT, tuple[K, One, N]]
        | Tensor[DT, tuple[K, M, N]]
    )
    Beside_K1N: TypeAlias = (
        Tensor[DT, tuple[*L, K, M, One]]
        | Tensor[DT, tuple[*L, One, M, N]]
        | Tensor[DT, tuple[*L, One, M, One]]
        | Tensor[DT, tuple[K, M, One]]
        | Tensor[DT, tuple[K, M, N]]
        | Tensor[DT, tuple[M, N]]
        | Tensor[DT, tuple[One, M, N]]
        | Tensor[DT, tuple[M, One]]
        | Tensor[DT, tuple[One, M, One]]
    )
    Beside_K11: TypeAlias = (
        Tensor[DT, tuple[*L, One, M, N]]
        | Tensor[DT, tuple[M, N]]
        | Tensor[DT, tuple[One, M, N]]
        | Tensor[DT, tuple[K, M, N]]
    )
    Beside_A1MN: TypeAlias = (
        Tensor[DT, tuple[K, M, N]]
        | Tensor[DT, tuple[K, One, N]]
        | Tensor[DT, tuple[K, M, One]]
        | Tensor[DT, tuple[K, One, One]]
        | Tensor[DT, tuple[One, K, M, N]]
        | Tensor[DT, tuple[One, K, One, N]]
        | Tensor[DT, tuple[One, K, M, One]]
        | Tensor[DT, tuple[One, K, One, One]]
    )

    # Four axes where the other operand's first is 1: `*L` of an overload above would be the left operand's own.
    Beside_AK1N: TypeAlias = (
        Tensor[DT, tuple[One, K, M, N]]
        | Tensor[DT, tuple[One, One, M, N]]
        | Tensor[DT, tuple[One, K, M, One]]
        | Tensor[DT, tuple[One, One, M, One]]
    )
    Ones_KMN: TypeAlias = (
        Tensor[DT, tuple[One, One, One, N]]
        | Tensor[DT, tuple[One, One, M, One]]
        | Tensor[DT, tuple[One, One, One, One]]
    )
