"""The README promises nothing that does not exist."""

import importlib
import re
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


COMMANDS = sorted(set(re.findall(r"python -m ([a-z.]+)(?: ([a-z]+)\b)?", _blocks())))


@pytest.mark.parametrize(("module", "subcommand"), COMMANDS)
def test_every_flag_of_a_command_exists(
    module: str, subcommand: str, capsys: pytest.CaptureFixture[str]
) -> None:
    name = f"{module} {subcommand}".strip()
    # A command may go on in the next line.
    text = _blocks().replace("\\\n", " ")
    given = [
        line.split("#")[0]
        for line in re.findall(rf"python -m {re.escape(name)}(?![\w.])(.*)", text)
    ]
    main = importlib.import_module(f"{module}.cli.main").main
    with pytest.raises(SystemExit) as stop:
        main([*filter(None, [subcommand]), "--help"])
    assert stop.value.code == 0
    help_text = capsys.readouterr().out
    flags = {word for line in given for word in line.split() if word.startswith("--")}
    assert given and all(flag in help_text for flag in flags), flags


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
