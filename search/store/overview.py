"""Which datasets there are, without opening them."""

from dataclasses import dataclass

from search.errors import DatasetNotFound, IndexDamaged, IndexMismatch
from search.store.manifest import Manifest
from search.store.protocols import Store
from search.text.analyzer import ANALYZER
from search.types import Encoder


@dataclass(frozen=True, slots=True)
class Overview:
    """One dataset; ``problem`` says why it cannot be searched, ``size`` is bytes on this disk."""

    name: str
    manifest: Manifest | None
    size: int | None
    building: bool
    problem: str = ""


def overview(store: Store, encoder: Encoder) -> list[Overview]:
    """Every dataset by name. Raises StoreUnreachable."""
    found: list[Overview] = []
    for name in store.datasets():
        manifest, problem = None, ""
        try:
            manifest = store.manifest(name)
            manifest.check(encoder, ANALYZER)
        except DatasetNotFound:  # deleted meanwhile
            continue
        except (IndexDamaged, IndexMismatch) as error:
            problem = str(error)
        found.append(Overview(name, manifest, store.size(name), store.building(name), problem))
    return found
