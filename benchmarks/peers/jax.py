"""JAX: a step jitted as a whole, with the loss read after each, and a whole epoch as one `lax.scan`.

It is imported by name when it is asked, and all that is its has the type Any: nobody else needs it.
"""

from __future__ import annotations

from functools import partial
from importlib import import_module
from typing import TYPE_CHECKING, Any

import numpy as np

from benchmarks.peer import Peer, Unavailable, Work, bare, over, pairs, repeated
from benchmarks.problem import BETA1, BETA2, EPS, RATE

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from benchmarks.problem import Function, NDArray, Operation, Training, Update

LONGEST = 1_000
"""How many operations it is asked to compile: they are unrolled, and the time for it grows faster than they do."""


def _jax() -> Any:
    jax: Any = import_module("jax")
    jax.config.update("jax_enable_x64", True)  # the arrays are explicit about their dtypes; so float64 stays float64
    jax.config.update("jax_cpu_enable_async_dispatch", False)  # a small step is done before another thread has it
    return jax


def _arrays(arrays: Iterable[NDArray]) -> list[Any]:
    jax = _jax()
    return [jax.numpy.asarray(array) for array in arrays]


# --------------------------------------------------------------------------------------------------- steps of training
def _state(parameters: list[Any]) -> tuple[Any, ...]:
    """Parameters, both means, and how many steps there were."""
    jnp = _jax().numpy
    return parameters, [jnp.zeros_like(p) for p in parameters], [jnp.zeros_like(p) for p in parameters], jnp.zeros(())


def _adam(state: Any, gradients: Any) -> tuple[Any, ...]:
    jnp = _jax().numpy
    parameters, first, second, count = state
    dtype = parameters[0].dtype
    count = count + 1.0
    rate = (RATE / (1.0 - BETA1**count)).astype(dtype)
    root = jnp.sqrt(1.0 - BETA2**count).astype(dtype)
    first = [m * BETA1 + g * (1.0 - BETA1) for m, g in zip(first, gradients, strict=True)]
    second = [v * BETA2 + g * g * (1.0 - BETA2) for v, g in zip(second, gradients, strict=True)]
    zipped = zip(parameters, first, second, strict=True)
    return [p - rate * m / (jnp.sqrt(v) / root + EPS) for p, m, v in zipped], first, second, count


def _initial(problem: Training) -> tuple[Any, ...]:
    weights = _arrays(problem.weights)
    return _state(pairs(weights, [_jax().numpy.zeros(weight.shape[1], weight.dtype) for weight in weights]))


def _step(state: Any, x: Any, targets: Any) -> tuple[Any, Any]:
    jax = _jax()

    def loss_of(parameters: Any) -> Any:
        a = x
        for i in range(0, len(parameters), 2):
            a = a @ parameters[i] + parameters[i + 1]
            if i + 2 < len(parameters):
                a = jax.nn.sigmoid(a)
        return -(jax.nn.log_softmax(a, 1) * targets).sum() / x.shape[0]

    loss, gradients = jax.value_and_grad(loss_of)(state[0])
    return _adam(state, gradients), loss


def _training(problem: Training) -> Work:
    step = _jax().jit(_step, donate_argnums=0)
    state = [_initial(problem)]

    def run(x: Any, targets: Any) -> float:
        state[0], loss = step(state[0], x, targets)
        value: float = loss.item()
        return value

    inputs, targets = zip(*problem.batches, strict=True)
    return Work(over(list(zip(_arrays(inputs), _arrays(targets), strict=True)), run))


def _scanned(problem: Training) -> Work:
    jax = _jax()
    state = [_initial(problem)]

    def step(state: Any, batch: Any) -> Any:
        return _step(state, *batch)

    def epoch(state: Any, inputs: Any, targets: Any) -> Any:
        return jax.lax.scan(step, state, (inputs, targets))

    compiled = jax.jit(epoch, donate_argnums=0)
    inputs, targets = (jax.numpy.stack(_arrays(arrays)) for arrays in zip(*problem.batches, strict=True))
    steps = len(problem.batches)

    def run(times: int) -> Sequence[float]:
        losses: list[float] = []
        for _ in range(times // steps):
            state[0], found = compiled(state[0], inputs, targets)
            losses += found.tolist()
        return losses

    return Work(run, least=steps)


def _update(problem: Update) -> Work:
    step = _jax().jit(_adam, donate_argnums=0)
    state = [_state(_arrays(problem.parameters))]
    gradients = _arrays(problem.gradients)

    def update() -> None:
        state[0] = step(state[0], gradients)
        state[0][3].block_until_ready()

    return Work(bare(update), lambda: [np.asarray(parameter) for parameter in state[0][0]])


# ----------------------------------------------------------------------------------------------------------- functions
def _differentiated(problem: Function, value: Callable[[Any, Any], Any]) -> Work:
    jax = _jax()
    x, weights = _arrays((problem.x, problem.weights))
    both = jax.jit(jax.value_and_grad(value))
    gradients: list[Any] = []

    def step() -> float:
        loss, gradient = both(x, weights)
        gradients[:] = [gradient]
        number: float = loss.item()
        return number

    return Work(repeated(step), lambda: [np.asarray(gradient) for gradient in gradients])


def _pointwise(problem: Function) -> Work:
    jnp = _jax().numpy

    def value(x: Any, weights: Any) -> Any:
        a = x * x
        return (jnp.tanh(x * jnp.exp(-a)) / (a + 1.0) * weights).sum()

    return _differentiated(problem, value)


def _rows(problem: Function) -> Work:
    jnp = _jax().numpy

    def value(x: Any, weights: Any) -> Any:
        centred = x - x.mean(1, keepdims=True)
        y = centred / jnp.sqrt((centred * centred).mean(1, keepdims=True) + 1e-5)
        return y.max(1).sum() + (y * y * weights).sum()

    return _differentiated(problem, value)


def _chain(problem: Function) -> Work:
    jnp = _jax().numpy
    if problem.links > LONGEST:
        raise Unavailable(f"more than {LONGEST:,} operations take too long to compile")

    def value(x: Any, weights: Any) -> Any:
        y = x
        for _ in range(problem.links // 2):
            y = jnp.tanh(y) + x
        return (y * weights).sum()

    return _differentiated(problem, value)


# ---------------------------------------------------------------------------------------------------- single operations
def _operation(problem: Operation) -> Work:
    jnp = _jax().numpy
    x, y = _arrays((problem.x, problem.y))
    calls: Mapping[str, Callable[[], Any]] = {
        "x + y": lambda: x + y,
        "exp(x)": partial(jnp.exp, x),
        "sum(x)": x.sum,
        "x @ y": lambda: x @ y,
    }
    call = calls[problem.name]
    return Work(bare(lambda: call().block_until_ready()), lambda: (np.asarray(call()),))


PEERS = (
    Peer(
        "jax.jit",
        "jax",
        ("jax.numpy",),
        training=_training,
        pointwise=_pointwise,
        rows=_rows,
        chain=_chain,
        update=_update,
    ),
    Peer("jax.lax.scan over an epoch", "jax", ("jax.numpy",), training=_scanned),
    Peer("JAX, eager", "jax", ("jax.numpy",), operation=_operation),
)
