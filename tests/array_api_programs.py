# pyright: basic
# No namespace or array has a static type here: a program takes those of any library.
"""Programs for any array library: shapes, indices, searching, sorting, sets, creation and dtypes."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import numpy as np
from array_api_cases import ALL, FLOATS, INTEGERS, NUMERIC, SPECIAL, Case, of_each_dtype, sample

if TYPE_CHECKING:
    from collections.abc import Iterator


def manipulation() -> Iterator[Case]:
    yield from of_each_dtype("concat", lambda xp, a: xp.concat([a(2, 3), a(4, 3)]))
    yield from of_each_dtype("concat-1", lambda xp, a: xp.concat((a(2, 3), a(2, 1), a(2, 0)), axis=-1))
    yield from of_each_dtype("concat-None", lambda xp, a: xp.concat((a(2, 3), a(), a(2)), axis=None))
    yield from of_each_dtype(
        "stack", lambda xp, a: [xp.stack([a(2, 3), a(2, 3, seed=1)], axis=i) for i in range(-3, 3)]
    )
    yield from of_each_dtype("expand_dims", lambda xp, a: [xp.expand_dims(a(2, 3), axis=i) for i in range(-3, 3)])
    yield from of_each_dtype("flip", lambda xp, a: [xp.flip(a(2, 3), axis=i) for i in (None, 0, 1, -1, -2, (0, 1))])
    yield from of_each_dtype("permute_dims", lambda xp, a: [xp.permute_dims(a(2, 3, 4), p) for p in PERMUTATIONS])
    yield from of_each_dtype("reshape", lambda xp, a: [xp.reshape(a(2, 6), s) for s in ((3, 4), (-1,), (2, -1, 3))])
    yield from of_each_dtype("reshape-0", lambda xp, a: [xp.reshape(a(1), ()), xp.reshape(a(0, 3), (3, 0))])
    yield from of_each_dtype("roll", lambda xp, a: [xp.roll(a(2, 3), s) for s in (0, 1, -2, 7)])
    yield from of_each_dtype("roll-axis", lambda xp, a: [xp.roll(a(2, 3), 1, axis=i) for i in (0, 1, -1)])
    yield from of_each_dtype("roll-axes", lambda xp, a: xp.roll(a(2, 3), (1, 2), axis=(0, 1)))
    yield from of_each_dtype(
        "squeeze", lambda xp, a: [xp.squeeze(a(1, 3, 1), i) for i in (0, 2, -1, -3, (0, 2), (2, 0))]
    )
    yield from of_each_dtype("tril", lambda xp, a: [xp.tril(a(2, 3, 4), k=k) for k in range(-3, 4)])
    yield from of_each_dtype("triu", lambda xp, a: [xp.triu(a(2, 3, 4), k=k) for k in range(-3, 4)])
    yield from of_each_dtype("moveaxis", lambda xp, a: [xp.moveaxis(a(2, 3, 4), 0, -1), xp.moveaxis(a(2, 3, 4), -1, 0)])
    yield from of_each_dtype("moveaxis-2", lambda xp, a: xp.moveaxis(a(2, 3, 4), (0, 1), (2, 0)))
    yield from of_each_dtype("repeat", lambda xp, a: [xp.repeat(a(2, 3), 2, axis=i) for i in (None, 0, 1, -1)])
    counts = np.array([2, 0, 1])
    yield from of_each_dtype("repeat-array", lambda xp, a: xp.repeat(a(2, 3), xp.asarray(counts), axis=1))
    yield from of_each_dtype("repeat-[2]", lambda xp, a: xp.repeat(a(2, 3), xp.asarray(counts[:1])))
    yield from of_each_dtype("tile", lambda xp, a: [xp.tile(a(2, 3), r) for r in ((2,), (2, 1), (2, 1, 3), (1, 0))])
    yield from of_each_dtype("unstack", lambda xp, a: [xp.unstack(a(2, 3), axis=i) for i in (0, 1, -1)])
    yield from of_each_dtype(
        "broadcast_to", lambda xp, a: [xp.broadcast_to(a(3, 1), (2, 3, 4)), xp.broadcast_to(a(), (2,))]
    )
    yield from of_each_dtype("broadcast_arrays", lambda xp, a: list(xp.broadcast_arrays(a(3, 1), a(4), a())))
    yield from of_each_dtype("diff", lambda xp, a: [xp.diff(a(4, 3)), xp.diff(a(4, 3), axis=0, n=2)], "if")
    yield from of_each_dtype("meshgrid", lambda xp, a: list(xp.meshgrid(a(3), a(2), indexing="xy")))
    yield from of_each_dtype("meshgrid-ij", lambda xp, a: list(xp.meshgrid(a(3), a(2), a(4), indexing="ij")))
    yield from of_each_dtype("T", lambda xp, a: [a(2, 3).T, a(2, 3, 4).mT])


PERMUTATIONS = [*itertools.permutations(range(3)), (-1, 0, 1)]


def indexing() -> Iterator[Case]:
    parts: list[Any] = [0, -1, slice(None), slice(1, None), slice(None, None, -1), None]
    for first, second in itertools.product(parts, parts):
        for key in ((first, second, ...), (..., first, second), (first, ..., second)):
            yield Case(f"getitem-{key}", lambda xp, a, k=key: a(sample((2, 3, 4), "float32"))[k])
    whole: list[Any] = [(0, 1, 2), (slice(None), 1, slice(0, 2)), (0, -1, slice(2, None, -1)), ...]
    for key in whole:
        yield Case(f"getitem-{key}", lambda xp, a, k=key: a(sample((2, 3, 4), "float32"))[k])
    yield from of_each_dtype("mask", lambda xp, a: [a(2, 3)[a(2, 3) == a(2, 3)], a(2, 3)[a(2, 3) != a(2, 3)]])
    yield Case("mask-rows", lambda xp, a: a(sample((3, 2), "int32"))[a(np.array([True, False, True]))])
    indices = np.array([1, 0, -1, 1])
    for axis in (0, 1, -1):
        yield from of_each_dtype("take", lambda xp, a, i=axis: xp.take(a(2, 3), xp.asarray(indices), axis=i))
    yield from of_each_dtype("take-1", lambda xp, a: xp.take(a(3), xp.asarray(np.array([2, 0]))))
    yield from of_each_dtype(
        "take_along_axis", lambda xp, a: xp.take_along_axis(a(2, 3), xp.asarray(np.array([[2], [0]])), axis=1)
    )


def searching() -> Iterator[Case]:
    for shape in ((3,), (2, 3), (2, 1, 3), (0,)):
        yield from of_each_dtype(f"nonzero-{shape}", lambda xp, a, s=shape: list(xp.nonzero(a(*s))))
    condition = np.array([[True], [False]])
    yield from of_each_dtype("where", lambda xp, a: xp.where(xp.asarray(condition), a(2, 3), a(3, seed=1)))
    for side in ("left", "right"):
        yield from of_each_dtype(
            f"searchsorted-{side}", lambda xp, a, s=side: xp.searchsorted(xp.sort(a(6)), a(2, 3, seed=1), side=s), "if"
        )
    yield from of_each_dtype(
        "searchsorted-sorter", lambda xp, a: xp.searchsorted(a(6), a(3, seed=1), sorter=xp.argsort(a(6))), "if"
    )
    ties = np.array([[3, 1, 2, 1], [0, 3, 3, 0]])
    for name, descending, axis in itertools.product(("sort", "argsort"), (False, True), (0, 1, -1)):
        for dtype in NUMERIC:
            keywords = {"axis": axis, "descending": descending}
            yield Case(
                f"{name}-{dtype}-{keywords}",
                lambda xp, a, n=name, d=dtype, k=keywords: getattr(xp, n)(a(ties.astype(d)), **k),
            )
    for name in ("unique_all", "unique_counts", "unique_inverse", "unique_values"):
        for dtype in ALL:
            yield Case(f"{name}-{dtype}", lambda xp, a, n=name, d=dtype: getattr(xp, n)(a(ties.astype(d))))
            yield Case(f"{name}-{dtype}-special", lambda xp, a, n=name, d=dtype: getattr(xp, n)(a(SPECIAL[d])))
            yield Case(f"{name}-{dtype}-()", lambda xp, a, n=name, d=dtype: getattr(xp, n)(a(sample((), d))))
            yield Case(f"{name}-{dtype}-0", lambda xp, a, n=name, d=dtype: getattr(xp, n)(a(sample((0,), d))))
    nans = np.array([np.nan, 1.0, np.nan])
    for name in ("unique_all", "unique_values"):
        yield Case(f"{name}-nans", lambda xp, a, n=name: getattr(xp, n)(a(nans)))


def creation() -> Iterator[Case]:
    for name in ("zeros", "ones"):
        for shape in (3, (), (2, 0), (2, 3)):
            yield Case(f"{name}-{shape}", lambda xp, a, n=name, s=shape: getattr(xp, n)(s))
            for dtype in ALL:
                yield Case(
                    f"{name}-{shape}-{dtype}",
                    lambda xp, a, n=name, s=shape, d=dtype: getattr(xp, n)(s, dtype=getattr(xp, d)),
                )
        yield from of_each_dtype(f"{name}_like", lambda xp, a, n=name: getattr(xp, f"{n}_like")(a(2, 3)))
        yield from of_each_dtype(
            f"{name}_like-dtype", lambda xp, a, n=name: getattr(xp, f"{n}_like")(a(2, 3), dtype=xp.float32)
        )
    for value in (True, 3, 2.5, float("inf")):
        yield Case(f"full-{value}", lambda xp, a, v=value: xp.full((2, 3), v))
        yield Case(f"full_like-{value}", lambda xp, a, v=value: xp.full_like(a(np.ones((2, 3), type(v))), v))
        yield Case(f"asarray-{value}", lambda xp, a, v=value: xp.asarray(v))
        yield Case(f"asarray-[{value}]", lambda xp, a, v=value: xp.asarray([[v, v], [v, v]]))
    yield Case("full-int-float", lambda xp, a: xp.full(2, 3, dtype=xp.float32))
    for dtype in ALL:
        for other in ALL:
            yield Case(
                f"astype-{dtype}-{other}",
                lambda xp, a, d=dtype, o=other: xp.astype(a(sample((2, 3), d)), getattr(xp, o)),
            )
            yield Case(
                f"asarray-{dtype}-{other}",
                lambda xp, a, d=dtype, o=other: xp.asarray(a(sample((2, 3), d)), dtype=getattr(xp, o)),
            )
    ranges: list[tuple[Any, ...]] = [(3,), (0,), (-2,), (1, 4), (1, 8, 3), (5, 0, -2), (2.5,), (0, 1, 0.25), (1.0, 4.0)]
    for arguments in ranges:
        yield Case(f"arange-{arguments}", lambda xp, a, r=arguments: xp.arange(*r))
        yield Case(f"arange-{arguments}-float32", lambda xp, a, r=arguments: xp.arange(*r, dtype=xp.float32))
    yield Case("arange-int32", lambda xp, a: xp.arange(2, 9, 2, dtype=xp.int32))
    for rows, columns, k in itertools.product((0, 2, 3), (None, 0, 2, 4), (-4, -1, 0, 1, 2)):
        yield Case(f"eye-{rows}-{columns}-{k}", lambda xp, a, r=rows, c=columns, k=k: xp.eye(r, c, k=k))
    for dtype in NUMERIC:
        yield Case(f"eye-{dtype}", lambda xp, a, d=dtype: xp.eye(3, dtype=getattr(xp, d)))
    for given, num, endpoint in itertools.product((None, *FLOATS), (0, 1, 2, 5), (True, False)):
        keywords = {"endpoint": endpoint}
        yield Case(
            f"linspace-{given}-{num}-{keywords}",
            lambda xp, a, d=given, n=num, k=keywords: xp.linspace(
                -1, 2.5, n, dtype=None if d is None else getattr(xp, d), **k
            ),
        )


def data_types() -> Iterator[Case]:
    for dtype, other in itertools.product(ALL, ALL):
        yield Case(
            f"can_cast-{dtype}-{other}", lambda xp, a, d=dtype, o=other: xp.can_cast(getattr(xp, d), getattr(xp, o))
        )
        for kind in ("bool", "signed integer", "unsigned integer", "integral", "real floating", "numeric"):
            yield Case(f"isdtype-{dtype}-{kind}", lambda xp, a, d=dtype, k=kind: xp.isdtype(getattr(xp, d), k))
    for dtypes in (INTEGERS, FLOATS, ("bool",)):
        for pair in itertools.product(dtypes, dtypes):
            yield Case(
                f"result_type-{pair}",
                lambda xp, a, p=pair: str(xp.result_type(*[getattr(xp, d) for d in p])).split(".")[-1],
            )
