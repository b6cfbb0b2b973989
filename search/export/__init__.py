"""Answers as others read them: JSON, CSV, JSON Lines and TREC runs.

The files import ``types`` and ``errors``; ``snippets`` writes code that asks again.
"""
