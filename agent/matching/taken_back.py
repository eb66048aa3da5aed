"""Words that take back what was told before, by its name or beside what is told instead.

"Forget the aspirin", "it was 40, not 14", "I lied about my age". Each pattern is a list of ways to say something, with
an example before each; the group ``what`` is what is taken back, ``b`` what gives way to ``a``. It knows words, and
nothing of what was told: ``retractions`` finds that. The words are those that were written, whatever their case.
"""

from __future__ import annotations

import re

from ..words.persons import KIN
from ..words.plain_words import stem
from ..words.small_words import POINTING

__all__ = [
    "CLAUSE",
    "CONTRASTS",
    "FIGURE_ALONE",
    "IDLE",
    "LEAD",
    "MARKS",
    "NOTHING",
    "NOT_MINE",
    "NOT_MINE_BUT",
    "SMALL",
    "TAKEN_BACK",
    "THEIRS",
    "THE_OTHER",
    "UNIT_MEANT",
]

LEAD = (
    # "oh no, sorry, ", "ok can you just "
    r"(?:(?:ok(?:ay)?|oh|oops|ah|er|um|hm+|no|well|actually|hold on|hang on|wait|sorry|please|alright|right|"
    r"so|and|but|just|you can|can you|could you)[\s,.!\u2013\u2014-]+)*"
)
"""What leads on to the words that take something back."""
_START = rf"(?:^|[.,;:!?\u2013\u2014-]\s*)\W*{LEAD}"
_SAID = (
    # "what I said", "the thing that we just told you before"
    r"(?:what|everything|all|anything|the (?:thing|things|bit|part)) (?:that )?"
    r"(?:i|we) (?:just |have |had |have just )?"
    r"(?:said|told you|wrote|put|answered|mentioned|claimed|gave you)(?: (?:before|earlier|just now|then))?"
)
_WRONG = (
    # "was wrong", "is a typo", "is not quite right"
    r"(?:wrong|incorrect|untrue|false|nonsense|rubbish|a (?:mistake|lie|typo|slip|mix-?up|misunderstanding)|"
    r"(?:not|n't) (?:quite |entirely )?(?:true|right|correct|so)|my mistake)"
)
_IS = r"(?:was|is|were|are|'s)(?:n't| not)?"
_ARE = r"(?:was|is|were|are|'s)(?:n't| not)? (?:not )?(?:all )?"
_OF_OURS = rf"(?:my|our|his|her) (?:\w+ )?{KIN}"
"""Somebody, by what they are to somebody: "my little son"."""
_WHAT = r"(?P<what>[^,.;:!?\u2013\u2014]{1,60}?)"
_END = (
    # "(the aspirin) because I stopped it", "(the aspirin)."
    r"(?=\s+(?:and|but|because|as|since|for|i|it|it's|that|that's|he|she|we|they|was|is)\b|"
    r"\s*[,.;:!?\u2013\u2014]|\s+-|\s*$)"
)
_ABOUT = r"(?:about|on|regarding|concerning|as to|with|as regards)"
TAKEN_BACK = tuple(
    re.compile(rule, re.IGNORECASE)
    for rule in (
        # "please ignore what I told you about my age", "I want to take back the aspirin"
        rf"{_START}(?:forget|ignore|disregard|scrap|scratch|strike|drop|delete|remove|leave out|never ?mind|nvm|"
        rf"i (?:\w+ ){{0,3}}?take back)\s+(?:{_SAID}\s+)?"
        rf"(?:(?:that|this|it|the (?:bit|thing|part|stuff))\s+)?(?:{_ABOUT}\s+)?{_WHAT}{_END}",
        # "I lied about my age", "we weren't quite honest with you about the leak", "I got it all wrong with the age"
        r"\b(?:i|we) (?:\w+ )?(?:lied|was lying|fibbed|misspoke|(?:was|were|am) (?:wrong|mistaken)|"
        r"(?:was|were)(?:n't| not) (?:\w+ )?(?:honest|truthful|right|straight|correct)|made a mistake|"
        rf"got (?:it|that) (?:all )?wrong|slipped up)(?: (?:to|with) you)? {_ABOUT} {_WHAT}{_END}",
        # "what I said about the mercury is not true"
        rf"\b{_SAID} {_ABOUT} {_WHAT}\s+{_IS} {_WRONG}\b",
        # "about my age: that was a lie"
        rf"{_START}{_ABOUT} {_WHAT}\s*[,:\u2013\u2014-]+\s*(?:that|it|{_SAID})\s*{_IS} (?:all )?{_WRONG}\b",
        # "the age is wrong", "the warfarin is my husband's"; not "the age is wrong for that"
        rf"{_START}(?P<what>(?:the|my|his|her|our|that)\s[^,.;:!?\u2013\u2014]{{1,40}}?)\s+"
        rf"{_IS} (?:all )?(?:{_WRONG}|{_OF_OURS}(?:'s|s')(?! \w))(?!\w| for\b| to\b)",
        # "I got the size wrong", "we mixed up the dates"
        rf"\b(?:i|we) (?:got|had|put|wrote|typed|misread|mistyped|mixed up) {_WHAT}(?:\s+wrong\b|{_END})",
    )
)
"""Words that take back what they name; the last kind only where what they name was told."""
NOT_MINE_BUT = re.compile(
    rf"^\W*{LEAD}(?:"
    # "oh no, that's my husband's", "these aren't mine"
    rf"(?:that|this|it|those|these|they)\s*{_ARE}(?:mine|{_OF_OURS}(?:'s|s')(?: \w+)?)|"
    # "it was actually for somebody else"
    r"(?:that|this|it)\s*(?:was|is|'s) (?:actually )?(?:for|about) somebody else)(?=\s*(?:[,.;:!\u2013\u2014]|$))",
    re.IGNORECASE,
)
"""Who says whose that is takes back what was said last: "oh no, that's my husband's"."""
THE_OTHER = re.compile(
    # "no sorry, the other one please"; not "the other one" alone
    r"^\W*(?:(?:no|sorry|oh|oops|wait|actually|i mean|i meant)\W+)+the other(?: one)?(?: please)?\W*$",
    re.IGNORECASE,
)
"""The other one of two."""
FIGURE_ALONE = re.compile(
    # "sorry, make it", "no, he's"
    r"^\W*(?P<before>(?:(?:no|sorry|oh|oops|wait|actually|i mean|i meant|make (?:it|that)|rather|correction|"
    r"it'?s|it is|should be|he'?s|she'?s|i'?m)[\s,.!:\u2013\u2014-]+)*)"
    # "14", "2.5 kg", "14 years old"
    r"(?P<figure>\d+(?:[.,]\d+)*(?: ?[a-z\u00b0]{1,12})?(?: \w{1,3})?)\s*"
    # "14, I mean", "14, not that"
    r"(?P<after>(?:[,.!\u2013\u2014-]*\s*(?:sorry|i mean|i meant|not that|rather|actually|my mistake))*)\W*$",
    re.IGNORECASE,
)
"""A figure, and nothing beside it but that it puts something right: "no sorry, 14"."""
MARKS = re.compile(
    # "sorry, the age is 14", "I meant 14", "it should be 14"
    r"\b(?:sorry|oops|i mean|i meant|actually|correction|my mistake|no wait|wait|rather|should (?:be|have been))\b|"
    # "no, 14"; not "no milk"
    r"^\W*no\b(?=\s*[,.!])",
    re.IGNORECASE,
)
"""What tells that something is put right."""
UNIT_MEANT = re.compile(
    # "the 80 was meant to be in pounds"
    r"\b(?:the |that |my )?(?P<b>\d[\d.,]*) (?:was|were|is|are) (?:meant )?(?:to be )?(?:in )?(?P<a>[a-z]{2,12})\b",
    re.IGNORECASE,
)
"""A figure that was told, and its unit."""

