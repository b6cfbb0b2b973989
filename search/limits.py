"""Every limit of the product, each spelled once.

Imports nothing.
"""

MAX_TEXT = 10_000
"""Characters accepted as a query or pasted description."""
MAX_K = 100
"""Results per list, and documents whose neural scores are split at once."""
MAX_FILTER_VALUES = 100
"""Values of all fields together in one filter."""
MAX_RRF_K = 1000
"""The largest constant of reciprocal rank fusion."""
RANK_DEPTH = 100
"""How deep a document's rank on the other engine is looked for; hybrid fuses as many."""
COUNT_CAP = 1000
"""Keyword matches are counted exactly up to here."""
EXACT_UP_TO = 50_000
"""Collections of up to this many documents are searched exactly and get no HNSW graph."""
EXACT_FILTER_UP_TO = 20_000
"""A filter passed by at most this many documents is searched exactly: HNSW would lose recall."""
MAX_BODY_BYTES = 256 * 1024
"""The largest request body that the HTTP API reads."""
MAX_POSTINGS = 50_000
"""Documents that a required, excluded or quoted word may be in: each is sent with the filter."""
MAX_CHECKED_TEXTS = 5_000
"""Documents whose text is read to see whether words stand next to each other."""
MAX_QUERIES = 50_000
"""Queries in one query set."""
MAX_JUDGMENTS = 1_000_000
"""Judgments read from one file."""
MAX_LABEL = 200
"""Characters of the id or the kind of a query, and of the name of an engine or a judge."""
MAX_EVALUATION_BYTES = 128 * 1024 * 1024
"""The largest file of queries, judgments or a run that is read."""
MAX_WRITTEN_IDS = 1_000
"""Ids of documents that a snippet to copy may hold."""
MAX_COMPARED = 200
"""Queries that are compared in one go."""
MAX_ENGINES = 8
"""Engines that a screen or the API evaluates together."""
