"""The server store: collections on one Qdrant server or cluster."""
