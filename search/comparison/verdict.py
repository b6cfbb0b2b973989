"""The sentence above two lists: what they share and what moved most."""

from collections.abc import Sequence

from search.nouns import DOCUMENT, Noun
from search.retrieval.notes import readable_note
from search.types import Hit, Mover


def biggest_mover(neural: Sequence[Hit], keyword: Sequence[Hit]) -> Mover | None:
    """The shown document whose two ranks differ most; None when all shown agree or stand alone."""
    pairs = [(hit.document, hit.rank, hit.other_rank) for hit in neural]
    pairs += [(hit.document, hit.other_rank or 0, hit.rank) for hit in keyword if hit.other_rank]
    moved = [(d, a, b) for d, a, b in pairs if b is not None and a != b]
    if not moved:
        return None
    document, a, b = max(moved, key=lambda m: (abs(m[1] - m[2]), -min(m[1], m[2]), m[0].id))
    return Mover(document.title, a, b)


def verdict(
    neural: Sequence[Hit],
    keyword: Sequence[Hit],
    k: int,
    shared: int,
    mover: Mover | None,
    noun: Noun = DOCUMENT,
) -> str:
    """One plain sentence about the two lists of what ``noun`` says; facts only, no judgement."""
    if not neural and not keyword:
        return "Nothing to compare: neither side found anything."
    if not keyword:
        return "Nothing to compare: full-text found nothing."
    if not neural:
        return "Nothing to compare: only full-text found something."
    size = max(len(neural), len(keyword))
    if [hit.document.id for hit in neural] == [hit.document.id for hit in keyword]:
        if size == 1:
            return f"Both sides show the same {noun.one}."
        return f"Both sides show the same {noun.counted(size)} in the same order."
    return f"{_first(neural, keyword, shared, size)}{_moved(mover)}."


def with_reservations(sentence: str, readable: float, unknown: Sequence[tuple[str, str]]) -> str:
    """The verdict where a value of the filter is unknown, or the model cannot read the query.

    Args:
        sentence: the verdict on the lists.
        readable: the share of the query that the model can read, 0 to 1.
        unknown: fields and values of the filter that no document has.
    """
    if unknown and sentence.startswith("Nothing"):
        field, value = unknown[0]
        return f"Nothing to compare: no document has “{value}” as its {field}."
    if readable <= 0:
        return f"{sentence} {readable_note(readable, 'this query')}"
    return sentence


def _first(neural: Sequence[Hit], keyword: Sequence[Hit], shared: int, size: int) -> str:
    if shared == 0:
        return f"The two sides share none of their top {size}"
    text = f"{shared} of {size} {'is' if shared == 1 else 'are'} on both sides"
    if neural[0].document.id == keyword[0].document.id:
        return f"Both put {neural[0].document.title} first; {text}"
    return text[0].upper() + text[1:]


def _moved(mover: Mover | None) -> str:
    if mover is None:
        return ""
    name, a, b = mover
    return f"; {name} is #{a} in neural and #{b} in full-text"
