"""The state of a run in one file: `save_checkpoint`, `load_checkpoint`."""

from __future__ import annotations

from copy import deepcopy
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from typedgrad.capture import refuse
from typedgrad.checkpoint import atomic, plain, strict
from typedgrad.checkpoint import generators as of_generators
from typedgrad.checkpoint.file import Reader, check_mapping, encode
from typedgrad.checkpoint.header import METADATA
from typedgrad.errors import CheckpointError, DTypeError, ShapeError, check_path, described
from typedgrad.nn.module import Module
from typedgrad.nn.state import StateDict
from typedgrad.stateful import is_stateful
from typedgrad.tensor.base import is_tensor, wrap

if TYPE_CHECKING:
    import os
    from collections.abc import Iterable, Mapping

    from typedgrad.checkpoint.header import Entry as HeaderEntry
    from typedgrad.checkpoint.strict import Json
    from typedgrad.rules.namespace import NDArray
    from typedgrad.stateful import Entry, Stateful
    from typedgrad.tensor.tensor import Tensor

_VERSION = "1"
_MODEL = "model"
_NO_GENERATORS: Mapping[str, np.random.Generator] = MappingProxyType({})
_NO_PARTS: Mapping[str, Stateful] = MappingProxyType({})


def save_checkpoint(
    path: str | os.PathLike[str],
    model: Module,
    *,
    optimizer: Stateful | None = None,
    schedule: Stateful | None = None,
    generators: Mapping[str, np.random.Generator] = _NO_GENERATORS,
    epoch: int = 0,
    parts: Mapping[str, Stateful] = _NO_PARTS,
) -> None:
    """Write a model and what else a run needs to go on to one safetensors file, whole or not at all.

    Args:
        path: the file, which is replaced where it is there.
        model: its parameters are saved.
        optimizer: its moments, counts of steps and settings.
        schedule: what decides the learning rate.
        generators: random generators of NumPy's by name. Of how many were made by `spawn` their states do not tell.
        epoch: how many there were, at least 0.
        parts: what else has a state, by name.

    Raises:
        ValueError: a negative epoch, a name that cannot be saved, or a generator that is none of NumPy's.
        DTypeError: an argument of another kind, or a state that holds neither tensors nor plain values.
        OSError: the file cannot be written; it is then as it was.
        ImportError: safetensors is not installed.
        CompileError: in a step that is being captured.

    >>> from pathlib import Path
    >>> from tempfile import mkdtemp
    >>> from typedgrad.nn import Linear
    >>> from typedgrad.optim import Adam
    >>> path = Path(mkdtemp()) / "run.safetensors"
    >>> rng = np.random.default_rng(0)
    >>> model = Linear(3, 2, rng=rng)
    >>> save_checkpoint(path, model, optimizer=Adam(model.parameters()), generators={"batches": rng}, epoch=5)
    >>> other = Linear(3, 2, rng=np.random.default_rng(1))
    >>> load_checkpoint(path, other, optimizer=Adam(other.parameters()), generators={"batches": rng})
    5
    >>> bool((other.weight == model.weight).all())
    True
    """
    operation = "save_checkpoint"
    refuse(operation, "a file is written once, not in each run of a step")
    if type(epoch) is not int or epoch < 0:
        raise ValueError(f"{operation}: epoch {described(epoch)} is no number of epochs")
    named = _named(operation, model, optimizer, schedule, parts)
    check_mapping(f"{operation}: generators", generators)
    check_path(operation, path)
    arrays: dict[str, NDArray] = {f"{_MODEL}.{name}": value._data for name, value in model.state_dict().items()}
    states: dict[str, Json] = {}
    for part, stateful in named.items():
        state = stateful.state_dict()
        _check_names(f"{operation}: {part}", state)
        values = {name: value for name, value in state.items() if not is_tensor(value)}
        states[part] = plain.encoded(values, f"{operation}: {part}")
        tensors = {f"{part}.{name}": value._data for name, value in state.items() if is_tensor(value)}
        for name in tensors:
            if (other := _part_of(name, named)) != part:
                raise ValueError(f"{operation}: {part}: {name!r} would be taken for a tensor of {other}")
        arrays.update(tensors)
    _check_names(f"{operation}: generators", generators)
    said: Json = {
        "epoch": epoch,
        "generators": {name: _state_of(name, generator) for name, generator in generators.items()},
        "states": states,
    }
    atomic.write(path, encode(operation, arrays, {"typedgrad": _VERSION, "run": plain.text_of(said)}))


