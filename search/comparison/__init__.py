"""Two rankings of one query put side by side: overlap, and the sentence above the lists.

Imports ``retrieval``.
"""
