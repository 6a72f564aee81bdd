"""Quotients and remainders of integers, and rounding."""

from __future__ import annotations

from math import inf, nan

from oracle.edge import Edge

EDGES: tuple[Edge, ...] = (
    Edge(
        "An integer divided by 0 is 0, as in NumPy",
        "x // y",
        ([1, -1, 0], [0, 0, 0]),
        [0, 0, 0],
        of_torch="RuntimeError",
        of_jax=[-2, -2, -1],
    ),
    Edge(
        "The remainder of an integer divided by 0 is 0",
        "x % y",
        ([1, -1, 0], [0, 0, 0]),
        [0, 0, 0],
        of_torch="RuntimeError",
    ),
    Edge("Quotients are rounded down", "x // y", ([7, -7, 7, -7], [2, 2, -2, -2]), [3, -4, -4, 3]),
    Edge("A remainder has the sign of the divisor", "x % y", ([7, -7, 7, -7], [3, 3, -3, -3]), [1, 2, -2, -1]),
    Edge(
        "A remainder of floats has the sign of the divisor",
        "x % y",
        ([5.5, -5.5, 5.5, -5.5], [2.0, 2.0, -2.0, -2.0]),
        [1.5, 0.5, -0.5, -1.5],
    ),
    Edge("Quotients of floats by 0", "x // y", ([1.0, -1.0, 0.0], [0.0, 0.0, 0.0]), [inf, -inf, nan]),
    Edge("Remainders of floats by 0, and by infinity", "x % y", ([1.0, 1.0, -1.0], [0.0, inf, inf]), [nan, 1.0, inf]),
    Edge("A remainder's gradients: 1 and the quotient", "x % y", ([7.0], [-2.0]), ([1.0], [4.0]), order=1),
    Edge(
        "`round` takes halves to the even number",
        "tg.round(x)",
        ([0.5, 1.5, 2.5, -0.5, -1.5],),
        [0.0, 2.0, 2.0, 0.0, -2.0],
    ),
    Edge(
        "`floor`, `ceil`, `trunc` of negative numbers",
        "(tg.floor(x), tg.ceil(x), tg.trunc(x))",
        ([-1.5],),
        ([-2.0], [-1.0], [-1.0]),
    ),
    Edge(
        "The least integer divided by -1 wraps",
        "x // y",
        ([-2147483648], [-1]),
        [-2147483648],
        torch=None,
        dtype="int32",
    ),
)
