"""What ``python -m search.evaluation`` is told."""

import argparse
from pathlib import Path

from search.evaluation.measures import USUAL
from search.evaluation.statistics.verdicts import SMALLEST_MEANINGFUL


def parser() -> argparse.ArgumentParser:
    """The command line."""
    parser = argparse.ArgumentParser(
        prog="python -m search.evaluation",
        description="Measure engines on judged queries, and say how sure the differences are.",
        epilog="Exit status: 0 done, 1 a gate is missed, 2 something cannot be used.",
    )
    parser.add_argument("--dataset", help="which dataset (default: NVK_DATASET)")
    parser.add_argument(
        "--queries",
        type=Path,
        metavar="FILE",
        help="queries as text, CSV, TSV, JSON Lines (BEIR) or TREC topics",
    )
    parser.add_argument(
        "--qrels", type=Path, metavar="FILE", help="judgments as BEIR or TREC qrels, or CSV"
    )
    parser.add_argument(
        "--engines",
        nargs="+",
        default=["neural", "keyword", "hybrid"],
        metavar="ENGINE",
        help="neural, keyword, hybrid, hybrid:WEIGHT or hybrid:WEIGHT:RRF_K",
    )
    parser.add_argument(
        "--run",
        action="append",
        default=[],
        metavar="NAME=FILE",
        help="a TREC run made elsewhere, as one more engine; repeatable",
    )
    parser.add_argument(
        "--measures",
        nargs="+",
        default=list(USUAL),
        metavar="MEASURE",
        help="by the names of ir-measures; engines are compared in the first (default: "
        f"{' '.join(USUAL)})",
    )
    parser.add_argument(
        "--meaningful",
        type=float,
        default=SMALLEST_MEANINGFUL,
        metavar="DIFFERENCE",
        help="mean differences up to here do not matter (default: %(default)s)",
    )
    parser.add_argument(
        "--condensed", action="store_true", help="leave out documents that nobody judged"
    )
    parser.add_argument("--seed", type=int, default=0, help="of the resampling (default: 0)")
    _gates(parser)
    parser.add_argument("--json", action="store_true", help="everything, as JSON")
    parser.add_argument(
        "--trec", type=Path, metavar="FOLDER", help="also write the runs and judgments there"
    )
    return parser


def _gates(parser: argparse.ArgumentParser) -> None:
    gates = parser.add_argument_group("gates for pipelines")
    gates.add_argument(
        "--fail-under",
        action="append",
        default=[],
        metavar="GATE",
        help="such as 'nDCG@10(hybrid)>=0.65'; repeatable",
    )
    gates.add_argument(
        "--baseline", type=Path, metavar="FILE", help="compare with what --json wrote before"
    )
    gates.add_argument(
        "--fail-worse",
        type=float,
        metavar="DIFFERENCE",
        help="fail if an engine's mean is lower than the baseline's by more than this",
    )
