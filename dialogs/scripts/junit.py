"""Outcomes of scripts as JUnit's XML and as JSON, for machines that run tests."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from itertools import groupby
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from ...agent.state.safe_text import shown
from .runner import Outcome, told

__all__ = ["as_json", "junit"]


def junit(outcomes: Sequence[Outcome]) -> str:
    """One suite a file, one case a dialogue."""
    root = Element("testsuites", _counts(outcomes))
    for file, of_file in groupby(outcomes, key=lambda outcome: outcome.file):
        cases = list(of_file)
        suite = SubElement(root, "testsuite", {"name": file, **_counts(cases)})
        for outcome in cases:
            _case(suite, outcome)
    indent(root)
    return '<?xml version="1.0" encoding="utf-8"?>\n' + tostring(root, encoding="unicode") + "\n"


def as_json(outcomes: Sequence[Outcome]) -> dict[str, object]:
    """Plain JSON types."""
    return {
        "ok": all(outcome.passed for outcome in outcomes),
        "dialogues": [{**asdict(outcome), "passed": outcome.passed} for outcome in outcomes],
    }


def _case(suite: Element, outcome: Outcome) -> None:
    named = {"name": shown(outcome.name), "classname": outcome.file, "time": f"{outcome.seconds:.4f}"}
    case = SubElement(suite, "testcase", {**named, "file": outcome.file, "line": str(outcome.line)})
    if outcome.deviation is not None:
        first = outcome.deviation.differences[0]
        message = f"{first.what}: expected {first.expected}, came {first.came}"
        SubElement(case, "failure", {"message": shown(message)}).text = shown(told(outcome))
    elif outcome.error is not None:
        SubElement(case, "error", {"message": shown(outcome.error)})


def _counts(outcomes: Sequence[Outcome]) -> dict[str, str]:
    return {
        "tests": str(len(outcomes)),
        "failures": str(sum(outcome.deviation is not None for outcome in outcomes)),
        "errors": str(sum(outcome.error is not None for outcome in outcomes)),
        "time": f"{sum(outcome.seconds for outcome in outcomes):.4f}",
    }
