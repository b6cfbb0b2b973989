"""The terminal: ``python -m ingest``."""
