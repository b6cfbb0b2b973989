"""The generations a process has open: one per dataset, replaced when a newer one appears."""

import threading
import time

from search.errors import DatasetNotFound, NvkError
from search.store.protocols import Index, Store


class OpenIndexes:
    """Hands out the current generation; readers of the previous one finish undisturbed.

    An index is never closed under its readers: it goes when the last of them drops it.
    """

    def __init__(self, store: Store) -> None:
        self._store = store
        self._open: dict[str, tuple[str, Index]] = {}
        self._locks: dict[str, threading.Lock] = {}
        self._failed: dict[str, tuple[float, NvkError]] = {}
        self._guard = threading.Lock()

    def get(self, dataset: str) -> Index:
        """The dataset's current generation. Raises DatasetNotFound or IndexDamaged."""
        try:
            name = self._store.current(dataset)
        except DatasetNotFound:
            self.forget(dataset)
            raise
        known = self._open.get(dataset)
        if known and known[0] == name:
            return known[1]
        asked_at, lock = time.monotonic(), self._lock(dataset)
        # While one thread opens the new generation, the others go on with the old one.
        if known is None:
            lock.acquire()
        elif not lock.acquire(blocking=False):
            return known[1]
        try:
            known = self._open.get(dataset)
            if not known or known[0] != name:
                index = self._opened(dataset, asked_at)
                # It may be newer still than the one just asked for.
                known = self._open[dataset] = (index.manifest.generation, index)
            return known[1]
        finally:
            lock.release()

    def _opened(self, dataset: str, asked_at: float) -> Index:
        """Raises what opening raises; those who waited meanwhile do not wait once more."""
        failed_at, failure = self._failed.get(dataset, (asked_at, None))
        if failure and failed_at > asked_at:
            raise failure
        try:
            return self._store.open(dataset)
        except NvkError as error:
            self._failed[dataset] = (time.monotonic(), error)
            raise

    def forget(self, dataset: str) -> None:
        """Drops a dataset's open index; requests that still read it finish undisturbed."""
        self._open.pop(dataset, None)

    def _lock(self, dataset: str) -> threading.Lock:
        with self._guard:
            return self._locks.setdefault(dataset, threading.Lock())
