"""What an evaluation says, as values that screens, API and terminal show."""

from dataclasses import dataclass, field, replace
from typing import Any

from pydantic import TypeAdapter, ValidationError

from search.errors import InputError
from search.evaluation.statistics.verdicts import DifferenceStatistics, Verdict


@dataclass(frozen=True, slots=True)
class Latency:
    """Milliseconds of a query; ``embedded`` queries include the embedding, others had it cached."""

    p50: float
    p95: float
    embedded: int


@dataclass(frozen=True, slots=True)
class EngineResult:
    """A row of the table.

    Attributes:
        name, label: as the engine is called in commands and on screens.
        settings: what decides its rankings.
        means: by measure, over the judged queries.
        values: by measure, each judged query's value in the order of ``Evaluation.queries``.
        without_results: how many of these queries it finds nothing for.
        latency: None for an imported run.
    """

    name: str
    label: str
    settings: dict[str, Any]
    means: dict[str, float]
    values: dict[str, list[float]]
    without_results: int
    latency: Latency | None


@dataclass(frozen=True, slots=True)
class PairResult:
    """How two engines differ in the primary measure; see ``statistics.verdicts``."""

    left: str
    right: str
    difference: float
    low: float | None
    high: float | None
    p: float
    adjusted_p: float
    wins: int
    ties: int
    losses: int
    sign_p: float
    verdict: Verdict
    resolvable: float | None
    needed: int | None

    @classmethod
    def of(cls, left: str, right: str, found: DifferenceStatistics) -> "PairResult":
        """The statistics of left minus right."""
        low, high = found.interval or (None, None)
        return cls(
            left=left,
            right=right,
            difference=found.difference,
            low=low,
            high=high,
            p=found.p,
            adjusted_p=found.adjusted_p,
            wins=found.signs.wins,
            ties=found.signs.ties,
            losses=found.signs.losses,
            sign_p=found.signs.p,
            verdict=found.verdict,
            resolvable=found.resolvable,
            needed=found.needed,
        )

    def turned(self) -> "PairResult":
        """The same pair seen from the other engine."""
        return replace(
            self,
            left=self.right,
            right=self.left,
            difference=-self.difference,
            low=None if self.high is None else -self.high,
            high=None if self.low is None else -self.low,
            wins=self.losses,
            losses=self.wins,
            verdict=_TURNED.get(self.verdict, self.verdict),
        )


_TURNED: dict[Verdict, Verdict] = {"better": "worse", "worse": "better"}


@dataclass(frozen=True, slots=True)
class SliceDifference:
    """The mean difference of two engines on a slice; without an interval for few queries."""

    left: str
    right: str
    difference: float
    low: float | None
    high: float | None


@dataclass(frozen=True, slots=True)
class SliceResult:
    """The primary measure on a part of the queries, by engine and pair."""

    group: str
    name: str
    queries: int
    means: dict[str, float]
    differences: list[SliceDifference]


@dataclass(frozen=True, slots=True)
class Place:
    """What one engine did with one query: the primary measure, and documents listed to RANK_DEPTH.

    ``first_relevant`` is the rank of the first document with a grade above 0; ``top_grade`` is
    that of the first document, None where it is unjudged or there is none.
    """

    value: float
    results: int
    first_relevant: int | None
    top_grade: int | None


@dataclass(frozen=True, slots=True)
class QueryResult:
    """One judged query; ``places`` are by engine."""

    id: str
    text: str
    kind: str
    weight: float
    filter: dict[str, list[str]]
    relevant: int
    places: dict[str, Place]


@dataclass(frozen=True, slots=True)
class Coverage:
    """What of the queries and judgments could be used; lists name the first few.

    Attributes:
        queries: of the set.
        judged: of them, those with a judgment; means are over these.
        without_relevant: of those, how many have no relevant document: every engine gets 0.
        judgments: used.
        unknown_queries: judged queries that the set does not have, how many and which.
        unknown_documents: judged documents that the dataset does not have.
    """

    queries: int
    judged: int
    without_relevant: int
    judgments: int
    unknown_queries: int
    unknown_query_ids: list[str]
    unknown_documents: int
    unknown_document_ids: list[str]


@dataclass(frozen=True, slots=True)
class Resolution:
    """Which difference in the primary measure the judged queries can show.

    Attributes:
        expected: with the usual spread of differences, before anything was run.
        observed: the largest of all pairs; None where nothing is known of the spread.
        meaningful: Δ.
        more_queries: how many more it takes to show Δ for every pair; 0 for none.
    """

    expected: float | None
    observed: float | None
    meaningful: float
    more_queries: int | None


@dataclass(frozen=True, slots=True)
class RunManifest:
    """What a run was made of; equal but for ``made_at`` means equal results.

    ``made_at`` is UTC in ISO 8601, digests are SHA-256.
    """

    dataset: str
    generation: str
    documents: int
    model: str
    analyzer: str
    query_set: str
    queries_sha256: str
    judgments_sha256: str
    engines: list[dict[str, Any]]
    seed: int
    version: str
    made_at: str


@dataclass(frozen=True, slots=True)
class Evaluation:
    """Engines over one query set, by judgments. ``primary`` is the measure that pairs differ in.

    ``condensed`` evaluations leave out documents that nobody judged.
    """

    manifest: RunManifest
    primary: str
    condensed: bool
    sentence: str
    engines: list[EngineResult]
    pairs: list[PairResult]
    slices: list[SliceResult]
    queries: list[QueryResult]
    coverage: Coverage
    resolution: Resolution
    notes: list[str] = field(default_factory=list)

    def engine(self, name: str) -> EngineResult:
        """The engine that is called so, or the only one whose name begins so (hybrid).

        Raises:
            InputError: there is none, or there are several.
        """
        exact = [engine for engine in self.engines if engine.name == name]
        found = exact or [e for e in self.engines if e.name.partition(":")[0] == name]
        if len(found) != 1:
            names = ", ".join(engine.name for engine in self.engines)
            raise InputError(f"engine: {name!r} is none or several of {names}.")
        return found[0]

    def to_dict(self) -> dict[str, Any]:
        """As JSON-ready values."""
        values: dict[str, Any] = _ADAPTER.dump_python(self, mode="json")
        return values


_ADAPTER = TypeAdapter(Evaluation)


def from_json(content: bytes | str, name: str) -> Evaluation:
    """An evaluation from what ``to_dict`` gave. Raises InputError."""
    try:
        return _ADAPTER.validate_json(content)
    except ValidationError as error:
        first = error.errors()[0]
        place = ".".join(map(str, first["loc"])) or "JSON"
        raise InputError(f"{name}: it is not an evaluation ({place}: {first['msg']}).") from None
