"""The embedded store: Qdrant's engine in this process, one directory for each generation."""
