"""What the values of a column are like, told by its first rows."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from ingest.documents.missing import is_absent, is_null
from ingest.documents.values import Unusable, plain, text_of

MOST = 0.8
"""The share of values from which on a column is of a kind."""
_URL = re.compile(r"https?://\S+|www\.\S+", re.IGNORECASE)
_PICTURE = re.compile(
    r"(https?://\S+\.(png|jpe?g|gif|svg|webp|avif|ico|bmp)([?#]\S*)?|data:image/\S+)",
    re.IGNORECASE,
)
_CODE = re.compile(r"(?=\S*\d)[\w./:#-]+|[A-Z0-9_.-]{1,4}|[0-9a-f]{8,}", re.ASCII)
_NUMBER = re.compile(r"[-+]?[\d.,\s]*\d[\d.,\s]*%?|\d{1,4}[-/.]\d{1,2}[-/.]\d{1,4}([T ].*)?")
LONGEST_NAME = 200
_LONGEST_LABEL = 40


@dataclass(frozen=True)
class Profile:
    """Counts over ``rows`` rows; shares are of the rows that have a value, 0 without any."""

    rows: int
    texts: tuple[str, ...]

    @property
    def filled(self) -> float:
        """The share of all rows that have a text."""
        return len(self.texts) / self.rows if self.rows else 0.0

    @property
    def length(self) -> float:
        """The mean number of characters."""
        return sum(map(len, self.texts)) / len(self.texts) if self.texts else 0.0

    @property
    def distinct(self) -> float:
        """The share of different values."""
        return len(set(self.texts)) / len(self.texts) if self.texts else 0.0

    @property
    def is_pictures(self) -> bool:
        """Addresses of pictures."""
        return self._mostly(_PICTURE)

    @property
    def is_links(self) -> bool:
        """Web addresses."""
        return self._mostly(_URL)

    @property
    def is_codes(self) -> bool:
        """Single words with digits, short capitals or hexadecimal: “tt0001”, “SKU-9”, “DE”."""
        return self._mostly(_CODE)

    @property
    def is_numbers(self) -> bool:
        """Numbers or dates."""
        return self._mostly(_NUMBER)

    @property
    def is_prose(self) -> bool:
        """Texts of several words, or of a script that may do without spaces."""
        several = sum(" " in text.strip() or not text.isascii() for text in self.texts)
        return bool(self.texts) and 2 * several >= len(self.texts) and not self.is_links

    @property
    def is_names(self) -> bool:
        """Short texts with letters."""
        short = sum(len(text) <= LONGEST_NAME for text in self.texts)
        letters = sum(any(map(str.isalpha, text)) for text in self.texts)
        enough = min(short, letters) >= 0.9 * len(self.texts)
        return bool(self.texts) and enough and not self.is_links and not self.is_pictures

    def _mostly(self, pattern: re.Pattern[str]) -> bool:
        found = sum(bool(pattern.fullmatch(text.strip())) for text in self.texts)
        return bool(self.texts) and found >= MOST * len(self.texts)


def profiles(columns: Sequence[str], rows: Sequence[Mapping[str, Any]]) -> dict[str, Profile]:
    """Each column's profile."""
    return {
        column: Profile(len(rows), tuple(_texts(row.get(column) for row in rows)))
        for column in columns
    }


def _is_label(item: Any) -> bool:
    return isinstance(item, str) and len(item) <= _LONGEST_LABEL


def _texts(values: Iterable[Any]) -> Iterable[str]:
    """The values that are texts, also in a list, an object or by language."""
    for value in map(plain, values):
        if is_absent(value) or is_null(value) or isinstance(value, bool | int | float):
            continue
        if isinstance(value, list) and all(_is_label(item) for item in value):
            continue
        try:
            text = text_of(value, "description")
        except Unusable:
            continue
        if text.strip():
            yield text
