"""A small web site on 127.0.0.1 that can be cut off, change its files and refuse ranges."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any


class Site:
    """Files by path, how the server treats them, and the headers of every request."""

    def __init__(self, root: str) -> None:
        self.root = root
        self.files: dict[str, bytes] = {}
        self.etag: str | None = '"v1"'
        self.ranges = True
        self.misplaces_ranges = False
        self.status = 200
        self.sends_up_to: int | None = None
        self.asked: list[dict[str, str]] = []

    def url(self, path: str) -> str:
        return self.root + path

    def start(self, headers: dict[str, str]) -> int:
        """Where the answer begins: at a range's first byte if it is still of the same file."""
        if not self.ranges or "Range" not in headers:
            return 0
        if headers.get("If-Range", self.etag) != self.etag:
            return 0
        return int(headers["Range"].removeprefix("bytes=").removesuffix("-"))


class _Server(ThreadingHTTPServer):
    daemon_threads = False
    block_on_close = True
    site: Site


class _Handler(BaseHTTPRequestHandler):
    server: _Server

    def do_GET(self) -> None:
        site = self.server.site
        headers = dict(self.headers.items())
        site.asked.append(headers)
        content = site.files.get(self.path)
        if site.status != 200 or content is None:
            return self._answer(404 if content is None else site.status, b"no")
        start = site.start(headers)
        if start and start >= len(content):
            return self._answer(416, b"", **{"Content-Range": f"bytes */{len(content)}"})
        if not start:
            return self._answer(200, content)
        if site.misplaces_ranges:
            start = 0
        where = f"bytes {start}-{len(content) - 1}/{len(content)}"
        return self._answer(206, content[start:], **{"Content-Range": where})

    def _answer(self, status: int, body: bytes, **headers: str) -> None:
        self.send_response(status)
        if self.server.site.etag:
            headers["ETag"] = self.server.site.etag
        for name, value in {"Content-Length": str(len(body)), **headers}.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body[: self.server.site.sends_up_to])

    def log_message(self, format: str, *values: Any) -> None:
        """Silence."""


@contextmanager
def serving() -> Iterator[Site]:
    """A site while the block runs; each answer closes its connection."""
    with _Server(("127.0.0.1", 0), _Handler) as server:
        server.site = Site(f"http://127.0.0.1:{server.server_port}")
        thread = threading.Thread(target=server.serve_forever, args=(0.01,))
        thread.start()
        try:
            yield server.site
        finally:
            server.shutdown()
            thread.join()
