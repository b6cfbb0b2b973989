"""JSON: one value a line, or the elements of one array."""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, TextIO

from ingest.formats.encodings import is_readable, lines_of, text_of, undecodable
from ingest.sources.files import Damaged, Input
from ingest.sources.protocols import MAX_ROW, TOO_LONG, Row

_CHUNK = 1 << 16
_OUTSIDE = re.compile(r'["\[\]{},]')
_INSIDE = re.compile(r'"|\\.?', re.DOTALL)
_NO_ARRAY = "it is not a JSON array"


@dataclass(frozen=True)
class JsonLines:
    """One JSON object a line; blank lines do not count."""

    encoding: str = "utf-8"

    @property
    def description(self) -> str:
        """See Format.description."""
        return f"JSON Lines ({self.encoding})"

    def columns(self, file: Input) -> None:
        """See Format.columns."""

    def rows(self, file: Input) -> Iterator[Row]:
        """See Format.rows."""
        with text_of(file.open(), self.encoding, newline="\n") as text:
            for number, line in lines_of(text):
                if line is None:
                    yield Row(number, None, TOO_LONG)
                elif line.strip():
                    value, problem = _parsed(line, self.encoding)
                    yield Row(number, value, problem)


@dataclass(frozen=True)
class JsonArray:
    """One array of objects, on one line or many.

    The array is cut into its elements and each is parsed by itself, like a line of JSON Lines:
    a broken or giant element is a rejected row and no reason to give up the rest.
    """

    encoding: str = "utf-8"

    @property
    def description(self) -> str:
        """See Format.description."""
        return f"JSON array ({self.encoding})"

    def columns(self, file: Input) -> None:
        """See Format.columns."""

    def rows(self, file: Input) -> Iterator[Row]:
        """See Format.rows."""
        with text_of(file.open(), self.encoding, newline="") as text:
            for number, element in enumerate(_elements(text), start=1):
                if element is None:
                    yield Row(number, None, TOO_LONG, "row")
                else:
                    value, problem = _parsed(element, self.encoding)
                    yield Row(number, value, problem, "row")


def _parsed(text: str, encoding: str) -> tuple[Any, str | None]:
    """The value, or the text itself and why it has none."""
    if not is_readable(text):
        return text, undecodable(encoding)
    try:
        return json.loads(text), None
    except json.JSONDecodeError as error:
        return text, f"not JSON ({error.msg.lower().removesuffix(' starting at')})"
    except ValueError:  # Python refuses integers of more than 4,300 digits
        return text, "a number too long to be read"
    except RecursionError:
        return text, "nested too deeply"


class _Element:
    """The text of an array's element so far; beyond the bound it is let go."""

    def __init__(self) -> None:
        self._parts: list[str] = []
        self._size = 0

    def add(self, part: str) -> None:
        self._size += len(part)
        self._parts.append(part)
        if self._size > MAX_ROW:
            self._parts.clear()

    def take(self) -> str | None:
        """The whole text, or None when it was too long; what follows begins anew."""
        text = None if self._size > MAX_ROW else "".join(self._parts)
        self._parts, self._size = [], 0
        return text


class _Signs:
    """Finds brackets, braces and commas outside of strings, over any number of chunks."""

    def __init__(self) -> None:
        self._in_string = self._escaped = False

    def within(self, chunk: str) -> Iterator[tuple[int, str]]:
        """Places and signs in the next chunk."""
        at, self._escaped = int(self._escaped), False
        while match := (_INSIDE if self._in_string else _OUTSIDE).search(chunk, at):
            at, sign = match.end(), match[0]
            if sign == '"':
                self._in_string = not self._in_string
            elif self._in_string:
                self._escaped = len(sign) == 1  # a backslash, and what follows is not here yet
            else:
                yield match.start(), sign


def _elements(text: TextIO) -> Iterator[str | None]:
    """The texts between the commas of the outermost array, None for a giant one."""
    element = _Element()
    for part, sign in _pieces(text):
        element.add(part)
        if sign == ",":
            yield element.take()
        elif sign == "]":
            last = element.take()
            if last is None or last.strip():  # blank in [] and after a last comma
                yield last


def _pieces(text: TextIO) -> Iterator[tuple[str, str]]:
    """The array's inside in pieces, each with the comma or bracket that ends an element there.

    Raises Damaged unless the text is one array and nothing else.
    """
    signs, depth = _Signs(), 0
    while chunk := text.read(_CHUNK):
        start = 0
        for place, sign in signs.within(chunk):
            if depth == 0 and (sign != "[" or chunk[:place].strip()):
                raise Damaged(_NO_ARRAY)
            if depth == 1 and sign in ",]":
                yield chunk[start:place], sign
            if depth == 1 and sign == "]":
                return _nothing_after(chunk[place + 1 :], text)
            start = place + 1 if depth == 0 or (depth == 1 and sign == ",") else start
            # What is wrong inside an element is for its parser to say.
            depth += (sign in "[{") - (sign in "]}" and depth > 1)
        if depth:
            yield chunk[start:], ""
    raise Damaged("the JSON array does not end" if depth else _NO_ARRAY)


def _nothing_after(rest: str, text: TextIO) -> None:
    while rest:
        if rest.strip():
            raise Damaged("more text follows the JSON array")
        rest = text.read(_CHUNK)
