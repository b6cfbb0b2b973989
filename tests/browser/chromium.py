"""Finds a browser for the tests; run as a module it fetches one where the system has none."""

import shutil
import subprocess
import sys


def system_chromium() -> str | None:
    """The system's Chromium or Chrome; None leaves the choice to Playwright's own."""
    names = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
    return next((path for path in map(shutil.which, names) if path), None)


if __name__ == "__main__" and not system_chromium():
    sys.exit(subprocess.call([sys.executable, "-m", "playwright", "install", "chromium"]))
