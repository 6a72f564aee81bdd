"""The training of an estimator's network: passes over the samples in batches, and when to stop."""

from __future__ import annotations

from dataclasses import dataclass
from math import inf, isfinite
from typing import TYPE_CHECKING, Any

import numpy as np

from typedgrad import Scalar, Tensor, as_tensor, backprop, compiled, int64, take
from typedgrad.optim import SGD, Adagrad, Adam, AdamW, AdamWGroup, RMSprop
from typedgrad.sklearn.network import Batch

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from typedgrad import Parameter
    from typedgrad.dtypes import Float
    from typedgrad.nn import Layer, Module
    from typedgrad.optim import Optimizer
    from typedgrad.shapes import FloatDT
    from typedgrad.sklearn.network import Features, Outputs, Samples
    from typedgrad.sklearn.objectives import Objective
    from typedgrad.sklearn.settings import OptimizerName, Settings

_AUTO = 200  # samples of a batch, as in scikit-learn
_FEW = 30  # steps, which are taken sooner than captured
_KINDS: dict[OptimizerName, type[Optimizer]] = {
    "adam": Adam,
    "adamw": AdamW,
    "sgd": SGD,
    "rmsprop": RMSprop,
    "adagrad": Adagrad,
}


def make_optimizer(module: Module, settings: Settings) -> Optimizer:
    """What updates the weights, by the names of `OptimizerName`."""
    parameters, rate, momentum = module.parameters(), settings.learning_rate, settings.momentum
    match settings.optimizer:
        case "adam":
            return Adam(parameters, lr=rate)
        case "adamw":  # whose decay is the penalty
            weights = _weights(module)
            biases = [parameter for parameter in parameters if not any(parameter is weight for weight in weights)]
            decayed = AdamWGroup(weights, weight_decay=settings.alpha)
            return AdamW([decayed, AdamWGroup(biases, weight_decay=0.0)], lr=rate)
        case "sgd":
            nesterov = settings.nesterovs_momentum and momentum > 0.0  # which has none to look ahead by
            return SGD(parameters, lr=rate, momentum=momentum, nesterov=nesterov)
        case "rmsprop":
            return RMSprop(parameters, lr=rate)
        case "adagrad":
            return Adagrad(parameters, lr=rate)


def adjust(optimizer: Optimizer, settings: Settings) -> bool:
    """Give an optimizer of `make_optimizer` these settings; False if it is of another kind than they name."""
    if type(optimizer) is not _KINDS[settings.optimizer]:
        return False
    optimizer.lr = settings.learning_rate
    if isinstance(optimizer, AdamW):
        optimizer.groups[0].weight_decay = settings.alpha
    elif isinstance(optimizer, SGD):
        optimizer.momentum = settings.momentum
        optimizer.nesterov = settings.nesterovs_momentum and settings.momentum > 0.0
    return True


def _weights(module: Module) -> list[Parameter[Float, Any]]:
    """The parameters that are penalised: all but the biases."""
    return [parameter for name, parameter in module.named_parameters() if name.endswith("weight")]


@dataclass(frozen=True, slots=True)
class Course:
    """What a training was like.

    Attributes:
        losses: of each pass.
        scores: of what was held out after each pass, if anything was.
        is_over: whether it stopped because nothing got better any more.
    """

    losses: list[float]
    scores: list[float]
    is_over: bool


