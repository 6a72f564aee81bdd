"""Callbacks: when they are called, how they end a run, and `EarlyStopping`."""

from __future__ import annotations

from math import isnan, nan
from typing import TYPE_CHECKING, Any, Literal

import pytest
from helpers import untyped
from lines import TEST, TRAIN, LineTrainer, make_trainer, weights

from typedgrad import DTypeError
from typedgrad.train import Callback, EarlyStopping, Epoch, Evaluation, History, Stop, Trainer

if TYPE_CHECKING:
    from collections.abc import Callable

AnyTrainer = Trainer[Any, Any, Any, Any]


class Notes(Callback[LineTrainer]):
    """Notes each call."""

    def __init__(self) -> None:
        self.calls: list[str] = []

    def on_fit_start(self, trainer: LineTrainer, history: History, /) -> None:
        self.calls.append(f"start after {len(history.epochs)}")

    def on_batch_end(self, trainer: LineTrainer, batch: int, loss: float, /) -> None:
        self.calls.append(f"batch {batch}")

    def on_epoch_end(self, trainer: LineTrainer, epoch: Epoch, /) -> None:
        self.calls.append(f"epoch {epoch.number}")

    def on_fit_end(self, trainer: LineTrainer, history: History, /) -> None:
        self.calls.append(f"end after {len(history.epochs)}")


class StopsAfter(Callback[LineTrainer]):
    """Ends the run after some epoch."""

    def __init__(self, epoch: int, reason: str = "enough") -> None:
        self.epoch, self.reason = epoch, reason

    def on_epoch_end(self, trainer: LineTrainer, epoch: Epoch, /) -> Stop | None:
        return Stop(self.reason) if epoch.number >= self.epoch else None


# ------------------------------------------------------------------------------------------------ when they are called
def test_the_hooks_are_called_in_order() -> None:
    notes = Notes()
    make_trainer().fit(TRAIN[:2], TEST, epochs=2, callbacks=[notes])
    each = ["batch 1", "batch 2"]
    assert notes.calls == ["start after 0", *each, "epoch 1", *each, "epoch 2", "end after 2"]


def test_a_hook_may_call_the_one_that_it_replaces() -> None:
    class Polite(Callback[LineTrainer]):
        calls = 0

        def on_fit_start(self, trainer: LineTrainer, history: History, /) -> None:
            super().on_fit_start(trainer, history)
            self.calls += 1

        def on_batch_end(self, trainer: LineTrainer, batch: int, loss: float, /) -> None:
            super().on_batch_end(trainer, batch, loss)
            self.calls += 1

        def on_epoch_end(self, trainer: LineTrainer, epoch: Epoch, /) -> Stop | None:
            self.calls += 1
            return super().on_epoch_end(trainer, epoch)

        def on_fit_end(self, trainer: LineTrainer, history: History, /) -> None:
            super().on_fit_end(trainer, history)
            self.calls += 1

    polite = Polite()
    assert len(make_trainer().fit(TRAIN[:1], TEST, epochs=2, callbacks=[polite]).epochs) == 2
    assert polite.calls == 1 + 2 + 2 + 1


def test_a_batch_ends_after_its_step_with_the_loss_before_it() -> None:
    class Losses(Callback[LineTrainer]):
        def __init__(self) -> None:
            self.losses: list[float] = []
            self.weights: list[list[object]] = []

        def on_batch_end(self, trainer: LineTrainer, batch: int, loss: float, /) -> None:
            self.losses.append(loss)
            self.weights.append(weights(trainer))

    trainer, losses = make_trainer(), Losses()
    before, expected = weights(trainer), make_trainer()
    history = trainer.fit(TRAIN, TEST, epochs=1, callbacks=[losses])
    assert sum(losses.losses) / 3 == history.last.train.loss
    expected.fit(TRAIN[:1], TEST, epochs=1)
    assert losses.weights[0] == weights(expected) != before


def test_callbacks_are_called_in_the_order_given() -> None:
    order: list[int] = []

    class Numbered(Callback[LineTrainer]):
        def __init__(self, number: int) -> None:
            self.number = number

        def on_epoch_end(self, trainer: LineTrainer, epoch: Epoch, /) -> None:
            order.append(self.number)

    make_trainer().fit(TRAIN, TEST, epochs=2, callbacks=[Numbered(2), Numbered(1)])
    assert order == [2, 1, 2, 1]


def test_callbacks_come_before_on_epoch() -> None:
    notes = Notes()
    seen: list[str] = []
    make_trainer().fit(TRAIN, TEST, epochs=1, callbacks=[notes], on_epoch=lambda _: seen.append(notes.calls[-1]))
    assert seen == ["epoch 1"]


