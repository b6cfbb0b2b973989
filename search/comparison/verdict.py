"""The sentence above two lists: what they share and what moved most."""

from collections.abc import Sequence

from search.labels import ENGINE_NAMES
from search.nouns import DOCUMENT, Noun
from search.retrieval.notes import readable_note
from search.types import Hit, Mover
from search.wording import counted, listing, quoted

_NEITHER = "Neither engine finds anything."
_ENGINES = (ENGINE_NAMES["neural"], ENGINE_NAMES["keyword"])


def biggest_mover(neural: Sequence[Hit], keyword: Sequence[Hit]) -> Mover | None:
    """The shown document whose two ranks differ most; None when all shown agree or stand alone."""
    pairs = [(hit.document, hit.rank, hit.other_rank) for hit in neural]
    pairs += [(hit.document, hit.other_rank or 0, hit.rank) for hit in keyword if hit.other_rank]
    moved = [(d, a, b) for d, a, b in pairs if b is not None and a != b]
    if not moved:
        return None
    document, a, b = max(moved, key=lambda m: (abs(m[1] - m[2]), -min(m[1], m[2]), m[0].id))
    return Mover(document.title, a, b)


def verdict(neural: Sequence[Hit], keyword: Sequence[Hit], shared: int, mover: Mover | None) -> str:
    """What two lists that are not empty have in common; facts only, no judgement."""
    size = max(len(neural), len(keyword))
    if [hit.document.id for hit in neural] == [hit.document.id for hit in keyword]:
        if size == 1:
            return "Both find the same single document."
        return f"The same {size} results in the same order."
    shares = counted(shared, "result") if shared else "No result"
    return f"{shares} in common of {size}. {_moved(mover)}".rstrip()


def one_sided(
    neural: Sequence[Hit],
    keyword: Sequence[Hit],
    words: Sequence[str],
    noun: Noun = DOCUMENT,
    *,
    filtered: bool,
) -> str:
    """Which engine finds something and why the other does not; empty if both do.

    Args:
        neural: the hits of neural.
        keyword: the hits of full-text.
        words: the words of the query that full-text searches for, as they are typed.
        noun: what a document is called.
        filtered: whether not all documents are searched.
    """
    if neural and keyword:
        return ""
    if keyword:
        return "Only full-text finds anything."
    if not neural:
        return _NEITHER
    if not words:
        return "Only neural finds anything: the query has no words to search for."
    document = f"{noun.one} that passes the filter" if filtered else noun.one
    contains = f"contains {listing([quoted(word) for word in words], 'or')}"
    return f"Only neural finds anything: no {document} {contains}."


def with_reservations(sentence: str, readable: float, unknown: Sequence[tuple[str, str]]) -> str:
    """The verdict where a value of the filter is unknown, or the model cannot read the query.

    Args:
        sentence: the verdict on the lists.
        readable: the share of the query that the model can read, 0 to 1.
        unknown: fields and values of the filter that no document has.
    """
    if unknown and sentence == _NEITHER:
        field, value = unknown[0]
        return f"Neither engine finds anything: no document has “{value}” as its {field}."
    if readable <= 0:
        return f"{sentence} {readable_note(readable, 'this query')}"
    return sentence


def _moved(mover: Mover | None) -> str:
    """The better rank comes first."""
    if mover is None:
        return ""
    name, *ranks = mover
    places = sorted(zip(ranks, _ENGINES, strict=True))
    listed = ", ".join(f"{engine} #{rank}" for rank, engine in places)
    return f"Biggest difference: {name}, {listed}."
