"""Who may ask: the server's keys, which both protocols carry under the same name."""

from collections.abc import Callable
from dataclasses import dataclass

from tests.qdrant.engine import Refused

UNAUTHORIZED, FORBIDDEN = 401, 403


@dataclass(frozen=True, slots=True)
class Keys:
    """A key for everything and one for reading; without any, everybody may do everything."""

    full: str | None = None
    reading: str | None = None

    def check(self, header: Callable[[str], str | None], *, changes: bool) -> None:
        """Raises Refused unless the request's key allows it."""
        if self.full is None and self.reading is None:
            return
        given = header("api-key") or (header("authorization") or "").removeprefix("Bearer ")
        if not given:
            message = "Must provide an API key or an Authorization bearer token"
            raise Refused(UNAUTHORIZED, message)
        if given not in (self.full, self.reading):
            raise Refused(UNAUTHORIZED, "Invalid API key or JWT")
        if changes and given != self.full:
            raise Refused(FORBIDDEN, "Forbidden: Write access is required")
