"""Axes of size 0 and 1: the gradients of each primitive's method in NumPy's shapes, and what has no elements at all."""

from __future__ import annotations

import os
from itertools import product
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from helpers import array, tensor, untyped, values

import typedgrad as tg
from typedgrad import Parameter, ShapeError, backprop, bool_, float32, float64, int64
from typedgrad.checkpoint import load_checkpoint, load_tensors, save_checkpoint, save_tensors
from typedgrad.nn import Linear, Module, cross_entropy, mse
from typedgrad.optim import SGD, Adagrad, Adam, AdamW, RMSprop, clip_grad_norm, clip_grad_value
from typedgrad.train import (
    DataLoader,
    Trainer,
    accuracy,
    confusion_matrix,
    f1_score,
    precision_score,
    recall_score,
    summary,
)

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from rule_calls import One

SHAPES = [shape for rank in (1, 2, 3) for shape in product((0, 1, 2), repeat=rank)]


def turned(x: Any) -> Any:
    """Transposed; of one axis, as NumPy's transpose leaves it and the library's refuses it."""
    return x if x.ndim < 2 else x.transpose()


CALLS: dict[str, tuple[Callable[[Any], Any], Callable[[Any], Any]]] = {
    "add": (lambda x: x + x, lambda x: x + x),
    "multiply": (lambda x: x * x, lambda x: x * x),
    "exp": (lambda x: x.exp(), np.exp),
    "sum": (lambda x: x.sum(), np.sum),
    "sum of the first": (lambda x: x.sum(0), lambda x: x.sum(0)),
    "sum of the last": (lambda x: x.sum(-1, keepdims=True), lambda x: x.sum(-1, keepdims=True)),
    "max of the last": (lambda x: x.max(-1), lambda x: x.max(-1)),
    "max of the first": (lambda x: x.max(0), lambda x: x.max(0)),
    "prod": (lambda x: untyped(tg.prod)(x, axis=0), lambda x: x.prod(0)),
    "cumsum": (lambda x: untyped(tg.cumsum)(x, 0), lambda x: x.cumsum(0)),
    "sort": (lambda x: untyped(tg.sort)(x, axis=0), lambda x: np.sort(x, 0)),
    "transpose": (turned, np.transpose),
    "reshape": (lambda x: x.reshape((1, *x.shape)), lambda x: x.reshape((1, *x.shape))),
    "flip": (untyped(tg.flip), np.flip),
    "roll": (lambda x: untyped(tg.roll)(x, 1, 0), lambda x: np.roll(x, 1, 0)),
    "repeat": (lambda x: untyped(tg.repeat)(x, 2, axis=0), lambda x: np.repeat(x, 2, 0)),
    "concat": (lambda x: untyped(tg.concat)([x, x], axis=0), lambda x: np.concatenate([x, x])),
    "stack": (lambda x: untyped(tg.stack)([x, x]), lambda x: np.stack([x, x])),
    "outer product": (lambda x: x @ turned(x), lambda x: x @ x.transpose()),
    "slice": (lambda x: x[1:], lambda x: x[1:]),
    "broadcast": (lambda x: x + x[:1], lambda x: x + x[:1]),
    "where": (lambda x: untyped(tg.where)(x > 0.0, x, -x), np.abs),
}


@pytest.mark.parametrize("shape", SHAPES, ids=str)
@pytest.mark.parametrize("name", CALLS)
def test_small_axes_give_what_numpy_gives_and_its_slope(name: str, shape: tuple[int, ...]) -> None:
    call, reference = CALLS[name]
    data = values(shape, float64)
    try:
        expected = np.asarray(reference(data))
    except ValueError:
        with pytest.raises(ValueError, match=r"^\w+: "):
            call(tensor(data, float64))
        return
    w = Parameter(tensor(data, float64))
    result = call(w)
    assert result.shape == expected.shape
    np.testing.assert_allclose(array(result), expected, rtol=1e-15)
    backprop(result.sum())
    slope = untyped(w.grad).numpy()
    assert slope.shape == shape
    eps = 1e-6
    for place in np.ndindex(shape):
        step = np.zeros(shape)
        step[place] = eps
        difference = (np.sum(reference(data + step)) - np.sum(reference(data - step))) / (2 * eps)
        assert slope[place] == pytest.approx(difference, rel=1e-6, abs=1e-8)


@pytest.mark.parametrize("make", [SGD, Adam, AdamW, RMSprop, Adagrad])
def test_an_empty_parameter_is_stepped(make: Any) -> None:
    empty = Parameter(tensor(np.zeros((0, 3)), float64))
    full = Parameter(tensor(np.ones(2), float64))
    optimizer = make([empty, full], 0.1)
    backprop(untyped(empty.sum() + full.sum()))
    optimizer.step()
    assert empty.shape == (0, 3)
    assert (full.numpy() < 1.0).all()


def test_a_layer_of_no_rows_has_gradients_of_zeros() -> None:
    layer: Any = untyped(Linear)(3, 2, float64, rng=np.random.default_rng(0))
    y = layer(tensor(np.ones((0, 3)), float64))
    assert y.shape == (0, 2)
    backprop(y.sum())
    assert layer.weight.grad.numpy().tolist() == [[0.0, 0.0]] * 3
    assert layer.bias.grad.numpy().tolist() == [0.0, 0.0]


