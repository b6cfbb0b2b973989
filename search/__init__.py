"""Neural and keyword search over one collection, compared.

from search import open_service
service = open_service()
service.compare("wooden furniture").verdict
"""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from search.service import SearchService
    from search.settings import Settings

__all__ = ["open_service"]


def open_service(settings: "Settings | None" = None) -> "SearchService":
    """A service as the environment says: loads the model (seconds), opens indexes when asked.

    Raises SettingsError for a wrong environment variable.
    """
    from search.embedding.encoders import open_encoder
    from search.service import SearchService
    from search.settings import settings as from_environment
    from search.store import open_store

    chosen = settings or from_environment()
    return SearchService(
        open_store(chosen),
        open_encoder(chosen.model, chosen.device),
        chosen.dataset,
    )
