"""Text from data or users, made safe for a terminal."""


def printable(text: str) -> str:
    """Without control and other invisible characters, which a terminal would obey."""
    return "".join(char if char.isprintable() else "\N{REPLACEMENT CHARACTER}" for char in text)
