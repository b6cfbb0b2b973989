"""What holds for every exported view, whatever is in its documents."""

import csv
import io
import json

from hypothesis import given
from hypothesis import strategies as st

from search.export import files as export
from search.export.files import Answer
from search.filters import Filter
from search.rows import COLUMNS
from search.types import Document, Hit, Mode, Ranking, SideRanks

edgy = st.text(st.sampled_from("'=+-@ \t\r\n\"ab,;\0\u2028é🚀") | st.characters(codec="utf-8"))


@given(edgy)
def test_the_guard_comes_off_again(text: str) -> None:
    assert export.unguarded(export.guarded(text)) == text


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(-1e9, 1e9) | edgy,
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(edgy, inner, max_size=2),
    max_leaves=4,
)
documents = st.builds(
    Document,
    id=st.uuids().map(str),
    source_id=edgy,
    name=edgy,
    description=edgy,
    city=st.none() | edgy.filter(bool),
    link=edgy,
    images=edgy,
    alt=edgy,
    extra=st.dictionaries(edgy, json_values, max_size=2),
    facets=st.dictionaries(edgy, st.lists(edgy, max_size=2), max_size=2),
)
ranks = st.none() | st.integers(1, 100)
SHOWN: list[list[Mode]] = [["neural"], ["keyword"], ["hybrid"], ["neural", "keyword"]]


@st.composite
def answers(draw: st.DrawFn) -> Answer:
    """Any one ranking or comparison."""
    modes = draw(st.sampled_from(SHOWN))
    found = [
        [
            Hit(
                draw(documents),
                rank,
                draw(st.floats(-100, 100)),
                draw(ranks),
                draw(st.none() | st.builds(SideRanks, ranks, ranks)),
            )
            for rank in range(1, draw(st.integers(0, 3)) + 1)
        ]
        for _ in modes
    ]
    rankings = tuple(
        Ranking(mode, hits, len(hits), False, 0.0, 0.0)
        for mode, hits in zip(modes, found, strict=True)
    )
    return Answer(
        "sample",
        rankings,
        draw(edgy),
        draw(st.none() | documents),
        draw(st.dictionaries(edgy, st.lists(edgy, max_size=2), max_size=2).map(Filter.of)),
    )


@given(answers())
def test_a_csv_reader_gives_back_every_cell(answer: Answer) -> None:
    content = export.content(answer, "csv")
    assert content.startswith(b"\xef\xbb\xbf")
    rows = list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline=""), strict=True))
    assert tuple(rows.pop(0)) == COLUMNS
    hits = [(shown.mode, hit) for shown in answer.rankings for hit in shown.hits]
    assert len(rows) == len(hits)
    for row, (engine, hit) in zip(rows, hits, strict=True):
        cells = dict(zip(COLUMNS, map(export.unguarded, row), strict=True))
        assert (cells["engine"], cells["rank"]) == (engine, str(hit.rank))
        assert float(row[2]) == hit.score
        assert cells["other_rank"] == str(hit.other_rank or "")
        for column in ("id", "source_id", "name", "description", "link", "images", "alt"):
            assert cells[column] == getattr(hit.document, column)
        assert cells["city"] == (hit.document.city or "")
        assert json.loads(cells["extra"] or "{}") == hit.document.extra


@given(answers())
def test_no_text_of_a_csv_begins_like_a_formula(answer: Answer) -> None:
    numbers = {"rank", "score", "other_rank", "neural_rank", "keyword_rank"}
    text = export.content(answer, "csv").decode("utf-8-sig")
    for row in csv.DictReader(io.StringIO(text, newline="")):
        texts = [cell for column, cell in row.items() if column not in numbers]
        assert not any(cell.lstrip().startswith(tuple("=+-@＝＋－＠")) for cell in texts)
        assert not any(cell.startswith(("\t", "\r", "\n")) for cell in texts)


@given(answers())
def test_every_line_of_json_lines_is_one_hit(answer: Answer) -> None:
    # str.splitlines ends lines where other tools do, at U+2028 for example.
    lines = export.content(answer, "jsonl").decode().splitlines()
    hits = [(shown.mode, hit) for shown in answer.rankings for hit in shown.hits]
    assert len(lines) == len(hits)
    for line, (engine, hit) in zip(map(json.loads, lines), hits, strict=True):
        assert (line["engine"], line["rank"], line["score"]) == (engine, hit.rank, hit.score)
        values = {**line["filter"], "city": line["cities"]}
        assert Filter.of(values) == answer.filter
        document = {name: line[name] for name in Document.__slots__}
        assert repr(Document(**document)) == repr(hit.document)
