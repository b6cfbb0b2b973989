"""BM25: the statistics of a collection, its vocabulary, and the impacts of a document's terms.

The only package that imports rank_bm25. Imports ``types``.
"""
