"""Where the terms of a query stand in a text."""

from collections.abc import Collection

from search.text.analyzer import analyse


def find_terms(text: str, terms: Collection[str]) -> list[tuple[int, int]]:
    """Where in ``text`` any of ``terms`` stands: sorted [start, end), touching ones merged."""
    if not terms:
        return []
    spans: list[tuple[int, int]] = []
    for term, start, end in analyse(text):
        if term not in terms:
            continue
        if spans and start <= spans[-1][1]:
            spans[-1] = (spans[-1][0], max(end, spans[-1][1]))
        else:
            spans.append((start, end))
    return spans
