"""NaN and infinity, and what where() keeps out."""

from __future__ import annotations

from math import inf, nan

from oracle.edge import Edge

EDGES: tuple[Edge, ...] = (
    Edge(
        "`where`: NaN and infinity in the branch not taken leave the gradient alone",
        "tg.where(tg.isfinite(y), y, x)",
        ([1.0, 2.0], [nan, 3.0]),
        ([1.0, 0.0], [0.0, 1.0]),
        order=1,
    ),
    Edge(
        "`where` does not keep out an infinite gradient before it, of which 0 times is NaN",
        "tg.where(x > 0, tg.sqrt(x), 0.0 * x)",
        ([0.0],),
        [nan],
        order=1,
    ),
    Edge("`max` of NaN is NaN", "tg.max(x)", ([1.0, nan, 2.0],), nan),
    Edge("`min` of NaN is NaN", "tg.min(x)", ([1.0, nan, 2.0],), nan),
    Edge(
        "`max` beside NaN: nothing attains it, and the gradient is 0",
        "tg.max(x)",
        ([1.0, nan],),
        [0.0, 0.0],
        of_torch=[0.0, 1.0],
        of_jax=[nan, nan],
        order=1,
    ),
    Edge("`maximum` of NaN is NaN", "tg.maximum(x, y)", ([1.0, nan], [nan, 1.0]), [nan, nan]),
    Edge("`minimum` of NaN is NaN", "tg.minimum(x, y)", ([1.0, nan], [nan, 1.0]), [nan, nan]),
    Edge(
        "`maximum` beside NaN: its gradient is 0",
        "tg.maximum(x, y)",
        ([1.0], [nan]),
        ([0.0], [0.0]),
        of_torch=([1.0], [1.0]),
        order=1,
    ),
    Edge("`argmax`: the first NaN", "tg.argmax(x)", ([1.0, nan, 3.0, nan],), 1),
    Edge("`argmin`: the first NaN", "tg.argmin(x)", ([1.0, nan, 3.0, nan],), 1),
    Edge("`sort`: NaN last", "tg.sort(x)", ([nan, 1.0, -1.0],), [-1.0, 1.0, nan], torch="torch.sort(x).values"),
    Edge(
        "`sort`, descending: NaN first",
        "tg.sort(x, descending=True)",
        ([1.0, nan, -1.0],),
        [nan, 1.0, -1.0],
        torch="torch.sort(x, descending=True).values",
    ),
    Edge(
        "`topk`: NaN is the largest",
        "tg.topk(x, 2)",
        ([1.0, nan, 3.0],),
        ([nan, 3.0], [1, 2]),
        torch="tuple(torch.topk(x, 2))",
        jax="jax.lax.top_k(x, 2)",
    ),
    Edge("`searchsorted`: NaN is the largest", "tg.searchsorted(x, y)", ([1.0, 2.0, inf], [nan]), [3]),
    Edge(
        "`unique`: each NaN is one of its own", "tg.unique(x)", ([nan, 1.0, nan],), [1.0, nan, nan], of_jax=[1.0, nan]
    ),
    Edge("`clip` of NaN is NaN", "tg.clip(x, 0.0, 1.0)", ([nan],), [nan]),
    Edge("`relu` of NaN is NaN", "tg.relu(x)", ([nan],), [nan], jax="jax.nn.relu(x)"),
    Edge(
        "`relu` of NaN: its gradient is 0", "tg.relu(x)", ([nan],), [0.0], of_torch=[1.0], jax="jax.nn.relu(x)", order=1
    ),
    Edge("`sign` of NaN is NaN", "tg.sign(x)", ([nan],), [nan], of_torch=[0.0]),
    Edge("`abs` of NaN: its gradient is NaN", "tg.abs(x)", ([nan],), [nan], of_torch=[0.0], of_jax=[-1.0], order=1),
    Edge("NaN equals nothing", "(x == x, x != x, x < x)", ([nan],), ([False], [True], [False])),
    Edge("`count_nonzero` counts NaN", "tg.count_nonzero(x)", ([nan, 0.0],), 1),
    Edge(
        "`sum` of NaN, `mean` of opposite infinities", "(tg.sum(x), tg.mean(y))", ([1.0, nan], [inf, -inf]), (nan, nan)
    ),
    Edge("`hypot` of an infinity is infinite, beside NaN too", "tg.hypot(x, y)", ([inf], [nan]), [inf]),
    Edge("`any` of what is NaN", "tg.any(tg.isnan(x))", ([nan],), True),
)
