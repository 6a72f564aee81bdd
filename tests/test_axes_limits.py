"""Many axes: 64 are what NumPy has, and what would make more is refused by its name."""

from __future__ import annotations

import pickle
from string import ascii_letters
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from helpers import untyped

import typedgrad as tg
from typedgrad import Parameter, ShapeError, backprop, float64, int64, ones

if TYPE_CHECKING:
    from collections.abc import Callable

MOST = 64


def of_axes(rank: int, *sizes: int) -> Any:
    """A tensor of so many axes, the first of these sizes and the rest of size 1."""
    return untyped(ones)((*sizes, *(1,) * (rank - len(sizes))), float64)


WITHIN: dict[str, Callable[[Any], Any]] = {
    "add": lambda x: x + x,
    "broadcast": lambda x: x + 1.0,
    "sum": lambda x: x.sum(),
    "sum of axes": lambda x: x.sum(tuple(range(MOST))),
    "sum, keepdims": lambda x: x.sum(tuple(range(0, MOST, 2)), keepdims=True),
    "transpose": lambda x: x.transpose(tuple(reversed(range(MOST)))),
    "reshape": lambda x: x.reshape((4, 9)),
    "matmul": lambda x: x.transpose(tuple(reversed(range(MOST)))) @ x.transpose(tuple(reversed(range(MOST)))).mT,
    "index": lambda x: x[(0,) * MOST],
    "slices": lambda x: x[(slice(None),) * MOST],
    "broadcast_to": lambda x: untyped(tg.broadcast_to)(x, (2, 3, 3, 2, *(1,) * (MOST - 5), 2)),
    "concat": lambda x: untyped(tg.concat)([x, x * 2.0], axis=MOST - 1),
    "flip": untyped(tg.flip),
    "exp": lambda x: x.exp(),
    "where": lambda x: untyped(tg.where)(x > 1.75, x, -x),
    "max": lambda x: x.max(),
}


def shuffled(*sizes: int) -> Any:
    """Numbers in no order, above 0.1 and none of them twice, in 64 axes of which the first have these sizes."""
    data = np.random.default_rng(0).permutation(np.arange(1.0, np.prod(sizes) + 1.0)) / 10.0
    return untyped(tg.as_tensor)(data.reshape((*sizes, *(1,) * (MOST - len(sizes)))), float64)


@pytest.mark.parametrize("name", WITHIN)
def test_sixty_four_axes_have_the_gradients_of_differences(name: str) -> None:
    x = shuffled(2, 3, 3, 2)
    w = Parameter(x)
    result = WITHIN[name](w)
    weights = np.linspace(0.5, 1.5, result.size).reshape(result.shape)  # each element's own, so that places count
    backprop((result * untyped(tg.as_tensor)(weights, float64)).sum())
    grad: Any = untyped(w.grad).numpy()
    assert grad.shape == x.shape
    eps = 1e-5
    differences: Any = np.empty(x.shape)
    for place in np.ndindex(x.shape[:4]):
        at = (*place, *(0,) * (MOST - 4))
        sums: list[float] = []
        for step in (eps, -eps):
            moved = x.numpy().copy()
            moved[at] += step
            sums.append(float((WITHIN[name](untyped(tg.as_tensor)(moved, float64)).numpy() * weights).sum()))
        differences[at] = (sums[0] - sums[1]) / (2 * eps)
    np.testing.assert_allclose(grad, differences, rtol=1e-7, atol=1e-7)


def test_sixty_four_axes_are_shown_and_pickled() -> None:
    x = of_axes(MOST, 2)
    assert repr(x).startswith("Tensor[float64, tuple[2, 1, ")
    assert pickle.loads(pickle.dumps(x)).shape == x.shape


def test_einsum_takes_all_letters() -> None:
    x = of_axes(len(ascii_letters), 2, 3)
    w = Parameter(x)
    y = untyped(tg.einsum)(f"{ascii_letters}->{ascii_letters[::-1]}", w)
    assert y.shape == x.shape[::-1]
    backprop(y.sum())
    np.testing.assert_array_equal(untyped(w.grad).numpy(), np.ones(x.shape))


