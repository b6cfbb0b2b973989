"""Two apps on one server answer without a gap while a third process builds again and again."""

import os
import re
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from pathlib import Path

import httpx
import pytest

from tests.browser.running import ROOT, running_app
from tests.qdrant.standin import StandIn

pytestmark = pytest.mark.model
LAST = 2
SECONDS = 30

INGEST = """
import json, sys
from pathlib import Path
from ingest.cli.main import main

path = Path(sys.argv[1])
for number in map(int, sys.argv[2:]):
    rows = [
        {"id": str(row), "name": f"Chair maker {row}", "description": f"Edition {number}."}
        for row in range(30)
    ]
    path.write_text("".join(json.dumps(row) + "\\n" for row in rows), "utf-8")
    if status := main(["file", str(path), "--dataset", "sample", "--json"]):
        sys.exit(status)
"""


@contextmanager
def ingesting(folder: Path, *editions: int) -> Iterator["subprocess.Popen[str]"]:
    """A process that builds the editions one after the other."""
    process = subprocess.Popen(
        [sys.executable, "-c", INGEST, str(folder / "rows.jsonl"), *map(str, editions)],
        cwd=ROOT,
        env=os.environ,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    try:
        yield process
    finally:
        with suppress(ProcessLookupError):
            process.kill()
        process.communicate()


def finish(process: "subprocess.Popen[str]") -> None:
    """Waits for an ingest to succeed."""
    _, errors = process.communicate(timeout=2 * SECONDS)
    assert process.returncode == 0, errors


def editions_seen(app: str, built: threading.Event) -> list[int]:
    """The edition of each answer until the last one is served; every answer is of one only."""
    seen: list[int] = []
    deadline = time.monotonic() + 2 * SECONDS
    with httpx.Client(timeout=SECONDS) as client:
        while not (built.is_set() and seen[-1:] == [LAST]):
            assert time.monotonic() < deadline, seen[-1:]
            answer = client.get(f"{app}/api/compare", params={"q": "chair maker", "k": 10})
            assert answer.status_code == 200, answer.text
            sides = [answer.json()[side] for side in ("neural", "keyword")]
            assert [len(hits) for hits in sides] == [10, 10]
            [edition] = set(re.findall(r"Edition (\d+)\.", answer.text))
            seen.append(int(edition))
    return seen


def test_no_answer_is_lost_or_mixed_while_generations_are_switched(
    stand_in: StandIn, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("QDRANT_URL", stand_in.url)
    monkeypatch.setenv("NVK_DATA_DIR", str(folder))
    with ingesting(folder, 0) as process:
        finish(process)
    built, grpc_port = threading.Event(), str(stand_in.grpc_port)
    with (
        running_app(folder) as rest,
        running_app(folder, QDRANT_GRPC_PORT=grpc_port) as grpc,
        ThreadPoolExecutor() as pool,
    ):
        asking = [pool.submit(editions_seen, app, built) for app in (rest, grpc)]
        try:
            with ingesting(folder, *range(1, LAST + 1)) as process:
                finish(process)
        finally:
            built.set()
        for thread in asking:
            seen = thread.result()
            assert seen == sorted(seen)
            assert (seen[0], seen[-1]) == (0, LAST)
