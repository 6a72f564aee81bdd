"""What looks on at a computation, and what draws it: blocks, graphs, plots.

Guaranteed: a function keeps its type under a decorator, only tensors are drawn as a graph, and what is plotted has the
dtype and the axes that a plot needs.
"""

from __future__ import annotations

from typing import NewType, assert_type

import numpy as np
from matplotlib.figure import Figure

from typedgrad import Graph, Parameter, Scalar, Tensor, Vector, detect_nan, float32, float64, int64, to_dot
from typedgrad.nn import Linear
from typedgrad.train import confusion_matrix
from typedgrad.train.plots import plot_confusion_matrix, plot_mistakes

Batch = NewType("Batch", int)
Pixels = NewType("Pixels", int)
Classes = NewType("Classes", int)


def make_layer() -> Linear[Pixels, Classes, float32]:
    return Linear(Pixels(64), Classes(10), rng=np.random.default_rng(0))


# ------------------------------------------------------------------------------------------------------- detect_nan
@detect_nan()
def mean_of_powers(x: Vector[float64, int]) -> Scalar[float64]:
    return x.exp().mean()


@detect_nan(inf=True)
def powers(x: Vector[float64, int]) -> Vector[float64, int]:
    return x.exp()


def stops(x: Vector[float64, int], y: Vector[float32, int]) -> None:
    assert_type(mean_of_powers(x), Scalar[float64])
    assert_type(powers(x), Vector[float64, int])
    with detect_nan(), detect_nan(inf=True):
        assert_type(x.exp(), Vector[float64, int])
    mean_of_powers(y)  # E: mypy[arg-type] pyright[reportArgumentType] "float32" static-only: a dtype that both take
    detect_nan(True)  # E: mypy[call-arg] pyright[reportCallIssue] raises[TypeError] "positional"
    detect_nan(nan=True)  # E: mypy[call-arg] pyright[reportCallIssue] raises[TypeError] "nan"


# ------------------------------------------------------------------------------------------------------------ graphs
def graphs(w: Parameter[float64, tuple[int]], x: Vector[float64, int], layer: Linear[Pixels, Classes, float32]) -> None:
    loss = (w * x).sum()
    assert_type(to_dot(loss), str)
    assert_type(to_dot(loss, layer), str)
    assert_type(to_dot(loss, {"w": w, "x": x}), str)
    assert_type(Graph(loss, layer).dot, str)
    to_dot(3.0)  # E: mypy[arg-type] pyright[reportArgumentType] "float"
    to_dot(loss, {"w": 3.0})  # E: mypy[dict-item] pyright[reportArgumentType] "float"
    to_dot(loss, ["w"])  # E: mypy[arg-type] pyright[reportArgumentType] "list"
    Graph(loss, w)  # E: mypy[arg-type] pyright[reportArgumentType] "Parameter"


# ------------------------------------------------------------------------------------------------------------- plots
def matrices(
    targets: Vector[int64, Batch], predictions: Vector[int64, Batch], x: Tensor[float32, tuple[Batch, Pixels]]
) -> None:
    matrix = confusion_matrix(targets % 10, predictions % 10, 10)
    assert_type(plot_confusion_matrix(matrix), Figure)
    assert_type(plot_confusion_matrix(matrix.numpy(), list("0123456789")), Figure)
    plot_confusion_matrix(x)  # E: mypy[arg-type] pyright[reportArgumentType] "float32"
    plot_confusion_matrix(targets)  # E: mypy[arg-type] pyright[reportArgumentType] "int64"
    plot_confusion_matrix(matrix, 10)  # E: mypy[arg-type] pyright[reportArgumentType] raises[TypeError] "plot_confusion_matrix"


def images(
    squares: Tensor[float32, tuple[Batch, Pixels, Pixels]],
    flat: Tensor[float32, tuple[Batch, Pixels]],
    labels: Vector[int64, Batch],
    sure: Vector[float32, Batch],
    others: Vector[int64, Classes],
) -> None:
    assert_type(plot_mistakes(squares, labels, labels, sure), Figure)
    plot_mistakes(flat, labels, labels)  # E: mypy[arg-type] pyright[reportArgumentType] "tuple[Batch, Pixels]"
    plot_mistakes(squares, labels, sure)  # E: mypy[arg-type] pyright[reportArgumentType] "float32"
    plot_mistakes(squares, labels, labels, labels)  # E: mypy[arg-type] pyright[reportArgumentType] "int64"
    plot_mistakes(squares, others, labels)  # E: mypy[misc] pyright[reportArgumentType] "plot_mistakes"
