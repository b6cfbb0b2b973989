"""Products with variants, jobs and questions, from the file to an answer with their own filters."""

from collections.abc import Mapping
from pathlib import Path

import pytest

from ingest.build.pipeline import Build
from ingest.build.summary import Summary
from ingest.cli.arguments import Place, parser, source_of
from ingest.sources.files import Spool
from search.ranges import RangeField
from search.service import SearchService
from search.store.embedded.store import EdgeStore
from tests.fakes import FakeEncoder
from tests.ingest.shapes import SHAPES


class Shop:
    """A service over the three datasets, and how each was built."""

    def __init__(self, folder: Path) -> None:
        store, encoder = EdgeStore(folder / "data"), FakeEncoder()
        self.service = SearchService(store, encoder, "products")
        self.built: dict[str, Summary] = {}
        flags = {"products.csv": ["--merge-by=Handle", "--strip-html"]}
        for name, written in SHAPES.items():
            path = folder / name
            path.write_text(written())
            options = parser().parse_args(["file", str(path), *flags.get(name, [])])
            with Spool() as spool:
                source = source_of(options, Place(folder, spool, lambda done, total: None))
                build = Build(
                    store,
                    encoder,
                    source,
                    path.stem,
                    facets=source.facets,
                    ranges=source.ranges,
                )
                self.built[path.stem] = build.run()

    def facet(self, dataset: str, field: str) -> Mapping[str, int]:
        return {facet.value: facet.count for facet in self.service.facets(dataset, field)}


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> Shop:
    return Shop(tmp_path_factory.mktemp("shop"))


def test_prices_and_dates_are_ranges_on_both_engines(shop: Shop) -> None:
    manifest = shop.service.manifest("products")
    assert manifest.ranges == {"variant_price": RangeField("number", 20.0, 43.0, 24)}
    posted = shop.service.manifest("jobs").ranges["posted"]
    # 28 days from 1 May, then two more from there again.
    assert (posted.kind, posted.count, posted.high - posted.low) == ("date", 30, 27 * 86_400)
    asked = {"posted": ["2024-05-28..2024-06"]}
    found = shop.service.compare("work", dataset="jobs", filter=asked)
    assert [hit.document.extra["posted"] for hit in found.neural.hits] == ["2024-05-28"]
    cheap = shop.service.search(
        "table", "keyword", dataset="products", filter={"variant_price": ["..24"]}
    )
    assert [hit.document.name for hit in cheap.hits] == ["Oak Table", "Walnut Table"]


def test_variants_are_one_product_with_all_their_sizes(shop: Shop) -> None:
    built = shop.built["products"]
    # 6 materials · 4 things · 3 sizes, of which two each join the first.
    assert (built.read, built.indexed, built.merged) == (72, 24, 48)
    assert shop.facet("products", "option1_value") == {"L": 24, "M": 24, "S": 24}
    assert shop.facet("products", "vendor") == {"Casa Buena": 8, "Holzwerk": 8, "Nordform": 8}
    # Five lists of tags in turn for 24 products: the first four come five times, the last four.
    assert shop.facet("products", "tags") == {
        "indoor": 5 + 5 + 5,
        "outdoor": 5 + 5,
        "sale": 5 + 5 + 4,
    }


def test_products_are_found_by_their_words_under_their_filters(shop: Shop) -> None:
    found = shop.service.search(
        "walnut chair", "keyword", dataset="products", filter={"vendor": ["Casa Buena", "Nordform"]}
    )
    assert found.hits[0].document.name == "Walnut Chair"  # number 5: 5 = 3 · 1 + 2
    assert found.hits[0].document.description == "A chair of walnut.\nMade to last."
    assert {hit.document.facets["vendor"][0] for hit in found.hits} <= {"Casa Buena", "Nordform"}


def test_jobs_have_places_and_several_skills(shop: Shop) -> None:
    assert shop.built["jobs"].indexed == 30
    assert shop.facet("jobs", "city") == {"Graz": 10, "Lyon": 10, "Porto": 10}
    assert shop.facet("jobs", "employment_type") == {"full time": 15, "part time": 15}
    assert shop.facet("jobs", "skills")["team work"] == 30
    found = shop.service.search(
        "patients at night",
        "keyword",
        dataset="jobs",
        cities=["Porto"],
        filter={"employment_type": ["part time"], "skills": ["First Aid"]},
    )
    # Nurses are numbers 1, 6, 11 …, Porto 1, 4, 7 …, part time the odd ones: 1 and, 30 on, 31.
    assert [hit.document.source_id for hit in found.hits] == [f"{1:024x}"]


def test_questions_are_searched_with_their_topic(shop: Shop) -> None:
    built = shop.built["questions"]
    assert (built.read, built.indexed, sum(built.aside.values())) == (20, 20, 2)
    assert shop.facet("questions", "topic")["Returns"] == 5
    found = shop.service.search(
        "change my returns option 7", "neural", dataset="questions", filter={"topic": ["returns"]}
    )
    assert found.total == 5
    assert found.hits[0].document.name == "How do I change my returns option 7?"
    assert found.hits[0].document.city is None
