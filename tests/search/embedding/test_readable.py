"""How much of a text a model can read."""

import pytest
from tokenizers import Tokenizer
from tokenizers.models import BPE, WordPiece

from search.embedding.packaged import packaged_model
from search.embedding.readable import readable_share, unknown_id


@pytest.fixture(scope="module")
def tokenizer() -> Tokenizer:
    """The packaged model's word pieces, not cut."""
    found = Tokenizer.from_file(f"{packaged_model()}/tokenizer.json")
    found.no_truncation()
    found.no_padding()
    return found


@pytest.mark.parametrize(
    ("text", "share"),
    [
        ("oak tables", 1.0),
        ("🚀🚀", 0.0),
        ("oak 🚀", 3 / 4),
        ("a" * 101, 0.0),  # BERT's word pieces give up beyond 100 characters
        ("oak " + "a" * 101, 3 / 104),
        ("oak " * 300, 1.0),  # beyond what the model reads at once
        ("", 0.0),
        (" \n", 0.0),
    ],
)
def test_the_share_of_characters_in_known_pieces(
    tokenizer: Tokenizer, text: str, share: float
) -> None:
    assert readable_share(tokenizer, unknown_id(tokenizer), text) == pytest.approx(share)


def test_the_unknown_piece_is_what_the_tokenizer_says() -> None:
    words = WordPiece({"oak": 0, "<?>": 1}, unk_token="<?>")
    assert unknown_id(Tokenizer(words)) == 1
    assert unknown_id(Tokenizer(BPE())) is None
