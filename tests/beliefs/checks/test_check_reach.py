"""Answers that no reply can bring within their limits, because a reply may have been misread."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from edgewise.beliefs.arrays import safe_log
from edgewise.beliefs.belief.answers import read_answer
from edgewise.beliefs.belief.belief import Reading
from edgewise.beliefs.belief.contexts import prior_in
from edgewise.beliefs.belief.model import compile_domain
from edgewise.beliefs.checks.checks import check
from edgewise.beliefs.errors import Flaw
from edgewise.beliefs.language.domain import Domain
from edgewise.beliefs.values.limits import bounds
from edgewise.beliefs.values.values import compile_values


def slide(*, reliability: float = 0.95, alpha: float = 0.9, more: Mapping[str, object] | None = None) -> Domain:
    """A slide in a pool that is dangerous for small children."""
    return Domain.model_validate(
        {
            "name": "pool",
            "intents": {"slide": ["may she go down the slide"], "hours": ["when are you open"]},
            "facets": {
                "height": {"unit": "cm", "bins": {"small": [50, 110], "middle": [110, 140], "tall": [140, 220]}}
            },
            "questions": {"ask-height": {"about": "height", "reliability": reliability}},
            "responses": {
                "go": {"for": "slide", "values": {"safety": [{"when": {"height": "small"}, "value": -0.9}, 0]}}
            },
            "objectives": {"helpfulness": {}, "safety": {"limit": {"at_most": 0.2, "alpha": alpha}}},
            **(more or {}),
        }
    )


def told(domain: Domain) -> list[str]:
    return [flaw.message for flaw in check(domain) if "however people answer" in flaw.message]


def test_what_no_answer_brings_within_its_limit_is_told_with_what_would() -> None:
    (flaw,) = [flaw for flaw in check(slide()) if "however people answer" in flaw.message]
    assert flaw.severity == "warning" and flaw.path == "responses.go.values.safety"
    assert "reliability" in flaw.hint and "ask-height (0.95)" in flaw.hint


def test_it_is_the_tail_after_the_best_answer() -> None:
    for reliability in (0.9, 0.95, 0.97, 0.98, 0.99):
        domain = slide(reliability=reliability)
        model = compile_domain(domain)
        certain = Reading(intents=safe_log(np.array([i == "slide" for i in model.intents], dtype=float)))
        asked = model.questions[0]
        after = [
            prior_in(model, None).update(certain).update(read_answer(model, asked, {value: 0.0}))
            for value in model.facets[0].values
        ]
        (bound,) = bounds(model)
        place = list(domain.responses).index("go")
        tails = [compile_values(model).tailing(bound.objective, bound.alpha)(belief)[place] for belief in after]
        assert bool(told(domain)) is bool(min(tails) > bound.at_most)


def test_a_surer_question_or_a_wider_limit_is_enough() -> None:
    assert told(slide(reliability=0.99)) == []
    assert told(slide(alpha=0.0)) == []


def test_that_no_reader_is_wholly_sure_counts_where_it_just_fits() -> None:
    """One in a hundred misread is just within a fifth of the worst twentieth; a plain yes is believed to 0.988."""
    swim = {
        "facets": {"height": {"values": ["can-swim", "cannot-swim"]}},
        "responses": {
            "go": {"for": "slide", "values": {"safety": [{"when": {"height": "cannot-swim"}, "value": -1}, 0]}}
        },
    }
    (message,) = told(slide(reliability=0.99, alpha=0.95, more=swim))
    assert "0.25 at best, 0.2 at most" in message
    assert told(slide(reliability=0.998, alpha=0.95, more=swim)) == []


def test_what_is_withheld_whatever_is_true_is_nobodys_mistake() -> None:
    never = {
        "responses": {"go": {"for": "slide", "values": {"safety": [{"when": {"intent": "slide"}, "value": -0.9}]}}}
    }
    assert told(slide(more=never)) == []


def test_what_people_may_lie_about_is_left_to_who_set_their_candour() -> None:
    height = {"unit": "cm", "bins": {"small": [50, 110], "tall": [110, 220]}, "candor": 0.5, "guise": {"tall": 1}}
    assert told(slide(more={"facets": {"height": height}})) == []


def test_of_two_questions_the_surer_one_counts() -> None:
    asks = {"guess": {"about": "height", "reliability": 0.9}, "measure": {"about": "height", "reliability": 0.99}}
    assert told(slide(reliability=0.9)) and not told(slide(more={"questions": asks}))


def dive(**more: Mapping[str, object]) -> Domain:
    """A dive that hangs on two facts, of which one answer leaves the worst twentieth as bad as the other does."""
    facets = {
        "licence": {"values": ["none", "open"], "prior": {"none": 0.6}},
        "flying": {"kind": "yesno", "prior": {"yes": 0.1}},
    }
    harm = [{"when": {"licence": "none"}, "value": -0.9}, {"when": {"flying": "yes"}, "value": -1}, 0]
    sure = {key: {"about": key, "reliability": 0.999} for key in facets}
    for key, change in more.items():
        (sure if key in sure and "candor" not in change else facets)[key].update(change)  # type: ignore[attr-defined]
    return Domain.model_validate(
        {
            "name": "base",
            "intents": {"dive": ["can we join a dive"], "course": ["teach me to dive"]},
            "facets": facets,
            "questions": sure,
            "responses": {"garden": {"for": "dive", "values": {"safety": harm}}},
            "objectives": {"helpfulness": {}, "safety": {"limit": {"at_most": 0.2}}},
        }
    )


def warned(domain: Domain) -> list[Flaw]:
    return [flaw for flaw in check(domain) if flaw.path == "responses.garden.values.safety"]


def test_answers_to_two_questions_together_are_looked_at() -> None:
    assert warned(dive()) == []
    (flaw,) = warned(dive(licence={"reliability": 0.9}))
    assert "may have been misread" in flaw.message and "licence (0.9)" in (flaw.hint or "")


def test_a_question_that_is_never_put_to_who_wants_it_is_told() -> None:
    (flaw,) = warned(dive(flying={"only_if": {"intent": "course"}}))
    assert "who wants 'dive' is never asked flying" in flaw.message and "`only_if`" in (flaw.hint or "")
    assert len(warned(dive(flying={"unless": {"intent": "dive"}}))) == 1
    assert warned(dive(flying={"only_if": {"facets": {"licence": "open"}}})) == []
    assert warned(dive(flying={"unless": {"intent": "dive", "facets": {"licence": "none"}}})) == []


def test_what_only_an_attestation_can_open_is_told_unless_the_file_says_so() -> None:
    doubted = {"candor": 0.9, "guise": {"open": 1}}
    (flaw,) = warned(dive(licence=doubted))
    assert "no user's word" in flaw.message and "'licence'" in flaw.message and "`attest:" in (flaw.hint or "")
    assert warned(dive(licence={**doubted, "attest": ["operator"]})) == []
