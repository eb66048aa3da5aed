"""Texts that are missing, and wordings that tell two values."""

from __future__ import annotations

import pytest
from edgewise.beliefs.loading import examine_text

LAUNDRY = """\
name: laundry
intents: {clean: [can you clean this]}
facets: {material: {values: {wool: [jumper], silk: [scarf]}}}
questions: {ask-material: {about: material, synonyms: {silk: [silky]}, replies: {silk: [the fine one]}}}
responses:
  normal: {for: clean, text: 3 days., values: {helpfulness: [{when: {intent: clean, material: wool}, value: 1}, -1]}}
  slow: {for: clean, text: A week., values: {helpfulness: [{when: {intent: clean, material: silk}, value: 1}, -1]}}
"""


def found(old: str = "", new: str = "") -> list[tuple[str, str, str]]:
    assert old in LAUNDRY
    flaws = examine_text(LAUNDRY.replace(old, new) if old else LAUNDRY).flaws
    return [(flaw.severity, flaw.path, flaw.message) for flaw in flaws]


def test_a_wording_for_each_thing_is_not_warned_of() -> None:
    assert found() == []


@pytest.mark.parametrize(
    ("old", "new", "path"),
    [
        ("[scarf]", "[scarf, Jumper]", "facets.material.values.silk.synonyms.1"),
        ("[silky]", "[silky, jumper]", "questions.ask-material.synonyms.silk.1"),
        ("silk: [scarf]", "silk: {name: jumper}", "facets.material.values.silk.name"),
        ("[scarf]", "[scarf, wool]", "facets.material.values.silk.synonyms.1"),
        ("replies: {", "replies: {wool: [the  fine one], ", "questions.ask-material.replies.silk.0"),
    ],
)
def test_one_wording_under_two_values_is_told(old: str, new: str, path: str) -> None:
    ((severity, where, message),) = found(old, new)
    assert (severity, where) == ("warning", path) and "tells 'wool' too" in message


def test_a_yes_that_is_to_mean_no_is_told() -> None:
    swapped = "facets: {dry: yes/no, "
    questions = "questions: {ask-dry: {about: dry, synonyms: {yes: ['no', dry], no: [wet]}}, "
    text = LAUNDRY.replace("facets: {", swapped).replace("questions: {", questions)
    text = text.replace("material: wool}", "material: wool, dry: yes}")
    assert [flaw.path for flaw in examine_text(text).flaws] == ["questions.ask-dry.synonyms.yes.0"]


def test_two_questions_may_have_the_same_reply_for_different_values() -> None:
    other = "questions: {again: {about: material, replies: {wool: [the fine one]}}, "
    assert found("questions: {", other) == []


def test_an_answer_without_a_text_is_told_where_others_have_one() -> None:
    assert found(" text: A week.,", "") == [("warning", "responses.slow", "the answer has no text")]
    none = LAUNDRY.replace(" text: A week.,", "").replace(" text: 3 days.,", "")
    assert examine_text(none).flaws == ()
