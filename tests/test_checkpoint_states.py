"""A checkpoint that says something else of the run than was saved is refused, and nothing is changed then."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from fuzz.mutations import file_of
from fuzz.run_mutations import valid_run
from fuzz.run_property import Run
from typedgrad.checkpoint import CheckpointError

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    Said = dict[str, Any]  # Any: JSON that is being changed

pytest.importorskip("safetensors")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "run.safetensors"


def parts() -> tuple[Said, bytes]:
    """The header of a right file, and its tensors."""
    content = valid_run(1)
    end = 8 + int.from_bytes(content[:8], "little")
    return json.loads(content[8:end]), content[end:]


def refusal(path: Path, header: Said, data: bytes) -> str:
    """What the error says of a file; nothing of a run may be changed."""
    path.write_bytes(file_of(json.dumps(header), data))
    run = Run(1)
    before = run.bits()
    with pytest.raises(CheckpointError) as raised:
        run.load(path)
    assert run.bits() == before
    assert str(raised.value).startswith(f"{path}: ")
    return str(raised.value)


def _set(*keys: str | int, to: object) -> Callable[[Said], None]:
    def change(run: Said) -> None:
        holder: Any = run  # Any: as above
        for key in keys[:-1]:
            holder = holder[key]
        holder[keys[-1]] = to

    return change


def _notes(name: str, to: object) -> Callable[[Said], None]:
    return _set("states", "parts.notes", name, to=to)


def _pcg(*keys: str, to: object) -> Callable[[Said], None]:
    return _set("generators", "pcg", *keys, to=to)


def _sfc(*keys: str | int, to: object) -> Callable[[Said], None]:
    return _set("generators", "sfc", *keys, to=to)


CHANGES: Mapping[str, tuple[Callable[[Said], None], str]] = {
    "a negative epoch": (_set("epoch", to=-1), "epoch -1 of type int is no number of epochs"),
    "an epoch that is a bool": (_set("epoch", to=True), "epoch True of type bool is no number"),
    "an epoch that is a float": (_set("epoch", to=3.0), "epoch 3.0 of type float is no number"),
    "one key more": (_set("more", to=1), "is no epoch, generators and states"),
    "no key": (lambda run: run.clear(), "is no epoch, generators and states"),
    "states that are none": (_set("states", to=[]), "[] of type list and"),
    "a state that is none": (_set("states", "optimizer", to=[]), "optimizer is [] of type list, no names and values"),
    "a state more": (_set("states", "x", to={}), "what has a state: x is in the file, but was not given"),
    "a state less": (lambda run: run["states"].pop("schedule"), "what has a state: schedule is not in the file"),
    "a list": (_notes("best", to=[1.0]), "parts.notes: best is [1.0] of type list, no plain value"),
    "an object": (_notes("best", to={"a": 1}), "is {'a': 1} of type dict, no plain value"),
    "a finite float as text": (_notes("best", to={"float": "1.5"}), "is {'float': '1.5'} of type dict, no plain"),
    "a float and more": (_notes("best", to={"float": "nan", "a": 1}), "of type dict, no plain value"),
    "a float that is a number": (_notes("best", to={"float": 1.5}), "of type dict, no plain value"),
    "an int that is a number": (_notes("seed", to={"int": 1}), "is {'int': 1} of type dict, no plain value"),
    "an int that is none": (_notes("seed", to={"int": "0x" + "g" * 200}), "of type dict, no plain value"),
    "an int with underscores": (_notes("seed", to={"int": "0x1_" + "0" * 200}), "of type dict, no plain value"),
    "an int with zeros before": (_notes("seed", to={"int": "0x0" + "1" * 200}), "of type dict, no plain value"),
    "an int and more": (_notes("seed", to={"int": "0x" + "1" * 200, "a": 1}), "of type dict, no plain value"),
    "a small int in the form of large ones": (_notes("seed", to={"int": "0xff"}), "of type dict, no plain value"),
    "a value that a part does not have": (_set("states", "optimizer", "x", to=1), "Adam.load_state_dict: 'x' is unk"),
    "a value less": (lambda run: run["states"]["schedule"].pop("steps"), "StepLR.load_state_dict: 'steps' is missing"),
    "a value out of its range": (_set("states", "optimizer", "lr", to=-1.0), "Adam.load_state_dict: lr"),
    "another optimizer": (_set("states", "optimizer", "optimizer", to="SGD"), "the state of SGD"),
    "a generator more": (_set("generators", "x", to={}), "generators: x is in the file, but was not given"),
    "a generator less": (lambda run: run["generators"].pop("sfc"), "generators: sfc is not in the file"),
    "a generator that is none": (_set("generators", "pcg", to=[]), "the generator 'pcg': the state is [] of type"),
    "a generator of another kind": (_pcg("bit_generator", to="MT19937"), "bit_generator is 'MT19937' of type str"),
    "a key of a generator more": (_pcg("more", to=1), "not bit_generator, state, has_uint32, uinteger"),
    "a state of 129 bits": (_pcg("state", "state", to=2**128), "state is an integer of type int, no number of"),
    "an increment that is even": (_pcg("state", "inc", to=4), "inc is 4 of type int, no number of such a state"),
    "a negative number": (_pcg("uinteger", to=-1), "uinteger is -1 of type int, no number of such a state"),
    "a flag of 2": (_pcg("has_uint32", to=2), "has_uint32 is 2 of type int, no number of such a state"),
    "a flag that is a bool": (_pcg("has_uint32", to=True), "has_uint32 is True of type bool, no number"),
    "a float in a generator": (_pcg("uinteger", to=0.0), "uinteger is 0.0 of type float, no number"),
    "too few numbers": (_sfc("state", "state", to=[1, 2, 3]), "state is [1, 2, 3] of type list, not 4 numbers"),
    "a number of 65 bits": (_sfc("state", "state", 0, to=2**64), "of type list, not 4 numbers from 0 to"),
    "a place beyond the buffer": (_set("generators", "philox", "buffer_pos", to=5), "buffer_pos is 5 of type int, no"),
}


@pytest.mark.parametrize("name", CHANGES)
def test_another_state(path: Path, name: str) -> None:
    header, data = parts()
    run = json.loads(header["__metadata__"]["run"])
    change, message = CHANGES[name]
    change(run)
    header["__metadata__"]["run"] = json.dumps(run)
    assert message in refusal(path, header, data)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "Expecting value"),
        ("[]", "[] of type list is no epoch, generators and states"),
        ('{"epoch": 1, "epoch": 2}', "'epoch' is there twice"),
        ('{"epoch": NaN}', "NaN is no number of JSON"),
        ("[" * 100_000, "it is nested too deep"),
        ("1" * 10_000, "Exceeds the limit"),
        ("\ufeff{}", "BOM"),
        ("{}{}", "Extra data"),
    ],
    ids=["empty", "list", "twice", "NaN", "deep", "digits", "BOM", "more"],
)
def test_what_is_no_run(path: Path, text: str, message: str) -> None:
    header, data = parts()
    header["__metadata__"]["run"] = text
    assert message in refusal(path, header, data)


def test_a_float_beyond_range_is_no_infinity(path: Path) -> None:
    header, data = parts()
    run = header["__metadata__"]["run"]
    header["__metadata__"]["run"] = run.replace('"best":{"float":"nan"}', '"best":1e999')
    assert header["__metadata__"]["run"] != run
    assert "best is inf of type float, no plain value" in refusal(path, header, data)


@pytest.mark.parametrize(
    ("more", "message"),
    [
        ({"more": "x"}, "it holds tensors, but no run"),
        ({"typedgrad": "2"}, "it has the format '2'; this typedgrad reads '1'"),
    ],
    ids=["more", "another version"],
)
def test_other_metadata(path: Path, more: dict[str, str], message: str) -> None:
    header, data = parts()
    header["__metadata__"] |= more
    assert message in refusal(path, header, data)


def test_the_file_that_the_others_are_made_of_is_right(path: Path) -> None:
    path.write_bytes(valid_run(1))
    run, expected = Run(1), Run(0)
    expected.train()
    assert run.load(path) == 1
    assert run.bits() == expected.bits()
