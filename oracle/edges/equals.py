"""Elements that are equal: who is first, and who gets the gradient."""

from __future__ import annotations

from oracle.edge import Edge

EDGES: tuple[Edge, ...] = (
    Edge(
        "`maximum` of two equals: each gets half of the gradient",
        "tg.maximum(x, y)",
        ([1.0], [1.0]),
        ([0.5], [0.5]),
        order=1,
    ),
    Edge(
        "`minimum` of two equals: each gets half of the gradient",
        "tg.minimum(x, y)",
        ([1.0], [1.0]),
        ([0.5], [0.5]),
        order=1,
    ),
    Edge("`max`: equals share the gradient", "tg.max(x)", ([2.0, 2.0, 1.0],), [0.5, 0.5, 0.0], order=1),
    Edge(
        "`max` along an axis: equals share the gradient",
        "tg.max(x, axis=0)",
        ([2.0, 2.0, 1.0],),
        [0.5, 0.5, 0.0],
        torch="torch.amax(x, 0)",
        order=1,
    ),
    Edge("`min`: equals share the gradient", "tg.min(x)", ([1.0, 1.0, 2.0],), [0.5, 0.5, 0.0], order=1),
    Edge(
        "`min` along an axis: equals share the gradient",
        "tg.min(x, axis=0)",
        ([1.0, 1.0, 2.0],),
        [0.5, 0.5, 0.0],
        torch="torch.amin(x, 0)",
        order=1,
    ),
    Edge(
        "`clip` at a bound: `x` has the whole gradient",
        "tg.clip(x, 0.0, 1.0)",
        ([0.0, 1.0],),
        [1.0, 1.0],
        of_jax=[0.5, 0.5],
        order=1,
    ),
    Edge(
        "`clip` outside: the bound has the gradient",
        "tg.clip(x, y, z)",
        ([-1.0, 2.0], [0.0, 0.0], [1.0, 1.0]),
        ([0.0, 0.0], [1.0, 0.0], [0.0, 1.0]),
        order=1,
    ),
    Edge(
        "`clip` with bounds that cross: the upper one counts",
        "tg.clip(x, 2.0, 1.0)",
        ([0.0, 1.5, 3.0],),
        [1.0, 1.0, 1.0],
    ),
    Edge("`argmax`: the first of equals", "tg.argmax(x)", ([1.0, 1.0, 1.0],), 0),
    Edge("`argmin`: the first of equals", "tg.argmin(x)", ([1.0, 1.0, 1.0],), 0),
    Edge(
        "`argsort`: equals keep their order",
        "tg.argsort(x)",
        ([1.0, 0.0, 1.0, 0.0],),
        [1, 3, 0, 2],
        torch="torch.argsort(x, stable=True)",
    ),
    Edge(
        "`argsort`, descending: equals keep their order",
        "tg.argsort(x, descending=True)",
        ([1.0, 0.0, 1.0, 0.0],),
        [0, 2, 1, 3],
        torch="torch.argsort(x, descending=True, stable=True)",
    ),
    Edge(
        "`topk`: the first of equals first",
        "tg.topk(x, 2)",
        ([1.0, 1.0, 1.0],),
        ([1.0, 1.0], [0, 1]),
        torch="tuple(torch.topk(x, 2))",
        jax="jax.lax.top_k(x, 2)",
    ),
    Edge("`searchsorted`: before equals", "tg.searchsorted(x, y)", ([1.0, 2.0, 2.0, 3.0], [2.0]), [1]),
    Edge(
        "`searchsorted`, right: behind equals",
        "tg.searchsorted(x, y, side='right')",
        ([1.0, 2.0, 2.0, 3.0], [2.0]),
        [3],
    ),
    Edge(
        "`norm` with `ord=inf`: equals share the gradient",
        "tg.norm(x, ord=np.inf)",
        ([1.0, -1.0],),
        [0.5, -0.5],
        torch="torch.linalg.vector_norm(x, np.inf)",
        jax="jnp.linalg.norm(x, np.inf)",
        order=1,
    ),
)
