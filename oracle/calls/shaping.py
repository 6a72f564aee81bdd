"""Moving elements: shapes, axes, joining, cutting, repeating, padding, triangles."""

from __future__ import annotations

from typing import TYPE_CHECKING

from oracle.call import ALL, FLOATS, NUMBERS, Call, over
from oracle.inputs import FILLED_WITH_AXES, FORMS, WITH_AXES, Form, rows

if TYPE_CHECKING:
    from collections.abc import Iterator

_MATRICES = tuple(forms for forms in FORMS if len(forms[0].shape) > 1)


def calls() -> Iterator[Call]:
    """Of all functions that move elements."""
    yield from _shapes()
    yield from _axes()
    yield from _joining()
    yield from _cutting()
    yield from _repeating()
    yield from _triangles()


def _shapes() -> Iterator[Call]:
    for forms in FORMS:
        shape = forms[0].shape
        new = (1, *shape[::-1])
        yield from over(
            "reshape", (f"tg.reshape(x, {new})", f"x.reshape({new})"), f"x.reshape({new})", [forms], dtypes=ALL
        )
        wide = (2, *shape)
        yield from over(
            "broadcast_to", f"tg.broadcast_to(x, {wide})", f"torch.broadcast_to(x, {wide})", [forms], dtypes=ALL
        )
    for shape, wide in (((2, 1), (2, 3)), ((1, 3), (2, 0, 3)), ((), (2, 3))):
        yield from over("broadcast_to", f"tg.broadcast_to(x, {wide})", f"torch.broadcast_to(x, {wide})", [rows(shape)])
    for forms in WITH_AXES:
        yield from over("flatten", ("tg.flatten(x)", "x.flatten()"), "torch.flatten(x)", [forms], dtypes=ALL)
    for forms in _MATRICES:
        yield from over("flatten", ("tg.flatten(x, 1)", "x.flatten(1)"), "torch.flatten(x, 1)", [forms])
    for shape in ((6,), (6, 2), (6, 0)):
        ours = ("tg.unflatten(x, 0, (2, 3))", "x.unflatten(0, (2, 3))")
        yield from over("unflatten", ours, "torch.unflatten(x, 0, (2, 3))", [rows(shape)], dtypes=ALL)
    yield from over("copy", "x.copy()", "x.clone()", dtypes=ALL)
    yield from over("detach", "x.detach()", "x.detach()", order=0)
    for dtype in ("bool", "int32", "int64", "float32", "float64"):
        written, theirs = f"x.astype(tg.{dtype.replace('bool', 'bool_')})", f"x.to(torch.{dtype})"
        order = 2 if dtype in FLOATS else 0
        yield from over("astype", written, theirs, dtypes=FLOATS, order=order)
        yield from over("astype", written, theirs, dtypes=("bool", "int32", "int64"), order=0)


def _axes() -> Iterator[Call]:
    for forms in _MATRICES:
        rank = len(forms[0].shape)
        turned = (*range(1, rank), 0)
        ours: tuple[str, ...] = (f"tg.transpose(x, {turned})", f"x.transpose({turned})")
        yield from over("transpose", ours, f"torch.permute(x, {turned})", [forms], dtypes=ALL)
        backwards = tuple(range(rank))[::-1]
        ours = ("tg.transpose(x)", "x.transpose()", "x.T") if rank == 2 else ("tg.transpose(x)", "x.transpose()")
        yield from over("transpose", ours, f"torch.permute(x, {backwards})", [forms])
        yield from over("permute_dims", f"tg.permute_dims(x, {turned})", f"torch.permute(x, {turned})", [forms])
        yield from over("matrix_transpose", ("tg.matrix_transpose(x)", "x.mT"), "x.mT", [forms], dtypes=ALL)
        ours = ("tg.swapaxes(x, 0, -1)", "x.swapaxes(0, -1)")
        yield from over("swapaxes", ours, "torch.swapaxes(x, 0, -1)", [forms])
        yield from over("moveaxis", "tg.moveaxis(x, 0, -1)", "torch.moveaxis(x, 0, -1)", [forms])
        yield from over("moveaxis", "tg.moveaxis(x, -1, 0)", "torch.moveaxis(x, -1, 0)", [forms])
    for axis in (0, -1):
        yield from over("expand_dims", f"tg.expand_dims(x, {axis})", f"torch.unsqueeze(x, {axis})", dtypes=ALL)
        ours = (f"tg.squeeze(x.sum({axis}, keepdims=True), {axis})", f"x.sum({axis}, keepdims=True).squeeze({axis})")
        yield from over("squeeze", ours, f"torch.squeeze(x.sum({axis}, keepdim=True), {axis})", WITH_AXES)
    for forms in WITH_AXES:
        for axis in range(-1, len(forms[0].shape)):
            yield from over("flip", f"tg.flip(x, {axis})", f"torch.flip(x, ({axis},))", [forms], dtypes=ALL)
            yield from over("roll", f"tg.roll(x, 1, {axis})", f"torch.roll(x, 1, {axis})", [forms], dtypes=ALL)
            yield from over("roll", f"tg.roll(x, -3, {axis})", f"torch.roll(x, -3, {axis})", [forms])
        yield from over("flip", "tg.flip(x)", f"torch.flip(x, {tuple(range(len(forms[0].shape)))})", [forms])
        yield from over("roll", "tg.roll(x, 2)", "torch.roll(x, 2)", [forms])
    for forms in _MATRICES:
        yield from over("flip", "tg.flip(x, (0, 1))", "torch.flip(x, (0, 1))", [forms])
        yield from over("roll", "tg.roll(x, (1, 2), (0, 1))", "torch.roll(x, (1, 2), (0, 1))", [forms])


