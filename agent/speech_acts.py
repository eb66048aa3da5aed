"""What a message does, apart from what it says (stub: the contract only)."""

from __future__ import annotations

from typing import Literal

__all__ = ["SpeechAct", "speech_acts"]

SpeechAct = Literal[
    "bye",
    "change_subject",
    "contest",
    "correct",
    "explain_belief",
    "greet",
    "human",
    "inform",
    "injection",
    "just_answer",
    "repeat",
    "reply",
    "reset",
    "thanks",
    "unsure",
    "why",
    "withheld",
]


def speech_acts(text: str) -> frozenset[SpeechAct]:
    """What a message does when nothing is pending."""
    return frozenset({"inform"}) if text.strip() else frozenset()
