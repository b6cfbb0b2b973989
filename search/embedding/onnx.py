"""Encodes texts with ONNX Runtime: the vectors of sentence-transformers with far less to load.

A short query costs about a third of the time, a process starts in a fraction of a second, and
calls let other threads run.
"""

import json
import os
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from tokenizers import Encoding, Tokenizer

from search.embedding.readable import readable_share, unknown_id
from search.types import TokenEmbeddings, Vector

# Official builds send events about models to their maker; the switch is read at the import.
os.environ["ORT_DISABLE_TELEMETRY"] = "1"
import onnxruntime

GRAPH, TOKENIZER, FACTS = "model.onnx", "tokenizer.json", "facts.json"
"""The files of an exported model."""
_BATCH = 8
"""On CPUs small batches are faster: less padding, warmer caches."""
_LIKE = 2
"""Texts up to so many times as long as the shortest share a batch."""


class OnnxEncoder:
    """An exported model; safe to use from several threads."""

    precision = "float32"

    def __init__(self, folder: Path, name: str) -> None:
        """Loads what ``onnx_export`` wrote into ``folder``.

        Raises OSError, ValueError or one of ONNX Runtime's errors when it is not whole.
        """
        self.name = name
        facts = json.loads((folder / FACTS).read_text())
        self.dimension = int(facts["dimension"])
        self.max_tokens = int(facts["max_tokens"])
        self._pad = int(facts["pad_id"])
        self._whole = _tokenizer(folder)
        self._unknown = unknown_id(self._whole)
        self._tokenizer = _tokenizer(folder)
        self._tokenizer.enable_truncation(self.max_tokens)
        self._session = onnxruntime.InferenceSession(
            str(folder / GRAPH), _options(), providers=["CPUExecutionProvider"]
        )

    def encode(self, texts: Sequence[str]) -> Vector:
        """See Encoder.encode."""
        pieces = self._tokenizer.encode_batch_fast(list(texts))
        vectors = np.empty((len(pieces), self.dimension), dtype=np.float32)
        for places, found in self._run("vectors", pieces):
            vectors[places] = found
        return vectors

    def token_embeddings(self, texts: Sequence[str]) -> list[TokenEmbeddings]:
        """See Encoder.token_embeddings."""
        pieces = self._tokenizer.encode_batch(list(texts))
        states: dict[int, Vector] = {}
        for places, found in self._run("tokens", pieces):
            for place, padded in zip(places, found, strict=True):
                # A copy, or each text would keep the whole batch in memory.
                states[place] = padded[: len(pieces[place].ids)].copy()
        return [TokenEmbeddings(states[place], each.offsets) for place, each in enumerate(pieces)]

    def _run(self, output: str, pieces: list[Encoding]) -> Iterator[tuple[list[int], Vector]]:
        for places in _batches([len(each.ids) for each in pieces]):
            inputs = self._inputs([pieces[place] for place in places])
            yield places, self._session.run([output], inputs)[0]

    def truncates(self, text: str) -> bool:
        """See Encoder.truncates."""
        # A word piece spans at least one character, and two pieces mark the ends.
        if len(text) <= self.max_tokens - 2:
            return False
        return len(self._whole.encode(text).ids) > self.max_tokens

    def readable_share(self, text: str) -> float:
        """See Encoder.readable_share."""
        return readable_share(self._whole, self._unknown, text)

    def _inputs(self, batch: list[Encoding]) -> dict[str, Any]:
        shape = (len(batch), max(len(pieces.ids) for pieces in batch))
        ids = np.full(shape, self._pad, dtype=np.int64)
        mask = np.zeros(shape, dtype=np.int64)
        for row, pieces in enumerate(batch):
            ids[row, : len(pieces.ids)] = pieces.ids
            mask[row, : len(pieces.ids)] = 1
        return {"input_ids": ids, "attention_mask": mask}


def _batches(lengths: Sequence[int]) -> Iterator[list[int]]:
    """Places of texts to be encoded together: few, and of like length for little padding."""
    batch: list[int] = []
    for place in sorted(range(len(lengths)), key=lengths.__getitem__):
        if batch and (len(batch) == _BATCH or lengths[place] > _LIKE * lengths[batch[0]]):
            yield batch
            batch = []
        batch.append(place)
    if batch:
        yield batch


def _tokenizer(folder: Path) -> Tokenizer:
    tokenizer = Tokenizer.from_file(str(folder / TOKENIZER))
    tokenizer.no_truncation()
    tokenizer.no_padding()
    return tokenizer


def _options() -> onnxruntime.SessionOptions:
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = len(os.sched_getaffinity(0)) if _LINUX else 0
    # Threads that spin while they wait take the core from the other engine and from other requests.
    options.add_session_config_entry("session.intra_op.allow_spinning", "0")
    options.log_severity_level = 3
    return options


_LINUX = hasattr(os, "sched_getaffinity")
"""Where a process can be told to use fewer cores than the machine has."""
