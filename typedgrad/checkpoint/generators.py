"""The states of NumPy's random generators, as JSON, and back without a doubt."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

import numpy as np

from typedgrad.checkpoint.strict import is_count
from typedgrad.errors import described

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import TypeGuard

    from typedgrad.checkpoint.strict import Json
    from typedgrad.rules.namespace import NDArray

_MOST: Mapping[str, int] = {
    "state": 2**128 - 1,
    "inc": 2**128 - 1,
    "has_uint32": 1,
    "uinteger": 2**32 - 1,
    "pos": 624,
    "buffer_pos": 4,
}
"""The largest value of each number in the states of PCG64, PCG64DXSM, MT19937, Philox, SFC64."""


def state_of(name: str, generator: np.random.Generator) -> Json:
    """The state of a generator.

    Raises:
        ValueError: a bit generator that is none of NumPy's.
    """
    state = _current(generator)
    said = _listed(state)
    try:
        _fitting(said, state, "")
    except ValueError as error:
        raise ValueError(f"save_checkpoint: the generator {name!r}, {state.get('bit_generator')}: {error}") from None
    return said


def checked(said: Json, generator: np.random.Generator) -> dict[str, Any]:
    """A state for a generator, which is not changed.

    Raises:
        ValueError: it is one of another kind of generator, or none.
    """
    return cast("dict[str, Any]", _fitting(said, _current(generator), ""))  # the state is one


def _current(generator: np.random.Generator) -> dict[str, Any]:
    return cast("dict[str, Any]", generator.bit_generator.state)  # NumPy says Mapping, of which MT19937's is a dict too


def _listed(value: Any) -> Json:  # Any: NumPy's states have no narrower type
    if isinstance(value, dict):
        entries = cast("dict[object, Any]", value)  # isinstance cannot know what it holds
        return {str(key): _listed(one) for key, one in entries.items()}
    if isinstance(value, np.ndarray):
        return cast("list[Json]", value.tolist())  # of unsigned integers, as NumPy has them in states
    return value if isinstance(value, str) else int(value)


def _fitting(said: Json, like: Any, where: str) -> Any:  # Any: as above
    """What is said, in the form of a state that is right."""
    if isinstance(like, dict):
        known = cast("dict[str, Any]", like)  # isinstance cannot know what it holds
        if not isinstance(said, dict) or said.keys() != known.keys():
            raise ValueError(f"{where or 'the state'} is {described(said)}, not {', '.join(known)}")
        return {key: _fitting(said[key], one, key) for key, one in known.items()}
    if isinstance(like, str):
        if said != like:
            raise ValueError(f"{where} is {described(said)}, not {like}")
        return said
    if _is_array(like):
        most = int(np.iinfo(like.dtype).max)
        if not isinstance(said, list) or len(said) != like.size or not all(is_count(one, most) for one in said):
            raise ValueError(f"{where} is {described(said)}, not {like.size} numbers from 0 to {most}")
        return np.array(said, like.dtype)
    if not is_count(said, _MOST.get(where, -1)) or (where == "inc" and said % 2 == 0):
        raise ValueError(f"{where} is {described(said)}, no number of such a state")
    return said


def _is_array(value: object) -> TypeGuard[NDArray]:
    return isinstance(value, np.ndarray)
