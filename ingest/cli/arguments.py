"""The command line of ``python -m ingest``: which source, and how it is built."""

import argparse
import hashlib
import shlex
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

from ingest.cli import export
from ingest.documents.cleaning import CLEANUPS
from ingest.documents.columns import COLUMN_FLAGS, FILTER_FLAG, MERGE_FLAG, TEXT_FLAG
from ingest.documents.missing import SHOWN
from ingest.sources import catalog
from ingest.sources.download import STARTUPS_URL, YC_URL, BytesDone, download
from ingest.sources.file_source import FileSource
from ingest.sources.files import Spool
from search.keyword.bm25 import IDFS
from search.names import slug
from search.text.languages import LANGUAGES

_LARGEST_BATCH = 4096
_LARGEST_LIMIT = 10**12
_CLEANUP_HELP = {
    "strip-html": "take HTML elements out of texts",
    "fix-text": "repair texts that were decoded wrongly (mojibake)",
}


@dataclass(frozen=True)
class Place:
    """Where a source may put what it downloads or copies, and whom it tells how far it is."""

    data_dir: Path
    spool: Spool
    progress: BytesDone


Open = Callable[[argparse.Namespace, Place], FileSource]
Named = Callable[[argparse.Namespace], str]


def source_of(options: argparse.Namespace, place: Place) -> FileSource:
    """The source that was asked for. Raises SourceError or InputError."""
    source: FileSource = options.open(options, place)
    wanted = tuple(name for name in CLEANUPS if vars(options)[name.replace("-", "_")])
    read_as = " ".join([source.read_as, *_build_flags(options)])
    return replace(source, read_as=read_as, limit=options.limit, cleanups=wanted)


def _build_flags(options: argparse.Namespace) -> list[str]:
    """What is not about reading, but is to be the same when the dataset is built again."""
    language = [f"--language {options.language}"] if options.language else []
    return language + ([f"--idf {options.idf}"] if options.idf != IDFS[0] else [])


def dataset_of(options: argparse.Namespace) -> str:
    """The dataset's name as said, else after the source."""
    named: Named = options.named
    return options.dataset or named(options)


def parser() -> argparse.ArgumentParser:
    """Parses into what ``source_of`` and ``dataset_of`` take."""
    parser = argparse.ArgumentParser(
        prog="python -m ingest",
        description="Build a dataset: both indexes over the same documents.",
    )
    sources = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")

    def add(name: str, help: str, open: Open, named: Named | None = None) -> _Parser:
        command = sources.add_parser(name, help=help, description=help[0].upper() + help[1:] + ".")
        command.set_defaults(open=open, named=named or (lambda _: name))
        return command

    commands = [
        add("sample", "the bundled start-ups", lambda *_: catalog.sample()),
        _with_url(add("startups", "the tutorial's 40,474 start-ups (download)", _startups)),
        _with_url(add("yc", "Y Combinator's companies with logos (download)", _yc)),
        _with_path(add("crunchbase", "Crunchbase's export organizations.csv", _crunchbase)),
        _with_columns(_with_path(add("file", _FILE_HELP, _file, _slug))),
    ]
    for command in commands:
        _add_common(command)
    export.add_command(sources)
    return parser


_Parser = argparse.ArgumentParser
_FILE_HELP = (
    "your own CSV, TSV, JSON, Parquet, .xlsx or .ods, also in gz, zst or zip; - is standard input"
)


def _with_path(parser: _Parser) -> _Parser:
    parser.add_argument("path", metavar="PATH", type=Path, help="a file, or - for standard input")
    return parser


def _with_url(parser: _Parser) -> _Parser:
    parser.add_argument("--url", help="download from there instead")
    parser.add_argument(
        "--refresh", action="store_true", help="download again what was downloaded before"
    )
    return parser


