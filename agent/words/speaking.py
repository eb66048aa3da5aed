"""The sentences of a message that say what is wanted, beside those about the dialogue itself or to the agent."""

from __future__ import annotations

import re

from .signs import SpeechAct
from .speech_acts import speech_acts

__all__ = ["SPEAKS", "speaking"]

SPEAKS: frozenset[SpeechAct] = frozenset({"inform", "reply", "change_subject", "correct"})
"""Speech acts of a message that may say what is wanted; others are about the dialogue itself."""

_SENTENCE = re.compile(r"(?<=[.!?;\]>])\s+|\s*,\s+(?=(?:what|why|how|when|where|who|which)\b)", re.IGNORECASE)


def speaking(text: str) -> str:
    """The sentences of a message that say what is wanted, beside others about the dialogue or to the agent."""
    parts = _SENTENCE.split(text)
    acts = [speech_acts(part) for part in parts]
    own = [part for part, does in zip(parts, acts, strict=True) if does & SPEAKS and "injection" not in does]
    return " ".join(own) if len(parts) > 1 else ""
