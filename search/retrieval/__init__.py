"""From a request to ranked ids: the engines, their fusion, the order of ties, exact ranks.

Imports ``store``, ``embedding``, ``keyword`` and ``text``.
"""
