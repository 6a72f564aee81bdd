"""JSON that is what it says: no name twice, no NaN, no depth or digits without end."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from typing import Never, TypeGuard

Json: TypeAlias = "dict[str, Json] | list[Json] | str | int | float | bool | None"


def parse(text: str | bytes) -> Json:
    """What JSON says.

    Raises:
        ValueError: it is not JSON in UTF-8, or has a name twice in one object, or NaN, an infinity, a number of
            thousands of digits, or brackets within brackets a thousand deep.
    """
    try:
        value: Json = json.loads(
            text if isinstance(text, str) else text.decode(), object_pairs_hook=_once, parse_constant=_no_constant
        )
    except RecursionError:
        raise ValueError("it is nested too deep") from None
    return value


def is_count(value: Json, most: int) -> TypeGuard[int]:
    """Whether a value is an int, and no bool, from 0 to `most`."""
    return type(value) is int and 0 <= value <= most


def _once(pairs: list[tuple[str, Json]]) -> dict[str, Json]:
    found = dict(pairs)
    if len(found) < len(pairs):
        names = [name for name, _ in pairs]
        twice = next(name for name in found if names.count(name) > 1)
        raise ValueError(f"{twice!r} is there twice")
    return found


def _no_constant(name: str) -> Never:
    raise ValueError(f"{name} is no number of JSON")
