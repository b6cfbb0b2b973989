"""Texts to vectors: the runtimes of a model, its export to ONNX, and caches of what it made.

The only package that imports sentence-transformers, torch and ONNX Runtime. Imports ``settings``,
``types`` and ``errors``.
"""
