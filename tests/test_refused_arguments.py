"""Arguments of the wrong kind: each is refused by an error that names what was called and what was given.

The checkers reject these calls, so they are written with functions whose types they do not know.
"""

from __future__ import annotations

from decimal import Decimal
from functools import partial
from math import inf, isnan
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
import pytest
from helpers import operand, untyped

import typedgrad as tg
from typedgrad import DTypeError, Parameter, ShapeError, checkpoint, detect_nan, enable_grad, float64, no_grad
from typedgrad import nn as networks
from typedgrad import optim as optimizers
from typedgrad import train as training
from typedgrad.errors import described

if TYPE_CHECKING:
    from collections.abc import Callable

# Any: whatever is called with whatever
lib: Any = tg
files: Any = checkpoint
nn: Any = networks
optim: Any = optimizers
train: Any = training


class HostileRepr:
    """What cannot even be shown."""

    def __repr__(self) -> str:
        raise RuntimeError("a hostile repr")


class HostileEq:
    """What cannot be compared."""

    def __eq__(self, other: object) -> bool:
        raise RuntimeError("a hostile eq")

    __hash__ = object.__hash__


class HostileArray:
    """What says that it is an array, and is not."""

    def __array__(self, *arguments: object) -> object:
        raise RuntimeError("a hostile array")


class Refused(NamedTuple):
    """A call, exactly which error it raises, and what the message has, after the name that it begins with."""

    name: str
    call: Callable[[], object]
    error: type[Exception]
    parts: tuple[str, ...]


def refused(name: str, call: Callable[[], object], error: type[Exception], *parts: str) -> Refused:
    """A row of a table."""
    return Refused(name, call, error, parts)


def calling(call: Callable[..., object], *arguments: object, **settings: object) -> Callable[[], object]:
    """The call of a row, of one of several things that are called alike."""
    return lambda: call(*arguments, **settings)


v: Any = operand((3,), float64)
w: Any = Parameter(operand((2,), float64, 5))
A: Any = np.ones(2)
AN_ARRAY = "array([1., 1.]) of type ndarray"
EQ: Any = HostileEq()
LABELS: Any = np.array([0, 1])
FILE = "no directory/x.safetensors"  # nothing is written
MODEL: Any = nn.Linear(2, 2, rng=np.random.default_rng(0))
RUNS: dict[str, Any] = {
    "save_checkpoint": partial(files.save_checkpoint, model=MODEL),
    "load_checkpoint": partial(files.load_checkpoint, model=MODEL),
}
PATHS: dict[str, Any] = {
    "save_tensors": partial(files.save_tensors, tensors={"v": v}),
    "load_tensors": files.load_tensors,
    "load_metadata": files.load_metadata,
    **RUNS,
}


def scalar() -> Any:
    """A parameter without axes."""
    return Parameter(operand((), float64))


def sgd() -> Any:
    """An optimizer."""
    return optim.SGD([Parameter(operand((2,), float64))], lr=0.1)


def matrix(classes: object) -> Any:
    """The confusion matrix of two labels."""
    return train.confusion_matrix(LABELS, LABELS, classes)


def score(name: str, **settings: object) -> Any:
    """A metric of two labels."""
    return getattr(train, name)(LABELS, LABELS, **settings)


def glorot(shape: object, **settings: object) -> object:
    """Weights of a shape."""
    return nn.glorot_uniform(shape, float64, **{"rng": np.random.default_rng(0), **settings})


def linear(n_in: int, n_out: int) -> object:
    """A layer of these sizes."""
    return nn.Linear(n_in, n_out, rng=np.random.default_rng(0))


def plateau(**settings: object) -> object:
    """A schedule of these settings."""
    return optim.ReduceLROnPlateau(sgd(), **settings)


def total(*xs: Any) -> Any:
    """A scalar of all of them."""
    return sum(((x * x).sum() for x in xs[1:]), (xs[0] * xs[0]).sum())


def by(argnums: object, *arguments: object) -> Callable[[], object]:
    """`value_and_grad` of a function of these arguments, by some of them."""
    return lambda: lib.value_and_grad(total, argnums)(*(arguments or (v, v)))


