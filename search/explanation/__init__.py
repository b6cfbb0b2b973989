"""Why a document stands where it stands: formulas, attribution, baseline, and the sentences.

Imports ``retrieval`` and what lies below it.
"""