def _with_columns(parser: _Parser) -> _Parser:
    for flag in COLUMN_FLAGS.values():
        what = flag.removeprefix("--").removesuffix("-column")
        parser.add_argument(
            flag, metavar="COLUMN", help=f"where the {what} is; '' for nowhere (default: guessed)"
        )
    parser.add_argument(
        TEXT_FLAG,
        metavar="COLUMN",
        action="append",
        help="search this column beside the name; repeatable (default: the description's)",
    )
    parser.add_argument(
        FILTER_FLAG,
        metavar="COLUMN",
        action="append",
        help="let documents be filtered by it; repeatable, '' for none (default: guessed)",
    )
    parser.add_argument(
        MERGE_FLAG,
        metavar="COLUMN",
        default="",
        help="join the rows that follow each other with the same value there",
    )
    parser.add_argument(
        "--take-language",
        metavar="CODE",
        help='of texts by language, such as {"en": …}, take this one (default: the first)',
    )
    parser.add_argument(
        "--keep-missing",
        action="store_true",
        help=f"keep what stands for a missing city, link or image ({SHOWN})",
    )
    parser.add_argument("--encoding", help="such as cp1252 (default: detected)")
    parser.add_argument("--delimiter", help="between a CSV's fields (default: detected)")
    parser.add_argument("--quote", help="around a CSV's fields, or none (default: detected)")
    parser.add_argument(
        "--header-line",
        type=_line,
        metavar="LINE",
        help="the line that names the columns; 0 if none does (default: detected)",
    )
    parser.add_argument("--sheet", help="a workbook's, by name or number (default: the first)")
    return parser


def _add_common(parser: _Parser) -> None:
    parser.add_argument("--dataset", help="the dataset's name (default: after the source)")
    parser.add_argument("--limit", type=_positive, help="read only the first LIMIT rows")
    parser.add_argument(
        "--batch-size", type=_batch, default=256, help="documents encoded and written at a time"
    )
    parser.add_argument(
        "--append", action="store_true", help="keep documents that are not in this input"
    )
    parser.add_argument(
        "--replace",
        action="store_true",
        help="take the place of a dataset of this name that was built from another source",
    )
    parser.add_argument(
        "--language",
        choices=LANGUAGES,
        help="of the texts, for stems and stop words; none for several (default: detected)",
    )
    parser.add_argument(
        "--idf",
        choices=IDFS,
        default=IDFS[0],
        help="how rare words are weighed: as Lucene does, or as rank_bm25 does",
    )
    parser.add_argument("--json", action="store_true", help="print the summary as JSON")
    for name, what in _CLEANUP_HELP.items():
        parser.add_argument(f"--{name}", action="store_true", help=what)


def _startups(options: argparse.Namespace, place: Place) -> FileSource:
    return catalog.startups(*_downloaded(options, place, "startups", ".jsonl", STARTUPS_URL))


def _yc(options: argparse.Namespace, place: Place) -> FileSource:
    return catalog.yc(*_downloaded(options, place, "yc", ".json", YC_URL))


def _crunchbase(options: argparse.Namespace, place: Place) -> FileSource:
    return catalog.crunchbase(options.path, place.spool)


def _file(options: argparse.Namespace, place: Place) -> FileSource:
    said = {
        field: vars(options)[flag.removeprefix("--").replace("-", "_")]
        for field, flag in COLUMN_FLAGS.items()
    }
    choices = catalog.Choices(
        {field: column for field, column in said.items() if column is not None},
        options.text_column or (),
        options.filter_column,
        options.merge_by,
        options.take_language,
        options.keep_missing,
    )
    return catalog.local(
        options.path,
        place.spool,
        choices,
        options.encoding,
        options.delimiter,
        options.quote,
        options.header_line,
        options.sheet,
    )


def _downloaded(
    options: argparse.Namespace, place: Place, name: str, suffix: str, url: str
) -> tuple[Path, str]:
    """Where the download is, and the command that reads it again."""
    command, file = name, name
    if options.url and options.url != url:
        url = options.url
        command += f" --url {shlex.quote(url)}"
        file += f"-{hashlib.sha256(url.encode()).hexdigest()[:12]}"
    target = place.data_dir / "downloads" / f"{file}{suffix}"
    return download(url, target, place.progress, again=options.refresh), command


def _slug(options: argparse.Namespace) -> str:
    """A dataset's name made from a file's."""
    if str(options.path) == catalog.STDIN:
        return "stdin"
    return slug(options.path.name)


def _positive(text: str) -> int:
    if not (text.isascii() and text.isdigit()) or not 1 <= int(text[:19]) <= _LARGEST_LIMIT:
        raise argparse.ArgumentTypeError(f"use a whole number from 1 to {_LARGEST_LIMIT}")
    return int(text)


def _line(text: str) -> int:
    return 0 if text == "0" else _positive(text)


def _batch(text: str) -> int:
    if _positive(text) > _LARGEST_BATCH:
        raise argparse.ArgumentTypeError(f"use at most {_LARGEST_BATCH}")
    return int(text)
