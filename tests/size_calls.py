"""Calls of every primitive with an axis of 0, 1 or 2 in each place of its operands, and what NumPy makes of them."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import combinations, product
from typing import TYPE_CHECKING, Any, TypeAlias

import numpy as np
from all_calls import REFERENCES
from calls_elementwise import BINARY, BITWISE, COMPARISONS, SHIFTS, UNARY
from helpers import Shape, untyped, values
from rule_calls import Call, One, Three, Two, made

import typedgrad as tg
from typedgrad import float32, float64, int64, nn
from typedgrad.rules.table import TABLE

if TYPE_CHECKING:
    from collections.abc import Iterator

    from helpers import AnyArray

Function: TypeAlias = One | Two | Three
Both: TypeAlias = tuple[Function, Function]
"""The library's function, and the one that it is held to."""

T: Any = tg  # the checkers know neither shapes nor dtypes here
N: Any = nn


@dataclass(frozen=True)
class Sized:
    """A call, and what it is held to.

    Attributes:
        name: the primitive.
        call: the library's function, of tensors.
        reference: NumPy's, of arrays.
        shapes: those of the operands.
        low: the least value of operands.
        high: their largest value.
        kind: how operands are made: `floats`, `integers`, or `regular`: matrices that are nearly diagonal.
        note: what tells it from the primitive's other calls.
    """

    name: str
    call: Function
    reference: Function
    shapes: tuple[Shape, ...]
    low: float = -2.0
    high: float = 2.0
    kind: str = "floats"
    note: str = ""

    def __str__(self) -> str:
        return f"{self.name} {self.note} of {', '.join(map(str, self.shapes))}"

    def operands(self) -> list[AnyArray]:
        """The values that it is called with."""
        if self.kind == "integers":
            return [np.abs(values(shape, int64, i)) for i, shape in enumerate(self.shapes)]
        made_of = [values(shape, float64, i, low=self.low, high=self.high) for i, shape in enumerate(self.shapes)]
        if self.kind == "regular":
            matrices = made_of[0]
            rows, columns = matrices.shape[-2:]
            made_of[0] = np.eye(rows, columns) * np.arange(1.0, columns + 1.0) + 0.05 * matrices
        return made_of


def grid(*templates: str) -> Iterator[tuple[Shape, ...]]:
    """Shapes by letters, each letter 0 or 1, and at most one of them 2; a digit stands for itself."""
    letters = sorted({letter for template in templates for letter in template if letter.isalpha()})
    for sizes in product((0, 1, 2), repeat=len(letters)):
        if sizes.count(2) < 2:
            of = dict(zip(letters, sizes, strict=True))
            yield tuple(tuple(of[a] if a.isalpha() else int(a) for a in template) for template in templates)


ONE = ("a", "ab", "abc")
"""Templates of one operand."""
TWO = (("ab", "cd"), ("a", "bc"), ("ab", "c"), ("", "ab"), ("ab", ""))
"""Templates of two, which broadcast or do not: NumPy says."""
MATRICES = ("ab", "cab")
SQUARES = ("aa", "baa")


def of_rule(name: str, *arguments: object) -> Both:
    """A primitive that no public function is, as the tape records it, and what it is held to."""
    rule: Any = made(name, *arguments) if arguments else TABLE[name]
    reference: Any = REFERENCES[name](*arguments) if arguments else REFERENCES[name]

    def of(*xs: Any) -> Any:
        return Call(name, rule, ()).recorded(xs)

    return of, reference


def sized_calls() -> Iterator[Sized]:
    """The calls of all primitives."""
    yield from _elementwise()
    yield from _reductions()
    yield from _moves()
    yield from _places()
    yield from _products()
    yield from _of_matrices()
    yield from _of_classes()


_PUBLIC = {
    "invert": "bitwise_invert",
    "left_shift": "bitwise_left_shift",
    "right_shift": "bitwise_right_shift",
    "equal": "equal_elementwise",
}


def _public(name: str) -> Function:
    function: Function = getattr(tg, _PUBLIC.get(name, name))
    return function


