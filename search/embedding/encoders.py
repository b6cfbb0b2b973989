"""Chooses the runtime for a model."""

import logging
from pathlib import Path

from search.embedding import onnx_export
from search.embedding.onnx import OnnxEncoder
from search.embedding.packaged import packaged_model
from search.embedding.sentence_transformer import SentenceTransformerEncoder
from search.settings import DEFAULT_MODEL
from search.types import Encoder

_log = logging.getLogger(__name__)


def open_encoder(model: str = DEFAULT_MODEL, device: str | None = None) -> Encoder:
    """The fastest encoder that gives the model's own vectors.

    Models in a folder (the packaged one and the user's own) that average their tokens are
    exported once and run by ONNX Runtime on the CPU; models by their hub name, models that do
    more, and any model on another device run in sentence-transformers. Raises as
    SentenceTransformerEncoder does.
    """
    folder = Path(packaged_model() if model == DEFAULT_MODEL else model)
    if device not in (None, "cpu") or not (folder / "modules.json").is_file():
        return SentenceTransformerEncoder(model, device)
    exported = onnx_export.cached(folder)
    try:
        return OnnxEncoder(exported, model)
    except Exception as error:  # ONNX Runtime's errors share no class
        _log.debug("no export of %s yet: %s", model, error)
    original = SentenceTransformerEncoder(model, "cpu")
    return original.exported(exported) or original
