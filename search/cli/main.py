"""``python -m search "QUERY"``: both lists in the terminal."""

import argparse
import json
import sys
from collections.abc import Sequence
from typing import Any, NamedTuple

from search import open_service
from search.cli.explanations import document_lines, query_lines
from search.cli.queries import query_table
from search.comparison.compare import compare
from search.errors import NvkError
from search.explanation.model import Explanation, QueryExplanation, as_json
from search.export import files as export
from search.export.schema import comparison_json, ranking_json
from search.labels import ENGINE_LABELS, count_text
from search.retrieval.request import SearchRequest, facet_values
from search.retrieval.retrieve import Retrieval
from search.service import SearchService
from search.text.printable import printable
from search.types import COMPARE, MODES, Hit, Ranking

_TEXT_WIDTH = 100


class _Explained(NamedTuple):
    query: QueryExplanation
    documents: dict[str, Explanation]


def main(arguments: Sequence[str] | None = None) -> int:
    """Returns the exit status: 0 done, 1 failed with one line on standard error."""
    parser = _parser()
    options = parser.parse_args(arguments)
    if options.explain and options.format in export.FORMATS:
        parser.error("--explain: with --format text or json")
    if options.queries:
        return query_table(options, parser)
    try:
        if options.format in export.FORMATS:
            return _export(options)
        lines = _answer(options)
    except NvkError as error:
        print(f"error: {error}", file=sys.stderr)
        return 1
    print("\n".join(lines))
    return 0


def _answer(options: argparse.Namespace) -> list[str]:
    service = open_service()
    retrieval = service.retrieve(_request(options, service))
    verdict: list[str] = []
    rankings: tuple[Ranking, ...]
    if options.mode:
        ranking = retrieval.ranking()
        rankings, answer = (ranking,), ranking_json(ranking)
        verdict = [printable(note) for note in ranking.notes]
    else:
        comparison = compare(retrieval)
        rankings, answer = (comparison.neural, comparison.keyword), comparison_json(comparison)
        verdict = [printable(line) for line in (comparison.verdict, *comparison.notes)]
    explained = _explain(service, retrieval, rankings) if options.explain else None
    if options.format == "json":
        return [json.dumps(answer | _explained_json(explained), ensure_ascii=False)]
    lines = [_ranking(ranking, explained) for ranking in rankings]
    if explained:
        verdict += map(printable, query_lines(explained.query))
    return "\n\n".join("\n".join(part) for part in [*lines, verdict] if part).splitlines()


def _explain(
    service: SearchService, retrieval: Retrieval, rankings: Sequence[Ranking]
) -> _Explained:
    shown = {hit.document.id: hit.document for ranking in rankings for hit in ranking.hits}
    documents = service.explain_shown(retrieval, shown.values())
    return _Explained(service.explain_reading(retrieval), documents)


def _explained_json(explained: _Explained | None) -> dict[str, Any]:
    if explained is None:
        return {}
    documents = {id_: as_json(its) for id_, its in explained.documents.items()}
    query = as_json(explained.query)
    return {"explanation": {"query": query, "documents": documents}}


def _export(options: argparse.Namespace) -> int:
    service = open_service()
    answer = service.answer(_request(options, service))
    content = export.content(answer, options.format)
    if sys.stdout.isatty():  # which would obey control characters in the data
        lines = content.decode("utf-8-sig").splitlines()
        print("\n".join(map(printable, lines)))
    else:
        sys.stdout.buffer.write(content)
        sys.stdout.flush()
    return 0


def _request(options: argparse.Namespace, service: SearchService) -> SearchRequest:
    return service.request(
        options.query,
        mode=options.mode or COMPARE,
        cities=options.city,
        filter=facet_values(options.filter, "="),
        k=options.k,
        dataset=options.dataset,
    )


def _ranking(ranking: Ranking, explained: _Explained | None) -> list[str]:
    total = count_text(ranking.total, capped=ranking.total_capped)
    noun = "matches" if ranking.mode == "keyword" else "documents"
    head = (
        f"{ENGINE_LABELS[ranking.mode]} · {total} {noun} · "
        f"embed {ranking.embed_ms:.1f} ms · search {ranking.search_ms:.1f} ms"
    )
    if not ranking.hits:
        return [head, "  no results"]
    lines = [head]
    for hit in ranking.hits:
        lines += _hit(hit)
        if explained:
            lines += map(printable, document_lines(explained.documents[hit.document.id]))
    return lines


def _hit(hit: Hit) -> list[str]:
    document = hit.document
    other = f"  (other side: #{hit.other_rank})" if hit.other_rank else ""
    city = f", {document.city}" if document.city else ""
    text = " ".join(document.description.split())
    if len(text) > _TEXT_WIDTH:
        text = text[: _TEXT_WIDTH - 1] + "…"
    return [
        printable(f"{hit.rank:>3}. {hit.score:8.4f}  {document.title}{city}{other}"),
        printable(f"               {text}"),
    ]


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m search", description="Ask both engines, or one, from the terminal."
    )
    asked = parser.add_mutually_exclusive_group(required=True)
    asked.add_argument("query", metavar="QUERY", nargs="?")
    asked.add_argument(
        "--queries",
        metavar="FILE",
        help="instead: the engines' overlap for each line of a file, or with - of standard input",
    )
    parser.add_argument("--mode", choices=MODES, help="one ranking instead of both lists")
    parser.add_argument("--city", action="append", default=[], help="only this city; repeatable")
    parser.add_argument(
        "--filter",
        action="append",
        default=[],
        metavar="FIELD=VALUE",
        help="only this value of a field, or for numbers and dates a range FROM..TO; "
        "repeatable: any of one field's, in all fields",
    )
    parser.add_argument("--k", type=int, default=10, help="results per list, 1 to 100")
    parser.add_argument("--dataset", help="which dataset (default: NVK_DATASET)")
    parser.add_argument("--explain", action="store_true", help="every score in its exact parts")
    output = parser.add_mutually_exclusive_group()
    output.add_argument(
        "--format",
        choices=["text", "json", *export.FORMATS],
        default="text",
        help="for people, as the API answers, or as a file (trec: with --mode)",
    )
    output.add_argument(
        "--json", action="store_const", const="json", dest="format", help="short for --format json"
    )
    return parser


if __name__ == "__main__":
    sys.exit(main())
