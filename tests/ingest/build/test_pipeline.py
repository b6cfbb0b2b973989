"""What a build makes of rows: exact accounts, and no work done twice."""

from itertools import count
from math import log
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from ingest.documents.rows import to_document
from search.store.protocols import Store
from search.text.analyzer import analyzer_named, tokenize
from tests.fakes import COMPANIES, FakeEncoder, build
from tests.ingest.helpers import documents, opened, scores
from tests.search.helpers import id_of

NUMBER = count()
UNUSABLE: list[dict[str, Any]] = [{"id": "a"}, {"name": [" "]}, {"id": 1.5, "name": " "}]
USABLE = st.fixed_dictionaries(
    {"id": st.sampled_from("abcdef"), "description": st.sampled_from(["red oak", "the", "oak"])},
    optional={"city": st.sampled_from(["Berlin", "Paris"]), "founded": st.just(1999)},
)
MIX = st.tuples(USABLE, st.lists(USABLE | st.sampled_from(UNUSABLE), max_size=8)).map(
    lambda first_and_rest: [first_and_rest[0], *first_and_rest[1]]
)
SETTINGS = settings(
    derandomize=True,
    database=None,
    deadline=None,
    max_examples=12,
    phases=[Phase.generate],  # shrinking would take minutes
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)


def firsts(rows: list[dict[str, Any]]) -> dict[str, dict[str, Any]]:
    """The usable rows that are the first with their id."""
    return {row["id"]: row for row in reversed(rows) if row not in UNUSABLE}


@given(before=MIX, rows=MIX, append=st.booleans())
@SETTINGS
def test_every_row_and_document_is_accounted_for(
    store: Store, before: list[dict[str, Any]], rows: list[dict[str, Any]], append: bool
) -> None:
    dataset = f"d{next(NUMBER)}"
    build(store, before, dataset)
    summary = build(store, rows, dataset, append=append)
    old, new = firsts(before), firsts(rows)
    both = old.keys() & new.keys()
    updated = [id_ for id_ in both if old[id_] != new[id_]]
    rejected = sum(row in UNUSABLE for row in rows)
    assert (
        summary.indexed
        + summary.updated
        + summary.unchanged
        + summary.duplicate
        + summary.conflicting
        + summary.rejected
        == summary.read
        == len(rows)
    )
    assert summary.indexed == len(new.keys() - old.keys())
    assert summary.updated == len(updated)
    assert summary.unchanged == len(both) - len(updated)
    assert summary.rejected == rejected == sum(summary.reasons.values())
    usable = [row for row in rows if row not in UNUSABLE]
    assert summary.conflicting == sum(row != new[row["id"]] for row in usable)
    assert summary.duplicate == len(usable) - summary.conflicting - len(new)
    gone = len(old.keys() - new.keys())
    assert (summary.kept, summary.removed) == ((gone, 0) if append else (0, gone))
    served = {**old, **new} if append else new
    assert summary.documents == len(served)
    assert {key: found.description for key, found in documents(store, dataset).items()} == {
        key: row["description"] for key, row in served.items()
    }


def test_a_first_run_indexes_and_encodes_everything(store: Store) -> None:
    encoder = FakeEncoder()
    summary = build(store, COMPANIES, encoder=encoder)
    assert (summary.read, summary.indexed, summary.documents, summary.encoded) == (5, 5, 5, 5)
    assert encoder.encoded == [f"{row['name']}\n{row['description']}" for row in COMPANIES]


def test_the_same_run_again_changes_and_encodes_nothing(store: Store) -> None:
    build(store, COMPANIES)
    before = documents(store), scores(store, "robots and chairs")
    encoder = FakeEncoder()
    summary = build(store, COMPANIES, encoder=encoder)
    assert (summary.unchanged, summary.indexed, summary.updated) == (5, 0, 0)
    assert (summary.encoded, encoder.encoded) == (0, [])
    assert documents(store) == before[0]
    assert scores(store, "robots and chairs") == pytest.approx(before[1], abs=1e-5)


@pytest.mark.parametrize(
    ("change", "texts"),
    [
        ({"city": "Rome"}, []),
        ({"founded": 1999}, []),
        ({"alt": "A table"}, []),
        ({"name": "Oak"}, ["Oak\nHandmade tables and chairs."]),
        ({"description": "Beds."}, ["Oakery\nBeds."]),
    ],
)
def test_a_changed_row_is_updated_and_only_a_changed_text_encoded(
    store: Store, change: dict[str, Any], texts: list[str]
) -> None:
    build(store, COMPANIES)
    encoder = FakeEncoder()
    changed = [{**COMPANIES[0], **change}, *COMPANIES[1:]]
    summary = build(store, changed, encoder=encoder)
    assert (summary.updated, summary.unchanged, summary.encoded) == (1, 4, len(texts))
    assert encoder.encoded == texts
    assert documents(store)["oak"] == to_document(changed[0])


def test_rebuilt_scores_are_those_of_a_first_build(store: Store) -> None:
    changed = [{**COMPANIES[0], "description": "Robots."}, *COMPANIES[2:]]
    build(store, COMPANIES)
    build(store, changed)
    build(store, changed, "fresh")
    assert scores(store, "robots spray farms") == pytest.approx(
        scores(store, "robots spray farms", "fresh"), abs=1e-5
    )


