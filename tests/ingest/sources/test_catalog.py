"""The sources that have a name of their own."""

import shlex
from pathlib import Path
from typing import Any

import pytest

from ingest.documents.rows import to_document
from ingest.sources.catalog import Choices, crunchbase, local, sample, yc
from ingest.sources.files import Spool
from ingest.sources.yc import yc_record
from search.errors import InputError, SourceError
from tests.fakes import write_jsonl
from tests.ingest.tables import PACKINGS, csv_bytes, documents_of, json_bytes, opened

ORGANIZATION = {
    "uuid": "e1393508-30ea-8a36-3f96-dd3226033abd",
    "name": "Wetpaint",
    "type": "organization",
    "permalink": "wetpaint",
    "cb_url": "https://www.crunchbase.com/organization/wetpaint",
    "homepage_url": "http://www.wetpaint.com/",
    "country_code": "USA",
    "region": "New York",
    "city": "New York",
    "short_description": "Wetpaint offers an online social publishing platform.",
    "category_list": "Publishing,Social Media",
    "founded_on": "2005-06-01",
    "logo_url": "https://images.crunchbase.com/image/upload/wetpaint.png",
}
COMPANY: dict[str, Any] = {
    "id": 5,
    "name": "CircuitHub",
    "slug": "circuithub",
    "former_names": [],
    "small_logo_thumb_url": "https://bookface-images.s3.amazonaws.com/small_logos/c.png",
    "website": "https://circuithub.com",
    "all_locations": "London, England, United Kingdom; Remote",
    "long_description": "CircuitHub offers on-demand electronics manufacturing.",
    "one_liner": "On-Demand Electronics Manufacturing",
    "team_size": 48,
    "tags": ["Hardware", "Robotics"],
    "batch": "W12",
    "status": "Active",
    "url": "https://www.ycombinator.com/companies/circuithub",
}


def test_every_bundled_row_becomes_a_document_of_its_own() -> None:
    documents, reasons = documents_of(sample())
    assert reasons == []
    assert len({document.id for document in documents}) == len(documents) > 100
    assert sample().command == "sample"


@pytest.mark.parametrize("pack", [bytes, *PACKINGS.values()])
def test_crunchbases_export_is_read_by_its_own_columns(tmp_path: Path, pack: Any) -> None:
    path = tmp_path / "organizations.csv"
    path.write_bytes(pack(csv_bytes([ORGANIZATION])))
    with Spool(tmp_path) as spool:
        source = crunchbase(path, spool)
        ((document,), _) = documents_of(source)
    assert source.command == f"crunchbase {path}"
    assert source.about[1] == (
        "id ← uuid, name ← name, description ← short_description, city ← city, "
        "link ← homepage_url, images ← logo_url"
    )
    assert (document.source_id, document.name) == (ORGANIZATION["uuid"], "Wetpaint")
    assert document.description == "Wetpaint offers an online social publishing platform."
    assert (document.link, document.images) == (
        "http://www.wetpaint.com/",
        "https://images.crunchbase.com/image/upload/wetpaint.png",
    )
    assert document.city == "New York"
    assert list(document.extra) == [
        "type", "permalink", "cb_url", "country_code", "region", "category_list", "founded_on",
    ]  # fmt: skip


def test_another_table_is_not_taken_for_crunchbases(tmp_path: Path) -> None:
    path = tmp_path / "people.csv"
    path.write_bytes(csv_bytes([{"uuid": "1", "name": "A", "city": "B"}]))
    with Spool() as spool, pytest.raises(SourceError) as caught:
        crunchbase(path, spool)
    assert str(caught.value) == (
        f"{path} is not Crunchbase's organizations.csv: it has no column short_description, "
        "homepage_url, logo_url. For another table use: python -m ingest file"
    )


def test_a_company_of_yc_becomes_a_document(tmp_path: Path) -> None:
    path = tmp_path / "yc.json"
    path.write_bytes(json_bytes([COMPANY]))
    ((document,), _) = documents_of(yc(path, "yc"))
    assert (document.source_id, document.name) == ("5", "CircuitHub")
    assert document.description == (
        "On-Demand Electronics Manufacturing\n"
        "CircuitHub offers on-demand electronics manufacturing."
    )
    assert (document.city, document.link) == ("London", "https://circuithub.com")
    assert document.images == "https://bookface-images.s3.amazonaws.com/small_logos/c.png"
    assert document.extra == {
        "slug": "circuithub",
        "former_names": [],
        "all_locations": "London, England, United Kingdom; Remote",
        "team_size": 48,
        "tags": ["Hardware", "Robotics"],
        "batch": "W12",
        "status": "Active",
        "url": "https://www.ycombinator.com/companies/circuithub",
    }


