"""Medians of repeated calls, and tables of them."""

import statistics
import time
from collections.abc import Callable, Iterable
from dataclasses import asdict, dataclass
from typing import Any


@dataclass(frozen=True)
class Result:
    """One measured question: milliseconds per call, and a ratio where there is a peer."""

    question: str
    p50_ms: float
    p95_ms: float
    calls: int
    ratio: float | None = None
    against: str = ""

    def to_dict(self) -> dict[str, Any]:
        """JSON-ready."""
        return asdict(self)


def measure(question: str, calls: Iterable[Callable[[], object]], rounds: int = 5) -> Result:
    """Times each call once per round, after one round that is not counted."""
    functions = list(calls)
    for function in functions:
        function()
    times = []
    for _ in range(rounds):
        for function in functions:
            started = time.perf_counter()
            function()
            times.append((time.perf_counter() - started) * 1000)
    return result_of(question, times)


def result_of(question: str, times: list[float]) -> Result:
    """Median and 95th percentile of milliseconds."""
    ordered = sorted(times)
    p95 = ordered[int(len(ordered) * 0.95)]
    return Result(question, statistics.median(ordered), p95, len(ordered))


def compared(result: Result, peer: Result) -> Result:
    """The result with how many times faster than its peer it is."""
    ratio = peer.p50_ms / result.p50_ms
    return Result(**{**asdict(result), "ratio": ratio, "against": peer.question})


def table(results: Iterable[Result]) -> str:
    """For the terminal and for Markdown."""
    lines = ["| question | p50 ms | p95 ms | calls | ratio |", "|---|---:|---:|---:|---|"]
    for r in results:
        ratio = f"{r.ratio:,.1f} × {r.against}" if r.ratio else ""
        lines.append(f"| {r.question} | {r.p50_ms:.2f} | {r.p95_ms:.2f} | {r.calls} | {ratio} |")
    return "\n".join(lines)
