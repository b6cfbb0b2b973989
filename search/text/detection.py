"""Which language a dataset is written in, told from a sample of its texts."""

from collections import Counter
from collections.abc import Iterable

import py3langid
import regex

from search.text.languages import DEFAULT_LANGUAGE, LANGUAGES, NO_LANGUAGE

_WORD = regex.compile(r"\p{L}{2,}")
_FEWEST_WORDS = 30
"""Different words below which the guess would be no better than the default."""
_MAJORITY = 0.7
"""Share of the words that one language needs; texts below it are mixed."""


def detect_language(texts: Iterable[str]) -> str:
    """A code of LANGUAGES; the default one for too little text, "none" for mixed or unknown.

    Every text votes with its number of words (langid.py: Lui and Baldwin 2012).
    """
    votes: Counter[str] = Counter()
    seen: set[str] = set()
    for text in texts:
        words = _WORD.findall(text.lower())
        seen.update(words)
        if words:
            votes[py3langid.classify(text)[0]] += len(words)
    if len(seen) < _FEWEST_WORDS:
        return DEFAULT_LANGUAGE
    code, count = votes.most_common(1)[0]
    code = {"nb": "no", "nn": "no"}.get(code, code)
    return code if code in LANGUAGES and count >= _MAJORITY * votes.total() else NO_LANGUAGE
