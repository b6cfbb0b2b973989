"""One order for ties, also across the cut."""

from hypothesis import given, settings
from hypothesis import strategies as st

from search.retrieval.ordering import best, rank_among
from search.types import Scored

scored_lists = st.lists(st.sampled_from([-1.0, 0.0, 0.5, 0.75, 2.0]), max_size=60).map(
    lambda scores: [Scored(f"{number:02}", score) for number, score in enumerate(scores)]
)


class Engine:
    """Answers with the best ``limit``, equal scores in the worst possible order."""

    def __init__(self, scored: list[Scored]) -> None:
        self.scored = sorted(scored, key=lambda hit: (hit.score, hit.id), reverse=True)
        self.limits: list[int] = []

    def fetch(self, limit: int) -> list[Scored]:
        self.limits.append(limit)
        return self.scored[:limit]


def scores(*values: float) -> list[Scored]:
    return [Scored(str(number), value) for number, value in enumerate(values)]


@settings(max_examples=300)
@given(scored_lists, st.integers(1, 70))
def test_the_best_are_the_head_of_the_whole_in_order(scored: list[Scored], depth: int) -> None:
    assert (
        best(Engine(scored).fetch, depth)
        == sorted(scored, key=lambda hit: (-hit.score, hit.id))[:depth]
    )


def test_one_fetch_is_enough_when_the_score_drops_at_the_cut() -> None:
    engine = Engine(scores(3, 2, 1, 0))
    assert best(engine.fetch, 2) == [("0", 3), ("1", 2)]
    assert engine.limits == [3]


def test_a_tie_at_the_cut_widens_the_fetch_until_the_score_drops() -> None:
    engine = Engine(scores(2, *[1.0] * 20, 0))
    assert best(engine.fetch, 2) == [("0", 2), ("1", 1)]
    assert engine.limits == [3, 3 * 4, 3 * 4 * 4]


def test_a_tie_of_all_ends_with_the_list() -> None:
    engine = Engine(scores(*[1.0] * 5))
    assert [hit.id for hit in best(engine.fetch, 2)] == ["0", "1"]
    assert engine.limits == [3, 12]


def test_nothing_found_is_nothing_ranked() -> None:
    assert best(Engine([]).fetch, 10) == []


def test_a_place_counts_those_above_and_decides_ties_by_id() -> None:
    tied = [Scored("c", 0.5), Scored("a", 0.5), Scored("b", 0.5), Scored("d", 0.75)]
    places = {id_: rank_among(tied, id_, above=10) for id_ in "abcd"}
    assert places == {"d": (11, 0.75), "a": (12, 0.5), "b": (13, 0.5), "c": (14, 0.5)}


def test_what_is_not_there_has_no_place() -> None:
    assert rank_among([], "a") is None
    assert rank_among(scores(1, 2), "a", above=3) is None


@given(scored_lists)
def test_places_are_those_of_the_whole_order(scored: list[Scored]) -> None:
    ordered = best(Engine(scored).fetch, len(scored) or 1)
    for rank, hit in enumerate(ordered, start=1):
        assert rank_among(scored, hit.id) == (rank, hit.score)
