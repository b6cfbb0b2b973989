"""Words, lists and counts as sentences write them."""

from collections.abc import Sequence

from search.labels import count_text

MOST_NAMED = 6
"""A list names this many items and counts the others."""


def counted(count: int, noun: str, plural: str = "", *, capped: bool = False) -> str:
    """“1 document”, “1,200 documents”, “1,000+ matches”."""
    name = noun if count == 1 and not capped else plural or f"{noun}s"
    return f"{count_text(count, capped=capped)} {name}"


def quoted(word: str) -> str:
    """A word in quotation marks.

    Words beyond the Latin script are isolated (U+2068, U+2069), so that one written from right to
    left does not reorder the sentence around it.
    """
    latin = all(" " <= char <= "\u02af" for char in word)
    return f"“{word}”" if latin else f"“\u2068{word}\u2069”"


def listing(items: Sequence[str], conjunction: str = "and") -> str:
    """Items with commas and “and”; beyond MOST_NAMED, how many more there are."""
    shown, more = list(items[:MOST_NAMED]), len(items) - MOST_NAMED
    if more > 0:
        return f"{', '.join(shown)} and {count_text(more)} more"
    return f" {conjunction} ".join(filter(None, [", ".join(shown[:-1]), *shown[-1:]]))


def quoted_list(words: Sequence[str]) -> str:
    """Words in quotation marks, each once."""
    return listing([f"“{word}”" for word in dict.fromkeys(words)])
