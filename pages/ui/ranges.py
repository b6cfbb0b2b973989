"""The widgets that choose a range of numbers or dates to filter by."""

import math
from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime
from typing import NamedTuple

import streamlit as st

from search.errors import InputError
from search.ranges import BETWEEN, Range, RangeField, parse_range, value_text
from search.store import Index

_DAY = 86_400.0
_LARGEST_WHOLE = 2**53
"""Whole numbers beyond this one are not exact in a browser."""
Value = float | date | None


class _Inputs(NamedTuple):
    """The two inputs of a field: their keys, what they show, and what takes another choice."""

    low: str
    high: str
    found: RangeField
    shown: Range
    choose: Callable[[str], None]


def range_inputs(
    label: str,
    field: str,
    found: RangeField,
    wanted: Sequence[str],
    choose: Callable[[str], None],
) -> None:
    """Two inputs, for the least and for the greatest value; an empty one leaves its end open.

    ``wanted`` are the chosen ranges as texts; ``choose`` is called with another one, "" for none.
    Of several ranges, which only an address can have, the inputs show none.
    """
    shown = parse_range(field, found.kind, wanted[0]) if len(wanted) == 1 else Range()
    inputs = _Inputs(f"range-low-{field}", f"range-high-{field}", found, shown, choose)
    if found.kind == "date":  # too wide to stand side by side
        _days(f"{label}, from", inputs, inputs.low)
        _days(f"{label}, to", inputs, inputs.high)
    else:
        left, right = st.columns(2, vertical_alignment="bottom")
        with left:
            _numbers(f"{label}, from", inputs, inputs.low)
        with right:
            _numbers("to", inputs, inputs.high)
    if len(wanted) > 1:
        st.text(f"Any of: {', '.join(wanted)}")


def readable(index: Index, field: str, wanted: Sequence[str]) -> tuple[list[str], list[str]]:
    """The texts that say a range of the field, and why the others do not."""
    texts, problems = list[str](), list[str]()
    for text in wanted:
        try:
            parse_range(field, index.manifest.ranges[field].kind, text)
            texts.append(text)
        except InputError as error:
            problems.append(str(error))
    return texts, problems


def range_text(found: RangeField, low: Value, high: Value) -> str:
    """The range between two inputs, whichever of them is larger; empty if both are.

    >>> range_text(RangeField("number", 0.0, 9.0, 5), 7, 2.5)
    '2.5..7'
    """
    ends = [end for end in (low, high) if end is not None]
    if not ends:
        return ""
    if len(ends) == 2:
        low, high = sorted(ends, key=_number)
    return BETWEEN.join("" if end is None else _text(found, end) for end in (low, high))


def _numbers(label: str, inputs: _Inputs, key: str) -> None:
    """One end as a number; while it is open, the least or greatest number there is stands in it."""
    found, shown = inputs.found, inputs.shown
    placeholder = value_text("number", found.low if key == inputs.low else found.high)
    end = shown.low if key == inputs.low else shown.high
    if _are_whole(found.low, found.high, shown.low, shown.high):
        st.session_state[key] = None if end is None else int(end)
        st.number_input(
            label,
            value=None,
            step=1,
            key=key,
            placeholder=placeholder,
            on_change=_choose,
            args=(inputs,),
        )
    else:
        st.session_state[key] = end
        st.number_input(
            label, value=None, key=key, placeholder=placeholder, on_change=_choose, args=(inputs,)
        )


def _days(label: str, inputs: _Inputs, key: str) -> None:
    """One end as a day."""
    found, shown = inputs.found, inputs.shown
    end = shown.low if key == inputs.low else shown.high
    ends = [found.low, found.high, *(end for end in (shown.low, shown.high) if end is not None)]
    st.session_state[key] = None if end is None else _day(end)
    st.date_input(
        label,
        None,
        _day(min(ends)),
        _day(max(ends)),
        key=key,
        format="YYYY-MM-DD",
        on_change=_choose,
        args=(inputs,),
    )


def _choose(inputs: _Inputs) -> None:
    chosen = (st.session_state[key] for key in (inputs.low, inputs.high))
    inputs.choose(range_text(inputs.found, *chosen))


def _are_whole(*ends: float | None) -> bool:
    values = [end for end in ends if end is not None]
    return all(value.is_integer() and abs(value) < _LARGEST_WHOLE for value in values)


def _day(seconds: float) -> date:
    return datetime.fromtimestamp(math.floor(seconds / _DAY) * _DAY, UTC).date()


def _text(found: RangeField, end: float | date) -> str:
    return end.isoformat() if isinstance(end, date) else value_text("number", float(end))


def _number(end: float | date) -> float:
    return end.toordinal() if isinstance(end, date) else end
