"""What has to be known about an answer, in sentences: operators, unknown values, unread text."""

from search.retrieval.query import EncodedQuery

READ_WELL = 0.8
"""A model that can read a smaller share of a text than this hardly knows what the text says."""


def notes(query: EncodedQuery, *, neural: bool = True, keyword: bool = True) -> list[str]:
    """The sentences about a query for the engines that answer it; usually there are none."""
    typed, unknown = query.typed, query.unknown
    lines = [f"No document has “{value}” as its {field}." for field, value in unknown]
    if typed.phrases and keyword:
        lines.append(_phrases(typed.phrases))
    if typed.required:
        lines.append(f"Only documents that contain {_all(typed.required)} are listed.")
    if typed.excluded:
        lines.append(f"Documents that contain {_all(typed.excluded, 'or')} are left out.")
    known = [pair for pair in typed.fields if pair not in unknown]
    lines += [
        f"Only documents with “{value}” as their {field} are listed." for field, value in known
    ]
    if typed.meaningless:
        lines.append(_meaningless(typed.meaningless, typed.suggestion))
    if neural and (unread := readable_note(query.readable, "this query")):
        lines.append(unread)
    return lines


def readable_note(share: float, text: str) -> str:
    """A sentence about how little of ``text`` the model can read; ``share`` is 0 to 1."""
    if share <= 0:
        return (
            f"The model can read nothing of {text}: all such texts are alike to it, so the neural "
            "order is arbitrary."
        )
    if share < READ_WELL:
        return f"The model can read only {max(1, round(100 * share))} % of {text}."
    return ""


def _phrases(phrases: tuple[str, ...]) -> str:
    return (
        f"Full-text lists only documents in which {_all(phrases)} stands as one phrase; neural "
        "reads the words without the quotation marks."
    )


def _meaningless(signs: tuple[str, ...], suggestion: str) -> str:
    verb = "has" if len(signs) == 1 else "have"
    meant = f" Perhaps you mean: {suggestion}" if suggestion else ""
    return f"{_all(signs)} {verb} no special meaning in this query.{meant}"


def _all(words: tuple[str, ...], conjunction: str = "and") -> str:
    quoted = [f"“{word}”" for word in dict.fromkeys(words)]
    if len(quoted) == 1:
        return quoted[0]
    return f"{', '.join(quoted[:-1])} {conjunction} {quoted[-1]}"
