"""Signs in a typed query: "exact phrase", +word, -word and field:value.

Only a query that somebody typed has them: a text of several lines, or longer than LONGEST
characters, was pasted and is read as it is. The signs are taken out by writing blanks over them,
so that every word keeps its place in what was typed.
"""

from collections.abc import Collection, Iterator
from dataclasses import dataclass

import regex

from search.text.normalization import facet_key

LONGEST = 200
"""Characters of a query that may have operators; a longer text is a pasted one."""
_OPENING, _CLOSING = '"“”„«', '"“”»'
_OPERATOR = regex.compile(
    rf"""(?<!\S)(?:
      (?P<sign>[-+])?[{_OPENING}](?P<phrase>[^{_OPENING}»]*[\p{{L}}\p{{N}}][^{_OPENING}»]*)
          [{_CLOSING}](?=[\s.,;:!?)]|\Z)
    | (?P<field>[\p{{L}}\p{{N}}][\p{{L}}\p{{N}}_-]*):
          (?:"(?P<quoted>[^"]+)"(?!\S)|(?P<value>[^\s":/]\S*))
    | (?P<sign>[-+])(?P<word>\p{{L}}\S*)
    )""",
    regex.VERBOSE,
)
"""-5 °C, +49 30, e-mail, C++ and 5" are none: a sign stands before a letter and after a blank."""
_BOOLEAN = regex.compile(r"(?<!\S)\(*\K(?:AND|OR|NOT|&&|\|\|)(?!\S)")
_MEANINGLESS = regex.compile(
    r"""(?<=[\p{L}\p{N}]{2})\*(?=[\s)]|\Z)            # scoot*
      | (?<=\p{L}{3}["”]?)[~^][\d.]*(?=[\s)]|\Z)      # word~2  word^3
      | (?<!\S)[~!](?=[\p{L}"“])                      # ~word  !word
    """,
    regex.VERBOSE,
)
_GROUP = regex.compile(r"(?<!\S)\((?=[^()]*\s[^()]*\))|(?<=\([^()]*\s[^()]*)\)")
_CHUNK = regex.compile(rf"\S*[{_OPENING}][^{_OPENING}»]*[{_CLOSING}]\S*|\S+")
_AND, _OR, _NOT = ("AND", "&&"), ("OR", "||"), ("NOT",)


@dataclass(frozen=True, slots=True)
class TypedQuery:
    """A query and what its operators ask for.

    ``text`` is what both engines read. It is as long as the query; signs, excluded words and
    fields are blanks. ``fields`` are pairs of a field and a value as it was typed. ``meaningless``
    are the signs that look like operators and have no effect; ``suggestion`` is the query that
    was probably meant by them, or empty.
    """

    text: str
    phrases: tuple[str, ...] = ()
    required: tuple[str, ...] = ()
    excluded: tuple[str, ...] = ()
    fields: tuple[tuple[str, str], ...] = ()
    meaningless: tuple[str, ...] = ()
    suggestion: str = ""

    @property
    def plain(self) -> str:
        """``text`` without the blanks that stand for signs; unchanged where there are none."""
        return " ".join(self.text.split()) if self.operates else self.text

    @property
    def operates(self) -> bool:
        """Whether anything in the query was read as a sign."""
        return bool(
            self.phrases or self.required or self.excluded or self.fields or self.meaningless
        )


def parse(text: str, fields: Collection[str] = ()) -> TypedQuery:
    """The operators of a query; ``fields`` are those that the dataset can be filtered by.

    >>> parse('"solar panels" -roof city:Berlin', ["city"])  # doctest: +NORMALIZE_WHITESPACE
    TypedQuery(text=' solar panels                     ', phrases=('solar panels',), required=(),
        excluded=('roof',), fields=(('city', 'Berlin'),), meaningless=(), suggestion='')
    >>> parse("wi-fi at -5 °C").operates
    False

    Signs with nothing to look for beside them are meaningless, and the query is read as it is.
    """
    if len(text) > LONGEST or len(text.splitlines()) > 1:
        return TypedQuery(text)
    found = list(_operators(text, {facet_key(field): field for field in fields}))
    meaningless = list(_look_alikes(text))
    if not found and not meaningless:
        return TypedQuery(text)
    blanks = [span for each in found for span in each.blanks]
    rest = _blanked(text, [*blanks, *meaningless])
    if not any(map(str.isalnum, rest)):
        signs = [each.sign for each in found] + [text[start:end] for start, end in meaningless]
        return TypedQuery(text, meaningless=tuple(dict.fromkeys(signs)))
    kinds = {kind: tuple(e.value for e in found if e.kind == kind) for kind in "+-p"}
    return TypedQuery(
        rest,
        phrases=kinds["p"],
        required=kinds["+"],
        excluded=kinds["-"],
        fields=tuple((each.kind[1:], each.value) for each in found if each.kind[0] == ":"),
        meaningless=tuple(dict.fromkeys(text[start:end] for start, end in meaningless)),
        suggestion=_suggestion(text) if meaningless else "",
    )


@dataclass(frozen=True, slots=True)
class _Operator:
    """``kind`` is p for a phrase, + or - for a word, or a colon and a field."""

    kind: str
    value: str
    blanks: tuple[tuple[int, int], ...]
    sign: str


def _operators(text: str, fields: dict[str, str]) -> Iterator[_Operator]:
    for match in _OPERATOR.finditer(text):
        if match["field"] is not None:
            field = fields.get(facet_key(match["field"]))
            if field:
                value = match["quoted"] or match["value"]
                yield _Operator(f":{field}", value, (match.span(),), f"{match['field']}:")
            continue
        kind = match["sign"] or "p"
        group = "phrase" if match["phrase"] is not None else "word"
        begin, end = match.span(group)
        signs = ((match.start(), begin), (end, match.end()))
        blanks = (match.span(),) if kind == "-" else signs
        yield _Operator(kind, match[group], blanks, match["sign"] or "“ ”")


def _look_alikes(text: str) -> Iterator[tuple[int, int]]:
    """Where signs of other search engines stand. A query all in capitals has no AND."""
    if any(map(str.islower, text)):
        yield from (match.span() for match in _BOOLEAN.finditer(text))
    for pattern in (_MEANINGLESS, _GROUP):
        yield from (match.span() for match in pattern.finditer(text))


def _blanked(text: str, spans: Collection[tuple[int, int]]) -> str:
    characters = list(text)
    for start, end in spans:
        characters[start:end] = " " * (end - start)
    return "".join(characters)


def _suggestion(text: str) -> str:
    """AND as two required words, NOT as an excluded one; where OR is said, words are enough."""
    chunks = [chunk.strip("()") for chunk in _CHUNK.findall(text)]
    all_of = "(" not in text and not set(chunks) & set(_OR)
    words: list[str] = []
    sign = ""
    for chunk in filter(None, chunks):
        if chunk in _AND:
            if all_of and words and words[-1][0] not in "+-":
                words[-1] = f"+{words[-1]}"
            sign = "+" if all_of else ""
        elif chunk in _NOT:
            sign = "-"
        elif chunk not in _OR:
            bare = _MEANINGLESS.sub("", chunk)
            sign = "-" if chunk.startswith("!") else sign
            words.append(bare if bare[:1] in "+-" else sign + bare)
            sign = ""
    return " ".join(words)
