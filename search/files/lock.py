"""Advisory file locks, which the system releases when their holder dies."""

import weakref
from pathlib import Path

import portalocker


class Lock:
    """An advisory file lock that the system releases when its holder dies."""

    def __init__(self, path: Path, flags: portalocker.LockFlags, wait: bool = False) -> None:
        """Raises FileNotFoundError when the folder is gone, BlockingIOError when taken."""
        self._file = open(path, "ab")  # noqa: SIM115  # held open as long as the lock is
        try:
            blocking = portalocker.LockFlags(0) if wait else portalocker.LockFlags.NON_BLOCKING
            portalocker.lock(self._file, flags | blocking)
        except portalocker.LockException:
            self._file.close()
            raise BlockingIOError(f"{path} is in use") from None
        self._close = weakref.finalize(self, self._file.close)

    @classmethod
    def shared(cls, path: Path, *, wait: bool = False) -> "Lock":
        """A lock that any number of readers hold together; ``wait`` outlasts a short look."""
        return cls(path, portalocker.LockFlags.SHARED, wait)

    @classmethod
    def exclusive(cls, path: Path) -> "Lock":
        """A lock that one process holds alone."""
        return cls(path, portalocker.LockFlags.EXCLUSIVE)

    def release(self) -> None:
        """Releases the lock; doing so twice is harmless, and so is dropping the object instead."""
        self._close()
