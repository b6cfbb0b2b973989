"""The screens' own files, compressed."""

from pathlib import Path

import pytest
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.routing import Mount
from starlette.staticfiles import StaticFiles
from starlette.testclient import TestClient

from search.api.static_files import CompressedFiles

CODE = b"const answer = 42; // " + b"and so on " * 300


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "index.1a2b.js").write_bytes(CODE)
    (tmp_path / "font.1a2b.woff2").write_bytes(CODE)
    return tmp_path


@pytest.fixture
def client(folder: Path) -> TestClient:
    files = Mount("/static", StaticFiles(directory=folder))
    return TestClient(Starlette(routes=[files], middleware=[Middleware(CompressedFiles)]))


def test_a_script_is_compressed_once(client: TestClient, folder: Path) -> None:
    first = client.get("/static/index.1a2b.js")
    (folder / "index.1a2b.js").unlink()
    second = client.get("/static/index.1a2b.js")
    for answer in (first, second):
        assert answer.content == CODE
        assert answer.headers["content-encoding"] == "gzip"
        assert answer.headers["content-type"].startswith("text/javascript")
        assert answer.headers["vary"] == "Accept-Encoding"
        assert int(answer.headers["content-length"]) < len(CODE) / 10


@pytest.mark.parametrize(
    ("path", "headers", "status"),
    [
        ("/static/index.1a2b.js", {"accept-encoding": "identity"}, 200),
        ("/static/index.1a2b.js", {"range": "bytes=0-9"}, 206),
        ("/static/font.1a2b.woff2", {}, 200),
        ("/static/gone.js", {}, 404),
    ],
)
def test_everything_else_is_left_as_it_is(
    client: TestClient, path: str, headers: dict[str, str], status: int
) -> None:
    for _ in range(2):
        answer = client.get(path, headers=headers)
        assert answer.status_code == status
        assert "content-encoding" not in answer.headers


def test_an_unchanged_file_is_not_sent_again(client: TestClient, folder: Path) -> None:
    plain = client.get("/static/index.1a2b.js", headers={"accept-encoding": "identity"})
    known = {"if-none-match": plain.headers["etag"]}
    assert client.get("/static/index.1a2b.js", headers=known).status_code == 304
