"""The one process: the screens and the API in one ASGI app.

Run it with ``python app.py``, ``uvicorn app:app`` or ``streamlit run app.py``.
"""

import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import streamlit as st
import uvicorn
from starlette.middleware import Middleware
from starlette.routing import Mount

from pages.ui.first_page import FirstPage
from search.api.app import create_api
from search.api.static_files import CompressedFiles
from search.errors import SettingsError
from search.serving import serving
from search.settings import settings

try:
    SETTINGS = settings()
except SettingsError as error:
    sys.exit(f"error: {error}")


@asynccontextmanager
async def lifespan(_: st.App) -> AsyncIterator[None]:
    """Loads model and index in the background; the server listens at once."""
    serving.start()
    yield


app = st.App(
    Path(__file__).parent / "pages" / "router.py",
    lifespan=lifespan,
    routes=[Mount("/api", app=create_api(serving.get))],
    middleware=[Middleware(FirstPage), Middleware(CompressedFiles)],
)

if __name__ == "__main__":
    shown = "localhost" if SETTINGS.host in ("0.0.0.0", "::") else SETTINGS.host  # noqa: S104
    print(f"Open http://{shown}:{SETTINGS.port} (Ctrl+C stops)", flush=True)
    uvicorn.run(
        app,
        host=SETTINGS.host,
        port=SETTINGS.port,
        access_log=False,
        log_level="warning",
        # 10,000 characters of any script fit into a URL.
        h11_max_incomplete_event_size=256 * 1024,
    )
