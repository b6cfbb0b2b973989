"""Builds, switches and removes generations of the embedded store."""

import shutil
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from uuid import UUID

import qdrant_edge as edge

from search.errors import (
    BuildError,
    BuildRunning,
    DatasetNotFound,
    DiskFull,
    IndexDamaged,
)
from search.files.durable import remove_durably, size_on_disk, write_durably
from search.files.lock import Lock
from search.keyword.vocabulary import Vocabulary
from search.limits import EXACT_UP_TO
from search.names import dataset_name
from search.store.embedded.files import read_manifest
from search.store.embedded.index import EdgeIndex
from search.store.facets import facet_path, range_path
from search.store.manifest import Manifest
from search.store.payload import UNREADABLE, to_payload
from search.store.protocols import KEYWORD, NEURAL, generation_name
from search.types import CITY, EmbeddedDocument

_BYTES_PER_DOCUMENT = 8_000
_BYTES_FIXED = 256 * 1024 * 1024


class EdgeWriter:
    """A generation being built in its own directory."""

    def __init__(
        self, home: Path, dimension: int, paths: Sequence[str], ranges: Sequence[str]
    ) -> None:
        """``paths`` are the payload keys of values to filter by, ``ranges`` those of numbers."""
        self.generation = generation_name()
        self._home = home
        self._folder = home / "generations" / self.generation
        (self._folder / "shard").mkdir(parents=True)
        # Held until the end so that no cleaner takes the build for an abandoned one.
        self._lock = Lock.shared(self._folder / "reader.lock", wait=True)
        self._shard = edge.EdgeShard.create(
            str(self._folder / "shard"),
            edge.EdgeConfig(
                vectors={
                    NEURAL: edge.EdgeVectorParams(size=dimension, distance=edge.Distance.Cosine)
                },
                sparse_vectors={KEYWORD: edge.EdgeSparseVectorParams()},
            ),
        )
        for path in paths:
            self._shard.update(
                edge.UpdateOperation.create_field_index(path, edge.KeywordIndexParams())
            )
        for path in ranges:
            self._shard.update(
                edge.UpdateOperation.create_field_index(path, edge.FloatIndexParams())
            )

    def reserve(self, documents: int, text_bytes: int) -> None:
        """See Writer.reserve."""
        needed = documents * _BYTES_PER_DOCUMENT + 3 * text_bytes + _BYTES_FIXED
        free = shutil.disk_usage(self._home).free
        if free < needed:
            raise DiskFull(
                f"Building needs about {needed // 2**20:,} MiB in {self._home.resolve()}, "
                f"but {free // 2**20:,} MiB are free."
            )

    def write(self, batch: Sequence[EmbeddedDocument]) -> None:
        """See Writer.write."""
        points = [
            edge.Point(
                UUID(document.id),
                {NEURAL: neural.tolist(), KEYWORD: edge.SparseVector(*keyword)},
                to_payload(document, unreadable=unreadable),
            )
            for document, neural, keyword, unreadable in batch
        ]
        self._shard.update(edge.UpdateOperation.upsert_points(points))

    def publish(self, manifest: Manifest, vocabulary: Vocabulary) -> None:
        """See Writer.publish."""
        self._shard.flush()
        found = self._shard.info().points_count
        if found != manifest.documents:
            raise BuildError(
                f"The new index holds {found} documents instead of {manifest.documents}; "
                "the old one stays in use."
            )
        if found > EXACT_UP_TO:
            self._shard.optimize()
        self._shard.close()
        write_durably(self._folder / "vocabulary.json", vocabulary.to_bytes())
        write_durably(self._folder / "manifest.json", manifest.to_json().encode())
        write_durably(self._home / "CURRENT", self.generation.encode())

    def release(self) -> None:
        """Closes what is open; what was not published is left to the cleaner."""
        self._shard.close()
        self._lock.release()


