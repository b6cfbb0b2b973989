"""The account of a run, for people and for programs."""

import json

from ingest.build.summary import Summary


def account() -> Summary:
    """1,001 + 2 + 3 + 4 + 7 = 1,017 rows, 7 of them rejected for three reasons."""
    summary = Summary("shops", read=1_017, indexed=1_001, updated=2, unchanged=3, duplicate=4)
    summary.documents, summary.encoded, summary.seconds = 1_006, 1_002, 1.25
    for number, reason in enumerate("aabcaab", start=1):
        summary.reject(f"line {number}", f"reason {reason}")
    return summary


def test_rejected_rows_are_counted_by_reason() -> None:
    summary = account()
    assert summary.rejected == 7
    assert summary.reasons == {"reason a": 4, "reason b": 2, "reason c": 1}


def test_the_first_five_rejected_rows_are_kept_as_examples() -> None:
    assert account().examples == [
        "line 1: reason a",
        "line 2: reason a",
        "line 3: reason b",
        "line 4: reason c",
        "line 5: reason a",
    ]


def test_the_dictionary_is_json_with_every_count() -> None:
    values = json.loads(json.dumps(account().to_dict()))
    assert values["reasons"] == {"reason a": 4, "reason b": 2, "reason c": 1}
    assert values["skipped"] == 4 + 7
    assert values["examples"][0] == "line 1: reason a"
    names = ["dataset", "read", "indexed", "updated", "unchanged", "duplicate", "rejected"]
    assert [values[name] for name in names] == ["shops", 1_017, 1_001, 2, 3, 4, 7]
    assert [values[name] for name in ("removed", "kept", "documents", "encoded")] == [
        0,
        0,
        1_006,
        1_002,
    ]


def test_the_lines_say_everything_once() -> None:
    assert account().lines() == [
        "1,017 rows read: 1,001 indexed, 2 updated, 3 unchanged, 4 duplicate, 7 rejected",
        "  4 × reason a",
        "  2 × reason b",
        "  1 × reason c",
        "  e.g. line 1: reason a",
        "  e.g. line 2: reason a",
        "  e.g. line 3: reason b",
        "  e.g. line 4: reason c",
        "  e.g. line 5: reason a",
        "“shops” now has 1,006 documents (1,002 texts encoded, 1.2 s)",
    ]


def test_removed_and_kept_documents_have_a_line_if_there_are_any() -> None:
    text = "\n".join(Summary("shops", removed=2_000, kept=3).lines())
    assert "2,000 documents are no longer in the input and were removed" in text
    assert "3 documents were kept from before" in text
    assert "no longer" not in "\n".join(account().lines())


def test_clean_ups_and_the_file_of_rejected_rows_have_a_line_if_there_are_any() -> None:
    summary = account()
    summary.cleaned.update({"strip-html": 1_002, "fix-text": 3})
    summary.rejected_file = "data/shops/rejected.jsonl"
    assert summary.lines()[9:12] == [
        "  all of them are in data/shops/rejected.jsonl",
        "1,002 rows changed by --strip-html",
        "3 rows changed by --fix-text",
    ]
    values = json.loads(json.dumps(summary.to_dict()))
    assert values["cleaned"] == {"strip-html": 1_002, "fix-text": 3}
    assert values["rejected_file"] == "data/shops/rejected.jsonl"


def test_at_most_ten_reasons_are_listed() -> None:
    summary = Summary("shops")
    for number in range(30):
        summary.reject(f"line {number}", f"reason {number % 12}")
    assert sum(" × " in line for line in summary.lines()) == 10
