"""An explanation of a document in sentences: facts and numbers only, no judgement."""

from collections.abc import Sequence

from search.explanation.attribution import Share, bare
from search.explanation.formulas import KeywordPart
from search.explanation.model import Explanation, HybridExplanation, NeuralExplanation
from search.explanation.query_words import QueryWord
from search.explanation.strongest import strongest_words
from search.labels import ENGINE_NAMES, count_text, score_text
from search.limits import RANK_DEPTH
from search.retrieval.notes import readable_note
from search.retrieval.query import EncodedQuery
from search.text.analyzer import DEFAULT, Analyzer
from search.types import Document
from search.wording import counted, listing, quoted_list

_EXCERPT = 100


def why(found: Explanation, analyzer: Analyzer = DEFAULT) -> str:
    """Where a document stands for each engine, what contributes to that, and what is missing.

    The stop words of ``analyzer``, the dataset's, are not among the top words.
    """
    sentences = [
        found.left_out,
        *_neural(found, analyzer),
        *_keyword(found),
        _hybrid(found.hybrid) if found.listed else "",
    ]
    return " ".join(sentence for sentence in sentences if sentence)


def typed(term: str, words: Sequence[QueryWord]) -> str:
    """A term as the query spells it."""
    return next((word.word for word in words if word.term == term), term)


def left_out(query: EncodedQuery, document: Document) -> str:
    """Why the lists, or that of full-text, cannot contain the document; empty if they can."""
    lists = "the lists"
    if document.id == query.exclude:
        reason = "they show the documents most similar to it"
    elif not query.filter.passes_fields(document):
        reason = "it does not match the filter"
    elif document.id in query.filter.without:
        reason = f"it contains {listing(_quoted(query.typed.excluded), 'or')}"
    elif not query.filter.passes_id(document.id):
        reason = f"it does not contain {listing(_quoted(query.typed.required))}"
    elif not query.keyword_lists(document):
        lists = "the full-text list"
        reason = f"the phrase {listing(_quoted(query.typed.phrases))} does not stand in it"
    else:
        return ""
    return f"This document is not in {lists} because {reason}."


def _quoted(words: Sequence[str]) -> list[str]:
    return [f"“{word}”" for word in words]


def _neural(found: Explanation, analyzer: Analyzer) -> list[str]:
    neural, name = found.neural, f"“{found.document.title}”"
    score = score_text("neural", neural.score)
    if neural.rank:
        rank, of = count_text(neural.rank), count_text(neural.of)
        lines = [f"{name} ranks #{rank} of {of} in neural with a score of {score}."]
    else:
        lines = [f"{name} has a neural score of {score}."]
    if neural.rank and neural.rank > found.k and neural.cutoff is not None:
        last, own = round(neural.cutoff, 3), round(neural.score, 3)
        cutoff = score_text("neural", last)
        # The gap between the numbers shown: the exact one, rounded, may look like a mistake.
        gap = score_text("neural", last - own)
        below = f"That is {gap} below #{found.k}, which scores {cutoff}."
        lines.append(f"#{found.k} also scores {cutoff}." if last == own else below)
    return [*lines, *_neural_parts(neural, found.document, analyzer)]


def _neural_parts(neural: NeuralExplanation, document: Document, analyzer: Analyzer) -> list[str]:
    unread = readable_note(neural.readable, "its text")
    if not neural.readable:
        return [unread]
    lines = [unread] if unread else []
    if neural.additive:
        text = document.text
        top = strongest_words(neural.words, text, analyzer)
        if top:
            words = quoted_list([bare(text[word.start : word.end]) for word in top])
            lines.append(f"Top {'word' if len(top) == 1 else 'words'}: {words}.")
        best = neural.strongest
        if best and len(neural.sentences) > 2:
            lines.append(f"The sentence that contributes most is {_scored(document, best)}.")
    else:
        lines.append(neural.problem)
        if neural.closest:
            closest = _scored(document, neural.closest)
            lines.append(f"The sentence closest to the query on its own is {closest}.")
    if neural.truncated:
        lines.append("The model read only the beginning of its text.")
    return lines


def _scored(document: Document, sentence: Share) -> str:
    return f"{_excerpt(document, sentence)} ({score_text('neural', sentence.share)})"


def _excerpt(document: Document, span: Share) -> str:
    """A passage of a document in quotation marks, on one line, cut after 100 characters."""
    text = " ".join(document.text[span.start : span.end].split())
    return f"“{text}”" if len(text) <= _EXCERPT else f"“{text[:_EXCERPT]}…”"


def _keyword(found: Explanation) -> list[str]:
    keyword = found.keyword
    if not keyword.terms:
        return [_not_found(found), _needed(found)]
    place = "In full-text it has"
    if keyword.rank:
        matches = counted(keyword.of, "match", "matches", capped=keyword.of_capped)
        place = f"In full-text it ranks #{count_text(keyword.rank)} of {matches} with"
    largest = sorted(keyword.terms, key=lambda part: -part.score)
    points = listing([_points(part, found.words) for part in largest])
    lines = [f"{place} {score_text('keyword', keyword.score)} points: {points}."]
    if keyword.rank and keyword.rank > found.k and keyword.cutoff is not None:
        lines.append(f"#{found.k} has {score_text('keyword', keyword.cutoff)} points.")
    if keyword.missing:
        missing = quoted_list([word.word for word in keyword.missing])
        lines.append(f"It does not contain {missing}.")
    return [*lines, _needed(found)]


def _not_found(found: Explanation) -> str:
    searched = [word.word for word in found.words if word.term]
    if not searched:
        return "Full-text finds nothing because the query has no words."
    return (
        "Full-text does not find it because it contains none of the query's words "
        f"({quoted_list(searched)})."
    )


def _needed(found: Explanation) -> str:
    needed = found.keyword.needed
    if not needed:
        return ""
    words = quoted_list([typed(term, found.words) for term in needed.terms])
    once = "once" if len(needed.terms) == 1 else "once each"
    return (
        f"If it contained {words} {once}, it would have {score_text('keyword', needed.score)} "
        f"points, enough for the top {found.k}."
    )


def _hybrid(hybrid: HybridExplanation) -> str:
    if not hybrid.parts and hybrid.weight in (0, 1):
        engine = ENGINE_NAMES["neural" if hybrid.weight else "keyword"]
        return (
            f"With this weight, hybrid uses only the top {RANK_DEPTH} of {engine}, and this "
            "document is not among them."
        )
    if not hybrid.parts:
        return f"Hybrid combines the top {RANK_DEPTH} of both sides; this document is in neither."
    sums = " + ".join(
        f"{part.weight:.4g} / ({hybrid.rrf_k} + {part.rank})" for part in hybrid.parts
    )
    return f"In hybrid it ranks #{hybrid.rank}: {sums} = {score_text('hybrid', hybrid.score)}."


def _points(part: KeywordPart, words: Sequence[QueryWord]) -> str:
    documents = counted(part.document_frequency, "document")
    word = typed(part.term, words)
    return f"{score_text('keyword', part.score)} for “{word}” (in {documents})"
