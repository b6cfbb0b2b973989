"""`python -m ingest file` and the other sources, from the command line to the index."""

import io
import json
import os
import shlex
import sys
import threading
from pathlib import Path
from typing import Any

import pytest

from search.store.embedded.store import EdgeStore
from tests.fakes import COMPANIES, write_jsonl
from tests.ingest.conftest import BatchEncoder, Run
from tests.ingest.helpers import documents, opened
from tests.ingest.sources.test_catalog import COMPANY, ORGANIZATION
from tests.ingest.tables import FORMATS, PACKINGS, csv_bytes, json_bytes, parquet_bytes
from tests.ingest.web import Site


class Pipe:
    """Standard input with these bytes in it."""

    def __init__(self, content: bytes) -> None:
        self.buffer = io.BytesIO(content)


@pytest.mark.parametrize("packing", ["", *PACKINGS])
@pytest.mark.parametrize("format_", FORMATS)
def test_every_format_in_every_packing_gives_the_same_documents(
    run: Run, embedded_store: EdgeStore, tmp_path: Path, format_: str, packing: str
) -> None:
    content = FORMATS[format_](COMPANIES)
    path = tmp_path / "rows"
    path.write_bytes(PACKINGS[packing](content) if packing else content)
    expected = write_jsonl(tmp_path / "expected.jsonl", COMPANIES)
    assert run("file", expected)[0] == 0
    status, out, _ = run("file", path, "--json")
    assert (status, json.loads(out)["indexed"]) == (0, 5)
    assert documents(embedded_store, "rows") == documents(embedded_store, "expected")


@pytest.mark.parametrize("format_", FORMATS)
def test_standard_input_is_read_like_a_file(
    run: Run, embedded_store: EdgeStore, monkeypatch: pytest.MonkeyPatch, format_: str
) -> None:
    monkeypatch.setattr(sys, "stdin", Pipe(FORMATS[format_](COMPANIES)))
    status, _, err = run("file", "-")
    assert (status, err.split(":")[0]) == (0, "standard input")
    assert documents(embedded_store, "stdin").keys() == {row["id"] for row in COMPANIES}
    assert [path.name for path in embedded_store.root.iterdir()] == ["stdin"]


def test_a_closed_standard_input_is_one_error_line(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "stdin", None)
    assert run("file", "-") == (1, "", "error: Standard input is closed; give a file.\n")


def test_a_named_pipe_is_read_like_a_file(
    run: Run, embedded_store: EdgeStore, tmp_path: Path
) -> None:
    os.mkfifo(tmp_path / "rows")
    content = csv_bytes(COMPANIES)
    writer = threading.Thread(target=(tmp_path / "rows").write_bytes, args=(content,))
    writer.start()
    assert run("file", tmp_path / "rows")[0] == 0
    writer.join()
    assert len(documents(embedded_store, "rows")) == 5


def test_the_columns_are_shown_before_the_work_starts(
    run: Run, tmp_path: Path, encoder: BatchEncoder, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "rows.csv"
    path.write_bytes(
        "Firmenname;Beschreibung;Ort;seit\nMüller;Wir backen;Köln;1999\n".encode("cp1252")
    )
    said: list[str] = []

    def encode(texts: Any, really: Any = encoder.encode) -> Any:
        said.append(sys.stderr.getvalue())  # type: ignore[union-attr]
        return really(texts)

    monkeypatch.setattr(encoder, "encode", encode)
    monkeypatch.setattr(sys, "stderr", io.StringIO())
    assert run("file", path, "--city-column", "Ort", "--limit", 1)[0] == 0
    assert said[0].splitlines() == [
        f"{path}: CSV, “;” between fields, cp1252",
        "name ← Firmenname, description ← Beschreibung, city ← Ort",
        "also shown on cards: seit",
    ]


def test_each_column_flag_is_heard(run: Run, embedded_store: EdgeStore, tmp_path: Path) -> None:
    row = {letter: f"{letter} text" for letter in "abcdefg"}
    path = tmp_path / "rows.csv"
    path.write_bytes(csv_bytes([row]))
    flags = ("id", "name", "description", "city", "link", "image")
    given = [f"--{flag}-column={letter}" for flag, letter in zip(flags, "abcdef", strict=True)]
    assert run("file", path, *given)[0] == 0
    (document,) = documents(embedded_store, "rows").values()
    assert (document.source_id, document.name, document.description) == (
        "a text", "b text", "c text",
    )  # fmt: skip
    assert (document.city, document.link, document.images) == ("d text", "e text", "f text")
    assert document.extra == {"g": "g text"}


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--name-column", "nme"], "--name-column: PATH has no column “nme”; it has id, name, "),
        (["--encoding", "klingon"], "--encoding: 'klingon' is not an encoding"),
        (["--delimiter", ",,"], "--delimiter: use one character"),
        (["--name-column", "", "--description-column", ""], "No column of PATH looks like"),
    ],
)
def test_a_wrong_flag_is_one_error_line_and_no_work(
    run: Run, encoder: BatchEncoder, tmp_path: Path, arguments: list[str], message: str
) -> None:
    path = tmp_path / "rows.csv"
    path.write_bytes(csv_bytes(COMPANIES))
    status, out, err = run("file", path, *arguments)
    assert (status, out, encoder.batches) == (1, "", [])
    assert err.startswith(f"error: {message.replace('PATH', str(path))}")
    assert len(err.splitlines()) == 1


