"""Turns a ranking into what the result area draws: marked text, labels, safe links."""

import hashlib
import re
from collections.abc import Callable, Sequence
from collections.abc import Set as AbstractSet
from functools import lru_cache
from typing import Any
from urllib.parse import urlsplit

from simple_icons_pack import get_icon

from pages.ui.labels import empty, other_side, summary, timing
from pages.ui.results.payload import HitData, Icon, ListData, Segment
from search.labels import ENGINE_LABELS, score_text
from search.limits import MAX_TEXT
from search.retrieval.notes import readable_note
from search.text.analyzer import Analyzer
from search.text.highlighting import find_terms
from search.types import Document, Hit, Mode, Ranking

_PATH = re.compile(r'<path d="([^"]+)"')
_IN_VIEW = 180
"""A match within this many characters is visible without moving the excerpt."""
_BEFORE = 60
_EXTRA_FIELDS, _EXTRA_TEXT = 8, 200


def list_data(
    ranking: Ranking,
    query: str,
    analyzer: Analyzer,
    other_total: int | None = None,
    card: Sequence[str] | None = None,
    marked: Callable[[Document], AbstractSet[str]] | None = None,
) -> ListData:
    """One ranking as a list.

    Args:
        ranking: What one engine answered.
        query: What it was asked, for the message of an empty list.
        analyzer: The dataset's.
        other_total: How many documents match on the other side, if there is one.
        card: The further columns to show, in this order; None for the first few.
        marked: The terms to mark in a document's text; without it, all that the analyzer finds in
            the query.
    """
    # A neural hit need not contain a word of the query: its own words are highlighted by their
    # contribution to the score.
    terms = frozenset(analyzer.query(query)) if ranking.mode != "neural" else frozenset()
    chosen = marked if marked and terms else lambda _: terms
    top = max((hit.score for hit in ranking.hits), default=0.0)
    return {
        "engine": ranking.mode,
        "label": ENGINE_LABELS[ranking.mode],
        "summary": summary(ranking),
        "timing": timing(ranking),
        "notice": _notice(ranking),
        "empty": None if ranking.hits else empty(ranking, query, analyzer),
        "loading": False,
        "hits": [
            _hit(hit, ranking.mode, chosen(hit.document), analyzer, top, other_total, card)
            for hit in ranking.hits
        ],
    }


def _notice(ranking: Ranking) -> str | None:
    """What the model did not read of the query."""
    if ranking.truncated:
        return "The model read only the beginning of this text."
    return readable_note(ranking.readable, "this query") or None


def loading_data(mode: Mode) -> ListData:
    """A list whose hits are on their way."""
    return {
        "engine": mode,
        "label": ENGINE_LABELS[mode],
        "summary": "",
        "timing": "",
        "notice": None,
        "empty": None,
        "loading": True,
        "hits": [],
    }


def http_url(url: str) -> str | None:
    """The URL if it is an absolute http(s) one, else None."""
    try:
        parts = urlsplit(url.strip())
    except ValueError:
        return None
    return url.strip() if parts.scheme.lower() in ("http", "https") and parts.netloc else None


def _hit(
    hit: Hit,
    mode: Mode,
    terms: AbstractSet[str],
    analyzer: Analyzer,
    top: float,
    other_total: int | None,
    card: Sequence[str] | None,
) -> HitData:
    document = hit.document
    description = document.description[:MAX_TEXT]
    spans = find_terms(description, terms, analyzer)
    return {
        "id": document.id,
        "rank": hit.rank,
        "score": hit.score,
        "score_text": score_text(mode, hit.score),
        "bar": max(0.0, hit.score / top) if top > 0 else 0.0,
        "name": _marked(document.title, find_terms(document.title, terms, analyzer)),
        "description": _marked(description, spans),
        "offsets": (
            len(document.name) - len(document.name.lstrip()),
            len(document.name) + 1,
        ),
        "focus": _focus(description, spans[0][0] if spans else 0),
        "extra": _extra(document, card),
        "city": document.city,
        "logo": http_url(document.images),
        "icon": _icon(document.extra.get("brand_icon")),
        "initials": _initials(document.title),
        "hue": hashlib.sha256(document.title.encode()).digest()[0] * 360 // 256,
        "link": http_url(document.link),
        "other": other_side(hit, mode, other_total),
        "other_rank": hit.other_rank,
    }


def _marked(text: str, spans: list[tuple[int, int]]) -> list[Segment]:
    """The text as pieces, each with whether it matches."""
    pieces: list[Segment] = []
    done = 0
    for start, end in spans:
        pieces += [(text[done:start], False), (text[start:end], True)]
        done = end
    pieces.append((text[done:], False))
    return [piece for piece in pieces if piece[0]]


def _focus(text: str, first_match: int) -> int:
    """Where a short excerpt should begin so that it shows the first match: at a word's start."""
    earliest = min(first_match - _BEFORE, len(text) - _IN_VIEW)  # a later one would leave space
    if first_match <= _IN_VIEW or earliest <= _BEFORE:
        return 0
    begin = text.find(" ", earliest, first_match)
    return begin + 1 if begin >= 0 else first_match


def _extra(document: Document, card: Sequence[str] | None) -> list[tuple[str, str]]:
    """The further columns of the card as short texts; without a choice, the first few of them."""
    names = [name for name in document.extra if name != "brand_icon"] if card is None else card
    pairs = [(name[:_EXTRA_TEXT], _short(document.extra.get(name, ""))) for name in names]
    return [pair for pair in pairs if pair[1]][:_EXTRA_FIELDS]


def _short(value: Any) -> str:
    if isinstance(value, list):
        value = ", ".join(_short(item) for item in value)
    return str(value)[:_EXTRA_TEXT]


@lru_cache(maxsize=4096)
def _icon_by_slug(slug: str) -> Icon | None:
    icon = get_icon(slug)
    path = _PATH.search(icon.svg) if icon else None
    return {"path": path[1], "color": f"#{icon.hex}"} if icon and path else None


def _icon(slug: Any) -> Icon | None:
    return _icon_by_slug(slug) if isinstance(slug, str) and len(slug) <= 100 else None


def _initials(name: str) -> str:
    words = [word for word in re.split(r"[\W_]+", name) if word]
    return "".join(word[0] for word in words[:2]).upper() or name[0]
