"""From a ranking to what results.js draws: text split at matches, labels, safe links."""

import hashlib
import re
from collections.abc import Set as AbstractSet
from functools import lru_cache
from typing import Any
from urllib.parse import urlsplit

from simple_icons_pack import get_icon

from pages.ui.view import LABELS
from search.text import find_terms
from search.types import MAX_TEXT, RANK_DEPTH, Document, Hit, Mode, Ranking

_PATH = re.compile(r'<path d="([^"]+)"')
_OTHER_SIDE = {"neural": "full-text", "keyword": "neural"}
_DECIMALS = {"neural": 3, "keyword": 2, "hybrid": 4}


def list_data(
    ranking: Ranking, terms: AbstractSet[str], remote_logos: bool, other_total: int | None = None
) -> dict[str, Any]:
    """One list as results.js takes it; ``other_total`` is the other side's number of matches."""
    top = max((hit.score for hit in ranking.hits), default=0.0)
    return {
        "engine": ranking.mode,
        "label": LABELS[ranking.mode],
        "summary": _summary(ranking),
        "notice": (
            "The model read only the beginning of this text (256 word pieces)."
            if ranking.truncated
            else None
        ),
        "empty": None if ranking.hits else _empty(ranking),
        "remote_logos": remote_logos,
        "hits": [
            {
                **_document(hit.document, terms),
                "rank": hit.rank,
                "score": hit.score,
                "score_text": f"{hit.score:.{_DECIMALS[ranking.mode]}f}",
                "bar": max(0.0, hit.score / top) if top > 0 else 0.0,
                "other": _other(hit, ranking.mode, other_total),
            }
            for hit in ranking.hits
        ],
    }


def http_url(url: str) -> str | None:
    """The URL if it is an absolute http(s) one, else None."""
    try:
        parts = urlsplit(url.strip())
    except ValueError:
        return None
    return url.strip() if parts.scheme.lower() in ("http", "https") and parts.netloc else None


def _document(document: Document, terms: AbstractSet[str]) -> dict[str, Any]:
    name = document.name.strip() or "(no name)"
    return {
        "id": document.id,
        "name": _marked(name, terms),
        "city": document.city,
        "description": _marked(document.description[:MAX_TEXT], terms),
        "logo": http_url(document.images),
        "icon": _icon(document.extra.get("brand_icon")),
        "initials": _initials(name),
        "hue": hashlib.sha256(name.encode()).digest()[0] * 360 // 256,
        "link": http_url(document.link),
    }


def _marked(text: str, terms: AbstractSet[str]) -> list[list[str | bool]]:
    """The text as pieces, each with whether it matches."""
    pieces: list[list[str | bool]] = []
    done = 0
    for start, end in find_terms(text, terms):
        pieces += [[text[done:start], False], [text[start:end], True]]
        done = end
    pieces.append([text[done:], False])
    return [piece for piece in pieces if piece[0]]


def _summary(ranking: Ranking) -> str:
    noun = "match" if ranking.mode == "keyword" else "document"
    plural = "" if ranking.total == 1 else "es" if noun == "match" else "s"
    total = f"{ranking.total:,}{'+' if ranking.total_capped else ''} {noun}{plural}"
    embed = ""
    if ranking.mode != "keyword":
        embed = f" · embed {_ms(ranking.embed_ms)}" if ranking.embed_ms else " · vector known"
    return f"{total}{embed} · search {_ms(ranking.search_ms)}"


def _ms(value: float) -> str:
    return f"{value:.0f} ms" if value >= 9.95 else f"{value:.1f} ms"


def _empty(ranking: Ranking) -> dict[str, str]:
    if ranking.mode != "keyword":
        return {"title": "No documents here", "hint": "Choose another city, or all cities."}
    if ranking.no_terms:
        return {
            "title": "No words to look for",
            "hint": "Full-text leaves out very common words such as “the” and “with”.",
        }
    return {
        "title": "No document contains any of these words",
        "hint": "Full-text finds exact words only: try others, or look at the neural side.",
    }


def _other(hit: Hit, mode: Mode, other_total: int | None) -> dict[str, str] | None:
    """Where the document stands on the other side; None when there is no other side."""
    if other_total is None or mode == "hybrid":
        return None
    side = _OTHER_SIDE[mode]
    if hit.other_rank == hit.rank:
        return {"text": "same place", "kind": "same", "title": f"Also #{hit.rank} in {side}"}
    if hit.other_rank is not None:
        text = f"#{hit.other_rank} in {side}"
        return {"text": text, "kind": "moved", "title": f"#{hit.rank} here, {text}"}
    if mode == "neural" and other_total <= RANK_DEPTH:
        title = "It shares no word with the query, so full-text cannot find it"
        return {"text": "no shared word", "kind": "alone", "title": title}
    title = f"Not among the first {RANK_DEPTH} in {side}"
    return {"text": f"not in top {RANK_DEPTH}", "kind": "alone", "title": title}


@lru_cache(maxsize=4096)
def _icon_by_slug(slug: str) -> dict[str, str] | None:
    icon = get_icon(slug)
    path = _PATH.search(icon.svg) if icon else None
    return {"path": path[1], "color": f"#{icon.hex}"} if icon and path else None


def _icon(slug: Any) -> dict[str, str] | None:
    return _icon_by_slug(slug) if isinstance(slug, str) and len(slug) <= 100 else None


def _initials(name: str) -> str:
    words = [word for word in re.split(r"[\W_]+", name) if word]
    return "".join(word[0] for word in words[:2]).upper() or name[0]
