"""Clean-ups of text, done only where asked for and counted by the rows they changed."""

from collections.abc import Callable, Sequence

import ftfy

from ingest.documents.html_text import strip_html
from ingest.documents.rows import Record

CLEANED = ("name", "description", "city", "alt")
"""The fields that are texts; links, ids and further columns are left alone."""
_LONGEST = 500_000


def fix_mojibake(text: str) -> str:
    r"""Text that was decoded wrongly, once or more, decoded right; other text is left alone.

    >>> fix_mojibake("CafÃ© â€œOakâ€\x9d"), fix_mojibake("Café “Oak”")
    ('Café “Oak”', 'Café “Oak”')
    """
    return ftfy.fix_encoding(text)


CLEANUPS: dict[str, Callable[[str], str]] = {"strip-html": strip_html, "fix-text": fix_mojibake}
"""By the flag that asks for them, in the order they are done."""


def clean(record: Record, names: Sequence[str]) -> Record:
    """The record with these clean-ups done and the names of those that changed it."""
    changed: list[str] = []
    fields = record.fields
    for name in names:
        cleaned = {
            field: _cleaned(value, CLEANUPS[name]) if field in CLEANED else value
            for field, value in fields.items()
        }
        if cleaned != fields:
            changed.append(name)
        fields = cleaned
    return record._replace(fields=fields, cleaned=tuple(changed))


def _cleaned(value: object, cleanup: Callable[[str], str], depth: int = 0) -> object:
    """Texts, also in lists and objects; none so long that it will be left out anyway."""
    if isinstance(value, str) and len(value) <= _LONGEST:
        return cleanup(value)
    if isinstance(value, list) and depth < _DEEPEST:
        return [_cleaned(item, cleanup, depth + 1) for item in value]
    if isinstance(value, dict) and depth < _DEEPEST:
        return {name: _cleaned(item, cleanup, depth + 1) for name, item in value.items()}
    return value


_DEEPEST = 20
