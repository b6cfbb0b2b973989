"""Words that tables have where a value is missing."""

import math
from typing import Any

NULLS = frozenset(
    "null Null NULL nil Nil nan NaN NAN NaT None none N/A n/a #N/A #NA <NA> NA \\N #NULL! #REF! "
    "undefined (null) (none) [null] {} []".split()
)
"""What programs write for no value, compared exactly: “Nan” is a city in Thailand."""
DASHES = frozenset("- -- --- – — _ . .. … ? ?? ???".split())
NUMBERS = frozenset("-1 -1.0 -9 -99 -999 -9999".split())
WORDS = frozenset(
    (
        "unknown,not known,not available,not applicable,not specified,not provided,unspecified,"
        "no data,no value,missing,empty,blank,tbd,tba,n.a.,n.a,na,"
        "unbekannt,keine angabe,k. a.,k.a.,inconnu,inconnue,non renseigné,non disponible,"
        "desconocido,desconocida,no disponible,sconosciuto,sconosciuta,non disponibile,"
        "desconhecido,desconhecida,não informado,onbekend,不明,未知,無,无"
    ).split(",")
)
"""What people write, compared without case."""
SHOWN = ", ".join(
    sorted({*NULLS, *DASHES, *NUMBERS, *WORDS}, key=lambda word: (word.lower(), word))
)
"""All of them, for people."""


def is_null(value: Any) -> bool:
    """Whether the value is absent, NaN or what a program writes for one.

    >>> is_null(None), is_null("NULL"), is_null("Nan"), is_null("-1")
    (True, True, False, False)
    """
    return is_absent(value) or (isinstance(value, str) and value.strip() in NULLS)


def is_placeholder(text: str) -> bool:
    r"""Whether the text stands for a missing place, address or picture.

    >>> [is_placeholder(text) for text in ("N/A", " - ", "-1", r"\N", "Unknown", "Nan", "X", "0")]
    [True, True, True, True, True, False, False, False]
    """
    bare = text.strip()
    return bare in NULLS | DASHES | NUMBERS or bare.casefold() in WORDS


def is_absent(value: Any) -> bool:
    """None, NaN, and text or lists with nothing in them."""
    if isinstance(value, float):
        return math.isnan(value)
    if isinstance(value, str):
        return not value.strip()
    return value is None or (isinstance(value, list | dict) and not value)
