"""How much of a text a model can read: all unknown words are one and the same piece to it."""

import json

from tokenizers import Tokenizer


def unknown_id(tokenizer: Tokenizer) -> int | None:
    """The id of the piece that stands for everything unknown; None where bytes are read."""
    model = json.loads(tokenizer.to_str())["model"]
    piece, number = model.get("unk_token"), model.get("unk_id")
    found: int | None = number if piece is None else tokenizer.token_to_id(piece)
    return found


def readable_share(tokenizer: Tokenizer, unknown: int | None, text: str) -> float:
    """The share of a text's characters, from 0 to 1, that stand in known pieces.

    By characters, not pieces: a model takes a whole unknown word for one piece, however long.
    0 for a text without any piece. ``tokenizer`` must not cut the text.
    """
    known = total = 0
    pieces = tokenizer.encode(text)
    for piece, (start, end) in zip(pieces.ids, pieces.offsets, strict=True):
        total += end - start
        known += end - start if piece != unknown else 0
    return known / total if total else 0.0