@pytest.mark.parametrize(("features", "outputs"), [(0, 2), (3, 0), (0, 0)])
def test_a_layer_of_no_features_is_refused(features: int, outputs: int) -> None:
    with pytest.raises(ShapeError, match=r"Linear: 0 in Linear.* is not a number of features"):
        untyped(Linear)(features, outputs, float64, rng=np.random.default_rng(0))


# --------------------------------------------------------------------------------------------------- what surrounds it
def no_tensor(*shape: int, dtype: Any = float64) -> Any:
    """Zeros, of which there may be none."""
    return untyped(tg.zeros)(shape, dtype)


LOSSES: dict[str, tuple[One, float]] = {
    "mse": (lambda x: untyped(mse)(x, x.detach() - 1.0), 1.0),
    "labels": (lambda x: untyped(cross_entropy)(x, no_tensor(*x.shape[:-1], dtype=int64)), np.log(3.0)),
    "distributions": (lambda x: untyped(cross_entropy)(x, x.detach() + 1.0 / 3.0), np.log(3.0)),
}


@pytest.mark.parametrize("name", LOSSES)
def test_a_loss_of_one_row_is_its_mean_and_of_none_nan(name: str) -> None:
    """The mean of nothing, as in NumPy and PyTorch."""
    loss, expected = LOSSES[name]
    one = Parameter(no_tensor(1, 3))
    assert loss(one).item() == pytest.approx(expected)
    none = Parameter(no_tensor(0, 3))
    nothing = loss(none)
    assert nothing.shape == ()
    assert np.isnan(nothing.item())
    backprop(nothing)
    assert untyped(none.grad).shape == (0, 3)


@pytest.mark.parametrize("targets", [no_tensor(0, dtype=int64), no_tensor(0, 3)], ids=["labels", "distributions"])
def test_a_summed_loss_of_no_rows_is_zero(targets: Any) -> None:
    assert untyped(cross_entropy)(no_tensor(0, 3), targets, reduction="sum").item() == 0.0


NOTHING_TO_DO: dict[str, tuple[str, Callable[[], object]]] = {
    "loss of no classes": ("cross_entropy", lambda: untyped(cross_entropy)(no_tensor(2, 0), no_tensor(2, 0))),
    "accuracy": ("accuracy", lambda: untyped(accuracy)(no_tensor(0, dtype=int64), no_tensor(0, dtype=int64))),
    "precision": ("precision_score", lambda: untyped(precision_score)(*[no_tensor(0, dtype=int64)] * 2)),
    "recall": ("recall_score", lambda: untyped(recall_score)(*[no_tensor(0, dtype=int64)] * 2)),
    "f1": ("f1_score", lambda: untyped(f1_score)(*[no_tensor(0, dtype=int64)] * 2)),
    "confusion matrix": (
        "confusion_matrix",
        lambda: untyped(confusion_matrix)(no_tensor(0, dtype=int64), no_tensor(0, dtype=int64), 2),
    ),
    "f1_score, arrays": ("f1_score", lambda: untyped(f1_score)(np.zeros(0, np.int64), np.zeros(0, np.int64))),
    "loader": ("DataLoader", lambda: untyped(DataLoader)(no_tensor(0, 3), no_tensor(0, dtype=int64), 4)),
    "clipping": ("clip_grad_norm", lambda: clip_grad_norm([], 1.0)),
    "optimizer": ("SGD", lambda: SGD([], 0.1)),
    "trained on no features": ("linear", lambda: fitted(3, 0)),
}


class Classifying(Trainer[Any, Any, Any, Any]):
    """A trainer by labels."""

    def forward(self, inputs: Any, /) -> Any:
        return self.network(inputs)

    def loss(self, output: Any, target: Any, /) -> Any:
        return untyped(cross_entropy)(output, target)

    def score(self, output: Any, target: Any, /) -> float:
        return float(untyped(accuracy)(target, output.argmax(-1)))


def fitted(rows: int, features: int) -> Any:
    layer: Any = Linear(3, 2, float64, rng=np.random.default_rng(0))
    batches = [(no_tensor(rows, features), no_tensor(rows, dtype=int64))]
    return Classifying(layer, SGD(layer.parameters(), 0.1)).fit(batches, batches, epochs=1)


@pytest.mark.parametrize("name", NOTHING_TO_DO)
def test_what_needs_an_element_says_so(name: str) -> None:
    operation, call = NOTHING_TO_DO[name]
    with pytest.raises(ValueError, match=rf"^{operation}\b.*: "):
        call()


def test_training_on_a_batch_of_no_rows_says_where_the_nan_began() -> None:
    with pytest.raises(FloatingPointError, match=r"fit, epoch 1: the loss of batch 1 is nan.*\(0, 2\), is empty"):
        fitted(0, 3)
    assert fitted(1, 3).last.train.loss == pytest.approx(np.log(2.0))


