"""Whether other words still say the same: what must survive when a model rewords a decision.

Strict and cheap: a rewording that may be fine and is turned down costs a little charm, one that lost a "not" costs
trust. Compares words; knows no model.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from .plain_words import plain_text
from .safe_text import shown

__all__ = ["lost"]

_NUMBER = re.compile(r"\d+(?:[.,:]\d+)*")
_BINDING = frozenset(
    "not no never none nothing nobody neither nor without unless until only except if must may might cannot "
    "should all always every before after more less least most".split()
)
"""Words that turn or bound what is said: as many of each as before."""
_LINK = re.compile(r"https?://\S+|www\.\S+|\S+@\S+\.\w+", re.I)
_MARKS = re.compile(r"<\|.*?\|>|</?s>|\[/?INST\]|^(?:system|assistant|user)\s*:", re.I | re.M)
_NAME = re.compile(r"(?<=[a-z,;] )[A-Z][\w-]+")
"""A capital within a sentence: somebody's or something's name."""
_ORDINARY_NAMES = {"I", "I'm", "I'd", "I've", "I'll"}


def lost(old: str, new: str, names: Sequence[str] = (), ids: Sequence[str] = ()) -> str:
    """What a rewording lost or added, in one word; nothing when it says the same.

    Args:
        old: The words as they were.
        new: The words that a model put in their place.
        names: Phrases that have to be there if they were: options, facts, the alternative, the limit, who to turn to.
        ids: Identifiers, which nobody may read.
    """
    checks = {
        "words": not new.strip() or shown(new) != new or len(new) > 2 * len(old) + 60,
        "marks": bool(_MARKS.search(new)),
        "number": _counted(_NUMBER, old) != _counted(_NUMBER, new),
        "condition": _bounds(old) != _bounds(new),
        "question": ("?" in old) != ("?" in new) or new.count("?") > max(1, old.count("?")),
        "name": _misses(old, new, names),
        "link": _counted(_LINK, old) != _counted(_LINK, new),
        "stranger": bool(_strangers(old, new) or _strangers(new, old)),
        "identifier": any(_has(new, id_) for id_ in ids if re.search(r"[-_]", id_)),
    }
    return next((name for name, wrong in checks.items() if wrong), "")


def _counted(pattern: re.Pattern[str], text: str) -> Counter[str]:
    return Counter(found.rstrip(".,:;") for found in pattern.findall(text))


def _bounds(text: str) -> Counter[str]:
    words = " ".join(plain_text(text).words).replace("cannot", "can not").split()
    return Counter(word for word in words if word in _BINDING)


def _misses(old: str, new: str, names: Sequence[str]) -> bool:
    return any(name and _has(old, name) and not _has(new, name) for name in names)


def _has(text: str, phrase: str) -> bool:
    return re.search(rf"(?<!\w){re.escape(phrase.casefold())}(?!\w)", text.casefold()) is not None


def _strangers(old: str, new: str) -> set[str]:
    known = set(old.casefold().replace(".", " ").replace(",", " ").split())
    return {name for name in _NAME.findall(new) if name not in _ORDINARY_NAMES and name.casefold() not in known}
