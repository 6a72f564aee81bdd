"""Numbers too large for their dtype."""

from __future__ import annotations

from math import inf, nan

from oracle.edge import Edge

EDGES: tuple[Edge, ...] = (
    Edge("`exp` overflows to infinity, and to 0", "tg.exp(x)", ([1000.0, -1000.0],), [inf, 0.0]),
    Edge("`exp` in float32", "tg.exp(x)", ([89.0, -104.0],), [inf, 0.0], dtype="float32"),
    Edge(
        "`sigmoid` does not overflow",
        "tg.sigmoid(x)",
        ([-1000.0, 1000.0],),
        [0.0, 1.0],
        jax="jax.nn.sigmoid(x)",
    ),
    Edge(
        "`softplus` does not overflow",
        "tg.softplus(x)",
        ([-1000.0, 1000.0],),
        [0.0, 1000.0],
        torch="torch.nn.functional.softplus(x)",
        jax="jax.nn.softplus(x)",
    ),
    Edge(
        "`log_sigmoid` does not overflow",
        "tg.log_sigmoid(x)",
        ([-1000.0, 1000.0],),
        [-1000.0, 0.0],
        torch="torch.nn.functional.logsigmoid(x)",
        jax="jax.nn.log_sigmoid(x)",
    ),
    Edge("`hypot` does not overflow", "tg.hypot(x, y)", ([3e300], [4e300]), [5e300]),
    Edge("`tanh` of large numbers", "tg.tanh(x)", ([1000.0, -1000.0],), [1.0, -1.0]),
    Edge("Integers wrap", "x + y", ([2147483647], [1]), [-2147483648], dtype="int32"),
    Edge(
        "`sum` keeps the dtype, and wraps",
        "tg.sum(x)",
        ([2147483647, 2],),
        -2147483647,
        of_torch=2147483649,
        of_jax=2147483649,
        dtype="int32",
    ),
    Edge(
        "`prod` keeps the dtype, and wraps",
        "tg.prod(x)",
        ([2147483647, 2],),
        -2,
        of_torch=4294967294,
        of_jax=4294967294,
        dtype="int32",
    ),
    Edge(
        "`cumsum` keeps the dtype, and wraps",
        "tg.cumsum(x)",
        ([2147483647, 1],),
        [2147483647, -2147483648],
        of_torch=[2147483647, 2147483648],
        torch="torch.cumsum(x, 0)",
        dtype="int32",
    ),
    Edge("`abs` of the least integer is itself", "tg.abs(x)", ([-2147483648],), [-2147483648], dtype="int32"),
    Edge("`square` of an integer wraps", "tg.square(x)", ([65536],), [0], dtype="int32"),
    Edge(
        "A shift by as many bits as there are, or more, gives 0",
        "tg.bitwise_left_shift(x, y)",
        ([1, 1], [32, 40]),
        [0, 0],
        jax="jnp.left_shift(x, y)",
        dtype="int32",
    ),
    Edge(
        "A shift to the right by as many bits as there are keeps the sign",
        "tg.bitwise_right_shift(x, y)",
        ([8, -8], [32, 32]),
        [0, -1],
        jax="jnp.right_shift(x, y)",
        dtype="int32",
    ),
    Edge(
        "A float becomes an integer towards 0", "x.astype(tg.int64)", ([1.7, -1.7],), [1, -1], torch="x.to(torch.int64)"
    ),
    Edge(
        "A float that is not 0 becomes True, NaN too",
        "x.astype(tg.bool_)",
        ([0.0, 0.5, nan],),
        [False, True, True],
        torch="x.to(torch.bool)",
        jax="x.astype(bool)",
    ),
    Edge(
        "float64 beyond the range of float32 becomes infinite",
        "x.astype(tg.float32)",
        ([1e300],),
        [inf],
        torch="x.to(torch.float32)",
    ),
)
