"""Medians and spreads of repeated calls, ratios to peers, and tables of them."""

import statistics
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict, dataclass, replace
from functools import partial
from typing import Any, TypeVar

T = TypeVar("T")


@dataclass(frozen=True)
class Result:
    """One measured question; each of ``ratios`` is a number and what it is a multiple of."""

    question: str
    p50: float
    p95: float | None = None
    unit: str = "ms"
    runs: int = 1
    ratios: tuple[tuple[float, str], ...] = ()

    def to_dict(self) -> dict[str, Any]:
        """JSON-ready."""
        return asdict(self)


def measure(question: str, calls: Iterable[Callable[[], object]], rounds: int = 20) -> Result:
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


def each(function: Callable[[T], object], arguments: Iterable[T]) -> list[Callable[[], object]]:
    """One call of ``function`` for each argument, for ``measure``."""
    return [partial(function, argument) for argument in arguments]


def result_of(question: str, times: Sequence[float]) -> Result:
    """Median and 95th percentile of milliseconds."""
    ordered = sorted(times)
    p95 = ordered[int(len(ordered) * 0.95)]
    return Result(question, statistics.median(ordered), p95, runs=len(ordered))


def speed(result: Result, *peers: Result) -> Result:
    """The result with its speed as multiples of its peers' speeds."""
    ratios = tuple((peer.p50 / result.p50, f"the speed of {peer.question}") for peer in peers)
    return replace(result, ratios=result.ratios + ratios)


def multiple(result: Result, *bases: Result) -> Result:
    """The result as multiples of others."""
    ratios = tuple((result.p50 / base.p50, base.question) for base in bases)
    return replace(result, ratios=result.ratios + ratios)


def table(results: Iterable[Result]) -> str:
    """For the terminal and for Markdown."""
    lines = ["| question | median | p95 | unit | runs | ratio |", "|---|---:|---:|---|---:|---|"]
    for r in results:
        ratio = "; ".join(f"{_number(number)} × {what}" for number, what in r.ratios)
        p95 = "" if r.p95 is None else _number(r.p95)
        lines.append(f"| {r.question} | {_number(r.p50)} | {p95} | {r.unit} | {r.runs} | {ratio} |")
    return "\n".join(lines)


def _number(value: float) -> str:
    return f"{value:,.0f}" if value >= 100 else f"{value:.3g}"
