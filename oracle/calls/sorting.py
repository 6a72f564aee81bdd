"""Orders: sorting, searching, counting what is there once."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from oracle.call import ALL, NUMBERS, Call, over
from oracle.inputs import FILLED_WITH_AXES, FORMS, WITH_AXES, rows

if TYPE_CHECKING:
    from collections.abc import Iterator

_REPEATED = {"repeated": np.array([3, 1, 2, 1, 3, 3, 0]), "table": np.array([[2, 1], [1, 2], [0, 1]])}
_COUNTED = "torch.unique({}, return_inverse=True, return_counts=True)"


def calls() -> Iterator[Call]:
    """Of sorting and searching."""
    for forms in WITH_AXES:
        for axis in range(-1, len(forms[0].shape)):
            for descending in (False, True):
                options = f"axis={axis}, descending={descending}"
                theirs = f"torch.sort(x, dim={axis}, descending={descending}, stable=True)"
                ours = (f"tg.sort(x, {options})", f"x.sort({options})")
                yield from over("sort", ours, f"{theirs}.values", [forms], dtypes=NUMBERS)
                ours = (f"tg.argsort(x, {options})", f"x.argsort({options})")
                yield from over("argsort", ours, f"{theirs}.indices", [forms], dtypes=NUMBERS, order=0)
    for forms in FILLED_WITH_AXES:
        for axis in range(-1, len(forms[0].shape)):
            for largest in (False, True):
                written = f"tg.topk(x, 2, axis={axis}, largest={largest})"
                yield from over("topk", written, f"tuple(torch.topk(x, 2, {axis}, {largest}))", [forms])
    for forms in FORMS:
        for side in ("left", "right"):
            written = f"tg.searchsorted(tg.sort(y), x, side='{side}')"
            theirs = f"torch.searchsorted(y.sort().values, x.contiguous(), side='{side}')"
            yield from over("searchsorted", written, theirs, [(*forms, *rows((5,)))], dtypes=NUMBERS, order=0)
    for forms in WITH_AXES:
        yield from over("nonzero", "tg.nonzero(x)", "torch.nonzero(x, as_tuple=True)", [forms], dtypes=ALL, order=0)
    for forms in FORMS:
        for name in ("unique", "unique_values"):
            yield from over(name, f"tg.{name}(x)", "torch.unique(x)", [forms], dtypes=ALL, order=0)
    for name in _REPEATED:
        written, theirs = f"tg.unique_counts({name})", f"(lambda u: (u[0], u[2]))({_COUNTED.format(name)})"
        yield from over("unique_counts", written, theirs, [()], order=0, dtypes=("float64",), constants=_REPEATED)
        written, theirs = f"tg.unique_inverse({name})", f"(lambda u: (u[0], u[1]))({_COUNTED.format(name)})"
        yield from over("unique_inverse", written, theirs, [()], order=0, dtypes=("float64",), constants=_REPEATED)
        written = f"(lambda u: (u[0], u[2], u[3], {name}.flatten()[u[1]]))(tg.unique_all({name}))"
        theirs = f"(lambda u: (u[0], u[1], u[2], u[0]))({_COUNTED.format(name)})"
        yield from over("unique_all", written, theirs, [()], order=0, dtypes=("float64",), constants=_REPEATED)
