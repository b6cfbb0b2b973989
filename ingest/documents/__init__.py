"""From a row to a document: which column is what, cleaning, and why a row is left out."""
