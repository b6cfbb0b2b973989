"""One run of an ingest: documents are embedded, weighed and written to a new generation.

Imports ``ingest.documents``, ``ingest.sources`` and the stores and encoders of ``search``.
"""
