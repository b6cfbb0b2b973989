"""Conditions that a pipeline sets, and which of them are missed."""

import re
from collections.abc import Sequence
from typing import NamedTuple

from search.errors import InputError
from search.evaluation.measures import parse_measures
from search.evaluation.result import Evaluation, PairResult
from search.labels import number

_GATE = re.compile(r"(?P<measure>.+)\((?P<engine>[^()]+)\)\s*>=\s*(?P<least>\d*\.?\d+)")
_DECIMALS = 4


class Gate(NamedTuple):
    """The least mean of a measure that an engine must have."""

    measure: str
    engine: str
    least: float

    def missed(self, evaluation: Evaluation) -> str | None:
        """What to say where the engine is below. Raises InputError for an unknown engine."""
        mean = evaluation.engine(self.engine).means[self.measure]
        if mean >= self.least:
            return None
        return (
            f"{self.measure} of {self.engine} is {number(mean, _DECIMALS)}, "
            f"below {number(self.least, _DECIMALS)}"
        )


def parse_gate(text: str) -> Gate:
    """A gate.

    >>> parse_gate("P(rel=2)@5(hybrid)>=0.65")
    Gate(measure='P(rel=2)@5', engine='hybrid', least=0.65)

    Raises:
        InputError: it is none.
    """
    found = _GATE.fullmatch(text.strip())
    if not found:
        raise InputError(f"--fail-under: write MEASURE(ENGINE)>=NUMBER, not {text!r}.")
    [measure] = parse_measures([found["measure"].strip()])
    return Gate(measure, found["engine"].strip(), float(found["least"]))


def worse(changes: Sequence[PairResult], most: float) -> list[str]:
    """What to say of engines whose mean fell by more than ``most`` since the baseline."""
    return [
        f"{change.left} is {number(-change.difference, _DECIMALS)} worse than the baseline"
        for change in changes
        if -change.difference > most
    ]