ARGNUMS = [
    refused("value_and_grad", by((0, -1), v), ValueError, "(0, -1)", "twice", "1 given"),
    refused("value_and_grad", by((-1, 1)), ValueError, "(-1, 1)", "twice", "2 given"),
    refused("value_and_grad", by((0, 1, -2)), ValueError, "(0, 1, -2)", "twice"),
    refused("value_and_grad", by((0, 0)), ValueError, "(0, 0)", "twice"),
    refused("value_and_grad", by(-9), TypeError, "argument -9 of 2"),
    refused("value_and_grad", by((0, -3)), TypeError, "argument -3 of 2"),
    refused("value_and_grad", by(2), TypeError, "argument 2 of 2"),
    refused("value_and_grad", by(()), ValueError, "argnums is ()", "no argument"),
    refused("value_and_grad", by(None), DTypeError, "argnums is None of type NoneType"),
    refused("value_and_grad", by(1.5), DTypeError, "argnums is 1.5 of type float"),
    refused("value_and_grad", by(True), DTypeError, "argnums is True of type bool"),
    refused("value_and_grad", by("a"), DTypeError, "argnums is 'a' of type str"),
    refused("value_and_grad", by((0, None)), DTypeError, "argnums is (0, None) of type tuple"),
    refused("value_and_grad", by((0, 1.0)), DTypeError, "argnums is (0, 1.0) of type tuple"),
    refused("value_and_grad", by(np.array([0, 1])), DTypeError, "argnums is array([0, 1]) of type ndarray"),
    refused("value_and_grad", by(i for i in (0, 1)), DTypeError, "argnums is <generator", "of type generator"),
]

FUNCTIONS = [
    refused("value_and_grad", lambda: lib.value_and_grad(3), TypeError, "3 of type int", "not a function"),
    refused("check_gradients", lambda: lib.check_gradients(None, v), TypeError, "None", "not a function"),
    refused("finite_difference", lambda: lib.finite_difference("f", v), TypeError, "'f'", "not a function"),
    refused("hessian", lambda: lib.hessian(v, v), TypeError, "of type Tensor", "not a function"),
    refused("jacobian", lambda: lib.jacobian(1.5, v), TypeError, "1.5", "not a function"),
    refused("hessian_vector_product", lambda: lib.hessian_vector_product((), v, v), TypeError, "()", "not a function"),
    refused("no_grad", lambda: no_grad()(untyped(3)), TypeError, "3 of type int", "not a function"),
    refused("enable_grad", lambda: enable_grad()(untyped(None)), TypeError, "None", "not a function"),
    refused("detect_nan", lambda: detect_nan()(untyped(1)), TypeError, "1 of type int", "not a function"),
]

SEQUENCES = [
    refused("gradients", lambda: lib.gradients((w * w).sum(), ""), DTypeError, "'' of type str"),
    refused("gradients", lambda: lib.gradients((w * w).sum(), b""), DTypeError, "b'' of type bytes"),
]

SIZES = [
    refused("plus", lambda: lib.plus("a", "b"), DTypeError, "'a' of type str"),
    refused("plus", lambda: lib.plus(v, 1), DTypeError, "of type Tensor"),
    refused("plus", lambda: lib.plus(2, 1.5), DTypeError, "1.5 of type float"),
    refused("times", lambda: lib.times(2, "ab"), DTypeError, "'ab' of type str"),
    refused("times", lambda: lib.times([1], 2), DTypeError, "[1] of type list"),
    refused("times", lambda: lib.times(True, 2), DTypeError, "True of type bool"),
    refused("glorot_uniform", lambda: glorot(2), ShapeError, "2 of type int"),
    refused("glorot_uniform", lambda: glorot([2, 3]), ShapeError, "[2, 3] of type list"),
    refused("glorot_uniform", lambda: glorot((2, 10**30)), ShapeError, str(10**30)),
    refused("glorot_uniform", lambda: glorot((2, 3), rng=None), DTypeError, "None of type NoneType"),
    refused("glorot_uniform", lambda: glorot((2, 3), rng=0), DTypeError, "0 of type int"),
    refused("Linear", lambda: linear(10**30, 2), ShapeError, str(10**30), "no array"),
    refused("Linear", lambda: linear(2**40, 2**40), ShapeError, str(2**40), "no array"),
]

