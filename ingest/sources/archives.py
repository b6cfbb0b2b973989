"""Which member of a zip is the table."""

import re
import zipfile
from pathlib import PurePosixPath

from search.errors import SourceError

_TABLES = {".csv", ".tsv", ".tab", ".json", ".jsonl", ".ndjson", ".geojson", ".parquet"}
_SYSTEM = {"thumbs.db", "desktop.ini"}
# What sites for open data pack beside their tables.
_BESIDE = re.compile(
    r"(read[ _-]?me|licen[cs]e|copying|notice|terms|about|changelog|citation|metadata|datapackage"
    r"|data[ _-]?dictionary|codebook|schema)([ ._-].*)?|.*\.(md|pdf|html?|docx?|rtf|png|jpe?g|svg"
    r"|md5|sha\d+)"
)
_SHOWN = 6


def table_of(archive: zipfile.ZipFile, name: str) -> zipfile.ZipInfo:
    """The only member that can be meant. Raises SourceError where there is none or a choice.

    Folders, hidden files and what macOS and Windows add never count; a readme, a licence and
    the like only count where there is nothing else.
    """
    members = [member for member in archive.infolist() if _is_visible(member)]
    for wanted in (_any, _is_no_reading_matter, _is_table):
        found = [member for member in members if wanted(member)]
        if len(found) == 1:
            return found[0]
    if any(member.filename == "[Content_Types].xml" for member in members):
        raise SourceError(f"{name} is an Office document; save the table as CSV first.")
    tables = [member for member in members if _is_table(member)] or members
    raise SourceError(
        f"{name} has {len(tables):,} members, but a zip must have exactly one table; unpack it and "
        f"give the file you mean{_listed(tables)}."
    )


def _is_visible(member: zipfile.ZipInfo) -> bool:
    path = PurePosixPath(member.filename)
    # macOS adds a shadow of every file under this name.
    hidden = "__MACOSX" in path.parts or path.name.startswith(".")
    # zipfile's own is_dir fails on a member without a name, which only a damaged archive has.
    is_table = path.name and not member.filename.endswith("/")
    return bool(is_table) and not hidden and path.name.lower() not in _SYSTEM


def _any(member: zipfile.ZipInfo) -> bool:
    return True


def _is_no_reading_matter(member: zipfile.ZipInfo) -> bool:
    return not _BESIDE.fullmatch(PurePosixPath(member.filename).name.lower())


def _is_table(member: zipfile.ZipInfo) -> bool:
    suffix = PurePosixPath(member.filename).suffix.lower()
    return suffix in _TABLES and _is_no_reading_matter(member)


def _listed(members: list[zipfile.ZipInfo]) -> str:
    names = ", ".join(member.filename[:60] for member in members[:_SHOWN])
    more = len(members) - _SHOWN
    return f": {names}{f' and {more:,} more' if more > 0 else ''}" if members else ""
