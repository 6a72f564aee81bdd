"""Elements by their places: keys, `splice`, `take`, one-hot vectors."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from oracle.call import ALL, Call, over
from oracle.inputs import FILLED_WITH_AXES, Form, rows, values

if TYPE_CHECKING:
    from collections.abc import Iterator

_INDICES = {
    "i": np.array([2, 0, 2, -1]),
    "j": np.array([[1, 0], [1, 1]]),
    "k": np.array([0, 1, 0, 1]),
    "none": np.array([], np.int64),
    "first": np.array(1),
}
_MASK = values((4,), "bool", 1)
_CUBES = (Form((4, 3, 2)), Form((4, 3, 2), "columns"), Form((4, 3, 2), "reversed"), Form((4, 3, 2), "strided"))
_KEYS = (
    "1", "-1", ":", "1:3", "-3:", "::2", "...", "None", "1, 2", ":, 1", "..., 0", "1:, :2", ":, None", "..., None",
    "1, ..., 0", "0, 1, 1", "i", "j", "none", "first", ":, j", "..., k", "i, k", "i, 1", "1, j", "i, ..., k", ":, i, k",
)  # fmt: skip
_SPLICED = ("1", "-1", "1:3", "::2", "1, 2", ":, 1", "..., 0", "1:, :2", "1, ..., 0", "0, 1, 1", "none")


def calls() -> Iterator[Call]:
    """Of indexing and what is like it."""
    for key in _KEYS:
        for form in _CUBES:
            written = f"x[{key}]"
            yield from over("[]", written, written, [(form,)], dtypes=ALL, constants=_INDICES)
    for key, theirs in (("::-1", "x.flip(0)"), ("::-2", "x.flip(0)[::2]"), (":, ::-1", "x.flip(1)")):
        yield from over("[]", f"x[{key}]", theirs, [(form,) for form in _CUBES], dtypes=ALL)
    masks = {"mask": _MASK, "nothing": np.zeros(4, np.bool_), "whole": values((4, 3), "bool", 2)}
    for key in ("mask", "nothing", "whole", "mask, 1"):
        written = f"x[{key}]"
        yield from over("[]", written, written, [(form,) for form in _CUBES], dtypes=ALL, constants=masks)
    yield from _splices()
    yield from _taking()


def _splices() -> Iterator[Call]:
    """PyTorch has no `splice`: in its words, a copy that is written to."""
    theirs = "(lambda copy: [copy.__setitem__(np.s_[{}], {}), copy][1])(x.clone())"
    for form in _CUBES:
        for key in _SPLICED:
            place = np.zeros(form.shape)[eval(f"np.s_[{key}]", {"np": np, **_INDICES})].shape
            ours = f"x.splice(np.s_[{key}], y)"
            forms = (form, Form(place))
            yield from over("splice", ours, theirs.format(key, "y"), [forms], dtypes=ALL, constants=_INDICES)
            ours = f"x.splice(np.s_[{key}], 1.5)"
            yield from over("splice", ours, theirs.format(key, "1.5"), [(form,)], constants=_INDICES)
        places = {"mask": _MASK, "i": np.array([2, 0, -1])}
        for key, size in (("mask", int(_MASK.sum())), ("i", 3)):
            forms = (form, Form((size, *form.shape[1:])))
            yield from over("splice", f"x.splice({key}, y)", theirs.format(key, "y"), [forms], constants=places)


def _taking() -> Iterator[Call]:
    for form in _CUBES:
        for axis in (0, 1, -1):
            for name in ("k", "j"):
                ours = f"tg.take(x, {name}, axis={axis})"
                theirs = f"torch.index_select(x, {axis}, {name}.reshape(-1)).unflatten({axis}, {name}.shape)"
                yield from over("take", ours, theirs, [(form,)], dtypes=ALL, constants=_INDICES)
    yield from over("take", "tg.take(x, i)", "x[i]", [rows((4,)), (Form((4,), "reversed"),)], constants=_INDICES)
    for forms in FILLED_WITH_AXES:
        for axis in range(-1, len(forms[0].shape)):
            shape = list(forms[0].shape)
            size, shape[axis] = shape[axis], 3
            where = np.random.default_rng(0).integers(0, size, shape)
            ours, theirs = f"tg.take_along_axis(x, where, axis={axis})", f"torch.take_along_dim(x, where, {axis})"
            yield from over("take_along_axis", ours, theirs, [forms], dtypes=ALL, constants={"where": where})
    for labels in (np.array([2, 0, 2]), np.array([[0, 1], [2, 2]]), np.array(1), np.array([], np.int64)):
        for dtype in ("float32", "float64", "int32", "int64"):
            ours, theirs = f"tg.one_hot(labels, 3, tg.{dtype})", f"F.one_hot(labels, 3).to(torch.{dtype})"
            yield from over("one_hot", ours, theirs, [()], order=0, dtypes=("float64",), constants={"labels": labels})
