"""`Trainer`: the loop over epochs and batches, for a network, a loss and a score that a subclass gives."""

from __future__ import annotations

from abc import ABC, abstractmethod
from math import isfinite
from time import perf_counter
from typing import TYPE_CHECKING, Generic, TypeVar

from typedgrad.autodiff import backprop
from typedgrad.errors import DTypeError, described
from typedgrad.nn import Module
from typedgrad.optim.schedule import checked_optimizer
from typedgrad.optim.settings import whole_number
from typedgrad.tape import is_recording, no_grad, recording
from typedgrad.train.callbacks import checked_callbacks, reasons, wanting
from typedgrad.train.checks import check_batches, loss_of, means_of, pair, score_of
from typedgrad.train.faults import cause, told, wrong_gradient
from typedgrad.train.generators import generators_of, put_back
from typedgrad.train.history import Epoch, Evaluation, loss_on_test
from typedgrad.train.progress import Progress
from typedgrad.train.records import Records
from typedgrad.train.schedules import clipping, stepping

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping, Sequence
    from os import PathLike
    from typing import Self

    import numpy as np

    from typedgrad.dtypes import Float
    from typedgrad.optim import Optimizer, ReduceLROnPlateau, Schedule
    from typedgrad.tensor.tensor import Tensor
    from typedgrad.train.batches import Batches
    from typedgrad.train.callbacks import Callback
    from typedgrad.train.history import History
    from typedgrad.train.resume import Saved

Network = TypeVar("Network", bound=Module)
Input = TypeVar("Input")
Target = TypeVar("Target")
Output = TypeVar("Output")


