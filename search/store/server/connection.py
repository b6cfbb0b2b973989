"""Asks a Qdrant server: time-outs, retries, and this software's own errors."""

import logging
import time
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TypeVar
from urllib.parse import urlsplit

import grpc
import httpx
from qdrant_client import QdrantClient
from qdrant_client.common.client_exceptions import QdrantException, ResourceExhaustedResponse
from qdrant_client.http.exceptions import ApiException, UnexpectedResponse
from tenacity import (
    RetryCallState,
    Retrying,
    retry_if_exception_type,
    retry_if_not_exception_type,
    stop_after_delay,
    wait_random_exponential,
)

from search.errors import StoreBusy, StoreGone, StoreRefused, StoreUnreachable

_log = logging.getLogger(__name__)
_TIMEOUT_SECONDS = 10
_GRPC_PORT = 6334
_RECONNECT_MILLISECONDS = 1_000
"""gRPC waits longer after each failure to connect, by default up to two minutes."""
_LONGEST_WAIT = 30
_growing = wait_random_exponential(multiplier=0.5, max=_LONGEST_WAIT)
T = TypeVar("T")

_AWAY = "The Qdrant server does not answer; check QDRANT_URL and that it is running."
_KEY = "The Qdrant server refuses the key; check QDRANT_API_KEY."
_GONE = "What was asked for is gone from the Qdrant server; ask again."
_STRANGE = "The answer from QDRANT_URL is not a Qdrant server's, or its data are gone."


class Connection:
    """One server or cluster, asked over REST or gRPC."""

    def __init__(
        self,
        client: QdrantClient,
        patience: float = 0,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        """Retries a server that does not answer for ``patience`` seconds."""
        self.client = client
        self._patience = patience
        self._sleep = sleep

    @classmethod
    def to(
        cls, url: str, api_key: str | None, grpc_port: int | None = None, patience: float = 0
    ) -> "Connection":
        """A connection to ``url``; nothing is asked of it yet."""
        with warnings.catch_warnings():
            if _stays_here(url):
                warnings.filterwarnings("ignore", "Api key is used with an insecure connection")
            client = QdrantClient(
                url=url,
                api_key=api_key,
                timeout=_TIMEOUT_SECONDS,
                grpc_port=grpc_port or _GRPC_PORT,
                prefer_grpc=grpc_port is not None,
                grpc_options={"grpc.max_reconnect_backoff_ms": _RECONNECT_MILLISECONDS},
                check_compatibility=False,
            )
        return cls(client, patience)

    def ask(self, call: Callable[[QdrantClient], T]) -> T:
        """What ``call`` gets from the client; it must be harmless to call it twice.

        Raises StoreUnreachable, or StoreRefused where asking again cannot help.
        """
        if not self._patience:
            with _reaching():
                return call(self.client)
        answer: T = Retrying(
            retry=retry_if_exception_type(StoreUnreachable)
            & retry_if_not_exception_type(StoreRefused),
            stop=stop_after_delay(self._patience),
            wait=_wait,
            sleep=self._sleep,
            before_sleep=_say,
            reraise=True,
        )(self._once, call)
        return answer

    def at_once(self) -> "Connection":
        """The same connection without patience."""
        return Connection(self.client)

    def _once(self, call: Callable[[QdrantClient], T]) -> T:
        with _reaching():
            return call(self.client)


@contextmanager
def _reaching() -> Iterator[None]:
    try:
        yield
    except UnexpectedResponse as error:
        raise _from_status(error.status_code) from error
    except ResourceExhaustedResponse as error:
        raise StoreBusy(error.retry_after_s) from error
    except grpc.RpcError as error:
        raise _from_code(error.code()) from error
    # The client asserts that an answer has a result, and reads JSON as deep as it comes.
    except (ValueError, AssertionError, RecursionError) as error:
        raise StoreRefused(_STRANGE) from error
    except (ApiException, QdrantException, httpx.HTTPError, OSError) as error:
        raise StoreUnreachable(_AWAY) from error


def _from_status(status: int | None) -> StoreUnreachable:
    if status in (401, 403):
        return StoreRefused(_KEY)
    if status == 404:
        return StoreGone(_GONE)
    if status == 429:
        return StoreBusy()
    message = f"The Qdrant server answered with status {status}."
    if status and 400 <= status < 500 and status != 408:
        return StoreRefused(message)
    return StoreUnreachable(message)


def _from_code(code: grpc.StatusCode) -> StoreUnreachable:
    if code in (grpc.StatusCode.UNAUTHENTICATED, grpc.StatusCode.PERMISSION_DENIED):
        return StoreRefused(_KEY)
    if code is grpc.StatusCode.NOT_FOUND:
        return StoreGone(_GONE)
    if code is grpc.StatusCode.RESOURCE_EXHAUSTED:
        return StoreBusy()
    if code in (grpc.StatusCode.UNAVAILABLE, grpc.StatusCode.DEADLINE_EXCEEDED):
        return StoreUnreachable(_AWAY)
    message = f"The Qdrant server answered with {code.name}."
    if code in (grpc.StatusCode.INVALID_ARGUMENT, grpc.StatusCode.FAILED_PRECONDITION):
        return StoreRefused(message)
    return StoreUnreachable(message)


def _wait(state: RetryCallState) -> float:
    """Doubles with each attempt, and is never shorter than the server asked for."""
    error = state.outcome.exception() if state.outcome else None
    asked = error.retry_after if isinstance(error, StoreBusy) else 0
    return max(_growing(state), min(asked, _LONGEST_WAIT))


def _say(state: RetryCallState) -> None:
    error = state.outcome.exception() if state.outcome else None
    _log.warning("%s Trying again in %.1f s.", error, state.upcoming_sleep)


def _stays_here(url: str) -> bool:
    """Whether the key goes to this machine or to a neighbour in a private network of containers."""
    host = urlsplit(url).hostname or ""
    return host.startswith("127.") or "." not in host
