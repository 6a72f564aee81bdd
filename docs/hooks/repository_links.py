"""A hook for mkdocs: what the pages link to in the repository is in the site too.

A page links to a file or a directory outside of `docs` by its relative path, which a reader of the repository can
follow. For the site, a file becomes a page with its text, a directory a list of what is in it.
"""

from __future__ import annotations

import ast
import posixpath
import re
from pathlib import Path
from typing import TYPE_CHECKING

from mkdocs.structure.files import File

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.files import Files
    from mkdocs.structure.pages import Page

ROOT = Path(__file__).parents[2]
SOURCES = "sources"  # the directory of the pages that are made
HOME = {"README.md": "index.md"}  # the site's page that stands for a file
_LINK = re.compile(r"\]\((?P<path>\.\./[^)#\s]+)(?P<anchor>#[^)\s]*)?\)")


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Add a page for all that is linked."""
    for path in sorted({path for file in files.documentation_pages() for path in _linked(file)}):
        if path not in HOME:
            files.append(File.generated(config, page_of(path), content=content(path)))
    return files


def _linked(file: File) -> Iterator[str]:
    for found in _LINK.finditer(file.content_string):
        if (path := outside(file.src_uri, found["path"])) is not None:
            yield path


def outside(page: str, link: str) -> str | None:
    """The path in the repository that a link of a page of `docs` leads to, None if it stays within `docs`.

    >>> outside("types.md", "../typedgrad/sizes.py")
    'typedgrad/sizes.py'
    >>> outside("reference/types.md", "../types.md")
    """
    path = posixpath.normpath(posixpath.join("docs", posixpath.dirname(page), link))
    return None if path.startswith("docs/") else path


def page_of(path: str) -> str:
    """The page of a file or directory of the repository.

    >>> page_of("typedgrad/sizes.py")
    'sources/typedgrad/sizes.py.md'
    """
    return HOME.get(path) or f"{SOURCES}/{path}.md"


def content(path: str) -> str:
    """What the page shows.

    Raises:
        FileNotFoundError: there is no such file or directory.
    """
    source = ROOT / path
    opening = f"---\nsearch: {{exclude: true}}\n---\n\n# {path}\n\n"
    if source.is_dir():
        rows = [f"| `{file.name}` | {_first_line(file)} |" for file in sorted(source.glob("[!_]*.py"))]
        return opening + "\n".join(["| file | what it is |", "| --- | --- |", *rows]) + "\n"
    language = {".py": "python", ".toml": "toml"}.get(source.suffix, "text")
    return f"{opening}````{language}\n{source.read_text(encoding='utf-8').rstrip()}\n````\n"


def _first_line(file: Path) -> str:
    docstring = ast.get_docstring(ast.parse(file.read_text(encoding="utf-8"))) or ""
    return docstring.partition("\n")[0].replace("|", r"\|")


def on_page_markdown(markdown: str, page: Page, config: MkDocsConfig, files: Files) -> str:
    """Let the links lead to those pages."""

    def to_page(found: re.Match[str]) -> str:
        path = outside(page.file.src_uri, found["path"])
        if path is None:
            return found[0]
        to = posixpath.relpath(page_of(path), posixpath.dirname(page.file.src_uri) or ".")
        return f"]({to}{found['anchor'] or ''})"

    return _LINK.sub(to_page, markdown)