def train(
    network: Layer[tuple[Features], tuple[Outputs], FloatDT],
    optimizer: Optimizer,
    objective: Objective[FloatDT],
    x: Tensor[FloatDT, tuple[Samples, Features]],
    evaluate: Callable[[], float] | None = None,
    *,
    settings: Settings,
    mean_weight: float,
    rng: np.random.Generator,
) -> Course:
    """Train until the loss, or the score, gets no better, and keep the weights of the best score.

    Args:
        network: what to train.
        optimizer: what updates its parameters.
        objective: the loss of a batch.
        x: the samples.
        evaluate: the score of what is held out, for early stopping.
        settings: of the estimator.
        mean_weight: of a sample.
        rng: shuffles.

    Raises:
        FloatingPointError: the loss, a score or a weight is NaN or infinite. The parameters are then those that
            led to it.
    """
    course = passes(network, optimizer, objective, x, settings=settings, mean_weight=mean_weight, rng=rng)
    stopping, best = Stopping(settings.tol, settings.patience), network.state_dict()
    losses: list[float] = []
    scores: list[float] = []
    is_over = False
    for loss in course:
        losses.append(loss)
        if not (isfinite(loss) and all(np.isfinite(parameter.numpy()).all() for parameter in network.parameters())):
            raise FloatingPointError(
                f"{settings.name}: after epoch {len(losses)}, of loss {loss}, it or the weights are not finite; scale "
                f"the features, or take a lower learning_rate_init than {settings.learning_rate}"
            )
        score = -loss
        if evaluate is not None:
            score = evaluate()
            if not isfinite(score):
                raise FloatingPointError(
                    f"{settings.name}: after epoch {len(losses)}, the validation score is {score}; scale the features"
                )
            scores.append(score)
            if score >= stopping.best:  # of equal ones the last, which is trained more
                best = network.state_dict()
        if settings.verbose:
            print(f"epoch {len(losses)}, loss {loss:.8f}" + (f", validation score {score:.6f}" if scores else ""))
        if is_over := stopping.is_over(score):
            break
    if scores:
        network.load_state_dict(best)
    return Course(losses, scores, is_over)


def passes(
    network: Layer[tuple[Features], tuple[Outputs], FloatDT],
    optimizer: Optimizer,
    objective: Objective[FloatDT],
    x: Tensor[FloatDT, tuple[Samples, Features]],
    *,
    settings: Settings,
    mean_weight: float,
    rng: np.random.Generator,
) -> Iterator[float]:
    """Pass over the samples once each time that the loss of a pass is asked for.

    The loss of a batch is that of the objective and, but for "adamw", the penalty of scikit-learn's networks:
    `alpha / 2` times the sum of the squared weights, by the weight of the batch.
    """
    weights = _weights(network)
    half = 0.0 if settings.optimizer == "adamw" else 0.5 * settings.alpha

    def step(batch: Tensor[int64, tuple[Batch]]) -> Scalar[FloatDT]:
        optimizer.zero_grad()
        loss = objective(network(take(x, batch, axis=0)), batch)
        if half:
            for weight in weights:
                loss = loss + (weight * weight).sum() * (half / (batch.shape[0] * mean_weight))
        backprop(loss)
        optimizer.step()
        return loss

    count = x.shape[0]
    size = min(_AUTO if settings.batch_size == "auto" else settings.batch_size, count)
    taken = step if settings.epochs * -(-count // size) < _FEW else compiled(step)
    order = np.arange(count)
    for _ in range(settings.epochs):
        if settings.shuffle and size < count:  # one batch is the same in any order
            order = rng.permutation(count)
        total = 0.0
        with np.errstate(over="ignore", invalid="ignore"):  # whoever gets the loss looks
            for start in range(0, count, size):
                indices = order[start : start + size]
                total += taken(as_tensor(indices, int64, (Batch(len(indices)),))).item() * len(indices)
        yield total / count


class Stopping:
    """Tells when a score has not got better by more than `tol` for more than `patience` passes.

    Attributes:
        best: the best score so far.

    >>> stopping = Stopping(tol=0.1, patience=1)
    >>> [stopping.is_over(score) for score in (0.5, 0.7, 0.75, 0.6)]
    [False, False, False, True]
    """

    best: float

    def __init__(self, tol: float, patience: int) -> None:
        self.best = -inf
        self._tol, self._patience = tol, patience
        self._misses = 0

    def is_over(self, score: float) -> bool:
        """Take the score of a pass into account."""
        self._misses = self._misses + 1 if score < self.best + self._tol else 0
        self.best = max(self.best, score)
        return self._misses > self._patience
