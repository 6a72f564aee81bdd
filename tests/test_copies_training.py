"""Copies and pickles of what trains: they go on with the same bits, and neither moves the other."""

from __future__ import annotations

import copy
import os
import shutil
import stat
import subprocess
import sys
from typing import TYPE_CHECKING, Any, TypeAlias

import numpy as np
import pytest
from helpers import untyped
from native_programs import needs_compiler
from resumable import NoisyTrainer, Run, without_seconds
from steps import data, labels, network
from test_copies import COPIES, every_copy

from typedgrad import Parameter, backprop
from typedgrad.nn import Layer, cross_entropy
from typedgrad.optim import (
    SGD,
    Adagrad,
    AdagradGroup,
    Adam,
    AdamGroup,
    AdamW,
    AdamWGroup,
    CosineAnnealingLR,
    LinearWarmup,
    Optimizer,
    ReduceLROnPlateau,
    RMSprop,
    RMSpropGroup,
    Schedule,
    SGDGroup,
    StepLR,
)
from typedgrad.train import EarlyStopping

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from typedgrad.train import Epoch, History

Weights: TypeAlias = list[Parameter[Any, Any]]

GROUPED: dict[str, Callable[[Weights], Optimizer]] = {
    "SGD": lambda w: SGD([SGDGroup(w[:2], lr=0.5), SGDGroup(w[2:], momentum=0.9)], 0.1),
    "Adam": lambda w: Adam([AdamGroup(w[:1], betas=(0.5, 0.9)), *w[1:]], 0.1),
    "AdamW": lambda w: AdamW([AdamWGroup(w[:3], weight_decay=0.2), AdamWGroup(w[3:])], 0.1),
    "RMSprop": lambda w: RMSprop([RMSpropGroup(w[2:], lr=0.01), *w[:2]], 0.1),
    "Adagrad": lambda w: Adagrad([AdagradGroup(w[:2]), AdagradGroup(w[2:], lr=0.3)], 0.1),
}
SCHEDULES: dict[str, Callable[[Optimizer], Schedule | ReduceLROnPlateau]] = {
    "StepLR": lambda o: StepLR(o, 2, 0.5),
    "CosineAnnealingLR": lambda o: CosineAnnealingLR(o, 9, 0.01),
    "LinearWarmup": lambda o: LinearWarmup(o, 4, after=StepLR(o, 2, 0.5)),
    "ReduceLROnPlateau": lambda o: ReduceLROnPlateau(o, patience=1, factor=0.5),
}
All: TypeAlias = tuple[Layer[Any, Any, Any], Optimizer, Any]


def stepped(parts: All, times: int) -> None:
    """Some steps of training, and of the schedule, whose measure never gets better."""
    module, optimizer, schedule = parts
    for i in range(times):
        optimizer.zero_grad()
        backprop(cross_entropy(module(data(8, 4, seed=i)), labels(8, seed=i)))
        optimizer.step()
        if isinstance(schedule, ReduceLROnPlateau):
            schedule.step(1.0)
        elif schedule is not None:
            schedule.step()


def bits(parts: All) -> list[bytes]:
    """Of the weights, and what the steps to come depend on."""
    module, optimizer, schedule = parts
    weights = [parameter.numpy().tobytes() for parameter in untyped(module).parameters()]
    states = [optimizer.state_dict(), {} if schedule is None else schedule.state_dict()]
    rates = [group.lr for group in optimizer.groups]
    return [*weights, repr(states).encode(), repr(rates).encode()]


def assert_goes_on_alike_and_apart(parts: All, how: str) -> None:
    stepped(parts, 3)
    twins: All = COPIES[how](parts)
    before = bits(parts)
    assert bits(twins) == before
    stepped(twins, 4)
    assert bits(parts) == before
    assert bits(twins)[0] != before[0]
    stepped(parts, 4)
    assert bits(parts) == bits(twins)


@every_copy
@pytest.mark.parametrize("name", GROUPED)
def test_groups_are_copied_with_their_module(how: str, name: str) -> None:
    module = network()
    assert_goes_on_alike_and_apart((module, GROUPED[name](untyped(module).parameters()), None), how)


@every_copy
@pytest.mark.parametrize("name", SCHEDULES)
def test_a_schedule_is_copied_with_its_optimizer(how: str, name: str) -> None:
    module = network()
    optimizer = GROUPED["SGD"](untyped(module).parameters())
    assert_goes_on_alike_and_apart((module, optimizer, SCHEDULES[name](optimizer)), how)


@every_copy
def test_a_state_of_a_module_is_copied(how: str) -> None:
    module: Any = network()
    state = module.state_dict()
    twin = COPIES[how](state)
    assert type(twin) is type(state)
    other: Any = network(1)
    other.load_state_dict(twin)
    assert [p.numpy().tobytes() for p in other.parameters()] == [p.numpy().tobytes() for p in module.parameters()]


@pytest.mark.parametrize("name", GROUPED)
def test_a_shallow_copy_of_a_module_is_trained_with_it(name: str) -> None:
    module = network()
    twin = copy.copy(module)
    stepped((module, GROUPED[name](untyped(module).parameters()), None), 2)
    weights = zip(untyped(module).parameters(), untyped(twin).parameters(), strict=True)
    assert all(one is other for one, other in weights)


# ------------------------------------------------------------------------------------------------------------ trainers
def distance(epoch: Epoch) -> float:
    return abs(epoch.number - 3.0)


