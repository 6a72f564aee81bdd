"""Wrong calls of optimizers and their groups."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
from helpers import untyped
from wrong_calls_training import INF, NAN, Bench, Wrong, rows

from typedgrad import DTypeError, GradientError, ShapeError, full, ones, optim

if TYPE_CHECKING:
    from collections.abc import Callable

lib: Any = optim  # whose signatures would reject the calls


def of_free(name: str, **settings: object) -> Callable[[Bench], object]:
    """An optimizer, or a group, of one parameter with these settings."""
    return lambda b: getattr(lib, name)([b.free], **{"lr": 0.1, **settings})


def loading(name: str, **changes: object) -> Callable[[Bench], object]:
    """The state of a new optimizer, changed, is loaded into the one that it is of."""

    def call(b: Bench) -> None:
        optimizer = of_free(name)(b)
        untyped(optimizer).load_state_dict({**untyped(optimizer).state_dict(), **changes})

    return call


def of_each(name: str) -> list[Wrong]:
    """What is wrong for each optimizer alike. PyTorch takes a learning rate of NaN, and trains to NaN in silence."""
    kind: Any = getattr(lib, name)
    none = "is not parameters; give those of module.parameters()"
    return [
        *rows(
            f"optim.{name}",
            (
                "a module",
                lambda b: kind(b.layer, lr=0.1),
                DTypeError,
                f"{name}: Linear(3, 2, float32) of type Linear {none}",
            ),
            ("None", lambda b: kind(None, lr=0.1), DTypeError, f"{name}: None of type NoneType {none}"),
            (
                "an array",
                lambda b: kind(np.ones(3), lr=0.1),
                DTypeError,
                f"{name}: parameter 0 is np.float64(1.0) of type",
            ),
            (
                "names and parameters",
                lambda b: kind(b.layer.named_parameters(), lr=0.1),
                DTypeError,
                f"{name}: parameter 0 is ('weight', Parameter[float32, tuple[3, 2]]( [[",
            ),
            (
                "PyTorch's groups",
                lambda b: kind([{"params": [b.free], "lr": 1.0}], lr=0.1),
                DTypeError,
                f"{name}: parameter 0 is {{'params': [Parameter[float32, tuple[2]]([1., 1.])], 'lr'... of type dict",
            ),
            ("one parameter", lambda b: kind(b.free, lr=0.1), DTypeError, f"{name}: Parameter[float32"),
            ("modules", lambda b: kind([b.layer], lr=0.1), DTypeError, f"{name}: parameter 0 is Linear(3, 2, float32)"),
            ("a list in a list", lambda b: kind([[b.free]], lr=0.1), DTypeError, f"{name}: parameter 0 is [Parameter"),
            ("a used-up iterator", lambda b: kind(iter(()), lr=0.1), ValueError, f"{name}: no parameters"),
            ("no rate", of_free(name, lr=None), DTypeError, f"{name}: lr is None of type NoneType, not a number"),
            ("a rate of NaN", of_free(name, lr=NAN), ValueError, f"{name}: lr is nan, not in [0, inf)"),
            ("an infinite rate", of_free(name, lr=INF), ValueError, f"{name}: lr is inf, not in [0, inf)"),
            (
                "a rate beyond floats",
                of_free(name, lr=10**400),
                OverflowError,
                f"{name}: lr is an integer of type int, out",
            ),
            (
                "rates",
                of_free(name, lr=np.ones(2)),
                DTypeError,
                f"{name}: lr is array([1., 1.]) of type ndarray, not a",
            ),
            (
                "a tensor of a rate",
                of_free(name, lr=full((), 0.5)),
                DTypeError,
                f"{name}: lr is Tensor[float32, tuple[()]]",
            ),
            ("a complex rate", of_free(name, lr=1j), DTypeError, f"{name}: lr is 1j of type complex, not a number"),
            (
                "decay as a text",
                of_free(name, weight_decay="0"),
                DTypeError,
                f"{name}: weight_decay is '0' of type str",
            ),
            (
                "decay of NaN",
                of_free(name, weight_decay=NAN),
                ValueError,
                f"{name}: weight_decay is nan, not in [0, inf)",
            ),
            ("a misspelt setting", of_free(name, weigth_decay=0.0), TypeError, "keyword argument 'weigth_decay'"),
            (
                "a step without gradients",
                lambda b: untyped(of_free(name)(b)).step(),
                GradientError,
                f"{name}.step: no par",
            ),
            (
                "PyTorch's closure",
                lambda b: untyped(of_free(name)(b)).step(float),
                TypeError,
                "takes 1 positional argument",
            ),
            (
                "a later rate of NaN",
                lambda b: setattr(of_free(name)(b), "lr", NAN),
                ValueError,
                f"{name}: lr is nan, not",
            ),
            (
                "a later text",
                lambda b: setattr(of_free(name)(b), "lr", "x"),
                DTypeError,
                f"{name}: lr is 'x' of type str",
            ),
            ("no state", lambda b: untyped(of_free(name)(b)).load_state_dict({}), KeyError, "'optimizer' is missing"),
            (
                "a state of NaN",
                loading(name, lr=NAN),
                ValueError,
                f"{name}.load_state_dict: lr is nan, not in [0, inf)",
            ),
            (
                "a state of rates",
                loading(name, lr=np.ones(2)),
                DTypeError,
                f"{name}.load_state_dict: lr is array([1., 1",
            ),
            (
                "a state of names",
                loading(name, optimizer=np.array(["a", "b"])),
                DTypeError,
                "optimizer is array(['a', 'b']",
            ),
            (
                "a state of nobody",
                loading(name, optimizer=None),
                DTypeError,
                "optimizer is None of type NoneType, not a",
            ),
            (
                "a state of another",
                loading(name, optimizer="Other"),
                ValueError,
                f"{name}.load_state_dict: the state of Ot",
            ),
        ),
        *rows(
            f"optim.{name}Group",
            (
                "a module",
                lambda b: getattr(lib, f"{name}Group")(b.layer),
                DTypeError,
                f"{name}Group: Linear(3, 2, float32)",
            ),
            (
                "an array",
                lambda b: getattr(lib, f"{name}Group")([np.ones(2)]),
                DTypeError,
                "parameter 0 is array([1., 1.])",
            ),
            ("a rate of NaN", of_free(f"{name}Group", lr=NAN), ValueError, f"{name}Group: lr is nan, not in [0, inf)"),
            (
                "a text",
                of_free(f"{name}Group", weight_decay="a"),
                DTypeError,
                f"{name}Group: weight_decay is 'a' of type",
            ),
            (
                "in another optimizer",
                lambda b: lib.SGD([untyped(of_free(f"{name}Group")(b))], 0.1) if name != "SGD" else _in_adam(b),
                DTypeError,
                f"{name}Group(1 parameters, lr=0.1) of type {name}Group is not one of its groups",
            ),
            ("its class", lambda b: kind([getattr(lib, f"{name}Group")], lr=0.1), DTypeError, "parameter 0 is <class"),
        ),
    ]


def _in_adam(b: Bench) -> object:
    return lib.Adam([of_free("SGDGroup")(b)])


def in_bench(**changes: object) -> Callable[[Bench], object]:
    """The state of the bench's optimizer, changed, is loaded into it."""
    return lambda b: b.optimizer.load_state_dict({**b.optimizer.state_dict(), **changes})


