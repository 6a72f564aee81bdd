"""What looks on at a computation, and what draws it: blocks, graphs, plots.

Guaranteed: a function keeps its type under a decorator, and only tensors are drawn as a graph.
"""

from __future__ import annotations

from typing import assert_type

from typedgrad import Scalar, Vector, detect_nan, float32, float64


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
