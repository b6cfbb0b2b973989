"""The short texts around a list: counts and times, why it is empty, the other engine's rank."""

from pages.ui.results.payload import EmptyMessage, OtherSide
from search.labels import ENGINE_NAMES, count_text
from search.limits import RANK_DEPTH
from search.text.analyzer import Analyzer
from search.types import Hit, Mode, Ranking

_OTHER_SIDE: dict[Mode, Mode] = {"neural": "keyword", "keyword": "neural"}
_WORDS_NAMED = 6


def summary(ranking: Ranking) -> str:
    """How many, and how long it took."""
    noun = "match" if ranking.mode == "keyword" else "document"
    plural = "" if ranking.total == 1 else "es" if noun == "match" else "s"
    total = f"{count_text(ranking.total, capped=ranking.total_capped)} {noun}{plural}"
    embed = ""
    if ranking.mode != "keyword":
        embed = f" · embed {_ms(ranking.embed_ms)}" if ranking.embed_ms else " · vector known"
    return f"{total}{embed} · search {_ms(ranking.search_ms)}"


def empty(ranking: Ranking, query: str, analyzer: Analyzer) -> EmptyMessage:
    """Why a list has no hits, and what to try."""
    if ranking.mode != "keyword":
        return {"title": "No documents here", "hint": "Choose other filters, or none."}
    if ranking.no_terms:
        return {
            "title": "No words to look for",
            "hint": "The query has only punctuation or signs, and full-text searches for words.",
        }
    return {
        "title": f"No document here contains any of: {_words(query, analyzer)}",
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
            "title": "Only the neural side brought it",
        }
    if neural is None:
        return {
            "text": f"#{keyword} full-text",
            "kind": "alone",
            "title": "Only the full-text side brought it",
        }
    return {
        "text": f"#{neural} neural · #{keyword} full-text",
        "kind": "moved",
        "title": "Both sides brought it",
    }


def _words(query: str, analyzer: Analyzer) -> str:
    """The words of the query that were looked for, as they were typed."""
    tokens = analyzer.analyse_query(query)
    words = [query[t.start : t.end] for t in tokens if t.weight and t.role != "form"]
    named = list(dict.fromkeys(words))
    more = ", …" if len(named) > _WORDS_NAMED else ""
    return ", ".join(named[:_WORDS_NAMED]) + more


def _ms(value: float) -> str:
    return f"{value:.0f} ms" if value >= 9.95 else f"{value:.1f} ms"
