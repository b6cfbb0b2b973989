"""What the rows of a table are, told by its name and by the name of a column."""

from ingest.documents.known_names import bare, words
from search.nouns import Noun, parse_noun

_PLURALS = (
    "abstracts advertisements albums animals answers apartments apps articles artists artworks "
    "authors bills blogs books brands bugs businesses buildings candidates cars cases categories "
    "charities chemicals churches cities citations claims clients clubs comments companies "
    "complaints compounds concerts contacts contracts countries courses customers definitions "
    "dishes diseases drugs emails employees entries episodes events exhibits experiments "
    "facilities farms features festivals films flats foods funds games genes grants guides homes "
    "hospitals hotels houses images incidents ingredients institutions invoices issues items jobs "
    "laws lectures lessons libraries listings locations magazines manuals materials medicines "
    "meetings members menus messages models movies museums names nonprofits notes offers "
    "organisations organizations packages paintings papers parks parts patents patients people "
    "persons photos pictures places plants players podcasts poems positions posts processes "
    "products profiles programs projects proposals proteins publications questions quotes recipes "
    "recordings records references regulations reports requests restaurants reviews roles rules "
    "schools scripts services sessions shops shows sites skills snippets songs species speakers "
    "stations stocks stores stories students studies suppliers symptoms talks tasks "
    "teams tenders terms theses tickets titles tools topics tracks trees trials tutorials tweets "
    "universities vacancies vehicles vendors venues videos wines works"
).split()
_IRREGULAR = {
    "faq": Noun("question", "questions"),
    "faqs": Noun("question", "questions"),
    "movies": Noun("movie", "movies"),
    "people": Noun("person", "people"),
    "species": Noun("species", "species"),
    "startup": Noun("start-up", "start-ups"),
    "startups": Noun("start-up", "start-ups"),
    "theses": Noun("thesis", "theses"),
}
_IN_COLUMNS = frozenset(
    "article book company course dish event film firm game hotel job movie organisation "
    "organization paper position product project question recipe restaurant song startup talk "
    "vacancy".split()
)
"""The first word of a name's column that says what a row is: “Job Title”, but not “City name”."""
_KNOWN = {
    **{form: noun for noun in map(parse_noun, _PLURALS) for form in noun},
    **{form: noun for key, noun in _IRREGULAR.items() for form in (key, *noun)},
}


def noun_of_name(name: str) -> Noun | None:
    """What a dataset or file is called after, the last known word of its name counting.

    >>> noun_of_name("my-products-2024"), noun_of_name("startupList"), noun_of_name("sample")
    (Noun(one='product', many='products'), Noun(one='start-up', many='start-ups'), None)
    """
    found = [_KNOWN[word] for word in words(name) if word in _KNOWN]
    return found[-1] if found else None


def noun_of_column(column: str) -> Noun | None:
    """What has its name in this column.

    >>> noun_of_column("Job Title"), noun_of_column("Title")
    (Noun(one='job', many='jobs'), None)
    """
    first = next(iter(words(column)), "")
    return _KNOWN.get(first) if bare(first) in _IN_COLUMNS else None
