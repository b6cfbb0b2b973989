"""A neural score in labelled rows, notes and captions."""

from collections.abc import Sequence

from search.explanation.attribution import TextShare, bare
from search.explanation.breakdown_rows import last_in_list, total_row
from search.explanation.model import Breakdown, BreakdownRow, Explanation, NeuralExplanation
from search.labels import ENGINE_LABELS, SCORE_DECIMALS, count_text, score_text
from search.retrieval.notes import readable_note
from search.wording import counted, quoted

_WORDS_SHOWN = 6
_MEANING = (
    "The score says how similar the meaning of the text is to that of the query: 1 is the same, 0 "
    "has nothing in common. Every word of the text contributes a part of it."
)
_FORMULA = [
    "The model splits words into pieces and gives each piece a vector. The text's vector is the "
    "mean of these vectors, scaled to length 1. The score is the dot product of the query's vector "
    "and the text's, so it is a sum over pieces: a piece's share is (query · piece) / (number of "
    "pieces × length of the mean), and a word's share is the sum over its pieces."
]


def neural_breakdown(found: Explanation) -> Breakdown:
    """A cosine by words: the largest shares, the other words together, and the model's marks."""
    neural = found.neural
    rows = _rows(neural) if neural.additive else []
    return Breakdown(
        label=ENGINE_LABELS["neural"],
        standing=_standing(neural, listed=found.listed),
        meaning=_MEANING if neural.readable else readable_note(neural.readable, "its text"),
        notes=[*last_in_list("neural", neural, found.k), *filter(None, [neural.problem])],
        rows=rows,
        total=total_row("neural", rows, neural.score),
        decimals=SCORE_DECIMALS["neural"],
        legend=_legend(neural),
        ignored="",
        formula=_FORMULA if neural.additive else [],
    )


def _standing(neural: NeuralExplanation, *, listed: bool) -> str:
    place = "not in this list"
    if listed and neural.rank:
        of = count_text(neural.of, capped=neural.of_capped)
        place = f"#{count_text(neural.rank)} of {of}"
    return f"{place} · {score_text('neural', neural.score)}"


def _rows(neural: NeuralExplanation) -> list[BreakdownRow]:
    named = _largest(neural.words)
    shown = {word for places in named for word in places}
    others = [word for word in neural.words if word not in shown]
    marks = BreakdownRow(
        "begin and end", neural.marks, "two marks that the model puts around every text", "rest"
    )
    return [*map(_word, named), *([_rest(others)] if others else []), marks]


def _largest(words: Sequence[TextShare]) -> list[list[TextShare]]:
    """The places of the largest words, spelled the same but for case and punctuation.

    Words are ordered by their strongest place: by their sums, “the” would lead in any long text.
    """
    places: dict[str, list[TextShare]] = {}
    for word in sorted(words, key=lambda word: -word.share):
        key = (bare(word.text) or word.text).casefold()
        if key in places:
            places[key].append(word)
        elif len(places) < _WORDS_SHOWN and word.share > 0:
            places[key] = [word]
    return list(places.values())


def _word(places: Sequence[TextShare]) -> BreakdownRow:
    written = places[0].text
    times = f" {len(places)}×" if len(places) > 1 else ""
    share = sum(place.share for place in places)
    return BreakdownRow(f"{quoted(bare(written) or written)}{times}", share)


def _rest(words: Sequence[TextShare]) -> BreakdownRow:
    away = sum(word.share < 0 for word in words)
    gloss = ""
    if away:
        verbs = "points away from the query and lowers" if away == 1 else "point away and lower"
        gloss = f"{count_text(away)} of them {verbs} the score"
    share = sum(word.share for word in words)
    return BreakdownRow(counted(len(words), "other word"), share, gloss, "rest")


def _legend(neural: NeuralExplanation) -> str:
    underlined = ""
    if neural.strongest:
        share = score_text("neural", neural.strongest.share)
        underlined = f"Underlined: the sentence that contributes most, {share}."
    elif neural.closest:
        cosine = score_text("neural", neural.closest.share)
        underlined = f"Underlined: the sentence closest to the query on its own, {cosine}."
    if not neural.additive:
        return underlined
    below = any(word.share < 0 for word in neural.words)
    bars = (
        f"The bar above a word shows what it contributes"
        f"{', a grey bar below it what it takes away' if below else ''}; the model reads each word "
        "together with those around it."
    )
    return f"{bars} {underlined}".rstrip()
