"""``python -m ingest``: builds a dataset that the app then serves."""

import argparse
import json
import os
import sys
from collections.abc import Sequence

from tqdm import tqdm

from ingest.build import wording
from ingest.build.progress import ProgressLines
from ingest.build.run import DOWNLOADING, PATIENCE_SECONDS, ingest
from ingest.cli import export
from ingest.cli.arguments import parser
from ingest.cli.heartbeat import HeartbeatProcess
from search.errors import NvkError
from search.settings import Settings, settings
from search.store import open_store
from search.text.printable import printable


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
    with _Bars() as bars:

        def about(lines: Sequence[str]) -> None:
            bars.close()
            for line in lines:
                print(printable(line), file=sys.stderr)

        summary = ingest(
            options,
            environment,
            progress=bars.show,
            about=about,
        )
    if options.json:
        print(json.dumps(summary.to_dict(), ensure_ascii=False))
    else:
        print("\n".join(printable(line) for line in summary.lines()))
    return 0


def _export(options: argparse.Namespace, environment: Settings) -> int:
    store = open_store(environment, PATIENCE_SECONDS)
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
    """One progress bar a phase on standard error; lines now and then where nobody watches."""

    def __init__(self) -> None:
        self._heartbeat = None if sys.stderr.isatty() else HeartbeatProcess()
        tell = self._heartbeat.tell if self._heartbeat else None
        self._lines = ProgressLines(tell, wording.progress) if tell else None
        self._bar: tqdm[None] | None = None
        self._phase = ""

    def __enter__(self) -> "_Bars":
        return self

    def __exit__(self, *exception: object) -> None:
        self.close()
        if self._heartbeat:
            self._heartbeat.close()

    def close(self) -> None:
        """Leaves the last bar as it is."""
        if self._bar is not None:
            self._bar.close()

    def show(self, phase: str, done: int, total: int | None) -> None:
        """Moves the phase's bar to ``done``."""
        if self._lines:
            self._lines.take(phase, done, total)
            return
        if self._bar is None or phase != self._phase:
            self.close()
            self._phase = phase
            self._bar = tqdm(
                desc=phase,
                total=total,
                unit="B" if phase == DOWNLOADING else " documents",
                unit_scale=phase == DOWNLOADING,
                dynamic_ncols=True,
            )
        self._bar.update(done - self._bar.n)


if __name__ == "__main__":
    sys.exit(main())
