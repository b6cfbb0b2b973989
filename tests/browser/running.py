"""The real app in a process of its own, for browser tests and benchmarks."""

import os
import selectors
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx

ROOT = Path(__file__).parents[2]
_TRIES = 600


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


def ingest(data_dir: Path, *arguments: str) -> None:
    """Runs ``python -m ingest`` into ``data_dir``."""
    subprocess.run(
        [sys.executable, "-m", "ingest", *arguments],
        cwd=ROOT,
        env={**os.environ, "NVK_DATA_DIR": str(data_dir)},
        check=True,
        capture_output=True,
    )


@contextmanager
def running_app(
    data_dir: Path, port: int | None = None, *, ready: bool = True, **environment: str
) -> Iterator[str]:
    """The address of ``python app.py``, by default once it can answer."""
    with app_process(data_dir, port, ready=ready, **environment) as (url, _):
        yield url


@contextmanager
def app_process(
    data_dir: Path, port: int | None = None, *, ready: bool = True, **environment: str
) -> Iterator[tuple[str, int]]:
    """The address and the process id of ``python app.py``."""
    port = port or free_port()
    process = subprocess.Popen(
        [sys.executable, "app.py"],
        cwd=ROOT,
        env={**os.environ, "NVK_DATA_DIR": str(data_dir), "PORT": str(port), **environment},
        stdout=subprocess.PIPE,
        text=True,
    )
    url = f"http://127.0.0.1:{port}"
    try:
        _wait(process, url, accepted=(200,) if ready else (200, 503))
        yield url, process.pid
    finally:
        process.terminate()
        process.communicate(timeout=20)


def _wait(process: "subprocess.Popen[str]", url: str, accepted: tuple[int, ...]) -> None:
    """Asks for the app's health until it is as wanted."""
    with httpx.Client(timeout=5) as client, selectors.DefaultSelector() as tick:
        for _ in range(_TRIES):
            assert process.poll() is None, "the app ended while starting"
            try:
                if client.get(f"{url}/api/health").status_code in accepted:
                    return
            except httpx.TransportError:
                pass  # not listening yet
            tick.select(0.1)
    raise AssertionError("the app was not ready in a minute")
