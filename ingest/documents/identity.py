"""What makes a row itself: its own id, else everything in it."""

import hashlib
import json
import math
from typing import Any

from ingest.documents.missing import is_absent
from ingest.documents.values import Unusable, kind, plain, scalar_text
from search.text.normalization import is_unicode
from search.types import Document

LONGEST_ID = 500
_NO_IDS = frozenset("null NULL nan NaN NaT None N/A #N/A <NA> \\N undefined".split())
"""“NA” is not among them: it is Namibia's code."""
_INVISIBLE = "\ufeff\u200b\u2060"


def given_id(value: Any) -> str | None:
    """A row's own id as text, None where it has none. Raises Unusable.

    Trimmed, and the same for 1, 1.0 and "1".

    >>> given_id(" oak "), given_id(1.0), given_id({"$oid": "65a0"}), given_id("NULL")
    ('oak', '1', '65a0', None)
    """
    value = plain(value)
    if isinstance(value, list) and len(value) == 1:
        value = plain(value[0])
    if is_absent(value):
        return None
    if isinstance(value, bool | list | dict):
        raise Unusable(f"expected text or a number, found {kind(value)}")
    text = scalar_text(value).strip().strip(_INVISIBLE).strip()
    if not text or text in _NO_IDS:
        return None
    if len(text) > LONGEST_ID:
        raise Unusable(f"longer than {LONGEST_ID} characters")
    if not is_unicode(text):
        raise Unusable("not valid Unicode (a lone surrogate)")
    return text


def row_digest(row: Any) -> str:
    """SHA-256 of everything in a row in hexadecimal, whatever the order of its columns.

    A column without a value counts as absent, as an empty cell of a CSV is.

    >>> row_digest({"a": 1, "b": None}) == row_digest({"a": 1}) != row_digest({"a": 2})
    True
    """
    filled = {name: value for name, value in row.items() if not _empty(value)}
    content = json.dumps(filled, sort_keys=True, default=str)
    return hashlib.sha256(content.encode()).hexdigest()


def fingerprint(document: Document) -> int:
    """64 bits by which documents with different contents are told apart."""
    content = json.dumps(document.to_dict(), sort_keys=True)
    return int.from_bytes(hashlib.blake2b(content.encode(), digest_size=8).digest())


def _empty(value: Any) -> bool:
    return value is None or value == "" or (isinstance(value, float) and math.isnan(value))
