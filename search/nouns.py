"""What the documents of a dataset are called, one of them and several."""

import re
from typing import NamedTuple

from search.errors import InputError

_LONGEST = 40
_HISSING = re.compile(r"(ss|x|ch|sh|zz)es$")


class Noun(NamedTuple):
    """Such as “product” and “products”."""

    one: str
    many: str

    def __str__(self) -> str:
        return f"{self.one}/{self.many}"

    def counted(self, count: int) -> str:
        """Such as “1 product” or “1,200 products”."""
        return f"{count:,} {self.one if count == 1 else self.many}"


DOCUMENT = Noun("document", "documents")


def parse_noun(text: str) -> Noun:
    """Both forms from ``product/products``, or from the plural of an English noun.

    >>> parse_noun("Firma/Firmen"), parse_noun("companies"), parse_noun("start-ups")
    (Noun(one='Firma', many='Firmen'), Noun(one='company', many='companies'),
     Noun(one='start-up', many='start-ups'))

    Raises:
        InputError: there is nothing to call them, or it is too long or not printable.
    """
    one, slash, many = (" ".join(part.split()) for part in text.partition("/"))
    noun = Noun(one, many) if slash else Noun(_singular(one), one)
    if not all(part and part.isprintable() and len(part) <= _LONGEST for part in noun):
        raise InputError(
            f"noun: use a word or two of up to {_LONGEST} characters, such as products, or both "
            "forms, such as Firma/Firmen."
        )
    return noun


def _singular(plural: str) -> str:
    if plural.endswith("ies") and len(plural) > len("movies"):
        return f"{plural[:-3]}y"
    if _HISSING.search(plural):
        return plural[:-2]
    return plural[:-1] if plural.endswith("s") and not plural.endswith("ss") else plural
