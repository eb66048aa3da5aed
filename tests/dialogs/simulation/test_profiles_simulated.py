"""Simulated users with values of their own: asking what matters to them serves them better than guessing."""

from __future__ import annotations

import numpy as np
import pytest
from edgewise.beliefs.belief.model import Model
from edgewise.beliefs.language.reserved import OWN_VALUES
from edgewise.dialogs.simulation.cohort import Cohort
from edgewise.dialogs.simulation.hidden import draw
from edgewise.dialogs.simulation.histories import Histories
from edgewise.dialogs.simulation.judging import Columns, Judge
from edgewise.dialogs.simulation.personas import Cast
from edgewise.dialogs.simulation.settings import Setting, mind_of
from edgewise.dialogs.simulation.shards import Shard
from edgewise.dialogs.simulation.talk import talk
from plural_domains import care

SURE = Cast.model_validate({"personas": {"plain": {"clarity": 1.0}}})


def setting(model: Model, **more: object) -> Setting:
    parts: dict[str, object] = {"domain": model.domain, "cast": SURE, "episodes": 400, "planner": "greedy"}
    return Setting.model_validate({**parts, **more})


def run(model: Model) -> Columns:
    one = setting(model)
    mind = mind_of(one)
    return Cohort(Histories(mind, 0), one.cast, Judge(mind.policy), 0).run(0, 400)


def test_asking_serves_users_better_than_a_compromise_for_all() -> None:
    asking, guessing = run(care()), run(care(budget={"questions": 0}))
    wanted = asking["intent"] == 0
    assert asking["success"][wanted].mean() > 0.75
    assert guessing["success"][wanted].mean() < 0.1
    assert asking["regret"].mean() < guessing["regret"].mean()


def test_users_are_judged_by_their_own_profile() -> None:
    model = care()
    one = setting(model)
    mind = mind_of(one)
    hidden = draw(model, one.cast, 0, 0, 400)
    truth = Judge(mind.policy).truth(hidden)
    best = np.array(list(model.domain.responses))[truth.best[truth.state]]
    free = hidden.values[model.facet_index[OWN_VALUES]] == 0
    about = hidden.intent == 0
    assert set(best[about & free]) == {"home"}
    assert set(best[about & ~free]) == {"house"}


def test_the_two_fidelities_agree_on_choices() -> None:
    model = care()
    spoken = talk(setting(model, fidelity="text", reader="clear"), mind_of(setting(model)), Shard(0, 0, 120), batch=40)
    whole = run(model)
    for name in ("act", "response", "questions", "success"):
        assert np.array_equal(spoken.columns[name], whole[name][:120]), name


@pytest.mark.parametrize("profile", ["free", "safe"])
def test_everyone_of_one_profile_is_asked_and_served(profile: str) -> None:
    model = care()
    cast = Cast.model_validate({"personas": {"plain": {"clarity": 1.0, "facets": {OWN_VALUES: {profile: 1.0}}}}})
    one = setting(model, cast=cast)
    mind = mind_of(one)
    found = Cohort(Histories(mind, 0), cast, Judge(mind.policy), 0).run(0, 300)
    about = (found["intent"] == 0) & (found["opening"] == 0)
    response = {"free": "home", "safe": "house"}[profile]
    assert (found["response"][about] == list(model.domain.responses).index(response)).mean() > 0.8
