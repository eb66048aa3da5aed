"""Going on with what was spoken of: "and Venus?", "the same again please", "it was a large one".

Words that lead on, ask once more, tell what was, or speak of nothing that was spoken of. It knows no domain, and no
persons or things: ``turning`` knows when somebody or something else is meant, ``new_amounts`` when an amount changes.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from .plain_words import plain_text, stem
from .signs import SpeechAct

__all__ = ["POINTS_BACK", "SAME_AGAIN", "anew", "goes_on", "only_points_back", "recalls", "same_again", "says_no_more"]

SAME_AGAIN: SpeechAct = "same_again"
"""The speech act of who asks for the same once more."""
POINTS_BACK = re.compile(r"\b(?:it|its|this|that|these|those|them|there|same)\b")
"""What points back at what was spoken of."""
_GOES_ON = re.compile(
    r"^(?:(?:ok|okay|well|so|hm+|,|\.) )*(?:and|but|or|also|if|with|what (?:about|if)|how about|then|in|for)\b"
)
"""What leads on from what was spoken of."""
_LEADS_ON = re.compile(
    # "and what about Venus", "no, actually the salami"
    r"^\W*(?:(?:and|or|but|no|ok|okay|sorry|then|now|so|what about|how about|what of|actually|rather|"
    r"make (?:it|that))\b\W*)+|"
    # "the salami then", "Venus, too"
    r"[\W]*\b(?:then|instead|too|as well|now)\W*$",
    re.IGNORECASE,
)
"""The words by which a message goes on."""
_SAME_AGAIN = re.compile(
    # "thanks, and the same again", "can I have another of those"
    r"^(?:(?:ok|okay|thanks|thank you|great|and|oh|well|so|yes|please|,|\.|!) )*"
    r"(?:(?:i would like|i will (?:have|take)|can i (?:have|get)|give me|i want|make it|bring me) )?"
    # "exactly the same", "the same as before"
    r"(?:(?:exactly )?(?:the )?same"
    r"(?: (?:thing|one|order|again|once more|as (?:before|last time|just now)|please|then))*|"
    # "two more of those", "another of these", "again please"; not "one more thing"
    r"(?:one|another|two|once) more(?: of (?:those|these|them|the same))?|"
    r"(?:another|one) of (?:those|these|the same)|again)(?: (?:please|,|\.|!|then))*$"
)
_ONLY_POINTS_BACK = re.compile(
    # "no, only that", "just these two", "nothing but those", "it's the same"
    r"^(?:(?:no|nope|yes|well|nothing|only|just|but|it is|that is|again|,|\.|!) )*"
    r"(?:(?:that|this|these|those|them|the same)(?: (?:one|two|three|four|ones|lot))?|"
    # "as I said", "what I told you", "the ones I mentioned", "like I said before"
    r"(?:as|what|like|the ones?|the (?:two|three)|those|exactly as|just as) (?:that )?i (?:just |have |already )*"
    r"(?:said|told you|mentioned|listed|wrote|named))"
    r"(?: (?:already|before|above|earlier|only|just now|alone|again|please|,|\.|!|"
    # "those two and nothing else"
    r"and (?:nothing|no) (?:else|more|others?)))*$"
)
_NOTHING_MORE = re.compile(
    # "no, nothing else", "no others", "that's all"
    r"^(?:(?:no|nope|,|\.|!) )*"
    r"(?:(?:nothing|none|no one|nobody|not anything) (?:else|more|further|besides)|no (?:others?|more)|"
    r"that is (?:all|it))(?: (?:thanks|thank you|really|,|\.|!))*$"
)
_RECALLS = re.compile(
    r"^(?:(?:ok|okay|well|oh|yes|so|,|\.) )*(?:"
    # "it was a large one", "ours had been small"
    r"(?:it|that|this|they|those|mine|ours) (?:was|were|had been)|"
    # "I already ordered it", "my wife had booked"
    r"(?:i|we|my \w+|our \w+) (?:had |have |already |just )*(?:ordered|booked|asked for|paid for|bought))\b"
)
_WANTS = re.compile(r"\b(?:please|can|could|would|want|need|like|how|what|where|when|why|now|instead|another)\b")
_ASKING = frozenset(
    "what which when where whose will would could should does have need want please much many long heavy large just "
    "only also then from with about into tell give show know like some more another thanks thank hello there here "
    "your been were".split()
)
"""Words of any wish, which say nothing of what it is about."""


def goes_on(text: str) -> str:
    """What is left of a message without the words by which it goes on from what was said.

    >>> goes_on("and Venus?"), goes_on("what about the salami then")
    ('Venus?', 'the salami')
    """
    return _LEADS_ON.sub("", text)


def same_again(text: str) -> bool:
    """Whether a message asks once more for what was served, and says no more.

    >>> same_again("the same again please"), same_again("the same but smaller")
    (True, False)
    """
    return _SAME_AGAIN.match(plain_text(text).plain.rstrip(" .!")) is not None


def only_points_back(text: str) -> bool:
    """Whether a message only points at what was said before.

    >>> [only_points_back(text) for text in ("no, just those two", "as I said before", "only that cough")]
    [True, True, False]
    """
    return _ONLY_POINTS_BACK.match(plain_text(text).plain) is not None


def says_no_more(text: str) -> bool:
    """Whether a message says that there is nothing besides, and not that there is nothing.

    >>> says_no_more("no, nothing else"), says_no_more("that's all"), says_no_more("nothing")
    (True, True, False)
    """
    return _NOTHING_MORE.match(plain_text(text).plain) is not None


def recalls(text: str) -> bool:
    """Whether a message tells only what was: it is about what was spoken of, and no new wish.

    >>> recalls("it was a large one"), recalls("I ordered it at six. when will it come?"), recalls("it is too small")
    (True, False, False)
    """
    plain = plain_text(text).plain
    return _RECALLS.match(plain) is not None and "?" not in plain and _WANTS.search(plain) is None


def anew(text: str, history: Sequence[str]) -> bool:
    """Whether a wish speaks of nothing that was spoken of before, and points at nothing of it.

    >>> anew("a radiator for the garage", ["a shelf of mine"]), anew("how far will it sag?", ["a shelf of mine"])
    (True, False)
    """
    plain = plain_text(text).plain
    before = {stem(word) for said in history for word in plain_text(said).words}
    words = {stem(word) for word in plain.split() if len(word) > 3 and word not in _ASKING}
    spoken_of = not words.isdisjoint(before) or POINTS_BACK.search(plain) is not None
    return len(words) > 1 and _GOES_ON.match(plain) is None and not spoken_of
