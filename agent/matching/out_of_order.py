"""What no longer does what it is for, where it is asked what is broken: "the brakes stopped working", "it came off".

Elsewhere such words say of what they name that it is not so: "I stopped the warfarin". It knows no domain.
"""

from __future__ import annotations

import re
from functools import lru_cache

from ..words.plain_words import plain_text, stem
from ..words.valence import asks_for_wrong
from .questions import PendingQuestion

__all__ = ["broken_as_told"]

_ABOUT_FAILING = re.compile(
    # "what does not work?", "what needs mending?", "what stopped?"
    r"\b(?:not (?:work|function)(?:ing)?|(?:stop|repair|mend|fix)(?:s|ped|ed|ing)?)\b"
)
_NOT = r"(?: ?not|n['\u2019]?t)"
_FAILS = (
    r" (?:(?:has|have|had|is|are|was|were) )?(?:(?:just|suddenly|simply|completely|both|all|also) )*(?:"
    # "came off", "has fallen out", "is gone", "gave up"
    r"(?:came|come|fell|fallen) (?:off|out|down|loose|apart)|gone|went missing|gave up|given up|"
    # "stopped shifting", "no longer works"
    r"stopped(?: \w+ing)?|no longer \w+|"
    # "does not work any more", "won't hold air", "isn't turning", "is not round any more"; not "does not leak"
    rf"(?:do|does|did|will|would|wo|can|could|ca){_NOT} (?P<verb>\w+)(?: any ?more)?|"
    rf"(?:is|are|was|were)?{_NOT} (?:(?P<doing>\w+ing)\b(?: any ?more)?|\w+ any ?more))(?!\w)"
)
_NO_USE = frozenset(map(stem, "need have matter bother seem look feel concern count mean want".split()))
"""What something may well not do and be sound: "the brakes do not need it"."""


def broken_as_told(text: str, question: PendingQuestion) -> str:
    """The text with what no longer does what it is for told as broken, where it is asked what is.

    >>> from .questions import Option
    >>> parts = (Option("brakes", "brakes"), Option("chain", "chain"))
    >>> asked = PendingQuestion("ask", "What is broken?", "choice", parts)
    >>> broken_as_told("the chain came off", asked), broken_as_told("it is not the chain", asked)
    ('the chain is broken', 'it is not the chain')
    """
    if not _asks_what_fails(question.text):
        return text
    names = "|".join(re.escape(name) for option in question.options for name in option.names)
    fails = re.compile(rf"\b(?P<what>{names}){_FAILS}", re.IGNORECASE)
    return fails.sub(_broken, text)


@lru_cache(maxsize=1024)
def _asks_what_fails(asked: str) -> bool:
    plain = plain_text(asked)
    return bool(asks_for_wrong(frozenset(map(stem, plain.words))) or _ABOUT_FAILING.search(plain.plain))


def _broken(found: re.Match[str]) -> str:
    does = frozenset({stem((found["verb"] or found["doing"] or "").lower())})
    return found[0] if asks_for_wrong(does) or does <= _NO_USE else f"{found['what']} is broken"
