"""What a generation was built from."""

import json
from dataclasses import replace
from typing import Any

import pytest

from search.errors import IndexDamaged, IndexMismatch
from search.store.manifest import Manifest
from search.text.analyzer import ANALYZER
from tests.fakes import FakeEncoder

MANIFEST = Manifest(
    dataset="trees",
    generation="20250101T000000000000-00000000",
    source="file trees.jsonl",
    documents=3,
    terms=4,
    average_length=2.0,
    model="fake",
    dimension=32,
    precision="float32",
    max_tokens=8,
    analyzer=ANALYZER,
    k1=1.5,
    b=0.75,
    epsilon=0.25,
    average_idf=0.5,
    built_at="2025-01-01T00:00:00+00:00",
    vocabulary_sha256="0" * 64,
)


def test_it_survives_json() -> None:
    assert Manifest.from_dict(json.loads(MANIFEST.to_json()), "trees") == MANIFEST


def test_one_written_before_clean_ups_were_counted_is_read() -> None:
    values = _without("cleaned")
    assert Manifest.from_dict(values, "trees") == MANIFEST
    assert MANIFEST.cleaned == {}


def _without(name: str) -> dict[str, Any]:
    values = MANIFEST.to_dict()
    del values[name]
    return values


@pytest.mark.parametrize(
    "values",
    [
        None,
        [],
        "manifest",
        {},
        _without("model"),
        _without("format"),
        {**MANIFEST.to_dict(), "colour": "red"},
        {**MANIFEST.to_dict(), "format": 2},
    ],
)
def test_anything_but_this_versions_fields_is_refused(values: Any) -> None:
    with pytest.raises(IndexDamaged, match=r"python -m ingest .*--dataset trees"):
        Manifest.from_dict(values, "trees")


def test_the_encoder_and_analyzer_it_was_built_with_are_accepted() -> None:
    MANIFEST.check(FakeEncoder(), ANALYZER)


@pytest.mark.parametrize(
    ("field", "built_with"), [("model", "other/model"), ("dimension", 384), ("analyzer", "old/0")]
)
def test_a_difference_is_named_with_the_command_that_rebuilds(field: str, built_with: Any) -> None:
    with pytest.raises(IndexMismatch) as caught:
        replace(MANIFEST, **{field: built_with}).check(FakeEncoder(), ANALYZER)
    message = str(caught.value)
    assert "python -m ingest file trees.jsonl --dataset trees" in message
    assert str(built_with) in message


def test_precision_alone_is_no_reason_to_refuse() -> None:
    replace(MANIFEST, precision="bfloat16").check(FakeEncoder(), ANALYZER)
