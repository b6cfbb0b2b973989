"""A question put to both engines of an index, and where any document stands in the answer."""

from dataclasses import dataclass

from search.explanation.model import Standing
from search.retrieval import keyword, neural
from search.retrieval.ordering import Place, place_among
from search.retrieval.request import Probe
from search.retrieval.retrieve import Side, Sides
from search.store.protocols import Index
from search.types import COUNT_CAP, Document, Engine, Scored


@dataclass(frozen=True, slots=True)
class Asked:
    """What was asked, and both engines' first 100."""

    index: Index
    probe: Probe
    sides: Sides

    def listed(self, document: Document) -> bool:
        """Whether the lists may have the document: it passes the filter and is not ``like``."""
        request = self.sides.request
        passes = not request.cities or document.city in request.cities
        return passes and document.id != request.like

    def place(self, engine: Engine, document: Scored) -> Place | None:
        """A document's rank in the list that was made, else however deep it is."""
        side = self._side(engine)
        if document.id in side.ranks():
            return place_among(side.ids, document.id)
        cities, exclude = self.sides.request.cities, self.probe.exclude
        if engine == "neural":
            return neural.place(self.index, self.probe.neural, document, cities, exclude)
        return keyword.place(self.index, self.probe.keyword, document, cities, exclude)

    def standing(self, engine: Engine, place: Place | None, score: float) -> Standing:
        """The place among all that are listed; ``score`` for a document that is not."""
        side, k = self._side(engine), self.sides.request.k
        capped = engine == "keyword" and side.total > COUNT_CAP
        return Standing(
            rank=place.rank if place else None,
            of=COUNT_CAP if capped else side.total,
            of_capped=capped,
            score=place.score if place else score,
            cutoff=side.ids[k - 1].score if len(side.ids) >= k else None,
        )

    def _side(self, engine: Engine) -> Side:
        return self.sides.neural if engine == "neural" else self.sides.keyword
