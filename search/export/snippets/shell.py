"""JSON as the body of a curl command, which no shell interprets."""

import json
import re
from typing import Any

_NUMBERS = re.compile(r"\[\n[-+.\deE,\s]*\]")


def posted(body: Any) -> str:
    """The options that post ``body`` from a here-document, numbers of a list in one line.

    Nothing is expanded in there but an interactive shell's “!”, so that is written as JSON's
    escape for it; so is everything outside ASCII where a text holds what cannot be seen.
    """
    text = json.dumps(body, ensure_ascii=False, indent=1)
    if not text.replace("\n", " ").isprintable():
        text = json.dumps(body, indent=1)
    text = _NUMBERS.sub(lambda found: re.sub(r"\s+", " ", found[0]), text)
    text = text.replace("!", "\\u0021")
    return f"--header 'Content-Type: application/json' --data-binary @- <<'JSON'\n{text}\nJSON\n"
