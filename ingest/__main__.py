"""``python -m ingest``: builds a dataset that the app then serves."""

import argparse
import hashlib
import json
import re
import shlex
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

from tqdm import tqdm

from ingest.download import STARTUPS_URL, download
from ingest.pipeline import Build
from ingest.sources import JsonLines, sample
from search.encoder import open_encoder
from search.errors import NvkError
from search.settings import Settings, dataset_name, settings
from search.store import open_store
from search.terminal import printable

_LARGEST_BATCH = 4096
_PATIENCE_SECONDS = 120
"""Long enough for a server to be restarted under a running ingest."""
_LARGEST_LIMIT = 10**12


def main(arguments: Sequence[str] | None = None) -> int:
    """Returns the exit status: 0 done, 1 failed with one line on standard error, 130 stopped."""
    options = _parser().parse_args(arguments)
    try:
        return _run(options, settings())
    except NvkError as error:
        print(f"error: {printable(' '.join(str(error).split()))}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("stopped: the previous index is still in use; run again to go on", file=sys.stderr)
        return 130


def _run(options: argparse.Namespace, environment: Settings) -> int:
    source: JsonLines = options.source(options, environment)
    dataset = dataset_name(options.dataset or options.default_dataset(options))
    next(iter(source.rows()), None)  # says what is wrong with it before the model is loaded
    with _Bars() as bars:
        build = Build(
            store=open_store(environment, _PATIENCE_SECONDS),
            encoder=open_encoder(environment.model, environment.device),
            source=source,
            dataset=dataset,
            append=options.append,
            batch_size=options.batch_size,
            progress=bars.show,
            unfinished=environment.data_dir / "unfinished" / f"{dataset}.vectors",
        )
        summary = build.run()
    if options.json:
        print(json.dumps(summary.to_dict(), ensure_ascii=False))
    else:
        print("\n".join(printable(line) for line in summary.lines()))
    return 0


class _Bars:
    """One progress bar a phase, on standard error, only where a person watches."""

    def __init__(self) -> None:
        self._bar: tqdm[None] | None = None
        self._phase = ""

    def __enter__(self) -> "_Bars":
        return self

    def __exit__(self, *exception: object) -> None:
        if self._bar is not None:
            self._bar.close()

    def show(self, phase: str, done: int, total: int | None, unit: str = " documents") -> None:
        """Moves the phase's bar to ``done``."""
        if self._bar is None or phase != self._phase:
            self.__exit__()
            self._phase = phase
            scale = unit == "B"
            self._bar = tqdm(
                desc=phase,
                total=total,
                unit=unit,
                unit_scale=scale,
                disable=None,
                dynamic_ncols=True,
            )
        self._bar.update(done - self._bar.n)


def _startups(options: argparse.Namespace, environment: Settings) -> JsonLines:
    command, name = "startups", "startups.jsonl"
    if options.url != STARTUPS_URL:
        command += f" --url {shlex.quote(options.url)}"
        name = f"startups-{hashlib.sha256(options.url.encode()).hexdigest()[:12]}.jsonl"
    target = environment.data_dir / "downloads" / name
    with _Bars() as bars:
        path = download(
            options.url, target, lambda done, all_: bars.show("downloading", done, all_, "B")
        )
    return JsonLines(path, command, options.limit)


def _slug(path: Path) -> str:
    """A dataset's name made from a file's."""
    stem = path.name.split(".", 1)[0].lower()
    return re.sub(r"[^a-z0-9_-]+", "-", stem).strip("-_")[:63] or "file"


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m ingest",
        description="Build a dataset: both indexes over the same documents.",
    )
    sources = parser.add_subparsers(dest="command", required=True, metavar="SOURCE")
    _add(
        sources.add_parser("sample", help="the bundled start-ups"),
        lambda options, _: sample(options.limit),
        lambda _: "sample",
    )
    startups = sources.add_parser("startups", help="the tutorial's 40,474 start-ups (download)")
    startups.add_argument("--url", default=STARTUPS_URL, help="where to download from")
    _add(startups, _startups, lambda _: "startups")
    file = sources.add_parser("file", help="your own JSON Lines file, plain or gzipped")
    file.add_argument("path", metavar="PATH", type=Path)
    _add(
        file,
        lambda options, _: JsonLines.file(options.path, options.limit),
        lambda options: _slug(options.path),
    )
    return parser


def _add(
    parser: argparse.ArgumentParser,
    source: Callable[[argparse.Namespace, Settings], JsonLines],
    default_dataset: Callable[[argparse.Namespace], str],
) -> None:
    parser.set_defaults(source=source, default_dataset=default_dataset)
    parser.add_argument("--dataset", help="the dataset's name (default: after the source)")
    parser.add_argument("--limit", type=_positive, help="read only the first LIMIT rows")
    parser.add_argument(
        "--batch-size", type=_batch, default=256, help="documents encoded and written at a time"
    )
    parser.add_argument(
        "--append", action="store_true", help="keep documents that are not in this input"
    )
    parser.add_argument("--json", action="store_true", help="print the summary as JSON")


def _positive(text: str) -> int:
    if not (text.isascii() and text.isdigit()) or not 1 <= int(text[:19]) <= _LARGEST_LIMIT:
        raise argparse.ArgumentTypeError(f"use a whole number from 1 to {_LARGEST_LIMIT}")
    return int(text)


def _batch(text: str) -> int:
    if _positive(text) > _LARGEST_BATCH:
        raise argparse.ArgumentTypeError(f"use at most {_LARGEST_BATCH}")
    return int(text)


if __name__ == "__main__":
    sys.exit(main())
