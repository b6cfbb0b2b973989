"""Files that evaluators exchange: queries, judgments (qrels) and runs.

Every reader raises InputError with the line that cannot be used and says what is wrong with it.
"""
