"""How bytes become rows: one module a format, and one that tells which it is."""
