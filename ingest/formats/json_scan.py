"""The outermost structure of a JSON text, found piece by piece without holding it."""

import re
from collections.abc import Iterator
from typing import NamedTuple, TextIO

from ingest.formats.json_values import BLANK
from ingest.sources.files import Damaged
from ingest.sources.protocols import MAX_ROW

_CHUNK = 1 << 16
_OUTSIDE = re.compile(r'["\[\]{},]')
_INSIDE = re.compile(r'"|\\.?', re.DOTALL)


class Piece(NamedTuple):
    """Text up to a sign at ``depth`` 0 or 1 of what is being cut, or to the end of a chunk."""

    text: str
    sign: str


class Element:
    """The text of an element so far; beyond the bound it is let go."""

    def __init__(self) -> None:
        self._parts: list[str] = []
        self._size = 0

    def add(self, part: str) -> None:
        """The next part of the text."""
        self._size += len(part)
        self._parts.append(part)
        if self._size > MAX_ROW:
            self._parts.clear()

    def take(self) -> str | None:
        """The whole text, or None when it was too long; what follows begins anew."""
        text = None if self._size > MAX_ROW else "".join(self._parts)
        self._parts, self._size = [], 0
        return text


class Signs:
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


def elements(
    text: TextIO, opening: str = "[", skip: int = 0, what: str = "array"
) -> Iterator[str | None]:
    """The texts between the commas of an array or, with "{", of an object; None for a giant one.

    It begins after ``skip`` characters. Raises Damaged when it does not, does not end, or more
    text follows than what closes the values around it.
    """
    element = Element()
    for part, sign in _pieces(text, opening, skip, what):
        element.add(part)
        if sign == ",":
            yield element.take()
        elif sign:
            last = element.take()
            if last is None or last.strip(BLANK):  # blank in [] and after a last comma
                yield last


def _pieces(text: TextIO, opening: str, skip: int, what: str) -> Iterator[Piece]:
    """The inside in pieces, each with the comma or bracket that ends an element there."""
    signs, depth, around = Signs(), 0, 0
    closing = "]" if opening == "[" else "}"
    while skip and (passed := text.read(min(skip, _CHUNK))):
        skip -= len(passed)
        # What it lies in has to be closed after it.
        around += sum((sign in "[{") - (sign in "]}") for _, sign in signs.within(passed))
    while chunk := text.read(_CHUNK):
        start = 0
        for place, sign in signs.within(chunk):
            if depth == 0 and (sign != opening or chunk[:place].strip(BLANK)):
                raise Damaged(f"it is not a JSON {what}")
            if depth == 1 and sign in (",", closing):
                yield Piece(chunk[start:place], sign)
            if depth == 1 and sign == closing:
                return _end(chunk[place + 1 :], text, around, what)
            start = place + 1 if depth == 0 or (depth == 1 and sign == ",") else start
            # What is wrong inside an element is for its parser to say.
            depth += (sign in "[{") - (sign in "]}" and depth > 1)
        if depth:
            yield Piece(chunk[start:], "")
    raise Damaged(f"the JSON {what} does not end" if depth else f"it is not a JSON {what}")


def _end(rest: str, text: TextIO, around: int, what: str) -> None:
    """Raises Damaged unless what lies around is closed and nothing follows."""
    signs = Signs()
    while rest:
        last = 0
        for place, sign in signs.within(rest):
            if around <= 0:
                raise Damaged(f"more text follows the JSON {what}")
            around += (sign in "[{") - (sign in "]}")
            last = place + 1
        if around <= 0 and rest[last:].strip(BLANK):
            raise Damaged(f"more text follows the JSON {what}")
        rest = text.read(_CHUNK)
    if around > 0:
        raise Damaged("the JSON object around the rows does not end")


def values(text: TextIO) -> Iterator[str | None]:
    """The texts of objects that follow each other, with or without commas; None for a giant one.

    Text between them comes as a value of its own. Raises Damaged when the last does not end.
    """
    signs, depth, element = Signs(), 0, Element()
    while chunk := text.read(_CHUNK):
        start = 0
        for place, sign in signs.within(chunk):
            if depth == 0 and sign in "[{":
                element.add(chunk[start:place])
                if between := _between(element):
                    yield between
                start = place
            if depth == 0 and sign == ",":
                continue
            depth = max(0, depth + (sign in "[{") - (sign in "]}"))
            if depth == 0:
                element.add(chunk[start : place + 1])
                yield element.take()
                start = place + 1
        element.add(chunk[start:])
    if depth:
        raise Damaged("the last JSON object does not end")
    if between := _between(element):
        yield between


def _between(element: Element) -> str:
    return (element.take() or "").strip(BLANK + ",")
