"""The sizes that a constructor keeps as literals: `Linear(64, 40)` is a `Linear[Literal[64], Literal[40], float32]`."""

from __future__ import annotations

from typing import TypeVar

from typedgrad.sizes import Size

# A size that is one of these, and any other dimension. On constructors only: on methods they make pyright slow.
InSize = TypeVar("InSize", bound=Size)
OutSize = TypeVar("OutSize", bound=Size)
InName = TypeVar("InName", bound=int)
OutName = TypeVar("OutName", bound=int)
