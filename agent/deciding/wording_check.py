"""Whether other words still say the same: what must survive when a model rewords a decision.

Strict and cheap: a rewording that may be fine and is turned down costs a little charm, one that lost a "not" costs
trust. Compares words; knows no model.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Sequence

from ..state.safe_text import shown
from ..words.plain_words import plain_text

__all__ = ["lost"]

_NEGATIONS = frozenset("not no never none nothing nobody neither nor without unless except".split())
_BINDING = _NEGATIONS | frozenset(
    "until only if must may might should all always every before after more less least most fewer minimum maximum "
    "above below beyond within exceed exceeds avoid allowed forbidden".split()
)
"""Words that turn or bound what is said: as many of each as before, in the same order."""
_FIGURES = frozenset(
    "two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen "
    "nineteen twenty thirty forty fifty sixty seventy eighty ninety hundred thousand million billion dozen half "
    "quarter double triple twice thrice".split()
)
"""Numbers as words. "one" is left out, being a pronoun; what it turns into, or was, is here."""
_BEFORE = frozenset("$ € £ ¥ + - < > ≤ ≥ ~ / over under".split())
_AFTER = re.compile(r"[^\W_]+|[%°/]")
"""What belongs to a figure: its sign, currency and bound before it, its unit or what it counts behind it."""
_OPPOSED = ("un", "in", "im", "ir", "il", "dis", "non", "mis")
_SENTENCE = re.compile(r"(?<=[.!?;:\n])\s+")
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
        "number": Counter(_numbers(old)) != Counter(_numbers(new)),
        "condition": Counter(_bounds(old)) != Counter(_bounds(new)) or _opposed(old, new),
        "question": ("?" in old) != ("?" in new) or new.count("?") > max(1, old.count("?")),
        "name": _misses(old, new, names),
        "order": _anchors(old, names) != _anchors(new, names),
        "link": _counted(_LINK, old) != _counted(_LINK, new),
        "stranger": bool(_strangers(old, new) or _strangers(new, old)),
        "identifier": any(_has(new, id_) for id_ in ids if re.search(r"[-_]", id_)),
    }
    return next((name for name, wrong in checks.items() if wrong), "")


def _counted(pattern: re.Pattern[str], text: str) -> Counter[str]:
    return Counter(found.rstrip(".,:;") for found in pattern.findall(text))


def _tokens(text: str) -> list[str]:
    """Words and signs in plain form, sentence by sentence: of one long text only the ends would be read."""
    plain = (plain_text(part).plain for part in _SENTENCE.split(text))
    return " ".join(plain).replace("⁄", "/").replace("−", "-").split()


def _numbers(text: str) -> list[str]:
    """Figures with what belongs to them, and numbers as words, in order."""
    return [found for found in _read(_tokens(text), ()) if found[0] not in "=:"]


def _bounds(text: str) -> list[str]:
    return [found for found in _read(_tokens(text), ()) if found[0] == ":"]


def _anchors(text: str, names: Sequence[str]) -> list[str]:
    """Numbers and binding words in their order; names among them where something is denied, for it says of which."""
    tokens = _tokens(text)
    denies = not _NEGATIONS.isdisjoint(tokens)
    return _read(tokens, [tuple(_tokens(name)) for name in names] if denies else ())


def _read(tokens: Sequence[str], names: Sequence[tuple[str, ...]]) -> list[str]:
    """Numbers as they are, binding words as ``:word``, names as ``=name``."""
    found: list[str] = []
    at = 0
    longest = sorted(filter(None, names), key=len, reverse=True)
    while at < len(tokens):
        name = next((name for name in longest if tuple(tokens[at : at + len(name)]) == name), ())
        found += [f"={' '.join(name)}"] if name else _anchor(tokens, at)
        at += max(len(name), 1)
    return found


def _anchor(tokens: Sequence[str], at: int) -> list[str]:
    token = tokens[at]
    if token in _BINDING:
        return [f":{token}"]
    if token in _FIGURES:
        return [token]
    if not token[0].isdigit():
        return []
    before = tokens[at - 1] if at and tokens[at - 1] in _BEFORE else ""
    after = tokens[at + 1 : at + (3 if tokens[at + 1 : at + 2] == ["°"] else 2)]
    return [f"{token} {before} {' '.join(word for word in after if _AFTER.fullmatch(word))}"]


def _opposed(old: str, new: str) -> bool:
    """Whether a word took its opposite's place by its first or last letters: "unsafe" and "safe", "harmful"."""
    one, other = set(_tokens(old)), set(_tokens(new))
    gone, come = one - other, other - one
    return any(_without(word, gone) for word in come) or any(_without(word, come) for word in gone)


def _without(word: str, others: Collection[str]) -> bool:
    """Whether one of the others denies a word."""
    ending = {f"{word[:-3]}less"} if word.endswith("ful") else set[str]()
    return not ending.union(f"{opposed}{word}" for opposed in _OPPOSED).isdisjoint(others)


def _misses(old: str, new: str, names: Sequence[str]) -> bool:
    return any(name and _has(old, name) and not _has(new, name) for name in names)


def _has(text: str, phrase: str) -> bool:
    return re.search(rf"(?<!\w){re.escape(phrase.casefold())}(?!\w)", text.casefold()) is not None


def _strangers(old: str, new: str) -> set[str]:
    known = set(old.casefold().replace(".", " ").replace(",", " ").split())
    return {name for name in _NAME.findall(new) if name not in _ORDINARY_NAMES and name.casefold() not in known}
