"""The command line of ``python -m ingest``: which source, and how it is built."""

import argparse
import hashlib
import shlex
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

from ingest.cli import export
from ingest.cli.flags import Parser, add_common, with_columns, with_path, with_reading, with_url
from ingest.documents.cleaning import CLEANUPS
from ingest.documents.columns import COLUMN_FLAGS
from ingest.documents.filters import known_separator
from ingest.sources import catalog
from ingest.sources.download import STARTUPS_URL, YC_URL, BytesDone, download
from ingest.sources.file_source import FileSource
from ingest.sources.files import Spool
from search.keyword.bm25 import IDFS
from search.names import slug
from search.nouns import parse_noun


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
    if options.noun:
        parse_noun(options.noun)  # refused before anything is read
    source: FileSource = options.open(options, place)
    wanted = tuple(name for name in CLEANUPS if vars(options)[name.replace("-", "_")])
    read_as = " ".join([source.read_as, *_build_flags(options)])
    return replace(source, read_as=read_as, limit=options.limit, cleanups=wanted)


def _build_flags(options: argparse.Namespace) -> list[str]:
    """What is not about reading, but is to be the same when the dataset is built again."""
    language = [f"--language {options.language}"] if options.language else []
    noun = [f"--noun {shlex.quote(options.noun)}"] if options.noun else []
    idf = [f"--idf {options.idf}"] if options.idf != IDFS[0] else []
    return [*language, *noun, *idf]


def dataset_of(options: argparse.Namespace) -> str:
    """The dataset's name as said, else after the source."""
    named: Named = options.named
    return options.dataset or named(options)


def parser() -> Parser:
    """Parses into what ``source_of`` and ``dataset_of`` take."""
    parser = argparse.ArgumentParser(
        prog="python -m ingest",
        description="Build a dataset: both indexes over the same documents.",
    )
    sources = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")

    def add(name: str, help: str, open: Open, named: Named | None = None) -> Parser:
        command = sources.add_parser(name, help=help, description=help[0].upper() + help[1:] + ".")
        command.set_defaults(open=open, named=named or (lambda _: name))
        return command

    commands = [
        add("sample", "the bundled start-ups", lambda *_: catalog.sample()),
        with_url(add("startups", "the tutorial's 40,474 start-ups (download)", _startups)),
        with_url(add("yc", "Y Combinator's companies with logos (download)", _yc)),
        with_path(add("crunchbase", "Crunchbase's export organizations.csv", _crunchbase)),
        with_reading(with_columns(with_path(add("file", _FILE_HELP, _file, _slug)))),
    ]
    for command in commands:
        add_common(command)
    export.add_command(sources)
    return parser


_FILE_HELP = (
    "your own CSV, TSV, JSON, Parquet, .xlsx or .ods, also in gz, zst or zip; - is standard input"
)


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
    separator: str | None = options.value_separator
    choices = catalog.Choices(
        {field: column for field, column in said.items() if column is not None},
        options.text_column or (),
        options.filter_column,
        options.merge_by,
        options.take_language,
        options.keep_missing,
        None if separator is None else known_separator(separator),
        options.card_column,
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
