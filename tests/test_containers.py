"""The image, the Compose file and the workflow: valid, agreeing with each other, no doors open."""

import ast
import re
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path, PurePosixPath
from typing import Any

import pytest
import yaml
from packaging.specifiers import SpecifierSet

ROOT = Path(__file__).parents[1]
DOCKERFILE = (ROOT / "Dockerfile").read_text("utf-8")
README = (ROOT / "README.md").read_text("utf-8")
COMPOSE: dict[str, Any] = yaml.safe_load((ROOT / "docker-compose.yml").read_text("utf-8"))
WORKFLOW: dict[str, Any] = yaml.safe_load((ROOT / ".github/workflows/ci.yml").read_text("utf-8"))
SERVICES: dict[str, dict[str, Any]] = COMPOSE["services"]
OURS = {name: service for name, service in SERVICES.items() if "build" in service}
NODES = {name: service for name, service in SERVICES.items() if "build" not in service}
SECRET = re.compile(r"KEY|TOKEN|SECRET|PASSWORD")
RUN_BY_HAND = ("app.py", "ingest/__main__.py", "search/__main__.py")


def instructions() -> Iterator[tuple[str, str]]:
    """Each instruction of the Dockerfile with its arguments, continued lines joined."""
    text = re.sub(r"^\s*#.*\n", "", DOCKERFILE, flags=re.MULTILINE).replace("\\\n", " ")
    for line in filter(None, map(str.strip, text.splitlines())):
        name, _, arguments = line.partition(" ")
        yield name.upper(), arguments.strip()


def arguments_of(name: str) -> list[str]:
    return [arguments for found, arguments in instructions() if found == name]


def image_environment() -> dict[str, str]:
    return dict(re.findall(r"(\w+)=(\S+)", " ".join(arguments_of("ENV"))))


def copied() -> set[str]:
    """What the image takes from the checkout."""
    sources = [words.split()[:-1] for words in arguments_of("COPY") if "--from" not in words]
    return {source for group in sources for source in group}


def tracked() -> set[str]:
    run = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=False)
    if run.returncode:
        pytest.skip("not a git checkout")
    return set(run.stdout.splitlines())


def within(path: str, places: set[str]) -> bool:
    return any(PurePosixPath(path).is_relative_to(place) for place in places)


def needed(files: set[str]) -> set[str]:
    """The project's modules that the app and its commands import, however indirectly."""
    found: set[str] = set()
    left = [*RUN_BY_HAND, "pages/router.py"]
    while left:
        path = left.pop()
        if path in found or path not in files:
            continue
        found.add(path)
        for node in ast.walk(ast.parse((ROOT / path).read_text("utf-8"))):
            names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
            if isinstance(node, ast.ImportFrom) and node.module:
                names = [node.module, *(f"{node.module}.{alias.name}" for alias in node.names)]
            for name in names:
                place = name.replace(".", "/")
                left += [f"{place}.py", f"{place}/__init__.py"]
    return found


