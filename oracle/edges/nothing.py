"""Operations on no elements."""

from __future__ import annotations

from math import inf, nan

from oracle.edge import Edge

EDGES: tuple[Edge, ...] = (
    Edge("`sum` of nothing is 0", "tg.sum(x)", ([],), 0.0),
    Edge("`prod` of nothing is 1", "tg.prod(x)", ([],), 1.0),
    Edge("`mean` of nothing is NaN", "tg.mean(x)", ([],), nan),
    Edge(
        "`max` of nothing is an error", "tg.max(x)", ([],), "ShapeError", of_torch="RuntimeError", of_jax="ValueError"
    ),
    Edge(
        "`min` of nothing is an error", "tg.min(x)", ([],), "ShapeError", of_torch="RuntimeError", of_jax="ValueError"
    ),
    Edge(
        "`argmax` of nothing is an error",
        "tg.argmax(x)",
        ([],),
        "ShapeError",
        of_torch="IndexError",
        of_jax="ValueError",
    ),
    Edge(
        "`argmin` of nothing is an error",
        "tg.argmin(x)",
        ([],),
        "ShapeError",
        of_torch="IndexError",
        of_jax="ValueError",
    ),
    Edge(
        "`logsumexp` of nothing is -inf",
        "tg.logsumexp(x)",
        ([],),
        -inf,
        torch="torch.logsumexp(x, 0)",
        jax="jax.nn.logsumexp(x)",
    ),
    Edge(
        "`norm` of nothing is 0",
        "tg.norm(x)",
        ([],),
        0.0,
        torch="torch.linalg.vector_norm(x)",
        jax="jnp.linalg.norm(x)",
    ),
    Edge(
        "`norm` with `ord=inf` of nothing is an error",
        "tg.norm(x, ord=np.inf)",
        ([],),
        "ShapeError",
        of_torch="RuntimeError",
        of_jax=0.0,
        torch="torch.linalg.vector_norm(x, np.inf)",
        jax="jnp.linalg.norm(x, np.inf)",
    ),
    Edge(
        "`var` and `std` of nothing are NaN",
        "(tg.var(x), tg.std(x))",
        ([],),
        (nan, nan),
        torch="(torch.var(x, correction=0), torch.std(x, correction=0))",
    ),
    Edge("`var` of one element, of a sample: NaN", "tg.var(x, correction=1)", ([1.0],), nan, jax="jnp.var(x, ddof=1)"),
    Edge("`all` of nothing is True, `any` is False", "(tg.all(x > 0), tg.any(x > 0))", ([],), (True, False)),
    Edge(
        "`max` along an empty axis is an error",
        "tg.max(x, axis=1)",
        ([[], []],),
        "ShapeError",
        of_torch="IndexError",
        of_jax="ValueError",
        torch="torch.amax(x, 1)",
    ),
    Edge(
        "`max` along another axis of an empty tensor is empty",
        "tg.max(x, axis=0)",
        ([[], []],),
        [],
        torch="torch.amax(x, 0)",
    ),
    Edge("A product over no elements is 0", "x @ y", ([[], []], []), [0.0, 0.0]),
    Edge(
        "`det` of no rows is 1",
        "tg.det(tg.zeros((0, 0), tg.float64))",
        (),
        1.0,
        torch="torch.linalg.det(torch.zeros(0, 0, dtype=torch.float64))",
        jax="jnp.linalg.det(jnp.zeros((0, 0)))",
    ),
    Edge(
        "`cross_entropy` of no rows is NaN",
        "nn.cross_entropy(tg.zeros((0, 2)), tg.zeros((0,), tg.int64))",
        (),
        nan,
        torch="torch.nn.functional.cross_entropy(torch.zeros(0, 2), torch.zeros(0, dtype=torch.int64))",
        jax=None,
    ),
    Edge(
        "`sort`, `cumsum`, `flip` of nothing",
        "(tg.sort(x), tg.cumsum(x), tg.flip(x))",
        ([],),
        ([], [], []),
        torch="(torch.sort(x).values, torch.cumsum(x, 0), torch.flip(x, (0,)))",
    ),
)
