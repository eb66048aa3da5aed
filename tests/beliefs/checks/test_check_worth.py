"""Limits that nothing can break, and answers that are worth the same whatever is wanted."""

from __future__ import annotations

import pytest
from edgewise.beliefs.errors import Flaw
from edgewise.beliefs.loading import examine_text

POOL = """\
name: pool
intents:
  slide: [may she go down the slide]
  warm: {examples: [how warm is the water], answer: 26 degrees.}
facets:
  height: {bins: {small: [50, 110], tall: [110, 220]}, unit: cm}
questions:
  ask-height: {about: height, reliability: 0.995}
objectives:
  safety: {limit: {at_most: 0.2}, weight: 0}
  helpfulness: {}
  fun: {}
responses:
  go:
    for: slide
    values: {safety: [{when: {height: small}, value: -0.9}, 0], fun: [{when: {intent: slide}, value: 1}, -1]}
"""


def found(*changes: tuple[str, str]) -> list[Flaw]:
    text = POOL
    for old, new in changes:
        assert old in text
        text = text.replace(old, new)
    flaws = examine_text(text).flaws
    assert all(flaw.severity == "warning" for flaw in flaws)
    return list(flaws)


def test_a_limit_that_binds_and_answers_that_know_their_wish_are_not_warned_of() -> None:
    assert found() == []


def test_a_limit_that_no_value_can_break_is_told_with_its_sign() -> None:
    (flaw,) = found(("value: -0.9", "value: 0.9"))
    assert flaw.path == "objectives.safety.limit" and "the sign" in (flaw.hint or "")
    (flaw,) = found(("value: -0.9", "value: -0.2"))
    assert "no response is worth less than -0.2" in flaw.message


def test_a_limit_that_only_a_context_makes_bind_is_none_that_never_binds() -> None:
    wider = ("at_most: 0.2", "at_most: 0.95")
    assert [flaw.path for flaw in found(wider)] == ["objectives.safety.limit"]
    assert found(wider, ("responses:\n", "contexts: {shy: {by: user, limits: {safety: 0.1}}}\nresponses:\n")) == []


HERS = "  sit: {for: slide, values: {safety: [{when: {height: small}, value: 0.9}, 0], fun: 0.5}}\n"


def test_one_response_whose_harm_is_written_as_a_good_is_told_where_the_objective_only_limits() -> None:
    (flaw,) = found(("responses:\n", "responses:\n" + HERS))
    assert flaw.path == "responses.sit.values.safety" and "has no effect" in flaw.message
    assert found(("responses:\n", "responses:\n" + HERS), (", weight: 0", "")) == []  # there it has: it is weighed


def test_answers_that_are_as_good_for_any_wish_are_told_of() -> None:
    (flaw,) = found(("  helpfulness: {}\n", ""))
    assert flaw.path == "intents.warm.answer" and "whatever is wanted" in flaw.message
    assert "`helpfulness: {}`" in (flaw.hint or "")


@pytest.mark.parametrize("worth", ["helpfulness: 0.5", "helpfulness: [{when: {height: tall}, value: 1}, -1]"])
def test_values_that_name_no_wish_are_told_of_although_helpfulness_counts(worth: str) -> None:
    towel = f"  towel: {{for: warm, values: {{{worth}}}}}\n"
    assert [flaw.path for flaw in found(("responses:\n", "responses:\n" + towel))] == ["responses.towel"]


def test_with_a_single_wish_there_is_nothing_to_tell_apart() -> None:
    one = ("  warm: {examples: [how warm is the water], answer: 26 degrees.}\n", "")
    assert found(one, ("  helpfulness: {}\n", "")) == []


def test_the_profiles_weights_are_what_counts() -> None:
    profiles = "profiles: {bold: {weights: {fun: 2}}, shy: {weights: {fun: 1}}}\nresponses:\n"
    (flaw,) = found(("responses:\n", profiles))
    assert flaw.path == "intents.warm.answer" and "for 'bold'" in flaw.message
    assert found(("responses:\n", profiles.replace("{fun:", "{helpfulness: 1, fun:"))) == []
