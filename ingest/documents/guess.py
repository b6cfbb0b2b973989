"""Guesses which column is which field: by name and by what is in it."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from ingest.documents.columns import Columns
from ingest.documents.continued import continuation_key
from ingest.documents.filters import filter_columns
from ingest.documents.known_names import (
    IDS,
    LAST_WORDS,
    NAMES,
    OTHER_NAMES,
    PICTURE_WORDS,
    WEAK_IDS,
    bare,
    ranks,
    words,
)
from ingest.documents.profile import Profile, profiles
from ingest.documents.rows import FIELDS

ROWS = 100
"""How many rows are looked at."""
_SHORTEST = 20
"""Characters; beside a sure name, a shorter text is rather a category than a description."""
_LONG = 100
"""Characters, on the mean, of a text that people will miss when it is not searched."""
Profiles = Mapping[str, Profile]


def guess(
    columns: Sequence[str],
    rows: Sequence[dict[str, Any]],
    given: Mapping[str, str],
    texts: Sequence[str] = (),
    filters: Sequence[str] | None = None,
    separator: str | None = None,
) -> Columns:
    """Columns by field; ``given`` are those the user named, "" for a field that has none.

    ``texts`` are columns that are searched beside the name, instead of a guessed description;
    ``filters`` those to filter by, None to guess them; ``separator`` stands between several values
    of theirs.
    """
    if texts and "description" not in given:
        given = {**given, "description": ""}
    found = {field: column for field, column in given.items() if column}
    if set(FIELDS) <= set(columns):  # a table of this software's own
        found.update({field: field for field in FIELDS if field not in given})
    free = [column for column in columns if column not in texts]
    looks = profiles(free, rows)
    for field in FIELDS:
        if field not in given and field not in found:
            left = {c: p for c, p in looks.items() if c not in found.values()}
            if column := _by_name(field, left):
                found[field] = column
    _by_content(found, looks, given)
    for field in FIELDS:  # rows after those looked at may have the field by its own name
        if field not in given and field not in found and field not in {*found.values(), *texts}:
            found[field] = field
    chosen = Columns({field: found[field] for field in FIELDS if field in found}, tuple(texts))
    by = free if filters is None else filters
    facets = filter_columns(
        [column for column in by if filters is not None or column not in _used(chosen)],
        rows,
        said=filters is not None,
        separator=separator,
    )
    return replace(_with_others(chosen, free, rows, looks), facets=facets)


def _used(chosen: Columns) -> set[str]:
    """Columns that a field takes; an id may be a filter as well, such as a variant's product."""
    return {column for field, column in chosen.by_field.items() if field != "id"}


def _with_others(
    chosen: Columns,
    columns: Sequence[str],
    rows: Sequence[dict[str, Any]],
    looks: Profiles,
) -> Columns:
    """What is to be known of the columns that no field takes."""
    free = [column for column in columns if column not in _used(chosen)]
    searched = [chosen.by_field.get("name"), chosen.by_field.get("description"), *chosen.texts]
    long = [c for c in free if c in looks and looks[c].is_prose and looks[c].length >= _LONG]
    return replace(
        chosen,
        unread=tuple(long),
        key=continuation_key(columns, rows, [column for column in searched if column]),
    )


def _by_name(field: str, looks: Profiles) -> str | None:
    """The column with the best known name among those that are filled and look like the field."""
    if field == "id":
        return _id(looks)
    places = ranks(NAMES[field])
    known = {column: places[bare(column)] for column in looks if bare(column) in places}
    if not known:
        return _by_last_word(field, looks)
    best = sorted(known, key=lambda column: known[column])  # of equals the first in the table
    most = max(looks[column].filled for column in best)
    filled = [column for column in best if looks[column].filled >= 0.5 * most]
    fitting = [column for column in filled if _fits(field, looks[column])]
    if not fitting and not any(looks[column].texts for column in filled):
        return filled[0]
    return _longer(field, fitting, looks) if fitting else None


def _id(looks: Profiles) -> str | None:
    strong, weak = ranks(IDS), ranks(WEAK_IDS)
    sure = [column for column in looks if bare(column) in strong]
    if sure:
        return min(sure, key=lambda column: strong[bare(column)])
    unique = [c for c in looks if bare(c) in weak and _is_unique(looks[c])]
    return min(unique, key=lambda column: weak[bare(column)], default=None)


def _is_unique(look: Profile) -> bool:
    return look.distinct == 1 and look.filled == 1 if look.texts else True


def _fits(field: str, look: Profile) -> bool:
    """Whether the values may be the field's; of none at all, nothing is known."""
    if not look.texts:
        return field not in ("name", "description")
    if field in ("name", "description"):
        return not (look.is_links or look.is_pictures)
    if field == "link":
        return not look.is_pictures
    return not look.is_prose or not look.length > _LONG if field == "city" else True


def _longer(field: str, columns: list[str], looks: Profiles) -> str:
    """The first, unless it holds only labels or codes and another holds texts."""
    first = columns[0]
    for other in columns[1:]:
        labels = field == "description" and looks[first].length < _SHORTEST
        if labels and looks[other].length >= 3 * looks[first].length:
            return other
        if field == "name" and looks[first].is_codes and not looks[other].is_codes:
            return other
    return first


def _by_last_word(field: str, looks: Profiles) -> str | None:
    """“primaryTitle” or “song_name”, but not “first name”."""
    endings = {bare(word) for word in LAST_WORDS.get(field, ())}
    for column, look in looks.items():
        parts = words(column)
        if len(parts) < 2 or parts[-1] not in endings or OTHER_NAMES.intersection(parts[:-1]):
            continue
        if look.texts and _fits(field, look) and not look.is_codes and not look.is_numbers:
            return column
    return None


def _by_content(found: dict[str, str], looks: Profiles, given: Mapping[str, str]) -> None:
    """Adds the fields that no column's name told."""
    for field, look in _LOOKS.items():
        if field not in given and field not in found:
            left = {c: p for c, p in looks.items() if c not in found.values() and p.texts}
            if column := look(left, "name" in found):
                found[field] = column


def _images(looks: Profiles, named: bool) -> str | None:
    by_name = (c for c, p in looks.items() if p.is_links and PICTURE_WORDS.intersection(words(c)))
    by_content = (column for column, look in looks.items() if look.is_pictures)
    return next(by_content, None) or next(by_name, None)


def _link(looks: Profiles, named: bool) -> str | None:
    links = (c for c, look in looks.items() if look.is_links and not look.is_pictures)
    return next((c for c in links if not PICTURE_WORDS.intersection(words(c))), None)


def _description(looks: Profiles, named: bool) -> str | None:
    """The longest text, counting rows without one as empty."""
    lengths = {
        column: look.length * look.filled
        for column, look in looks.items()
        if look.is_prose and not look.is_numbers and (look.length >= _SHORTEST or not named)
    }
    return max(lengths, key=lambda column: lengths[column], default=None)


def _name(looks: Profiles, named: bool) -> str | None:
    """The first short text that nearly every row has and hardly any shares; no code if it can."""
    fitting = [
        column
        for column, look in looks.items()
        if look.is_names and look.distinct >= 0.9 and look.filled >= 0.9 and not look.is_numbers
    ]
    words_first = sorted(fitting, key=lambda column: looks[column].is_codes)
    return next(iter(words_first), None)


_LOOKS: dict[str, Callable[[Profiles, bool], str | None]] = {
    "images": _images,
    "link": _link,
    "description": _description,
    "name": _name,
}
