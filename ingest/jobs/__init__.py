"""Ingests that the app starts, each in a process of its own; uploads and previews."""
