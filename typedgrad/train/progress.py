"""One progress bar for a whole run."""

from __future__ import annotations

import sys
from contextlib import nullcontext
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from contextlib import AbstractContextManager
    from types import TracebackType
    from typing import Never, Self

    from tqdm import tqdm

    Bar = tqdm[Never]  # it counts what it is told, and iterates over nothing


class Progress:
    """A bar of `total` steps on stderr; none where stderr is not a terminal, or tqdm is not installed.

    >>> with Progress(total=10) as progress:
    ...     for _ in range(10):
    ...         progress.advance()
    """

    def __init__(self, total: int) -> None:
        self._bar = _bar(total)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._bar is not None:
            self._bar.close()

    def advance(self) -> None:
        """One step is done."""
        if self._bar is not None:
            self._bar.update()

    def describe(self, text: str) -> None:
        """Show `text` behind the numbers, from the next time that the bar is drawn."""
        if self._bar is not None:
            self._bar.set_postfix_str(text, refresh=False)

    def hidden(self) -> AbstractContextManager[None]:
        """Take the bar away for a block that prints."""
        return nullcontext() if self._bar is None else self._bar.external_write_mode()


def _bar(total: int) -> Bar | None:
    if sys.stderr is None or not sys.stderr.isatty():  # pythonw has none
        return None
    try:
        from tqdm import tqdm  # noqa: PLC0415  # only where a bar is shown
    except ImportError:
        return None
    return tqdm(total=total, unit="step")
