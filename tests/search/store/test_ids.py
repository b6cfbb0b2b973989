"""Filters of ids: the same on every store, also without any id."""

import pytest

from search.filters import NO_FILTER, Filter
from search.store.protocols import Store
from tests.fakes import COMPANIES, FakeEncoder
from tests.search.helpers import id_of, in_cities, opened

OAK, SOFA, AGRO, DRONE = map(id_of, ("oak", "sofa", "agro", "drone"))


def test_only_the_wanted_ids_pass_and_never_those_left_out(every_store: Store) -> None:
    index = opened(every_store, COMPANIES)
    vector = FakeEncoder().encode(["robots"])[0]
    robots = index.vocabulary.query({"robot": 1.0})
    for wanted, passing in [
        (NO_FILTER.only([]), set()),
        (NO_FILTER.only([OAK, AGRO]), {OAK, AGRO}),
        (NO_FILTER.only([OAK, AGRO]).only([AGRO, SOFA]), {AGRO}),
        (NO_FILTER.only([OAK, AGRO, DRONE]).leaving_out([OAK]), {AGRO, DRONE}),
        (in_cities("Berlin").leaving_out([AGRO]), {OAK}),
        (in_cities("Berlin").only([AGRO, SOFA]), {AGRO}),
    ]:
        assert {hit.id for hit in index.neural(vector, 9, wanted)} == passing
        assert {hit.id for hit in index.keyword(robots, 9, wanted)[0]} == passing & {AGRO, DRONE}
        assert index.count(wanted) == len(passing)
        assert {hit.id for hit in index.neural(vector, 9, wanted, AGRO)} == passing - {AGRO}
        assert {d.id for d in index.scan() if wanted.passes(d)} == passing
    index.close()


@pytest.mark.parametrize(
    ("wanted", "asks"),
    [
        (Filter(), False),
        (NO_FILTER.only([]), True),
        (NO_FILTER.leaving_out([]), False),
        (NO_FILTER.leaving_out([OAK]), True),
    ],
)
def test_a_filter_of_ids_asks_for_something(wanted: Filter, asks: bool) -> None:
    assert bool(wanted) is asks
