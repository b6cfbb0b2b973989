"""The head of the first HTML, and that nothing else is changed on its way."""

from collections.abc import Sequence
from typing import Any

import pytest
from anyio.from_thread import start_blocking_portal

from pages.ui.first_page import Application, FirstPage, Message

PAGE = b'<html><link href="./favicon.png" /><title>Streamlit</title><body></body></html>'
HTML = [(b"content-type", b"text/html; charset=utf-8"), (b"etag", b"1"), (b"x-kept", b"2")]


def _serving(headers: Sequence[tuple[bytes, bytes]], *chunks: bytes) -> Application:
    async def app(scope: Any, receive: Any, send: Any) -> None:
        await send({"type": "http.response.start", "status": 200, "headers": headers})
        for left, chunk in enumerate(chunks, start=1 - len(chunks)):
            await send({"type": "http.response.body", "body": chunk, "more_body": left < 0})

    return app


def _answer(
    app: Application, query: bytes = b"", method: str = "GET", accept: bytes = b"text/html,*/*"
) -> list[Message]:
    sent: list[Message] = []

    async def send(message: Message) -> None:
        sent.append(message)

    async def receive() -> Message:
        raise AssertionError("nothing is read")

    headers = [(b"accept", accept), (b"accept-encoding", b"gzip"), (b"if-none-match", b"1")]
    scope = {"type": "http", "method": method, "query_string": query, "headers": headers}
    # On a thread of its own: a browser of other tests may keep this one's event loop running.
    with start_blocking_portal() as portal:
        portal.call(FirstPage(app), scope, receive, send)
    return sent


def test_a_page_in_pieces_gets_its_title_and_its_length() -> None:
    start, body = _answer(_serving(HTML, PAGE[:40], PAGE[40:]), b"q=bitcoin+wallet")
    text = body["body"].decode()
    assert "<title>bitcoin wallet · Neural vs full-text search</title>" in text
    assert "<title>Streamlit" not in text and "favicon.png" not in text
    assert '<meta property="og:title" content="bitcoin wallet · Neural' in text
    headers = dict(start["headers"])
    assert headers[b"content-length"] == str(len(body["body"])).encode()
    assert headers[b"x-kept"] == b"2" and b"etag" not in headers


@pytest.mark.parametrize("query", [b"", b"q=", b"mode=neural", b"q=%20%20"])
def test_without_a_query_the_title_is_the_product(query: bytes) -> None:
    [_, body] = _answer(_serving(HTML, PAGE), query)
    assert "<title>Neural vs full-text search</title>" in body["body"].decode()


@pytest.mark.parametrize(
    "query", [b"q=%3C/title%3E%3Cscript%3E", b"q=\xff%ff", b"q=" + b"x" * 9000]
)
def test_a_query_is_never_markup(query: bytes) -> None:
    [_, body] = _answer(_serving(HTML, PAGE), query)
    assert b"<script>" not in body["body"]
    assert body["body"].count(b"</title>") == 1
    assert body["body"].index(b"<style>") > body["body"].index(b"<body>")
    assert len(body["body"]) < 20_000


@pytest.mark.parametrize(
    ("headers", "method", "accept"),
    [
        ([(b"content-type", b"application/json")], "GET", b"text/html"),
        (HTML, "GET", b"*/*"),
        (HTML, "HEAD", b"text/html"),
    ],
)
def test_everything_else_passes_as_it_is(
    headers: list[tuple[bytes, bytes]], method: str, accept: bytes
) -> None:
    start, *bodies = _answer(_serving(headers, PAGE[:9], PAGE[9:]), b"", method, accept)
    assert start["headers"] == headers
    assert [body["body"] for body in bodies] == [PAGE[:9], PAGE[9:]]


@pytest.mark.parametrize(
    ("accept", "kept"),
    [(b"text/html", [b"accept"]), (b"*/*", [b"accept", b"accept-encoding", b"if-none-match"])],
)
def test_a_page_is_asked_for_unpacked_and_whole(accept: bytes, kept: list[bytes]) -> None:
    asked: list[Any] = []

    async def app(scope: Any, receive: Any, send: Any) -> None:
        asked.append([name for name, _ in scope["headers"]])
        await send({"type": "http.response.start", "status": 200, "headers": HTML})
        await send({"type": "http.response.body", "body": PAGE})

    _answer(app, accept=accept)
    assert asked == [kept]
