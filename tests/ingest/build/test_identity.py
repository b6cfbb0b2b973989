"""No row disappears: what is one document, a duplicate, a conflict, one city."""

import json
from pathlib import Path
from typing import Any

from ingest.build.rejected import Rejections
from search.ranges import RangeField
from search.store.embedded.store import EdgeStore
from tests.fakes import COMPANIES, build
from tests.ingest.conftest import Run
from tests.ingest.helpers import documents, opened


def test_rows_that_differ_anywhere_are_two_documents(embedded_store: EdgeStore) -> None:
    shirt = {"name": "Shirt", "description": "Cotton", "link": "https://x.example"}
    rows = [{**shirt, "size": "S"}, {**shirt, "size": "M"}, {**shirt, "size": "S"}]
    summary = build(embedded_store, rows)
    assert (summary.indexed, summary.duplicate, summary.documents) == (2, 1, 2)


def test_an_id_with_other_content_is_a_conflict_and_listed(
    embedded_store: EdgeStore, tmp_path: Path
) -> None:
    rows: list[dict[str, Any]] = [
        {"id": 1, "name": "Oak"},
        {"id": "1", "name": "Lamp"},
        {"id": 1.0, "name": "Oak"},
    ]
    with Rejections(tmp_path) as rejections:
        summary = build(embedded_store, rows, rejections=rejections)
        path = rejections.publish()
    assert (summary.indexed, summary.conflicting, summary.duplicate) == (1, 1, 1)
    assert path and [json.loads(line) for line in path.read_text().splitlines()] == [
        {
            "line": 2,
            "id": "1",
            "reason": "conflicting: an earlier row has the same id and other content",
            "row": {"id": "1", "name": "Lamp"},
        }
    ]
    assert documents(embedded_store)["1"].name == "Oak"
    assert any("line 2: id “1”" in line for line in summary.lines())


def test_cities_that_look_alike_are_one_as_most_rows_write_it(embedded_store: EdgeStore) -> None:
    cities = ["London", "London\u200b", "São Paulo", "london", "Sao Paulo", "São Paulo"]
    rows = [{"id": n, "name": f"A{n}", "city": city} for n, city in enumerate(cities)]
    build(embedded_store, rows)
    with opened(embedded_store) as index:
        facets = [(facet.value, facet.count) for facet in index.facets("city")]
        assert index.manifest.cities == 2
    assert facets == [("London", 3), ("São Paulo", 3)]


def table(folder: Path, *rows: dict[str, Any]) -> Path:
    path = folder / "rows.jsonl"
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), "utf-8")
    return path


def test_variants_are_explained_and_joined_by_their_key(
    run: Run, embedded_store: EdgeStore, tmp_path: Path
) -> None:
    path = tmp_path / "shop.csv"
    path.write_text(
        "Handle,Title,Body (HTML),Image Src,Size\n"
        "oak,Oak,Tables,https://x.example/1.jpg,S\n"
        "oak,,,https://x.example/2.jpg,M\n"
        "elm,Elm,Chairs,https://x.example/3.jpg,S\n",
        "utf-8",
    )
    said = json.loads(run("file", path, "--json")[1])
    assert (said["read"], said["indexed"], said["rejected"]) == (3, 2, 1)
    assert "continues the row with the same “Handle”" in next(iter(said["reasons"]))
    said = json.loads(run("file", path, "--merge-by", "Handle", "--json")[1])
    assert (said["read"], said["merged"], said["documents"]) == (3, 1, 2)
    oak = next(d for d in documents(embedded_store, "shop").values() if d.name == "Oak")
    assert (oak.images, oak.extra["Size"]) == ("https://x.example/1.jpg", ["S", "M"])


def test_several_text_columns_are_searched_and_an_unread_one_is_told(
    run: Run, embedded_store: EdgeStore, tmp_path: Path
) -> None:
    long = "Requirements that go on and on, " * 5
    path = table(tmp_path, {"title": "Nurse", "description": "We care.", "more": long})
    assert "long text that is not searched: more; add --text-column “more”" in run("file", path)[2]
    run("file", path, "--text-column", "description", "--text-column", "more")
    (found,) = documents(embedded_store, "rows").values()
    assert found.description == f"We care.\n{long}"


def test_filters_are_guessed_named_and_parted(
    run: Run, embedded_store: EdgeStore, tmp_path: Path
) -> None:
    rows = [
        {"name": f"Film {n}", "genres": ("Drama|Short", "Comedy|Drama")[n % 2], "year": 2000 + n}
        for n in range(10)
    ]
    path = table(tmp_path, *rows)
    run("file", path)
    found = {d.name: d.facets for d in documents(embedded_store, "rows").values()}
    assert found["Film 1"] == {"genres": ["Comedy", "Drama"]}
    run("file", path, "--filter-column", "year")
    with opened(embedded_store, "rows") as index:
        assert index.manifest.facets == []
        assert index.manifest.ranges == {"year": RangeField("number", 2000.0, 2009.0, 10)}
    more = table(tmp_path, {"name": "Film 10", "year": 2030}, {"name": "Film 11"})
    run("file", more, "--filter-column", "year", "--dataset", "rows", "--append")
    with opened(embedded_store, "rows") as index:
        assert index.manifest.ranges == {"year": RangeField("number", 2000.0, 2030.0, 11)}
    other = table(tmp_path, {"name": "Film 12", "year": "soon"})
    status, _, err = run("file", other, "--filter-column", "year", "--dataset", "rows", "--append")
    assert status == 1 and "--append: the filter “year” is of another kind" in err


def test_what_documents_are_called_and_what_cards_show_is_kept(
    run: Run, embedded_store: EdgeStore, tmp_path: Path
) -> None:
    path = table(tmp_path, {"Job Title": "Baker", "pay": 3, "team": "a/b", "city": "Ulm"})

    def kept() -> tuple[str, list[str] | None]:
        with opened(embedded_store, "rows") as index:
            return index.manifest.noun, index.manifest.card

    run("file", path)
    assert kept() == ("job/jobs", None)
    flags = ["--city-column=", "--card-column=team", "--card-column=city"]
    run(
        "file", path, "--filter-column=team", "--value-separator=/", "--noun=Stelle/Stellen", *flags
    )
    assert kept() == ("Stelle/Stellen", ["team", "city_"])
    (found,) = documents(embedded_store, "rows").values()
    assert (found.facets, found.extra["city_"]) == ({"team": ["a", "b"]}, "Ulm")
    run("file", path, "--append")
    assert kept() == ("Stelle/Stellen", ["team", "city_"])
    run("file", path, "--append", "--card-column=")
    assert kept() == ("Stelle/Stellen", [])
    status, _, err = run("file", path, "--noun=/")
    assert status == 1 and "noun: use a word" in err
    status, _, err = run("file", path, "--value-separator= ")
    assert status == 1 and "--value-separator: give the sign" in err


def test_a_dataset_from_another_source_is_replaced_only_when_told(
    run: Run, embedded_store: EdgeStore, tmp_path: Path
) -> None:
    build(embedded_store, COMPANIES, "rows")
    path = table(tmp_path, {"name": "Lamp"})
    status, _, err = run("file", path, "--dataset", "rows")
    assert status == 1 and "was built from another source (file list.jsonl)" in err
    assert len(documents(embedded_store, "rows")) == 5
    assert run("file", path, "--dataset", "rows", "--replace")[0] == 0
    assert run("file", path, "--dataset", "rows", "--limit", 1)[0] == 0
