"""What to evaluate: dataset, query set, engines and how to measure; the URL follows."""

from dataclasses import dataclass

import streamlit as st

from pages.ui import state
from pages.ui.evaluation.sets import add_set, set_actions
from pages.ui.text import notice
from search.errors import InputError
from search.evaluation.engines import Engine, parse_engine
from search.evaluation.evaluating import Options
from search.evaluation.judges import Rule
from search.evaluation.measures import USUAL, parse_measures
from search.evaluation.statistics.verdicts import SMALLEST_MEANINGFUL
from search.evaluation.storage.query_sets import StoredSet
from search.evaluation.workbench import Workbench
from search.limits import MAX_ENGINES
from search.service import SearchService

ENGINES = ("neural", "keyword", "hybrid")
_RULES: dict[Rule, str] = {
    "mean": "the mean grade",
    "strict": "the lowest grade",
    "lenient": "the highest grade",
}


@dataclass(frozen=True)
class Choice:
    """What is to be evaluated; ``set_id`` is None where the dataset has no query set."""

    dataset: str
    set_id: int | None
    engines: list[Engine]
    options: Options
    rule: Rule = "mean"


def choose(service: SearchService, workbench: Workbench) -> Choice:
    """Draws the widgets and reads them."""
    row = st.container(horizontal=True, vertical_alignment="bottom", key="evaluate-choices")
    dataset = _dataset(service, row)
    sets = workbench.sets(dataset)
    chosen = _set(sets, row)
    with row.popover("Engines and measures", icon=":material/tune:"):
        engines, options, rule = _settings()
    with row.popover("Query sets", icon=":material/playlist_add:"):
        add_set(workbench, dataset)
        if chosen:
            set_actions(workbench, chosen)
    set_id = chosen.id if chosen else None
    _write_url(dataset, set_id, service.default_dataset)
    return Choice(dataset, set_id, engines, options, rule)


def _dataset(service: SearchService, row: st.delta_generator.DeltaGenerator) -> str:
    names = service.datasets()
    wanted = st.query_params.get("dataset") or state.last_dataset(service.default_dataset)
    if "evaluate-dataset" not in st.session_state and wanted in names:
        st.session_state["evaluate-dataset"] = wanted
    chosen = row.selectbox("Dataset", names or [wanted], key="evaluate-dataset")
    return str(chosen)


def _set(sets: list[StoredSet], row: st.delta_generator.DeltaGenerator) -> StoredSet | None:
    by_id = {stored.id: stored for stored in sets}
    if not by_id:
        return None
    wanted = st.query_params.get("set", "")
    if st.session_state.get("evaluate-set") not in by_id:
        known = wanted.isascii() and wanted.isdigit() and int(wanted) in by_id
        st.session_state["evaluate-set"] = int(wanted) if known else next(reversed(by_id))
    chosen = row.selectbox(
        "Query set", list(by_id), key="evaluate-set", format_func=lambda id_: _label(by_id[id_])
    )
    return by_id[int(chosen)]


def _label(stored: StoredSet) -> str:
    return f"{stored.name} ({stored.judged:,} of {stored.queries:,} judged)"


def _settings() -> tuple[list[Engine], Options, Rule]:
    names = st.multiselect(
        "Engines",
        ENGINES,
        default=ENGINES,
        key="evaluate-engines",
        accept_new_options=True,
        max_selections=MAX_ENGINES,
        help="Also hybrid:0.3 (neural's share) or hybrid:0.3:20 (and the constant of RRF).",
    )
    engines = _engines(names)
    primary = st.selectbox(
        "Compared in",
        USUAL,
        key="evaluate-measure",
        accept_new_options=True,
        help="Any measure by its name in ir-measures, such as P(rel=2)@5.",
    )
    meaningful = st.number_input(
        "Smallest difference that matters (Δ)",
        min_value=0.001,
        max_value=0.5,
        value=SMALLEST_MEANINGFUL,
        step=0.005,
        format="%.3f",
        key="evaluate-meaningful",
        help="Choose it before you look: differences within ±Δ are called no difference.",
    )
    condensed = st.toggle(
        "Only judged documents",
        key="evaluate-condensed",
        help="Leaves documents that nobody judged out of every ranking (condensed lists).",
    )
    rule = st.selectbox(
        "Of several judges, take", list(_RULES), key="evaluate-rule", format_func=_RULES.__getitem__
    )
    return engines, Options(_measures(primary), meaningful, condensed), rule


def _engines(names: list[str]) -> list[Engine]:
    """Those that can be used; what is wrong with the others is said."""
    found: dict[str, Engine] = {}
    for name in names:
        try:
            engine = parse_engine(name)
            found[engine.name] = engine
        except InputError as error:
            notice(str(error))
    return list(found.values()) or [parse_engine(name) for name in ENGINES]


def _measures(primary: str | None) -> tuple[str, ...]:
    try:
        return tuple(parse_measures([primary or USUAL[0], *USUAL]))
    except InputError as error:
        notice(str(error))
        return USUAL


def _write_url(dataset: str, set_id: int | None, default_dataset: str) -> None:
    params = {
        "dataset": dataset if dataset != default_dataset else "",
        "set": str(set_id) if set_id is not None else "",
    }
    wanted = {name: value for name, value in params.items() if value}
    if wanted != st.query_params.to_dict():
        st.query_params.from_dict(wanted)
