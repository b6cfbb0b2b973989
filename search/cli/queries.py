"""``python -m search --queries FILE``: how far the engines agree on each of several queries."""

import argparse
import json
import os
import sys
from collections.abc import Iterator
from pathlib import Path

from search import open_service
from search.comparison.queries import ComparedQuery, query_lines
from search.errors import InputError, NvkError
from search.labels import number
from search.retrieval.request import facet_values
from search.text.printable import printable

_QUERY_WIDTH, _NAME_WIDTH = 36, 24
_HEAD = f"{'shared':>7}  {'RBO':>4}  {'query':{_QUERY_WIDTH}}  {'neural':{_NAME_WIDTH}}  full-text"


def query_table(options: argparse.Namespace, parser: argparse.ArgumentParser) -> int:
    """Prints a line for each query as soon as it is known; as JSON Lines with ``--json``.

    Returns:
        The exit status: 0 done, 1 failed with one line on standard error.
    """
    if options.mode or options.explain or options.format not in ("text", "json"):
        parser.error("--queries: without --mode and --explain, and with --format text or json")
    try:
        queries = query_lines(_read(options.queries))
        compared = open_service().compare_queries(
            queries,
            cities=options.city,
            filter=facet_values(options.filter, "="),
            k=options.k,
            dataset=options.dataset,
        )
        as_json = options.format == "json"
        for line in _json(compared) if as_json else _table(compared):
            print(line, flush=True)
    except NvkError as error:
        print(f"error: {error}", file=sys.stderr)
        return 1
    except BrokenPipeError:  # the reader has seen enough; Python would fail again on leaving
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return 0


def _read(name: str) -> str:
    try:
        raw = sys.stdin.buffer.read() if name == "-" else Path(name).read_bytes()
        return raw.decode("utf-8-sig")
    except OSError as error:
        raise InputError(f"queries: {name} cannot be read ({error.strerror}).") from error
    except UnicodeDecodeError as error:
        raise InputError(f"queries: {name} is not UTF-8 text.") from error


def _json(compared: Iterator[ComparedQuery]) -> Iterator[str]:
    return (json.dumps(each.to_dict(), ensure_ascii=False) for each in compared)


def _table(compared: Iterator[ComparedQuery]) -> Iterator[str]:
    yield _HEAD
    for each in compared:
        shared, rbo = "", ""
        if each.overlap:
            k, count, agreement = each.overlap
            shared = f"{count}/{k}"
            rbo = "" if agreement is None else number(agreement, 2)
        left, right = (_cut(top[0].title if top else "–", _NAME_WIDTH) for top in each.top)
        yield f"{shared:>7}  {rbo:>4}  {_cut(each.q, _QUERY_WIDTH)}  {left}  {right}".rstrip()
        yield from (f"{'':15}{printable(warning)}" for warning in each.warnings)


def _cut(text: str, width: int) -> str:
    text = printable(" ".join(text.split()))
    return f"{text if len(text) <= width else text[: width - 1] + '…':{width}}"