SETTINGS: list[tuple[dict[str, object], type[Exception], str]] = [
    ({"classes": "3"}, DTypeError, "classes is '3' of type str"),
    ({"classes": 2.0}, DTypeError, "classes is 2.0 of type float"),
    ({"classes": A}, DTypeError, AN_ARRAY),
    ({"classes": 10**30}, ShapeError, str(10**30)),
    ({"average": A}, ValueError, AN_ARRAY),
    ({"average": EQ}, ValueError, "of type HostileEq"),
    ({"average": []}, ValueError, "[] of type list"),
    ({"average": "median"}, ValueError, "average 'median' is not"),
]
METRICS = [
    refused("confusion_matrix", lambda: matrix("3"), DTypeError, "classes is '3' of type str"),
    refused("confusion_matrix", lambda: matrix(2.0), DTypeError, "classes is 2.0 of type float"),
    refused("confusion_matrix", lambda: matrix(None), DTypeError, "classes is None of type NoneType"),
    refused("confusion_matrix", lambda: matrix(A), DTypeError, AN_ARRAY),
    refused("confusion_matrix", lambda: matrix(10**30), ShapeError, str(10**30)),
    refused("confusion_matrix", lambda: matrix(2**32), ShapeError, str(2**32)),  # whose square is too many
    refused("confusion_matrix", lambda: matrix(-1), ValueError, "classes is -1"),
    *(
        refused(name, calling(score, name, **setting), error, part)
        for name in ("f1_score", "precision_score", "recall_score")
        for setting, error, part in SETTINGS
    ),
]

NAMED = [
    refused("meshgrid", lambda: lib.meshgrid(v, v, indexing=[]), ValueError, "[] of type list"),
    refused("meshgrid", lambda: lib.meshgrid(v, v, indexing=A), ValueError, AN_ARRAY),
    refused("searchsorted", lambda: lib.searchsorted(v, v, side=A), ValueError, AN_ARRAY),
    refused("searchsorted", lambda: lib.searchsorted(v, v, side=EQ), ValueError, "of type HostileEq"),
    refused("to_device", lambda: v.to_device(A), ValueError, AN_ARRAY),
    refused("to_device", lambda: v.to_device(EQ), ValueError, "of type HostileEq"),
    refused("ReduceLROnPlateau", lambda: plateau(mode=A), ValueError, f"mode is {AN_ARRAY}"),
    refused("ReduceLROnPlateau", lambda: plateau(mode=EQ), ValueError, "of type HostileEq"),
    refused("ReduceLROnPlateau", lambda: plateau(threshold_mode=A), ValueError, f"threshold_mode is {AN_ARRAY}"),
    refused("EarlyStopping", lambda: train.EarlyStopping(mode=[]), ValueError, "mode is [] of type list"),
    refused("EarlyStopping", lambda: train.EarlyStopping(mode=A), ValueError, f"mode is {AN_ARRAY}"),
]

FLAGS = [
    refused(name, calling(getattr(lib, name), v, 0, keepdims=A), DTypeError, f"keepdims is {AN_ARRAY}")
    for name in ("sum", "prod", "mean", "var", "std", "max", "min", "logsumexp", "norm", "count_nonzero")
]

