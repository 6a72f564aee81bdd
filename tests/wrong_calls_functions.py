"""Wrong calls of graphs and plots, of `checked` and `compiled`, and of the digits."""

from __future__ import annotations

from typing import Any

import numpy as np
from helpers import untyped
from wrong_calls_training import rows

import typedgrad as tg
from typedgrad import CompileError, DTypeError, ShapeError, Tensor, digits, float32, float64, int64, ones
from typedgrad.train import plots

Y: Any = np.array([0, 1])
api: Any = tg
drawn: Any = plots
IMAGES: Any = np.zeros((2, 3, 3))
COUNTS: Any = np.ones((2, 2), np.int64)
PICTURES = [
    *rows(
        "to_dot",
        ("None", lambda b: api.to_dot(None), DTypeError, "to_dot: None of type NoneType is not a tensor"),
        ("tensors", lambda b: api.to_dot([b.x]), DTypeError, "of type list is not a tensor; make it one by as_tensor"),
        (
            "a function",
            lambda b: api.to_dot(len),
            DTypeError,
            "to_dot: <built-in function len> of type builtin_function",
        ),
        (
            "a name",
            lambda b: api.to_dot(b.w * 2.0, "w"),
            DTypeError,
            "to_dot: names: 'w' of type str is neither a module",
        ),
        (
            "a parameter",
            lambda b: api.to_dot(b.w * 2.0, b.w),
            DTypeError,
            "of type Parameter is neither a module nor a map",
        ),
        (
            "a number named",
            lambda b: api.to_dot(b.w * 2.0, {"w": 1.0}),
            DTypeError,
            "'w' of type str names 1.0 of type fl",
        ),
        (
            "a number for a name",
            lambda b: api.to_dot(b.w * 2.0, {1: b.w}),
            DTypeError,
            "to_dot: names: 1 of type int names",
        ),
    ),
    *rows(
        "Graph",
        ("a text", lambda b: api.Graph("digraph{}"), DTypeError, "to_dot: 'digraph{}' of type str is not a tensor"),
        (
            "no path",
            lambda b: api.Graph(b.w * 2.0).render(None),
            DTypeError,
            "render: None of type NoneType is no path",
        ),
        ("a number", lambda b: api.Graph(b.w * 2.0).render(3), DTypeError, "render: 3 of type int is no path"),
        (
            "no ending",
            lambda b: api.Graph(b.w * 2.0).render("a"),
            ValueError,
            "render: 'a' has no ending to name a format",
        ),
    ),
    *rows(
        "train.plots",
        (
            "no history",
            lambda b: drawn.plot_curves(None),
            DTypeError,
            "plot_curves: None of type NoneType is not a histo",
        ),
        ("epochs", lambda b: drawn.plot_curves([]), DTypeError, "plot_curves: [] of type list is not a history"),
        (
            "no matrix",
            lambda b: drawn.plot_confusion_matrix(None),
            DTypeError,
            "the matrix: None of type NoneType is nei",
        ),
        (
            "no path",
            lambda b: drawn.save_confusion_matrix(COUNTS, None),
            DTypeError,
            "save_confusion_matrix: None of type",
        ),
        (
            "a number",
            lambda b: drawn.save_predictions(IMAGES, Y, Y, 3),
            DTypeError,
            "save_predictions: 3 of type",
        ),
        (
            "float labels",
            lambda b: drawn.plot_predictions(IMAGES, Y * 1.0, Y),
            DTypeError,
            "targets are float64",
        ),
        (
            "too few labels",
            lambda b: drawn.plot_mistakes(IMAGES, Y, Y[:1]),
            ShapeError,
            "plot_mistakes: 2 images, tar",
        ),
    ),
]


@tg.checked
def kept(x: Tensor[float32, tuple[int, int]]) -> Tensor[float32, tuple[int, int]]:
    """The argument."""
    return x


