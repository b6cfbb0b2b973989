"""Rankings in a notebook: their HTML and their tables."""

from dataclasses import replace
from html.parser import HTMLParser

import pandas as pd
import pytest

from search.rows import COLUMNS
from search.service import SearchService
from search.types import Comparison, Document, Hit, Ranking
from tests.search.helpers import ids

HOSTILE = "<script>alert(1)</script>'\"><img src=x onerror=alert(1)>"


class Page(HTMLParser):
    """The tags with their attributes, and the texts."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.texts: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.texts.append(data)


def html(shown: Ranking | Comparison) -> Page:
    return Page(shown._repr_html_())


def of(document: Document) -> Ranking:
    return Ranking("neural", [Hit(document, 3, 0.5)], 1, False, 0.0, 0.0)


def test_a_comparison_shows_both_lists(companies: SearchService) -> None:
    both = companies.compare("robots on farms", k=2)
    page = html(both)
    assert page.texts[0] == both.verdict
    assert [text for text in page.texts if text in ("Neural", "Full-text")] == [
        "Neural",
        "Full-text",
    ]
    assert [tag for tag, _ in page.tags].count("li") == 4
    assert "Robots that weed farms." in page.texts
    assert any("other side #1" in text for text in page.texts)


def test_nothing_found_is_said(companies: SearchService) -> None:
    page = html(companies.search("nothing", "keyword"))
    assert page.texts == ["Full-text", "no results"]


def test_texts_from_data_are_only_text() -> None:
    page = html(of(Document("1", "1", HOSTILE, HOSTILE, city=HOSTILE, link="http://a/'onclick='x")))
    assert {tag for tag, _ in page.tags} == {"div", "p", "b", "ol", "li", "a", "small", "br"}
    [link] = [attributes for tag, attributes in page.tags if tag == "a"]
    assert link == {"href": "http://a/'onclick='x", "rel": "noopener noreferrer"}
    assert "".join(page.texts).count(HOSTILE) == 3


@pytest.mark.parametrize(
    "link", ["", "javascript:alert(1)", "data:text/html,x", "//a", "http://[a"]
)
def test_other_links_are_left_out(link: str) -> None:
    assert "a" not in dict(html(of(Document("1", "1", "Oak", "", link=link))).tags)


def test_nothing_is_loaded() -> None:
    document = Document("1", "1", "Oak", "", images="https://logo.example/a.png")
    assert "logo.example" not in of(document)._repr_html_()


def test_a_table_has_a_row_for_each_hit(companies: SearchService) -> None:
    both = companies.compare("robots on farms", k=2)
    frame = both.to_pandas()
    assert list(frame.columns) == list(COLUMNS)
    assert list(frame["id"]) == [*ids(both.neural.hits), *ids(both.keyword.hits)]
    assert list(frame["engine"]) == ["neural"] * 2 + ["keyword"] * 2
    neural = frame[frame["engine"] == "neural"]
    assert list(neural["neural_rank"]) == list(neural["rank"]) == [1, 2]
    assert list(neural["keyword_rank"]) == list(neural["other_rank"])


def test_a_table_of_nothing_has_its_columns(companies: SearchService) -> None:
    frame = companies.search("nothing", "keyword").to_pandas()
    assert list(frame.columns) == list(COLUMNS)
    assert frame.empty


def test_hybrid_has_the_ranks_of_both(companies: SearchService) -> None:
    frame = companies.search("robots on farms", "hybrid").to_pandas()
    assert frame["neural_rank"].notna().all()
    assert frame["keyword_rank"].notna().sum() == 2
    assert pd.api.types.is_integer_dtype(frame["keyword_rank"])


def test_slots_stay(companies: SearchService) -> None:
    ranking = companies.search("robots")
    assert not hasattr(ranking, "__dict__")
    assert replace(ranking, hits=[]) != ranking
