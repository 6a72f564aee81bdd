"""What broadcasts in functions of two tensors, as types.

A function has no reflected operator that would find the other half of the pairs, so its overloads name both sides.
pyright infers the arguments in their order and takes a 1 for any dimension if it may: what stands on the left is one
shape, or shapes with equally many ones, so that no argument is two of them. What stands on the right may be any shapes
that make the one result of each on the left, as far as no earlier overload has taken the pair.

`Tensor[DT, S]` is in no union with a tensor of another shape: where `sum(x, axis=0)` is the argument, mypy 2.4.1 solves
its `*L` by the union of both and stops with an internal error ("Invalid type replacement to expand").
"""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Callable

    from typedgrad.shapes import D2, DT, A, K, L, M, N, One, SameK, SameM, SameN
    from typedgrad.tensor.tensor import Tensor

    # mypy infers the arguments all at once and learns nothing from one that could be two shapes. But where the type of
    # a parameter mentions a function, it infers that argument after the others. No tensor has this shape; it is in the
    # unions on the right to have them inferred after the left, as pyright does.
    Later: TypeAlias = Tensor[DT, tuple[Callable[[N], N]]]

    # ----------------------------------------------------------------------------------------------- on the left
    Lone: TypeAlias = Tensor[DT, tuple[()]] | Tensor[DT, tuple[One]]
    Row: TypeAlias = Tensor[DT, tuple[N]] | Tensor[DT, tuple[One, N]]
    MatrixOrOnes: TypeAlias = Tensor[DT, tuple[M, N]] | Tensor[DT, tuple[One, One, One]]
    TwoOnes: TypeAlias = (
        Tensor[D2, tuple[One, One, SameN]] | Tensor[D2, tuple[One, SameM, One]] | Tensor[D2, tuple[SameK, One, One]]
    )
    OneOne: TypeAlias = (
        Tensor[D2, tuple[One, SameM, SameN]]
        | Tensor[D2, tuple[SameK, One, SameN]]
        | Tensor[D2, tuple[SameK, SameM, One]]
    )
    MatrixOrCube: TypeAlias = Tensor[DT, tuple[M, N]] | Tensor[DT, tuple[K, M, N]]

    # ---------------------------------------------------------------------------------------------- on the right
    # The order of an alias's parameters is that of their first appearance, hence the order of the members.
    BesideRow: TypeAlias = Tensor[DT, tuple[*L, M, N]] | Tensor[DT, tuple[*L, M, One]] | Later[DT, N]
    BesideColumn: TypeAlias = Tensor[DT, tuple[*L, M, N]] | Tensor[DT, tuple[*L, One, N]] | Later[DT, N]
    BesideColumns: TypeAlias = (
        Tensor[DT, tuple[*L, One, N]]
        | Tensor[DT, tuple[*L, M, N]]
        | Tensor[DT, tuple[N]]
        | Tensor[DT, tuple[One, N]]
        | Tensor[DT, tuple[M, N]]
        | Tensor[DT, tuple[One, M, N]]
        | Tensor[DT, tuple[One, One, N]]
        | Later[DT, N]
    )
    BesideCube: TypeAlias = (
        Tensor[DT, tuple[*L, K, M, N]]
        | Tensor[DT, tuple[*L, K, M, One]]
        | Tensor[DT, tuple[*L, K, One, N]]
        | Tensor[DT, tuple[*L, K, One, One]]
        | Later[DT, N]
    )
    Beside_1KMN: TypeAlias = (
        Tensor[DT, tuple[A, K, M, N]]
        | Tensor[DT, tuple[A, K, M, One]]
        | Tensor[DT, tuple[A, K, One, N]]
        | Tensor[DT, tuple[A, One, M, N]]
        | Later[DT, N]
    )
