"""Query sets in every format, what cannot be used, and back."""

from collections.abc import Callable, Iterable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.errors import InputError
from search.evaluation.files.queries import read_queries
from search.evaluation.files.writing import (
    queries_as_csv,
    queries_as_jsonl,
    queries_as_text,
    queries_as_topics,
)
from search.evaluation.model import Query
from search.filters import Filter

BERLIN = Filter.of({"city": ["Berlin"]})
TWO = (Query("1", "oak table"), Query("2", "sofa"))


def read(text: str) -> tuple[Query, ...]:
    return read_queries(text.encode(), "q").queries


@pytest.mark.parametrize(
    "text",
    [
        '{"_id": "1", "text": "oak table"}\n\n{"_id": "2", "text": "sofa", "metadata": {}}\n',
        '{"id": 1, "query": "oak table"}\n{"id": 2, "query": " sofa "}',
        "id,query\n1,oak table\n2,sofa\n",
        "query_id;text\r\n1;oak table\r\n2;sofa\r\n",
        "\ufeffqid\tquery\n1\toak table\n\n2\tsofa\n",
        "1\toak table\n2\tsofa\n",
        "<top>\n<num> Number: 1\n<title> oak\ntable\n<desc> …\n</top>\n"
        "<top><num>2<title>Topic: sofa</top>",
        '<?xml version="1.0"?><topics><topic number="1"><query>oak table</query></topic>'
        '<topic number="2"><query>sofa</query></topic></topics>',
    ],
)
def test_formats(text: str) -> None:
    assert read(text) == TWO


def test_plain_text_keeps_how_often_a_query_was_asked() -> None:
    assert read("oak table\nsofa\n\noak table \n") == (
        Query("q1", "oak table", weight=2.0),
        Query("q2", "sofa"),
    )


@pytest.mark.parametrize(
    "text",
    [
        '{"_id": "a", "text": "x", "metadata": {"kind": "name", "weight": 3, "city": ["Berlin"]}}',
        '{"_id": "a", "text": "x", "kind": "name", "weight": 3, "filter": {"city": "Berlin"}}',
        "id,query,kind,weight,filter\na,x,name,3,city:Berlin",
        'id,query,kind,weight,filter\na,x,name,3,"{""city"": [""Berlin""]}"',
        "id,query,type,count,city\na,x,name,3,Berlin",
    ],
)
def test_what_belongs_to_a_query(text: str) -> None:
    assert read(text) == (Query("a", "x", "name", 3.0, BERLIN),)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "q: there is no query in it."),
        ("id,query\n1,a\n1,b\n", "q, line 3: id: '1' is the id of the query in line 2."),
        ("id,query\n1,\n", "q, line 2: query: it is empty."),
        ("id,query,weight\n1,a,x\n", "q, line 2: weight: expected a number."),
        ("id,query,weight\n1,a,-1\n", "q, line 2: weight: use a number above 0"),
        ("id,query,weight\n1,a,nan\n", "q, line 2: weight: use a number above 0"),
        ("id,query,filter\n1,a,Berlin\n", "q, line 2: filter: write a field and a value"),
        ("id,query,filter\n1,a,{\n", "q, line 2: filter: it is not valid JSON."),
        ('{"_id": "1"}', "q, line 1: query: it is empty."),
        ('{"_id": "1", "text": "a"}\n{', "q, line 2: it is not valid JSON."),
        ('{"_id": "1", "text": ["a"]}', "q, line 1: query: expected text."),
        ('{"_id": "1", "text": "a", "weight": true}', "q, line 1: weight: expected a number."),
        ('{"_id": "1", "text": "a", "filter": {"city": 1}}', "q, line 1: filter: a value is text"),
        ('{"_id": "1", "text": "a"}\n[1]', "q, line 2: expected an object"),
        ("<top><num>1</top>", "q, line 1: a topic needs a number and a title"),
        ("a" * 10_001, "q, line 1: query: 10,001 characters are too many"),
    ],
)
def test_what_cannot_be_used(text: str, message: str) -> None:
    with pytest.raises(InputError) as refused:
        read(text)
    assert str(refused.value).startswith(message)


def test_another_encoding_is_refused_with_its_line() -> None:
    with pytest.raises(InputError, match="q, line 2: it is not UTF-8"):
        read_queries("query\ncaf\xe9".encode("latin-1"), "q")


words = st.text("ab=+'\" é<&;:,\t", min_size=1, max_size=8).filter(lambda text: text.strip())
labels = words.map(lambda text: " ".join(text.split()))
queries = st.lists(
    st.builds(
        Query,
        id=labels,
        text=labels,
        kind=st.one_of(st.just(""), labels),
        weight=st.sampled_from([1.0, 2.5, 300.0]),
        filter=st.sampled_from([Filter(), BERLIN, Filter.of({"a": ["x;y", "z"], "b": ["1:2"]})]),
    ),
    min_size=1,
    max_size=5,
    unique_by=lambda query: query.id,
)


@given(queries)
@pytest.mark.parametrize("write", [queries_as_csv, queries_as_jsonl])
def test_what_is_written_is_read_back(
    write: Callable[[Iterable[Query]], str], made: list[Query]
) -> None:
    assert list(read(write(made))) == made


def test_formats_without_room_for_everything() -> None:
    full = [Query("a b", "x <y> & z", "name", 2.0, BERLIN)]
    assert read(queries_as_topics(full)) == (Query("a%20b", "x <y> & z"),)
    assert read(queries_as_text(full)) == (Query("q1", "x <y> & z"),)