def _elementwise() -> Iterator[Sized]:
    methods: dict[str, Both] = {
        "copy": (lambda x: x.copy(), np.copy),
        "astype": (lambda x: x.astype(float32), lambda x: x.astype(np.float32)),
    }
    for template in ONE:
        for shapes in grid(template):
            for name, (low, high) in UNARY.items():
                call = methods[name][0] if name in methods else _public(name)
                yield Sized(name, call, untyped(REFERENCES[name]), shapes, low, high)
            yield Sized("astype", *methods["astype"], shapes)
            yield Sized("invert", T.bitwise_invert, np.invert, shapes, kind="integers")
    clips: dict[str, Both] = {
        "clip_low": (lambda x, low: T.clip(x, min=low), _bounded(np.maximum)),
        "clip_high": (lambda x, high: T.clip(x, max=high), _bounded(np.minimum)),
    }
    for templates in TWO:
        for shapes in grid(*templates):
            for name in BINARY:
                call, reference = clips[name] if name in clips else (_public(name), REFERENCES[name])
                yield Sized(name, call, untyped(reference), shapes, 0.5)
            for name in COMPARISONS:
                yield Sized(name, _public(name), untyped(REFERENCES[name]), shapes)
            for name in (*BITWISE, *SHIFTS):
                yield Sized(name, _public(name), untyped(REFERENCES[name]), shapes, kind="integers")
            yield Sized(
                "where", lambda x, y: T.where(x > 0.0, x, y), lambda x, y: untyped(np.where)(x > 0.0, x, y), shapes
            )


def _bounded(function: Two) -> Function:
    """NumPy's clip broadcasts what is clipped too."""
    return lambda x, bound: function(x, np.broadcast_to(bound, x.shape))


def _axes(rank: int) -> Iterator[Any]:
    yield from (None, *range(rank), -1)
    for count in range(2, rank + 1):
        yield from combinations(range(rank), count)


_OPTIONS = {"var": (0.0, 1.0), "std": (0.0, 1.0), "norm": (2.0, 1.0, np.inf, 0.0)}
"""Corrections, and orders of the norm."""


def _largest(function: One, axis: Any) -> Function:
    """There is none of nothing, which newer NumPys say is 0."""

    def of(x: AnyArray) -> Any:
        np.max(x, axis)
        return function(x)

    return of


def _reductions() -> Iterator[Sized]:
    for template in ONE:
        for axis, keepdims in product(_axes(len(template)), (False, True)):
            note = f"axis={axis}, keepdims={keepdims}"
            for shapes in grid(template):
                for name in ("sum", "prod", "mean", "max", "min", "logsumexp", "count_nonzero", "all", "any"):
                    reference = untyped(REFERENCES[name])(axis, keepdims)
                    if name in {"all", "any"}:
                        reference = _of_positive(reference)
                    yield Sized(name, _reduced(name, axis, keepdims), reference, shapes, note=note)
                for name, options in _OPTIONS.items():
                    for option in options[:1] if keepdims else options:
                        reference = untyped(REFERENCES[name])(axis, keepdims, option)
                        if option == np.inf:
                            reference = _largest(reference, axis)
                        call = _reduced(name, axis, keepdims, option)
                        yield Sized(name, call, reference, shapes, note=f"{note}, {option}")
                if not isinstance(axis, tuple):
                    for name in ("argmax", "argmin"):
                        reference = untyped(REFERENCES[name])(axis, keepdims)
                        yield Sized(name, _reduced(name, axis, keepdims), reference, shapes, note=note)
        for axis in range(len(template)):
            for shapes in grid(template):
                for name in ("cumsum", "cumprod"):
                    yield Sized(name, _along(name, axis), untyped(REFERENCES[name])(axis), shapes, note=f"axis={axis}")


def _reduced(name: str, axis: Any, keepdims: bool, option: float | None = None) -> Function:
    option_name = {"var": "correction", "std": "correction", "norm": "ord"}.get(name)
    options = {} if option_name is None else {option_name: option}
    function: Any = getattr(tg, name)
    if name in {"all", "any"}:
        return lambda x: function(x > 0.0, axis, keepdims=keepdims)
    return lambda x: function(x, axis, keepdims=keepdims, **options)


def _of_positive(function: One) -> Function:
    return lambda x: function(x > 0.0)


def _along(name: str, axis: int) -> Function:
    function: Any = getattr(tg, name)
    return lambda x: function(x, axis)


def _of_axis(call: Two, reference: Two, axis: int) -> Both:
    """Both, along an axis."""
    return lambda x: call(x, axis), lambda x: reference(x, axis)


def _concat(axis: int) -> Both:
    return lambda x, y: T.concat([x, y], axis=axis), lambda x, y: np.concatenate([x, y], axis)


def _einsum(subscripts: str) -> Both:
    def einsum(*xs: Any) -> Any:
        return T.einsum(subscripts, *xs)

    return einsum, untyped(REFERENCES["einsum"])(subscripts)


