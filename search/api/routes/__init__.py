"""The paths of the HTTP API, one module for each group of them."""
