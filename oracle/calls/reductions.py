"""Reductions: over all axes, over each, over two, with and without `keepdims`."""

from __future__ import annotations

from itertools import product
from typing import TYPE_CHECKING

from oracle.call import ALL, FLOATS, NUMBERS, Call, over
from oracle.inputs import FILLED, FORMS, WITH_AXES

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from oracle.call import Forms


def calls() -> Iterator[Call]:
    """Of all reductions, and of cumulative sums and products."""
    yield from _over_axes("sum", "torch.sum(x, {axis}, keepdim={keepdims}, dtype=x.dtype)", FORMS, NUMBERS)
    yield from _over_axes("mean", "torch.mean(x, {axis}, keepdim={keepdims})", FORMS)
    yield from _over_axes("max", "torch.amax(x, {axes}, keepdim={keepdims})", FILLED, NUMBERS)
    yield from _over_axes("min", "torch.amin(x, {axes}, keepdim={keepdims})", FILLED, NUMBERS)
    yield from _over_axes("logsumexp", "torch.logsumexp(x, {axes}, keepdim={keepdims})", FILLED)
    for correction in ("0", "1", "0.5"):
        for name in ("var", "std"):
            several = [forms for forms in FILLED if forms[0].shape]
            written = f"torch.{name}(x, {{axis}}, correction={correction}, keepdim={{keepdims}})"
            yield from _over_axes(name, written, several, options=f", correction={correction}")
    for ord_ in ("2", "1", "3", "0.5", "np.inf", "0"):
        each = FILLED if ord_ == "np.inf" else FORMS
        written = f"torch.linalg.vector_norm(x, {ord_}, {{axis}}, keepdim={{keepdims}})"
        order = 0 if ord_ == "0" else 2
        yield from _over_axes("norm", written, each, options=f", ord={ord_}", method=False, order=order)
    yield from _products()
    for name in ("argmax", "argmin"):
        written = f"torch.{name}(x, {{axis}}, keepdim={{keepdims}})"
        yield from _over_axes(name, written, FILLED, NUMBERS, order=0, several=False)
    for name in ("all", "any"):
        yield from _over_axes(name, f"torch.{name}(x, {{axis}}, keepdim={{keepdims}})", FORMS, ("bool",), order=0)
    written = "torch.sum(x != 0, {axis}, keepdim={keepdims})"
    yield from _over_axes("count_nonzero", written, FORMS, ALL, order=0, method=False)
    for name in ("cumsum", "cumprod"):
        for forms in WITH_AXES:
            for axis in range(-1, len(forms[0].shape)):
                ours = (f"tg.{name}(x, axis={axis})", f"x.{name}(axis={axis})")
                theirs = f"torch.{name}(x, {axis}, dtype=x.dtype)"
                yield from over(name, ours, theirs, [forms], dtypes=NUMBERS)
    yield from over("cumsum", "tg.cumsum(x)", "torch.cumsum(x, 0)", [WITH_AXES[0]])


def _over_axes(
    name: str,
    theirs: str,
    each: Iterable[Forms],
    dtypes: tuple[str, ...] = FLOATS,
    *,
    options: str = "",
    method: bool = True,
    order: int = 2,
    several: bool = True,
) -> Iterator[Call]:
    """With every axis and every two of them; `{axes}` in PyTorch's is a tuple, empty for all."""
    for forms in each:
        for axis, keepdims in product(_axes(len(forms[0].shape), several=several), (False, True)):
            if axis is None and keepdims and name in {"argmax", "argmin"}:
                continue  # PyTorch ignores it there
            arguments = f"axis={axis}, keepdims={keepdims}{options}"
            ours = (f"tg.{name}(x, {arguments})", *([f"x.{name}({arguments})"] if method else []))
            written = theirs.format(axis=axis, axes=_all_of(axis, len(forms[0].shape)), keepdims=keepdims)
            yield from over(name, ours, written, [forms], order=order, dtypes=dtypes)


def _axes(rank: int, *, several: bool) -> Iterator[int | tuple[int, ...] | None]:
    yield None
    yield from range(-min(rank, 1), rank)
    if several and rank > 1:
        yield from ((0, 1), (0, -1))


def _all_of(axis: int | tuple[int, ...] | None, rank: int) -> int | tuple[int, ...]:
    return tuple(range(rank)) if axis is None else axis


def _products() -> Iterator[Call]:
    """`prod`, of which PyTorch takes one axis only."""
    for forms in FORMS:
        for axis, keepdims in product(range(-1, len(forms[0].shape)) if forms[0].shape else (), (False, True)):
            ours = (f"tg.prod(x, axis={axis}, keepdims={keepdims})", f"x.prod(axis={axis}, keepdims={keepdims})")
            theirs = f"torch.prod(x, {axis}, {keepdims}, dtype=x.dtype)"
            yield from over("prod", ours, theirs, [forms], dtypes=NUMBERS)
    yield from over("prod", ("tg.prod(x)", "x.prod()"), "torch.prod(x, dtype=x.dtype)", dtypes=NUMBERS)
    for forms in FILLED:
        if len(forms[0].shape) > 1:
            theirs = "torch.prod(torch.prod(x, 1, dtype=x.dtype), 0, dtype=x.dtype)"
            yield from over("prod", "tg.prod(x, axis=(0, 1))", theirs, [forms], dtypes=NUMBERS)
