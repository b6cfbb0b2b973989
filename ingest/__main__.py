"""``python -m ingest``: builds a dataset that the app then serves."""

import argparse
import json
import sys
from collections.abc import Sequence

from tqdm import tqdm

from ingest.arguments import parser
from ingest.work import DOWNLOADING, ingest
from search.encoder import open_encoder
from search.errors import NvkError
from search.settings import Settings, settings
from search.terminal import printable


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
    with _Bars() as bars:

        def about(lines: Sequence[str]) -> None:
            bars.close()
            for line in lines:
                print(printable(line), file=sys.stderr)

        summary = ingest(
            options,
            environment,
            encoder=lambda: open_encoder(environment.model, environment.device),
            progress=bars.show,
            about=about,
        )
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
        self.close()

    def close(self) -> None:
        """Leaves the last bar as it is."""
        if self._bar is not None:
            self._bar.close()

    def show(self, phase: str, done: int, total: int | None) -> None:
        """Moves the phase's bar to ``done``."""
        if self._bar is None or phase != self._phase:
            self.close()
            self._phase = phase
            self._bar = tqdm(
                desc=phase,
                total=total,
                unit="B" if phase == DOWNLOADING else " documents",
                unit_scale=phase == DOWNLOADING,
                disable=None,
                dynamic_ncols=True,
            )
        self._bar.update(done - self._bar.n)


if __name__ == "__main__":
    sys.exit(main())
