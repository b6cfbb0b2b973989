"""A sentence-transformers model written down once for ONNX Runtime, in the user's cache."""

import hashlib
import json
import logging
import secrets
import shutil
import warnings
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
from platformdirs import user_cache_path

from search.embedding.onnx import FACTS, GRAPH, TOKENIZER, OnnxEncoder
from search.types import Encoder

_log = logging.getLogger(__name__)
_VERSION = "1"
"""Part of the cache's key: to be raised when what is written changes."""
_PROBES = ("", "wooden furniture", "Käse & brød 電気 🚀", "word " * 400)
_TOLERANCE = 1e-5


def cached(folder: Path) -> Path:
    """Where the export of the model in ``folder`` is kept, by what its files contain."""
    digest = hashlib.sha256(_VERSION.encode())
    for path in sorted(path for path in folder.rglob("*") if path.is_file()):
        with open(path, "rb") as file:
            digest.update(f"{path.relative_to(folder)}\0".encode())
            digest.update(hashlib.file_digest(file, "sha256").digest())
    return user_cache_path("neural-vs-keyword") / "models" / digest.hexdigest()[:32]


def exportable(modules: Sequence[Any]) -> bool:
    """Whether a model is a transformer, the mean of its tokens, and at most a normalisation."""
    names = [type(module).__name__ for module in modules]
    return (
        names in (["Transformer", "Pooling"], ["Transformer", "Pooling", "Normalize"])
        and modules[1].pooling_mode == "mean"
        and modules[1].pooling_output_dimension == modules[1].embedding_dimension
        and not modules[0].do_lower_case
        and bool(getattr(modules[0].tokenizer, "backend_tokenizer", None))
    )


def export(modules: Sequence[Any], original: Encoder, target: Path) -> None:
    """Writes the model to the folder ``target``, whole or not at all.

    Raises OSError when the cache cannot be written, ValueError when the export does not give
    the vectors of ``original``.
    """
    draft = target.with_name(f"{target.name}-{secrets.token_hex(4)}.part")
    shutil.rmtree(target, ignore_errors=True)  # it is called when what is there cannot be used
    draft.mkdir(parents=True)
    try:
        _write(modules, original, draft)
        _check(OnnxEncoder(draft, original.name), original)
        draft.replace(target)
    except OSError:
        if not target.exists():  # otherwise another process was faster, with the same result
            raise
    finally:
        shutil.rmtree(draft, ignore_errors=True)


def _write(modules: Sequence[Any], original: Encoder, folder: Path) -> None:
    tokenizer = modules[0].tokenizer
    tokenizer.backend_tokenizer.save(str(folder / TOKENIZER))
    facts = {
        "dimension": original.dimension,
        "max_tokens": original.max_tokens,
        "pad_id": tokenizer.pad_token_id or 0,
    }
    (folder / FACTS).write_text(json.dumps(facts))
    _write_graph(modules[0].auto_model, folder / GRAPH)


def _write_graph(transformer: Any, path: Path) -> None:
    import torch

    class Pooled(torch.nn.Module):
        """Token embeddings h_t, and the direction of their mean."""

        def __init__(self) -> None:
            super().__init__()
            self.transformer = transformer

        def forward(self, input_ids: Any, attention_mask: Any) -> tuple[Any, Any]:
            tokens = self.transformer(input_ids=input_ids, attention_mask=attention_mask)[0]
            mask = attention_mask.unsqueeze(-1).to(tokens.dtype)
            mean = (tokens * mask).sum(1) / mask.sum(1)
            return torch.nn.functional.normalize(mean, dim=1), tokens

    example = torch.tensor([[1, 2, 3, 4], [5, 6, 7, 8]])
    free = {0: torch.export.Dim("texts"), 1: torch.export.Dim("pieces")}
    # The exporter logs a lot about optional packages and its own deprecations.
    logging.getLogger("torch.onnx").setLevel(logging.ERROR)
    with warnings.catch_warnings(), torch.no_grad():
        warnings.simplefilter("ignore")
        program = torch.onnx.export(
            Pooled().eval(),
            (example, torch.ones_like(example)),
            input_names=["input_ids", "attention_mask"],
            output_names=["vectors", "tokens"],
            dynamic_shapes=(free, free),
            dynamo=True,
            verbose=False,
        )
    program.save(str(path))  # type: ignore[union-attr]


def _check(mine: Encoder, original: Encoder) -> None:
    expected = original.encode(_PROBES)
    furthest = float(np.abs(mine.encode(_PROBES) - expected).max())
    if not furthest <= _TOLERANCE:
        raise ValueError(f"the exported model's vectors are {furthest:.1g} off")
