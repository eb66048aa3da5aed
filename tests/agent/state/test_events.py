"""What can happen to a dialogue: what a host may ask for, and what it is told of what it may not."""

from __future__ import annotations

import pytest
from edgewise.agent.state.events import Control, PersonAct
from edgewise.beliefs.errors import EdgewiseError, UnknownName


@pytest.mark.parametrize(
    ("wrong", "message", "hint"),
    [
        ({"do": "bla"}, "unknown person's act 'bla'", "hand_back"),
        ({"do": "replay"}, "unknown person's act 'replay'", "did you mean 'reply'?"),
        ({"do": ["take"]}, "unknown person's act", "take"),
        ({"doo": "reply"}, "unknown argument of a person's act 'doo'", "did you mean 'do'?"),
        ({}, "a person's act needs 'do'", "hand_back"),
        ({"do": "reply", "text": 3}, "person's act 'reply': text: ", ""),
    ],
)
def test_an_act_that_makes_no_sense_says_what_may_be_done(wrong: dict[str, object], message: str, hint: str) -> None:
    for make in (lambda: PersonAct(**wrong), lambda: PersonAct.model_validate(wrong)):  # type: ignore[arg-type]
        with pytest.raises(EdgewiseError) as raised:
            make()
        assert message in raised.value.message and hint in (raised.value.hint or "")
        assert "pydantic" not in str(raised.value)


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        ({"name": "bla"}, "unknown control 'bla'"),
        ({"name": "profile", "do": "fly"}, "unknown 'do' of a control 'fly'"),
        ({"name": "why", "mor": True}, "unknown argument of a control 'mor'"),
    ],
)
def test_so_does_a_control(wrong: dict[str, object], message: str) -> None:
    with pytest.raises(UnknownName, match=message):
        Control.model_validate(wrong)


def test_no_control_is_left_out_of_what_there_is() -> None:
    with pytest.raises(UnknownName) as raised:
        Control(name="zzz")  # type: ignore[arg-type]
    assert raised.value.hint is not None and raised.value.hint.endswith("what_if, why")