BEYOND: dict[str, tuple[str, Callable[[], Any]]] = {
    "ones": ("ones", lambda: of_axes(MOST + 1)),
    "zeros": ("zeros", lambda: untyped(tg.zeros)((1,) * (MOST + 1))),
    "full": ("full", lambda: untyped(tg.full)((1,) * (MOST + 1), 2.0)),
    "as_tensor": ("as_tensor", lambda: untyped(tg.as_tensor)([1.0], float64, (1,) * (MOST + 1))),
    "reshape": ("reshape", lambda: of_axes(1).reshape((1,) * (MOST + 1))),
    "broadcast_to": ("broadcast_to", lambda: untyped(tg.broadcast_to)(of_axes(1), (1,) * (MOST + 1))),
    "expand_dims": ("expand_dims", lambda: untyped(tg.expand_dims)(of_axes(MOST), 0)),
    "stack": ("stack", lambda: untyped(tg.stack)([of_axes(MOST)] * 2)),
    "stack, last": ("stack", lambda: untyped(tg.stack)([of_axes(MOST)] * 2, axis=MOST)),
    "outer": ("outer", lambda: untyped(tg.outer)(of_axes(MOST), of_axes(MOST))),
    "tensordot": ("tensordot", lambda: untyped(tg.tensordot)(of_axes(32), of_axes(33), axes=0)),
    "None": ("index", lambda: of_axes(MOST)[None]),
    "None, last": ("index", lambda: of_axes(MOST)[..., None]),
    "Nones": ("index", lambda: of_axes(32)[(None,) * 33]),
    "tensor of indices": ("index", lambda: of_axes(MOST)[untyped(tg.zeros)((1, 1), int64)]),
    "take": ("take", lambda: untyped(tg.take)(of_axes(MOST), untyped(tg.zeros)((1, 1), int64), axis=0)),
    "tile": ("tile", lambda: untyped(tg.tile)(of_axes(MOST), (1,) * (MOST + 1))),
    "meshgrid": ("meshgrid", lambda: untyped(tg.meshgrid)(*[of_axes(1)] * (MOST + 1))),
    "one_hot": ("one_hot", lambda: untyped(tg.one_hot)(untyped(tg.zeros)((1,) * MOST, int64), 2)),
    "too many indices": ("index", lambda: of_axes(MOST)[(0,) * (MOST + 1)]),
    "tensordot, letters": ("tensordot", lambda: untyped(tg.tensordot)(of_axes(27), of_axes(26), axes=0)),
}


@pytest.mark.parametrize("name", BEYOND)
def test_more_axes_are_refused(name: str) -> None:
    operation, call = BEYOND[name]
    with pytest.raises(ShapeError, match=f"^{operation}: "):
        call()


JUST_BEYOND = ("expand_dims", "take", "meshgrid")
"""Those of one axis more than there can be, which are counted before NumPy is called."""


@pytest.mark.parametrize("name", JUST_BEYOND)
def test_the_message_says_how_many_axes_there_would_be(name: str) -> None:
    operation, call = BEYOND[name]
    with pytest.raises(ShapeError, match=rf"^{operation}: {MOST + 1} axes, more than {MOST}$"):
        call()


AT_MOST: dict[str, Callable[[], Any]] = {
    "expand_dims": lambda: untyped(tg.expand_dims)(of_axes(MOST - 1), 0),
    "stack": lambda: untyped(tg.stack)([of_axes(MOST - 1)] * 2),
    "take": lambda: untyped(tg.take)(of_axes(MOST - 1), untyped(tg.zeros)((1, 1), int64), axis=0),
    "meshgrid": lambda: untyped(tg.meshgrid)(*[of_axes(1)] * MOST)[0],
    "None": lambda: of_axes(MOST - 1)[None],
    "one_hot": lambda: untyped(tg.one_hot)(untyped(tg.zeros)((1,) * (MOST - 1), int64), 2),
}


@pytest.mark.parametrize("name", AT_MOST)
def test_as_many_axes_as_there_can_be(name: str) -> None:
    assert len(AT_MOST[name]().shape) == MOST
