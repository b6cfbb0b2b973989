"""Clean-ups of text, done only where asked for and counted by the rows they changed."""

import html
import re
from collections.abc import Callable, Sequence

import ftfy
import nh3

from ingest.documents.rows import Record

CLEANED = ("name", "description", "city", "alt")
"""The fields that are texts; links, ids and further columns are left alone."""
_LONGEST = 500_000
_HIDDEN = {"script", "style", "template", "head", "title"}
_BLOCKS = set(
    "address article aside blockquote br dd div dl dt fieldset figcaption figure footer form h1 h2 "
    "h3 h4 h5 h6 header hr li main nav ol p pre section table td th tr ul".split()
)
_BLOCK_TAG = re.compile(rf"</?(?:{'|'.join(sorted(_BLOCKS))})>")


def strip_html(text: str) -> str:
    r"""The text between the tags, with entities decoded and without scripts and styles.

    >>> strip_html("<p>Tables &amp; <b>chairs</b></p><script>x()</script><p>by post</p>")
    'Tables & chairs\nby post'
    >>> strip_html("1 < 2 and 3 > 2")
    '1 < 2 and 3 > 2'
    """
    if "<" not in text and "&" not in text:
        return text
    # A browser's own parsing, in linear time whatever the text; what is left are bare tags.
    blocks = nh3.clean(text, tags=_BLOCKS, attributes={}, clean_content_tags=_HIDDEN, link_rel=None)
    parts = _BLOCK_TAG.split(blocks)
    if len(parts) > 1:
        parts = [part for part in map(str.strip, parts) if part]
    return html.unescape("\n".join(parts))


def fix_mojibake(text: str) -> str:
    r"""Text that was decoded wrongly, once or more, decoded right; other text is left alone.

    >>> fix_mojibake("CafÃ© â€œOakâ€\x9d"), fix_mojibake("Café “Oak”")
    ('Café “Oak”', 'Café “Oak”')
    """
    return ftfy.fix_encoding(text)


CLEANUPS: dict[str, Callable[[str], str]] = {"strip-html": strip_html, "fix-text": fix_mojibake}
"""By the flag that asks for them, in the order they are done."""


def clean(record: Record, names: Sequence[str]) -> tuple[Record, tuple[str, ...]]:
    """The record with these clean-ups done, and the names of those that changed it."""
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
    return record._replace(fields=fields), tuple(changed)


def _cleaned(value: object, cleanup: Callable[[str], str]) -> object:
    """Only text, and none so long that it will be rejected anyway."""
    return cleanup(value) if isinstance(value, str) and len(value) <= _LONGEST else value