def _joining() -> Iterator[Call]:
    for forms, axis in (
        (rows((2, 4), (0, 4), (3, 4)), 0),
        ((Form((3, 2), "columns"), Form((3, 1)), Form((3, 2), "reversed")), 1),
        ((Form((4,), "strided"), Form((2,)), Form((4,), "reversed")), 0),
        (rows((2, 3, 4), (2, 1, 4), (2, 2, 4)), -2),
    ):
        ours, theirs = f"tg.concat((x, y, z), axis={axis})", f"torch.concat((x, y, z), {axis})"
        yield from over("concat", ours, theirs, [forms], dtypes=ALL)
    for forms in FORMS:
        for axis in (0, -1):
            ours, theirs = f"tg.stack((x, y), axis={axis})", f"torch.stack((x, y), {axis})"
            yield from over("stack", ours, theirs, [forms * 2], dtypes=ALL)


def _cutting() -> Iterator[Call]:
    for forms in (rows((4, 3)), (Form((4,), "reversed"),), (Form((4, 2), "columns"),), rows((4, 0))):
        ours, theirs = "tg.split(x, (1, 3))", "torch.split(x, (1, 3))"
        yield from over("split", ours, theirs, [forms], dtypes=ALL)
        yield from over("split", "tg.split(x, 2)", "torch.tensor_split(x, 2)", [forms])
    yield from over("split", "tg.split(x, (1, 0, 2), axis=1)", "torch.split(x, (1, 0, 2), 1)", [rows((2, 3, 2))])
    for forms in FILLED_WITH_AXES:
        for axis in (0, -1):
            ours, theirs = f"tg.unstack(x, axis={axis})", f"torch.unbind(x, {axis})"
            yield from over("unstack", ours, theirs, [forms], dtypes=ALL)
        yield from over("iter", "[row for row in x]", "[row for row in x]", [forms], dtypes=ALL)


def _repeating() -> Iterator[Call]:
    for forms in FORMS:
        rank = len(forms[0].shape)
        for repetitions in ((2,) * rank, (3, *(1,) * rank), (0, *(1,) * rank)):
            if repetitions:
                yield from over(
                    "tile", f"tg.tile(x, {repetitions})", f"torch.tile(x, {repetitions})", [forms], dtypes=ALL
                )
        for axis in range(-1, rank) if rank else ():
            ours, theirs = f"tg.repeat(x, 3, axis={axis})", f"torch.repeat_interleave(x, 3, {axis})"
            yield from over("repeat", ours, theirs, [forms], dtypes=ALL)
        if rank:
            pairs = tuple((i, 2 - i % 2) for i in range(rank))
            flat = tuple(n for pair in pairs[::-1] for n in pair)
            yield from over("pad", f"tg.pad(x, {pairs})", f"F.pad(x, {flat})", [forms], dtypes=NUMBERS)
            constant = f"tg.pad(x, {pairs}, constant_values=1.5)"
            yield from over("pad", constant, f"F.pad(x, {flat}, value=1.5)", [forms])
    for mode, theirs in (("edge", "replicate"), ("reflect", "reflect"), ("wrap", "circular")):
        for form in (Form((2, 4)), Form((4, 3), "columns"), Form((2, 4), "reversed")):
            padded = f"F.pad(x[None], (2, 1), mode='{theirs}')[0]"
            yield from over("pad", f"tg.pad(x, ((0, 0), (2, 1)), mode='{mode}')", padded, [(form,)])
    mirrored = "torch.concat((x[:2].flip(0), x, x[-1:]))"
    yield from over("pad", "tg.pad(x, ((2, 1),), mode='symmetric')", mirrored, [rows((4,)), (Form((4,), "reversed"),)])


def _triangles() -> Iterator[Call]:
    for forms in _MATRICES:
        for k in (0, 1, -1):
            for name in ("tril", "triu"):
                yield from over(name, f"tg.{name}(x, {k})", f"torch.{name}(x, {k})", [forms], dtypes=ALL)
            ours, theirs = f"tg.diagonal(x, offset={k})", f"torch.diagonal(x, {k}, -2, -1)"
            yield from over("diagonal", ours, theirs, [forms], dtypes=ALL)
