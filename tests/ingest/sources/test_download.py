"""Downloads from a local web site that misbehaves on demand."""

import socket
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest

from ingest.sources import download as module
from ingest.sources.download import download
from search.errors import SourceError
from tests.ingest.web import Site

CONTENT = b"".join(b"%07d\n" % number for number in range(50_000))
CHANGED = CONTENT[::-1]
SIZE = 50_000 * 8


@pytest.fixture
def target(tmp_path: Path) -> Path:
    return tmp_path / "downloads" / "rows.jsonl"


@pytest.fixture(autouse=True)
def content(site: Site) -> None:
    site.files["/rows.jsonl"] = CONTENT


def fetch(site: Site, target: Path, path: str = "/rows.jsonl") -> bytes:
    assert download(site.url(path), target) == target
    return target.read_bytes()


def cut_off(site: Site, target: Path, after: int = 150_000) -> None:
    """A download whose connection is closed by the server after so many bytes."""
    site.sends_up_to = after
    with pytest.raises(SourceError, match="Run again"):
        fetch(site, target)
    site.sends_up_to = None
    assert not target.exists()


def interrupt(when: Callable[[int], bool]) -> Callable[[int, int | None], None]:
    """A progress callback during which Ctrl-C is pressed."""

    def progress(done: int, total: int | None) -> None:
        if when(done):
            raise KeyboardInterrupt

    return progress


def test_a_download_is_the_servers_file_and_nothing_else(site: Site, target: Path) -> None:
    assert fetch(site, target) == CONTENT
    assert list(target.parent.iterdir()) == [target]


def test_a_complete_file_is_not_asked_for_again(site: Site, target: Path) -> None:
    fetch(site, target)
    site.files["/rows.jsonl"] = CHANGED
    assert fetch(site, target) == CONTENT
    assert len(site.asked) == 1


def test_a_complete_file_is_replaced_only_by_another_complete_one(site: Site, target: Path) -> None:
    fetch(site, target)
    site.files["/rows.jsonl"], site.etag = CHANGED, '"v2"'
    site.sends_up_to = 150_000
    with pytest.raises(SourceError):
        download(site.url("/rows.jsonl"), target, again=True)
    assert target.read_bytes() == CONTENT
    site.sends_up_to = None
    download(site.url("/rows.jsonl"), target, again=True)
    assert target.read_bytes() == CHANGED
    assert list(target.parent.iterdir()) == [target]


def test_a_download_that_was_cut_off_goes_on_where_it_stopped(site: Site, target: Path) -> None:
    cut_off(site, target)
    assert fetch(site, target) == CONTENT
    first, second = site.asked
    assert "Range" not in first
    assert 0 < int(second["Range"].removeprefix("bytes=").removesuffix("-")) <= 150_000
    assert second["If-Range"] == '"v1"'
    assert list(target.parent.iterdir()) == [target]


def test_a_download_can_be_cut_off_many_times(site: Site, target: Path) -> None:
    for _ in range(3):
        cut_off(site, target, after=100_000)
    assert fetch(site, target) == CONTENT
    assert sum("Range" in headers for headers in site.asked) == 3


