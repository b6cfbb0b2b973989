"""The README promises nothing that does not exist."""

import re
import subprocess
import sys
from functools import cache
from pathlib import Path

import pytest

from search.api.app import create_api
from search.serving import serving
from search.settings import VARIABLES

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text("utf-8")


def _blocks() -> str:
    return "\n".join(re.findall(r"```sh\n(.*?)```", README, re.DOTALL))


def test_it_opens_with_a_picture_that_exists() -> None:
    match = re.match(r"!\[[^]]+\]\(([^)]+)\)", README)
    assert match and (ROOT / match[1]).stat().st_size > 10_000


@pytest.mark.parametrize("target", sorted(set(re.findall(r"\bmake ([a-z]+)", README)) - {"are"}))
def test_every_make_target_exists(target: str) -> None:
    assert re.search(rf"^{target}:.*## \S", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE)


@cache
def _help(*command: str) -> str:
    return subprocess.run(
        [sys.executable, "-m", *command, "--help"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    ).stdout


@pytest.mark.parametrize("module", ["ingest", "search", "search.evaluation"])
def test_every_flag_of_a_command_exists(module: str) -> None:
    lines = [line for line in _blocks().splitlines() if f"python -m {module} " in line]
    assert lines
    for line in lines:
        words = line.split("#")[0].split(f"-m {module} ")[1].split()
        subcommand = words[:1] if module == "ingest" else []
        help_text = _help(module, *subcommand)
        assert all(word in help_text for word in words if word.startswith("--"))


def test_every_api_path_exists() -> None:
    paths = {f"/api{path}" for path in create_api(serving.get).openapi()["paths"]}
    promised = set(re.findall(r"`(?:GET|POST) (/api/[^`?]+)", README))
    assert promised and promised <= paths


def test_every_variable_is_read() -> None:
    table = README[README.index("| variable |") :].split("\n\n")[0]
    assert set(re.findall(r"`([A-Z][A-Z_]+)`", table)) == set(VARIABLES.values())


def test_every_local_link_leads_somewhere() -> None:
    for target in re.findall(r"\]\((?!https?://)([^)#]+)\)", README):
        assert (ROOT / target).exists(), target
