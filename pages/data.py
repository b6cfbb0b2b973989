"""The data screen: which datasets there are, and making one of a table."""

from pages.ui import access, state
from pages.ui.data.adding import adding
from pages.ui.data.listing import datasets
from pages.ui.data.work import work
from pages.ui.text import title
from pages.ui.trouble import trouble
from search.errors import NvkError
from search.serving import serving


def main() -> None:
    """Draws the screen for whoever may change data."""
    state.arrive("data")
    title("Data")
    if not access.admitted():
        access.gate()
        return
    try:
        service = serving.wait()
        work()
        adding(datasets(service))
    except NvkError as error:
        trouble(error)


main()