def test_callbacks_do_not_change_the_training() -> None:
    plain, told = make_trainer(), make_trainer()
    plain.fit(TRAIN, TEST, epochs=3)
    told.fit(TRAIN, TEST, epochs=3, callbacks=[Notes(), EarlyStopping(restore_best=False)])
    assert weights(plain) == weights(told)


def test_a_class_with_all_hooks_is_a_callback() -> None:
    class Structural:
        ended = False

        def on_fit_start(self, trainer: LineTrainer, history: History, /) -> None: ...
        def on_batch_end(self, trainer: LineTrainer, batch: int, loss: float, /) -> None: ...
        def on_epoch_end(self, trainer: LineTrainer, epoch: Epoch, /) -> None: ...
        def on_fit_end(self, trainer: LineTrainer, history: History, /) -> None:
            self.ended = True

    callback = Structural()
    make_trainer().fit(TRAIN, TEST, epochs=1, callbacks=[callback])
    assert callback.ended


def test_callbacks_may_come_from_an_iterator() -> None:
    notes = Notes()
    untyped(make_trainer().fit)(TRAIN, TEST, epochs=1, callbacks=iter([notes]))
    assert notes.calls


def test_the_end_is_not_called_after_an_error() -> None:
    class Fails(Callback[LineTrainer]):
        def on_epoch_end(self, trainer: LineTrainer, epoch: Epoch, /) -> Stop | None:
            raise RuntimeError("disk full")

    notes = Notes()
    with pytest.raises(RuntimeError, match="disk full"):
        make_trainer().fit(TRAIN, TEST, epochs=1, callbacks=[notes, Fails()])
    assert notes.calls[-1] == "epoch 1"


# ------------------------------------------------------------------------------------------------------------ stops
def test_a_callback_ends_the_run() -> None:
    history = make_trainer().fit(TRAIN, TEST, epochs=9, callbacks=[StopsAfter(2)])
    assert (len(history.epochs), history.stopped) == (2, "enough")


def test_a_run_that_nobody_ends_has_no_reason() -> None:
    assert make_trainer().fit(TRAIN, TEST, epochs=2, callbacks=[StopsAfter(3)]).stopped is None


def test_callbacks_after_the_one_that_stops_are_called() -> None:
    notes = Notes()
    make_trainer().fit(TRAIN[:1], TEST, epochs=9, callbacks=[StopsAfter(1), notes])
    assert notes.calls == ["start after 0", "batch 1", "epoch 1", "end after 1"]


def test_all_reasons_are_kept() -> None:
    history = make_trainer().fit(TRAIN, TEST, epochs=9, callbacks=[StopsAfter(1, "this"), StopsAfter(1, "that")])
    assert history.stopped == "this; that"


def test_a_stop_without_a_reason_stops_too() -> None:
    history = make_trainer().fit(TRAIN, TEST, epochs=9, callbacks=[StopsAfter(1, "")])
    assert len(history.epochs) == 1


def test_a_stopped_trainer_can_go_on() -> None:
    trainer = make_trainer()
    trainer.fit(TRAIN, TEST, epochs=9, callbacks=[StopsAfter(1)])
    assert len(trainer.fit(TRAIN, TEST, epochs=2).epochs) == 2


# ------------------------------------------------------------------------------------------------ what is refused
def test_an_object_without_the_hooks_is_refused() -> None:
    fit = untyped(make_trainer().fit)
    with pytest.raises(TypeError, match="fit: callback 1, 3 of type int, has no on_fit_start, on_batch_end"):
        fit(TRAIN, TEST, epochs=1, callbacks=[Notes(), 3])


def test_a_class_is_refused() -> None:
    fit = untyped(make_trainer().fit)
    with pytest.raises(TypeError, match=r"fit: callback 0, .*EarlyStopping.*, is a class, give an object of it"):
        fit(TRAIN, TEST, epochs=1, callbacks=[EarlyStopping])


@pytest.mark.parametrize("value", [True, "stop"])
def test_what_is_no_stop_is_refused(value: object) -> None:
    class Says(Notes):
        def on_epoch_end(self, trainer: LineTrainer, epoch: Epoch, /) -> Any:
            return value

    with pytest.raises(TypeError, match=f"fit: Says.on_epoch_end returns {value!r} of type .*, not a Stop or None"):
        make_trainer().fit(TRAIN, TEST, epochs=1, callbacks=[Says()])


# ---------------------------------------------------------------------------------------------------- early stopping
def epoch_of(number: int, value: float) -> Epoch:
    return Epoch(number, Evaluation(0.0, 0.0), Evaluation(value, -value), 0.0)


def stops_at(stopping: EarlyStopping, *values: float) -> int | None:
    """The epoch after which a run with such test losses, and their negatives as scores, is stopped."""
    trainer = make_trainer()
    stopping.on_fit_start(trainer, History(()))
    for number, value in enumerate(values, 1):
        if stopping.on_epoch_end(trainer, epoch_of(number, value)) is not None:
            return number
    return None


