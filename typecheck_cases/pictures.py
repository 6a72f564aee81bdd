"""What looks on at a computation, and what draws it: blocks, graphs, plots.

Guaranteed: a function keeps its type under a decorator, and only tensors are drawn as a graph.
"""

from __future__ import annotations

from typing import NewType, assert_type

import numpy as np

from typedgrad import Graph, Parameter, Scalar, Vector, detect_nan, float32, float64, to_dot
from typedgrad.nn import Linear

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
