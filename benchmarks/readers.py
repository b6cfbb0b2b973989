"""How many of the files in tests/ingest/cases are read right, beside pandas, polars and duckdb.

``python -m benchmarks.readers`` prints the table, ``--write`` puts it into docs/data.md. Every
reader gets a file with its defaults, chosen by the file's name alone. Counted leniently: a file is
read right when every expected text is some cell and the number of rows is that of the documents,
or when it is refused where it must be.
"""

import argparse
import json
import shutil
import tempfile
import warnings
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Any

import duckdb
import pandas as pd
import polars as pl

from ingest.build.admission import Admission
from ingest.build.summary import Summary
from ingest.cli.arguments import Place, parser, source_of
from ingest.sources.files import Spool

ROOT = Path(__file__).parents[1]
CASES = ROOT / "tests" / "ingest" / "cases"
DOCUMENT = ROOT / "docs" / "data.md"
_BEGIN, _END = "<!-- readers -->\n", "<!-- /readers -->"
_PACKED = {".gz", ".zst", ".zip"}
Rows = list[list[str]]
Reader = Callable[[Path, Mapping[str, Any]], Rows]


def ours(path: Path, case: Mapping[str, Any]) -> Rows:
    """As ``python -m ingest file`` reads it, with the flags that the case is about."""
    options = parser().parse_args(["file", str(path), *case.get("args", [])])
    with Spool() as spool:
        source = source_of(options, Place(path.parent, spool, lambda done, total: None))
        admission = Admission(Summary(""))
        documents = list(filter(None, map(admission.document, source.rows())))
    return [_texts(document.to_dict().values()) for document in documents]


def with_pandas(path: Path, case: Mapping[str, Any]) -> Rows:
    """Pandas unpacks by itself."""
    readers: dict[str, Callable[[Path], pd.DataFrame]] = {
        ".csv": pd.read_csv,
        ".tsv": lambda path: pd.read_csv(path, sep="\t"),
        ".json": pd.read_json,
        ".jsonl": lambda path: pd.read_json(path, lines=True),
        ".parquet": pd.read_parquet,
        ".xlsx": lambda path: pd.read_excel(path, engine="calamine"),
    }
    frame = readers[_suffix(path)](path)
    return [_texts(row) for row in frame.itertuples(index=False)]


def with_polars(path: Path, case: Mapping[str, Any]) -> Rows:
    """Polars unpacks gz and zst for CSV."""
    readers: dict[str, Callable[[Path], pl.DataFrame]] = {
        ".csv": pl.read_csv,
        ".tsv": lambda path: pl.read_csv(path, separator="\t"),
        ".json": pl.read_json,
        ".jsonl": pl.read_ndjson,
        ".parquet": pl.read_parquet,
        ".xlsx": pl.read_excel,
    }
    return [_texts(row) for row in readers[_suffix(path)](path).iter_rows()]


def with_duckdb(path: Path, case: Mapping[str, Any]) -> Rows:
    """The sniffer of ``FROM 'file'``."""
    readers = {
        ".csv": "read_csv",
        ".tsv": "read_csv",
        ".json": "read_json",
        ".jsonl": "read_json",
        ".parquet": "read_parquet",
        ".xlsx": "read_xlsx",
    }
    with duckdb.connect() as connection:
        connection.execute("SET autoinstall_known_extensions = false")
        found = connection.execute(f"FROM {readers[_suffix(path)]}(?)", [str(path)])
        return [_texts(row) for row in found.fetchall()]


READERS: dict[str, Reader] = {
    "here": ours,
    "pandas": with_pandas,
    "polars": with_polars,
    "duckdb": with_duckdb,
}


def _suffix(path: Path) -> str:
    suffixes = [suffix for suffix in path.suffixes if suffix not in _PACKED]
    suffix = suffixes[-1] if suffixes else ".csv"
    return {".ndjson": ".jsonl"}.get(suffix, suffix)


def _texts(values: Iterable[Any]) -> list[str]:
    return [str(value) for value in values if value is not None]


def is_right(case: Mapping[str, Any], reader: Reader, path: Path) -> bool:
    """Whether the file is read or refused as it should be."""
    try:
        rows = reader(path, case)
    except (Exception, pl.exceptions.PanicException):  # whatever a reader refuses a file with
        return "or_refuses" in case
    if "documents" not in case and "count" not in case:
        return False
    documents = case.get("documents", [])
    cells = {cell for row in rows for cell in row}
    wanted = {text for document in documents for text in document.values() if text}
    return len(rows) == case.get("count", len(documents)) and all(
        str(text) in cells for text in wanted
    )


def table() -> str:
    """Files read right, by kind and reader, as Markdown."""
    cases = [json.loads(line) for line in (CASES / "expected.jsonl").read_text().splitlines()]
    right: Counter[tuple[str, str]] = Counter()
    for case in cases:
        with tempfile.TemporaryDirectory() as folder:
            source = CASES / case["file"]
            # A name that gives nothing away but the format.
            path = Path(folder) / ("table" + "".join(source.suffixes))
            shutil.copy(source, path)
            for name, reader in READERS.items():
                right[case["kind"], name] += is_right(case, reader, path)
    kinds = Counter(case["kind"] for case in cases)
    lines = [
        f"| kind | files | {' | '.join(READERS)} |",
        f"|---|{'---:|' * (len(READERS) + 1)}",
        *(
            f"| {kind} | {files} | {' | '.join(str(right[kind, name]) for name in READERS)} |"
            for kind, files in sorted(kinds.items())
        ),
    ]
    sums = [sum(right[kind, name] for kind in kinds) for name in READERS]
    lines.append(f"| **all** | **{len(cases)}** | {' | '.join(f'**{n}**' for n in sums)} |")
    versions = f"pandas {pd.__version__}, polars {pl.__version__}, duckdb {duckdb.__version__}"
    return "\n".join([*lines, "", f"Measured with {versions}.", ""])


def main() -> None:
    """Prints the table or puts it where it belongs."""
    arguments = argparse.ArgumentParser(description="Files read right, by kind and reader.")
    arguments.add_argument("--write", action="store_true", help="put the table into docs/data.md")
    options = arguments.parse_args()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of files that are odd on purpose
        found = table()
    if options.write:
        text = DOCUMENT.read_text()
        before, _, rest = text.partition(_BEGIN)
        DOCUMENT.write_text(before + _BEGIN + found + _END + rest.partition(_END)[2])
    else:
        print(found)


if __name__ == "__main__":
    main()
