"""How text becomes terms: normalization, analyzer, spelling, highlighting, sentences.

The same for documents, queries and highlights. Imports nothing else of ``search`` but ``errors``.
"""

from search.text.analyzer import tokenize

__all__ = ["tokenize"]
