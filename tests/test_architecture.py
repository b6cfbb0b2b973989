"""docs/architecture.md names files and packages that exist, and leaves none of the packages out."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
TEXT = (ROOT / "docs" / "architecture.md").read_text("utf-8")


def section(title: str) -> str:
    """What stands between a heading of the second level and the next one."""
    return TEXT.split(f"\n## {title}\n")[1].split("\n## ")[0]


def test_the_questions_of_a_newcomer_are_answered() -> None:
    asked = re.findall(r"^\| (.+\?) \| `\S+` \|$", section("Where is …"), re.MULTILINE)
    assert {
        "how does BM25 score?",
        "how is a tie broken?",
        "where is an apostrophe tokenized?",
        "what happens when the server is away?",
        "who writes the sentence above the lists?",
        "how is a CSV's delimiter guessed?",
        "how is a word highlighted?",
    } <= set(asked)


@pytest.mark.parametrize("path", sorted(set(re.findall(r"`([\w/.]+(?:\.\w+|/))`", TEXT))))
def test_a_named_file_or_package_exists(path: str) -> None:
    assert (ROOT / path).is_dir() if path.endswith("/") else (ROOT / path).is_file()


@pytest.mark.parametrize("parent", ["search", "ingest"])
def test_every_package_has_its_line(parent: str) -> None:
    packages = {path.parent.name for path in (ROOT / parent).glob("*/__init__.py")}
    listed = re.findall(rf"^\| `{parent}/(\w+)/` \|", section("Rooms"), re.MULTILINE)
    assert packages
    assert sorted(listed) == sorted(packages)
