"""The terminal: ``python -m search``. Imports ``service``, ``export`` and ``explanation``."""
