"""An evaluation as text for a terminal."""

from collections.abc import Iterable, Sequence

from search.evaluation.result import Evaluation, PairResult, SliceResult
from search.labels import number
from search.text.printable import printable

_DECIMALS = 3
_NONE = "–"


def lines(evaluation: Evaluation, changes: Sequence[PairResult]) -> list[str]:
    """The table, the pairs, the slices, what is missing, and the sentence."""
    manifest, coverage = evaluation.manifest, evaluation.coverage
    head = (
        f"{manifest.dataset} · {manifest.documents:,} documents · {manifest.query_set} · "
        f"{coverage.judged:,} of {coverage.queries:,} queries judged · "
        f"{coverage.judgments:,} judgments"
    )
    condensed = ["Only judged documents are counted (condensed lists)."] * evaluation.condensed
    parts = [
        [head, *condensed],
        _engines(evaluation),
        _pairs(evaluation, f"{evaluation.primary}: difference", evaluation.pairs),
        _pairs(evaluation, f"{evaluation.primary}: change since the baseline", changes),
        _slices(evaluation),
        [*_missing(evaluation), *evaluation.notes, *_resolution(evaluation)],
        [evaluation.sentence],
    ]
    return [printable(line) for part in parts if part for line in [*part, ""]][:-1]


def _engines(evaluation: Evaluation) -> list[str]:
    measures = list(evaluation.engines[0].means) if evaluation.engines else []
    rows = [["engine", *measures, "no results", "p50 ms", "p95 ms"]]
    for engine in evaluation.engines:
        latency = engine.latency
        times = [f"{latency.p50:.1f}", f"{latency.p95:.1f}"] if latency else [_NONE, _NONE]
        means = [number(engine.means[measure], _DECIMALS) for measure in measures]
        rows.append([engine.label, *means, f"{engine.without_results:,}", *times])
    return _table(rows)


def _pairs(evaluation: Evaluation, title: str, pairs: Sequence[PairResult]) -> list[str]:
    if not pairs:
        return []
    labels = {engine.name: engine.label for engine in evaluation.engines}
    rows = [[title, "mean", "95 % interval", "p (Holm)", "win/tie/loss", "p (sign)", "verdict"]]
    rows += [
        [
            f"{labels.get(pair.left, pair.left)} − {labels.get(pair.right, pair.right)}",
            signed(pair.difference),
            _interval(pair.low, pair.high),
            f"{pair.adjusted_p:.4f}",
            f"{pair.wins}/{pair.ties}/{pair.losses}",
            f"{pair.sign_p:.4f}",
            pair.verdict,
        ]
        for pair in pairs
    ]
    return _table(rows)


def _slices(evaluation: Evaluation) -> list[str]:
    if not evaluation.slices:
        return []
    head = ["slice", "queries", *(engine.label for engine in evaluation.engines)]
    return _table([head, *(_slice(part, evaluation) for part in evaluation.slices)])


def _slice(part: SliceResult, evaluation: Evaluation) -> list[str]:
    means = [number(part.means[engine.name], _DECIMALS) for engine in evaluation.engines]
    return [f"{part.group}: {part.name}", f"{part.queries:,}", *means]


def _missing(evaluation: Evaluation) -> list[str]:
    coverage = evaluation.coverage
    said = []
    for count, names, what in (
        (coverage.unknown_queries, coverage.unknown_query_ids, "judged queries are not in the set"),
        (
            coverage.unknown_documents,
            coverage.unknown_document_ids,
            "judged documents are not in the dataset",
        ),
    ):
        if count:
            more = ", …" if count > len(names) else ""
            said.append(f"{count:,} {what}: {', '.join(names)}{more}")
    return said


def _resolution(evaluation: Evaluation) -> list[str]:
    found = evaluation.resolution
    if found.observed is None:
        return []
    said = f"These queries can show differences from {number(found.observed, _DECIMALS)} on"
    if found.more_queries:
        said += (
            f"; to see {number(found.meaningful, _DECIMALS)} you need about "
            f"{found.more_queries:,} more judged queries"
        )
    return [f"{said}."]


def signed(value: float) -> str:
    """A difference with its sign.

    >>> signed(0.0312), signed(-0.5), signed(0.0001)
    ('+0.031', '−0.500', '0.000')
    """
    text = number(value, _DECIMALS)
    return f"+{text}" if float(text.replace("−", "-")) > 0 else text


def _interval(low: float | None, high: float | None) -> str:
    return _NONE if low is None or high is None else f"{signed(low)} to {signed(high)}"


def _table(rows: Sequence[Sequence[str]]) -> list[str]:
    """Columns as wide as their widest cell; all but the first are aligned to the right."""
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    return ["  ".join(_cells(row, widths)).rstrip() for row in rows]


def _cells(row: Sequence[str], widths: Sequence[int]) -> Iterable[str]:
    for at, (cell, width) in enumerate(zip(row, widths, strict=True)):
        yield cell.rjust(width) if at else cell.ljust(width)
