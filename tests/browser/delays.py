"""A proxy that makes a near server a far one: what passes takes its time in each direction."""

import asyncio
import threading
from collections.abc import Iterator
from concurrent.futures import Future
from contextlib import contextmanager
from urllib.parse import urlsplit

_CHUNK = 64 * 1024


class FarAway:
    """Passes bytes on after ``delay`` seconds, in order; HTTP and WebSockets alike.

    ``delay`` may change at any time and counts for what arrives from then on.
    """

    def __init__(self, server: str) -> None:
        self.delay = 0.0
        self._server = urlsplit(server)
        self._listening: Future[str] = Future()
        self._ended = asyncio.Event()
        self._writers: list[asyncio.StreamWriter] = []
        self._loop: asyncio.AbstractEventLoop | None = None

    @property
    def url(self) -> str:
        """Where it listens."""
        return self._listening.result()

    def run(self) -> None:
        """Listens on a free port until ``end`` is called from another thread."""
        asyncio.run(self._serve())

    def end(self) -> None:
        """Hangs up on everybody."""
        if self._loop:
            self._loop.call_soon_threadsafe(self._ended.set)

    async def _serve(self) -> None:
        self._loop = asyncio.get_running_loop()
        server = await asyncio.start_server(self._connect, "127.0.0.1", 0)
        self._listening.set_result(f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}")
        await self._ended.wait()
        server.close()
        for writer in self._writers:
            writer.close()
        await asyncio.gather(*asyncio.all_tasks() - {asyncio.current_task()})

    async def _connect(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        far_reader, far_writer = await asyncio.open_connection(
            self._server.hostname, self._server.port
        )
        self._writers += [writer, far_writer]
        await asyncio.gather(self._pass(reader, far_writer), self._pass(far_reader, writer))

    async def _pass(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        loop = asyncio.get_running_loop()
        due = loop.time()
        while data := await _read(reader):
            due = max(due, loop.time() + self.delay)  # a shorter delay overtakes nothing
            loop.call_at(due, writer.write, data)
        loop.call_at(max(due, loop.time()), writer.close)


async def _read(reader: asyncio.StreamReader) -> bytes:
    """What comes next; nothing when the other end has gone, however it went."""
    try:
        return await reader.read(_CHUNK)
    except ConnectionError:
        return b""


@contextmanager
def far_away(server: str) -> Iterator[FarAway]:
    """A proxy before the ``server`` at this address, at first without delay."""
    proxy = FarAway(server)
    thread = threading.Thread(target=proxy.run, name="far-away")
    thread.start()
    try:
        yield proxy
    finally:
        proxy.end()
        thread.join()