NUMBERS = [
    *(
        refused("EarlyStopping", calling(train.EarlyStopping, min_delta=delta), DTypeError, part)
        for delta, part in (
            (True, "min_delta is True of type bool"),
            (None, "min_delta is None of type NoneType"),
            (Decimal(1), "min_delta is Decimal('1') of type Decimal"),
            (np.True_, "of type bool"),
            (v.sum(), "of type Tensor"),
        )
    ),
    refused("EarlyStopping", lambda: train.EarlyStopping(min_delta=10**400), OverflowError, "an integer of type int"),
    refused("EarlyStopping", lambda: train.EarlyStopping(patience=A), DTypeError, f"patience is {AN_ARRAY}"),
    refused("ReduceLROnPlateau", lambda: plateau(patience=A), DTypeError, f"patience is {AN_ARRAY}"),
    refused("ReduceLROnPlateau", lambda: plateau(cooldown=A), DTypeError, f"cooldown is {AN_ARRAY}"),
    refused("StepLR", lambda: optim.StepLR(sgd(), A), DTypeError, f"step_size is {AN_ARRAY}"),
    refused("CosineAnnealingLR", lambda: optim.CosineAnnealingLR(sgd(), A), DTypeError, f"t_max is {AN_ARRAY}"),
    refused("LinearWarmup", lambda: optim.LinearWarmup(sgd(), A), DTypeError, f"warmup_steps is {AN_ARRAY}"),
    refused("DataLoader", lambda: train.DataLoader(v, v, A), DTypeError, f"batch_size is {AN_ARRAY}"),
]

SHAPES = [
    refused("as_tensor", lambda: lib.as_tensor([1.0, 2.0], float64, A), ShapeError, AN_ARRAY),
    refused("as_tensor", lambda: lib.as_tensor([1.0, 2.0], float64, [2]), ShapeError, "[2] of type list"),
    refused("as_tensor", lambda: lib.as_tensor([1.0, 2.0], float64, EQ), ShapeError, "of type HostileEq"),
    refused("as_tensor", lambda: lib.as_tensor([1.0, 2.0], float64, (A,)), ShapeError, "array([1., 1.])"),
    refused("as_tensor", lambda: lib.as_tensor(HostileArray(), float64), DTypeError, "HostileArray", "a hostile array"),
    refused("einsum", lambda: lib.einsum("i->i", v, shape=A), ShapeError, AN_ARRAY),
    refused("einsum", lambda: lib.einsum("i->i", v, shape=3), ShapeError, "3 of type int"),
    refused("einsum", lambda: lib.einsum("i->i", v, shape=(EQ,)), ShapeError, "HostileEq"),
]

PARAMETERS = [
    *(
        refused(name, calling(getattr(optim, name), scalar()), DTypeError, "of type Parameter")
        for kind in ("SGD", "Adam", "AdamW", "RMSprop", "Adagrad")
        for name in (f"{kind}Group", kind)
        if name != "SGD"
    ),
    refused("SGD", lambda: optim.SGD(scalar(), lr=0.1), DTypeError, "of type Parameter", "not parameters"),
    refused("clip_grad_norm", lambda: optim.clip_grad_norm(scalar(), 1.0), DTypeError, "of type Parameter"),
    refused("clip_grad_value", lambda: optim.clip_grad_value(v.sum(), 1.0), DTypeError, "of type Tensor"),
]

NO_PATHS: list[tuple[object, str]] = [(None, "None"), (3, "3 of type int"), (b"a", "b'a'"), ([], "[]"), (A, AN_ARRAY)]
FILES = [
    *(
        refused(name, calling(call, path), DTypeError, part, "is no path")
        for name, call in PATHS.items()
        for path, part in NO_PATHS
    ),
    *(
        refused(name, calling(call, "a\0b"), ValueError, r"'a\x00b' of type str", "it has a NUL")
        for name, call in PATHS.items()
    ),
    *(
        refused("save_tensors", calling(files.save_tensors, FILE, tensors), DTypeError, part, "mapping")
        for tensors, part in (([v], "[Tensor"), (v, "of type Tensor"), (None, "None of type NoneType"))
    ),
    *(
        refused("save_tensors", calling(files.save_tensors, FILE, {}, metadata=texts), DTypeError, part)
        for texts, part in ((None, "metadata: None of type NoneType"), ("ab", "metadata: 'ab' of type str"))
    ),
    *(
        refused(name, calling(call, FILE, **given), DTypeError, part)
        for name, call in RUNS.items()
        for given, part in (
            ({"generators": None}, "generators: None of type NoneType"),
            ({"generators": [np.random.default_rng(0)]}, "generators: [Generator(PCG64)"),
            ({"parts": None}, "parts: None of type NoneType"),
            ({"parts": "ab"}, "parts: 'ab' of type str"),
            ({"parts": {1: sgd()}}, "1 of type int is no name"),  # it was written as '1', which another may have
        )
    ),
]


