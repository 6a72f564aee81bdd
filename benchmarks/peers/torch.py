"""PyTorch: eager with its default Adam and with the fused one, and a whole step compiled.

It is imported by name when it is asked, and all that is its has the type Any: nobody else needs it.
"""

from __future__ import annotations

from functools import partial
from importlib import import_module
from typing import TYPE_CHECKING, Any

from benchmarks.peer import Peer, Work, bare, over, pairs, repeated
from benchmarks.problem import BETA1, BETA2, EPS, RATE

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from benchmarks.problem import Function, NDArray, Operation, Training, Update


def _torch() -> Any:
    torch: Any = import_module("torch")
    torch.set_num_threads(1)
    return torch


def _tensors(arrays: Iterable[NDArray]) -> list[Any]:
    torch = _torch()
    return [torch.from_numpy(array.copy()) for array in arrays]


def _batches(problem: Training) -> list[tuple[Any, Any]]:
    inputs, targets = zip(*problem.batches, strict=True)
    return list(zip(_tensors(inputs), _tensors(targets), strict=True))


# --------------------------------------------------------------------------------------------------- steps of training
def _adam(parameters: Iterable[Any], settings: Mapping[str, bool]) -> Any:
    return _torch().optim.Adam(parameters, lr=RATE, betas=(BETA1, BETA2), eps=EPS, **settings)


def _training(problem: Training, **settings: bool) -> Work:
    torch = _torch()
    layers: list[Any] = []
    for weight in _tensors(problem.weights):
        linear = torch.nn.Linear(*weight.shape, dtype=weight.dtype)
        with torch.no_grad():
            linear.weight.copy_(weight.T)
            linear.bias.zero_()
        layers += [linear, torch.nn.Sigmoid()]
    network = torch.nn.Sequential(*layers[:-1])
    optimizer = _adam(network.parameters(), settings)
    cross_entropy = torch.nn.functional.cross_entropy

    def step(x: Any, targets: Any) -> float:
        optimizer.zero_grad()
        loss = cross_entropy(network(x), targets)
        loss.backward()
        optimizer.step()
        value: float = loss.item()
        return value

    return Work(over(_batches(problem), step))


def _compiled(problem: Training) -> Work:
    """The whole step as one function of tensors, all updated in place: the fastest of the ways that were tried."""
    torch = _torch()
    dynamo: Any = import_module("torch._dynamo")
    dynamo.reset()  # it compiles one function a few times only
    weights = _tensors(problem.weights)
    biases = [torch.zeros(weight.shape[1], dtype=weight.dtype) for weight in weights]
    parameters = pairs(weights, biases)
    first, second = ([torch.zeros_like(p) for p in parameters] for _ in range(2))
    dtype = weights[0].dtype

    def loss_of(parameters: Any, x: Any, targets: Any) -> Any:
        for i in range(0, len(parameters), 2):
            x = x @ parameters[i] + parameters[i + 1]
            if i + 2 < len(parameters):
                x = torch.sigmoid(x)
        return -(torch.log_softmax(x, 1) * targets).sum() / x.shape[0]

    differentiated = torch.func.grad_and_value(loss_of)

    def update(parameters: Any, first: Any, second: Any, count: Any, x: Any, targets: Any) -> Any:
        gradients, loss = differentiated(parameters, x, targets)
        count = count + 1.0
        rate = (RATE / (1.0 - BETA1**count)).to(dtype)
        root = torch.sqrt(1.0 - BETA2**count).to(dtype)
        for p, m, v, g in zip(parameters, first, second, gradients, strict=True):
            m.mul_(BETA1).add_(g * (1.0 - BETA1))
            v.mul_(BETA2).add_(g * g * (1.0 - BETA2))
            p.sub_(rate * m / (v.sqrt() / root + EPS))
        return count, loss

    compiled = torch.compile(update, dynamic=False, fullgraph=True, options={"cpp_wrapper": True})
    counts = [torch.zeros((), dtype=torch.float64)]

    def step(x: Any, targets: Any) -> float:
        with torch.no_grad():
            counts[0], loss = compiled(parameters, first, second, counts[0], x, targets)
        value: float = loss.item()
        return value

    return Work(over(_batches(problem), step))


def _update(problem: Update, **settings: bool) -> Work:
    parameters = [tensor.requires_grad_() for tensor in _tensors(problem.parameters)]
    optimizer = _adam(parameters, settings)
    for parameter, gradient in zip(parameters, _tensors(problem.gradients), strict=True):
        parameter.grad = gradient
    return Work(bare(optimizer.step), lambda: [parameter.detach().numpy() for parameter in parameters])


# ----------------------------------------------------------------------------------------------------------- functions
def _differentiated(problem: Function, value: Callable[[Any, Any], Any]) -> Work:
    x, weights = _tensors((problem.x, problem.weights))
    x.requires_grad_()

    def step() -> float:
        x.grad = None
        loss = value(x, weights)
        loss.backward()
        number: float = loss.item()
        return number

    return Work(repeated(step), lambda: (x.grad.numpy(),))


def _pointwise(problem: Function) -> Work:
    torch = _torch()

    def value(x: Any, weights: Any) -> Any:
        a = x * x
        return (torch.tanh(x * torch.exp(-a)) / (a + 1.0) * weights).sum()

    return _differentiated(problem, value)


def _rows(problem: Function) -> Work:
    torch = _torch()

    def value(x: Any, weights: Any) -> Any:
        centred = x - x.mean(1, keepdim=True)
        y = centred / torch.sqrt((centred * centred).mean(1, keepdim=True) + 1e-5)
        return y.amax(1).sum() + (y * y * weights).sum()

    return _differentiated(problem, value)


def _chain(problem: Function) -> Work:
    torch = _torch()

    def value(x: Any, weights: Any) -> Any:
        y = x
        for _ in range(problem.links // 2):
            y = torch.tanh(y) + x
        return (y * weights).sum()

    return _differentiated(problem, value)


# ---------------------------------------------------------------------------------------------------- single operations
def _operation(problem: Operation) -> Work:
    torch = _torch()
    x, y = (tensor.requires_grad_() for tensor in _tensors((problem.x, problem.y)))
    calls: Mapping[str, Callable[[], Any]] = {
        "x + y": lambda: x + y,
        "exp(x)": partial(torch.exp, x),
        "sum(x)": x.sum,
        "x @ y": lambda: x @ y,
    }
    call = calls[problem.name]
    return Work(bare(call), lambda: (call().detach().numpy(),))


def _unrecorded(problem: Operation) -> Work:
    torch, work = _torch(), _operation(problem)

    def run(times: int) -> Sequence[float]:
        with torch.no_grad():
            return work.run(times)

    return work._replace(run=run)


PEERS = (
    Peer(
        "PyTorch",
        "torch",
        training=_training,
        pointwise=_pointwise,
        rows=_rows,
        chain=_chain,
        update=_update,
        operation=_operation,
    ),
    Peer(
        "PyTorch, fused Adam",
        "torch",
        training=partial(_training, fused=True),
        update=partial(_update, fused=True),
    ),
    Peer("PyTorch, no_grad", "torch", operation=_unrecorded),
    Peer("torch.compile", "torch", ("torch._dynamo", "torch._inductor.compile_fx"), training=_compiled),
)
