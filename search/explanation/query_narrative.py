"""How a query was read, in sentences and labels: facts and numbers only, no judgement."""

from search.explanation.baseline import NeuralReference
from search.explanation.model import QueryExplanation, ReferenceLabels
from search.explanation.query_words import QueryWord
from search.labels import count_text, number, score_text
from search.wording import MOST_NAMED, counted, listing, quoted_list


def reading(found: QueryExplanation) -> list[str]:
    """What both engines read in a query, and what its best neural score is worth."""
    ignored = [word.word for word in found.words if not word.term]
    unknown = [word for word in found.words if word.absent]
    lines = [
        _searched(found.words),
        _ignored(ignored) if ignored else "",
        *(_unknown(word) for word in unknown[:MOST_NAMED]),
        "The model read only the beginning of this text." if found.truncated else "",
        *found.notes,
        *(_reference(found.reference) if found.reference else ()),
    ]
    return [line for line in lines if line]


def reference_labels(reference: NeuralReference) -> ReferenceLabels:
    """The same reference as short labels."""
    best = score_text("neural", reference.best)
    return ReferenceLabels(
        best=f"Top score {_short(reference.best)}",
        this_query=f"this query {best}",
        typical=f"noise level {_short(reference.typical)}",
        warning="not above the noise" if reference.no_better else "",
        scale=(
            f"Best neural score of {counted(len(reference.unrelated), 'query', 'queries')} made of "
            "unrelated words (thin) and of this query (thick)"
        ),
    )


def _short(score: float) -> str:
    """A cosine with the decimals that are enough to judge it."""
    return number(score, 2)


def _searched(words: list[QueryWord]) -> str:
    used = [word for word in words if word.documents]
    if used:
        return f"Full-text searched for {listing([_counted(word) for word in used])}."
    if any(word.term for word in words):
        return "Full-text found none of the words that it searched for."
    return "Full-text had no words to search for."


def _ignored(words: list[str]) -> str:
    verb = "are" if len(set(words)) > 1 else "is"
    return f"It ignored {quoted_list(words)}, which {verb} too common to tell documents apart."


def _unknown(word: QueryWord) -> str:
    absent = f"No document contains “{word.word}”."
    if not word.near:
        return absent
    near = [f"“{each.word}” (in {counted(each.documents, 'document')})" for each in word.near]
    return f"{absent} Similar {'spelling' if len(near) == 1 else 'spellings'}: {listing(near)}."


def _counted(word: QueryWord) -> str:
    stem = f" as “{word.term}”" if word.term != word.word.casefold() else ""
    return f"“{word.word}”{stem} (in {word.counts})"


def _reference(reference: NeuralReference) -> list[str]:
    verb = "scores" if reference.as_good == 1 else "score"
    lines = [
        f"The best neural score is {score_text('neural', reference.best)}. The noise level is "
        f"{score_text('neural', reference.typical)}: half of "
        f"{counted(len(reference.unrelated), 'query', 'queries')} made of unrelated words score "
        "that or more on this dataset; "
        f"{count_text(reference.as_good)} {verb} at least as high as this one."
    ]
    if reference.no_better:
        lines.append(
            "The query's best score is not above that level, so it is no sign that any document "
            "matches."
        )
    return lines
