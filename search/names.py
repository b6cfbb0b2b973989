"""Names of datasets, which are names of folders and of collections as well."""

import unicodedata

import regex

from search.errors import InputError

MAX_NAME, MAX_NAME_BYTES = 63, 189
"""Characters and bytes (UTF-8) of a dataset's name; folders and collections add some, up to 255."""
_DATASET = regex.compile(
    r"[[\p{L}\p{N}]--[\p{Lu}\p{Lt}]][[\p{L}\p{M}\p{N}_\-]--[\p{Lu}\p{Lt}]]*", regex.V1
)


def dataset_name(value: str) -> str:
    """The name in NFC. Raises InputError when it cannot be a folder's and a collection's."""
    name = unicodedata.normalize("NFC", value)
    short = len(name) <= MAX_NAME and len(name.encode(errors="replace")) <= MAX_NAME_BYTES
    if not short or not _DATASET.fullmatch(name):
        raise InputError(
            f"dataset: use up to {MAX_NAME} lower-case letters of any script, digits, “-” and “_”, "
            "beginning with a letter or digit."
        )
    return name


def slug(file_name: str) -> str:
    """A dataset's name made from a file's: its letters of any script, lower case, with hyphens.

    >>> slug("Meine Firmen (2).csv"), slug("日本の会社.csv.gz"), slug("Café.csv")
    ('meine-firmen-2', '日本の会社', 'café')
    """
    stem = unicodedata.normalize("NFC", file_name.strip().split(".", 1)[0].lower())
    name = regex.sub(r"[^\p{L}\p{M}\p{N}_]+", "-", stem).lstrip("-_")
    name = regex.sub(r"^\p{M}+", "", name)
    while len(name) > MAX_NAME or len(name.encode()) > MAX_NAME_BYTES:
        name = name[:-1]
    return name.rstrip("-_") or "file"
