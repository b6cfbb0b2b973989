"""Filters of any field on the compare screen, with the fake encoder."""

import doctest
import json
from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from ingest.build.pipeline import Build
from ingest.documents.quantities import Quantity
from ingest.documents.rows import Record
from ingest.sources.protocols import Row
from pages.ui import filters
from search import serving as serving_module
from search.errors import StoreUnreachable
from search.nouns import Noun
from search.service import SearchService
from search.store.embedded.store import EdgeStore
from tests.fakes import FakeEncoder

_JOBS = [
    ("1", "Gardener", ["Remote", "Night"], 20, "2024-01-31"),
    ("2", "Garden planner", ["Remote"], 30, "2024-02-01"),
    ("3", "Garden robot", ["Night"], 40, "2024-03-01"),
]


class _Jobs:
    """Documents that have types of job and no city."""

    command = "file jobs.jsonl"

    def rows(self) -> Iterator[Row]:
        for number, (id_, name, types, pay, posted) in enumerate(_JOBS, start=1):
            fields = {"id": id_, "name": name, "description": "garden"}
            numbers = {
                "pay": (Quantity("number", "point"), pay),
                "posted": (Quantity("date", "iso"), posted),
            }
            yield Row(number, Record(fields, {}, fields, {}, {"job_type": types}, numbers=numbers))


@pytest.fixture
def jobs(screen: AppTest, embedded_store: EdgeStore) -> AppTest:
    """The screen with those in “jobs”."""
    Build(
        embedded_store,
        FakeEncoder(),
        _Jobs(),
        "jobs",
        facets=["job_type"],
        ranges={"pay": "number", "posted": "date"},
        noun=Noun("job", "jobs"),
    ).run()
    screen.query_params["dataset"] = "jobs"
    return screen


def _texts(app: AppTest) -> str:
    return "\n".join(element.proto.body for element in app.get("html"))


def _drawn(app: AppTest) -> dict[str, Any]:
    [component] = app.get("bidi_component")
    drawn: dict[str, Any] = json.loads(component.proto.json)
    return drawn


def _names(app: AppTest) -> list[set[str]]:
    return [
        {"".join(text for text, _ in hit["name"]) for hit in shown["hits"]}
        for shown in _drawn(app)["lists"]
    ]


def test_labels_are_words() -> None:
    tried = doctest.testmod(filters)
    assert (tried.failed, tried.attempted) == (0, 1)


def test_every_field_with_values_can_be_chosen_from_and_others_are_left_out(jobs: AppTest) -> None:
    app = jobs.run()
    assert not app.exception
    assert [choice.label for choice in app.multiselect] == ["Job type"]
    assert app.multiselect(key="filter-job_type").options == ["Night (2)", "Remote (2)"]
    assert app.text_input(key="q").placeholder == "Search 3 jobs"
    assert "3 jobs." in _texts(app)


def test_a_chosen_value_filters_both_engines_and_is_in_the_url_and_the_question(
    jobs: AppTest,
) -> None:
    jobs.query_params["q"] = "garden"
    app = jobs.run()
    app.multiselect(key="filter-job_type").set_value(["Remote"]).run()
    assert not app.exception
    assert _names(app) == [{"Gardener", "Garden planner"}] * 2
    assert app.query_params["filter"] == "job_type:Remote"
    assert _drawn(app)["question"]["filter"] == ["job_type:Remote"]
    assert _drawn(app)["question"]["city"] == []


def test_ranges_filter_both_engines_and_are_in_the_url(jobs: AppTest) -> None:
    jobs.query_params["q"] = "garden"
    app = jobs.run()
    low, high = (app.number_input(key=f"range-{end}-pay") for end in ("low", "high"))
    assert [low.label, low.placeholder, high.label, high.placeholder] == [
        *("Pay, from", "20", "to", "40")
    ]
    low.set_value(25).run()
    assert not app.exception
    assert app.query_params["filter"] == "pay:25.."
    assert _names(app) == [{"Garden planner", "Garden robot"}] * 2
    app.date_input(key="range-high-posted").set_value(date(2024, 2, 1)).run()
    assert app.query_params["filter"] == ["pay:25..", "posted:..2024-02-01"]
    assert _chips(app) == ["Pay: 25 –", "Posted: – 2024\\-02\\-01", "Clear"]
    assert "1 of 3 jobs" in _texts(app)
    assert _names(app) == [{"Garden planner"}] * 2
    app.number_input(key="range-low-pay").set_value(None).run()
    assert app.query_params["filter"] == "posted:..2024-02-01"
    app.button(key="without-posted-..2024-02-01").click().run()
    assert "filter" not in app.query_params
    assert app.date_input(key="range-high-posted").value is None


def test_a_link_s_ranges_are_shown_and_one_that_cannot_be_read_is_said(jobs: AppTest) -> None:
    jobs.query_params.update({"q": "garden", "filter": ["pay:..30", "posted:soon"]})
    app = jobs.run()
    assert not app.exception
    assert app.number_input(key="range-high-pay").value == 30
    assert "“soon” is no date" in _texts(app)
    assert app.query_params["filter"] == "pay:..30"
    assert _names(app) == [{"Gardener", "Garden planner"}] * 2


