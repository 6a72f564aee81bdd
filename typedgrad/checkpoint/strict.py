"""JSON that is what it says: no name twice, no NaN, no depth or digits without end."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from typing import Never, TypeGuard

Json: TypeAlias = "dict[str, Json] | list[Json] | str | int | float | bool | None"

_MOST_TEXT = 1000


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


def printable(text: object) -> str:
    """What is said about a file, which may quote anything that the file holds: in one line, and cut short."""
    said = str(text)
    cut = said if len(said) <= _MOST_TEXT else said[: _MOST_TEXT - 3] + "..."
    return "".join(one if one.isprintable() else ascii(one)[1:-1] for one in cut)


def _once(pairs: list[tuple[str, Json]]) -> dict[str, Json]:
    found: dict[str, Json] = {}
    for name, value in pairs:
        if name in found:
            raise ValueError(f"{name!r} is there twice")
        found[name] = value
    return found


def _no_constant(name: str) -> Never:
    raise ValueError(f"{name} is no number of JSON")
