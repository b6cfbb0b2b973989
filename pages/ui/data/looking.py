"""What an uploaded table holds, and what would become of its first rows."""

from collections.abc import Mapping
from html import escape

import pandas as pd
import streamlit as st

from ingest.build.summary import Summary
from ingest.jobs.choices import TableChoices
from ingest.jobs.preview import ROWS, Preview
from pages.ui.data import words
from pages.ui.text import notice, paragraph, valid
from pages.ui.text import table as html_table

_ROWS = 8
_COLUMNS = 100
_REASONS = 10


def table(name: str, stem: str, found: Preview) -> None:
    """The file's name, how it is read, and its first rows."""
    st.html(
        f'<div class="nvk-start nvk-whole" dir="auto"><strong>{escape(valid(name))}</strong>'
        f"<span>{escape(valid(words.without_flags(found.format)))}</span></div>"
    )
    columns = found.columns[:_COLUMNS]
    rows = [[words.cell(row.get(column)) for column in columns] for row in found.rows[:_ROWS]]
    frame = pd.DataFrame(rows, columns=words.headings(columns))
    st.dataframe(frame, hide_index=True, key=f"rows-{stem}")


def outcome(tried: Summary, found: Preview, choices: TableChoices) -> None:
    """What becomes of the first rows, and what is not searched or kept of them."""
    used = {*choices.columns.values(), *choices.texts}
    extra = [words.cell(column) for column in found.columns if column not in used]
    if extra:
        paragraph(f"Kept as extra: {', '.join(extra[:_COLUMNS])}", "small")
    paragraph(words.tried(tried, all_rows=tried.read < ROWS), "point")
    for line in [*_hints(found, choices), *words.beside(vars(tried))]:
        paragraph(valid(line), "small")
    reasons(tried.reasons, "Why rows are left out", tried.examples)
    reasons(tried.left_out, "Why values are left out", tried.left_out_examples)


def _hints(found: Preview, choices: TableChoices) -> list[str]:
    searched = {choices.columns["name"], choices.columns["description"], *choices.texts}
    lines = [
        f"“{words.cell(column)}” has long texts that are not searched."
        for column in found.unread
        if column not in searched
    ]
    if found.key and not choices.merge_by:
        lines.append(
            f"Rows without texts continue the row with the same “{words.cell(found.key)}”; "
            "they can be joined by it under “More choices”."
        )
    return lines


def reasons(
    counted: Mapping[str, int], heading: str, examples: Mapping[str, str] | list[str] | None = None
) -> None:
    """Why something was left out, the most frequent first, with an example of each if known."""
    most = sorted(counted.items(), key=lambda pair: -pair[1])[:_REASONS]
    if not most:
        return
    rows = [
        (valid(words.without_flags(reason)), f"{count:,}", valid(_at(reason, examples)))
        for reason, count in most
    ]
    frame = pd.DataFrame(rows, columns=[heading, "How often", "For example"])
    html_table(frame if examples else frame.drop(columns="For example"))


def _at(reason: str, examples: Mapping[str, str] | list[str] | None) -> str:
    """Where it happened first."""
    if isinstance(examples, Mapping):
        return examples.get(reason, "")
    return next((one.partition(": ")[0] for one in examples or () if one.endswith(reason)), "")


def doubt(line: int) -> None:
    """Says that a line may be data or name the columns."""
    notice(f"Line {line} looks like data, so the columns are numbered. Does it name them?")
