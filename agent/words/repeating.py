"""Whether a message only says once more what was said before: "Dry. How often do I have to say dry?".

Who says it again adds nothing to it, however loudly; who gives a reason, names anything new or rules all else out
("only books", "just books") does. Small words and those that insist are left out, and the order does not count. Who
says themselves that they said it before adds something only where something is not so, or is otherwise now; who says
what they are asking about adds nothing.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from .plain_words import plain_text, stem
from .small_words import SMALL_WORDS

__all__ = ["only_repeats"]

_INSISTING = frozenset(
    "already again told tell telling said say saying put down write enter note mark keep how often many times time "
    "really simply what if must need ask asked asking question now still please well as like before to not no "
    "yes "
    # "super dry", "I promise", "for sure"
    "super very really totally completely perfectly absolutely entirely fully quite pretty definitely certainly "
    "surely sure honestly honest truly certain promise swear trust believe of course always".split()
)
"""Words with which one insists, or that say no more than the words beside them."""
_SAID_BEFORE = re.compile(
    # "I told you", "I have said so", "as I said"
    r"\b(?:i|we) (?:have )?(?:already |just )?(?:told (?:you|them)|said|wrote|mentioned)\b|"
    # "how often do I have to say", "once more"
    r"\bhow (?:often|many times)\b|\b(?:once more|like i say|as (?:told|mentioned|stated))\b"
)
"""Who says that they said it before."""
_ASKS_ABOUT = re.compile(r"\b(?:i|we) (?:am|are|was|were) (?:only |just )?asking (?:you )?(?:about|for)\b")
"""Who says what they are asking about tells nothing of it: "I'm asking about the boxes, not the kids"."""
_OTHERWISE = frozenset(
    "no not never nobody nothing none only just nowhere without gone moved moving removed sold closed instead now "
    "since used was were became turned stopped finished left longer but actually meant wrong mistake sorry".split()
)
"""Words of what is not so, or is otherwise than it was."""
_LEFT_OUT = (SMALL_WORDS | _INSISTING) - {"just"}


def only_repeats(text: str, earlier: Sequence[str]) -> bool:
    """Whether a message has something to say, and all of it was said before.

    >>> only_repeats("Dry. I told you it's dry.", ["A heater for the parlour? It's a dry room."])
    True
    >>> only_repeats("dry, they moved the shower out", ["A heater for the parlour? It's a dry room."])
    False
    >>> only_repeats("dry, I told you, the fan runs all day", ["A heater for the bathroom? It's dry, we have a fan."])
    True
    """
    said, plain = _content(text), plain_text(text)
    if not said:
        return False
    again = _SAID_BEFORE.search(plain.plain) is not None and _OTHERWISE.isdisjoint(plain.words)
    return (
        again or _ASKS_ABOUT.search(plain.bare) is not None or said <= frozenset[str]().union(*map(_content, earlier))
    )


def _content(text: str) -> frozenset[str]:
    return frozenset(stem(word) for word in plain_text(text).words if word not in _LEFT_OUT)