def score(epoch: Epoch) -> float:
    return epoch.test.score


@pytest.mark.parametrize(
    ("patience", "min_delta", "values", "expected", "best"),
    [
        (1, 0.0, [3, 2, 1, 1], 4, 3),  # equal is no better
        (1, 0.0, [3, 2, 1, 0], None, 4),
        (2, 0.0, [1, 2, 2], 3, 1),
        (2, 0.0, [1, 2, 0.5, 2, 2], 5, 3),  # the count begins anew
        (2, 0.0, [1, 2, 0.5, 2], None, 3),
        (1, 0.5, [3, 2.5], 2, 1),  # better by no more than min_delta
        (1, 0.5, [3, 2.4], None, 2),
        (2, 0.5, [3, 2.75, 2.4], None, 3),  # against the best, not the last
        (1, 0.0, [nan], 1, 0),
        (3, 0.0, [nan, nan, 5], None, 3),
        (1, 0.0, [1, nan], 2, 1),
    ],
)
@pytest.mark.parametrize("mode", ["min", "max"])
def test_it_stops_after_patience_epochs_that_are_no_better(
    mode: Literal["min", "max"], patience: int, min_delta: float, values: list[float], expected: int | None, best: int
) -> None:
    stopping = (
        EarlyStopping(patience=patience, min_delta=min_delta)
        if mode == "min"
        else EarlyStopping(monitor=score, mode="max", patience=patience, min_delta=min_delta)
    )
    assert (stops_at(stopping, *values), stopping.best_epoch) == (expected, best)


def test_the_best_value_is_kept() -> None:
    stopping = EarlyStopping(monitor=score, mode="max", patience=2)
    stops_at(stopping, 3.0, 1.0, 2.0)
    assert (stopping.best, stopping.best_epoch) == (-1.0, 2)


def test_before_there_is_a_best_it_is_nan() -> None:
    assert isnan(EarlyStopping().best)


def test_the_reason_tells_the_best_epoch() -> None:
    trainer, stopping = make_trainer(), EarlyStopping(patience=1)
    stopping.on_epoch_end(trainer, epoch_of(1, 0.25))
    assert stopping.on_epoch_end(trainer, epoch_of(2, 1.0)) == Stop(
        "EarlyStopping: no better for 1 epochs; the best is epoch 1, 0.25"
    )


class Weights(Callback[LineTrainer]):
    """Keeps the weights of each epoch."""

    def __init__(self) -> None:
        self.of: list[list[object]] = []

    def on_epoch_end(self, trainer: LineTrainer, epoch: Epoch, /) -> None:
        self.of.append(weights(trainer))


def falls_then_rises(epoch: Epoch) -> float:
    return abs(epoch.number - 3.0)


def test_the_best_weights_are_restored_when_stopped() -> None:
    trainer, kept = make_trainer(), Weights()
    stopping = EarlyStopping(monitor=falls_then_rises, patience=2)
    history = trainer.fit(TRAIN, TEST, epochs=9, callbacks=[stopping, kept])
    assert len(history.epochs) == 5
    assert weights(trainer) == kept.of[2] != kept.of[4]


def test_the_best_weights_are_restored_when_the_epochs_are_over() -> None:
    trainer, kept = make_trainer(), Weights()
    trainer.fit(TRAIN, TEST, epochs=4, callbacks=[EarlyStopping(monitor=falls_then_rises), kept])
    assert weights(trainer) == kept.of[2] != kept.of[3]


def test_the_restored_network_has_the_loss_that_was_monitored() -> None:
    trainer, stopping = make_trainer(lr=0.7), EarlyStopping(patience=3)
    trainer.fit(TRAIN, TEST, epochs=20, callbacks=[stopping])
    assert trainer.evaluate(TEST).loss == stopping.best


def test_nothing_is_restored_if_not_wanted() -> None:
    trainer, kept = make_trainer(), Weights()
    stopping = EarlyStopping(monitor=falls_then_rises, patience=2, restore_best=False)
    trainer.fit(TRAIN, TEST, epochs=9, callbacks=[stopping, kept])
    assert weights(trainer) == kept.of[4]


def test_nothing_is_restored_where_nothing_was_best() -> None:
    trainer, kept = make_trainer(), Weights()
    trainer.fit(TRAIN, TEST, epochs=3, callbacks=[EarlyStopping(monitor=lambda _: nan), kept])
    assert weights(trainer) == kept.of[2]


def test_another_run_begins_anew() -> None:
    trainer, stopping = make_trainer(), EarlyStopping(monitor=falls_then_rises, patience=2)
    for _ in range(2):
        assert len(trainer.fit(TRAIN, TEST, epochs=9, callbacks=[stopping]).epochs) == 5