def _moves() -> Iterator[Sized]:
    for template in ONE:
        rank = len(template)
        of_axis: dict[str, tuple[Two, Two]] = {
            "repeat": (lambda x, a: T.repeat(x, 3, axis=a), lambda x, a: np.repeat(x, 3, a)),
            "concat": (lambda x, a: T.concat([x, x, x], axis=a), lambda x, a: np.concatenate([x, x, x], a)),
            "stack": (lambda x, a: T.stack([x, x], axis=a), lambda x, a: np.stack([x, x], a)),
            "flip": (lambda x, a: T.flip(x, axis=a), np.flip),
            "roll": (lambda x, a: T.roll(x, 3, a), lambda x, a: np.roll(x, 3, a)),
        }
        for shapes in grid(template):
            for name, both in of_axis.items():
                for axis in range(rank):
                    yield Sized(name, *_of_axis(*both, axis), shapes, note=f"axis={axis}")
            whole: dict[str, Both] = {
                "flip": (T.flip, np.flip),
                "roll": (lambda x: T.roll(x, -1), lambda x: np.roll(x, -1)),
                "reshape": (lambda x: x.reshape((-1,)), np.ravel),
                "tile": (lambda x: T.tile(x, (2,) * x.ndim), lambda x: np.tile(x, (2,) * x.ndim)),
                "pad": (lambda x: T.pad(x, ((1, 2),) * x.ndim), lambda x: np.pad(x, ((1, 2),) * x.ndim)),
                "broadcast_to": (
                    lambda x: T.broadcast_to(x, (2, *x.shape[:-1], 2)),
                    lambda x: np.broadcast_to(x, (2, *x.shape[:-1], 2)),
                ),
            }
            for name, pair in whole.items():
                yield Sized(name, *pair, shapes, note="of all axes")
            yield Sized("tile", lambda x: T.tile(x, (0,) * x.ndim), lambda x: np.tile(x, (0,) * x.ndim), shapes)
            yield Sized("repeat", lambda x: T.repeat(x, 0, axis=0), lambda x: np.repeat(x, 0, 0), shapes)
            if rank > 1:
                yield Sized("transpose", lambda x: x.transpose(), np.transpose, shapes)
                yield Sized("matrix_transpose", lambda x: x.mT, lambda x: np.swapaxes(x, -1, -2), shapes)
                for k in (-3, -1, 0, 1, 3):
                    yield Sized("tril", *_of_axis(T.tril, np.tril, k), shapes, note=f"k={k}")
                    yield Sized("triu", *_of_axis(T.triu, np.triu, k), shapes, note=f"k={k}")
    for axis in (0, 1):
        for shapes in grid("ab", "cd"):
            yield Sized("concat", *_concat(axis), shapes, note=f"axis={axis}")
    for target in product((0, 1, 2), repeat=2):
        for shapes in grid("ab"):
            yield Sized("reshape", lambda x, t=target: x.reshape(t), lambda x, t=target: x.reshape(t), shapes)
            yield Sized(
                "broadcast_to",
                lambda x, t=target: T.broadcast_to(x, t),
                lambda x, t=target: np.broadcast_to(x, t),
                shapes,
                note=f"to {target}",
            )


KEYS: tuple[Any, ...] = (
    0, -1, 1, slice(None), slice(1, None), slice(None, None, -1), (slice(0, 0),), (..., None), (..., 0),
    (..., slice(1)), np.array([], np.int64), np.array([0]), np.array([0, 0, -1]), np.zeros((2, 0), np.int64),
    np.zeros((1, 1), np.int64),    (..., np.array([0, 0])),
)  # fmt: skip


def _key(key: Any) -> Any:
    """The key as the library takes it."""
    parts = key  # of which pyright need not know what a tuple is of
    if isinstance(key, tuple):
        return tuple(map(_key, parts))
    return T.as_tensor(key, int64) if isinstance(key, np.ndarray) else key


