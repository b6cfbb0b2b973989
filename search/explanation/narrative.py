"""An explanation in plain sentences: facts and numbers only, no judgement."""

from collections.abc import Sequence

from search.explanation.attribution import Share, bare
from search.explanation.formulas import KeywordPart
from search.explanation.model import (
    Explanation,
    HybridExplanation,
    NeuralExplanation,
    NeuralReference,
    QueryExplanation,
    QueryWord,
)
from search.limits import RANK_DEPTH
from search.types import Document

_STRONGEST = 3
_NAMED = 6
_EXCERPT = 100


def why(found: Explanation) -> str:
    """Where a document stands on each side, what brought it there, and what it lacks."""
    sentences = [
        _left_out(found),
        *_neural(found),
        *_keyword(found),
        _hybrid(found.hybrid) if found.listed else "",
    ]
    return " ".join(sentence for sentence in sentences if sentence)


def reading(found: QueryExplanation) -> list[str]:
    """What both engines read in a query, and what its best neural score is worth."""
    used = [word for word in found.words if word.documents]
    dropped = [word.word for word in found.words if not word.term]
    unknown = [word for word in found.words if word.term and not word.documents]
    lines = [
        f"Full-text looked for {_many([_counted(word) for word in used])}."
        if used
        else "Full-text found none of the words that it looked for."
        if unknown
        else "Full-text had nothing to look for.",
        f"It left out {_words(dropped)}, too common to tell documents apart." if dropped else "",
        *(_unknown(word) for word in unknown[:_NAMED]),
        "The model read only the beginning of this text." if found.truncated else "",
        *(_reference(found.reference) if found.reference else ()),
    ]
    return [line for line in lines if line]


def strongest_words(parts: Sequence[Share], document: Document) -> list[str]:
    """The words with the largest positive shares, without the punctuation around them."""
    named: dict[str, str] = {}
    for part in sorted(parts, key=lambda part: -part.share):
        word = bare(document.text[part.start : part.end])
        if word and part.share > 0:
            named.setdefault(word.casefold(), word)
    return list(named.values())[:_STRONGEST]


def _left_out(found: Explanation) -> str:
    if found.asked_for:
        return "This document is not in the lists: it is the one whose neighbours they show."
    return "" if found.listed else "This document is not in the lists: the filter leaves it out."


def _neural(found: Explanation) -> list[str]:
    neural, name = found.neural, f"“{found.document.title}”"
    standing = neural.standing
    if standing.rank:
        place = f"is #{standing.rank:,} of {standing.of:,} in neural, with a score of"
    else:
        place = "has a neural score of"
    lines = [f"{name} {place} {standing.score:.3f}."]
    if standing.rank and standing.rank > found.k and standing.cutoff is not None:
        last, own = round(standing.cutoff, 3), round(standing.score, 3)
        # The gap between the numbers shown: the exact one, rounded, may look like a mistake.
        below = f"That is {last - own:.3f} below #{found.k}, which has {last:.3f}."
        lines.append(f"#{found.k} has {last:.3f}, too." if last == own else below)
    return [*lines, *_neural_parts(neural, found.document)]


def _neural_parts(neural: NeuralExplanation, document: Document) -> list[str]:
    lines = []
    if neural.parts:
        words = strongest_words(neural.parts.words, document)
        if words:
            most = "words that bring most are" if len(words) > 1 else "word that brings most is"
            lines.append(f"Its {most} {_words(words)}.")
        best = neural.parts.strongest
        if best and len(neural.parts.sentences) > 2:
            said = _excerpt(document, best)
            lines.append(f"The sentence that brings most is {said} ({best.share:.3f}).")
    else:
        lines.append(neural.problem)
        if neural.closest:
            said = _excerpt(document, neural.closest)
            lines.append(f"Its closest sentence by itself is {said} ({neural.closest.share:.3f}).")
    if neural.truncated:
        lines.append("The model read only the beginning of its text.")
    return lines