@pytest.mark.parametrize(
    ("make", "message"),
    [
        (lambda: EarlyStopping(patience=0), "EarlyStopping: patience is 0, below 1"),
        (lambda: EarlyStopping(min_delta=-1.0), "EarlyStopping: min_delta is -1.0, not a number from 0 on"),
        (lambda: EarlyStopping(min_delta=nan), "EarlyStopping: min_delta is nan, not a number from 0 on"),
        (lambda: untyped(EarlyStopping)(mode="best"), "EarlyStopping: mode is 'best', not 'min' or 'max'"),
    ],
)
def test_settings_out_of_range_are_refused(make: Callable[[], EarlyStopping], message: str) -> None:
    with pytest.raises(ValueError, match=message):
        make()


@pytest.mark.parametrize("setting", [{"patience": 1.5}, {"monitor": "val_loss"}, {"min_delta": "0"}])
def test_settings_of_another_type_are_refused(setting: dict[str, object]) -> None:
    with pytest.raises(TypeError):
        untyped(EarlyStopping)(**setting)


@pytest.mark.parametrize("value", [None, "0.5"])
def test_what_is_monitored_is_a_number(value: object) -> None:
    def monitor(epoch: Epoch) -> object:
        return value

    stopping = untyped(EarlyStopping)(monitor=monitor)
    with pytest.raises(DTypeError, match=f"EarlyStopping: what is monitored is {value!r} of type .*, not a number"):
        make_trainer().fit(TRAIN, TEST, epochs=1, callbacks=[stopping])


# ---------------------------------------------------------------------------------------------------- and its state
def test_the_state_goes_on_where_it_was() -> None:
    trainer, first, second = make_trainer(), EarlyStopping(patience=3), EarlyStopping(patience=3)
    for number, value in enumerate([2.0, 1.0, 3.0, 3.0], 1):
        assert first.on_epoch_end(trainer, epoch_of(number, value)) is None
    second.load_state_dict(first.state_dict())
    second.on_fit_start(trainer, History((epoch_of(4, 3.0),)))
    assert second.on_epoch_end(trainer, epoch_of(5, 3.0)) is not None
    assert (second.best, second.best_epoch) == (1.0, 2)


def test_the_state_has_the_best_weights() -> None:
    trainer, first, second = make_trainer(), EarlyStopping(), EarlyStopping()
    trainer.fit(TRAIN, TEST, epochs=2, callbacks=[first])
    best = weights(trainer)
    second.load_state_dict(first.state_dict())
    other = make_trainer()
    second.on_fit_end(other, History(()))
    assert weights(other) == best


@pytest.mark.parametrize(
    ("change", "error", "message"),
    [
        ({"best": None}, DTypeError, "best is None"),
        ({"best": 1}, DTypeError, "best is 1 of type int, not a float"),
        ({"best_epoch": 1.0}, DTypeError, "best_epoch is 1.0 of type float, not an integer"),
        ({"best_epoch": True}, DTypeError, "best_epoch is True of type bool"),
        ({"best_epoch": -1}, ValueError, "best_epoch is -1, below 0"),
        ({"weights.weight": 1.0}, DTypeError, "weights.weight is 1.0 of type float, not a tensor"),
        ({"worst": 1.0}, KeyError, "unknown worst"),
    ],
)
def test_a_wrong_state_changes_nothing(change: dict[str, Any], error: type[Exception], message: str) -> None:
    trainer, stopping = make_trainer(), EarlyStopping()
    trainer.fit(TRAIN, TEST, epochs=2, callbacks=[stopping])
    before = dict(stopping.state_dict())
    with pytest.raises(error, match=message):
        stopping.load_state_dict({"best": 0.5, "best_epoch": 7, **change})
    assert stopping.state_dict().keys() == before.keys()
    assert (stopping.best, stopping.best_epoch) == (before["best"], before["best_epoch"])


@pytest.mark.parametrize("name", ["best", "best_epoch"])
def test_a_state_without_a_name_is_refused(name: str) -> None:
    state = {key: value for key, value in EarlyStopping().state_dict().items() if key != name}
    with pytest.raises(KeyError, match=f"missing {name}"):
        EarlyStopping().load_state_dict(state)


def test_weights_of_another_network_are_refused_at_the_start() -> None:
    stopping = EarlyStopping()
    make_trainer().fit(TRAIN, TEST, epochs=1, callbacks=[stopping])
    state = {name: value for name, value in stopping.state_dict().items() if not name.endswith("bias")}
    stopping.load_state_dict(state)
    with pytest.raises(KeyError, match="missing bias"):
        stopping.on_fit_start(make_trainer(), History((epoch_of(1, 1.0),)))
