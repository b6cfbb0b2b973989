"""Query sets, judgments and runs, kept in one SQLite file beside the data.

They belong to a dataset by its name and refer to documents by source id, never to a generation:
building a dataset again loses none of them.
"""
