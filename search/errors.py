"""Every error this software raises on purpose.

NvkError
├── SettingsError          a wrong environment variable
├── InputError             a value from outside that cannot be used (HTTP 422)
├── NotFoundError          (HTTP 404)
│   ├── DatasetNotFound
│   ├── DocumentNotFound
│   └── QuerySetNotFound
├── UnavailableError       nothing wrong with the request; try later (HTTP 503)
│   ├── IndexMismatch      built with another model or analyzer: rebuild
│   ├── IndexDamaged       the index does not hold what its manifest says
│   ├── RecordsUnavailable the file of query sets and judgments cannot be used
│   └── StoreUnreachable   the Qdrant server does not answer
│       ├── StoreBusy      it asks for patience
│       └── StoreRefused   it answers, but will not, because of the key for example
│           └── StoreGone  what was asked for is not there any more
├── ExportError            a dataset that cannot be written out
└── BuildError             an ingest that cannot go on; the old index still serves
    ├── BuildRunning       another ingest of the same dataset is at work
    ├── ForeignCollection  the name is taken by a collection of somebody else's
    ├── DatasetTaken       the name belongs to a dataset from another source
    ├── DiskFull           not enough room to build
    └── SourceError        the input cannot be read
"""


class NvkError(Exception):
    """Root of the tree; ``str(error)`` is one sentence fit for a user."""


class SettingsError(NvkError):
    """An environment variable has a value that cannot be used."""


class InputError(NvkError):
    """A value from outside cannot be used; the message names the field."""


class NotFoundError(NvkError):
    """The thing asked for does not exist."""


class DatasetNotFound(NotFoundError):
    """No generation of this dataset is being served."""


class DocumentNotFound(NotFoundError):
    """The dataset has no document with this id."""


class QuerySetNotFound(NotFoundError):
    """There is no query set with this id."""


class UnavailableError(NvkError):
    """The request is fine, the service cannot answer it now.

    ``retry_after`` is the number of seconds after which to ask again.
    """

    retry_after = 5


class IndexMismatch(UnavailableError):
    """The index was built with another model or analyzer."""


class IndexDamaged(UnavailableError):
    """The index does not hold what its manifest says."""

    def __init__(self, reason: str, dataset: str, source: str = "SOURCE") -> None:
        """``source`` is what ``python -m ingest`` was given, where that is still known."""
        super().__init__(
            f"The index of “{dataset}” {reason}. "
            f"Rebuild it: python -m ingest {source} --dataset {dataset}"
        )


class RecordsUnavailable(UnavailableError):
    """The file of query sets, judgments and runs cannot be read or written."""


class StoreUnreachable(UnavailableError):
    """The Qdrant server does not answer as it should."""


class StoreBusy(StoreUnreachable):
    """The Qdrant server limits how often it is asked."""

    def __init__(self, retry_after: int = 1) -> None:
        """``retry_after`` as the server gives it, in seconds."""
        super().__init__("The Qdrant server is busy and asks for patience.")
        self.retry_after = retry_after


class StoreRefused(StoreUnreachable):
    """The Qdrant server answers, but refuses; asking again alone does not help."""


class StoreGone(StoreRefused):
    """A collection has been removed from the Qdrant server."""


class ExportError(NvkError):
    """A dataset cannot be written out; no file was replaced."""


class BuildError(NvkError):
    """A generation cannot be built; what was served is untouched."""


class BuildRunning(BuildError):
    """Another process is building this dataset."""


class ForeignCollection(BuildError):
    """The collection's name belongs to data this software did not make."""


class DatasetTaken(BuildError):
    """The dataset was built from another source, and nobody asked to replace it."""


class DiskFull(BuildError):
    """There is not enough free space for a new generation."""


class SourceError(BuildError):
    """The input cannot be read."""
