"""Questions whose reliability leaves what is told unasked in doubt."""

from __future__ import annotations

import numpy as np
import pytest
from edgewise.beliefs.belief.answers import claim
from edgewise.beliefs.belief.belief import prior_belief
from edgewise.beliefs.belief.model import compile_domain
from edgewise.beliefs.errors import Flaw
from edgewise.beliefs.language.domain import Domain
from edgewise.beliefs.loading import examine_text

LAUNDRY = """\
name: laundry
intents: {clean: [can you clean this]}
facets: {hurry: {kind: yesno, prior: 0.2}}
questions: {ask-hurry: {about: hurry}}
responses:
  slow: {for: clean, values: {helpfulness: [{when: {intent: clean, hurry: no}, value: 1}, -1]}}
  fast: {for: clean, values: {helpfulness: [{when: {intent: clean, hurry: yes}, value: 1}, -1]}}
"""


def found(old: str = "name: laundry", new: str = "name: laundry") -> tuple[Flaw, ...]:
    assert old in LAUNDRY
    return examine_text(LAUNDRY.replace(old, new)).flaws


def test_what_is_told_and_hardly_believed_is_warned_of_with_the_belief_it_leaves() -> None:
    (flaw,) = found()
    assert (flaw.severity, flaw.path) == ("warning", "questions.ask-hurry")
    assert "`reliability: 0.99`" in (flaw.hint or "")
    domain = examine_text(LAUNDRY).domain
    assert isinstance(domain, Domain)
    model = compile_domain(domain)
    told = prior_belief(model).update(claim(model, "hurry", "yes"))
    at = model.facets[0].values.index("yes")
    assert f"believed to {float(np.asarray(told.facet(0))[at]):.2f} alone" in flaw.message


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("prior: 0.2", "prior: 0.3"),  # believed
        ("prior: 0.2", "prior: 0.02"),  # so rare that it is well made sure of
        ("{about: hurry}", "{about: hurry, reliability: 0.95}"),  # somebody has thought about it
        ("questions:", "escalation: {red_flags: [{hurry: yes}]}\nquestions:"),
    ],
)
def test_it_is_not_where_it_is_believed_meant_or_grave(old: str, new: str) -> None:
    assert found(old, new) == ()
