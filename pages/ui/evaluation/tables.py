"""The table of engines."""

from html import escape

import streamlit as st

from search.evaluation.measures import JUDGED
from search.evaluation.result import EngineResult, Evaluation
from search.labels import number

_DECIMALS = 3


def engine_table(evaluation: Evaluation) -> None:
    """A row an engine, each measure's highest mean in bold; how much is judged is no merit."""
    measures = list(evaluation.engines[0].means)
    highest = {
        name: max(engine.means[name] for engine in evaluation.engines)
        for name in measures
        if name != JUDGED
    }
    heads = [*measures, "No results", "p50", "p95"]
    head = "".join(f'<th scope="col" class="nvk-num">{escape(name)}</th>' for name in heads)
    rows = "".join(_row(engine, highest) for engine in evaluation.engines)
    st.html(
        '<div class="nvk-scroll" role="region" tabindex="0" aria-label="Measures by engine">'
        f'<table class="nvk-table nvk-engines"><thead><tr><th scope="col">Engine</th>{head}</tr>'
        f"</thead><tbody>{rows}</tbody></table></div>"
    )


def _row(engine: EngineResult, highest: dict[str, float]) -> str:
    means = "".join(
        f'<td class="nvk-num">{_bold(mean, mean == highest.get(name))}</td>'
        for name, mean in engine.means.items()
    )
    latency = engine.latency
    times = (f"{latency.p50:.1f} ms", f"{latency.p95:.1f} ms") if latency else ("–", "–")
    further = (f"{engine.without_results:,}", *times)
    cells = "".join(f'<td class="nvk-num">{cell}</td>' for cell in further)
    mode = escape(str(engine.settings["mode"]))
    return (
        f'<tr><th scope="row" dir="auto"><i class="nvk-engine nvk-engine-{mode}"></i>'
        f"{escape(engine.label)}</th>{means}{cells}</tr>"
    )


def _bold(value: float, highest: bool) -> str:
    text = number(value, _DECIMALS)
    return f"<strong>{text}</strong>" if highest else text
