"""Compresses the screens' own files, which Streamlit sends as they are."""

import asyncio
import gzip
from typing import NamedTuple

from cachetools import LRUCache
from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

_FOLDER = "/static/"
_TEXTS = (".js", ".css", ".svg", ".json")
"""Fonts and pictures are compressed already."""
_LEVEL = 6
_KEPT_BYTES = 16 * 1024 * 1024


class _File(NamedTuple):
    headers: list[tuple[bytes, bytes]]
    body: bytes


class CompressedFiles:
    """ASGI middleware: a file is compressed when it is first asked for, and then kept.

    The names of these files change with their content, so what is kept never goes out of date.
    """

    def __init__(self, app: ASGIApp) -> None:
        self._app = app
        self._kept: LRUCache[str, _File] = LRUCache(_KEPT_BYTES, getsizeof=lambda f: len(f.body))

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answers from what is kept, or passes the request on and keeps the answer."""
        if not _is_wanted(scope):
            await self._app(scope, receive, send)
            return
        path = scope["path"]
        file = self._kept.get(path) or await self._fetch(scope, receive, send)
        if file:
            await send({"type": "http.response.start", "status": 200, "headers": file.headers})
            await send({"type": "http.response.body", "body": file.body})

    async def _fetch(self, scope: Scope, receive: Receive, send: Send) -> _File | None:
        """The file, kept from now on; None where the answer is another one and has been sent."""
        answer = _Answer(send)
        await self._app(scope, receive, answer.take)
        if answer.start is None:
            return None
        body = await asyncio.to_thread(gzip.compress, bytes(answer.body), _LEVEL, mtime=0)
        headers = MutableHeaders(raw=[*answer.start["headers"]])
        headers["Content-Encoding"] = "gzip"
        headers["Content-Length"] = str(len(body))
        headers.add_vary_header("Accept-Encoding")
        del headers["ETag"]  # it stands for the bytes as they were
        file = _File(headers.raw, body)
        if len(body) <= _KEPT_BYTES:
            self._kept[scope["path"]] = file
        return file


class _Answer:
    """An answer on its way: collected if it is a whole file, otherwise sent on."""

    def __init__(self, send: Send) -> None:
        self._send = send
        self.start: Message | None = None
        self.body = bytearray()

    async def take(self, message: Message) -> None:
        if message["type"] == "http.response.start" and message["status"] == 200:
            self.start = message
        elif self.start is None:
            await self._send(message)
        else:
            self.body += message.get("body", b"")


def _is_wanted(scope: Scope) -> bool:
    if scope["type"] != "http" or scope["method"] != "GET":
        return False
    path, headers = scope["path"], Headers(scope=scope)
    is_text = _FOLDER in path and path.endswith(_TEXTS)
    return is_text and "range" not in headers and "gzip" in headers.get("accept-encoding", "")
