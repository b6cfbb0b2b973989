"""``pip install .`` brings every module and every file that they read."""

import shutil
import subprocess
import sys
from pathlib import Path
from zipfile import ZipFile

import pytest

ROOT = Path(__file__).parents[1]
PACKAGES = ("search", "ingest", "pages")
NOT_SHIPPED = shutil.ignore_patterns("__pycache__", "node_modules")


@pytest.fixture(scope="module")
def shipped(tmp_path_factory: pytest.TempPathFactory) -> set[str]:
    """Names of the files in a wheel built from a copy, so that nothing is left in the checkout."""
    copy = tmp_path_factory.mktemp("packaging")
    for package in PACKAGES:
        shutil.copytree(ROOT / package, copy / package, ignore=NOT_SHIPPED)
    for name in ("pyproject.toml", "README.md", "LICENSE", "app.py"):
        shutil.copy(ROOT / name, copy)
    command = [sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "--no-index"]
    done = subprocess.run(
        [*command, "--no-build-isolation", "--wheel-dir", "wheels", "."],
        cwd=copy,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    [wheel] = (copy / "wheels").glob("*.whl")
    return set(ZipFile(wheel).namelist())


def test_every_module_is_shipped(shipped: set[str]) -> None:
    modules = {
        path.relative_to(ROOT).as_posix()
        for package in PACKAGES
        for path in (ROOT / package).rglob("*.py")
        if "node_modules" not in path.parts
    }
    assert len(modules) > 100
    assert {"app.py", *modules} <= shipped


@pytest.mark.parametrize(
    ("folder", "pattern"),
    [
        ("search", "py.typed"),
        ("ingest", "py.typed"),
        ("ingest", "sample/*"),
        ("pages", "py.typed"),
        ("pages", "**/*.js"),
        ("pages", "**/*.css"),
        ("pages", "**/*.svg"),
    ],
)
def test_the_files_that_modules_read_are_shipped(
    folder: str, pattern: str, shipped: set[str]
) -> None:
    files = {path.relative_to(ROOT).as_posix() for path in (ROOT / folder).glob(pattern)}
    assert files
    assert files <= shipped


def test_only_the_three_packages_and_the_app_are_shipped(shipped: set[str]) -> None:
    top = {name.partition("/")[0] for name in shipped if ".dist-info" not in name}
    assert top == {*PACKAGES, "app.py"}
