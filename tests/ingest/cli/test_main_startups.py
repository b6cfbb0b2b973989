"""`python -m ingest startups`, and the command that builds a dataset again."""

import gzip
import json
import shlex
from pathlib import Path

import pytest

from search.store.embedded.store import EdgeStore
from tests.fakes import COMPANIES, write_jsonl
from tests.ingest.conftest import Run
from tests.ingest.helpers import documents, opened
from tests.ingest.web import Site


def lines(count: int) -> bytes:
    """A file with the first ``count`` companies."""
    return "".join(json.dumps(row) + "\n" for row in COMPANIES[:count]).encode()


@pytest.mark.parametrize("content", [lines(5), gzip.compress(lines(5))], ids=["plain", "gz"])
def test_startups_are_downloaded_and_built(
    run: Run, site: Site, embedded_store: EdgeStore, content: bytes
) -> None:
    site.files["/startups.json"] = content
    status, out, err = run("startups", "--url", site.url("/startups.json"), "--json")
    assert (status, err) == (0, "")
    assert (json.loads(out)["dataset"], json.loads(out)["indexed"]) == ("startups", 5)
    assert len(documents(embedded_store, "startups")) == 5


def test_a_second_run_does_not_download_again(run: Run, site: Site) -> None:
    site.files["/startups.json"] = lines(5)
    address = ("startups", "--url", site.url("/startups.json"))
    run(*address)
    status, out, _ = run(*address, "--limit", 3)
    assert (status, len(site.asked)) == (0, 1)
    assert "3 rows read" in out


def test_a_download_that_was_cut_off_is_completed_by_the_next_run(run: Run, site: Site) -> None:
    site.files["/startups.json"] = lines(5) + b"\n" * 200_000
    site.sends_up_to = 150_000
    address = ("startups", "--url", site.url("/startups.json"))
    status, out, err = run(*address)
    assert (status, out) == (1, "")
    assert "Run again" in err
    site.sends_up_to = None
    status, out, _ = run(*address)
    assert status == 0
    assert "5 rows read" in out
    assert "Range" in site.asked[1]


def test_two_addresses_with_files_of_one_name_are_two_downloads(
    run: Run, site: Site, embedded_store: EdgeStore
) -> None:
    site.files.update({"/a/rows.jsonl": lines(2), "/b/rows.jsonl": lines(5)})
    for path in ("/a/rows.jsonl", "/b/rows.jsonl"):
        assert run("startups", "--url", site.url(path), "--replace")[0] == 0
    assert len(documents(embedded_store, "startups")) == 5


@pytest.mark.parametrize("path", ["/", "/..", "/rows%2e.jsonl?v=1&x=/", "/a b.jsonl"])
def test_any_address_makes_a_file_among_the_downloads(
    run: Run, site: Site, embedded_store: EdgeStore, path: str
) -> None:
    site.files.update(dict.fromkeys(("/", "/rows%2e.jsonl?v=1&x=/", "/a%20b.jsonl"), lines(5)))
    assert run("startups", "--url", site.url(path))[0] == 0
    downloads = embedded_store.root / "downloads"
    files = [path for path in embedded_store.root.iterdir() if path.is_file()]
    assert (len(list(downloads.iterdir())), files) == (1, [])


def test_a_file_that_is_not_there_is_one_error_line_naming_the_address(
    run: Run, site: Site
) -> None:
    status, out, err = run("startups", "--url", site.url("/none"))
    assert (status, out) == (1, "")
    assert err.startswith("error: ") and len(err.splitlines()) == 1
    assert site.url("/none") in err and "404" in err


@pytest.mark.parametrize(
    "arguments",
    [
        pytest.param(["sample"], id="sample"),
        pytest.param(["file", "FOLDER/my rows.jsonl"], id="a path with a space"),
        pytest.param(["file", "FOLDER/my rows.jsonl", "--limit", "2"], id="a limit"),
        pytest.param(["startups", "--url", "SITE/startups.json"], id="an address"),
        pytest.param(["startups", "--url", "SITE/startups.json", "--limit", "2"], id="both"),
    ],
)
def test_the_manifests_command_builds_the_same_again(
    run: Run, site: Site, embedded_store: EdgeStore, tmp_path: Path, arguments: list[str]
) -> None:
    """Also where nothing is kept from the first time."""
    site.files["/startups.json"] = lines(5)
    write_jsonl(tmp_path / "my rows.jsonl", COMPANIES)
    places = {"FOLDER": str(tmp_path), "SITE": site.root}
    given = [
        places.get(a.split("/")[0], "") + a[len(a.split("/")[0]) :] if "/" in a else a
        for a in arguments
    ]
    assert run(*given, "--dataset", "shops")[0] == 0
    before = documents(embedded_store, "shops")
    with opened(embedded_store, "shops") as index:
        command = index.manifest.rebuild_arguments()
    assert "--dataset shops" in command
    if "startups" in arguments:
        assert site.root in command
    assert run(*shlex.split(command))[0] == 0
    assert documents(embedded_store, "shops") == before
