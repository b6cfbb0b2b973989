"""The flags of ``python -m ingest``, in groups."""

import argparse
from pathlib import Path

from ingest.documents.columns import (
    CARD_FLAG,
    COLUMN_FLAGS,
    FILTER_FLAG,
    MERGE_FLAG,
    SEPARATOR_FLAG,
    TEXT_FLAG,
)
from ingest.documents.missing import SHOWN
from search.keyword.bm25 import IDFS
from search.text.languages import LANGUAGES

Parser = argparse.ArgumentParser
_LARGEST_BATCH = 4096
_LARGEST_LIMIT = 10**12
_CLEANUP_HELP = {
    "strip-html": "take HTML elements out of texts",
    "fix-text": "repair texts that were decoded wrongly (mojibake)",
}


def with_path(parser: Parser) -> Parser:
    """Adds the file."""
    parser.add_argument("path", metavar="PATH", type=Path, help="a file, or - for standard input")
    return parser


def with_url(parser: Parser) -> Parser:
    """Adds what is about a download."""
    parser.add_argument("--url", help="download from there instead")
    parser.add_argument(
        "--refresh", action="store_true", help="download again what was downloaded before"
    )
    return parser


def with_columns(parser: Parser) -> Parser:
    """Adds which column is what."""
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
        SEPARATOR_FLAG,
        metavar="SIGN",
        help="between several values of a filter's cell, or none (default: detected)",
    )
    parser.add_argument(
        CARD_FLAG,
        metavar="COLUMN",
        action="append",
        help="show it on cards, in this order; repeatable, '' for none (default: the first eight)",
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
    return parser


def with_reading(parser: Parser) -> Parser:
    """Adds how a file is to be read."""
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


def add_common(parser: Parser) -> None:
    """Adds what every source takes."""
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
        "--noun",
        metavar="PLURAL",
        help="what its documents are called: products, or Firma/Firmen (default: guessed)",
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
