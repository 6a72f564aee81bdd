"""`Kernel`: a piece of C that does one or more calls of a program, and loops over arrays."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from typedgrad.compile.native.operand import SIZES

if TYPE_CHECKING:
    from collections.abc import Sequence

    from typedgrad.compile.native.operand import Operand


@dataclass(frozen=True, slots=True)
class Kernel:
    """The body of a function of pointers `p[0]`, `p[1]`, ...

    Attributes:
        body: C, which knows shapes, strides and dtypes, but no addresses: equal work is one function.
        operands: where the pointers point to; an integer is an address of something else.
        written: the operands that are written into.
        is_product: whether products and sums may be done in one rounding.
    """

    body: str
    operands: tuple[Operand | int, ...]
    written: tuple[Operand, ...]
    is_product: bool = False


@dataclass(frozen=True, slots=True)
class Nest:
    """Loops over an index space, in an order and joined so that all operands are walked in few and long loops.

    Attributes:
        sizes: of the loops, the innermost last.
        strides: of each operand, in bytes.
    """

    sizes: tuple[int, ...]
    strides: tuple[tuple[int, ...], ...]


def nest(shape: tuple[int, ...], strides: Sequence[tuple[int, ...]], leading: int = 1) -> Nest:
    """The loops over `shape`, at least one, for operands of these strides; the first `leading` decide the order."""
    order = sorted(range(len(shape)), key=lambda axis: tuple(-abs(stride[axis]) for stride in strides[:leading]))
    sizes: list[int] = []
    joined: list[list[int]] = [[] for _ in strides]
    for axis in order:
        if shape[axis] == 1:
            continue
        if sizes and all(
            walked[-1] == stride[axis] * shape[axis] for walked, stride in zip(joined, strides, strict=True)
        ):
            sizes[-1] *= shape[axis]
            for walked, stride in zip(joined, strides, strict=True):
                walked[-1] = stride[axis]
        else:
            sizes.append(shape[axis])
            for walked, stride in zip(joined, strides, strict=True):
                walked.append(stride[axis])
    if not sizes:
        sizes, joined = [1], [[0] for _ in strides]
    return Nest(tuple(sizes), tuple(tuple(walked) for walked in joined))


def opened(sizes: Sequence[int], names: str = "i") -> list[str]:
    """The heads of loops, whose counters are a name with a number."""
    return [
        f"for (long {names}{level} = 0; {names}{level} < {size}; {names}{level}++) {{"
        for level, size in enumerate(sizes)
    ]


def moved(pointer: str, strides: Sequence[int], names: str = "i") -> str:
    """A pointer to bytes, moved as the counters of loops say."""
    return pointer + "".join(f" + {names}{level} * {stride}" for level, stride in enumerate(strides) if stride)


def at(pointer: str, kind: str, stride: int, counter: str) -> str:
    """An element of an array in a loop."""
    step = stride // SIZES[kind]
    return f"{pointer}[{counter}]" if step == 1 else f"{pointer}[{counter} * {step}]" if step else f"*{pointer}"
