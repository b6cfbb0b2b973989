"""Which shape the JSON of a file has, told from its beginning."""

import json
import re
from collections.abc import Iterator
from typing import NamedTuple

from ingest.formats.base import Format
from ingest.formats.json_files import JsonArray, JsonColumns, JsonMembers, JsonValues
from ingest.formats.json_lines import JsonLines
from ingest.formats.json_values import BLANK, parsed
from search.errors import SourceError

_TOKEN = re.compile(r'"(?:[^"\\]|\\.)*"|[\[\]{},:]|[^\s\[\]{},:"]+', re.DOTALL)
_DEEPEST = 4
# Members that a record has itself: an object with one of them is a record and no wrapping.
_OWN = frozenset("name title description text body question headline label summary".split())
_CONTENT = frozenset("data results items records rows hits entries docs documents features".split())


class Opening(NamedTuple):
    """A list or an object in the outermost value: the keys that lead to it, and its place."""

    path: tuple[str, ...]
    sign: str
    place: int
    inside: str
    """The first token inside of it."""


class Skeleton(NamedTuple):
    """What an object's beginning shows: its keys, and the lists and objects under them.

    ``after`` is the place after its end, None when it goes on beyond the text.
    """

    keys: dict[str, str]
    openings: list[Opening]
    after: int | None


def json_format(name: str, text: str, encoding: str, *, lines: bool, cut: bool) -> Format:
    """The format of a file that begins with ``text``, which is ``cut`` or all of it.

    ``lines`` says that by its name it has one value a line. Raises SourceError for a shape whose
    rows cannot be told.
    """
    text = text.rstrip(BLANK) if not cut else text
    body = text.lstrip(BLANK)
    offset = len(text) - len(body)
    first, _, rest = body.partition("\n")
    whole = (bool(rest.strip(BLANK)) or not cut) and parsed(first.rstrip(BLANK + ","), encoding)[
        1
    ] is None
    if body.startswith("["):
        follows = rest.lstrip(BLANK)[:1]
        return JsonLines(encoding) if whole and (lines or follows == "[") else JsonArray(encoding)
    if not body.startswith("{") or (whole and rest.strip(BLANK)):
        return JsonLines(encoding)
    found = skeleton(body)
    if found.after is not None and body[found.after :].strip(BLANK + ","):
        return _several(body, found.after, encoding)
    if found.after is None and not cut:
        return _cut_off(name, body, found, encoding, offset, lines=lines)
    if found.after is None and (lines or not found.keys):
        return JsonLines(encoding)
    return _one_object(name, body, found, encoding, offset)


def _cut_off(
    name: str, body: str, found: Skeleton, encoding: str, offset: int, *, lines: bool
) -> Format:
    """A file that ends inside of its first object, or whose first line is broken."""
    wraps = found.keys and not lines and not _OWN & found.keys.keys()
    if wraps and (wrapped := _wrapped(name, found, encoding, offset)):
        return wrapped  # its reader says that it does not end
    broken = lines or not found.keys or _is_broken_line(body)
    return JsonLines(encoding) if broken else JsonValues(encoding)


def _is_broken_line(body: str) -> bool:
    """Whether the first line is no beginning of a longer value but a value that is broken."""
    following = body.partition("\n")[2].lstrip(BLANK)
    return following.startswith("{") or not following


def _several(body: str, after: int, encoding: str) -> Format:
    """Values that follow each other: in lines, unless one takes several or shares its line."""
    line_end = body.find("\n", after)
    rest = body[after : line_end if line_end >= 0 else len(body)].strip(BLANK + ",")
    return JsonValues(encoding) if rest or "\n" in body[:after] else JsonLines(encoding)


