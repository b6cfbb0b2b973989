"""A search as code to paste elsewhere: curl, this library, qdrant-client, Qdrant's REST API.

Each snippet runs as it is and gives the list that it was copied from. Imports ``retrieval`` and
what ``store.server`` asks of a Qdrant server.
"""
