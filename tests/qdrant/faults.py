"""Ways for a server to fail: what happens to a matching request instead of its answer."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from fnmatch import fnmatchcase
from typing import Any

import anyio
from starlette.responses import HTMLResponse, Response

from tests.qdrant.rest import failure

Message = dict[str, Any]


@dataclass
class Exchange:
    """One request on its way through the server, and the means to answer or cut it."""

    scope: Any
    receive: Callable[[], Awaitable[Any]]
    send: Callable[[Any], Awaitable[None]]
    app: Callable[..., Awaitable[None]]

    async def pass_on(self) -> None:
        """The server answers as if nothing were wrong."""
        await self.app(self.scope, self.receive, self.send)

    async def answer(self) -> list[Message]:
        """Carries out the request and keeps the answer's messages back."""
        kept: list[Message] = []

        async def keep(message: Message) -> None:
            kept.append(message)

        await self.app(self.scope, self.receive, keep)
        return kept

    async def read(self) -> None:
        """Reads the request to its end."""
        while (await self.receive()).get("more_body"):
            pass

    async def gone(self) -> None:
        """Waits until the client has hung up."""
        while (await self.receive())["type"] != "http.disconnect":
            pass


Failing = Callable[[Exchange], Awaitable[None]]


@dataclass(eq=False)
class Fault:
    """A failing of requests whose method and path match the patterns.

    The first ``after`` of them pass, the next ``times`` fail, and the rest pass again.
    """

    failing: Failing | Any
    path: str = "*"
    method: str = "*"
    times: float = float("inf")
    after: int = 0
    happened: bool = field(default=False, init=False)

    def takes(self, method: str, path: str) -> bool:
        """Whether this request fails; each that matches counts."""
        if not fnmatchcase(method, self.method) or not fnmatchcase(path, self.path):
            return False
        if self.after:
            self.after -= 1
            return False
        self.times -= 1
        self.happened = True
        return self.times >= 0


def delay(seconds: float) -> Failing:
    """The answer comes that much later, unless the client gives up before."""

    async def fail(exchange: Exchange) -> None:
        kept = await exchange.answer()
        with anyio.move_on_after(seconds):
            await exchange.gone()
            return
        for message in kept:
            await exchange.send(message)

    return fail


def stuck() -> Failing:
    """No answer ever, and nothing is carried out."""

    async def fail(exchange: Exchange) -> None:
        await exchange.gone()

    return fail


def first(action: Callable[[], object]) -> Failing:
    """The right answer, but something else happens before it: another process is at work."""

    async def fail(exchange: Exchange) -> None:
        action()
        await exchange.pass_on()

    return fail


def instead(response: Response) -> Failing:
    """This answer; nothing is carried out."""

    async def fail(exchange: Exchange) -> None:
        await exchange.read()
        await response(exchange.scope, exchange.receive, exchange.send)

    return fail


def status(code: int, message: str = "Something is wrong", **headers: str) -> Failing:
    """An error as Qdrant answers it: ``status(429, Retry_After="1")``."""
    return instead(failure(code, message, **headers))


def page(code: int = 200) -> Failing:
    """The page of some proxy that stands before the server."""
    return instead(HTMLResponse("<html><title>Sign in</title><p>Please sign in.</html>", code))


def text(content: str = "not JSON") -> Failing:
    """A body that claims to be JSON; ``content`` may be anything."""
    return instead(Response(content, media_type="application/json"))


def half() -> Failing:
    """Carries out the request, promises the whole answer and hangs up in its middle."""

    async def fail(exchange: Exchange) -> None:
        start, *bodies = await exchange.answer()
        body = b"".join(message.get("body", b"") for message in bodies)
        await exchange.send(start)
        part = {"type": "http.response.body", "body": body[: len(body) // 2], "more_body": True}
        await exchange.send(part)
        exchange.scope["hang_up"]()
        await exchange.gone()

    return fail


def dropped(*, carried_out: bool = False) -> Failing:
    """The connection breaks without an answer, before or after the request is carried out."""

    async def fail(exchange: Exchange) -> None:
        await (exchange.answer() if carried_out else exchange.read())
        exchange.scope["cut"]()
        await exchange.gone()

    return fail
