"""Reading TREC runs made elsewhere, and writing runs made here."""

import math
from collections.abc import Iterable, Mapping, Sequence

from search.errors import InputError
from search.evaluation.files.lines import text_of, wrong
from search.export import trec
from search.limits import RANK_DEPTH

_FIELDS = 6
_LONGEST_RUN = 10_000_000

Rankings = Mapping[str, Sequence[str]]
"""By query id, source ids of documents, the best first."""


def read_run(content: bytes, name: str) -> dict[str, list[str]]:
    """The rankings of a TREC run, each cut after RANK_DEPTH documents.

    Documents are ordered as evaluators order them, by descending score whatever the rank says,
    equal scores by descending document id (trec_eval).

    Raises:
        InputError: a line cannot be used, or lists a document again for the same query.
    """
    scores: dict[str, dict[str, float]] = {}
    for number, line in enumerate(text_of(content, name).split("\n"), start=1):
        fields = line.split()
        if not fields:
            continue
        if number > _LONGEST_RUN:
            raise wrong(name, number, f"a run has up to {_LONGEST_RUN:,} lines")
        if len(fields) != _FIELDS:
            raise wrong(
                name,
                number,
                f"expected the {_FIELDS} fields of a TREC run (query Q0 document rank score tag); "
                f"found {len(fields)}",
            )
        query, _, document, _, score, _ = fields
        ranked = scores.setdefault(query, {})
        if document in ranked:
            raise wrong(name, number, f"document {document!r} is listed twice for query {query!r}")
        ranked[document] = _score(score, name, number)
    if not scores:
        raise InputError(f"{name}: there is no result in it.")
    return {query: _ordered(ranked) for query, ranked in scores.items()}


def write_run(rankings: Rankings, tag: str) -> str:
    """The rankings as a TREC run whose scores are 1 / rank: every evaluator keeps the order."""
    word = trec.word(tag)
    lines = []
    for query, ranked in rankings.items():
        scores = trec.decreasing(1 / rank for rank in range(1, len(ranked) + 1))
        for rank, (document, score) in enumerate(zip(ranked, scores, strict=True), start=1):
            lines.append(f"{trec.word(query)} Q0 {trec.word(document)} {rank} {score} {word}\n")
    return "".join(lines)


def _score(text: str, name: str, line: int) -> float:
    try:
        score = float(text)
    except ValueError:
        raise wrong(name, line, f"score: expected a number, found {text[:40]!r}") from None
    if not math.isfinite(score):
        raise wrong(name, line, "score: it is not finite")
    return score


def _ordered(ranked: Mapping[str, float]) -> list[str]:
    by_id = sorted(ranked, reverse=True)
    return sorted(by_id, key=ranked.__getitem__, reverse=True)[:RANK_DEPTH]


def known_as(names: Iterable[str], known: frozenset[str]) -> dict[str, str]:
    """From each name in a file of TREC words to the id that it stands for.

    That is the name itself, or what it reads like without %XX where only that is known.
    """
    plain = {name: trec.plain(name) for name in names}
    return {
        name: unquoted if name not in known and unquoted in known else name
        for name, unquoted in plain.items()
    }