def _chips(app: AppTest) -> list[str]:
    return [each.label for each in app.button if str(each.key).startswith("without-")]


def test_each_value_of_the_filter_can_be_taken_away_where_one_reads(jobs: AppTest) -> None:
    jobs.query_params.update({"q": "garden", "filter": ["job_type:Night", "job_type:Remote"]})
    app = jobs.run()
    assert _chips(app) == ["Job type: Night", "Job type: Remote", "Clear"]
    assert "3 of 3 jobs" in _texts(app)
    app.button(key="without-job_type-Night").click().run()
    assert not app.exception
    assert _chips(app) == ["Job type: Remote"]
    assert app.multiselect(key="filter-job_type").value == ["Remote"]
    assert "2 of 3 jobs" in _texts(app)
    assert _names(app) == [{"Gardener", "Garden planner"}] * 2


def test_all_of_a_filter_can_be_taken_away_at_once(jobs: AppTest) -> None:
    values = [f"job_type:{n} *hours*" for n in range(20)]
    jobs.query_params.update({"q": "garden", "filter": values})
    app = jobs.run()
    assert len(_chips(app)) == 9
    assert _chips(app)[0] == r"Job type: 0 \*hours\*"
    assert _chips(app)[-1] == "Clear and 12 more"
    app.button(key="without-all").click().run()
    assert not app.exception
    assert "filter" not in app.query_params
    assert _chips(app) == []


def test_a_link_s_values_are_found_however_they_are_spelled(jobs: AppTest) -> None:
    jobs.query_params.update({"q": "garden", "filter": ["job_type:night", "job_type: REMOTE"]})
    app = jobs.run()
    assert not app.exception
    assert app.multiselect(key="filter-job_type").value == ["Night", "Remote"]
    assert app.query_params["filter"] == ["job_type:Night", "job_type:Remote"]
    assert _names(app) == [{"Gardener", "Garden planner", "Garden robot"}] * 2


def test_a_value_that_no_document_has_stays_and_is_said(jobs: AppTest) -> None:
    jobs.query_params.update({"q": "garden", "filter": "job_type:Day"})
    app = jobs.run()
    assert not app.exception
    assert "No document has “Day” in the field “job_type”." in _texts(app)
    assert app.multiselect(key="filter-job_type").value == ["Day"]
    assert app.query_params["filter"] == "job_type:Day"
    assert _names(app) == [set(), set()]


def test_a_field_that_the_dataset_does_not_have_is_said_and_left_out(jobs: AppTest) -> None:
    jobs.query_params.update({"q": "garden", "filter": ["team:red", "job_type:Night"]})
    app = jobs.run()
    assert not app.exception
    assert "“jobs” has no field “team” to filter by." in _texts(app)
    assert app.query_params["filter"] == "job_type:Night"
    assert _names(app) == [{"Gardener", "Garden robot"}] * 2


def test_a_link_without_a_filter_takes_it_away(jobs: AppTest) -> None:
    jobs.query_params.update({"q": "garden", "filter": "job_type:Night"})
    app = jobs.run()
    del app.query_params["filter"]
    app.run()
    assert app.multiselect(key="filter-job_type").value == []
    assert len(_names(app)[0]) == 3


def test_another_dataset_is_not_filtered_by_the_fields_of_the_one_before(jobs: AppTest) -> None:
    jobs.query_params["filter"] = "job_type:Night"
    app = jobs.run()
    app.selectbox(key="dataset").set_value("sample").run()
    assert not app.exception
    assert "filter" not in app.query_params
    assert "has no field" not in _texts(app)
    assert [choice.label for choice in app.multiselect] == ["City"]
    app.selectbox(key="dataset").set_value("jobs").run()
    assert app.multiselect(key="filter-job_type").value == []


def test_the_view_outlives_a_run_that_could_not_draw_its_widgets(
    jobs: AppTest, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise StoreUnreachable("The Qdrant server does not answer.")

    jobs.query_params.update({"q": "garden", "filter": "job_type:Night"})
    app = jobs.run()
    with monkeypatch.context() as patched:
        patched.setattr(SearchService, "index", fail)
        for _ in range(2):
            app.run()
            assert "The Qdrant server does not answer." in _texts(app)
    app.run()
    assert not app.exception
    assert app.multiselect(key="filter-job_type").value == ["Night"]
    assert _names(app) == [{"Gardener", "Garden robot"}] * 2


def test_the_engines_are_asked_under_the_filter_when_a_file_is_made(jobs: AppTest) -> None:
    jobs.query_params.update({"q": "garden", "filter": "job_type:Remote", "mode": "keyword"})
    assert not jobs.run().exception
    service = serving_module.serving.wait()
    request = service.request("garden", dataset="jobs", filter={"job_type": ["Remote"]})
    expected = {hit.document.title for hit in service.comparison(request).keyword.hits}
    assert _names(jobs) == [expected] == [{"Gardener", "Garden planner"}]
