"""Who may import whom: the arrows of the design, read from the source with ``ast``."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PACKAGES = ("search", "ingest", "pages")
ENGINES = ("keyword", "neural", "fusion", "compare")


def imports_of(source: str, package: str = "") -> set[str]:
    """Dotted names that a module imports, wherever in it, relative ones made absolute."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            parents = package.split(".")[: -(node.level - 1) or None] if node.level else []
            base = ".".join([*parents, *([node.module] if node.module else [])])
            found |= {base} | {f"{base}.{alias.name}" for alias in node.names}
    return found


def modules() -> Iterator[tuple[str, set[str]]]:
    """Each module of the three packages with what it imports."""
    for package in PACKAGES:
        for path in sorted((ROOT / package).rglob("*.py")):
            parts = path.relative_to(ROOT).with_suffix("").parts
            name = ".".join(part for part in parts if part != "__init__")
            parent = name if path.name == "__init__.py" else name.rpartition(".")[0]
            yield name, imports_of(path.read_text("utf-8"), parent)


MODULES = dict(modules())


def within(name: str, *packages: str) -> bool:
    """Whether a dotted name is one of the packages or lies in one."""
    return any(name == package or name.startswith(f"{package}.") for package in packages)


def offenders(inside: tuple[str, ...], outside: tuple[str, ...], *targets: str) -> dict[str, str]:
    """Modules in ``inside`` but not in ``outside`` that import one of the targets."""
    return {
        name: imported
        for name, imports in MODULES.items()
        if within(name, *inside) and not within(name, *outside)
        for imported in imports
        if within(imported, *targets)
    }


def test_imports_are_found_wherever_they_stand() -> None:
    source = (
        "import a.b, c as d\n"
        "from e import f\n"
        "def g():\n    from h.i import j\n"
        "from . import k\nfrom .l import m\nfrom ..n import o\n"
    )
    assert imports_of(source, "p.q") == {
        *("a.b", "c", "e", "e.f", "h.i", "h.i.j"),
        *("p.q", "p.q.k", "p.q.l", "p.q.l.m", "p.n", "p.n.o"),
    }


def test_the_packages_are_read() -> None:
    assert {"search", "search.service", "search.store.edge", "ingest.pipeline"} <= set(MODULES)
    assert within("search.types", "search")
    assert not within("searching", "search")


@pytest.mark.parametrize(
    ("library", "importers"),
    [
        ("sentence_transformers", {"search.encoder"}),
        ("torch", {"search.onnx_export"}),
        ("onnxruntime", {"search.onnx_encoder"}),
        ("rank_bm25", {"search.bm25"}),
        ("qdrant_edge", {"search.store.edge", "search.store.edge_store"}),
        (
            "qdrant_client",
            {f"search.store.{file}" for file in "catalog connection server server_writer".split()},
        ),
        ("grpc", {"search.store.connection"}),
        ("regex", {"search.text"}),
        ("rapidfuzz", {"search.near"}),
        ("sentencex", {"search.units"}),
        ("Stemmer", {"search.text"}),
        ("fastapi", {"search.api", "search.explain_api"}),
        ("fastapi_offline", {"search.api"}),
        ("pyarrow", {"ingest.files", "ingest.formats.parquet"}),
        ("charset_normalizer", {"ingest.encodings"}),
        ("nh3", {"ingest.cleaning"}),
        ("ftfy", {"ingest.cleaning"}),
    ],
)
def test_a_library_has_one_room(library: str, importers: set[str]) -> None:
    assert set(offenders(PACKAGES, (), library)) == importers


@pytest.mark.parametrize(
    ("inside", "outside", "targets"),
    [
        (("search",), (), ("ingest", "pages", "app", "streamlit")),
        (("ingest",), (), ("pages", "app", "streamlit")),
        (("pages",), (), ("app", "search.store", "search.encoder", "search.bm25")),
        (("pages",), ("pages.data", "pages.ui.data"), ("ingest",)),
        (("search.store",), (), ("search.service", "search.api", "search.query")),
        (
            ("search",),
            (
                "search.api",
                "search.explain_api",
                "search.explain_schema",
                "search.explain_json",
                "search.__main__",
            ),
            (
                "search.api",
                "search.explain_api",
                "search.explain_schema",
                "search.explain_json",
                "search.schema",
            ),
        ),
        (
            ("search",),
            ("search.api", "search.explain_api", "search.body_limit"),
            ("fastapi", "starlette"),
        ),
    ],
    ids=lambda value: " ".join(value) or "no exception",
)
def test_arrows_point_one_way(
    inside: tuple[str, ...], outside: tuple[str, ...], targets: tuple[str, ...]
) -> None:
    assert offenders(inside, outside, *targets) == {}


@pytest.mark.parametrize("engine", ENGINES)
def test_an_engine_knows_only_what_lies_below_it(engine: str) -> None:
    allowed = ("search.types", "search.errors", "search.text", "search.ranked", "search.store.base")
    used = {name for name in MODULES[f"search.{engine}"] if name.startswith("search.")}
    assert {name for name in used if not within(name, *allowed)} == set()


def test_types_and_errors_stand_on_nothing_here() -> None:
    for name in ("search.types", "search.errors"):
        assert not any(within(imported, *PACKAGES) for imported in MODULES[name])


def test_no_module_imports_itself_in_a_circle() -> None:
    """Depth first over imports at any level; ``search`` itself opens services on request."""
    graph = {
        name: {i for i in imports if i in MODULES and i not in (name, "search")}
        for name, imports in MODULES.items()
        if name != "search"
    }
    done: set[str] = set()

    def visit(name: str, path: tuple[str, ...]) -> None:
        assert name not in path, " → ".join([*path, name])
        if name not in done:
            for imported in sorted(graph[name]):
                visit(imported, (*path, name))
            done.add(name)

    for name in graph:
        visit(name, ())
