"""What a trainer holds its batches, and what its own methods return, to."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, cast

from typedgrad.errors import DTypeError, ShapeError, described
from typedgrad.optim.settings import number
from typedgrad.tensor.base import TensorBase, is_tensor

if TYPE_CHECKING:
    from collections.abc import Sequence

    from typedgrad.dtypes import Float
    from typedgrad.tensor.tensor import Tensor


def check_batches(operation: str, batches: object, *, sized: bool) -> None:
    """Refuse what cannot be iterated, or, where there are to be more epochs than one, has no length.

    Raises:
        DTypeError: it is none, or a tensor, which would be taken apart.
    """
    given: Any = batches  # of whatever type
    wanted = ("__iter__", "__len__") if sized else ("__iter__",)
    if isinstance(given, (TensorBase, str, Mapping)) or not all(hasattr(batches, name) for name in wanted):
        length = " with a length (len)" if sized else ""
        raise DTypeError(f"{operation}: {described(batches)} is not batches: pairs of inputs and targets{length}")


def pair(during: str, position: int, batch: object) -> tuple[Any, Any]:
    """A batch, as inputs and targets.

    Raises:
        DTypeError: it is something else, such as one tensor, which would be taken apart.
    """
    given: Any = batch  # of whatever type
    if not isinstance(given, (tuple, list)) or len(cast("Sequence[object]", given)) != 2:  # of unknown elements
        raise DTypeError(f"{during}: batch {position} is {described(batch)}, not a pair of inputs and targets")
    first, second = cast("Sequence[object]", given)
    return first, second


def loss_of(during: str, position: int, loss: object) -> float:
    """The value of a loss.

    Raises:
        DTypeError: it is no tensor.
        ShapeError: it is no scalar.
    """
    if not is_tensor(loss):
        raise DTypeError(f"{during}: the loss of batch {position} is {described(loss)}, not a tensor")
    if loss._data.shape:
        raise ShapeError(f"{during}: the loss of batch {position} has shape {loss._data.shape}, not ()")
    value: float = cast("Tensor[Float, tuple[()]]", loss).item()  # as the trainer's own loss says
    return value


def score_of(during: str, position: int, score: object) -> float:
    """A score.

    Raises:
        DTypeError: it is no number.
    """
    return score if type(score) is float else number(f"{during}: the score of batch {position}", score)


def means_of(during: str, metrics: Sequence[Mapping[str, float]]) -> dict[str, float]:
    """The mean over the batches of each metric.

    Raises:
        DTypeError: what was given of a batch is no mapping, or not one to numbers.
        ValueError: the names of a batch are not those of the first.
    """
    for position, of_batch in enumerate(metrics, 1):
        if not isinstance(of_batch, Mapping):
            raise DTypeError(f"{during}: the metrics of batch {position} are {described(of_batch)}, no numbers by name")
        if of_batch.keys() != metrics[0].keys():
            first = list(metrics[0])
            raise ValueError(f"{during}: the metrics of batch {position} are {list(of_batch)}, of batch 1 {first}")
    try:
        return {name: float(sum(of_batch[name] for of_batch in metrics) / len(metrics)) for name in metrics[0]}
    except TypeError:  # what says which one it is takes twice as long
        return {
            name: sum(
                number(f"{during}: the metric {name!r} of batch {position}", of_batch[name])
                for position, of_batch in enumerate(metrics, 1)
            )
            / len(metrics)
            for name in metrics[0]
        }
