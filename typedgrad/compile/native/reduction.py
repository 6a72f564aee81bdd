"""Sums, products and extrema over axes."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from typedgrad.compile.native.kernel import Kernel, at, moved, nest, opened

if TYPE_CHECKING:
    from collections.abc import Callable

    from typedgrad.compile.native.operand import Operand

_BLOCK = 512  # elements that are summed in the compiler's lanes before their sum is added to the others'
_LANES = 32  # of extrema

_FIRST: dict[Callable[..., object], str] = {
    np.add: "0",
    np.multiply: "1",
    np.maximum: "-INFINITE",
    np.minimum: "INFINITE",
}
_STEP: dict[Callable[..., object], str] = {
    np.add: "{0} + {1}",
    np.multiply: "{0} * {1}",
    np.maximum: "MAXIMUM({0}, {1})",
    np.minimum: "MINIMUM({0}, {1})",
}
_CLAUSE: dict[Callable[..., object], str] = {np.add: "+", np.multiply: "*"}


def reduced(ufunc: Callable[..., object], x: Operand, axes: tuple[int, ...], target: Operand) -> Kernel | None:
    """`ufunc.reduce(x, axes, out=target)`, or None where it is not done here."""
    kept = tuple(axis for axis in range(len(x.shape)) if axis not in axes)
    strides = tuple(target.strides[axis] for axis in kept) if len(target.shape) == len(x.shape) else target.strides
    if ufunc not in _FIRST or x.kind == "u8" or target.kind != x.kind or target.overlaps(x):
        return None
    over = nest(tuple(x.shape[axis] for axis in axes), [tuple(x.strides[axis] for axis in axes)])
    rest = nest(tuple(x.shape[axis] for axis in kept), [tuple(x.strides[axis] for axis in kept), strides])
    (across,), (walked, written) = over.strides, rest.strides
    if rest.sizes[-1] > 1 and abs(walked[-1]) < abs(across[-1]):
        lines = _rows(ufunc, x.kind, over.sizes, across, rest.sizes, walked, written)
    else:
        lines = [
            f"{{ {' '.join(opened(rest.sizes))}",
            f"{x.kind} *out = ({x.kind} *)({moved('p[0]', written)});",
            *_one(ufunc, x.kind, moved("p[1]", walked), over.sizes, across),
            "}" * (1 + len(rest.sizes)),
        ]
    return Kernel("\n".join(lines), (target, x), (target,))


def _rows(
    ufunc: Callable[..., object],
    kind: str,
    over: tuple[int, ...],
    across: tuple[int, ...],
    rest: tuple[int, ...],
    walked: tuple[int, ...],
    written: tuple[int, ...],
) -> list[str]:
    """Row after row into the row of results."""
    *outer, inner = rest
    out, element = at("out", kind, written[-1], "i"), at("row", kind, walked[-1], "i")
    return [
        f"{{ {' '.join(opened(outer))}",
        f"{kind} *out = ({kind} *)({moved('p[0]', written[:-1])});",
        f"for (long i = 0; i < {inner}; i++) {out} = {_FIRST[ufunc]};",
        *opened(over, "k"),
        f"const {kind} *row = (const {kind} *)({moved(moved('p[1]', walked[:-1]), across, 'k')});",
        "INDEPENDENT",
        f"for (long i = 0; i < {inner}; i++) {out} = {_STEP[ufunc].format(out, element)};",
        "}" * (1 + len(outer) + len(over)),
    ]


def _one(
    ufunc: Callable[..., object], kind: str, start: str, over: tuple[int, ...], across: tuple[int, ...]
) -> list[str]:
    """All elements into one result, `*out`."""
    if ufunc in {np.maximum, np.minimum}:
        return _extremum(ufunc, kind, start, over, across)
    *outer, inner = over
    number = "double" if kind == "f64" else "float"
    return [
        f"{'double' if ufunc is np.add else number} all = {_FIRST[ufunc]};",
        *opened(outer, "k"),
        f"const {kind} *row = (const {kind} *)({moved(start, across[:-1], 'k')});",
        f"for (long start = 0; start < {inner}; start += {_BLOCK}) {{",
        f"const long end = start + {_BLOCK} < {inner} ? start + {_BLOCK} : {inner};",
        f"{number} part = {_FIRST[ufunc]};",
        f'_Pragma("omp simd reduction({_CLAUSE[ufunc]}:part)")',
        f"for (long i = start; i < end; i++) part = {_STEP[ufunc].format('part', at('row', kind, across[-1], 'i'))};",
        f"all = {_STEP[ufunc].format('all', 'part')};",
        "}" * (1 + len(outer)),
        "*out = all;",
    ]


def _extremum(
    ufunc: Callable[..., object], kind: str, start: str, over: tuple[int, ...], across: tuple[int, ...]
) -> list[str]:
    """The largest or smallest element, in lanes; extrema by OpenMP begin with a finite number in some compilers."""
    *outer, inner = over
    step, element = _STEP[ufunc], at("row", kind, across[-1], "(i + l)")
    return [
        f"{'double' if kind == 'f64' else 'float'} lanes[{_LANES}], all = {_FIRST[ufunc]};",
        f"for (long l = 0; l < {_LANES}; l++) lanes[l] = {_FIRST[ufunc]};",
        *opened(outer, "k"),
        f"const {kind} *row = (const {kind} *)({moved(start, across[:-1], 'k')});",
        "long i = 0;",
        f"for (; i + {_LANES} <= {inner}; i += {_LANES}) {{",
        f"INDEPENDENT for (long l = 0; l < {_LANES}; l++) lanes[l] = {step.format('lanes[l]', element)};",
        "}",
        f"for (long l = 0; i + l < {inner}; l++) lanes[l] = {step.format('lanes[l]', element)};",
        "}" * len(outer),
        f"for (long l = 0; l < {_LANES}; l++) all = {step.format('all', 'lanes[l]')};",
        "*out = all;",
    ]
