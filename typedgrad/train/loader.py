"""`DataLoader`: two tensors in batches, shuffled anew each epoch."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Generic, TypeVar, TypeVarTuple

import numpy as np

from typedgrad.dtypes import DType
from typedgrad.errors import DTypeError, ShapeError, described, not_a_tensor
from typedgrad.optim.settings import flag, whole_number
from typedgrad.tensor.base import TensorBase, wrap

if TYPE_CHECKING:
    from collections.abc import Iterator

    from typedgrad.rules.namespace import NDArray
    from typedgrad.shapes import D2, B, L, N
    from typedgrad.tensor.tensor import Tensor

L2 = TypeVarTuple("L2")  # the axes of the targets behind the first
TargetDT = TypeVar("TargetDT", bound=DType)
BatchInput = TypeVar("BatchInput", covariant=True)
BatchTarget = TypeVar("BatchTarget", covariant=True)


class DataLoader(Generic[BatchInput, BatchTarget]):
    """Inputs and targets in batches along their first axis; with a generator in a new order each time it is iterated.

    The name of the batches' axis is that of `batch_size`: `DataLoader(images, labels, Batch(64))` over images
    `(Train, Pixels)` and labels `(Train,)` gives pairs of `(Batch, Pixels)` and `(Batch,)`. A remainder of less than
    `batch_size // 2` samples joins the last one, a larger one is a batch of its own: 1,437 samples are 21 batches of
    64 and one of 93. So no step is taken on a few samples. No gradient flows through a batch.

    Args:
        inputs: `(N, *L)`, of any dtype.
        targets: `(N, *L2)`, of any dtype, as many.
        batch_size: how many there are in a batch.
        rng: shuffles, by one `permutation` an epoch; without one the samples stay in order.
        drop_last: leave a remainder out, so that all batches have the same size; with an `rng` it is another one each
            epoch.

    Raises:
        ShapeError: the tensors have no first axis, not the same one, or one of size 0.
        DTypeError: something is no tensor, no generator, no whole number, or no switch.
        ValueError: a batch size below 1, or so large that with `drop_last` there is no batch.

    >>> from typing import NewType
    >>> from typedgrad import float32, int64, zeros
    >>> Batch = NewType("Batch", int)
    >>> loader = DataLoader(zeros((9, 4)), zeros((9,), int64), Batch(4), rng=np.random.default_rng(0))
    >>> [(inputs.shape, targets.shape) for inputs, targets in loader]
    [((4, 4), (4,)), ((5, 4), (5,))]
    """

    def __init__(
        self: DataLoader[Tensor[D2, tuple[B, *L]], Tensor[TargetDT, tuple[B, *L2]]],
        inputs: Tensor[D2, tuple[N, *L]],
        targets: Tensor[TargetDT, tuple[N, *L2]],
        batch_size: B,
        *,
        rng: np.random.Generator | None = None,
        drop_last: bool = False,
    ) -> None:
        for value in (inputs, targets):
            if not isinstance(value, TensorBase):
                raise not_a_tensor("DataLoader", value)
        shapes: tuple[tuple[int, ...], ...] = (inputs._data.shape, targets._data.shape)
        if not all(shapes) or shapes[0][0] != shapes[1][0] or not shapes[0][0]:
            raise ShapeError(f"DataLoader: inputs {shapes[0]} and targets {shapes[1]} are not samples of one number")
        if rng is not None and not isinstance(rng, np.random.Generator):
            raise DTypeError(f"DataLoader: rng is {described(rng)}, not a generator")
        self._inputs: NDArray = inputs.detach()._data  # an update would change a parameter's
        self._targets: NDArray = targets.detach()._data
        self._rng = rng
        size = whole_number("DataLoader: batch_size", batch_size, 1)
        self._parts = _parts(shapes[0][0], size, flag("DataLoader: drop_last", drop_last))

    def __len__(self) -> int:
        """How many batches an epoch has."""
        return len(self._parts)

    def __iter__(self) -> Iterator[tuple[BatchInput, BatchTarget]]:
        """The batches of one epoch."""
        inputs, targets = self._inputs, self._targets
        order = None if self._rng is None else self._rng.permutation(len(inputs))
        for part in self._parts:
            rows = part if order is None else order[part]
            x: Any = wrap(inputs[rows])  # the types of both are those of `__init__`
            y: Any = wrap(targets[rows])
            yield x, y

    def __repr__(self) -> str:
        order = "in order" if self._rng is None else "shuffled"
        return f"DataLoader({self._inputs.shape} and {self._targets.shape} in {len(self)} batches, {order})"


def _parts(count: int, size: int, drop_last: bool) -> list[slice]:
    """Where each batch is.

    Raises:
        ValueError: a size that makes no batch.
    """
    whole, remainder = divmod(count, size)
    if drop_last:
        if not whole:
            raise ValueError(f"DataLoader: {count} samples are no batch of {size}, and drop_last leaves them out")
    elif remainder and remainder >= size // 2:
        whole += 1
    ends = [size * i for i in range(1, max(whole, 1) + 1)]
    if not drop_last:
        ends[-1] = count
    return [slice(start, end) for start, end in zip([0, *ends], ends, strict=False)]
