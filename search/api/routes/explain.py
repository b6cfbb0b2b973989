"""The part of the HTTP API that explains scores."""

from typing import Annotated, Any

from fastapi import FastAPI, Query

from search.api.parameters import ExplainQuery, QueryQuery, WordsQuery
from search.explanation import schema
from search.explanation import shapes as explain_json
from search.service import Service


def add_explanations(api: FastAPI, service: Service) -> None:
    """Each as GET, and as POST for long texts."""
    _add_documents(api, service)
    _add_query(api, service)
    _add_words(api, service)


def _add_documents(api: FastAPI, service: Service) -> None:
    def explained(wanted: ExplainQuery) -> dict[str, Any]:
        asked = service()
        request = wanted.request(asked.default_dataset)
        return explain_json.explanation_json(asked.explanation(request, wanted.id))

    @api.get("/explain", response_model=schema.ExplanationJson, summary="Why a document is where")
    def get_explain(wanted: Annotated[ExplainQuery, Query()]) -> dict[str, Any]:
        """Both scores in their exact parts, both exact ranks, and what the top k would take."""
        return explained(wanted)

    @api.post("/explain", response_model=schema.ExplanationJson, summary="The same, long text")
    def post_explain(wanted: ExplainQuery) -> dict[str, Any]:
        """The same for long texts."""
        return explained(wanted)


def _add_query(api: FastAPI, service: Service) -> None:
    def explained(wanted: QueryQuery) -> dict[str, Any]:
        asked = service()
        request = wanted.request(asked.default_dataset)
        return explain_json.query_explanation_json(asked.query_explanation(request))

    path, model = "/explain/query", schema.QueryExplanationJson

    @api.get(path, response_model=model, summary="How a query is read")
    def get_query(wanted: Annotated[QueryQuery, Query()]) -> dict[str, Any]:
        """Words used, dropped and unknown, and what the best neural score is worth."""
        return explained(wanted)

    @api.post(path, response_model=model, summary="The same, long text")
    def post_query(wanted: QueryQuery) -> dict[str, Any]:
        """The same for long texts."""
        return explained(wanted)


def _add_words(api: FastAPI, service: Service) -> None:
    def split(wanted: WordsQuery) -> dict[str, Any]:
        asked = service()
        request = wanted.request(asked.default_dataset)
        return explain_json.words_json(asked.split_scores(request, wanted.id))

    path, model = "/explain/words", schema.WordsJson

    @api.get(path, response_model=model, summary="Neural scores by words")
    def get_words(wanted: Annotated[WordsQuery, Query()]) -> dict[str, Any]:
        """What each word of several documents brings to their neural scores."""
        return split(wanted)

    @api.post(path, response_model=model, summary="The same, long text")
    def post_words(wanted: WordsQuery) -> dict[str, Any]:
        """The same for long texts."""
        return split(wanted)
