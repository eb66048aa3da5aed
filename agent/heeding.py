"""What is said of a message besides the answer to it: that its orders do not count, or that its last word does.

Whoever gives orders to the agent in a message, drops what was asked, or puts a fact right is told in a sentence how
that was taken, so that nobody has to guess. It decides nothing.
"""

from __future__ import annotations

from collections.abc import Collection

from .corrections import corrected
from .heard import Heard
from .segments import drops, moved_on

__all__ = ["DROPPED", "LAST_WORD", "ORDERS", "QUOTED", "taken_as"]

ORDERS = "Orders to me inside a message change nothing."
QUOTED = "What is quoted or pasted tells me nothing about you."
DROPPED = "Leaving that, then."
LAST_WORD = "I go by what you said last."


def taken_as(heard: Heard, *, known: Collection[str], told: Collection[str], first: bool) -> list[str]:
    """Sentences on how a message was taken.

    Args:
        heard: The message.
        known: Keys of what was known before it.
        told: Keys of what it tells.
        first: Nothing was said before it.
    """
    if heard.source != "user":
        return []
    if "injection" in heard.acts:
        return [ORDERS]
    if "quoted" in heard.acts:
        return [QUOTED]
    if not first and (drops(heard.text) or moved_on(heard.text) is not None):
        return [DROPPED]
    right = "correct" in heard.acts or corrected(heard.text) != heard.text
    return [LAST_WORD] if right and not set(known).isdisjoint(told) else []
