"""The dialogue's own state: plain JSON, brought up to date, never guessed at."""

from __future__ import annotations

import json

import pytest
from edgewise.agent.state.dialogue import SCHEMA, migrated, new_dialogue
from edgewise.beliefs.errors import StoreError


def test_a_dialogue_is_plain_json() -> None:
    state = new_dialogue("a", seed=3, context="ward")
    assert json.loads(json.dumps(state)) == state


def test_the_first_schema_is_brought_up_to_date() -> None:
    """Version 1 had no profile and remembered no controls."""
    added = ("profile", "exploring", "explore_rate", "told", "contests", "message", "mail")
    old = {key: value for key, value in new_dialogue("a", seed=3).items() if key not in added}
    assert migrated({**old, "schema": 1, "turn": 7}) == {**new_dialogue("a", seed=3), "turn": 7}


def test_a_dialogue_of_this_version_is_left_alone() -> None:
    state = new_dialogue("a")
    assert migrated(state) is state


def test_a_newer_dialogue_is_refused() -> None:
    with pytest.raises(StoreError, match="newer version"):
        migrated({**new_dialogue("a"), "schema": SCHEMA + 1})
