"""What the result area is given to draw: the contract between Python and its browser code.

``python -m pages.ui.results.typescript`` generates ``frontend/payload.d.ts`` from these types.
Offsets and lengths of texts are in code points, as Python counts them.
"""

from collections.abc import Sequence
from typing import Annotated, Literal

from pydantic import Field
from typing_extensions import TypedDict  # pydantic reads the one of typing only from 3.12 on

from search.types import Mode

Segment = tuple[str, bool]
"""A piece of text, and whether it matches the query."""


class Icon(TypedDict):
    """A brand's mark as one SVG path on a 24 × 24 grid."""

    path: str
    color: Annotated[str, Field(description="#rrggbb")]


class OtherSide(TypedDict):
    """Where the document stands in the other engine's ranking, or in hybrid in both."""

    text: str
    kind: Literal["same", "moved", "alone"]
    title: str


class EmptyMessage(TypedDict):
    """Why a list has no hits, and what to try."""

    title: str
    hint: str


class HitData(TypedDict):
    """One hit as a card."""

    id: str
    rank: Annotated[int, Field(description="1 is the best")]
    score: Annotated[float, Field(description="higher is better")]
    score_text: str
    bar: Annotated[float, Field(description="share of the best score in the list, 0 to 1")]
    name: list[Segment]
    description: list[Segment]
    offsets: Annotated[
        tuple[int, int],
        Field(description="where name and description begin in the text that the model reads"),
    ]
    focus: Annotated[int, Field(description="code points that the collapsed text leaves out")]
    extra: Annotated[list[tuple[str, str]], Field(description="further columns: label, value")]
    city: str | None
    logo: Annotated[str | None, Field(description="http(s) address of an image")]
    icon: Icon | None
    initials: str
    hue: Annotated[int, Field(description="degrees, 0 to 359")]
    link: Annotated[str | None, Field(description="http(s) address")]
    other: OtherSide | None
    other_rank: Annotated[int | None, Field(description="1 to 100; null if not among them")]


class ListData(TypedDict):
    """One engine's ranking as a list."""

    engine: Mode
    label: str
    summary: str
    timing: Annotated[str, Field(description="what the time in the summary is")]
    notice: str | None
    empty: EmptyMessage | None
    loading: bool
    hits: list[HitData]


class Question(TypedDict):
    """What the lists answer, in the words of the HTTP API, which explains them."""

    q: str
    like: Annotated[str | None, Field(description="id of the document to find neighbours of")]
    city: Sequence[str]
    filter: Annotated[Sequence[str], Field(description="field:value, for every other facet")]
    k: int
    dataset: str
    weight: Annotated[float, Field(description="neural's share of a hybrid ranking, 0 to 1")]
    typed: Annotated[bool, Field(description="whether the query stands in the search field")]


class ResultsData(TypedDict):
    """Everything the result area shows."""

    drawn_at: Annotated[float, Field(description="seconds since the epoch")]
    lists: Annotated[
        list[ListData], Field(description="none, one, or neural, keyword and perhaps hybrid")
    ]
    question: Question | None
    verdict: str | None
    invites: Annotated[
        bool, Field(description="whether nothing is asked yet: the search field takes the focus")
    ]
    remote_logos: bool
