"""Characters: the form in which texts are compared, with offsets into what was written."""

import unicodedata

import regex

_PIECE = regex.compile(r"\S+|\s+")
_CLUSTER = regex.compile(r"\X")
_TRADEMARKS = str.maketrans("™℠", "  ")


def clean_city(city: str | None) -> str | None:
    """Trimmed, in NFC and without format characters (Cf); None when nothing is left."""
    if not city:
        return None
    if city.isascii():
        return city.strip() or None
    visible = "".join(char for char in city if unicodedata.category(char) != "Cf")
    return unicodedata.normalize("NFC", visible).strip() or None


def facet_key(value: str) -> str:
    """What two spellings of a facet value have in common: case, accents and padding are left out.

    Canonical and compatibility decompositions without marks and format characters, case-folded
    (Unicode TR15; Unicode 3.13, default caseless matching).

    >>> facet_key(" S\u00e3o\u200b PAULO"), facet_key("Sao Paulo"), facet_key("Stra\u00dfe")
    ('sao paulo', 'sao paulo', 'strasse')
    """
    # Case folding can bring new marks, as for “İ”, and decomposing new upper case.
    decomposed = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", value).casefold())
    bare = "".join(c for c in decomposed if unicodedata.category(c) not in ("Mn", "Cf"))
    return bare.casefold().strip()


def is_unicode(text: str) -> bool:
    """Whether the text can be stored and sent: a lone surrogate cannot."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True


def fold_with_offsets(text: str) -> tuple[str, list[int], list[int]]:
    """The folded text and, for each of its characters, the [start, end) it came from."""
    if text.isascii():
        return text.lower(), list(range(len(text))), list(range(1, len(text) + 1))
    folded: list[str] = []
    starts: list[int] = []
    ends: list[int] = []

    def emit(out: str, start: int, end: int) -> None:
        folded.append(out)
        starts.extend([start] * len(out))
        ends.extend([end] * len(out))

    for piece in _PIECE.finditer(text):
        clusters = [(c.start(), c.end(), fold(c[0])) for c in _CLUSTER.finditer(piece[0])]
        # Normalisation may compose across clusters (never across white space): then the
        # whole piece is the smallest unit whose origin is certain.
        if "".join(out for _, _, out in clusters) == fold(piece[0]):
            for start, end, out in clusters:
                if len(out) == end - start:
                    for at, char in enumerate(out):
                        emit(char, piece.start() + start + at, piece.start() + start + at + 1)
                else:
                    emit(out, piece.start() + start, piece.start() + end)
        else:
            emit(fold(piece[0]), piece.start(), piece.end())
    return "".join(folded), starts, ends


def fold(text: str) -> str:
    """NFKC and case folding (Unicode TR15; Unicode 3.13, default caseless matching)."""
    # NFKC would glue "Acme™" into "acmetm", and case folding leaves a dot on "İ".
    normal = unicodedata.normalize("NFKC", text.translate(_TRADEMARKS))
    return normal.casefold().replace("i\u0307", "i")
