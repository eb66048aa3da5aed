"""Values that nothing can make probable: refused where a limit or a red flag depends on them, else told."""

from __future__ import annotations

import numpy as np
import pytest
from edgewise.beliefs.belief.answers import attestation
from edgewise.beliefs.belief.belief import prior_belief
from edgewise.beliefs.belief.model import compile_domain
from edgewise.beliefs.loading import examine_text

BASE = """\
name: chemist
intents: {dose: [how much may I take], hours: [when are you open]}
facets:
  med: {values: [none, thinner, pressure], PRIOR}
  door: {values: [front, back], prior: {front: 0.5}}
objectives: {safety: {limit: {at_most: 0.2}}, helpfulness: {}}
questions: {ask: {about: med, reliability: 0.99}}
responses:
  tell: {for: dose, needs: [door], values: {safety: [{when: {med: thinner}, value: -1}, 0]}}
"""


def found(prior: str, more: str = "") -> list[tuple[str, str]]:
    flaws = examine_text(BASE.replace("PRIOR", prior) + more).flaws
    assert all("the probability of" in flaw.message for flaw in flaws)
    return [(flaw.severity, flaw.path) for flaw in flaws]


@pytest.mark.parametrize("written", ["", ", thinner: 0"])
def test_a_value_that_a_limit_depends_on_is_never_impossible(written: str) -> None:
    assert found(f"prior: {{none: 0.7, pressure: 0.3{written}}}") == [("error", "facets.med.prior.thinner")]


@pytest.mark.parametrize("prior", ["prior: {none: 0.7, thinner: 0.3}", "prior: {none: 0.7, thinner: 0.3, pressure: 0}"])
def test_any_other_is_a_warning(prior: str) -> None:
    assert found(prior) == [("warning", "facets.med.prior.pressure")]


@pytest.mark.parametrize("prior", ["", "prior: {none: 0.7, pressure: 0.2}", "prior: {thinner: 0.000001}"])
def test_what_is_left_out_and_has_a_share_is_fine(prior: str) -> None:
    assert found(prior) == []


def test_so_is_a_value_that_only_one_wish_or_context_makes_impossible() -> None:
    given = "prior_given: {dose: {none: 0.7, pressure: 0.3}}"
    assert found(given) == [("error", "facets.med.prior_given.dose.thinner")]
    context = "contexts: {ward: {facets: {med: {none: 1}}}}\n"
    assert found("prior: {}", context) == [
        ("error", "contexts.ward.facets.med.thinner"),
        ("warning", "contexts.ward.facets.med.pressure"),
    ]


def test_a_prior_that_nobody_has_says_nothing() -> None:
    given = "{none: 0.7, pressure: 0.2}"
    everyone = f"prior: {{none: 1}}, prior_given: {{dose: {given}, hours: {given}, other: {given}}}"
    assert found(everyone) == []


def test_a_danger_that_is_not_named_counts_where_the_safe_values_are() -> None:
    text = BASE.replace("[{when: {med: thinner}, value: -1}, 0]", "[{when: {med: none}, value: 0}, -1]")
    flaws = examine_text(text.replace("PRIOR", "prior: {none: 0.9, thinner: 0.1}")).flaws
    assert [(flaw.severity, flaw.path) for flaw in flaws] == [("error", "facets.med.prior.pressure")]


def test_a_red_flag_needs_a_chance() -> None:
    flag = "escalation: {red_flags: [{door: back}]}\n"
    text = BASE.replace("PRIOR", "prior: {}").replace("front: 0.5", "front: 1") + flag
    (flaw,) = examine_text(text).flaws
    assert (flaw.severity, flaw.path) == ("error", "facets.door.prior.back")
    assert "a red flag names it" in flaw.message and "small probability" in (flaw.hint or "")


def test_it_is_true_that_nothing_raises_it() -> None:
    text = "name: x\nintents: {a: [b]}\nfacets: {f: {values: [u, v], prior: {u: 1}}}\n"
    examined = examine_text(text)
    model = compile_domain(examined.unwrap())
    belief = prior_belief(model).update(attestation(model, "f", "v"))
    np.testing.assert_allclose(belief.facet(0), [1, 0], atol=1e-12)
    assert "facets.f.prior.v" in [flaw.path for flaw in examined.flaws]
