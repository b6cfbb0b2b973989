"""A search as a shell command that posts to Qdrant's own REST API."""

from itertools import chain
from typing import Any
from urllib.parse import quote

from qdrant_client import models

from search.errors import InputError
from search.export.snippets.asked import Asked
from search.export.snippets.origin import collection, origin
from search.export.snippets.searches import Searches, searches
from search.export.snippets.shell import posted
from search.limits import RANK_DEPTH
from search.retrieval.request import Fusion
from search.types import Engine

_TIES = "# Qdrant gives equal scores in any order; this app orders them by id.\n"
_FUSED = """\
# Of one ranking, Qdrant's RRF makes 1 / (rank + k - 1); the formula weighs both and adds them up.
"""
_NOTHING = "q: no engine that is asked finds anything, so there is nothing to write."
_COMMAND = """\
curl "${{QDRANT_URL:-http://localhost:6333}}/collections/{collection}/points/{path}" \\
  --header "api-key: $QDRANT_API_KEY" \\
  """


def rest(asked: Asked) -> str:
    """A command whose answer holds the hits: of one search, or of each search of a batch.

    Raises:
        InputError: one request cannot give the list; the message says why.
    """
    found = searches(asked)
    fused = asked.request.mode == "hybrid"
    body = _fusion(asked, found) if fused else _lists(found, asked.request.k)
    path = "query/batch" if "searches" in body else "query"
    notes = f"{origin(asked)}\n{_FUSED if fused else ''}{_TIES}"
    return f"{notes}{_COMMAND.format(collection=quote(collection(asked)), path=path)}{posted(body)}"


def _lists(found: Searches, k: int) -> dict[str, Any]:
    wanted = [_body(each, k) for each in chain.from_iterable(found.values())]
    if not wanted:
        raise InputError(_NOTHING)
    return wanted[0] if len(wanted) == 1 else {"searches": wanted}


def _body(wanted: models.QueryRequest, limit: int) -> dict[str, Any]:
    named = wanted.model_copy(update={"limit": limit, "with_payload": ["name"]})
    return named.model_dump(mode="json", exclude_none=True)


def _fusion(asked: Asked, found: Searches) -> dict[str, Any]:
    """As ``retrieval.fusion``, for any weight: Qdrant's own weights would change each side's k."""
    fusion = asked.request.fusion
    shares: dict[Engine, float] = {"neural": fusion.weight, "keyword": 1 - fusion.weight}
    sides = [(share, found[engine]) for engine, share in shares.items() if share and found[engine]]
    if any(len(wanted) > 1 for _, wanted in sides):
        raise InputError(
            "format: the neural list ends with documents that the model cannot read, which one "
            "request to Qdrant cannot express; use qdrant-client."
        )
    if not sides:
        raise InputError(_NOTHING)
    formula = models.SumExpression(
        sum=[
            models.MultExpression(mult=[share, f"$score[{number}]"])
            for number, (share, _) in enumerate(sides)
        ]
    )
    wanted = models.QueryRequest(
        prefetch=[_ranked(wanted, fusion) for _, [wanted] in sides],
        query=models.FormulaQuery(
            formula=formula,
            defaults={f"$score[{number}]": 0.0 for number in range(len(sides))},
        ),
    )
    return _body(wanted, asked.request.k)


def _ranked(wanted: models.QueryRequest, fusion: Fusion) -> models.Prefetch:
    """One search whose scores are 1 / (rrf_k + rank)."""
    found = models.Prefetch(
        query=wanted.query,
        using=wanted.using,
        filter=wanted.filter,
        params=wanted.params,
        limit=RANK_DEPTH,
    )
    reciprocal = models.RrfQuery(rrf=models.Rrf(k=fusion.rrf_k + 1))
    return models.Prefetch(prefetch=[found], query=reciprocal, limit=RANK_DEPTH)
