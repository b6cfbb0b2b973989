"""The queries screen: both engines on several queries, one line of a table for each."""

from pages.ui import many, state
from pages.ui.text import paragraph, tab_title, title
from pages.ui.trouble import trouble
from search.errors import NvkError
from search.limits import MAX_COMPARED
from search.serving import serving


def main() -> None:
    """Draws the screen for the dataset that was looked at last."""
    state.arrive("queries")
    tab_title("Several queries")
    title("Several queries")
    paragraph(
        f"Paste up to {MAX_COMPARED} queries, one on each line, to see where the engines disagree.",
        "lead",
    )
    try:
        service = serving.wait()
        many.queries(service, state.last_dataset(service.default_dataset))
    except NvkError as error:
        trouble(error)


main()
