"""Encodes texts with sentence-transformers: any model, by hub name or folder."""

import copy
import logging
import warnings
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from search.embedding import onnx_export
from search.embedding.onnx import OnnxEncoder
from search.embedding.packaged import packaged_model
from search.embedding.readable import readable_share, unknown_id
from search.errors import SettingsError, UnavailableError
from search.settings import DEFAULT_MODEL
from search.types import TokenEmbeddings, Vector

_log = logging.getLogger(__name__)
_BATCH = 16
"""On CPUs small batches are faster: less padding, warmer caches."""


class SentenceTransformerEncoder:
    """A loaded model; safe to use from several threads."""

    precision = "float32"

    def __init__(self, model: str = DEFAULT_MODEL, device: str | None = None) -> None:
        """Loads the packaged all-MiniLM-L6-v2, or any hub name or local folder.

        Raises SettingsError for a device this machine lacks, UnavailableError when the model
        cannot be loaded.
        """
        self.name = model
        location = packaged_model() if model == DEFAULT_MODEL else model
        with warnings.catch_warnings():
            warnings.filterwarnings("ignore", category=DeprecationWarning)
            from sentence_transformers import SentenceTransformer
            from transformers.utils.logging import disable_progress_bar
        disable_progress_bar()  # type: ignore[no-untyped-call]
        try:
            self.model = SentenceTransformer(str(location), device=device)
        except (RuntimeError, AssertionError) as error:
            raise SettingsError(f"NVK_DEVICE={device!r} cannot be used here: {error}") from error
        except (OSError, ValueError) as error:
            raise UnavailableError(f"The model {model!r} cannot be loaded: {error}") from error
        dimension = self.model.get_embedding_dimension()
        if dimension is None:
            raise UnavailableError(f"The model {model!r} does not give one vector per text.")
        self.dimension = int(dimension)
        # A copy, because counting pieces must not disturb a thread that is encoding.
        self._pieces = copy.deepcopy(self.model.tokenizer.backend_tokenizer)
        self._pieces.no_truncation()
        self._pieces.no_padding()
        self._unknown = unknown_id(self._pieces)
        self.max_tokens = int(self.model.max_seq_length or 0)
        self._averages = (
            onnx_export.exportable(list(self.model))
            and self.model.default_prompt_name is None
            and str(self.model.dtype) == "torch.float32"
        )
        self._read = copy.deepcopy(self._pieces)
        if self.max_tokens:
            self._read.enable_truncation(self.max_tokens)

    def encode(self, texts: Sequence[str]) -> Vector:
        """See Encoder.encode."""
        vectors = self.model.encode(
            list(texts),
            batch_size=_BATCH,
            normalize_embeddings=True,
            convert_to_numpy=True,
            show_progress_bar=False,
        )
        return np.asarray(vectors, dtype=np.float32).reshape(len(texts), self.dimension)

    def token_embeddings(self, texts: Sequence[str]) -> list[TokenEmbeddings] | None:
        """See Encoder.token_embeddings."""
        if not self._averages:
            return None
        found = self.model.encode(
            list(texts),
            batch_size=_BATCH,
            output_value="token_embeddings",
            show_progress_bar=False,
        )
        states = [np.asarray(each.cpu(), dtype=np.float32) for each in found]
        read = self._read.encode_batch(list(texts))
        return [TokenEmbeddings(its, each.offsets) for its, each in zip(states, read, strict=True)]

    def exported(self, target: Path) -> OnnxEncoder | None:
        """The same model in ONNX Runtime, written to ``target``; None where that cannot be."""
        if not self._averages:
            _log.info("%s does more than average its tokens: no export", self.name)
            return None
        _log.info("exporting %s to ONNX, once", self.name)
        try:
            onnx_export.export(list(self.model), self, target)
            return OnnxEncoder(target, self.name)
        except (OSError, ValueError) as error:
            _log.warning("%s runs in sentence-transformers: %s", self.name, error)
            return None

    def truncates(self, text: str) -> bool:
        """See Encoder.truncates."""
        # A word piece spans at least one character, and two pieces mark the ends.
        if not self.max_tokens or len(text) <= self.max_tokens - 2:
            return False
        return len(self._pieces.encode(text).ids) > self.max_tokens

    def readable_share(self, text: str) -> float:
        """See Encoder.readable_share."""
        return readable_share(self._pieces, self._unknown, text)
