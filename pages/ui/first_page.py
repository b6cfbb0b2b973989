"""The first HTML that a browser gets, before any script has run: title, preview, icon and style.

Streamlit serves one fixed file for every address. The middleware below replaces its title, so that
a slow line, a search engine and a chat that previews a link show what the page is. The style is
there before anything is drawn, so nothing moves when it comes.
"""

from collections.abc import Awaitable, Callable, MutableMapping
from html import escape
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, quote

from pages.ui.text import PRODUCT, tab_text

Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
Application = Callable[[MutableMapping[str, Any], Receive, Send], Awaitable[None]]

DESCRIPTION = (
    "Ask a neural and a full-text engine at once, see both rankings side by side, and why each "
    "result is where it is."
)
_TITLE = b"<title>Streamlit</title>"
_ICON = b'href="./favicon.png"'
_END = b"</body>"
_HERE = Path(__file__).parent
_MARK = (_HERE / "mark.svg").read_text("utf-8").strip()
# At the end, because Streamlit puts its own rules into the head.
_STYLE = "".join(
    f"<style>{(_HERE / 'style' / name).read_text('utf-8')}</style>"
    for name in ("frame.css", "compare.css", "access.css")  # later ones override earlier ones
).encode()
_HELD_BACK = {b"accept-encoding", b"if-none-match", b"if-modified-since"}
_CHANGED = {b"content-length", b"etag", b"last-modified"}


class FirstPage:
    """ASGI middleware that gives Streamlit's page a head of our own."""

    def __init__(self, app: Application) -> None:
        self._app = app

    async def __call__(self, scope: MutableMapping[str, Any], receive: Receive, send: Send) -> None:
        """Passes everything on and holds back only a page until it is whole."""
        if scope["type"] != "http" or scope["method"] != "GET" or not _wants_page(scope):
            await self._app(scope, receive, send)
            return
        # Packed, the page could not be changed; and it is not the one that a browser may have.
        headers = [(name, value) for name, value in scope["headers"] if name not in _HELD_BACK]
        scope = {**scope, "headers": headers}
        query = parse_qs(scope.get("query_string", b"").decode("latin-1")).get("q", [""])[-1]
        await self._app(scope, receive, _Page(send, query).send)


class _Page:
    """Passes on an answer; one of HTML is collected, changed and sent as a whole."""

    def __init__(self, send: Send, query: str) -> None:
        self._send, self._query = send, query
        self._start: Message | None = None
        self._body = b""

    async def send(self, message: Message) -> None:
        if message["type"] == "http.response.start" and _is_page(message):
            self._start = message
        elif self._start is None:
            await self._send(message)
        else:
            self._body += message.get("body", b"")
            if not message.get("more_body", False):
                await self._finish(self._start)

    async def _finish(self, start: Message) -> None:
        body = with_head(self._body, self._query)
        kept = [(name, value) for name, value in start["headers"] if name not in _CHANGED]
        length = (b"content-length", str(len(body)).encode())
        await self._send({**start, "headers": [*kept, length]})
        await self._send({"type": "http.response.body", "body": body})


def with_head(page: bytes, query: str) -> bytes:
    """Streamlit's page with our head and style; any other page as it is.

    ``query`` may hold anything.
    """
    if _TITLE not in page:
        return page
    icon = f'href="data:image/svg+xml,{quote(_MARK)}"'.encode()
    page = page.replace(_TITLE, _head(query).encode(), 1).replace(_ICON, icon, 1)
    return page.replace(_END, _STYLE + _END, 1)


def _head(query: str) -> str:
    title, description = escape(tab_text(query)), escape(DESCRIPTION)
    return (
        f"<title>{title}</title>"
        f'<meta name="description" content="{description}">'
        f'<meta property="og:title" content="{title}">'
        f'<meta property="og:description" content="{description}">'
        f'<meta property="og:site_name" content="{escape(PRODUCT)}">'
        '<meta property="og:type" content="website">'
    )


def _wants_page(scope: MutableMapping[str, Any]) -> bool:
    """Whether this is a browser that goes to an address, and no script that asks for data."""
    return b"text/html" in dict(scope["headers"]).get(b"accept", b"")


def _is_page(start: Message) -> bool:
    kind: bytes = dict(start["headers"]).get(b"content-type", b"")
    return kind.startswith(b"text/html")
