"""Axes of size 0 and 1: the gradients of each primitive's method in NumPy's shapes, and what has no elements at all."""

from __future__ import annotations

import os
from itertools import product
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from helpers import array, tensor, untyped, values

import typedgrad as tg
from typedgrad import Parameter, ShapeError, backprop, bool_, float64
from typedgrad.nn import Linear
from typedgrad.optim import SGD, Adagrad, Adam, AdamW, RMSprop

if TYPE_CHECKING:
    from collections.abc import Callable

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


FAR = 2**31 + 5


@pytest.mark.slow  # an array of 2**31 bytes, and results of it: 5 GB, some seconds
def test_more_elements_than_an_int32_counts_are_right_at_the_far_end() -> None:
    free = os.sysconf("SC_AVPHYS_PAGES") * os.sysconf("SC_PAGE_SIZE") if hasattr(os, "sysconf") else 0
    if free < 3 * FAR:
        pytest.skip(f"{free} bytes of memory are free, {3 * FAR} are needed")
    data = np.zeros(FAR, np.bool_)
    data[-1] = True
    x: Any = untyped(tg.as_tensor)(data, bool_, (FAR,))
    del data
    assert x[-1].item()
    assert untyped(tg.count_nonzero)(x).item() == 1
    assert not x[:-1].any().item()
