"""Whether words stand next to each other in a text, in any spelling that the analyzer equates.

An analysed text is a graph: its terms are edges from where they begin to where the next word
begins. “wi-fi” has the edges wi, fi and wifi, so that "wifi router" stands in “Wi-Fi router”
(Lucene's token graphs work the same way).
"""

from bisect import bisect_left
from collections.abc import Iterable, Sequence

from search.text.chunks import Token

END = -1
"""Where the edges lead that no word follows."""


class TermGraph:
    """The terms of an analysed text: ``edges`` has, by place, each term and the place after it."""

    def __init__(self, tokens: Sequence[Token]) -> None:
        self._tokens = tokens
        self.places = sorted({token.start for token in tokens})
        inside = {
            place
            for token in tokens
            if token.role == "own"
            for place in range(token.start + 1, token.end)
        }
        self.edges: dict[int, list[tuple[str, int]]] = {}
        for token in tokens:
            # The c of c++ does not end where the next word may begin.
            stuck = token.role == "part" and token.end in inside
            after = token.end if stuck else self._following(token.end)
            self.edges.setdefault(token.start, []).append((token.term, after))

    def whole(self) -> set[str]:
        """The terms that each stand for the whole text."""
        first = self.edges[self.places[0]] if self.places else []
        return {term for term, after in first if after == END}

    def alternatives(self) -> Iterable[set[str]]:
        """For each place the terms that cover it: a text with these words has one of each set."""
        for place in self.places:
            yield {token.term for token in self._tokens if token.start <= place < token.end}

    def stands_in(self, text: "TermGraph") -> bool:
        """Whether some way through this graph is a part of a way through ``text``."""
        states = {(self.places[0], place) for place in text.places} if self.places else set()
        while states:
            following: set[tuple[int, int]] = set()
            for here, there in states:
                for term, after in self.edges.get(here, ()):
                    reached = [then for other, then in text.edges.get(there, ()) if other == term]
                    if reached and after == END:
                        return True
                    following.update((after, then) for then in reached)
            states = following
        return False

    def _following(self, end: int) -> int:
        at = bisect_left(self.places, end)
        return self.places[at] if at < len(self.places) else END