def _one_object(name: str, body: str, found: Skeleton, encoding: str, offset: int) -> Format:
    inner = {path[1] for path in (o.path for o in found.openings) if len(path) == 2}
    signs = set(found.keys.values())
    if signs == {"{"} and _is_by_row(body, found):
        return JsonColumns(encoding)
    if {"columns", "data"} <= found.keys.keys() and found.keys["data"] == "[":
        return _split(body, found, encoding, offset)
    if not _OWN & {key.casefold() for key in found.keys}:
        if wrapped := _wrapped(name, found, encoding, offset):
            return wrapped
        if signs == {"{"} and (len(found.keys) > 1 or not inner):
            return JsonMembers(encoding)
    if signs == {"["} and _are_columns(body, found, encoding):
        return JsonColumns(encoding)
    return JsonValues(encoding) if found.after is None or "\n" in body else JsonLines(encoding)


def _is_by_row(body: str, found: Skeleton) -> bool:
    """Whether the members are columns: objects with the rows' numbers as keys."""
    tops = [o for o in found.openings if len(o.path) == 1]
    return bool(tops) and all(re.fullmatch(r'"\d+"', top.inside) for top in tops)


def _split(body: str, found: Skeleton, encoding: str, offset: int) -> Format:
    lists = {opening.path: opening for opening in found.openings}
    columns, data = lists[("columns",)], lists[("data",)]
    try:
        names, _ = json.JSONDecoder().raw_decode(body, columns.place)
    except ValueError:
        names = []
    return JsonArray(encoding, "data", offset + data.place, tuple(map(str, names)))


def _wrapped(name: str, found: Skeleton, encoding: str, offset: int) -> Format | None:
    """The list of rows among the members; in doubt which, SourceError."""
    lists = [o for o in found.openings if o.sign == "[" and o.inside in ("{", "[")]
    if len(lists) > 1:
        lists = [o for o in lists if o.path[-1].casefold() in _CONTENT] or lists
        lists = [o for o in lists if len(o.path) == min(len(other.path) for other in lists)]
    if len(lists) > 1:
        paths = [".".join(o.path) for o in lists]
        raise SourceError(
            f"{name} is an object with several lists ({', '.join(paths[:6])}); take the one you "
            f"mean out of it first: jq -c '.{paths[0]}[]' {name} > rows.jsonl"
        )
    if not lists:
        return None
    return JsonArray(encoding, ".".join(lists[0].path), offset + lists[0].place)


def _are_columns(body: str, found: Skeleton, encoding: str) -> bool:
    """Whether the members are lists of one length, at least two."""
    if found.after is None:
        return len(found.keys) > 1
    value, problem = parsed(body[: found.after], encoding)
    if problem:
        return False
    sizes = {len(cells) for cells in value.values()}
    return len(sizes) == 1 and min(sizes) > 1


def skeleton(text: str) -> Skeleton:
    """The structure of the object that ``text`` begins with, down to a few levels."""
    keys: dict[str, str] = {}
    openings: list[Opening] = []
    path: list[str | None] = []  # the keys that lead to what is open, None for a list's element
    signs: list[str] = []  # what is open
    key, last = "", ""  # the last key; the last token
    for part, place, inside in _following(text):
        if last == ":" and len(signs) == 1:
            keys[key] = part[0]
        if part in "{[":
            path.append(key if signs and signs[-1] == "{" else None)
            signs.append(part)
            names = [one for one in path[1 : _DEEPEST + 1] if one is not None]
            if len(signs) > 1 and len(names) == len(path) - 1:
                openings.append(Opening(tuple(names), part, place, inside))
        elif part in "}]":
            signs.pop()
            path.pop()
            if not signs:
                return Skeleton(keys, openings, place + 1)
        elif part == ":":
            key = last.strip('"')
        last = part
    return Skeleton(keys, openings, None)


def _following(text: str) -> Iterator[tuple[str, int, str]]:
    """Each token with its place and the token after it."""
    before: re.Match[str] | None = None
    for token in _TOKEN.finditer(text):
        if before:
            yield before[0], before.start(), token[0]
        before = token
    if before:
        yield before[0], before.start(), ""
