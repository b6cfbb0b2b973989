"""A forest plot: mean differences with their intervals, a row each, beside the numbers."""

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

import streamlit as st

from search.labels import number

_ENDS = (0.05, 0.1, 0.2, 0.3, 0.5, 0.75, 1.0)
_DECIMALS = 3


@dataclass(frozen=True)
class Row:
    """A mean difference and its interval, -1 to 1, and further cells of text."""

    name: str
    difference: float
    low: float | None
    high: float | None
    cells: tuple[str, ...]


def forest(title: str, rows: Sequence[Row], heads: Sequence[str], meaningful: float) -> None:
    """Draws the rows on one scale, with 0 in the middle and a band of ±``meaningful``."""
    end = _end(rows)
    head = "".join(f'<th scope="col" class="nvk-num">{escape(name)}</th>' for name in heads)
    body = "".join(_row(row, end, meaningful) for row in rows)
    st.html(
        f'<div class="nvk-scroll" role="region" tabindex="0" aria-label="{escape(title)}">'
        f'<table class="nvk-table nvk-forest"><thead><tr><th scope="col">{escape(title)}</th>'
        f'<th scope="col" class="nvk-axis"><span>−{end:g}</span><span>0</span><span>+{end:g}</span>'
        f'</th><th scope="col" class="nvk-num">Mean</th>'
        f'<th scope="col" class="nvk-num">95 % interval</th>{head}</tr></thead>'
        f"<tbody>{body}</tbody></table></div>"
    )


def signed(value: float) -> str:
    """A difference with its sign."""
    text = number(value, _DECIMALS)
    return f"+{text}" if value > 0 and float(text) else text


def _end(rows: Sequence[Row]) -> float:
    """Where the scale ends: beyond every interval."""
    ends = [abs(x) for row in rows for x in (row.difference, row.low, row.high) if x is not None]
    return next((end for end in _ENDS if end >= max(ends, default=0)), 1.0)


def _row(row: Row, end: float, meaningful: float) -> str:
    interval = (
        "too few queries"
        if row.low is None or row.high is None
        else f"{signed(row.low)} to {signed(row.high)}"
    )
    cells = "".join(f'<td class="nvk-num">{escape(cell)}</td>' for cell in row.cells)
    return (
        f'<tr><th scope="row" dir="auto">{escape(row.name)}</th>'
        f'<td class="nvk-axis" aria-hidden="true">{_plot(row, end, meaningful)}</td>'
        f'<td class="nvk-num">{signed(row.difference)}</td>'
        f'<td class="nvk-num">{interval}</td>{cells}</tr>'
    )


def _plot(row: Row, end: float, meaningful: float) -> str:
    def place(value: float) -> float:
        return 50 + 50 * max(-end, min(end, value)) / end

    band = f"left:{place(-meaningful):.2f}%;right:{100 - place(meaningful):.2f}%"
    marks = [f'<i class="nvk-band" style="{band}"></i><i class="nvk-zero"></i>']
    if row.low is not None and row.high is not None:
        clear = "" if row.low <= 0 <= row.high else " nvk-clear"
        span = f"left:{place(row.low):.2f}%;right:{100 - place(row.high):.2f}%"
        marks.append(f'<i class="nvk-span{clear}" style="{span}"></i>')
    marks.append(f'<i class="nvk-dot" style="left:{place(row.difference):.2f}%"></i>')
    return f'<span class="nvk-plot">{"".join(marks)}</span>'
