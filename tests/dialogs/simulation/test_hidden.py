"""Who simulated users are: independent of batches, distributed as they should be."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from edgewise.dialogs.simulation.hidden import VAGUE, Answers, Layout, draw, uniforms
from edgewise.dialogs.simulation.personas import Cast, Persona, ordinary
from simulated import clinic, clinic_mind

MODEL = clinic_mind().model


@pytest.mark.parametrize("start", [0, 1, 7, 100_003])
def test_a_row_of_draws_depends_on_nothing_but_seed_and_number(start: int):
    whole = uniforms(5, start, 10, 16)
    parts = [uniforms(5, start + at, 1, 16)[0] for at in range(10)]
    assert np.array_equal(whole, np.stack(parts))
    assert not np.array_equal(whole, uniforms(6, start, 10, 16))
    assert len(np.unique(whole)) == whole.size


def test_columns_of_a_row_are_never_shared():
    layout = Layout(facets=3, questions=4)
    places = [layout.question(q) for q in range(4)] + [layout.menu(m) for m in range(8)] + [layout.words]
    assert len(set(places)) == len(places)
    assert min(places) == 4 + 3
    assert max(places) < layout.width
    assert layout.width % 4 == 0


def test_users_in_any_batch_are_the_same():
    cast = clinic().cast
    whole = draw(MODEL, cast, 3, 0, 100)
    part = draw(MODEL, cast, 3, 40, 20)
    for name in ("persona", "intent", "opening"):
        assert np.array_equal(getattr(whole, name)[40:60], getattr(part, name))
    assert np.array_equal(whole.values[:, 40:60], part.values)


def test_ordinary_users_follow_the_domains_prior():
    hidden = draw(MODEL, ordinary(), 0, 0, 60_000)
    share = np.bincount(hidden.intent, minlength=len(MODEL.intents)) / 60_000
    assert np.abs(share - MODEL.prior).max() < 0.01
    assert np.bincount(hidden.values[0]) / 60_000 == pytest.approx([0.3, 0.7], abs=0.01)
    said = hidden.opening != VAGUE
    assert said.mean() == pytest.approx(Persona().clarity, abs=0.01)
    assert (hidden.opening == hidden.intent)[said].mean() == pytest.approx(0.97, abs=0.005)


def test_a_persona_is_what_it_says():
    cast = clinic().cast
    hidden = draw(MODEL, cast, 0, 0, 20_000)
    parents = hidden.persona == 0
    assert parents.mean() == pytest.approx(0.5, abs=0.02)
    assert set(hidden.intent[parents]) == {MODEL.intent_index["dose"]}
    assert set(hidden.values[MODEL.facet_index["age"], parents]) == {0}
    liars = hidden.intent[hidden.persona == 2]
    assert np.bincount(liars, minlength=3)[:2] / len(liars) == pytest.approx([0.5, 0.5], abs=0.03)


def test_answers_follow_the_answer_model_of_persona_and_state():
    """Frequencies against the table, by brute force over all states."""
    question = MODEL.question("ask-age")
    hidden = draw(MODEL, ordinary(), 1, 0, 80_000)
    at = np.arange(80_000)
    outcome = Answers(MODEL, ordinary()).sample(question, hidden, at, np.zeros(80_000, dtype=np.int64))
    for value in range(2):
        for intent in range(len(MODEL.intents)):
            mine = (hidden.values[0] == value) & (hidden.intent == intent)
            share = np.bincount(outcome[mine], minlength=4) / mine.sum()
            assert np.abs(share - question.table[:, value, intent]).max() < 0.02


def test_a_persona_without_candor_says_what_its_guise_says():
    cast = Cast(personas={"liar": Persona(candor=0.0)})
    question = MODEL.question("ask-age")
    question = replace(question, guise=np.array([[0.0] * len(MODEL.intents), [1.0] * len(MODEL.intents)]))
    hidden = draw(MODEL, cast, 1, 0, 500)
    outcome = Answers(MODEL, cast).sample(question, hidden, np.arange(500), np.zeros(500, dtype=np.int64))
    assert set(outcome) == {1}


def test_who_is_unsure_or_reserved_adds_to_what_the_domain_expects():
    shy = Cast(personas={"shy": Persona(unsure=0.5, withheld=0.25)})
    hidden = draw(MODEL, shy, 1, 0, 40_000)
    outcome = Answers(MODEL, shy).sample(
        MODEL.question("ask-alarm"), hidden, np.arange(40_000), np.zeros(40_000, dtype=np.int64)
    )
    share = np.bincount(outcome, minlength=4) / 40_000
    assert share[2] == pytest.approx(1 - 0.95 * 0.5, abs=0.01)
    assert share[3] == pytest.approx(1 - 0.98 * 0.75, abs=0.01)
