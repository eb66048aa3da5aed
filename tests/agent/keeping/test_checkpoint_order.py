"""Clocks that disagree: what was said last is last, on whichever machine and after whatever correction."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from agents_at_hand import cards_agent
from edgewise.agent.keeping.checkpoint_order import number_after
from edgewise.agent.session import Agent
from langgraph.checkpoint.base import id as numbering


def started_when(behind_s: float, store: Path, monkeypatch: pytest.MonkeyPatch) -> Agent:
    """An agent of another process, whose clock is behind."""
    monkeypatch.undo()
    now = time.time_ns
    monkeypatch.setattr(time, "time_ns", lambda: now() - int(behind_s * 1e9))
    monkeypatch.setattr(numbering, "_last_v6_timestamp", None)
    return cards_agent(store)


def test_a_turn_counts_although_the_clock_was_set_back(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    place = tmp_path / "x.db"
    started_when(0, place, monkeypatch).session("a").say("my card is gone")
    for behind_s in (3600, 1800, 7200, 5):
        session = started_when(behind_s, place, monkeypatch).session("a")
        before = session.state["turn"]
        session.say("send me one")
        assert session.state["turn"] == before + 1


def test_a_person_who_took_over_keeps_the_word_although_the_clock_was_set_back(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    place = tmp_path / "x.db"
    started_when(0, place, monkeypatch).session("a").say("my card is gone")
    started_when(3600, place, monkeypatch).session("a").control("person")
    assert started_when(1800, place, monkeypatch).session("a").say("are you there?").act == "silent"


def test_a_clock_that_is_right_is_left_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    old = str(numbering.uuid6())
    monkeypatch.setattr(numbering, "_last_v6_timestamp", None)
    number_after(old)
    now = numbering.uuid6()
    number_after(old)
    assert old < str(now) < str(numbering.uuid6())