def test_clean_ups_are_counted_in_summary_and_manifest(
    run: Run, embedded_store: EdgeStore, tmp_path: Path
) -> None:
    rows = [
        {"id": 1, "name": "<b>Oakery</b>", "description": "CafÃ©"},
        {"id": 2, "name": "Sofaland &amp; Co"},
        {"id": 3, "name": "Agro"},
        {"id": 3, "name": "<i>again</i>"},
    ]
    path = write_jsonl(tmp_path / "rows.jsonl", rows)
    assert run("file", path)[0] == 0
    assert documents(embedded_store, "rows")["1"].name == "<b>Oakery</b>"
    status, out, _ = run("file", path, "--strip-html", "--fix-text", "--json")
    counts = {"strip-html": 3, "fix-text": 1}
    assert (status, json.loads(out)["cleaned"]) == (0, counts)
    found = documents(embedded_store, "rows")
    assert [found[id_].name for id_ in "123"] == ["Oakery", "Sofaland & Co", "Agro"]
    assert found["1"].description == "Café"
    with opened(embedded_store, "rows") as index:
        assert index.manifest.cleaned == counts
        assert index.manifest.source == f"file {path} --strip-html --fix-text"
    out = run("file", path, "--strip-html")[1]
    assert "3 rows changed by --strip-html" in out.splitlines()


def test_companies_of_yc_are_downloaded_and_built(
    run: Run, site: Site, embedded_store: EdgeStore
) -> None:
    site.files["/all.json"] = json.dumps([COMPANY, {**COMPANY, "id": 6}, {"id": 7}, 8]).encode()
    status, out, err = run("yc", "--url", site.url("/all.json"), "--json")
    values = json.loads(out)
    assert (status, err, values["dataset"]) == (0, "", "yc")
    assert (values["indexed"], values["rejected"]) == (2, 2)
    assert values["examples"] == [
        "row 3: name and description are both empty",
        "row 4: expected an object, found a number",
    ]
    assert documents(embedded_store, "yc")["5"].city == "London"


def test_a_download_that_is_no_list_of_companies_is_one_error_line(run: Run, site: Site) -> None:
    site.files["/all.json"] = b"<html>Not found</html>"
    status, out, err = run("yc", "--url", site.url("/all.json"))
    assert (status, out) == (1, "")
    assert "it is not a JSON array" in err and len(err.splitlines()) == 1


def test_what_was_downloaded_is_downloaded_again_only_on_demand(run: Run, site: Site) -> None:
    address = ("yc", "--url", site.url("/all.json"))
    for count, flags, read in ((1, [], 1), (2, [], 1), (3, ["--refresh"], 3)):
        site.files["/all.json"] = json_bytes([{**COMPANY, "id": n} for n in range(count)])
        values = json.loads(run(*address, *flags, "--json")[1])
        assert values["read"] == read
    assert len(site.asked) == 2


@pytest.mark.parametrize(
    "arguments",
    [
        pytest.param(["yc", "--url", "SITE/all.json", "--limit", "1"], id="yc"),
        pytest.param(["crunchbase", "FOLDER/organizations.csv"], id="crunchbase"),
        pytest.param(
            ["file", "FOLDER/my rows", "--name-column", "a b", "--city-column=", "--strip-html"],
            id="columns",
        ),
        pytest.param(
            ["file", "FOLDER/odd.csv", "--encoding", "cp1250", "--delimiter", "tab"], id="text"
        ),
    ],
)
def test_the_manifests_command_builds_the_same_again(
    run: Run, site: Site, embedded_store: EdgeStore, tmp_path: Path, arguments: list[str]
) -> None:
    site.files["/all.json"] = json_bytes([COMPANY, {**COMPANY, "id": 6}])
    (tmp_path / "organizations.csv").write_bytes(csv_bytes([ORGANIZATION]))
    rows = [{"a b": "<b>Oak</b>", "name": "x", "city": "Berlin", "founded": 7}]
    (tmp_path / "my rows").write_bytes(parquet_bytes(rows))
    (tmp_path / "odd.csv").write_bytes("name\tcity\nŁ,ódź\tKraków\n".encode("cp1250"))
    given = [a.replace("FOLDER", str(tmp_path)).replace("SITE", site.root) for a in arguments]
    assert run(*given, "--dataset", "shops")[0] == 0
    before = documents(embedded_store, "shops")
    with opened(embedded_store, "shops") as index:
        command = index.manifest.rebuild_arguments()
    assert run(*shlex.split(command))[0] == 0
    assert documents(embedded_store, "shops") == before
    assert len(before) == 1
