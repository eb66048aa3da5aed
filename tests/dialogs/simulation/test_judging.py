"""Judging in true states: equal states are looked up once, however they are numbered."""

from __future__ import annotations

import numpy as np
from edgewise.dialogs.simulation import judging
from edgewise.dialogs.simulation.hidden import draw
from edgewise.dialogs.simulation.judging import Judge
from simulated import clinic, clinic_mind


def test_states_are_the_same_by_a_table_and_by_sorting(monkeypatch):
    mind = clinic_mind()
    hidden, judge = draw(mind.model, clinic().cast, 0, 0, 500), Judge(mind.policy)
    by_table = judge.truth(hidden)
    monkeypatch.setattr(judging, "MOST_NUMBERED", 0)
    sorted_ = judge.truth(hidden)
    assert len(by_table.best) == len(sorted_.best) > 3
    for name in ("worth", "safe", "loss"):
        one, other = getattr(by_table, name), getattr(sorted_, name)
        assert np.array_equal(one[:, by_table.state], other[:, sorted_.state]), name


def test_a_table_numbers_the_different_codes_in_order():
    code = np.array([7, 2, 2, 9, 7])
    first, back = judging._numbered(code, 12)
    assert code[first].tolist() == [2, 7, 9]
    assert np.array_equal(code[first][back], code)


def test_every_message_is_a_turn_also_one_that_answers_nothing():
    """In words a remark may be met by telling something: questions and one more are not all that was said."""
    mind = clinic_mind()
    hidden = draw(mind.model, clinic().cast, 0, 0, 3)
    ints = np.zeros(3, dtype=np.int64)
    ended = judging.Ended(
        act=ints, response=ints, questions=np.array([2, 0, 1]), cost=np.zeros(3), gain=np.zeros(3), intent=ints,
        sure=np.ones(3), recognised=np.ones(3, dtype=bool), unstable=ints, decisions=np.array([4, 1, 2]),
        without=np.full((3, 2), -1), shown=ints,
    )  # fmt: skip
    assert Judge(mind.policy).columns(hidden, ended)["turns"].tolist() == [4, 1, 2]
