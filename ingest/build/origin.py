"""Whether a dataset may be replaced: only from the source it was built from, unless told to."""

import shlex
from pathlib import Path

from search.errors import DatasetNotFound, DatasetTaken, IndexDamaged
from search.store.protocols import Store

_FILES = ("file", "crunchbase")


def refuse_other_source(store: Store, dataset: str, command: str) -> None:
    """Raises DatasetTaken when the dataset was built from another source than ``command``'s.

    A dataset that cannot be read any more may be replaced by any.
    """
    try:
        built_from = store.manifest(dataset).source
    except (DatasetNotFound, IndexDamaged):
        return
    if origin(built_from) != origin(command):
        raise DatasetTaken(
            f"Dataset “{dataset}” was built from another source ({built_from}); nothing was "
            "changed. Choose another name with --dataset, or say --replace."
        )


def origin(command: str) -> tuple[str, ...]:
    """What is read, without the flags that say how: a name, and a path or an address.

    >>> origin("startups --url https://x.example --limit 5"), origin("sample --limit 5")
    (('startups', 'https://x.example'), ('sample',))
    """
    try:
        name, *rest = shlex.split(command)
    except ValueError:
        return (command,)
    if name in _FILES and rest:
        return name, rest[0] if rest[0] == "-" else str(Path(rest[0]).resolve())
    if "--url" in rest[:-1]:
        return name, rest[rest.index("--url") + 1]
    return (name,)