def _places() -> Iterator[Sized]:
    for template in ONE:
        for shapes in grid(template):
            (shape,) = shapes
            for key in KEYS:
                of_tensors = _key(key)
                yield Sized("index", lambda x, k=of_tensors: x[k], lambda x, k=key: x[k], shapes, note=repr(key))
                try:
                    place = np.empty(shape)[key].shape
                except IndexError:
                    continue
                note = repr(key)
                yield Sized("scatter", *of_rule("scatter", key, shape), (place,), note=note)
                yield Sized("unsplice", *of_rule("unsplice", key), shapes, note=note)
                reference = untyped(REFERENCES["splice"])(key)
                yield Sized("splice", lambda x, y, k=of_tensors: x.splice(k, y), reference, (shape, place), note=note)
            for axis in range(len(shape)):
                note = f"axis={axis}"
                for down in (False, True):
                    both = _of_axis(_by(T.sort, down), _ordered(down), axis)
                    yield Sized("sort", *both, shapes, note=note)
                    both = _of_axis(_by(T.argsort, down), _order(down), axis)
                    yield Sized("argsort", *both, shapes, note=note)
                for k in (0, 1, 2):
                    yield Sized("topk", *_of_axis(_topk(k), _top(k), axis), shapes, note=f"{note}, k={k}")
                for count in (0, 1, 3):
                    indices = np.zeros((*shape[:axis], count, *shape[axis + 1 :]), np.int64)
                    yield Sized(
                        "take_along_axis",
                        lambda x, i=indices, a=axis: T.take_along_axis(x, T.as_tensor(i, int64), a),
                        lambda x, i=indices, a=axis: np.take_along_axis(x, i, a),
                        shapes,
                        note=f"{note}, {count} indices",
                    )
                    if shape[axis] or not indices.size:
                        reference = untyped(REFERENCES["scatter_along_axis"])(axis, shape[axis])
                        yield Sized(
                            "scatter_along_axis",
                            lambda x, i=indices, a=axis, n=shape[axis]: Call(
                                "", made("scatter_along_axis", a, n), (), constants=(i,)
                            ).recorded([x]),
                            lambda x, i=indices, r=reference: r(x, i),
                            (indices.shape,),
                            note=note,
                        )
    for template in ("b", "bc", "bcd"):
        for shapes in grid("a", template):
            yield Sized("searchsorted", T.searchsorted, np.searchsorted, shapes, note="in a vector, sorted or not")
            yield Sized(
                "one_hot",
                lambda x, y: T.one_hot(T.zeros(y.shape, int64), x.shape[0]),
                lambda x, y: np.eye(x.shape[0], dtype=np.float32)[np.zeros(y.shape, np.int64)],
                shapes,
            )


def _by(sort: Any, down: bool) -> Two:
    return lambda x, axis: sort(x, axis=axis, descending=down)


def _ordered(down: bool) -> Two:
    return lambda x, axis: -np.sort(-x, axis) if down else np.sort(x, axis)


def _order(down: bool) -> Two:
    return lambda x, axis: np.argsort(-x if down else x, axis, kind="stable")


def _topk(k: int) -> Two:
    return lambda x, axis: T.topk(x, k, axis)[0]


def _top(k: int) -> Two:
    def top(x: AnyArray, axis: int) -> AnyArray:
        if k > x.shape[axis]:  # which np.take says only of some shapes
            raise IndexError(k)
        return np.take(-np.sort(-x, axis), range(k), axis)

    return top


def _products() -> Iterator[Sized]:
    for templates in (
        *(("a", "b"), ("ab", "c"), ("a", "bc"), ("ab", "cd"), ("abc", "de"), ("ab", "cde"), ("eab", "fbd")),
        *(("a", "a"), ("ab", "b"), ("a", "ab"), ("ab", "bc"), ("cab", "bd"), ("ab", "cbd")),
    ):
        for shapes in grid(*templates):
            yield Sized("matmul", T.matmul, np.matmul, shapes)
    for shapes in grid("a", "b"):
        yield Sized("outer", T.outer, np.multiply.outer, shapes)
    for axis in (-1, -2):
        for shapes in (*grid("ab", "cd"), *grid("ab", "ab")):
            note = f"axis={axis}"
            call, reference = _vecdot(axis)
            yield Sized("vecdot", call, reference, shapes, note=note)
    for templates in (("3", "3"), ("a3", "b3"), ("ab3", "c3"), ("ab", "ab")):
        for shapes in grid(*templates):
            yield Sized("cross", T.cross, _cross, shapes)
    for subscripts, letters in {
        "ij,jk->ik": ("ab", "bc"), "ij->ji": ("ab",), "ij->i": ("ab",), "ij->": ("ab",), "ii->i": ("aa",),
        "ii->": ("aa",), ",i->i": ("", "a"), "i,j->ij": ("a", "b"), "i,i->": ("a", "a"), "ij,kl->": ("ab", "cd"),
        "bij,bjk->bik": ("abc", "acd"), "a,ab,bc->c": ("a", "ab", "bc"), "iij,kk->j": ("aab", "cc"),
    }.items():  # fmt: skip
        for shapes in grid(*letters):
            yield Sized("einsum", *_einsum(subscripts), shapes, note=subscripts)
    for name in ("linear", "linear_sigmoid", "linear_tanh", "linear_relu"):
        call, reference = of_rule(name)
        for parts in (("a", "ab", "b"), ("ab", "bc", "c"), ("abc", "cd", "d")):
            for shapes in grid(*parts):
                yield Sized(name, call, reference, shapes)


