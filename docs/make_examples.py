"""Writes the API documentation's examples: ``python -m docs.make_examples``.

They are the real answers of the bundled sample, whose index has to be there.
"""

import json
from typing import Any

from fastapi.testclient import TestClient

from search import open_service
from search.api.app import create_api
from search.api.documentation import EXAMPLES_FILE
from search.api.parameters import EXAMPLE_ID

_MOST = 3
"""Members of the longest lists."""
_Q = "password manager"
REQUESTS: dict[str, tuple[str, str, dict[str, Any]]] = {
    "/search": ("GET", "/search", {"q": _Q, "k": 1}),
    "/similar/{id}": ("GET", f"/similar/{EXAMPLE_ID}", {"k": 1}),
    "/compare": ("GET", "/compare", {"q": _Q, "k": 1}),
    "/compare/queries": ("POST", "/compare/queries", {"queries": [_Q, "bKash"], "k": 5}),
    "/evaluate/sets": ("GET", "/evaluate/sets", {}),
    "/evaluate": ("GET", "/evaluate", {"set": 1}),
    "/evaluate/queries": ("GET", "/evaluate/queries", {"set": 1}),
    "/evaluate/judgments": ("GET", "/evaluate/judgments", {"set": 1}),
    "/explain": ("GET", "/explain", {"q": _Q, "id": EXAMPLE_ID}),
    "/explain/query": ("GET", "/explain/query", {"q": _Q}),
    "/explain/words": ("GET", "/explain/words", {"q": _Q, "id": EXAMPLE_ID}),
    "/facets": ("GET", "/facets", {}),
    "/documents/{id}": ("GET", f"/documents/{EXAMPLE_ID}", {}),
    "/health": ("GET", "/health", {}),
}
"""By the path in the documentation: method, address, parameters."""


def main() -> None:
    """Asks the API over the sample, in this process, and keeps what it answers."""
    service = open_service()
    client = TestClient(create_api(lambda: service))
    found: dict[str, Any] = {}
    for path, (method, address, wanted) in REQUESTS.items():
        sent = {"params": wanted} if method == "GET" else {"json": wanted}
        answer = client.request(method, address, **sent)  # type: ignore[arg-type]
        answer.raise_for_status()
        found[path] = answer.json()
    for path in ("/facets", *(path for path in REQUESTS if path.startswith("/evaluate"))):
        found[path] = _short(found[path])
    EXAMPLES_FILE.write_text(json.dumps(found, ensure_ascii=False, indent=1) + "\n", "utf-8")


def _short(value: Any) -> Any:
    """The value with the beginnings of its lists."""
    if isinstance(value, dict):
        return {name: _short(each) for name, each in value.items()}
    return [_short(each) for each in value[:_MOST]] if isinstance(value, list) else value


if __name__ == "__main__":
    main()
