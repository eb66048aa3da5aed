"""Small words: they stand in any sentence, and say of none what it is about.

Each list of words to leave out, or to let pass beside a name, begins with these and names what it has besides.
"""

from __future__ import annotations

__all__ = ["POINTING", "SMALL_WORDS"]

POINTING = frozenset("a an the it its my our his her their this that these those is are was be in on at of".split())
"""What one points with, and what joins that to what is said of it."""
SMALL_WORDS = POINTING | frozenset(
    "i me we you your some any and or so just by for from with about very there been were do does did have has had "
    "will would can could get got".split()
)
"""The same, with whoever may be meant, and what helps any verb."""
