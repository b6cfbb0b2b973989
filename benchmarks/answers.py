"""Whole comparisons: through the library, and through HTTP with one and with many clients."""

import itertools
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from dataclasses import replace
from functools import partial
from http.client import HTTPConnection
from urllib.parse import urlencode

from benchmarks.corpus import SHORT, Corpus
from benchmarks.timing import Result, each, measure, multiple, result_of
from search.embedding.sentence_transformer import SentenceTransformerEncoder
from search.types import Encoder

CLIENTS = (1, 4, 16)
_SECONDS = 8.0
_fresh = itertools.count()


def library(corpus: Corpus) -> Iterator[Result]:
    """``service.compare``: embed, ask both engines, fetch the documents, compare."""
    for name, texts in corpus.queries():
        for words, cities in (("", ()), (f", {len(corpus.cities)} cities", corpus.cities)):
            yield measure(
                f"comparison through the library, {name} query{words}",
                each(partial(_compared, corpus, cities), texts),
            )


def _compared(corpus: Corpus, cities: Sequence[str], text: str) -> object:
    return corpus.service.compare(_new(text), cities=cities, dataset=corpus.dataset)


def http(corpus: Corpus, address: str) -> Iterator[Result]:
    """``/api/compare`` from another process, and what it adds to embedding the query."""
    for name, texts in corpus.queries():
        embed = measure(
            f"embed, {name} query",
            each(lambda text: corpus.service.encoder.encode([_new(text)]), texts),
        )
        with closing(HTTPConnection(address)) as client:
            answered = measure(
                f"comparison through HTTP, {name} query",
                each(partial(_compare, client), texts),
            )
        yield answered
        beyond = answered.p50 - embed.p50
        yield Result(f"comparison through HTTP beyond embed, {name} query", beyond)


def load(corpus: Corpus, address: str, original: SentenceTransformerEncoder) -> Iterator[Result]:
    """Comparisons a second from 1, 4 and 16 clients, and the encoders' own rates."""
    bare = encoders_rate("bare model.encode, one caller", original, 1)
    own = encoders_rate("this encoder, 16 callers", corpus.service.encoder, 16)
    yield from (bare, own)
    for clients in CLIENTS:
        requests, waits = _load(address, clients)
        yield multiple(requests, bare, own)
        yield waits


def encoders_rate(question: str, encoder: Encoder, callers: int) -> Result:
    """Short queries a second, one at a time from each caller."""

    def work(_: int) -> int:
        end = time.perf_counter() + _SECONDS / 2
        done = 0
        while time.perf_counter() < end:
            encoder.encode([_new(SHORT[done % len(SHORT)])])
            done += 1
        return done

    with ThreadPoolExecutor(callers) as pool:
        done = sum(pool.map(work, range(callers)))
    return Result(question, done / (_SECONDS / 2), unit="queries/s", runs=done)


def _load(address: str, clients: int) -> tuple[Result, Result]:
    def work(_: int) -> list[float]:
        end = time.perf_counter() + _SECONDS
        waits: list[float] = []
        with closing(HTTPConnection(address)) as client:
            while time.perf_counter() < end:
                started = time.perf_counter()
                _compare(client, SHORT[len(waits) % len(SHORT)])
                waits.append((time.perf_counter() - started) * 1000)
        return waits

    with ThreadPoolExecutor(clients) as pool:
        waits = [wait for each in pool.map(work, range(clients)) for wait in each]
    name = f"{clients} client{'s' if clients > 1 else ''}"
    rate = Result(f"comparisons a second, {name}", len(waits) / _SECONDS, unit="requests/s")
    return replace(rate, runs=len(waits)), result_of(f"wait for one comparison, {name}", waits)


def _compare(client: HTTPConnection, text: str) -> None:
    client.request("GET", f"/api/compare?{urlencode({'q': _new(text)})}")
    answer = client.getresponse()
    answer.read()
    if answer.status != 200:  # a rate with errors in it means nothing
        raise AssertionError(f"status {answer.status}")


def _new(text: str) -> str:
    """The text with a word of its own, so that its vector is not remembered."""
    return f"{text} {next(_fresh)}"
