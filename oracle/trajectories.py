"""What PyTorch's optimizers, schedules and clipping come to, recorded: `python -m oracle.trajectories --write`.

Tests hold typedgrad to the recorded numbers, so that they need no PyTorch. The gradients are given by a formula, not by
a loss, so that nothing but the update decides where the parameters go.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
from dataclasses import dataclass, field
from importlib import import_module
from itertools import zip_longest
from math import isclose, sin
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

RECORDED = Path(__file__).parents[1] / "tests" / "data" / "optim_trajectories.json"
SHAPES: tuple[tuple[int, ...], ...] = ((2, 3), (3,), ())
STEPS = 20
KEPT = (1, 2, 5, 10, 20)
"""After which steps the parameters are recorded."""
EPOCHS = 30
_SIZES = (6, 3, 1)


def initial(number: int) -> list[float]:
    """The elements that a parameter begins with."""
    return [sin(1.0 + 2.0 * number + i) for i in range(_SIZES[number])]


def gradient(number: int, step: int) -> list[float]:
    """The elements of its gradient at a step, of different sizes."""
    return [sin(0.7 * step * (i + 1) + number) * 10.0 ** (i % 3 - 1) for i in range(_SIZES[number])]


def metric(epoch: int) -> float:
    """A loss that falls, rests and rises again."""
    return 2.0 + sin(0.3 * epoch) if epoch > 6 else 3.0 / (epoch + 1)


@dataclass(frozen=True)
class Case:
    """A run of an optimizer.

    Attributes:
        name: of the case.
        optimizer: of the class, in both libraries.
        settings: of the optimizer; their names are the same in both.
        groups: the settings of two groups: of the first parameter, and of the others. None for no groups.
        changes: settings that change before a step.
        absent: steps at which a parameter has no gradient, by its number.
    """

    name: str
    optimizer: str
    settings: Mapping[str, Any]
    groups: tuple[Mapping[str, Any], Mapping[str, Any]] | None = None
    changes: Mapping[int, Mapping[str, Any]] = field(default_factory=dict[int, "Mapping[str, Any]"])
    absent: Mapping[int, Sequence[int]] = field(default_factory=dict[int, "Sequence[int]"])


_SETTINGS: Mapping[str, Sequence[Mapping[str, Any]]] = {
    "SGD": (
        {"lr": 0.1},
        {"lr": 0.1, "weight_decay": 0.05},
        {"lr": 0.05, "momentum": 0.9},
        {"lr": 0.05, "momentum": 0.9, "weight_decay": 0.05},
        {"lr": 0.05, "momentum": 0.9, "nesterov": True},
        {"lr": 0.05, "momentum": 0.9, "nesterov": True, "weight_decay": 0.05},
    ),
    "Adam": (
        {"lr": 0.05},
        {"lr": 0.05, "weight_decay": 0.1},
        {"lr": 0.05, "betas": (0.5, 0.9), "eps": 1e-3},
        {"lr": 0.05, "betas": (0.0, 0.5), "weight_decay": 0.5},
    ),
    "AdamW": (
        {"lr": 0.05},
        {"lr": 0.05, "weight_decay": 0.0},
        {"lr": 0.05, "weight_decay": 0.5, "betas": (0.8, 0.95), "eps": 1e-4},
    ),
    "RMSprop": tuple(
        {"lr": 0.01, "alpha": alpha, "momentum": momentum, "centered": centered, "weight_decay": decay}
        for alpha, momentum in ((0.99, 0.0), (0.9, 0.5))
        for centered in (False, True)
        for decay in (0.0, 0.1)
    ),
    "Adagrad": (
        {"lr": 0.1},
        {"lr": 0.1, "lr_decay": 0.1},
        {"lr": 0.1, "weight_decay": 0.1},
        {"lr": 0.1, "lr_decay": 0.01, "weight_decay": 0.1, "initial_accumulator_value": 0.5, "eps": 1e-3},
    ),
}
_OWN: Mapping[str, Mapping[str, Any]] = {
    "SGD": {"momentum": 0.5, "nesterov": True},
    "Adam": {"betas": (0.7, 0.99), "eps": 1e-4},
    "AdamW": {"betas": (0.7, 0.99), "weight_decay": 0.3},
    "RMSprop": {"alpha": 0.8, "centered": True, "momentum": 0.3},
    "Adagrad": {"lr_decay": 0.2, "eps": 1e-5},
}

CASES: tuple[Case, ...] = (
    *(
        Case(f"{optimizer} {', '.join(f'{name}={value}' for name, value in settings.items())}", optimizer, settings)
        for optimizer, several in _SETTINGS.items()
        for settings in several
    ),
    *(
        Case(f"{optimizer} with two groups", optimizer, {"lr": 0.05}, ({"lr": 0.01, "weight_decay": 0.2}, own))
        for optimizer, own in _OWN.items()
    ),
    *(
        Case(
            f"{optimizer} with settings that change",
            optimizer,
            {"lr": 0.05, "weight_decay": 0.01},
            changes={4: {"lr": 0.1}, 9: {"lr": 0.02, "weight_decay": 0.3}, 15: {"lr": 0.0}, 16: {"lr": 0.03}},
        )
        for optimizer in _OWN
    ),
    *(
        Case(
            f"{optimizer} with gradients that are missing",
            optimizer,
            {"lr": 0.05, **({"momentum": 0.9} if optimizer == "SGD" else {})},
            absent={0: (1, 2, 3, 11), 1: (1, 7, 8), 2: (12, 20)},
        )
        for optimizer in _OWN
    ),
)

SCHEDULES: Mapping[str, tuple[Mapping[str, Any], Mapping[str, Any] | None]] = {
    "StepLR 1": ({"step_size": 1, "gamma": 0.9}, None),
    "StepLR 7": ({"step_size": 7}, None),
    "CosineAnnealingLR 20": ({"T_max": 20}, None),
    "CosineAnnealingLR 7": ({"T_max": 7, "eta_min": 0.01}, None),
    "LinearLR 5": ({"start_factor": 0.1, "total_iters": 5}, None),
    "LinearLR 4, then StepLR": ({"start_factor": 0.25, "total_iters": 4}, {"step_size": 3, "gamma": 0.5}),
    "LinearLR 6, then CosineAnnealingLR": ({"start_factor": 1 / 3, "total_iters": 6}, {"T_max": 24, "eta_min": 0.001}),
    "ReduceLROnPlateau 1": ({"factor": 0.5, "patience": 1}, None),
    "ReduceLROnPlateau 2": ({"mode": "max", "factor": 0.3, "patience": 2, "cooldown": 2, "threshold": 0.05}, None),
    "ReduceLROnPlateau 3": (
        {"patience": 0, "factor": 0.2, "threshold": 0.1, "threshold_mode": "abs", "min_lr": 0.003, "cooldown": 1},
        None,
    ),
}
"""The settings of schedules, and of what follows after a warm-up, under PyTorch's names."""

