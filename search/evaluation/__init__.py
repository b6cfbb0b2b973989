"""Deciding with evidence: query sets, judgments, runs, measures and how sure they are.

Imports the service, ``comparison.overlap`` and ``export``.
"""
