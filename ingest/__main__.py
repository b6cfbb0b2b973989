"""``python -m ingest``: builds a dataset that the app then serves."""

import argparse
import json
import os
import sys
from collections.abc import Sequence
from contextlib import closing

from tqdm import tqdm

from ingest import export
from ingest.arguments import Place, dataset_of, parser, source_of
from ingest.files import Spool
from ingest.pipeline import Build
from ingest.rejected import Rejections
from ingest.sources import Source
from ingest.summary import Summary
from search.encoder import open_encoder
from search.errors import NvkError
from search.settings import Settings, dataset_name, settings
from search.store import open_store
from search.terminal import printable

_PATIENCE_SECONDS = 120
"""Long enough for a server to be restarted under a running ingest."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Returns the exit status: 0 done, 1 failed with one line on standard error, 130 stopped."""
    options = parser().parse_args(arguments)
    try:
        return _run(options, settings())
    except NvkError as error:
        print(f"error: {printable(' '.join(str(error).split()))}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("stopped: the previous index is still in use; run again to go on", file=sys.stderr)
        return 130


def _run(options: argparse.Namespace, environment: Settings) -> int:
    if options.command == "export":
        return _export(options, environment)
    dataset = dataset_name(dataset_of(options))
    with Spool(environment.data_dir) as spool:
        with _Bars() as bars:
            place = Place(environment.data_dir, spool, bars.download)
            source = source_of(options, place)
        for line in source.about:
            print(printable(line), file=sys.stderr)
        with closing(source.rows()) as rows:
            next(rows, None)  # says what is wrong with it before the model is loaded
        summary = _build(options, environment, source, dataset)
    if options.json:
        print(json.dumps(summary.to_dict(), ensure_ascii=False))
    else:
        print("\n".join(printable(line) for line in summary.lines()))
    return 0


def _build(
    options: argparse.Namespace, environment: Settings, source: Source, dataset: str
) -> Summary:
    with _Bars() as bars, Rejections(environment.data_dir / dataset) as rejections:
        summary = Build(
            store=open_store(environment, _PATIENCE_SECONDS),
            encoder=open_encoder(environment.model, environment.device),
            source=source,
            dataset=dataset,
            append=options.append,
            batch_size=options.batch_size,
            progress=bars.show,
            unfinished=environment.data_dir / "unfinished" / f"{dataset}.vectors",
            rejections=rejections,
        ).run()
        summary.rejected_file = str(rejections.publish() or "")
    return summary


def _export(options: argparse.Namespace, environment: Settings) -> int:
    store = open_store(environment, _PATIENCE_SECONDS)
    try:
        count = export.export(store, options.dataset, options.output)
    except BrokenPipeError:  # whoever reads has seen enough, and Python would complain at exit
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1
    except KeyboardInterrupt:
        print("stopped: no file was written", file=sys.stderr)
        return 130
    if options.output != export.STDOUT:
        print(printable(f"{count:,} documents of “{options.dataset}” written to {options.output}"))
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

    def download(self, done: int, total: int | None) -> None:
        """The same for bytes."""
        self.show("downloading", done, total, "B")


if __name__ == "__main__":
    sys.exit(main())