_SMALL_WORDS_BEFORE = r"(?:(?:a|an|the|my|in|at|on|for|by)\s+)*"
_GIVES_WAY = rf"{_SMALL_WORDS_BEFORE}(?P<b>[\w'][\w' -]{{0,40}}?)"
CONTRASTS = (
    # "he is 4, not 40", "the tap instead of the pipe"
    re.compile(
        rf"(?P<a>[^.;!?]+?)[\s,\u2013\u2014-]+(?:and |but )?(?:not|instead of|rather than)\s+{_GIVES_WAY}"
        r"\s*(?=[,.;!?]|$)",
        re.IGNORECASE,
    ),
    # "it's not the pipe but the tap", "not in pounds, in kilos"
    re.compile(
        rf"{_START}(?:(?:it|that|he|she|i)(?:'s|'m| is| was| am)?\s+)?not\s+{_GIVES_WAY}"
        r"(?:\s*[,.;\u2013\u2014-]+\s*|\s+but\s+)(?P<a>.+)$",
        re.IGNORECASE,
    ),
)
"""One thing and not the other."""
IDLE = re.compile(
    r"^\W*(?:"
    # "that was wrong", "they are my wife's"
    rf"(?:that|this|it|they|which)\s*{_IS} (?:all )?(?:{_WRONG}|(?:my|our|his|her) (?:\w+ )?\w+(?:'s|s'))|"
    # "thanks", "I forgot"
    r"thanks|thank you|please|sorry|earlier|before|again|i (?:was wrong|lied|forgot|misspoke))\W*$",
    re.IGNORECASE,
)
"""What is only said of the word that was taken back."""
CLAUSE = re.compile(r"\s*[,;.!?\u2013\u2014]+\s*")
NOT_MINE = re.compile(
    # "not me", "I'm not", "I don't"; not "I don't know"
    r"\b(?:not (?:me|mine|i)|i(?:'m| am) not|i (?:don't|do not)(?! know| remember| think| want| mean))\b",
    re.IGNORECASE,
)
"""Who says that it is not so of themselves."""
THEIRS = re.compile(
    # "my sister who is pregnant", "it's my dad's"; not "my dad's not"
    rf"\b{_OF_OURS}(?:\s+(?:who|that|is|takes|has|does|needs)\b|'s\b(?! (?:not|no)\b))",
    re.IGNORECASE,
)
"""Who says that it is so of somebody else."""
NOTHING = re.compile(r"\b(?:nothing|anything|none|any)\b", re.IGNORECASE)
SMALL = frozenset(
    stem(word)
    for word in POINTING.union(
        "to for your how what who where when other another some any thing things bit part one".split()
    )
)
"""Words that name nothing that was told."""
