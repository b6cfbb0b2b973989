"""Clean-ups change only what they are for, and only where asked."""

import pytest

from ingest.documents.cleaning import CLEANUPS, clean, fix_mojibake
from ingest.documents.columns import Columns
from ingest.documents.html_text import strip_html
from tests.ingest.tables import opened


@pytest.mark.parametrize(
    ("text", "stripped"),
    [
        ("plain  text\n\n with < and > ", "plain  text\n\n with < and > "),
        ("R&D at AT&T", "R&D at AT&T"),
        ("a <b>bold</b> word", "a bold word"),
        ("un<wbr>broken", "unbroken"),
        ("<p>Tables</p><p>Chairs</p>", "Tables\nChairs"),
        ("one<br>two<br/>three", "one\ntwo\nthree"),
        ("<ul>\n <li>oak</li>\n <li>elm</li>\n</ul>", "oak\nelm"),
        ("<table><tr><td>a<td>b</table>", "a\nb"),
        ("&lt;b&gt; &amp;amp; caf&eacute; &#8364;&nbsp;5", "<b> &amp; café €\u00a05"),
        ("x<script>if (a < b) alert('</p>')</script>y", "xy"),
        ("<style>p {color: red}</style><!-- no -->z", "z"),
        ("<a href='javascript:x()' onclick=\"y('>')\">link</a>", "link"),
        ("<p>open <b>forever", "open forever"),
        ("<html><head><title>T</title></head><body>B</body></html>", "B"),
        ("<td>a</td><TD>b", "a\nb"),
        ("<select><option>Oak<option value='2' selected>Elm</select>", "Oak\nElm"),
        ("<o:p>x</o:p><my-card>y</my-card><![CDATA[z]]>", "xyz"),
        ("<svg><path d='M0'/></svg>x<img alt='a>b'>", "x"),
    ],
)
def test_html_is_stripped_to_its_text(text: str, stripped: str) -> None:
    assert strip_html(text) == stripped


@pytest.mark.parametrize(
    "text",
    [
        "vector<int> v; List<String> names",
        "Write to <hello@oak.example> or <https://oak.example/a>",
        "below <5 °C, <your-name>, <product>",
        "a<b and c>d; if (a<i && i>b)",
        "<title> of the book, <!-- and <p",
    ],
)
def test_what_only_looks_like_a_tag_stays(text: str) -> None:
    assert strip_html(text) == text


@pytest.mark.parametrize(
    "text",
    [
        "<div>" * 50_000,
        "<span>" * 50_000,
        "<svg>" * 50_000,
        "<!--" * 50_000,
        "<a " * 60_000,
        "<a b='" * 40_000,
        "</" * 100_000,
        "&" * 200_000,
        "<p>" * 9,
    ],
    ids=lambda text: text[:6],
)
@pytest.mark.timeout(10)
def test_html_made_to_be_slow_is_not(text: str) -> None:
    """Python's own parser takes minutes for some of these."""
    assert len(strip_html(text)) <= len(text)


@pytest.mark.parametrize(
    ("text", "fixed"),
    [
        ("CafÃ©", "Café"),
        ("Iâ€™m â€œfineâ€\x9d", "I’m “fine”"),
        ("CafÃƒÂ©", "Café"),
        ("Ð Ð¾Ð¼Ð°ÑˆÐºÐ°", "Ромашка"),
        ("Café “fine” ﬁ Ａ &amp; e\u0301\r\n", "Café “fine” ﬁ Ａ &amp; e\u0301\r\n"),
        ("São Paulo, Ångström, naïve", "São Paulo, Ångström, naïve"),
    ],
)
def test_only_mojibake_is_repaired(text: str, fixed: str) -> None:
    assert fix_mojibake(text) == fixed


HTML = {"id": "<b>1", "name": "<b>A</b>", "link": "http://x/?a&amp;b", "note": "<i>n</i>"}


def test_texts_are_cleaned_and_ids_links_and_further_columns_are_not() -> None:
    record = clean(Columns()(HTML), ["strip-html"])
    assert record.fields == {"id": "<b>1", "name": "A", "link": "http://x/?a&amp;b"}
    assert (record.extra, record.row, record.cleaned) == (
        {"note": "<i>n</i>"},
        HTML,
        ("strip-html",),
    )


def test_every_clean_up_counts_for_itself() -> None:
    both = Columns()({"name": "<b>CafÃ©</b>", "description": 7, "city": None})
    record = clean(both, list(CLEANUPS))
    assert record.fields == {"name": "Café", "description": 7, "city": None}
    assert record.cleaned == ("strip-html", "fix-text")
    assert clean(record, list(CLEANUPS)).cleaned == ()


def test_a_giant_text_is_left_to_be_rejected() -> None:
    giant = "<b>" + "x" * 500_000
    assert clean(Columns()({"name": giant}), ["strip-html"]).fields == {"name": giant}


def test_without_being_asked_nothing_is_cleaned(tmp_path_factory: pytest.TempPathFactory) -> None:
    content = b"name\n<b>Caf\xc3\x83\xc2\xa9</b>\n"
    with opened(tmp_path_factory.mktemp("clean"), content) as source:
        (row,) = source.rows()
    assert (row.number, row.cleaned) == (2, ())
    assert row.value.fields == {"name": "<b>CafÃ©</b>"}
