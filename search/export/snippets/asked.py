"""What a snippet is written from."""

from collections.abc import Callable
from dataclasses import dataclass

from search.retrieval.request import SearchRequest
from search.store.protocols import Index
from search.types import COMPARE, Engine, Mode, Ranking


@dataclass(frozen=True, slots=True)
class Asked:
    """A request, the open index that answers it, and how this app puts one to the other.

    ``address`` is where the HTTP API is served, such as http://localhost:8501/api.
    """

    request: SearchRequest
    index: Index
    rank: Callable[[Index, SearchRequest], Ranking]
    address: str

    @property
    def modes(self) -> tuple[Mode, ...]:
        """The rankings that are shown: one, or in a comparison both engines'."""
        return ("neural", "keyword") if self.request.mode == COMPARE else (self.request.mode,)

    @property
    def engines(self) -> tuple[Engine, ...]:
        """The engines that have to be asked."""
        mode = self.request.mode
        return ("neural", "keyword") if mode in (COMPARE, "hybrid") else (_engine(mode),)


def _engine(mode: str) -> Engine:
    return "keyword" if mode == "keyword" else "neural"