@tg.checked
def lost(x: Tensor[float32, tuple[int, int]]) -> Tensor[float32, tuple[int, int]]:
    """Nothing, in place of the argument."""
    result: Tensor[float32, tuple[int, int]] = untyped(None)
    return result


def yielding(x: Any) -> Any:
    """A generator."""
    yield x


async def awaited(x: Any) -> Any:
    """A coroutine."""
    return x


def read(x: Any) -> Any:
    """A value is read."""
    return x.sum().item()


def branch(x: Any) -> Any:
    """A value decides."""
    return x if x.sum() > 0 else -x


def squared(x: Any) -> Any:
    """A product of a matrix with itself."""
    return x @ x


keep: Any = kept
FUNCTIONS = [
    *rows(
        "checked",
        (
            "None",
            lambda b: api.checked(None),
            TypeError,
            "checked: None of type NoneType is neither a function nor a class",
        ),
        (
            "a module",
            lambda b: api.checked(b.layer),
            TypeError,
            "checked: Linear(3, 2, float32) of type Linear is neither",
        ),
        ("a setting", lambda b: api.checked(strict=True), TypeError, "keyword argument 'strict'"),
        (
            "an array to it",
            lambda b: keep(np.ones((2, 2))),
            DTypeError,
            "kept: x is a NumPy array of shape (2, 2), not Ten",
        ),
        (
            "float64 to it",
            lambda b: keep(ones((2, 2), float64)),
            DTypeError,
            "kept: x is float64, not float32 as in Tensor",
        ),
        (
            "a vector to it",
            lambda b: keep(ones((2,))),
            ShapeError,
            "kept: x has 1 axis, shape (2,), not the 2 of Tensor[",
        ),
        (
            "nothing returned",
            lambda b: lost(b.x),
            DTypeError,
            "lost: the result is None of type NoneType, not Tensor[flo",
        ),
    ),
    *rows(
        "compiled",
        ("a number", lambda b: api.compiled(3), TypeError, "compiled: 3 of type int is not a function"),
        ("a text", lambda b: api.compiled("f"), TypeError, "compiled: 'f' of type str is not a function"),
        (
            "no backend",
            lambda b: api.compiled(backend="cuda"),
            ValueError,
            "compiled: backend is 'cuda' of type str, not",
        ),
        (
            "backends",
            lambda b: api.compiled(backend=["c"]),
            ValueError,
            "compiled: backend is ['c'] of type list, not one",
        ),
        (
            "a generator",
            lambda b: api.compiled(yielding),
            TypeError,
            "is a generator or a coroutine, which goes on after",
        ),
        (
            "a coroutine",
            lambda b: api.compiled(awaited),
            TypeError,
            "is a generator or a coroutine, which goes on after",
        ),
        (
            "a value read",
            lambda b: api.compiled(read)(b.x),
            CompileError,
            "by item(), which differs",
        ),
        (
            "a condition",
            lambda b: api.compiled(branch)(b.x),
            CompileError,
            "of shape () by it",
        ),
        (
            "shapes in it",
            lambda b: api.compiled(squared)(b.x),
            ShapeError,
            "matmul: (2, 3) @ (2, 3): 3 columns mee",
        ),
    ),
    *rows(
        "digits",
        (
            "integers",
            lambda b: untyped(digits.load)(int64, 0),
            DTypeError,
            "as_tensor: float64 data, such as 0.0, for int64",
        ),
        (
            "one layer",
            lambda b: untyped(digits.build_network)((3,), float32, b.rng),
            ShapeError,
            "build_network: hidden is",
        ),
        (
            "no layers",
            lambda b: untyped(digits.build_network)(None, float32, b.rng),
            ShapeError,
            "hidden is None of type N",
        ),
        (
            "a seed",
            lambda b: untyped(digits.build_network)((3, 4), float32, 0),
            DTypeError,
            "Linear: rng is 0, not a gene",
        ),
        (
            "an empty layer",
            lambda b: untyped(digits.build_network)((0, 4), float32, b.rng),
            ShapeError,
            "Linear(64, 0)",
        ),
    ),
]