def _keyword(found: Explanation) -> list[str]:
    standing = found.keyword.standing
    if not found.keyword.parts:
        return [_unfound(found), _needed(found)]
    if standing.rank:
        of = f"{standing.of:,}{'+' if standing.of_capped else ''}"
        noun = "match" if standing.of == 1 else "matches"
        place = f"In full-text it is #{standing.rank:,} of {of} {noun}, with"
    else:
        place = "In full-text it has"
    points = _many([_points(part, found.words) for part in _largest(found.keyword.parts)])
    lines = [f"{place} {standing.score:.2f} points: {points}."]
    if standing.rank and standing.rank > found.k and standing.cutoff is not None:
        lines.append(f"#{found.k} has {standing.cutoff:.2f}.")
    lacks = list(dict.fromkeys(word.word for word in found.keyword.missing))
    if lacks:
        lines.append(f"It does not contain {_words(lacks)}.")
    return [*lines, _needed(found)]


def _unfound(found: Explanation) -> str:
    looked_for = [word.word for word in found.words if word.term]
    if not found.words:
        return "Full-text finds nothing: the query has no words."
    if not looked_for:
        return "Full-text finds nothing: every word of the query is too common to look for."
    return f"Full-text cannot find it: it contains no word of the query ({_words(looked_for)})."


def _needed(found: Explanation) -> str:
    needed = found.keyword.needed
    if not needed:
        return ""
    words = _words([_typed(term, found.words) for term in needed.terms])
    once = "once" if len(needed.terms) == 1 else "once each"
    return (
        f"With {words} {once} it would have {needed.score:.2f} points, "
        f"enough for the top {found.k}."
    )


def _hybrid(hybrid: HybridExplanation) -> str:
    if not hybrid.parts and hybrid.weight in (0, 1):
        side = "neural" if hybrid.weight else "full-text"
        return (
            f"With this weight hybrid takes {side}'s first {RANK_DEPTH} only, and it is not there."
        )
    if not hybrid.parts:
        return f"Hybrid takes the first {RANK_DEPTH} of each side, and it is in neither."
    sums = " + ".join(
        f"{part.weight:.4g} / ({hybrid.rrf_k} + {part.rank})" for part in hybrid.parts
    )
    return f"In hybrid it is #{hybrid.rank}: {sums} = {hybrid.score:.4f}."


def _reference(reference: NeuralReference) -> list[str]:
    lines = [
        f"The best neural score is {reference.best:.3f}. Of {len(reference.unrelated)} queries "
        f"made of unrelated words, half get {reference.typical:.3f} or more on this collection; "
        f"{reference.as_good} {'gets' if reference.as_good == 1 else 'get'} at least as much as "
        "this one."
    ]
    if reference.no_better:
        lines.append(
            "The neural side did no better than for unrelated words: its scores are no sign that "
            "anything here fits."
        )
    return lines


def _unknown(word: QueryWord) -> str:
    if not word.near:
        return f"No document contains “{word.word}”."
    near = _many([f"“{each.word}” ({_documents(each.documents)})" for each in word.near])
    return f"No document contains “{word.word}”; spelled nearly so: {near}."


def _counted(word: QueryWord) -> str:
    stem = f" as “{word.term}”" if word.term != word.word.casefold() else ""
    return f"“{word.word}”{stem} ({_documents(word.documents)})"


def _points(part: KeywordPart, words: Sequence[QueryWord]) -> str:
    return (
        f"{part.score:.2f} for “{_typed(part.term, words)}” ({_documents(part.document_frequency)})"
    )


def _largest(parts: Sequence[KeywordPart]) -> list[KeywordPart]:
    return sorted(parts, key=lambda part: -part.score)


def _typed(term: str, words: Sequence[QueryWord]) -> str:
    return next((word.word for word in words if word.term == term), term)


def _documents(count: int) -> str:
    return f"in {count:,} document{'' if count == 1 else 's'}"


def _excerpt(document: Document, span: Share) -> str:
    text = " ".join(document.text[span.start : span.end].split())
    return f"“{text}”" if len(text) <= _EXCERPT else f"“{text[:_EXCERPT]}…”"


def _words(words: Sequence[str]) -> str:
    return _many([f"“{word}”" for word in dict.fromkeys(words)])


def _many(items: Sequence[str]) -> str:
    """Items with commas and “and”; beyond a few, how many more there are."""
    shown, more = list(items[:_NAMED]), len(items) - _NAMED
    if more > 0:
        return f"{', '.join(shown)} and {more} more"
    return " and ".join(filter(None, [", ".join(shown[:-1]), *shown[-1:]]))
