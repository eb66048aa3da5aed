"""Words by which people set one thing apart from another: "I thought it was", "we cancelled it", "too salty".

It knows words, and neither questions nor domains: ``several_named`` knows which of them matter when. The words are
those of ``plain_words``: lower case, and "isn't" as "is not".
"""

from __future__ import annotations

import re

from ..words.persons import KIN
from ..words.small_words import POINTING

__all__ = [
    "ABOUT_TAKING",
    "ABOUT_TROUBLE",
    "AGAINST",
    "AT_TIMES",
    "BESIDE_NAMES",
    "BESIDE_ONE_NAME",
    "CHANGED_TO",
    "EITHER",
    "FINE",
    "HAS_NO_LONGER",
    "IS",
    "LAST_TIME",
    "NOT_YET",
    "NOW",
    "RELATIVE",
    "SUPPOSED",
    "THEY",
    "USUALLY",
    "WAS",
]

BESIDE_ONE_NAME = POINTING | frozenset(
    # "that is my pipe", "it will have to be the pipe", "which turned out well"
    "am has have had to will would must well leaves which turned turns out i we he she they mine "
    # "I'll go with the ham", "today rather the ham", "just the one then, please"
    "take go with for pick choose need want make now today time here rather by then just only one ones please thanks "
    "really actually definitely fact again case instead after all currently about got get from "
    # "today's ham", "that kind of ham", "ham is fine", "ham will do"
    "today's me him them kind sort option size fine ok okay good great perfect enough do suits works one's "
    "mine's".split()
)
"""Words that may stand beside a name in a clause that says nothing else."""

BESIDE_NAMES = frozenset(
    # "both the tap and the pipe please", "the tap plus the pipe", "we have all three of them"
    "both and or plus as well too also together with two all three of them the a an my your please i would like want "
    "need have it is are in on at to at once us we take".split()
)
"""Words that may stand beside several names in a reply that says nothing else."""
EITHER = re.compile(r"\bor\b")

_WHO = "i|we|he|she|they"

SUPPOSED = re.compile(
    # "I thought it was the tap", "the doctor first suspected", "we were going to take the train"
    rf"\b(?:(?:{_WHO}|everybody|everyone|doctor) (?:first |had |always |really )?"
    r"(?:thought|assumed|figured|suspected|guessed|believed|expected|wanted|planned|"
    r"meant to|was going to|were going to|would have)|"
    # "at first it was the tap", "first we had the tap", "it used to be the tap"
    r"at first|first (?:of all|i|we|it)|initially|originally|used to|"
    # "it looked mild", "it was the tap until last week"
    r"(?:looked|seemed|appeared|felt)|until (?:\w+ ){0,2}(?:yesterday|recently|now|last|this))\b"
)
"""What somebody took for so, or what was so once."""

HAS_NO_LONGER = re.compile(
    # "I have just cancelled pro", "she stopped the aspirin", "we gave the old one back"
    rf"\b(?:{_WHO}) (?:have |has |had |just |already )*"
    r"(?:cancel+ed|returned|sold|quit|stopped|gave up|given up|got rid of|finished|dropped|swapped|"
    r"gave \w+ (?:\w+ ){0,2}back)\b|"
    # "moved out in May", "the basic plan expired"
    r"\bmoved out\b|\bexpired\b"
)
"""What somebody has no longer."""

CHANGED_TO = re.compile(
    # "pro, then we downgraded to basic", "she was switched from aspirin to iron"
    r"\b(?:switched|changed|moved|upgraded|downgraded|converted|went over|swapped)\b[^,.;:!?]*? to ([^,.;:!?]+)"
)
"""What somebody went over to."""
NOT_YET = re.compile(
    # "not changed to iron yet", "he wants her switched to iron", "I almost switched"
    r"\b(?:not|never|wants?|wanted|asked|asks|waiting|hopes?|would|will|going|plan|planned|may|might|could|should|if|"
    r"before|almost|nearly)\b"
)
"""A change that has not come about."""

AT_TIMES = re.compile(
    # "severe when he climbs", "ham if there is any", "half of it"
    r"\b(?:when|whenever|if|while|during|after|before|sometimes|often|mostly|partly|half|and|or)\b"
)
"""What holds of an option only now and then, or only in part."""

WAS, IS = re.compile(r"\b(?:was|were|had)\b"), re.compile(r"\b(?:is|are|am|has|have)\b")

LAST_TIME = re.compile(
    # "I had the ham last time", "mild yesterday", "mild before that", "the other day it was mild"
    r"\b(?:last (?:time|week|month|year|night|summer|winter|spring|autumn|season)|yesterday|previously|earlier|"
    r"in the past|before(?: that)?$|formerly|the other day)\b"
)
"""What was so another time."""
USUALLY = re.compile(
    # "normally tuna", "tuna at work", "as a rule tuna"
    r"\b(?:usually|normally|generally|ordinarily|otherwise|at work|as a rule|most of the time|every other time)\b"
)
"""What is so most other times."""
NOW = re.compile(r"\b(?:now|today|this time|here|in this case|these days|at the moment|currently)\b")

ABOUT_TAKING = re.compile(r"\b(?:takes?|taken|taking|took|swallow\w*|ate|eaten|drunk|drank|given|using|on)\b")
"""Questions about what somebody takes: what was taken yesterday counts today."""

FINE = re.compile(
    # "the lamp is fine", "the fuse looks all right", "the tap is still perfectly dry"
    r"\b(?:is|are|was|looks?|seems?|works?|runs?|feels?)"
    r"(?: (?:still|all|perfectly|totally|absolutely|just|completely|brand|quite))* "
    r"(?:fine|ok|okay|good|alright|right|dry|intact|new|working|again|clean|sound|unharmed|undamaged|healthy)\b|"
    # "the lamp works", "lamp fine"
    r"\bworks?$|^(?:the |my )?\w+ (?:fine|ok|okay|good|dry|intact)$"
)
"""What is not the trouble."""
ABOUT_TROUBLE = re.compile(
    # "what is leaking?", "which one is broken?", "where does it hurt?"
    r"\b(?:leak\w*|broken?|wrong|hurts?|hurting|damaged?|faulty|fault|down|affected|injured|trouble|problem|repair\w*|"
    r"fails?|failing|ache\w*|matter)\b"
)
"""Questions about what is not right: what is fine there is not meant."""

AGAINST = re.compile(
    # "the tuna is too salty", "the ham would be far too dear", "tuna is sold out"
    r"\b(?:is|are|was|were|looks?|seems?|would be) (?:\w+ )?(?:far |way |much )?too \w+|"
    r"\b(?:is|are) (?:sold out|fully booked|out of stock)\b|"
    # "I hate tuna", "we can't stand ham"
    r"\b(?:i|we) (?:hate|can not stand|dislike|do not like)\b"
)
"""A reason not to take something."""

RELATIVE = re.compile(
    # "her sister takes iron", "his old father has it"
    rf"\b(?:his|her) (?:\w+ )?{KIN}\b"
)
THEY = re.compile(r"\b(?:he|she|him)\b")
