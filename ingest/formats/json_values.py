"""One JSON value from its text, as strictly as its readers agree on and no stricter."""

import json
import re
from collections.abc import Iterator
from typing import Any

from ingest.formats.encodings import BOM, is_readable, undecodable

BLANK = f" \t\r\n{BOM}\x1e"
"""What may stand around a value: RFC 7464 begins each with a record separator."""
# A comma before a closing sign, outside of strings; the string comes first, so it is passed over.
_TRAILING = re.compile(r'("(?:[^"\\]|\\.)*")|,(?=\s*[}\]])', re.DOTALL)


def parsed(text: str, encoding: str) -> tuple[Any, str | None]:
    """The value, or the text itself and why it has none."""
    if not is_readable(text):
        return text, undecodable(encoding)
    try:
        return _loaded(text.strip(BLANK)), None
    except json.JSONDecodeError as error:
        return text, f"not JSON ({error.msg.lower().removesuffix(' starting at')})"
    except ValueError:  # Python refuses integers of more than 4,300 digits
        return text, "a number too long to be read"
    except RecursionError:
        return text, "nested too deeply"


def _loaded(text: str) -> Any:
    try:
        return json.loads(text)
    except json.JSONDecodeError:
        lenient = _TRAILING.sub(lambda found: found[1] or "", text)
        if lenient == text:
            raise
        return json.loads(lenient)


def glued(text: str) -> Iterator[Any]:
    """Objects and arrays that follow each other without a line's end. Raises ValueError."""
    decoder, at = json.JSONDecoder(), 0
    while at < len(text):
        if text[at] in BLANK + ",":
            at += 1
            continue
        if text[at] not in "{[":
            raise ValueError("neither an object nor an array")
        value, at = decoder.raw_decode(text, at)
        yield value
