"""The process's one service: loaded in the background, shared by the UI and the API."""

import logging
import threading
from collections.abc import Callable

from search import open_service
from search.errors import NvkError, UnavailableError
from search.service import SearchService

_log = logging.getLogger(__name__)


class Serving:
    """Opens the service once, off the event loop, and hands it out when it is ready."""

    def __init__(self, opener: Callable[[], SearchService] = open_service) -> None:
        self._opener = opener
        self._guard = threading.Lock()
        self._thread: threading.Thread | None = None
        self._service: SearchService | None = None
        self._failure: NvkError | None = None

    def start(self) -> None:
        """Begins loading; further calls do nothing, unless the last attempt failed."""
        with self._guard:
            if self._service or (self._thread and self._thread.is_alive()):
                return
            self._failure = None
            self._thread = threading.Thread(target=self._load, name="load", daemon=True)
            self._thread.start()

    def ready(self) -> bool:
        """Whether ``wait`` would return at once."""
        return self._service is not None

    def get(self) -> SearchService:
        """The service. Raises UnavailableError while it loads, or why it could not be loaded."""
        if self._service:
            return self._service
        if self._failure:
            raise self._failure
        raise UnavailableError("The app is starting; the model is being loaded.")

    def wait(self) -> SearchService:
        """The service, loading it first if need be. Raises what kept it from loading."""
        self.start()
        if self._thread:
            self._thread.join()
        return self.get()

    def _load(self) -> None:
        try:
            service = self._opener()
        except NvkError as error:
            _log.error("%s", error)
            self._failure = error
            return
        try:
            service.warm_up()
        except NvkError as error:  # said again, to the person asking, by every request
            _log.warning("%s", error)
        self._service = service


serving = Serving()
