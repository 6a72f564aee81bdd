"""Packages that only some of typedgrad needs: imported where they are used, and named where they are missing."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Generator


@contextmanager
def needs(extra: str) -> Generator[None, None, None]:
    """Say which extra has the package, where an import in this block fails.

    Raises:
        ImportError: the package is missing, or does not load.

    >>> with needs("digits"):
    ...     import no_such_package
    Traceback (most recent call last):
    ImportError: No module named 'no_such_package'; it comes with pip install 'typedgrad[digits]'
    """
    try:
        yield
    except ImportError as error:
        raise ImportError(f"{error}; it comes with pip install 'typedgrad[{extra}]'", name=error.name) from error
