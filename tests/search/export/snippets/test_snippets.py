"""Each snippet, run as it is pasted, gives the list it was copied from."""

import io
import json
import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import redirect_stdout
from typing import Any, NamedTuple

import pytest
from starlette.applications import Starlette
from starlette.routing import Mount

from search.api.app import create_api
from search.errors import InputError
from search.export.snippets.kinds import SNIPPETS, SnippetKind
from search.limits import MAX_TEXT
from search.service import SearchService
from search.store.server.connection import Connection
from search.store.server.store import ServerStore
from search.types import COMPARE, Ranking
from tests.fakes import COMPANIES
from tests.qdrant.access import Keys
from tests.qdrant.listening import Listener
from tests.qdrant.standin import StandIn
from tests.search.helpers import id_of, serve

KEY = "a key, 'quoted' $HOME"
HOSTILE = "robots' \"chairs\" $HOME `id` $(id) \\ %s !! ☃ &k=1 #\n;\tJSON\nJSON\n\x1b[31m '''"
LONG = "handmade chairs and tables, " * (MAX_TEXT // 28)
ROWS = [
    *COMPANIES,
    {"id": "twin", "name": "Agro", "description": "Robots that weed farms.", "city": "Köln's $1"},
    {"id": "empty", "name": "🦕🦖"},
]
"""COMPANIES, one with an equal twin in a city of a hard name, and one of nothing readable."""

SINGLE: list[dict[str, Any]] = [
    {"q": "chairs and robots", "mode": "neural", "k": 3},
    {"q": "chairs and robots", "mode": "keyword", "cities": ["berlin", "Köln's $1"]},
    {"q": "chairs and robots", "mode": "hybrid", "weight": 0.3, "rrf_k": 7, "k": 2},
    {"q": "robots -drones +farms", "mode": "keyword"},
    {"like": id_of("agro"), "mode": "neural", "k": 2},
    {"like": id_of("agro"), "mode": "hybrid", "weight": 1.0, "k": 2},
    {"q": "robots", "mode": "hybrid", "weight": 0.0},
]
BOTH: list[dict[str, Any]] = [
    {"q": HOSTILE},
    {"q": LONG, "k": 1},
    {"like": id_of("pay"), "cities": ["Berlin", "Paris"]},
]
VIEWS = [*SINGLE, *BOTH]


class Served(NamedTuple):
    """A service on a Qdrant server that wants a key, and the address of its API."""

    service: SearchService
    address: str
    qdrant: str


@pytest.fixture(scope="module")
def served() -> Iterator[Served]:
    with StandIn(keys=Keys(full=KEY)) as qdrant:
        connection = Connection.to(qdrant.url, KEY)
        service: SearchService = serve(ServerStore(connection), ROWS)
        listener = Listener(Starlette(routes=[Mount("/api", create_api(lambda: service))]))
        listener.start()
        yield Served(service, f"http://127.0.0.1:{listener.port}/api", qdrant.url)
        listener.stop()
        connection.client.close()


def snippet(served: Served, kind: SnippetKind, view: dict[str, Any]) -> str:
    return served.service.snippet(served.service.request(**view), kind, served.address)


def shown(served: Served, view: dict[str, Any]) -> list[tuple[str, float]]:
    """Ids and scores as the app shows them, of all its lists."""
    rankings = served.service.answer(served.service.request(**view)).rankings
    return [(hit.document.id, hit.score) for ranking in rankings for hit in ranking.hits]


def assert_same(found: list[tuple[str, float]], wanted: list[tuple[str, float]]) -> None:
    assert [id_ for id_, _ in found] == [id_ for id_, _ in wanted]
    assert [score for _, score in found] == pytest.approx([score for _, score in wanted], abs=1e-5)


def shell(code: str, served: Served) -> Any:
    """What the code prints in a shell of its own, as JSON."""
    environment = {**os.environ, "QDRANT_URL": served.qdrant, "QDRANT_API_KEY": KEY}
    ran = subprocess.run(
        ["sh", "-c", code], env=environment, capture_output=True, text=True, check=True
    )
    return json.loads(ran.stdout)


def execute(code: str) -> dict[str, Any]:
    """The names that a script leaves behind; it prints something."""
    names: dict[str, Any] = {}
    with redirect_stdout(io.StringIO()) as printed:
        exec(compile(code, "snippet", "exec"), names)
    assert printed.getvalue()
    return names


needs_curl = pytest.mark.skipif(shutil.which("curl") is None, reason="there is no curl")


@needs_curl
@pytest.mark.parametrize("view", VIEWS)
def test_curl(served: Served, view: dict[str, Any]) -> None:
    answer = shell(snippet(served, "curl", view), served)
    lists = [answer["result"]] if "result" in answer else [answer["neural"], answer["keyword"]]
    assert_same([(hit["id"], hit["score"]) for hits in lists for hit in hits], shown(served, view))


@pytest.mark.parametrize("view", VIEWS)
def test_python(served: Served, view: dict[str, Any], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("search.open_service", lambda: served.service)
    names = execute(snippet(served, "python", view))
    compared = names.get("comparison")
    rankings: list[Ranking] = (
        [compared.neural, compared.keyword] if compared else [names["ranking"]]
    )
    found = [(hit.document.id, hit.score) for each in rankings for hit in each.hits]
    assert found == shown(served, view)


@pytest.mark.parametrize("view", VIEWS)
@pytest.mark.filterwarnings("ignore:Api key is used with an insecure connection")
def test_qdrant_client(
    served: Served, view: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("QDRANT_URL", served.qdrant)
    monkeypatch.setenv("QDRANT_API_KEY", KEY)
    names = execute(snippet(served, "qdrant-client", view))
    names["client"].close()
    mode = view.get("mode", COMPARE)
    lists = [names["neural"], names["keyword"]] if mode == COMPARE else [names[mode]]
    assert_same([hit for hits in lists for hit in hits], shown(served, view))


@needs_curl
@pytest.mark.parametrize("view", VIEWS)
def test_qdrant_rest(served: Served, view: dict[str, Any]) -> None:
    # Without the unreadable document, and without equal scores, which would change fused ranks.
    view = {**view, "cities": view.get("cities", ["Berlin", "Paris"])}
    if view.get("mode") == "hybrid" and "q" in view:
        view["q"] = "handmade chairs and robots"
    result = shell(snippet(served, "qdrant-rest", view), served)["result"]
    answers = result if isinstance(result, list) else [result]
    found = [(point["id"], point["score"]) for answer in answers for point in answer["points"]]
    assert_same(settled(found), settled(shown(served, view)))


def settled(hits: list[tuple[str, float]]) -> list[tuple[str, float]]:
    """In one order: Qdrant itself gives equal scores in any."""
    return sorted(hits, key=lambda hit: (-round(hit[1], 4), hit[0]))


@pytest.mark.parametrize("kind", SNIPPETS)
def test_no_secret_is_written_out(served: Served, kind: SnippetKind) -> None:
    assert KEY not in snippet(served, kind, {"q": "robots", "cities": ["Berlin"]})


def test_a_server_is_asked_for_the_generation(served: Served) -> None:
    manifest = served.service.manifest()
    for kind in ("qdrant-client", "qdrant-rest"):
        code = snippet(served, kind, {"q": "robots"})
        assert f"{manifest.dataset}-{manifest.generation}" in code
        assert not code.startswith("# Needs a Qdrant server")


def test_an_embedded_dataset_needs_a_server_first(companies: SearchService) -> None:
    request = companies.request("robots")
    for kind in ("qdrant-client", "qdrant-rest"):
        first, second, *_ = companies.snippet(request, kind, "http://localhost").splitlines()
        assert first.startswith("# Needs a Qdrant server: this app keeps “sample” in an embedded")
        assert second.endswith("python -m ingest file list.jsonl --dataset sample")


@pytest.mark.parametrize(
    ("kind", "view", "words"),
    [
        ("qdrant-rest", {"q": "nowhere", "mode": "keyword"}, "finds anything"),
        ("qdrant-rest", {"q": "nowhere", "mode": "hybrid", "weight": 0.0}, "finds anything"),
        ("qdrant-rest", {"q": "robots", "mode": "hybrid"}, "cannot read"),
        ("qdrant-client", {"q": "farms -robots"}, "too many to write out"),
    ],
)
def test_what_a_kind_cannot_express_is_said(
    served: Served,
    kind: SnippetKind,
    view: dict[str, Any],
    words: str,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("search.export.snippets.searches.MAX_WRITTEN_IDS", 1)
    with pytest.raises(InputError, match=words):
        snippet(served, kind, view)


def test_nothing_to_ask_for_is_an_empty_list(served: Served) -> None:
    code = snippet(served, "qdrant-client", {"q": "nowhere", "mode": "keyword"})
    assert "\nkeyword = []\n" in code
