"""The tree of errors."""

import inspect
import re

from search import errors

CLASSES = dict(inspect.getmembers(errors, inspect.isclass))


def drawn() -> dict[str, str]:
    """From each name in the module's drawing to the name it hangs under."""
    under: dict[str, str] = {}
    path: list[str] = []
    for indent, name in re.findall(r"^([│├└─ ]*)([A-Z]\w+)", errors.__doc__ or "", re.MULTILINE)[
        1:
    ]:
        depth = len(indent) // 4
        path[depth:] = [name]
        under[name] = path[depth - 1] if depth else "Exception"
    return under


def test_the_drawing_shows_every_error_under_its_base() -> None:
    assert drawn() == {name: kind.__bases__[0].__name__ for name, kind in CLASSES.items()}