def test_a_loader_of_one_row_gives_it() -> None:
    (batch,) = DataLoader(no_tensor(1, 3), no_tensor(1, dtype=int64), 4)
    assert [x.shape for x in batch] == [(1, 3), (1,)]


def test_empty_gradients_are_clipped_with_others() -> None:
    empty, full = Parameter(no_tensor(0, 3)), Parameter(no_tensor(2))
    backprop(untyped(empty.sum() + (full * 3.0).sum()))
    assert clip_grad_norm([empty, full], 1.0).item() == pytest.approx(np.sqrt(18.0))
    assert untyped(full.grad).numpy().tolist() == pytest.approx([np.sqrt(0.5)] * 2)
    clip_grad_value([empty, full], 0.5)
    assert untyped(full.grad).numpy().tolist() == [0.5, 0.5]
    assert clip_grad_norm([empty], 1.0).item() == 0.0


SMALL = [(0,), (1,), (0, 3), (3, 0), (1, 1), (2, 0, 1)]


@pytest.mark.parametrize("shape", SMALL, ids=str)
@pytest.mark.parametrize("is_parameter", [False, True])
def test_it_is_shown(shape: tuple[int, ...], is_parameter: bool) -> None:
    x: Any = Parameter(no_tensor(*shape)) if is_parameter else no_tensor(*shape)
    name = f"{type(x).__name__}[float64, tuple[{', '.join(map(str, shape))}]]"
    assert repr(x) == f"{name}({np.zeros(shape).tolist() if x.size else []})".replace("0.0", "0.")
    assert name in x._repr_html_()
    assert str(x)


@pytest.mark.parametrize("dtype", [float64, int64, bool_])
@pytest.mark.parametrize("shape", SMALL, ids=str)
def test_it_is_saved_and_read(shape: tuple[int, ...], dtype: Any, tmp_path: Path) -> None:
    save_tensors(tmp_path / "small.safetensors", {"x": no_tensor(*shape, dtype=dtype), "last": no_tensor(2)})
    found = load_tensors(tmp_path / "small.safetensors")
    assert repr(found["x"]) == repr(no_tensor(*shape, dtype=dtype))
    assert found["last"].shape == (2,)


class Odd(Module):
    """A module with a parameter of no elements."""

    def __init__(self) -> None:
        self.none = Parameter(no_tensor(0, 3))
        self.one = Parameter(no_tensor(1))


@pytest.mark.parametrize("make", [SGD, Adam, AdamW, RMSprop, Adagrad])
def test_a_module_with_an_empty_parameter_goes_on_from_a_checkpoint(make: Any, tmp_path: Path) -> None:
    module, twin = Odd(), Odd()
    optimizer, other = make(module.parameters(), 0.1), make(twin.parameters(), 0.1)
    for _ in range(2):
        backprop(untyped(module.none.sum() + module.one.exp().sum()))
        optimizer.step()
    save_checkpoint(tmp_path / "odd.safetensors", module, optimizer=optimizer)
    load_checkpoint(tmp_path / "odd.safetensors", twin, optimizer=other)
    for m, o in ((module, optimizer), (twin, other)):
        o.zero_grad()
        backprop(untyped(m.none.sum() + m.one.exp().sum()))
        o.step()
    assert twin.one.numpy().tobytes() == module.one.numpy().tobytes()
    assert twin.none.shape == (0, 3)


def test_a_summary_counts_no_elements_as_none() -> None:
    assert "1" in str(summary(Odd()))
    assert summary(Odd()).parameters == 1


FAR = 2**31 + 5
FLOATS = 2**29 + 5  # of 4 bytes


def skip_without(needed: int) -> None:
    """Skip a test of large arrays where so many bytes are not free."""
    free = os.sysconf("SC_AVPHYS_PAGES") * os.sysconf("SC_PAGE_SIZE") if hasattr(os, "sysconf") else 0
    if free < needed:
        pytest.skip(f"{free} bytes of memory are free, {needed} are needed")


@pytest.mark.slow  # an array of 2**31 bytes, and results of it: 5 GB, some seconds
def test_more_elements_than_an_int32_counts_are_right_at_the_far_end() -> None:
    skip_without(3 * FAR)
    data = np.zeros(FAR, np.bool_)
    data[-1] = True
    x: Any = untyped(tg.as_tensor)(data, bool_, (FAR,))
    del data
    assert x[-1].item()
    assert untyped(tg.count_nonzero)(x).item() == 1
    assert not x[:-1].any().item()


@pytest.mark.slow  # 8.5 GB at the peak, up to a minute
def test_gradients_of_more_bytes_than_an_int32_counts_are_right_at_both_ends() -> None:
    skip_without(6 * 4 * FLOATS)
    data = np.zeros(FLOATS, np.float32)
    data[0], data[-1] = 3.0, 5.0
    w: Any = Parameter(untyped(tg.as_tensor)(data, float32))
    del data
    loss = (w * w).sum()
    assert loss.item() == 34.0
    backprop(loss)
    slope = w.grad.numpy()
    assert [float(slope[place]) for place in (0, 1, -2, -1)] == [6.0, 0.0, 0.0, 10.0]