class Trainer(ABC, Generic[Network, Input, Target, Output]):
    """Trains a network on batches of (`Input`, `Target`), which it maps to `Output`.

    A subclass names the four types and says how the network is called, what its loss is, and its score. The types
    hold these together: a loss that does not take the network's output, and batches that are not its input, are
    errors where they are written.

    Args:
        network: the module to train.
        optimizer: what updates its parameters.
        schedule: sets the learning rate; takes a step after each epoch. One that looks at a metric, as
            `ReduceLROnPlateau` does, is given `monitor` of the epoch.
        monitor: what such a schedule looks at, the loss of the test batches if nothing is said.
        clip_norm: before each step, scale the gradients so that the norm of all together is at most this.
        clip_value: before each step, clip each element of the gradients to plus or minus this.

    Raises:
        TypeError: the network, the optimizer or the schedule is none.
        ValueError: the schedule is one of another optimizer; both kinds of clipping, or one that is not a number
            above 0.

    >>> import numpy as np
    >>> from typedgrad import Tensor, as_tensor, float32
    >>> from typedgrad.nn import Layer, Linear, mse
    >>> from typedgrad.optim import SGD
    >>> Column = Tensor[float32, tuple[int, int]]
    >>> class LineTrainer(Trainer[Layer[tuple[int], tuple[int], float32], Column, Column, Column]):
    ...     def forward(self, x: Column) -> Column:
    ...         return self.network(x)
    ...     def loss(self, output: Column, target: Column) -> Tensor[float32, tuple[()]]:
    ...         return mse(output, target)
    ...     def score(self, output: Column, target: Column) -> float:
    ...         return -mse(output, target).item()
    >>> x = as_tensor([[0.0], [1.0], [2.0]], float32, (3, 1))
    >>> line = Linear(1, 1, rng=np.random.default_rng(0))
    >>> trainer = LineTrainer(line, SGD(line.parameters(), lr=0.1))
    >>> history = trainer.fit([(x, x * 2.0 + 1.0)], [(x, x * 2.0 + 1.0)], epochs=300)
    >>> history.last.test.loss < 1e-6
    True
    """

    def __init__(
        self,
        network: Network,
        optimizer: Optimizer,
        *,
        schedule: Schedule | ReduceLROnPlateau | None = None,
        monitor: Callable[[Epoch], float] = loss_on_test,
        clip_norm: float | None = None,
        clip_value: float | None = None,
    ) -> None:
        if not isinstance(network, Module):
            raise DTypeError(f"Trainer: {described(network)} is not a module")
        if not callable(monitor):
            raise DTypeError(f"Trainer: monitor is {described(monitor)}, not a function of an epoch")
        self.network: Network = network
        self.optimizer: Optimizer = checked_optimizer("Trainer", optimizer)
        self.schedule = schedule
        self._monitor = monitor
        stepping(schedule, monitor, optimizer)
        self._clip = clipping(clip_norm, clip_value)

    @abstractmethod
    def forward(self, inputs: Input, /) -> Output:
        """What the network makes of one batch."""

    @abstractmethod
    def loss(self, output: Output, target: Target, /) -> Tensor[Float, tuple[()]]:
        """What to minimise."""

    @abstractmethod
    def score(self, output: Output, target: Target, /) -> float:
        """How good the output is, in the measure that people read; called under `no_grad`."""

    def metrics(self, output: Output, target: Target, /) -> Mapping[str, float]:
        """Further measures by name, the same names for each batch; none if a subclass says nothing. As `score`."""
        return {}

    def fit(
        self,
        train: Batches[Input, Target],
        test: Batches[Input, Target],
        *,
        epochs: int,
        callbacks: Sequence[Callback[Self]] = (),
        checkpoint: str | PathLike[str] | None = None,
        on_epoch: Callable[[Epoch], object] | None = None,
    ) -> History:
        """Train for a number of epochs, with an evaluation after each and one progress bar for all.

        With a checkpoint the run is saved after each epoch: network, optimizer, schedule, callbacks, history, and the
        generators that the trainer, its network, the batches and the callbacks hold; a trainer of your own that follows
        `Stateful` too. Where the file is there already, the run goes on after the epoch that it was saved in, and comes
        to the same weights and history, to the last bit, as if it had never been interrupted: a script that was killed
        is started once more. Before the end of the first epoch there is no file: what was changed till then, in a
        session that goes on, has to be made anew.

        An interrupt (`KeyboardInterrupt`), or any error, finds the parameters and the optimizer as they were before or
        after a step; modes and recording are put back. `fit` with the same objects goes on from the checkpoint, to
        the same bits, or without one from the parameters that there are; gradients of a step that was broken off are
        forgotten. Progress of callbacks, of the schedule and of generators stays then as far as it came.

        Args:
            train: the batches to learn from, iterated once an epoch.
            test: the batches to evaluate on.
            epochs: how many times to go over `train`, those of a checkpoint included.
            callbacks: told of each step and each epoch, in this order; see `Callback`.
            checkpoint: the file to save the run in, and to go on from.
            on_epoch: called with the record of each epoch; what it prints goes above the progress bar.

        Returns:
            the loss and the score of each epoch, averaged over the batches. The modules of the network are left in
            the modes, train or eval, that they had.

        Raises:
            ValueError: there are no epochs, or no batches; or metrics of other names.
            TypeError: a callback lacks a method; epochs are no whole number; batches are no pairs; `loss` gives no
                tensor, or `score` or `metrics` no number.
            ShapeError: the loss is no scalar.
            FloatingPointError: a loss or a gradient is NaN or infinite; the message names the first operation that
                made it, for which the batch is computed once more. The parameters are then those that led to it.
            CheckpointError: the file is no checkpoint of this run, or of more epochs; nothing is changed then.
            OSError: the file cannot be read or written.
            ImportError: a checkpoint is asked for, and safetensors is not installed.
        """
        whole_number("fit: epochs", epochs, 1)
        for name, batches in (("train", train), ("test", test)):
            check_batches(f"fit: {name}", batches, sized=True)
            if not len(batches):
                raise ValueError(f"fit: no batches in {name}")
        checked = checked_callbacks(callbacks)
        if on_epoch is not None and not callable(on_epoch):
            raise DTypeError(f"fit: on_epoch is {described(on_epoch)}, not a function of an epoch")
        records = Records(most=epochs)
        saved = None
        if checkpoint is not None:
            from typedgrad.train.resume import Saved  # noqa: PLC0415  # which only checkpoints need

            saved = Saved(checkpoint, self, train, test, checked, records)
            saved.load()
        put_modes_back = _modes(self.network)
        try:
            for callback in wanting("on_fit_start", checked):
                callback.on_fit_start(self, records.history())
            self._run(train, test, epochs, checked, records, saved, on_epoch)
            for callback in wanting("on_fit_end", checked):
                callback.on_fit_end(self, records.history())
            put_modes_back()
        except BaseException:  # not finally: an interrupt may come where the modes begin to be put back
            put_modes_back()
            raise
        return records.history()

    def evaluate(self, batches: Batches[Input, Target]) -> Evaluation:
        """The loss, the score and the metrics, averaged over the batches, of the network in eval mode.

        Raises:
            ValueError: there are no batches, or metrics of other names.
            TypeError: batches are no pairs; `loss` gives no tensor, or `score` or `metrics` no number.
            ShapeError: the loss is no scalar.
            FloatingPointError: a loss is NaN or infinite.
        """
        check_batches("evaluate", batches, sized=False)
        losses = scores = 0.0
        metrics = self._no_metrics()
        done = 0
        generators = self._generators()
        put_modes_back = _modes(self.network)
        try:
            self.network.eval()
            with no_grad():
                for done, batch in enumerate(batches, 1):
                    inputs, target = pair("evaluate", done, batch)
                    put = put_back(generators) if generators else None
                    output = self.forward(inputs)
                    loss = loss_of("evaluate", done, self.loss(output, target))
                    if not isfinite(loss):
                        raise self._fault(f"evaluate: the loss of batch {done}", loss, inputs, target, put)
                    losses += loss
                    scores += score_of("evaluate", done, self.score(output, target))
                    if metrics is not None:
                        metrics.append(self.metrics(output, target))
            put_modes_back()
        except BaseException:  # as in `fit`
            put_modes_back()
            raise
        return _means(losses, scores, metrics, done, "evaluate")

    def _run(
        self,
        train: Batches[Input, Target],
        test: Batches[Input, Target],
        epochs: int,
        callbacks: tuple[Callback[Self], ...],
        records: Records,
        saved: Saved | None,
        on_epoch: Callable[[Epoch], object] | None,
    ) -> None:
        """The epochs that are still to do."""
        each_batch, each_epoch = wanting("on_batch_end", callbacks), wanting("on_epoch_end", callbacks)
        generators = self._generators()
        step = stepping(self.schedule, self._monitor, self.optimizer)
        first = len(records.epochs) + 1 if records.stopped is None else epochs + 1
        with Progress((epochs + 1 - first) * len(train)) as progress:
            for number in range(first, epochs + 1):
                start = perf_counter()
                learned = self._train(train, f"fit, epoch {number}", progress, each_batch, generators)
                record = Epoch(number, learned, self.evaluate(test), perf_counter() - start)
                records.append(record)
                if step is not None:
                    step(record)
                records.stopped = reasons([(callback, callback.on_epoch_end(self, record)) for callback in each_epoch])
                progress.describe(f"test loss {record.test.loss:.4f}, score {record.test.score:.4f}")
                if on_epoch is not None:
                    with progress.hidden():
                        on_epoch(record)
                if saved is not None:
                    saved.save()
                if records.stopped is not None:
                    break

    def _train(
        self,
        batches: Batches[Input, Target],
        during: str,
        progress: Progress,
        callbacks: Sequence[Callback[Self]],
        generators: Collection[np.random.Generator],
    ) -> Evaluation:
        """One epoch: a step of the optimizer for each batch."""
        optimizer, clip, advance, unrecorded = self.optimizer, self._clip, progress.advance, no_grad()
        losses = scores = 0.0
        metrics = self._no_metrics()
        done = 0
        self.network.train()
        for done, batch in enumerate(batches, 1):
            inputs, target = pair(during, done, batch)
            put = put_back(generators) if generators else None
            optimizer.zero_grad()
            output = self.forward(inputs)
            loss = self.loss(output, target)
            value = loss_of(during, done, loss)
            if not isfinite(value):
                raise self._fault(f"{during}: the loss of batch {done}", value, inputs, target, put)
            losses += value
            backprop(loss)
            wrong = wrong_gradient(optimizer)
            if wrong is not None:
                raise self._fault(f"{during}: a gradient of batch {done}", wrong, inputs, target, put)
            if clip is not None:
                clip(optimizer)
            optimizer.step()
            with unrecorded:
                scores += score_of(during, done, self.score(output, target))
                if metrics is not None:
                    metrics.append(self.metrics(output, target))
            for callback in callbacks:
                callback.on_batch_end(self, done, value)
            advance()
        return _means(losses, scores, metrics, done, during)

    def _generators(self) -> Collection[np.random.Generator]:
        """What a second try of a batch puts back; it does without the optimizer."""
        held = {name: value for name, value in vars(self).items() if name not in {"optimizer", "schedule"}}
        return generators_of(held).values()

    def _fault(
        self, what: str, value: float, inputs: Input, target: Target, put: Callable[[], None] | None
    ) -> FloatingPointError:
        """The error for a loss or a gradient that is not finite, which names the operation that it comes from."""

        def again() -> None:
            if put is not None:
                put()
            loss = self.loss(self.forward(inputs), target)
            if is_recording():
                self.optimizer.zero_grad()
                backprop(loss)

        error = cause(value, again)
        fault = told(what, value, error)
        fault.__cause__ = error
        return fault

    def _no_metrics(self) -> list[Mapping[str, float]] | None:
        """A list for the metrics of each batch, where there are any."""
        given: object = getattr(type(self), "metrics", None)
        return None if given is vars(Trainer)["metrics"] else []


def _means(
    losses: float, scores: float, metrics: Sequence[Mapping[str, float]] | None, batches: int, during: str
) -> Evaluation:
    if not batches:
        raise ValueError(f"{during}: no batches; a generator can be iterated only once, a list again and again")
    if not metrics:
        return Evaluation(losses / batches, scores / batches)
    return Evaluation(losses / batches, scores / batches, means_of(during, metrics))


def _modes(network: Module) -> Callable[[], None]:
    """What brings each module to the mode, train or eval, that it has now, and recording to whether it is on."""
    modes = [(module, module.training) for module in network.modules()]
    block = recording()

    def put() -> None:
        for module, training in modes:
            module.training = training
        no_grad.leave_to(block)

    return put
