"""The data screen through Streamlit's own test runner, with the fake encoder."""

from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from ingest.build.progress import Status
from ingest.build.summary import Summary
from ingest.jobs.manager import Jobs, jobs
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
            from ingest.sources.protocols import Row

            return iter([Row(1, {"name": "oak"})])

    from ingest.build.pipeline import Build

    Build(embedded_store, FakeEncoder(), Source(), "again").run()
    app = screen.run()
    app.button(key="rebuild-again").click().run()
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


def test_what_cannot_be_indexed_says_why(screen: AppTest) -> None:
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
    assert "This replaces “sample” with its 5 documents." in _texts(app)
    assert not next(button for button in app.button if button.label == "Index").disabled


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


SUMMARY = Summary(
    "mine", read=3, indexed=2, rejected=1, seconds=100.0, reasons=Counter({"name: <b>": 1})
).to_dict()


def test_the_end_of_a_build_is_summed_up(
    screen: AppTest, started: list[Started], embedded_store: EdgeStore
) -> None:
    path = embedded_store.root / "mine" / "rejected.jsonl"
    path.parent.mkdir()
    path.write_text('{"line": 3}\n')
    app = _ended(screen, started, summary=SUMMARY)
    texts = _texts(app)
    assert "“mine” is ready" in texts
    assert "3 rows read: 2 indexed, 1 rejected. It took 2 min." in texts
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
