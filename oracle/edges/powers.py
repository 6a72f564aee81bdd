"""Powers of zero and of negative numbers."""

from __future__ import annotations

from math import inf, nan

from oracle.edge import Edge

EDGES: tuple[Edge, ...] = (
    Edge("`0 ** 0` is 1", "x ** y", ([0.0], [0.0]), [1.0]),
    Edge("`0 ** 0`: its gradients are 0", "x ** y", ([0.0], [0.0]), ([0.0], [0.0]), of_jax=([nan], [0.0]), order=1),
    Edge("`0 ** 2`: its gradients are 0", "x ** y", ([0.0], [2.0]), ([0.0], [0.0]), order=1),
    Edge(
        "`0 ** 2`: its second derivative by the base is 2",
        "x ** y",
        ([0.0], [2.0]),
        ([2.0], [0.0]),
        of_torch=([nan], [nan]),
        jax=None,
        order=2,
    ),
    Edge("`0 ** 1`: the gradient by the base is 1", "x ** y", ([0.0], [1.0]), ([1.0], [0.0]), order=1),
    Edge("`0 ** -1` is infinite", "x ** y", ([0.0], [-1.0]), [inf]),
    Edge(
        "`0 ** -1`: its gradients are infinite",
        "x ** y",
        ([0.0], [-1.0]),
        ([-inf], [-inf]),
        of_jax=([-inf], [nan]),
        order=1,
    ),
    Edge("`0 ** 0.5`: the gradient by the base is infinite", "x ** 0.5", ([0.0],), [inf], order=1),
    Edge("`x ** 0` with a number: its gradient is 0", "x ** 0", ([0.0, 2.0],), [0.0, 0.0], order=1),
    Edge("`x ** 2` with a number: the second derivative at 0 is 2", "x ** 2", ([0.0],), [2.0], jax=None, order=2),
    Edge("A negative base", "x ** y", ([-2.0, -2.0], [3.0, 0.5]), [-8.0, nan]),
    Edge("A negative base: no gradient by the exponent", "x ** y", ([-2.0], [3.0]), ([12.0], [nan]), order=1),
    Edge("`1 ** nan` and `nan ** 0` are 1", "x ** y", ([1.0, nan], [nan, 0.0]), [1.0, 1.0]),
    Edge(
        "Integers to a negative power are an error, as in NumPy",
        "x ** y",
        ([2], [-1]),
        "ValueError",
        of_torch=[0],
        jax=None,
    ),
)
