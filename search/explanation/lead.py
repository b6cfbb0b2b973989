"""One sentence for each engine: where it ranks a document, and the main reason."""

from search.explanation.attribution import bare
from search.explanation.model import Explanation
from search.explanation.narrative import typed
from search.explanation.strongest import strongest_words
from search.labels import count_text
from search.limits import RANK_DEPTH
from search.text.analyzer import Analyzer
from search.types import Mode
from search.wording import counted, quoted_list


def leads(found: Explanation, analyzer: Analyzer) -> dict[Mode, str]:
    """The sentence of each engine; ``analyzer`` is the dataset's, whose stop words name nothing."""
    return {
        "neural": _neural(found, analyzer),
        "keyword": _keyword(found),
        "hybrid": _hybrid(found),
    }


def _neural(found: Explanation, analyzer: Analyzer) -> str:
    neural = found.neural
    if not neural.rank:
        return found.left_out or "Neural does not list it."
    place = f"Neural ranks it #{count_text(neural.rank)} of {count_text(neural.of)}"
    top = strongest_words(neural.words, found.text, analyzer) if neural.additive else []
    if not top:
        return f"{place} by the meaning of its text."
    words = quoted_list([bare(found.text[word.start : word.end]) for word in top])
    return f"{place} by the meaning of its text, above all {words}."


def _keyword(found: Explanation) -> str:
    keyword = found.keyword
    if not keyword.rank:
        return found.left_out or "Full-text does not list it: it contains no word of the query."
    matches = counted(keyword.of, "match", "matches", capped=keyword.of_capped)
    largest = sorted(keyword.terms, key=lambda part: -part.score)
    words = quoted_list([typed(part.term, found.words) for part in largest])
    return f"Full-text ranks it #{count_text(keyword.rank)} of {matches} because it has {words}."


def _hybrid(found: Explanation) -> str:
    hybrid = found.hybrid
    if not hybrid.rank:
        return (
            found.left_out or f"Hybrid does not list it: no engine has it in its top {RANK_DEPTH}."
        )
    ranks = {part.engine: part.rank for part in hybrid.parts}
    if len(ranks) == 2:
        reason = f"neural has it at #{ranks['neural']} and full-text at #{ranks['keyword']}"
    elif "neural" in ranks:
        reason = f"neural has it at #{ranks['neural']}; full-text adds nothing"
    else:
        reason = f"full-text has it at #{ranks['keyword']}; neural adds nothing"
    return f"Hybrid ranks it #{hybrid.rank}: {reason}."
