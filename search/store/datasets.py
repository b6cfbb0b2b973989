"""The datasets of a store: which there are, and the open index of each."""

from search.store.manifest import Manifest
from search.store.open_indexes import OpenIndexes
from search.store.overview import Overview, overview
from search.store.protocols import Index, Store
from search.text.analyzer import ANALYZER
from search.types import Encoder


class Datasets:
    """Opens datasets that were built with the encoder and analyzer of this process."""

    def __init__(self, store: Store, encoder: Encoder) -> None:
        self._store, self._encoder = store, encoder
        self._indexes = OpenIndexes(store)

    def index(self, dataset: str) -> Index:
        """The current generation, open for reading; it stays so while somebody holds it.

        Raises:
            InputError: the name cannot be a dataset's.
            DatasetNotFound: no generation of the dataset is being served.
            IndexMismatch: it was built with another model or analyzer.
            IndexDamaged: it does not hold what its manifest says.
            StoreUnreachable: the store does not answer.
        """
        index = self._indexes.get(dataset)
        index.manifest.check(self._encoder, ANALYZER)
        return index

    def manifest(self, dataset: str) -> Manifest:
        """What the current generation was built from. Raises as ``index`` does."""
        return self.index(dataset).manifest

    def building(self, dataset: str) -> bool:
        """Whether a new generation is being built, by any process."""
        return self._store.building(dataset)

    def names(self) -> list[str]:
        """Names of the datasets that can be asked for, sorted."""
        return self._store.datasets()

    def overview(self) -> list[Overview]:
        """Every dataset with its facts, also those that cannot be searched; opens none."""
        return overview(self._store, self._encoder)

    def delete(self, dataset: str) -> None:
        """Deletes a dataset; searches under way finish.

        Raises:
            DatasetNotFound: there is none of this name.
            BuildRunning: a new generation is being built.
        """
        self._indexes.forget(dataset)
        self._store.delete(dataset)

    def clean_up(self) -> None:
        """Removes what deleted datasets left behind while somebody was still reading them."""
        self._store.clean_up()
