"""The part of the HTTP API that explains scores."""

from enum import Enum
from typing import Annotated

from fastapi import FastAPI, Query

from search.api.parameters import ExplainQuery, QueryQuery, WordsQuery
from search.explanation.model import Explanation, QueryExplanation, WordShares
from search.service import Service

_TAGS: list[str | Enum] = ["Explain"]


def add_explanations(api: FastAPI, service: Service) -> None:
    """Adds each explanation as GET, and as POST for long texts."""
    _add_documents(api, service)
    _add_query(api, service)
    _add_words(api, service)


def _add_documents(api: FastAPI, service: Service) -> None:
    @api.get("/explain", summary="Why a document ranks where it does", tags=_TAGS)
    def get_explain(wanted: Annotated[ExplainQuery, Query()]) -> Explanation:
        """Exact ranks, scores in exact parts, and what the document lacks for the top k."""
        asked = service()
        return asked.explanation(wanted.request(asked.default_dataset), wanted.id)

    @api.post("/explain", summary="Why a document ranks where it does, for long texts", tags=_TAGS)
    def post_explain(wanted: ExplainQuery) -> Explanation:
        """The same with the fields as JSON."""
        return get_explain(wanted)


def _add_query(api: FastAPI, service: Service) -> None:
    @api.get("/explain/query", summary="How a query is read", tags=_TAGS)
    def get_query(wanted: Annotated[QueryQuery, Query()]) -> QueryExplanation:
        """Words used, ignored and unknown, and what the best neural score is worth."""
        asked = service()
        return asked.query_explanation(wanted.request(asked.default_dataset))

    @api.post("/explain/query", summary="How a query is read, for long texts", tags=_TAGS)
    def post_query(wanted: QueryQuery) -> QueryExplanation:
        """The same with the fields as JSON."""
        return get_query(wanted)


def _add_words(api: FastAPI, service: Service) -> None:
    @api.get("/explain/words", summary="Neural scores by words", tags=_TAGS)
    def get_words(wanted: Annotated[WordsQuery, Query()]) -> WordShares:
        """What each word of several documents contributes to their neural scores."""
        asked = service()
        return asked.split_scores(wanted.request(asked.default_dataset), wanted.id)

    @api.post("/explain/words", summary="Neural scores by words, for long texts", tags=_TAGS)
    def post_words(wanted: WordsQuery) -> WordShares:
        """The same with the fields as JSON."""
        return get_words(wanted)
