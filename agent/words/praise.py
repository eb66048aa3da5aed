"""What a reply makes of something: "she's great", "couldn't wish for a better one", "a nightmare", "never again".

Praise or blame in everyday words, told to a question whether something is liked or is good; where both are said, or
neither is plain, nothing is told. It knows no domain.
"""

from __future__ import annotations

import re

from .plain_words import PlainText, plain_text, stem

__all__ = ["praise_told"]

MOST_WORDS = 9
"""Words of a reply at most: who goes on tells a story, not an opinion."""
_PRAISE = (
    # "couldn't be happier", "you can't beat it", "never had a better one"
    r"(?:could|can) not (?:be (?:better|happier|nicer|friendlier|kinder|easier|tastier|more \w+)|"
    r"(?:wish|ask|hope) for (?:a |any )?(?:better|more|nicer|kinder|friendlier)|"
    r"beat|fault|praise|recommend \w+ enough)|"
    r"never (?:been|felt|had|seen|known|eaten|tasted|met) (?:a |any |anything |anyone )?(?:better|nicer|happier)|"
    # "no better place", "nothing better", "the best ever"
    r"no(?:thing)? (?:better|nicer)|(?:the |one of the |my )?(?:very )?best|second to none|"
    # "ten out of ten", "five stars", "over the moon", "worth every penny"
    r"(?:10|ten) out of (?:10|ten)|(?:5|five) stars?|over the moon|worth (?:it|every \w+)|top notch|first class|"
    # "I'm in love with it", "they adore her"
    r"(?:absolutely |really |just |do )*(?:love|loves|loved|adore|adores|adored|enjoys?|enjoyed)(?= (?:it|her|him|them|"
    r"every|the|this|that)\b)|in love with|a (?:dream|treat|gem|star|delight|joy|blast|hit|pleasure|godsend|angel)"
)
_PRAISING = frozenset(
    "great lovely brilliant wonderful amazing fantastic superb excellent awesome terrific fabulous marvellous "
    "marvelous delightful delicious perfect gorgeous beautiful splendid magnificent outstanding incredible impressive "
    "charming pleasant yummy tasty stunning nice good ace stellar heavenly divine thrilled delighted".split()
)
_BLAME = (
    # "could be better", "leaves a lot to be desired", "I've seen better"
    r"(?:could|should|might) (?:be|have been|do with being) (?:a (?:lot|bit) )?(?:better|nicer|friendlier)|"
    r"leaves? (?:a lot|much|something) to be desired|(?:seen|had|known|eaten|met) better|"
    # "never again", "not my thing", "a waste of money", "I want my money back"
    r"never again|(?:not|hardly) (?:really )?(?:my|his|her|their|our) (?:thing|cup of tea|taste|style)|"
    r"(?:a |complete |total )*waste of \w+|money back|(?:the |my )?(?:very )?worst|"
    # "a nightmare", "a bad joke", "it's hell", "one star"
    r"a (?:\w+ )?(?:nightmare|disaster|catastrophe|dump|joke|mess|shambles|disgrace|letdown|flop|farce)|"
    r"(?:like|is) hell|(?:1|one) star|(?:cannot|can not) stand|(?:hates?|hated|dislikes?|regrets?|regretted)"
    r"(?= (?:it|her|him|them|every|the|this|that)\b)"
)
_BLAMING = frozenset(
    "horrible awful terrible dreadful appalling disgusting lousy crap crappy shit shitty hopeless useless pathetic "
    "miserable unbearable ghastly atrocious abysmal vile nasty boring disappointing disappointed rubbish garbage bad "
    "mediocre yuck horrid hideous dull tasteless inedible annoying poor".split()
)
_GREETS = (
    r"(?:good|nice|great|perfect) (?:morning|afternoon|evening|night|day|heavens|lord|god|question|try|point|to meet)"
)
"""What praises nothing."""
_DENIED = re.compile(r"\b(?:not|never|no|hardly|nothing|without|far from|anything but)\b(?: \w+){0,2}$")
_DEGREES = re.compile(r"\b(?:but|though|although|however|if|used to|until|except|other than|apart|half|mixed)\b")
"""Words of somebody who sees two sides, or tells of another time."""
_ASKED = frozenset(
    map(
        stem,
        "like enjoy happy satisfied pleased content love good nice fun tasty friendly helpful comfortable worth "
        "recommend excited kind polite impressed glad fond trust pleasant".split(),
    )
)
_GET_ON = re.compile(
    r"\bget(?:ting)? (?:on|along)(?: well)? with\b|\bgo(?:ing)? well\b|\b(?:is|was|are|were) \w+ any good\b"
)
_NOT_OPINION = re.compile(
    # "would you like a coffee", "not good", "was anything wrong", "is it like this often"
    r"\b(?:would you|do you want|shall i|can i|may i|not|no|never|nothing|anything|wrong|like (?:this|that)|for good|"
    # "too good", "good at numbers", "a good idea", "a good time to call"
    r"too \w+|good (?:at|for|with|idea|time)|something like|feel like|look like|other|another|trouble|problems?|pain)\b"
)


def praise_told(reply: PlainText, question: str) -> float:
    """+1 where a question whether something is liked or good gets praise, -1 where blame, 0 where neither or both.

    >>> from .plain_words import plain_text
    >>> asked = "Do you get on with your boss?"
    >>> [praise_told(plain_text(said), asked) for said in ("couldn't wish for a better one", "he's awful", "he's tall")]
    [1.0, -1.0, 0.0]
    """
    if not _asks_opinion(plain_text(question)) or reply.asks or len(reply.words) > MOST_WORDS:
        return 0.0
    said = reply.bare
    if _DEGREES.search(said):
        return 0.0
    signs = {*_idioms(said), *_words(_bare(said))}
    return signs.pop() if len(signs) == 1 else 0.0


def _asks_opinion(question: PlainText) -> bool:
    asked = question.bare
    liked = _GET_ON.search(asked) or not _ASKED.isdisjoint(map(stem, question.words))
    return bool(liked) and not _NOT_OPINION.search(asked)


def _idioms(said: str) -> set[float]:
    found: set[float] = set()
    for sign, pattern in ((1.0, _PRAISE), (-1.0, _BLAME)):
        for match in re.finditer(rf"\b(?:{pattern})\b", said):
            found.add(-sign if _DENIED.search(said[: match.start()].rstrip()) else sign)
    return found


def _bare(said: str) -> str:
    """What is left without the idioms."""
    return re.sub(rf"\b(?:{_PRAISE}|{_BLAME}|{_GREETS})\b", ";", said)


def _words(said: str) -> set[float]:
    words = said.split()
    found: set[float] = set()
    for i, word in enumerate(words):
        sign = (word in _PRAISING) - (word in _BLAMING)
        if sign:
            found.add(float(-sign if _DENIED.search(" ".join(words[:i])) else sign))
    return found