class EdgeStore:
    """Datasets as directories under ``root``."""

    kind = "embedded"

    def __init__(self, root: Path) -> None:
        self.root = root

    def datasets(self) -> list[str]:
        """See Store.datasets."""
        return sorted(path.parent.name for path in self.root.glob("*/CURRENT"))

    def current(self, dataset: str) -> str:
        """See Store.current."""
        try:
            content = (self.root / dataset_name(dataset) / "CURRENT").read_bytes()
            return content.decode(errors="replace").strip()
        except (FileNotFoundError, NotADirectoryError):
            raise DatasetNotFound(_missing(dataset)) from None

    def building(self, dataset: str) -> bool:
        """See Store.building."""
        unfinished = (
            folder
            for folder in (self.root / dataset_name(dataset) / "generations").glob("*")
            if folder.is_dir() and not (folder / "manifest.json").exists()
        )
        return any(_in_use(folder) for folder in unfinished)

    def open(self, dataset: str) -> EdgeIndex:
        """See Store.open."""
        name = self.current(dataset)
        while True:
            try:
                return EdgeIndex(self.root / dataset / "generations" / name, dataset)
            except (OSError, BlockingIOError) as error:
                # Replaced and removed between reading its name and opening it.
                latest = self.current(dataset)
                if latest == name:
                    raise IndexDamaged("is not where it should be", dataset) from error
                name = latest

    @contextmanager
    def build(
        self,
        dataset: str,
        dimension: int,
        facets: Sequence[str] = (),
        ranges: Sequence[str] = (),
    ) -> Iterator[EdgeWriter]:
        """See Store.build; the dataset is locked from here to the end."""
        home = self.root / dataset_name(dataset)
        paths = [facet_path(field) for field in (CITY, *facets)] + [UNREADABLE]
        try:
            home.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise BuildError(f"{home} cannot be made: {error.strerror}.") from error
        with self._locked(dataset):
            self._remove_unused(dataset)
            writer = EdgeWriter(home, dimension, paths, list(map(range_path, ranges)))
            try:
                yield writer
            finally:
                writer.release()
                self._remove_unused(dataset)

    def manifest(self, dataset: str) -> Manifest:
        """See Store.manifest."""
        name = self.current(dataset)
        return read_manifest(self.root / dataset / "generations" / name, dataset)

    def size(self, dataset: str) -> int:
        """See Store.size."""
        return size_on_disk(self.root / dataset_name(dataset))

    def delete(self, dataset: str) -> None:
        """See Store.delete."""
        self.current(dataset)
        with self._locked(dataset):
            self.current(dataset)  # unless it was deleted meanwhile
            remove_durably(self.root / dataset / "CURRENT")
            self._remove_unused(dataset)

    def clean_up(self) -> None:
        """See Store.clean_up."""
        for path in self.root.glob("*/writer.lock"):
            dataset = path.parent.name
            if any(path.parent.glob("generations/*")) and not (path.parent / "CURRENT").exists():
                with suppress(BuildRunning), self._locked(dataset):
                    self._remove_unused(dataset)

    @contextmanager
    def _locked(self, dataset: str) -> Iterator[None]:
        """Keeps other writers out. Raises BuildRunning."""
        try:
            lock = Lock.exclusive(self.root / dataset / "writer.lock")
        except BlockingIOError:
            raise BuildRunning(f"Dataset “{dataset}” is being built by another process.") from None
        try:
            yield
        finally:
            lock.release()

    def _remove_unused(self, dataset: str) -> None:
        """Deletes generations that are neither current nor open in any process."""
        try:
            keep = self.current(dataset)
        except DatasetNotFound:
            keep = ""
        for leftover in (self.root / dataset).glob("removed-*"):
            shutil.rmtree(leftover)
        for folder in (self.root / dataset / "generations").glob("*"):
            if folder.name == keep or not folder.is_dir():
                continue
            try:
                lock = Lock.exclusive(folder / "reader.lock")
            except BlockingIOError:
                continue
            # Renamed first: nobody can open a folder that is half deleted.
            shutil.rmtree(folder.rename(self.root / dataset / f"removed-{folder.name}"))
            lock.release()


def _in_use(folder: Path) -> bool:
    try:
        Lock.exclusive(folder / "reader.lock").release()
    except BlockingIOError:
        return True
    except FileNotFoundError:
        pass  # removed meanwhile
    return False


def _missing(dataset: str) -> str:
    return (
        f"There is no dataset “{dataset}”. Build the sample with: python -m ingest sample, "
        f"or your own with: python -m ingest file PATH --dataset {dataset}"
    )