RATES = (0.4, 0.1)
"""The learning rates that they begin with: of an optimizer, and of a group of its own."""

CLIPPING: Mapping[str, float] = {"norm 1": 1.0, "norm 100": 100.0, "value 0.3": 0.3}


# ------------------------------------------------------------------------------------------------------------ PyTorch
def recorded() -> dict[str, Any]:
    """What PyTorch, which is Any here, comes to."""
    torch: Any = import_module("torch")
    return {
        "recorded with": f"PyTorch {torch.__version__}",
        "optimizers": {case.name: _run(torch, case) for case in CASES},
        "schedules": {name: _rates(torch, name) for name in SCHEDULES},
        "clipping": {name: _clipped(torch, name) for name in CLIPPING},
    }


def _parameters(torch: Any) -> list[Any]:
    """The parameters at first."""
    values = (torch.tensor(initial(number), dtype=torch.float64).reshape(shape) for number, shape in enumerate(SHAPES))
    return [torch.nn.Parameter(value) for value in values]


def _fill(torch: Any, parameters: Sequence[Any], step: int) -> None:
    for number, parameter in enumerate(parameters):
        parameter.grad = torch.tensor(gradient(number, step), dtype=torch.float64).reshape(parameter.shape)


def _run(torch: Any, case: Case) -> list[list[float]]:
    """All elements of all parameters, after each of the steps that are kept."""
    parameters = _parameters(torch)
    given: Any = parameters
    if case.groups is not None:
        given = [{"params": parameters[:1], **case.groups[0]}, {"params": parameters[1:], **case.groups[1]}]
    optimizer = getattr(torch.optim, case.optimizer)(given, **case.settings)
    kept: list[list[float]] = []
    for step in range(1, STEPS + 1):
        for name, value in case.changes.get(step, {}).items():
            for group in optimizer.param_groups:
                group[name] = value
        _fill(torch, parameters, step)
        for number, steps in case.absent.items():
            if step in steps:
                parameters[number].grad = None
        optimizer.step()
        if step in KEPT:
            kept.append([element for one in parameters for element in one.detach().reshape(-1).tolist()])
    return kept


