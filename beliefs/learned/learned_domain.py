"""A learned model as a domain: one label is one intent, one finding one yes/no facet with one question.

``P(yes | asked, label) = (1 - unsure) P(yes | label)`` and ``P(unknown | asked, label) = unsure``. A fact that a
user volunteers counts as the answer to a question that was not asked, so that the domain believes what a model that
treats it so believes, to the digits written. Nobody is taken to hide anything. The records hold no one who came for
something else, so `other` gets a small prior and the tables of everyone together. Knows the text of a file, not files.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

import numpy as np
import yaml

from ..arrays import Array
from ..checks.names import NONE
from ..language.reserved import INTENT, OTHER, OWN_VALUES, UNSURE, WITHHELD
from .learning import ANSWERS, UNKNOWN, Learned

__all__ = ["domain_text", "slugs"]

_DIGITS = 6
"""Significant digits written: what a person can read, and no belief can tell apart."""
_LONGEST = 60
_OTHER_PRIOR = 0.01
_TELLING = 3
"""Findings that describe a label."""
_NO_INTENT = (OTHER, NONE, UNSURE, WITHHELD, INTENT)
_NO_FACET = (INTENT, "facets", OWN_VALUES)
"""Ids that mean something else in a domain: see `check_names`."""
_ASK = "ask-"
_YES = ANSWERS.index("yes")
_HEAD = """\
# Learned from {rows} records: {labels} labels, {findings} findings.
# prior_given: how many of those who could say said yes; unsure_given: how many could not say.
"""


def slugs(names: Sequence[str], kind: str, taken: Sequence[str] = ()) -> tuple[str, ...]:
    """Return a short id for each name, unlike all others; a name in another script is numbered by its kind."""
    used, found = set(taken), list[str]()
    for number, name in enumerate(names, 1):
        plain = re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-")[:_LONGEST]
        readable = len(plain) * 2 >= len(name.strip()) and not name.isdigit()
        base = plain if plain and readable else f"{kind}-{number}"
        slug, copy = base, 2
        while slug in used:
            slug, copy = f"{base}-{copy}", copy + 1
        used.add(slug)
        found.append(slug)
    return tuple(found)


def domain_text(learned: Learned, name: str, rows: int, questions: int, cost: float) -> str:
    """Return the YAML of a domain with these tables, rounded."""
    intents = slugs(learned.labels, "intent", _NO_INTENT)
    facets = slugs(learned.findings, "finding", _NO_FACET)
    tables = dict(zip(facets, np.moveaxis(learned.answers, 1, 0), strict=True))
    whole = {
        "name": name,
        "intents": {**_intents(learned, intents), OTHER: {"prior": _OTHER_PRIOR}},
        "facets": {
            key: _facet(finding, intents, table, learned.prior)
            for (key, table), finding in zip(tables.items(), learned.findings, strict=True)
        },
        "questions": {
            f"{_ASK}{key}": _question(key, cost, intents, table, learned.prior) for key, table in tables.items()
        },
        "budget": {"questions": questions, "cost": cost},
    }
    head = _HEAD.format(rows=rows, labels=len(learned.labels), findings=len(learned.findings))
    return head + yaml.safe_dump(whole, allow_unicode=True, sort_keys=False, default_flow_style=None, width=110)


def _intents(learned: Learned, intents: Sequence[str]) -> dict[str, object]:
    often = np.argsort(-learned.answers[_YES], axis=0)[:_TELLING].T
    return {
        key: {
            "name": label,
            "description": "often: " + ", ".join(learned.findings[int(q)] for q in often[i].tolist()),
            "prior": _rounded(learned.prior[i]),
        }
        for i, (key, label) in enumerate(zip(intents, learned.labels, strict=True))
    }


def _facet(name: str, intents: Sequence[str], table: Array, prior: Array) -> dict[str, object]:
    """A facet from ``P(answer | asked, label)``, ``[A, I]``."""
    known = 1.0 - table[UNKNOWN]
    given = {key: {"yes": _rounded(share)} for key, share in zip(intents, table[_YES] / known, strict=True)}
    common = float(table[_YES] @ prior) / float(known @ prior)
    return {"name": name, "kind": "yesno", "prior": {"yes": _rounded(common)}, "prior_given": given}


def _question(facet: str, cost: float, intents: Sequence[str], table: Array, prior: Array) -> dict[str, object]:
    return {
        "about": facet,
        "cost": cost,
        "reliability": 1,
        "withheld": 0,
        "unsure": _rounded(table[UNKNOWN] @ prior),
        "unsure_given": {key: _rounded(share) for key, share in zip(intents, table[UNKNOWN], strict=True)},
    }


def _rounded(value: float) -> float:
    return float(f"{float(value):.{_DIGITS}g}")
