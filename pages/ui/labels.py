"""The short texts around a list: counts and times, why it is empty, the other engine's rank."""

from pages.ui.results.payload import EmptyMessage, OtherSide
from search.labels import ENGINE_NAMES, count_text
from search.limits import RANK_DEPTH
from search.retrieval.query import searched_words
from search.text.analyzer import Analyzer
from search.types import Hit, Mode, Ranking
from search.wording import counted, listing, quoted

_OTHER_SIDE: dict[Mode, Mode] = {"neural": "keyword", "keyword": "neural"}


def summary(ranking: Ranking) -> str:
    """How many documents the engine lists, and how long it took."""
    found = count_text(ranking.total, capped=ranking.total_capped) + " ranked"
    if ranking.mode == "keyword":
        found = counted(ranking.total, "match", "matches", capped=ranking.total_capped)
    return f"{found} · {_ms(ranking.search_ms)}"


def timing(ranking: Ranking) -> str:
    """What the time in the summary is, and what it leaves out."""
    searched = f"The engine took {_ms(ranking.search_ms)}"
    if ranking.mode == "keyword":
        return f"{searched}."
    made = f"took {_ms(ranking.embed_ms)}" if ranking.embed_ms else "was known already"
    return f"{searched}; the query's vector {made}."


def empty(ranking: Ranking, query: str, analyzer: Analyzer) -> EmptyMessage:
    """Why a list has no hits, and what to try."""
    if ranking.mode != "keyword":
        return {"title": "No documents here", "hint": "Choose other filters, or none."}
    if ranking.no_terms:
        return {
            "title": "No words to search for",
            "hint": "The query has only punctuation or signs, and full-text searches for words.",
        }
    words = listing([quoted(word) for word in searched_words(query, analyzer)], "or")
    return {
        "title": f"No document here contains {words}",
        "hint": "Full-text finds words, not meanings: try other words or fewer filters, "
        "or look at the neural side.",
    }


def other_side(hit: Hit, mode: Mode, other_total: int | None) -> OtherSide | None:
    """Where the document stands on the other side, or in hybrid on both."""
    if hit.ranks is not None:
        return _both_sides(hit.ranks.neural, hit.ranks.keyword)
    if other_total is None or mode == "hybrid":
        return None
    side = ENGINE_NAMES[_OTHER_SIDE[mode]]
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


def _both_sides(neural: int | None, keyword: int | None) -> OtherSide:
    if keyword is None:
        return {
            "text": f"#{neural} neural",
            "kind": "alone",
            "title": "Only neural found it",
        }
    if neural is None:
        return {
            "text": f"#{keyword} full-text",
            "kind": "alone",
            "title": "Only full-text found it",
        }
    return {
        "text": f"#{neural} neural · #{keyword} full-text",
        "kind": "moved",
        "title": "Both engines found it",
    }


def _ms(value: float) -> str:
    return f"{value:.0f} ms" if value >= 9.95 else f"{value:.1f} ms"