def test_a_stopped_download_goes_on_where_it_stopped(site: Site, target: Path) -> None:
    with pytest.raises(KeyboardInterrupt):
        download(site.url("/rows.jsonl"), target, interrupt(lambda done: done > SIZE // 2))
    assert not target.exists()
    assert fetch(site, target) == CONTENT
    assert "Range" in site.asked[1]


def test_a_download_stopped_at_its_very_end_completes(site: Site, target: Path) -> None:
    """All bytes are there but the file is not yet named; a range beyond it is status 416."""
    with pytest.raises(KeyboardInterrupt):
        download(site.url("/rows.jsonl"), target, interrupt(lambda done: done == SIZE))
    assert not target.exists()
    assert fetch(site, target) == CONTENT


def test_a_file_that_changed_meanwhile_is_fetched_from_the_start(site: Site, target: Path) -> None:
    cut_off(site, target)
    site.files["/rows.jsonl"], site.etag = CHANGED, '"v2"'
    assert fetch(site, target) == CHANGED


def test_a_file_that_changes_twice_is_never_mixed(site: Site, target: Path) -> None:
    cut_off(site, target)
    site.files["/rows.jsonl"], site.etag = CHANGED, '"v2"'
    cut_off(site, target, after=200_000)
    assert fetch(site, target) == CHANGED
    assert site.asked[2]["If-Range"] == '"v2"'


@pytest.mark.parametrize("etag", [None, 'W/"v1"', ""])
def test_without_a_strong_tag_a_download_starts_again(
    site: Site, target: Path, etag: str | None
) -> None:
    site.etag = etag
    cut_off(site, target)
    site.files["/rows.jsonl"] = CHANGED
    assert fetch(site, target) == CHANGED
    assert "Range" not in site.asked[1]


def test_a_server_without_ranges_sends_everything_again(site: Site, target: Path) -> None:
    site.ranges = False
    cut_off(site, target)
    assert fetch(site, target) == CONTENT
    assert "Range" in site.asked[1]


def test_a_range_that_begins_elsewhere_never_becomes_the_file(site: Site, target: Path) -> None:
    cut_off(site, target)
    site.misplaces_ranges = True
    with suppress(SourceError):
        fetch(site, target)
    assert not target.exists() or target.read_bytes() == CONTENT


@pytest.mark.parametrize("status", [403, 404, 500, 503])
def test_a_refusal_is_one_line_with_url_and_status(site: Site, target: Path, status: int) -> None:
    site.status = status
    with pytest.raises(SourceError) as caught:
        fetch(site, target)
    message = str(caught.value)
    assert site.url("/rows.jsonl") in message and str(status) in message
    assert len(message.splitlines()) == 1
    assert list(target.parent.iterdir()) == []


def test_a_refusal_keeps_what_was_downloaded_before(site: Site, target: Path) -> None:
    cut_off(site, target)
    site.status = 503
    with pytest.raises(SourceError):
        fetch(site, target)
    site.status = 200
    assert fetch(site, target) == CONTENT
    assert "Range" in site.asked[2]


@pytest.mark.parametrize(
    "url", ["", "rows.jsonl", "file:///etc/hostname", "ftp://127.0.0.1/x", "http://", "http://[/x"]
)
def test_an_address_that_is_none_is_an_error(target: Path, url: str) -> None:
    with pytest.raises(SourceError, match="cannot be downloaded"):
        download(url, target)
    assert not target.exists()


def test_a_server_that_is_away_is_an_error(target: Path) -> None:
    with socket.socket() as taken:  # bound, but nobody listens
        taken.bind(("127.0.0.1", 0))
        with pytest.raises(SourceError, match="cannot be downloaded"):
            download(f"http://127.0.0.1:{taken.getsockname()[1]}/rows.jsonl", target)


def test_a_folder_that_cannot_be_made_is_an_error(site: Site, tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(SourceError):
        download(site.url("/rows.jsonl"), tmp_path / "file" / "rows.jsonl")


def test_a_file_beyond_the_bound_is_refused(
    site: Site, target: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "MAX_BYTES", SIZE - 1)
    with pytest.raises(SourceError, match="larger than"):
        fetch(site, target)
    assert not target.exists()


def test_progress_counts_all_bytes_also_those_of_before(site: Site, target: Path) -> None:
    cut_off(site, target)
    seen: list[tuple[int, int | None]] = []
    download(site.url("/rows.jsonl"), target, lambda done, total: seen.append((done, total)))
    assert seen == sorted(seen)
    assert seen[0][0] > int(site.asked[1]["Range"].removeprefix("bytes=").removesuffix("-"))
    assert seen[-1] == (SIZE, SIZE)


def test_an_empty_file_is_downloaded(site: Site, target: Path) -> None:
    site.files["/rows.jsonl"] = b""
    assert fetch(site, target) == b""
