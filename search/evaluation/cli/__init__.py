"""The terminal, ``python -m search.evaluation``."""
