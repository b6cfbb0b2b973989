"""docs/data.md describes every flag of ``ingest file`` with an example, and no other."""

import re
import shlex
from pathlib import Path

import pytest

from ingest.cli.arguments import parser
from ingest.documents import missing

TEXT = (Path(__file__).parents[2] / "docs" / "data.md").read_text("utf-8")
EXAMPLES = [
    shlex.split(line, comments=True)[3:]
    for block in re.findall(r"```sh\n(.*?)```", TEXT, re.DOTALL)
    for line in block.replace("\\\n", " ").splitlines()
]


@pytest.mark.parametrize("words", EXAMPLES, ids=" ".join)
def test_every_example_can_be_given(words: list[str]) -> None:
    assert parser().parse_args(words).command == "file"


def test_every_flag_has_an_example() -> None:
    # The flags that a command line of "file" may have, by the names of their values.
    flags = {f"--{name.replace('_', '-')}" for name in vars(parser().parse_args(["file", "x"]))}
    flags -= {"--command", "--path", "--open", "--named"}
    assert flags <= {word for words in EXAMPLES for word in words}


def test_the_list_of_missing_values_is_whole() -> None:
    section = TEXT.partition("are no value")[2].partition("```")[0]
    listed = set(re.findall(r"`([^`]+)`", section)) - {"--keep-missing"}
    assert listed == missing.NULLS | missing.DASHES | missing.NUMBERS | missing.WORDS