@pytest.mark.parametrize(
    ("locations", "city"),
    [
        ("San Francisco, CA, USA", "San Francisco"),
        ("San Francisco, CA, USA; New York, NY, USA", "San Francisco"),
        (" Singapore, Singapore", "Singapore"),
        ("Remote", None),
        ("", None),
        (None, None),
        (["London, UK"], None),
    ],
)
def test_a_companys_city_is_that_of_its_first_location(locations: Any, city: str | None) -> None:
    assert to_document(yc_record({**COMPANY, "all_locations": locations})).city == city


@pytest.mark.parametrize(
    ("values", "description"),
    [
        ({"one_liner": None}, "CircuitHub offers on-demand electronics manufacturing."),
        ({"long_description": ""}, "On-Demand Electronics Manufacturing"),
        ({"long_description": None, "one_liner": " "}, ""),
    ],
)
def test_a_company_may_lack_a_description(values: dict[str, Any], description: str) -> None:
    assert to_document(yc_record({**COMPANY, **values})).description == description


@pytest.mark.parametrize("logo", ["/company/thumb/missing.png", "", None, 7])
def test_a_placeholder_is_no_logo(logo: Any) -> None:
    assert to_document(yc_record({**COMPANY, "small_logo_thumb_url": logo})).images == ""


ROWS = [{"title": "Oakery", "what": "We make tables.", "where": "Berlin", "name": "x", "id": "1"}]


@pytest.mark.parametrize(
    ("given", "command"),
    [
        ({}, ""),
        ({"name": "title"}, " --name-column title"),
        ({"name": "title", "city": "where"}, " --name-column title --city-column where"),
        ({"images": "what", "id": ""}, " --image-column what --id-column ''"),
    ],
)
def test_the_command_repeats_only_what_was_said(
    tmp_path: Path, given: dict[str, str], command: str
) -> None:
    path = write_jsonl(tmp_path / "a b's.jsonl", ROWS)
    with Spool() as spool:
        assert (
            local(path, spool, Choices(given)).command == f"file {shlex.quote(str(path))}{command}"
        )
        path.write_bytes(b"name\tcity\nA\tB\n")
        flagged = local(path, spool, encoding="LATIN1", delimiter="tab")
        assert flagged.command.endswith(" --encoding iso8859-1 --delimiter tab")


@pytest.mark.parametrize("content", [csv_bytes(ROWS), json_bytes(ROWS)])
def test_a_column_that_does_not_exist_is_an_error_naming_those_that_do(
    tmp_path: Path, content: bytes
) -> None:
    with (
        pytest.raises(InputError) as caught,
        opened(tmp_path, content, choices=Choices({"images": "logo"})),
    ):
        pass
    assert str(caught.value) == (
        f"--image-column: {tmp_path / 'table'} has no column “logo”; "
        "it has title, what, where, name, id."
    )


def test_a_column_that_only_a_late_row_has_exists(tmp_path: Path) -> None:
    rows = [{"name": f"A{number}"} for number in range(500)] + [{"name": "B", "hq": "Berlin"}]
    with opened(tmp_path, json_bytes(rows), choices=Choices({"city": "hq"})) as source:
        documents, _ = documents_of(source)
    assert [document.city for document in documents[-2:]] == [None, "Berlin"]


def test_a_table_without_any_text_is_an_error_naming_the_flags(tmp_path: Path) -> None:
    with pytest.raises(SourceError) as caught, opened(tmp_path, b"a,b\n1,2\n3,4\n"):
        pass
    assert str(caught.value) == (
        f"No column of {tmp_path / 'table'} looks like a name or a description; say which one "
        "with --name-column or --description-column: it has a, b."
    )
    with opened(tmp_path, b"a,b\n1,2\n3,4\n", choices=Choices({"name": "a"})) as source:
        assert [document.name for document in documents_of(source)[0]] == ["1", "3"]
