"""The file system: locks, durable writes, sparse copies. Imports nothing else of ``search``."""