def fitted(run: Run, epochs: int) -> History:
    return run.trainer.fit(run.train, run.test, epochs=epochs, callbacks=[run.stopping])


@every_copy
@pytest.mark.parametrize("clips", [{}, {"clip_norm": 0.5}, {"clip_value": 0.01}], ids=str)
def test_a_run_goes_on_alike_and_apart(how: str, clips: dict[str, Any]) -> None:
    """Network, optimizer, schedule, trainer, loaders, callback, and the generators of four of them."""
    run = Run()
    rng = run.trainer.rng
    run.trainer = NoisyTrainer(run.network, run.optimizer, schedule=StepLR(run.optimizer, 2), **clips)
    run.trainer.rng = rng
    run.stopping = EarlyStopping(monitor=distance, patience=4)
    history = fitted(run, 2)
    twin: Run = COPIES[how](run)
    before = run.values()
    assert twin.values() == before
    found = fitted(twin, 3)
    assert run.values() == before
    assert twin.values() != before
    assert without_seconds(fitted(run, 3)) == without_seconds(found)
    assert run.values() == twin.values()
    assert twin.trainer.optimizer is twin.optimizer
    assert COPIES[how](history) == history


# ---------------------------------------------------------------------------------------------------------- estimators
@pytest.mark.filterwarnings("ignore::sklearn.exceptions.ConvergenceWarning")
@every_copy
@pytest.mark.parametrize("kind", ["TypedClassifier", "TypedRegressor"])
def test_an_estimator_goes_on_alike_and_apart(how: str, kind: str) -> None:
    iris: Any = pytest.importorskip("iris")
    make = {made.__name__: made for made in iris.KINDS}[kind]
    model = make(5, random_state=0, max_iter=2).fit(iris.IRIS_X, iris.IRIS_Y)
    twin = COPIES[how](model)
    before = iris.weights_of(model)
    twin.partial_fit(iris.IRIS_X, iris.IRIS_Y)
    assert iris.weights_of(model) == before
    model.partial_fit(iris.IRIS_X, iris.IRIS_Y)
    assert iris.weights_of(model) == iris.weights_of(twin) != before
    np.testing.assert_array_equal(model.predict(iris.IRIS_X), twin.predict(iris.IRIS_X))


# ----------------------------------------------------------------------------------------------------- other processes
def trained_apart(parts: All) -> tuple[int, All]:
    stepped(parts, 3)
    return os.getpid(), parts


def test_joblib_trains_in_processes_what_it_is_sent() -> None:
    joblib: Any = pytest.importorskip("joblib")
    runs: list[All] = []
    for name in ("SGD", "Adam"):
        module = network()
        optimizer = GROUPED[name](untyped(module).parameters())
        runs.append((module, optimizer, StepLR(optimizer, 2)))
    before = [bits(parts) for parts in runs]
    found = joblib.Parallel(n_jobs=2)(joblib.delayed(trained_apart)(parts) for parts in runs)
    assert os.getpid() not in {process for process, _ in found}
    assert [bits(parts) for parts in runs] == before
    for parts, (_, twins) in zip(runs, found, strict=True):
        stepped(parts, 3)
        assert bits(parts) == bits(twins)


COMPILING = """
import sys, time
from pathlib import Path
import numpy as np
from typedgrad import as_tensor, compiled, float64

@compiled(backend="c")
def function(x):
    return (x * 3.0 + 1.0).exp().sum()

Path(sys.argv[1]).touch()
while not Path(sys.argv[2]).exists():
    time.sleep(0.001)
x = as_tensor(np.linspace(-1.0, 1.0, 50), float64)
print(*[function(x).item().hex() for _ in range(3)])
"""


@needs_compiler
@pytest.mark.skipif(sys.platform == "win32", reason="the compiler is waited for by a script of sh")
def test_processes_that_compile_one_program_at_once_are_both_right(tmp_path: Path) -> None:
    """Each waits for the others in its compiler, so that all of them put the library there."""
    compiler = shutil.which("cc") or shutil.which("gcc") or shutil.which("clang")
    slow = tmp_path / "slow-cc"
    slow.write_text(
        f'#!/bin/sh\ncase "$*" in *-shared*) echo linked >> "{tmp_path}/links"\n'
        f'for i in $(seq 100); do [ "$(wc -l < "{tmp_path}/links")" -ge 3 ] && break; sleep 0.1; done;; esac\n'
        f'exec {compiler} "$@"\n'
    )
    slow.chmod(stat.S_IRWXU)
    cache, go = tmp_path / "cache", tmp_path / "go"
    environment = {**os.environ, "XDG_CACHE_HOME": str(cache), "CC": str(slow)}
    running: list[subprocess.Popen[str]] = []
    for i in range(3):
        command = [sys.executable, "-c", COMPILING, str(tmp_path / f"ready{i}"), str(go)]
        running.append(subprocess.Popen(command, env=environment, text=True, stdout=subprocess.PIPE))
    go.touch()
    said = [process.communicate(timeout=120)[0].split() for process in running]
    x = np.linspace(-1.0, 1.0, 50)
    for words in said:
        assert len(words) == 3
        assert {float.fromhex(word) for word in words} == {float.fromhex(said[0][0])}
    assert float.fromhex(said[0][0]) == pytest.approx(np.exp(x * 3.0 + 1.0).sum(), rel=1e-14)
    assert (tmp_path / "links").read_text().count("linked") == 3
    (library,) = (cache / "typedgrad" / "native").iterdir()  # nothing beside it is left
    assert library.suffix == ".so"
