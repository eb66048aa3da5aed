"""The cohort: the same bits for any batch and worker count, the same decisions as in words, true to its users."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from edgewise.beliefs.belief.belief import prior_belief
from edgewise.dialogs.simulation.batch import simulated
from edgewise.dialogs.simulation.cohort import Cohort
from edgewise.dialogs.simulation.hidden import VAGUE, draw
from edgewise.dialogs.simulation.histories import ACTS, NONE, Histories
from edgewise.dialogs.simulation.judging import Judge
from edgewise.dialogs.simulation.metrics import measure
from edgewise.dialogs.simulation.personas import ordinary
from edgewise.dialogs.simulation.settings import Setting, domain_at, mind_of
from edgewise.dialogs.simulation.shards import Shard
from edgewise.dialogs.simulation.talk import BLAMES, talk
from simulated import clinic, clinic_mind


def cohort(seed: int = 0) -> Cohort:
    mind = clinic_mind()
    return Cohort(Histories(mind, seed), clinic().cast, Judge(mind.policy), seed)


@pytest.fixture(scope="module")
def whole():
    return cohort().run(0, 2000)


def test_batches_change_no_bit(whole):
    other = cohort()
    parts = [other.run(start, min(333, 2000 - start)) for start in range(0, 2000, 333)]
    for name in set(whole) - {"path"}:
        assert np.array_equal(np.concatenate([part[name] for part in parts]), whole[name]), name


def test_workers_change_no_bit():
    one, two = (simulated(clinic(400), workers=workers) for workers in (1, 2))
    assert all(np.array_equal(one[name], two[name]) for name in one)


def test_the_two_fidelities_agree_to_the_bit_where_reading_is_clear(whole):
    setting = clinic(150, reader="clear", fidelity="text")
    plain = setting.model_copy(update={"cast": setting.cast.model_copy(update={"personas": _plain(setting.cast)})})
    spoken = talk(plain, clinic_mind(), Shard(0, 0, 150), batch=40).columns
    for name in set(whole) - {"path"}:
        assert np.array_equal(spoken[name], whole[name][:150]), name


def test_the_two_fidelities_agree_within_intervals_on_other_users(whole):
    """Different episodes, so that nothing but the statistics can agree; one of ten 95 % intervals may miss."""
    setting = clinic(300, reader="clear", fidelity="text")
    plain = setting.model_copy(update={"cast": setting.cast.model_copy(update={"personas": _plain(setting.cast)})})
    text = measure(talk(plain, clinic_mind(), Shard(0, 5000, 300), batch=300).columns)
    belief = measure(whole)
    keys = ("success", "turns", "questions", "regret", "harm", "abandoned", "over_refusal", "process", "information")
    missed = [key for key in keys if not text[key].low <= belief[key].high or not belief[key].low <= text[key].high]
    assert len(missed) <= 1, missed


def test_a_real_reader_understands_the_users(whole):
    spoken = talk(clinic(60, fidelity="text"), clinic_mind(), Shard(0, 0, 60), batch=60).columns
    assert spoken["success"].mean() > whole["success"].mean() - 0.2
    assert spoken["harm"].mean() < 0.1
    assert (spoken["blame"] == BLAMES.index("simulator")).mean() <= 0.02


def _plain(cast):
    """Without volunteered facts: they are words that the other fidelity does not have."""
    return {name: persona.model_copy(update={"style": ()}) for name, persona in cast.personas.items()}


def test_one_decision_a_history_and_it_is_the_live_agents(whole):
    one = cohort()
    one.run(0, 2000)
    paths = one.histories.paths
    assert len(set(paths)) == len(paths)
    assert len(paths) < 400
    root = int(one.histories.roots(np.array([VAGUE]))[0])
    live = clinic_mind().policy.decide(prior_belief(clinic_mind().model), seed=1)
    assert one.histories.decision(root).act == live.act


def test_who_has_no_patience_leaves_and_nobody_else(whole):
    left = whole["act"] == ACTS.index("abandoned")
    assert left.any()
    assert set(whole["persona"][left]) == {1}
    assert (whole["questions"][left] == 1).all()
    assert (whole["response"][left] == NONE).all()
    assert not whole["success"][left].any()


def test_the_path_names_the_answers(whole):
    asked = (whole["path"] != NONE).sum(axis=1)
    assert np.array_equal(asked, whole["questions"])


def test_success_regret_and_harm_by_hand():
    """One state at a time, against the domain's own numbers."""
    mind = clinic_mind()
    hidden = draw(mind.model, clinic().cast, 0, 0, 400)
    judge = Judge(mind.policy)
    truth = judge.truth(hidden)
    names = list(mind.domain.responses)
    for row in range(400):
        intent = mind.model.intents[hidden.intent[row]]
        child, alarm = hidden.values[0, row] == 0, mind.model.facets[1].values[hidden.values[1, row]] == "yes"
        best = names[truth.best[truth.state[row]]]
        if intent == "dose":
            expected = {"small-dose"} if child or alarm else {"full-dose"}
            assert best in expected | ({"escalate"} if alarm and not child else set())
        safe = truth.safe[names.index("full-dose"), truth.state[row]]
        assert safe == (not child and not alarm)


def test_a_failure_is_put_down_to_somebody():
    setting = clinic(100, fidelity="text", reader="clear")
    spoken = talk(setting, clinic_mind(), Shard(0, 0, 100), batch=100)
    blame, success = spoken.columns["blame"], spoken.columns["success"]
    assert not blame[success].any()
    assert (blame[~success] > 0).all()
    assert BLAMES.index("reader") not in blame
    assert BLAMES.index("simulator") not in blame


def test_everybody_whose_best_response_stands_side_by_side_is_served():
    """Shown beside the leading response counts as shown; the leading one alone is what the distance goes by."""
    domain = domain_at("family-career")
    assert domain.mode == "overton"
    setting = Setting(domain=domain, cast=ordinary(), episodes=200, planner="greedy")
    mind = mind_of(setting)
    cohort = Cohort(Histories(mind), setting.cast, Judge(mind.policy))
    hidden = draw(mind.model, setting.cast, 0, 0, 200)
    ended = cohort.ended(cohort.walk(hidden))
    several = ended.shown > 0
    assert several.any()
    seen, alone = (Judge(mind.policy).columns(hidden, e) for e in (ended, replace(ended, shown=ended.shown * 0)))
    assert seen["coverage"][several].mean() > alone["coverage"][several].mean() + 0.1
    assert seen["coverage"][~several].tolist() == alone["coverage"][~several].tolist()
    assert seen["viewpoint"].tolist() == alone["viewpoint"].tolist()
    for row in np.flatnonzero(several)[:20]:
        assert (int(ended.shown[row]) >> int(ended.response[row])) & 1
        assert bin(int(ended.shown[row])).count("1") >= 2
