"""A full-text score in labelled rows, notes and captions."""

from collections.abc import Callable, Sequence
from typing import TypeVar

from search.explanation.breakdown_rows import last_in_list, total_row
from search.explanation.formulas import KeywordPart
from search.explanation.model import Breakdown, BreakdownRow, Explanation, KeywordExplanation
from search.explanation.narrative import typed
from search.explanation.query_words import QueryWord
from search.labels import ENGINE_LABELS, SCORE_DECIMALS, count_text, score_text
from search.text.forms import FORM_WEIGHT
from search.text.neighbours import NEIGHBOUR_WEIGHT
from search.wording import counted, listing, quoted

_ROWS_SHOWN = 8
_MISSING_SHOWN = 5
_FORMULA = (
    "A word's points = its weight in the query × impact. Its weight is 1 for each time the query "
    f"has it; another spelling of it has {FORM_WEIGHT:g}, and two neighbouring words written as "
    f"one have {NEIGHBOUR_WEIGHT:g}. Impact = IDF × count here × (k1 + 1) / (count here + length "
    "factor). {idf} Length factor = k1 × (1 − b + b × length / average length), with lengths in "
    "words that are searched for."
)
_T = TypeVar("_T")


def keyword_breakdown(found: Explanation) -> Breakdown:
    """BM25 points by words of the query: what each earns, or why it earns nothing."""
    keyword = found.keyword
    rows = _rows(found)
    ignored = [quoted(word.word) for word in found.words if not word.term]
    return Breakdown(
        label=ENGINE_LABELS["keyword"],
        standing=_standing(keyword, listed=found.listed),
        meaning=(
            "Each word of the query that the text contains earns points: more if few documents "
            "contain it, if it occurs often in this one, and if the text is short."
        ),
        notes=[*last_in_list("keyword", keyword, found.k, " points"), *_notes(found)],
        rows=rows,
        total=total_row("keyword", rows, keyword.score),
        decimals=SCORE_DECIMALS["keyword"],
        legend=_legend(keyword) if keyword.terms else "",
        ignored=f"Too common to search for: {listing(ignored)}." if ignored else "",
        formula=[_FORMULA.format(idf=keyword.idf_formula), _constants(keyword)],
    )


def _standing(keyword: KeywordExplanation, *, listed: bool) -> str:
    points = f"{score_text('keyword', keyword.score)} points"
    if listed and keyword.rank:
        matches = counted(keyword.of, "match", "matches", capped=keyword.of_capped)
        return f"#{count_text(keyword.rank)} of {matches} · {points}"
    return f"not in this list · {points}" if keyword.terms else "not found"


def _notes(found: Explanation) -> list[str]:
    keyword, k = found.keyword, found.k
    notes = [] if keyword.terms else [_not_found(found.words, keyword.missing)]
    if keyword.needed:
        added = [quoted(typed(term, found.words)) for term in keyword.needed.terms]
        once = "once each" if len(added) > 1 else "once"
        notes.append(
            f"If it contained {listing(added)} {once}, it would have "
            f"{score_text('keyword', keyword.needed.score)} points: enough for the top {k}."
        )
    elif keyword.rank and keyword.rank > k:
        notes.append(
            f"Even if it contained all the missing words once each, it would not be in the top {k}."
            if keyword.missing
            else "It contains every word that is searched for; the documents above it contain them "
            "more often or are shorter."
        )
    return notes


def _not_found(words: Sequence[QueryWord], missing: Sequence[QueryWord]) -> str:
    if not words:
        return "The query has no words, so full-text finds nothing."
    if missing:
        return "This text contains no word of the query. Full-text compares words, not meanings."
    if any(word.term for word in words):
        return "No document contains any word of the query as it is spelled."
    return "The query has no words, so full-text finds nothing."


def _rows(found: Explanation) -> list[BreakdownRow]:
    keyword = found.keyword
    largest = sorted(keyword.terms, key=lambda part: -part.score)
    unknown = _unique([word for word in found.words if word.term and not word.documents])
    return [
        *_folded(largest, lambda part: _term(part, found), _other_terms),
        *_missing(_unique(keyword.missing), keyword.documents),
        *_folded(unknown, _unknown, _other_unknown),
    ]


def _term(part: KeywordPart, found: Explanation) -> BreakdownRow:
    word = typed(part.term, found.words)
    forms = dict.fromkeys(found.text[start:end].lower() for start, end in part.places)
    others = [form for form in forms if form != word.lower()]
    names = [quoted(each) for each in ([word] if len(forms) > len(others) else []) + others]
    spelled = f", as {listing(names)}" if others else ""
    twice = f" · weight {part.query_weight:g} in the query" if part.query_weight != 1 else ""
    documents = _in_documents(part.document_frequency, found.keyword.documents)
    return BreakdownRow(
        quoted(word), part.score, f"{part.count}× here{spelled} · {documents}{twice}"
    )


def _other_terms(parts: Sequence[KeywordPart]) -> BreakdownRow:
    points = sum(part.score for part in parts)
    return BreakdownRow(counted(len(parts), "other word"), points, kind="rest")


def _missing(words: Sequence[QueryWord], documents: int) -> list[BreakdownRow]:
    """The rarest first, which would earn most; many of them in one row."""
    rarest = sorted(words, key=lambda word: word.documents)
    if len(rarest) > _MISSING_SHOWN:
        names = listing([quoted(word.word) for word in rarest])
        label = counted(len(rarest), "other word")
        return [BreakdownRow(label, 0.0, f"not in this text: {names}", "rest")]
    return [
        BreakdownRow(
            quoted(word.word), 0.0, f"not in this text · {_in_documents(word.documents, documents)}"
        )
        for word in rarest
    ]


def _unknown(word: QueryWord) -> BreakdownRow:
    gloss = (
        "only other spellings of it are found" if word.other_spelling else "no document contains it"
    )
    return BreakdownRow(quoted(word.word), 0.0, gloss)


def _other_unknown(words: Sequence[QueryWord]) -> BreakdownRow:
    gloss = "no document contains them"
    if any(word.other_spelling for word in words):
        gloss = "no document contains them as they are spelled"
    return BreakdownRow(counted(len(words), "other word"), 0.0, gloss, "rest")


def _folded(
    items: Sequence[_T],
    row: Callable[[_T], BreakdownRow],
    rest: Callable[[Sequence[_T]], BreakdownRow],
) -> list[BreakdownRow]:
    """A row for each of the first few items and one for all the others."""
    if len(items) <= _ROWS_SHOWN + 1:
        return [row(item) for item in items]
    return [*(row(item) for item in items[:_ROWS_SHOWN]), rest(items[_ROWS_SHOWN:])]


def _unique(words: Sequence[QueryWord]) -> list[QueryWord]:
    return list({word.term: word for word in words}.values())


def _in_documents(count: int, documents: int) -> str:
    return f"in {count_text(count)} of {counted(documents, 'document')}"


def _legend(keyword: KeywordExplanation) -> str:
    together = any(len(part.places) > 1 for part in keyword.terms)
    return (
        f"The bar above a word shows the points that it earns"
        f"{', all its places together' if together else ''}. Without the commonest words, this "
        f"text has {counted(keyword.length, 'word')}; the average is "
        f"{count_text(round(keyword.average_length))}."
    )


def _constants(keyword: KeywordExplanation) -> str:
    return (
        f"N = {count_text(keyword.documents)}, k1 = {keyword.k1:g}, b = {keyword.b:g}, "
        f"length = {count_text(keyword.length)}, average length = {keyword.average_length:.6f}."
    )
