"""The HTTP API: checks what comes in, calls the service, answers JSON.

The only package that imports FastAPI. Imports ``service``, ``export`` and ``explanation``.
"""