@pytest.mark.parametrize(
    ("schema", "path"),
    [
        ("vendor.compose-spec", "docker-compose.yml"),
        ("vendor.github-workflows", ".github/workflows/ci.yml"),
    ],
)
def test_the_file_follows_its_schema(schema: str, path: str) -> None:
    run = subprocess.run(
        [sys.executable, "-m", "check_jsonschema", "--builtin-schema", schema, path],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode == 0, run.stdout + run.stderr


def test_hadolint_has_nothing_to_say() -> None:
    hadolint = shutil.which("hadolint", path=str(Path(sys.executable).parent))
    assert hadolint
    run = subprocess.run(
        [hadolint, "Dockerfile"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert run.returncode == 0, run.stdout + run.stderr


def test_versions_agree() -> None:
    images = {service["image"] for service in NODES.values()}
    images.add(WORKFLOW["jobs"]["server"]["services"]["qdrant"]["image"])
    assert len(images) == 1
    assert re.fullmatch(r"qdrant/qdrant:v\d+\.\d+\.\d+", images.pop())

    bases = {arguments.split()[0] for arguments in arguments_of("FROM")}
    assert len(bases) == 1
    [python] = re.findall(r"python:(3\.\d+)-slim-\w+", bases.pop())
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    matrix = WORKFLOW["jobs"]["test"]["strategy"]["matrix"]["python"]
    allowed = SpecifierSet(project["requires-python"])
    assert python in matrix and all(version in allowed for version in matrix)
    assert f">={matrix[0]}" == project["requires-python"]


def test_torch_comes_from_the_constraints() -> None:
    pinned = re.findall(r"^torch==\S+$", (ROOT / "constraints.txt").read_text("utf-8"), re.M)
    assert len(pinned) == 1
    assert "s/^torch==.*/&+cpu/p' constraints.txt" in DOCKERFILE
    assert not re.search(r"torch=+\d", DOCKERFILE)
    assert "--constraint constraints.txt" in DOCKERFILE


def test_every_port_is_published_on_loopback_only() -> None:
    ports = [port for service in SERVICES.values() for port in service.get("ports", [])]
    assert {port.rpartition(":")[2] for port in ports} == {"6333", "6334", "8501"}
    assert all(port.startswith("127.0.0.1:") for port in ports)


def test_no_secret_has_a_default() -> None:
    for service in SERVICES.values():
        secrets = {
            name: value for name, value in service["environment"].items() if SECRET.search(name)
        }
        assert secrets
        empty = secrets.pop("NVK_ADMIN_TOKEN", "${NVK_ADMIN_TOKEN:-}")
        assert empty == "${NVK_ADMIN_TOKEN:-}"  # without it nothing is opened
        assert all(re.fullmatch(r"\$\{\w+:\?[^}]+\}", value) for value in secrets.values())
    assert not SECRET.search(" ".join([*image_environment(), *arguments_of("ARG")]))
    assert "secrets." not in (ROOT / ".github/workflows/ci.yml").read_text("utf-8")


def test_the_image_has_all_that_the_app_imports() -> None:
    files = tracked()
    modules = needed(files)
    assert {"app.py", "pages/router.py", "search/api/app.py", "ingest/build/pipeline.py"} <= modules
    assert not [path for path in modules if not within(path, copied())]


def test_the_image_takes_what_is_in_git_and_nothing_for_developers() -> None:
    files = tracked()
    sources = copied()
    assert ".streamlit" in sources
    assert not [source for source in sources if not any(within(path, {source}) for path in files)]
    assert not sources & {".", "tests", "data", "docs", "benchmarks", ".git", ".github"}


def test_the_builder_is_given_what_is_copied_and_no_more() -> None:
    lines = (ROOT / ".dockerignore").read_text("utf-8").splitlines()
    rules = [line for line in lines if line and not line.startswith("#")]
    assert rules[0] == "*"
    assert {rule.removeprefix("!") for rule in rules if rule.startswith("!")} == copied()
    assert "**/__pycache__" in rules


def test_dependencies_are_installed_before_the_source_is_copied() -> None:
    steps = list(instructions())
    installed = max(index for index, (_, words) in enumerate(steps) if "--requirement" in words)
    source = min(index for index, (_, words) in enumerate(steps) if "app.py" in words)
    assert installed < source


def test_the_image_runs_as_nobody_in_particular_and_without_a_shell() -> None:
    [user] = arguments_of("USER")
    assert re.fullmatch(r"[1-9]\d{3,}:[1-9]\d{3,}", user)
    assert arguments_of("CMD") == ['["python", "app.py"]']
    assert "CMD [" in arguments_of("HEALTHCHECK")[0]
    assert {service["user"] for service in OURS.values()} == {user}
    assert f"--uid {user.split(':')[0]} " in DOCKERFILE


@pytest.mark.parametrize("name", sorted(OURS))
def test_a_service_of_ours_can_write_to_its_volume_and_tmp_only(name: str) -> None:
    service = OURS[name]
    assert service["read_only"] is True
    assert service["cap_drop"] == ["ALL"]
    assert service["security_opt"] == ["no-new-privileges:true"]
    assert service["tmpfs"] == ["/tmp"]
    assert [volume.split(":")[1] for volume in service["volumes"]] == arguments_of("VOLUME")
    environment = image_environment()
    homes = [environment[name] for name in ("HOME", "HF_HOME", "NVK_DATA_DIR")]
    assert all(within(home, {"/data", "/tmp"}) for home in homes)


@pytest.mark.parametrize("name", sorted(NODES))
def test_a_node_keeps_its_storage_and_tells_its_health(name: str) -> None:
    service = NODES[name]
    assert [volume.split(":")[1] for volume in service["volumes"]] == ["/qdrant/storage"]
    assert service["volumes"][0].split(":")[0] in COMPOSE["volumes"]
    assert "/readyz" in service["healthcheck"]["test"][1]
    uri = service["command"][service["command"].index("--uri") + 1]
    assert uri == f"http://{name}:6335"
    assert ("--bootstrap" in service["command"]) == ("cluster" in service.get("profiles", []))


def test_everything_waits_for_what_it_needs() -> None:
    waits = OURS["ingest"]["depends_on"]
    assert set(waits) == set(NODES)
    for name, wait in waits.items():
        assert wait["condition"] == "service_healthy"
        assert wait.get("required", True) == ("profiles" not in NODES[name])
    assert OURS["app"]["depends_on"]["ingest"]["condition"] == "service_completed_successfully"


def test_every_variable_that_is_set_is_in_the_readme() -> None:
    names = set(image_environment())
    names |= {name for service in OURS.values() for name in service["environment"]}
    names |= {name for step in WORKFLOW["jobs"]["server"]["steps"] for name in step.get("env", {})}
    names |= set(WORKFLOW["jobs"]["server"]["env"])
    ours = {name for name in names if re.match(r"NVK_|QDRANT_|PORT$", name)}
    assert {"NVK_DATA_DIR", "NVK_HOST", "QDRANT_URL", "QDRANT_API_KEY"} <= ours
    assert not [name for name in sorted(ours) if not re.search(rf"\b{name}\b", README)]


def test_the_workflow_may_only_read_and_always_ends() -> None:
    assert WORKFLOW["permissions"] == {"contents": "read"}
    assert WORKFLOW["concurrency"]["cancel-in-progress"] is True
    for job in WORKFLOW["jobs"].values():
        assert job["timeout-minutes"] <= 60
        actions = [step["uses"] for step in job["steps"] if "uses" in step]
        assert all(re.search(r"@v\d+", action) for action in actions)
