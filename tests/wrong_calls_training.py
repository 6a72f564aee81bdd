"""Wrong calls of modules, layers, activations and losses; and what takes part in one, which stays as it was."""

from __future__ import annotations

import pickle
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
from helpers import untyped

from typedgrad import (
    DTypeError,
    Float,
    Parameter,
    ShapeError,
    as_tensor,
    backprop,
    bool_,
    float32,
    float64,
    int64,
    nn,
    ones,
    optim,
    train,
    zeros,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

NAN, INF = float("nan"), float("inf")


class Lines(train.Trainer[Any, Any, Any, Any]):
    """A classifier of three features in two classes, whose methods a row may replace."""

    def forward(self, x: Any, /) -> Any:
        """Logits."""
        return self.network(x)

    def loss(self, output: Any, target: Any, /) -> Any:
        """Cross-entropy."""
        return nn.cross_entropy(output, target)

    def score(self, output: Any, target: Any, /) -> float:
        """How many are right."""
        return train.accuracy(target, output.argmax(-1))


class Bench:
    """Objects that a wrong call may take part in, each after some use. All are `Any`: the checkers reject the calls."""

    def __init__(self, directory: Path) -> None:
        self.directory = directory
        self.rng: Any = np.random.default_rng(1)
        self.x: Any = as_tensor(np.linspace(-1.0, 1.0, 6, dtype=np.float32).reshape(2, 3), float32, (2, 3))
        self.labels: Any = as_tensor([0, 1], int64, (2,))
        self.layer: Any = nn.Linear(3, 2, rng=np.random.default_rng(0))
        self.plain: Any = nn.Linear(3, 2, rng=np.random.default_rng(2), bias=False)
        self.network: Any = nn.Linear(3, 4, rng=np.random.default_rng(3)) >> nn.ReLU() >> self.second()
        self.optimizer: Any = optim.Adam(self.network.parameters(), lr=0.5)
        for _ in range(2):
            self.optimizer.zero_grad()
            backprop(nn.cross_entropy(self.network(self.x), self.labels))
            self.optimizer.step()
        self.schedule: Any = optim.StepLR(self.optimizer, 2, 0.5)
        self.schedule.step()
        self.plateau: Any = optim.ReduceLROnPlateau(self.optimizer)
        self.plateau.step(2.0)
        self.stopping: Any = train.EarlyStopping(patience=3)
        self.batches: Any = [(self.x, self.labels)]
        self.w: Any = Parameter(ones((2,)))
        self.w.grad = as_tensor([3.0, 4.0], float32, (2,))
        self.free: Any = Parameter(ones((2,)))

    def second(self) -> Any:
        """The layer behind the first."""
        return nn.Linear(4, 2, rng=np.random.default_rng(4))

    def trainer(self, **methods: object) -> Any:
        """A trainer of the network, with other methods."""
        kind: Any = type("Other", (Lines,), methods)
        return kind(self.network, self.optimizer)

    def state(self, *, gradients: bool = True) -> object:
        """All of it, as plain values, perhaps without the gradients."""
        holders = (self.layer, self.plain, self.network)
        parameters = [*(p for holder in holders for p in holder.parameters()), self.w, self.free]
        return (
            [
                (p.numpy().tobytes(), None if p.grad is None or not gradients else p.grad.numpy().tobytes())
                for p in parameters
            ],
            [module.training for holder in holders for module in holder.modules()],
            [plain(part.state_dict()) for part in (self.optimizer, self.schedule, self.plateau, self.stopping)],
            pickle.dumps(self.rng.bit_generator.state),
            (self.x.numpy().tobytes(), self.labels.numpy().tobytes()),
            {path.name: path.read_bytes() for path in self.directory.iterdir() if path.is_file()},
        )


def plain(state: Any) -> dict[str, str]:
    """A state, as texts that tell every bit."""
    return {name: repr(value.numpy().tolist() if hasattr(value, "numpy") else value) for name, value in state.items()}


@dataclass(frozen=True)
class Wrong:
    """A wrong call.

    Attributes:
        of: the public name that is called, within its package: `nn.Linear`.
        what: what is wrong.
        call: the call.
        error: the very type that is raised.
        message: a part of what it says.
    """

    of: str
    what: str
    call: Callable[[Bench], object]
    error: type[BaseException]
    message: str

    def __str__(self) -> str:
        return f"{self.of}: {self.what}"


def rows(of: str, *cases: tuple[str, Callable[[Bench], object], type[BaseException], str]) -> Iterator[Wrong]:
    """Rows of one name."""
    return (Wrong(of, *case) for case in cases)


lib: Any = nn  # whose signatures would reject the calls
A: Any = np.ones((2, 3), np.float32)


def linear(*sizes: object, **others: object) -> Callable[[Bench], object]:
    """A call of Linear with a generator of its own."""
    return lambda b: lib.Linear(*sizes, **{"rng": b.rng, **others})


def glorot(shape: object, dtype: object = float32, **others: object) -> Callable[[Bench], object]:
    """A call of glorot_uniform."""
    return lambda b: lib.glorot_uniform(shape, dtype, **{"rng": b.rng, **others})


class Bare(nn.Module):
    """A module without `__call__`."""

    def __init__(self) -> None:
        self.w = Parameter(ones((2,)))


MODULES = [
    *rows(
        "nn.Linear",
        ("an array for samples", lambda b: b.layer(A), DTypeError, "linear: array([[1., 1., 1.], [1., 1., 1.]]"),
        ("a list for samples", lambda b: b.layer([[1.0]]), DTypeError, "linear: [[1.0]] of type list is not a tensor"),
        ("None for samples", lambda b: b.layer(None), DTypeError, "linear: None of type NoneType is not a tensor"),
        ("labels for samples", lambda b: b.layer(b.labels), DTypeError, "linear: int64 with float32"),
        ("booleans for samples", lambda b: b.layer(ones((2, 3), bool_)), DTypeError, "linear: bool with float32"),
        ("no samples of other width", lambda b: b.layer(zeros((0, 4))), ShapeError, "linear: (0, 4) @ (3, 2) + (2,)"),
        ("two arguments", lambda b: b.layer(b.x, b.x), TypeError, "__call__() takes 2 positional arguments but 3"),
        (
            "an array, no bias",
            lambda b: b.plain(A),
            DTypeError,
            "matmul: array([[1., 1., 1.], [1., 1., 1.]], dtype=float32) of type",
        ),
        ("a number, no bias", lambda b: b.plain(2.0), DTypeError, "matmul: 2.0 of type float is not a tensor"),
        ("another width, no bias", lambda b: b.plain(b.x.T), ShapeError, "matmul: (3, 2) @ (3, 2): 2 columns meet 3"),
        ("another dtype, no bias", lambda b: b.plain(b.x.astype(float64)), DTypeError, "matmul: float64 with float32"),
        ("a text for bias", linear(3, 2, bias="no"), DTypeError, "Linear: bias is 'no' of type str, not True or False"),
        ("an array for bias", linear(3, 2, bias=A), DTypeError, "Linear: bias is array("),
        ("None for bias", linear(3, 2, bias=None), DTypeError, "Linear: bias is None of type NoneType"),
        ("a text for a size", linear("3", 2), ShapeError, "Linear: '3' in Linear('3', 2) is not a number of features"),
        ("NaN for a size", linear(3, NAN), ShapeError, "Linear: nan in Linear(3, nan)"),
        ("a shape for a size", linear((3,), 2), ShapeError, "Linear: (3,) in Linear((3,), 2)"),
        ("more than memory", linear(2**40, 2**40), ShapeError, "no array has the shape (1099511627776, 1099"),
        ("more than an index", linear(2**70, 2), ShapeError, "Linear(1180591620717411303424, 2): no array has"),
        ("an integer dtype", linear(3, 2, int64), DTypeError, "Linear: int64 weights have no gradient"),
        ("NumPy's dtype", linear(3, 2, np.float32), DTypeError, "Linear: <class 'numpy.float32'> is not one of"),
        ("a kind of dtype", linear(3, 2, Float), DTypeError, "Linear: <class 'typedgrad.dtypes.Float'> is not one"),
        ("NumPy's old generator", linear(3, 2, rng=np.random.RandomState(0)), DTypeError, "Linear: rng is RandomState"),
        ("no generator", lambda b: lib.Linear(3, 2), TypeError, "missing 1 required keyword-only argument: 'rng'"),
        ("PyTorch's names", lambda b: lib.Linear(in_features=3, out_features=2), TypeError, "argument 'in_features'"),
    ),
    *rows(
        "nn.glorot_uniform",
        ("one size", glorot((3,)), ShapeError, "glorot_uniform: shape (3,) is not of two sizes above 0"),
        ("three sizes", glorot((3, 4, 5)), ShapeError, "glorot_uniform: shape (3, 4, 5) is not of two sizes"),
        ("a size of 0", glorot((0, 4)), ShapeError, "glorot_uniform: shape (0, 4)"),
        ("a negative size", glorot((-1, 4)), ShapeError, "glorot_uniform: -1 in (-1, 4) is not a size"),
        ("a bare size", glorot(3), ShapeError, "glorot_uniform: the shape 3 of type int is not a tuple"),
        ("a text", glorot("34"), ShapeError, "glorot_uniform: the shape '34' of type str is not a tuple"),
        ("floats", glorot((3.0, 4.0)), ShapeError, "glorot_uniform: 3.0 in (3.0, 4.0) is not a size"),
        ("a boolean", glorot((True, 4)), ShapeError, "glorot_uniform: True in (True, 4) is not a size"),
        ("None", glorot((3, None)), ShapeError, "glorot_uniform: None in (3, None) is not a size"),
        ("integers", glorot((3, 4), int64), DTypeError, "glorot_uniform: int64 has no gradient"),
        ("a dtype's name", glorot((3, 4), "float32"), DTypeError, "glorot_uniform: 'float32' is not one of"),
        ("a seed", glorot((3, 4), rng=0), DTypeError, "glorot_uniform: rng is 0 of type int, not a generator"),
    ),
    *rows(
        "nn.Layer",
        (
            "an activation's class",
            lambda b: b.layer >> nn.ReLU,
            DTypeError,
            "ReLU'> of type ABCMeta is neither a layer",
        ),
        ("None", lambda b: b.layer >> None, DTypeError, ">>: None of type NoneType is neither a layer nor an activ"),
        ("a function", lambda b: b.layer >> nn.softmax, DTypeError, ">>: <function softmax"),
        ("a bare module", lambda b: b.layer >> Bare(), DTypeError, "of type Bare is neither a layer nor an activation"),
        ("itself", lambda b: b.layer >> b.layer, ShapeError, ">>: Linear(3, 2, float32) gives (2,), Linear(3, 2, fl"),
        ("after a tensor", lambda b: b.x >> b.layer, DTypeError, "right_shift: float32 tensor with Linear(3, 2, float"),
        ("after an activation", lambda b: untyped(nn.ReLU()) >> b.layer, TypeError, ">>: 'ReLU' and 'Linear'"),
        ("of no forward", lambda b: lib.Layer((3,), (2,), float32), TypeError, "abstract class Layer"),
        ("an array through three", lambda b: b.network(A), DTypeError, "linear: array([[1., 1., 1.], [1., 1., 1.]]"),
        ("a wrong width", lambda b: b.network(ones((2, 5))), ShapeError, "linear: (2, 5) @ (3, 4) + (4,): 5 columns"),
        ("float64", lambda b: b.network(b.x.astype(float64)), DTypeError, "linear: float64 with float32"),
    ),
    *rows("nn.Activation", ("an abstract one", lambda b: lib.Activation(), TypeError, "abstract class Activation")),
    *rows("nn.Sigmoid", ("an array", lambda b: lib.Sigmoid()(A), DTypeError, "sigmoid: array([[1., 1., 1.], [1.,")),
    *rows("nn.Tanh", ("integers", lambda b: lib.Tanh()(b.labels), DTypeError, "tanh: not defined for int64, only for")),
    *rows(
        "nn.ReLU",
        (
            "booleans",
            lambda b: lib.ReLU()(ones((2,), bool_)),
            DTypeError,
            "relu: not defined for bool, only for floats",
        ),
        ("a list", lambda b: lib.ReLU()([1.0]), DTypeError, "relu: [1.0] of type list is not a tensor"),
        ("a tensor for the class", lambda b: lib.ReLU(b.x), TypeError, "ReLU() takes no arguments"),
    ),
    *rows(
        "nn.Module",
        ("no __call__", lambda b: untyped(Bare())(b.x), TypeError, "'Bare' object is not callable"),
        (
            "a state of None",
            lambda b: b.layer.load_state_dict(None),
            DTypeError,
            "load_state_dict: None of type NoneTy",
        ),
        ("itself for a state", lambda b: b.layer.load_state_dict(b.layer), DTypeError, "Linear(3, 2, float32) of type"),
        (
            "a path for a state",
            lambda b: b.layer.load_state_dict("m.pt"),
            DTypeError,
            "load_state_dict: 'm.pt' of type",
        ),
        (
            "the state of another",
            lambda b: b.layer.load_state_dict(Bare().state_dict()),
            KeyError,
            "load_state_dict: missing weight, bias; unknown w",
        ),
        (
            "numbers for names",
            lambda b: b.layer.load_state_dict({**b.layer.state_dict(), 0: b.x}),
            KeyError,
            "load_state_dict: unknown 0",
        ),
        (
            "the first fits, the second not",
            lambda b: b.layer.load_state_dict({"weight": ones((3, 2)), "bias": ones((3,))}),
            ShapeError,
            "load_state_dict: bias has shape (3,), the parameter (2,)",
        ),
        (
            "weights turned over, as PyTorch has them",
            lambda b: b.layer.load_state_dict({"weight": ones((2, 3)), "bias": ones((2,))}),
            ShapeError,
            "load_state_dict: weight has shape (2, 3), the parameter (3, 2)",
        ),
        (
            "integers",
            lambda b: b.layer.load_state_dict({"weight": ones((3, 2), int64), "bias": ones((2,))}),
            DTypeError,
            "load_state_dict: weight is int64, the parameter float32",
        ),
        (
            "a number",
            lambda b: b.layer.load_state_dict({"weight": ones((3, 2)), "bias": 0.0}),
            DTypeError,
            "load_state_dict: bias is 0.0 of type float, not a tensor",
        ),
        (
            "PyTorch's strict",
            lambda b: b.layer.load_state_dict({}, strict=False),
            TypeError,
            "keyword argument 'strict'",
        ),
        ("PyTorch's mode", lambda b: b.layer.train(False), TypeError, "train() takes 1 positional argument but 2"),
    ),
    *rows(
        "nn.StateDict",
        ("None", lambda b: lib.StateDict(None), DTypeError, "StateDict: None of type NoneType is no mapping"),
        ("a list", lambda b: lib.StateDict([1]), DTypeError, "StateDict: [1] of type list is no mapping"),
        ("a name that is not there", lambda b: b.layer.state_dict()["wieght"], KeyError, "wieght"),
    ),
]
ce: Any = nn.cross_entropy
mse: Any = nn.mse
LOSSES = [
    *rows(
        "nn.softmax",
        ("an array", lambda b: lib.softmax(A), DTypeError, "softmax: array([[1., 1., 1.], [1., 1., 1.]]"),
        ("booleans", lambda b: lib.softmax(ones((2,), bool_)), DTypeError, "softmax: not defined for bool"),
        ("None", lambda b: lib.softmax(None), DTypeError, "softmax: None of type NoneType is not a tensor"),
        (
            "an axis",
            lambda b: lib.softmax(b.x, axis=0),
            TypeError,
            "softmax() got an unexpected keyword argument 'axis'",
        ),
    ),
    *rows(
        "nn.log_softmax",
        ("an array", lambda b: lib.log_softmax(A), DTypeError, "log_softmax: array([[1., 1., 1.], [1., 1., 1.]]"),
        ("PyTorch's dim", lambda b: lib.log_softmax(b.x, dim=-1), TypeError, "keyword argument 'dim'"),
    ),
    *rows(
        "nn.cross_entropy",
        ("an array of labels", lambda b: ce(b.x, np.array([0, 1])), DTypeError, "cross_entropy: array([0, 1]) of type"),
        ("booleans for targets", lambda b: ce(b.x, ones((2,), bool_)), DTypeError, "bool targets for float32 logits"),
        ("logits and labels changed over", lambda b: ce(b.labels, b.x), DTypeError, "logits are int64, not floats"),
        ("no targets", lambda b: ce(b.x), TypeError, "missing 1 required positional argument: 'targets'"),
        (
            "None for targets",
            lambda b: ce(b.x, None),
            DTypeError,
            "cross_entropy: None of type NoneType is not a tensor",
        ),
        ("None for reduction", lambda b: ce(b.x, b.labels, reduction=None), ValueError, "reduction None is neither"),
        ("True for reduction", lambda b: ce(b.x, b.labels, reduction=True), ValueError, "reduction True is neither"),
        (
            "reduction in capitals",
            lambda b: ce(b.x, b.labels, reduction="MEAN"),
            ValueError,
            "reduction 'MEAN' is neit",
        ),
        ("reduction by place", lambda b: ce(b.x, b.labels, "sum"), TypeError, "takes 2 positional arguments but 3"),
        ("PyTorch's weight", lambda b: ce(b.x, b.labels, weight=b.x), TypeError, "keyword argument 'weight'"),
        # PyTorch leaves a label of -100 out in silence.
        (
            "PyTorch's label to be left out",
            lambda b: ce(b.x, as_tensor([0, -100], int64)),
            IndexError,
            "cross_entropy: label -100 is not one of the 3 classes",
        ),
        (
            "a label of 2**62",
            lambda b: ce(b.x, as_tensor([0, 2**62], int64)),
            IndexError,
            "cross_entropy: label 4611686018427387904 is not one of the 3 classes",
        ),
        (
            "labels in a column",
            lambda b: ce(b.x, as_tensor([[0], [1]], int64)),
            ShapeError,
            "cross_entropy: labels of shape (2, 1) for logits of shape (2, 3)",
        ),
    ),
    *rows(
        "nn.mse",
        # PyTorch only warns here, and NumPy broadcasts in silence.
        ("a row for a matrix", lambda b: mse(b.x, ones((3,))), ShapeError, "mse: predictions of shape (2, 3), targets"),
        ("a number for targets", lambda b: mse(b.x, 1.0), DTypeError, "mse: 1.0 of type float is not a tensor"),
        ("an array for predictions", lambda b: mse(A, b.x), DTypeError, "mse: array([[1., 1., 1.], [1., 1., 1.]]"),
        ("labels for targets", lambda b: mse(ones((2,)), b.labels), DTypeError, "mse: subtract: float32 with int64"),
        ("booleans", lambda b: mse(ones((2,), bool_), ones((2,), bool_)), DTypeError, "mse: subtract: not defined for"),
        ("integers", lambda b: mse(b.labels, b.labels), DTypeError, "mse: mean: not defined for int64"),
        ("PyTorch's reduction", lambda b: mse(b.x, b.x, reduction="sum"), TypeError, "keyword argument 'reduction'"),
    ),
]
