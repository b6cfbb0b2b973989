"""``python -m search.evaluation``: tables, JSON, gates and exit statuses."""

import json
from pathlib import Path
from typing import Any

import ir_measures
import pytest

from search.errors import InputError
from search.evaluation.cli import main as cli
from search.evaluation.cli.gates import parse_gate
from search.service import SearchService

measures: Any = ir_measures  # untyped


@pytest.fixture
def files(tmp_path: Path, companies: SearchService, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Two queries with judgments, and the service over COMPANIES."""
    (tmp_path / "queries.csv").write_text("id,query\ntable,tables\nfarm,robots farms\n")
    (tmp_path / "qrels.txt").write_text("table 0 oak 2\nfarm 0 agro 1\nother 0 oak 1\n")
    (tmp_path / "their.run").write_text("table Q0 oak 1 2.0 x\nfarm Q0 pay 1 1.0 x\n")
    monkeypatch.setattr(cli, "open_service", lambda: companies)
    return tmp_path


def run(files: Path, *more: str) -> int:
    judged = ["--queries", str(files / "queries.csv"), "--qrels", str(files / "qrels.txt")]
    return cli.main(["--dataset", "sample", *judged, *more])


def test_the_table(files: Path, capsys: pytest.CaptureFixture[str]) -> None:
    theirs = f"theirs={files / 'their.run'}"
    assert run(files, "--run", theirs, "--measures", "RR@10", "P@1") == cli.DONE
    out = capsys.readouterr().out
    assert "engine     RR@10    P@1  no results" in out
    assert "theirs     0.500  0.500" in out
    assert "Full-text − theirs" in out
    assert "1 judged queries are not in the set: other" in out


def test_gates(files: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(files, "--fail-under", "RR@10(keyword)>=1") == cli.DONE
    assert run(files, "--run", f"t={files / 'their.run'}", "--fail-under", "RR@5(t) >= .51") == (
        cli.MISSED
    )
    assert "missed: RR@5 of t is 0.5000, below 0.5100" in capsys.readouterr().err


def test_a_baseline(files: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(files, "--json") == cli.DONE
    values = json.loads(capsys.readouterr().out)
    keyword = values["engines"][1]
    keyword["values"]["nDCG@10"] = [1.0, 1.0]
    saved = files / "before.json"
    saved.write_text(json.dumps(values))
    (files / "qrels.txt").write_text("table 0 oak 2\nfarm 0 pay 1\n")
    assert run(files, "--baseline", str(saved)) == cli.DONE
    assert "change since the baseline" in capsys.readouterr().out
    assert run(files, "--baseline", str(saved), "--fail-worse", "0.4") == cli.MISSED
    assert "keyword is 0.5000 worse than the baseline" in capsys.readouterr().err


def test_exported_files_give_the_same_values(
    files: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = files / "trec"
    assert run(files, "--json", "--trec", str(folder)) == cli.DONE
    evaluation = json.loads(capsys.readouterr().out)
    qrels = list(measures.read_trec_qrels(str(folder / "qrels.txt")))
    known = {"table", "farm"}
    for engine in evaluation["engines"]:
        found = ir_measures.calc_aggregate(
            [ir_measures.parse_measure(name) for name in engine["means"]],
            [qrel for qrel in qrels if qrel.query_id in known],
            measures.read_trec_run(str(folder / f"{engine['name']}.run")),
        )
        by_name = {str(measure): value for measure, value in found.items()}
        assert by_name == pytest.approx(engine["means"])


def test_the_sample_brings_its_own(files: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert (
        cli.main(["--dataset", "sample", "--engines", "keyword", "--measures", "P@1"]) == cli.DONE
    )
    assert "judged documents are not in the dataset" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--engines", "bm25"], "engines: there is no engine 'bm25'"),
        (["--measures", "best"], "measure: there is no 'best'"),
        (["--fail-under", "nDCG@10>=1"], "--fail-under: write MEASURE(ENGINE)>=NUMBER"),
        (["--fail-under", "nDCG@10(other)>=1"], "engine: 'other' is none or several of"),
        (["--fail-worse", "0.1"], "--fail-worse: say with --baseline"),
        (["--run", "x"], "--run: write NAME=FILE"),
        (["--meaningful", "0"], "--meaningful: use a number between 0 and 1"),
        (["--baseline", "nowhere.json"], "nowhere.json: No such file"),
        (["--dataset", "other", "--measures", "P@1"], "other"),
    ],
)
def test_what_cannot_be_used(
    files: Path, capsys: pytest.CaptureFixture[str], arguments: list[str], message: str
) -> None:
    assert run(files, *arguments) == cli.WRONG
    assert message in capsys.readouterr().err


def test_both_files_or_none(files: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["--queries", str(files / "queries.csv")]) == cli.WRONG
    assert "give both files" in capsys.readouterr().err
    assert cli.main(["--dataset", "other"]) == cli.WRONG
    assert "only “sample” brings its own" in capsys.readouterr().err


def test_a_gate_names_a_measure_with_parameters() -> None:
    assert parse_gate("P(rel=2)@5(hybrid:0.3)>=0.5").engine == "hybrid:0.3"
    with pytest.raises(InputError):
        parse_gate("nDCG@10(hybrid)>0.5")
