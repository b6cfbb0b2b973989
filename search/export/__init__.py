"""Answers as others read them: JSON, CSV, JSON Lines and TREC runs.

Imports ``types`` and ``errors``.
"""
