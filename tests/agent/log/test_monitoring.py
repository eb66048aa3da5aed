"""Health over time: rates against hand counts, calibration, changes beyond chance, lock-in."""

from __future__ import annotations

import json
from math import comb
from pathlib import Path

import pytest
from agents_at_hand import cards, cards_agent
from edgewise.agent.log.monitoring import _tail, changes, lock_in, weeks
from edgewise.dialogs.cli import main
from hypothesis import given
from hypothesis import strategies as st

DAY = 86_400.0


def record(act: str, day: float, *, session: str = "a", intent: str = "lost", sure: float = 0.9, **more: object):
    return {
        "session": session,
        "at": day * DAY,
        "event": {"kind": "said"},
        "decision": {"act": act, "intent": intent, "incident": None},
        "weighed": [{"intents": [{"probability": sure}], "entropy_bits": 1.0}],
        "before": {"surprises": 0},
        "after": {"surprises": 0},
        **more,
    }


def outcome(intent: str, day: float, session: str = "a"):
    told = {"kind": "controlled", "control": {"name": "outcome", "intent": intent}}
    return record("tell", day, session=session, event=told, weighed=[])


def test_rates_by_week() -> None:
    history = weeks([record("ask", 0), record("answer", 1), record("answer", 2), record("refuse", 8)])
    assert [week.decisions for week in history] == [3, 1]
    assert history[0].rate("answer") == pytest.approx(2 / 3)
    assert history[-1].rate("refuse") == 1.0


def test_surprises_and_contests_are_counted() -> None:
    contested = record("tell", 0, decision={"act": "tell", "incident": {"number": 1}}, weighed=[])
    history = weeks([record("ask", 0, after={"surprises": 1}), record("ask", 0), contested])
    assert history[0].rate("surprise") == 0.5
    assert history[0].counts["contest"] == 1


def test_calibration_where_outcomes_are_known() -> None:
    records = []
    for k in range(10):
        records += [record("answer", 0, session=f"s{k}", sure=0.85)]
        records += [outcome("lost" if k < 6 else "new", 1, f"s{k}")]
    history = weeks(records)
    assert history[0].calibration_error == pytest.approx(0.25)
    assert weeks([record("ask", 0)])[0].calibration_error is None


def test_only_what_is_beyond_chance_is_a_change() -> None:
    steady = [record("ask" if k % 2 else "answer", day) for day in (0, 7, 14) for k in range(50)]
    assert changes(weeks(steady)) == []
    shifted = steady + [record("escalate", 21) for _ in range(50)]
    assert {change.rate for change in changes(weeks(shifted))} == {"ask", "answer", "escalate"}
    assert "the escalate rate rose from 0% to 100%" in "\n".join(map(str, changes(weeks(shifted))))
    assert changes(weeks(steady + [record("escalate", 21)] * 3)) == []


def test_what_is_rare_is_no_change_by_itself() -> None:
    """One of 20 where 1 of 500 is usual comes in one week of twenty; the normal approximation called it 4 sigma."""
    usual = [record("refuse" if k in (7, 500) else "answer", 0) for k in range(1000)]
    once = [record("refuse" if k == 3 else "answer", 7) for k in range(20)]
    assert changes(weeks(usual + once)) == []
    assert changes(weeks(usual + [record("refuse", 7)] * 5 + once))[0].sigmas > 3


@given(st.integers(1, 60), st.integers(20, 60), st.data())
def test_the_tail_is_that_of_all_ways_to_deal(decisions: int, trials: int, data: st.DataObject) -> None:
    before, after = data.draw(st.integers(0, trials)), data.draw(st.integers(0, decisions))
    both = before + after
    ways = {k: comb(decisions, k) * comb(trials, both - k) for k in range(min(both, decisions) + 1)}
    more, fewer = (sum(w for k, w in ways.items() if test(k)) for test in (lambda k: k >= after, lambda k: k <= after))
    assert _tail(before, trials, after, decisions) == pytest.approx(min(more, fewer) / comb(trials + decisions, both))


def test_decisions_that_are_contested_again_and_again_are_no_fault_of_arithmetic() -> None:
    week = [record("answer", 0) for _ in range(20)]
    contested = week + [record("tell", 0, decision={"act": "tell", "intent": "lost", "incident": {"number": 1}})] * 30
    both = contested + [{**one, "at": one["at"] + 7 * DAY} for one in contested]
    assert changes(weeks(both)) == []


def test_lock_in_is_seen_in_outcomes_and_profile() -> None:
    model = cards().model
    wide = ["lost", "new", "limit"] * 3
    profile = {"counts": {"lost": 50.0}, "day": 0.0, "explore": 0.0}
    narrow = [record("answer", d, session="n", intent=i, after={"surprises": 0, "profile": profile})
              for d, i in enumerate([*wide[:3], *["lost"] * 6])]  # fmt: skip
    free = [record("answer", d, session="w", intent=i, after={"surprises": 0}) for d, i in enumerate(wide)]
    found = lock_in(model, narrow + free)
    assert [one.session for one in found] == ["n", "w"]
    assert found[0].by_outcomes == pytest.approx(2 / 3)
    assert found[0].by_profile > 0.3
    assert (found[1].by_outcomes, found[1].by_profile) == (0.0, 0.0)


def test_the_commands_read_a_real_store(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "x.db"
    session = cards_agent(path).session("kim", profile=True)
    for text in ("my card is gone", "hm", "send me one"):
        session.say(text)
    session.control("outcome", intent="a new card")
    assert main(["audit", "health", str(path), "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert found["weeks"][0]["decisions"] == 3
    assert found["weeks"][0]["outcomes_known"] == 1
    assert main(["audit", "health", str(path)]) == 0
    assert "nothing has changed" in capsys.readouterr().out
    assert main(["audit", "lockin", str(path), "--above", "0.99"]) == 0
    assert "1 session, 0 narrowed" in capsys.readouterr().out