def load_checkpoint(
    path: str | os.PathLike[str],
    model: Module,
    *,
    optimizer: Stateful | None = None,
    schedule: Stateful | None = None,
    generators: Mapping[str, np.random.Generator] = _NO_GENERATORS,
    parts: Mapping[str, Stateful] = _NO_PARTS,
) -> int:
    """Take over what `save_checkpoint` wrote, all of it or, where something does not fit, nothing.

    The arguments are those of `save_checkpoint`: a file that lacks one of them, or has one more, is refused.
    Whatever is raised meanwhile, also by a part or an interrupt, what was given is then as it was.

    Returns:
        the epoch.

    Raises:
        CheckpointError: the file is none, is cut short or changed, or is not of such a model, optimizer and so on.
        DTypeError: an argument of another kind.
        OSError: it cannot be read.
        CompileError: in a step that is being captured.
    """
    operation = "load_checkpoint"
    refuse(operation, "a file is read once, not in each run of a step")
    named = _named(operation, model, optimizer, schedule, parts)
    check_mapping(f"{operation}: generators", generators)
    check_path(operation, path)
    for name, generator in generators.items():
        _check_generator(operation, name, generator)
    with Reader(path) as reader:
        try:
            saved = _read(reader.header.metadata, named, generators)
            names = _by_part(reader.header.entries, saved)
            _check_model(dict(model.named_parameters()), {name: reader.header.entries[name] for name in names[_MODEL]})
            arrays = reader.arrays()
            states: dict[str, dict[str, Entry]] = {part: dict(state) for part, state in saved.states.items()}
            for part, state in states.items():
                state.update((name.removeprefix(f"{part}."), wrap(arrays[name])) for name in names[part])
            values = {name.removeprefix(f"{_MODEL}."): wrap(arrays[name]) for name in names[_MODEL]}
            _take_over(model, values, named, states, generators, saved.generators)
        except (LookupError, ValueError, TypeError, ArithmeticError) as error:
            if isinstance(error, CheckpointError):
                raise
            text = error.args[0] if isinstance(error, KeyError) and error.args else error  # a KeyError quotes its text
            raise CheckpointError(f"{reader.path}: {strict.printable(text)}") from error
    return saved.epoch


def _take_over(
    model: Module,
    values: Mapping[str, Tensor[Any, Any]],
    parts: Mapping[str, Stateful],
    states: Mapping[str, Mapping[str, Entry]],
    generators: Mapping[str, np.random.Generator],
    generator_states: Mapping[str, Mapping[str, Any]],
) -> None:
    """Load everything; whatever is raised meanwhile, also by an interrupt, everything is then as it was."""
    before = {part: deepcopy(dict(stateful.state_dict())) for part, stateful in parts.items()}
    before_model = model.state_dict()
    before_generators = {name: generator.bit_generator.state for name, generator in generators.items()}
    try:
        for part, stateful in parts.items():
            stateful.load_state_dict(states[part])
        model.load_state_dict(StateDict(values))
        for name, state in generator_states.items():
            generators[name].bit_generator.state = state
    except BaseException as error:
        for name, state in before_generators.items():
            generators[name].bit_generator.state = state
        for name, parameter in model.named_parameters():
            parameter.assign(before_model[name])
        _restore(parts, before, error)
        raise


class _Saved(NamedTuple):
    """What a file says beside its tensors."""

    epoch: int
    states: dict[str, dict[str, plain.Plain]]
    generators: dict[str, dict[str, Any]]


def _named(
    operation: str, model: Module, optimizer: Stateful | None, schedule: Stateful | None, parts: Mapping[str, Stateful]
) -> dict[str, Stateful]:
    """All parts that have a state, by the prefix of their names in the file, in the order in which they are loaded.

    A schedule sets the rates of an optimizer by its own count of steps, and the optimizer's state has the rates that
    it really had: the optimizer is last.
    """
    if not isinstance(model, Module):
        raise DTypeError(f"{operation}: {described(model)} is not a module")
    check_mapping(f"{operation}: parts", parts)
    for name in parts:
        if not isinstance(name, str):
            raise DTypeError(f"{operation}: parts: {described(name)} is no name")
    named = {f"parts.{name}": part for name, part in parts.items()}
    for name, part in (("schedule", schedule), ("optimizer", optimizer)):
        if part is not None:
            named[name] = part
    for name, part in named.items():
        if not is_stateful(part) or isinstance(part, type):
            raise DTypeError(f"{operation}: {name} is {described(part)}, which has no state")
    return named


def _part_of(name: str, named: Iterable[str]) -> str | None:
    """Of the model and the parts, whose tensor it is: the one of the longest prefix, or none."""
    return max((part for part in (_MODEL, *named) if name.startswith(f"{part}.")), key=len, default=None)


