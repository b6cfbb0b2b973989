"""A search as Python that uses plain qdrant-client."""

from textwrap import wrap

from pydantic import BaseModel

from search.export.snippets.asked import Asked
from search.export.snippets.origin import collection, origin
from search.export.snippets.searches import searches
from search.limits import RANK_DEPTH
from search.types import Mode

_HEAD = """\
# pip install qdrant-client
import os

from qdrant_client import QdrantClient, models

client = QdrantClient(
    url=os.environ.get("QDRANT_URL", "http://localhost:6333"),
    api_key=os.environ.get("QDRANT_API_KEY"),
)


def ranked(*searches):
    \"\"\"The hits of one search after those of another; equal scores by id.\"\"\"
    answers = client.query_batch_points(COLLECTION, searches)
    return [
        (point.id, point.score)
        for answer in answers
        for point in sorted(answer.points, key=lambda point: (-point.score, point.id))
    ]

"""
_FUSE = """
# Reciprocal rank fusion of the first {depth} of both.
scores = {{}}
for share, hits in (({weight}, neural), ({rest}, keyword)):
    for rank, (id_, _) in enumerate(hits if share else [], start=1):
        scores[id_] = scores.get(id_, 0) + share / ({rrf_k} + rank)
hybrid = sorted(scores.items(), key=lambda hit: (-hit[1], hit[0]))[:{k}]
"""
_SHOW = """
for name, hits in {shown}:
    print(name)
    points = client.retrieve(COLLECTION, [id_ for id_, _ in hits], with_payload=["name"])
    names = {{point.id: point.payload["name"] for point in points}}
    for rank, (id_, score) in enumerate(hits, start=1):
        print(rank, score, id_, repr(names[id_]))
"""


def client(asked: Asked) -> str:
    """A script that prints rank, score, id and name of each hit."""
    found = searches(asked)
    request = asked.request
    depth = RANK_DEPTH if request.mode == "hybrid" else request.k  # at most RANK_DEPTH
    lines = [origin(asked), _HEAD, f"COLLECTION = {collection(asked)!r}"]
    vector = next((each.query for each in found.get("neural", ())), None)
    if isinstance(vector, list):
        numbers = "\n".join(
            wrap(", ".join(map(repr, vector)), 96, initial_indent="    ", subsequent_indent="    ")
        )
        lines.append(f"VECTOR = [\n{numbers}\n]")
    for engine, wanted in found.items():
        written = "".join(f"    {_source(each, vector)},\n" for each in wanted)
        hits = f"ranked(\n{written})[:{depth}]" if wanted else "[]"
        lines.append(f"{engine} = {hits}")
    if request.mode == "hybrid":
        weight, rrf_k = request.fusion
        fuse = _FUSE.format(depth=depth, weight=weight, rest=1 - weight, rrf_k=rrf_k, k=request.k)
        lines.append(fuse.strip("\n"))
    return "\n".join(lines) + "\n" + _SHOW.format(shown=_pairs(asked.modes))


def _pairs(modes: tuple[Mode, ...]) -> str:
    return "[" + ", ".join(f'("{mode}", {mode})' for mode in modes) + "]"


def _source(value: object, vector: object) -> str:
    """A model as the Python that makes it, without fields that are None.

    >>> from qdrant_client import models
    >>> _source(models.MatchAny(any=["Köln"]), None)
    "models.MatchAny(any=['Köln'])"
    """
    if isinstance(value, BaseModel):
        fields = ", ".join(
            f"{name}={_source(its, vector)}" for name, its in value if its is not None
        )
        return f"models.{type(value).__name__}({fields})"
    if isinstance(value, list):
        if value is vector or value == vector:
            return "VECTOR"
        return "[" + ", ".join(_source(each, vector) for each in value) + "]"
    return repr(value)
