"""Sample queries are the dataset's own words, those first on which the engines disagree."""

from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from search.comparison.sample_queries import sample_queries
from search.service import SearchService
from search.store.embedded.store import EdgeStore
from search.types import Scored
from tests.search.helpers import serve

_ANIMALS = ["zebras", "tigers", "lions", "bears", "camels", "otters", "moles", "herons"]
_TEXTS = [
    f"{'Solar panels' if n % 2 else 'Cheap flights'} for {animal}, no. 7"
    for n, animal in enumerate(_ANIMALS)
]


@pytest.fixture(scope="module")
def animals(tmp_path_factory: pytest.TempPathFactory) -> SearchService:
    rows = [{"id": str(n), "description": text} for n, text in enumerate(_TEXTS)]
    service: SearchService = serve(EdgeStore(tmp_path_factory.mktemp("animals")), rows)
    return service


def _engines(*agreeing: str) -> Any:
    """Engines with one hit for each query, the same one only for those that agree."""

    def retrieve(query: str) -> SimpleNamespace:
        other = "a" if query in agreeing else "b"
        return SimpleNamespace(
            neural=SimpleNamespace(hits=[Scored("a", 1.0)]),
            keyword=SimpleNamespace(hits=[Scored(other, 1.0)]),
        )

    return retrieve


def test_phrases_that_occur_often_come_before_words_of_few_documents(
    animals: SearchService,
) -> None:
    found = sample_queries(animals.index(), _engines())
    # Each phrase is in 4 of 8 texts, as is each of its words: 4 · ln(4 / (8 · ½ · ½)) > 0.
    assert found[:2] == ["Cheap flights", "Solar panels"]
    assert len(found) == 6 and set(found[2:]) <= set(_ANIMALS)


def test_queries_on_which_the_engines_agree_come_last(animals: SearchService) -> None:
    agreeing = ["Cheap flights", "bears", "camels", "herons", "lions"]
    found = sample_queries(animals.index(), _engines(*agreeing))
    assert found[:2] == ["Solar panels", "Cheap flights"]
    assert set(found[2:5]) == {"moles", "otters", "tigers"}  # the first three of those left
    assert found[5] == "zebras"


def test_the_service_asks_its_engines_once_for_each_generation(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = EdgeStore(tmp_path)
    service: SearchService = serve(store, [{"id": "1", "description": _TEXTS[0]}])
    asked: list[str] = []
    retrieve = SearchService.retrieve

    def counted(self: SearchService, request: Any, **options: Any) -> Any:
        asked.append(request.text)
        return retrieve(self, request, **options)

    monkeypatch.setattr(SearchService, "retrieve", counted)
    first = service.sample_queries()
    assert sorted(first) == sorted(asked) == ["Cheap", "flights", "zebras"]
    assert service.sample_queries("sample") == first and len(asked) == 3
    serve(store, [{"id": "1", "description": "Marmots"}])
    assert service.sample_queries() == ["Marmots"]


def test_a_dataset_without_words_has_none(tmp_path: Path) -> None:
    service: SearchService = serve(EdgeStore(tmp_path), [{"id": "1", "description": "7, 8 and 9"}])
    assert service.sample_queries() == []
