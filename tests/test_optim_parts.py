"""How optimizers work: in blocks of flat arrays, in two parts, and what a copy of one holds."""

from __future__ import annotations

import copy
import pickle
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from helpers import FLOATS, each_of, untyped
from optim_formulas import GRADIENTS, MAKERS, adam, run, sgd

from typedgrad import DType, Parameter, as_tensor, float32, float64, ones, zeros
from typedgrad.optim import SGD, Adam, Optimizer
from typedgrad.optim.flat import BLOCK_BYTES
from typedgrad.optim.kernel import calls_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from optim_formulas import Array


# --------------------------------------------------------------------------------------------------------------- blocks
BLOCK = BLOCK_BYTES // 8
FORMULAS: list[tuple[Callable[[list[Any]], Optimizer], Callable[[list[Array]], Array]]] = [
    (lambda ps: SGD(ps, 0.1), lambda gs: sgd(gs, 0.1, 0.0)),
    (lambda ps: SGD(ps, 0.1, momentum=0.9), lambda gs: sgd(gs, 0.1, 0.9)),
    (lambda ps: Adam(ps, 0.1), lambda gs: adam(gs, 0.1)),
]


@pytest.mark.parametrize(("make", "formula"), FORMULAS)
@pytest.mark.parametrize("size", [0, 1, BLOCK - 1, BLOCK, BLOCK + 1, 2 * BLOCK, 2 * BLOCK + 3])
def test_an_update_in_blocks_is_the_update_in_one(
    size: int, make: Callable[[list[Any]], Optimizer], formula: Callable[[list[Array]], Array]
) -> None:
    gradients: list[Array] = [np.random.default_rng(i).normal(size=size) for i in range(3)]
    parameter = Parameter(zeros((size,), float64))
    run(make([parameter]), parameter, gradients)
    np.testing.assert_allclose(parameter.numpy(), formula(gradients), rtol=1e-11)


@each_of(FLOATS)
def test_every_block_starts_on_a_cache_line(dtype: type[DType]) -> None:
    parameter: Any = Parameter(untyped(zeros)((3 * BLOCK + 1,), dtype))
    parameter.grad = untyped(zeros)((3 * BLOCK + 1,), dtype)
    for stretch in Adam([parameter])._begin():
        assert len(stretch.blocks) == (2 if dtype is float32 else 4)
        for values, gradients, first, second, scratch, *_ in stretch.blocks:
            arrays = (values, gradients, first, second, scratch)
            assert {array.ctypes.data % 64 for array in arrays} == {0}


@pytest.mark.parametrize(("make", "formula"), FORMULAS)
def test_groups_and_parameters_across_blocks_take_their_own_steps(
    make: Callable[[list[Any]], Optimizer], formula: Callable[[list[Array]], Array]
) -> None:
    """Of two dtypes in turn, with gradients that come and go, so that stretches begin and end within blocks."""
    sizes = [BLOCK - 1, 3, 0, BLOCK + 1, 5, 2 * BLOCK, 1, 7]
    dtypes: list[Any] = [float64, float32] * 4
    have = [
        [True] * 8,
        [True] * 8,
        [i % 3 != 0 for i in range(8)],
        [i > 3 for i in range(8)],
        [True] * 8,
        [i < 5 for i in range(8)],
    ]
    random = np.random.default_rng(0)
    given: list[list[Array]] = [[] for _ in sizes]
    parameters = [Parameter(zeros((size,), dtype)) for size, dtype in zip(sizes, dtypes, strict=True)]
    optimizer = make(list(parameters))
    for row in have:
        optimizer.zero_grad()
        for parameter, dtype, gradients, has_gradient in zip(parameters, dtypes, given, row, strict=True):
            if has_gradient:
                gradients.append(random.normal(size=parameter.shape))
                parameter.grad = untyped(as_tensor(gradients[-1], dtype))
        optimizer.step()
    for parameter, gradients in zip(parameters, given, strict=True):
        rtol = 1e-11 if parameter.dtype == np.float64 else 1e-4
        np.testing.assert_allclose(parameter.numpy(), formula(gradients), rtol=rtol, atol=rtol)


# ------------------------------------------------------------------------------------------------- both parts of a step
@pytest.mark.parametrize("make", MAKERS)
def test_a_step_can_be_replayed_as_its_numpy_calls(make: Callable[[list[Any]], Optimizer]) -> None:
    """The arrays that a step works on, and the calls, stay the same; only the numbers in 0-d arrays change."""
    parameters = [Parameter(zeros((3, 4), float64)) for _ in range(2)]
    stepped, replayed = (make([parameter]) for parameter in parameters)
    for parameter in parameters:
        parameter.grad = as_tensor(GRADIENTS[0], float64)
    stretches, structure = replayed._begin(), replayed._structure()
    for step in range(5):
        stepped.step()
        if step:
            assert replayed._begin() == stretches
            assert replayed._structure() == structure
        for stretch in stretches:
            assert stretch.step == step + 1
            for call in stretch.calls:
                call()
    assert parameters[0].numpy().tolist() == parameters[1].numpy().tolist()


def test_a_kernel_of_other_calls_than_elementwise_ones_is_refused() -> None:
    """They could not be replayed."""

    def kernel(values: Any, total: Any) -> None:
        np.add.reduce(values, out=total)

    with pytest.raises(NotImplementedError, match=r"a kernel calls add\.reduce"):
        calls_of(kernel, [np.ones(3), np.ones(())])


def test_the_structure_of_sgd_is_whether_there_is_momentum() -> None:
    optimizer = SGD([Parameter(ones((2,)))], 0.1)
    plain = optimizer._structure()
    optimizer.lr = 0.2
    assert optimizer._structure() == plain
    optimizer.momentum = 0.9
    assert optimizer._structure() != plain


# --------------------------------------------------------------------------------------------------------------- copies
COPIES: list[Callable[[Any], Any]] = [copy.deepcopy, lambda pair: pickle.loads(pickle.dumps(pair))]


@pytest.mark.parametrize("copied", COPIES)
@pytest.mark.parametrize("make", MAKERS)
def test_a_copied_optimizer_updates_the_copied_parameters(
    make: Callable[[list[Any]], Optimizer], copied: Callable[[Any], Any]
) -> None:
    parameter = Parameter(zeros((3, 4), float64))
    optimizer = make([parameter])
    run(optimizer, parameter, GRADIENTS[:3])
    other, other_parameter = copied((optimizer, parameter))
    run(other, other_parameter, GRADIENTS[3:6])
    after = other_parameter.numpy().copy()
    run(optimizer, parameter, GRADIENTS[3:6])
    assert after.tolist() == parameter.numpy().tolist()
    assert not np.shares_memory(after, parameter.numpy())