TABLE = [
    *(*ARGNUMS, *FUNCTIONS, *SEQUENCES, *SIZES, *METRICS),
    *(*NAMED, *FLAGS, *NUMBERS, *SHAPES, *PARAMETERS, *FILES),
]


@pytest.mark.parametrize("wrong", TABLE, ids=lambda wrong: f"{wrong.name} {wrong.parts[0]}")
def test_the_error_names_the_operation_and_the_value(wrong: Refused) -> None:
    with pytest.raises(wrong.error) as caught:
        wrong.call()
    message = str(caught.value)
    assert type(caught.value) is wrong.error, f"{type(caught.value)}: {message}"
    assert message.startswith(wrong.name)
    assert [part for part in wrong.parts if part not in message] == [], message


@pytest.mark.parametrize("argnums", [(0, 1), (-2, -1), (0, -1), (-1, 0), [1, 0]], ids=str)
def test_arguments_counted_from_either_end(argnums: Any) -> None:  # a list too, which the type does not name
    given: Any = (operand((2,), float64), operand((3,), float64))
    _, found = lib.value_and_grad(total, argnums)(*given)
    assert [g.tolist() for g in found] == [(given[i] * 2.0).tolist() for i in argnums]


def test_what_has_no_repr_is_described_by_its_type() -> None:
    assert described(HostileRepr()) == "a value of type HostileRepr"
    assert described([10**5000]) == "a value of type list"  # Python refuses to write so many digits
    with pytest.raises(DTypeError, match="value_and_grad: argnums is a value of type HostileRepr"):
        lib.value_and_grad(total, HostileRepr())


@pytest.mark.parametrize("name", ["matmul", "vecdot", "outer", "cross", "searchsorted", "tensordot", "add", "solve"])
def test_of_two_that_are_no_tensors_the_first_is_named(name: str) -> None:
    with pytest.raises(DTypeError, match=f"{name}: .*first"):
        getattr(lib, name)("first", "second")


def test_a_product_over_more_axes_than_there_are_letters() -> None:
    with pytest.raises(ShapeError, match="53 axes, more than 52"):
        lib.tensordot(lib.ones((1,) * 30), lib.ones((1,) * 23), axes=0)


def test_a_power_however_large_has_no_warning_of_numpys() -> None:
    x = lib.as_tensor([[2.0, 0.0], [0.0, 0.5]], float64)
    assert lib.matrix_power(x, 1100)[0, 0].item() == inf
    assert isnan(lib.matrix_power(x, 10**30)[0, 0].item())  # of infinity times zero
    assert lib.matrix_power(lib.eye(2), 2**5000 + 1).tolist() == [[1.0, 0.0], [0.0, 1.0]]
    assert lib.matrix_power(x, 11)[0, 0].item() == 2.0**11


@pytest.mark.parametrize("far", [10**30, 2**63, 2**31, 3, 4])
def test_a_triangle_however_far_from_the_diagonal(far: int) -> None:
    x = lib.ones((3, 4))
    assert (lib.tril(x, far) == x).all()
    assert (lib.triu(x, -far) == x).all()
    assert not (lib.tril(x, -far) != 0.0).any()
    assert not (lib.triu(x, far + 1) != 0.0).any()


def test_a_refused_array_says_what_it_raised_itself() -> None:
    with pytest.raises(DTypeError) as caught:
        lib.as_tensor(HostileArray(), float64)
    assert isinstance(caught.value.__cause__, RuntimeError)


def test_a_number_of_classes_of_numpys() -> None:
    assert score("f1_score", classes=np.int64(3), average=None).shape == (3,)
    assert matrix(np.int64(3)).shape == (3, 3)
