"""Sums of products by Einstein's convention. A gradient is one more of them, so derivatives of every order exist."""

from __future__ import annotations

from functools import lru_cache
from string import ascii_letters
from typing import TYPE_CHECKING

import numpy as np

from typedgrad.rules.rule import NUMERIC, Rule, Saves

if TYPE_CHECKING:
    from collections.abc import Callable

    from typedgrad.rules.namespace import Array, Namespace, NDArray


@lru_cache(maxsize=256)
def einsum(subscripts: str, name: str = "einsum") -> Rule:
    """The sum of explicit subscripts, `ij,jk->ik`; every axis of the operands has a letter, and nothing broadcasts."""
    left, output = subscripts.split("->")
    inputs = tuple(left.split(","))
    gradients = tuple(_gradient(inputs, output, i) for i in range(len(inputs)))

    def forward(xp: Namespace, *xs: Array) -> Array:
        return xp.einsum(subscripts, *xs)

    return Rule(name, NUMERIC, forward, gradients, Saves.INPUTS)


def _gradient(inputs: tuple[str, ...], output: str, i: int) -> Callable[..., Array]:
    """The product of `g` and the other operands, summed to the axes of the i-th.

    An axis that only this operand has was summed: `g` is repeated along it, a product with ones. Where it has a letter
    twice the diagonal was taken: the second axis gets a letter of its own, and the identity matrix has both.
    """
    others = inputs[:i] + inputs[i + 1 :]
    unused = iter(sorted(set(ascii_letters) - set("".join((*inputs, output)))))
    axes, repeated, alone = "", dict[str, int](), dict[str, int]()
    for axis, letter in enumerate(inputs[i]):
        if letter in inputs[i][:axis]:
            fresh = next(unused)
            repeated[letter + fresh] = axis
            axes += fresh
        else:
            axes += letter
            if letter not in output and not any(letter in other for other in others):
                alone[letter] = axis
    subscripts = f"{','.join((output, *others, *repeated, *alone))}->{axes}"

    def gradient(xp: Namespace, g: Array, *xs: Array) -> Array:
        shape = xs[i].shape
        known: list[NDArray] = [np.eye(shape[axis], dtype=g.dtype) for axis in repeated.values()]
        known += [np.ones(shape[axis], g.dtype) for axis in alone.values()]
        return xp.einsum(subscripts, g, *xs[:i], *xs[i + 1 :], *map(xp.constant, known))

    return gradient