def _vecdot(axis: int) -> Both:
    return lambda x, y: T.vecdot(x, y, axis=axis), lambda x, y: untyped(np.vecdot)(x, y, axis=axis)


def _cross(x: AnyArray, y: AnyArray) -> AnyArray:
    if x.shape[-1] != 3:  # in NumPy 2 is possible still
        raise ValueError(x.shape)
    return np.cross(x, y)


def _of_matrices() -> Iterator[Sized]:
    for template in MATRICES:
        for shapes in grid(template):
            yield Sized("trace", T.trace, untyped(REFERENCES["trace"]), shapes)
            yield Sized("pinv", T.pinv, np.linalg.pinv, shapes, kind="regular")
            yield Sized("matrix_rank", T.matrix_rank, REFERENCES["matrix_rank"], shapes, kind="regular")
            yield Sized("svd", lambda x: T.svd(x).S, lambda x: np.linalg.svd(x)[1], shapes, kind="regular")
            yield Sized("svd", lambda x: _whole(T.svd(x)), lambda x: x, shapes, kind="regular", note="multiplied")
            yield Sized("qr", lambda x: T.qr(x).Q @ T.qr(x).R, lambda x: x, shapes, kind="regular", note="multiplied")
            yield Sized("qr", lambda x: T.qr(x).R.square(), lambda x: np.linalg.qr(x)[1] ** 2, shapes, kind="regular")
    for template in SQUARES:
        for shapes in grid(template):
            for name in ("inv", "det", "cholesky"):
                yield Sized(name, getattr(tg, name), untyped(REFERENCES[name]), shapes, kind="regular")
            yield Sized("cofactor", *of_rule("cofactor"), shapes, kind="regular")
            logarithm = untyped(REFERENCES["logabsdet"])
            yield Sized("logabsdet", lambda x: T.slogdet(x).logabsdet, logarithm, shapes, kind="regular")
            halves: Function = _symmetric(np.linalg.eigvalsh)
            yield Sized("eigh", lambda x: T.eigh(x).eigenvalues, halves, shapes, kind="regular")
            halves = _symmetric(lambda x: np.linalg.eigh(x)[1] ** 2)
            yield Sized("eigh", lambda x: T.eigh(x).eigenvectors.square(), halves, shapes, kind="regular")
    for templates in (("aa", "b"), ("aa", "bc"), ("caa", "db"), ("caa", "dbe")):
        for shapes in grid(*templates):
            yield Sized("solve", T.solve, np.linalg.solve, shapes, kind="regular")


def _whole(factors: Any) -> Any:
    u, s, vh = factors
    return (u * T.expand_dims(s, -2)) @ vh


def _symmetric(function: One) -> Function:
    return lambda x: function((x + np.swapaxes(x, -1, -2)) / 2)


def _of_classes() -> Iterator[Sized]:
    for template in ONE:
        for shapes in grid(template):
            for name in ("softmax", "log_softmax"):
                yield Sized(name, getattr(nn, name), _with_classes(untyped(REFERENCES[name])), shapes)
            for reduction in ("mean", "sum"):
                loss = _with_classes(untyped(REFERENCES["cross_entropy"])(reduction))
                yield Sized(
                    "cross_entropy",
                    lambda x, y, r=reduction: N.cross_entropy(x, y, reduction=r),
                    loss,
                    (*shapes, *shapes),
                    0.1,
                    note=reduction,
                )
                of_labels: Any = _with_classes(untyped(REFERENCES["cross_entropy_of_labels"])(reduction))
                yield Sized(
                    "cross_entropy_of_labels",
                    lambda x, r=reduction: N.cross_entropy(x, T.zeros(x.shape[:-1], int64), reduction=r),
                    lambda x, f=of_labels: f(x, np.zeros(x.shape[:-1], np.int64)),
                    shapes,
                    note=reduction,
                )


def _with_classes(function: Function) -> Function:
    """Of no classes there is no distribution."""

    def of(x: AnyArray, *others: AnyArray) -> Any:
        if not x.shape[-1]:
            raise ValueError(x.shape)
        return function(x, *others)

    return of