def _rates(torch: Any, name: str) -> list[list[float]]:
    """Both learning rates, at first and after each epoch."""
    parameters = _parameters(torch)
    groups = [{"params": parameters[:1]}, {"params": parameters[1:], "lr": RATES[1]}]
    optimizer = torch.optim.SGD(groups, lr=RATES[0])
    schedulers = torch.optim.lr_scheduler
    settings, following = SCHEDULES[name]
    kind, _, after = name.partition(", then ")
    schedule = getattr(schedulers, kind.split()[0])(optimizer, **settings)
    if following is not None:
        second = getattr(schedulers, after)(optimizer, **following)
        schedule = schedulers.SequentialLR(optimizer, [schedule, second], milestones=[settings["total_iters"]])
    rates = [[group["lr"] for group in optimizer.param_groups]]
    for epoch in range(EPOCHS):
        optimizer.step()
        schedule.step(*([metric(epoch)] if name.startswith("ReduceLROnPlateau") else []))
        rates.append([group["lr"] for group in optimizer.param_groups])
    return rates


def _clipped(torch: Any, name: str) -> list[float]:
    """The norm, if it is asked for, and all elements of the gradients after."""
    parameters = _parameters(torch)
    _fill(torch, parameters, 3)
    norm: list[float] = []
    if name.startswith("norm"):
        norm.append(torch.nn.utils.clip_grad_norm_(parameters, CLIPPING[name]).item())
    else:
        torch.nn.utils.clip_grad_value_(parameters, CLIPPING[name])
    return norm + [element for one in parameters for element in one.grad.reshape(-1).tolist()]


def is_close(one: Any, other: Any) -> bool:
    """Whether two records are equal but for rounding, which processors may do differently."""
    if one is None or other is None:
        return False
    if isinstance(one, float) or isinstance(other, float):
        return type(one) is type(other) and isclose(one, other, rel_tol=1e-12, abs_tol=1e-13)
    return all(is_close(*row) for row in zip_longest(one, other))  # of numbers, or of rows of them


def main(arguments: Sequence[str] | None = None) -> int:
    """Compare what is recorded with PyTorch, or record it; 1 if anything differs."""
    parser = argparse.ArgumentParser(prog="python -m oracle.trajectories", description=__doc__)
    parser.add_argument("--write", action="store_true", help=f"write {RECORDED.name}")
    is_written = parser.parse_args(arguments).write
    now = recorded()
    if is_written:
        RECORDED.parent.mkdir(exist_ok=True)
        text = re.sub(r"\[\n([^][{}]*)\n\]", lambda row: f"[{row[1]}]".replace("\n", " "), json.dumps(now, indent=0))
        RECORDED.write_text(f"{text}\n", encoding="utf-8")
        return 0
    then = json.loads(RECORDED.read_text(encoding="utf-8"))
    parts = ("optimizers", "schedules", "clipping")
    differ = [
        f"{part}: {name}"
        for part in parts
        for name, one in now[part].items()
        if not is_close(one, then[part].get(name))
    ]
    print(*differ, f"trajectories: {len(differ) or 'no'} differences", sep="\n")
    return 1 if differ else 0


if __name__ == "__main__":
    sys.exit(main())
