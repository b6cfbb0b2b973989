"""The ingests that the app has started: how far they are, and how they ended."""

from html import escape

import streamlit as st

from ingest.build.wording import progress
from ingest.jobs.manager import Job, jobs
from ingest.jobs.uploads import Uploads
from pages.ui.data import words
from pages.ui.data.actions import compare, rejected_rows, start
from pages.ui.data.looking import reasons
from pages.ui.text import paragraph, valid
from search.settings import settings

_EVERY_SECONDS = 1.0


def work(known: set[str]) -> None:
    """Those at work and those that have ended since somebody looked; ``known`` are datasets."""
    at_work = [job for job in jobs.all() if not job.finished]
    for job in jobs.all():
        if job.finished:
            _end(job, known)
    if at_work:
        _progress(at_work)


@st.fragment(run_every=_EVERY_SECONDS)
def _progress(at_work: list[Job]) -> None:
    if any(job.finished for job in at_work):
        st.rerun()
    for job in at_work:
        with st.container(border=True, horizontal=True, key=f"job-{job.dataset}"):
            st.html(_bar(job))
            st.button(
                "Stopping" if job.cancelling else "Cancel",
                key=f"cancel-{job.dataset}",
                on_click=job.cancel,
                disabled=job.cancelling,
            )


def _bar(job: Job) -> str:
    name, status = escape(job.dataset), job.status
    # Without a value the browser shows that it cannot say how long.
    value = f'value="{status.share:.4f}"' if status.share is not None else ""
    return (
        f'<div class="nvk-job"><strong>Building “{name}”</strong>'
        f'<progress max="1" {value} aria-label="Building {name}"></progress>'
        f"<span>{escape(progress(status))}</span></div>"
    )


def _end(job: Job, known: set[str]) -> None:
    name, summary = job.dataset, job.summary
    with st.container(border=True, key=f"ended-{name}"):
        if summary:
            paragraph(f"“{name}” is ready", "point")
            paragraph(words.outcome(summary), "text")
            for line in words.beside(summary):
                paragraph(valid(line), "small")
            reasons(summary["reasons"], "Why rows are left out")
            left_out, examples = summary["left_out"], summary["left_out_examples"]
            reasons(left_out, "Why values are left out", examples)
        else:
            how = "cancelled" if job.stopped else "not built"
            paragraph(f"“{name}” was {how}", "point")
            paragraph(valid(job.error) or _STOPPED, "text")
        with st.container(horizontal=True, key=f"choices-{name}"):
            if summary:
                compare(name, "ended", primary=True)
                if summary["rejected"] or summary["conflicting"]:
                    rejected_rows(name, "ended")
            else:
                st.button("Try again", key=f"again-{name}", on_click=_again, args=(job,))
            st.button("Close", key=f"close-{name}", on_click=_close, args=(job, name in known))


_STOPPED = "What was there before is as it was. Vectors made so far are kept for the next time."


def _again(job: Job) -> None:
    start(job.dataset, job.arguments)


def _close(job: Job, known: bool) -> None:
    """What was uploaded for a dataset that did not come about goes with the message."""
    jobs.forget(job)
    if not job.summary and not known:
        Uploads(settings().data_dir).forget(job.dataset)