def _by_part(names: Iterable[str], saved: _Saved) -> dict[str, list[str]]:
    """The tensors' names in a file, of which each is of the model or of a part, and no plain value's."""
    found: dict[str, list[str]] = {part: [] for part in (_MODEL, *saved.states)}
    for name in names:
        part = _part_of(name, saved.states)
        if part is None:
            raise ValueError(f"tensors: {name} is in the file, but is of nothing that was given")
        if name.removeprefix(f"{part}.") in saved.states.get(part, {}):
            raise ValueError(f"{name} is there twice, as a tensor and as a plain value")
        found[part].append(name)
    return found


def _restore(parts: Mapping[str, Stateful], before: Mapping[str, Mapping[str, Entry]], error: BaseException) -> None:
    """Bring back the states of the parts that have changed."""
    for part, stateful in parts.items():
        try:
            if not _is_same(stateful.state_dict(), before[part]):
                stateful.load_state_dict(before[part])
        except Exception as second:  # of which a part may raise any; the others are next
            error.add_note(f"load_checkpoint: {part} could not be brought back: {second!r}")


def _is_same(state: Mapping[str, Entry], other: Mapping[str, Entry]) -> bool:
    return {name: _bits(value) for name, value in state.items()} == {name: _bits(one) for name, one in other.items()}


def _bits(value: object) -> tuple[object, ...]:
    """What tells two values apart: NaN is like NaN, and 1 is not like True."""
    if is_tensor(value):
        return value._data.dtype, value._data.shape, value._data.tobytes()
    return type(value), repr(value)


def _check_names(where: str, names: Iterable[object]) -> None:
    for name in names:
        if not isinstance(name, str) or not name or not name.isprintable() or name == METADATA:
            raise ValueError(f"{where}: {described(name)} is no name")


def _state_of(name: str, generator: np.random.Generator) -> Json:
    _check_generator("save_checkpoint", name, generator)
    return of_generators.state_of(name, generator)


def _check_generator(operation: str, name: str, generator: object) -> None:
    if not isinstance(generator, np.random.Generator):
        raise DTypeError(f"{operation}: generators: {name} is {described(generator)}, no generator")


def _read(
    metadata: Mapping[str, str], named: Mapping[str, Stateful], given: Mapping[str, np.random.Generator]
) -> _Saved:
    if metadata.keys() != {"typedgrad", "run"}:
        raise ValueError("it holds tensors, but no run: see load_tensors")
    if metadata["typedgrad"] != _VERSION:
        raise ValueError(f"it has the format {metadata['typedgrad']!r}; this typedgrad reads {_VERSION!r}")
    said = strict.parse(metadata["run"])
    if not isinstance(said, dict) or said.keys() != {"epoch", "generators", "states"}:
        raise ValueError(f"{described(said)} is no epoch, generators and states")
    epoch, states, generator_states = said["epoch"], said["states"], said["generators"]
    if type(epoch) is not int or epoch < 0:
        raise ValueError(f"epoch {described(epoch)} is no number of epochs")
    if not isinstance(states, dict) or not isinstance(generator_states, dict):
        raise ValueError(f"{described(states)} and {described(generator_states)} are no states by name")
    _check_same("what has a state", set(named), set(states))
    _check_same("generators", set(given), set(generator_states))
    found: dict[str, dict[str, Any]] = {}
    for name, state in generator_states.items():
        try:
            found[name] = of_generators.checked(state, given[name])
        except ValueError as error:
            raise ValueError(f"the generator {name!r}: {error}") from None
    decoded = {part: plain.decoded(state, part) for part, state in states.items()}
    for part, values in decoded.items():
        _check_names(part, values)
    return _Saved(epoch, decoded, found)


def _check_same(what: str, wanted: set[str], there: set[str]) -> None:
    if missing := sorted(wanted - there):
        raise ValueError(f"{what}: {', '.join(missing)} is not in the file")
    if unknown := sorted(there - wanted):
        raise ValueError(f"{what}: {', '.join(unknown)} is in the file, but was not given")


def _check_model(parameters: Mapping[str, Any], entries: Mapping[str, HeaderEntry]) -> None:  # Any: of any parameter
    expected = {f"{_MODEL}.{name}": parameter for name, parameter in parameters.items()}
    _check_same("tensors", set(expected), set(entries))
    for name, parameter in expected.items():
        entry = entries[name]
        if entry.dtype != parameter.dtype:
            raise DTypeError(f"{name} is {entry.dtype} in the file, the parameter {parameter.dtype}")
        if entry.shape != parameter.shape:
            raise ShapeError(f"{name} has shape {entry.shape} in the file, the parameter {parameter.shape}")