OPTIMIZERS = [
    *(row for name in ("SGD", "Adam", "AdamW", "RMSprop", "Adagrad") for row in of_each(name)),
    *rows(
        "optim.SGD",
        ("no rate at all", lambda b: lib.SGD([b.free]), TypeError, "missing 1 required positional argument: 'lr'"),
        ("a momentum of NaN", of_free("SGD", momentum=NAN), ValueError, "SGD: momentum is nan, not in [0, 1)"),
        ("a negative momentum", of_free("SGD", momentum=-0.1), ValueError, "SGD: momentum is -0.1, not in [0, 1)"),
        ("a switch for momentum", of_free("SGD", momentum=True), DTypeError, "SGD: momentum is True of type bool"),
        (
            "a text for a switch",
            of_free("SGD", nesterov="yes"),
            DTypeError,
            "SGD: nesterov is 'yes' of type str, not T",
        ),
    ),
    *rows(
        "optim.Adam",
        ("one beta", of_free("Adam", betas=0.9), DTypeError, "Adam: betas is 0.9 of type float, not two numbers"),
        ("three betas", of_free("Adam", betas=(0.9,) * 3), DTypeError, "Adam: betas is (0.9, 0.9, 0.9) of type tuple"),
        ("an array of betas", of_free("Adam", betas=np.ones(2)), DTypeError, "Adam: betas is array([1., 1.]) of type"),
        ("a beta of NaN", of_free("Adam", betas=(NAN, 0.9)), ValueError, "Adam: betas[0] is nan, not in [0, 1)"),
        (
            "a text for betas",
            of_free("Adam", betas="ab"),
            DTypeError,
            "Adam: betas is 'ab' of type str, not two numbers",
        ),
        ("eps of NaN", of_free("Adam", eps=NAN), ValueError, "Adam: eps is nan, not in (0, inf)"),
        ("PyTorch's amsgrad", of_free("Adam", amsgrad=True), TypeError, "keyword argument 'amsgrad'"),
        (
            "SGD's state",
            lambda b: b.optimizer.load_state_dict(lib.SGD([b.free], 0.1).state_dict()),
            ValueError,
            "of SGD",
        ),
        (
            "a foreign moment",
            in_bench(**{"parameters.3.m": ones((9,))}),
            ShapeError,
            "parameters.3.m has shape (9,), of a",
        ),
        (
            "an array for a moment",
            in_bench(**{"parameters.3.v": np.ones(2)}),
            DTypeError,
            "parameters.3.v is array([1., 1",
        ),
        ("a name too much", in_bench(**{"parameters.4.m": ones((2,))}), KeyError, "'parameters.4.m' is unknown"),
        ("groups assigned", lambda b: setattr(b.optimizer, "groups", ()), AttributeError, "groups"),
    ),
    *rows("optim.AdamW", ("negative eps", of_free("AdamW", eps=-1), ValueError, "AdamW: eps is -1.0, not in (0, inf)")),
    *rows(
        "optim.AdamWGroup", ("a beta of 1", of_free("AdamWGroup", betas=(1.0, 0.9)), ValueError, "betas[0] is 1.0, not")
    ),
    *rows(
        "optim.RMSprop",
        ("negative alpha", of_free("RMSprop", alpha=-1), ValueError, "RMSprop: alpha is -1.0, not in [0, 1)"),
        (
            "None for eps",
            of_free("RMSprop", eps=None),
            DTypeError,
            "RMSprop: eps is None of type NoneType, not a number",
        ),
        (
            "1 for a switch",
            of_free("RMSprop", centered=1),
            DTypeError,
            "RMSprop: centered is 1 of type int, not True or",
        ),
        ("momentum above 1", of_free("RMSprop", momentum=1.5), ValueError, "RMSprop: momentum is 1.5, not in [0, 1)"),
    ),
    *rows(
        "optim.Adagrad",
        (
            "a start of NaN",
            of_free("Adagrad", initial_accumulator_value=NAN),
            ValueError,
            "Adagrad: initial_accumulator",
        ),
        ("eps of 0", of_free("Adagrad", eps=0.0), ValueError, "Adagrad: eps is 0.0, not in (0, inf)"),
    ),
    *rows(
        "optim.AdagradGroup", ("a decay of NaN", of_free("AdagradGroup", lr_decay=NAN), ValueError, "lr_decay is nan")
    ),
    *rows("optim.Optimizer", ("an abstract one", lambda b: lib.Optimizer([b.free]), TypeError, "Optimizer")),
    *rows("optim.Group", ("an abstract one", lambda b: lib.Group([b.free]), TypeError, "abstract class Group")),
]
