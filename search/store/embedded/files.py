"""A generation's files other than the shard: manifest and vocabulary."""

import hashlib
import json
from pathlib import Path

from search.errors import IndexDamaged
from search.keyword.vocabulary import Vocabulary
from search.store.manifest import WRONG_VOCABULARY, Manifest


def read_manifest(folder: Path, dataset: str) -> Manifest:
    """Raises IndexDamaged when the file is missing or is no manifest of this version."""
    try:
        return Manifest.from_dict(json.loads((folder / "manifest.json").read_bytes()), dataset)
    except (OSError, ValueError) as error:
        raise IndexDamaged("has no readable manifest", dataset) from error


def read_vocabulary(folder: Path, manifest: Manifest) -> Vocabulary:
    """Raises IndexDamaged when the file is missing or is not the one the manifest names."""
    try:
        content = (folder / "vocabulary.json").read_bytes()
    except OSError as error:
        raise manifest.damaged(WRONG_VOCABULARY) from error
    if hashlib.sha256(content).hexdigest() != manifest.vocabulary_sha256:
        raise manifest.damaged(WRONG_VOCABULARY)
    return Vocabulary(**json.loads(content))
