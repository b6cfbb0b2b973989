"""Names of datasets, which are names of folders and of collections as well; ids of documents."""

import hashlib
import re
import unicodedata
from uuid import NAMESPACE_URL, uuid5

import regex

from search.errors import InputError

MAX_NAME, MAX_NAME_BYTES = 63, 189
"""Characters and bytes (UTF-8) of a dataset's name; folders and collections add some, up to 255."""
_DATASET = regex.compile(
    r"[[\p{L}\p{N}]--[\p{Lu}\p{Lt}]][[\p{L}\p{M}\p{N}_\-]--[\p{Lu}\p{Lt}]]*", regex.V1
)
_SUFFIXES = re.compile(
    r"(\.(csv|tsv|tab|txt|json|jsonl|ndjson|geojson|parquet|xlsx|xlsm|xlsb|xls|ods|gz|zst|zip))+$"
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


def document_id(source_id: str) -> str:
    """The id of the document with this source id.

    >>> document_id("oak")
    'dd8dc23f-d34e-596d-b38b-eb8463fb4b15'
    """
    return str(uuid5(NAMESPACE_URL, source_id))


def slug(file_name: str) -> str:
    """A dataset's name made from a file's: its letters of any script, lower case, with hyphens.

    A name without letters and digits gives one with a digest, so that two of them differ.

    >>> slug("Meine Firmen (2).csv"), slug("日本の会社.csv.gz"), slug("firms.2024.csv")
    ('meine-firmen-2', '日本の会社', 'firms-2024')
    """
    stem = unicodedata.normalize("NFC", _SUFFIXES.sub("", file_name.strip().lower()))
    name = regex.sub(r"[^\p{L}\p{M}\p{N}_]+", "-", stem).lstrip("-_")
    name = regex.sub(r"^\p{M}+", "", name)
    while len(name) > MAX_NAME or len(name.encode()) > MAX_NAME_BYTES:
        name = name[:-1]
    digest = hashlib.sha256(file_name.encode(errors="replace")).hexdigest()
    return name.rstrip("-_") or f"file-{digest[:6]}"
