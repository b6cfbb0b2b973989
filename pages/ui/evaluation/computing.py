"""The evaluation of what was chosen: made before, or being made with progress."""

from html import escape

import streamlit as st

from pages.ui.evaluation.choosing import Choice
from pages.ui.text import notice
from search.evaluation.jobs import Job, jobs
from search.evaluation.result import Evaluation
from search.evaluation.workbench import Workbench

_AT_ONCE = 2.0
"""Seconds that a short evaluation is waited for without a progress bar."""
_EVERY_SECONDS = 0.7
_STOPPED = "evaluate-stopped"


def computed(workbench: Workbench, choice: Choice) -> Evaluation | None:
    """The evaluation, or None while it is at work or after it was cancelled."""
    assert choice.set_id is not None  # noqa: S101 for the type checker
    prepared = workbench.prepare(
        choice.dataset, choice.set_id, choice.engines, choice.options, choice.rule
    )
    known = workbench.known(prepared)
    if known:
        return known
    if st.session_state.get(_STOPPED) == prepared.key:
        _stopped()
        return None
    job = jobs.start(prepared.key, lambda tell: workbench.evaluate(prepared, tell))
    if not job.wait(_AT_ONCE):
        progress(job, prepared.key)
        return None
    if job.error:
        raise job.error
    return workbench.known(prepared)


def _stopped() -> None:
    notice("The evaluation was cancelled.")
    if st.button("Evaluate again", type="primary"):
        del st.session_state[_STOPPED]
        st.rerun()


@st.fragment(run_every=_EVERY_SECONDS)
def progress(job: Job, key: str | None) -> None:
    """A bar and a way to cancel; ``key`` is that of an evaluation, noted when it is cancelled."""
    if job.finished:
        st.rerun()
    left = job.seconds_left
    said = f"{job.done:,} of {job.total:,} queries"
    if left is not None:
        said += f" · about {left:.0f} s left"
    share = job.done / job.total if job.total else 0.0
    with st.container(border=True, horizontal=True, key=f"job-{key or 'weights'}"):
        st.html(
            '<div class="nvk-job"><strong>Asking the engines</strong>'
            f'<progress max="1" value="{share:.4f}" aria-label="Evaluation"></progress>'
            f"<span>{escape(said)}</span></div>"
        )
        if st.button("Cancel", key=f"cancel-{key or 'weights'}", disabled=job.cancelled):
            job.cancel()
            if key is not None:
                st.session_state[_STOPPED] = key
            st.rerun()
