"""How the fields of a delimited text are told apart."""

import re
from dataclasses import dataclass

from search.errors import InputError

COMMON = (",", ";", "\t", "|")
RARE = ("\x01", "^", "~", ":")
"""Delimiters that are believed only where every line has the same number of them."""
NO_QUOTE = "none"
_SEPARATOR_HINT = re.compile(r"sep=(.)", re.IGNORECASE)
_WORDS = {"tab": "\t", r"\t": "\t", "space": " ", r"\x01": "\x01"}
_SIGNS = {"\t": "tab", " ": "space", "\x01": "^A (\\x01)"}


@dataclass(frozen=True)
class Dialect:
    r"""The signs of a delimited text.

    ``quote`` is "" where quotes are characters like any other. With ``escapes`` a backslash takes
    the meaning from the sign after it, with ``skip_blanks`` a blank after a delimiter is no part of
    a field, and with ``wrapped`` every line is one quoted field that holds the real ones.
    """

    delimiter: str = ","
    quote: str = '"'
    escapes: bool = False
    skip_blanks: bool = False
    wrapped: bool = False

    @property
    def description(self) -> str:
        """For people, what differs from the usual CSV at the end."""
        sign = _SIGNS.get(self.delimiter, f"“{self.delimiter}”")
        particular = [
            "quotes are text" if not self.quote else "",
            f"{self.quote} as quotes" if self.quote not in ('"', "") else "",
            "backslash escapes" if self.escapes else "",
            "blanks after delimiters dropped" if self.skip_blanks else "",
            "every line in quotes" if self.wrapped else "",
        ]
        return ", ".join([f"{sign} between fields", *filter(None, particular)])


def known_delimiter(text: str) -> str:
    """The character that ``text`` stands for. Raises InputError."""
    sign = _WORDS.get(text, text)
    if len(sign) != 1 or sign in '"\r\n':
        raise InputError("--delimiter: use one character, or the word tab.")
    return sign


def known_quote(text: str) -> str:
    """The quote that ``text`` stands for, "" for none. Raises InputError."""
    if text == NO_QUOTE:
        return ""
    if len(text) != 1 or text in "\r\n\t ,;":
        raise InputError(f"--quote: use one character, or the word {NO_QUOTE}.")
    return text


def separator_hint(line: str | None) -> str | None:
    """The delimiter that Excel's own first line "sep=;" tells, if this is that line."""
    found = _SEPARATOR_HINT.fullmatch((line or "").strip("\r\n"))
    return found[1] if found else None
