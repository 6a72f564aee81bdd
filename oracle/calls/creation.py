"""Tensors made of numbers and sizes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from oracle.call import ALL, INTEGERS, NUMBERS, Call, over
from oracle.inputs import WITH_AXES, rows

if TYPE_CHECKING:
    from collections.abc import Iterator


def calls() -> Iterator[Call]:
    """Of all factories."""
    for dtype in ALL:
        ours, theirs = f"tg.{dtype.replace('bool', 'bool_')}", f"torch.{dtype}"
        for shape in ((), (3,), (2, 3), (0, 2)):
            for name in ("zeros", "ones"):
                yield from _made(name, f"tg.{name}({shape}, {ours})", f"torch.{name}({shape}, dtype={theirs})")
                likeness = f"tg.{name}_like(tg.zeros({shape}), {ours})"
                yield from _made(f"{name}_like", likeness, f"torch.{name}({shape}, dtype={theirs})")
            value = "True" if dtype == "bool" else "3"
            yield from _made(
                "full", f"tg.full({shape}, {value}, {ours})", f"torch.full({shape}, {value}, dtype={theirs})"
            )
            likeness = f"tg.full_like(tg.zeros({shape}), {value}, {ours})"
            yield from _made("full_like", likeness, f"torch.full({shape}, {value}, dtype={theirs})")
    yield from _taken()
    for dtype in NUMBERS:
        ours, theirs = f"dtype=tg.{dtype}", f"dtype=torch.{dtype}"
        for arguments in ("5", "0", "2, 7", "7, 2", "1, 10, 3", "10, 1, -4"):
            sign = "torch.empty(0, {})" if arguments == "7, 2" else f"torch.arange({arguments}, {{}})"
            yield from _made("arange", f"tg.arange({arguments}, {ours})", sign.format(theirs))
        for arguments in ("3", "2, 4", "4, 2", "0, 2"):
            yield from _made("eye", f"tg.eye({arguments}, {ours})", f"torch.eye({arguments}, {theirs})")
        yield from _made("eye", f"tg.eye(3, k=1, {ours})", f"torch.diag(torch.ones(2, {theirs}), 1)")
    for dtype in ("float32", "float64"):
        ours, theirs = f"dtype=tg.{dtype}", f"dtype=torch.{dtype}"
        yield from _made("arange", f"tg.arange(0.0, 1.0, 0.25, {ours})", f"torch.arange(0.0, 1.0, 0.25, {theirs})")
        for arguments in ("0.0, 1.0, 5", "2.0, -1.0, 7", "1.0, 2.0, 1", "0.0, 1.0, 0"):
            yield from _made("linspace", f"tg.linspace({arguments}, {ours})", f"torch.linspace({arguments}, {theirs})")
        half = f"torch.linspace(0.0, 1.0, 5, {theirs})[:-1]"
        yield from _made("linspace", f"tg.linspace(0.0, 1.0, 4, endpoint=False, {ours})", half)


def _taken() -> Iterator[Call]:
    """From and to arrays and Python's numbers; the sizes of what has no values yet."""
    for shape in ((3,), (2, 3), (0, 2)):
        for name, ours in (("empty", f"tg.empty({shape})"), ("empty_like", f"tg.empty_like(tg.zeros({shape}))")):
            yield from _made(name, f"{ours}.shape", f"torch.empty({shape}).shape")
    for name in ("from_numpy", "from_dlpack"):
        yield from over(name, f"tg.{name}(np.array(x))", "x", order=0, dtypes=ALL)
    for forms in WITH_AXES:
        yield from over("tolist", "x.tolist()", "x.tolist()", [forms], order=0, dtypes=ALL)
        yield from over("len", "len(x)", "len(x)", [forms], order=0)
    for expression in ("x.item()", "float(x)", "int(x)"):
        yield from over("item", expression, expression, [rows(())], order=0, dtypes=NUMBERS)
    yield from over("range", "range(abs(x) + 1)", "range(abs(x) + 1)", [rows(())], order=0, dtypes=INTEGERS)
    for indexing in ("xy", "ij"):
        for names, grid in (("x, y", rows((3,), (2,))), ("x, y, z", rows((3,), (0,), (4,)))):
            expression = f"{{}}.meshgrid({names}, indexing='{indexing}')"
            ours, theirs = expression.format("tg"), expression.format("torch")
            yield from over("meshgrid", ours, theirs, [grid], dtypes=ALL)


def _made(name: str, ours: str, theirs: str) -> Iterator[Call]:
    return over(name, ours, theirs, [()], order=0, dtypes=("float64",))
