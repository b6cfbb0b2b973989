"""Where sentences begin and end."""

from sentencex import get_sentence_boundaries

from search.types import Document


def sentences(document: Document) -> list[tuple[int, int]]:
    """Where each sentence stands in a document's text, [start, end); its name is the first."""
    begin = len(document.name) + 1
    found = get_sentence_boundaries("en", document.description)
    spans = [
        (0, len(document.name)),
        *((begin + each["start_index"], begin + each["end_index"]) for each in found),
    ]
    return [span for span in (_trimmed(document.text, *span) for span in spans) if span]


def _trimmed(text: str, start: int, end: int) -> tuple[int, int] | None:
    inside = text[start:end]
    start += len(inside) - len(inside.lstrip())
    end -= len(inside) - len(inside.rstrip())
    return (start, end) if start < end else None
