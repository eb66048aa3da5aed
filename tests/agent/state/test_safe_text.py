"""What may be read and shown."""

from __future__ import annotations

import unicodedata

from edgewise.agent.state.safe_text import LONGEST, clean, shown
from hypothesis import given
from hypothesis import strategies as st


@given(st.text())
def test_nothing_that_controls_a_terminal_is_ever_shown(text: str) -> None:
    out = shown(text)
    assert not any(unicodedata.category(c) in ("Cc", "Cs") and c not in "\n\t" for c in out)
    assert shown(out) == out


@given(st.one_of(st.text(max_size=200), st.binary(max_size=200)))
def test_every_message_is_readable_or_says_why_not(raw: str | bytes) -> None:
    found = clean(raw)
    assert bool(found.text) or found.problem is not None


def test_writing_of_all_kinds_is_left_alone() -> None:
    for text in ("Grüße", "我的卡", "لقد فقدت", "👩‍👩‍👧", "a\nb\tc"):
        assert clean(text).text == text


def test_escape_sequences_go_with_all_they_hold() -> None:
    assert shown("\x1b[31mred\x1b[0m") == "red"
    assert shown("\x1b]0;a title\x07x") == "x"
    assert shown("a\r\nb\rc\x00") == "a\nb\nc"
    assert shown("user\u202etxt.exe") == "usertxt.exe"


def test_the_longest_message() -> None:
    assert clean("x" * LONGEST).problem is None
    assert clean("x" * (LONGEST + 1)).problem == "too_long"
