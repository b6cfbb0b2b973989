"""Where the terms of a query stand in a text."""

from collections.abc import Collection

from search.text.analyzer import DEFAULT, Analyzer


def find_terms(
    text: str, terms: Collection[str], analyzer: Analyzer = DEFAULT
) -> list[tuple[int, int]]:
    """Where in ``text`` any of ``terms`` stands: sorted [start, end), touching ones merged.

    ``analyzer`` is the one that made the terms: that of the dataset.
    """
    if not terms:
        return []
    spans: list[tuple[int, int]] = []
    for term, start, end, _, _ in analyzer.analyse(text):
        if term not in terms:
            continue
        if spans and start <= spans[-1][1]:
            spans[-1] = (spans[-1][0], max(end, spans[-1][1]))
        else:
            spans.append((start, end))
    return spans
