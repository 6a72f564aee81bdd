r"""A hook for mkdocs: a pipe in a code span of a table is written `\|`, as GitHub asks for, and shown as `|`."""

from __future__ import annotations

import re


def on_page_markdown(markdown: str, **_: object) -> str:
    r"""Python-Markdown keeps the backslash, and does not need it.

    >>> on_page_markdown(r"| `x \| y` | a \| b |")
    '| `x | y` | a \\| b |'
    """
    return re.sub(r"^\|.*$", lambda row: _unescaped(row[0]), markdown, flags=re.MULTILINE)


def _unescaped(row: str) -> str:
    return re.sub(r"`[^`]+`", lambda span: span[0].replace(r"\|", "|"), row)