class Other(FakeEncoder):
    name = "other"
    dimension = 16


@pytest.mark.parametrize(
    ("rows", "append", "unchanged"), [(COMPANIES, False, 5), (COMPANIES[3:], True, 2)]
)
def test_another_model_encodes_everything_again(
    store: Store, rows: list[dict[str, Any]], append: bool, unchanged: int
) -> None:
    build(store, COMPANIES)
    summary = build(store, rows, encoder=Other(), append=append)
    assert (summary.unchanged, summary.kept) == (unchanged, 5 - unchanged)
    assert (summary.encoded, summary.documents) == (5, 5)
    with opened(store) as index:
        assert (index.manifest.model, index.manifest.dimension) == ("other", 16)


def test_documents_gone_from_the_input_are_removed(store: Store) -> None:
    build(store, COMPANIES)
    summary = build(store, COMPANIES[3:])
    assert (summary.removed, summary.kept, summary.documents) == (3, 0, 2)
    assert sorted(documents(store)) == ["drone", "pay"]


def test_append_equals_one_build_of_both_inputs(every_store: Store) -> None:
    build(every_store, COMPANIES[:3])
    encoder = FakeEncoder()
    summary = build(every_store, COMPANIES[2:], encoder=encoder, append=True)
    assert (summary.indexed, summary.unchanged, summary.kept, summary.removed) == (2, 1, 2, 0)
    assert (summary.documents, len(encoder.encoded)) == (2 + 1 + 2, 2)
    build(every_store, COMPANIES, "both")
    assert documents(every_store) == documents(every_store, "both")
    for text in ("robots", "chairs by post", "the"):
        assert scores(every_store, text) == pytest.approx(
            scores(every_store, text, "both"), abs=1e-5
        )


def test_append_to_nothing_is_a_first_build(store: Store) -> None:
    summary = build(store, COMPANIES, append=True)
    assert (summary.indexed, summary.kept, summary.documents) == (5, 0, 5)


def test_of_rows_with_one_id_the_first_usable_one_stays(store: Store) -> None:
    rows: list[dict[str, Any]] = [
        {"id": 7, "name": [" "]},
        {"id": 7, "name": "first"},
        {"id": "7", "name": "second"},
    ]
    summary = build(store, rows)
    assert (summary.rejected, summary.indexed, summary.conflicting) == (1, 1, 1)
    assert documents(store)["7"].name == "first"


def test_a_collection_of_stop_words_is_built_and_found_by_them(store: Store) -> None:
    summary = build(store, [{"id": 1, "name": "the"}, {"id": 2, "description": "and, of!"}])
    assert summary.documents == 2
    # No document has a word that counts, so all are as long as the average: tf · 2.5 / (1 + 1.5).
    assert scores(store, "the") == pytest.approx(
        {"neural 1": 1.0, "neural 2": 1.0, "keyword 1": log(2)}
    )


def test_a_collection_without_any_term_is_built_and_searched(store: Store) -> None:
    summary = build(store, [{"id": 1, "name": "…"}, {"id": 2, "description": "?!"}])
    assert summary.documents == 2
    assert scores(store, "!") == pytest.approx({"neural 1": 1.0, "neural 2": 1.0})


def test_the_manifest_says_what_was_built(store: Store) -> None:
    rows = [{"id": 1, "name": "Red oak"}, {"id": 2, "name": "the oak", "description": "oak, elm"}]
    summary = build(store, rows)
    with opened(store) as index:
        manifest, vocabulary = index.manifest, index.vocabulary
    assert tokenize("the oak\noak, elm") == ["oak", "oak", "elm"]
    assert manifest.average_length == (2 + 3) / 2
    assert list(zip(vocabulary.terms, vocabulary.frequencies, strict=True)) == [
        ("elm", 1),
        ("oak", 2),
        ("red", 1),
        ("the", 1),
    ]
    assert (manifest.documents, manifest.terms) == (2, 4)
    assert (manifest.generation, manifest.dataset) == (summary.generation, "sample")
    assert (manifest.model, manifest.dimension, manifest.max_tokens) == ("fake", 32, 8)
    assert manifest.source == "file list.jsonl"


def test_equal_texts_are_encoded_once_and_get_equal_vectors(store: Store) -> None:
    encoder = FakeEncoder()
    summary = build(store, [{"id": n, "name": "Red oak"} for n in range(3)], encoder=encoder)
    assert encoder.encoded == ["Red oak\n"]
    assert summary.encoded == 3
    with opened(store) as index:
        found = index.vectors(id_of(str(n)) for n in range(3))
    vectors = [vector.tolist() for vector in found.values()]
    assert len(vectors) == 3
    assert vectors[0] == vectors[1] == vectors[2]


def test_the_manifest_names_language_and_idf(store: Store) -> None:
    build(store, [{"id": 1, "name": "Häuser"}], language="de", idf="okapi")
    with opened(store) as index:
        manifest = index.manifest
    assert (analyzer_named(manifest.analyzer).language, manifest.idf) == ("de", "okapi")
    assert manifest.rebuild_arguments().endswith("--idf okapi --language de")
