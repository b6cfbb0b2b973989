"""A column's value as the values a document can be filtered by."""

from typing import Any

from ingest.documents.missing import is_null
from ingest.documents.values import Unusable, is_translation, plain, scalar_text, text_of
from search.text.normalization import clean_city, facet_key, is_unicode

LONGEST_VALUE = 200
MOST_VALUES = 100


def facet_values(value: Any, language: str | None = None) -> tuple[list[str], str]:
    """The different values, cleaned, in their order; and why some are left out, if they are.

    >>> facet_values(["Oak ", "oak", None, 2.0, {"name": "Elm"}])
    (['Oak', '2', 'Elm'], '')
    """
    found: dict[str, str] = {}
    problem = ""
    unwrapped = plain(value)
    for item in unwrapped if isinstance(unwrapped, list) else [unwrapped]:
        try:
            text = _one(item, language)
        except Unusable as error:
            problem = str(error)
            continue
        if text is None:
            continue
        if len(found) < MOST_VALUES:
            found.setdefault(facet_key(text), text)
        else:
            problem = f"more than {MOST_VALUES} values"
    return list(found.values()), problem


def _one(item: Any, language: str | None) -> str | None:
    item = plain(item)
    if isinstance(item, dict):
        item = text_of(item, "name" if not is_translation(item) else "alt", language)
    if is_null(item):
        return None
    text = scalar_text(item)
    if not is_unicode(text):
        raise Unusable("not valid Unicode (a lone surrogate)")
    text = clean_city(text) or ""
    if len(text) > LONGEST_VALUE:
        raise Unusable(f"longer than {LONGEST_VALUE} characters")
    return text or None
