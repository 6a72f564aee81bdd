"""Plain values in JSON, exactly: what is an int comes back as an int, and NaN as NaN."""

from __future__ import annotations

import json
import re
from math import isfinite
from typing import TYPE_CHECKING, TypeAlias

from typedgrad.errors import DTypeError, described

if TYPE_CHECKING:
    from collections.abc import Mapping

    from typedgrad.checkpoint.strict import Json

Plain: TypeAlias = bool | int | float | str | None

_FLOAT = "float"
_INT = "int"
_HEXADECIMAL = re.compile(r"-?0x[1-9a-f][0-9a-f]*")
_MOST_BITS = 512  # of an int in decimal digits, of which Python reads some thousands only, and slowly
_NOT_FINITE = {"inf", "-inf", "nan"}


def encoded(values: Mapping[str, object], where: str) -> dict[str, Json]:
    """Values by name, as JSON has them.

    Raises:
        DTypeError: a value that is not plain.
    """
    found: dict[str, Json] = {}
    for name, value in values.items():
        if isinstance(value, float) and not isfinite(value):
            found[name] = {_FLOAT: repr(float(value))}
        elif isinstance(value, bool) or value is None:
            found[name] = value
        elif isinstance(value, int):
            found[name] = int(value) if value.bit_length() <= _MOST_BITS else {_INT: hex(value)}
        elif isinstance(value, float):
            found[name] = float(value)  # also of NumPy's float64
        elif isinstance(value, str):
            found[name] = value
        else:
            raise DTypeError(f"{where}: {name} is {described(value)}, no tensor and no plain value")
    return found


def decoded(said: Json, where: str) -> dict[str, Plain]:
    """The values that JSON holds.

    Raises:
        ValueError: it holds something else.
    """
    if not isinstance(said, dict):
        raise ValueError(f"{where} is {described(said)}, no names and values")
    return {name: _value(value, f"{where}: {name}") for name, value in said.items()}


def _value(said: Json, where: str) -> Plain:
    if isinstance(said, dict) and said.keys() == {_FLOAT}:
        text = said[_FLOAT]
        if isinstance(text, str) and text in _NOT_FINITE:
            return float(text)
    elif isinstance(said, dict) and said.keys() == {_INT}:
        text = said[_INT]
        number = int(text, 16) if isinstance(text, str) and _HEXADECIMAL.fullmatch(text) else 0
        if number.bit_length() > _MOST_BITS:
            return number
    elif not isinstance(said, (dict, list)) and (not isinstance(said, float) or isfinite(said)):  # 1e999 is JSON
        return said
    raise ValueError(f"{where} is {described(said)}, no plain value")


def text_of(value: Json) -> str:
    """JSON of a value that holds no NaN."""
    return json.dumps(value, allow_nan=False, separators=(",", ":"))
