"""A client of pyright's language server, the engine of VS Code's Python support, for what an editor shows.

It speaks JSON-RPC over stdio and waits for each answer in turn, answering what the server asks in between.
"""

from __future__ import annotations

import json
import subprocess
import sys
from threading import Timer
from typing import TYPE_CHECKING, Any, TypedDict

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path
    from types import TracebackType
    from typing import NotRequired, Self

    Json = Any  # the protocol's messages: what each holds depends on its method


class Position(TypedDict):
    """A place in a document; lines and characters count from 0."""

    line: int
    character: int


class Diagnostic(TypedDict):
    """What the editor underlines, and the words it shows there."""

    message: str
    range: dict[str, Position]
    code: NotRequired[str]


_CAPABILITIES = {
    "workspace": {"configuration": True, "workspaceFolders": True},
    "textDocument": {
        "hover": {"contentFormat": ["markdown"]},
        "completion": {"completionItem": {"documentationFormat": ["markdown"]}},
        "diagnostic": {},
    },
}


class LanguageServer:
    """A running server; leave the `with` block to stop it.

    Args:
        root: the folder that the editor has opened, with its `pyproject.toml`.
        patience: after how many seconds the server is stopped, so that a read from it cannot last for ever.
    """

    def __init__(self, root: Path, patience: float = 120.0) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-m", "pyright.langserver", "--stdio"], stdin=subprocess.PIPE, stdout=subprocess.PIPE
        )
        self._watchdog = Timer(patience, self._stop)
        self._watchdog.start()
        self._last_id = 0
        self._lines: dict[str, list[str]] = {}
        folder = {"uri": root.as_uri(), "name": root.name}
        self._request(
            "initialize",
            {
                "processId": self._process.pid,
                "rootUri": folder["uri"],
                "capabilities": _CAPABILITIES,
                "workspaceFolders": [folder],
            },
        )
        self._notify("initialized", {})

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if kind is None:
            self._request("shutdown", None)
            self._notify("exit", None)
        else:
            self._stop()
        self._watchdog.cancel()
        self._process.communicate()

    def _stop(self) -> None:
        """End what was started; the server itself, a child of that, looks every few seconds whether it is there."""
        self._process.kill()
        self._process.wait()

    # ------------------------------------------------------------------------------------------- what an editor asks
    def open(self, path: Path, text: str | None = None) -> None:
        """Open a document: the file, or a text as if it were there."""
        uri, source = path.as_uri(), path.read_text(encoding="utf-8") if text is None else text
        self._lines[uri] = source.splitlines()
        self._notify(
            "textDocument/didOpen",
            {"textDocument": {"uri": uri, "languageId": "python", "version": 1, "text": source}},
        )

    def hover(self, path: Path, line: int, text: str, offset: int = 0) -> str:
        """What the editor shows, as markdown, so far into the first `text` of a line; lines count from 1."""
        answer = self._request("textDocument/hover", self._place(path, line, text, offset))
        return "" if answer is None else answer["contents"]["value"]

    def completions(self, path: Path, line: int, before: str) -> list[str]:
        """What the editor offers after the first `before` in a line, in its order."""
        answer = self._request("textDocument/completion", self._place(path, line, before, len(before)))
        items: Sequence[Json] = [] if answer is None else answer["items"]
        return [item["label"] for item in sorted(items, key=lambda item: item["sortText"])]

    def diagnostics(self, path: Path) -> list[Diagnostic]:
        """What the editor underlines in a document."""
        answer = self._request("textDocument/diagnostic", {"textDocument": {"uri": path.as_uri()}})
        items: list[Diagnostic] = answer["items"]
        return items

    def _place(self, path: Path, line: int, text: str, offset: int) -> Json:
        uri = path.as_uri()
        position: Position = {"line": line - 1, "character": self._lines[uri][line - 1].index(text) + offset}
        return {"textDocument": {"uri": uri}, "position": position}

    # ------------------------------------------------------------------------------------------------------ messages
    def _request(self, method: str, parameters: Json) -> Json:
        self._last_id += 1
        self._send({"id": self._last_id, "method": method, "params": parameters})
        while True:
            message = self._receive()
            if message.get("id") == self._last_id and "method" not in message:
                if "error" in message:
                    raise RuntimeError(f"{method}: {message['error']['message']}")
                return message["result"]
            if "id" in message:
                self._answer(message)

    def _notify(self, method: str, parameters: Json) -> None:
        self._send({"method": method, "params": parameters})

    def _answer(self, message: Json) -> None:
        """Answer what the server asks: settings; nothing else needs more than a yes."""
        asked = message["params"]["items"] if message["method"] == "workspace/configuration" else None
        answer = None if asked is None else [_setting(item.get("section")) for item in asked]
        self._send({"id": message["id"], "result": answer})

    def _send(self, message: dict[str, Json]) -> None:
        stdin = self._process.stdin
        assert stdin is not None
        content = json.dumps({"jsonrpc": "2.0", **message}).encode()
        stdin.write(b"Content-Length: %d\r\n\r\n%b" % (len(content), content))
        stdin.flush()

    def _receive(self) -> Json:
        stdout = self._process.stdout
        assert stdout is not None
        length = 0
        while header := stdout.readline().strip():
            name, _, value = header.partition(b":")
            if name.lower() == b"content-length":
                length = int(value)
        if not length:
            raise EOFError("the language server has stopped")
        return json.loads(stdout.read(length))


def _setting(section: str | None) -> Json:
    """The user's settings: the interpreter that has the library's dependencies, otherwise the defaults."""
    return {"pythonPath": sys.executable} if section == "python" else {}
