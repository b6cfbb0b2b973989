"""Refuses request bodies beyond a bound before they are read into memory."""

from starlette.exceptions import HTTPException
from starlette.responses import JSONResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from search.limits import MAX_BODY_BYTES


class BodyLimit:
    """ASGI middleware: answers 413 for a body larger than MAX_BODY_BYTES."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Passes the request on, counting what is read of its body."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        declared = dict(scope["headers"]).get(b"content-length", b"0")
        if declared.isdigit() and int(declared) > MAX_BODY_BYTES:
            await _too_large()(scope, receive, send)
            return
        seen = 0

        async def counted() -> Message:
            nonlocal seen
            message = await receive()
            seen += len(message.get("body", b""))
            if seen > MAX_BODY_BYTES:
                raise HTTPException(413, _DETAIL)
            return message

        await self._app(scope, counted, send)


_DETAIL = f"The body is larger than {MAX_BODY_BYTES // 1024} KiB."


def _too_large() -> JSONResponse:
    return JSONResponse({"detail": _DETAIL}, 413)
