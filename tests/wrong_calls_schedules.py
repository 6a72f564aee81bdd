"""Wrong calls of schedules of learning rates, and of clipping."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
from wrong_calls_training import INF, NAN, Bench, rows

from typedgrad import DTypeError, GradientError, Parameter, full, optim

if TYPE_CHECKING:
    from collections.abc import Callable

lib: Any = optim  # whose signatures would reject the calls


def on_bench(name: str, *arguments: object, **settings: object) -> Callable[[Bench], object]:
    """A schedule of the bench's optimizer."""
    return lambda b: getattr(lib, name)(b.optimizer, *arguments, **settings)


SCHEDULES = [
    *rows("optim.Schedule", ("an abstract one", on_bench("Schedule"), TypeError, "abstract class Schedule")),
    *rows(
        "optim.StepLR",
        (
            "no step size",
            on_bench("StepLR", None),
            DTypeError,
            "StepLR: step_size is None of type NoneType, not a whole",
        ),
        ("a step size of NaN", on_bench("StepLR", NAN), DTypeError, "StepLR: step_size is nan of type float"),
        ("a negative step size", on_bench("StepLR", -1), ValueError, "StepLR: step_size is -1, below 1"),
        ("gamma of NaN", on_bench("StepLR", 1, NAN), ValueError, "StepLR: gamma is nan, not in (0, inf)"),
        ("infinite gamma", on_bench("StepLR", 1, INF), ValueError, "StepLR: gamma is inf, not in (0, inf)"),
        ("negative gamma", on_bench("StepLR", 1, -0.5), ValueError, "StepLR: gamma is -0.5, not in (0, inf)"),
        ("a text for gamma", on_bench("StepLR", 1, "a"), DTypeError, "StepLR: gamma is 'a' of type str, not a number"),
        ("a misspelt setting", on_bench("StepLR", 1, gama=0.1), TypeError, "keyword argument 'gama'"),
        ("a schedule of a schedule", lambda b: lib.StepLR(b.schedule, 1), DTypeError, "StepLR: <typedgrad.optim.sched"),
        (
            "an optimizer's class",
            lambda b: lib.StepLR(optim.SGD, 1),
            DTypeError,
            "SGD'> of type ABCMeta is not an opti",
        ),
        ("PyTorch's epoch", lambda b: b.schedule.step(5), TypeError, "step() takes 1 positional argument but 2"),
        (
            "no state",
            lambda b: b.schedule.load_state_dict(None),
            DTypeError,
            "StepLR.load_state_dict: None of type None",
        ),
        (
            "an empty state",
            lambda b: b.schedule.load_state_dict({}),
            KeyError,
            "StepLR.load_state_dict: 'schedule' is m",
        ),
        (
            "steps beyond 2**63",
            lambda b: b.schedule.load_state_dict({**b.schedule.state_dict(), "steps": 2**63}),
            ValueError,
            "StepLR.load_state_dict: steps is 9223372036854775808 of type int, not below 2**63",
        ),
        (
            "the state of the optimizer",
            lambda b: b.schedule.load_state_dict(b.optimizer.state_dict()),
            KeyError,
            "StepLR.load_state_dict: 'schedule' is missing",
        ),
    ),
    *rows(
        "optim.CosineAnnealingLR",
        ("half steps", on_bench("CosineAnnealingLR", 1.5), DTypeError, "CosineAnnealingLR: t_max is 1.5 of type float"),
        ("a text", on_bench("CosineAnnealingLR", "5"), DTypeError, "CosineAnnealingLR: t_max is '5' of type str"),
        (
            "a rate of NaN",
            on_bench("CosineAnnealingLR", 5, NAN),
            ValueError,
            "CosineAnnealingLR: eta_min is nan, not in",
        ),
        (
            "parameters",
            lambda b: lib.CosineAnnealingLR([b.free], 4),
            DTypeError,
            "CosineAnnealingLR: [Parameter[float32",
        ),
    ),
    *rows(
        "optim.LinearWarmup",
        ("no steps", on_bench("LinearWarmup", 0), ValueError, "LinearWarmup: warmup_steps is 0, below 1"),
        (
            "a factor of 0",
            on_bench("LinearWarmup", 3, 0.0),
            ValueError,
            "LinearWarmup: start_factor is 0.0, not in (0,",
        ),
        ("a factor of NaN", on_bench("LinearWarmup", 3, NAN), ValueError, "LinearWarmup: start_factor is nan, not in"),
        (
            "a class after it",
            on_bench("LinearWarmup", 3, after=optim.StepLR),
            DTypeError,
            "LinearWarmup: after is <class",
        ),
        (
            "a plateau after it",
            lambda b: lib.LinearWarmup(b.optimizer, 3, after=b.plateau),
            DTypeError,
            "LinearWarmup: after is <typedgrad.optim.plateau.ReduceLROnPlateau",
        ),
        (
            "a schedule after it that has gone on",
            lambda b: lib.LinearWarmup(b.optimizer, 3, after=b.schedule),
            ValueError,
            "LinearWarmup: after has taken 1 steps",
        ),
        (
            "a module",
            lambda b: lib.LinearWarmup(b.layer, 4),
            DTypeError,
            "LinearWarmup: Linear(3, 2, float32) of type Li",
        ),
    ),
    *rows(
        "optim.ReduceLROnPlateau",
        ("no metric", lambda b: b.plateau.step(), TypeError, "missing 1 required positional argument: 'metric'"),
        (
            "None for a metric",
            lambda b: b.plateau.step(None),
            DTypeError,
            "the metric is None of type NoneType, not a nu",
        ),
        ("a tensor for a metric", lambda b: b.plateau.step(full((), 1.0)), DTypeError, "the metric is Tensor[float32"),
        (
            "metrics",
            lambda b: b.plateau.step(np.ones(2)),
            DTypeError,
            "step: the metric is array([1., 1.]) of type ndarr",
        ),
        ("a switch", lambda b: b.plateau.step(True), DTypeError, "step: the metric is True of type bool, not a number"),
        (
            "beyond floats",
            lambda b: b.plateau.step(10**400),
            OverflowError,
            "step: the metric is an integer of type int",
        ),
        ("a factor of NaN", on_bench("ReduceLROnPlateau", factor=NAN), ValueError, "factor is nan, not in (0, inf)"),
        (
            "half a patience",
            on_bench("ReduceLROnPlateau", patience=1.5),
            DTypeError,
            "patience is 1.5 of type float, not",
        ),
        (
            "a negative threshold",
            on_bench("ReduceLROnPlateau", threshold=-1.0),
            ValueError,
            "threshold is -1.0, not in",
        ),
        ("a negative cooldown", on_bench("ReduceLROnPlateau", cooldown=-1), ValueError, "cooldown is -1, below 0"),
        (
            "least rates",
            on_bench("ReduceLROnPlateau", min_lr=[0.1]),
            DTypeError,
            "min_lr is [0.1] of type list, not a num",
        ),
        (
            "negative eps",
            on_bench("ReduceLROnPlateau", eps=-1.0),
            ValueError,
            "ReduceLROnPlateau: eps is -1.0, not in [0",
        ),
        (
            "modes",
            on_bench("ReduceLROnPlateau", np.array(["min", "max"])),
            ValueError,
            "ReduceLROnPlateau: mode is array",
        ),
        (
            "a mode in a list",
            on_bench("ReduceLROnPlateau", ["min"]),
            ValueError,
            "mode is ['min'] of type list, neither 'min'",
        ),
        (
            "threshold modes",
            on_bench("ReduceLROnPlateau", threshold_mode=np.array(["rel", "abs"])),
            ValueError,
            "ReduceLROnPlateau: threshold_mode is array(['rel', 'abs'], dtype='<U3') of type ndarray, neither 'rel'",
        ),
        ("PyTorch's verbose", on_bench("ReduceLROnPlateau", verbose=True), TypeError, "keyword argument 'verbose'"),
        (
            "a number for a state",
            lambda b: b.plateau.load_state_dict(7),
            DTypeError,
            "load_state_dict: 7 of type int is",
        ),
        (
            "the state of another schedule",
            lambda b: b.plateau.load_state_dict(b.schedule.state_dict()),
            ValueError,
            "ReduceLROnPlateau.load_state_dict: the state of StepLR",
        ),
        (
            "half a count",
            lambda b: b.plateau.load_state_dict({**b.plateau.state_dict(), "cooling": 0.5}),
            DTypeError,
            "ReduceLROnPlateau.load_state_dict: cooling is 0.5 of type float, not a number of steps",
        ),
    ),
]
norm: Any = optim.clip_grad_norm
value: Any = optim.clip_grad_value
CLIPPING = [
    *rows(
        "optim.clip_grad_norm",
        ("None", lambda b: norm(None, 1.0), DTypeError, "clip_grad_norm: None of type NoneType is not parameters"),
        (
            "a module",
            lambda b: norm(b.layer, 1.0),
            DTypeError,
            "clip_grad_norm: Linear(3, 2, float32) of type Linear is",
        ),
        (
            "one parameter",
            lambda b: norm(b.w, 1.0),
            DTypeError,
            "clip_grad_norm: Parameter[float32, tuple[2]]([1., 1.]) of",
        ),
        ("arrays", lambda b: norm([np.ones(2)], 1.0), DTypeError, "clip_grad_norm: parameter 0 is array([1., 1.])"),
        (
            "gradients",
            lambda b: norm([b.w.grad], 1.0),
            DTypeError,
            "clip_grad_norm: parameter 0 is Tensor[float32",
        ),
        ("a class", lambda b: norm(optim.SGD, 1.0), DTypeError, "SGD'> of type ABCMeta is not parameters"),
        ("a negative norm", lambda b: norm([b.w], -1.0), ValueError, "clip_grad_norm: max_norm is -1.0, not above 0"),
        ("no norm", lambda b: norm([b.w], None), DTypeError, "clip_grad_norm: max_norm is None of type NoneType"),
        (
            "a switch for a norm",
            lambda b: norm([b.w], True),
            DTypeError,
            "clip_grad_norm: max_norm is True of type bool",
        ),
        (
            "beyond floats",
            lambda b: norm([b.w], 10**400),
            OverflowError,
            "clip_grad_norm: max_norm is an integer of type",
        ),
        ("PyTorch's norm_type", lambda b: norm([b.w], 1.0, norm_type=2), TypeError, "keyword argument 'norm_type'"),
        (
            "a text for a switch",
            lambda b: norm([b.w], 1.0, error_if_nonfinite="no"),
            DTypeError,
            "clip_grad_norm: error_if_nonfinite is 'no' of type str, not True or False",
        ),
        (
            "no gradient",
            lambda b: norm([b.free], 1.0),
            GradientError,
            "clip_grad_norm: no parameter has a gradient; call",
        ),
        (
            "the same twice",
            lambda b: norm([b.w, b.free, b.w], 1.0),
            ValueError,
            "clip_grad_norm: a parameter is there tw",
        ),
    ),
    *rows(
        "optim.clip_grad_value",
        ("infinite", lambda b: value([b.w], INF), ValueError, "clip_grad_value: clip_value is inf, not in (0, inf)"),
        ("NaN", lambda b: value([b.w], NAN), ValueError, "clip_grad_value: clip_value is nan, not in (0, inf)"),
        ("0", lambda b: value([b.w], 0.0), ValueError, "clip_grad_value: clip_value is 0.0, not in (0, inf)"),
        (
            "an array",
            lambda b: value([b.w], np.ones(2)),
            DTypeError,
            "clip_grad_value: clip_value is array([1., 1.]) of",
        ),
        (
            "both ends",
            lambda b: value([b.w], (-1.0, 1.0)),
            DTypeError,
            "clip_value is (-1.0, 1.0) of type tuple, not a num",
        ),
        ("no parameters", lambda b: value([], 1.0), ValueError, "clip_grad_value: no parameters"),
        (
            "a stranger behind one",
            lambda b: value([b.w, Parameter], 1.0),
            DTypeError,
            "parameter 1 is <class 'typedgrad",
        ),
    ),
]
