"""What does not go together."""

from __future__ import annotations

from oracle.edge import Edge

EDGES: tuple[Edge, ...] = (
    Edge("Two dtypes do not mix", "x + y", ([1.0], [1]), "DTypeError", of_torch=[2.0], of_jax=[2.0]),
    Edge(
        "float32 and float64 do not mix",
        "x + x.astype(tg.float32)",
        ([1.0],),
        "DTypeError",
        of_torch=[2.0],
        of_jax=[2.0],
        torch="x + x.to(torch.float32)",
    ),
    Edge("An integer tensor takes no float", "x + 0.5", ([1],), "DTypeError", of_torch=[1.5], of_jax=[1.5]),
    Edge("Integers do not divide by `/`", "x / y", ([1], [2]), "DTypeError", of_torch=[0.5], of_jax=[0.5]),
    Edge("Integers have no `mean`", "tg.mean(x)", ([1, 2],), "DTypeError", of_torch="RuntimeError", of_jax=1.5),
    Edge("Integers have no `exp`", "tg.exp(x)", ([0],), "DTypeError", of_torch=[1.0], of_jax=[1.0]),
    Edge("Booleans do not add", "x + y", ([True], [True]), "DTypeError", of_torch=[True], of_jax=[True]),
    Edge("Booleans have no `sum`", "tg.sum(x)", ([True, True],), "DTypeError", of_torch=2, of_jax=2),
    Edge(
        "`maximum` broadcasts: the gradient is summed",
        "tg.maximum(x, y)",
        ([1.0, 2.0], 0.5),
        ([1.0, 1.0], 0.0),
        order=1,
    ),
    Edge(
        "`nn.mse` does not broadcast",
        "nn.mse(x, y)",
        ([[1.0], [2.0]], [1.0, 2.0]),
        "ShapeError",
        of_torch=0.5,
        torch="torch.nn.functional.mse_loss(x, y)",
        jax=None,
    ),
    Edge(
        "Shapes that do not broadcast are an error",
        "x + y",
        ([1.0, 2.0], [1.0, 2.0, 3.0]),
        "ShapeError",
        of_torch="RuntimeError",
        of_jax="TypeError",
    ),
)
