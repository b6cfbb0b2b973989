"""The data screen through Streamlit's own test runner, with the fake encoder."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from ingest.build.pipeline import Build
from ingest.build.progress import Status
from ingest.jobs.manager import Jobs, jobs
from ingest.sources.protocols import Row
from pages.ui import access
from search import serving as serving_module
from search.errors import BuildRunning, StoreUnreachable
from search.service import SearchService
from search.serving import Serving
from search.settings import settings
from search.store.embedded.store import EdgeStore
from tests.fakes import COMPANIES, FakeEncoder, build
from tests.ingest.helpers import generations

ROUTER = str(Path(__file__).parents[2] / "pages" / "router.py")


class Started:
    """A job that goes nowhere by itself."""

    def __init__(self, dataset: str, arguments: Sequence[str]) -> None:
        self.dataset, self.arguments = dataset, tuple(arguments)
        self.finished = self.cancelling = self.stopped = False
        self.summary: dict[str, Any] | None = None
        self.error = ""
        self.status = Status("indexing", 250, 1000, 50.0)

    def cancel(self) -> None:
        self.finished = self.stopped = True


@pytest.fixture
def started(monkeypatch: pytest.MonkeyPatch) -> list[Started]:
    """The jobs that the screen starts."""
    made: list[Started] = []

    def make(dataset: str, arguments: Sequence[str]) -> Started:
        made.append(Started(dataset, arguments))
        return made[-1]

    monkeypatch.setattr("ingest.jobs.manager.Job", make)
    monkeypatch.setattr(jobs, "_jobs", {})
    return made


@pytest.fixture
def screen(
    embedded_store: EdgeStore, monkeypatch: pytest.MonkeyPatch, started: list[Started]
) -> AppTest:
    monkeypatch.setenv("NVK_DATA_DIR", str(embedded_store.root))
    monkeypatch.setattr(access, "is_local", lambda *_: True)
    settings.cache_clear()
    encoder = FakeEncoder()
    build(embedded_store, COMPANIES, encoder=encoder)
    build(embedded_store, COMPANIES[:1], "one", encoder=encoder)
    _serve(monkeypatch, lambda: SearchService(embedded_store, encoder, "sample"))
    app = AppTest.from_file(ROUTER, default_timeout=30).run()
    return app.switch_page("data.py")


@pytest.fixture(autouse=True)
def as_before() -> Any:
    yield
    settings.cache_clear()


def _serve(monkeypatch: pytest.MonkeyPatch, opener: object) -> None:
    monkeypatch.setattr(serving_module, "serving", Serving(opener))  # type: ignore[arg-type]


def _texts(app: AppTest) -> str:
    assert not app.exception
    return "\n".join(element.proto.body for element in app.get("html"))


def _buttons(app: AppTest) -> set[str]:
    return {button.key for button in app.button if button.key}


def _visible(texts: str) -> str:
    """Without the styles."""
    return texts.partition("<style>")[0]


def _box(widgets: Any, label: str) -> Any:
    return next(widget for widget in widgets if widget.label == label)


def _index(app: AppTest) -> Any:
    return _box(app.button, "Index")


JOBS = (
    "job_title,team,duties,profile\n"
    "Baker,Kitchen,You bake bread and rolls every morning,You rise early\n"
    "Cook,Kitchen,You cook soups and stews for a hundred guests,You like stress\n"
)


def _upload(app: AppTest, name: str, content: str) -> AppTest:
    return app.file_uploader[0].set_value((name, content.encode(), "text/csv")).run()


def test_every_dataset_is_listed_with_its_facts(screen: AppTest) -> None:
    texts = _texts(screen.run())
    assert "5 documents · 3 cities · " in texts
    assert "1 document · 1 city · " in texts
    assert "from list.jsonl · fake, float32" in texts


def test_a_stranger_is_told_how_to_get_in(screen: AppTest, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(access, "is_local", lambda *_: False)
    app = screen.run()
    assert "NVK_ADMIN_TOKEN" in _texts(app) and "5 documents" not in _texts(app)
    assert not app.text_input and not app.button


def test_the_token_lets_a_stranger_in_for_the_session(
    screen: AppTest, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(access, "is_local", lambda *_: False)
    monkeypatch.setenv("NVK_ADMIN_TOKEN", "sesame")
    settings.cache_clear()
    app = screen.run()
    app.text_input(key="token-entered").set_value("seasame")
    app.button[0].click().run()
    assert "This is not the token" in _texts(app) and "5 documents" not in _texts(app)
    app.text_input(key="token-entered").set_value("sesame")
    app.button[0].click().run()
    assert "5 documents" in _texts(app)
    app.switch_page("about.py").run()
    assert "5 documents" in _texts(app.switch_page("data.py").run())


def test_only_what_can_be_read_again_can_be_rebuilt(
    screen: AppTest, embedded_store: EdgeStore, started: list[Started], tmp_path: Path
) -> None:
    assert "rebuild-sample" not in _buttons(screen.run())  # its file is gone
    path = tmp_path / "list.jsonl"
    path.write_text("x")

    class Source:
        command = f"file {path} --limit 3"

        def rows(self) -> Any:
            return iter([Row(1, {"name": "oak"})])

    Build(embedded_store, FakeEncoder(), Source(), "again").run()
    app = screen.run()
    app.button(key="rebuild-again").click().run()
    app.button(key="rebuild-not").click().run()
    assert started == []
    app.button(key="rebuild-again").click().run()
    app.button(key="rebuild-surely").click().run()
    [job] = started
    assert job.dataset == "again"
    assert job.arguments[:4] == ("file", str(path), "--limit", "3")
    assert "Building “again”" in _texts(app)


def test_deleting_asks_first(screen: AppTest, embedded_store: EdgeStore) -> None:
    app = screen.run()
    app.button(key="delete-one").click().run()
    assert "“one” with 1 document" in _texts(app)
    assert embedded_store.datasets() == ["one", "sample"]
    app.button(key="delete-not").click().run()
    assert embedded_store.datasets() == ["one", "sample"]
    app.button(key="delete-one").click().run()
    app.button(key="delete-surely").click().run()
    assert embedded_store.datasets() == ["sample"]
    assert generations(embedded_store, "one") == set()
    assert "1 document · " not in _texts(app)


def test_the_notice_of_a_finished_job_goes_with_its_dataset(
    screen: AppTest, started: list[Started]
) -> None:
    job = jobs.start("one", ["sample"])
    app = screen.run()
    started[0].finished, started[0].summary = True, SUMMARY
    assert jobs.get("one") is job and "“one” is ready" in _texts(app.run())
    app.button(key="delete-one").click().run()
    app.button(key="delete-surely").click().run()
    assert "“one” is ready" not in _texts(app)
    assert jobs.all() == []


def test_a_dataset_that_is_being_built_is_not_deleted(
    screen: AppTest, embedded_store: EdgeStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    with embedded_store.build("one", FakeEncoder.dimension):
        app = screen.run()
        assert app.button(key="delete-one").disabled
        assert "A new index is being built" in _texts(app)
    app = screen.run()
    app.button(key="delete-one").click().run()

    def refuse(*_: object) -> None:
        raise BuildRunning("It is being built.")

    monkeypatch.setattr(SearchService, "delete", refuse)
    app.button(key="delete-surely").click().run()
    assert "It is being built." in _texts(app)


def test_an_upload_is_shown_mapped_and_indexed(
    screen: AppTest, started: list[Started], embedded_store: EdgeStore
) -> None:
    app = _upload(screen.run(), "My firms.csv", "Firm,about,town,nr\nOakery,Fine tables,Ulm,1\n")
    boxes = {box.label: box for box in app.selectbox}
    chosen = {label: box.value for label, box in boxes.items()}
    assert chosen["City"] == "town" and chosen["Image"] == ""
    assert list(app.dataframe[0].value.columns) == ["Firm", "about", "town", "nr"]
    assert "CSV" in _texts(app)
    boxes["Name"].set_value("Firm")
    boxes["Description"].set_value("about")
    boxes["Id"].set_value("nr")
    boxes["City"].set_value("").run()
    assert "Kept as extra: town" in _texts(app)
    [name] = [box for box in app.text_input if box.label == "Name of the dataset"]
    assert name.value == "my-firms"
    next(button for button in app.button if button.label == "Index").click().run()
    [job] = started
    path = embedded_store.root / "uploads" / "my-firms.csv"
    assert path.read_text().startswith("Firm,")
    assert job.dataset == "my-firms"
    assert job.arguments[:2] == ("file", str(path))
    assert {"--name-column=Firm", "--id-column=nr", "--city-column="} <= set(job.arguments)
    texts = _texts(app)
    assert "Building “my-firms”" in texts
    assert "Indexing: 250 of 1,000 documents · 50/s · 15 s left" in texts


def test_what_cannot_be_indexed_says_why(screen: AppTest, started: list[Started]) -> None:
    app = _upload(screen.run(), "x.csv", "Firm,about\nOakery,Fine tables\n")
    boxes = {box.label: box for box in app.selectbox}
    boxes["Name"].set_value("")
    boxes["Description"].set_value("").run()
    index = next(button for button in app.button if button.label == "Index")
    assert index.disabled and "Choose a column for the name" in _texts(app)
    next(box for box in app.selectbox if box.label == "Name").set_value("Firm")
    name = next(box for box in app.text_input if box.label == "Name of the dataset")
    name.set_value("../x").run()
    assert "dataset: use up to 63 lower-case letters" in _texts(app)
    name = next(box for box in app.text_input if box.label == "Name of the dataset")
    name.set_value("sample").run()
    assert _index(app).disabled
    [tick] = [box for box in app.checkbox if box.label.startswith("Replace")]
    assert tick.label == "Replace “sample” with its 5 documents"
    tick.check().run()
    assert not _index(app).disabled
    _index(app).click().run()
    assert "--replace" in started[-1].arguments


def test_columns_reading_and_clean_ups_are_arguments(
    screen: AppTest, started: list[Started]
) -> None:
    app = _upload(screen.run(), "jobs.csv", JOBS)
    _box(app.multiselect, "Search as well").set_value(["profile"])
    _box(app.multiselect, "Filters").set_value(["team"])
    _box(app.checkbox, "Take HTML out of texts").check()
    _box(app.checkbox, "Repair wrongly decoded texts").check()
    _box(app.checkbox, "Keep what stands for a missing value").check()
    _box(app.selectbox, "Join rows with the same").set_value("team")
    _box(app.selectbox, "Language of the texts").set_value("de").run()
    _index(app).click().run()
    assert "--replace" not in started[0].arguments
    assert {
        "--description-column=duties",
        "--text-column=profile",
        "--filter-column=team",
        "--merge-by=team",
        "--language=de",
        "--keep-missing",
        "--strip-html",
        "--fix-text",
    } <= set(started[0].arguments)


def test_another_reading_reads_the_preview_again(screen: AppTest) -> None:
    table = "Firm|about;town\nOakery|Fine tables;Ulm\nPay|Cash;Bonn\n"
    app = _upload(screen.run(), "x.csv", table)
    assert list(app.dataframe[0].value.columns) == ["Firm|about", "town"]
    _box(app.selectbox, "Delimiter").set_value("|").run()
    assert list(app.dataframe[0].value.columns) == ["Firm", "about;town"]
    assert _box(app.selectbox, "Name").value == "Firm"
    _box(app.number_input, "Line that names the columns").set_value(9).run()
    assert "has no line 9" in _texts(app) and not app.dataframe
    assert not [button for button in app.button if button.label == "Index"]
    _box(app.number_input, "Line that names the columns").set_value(2).run()
    assert list(app.dataframe[0].value.columns) == ["Oakery", "Fine tables;Ulm"]


def test_a_first_line_that_looks_like_data_is_asked_about(screen: AppTest) -> None:
    rows = "".join(f"{n},Firm {n},We make item {n} for you\n" for n in range(5))
    app = _upload(screen.run(), "x.csv", rows)
    assert "Line 1 looks like data" in _texts(app)
    assert list(app.dataframe[0].value.columns) == ["column 1", "column 2", "column 3"]
    next(button for button in app.button if button.label == "It names the columns").click().run()
    assert list(app.dataframe[0].value.columns) == ["0", "Firm 0", "We make item 0 for you"]
    assert "looks like data" not in _texts(app)


def test_what_will_be_left_out_is_said_before_indexing(screen: AppTest) -> None:
    table = (
        "List of firms\n"
        "id,name,description,city,link\n"
        "1,Oak,Fine tables,Ulm,https://oak.example\n"
        f"2,Pay,A wallet,Bonn,{'x' * 4_001}\n"
        "3,,,Bonn,\n"
        "2,Pay,Another wallet,Bonn,\n"
    )
    texts = _texts(_upload(screen.run(), "x.csv", table))
    # Four rows: two documents, one without texts, one with an id that is taken.
    assert "All 4 rows tried: 2 documents, 1 conflicting, 1 rejected." in texts
    assert "1 line above the column names left out (“List of firms”)" in texts
    assert "Not among the rows: 1 × line above the column names." in texts
    assert "line 6: id “2”" in texts
    assert "name and description are both empty" in texts and "line 5" in texts
    assert "link: longer than 4,000 characters" in texts and "--" not in _visible(texts)


def test_the_same_file_again_keeps_what_was_chosen(
    screen: AppTest, embedded_store: EdgeStore
) -> None:
    app = _upload(screen.run(), "jobs.csv", JOBS)
    _box(app.selectbox, "City").set_value("team")
    _box(app.multiselect, "Search as well").set_value(["profile"]).run()
    next(button for button in app.button if button.label == "Choose another file").click().run()
    app = _upload(app, "jobs.csv", JOBS)
    assert _box(app.selectbox, "City").value == "team"
    assert _box(app.multiselect, "Search as well").value == ["profile"]


def test_a_dataset_remembers_the_columns_of_its_file(
    screen: AppTest, embedded_store: EdgeStore
) -> None:
    class Source:
        command = "file jobs.csv --city-column team --text-column duties --strip-html"

        def rows(self) -> Any:
            return iter([Row(1, {"name": "oak"})])

    Build(embedded_store, FakeEncoder(), Source(), "jobs").run()
    app = _upload(screen.run(), "jobs.csv", JOBS)
    assert _box(app.selectbox, "City").value == "team"
    # As the terminal has it: without a description column these are the description.
    assert _box(app.selectbox, "Description").value == ""
    assert _box(app.multiselect, "Search as well").value == ["duties"]
    assert _box(app.checkbox, "Take HTML out of texts").value


def test_a_file_that_is_no_table_is_said_by_its_own_name(
    screen: AppTest, embedded_store: EdgeStore
) -> None:
    app = _upload(screen.run(), "page.csv", "<html><body>")
    assert "page.csv is a web page" in _texts(app)
    assert not app.selectbox
    assert list((embedded_store.root / "uploads").iterdir()) == []


def test_another_file_can_be_chosen(screen: AppTest, embedded_store: EdgeStore) -> None:
    app = _upload(screen.run(), "x.csv", "Firm,about\nOakery,Fine tables\n")
    next(button for button in app.button if button.label == "Choose another file").click().run()
    assert not app.selectbox and app.file_uploader
    assert list((embedded_store.root / "uploads").iterdir()) == []


def test_what_a_table_holds_is_text(screen: AppTest) -> None:
    row = '{"name": "<b>x</b> $y$", "a:material/home:": "\\ud800", "n": [1, {"k": null}]}\n'
    app = _upload(screen.run(), "<i>.jsonl", row)
    texts = _texts(app)
    assert "<i>" not in texts and "&lt;i&gt;.jsonl" in texts
    assert "a:material/home:" in texts
    [values] = app.dataframe[0].value.to_dict("records")
    assert values == {"name": "<b>x</b> $y$", "a:material/home:": "?", "n": '[1, {"k": null}]'}


def _ended(app: AppTest, started: list[Started], **how: object) -> AppTest:
    Jobs.start(jobs, "mine", ["file", "x.csv"])
    vars(started[-1]).update(finished=True, **how)
    return app.run()


SUMMARY = {
    **dict.fromkeys(("updated", "unchanged", "duplicate", "removed"), 0),
    "read": 6,
    "conflicting": 1,
    "merged": 2,
    "conflicts": ["line 4: id “2”"],
    "aside": {"footer": 2},
    "cleaned": {"strip-html": 1},
    "left_out": {"“town” (--city-column): stands for a missing value": 1},
    "left_out_examples": {"“town” (--city-column): stands for a missing value": "line 2: N/A"},
    "indexed": 2,
    "rejected": 1,
    "seconds": 100.0,
    "reasons": {"name: <b>": 1},
}


def test_the_end_of_a_build_is_summed_up(
    screen: AppTest, started: list[Started], embedded_store: EdgeStore
) -> None:
    path = embedded_store.root / "mine" / "rejected.jsonl"
    path.parent.mkdir()
    path.write_text('{"line": 3}\n')
    app = _ended(screen, started, summary=SUMMARY)
    texts = _texts(app)
    assert "“mine” is ready" in texts
    # 6 rows and 2 lines that are none: the 8 lines below the names that a person counts.
    assert "6 rows read: 2 indexed, 1 conflicting, 2 merged, 1 rejected. It took 2 min." in texts
    assert "Not among the rows: 2 × footer." in texts
    assert "An earlier row has the same id and other content; the first was kept: line 4" in texts
    assert "HTML was taken out in 1 row." in texts
    assert "“town”: stands for a missing value" in texts and "line 2: N/A" in texts
    assert "name: &lt;b&gt;" in texts and "<b>" not in texts
    buttons: list[Any] = [*app.get("download_button")]
    assert [button.label for button in buttons] == ["Rejected rows"]
    app.button(key="close-mine").click().run()
    assert "is ready" not in _texts(app) and jobs.all() == []
    assert path.exists()


def test_a_failed_build_can_be_tried_again_or_let_go_of(
    screen: AppTest, started: list[Started], embedded_store: EdgeStore
) -> None:
    upload = embedded_store.root / "uploads" / "mine.csv"
    upload.parent.mkdir()
    upload.write_text("x")
    app = _ended(screen, started, error="The disk is full.")
    assert "“mine” was not built" in _texts(app) and "The disk is full." in _texts(app)
    app.button(key="again-mine").click().run()
    assert "Building “mine”" in _texts(app)
    assert started[1].arguments[:2] == ("file", "x.csv")
    app.button(key="cancel-mine").click().run()
    assert "“mine” was cancelled" in _texts(app)
    app.button(key="close-mine").click().run()
    assert not upload.exists()


def test_without_any_dataset_the_sample_is_offered(
    screen: AppTest, started: list[Started], embedded_store: EdgeStore
) -> None:
    for dataset in ("one", "sample"):
        embedded_store.delete(dataset)
    app = screen.run()
    next(button for button in app.button if button.label == "Build the sample").click().run()
    assert [(job.dataset, job.arguments[0]) for job in started] == [("sample", "sample")]


def test_a_server_that_is_away_is_said(screen: AppTest, monkeypatch: pytest.MonkeyPatch) -> None:
    def away(*_: object) -> None:
        raise StoreUnreachable("The Qdrant server does not answer.")

    monkeypatch.setattr(SearchService, "overview", away)
    assert "Qdrant cannot be reached" in _texts(screen.run())
