"""Words around a name: "next to Saturn" only says where, "a moon" is a sort of thing, "the one that..." describes.

Each pattern is a list of ways to say something, with an example before each. It knows words, and neither names nor
domains: ``strangers`` knows where the names stand. The words are mostly those of ``plain_words``: lower case, and
"mustn't" as "must not".
"""

from __future__ import annotations

import re

from ..words.small_words import SMALL_WORDS

__all__ = [
    "AKIN",
    "ANOTHER",
    "ARTICLES",
    "BEFORE_A_SORT",
    "COMMON",
    "DESCRIBED",
    "ENDS",
    "MUST_NOT",
    "NEAR",
    "NEAR_IN_REPLY",
    "OWNED",
]

ARTICLES = frozenset("a an the".split())
ENDS = frozenset(
    ", . ; : ! ? have has got please pls plz then anyway again exactly really now away off across and or but".split()
)
"""What may follow a name in any domain."""

_BY = (
    # "past Neptune", "not far from Mars", "a neighbour of the Earth"
    r"past|beyond|after|before|near|beside|behind|next to|close to|closest to|nearest to|not far from|"
    r"(?:neighbou?rs?|side|left|right) of|"
    # "a bit further out than Neptune"
    r"(?:closer|further|farther|bigger|smaller|larger|brighter)(?: in| out| away)? than"
)
_THE_OLD = r"(?: (?:the|planet|old))*$"
NEAR = re.compile(rf"\b(?:{_BY}){_THE_OLD}")
"""Words before a name that only says where something is, or what it is like."""
NEAR_IN_REPLY = re.compile(
    # "circling old Saturn", "a moon of planet Mars"
    rf"\b(?:{_BY}|orbiting|circling|round|around|(?:moon|moons|satellite|satellites) of){_THE_OLD}"
)
"""The same in a reply to which of them is meant; in a question "around" may ask for moons."""

BEFORE_A_SORT = (
    # "has it got any moon", "one of their moons"
    r"(?:a|an|any|another|some|no|every|each|which|whose|its|their|one of (?:its|their|the))"
    # "a small icy moon"
    r"(?: (?:own|other|little|small|tiny|big|bigger|second|new|distant|different|far|faraway|icy|"
    r"single|more|actual|real|proper))*"
)
"""Words before what is a sort of thing and no name."""
OWNED = re.compile(
    # "(the moon) that belongs to Mars", "which is orbiting planet Mars", "going round Mars"
    r"^(?:(?:that|which) )?(?:belongs to|belonging to|(?:goes|going) a?round|is (?:orbiting|circling)|"
    r"orbits|orbiting|circles|circling|a?round)(?: planet)? (?P<owner>\w+)"
)
"""Words after a sort of thing that say whose it is."""
ANOTHER = frozenset("second third fourth fifth other another extra additional".split())
"""Words before the name of the only one of its sort that speak of one more."""

MUST_NOT = re.compile(
    # "a Salami, but it must not contain pork"
    r"\b(?:it|that|they|there|(?:the )?(?P<what>\w+)) (?:must|can|may|should) ?not (?:ever )?"
    r"(?:(?:have|contain|include|hold|come from) |"
    # "the Salami may not be pork"; not "it must not be late", "it should not be sliced"
    r"be (?!late|later|too|here|there|long|longer|more|less|cold|hot|warm|burnt|soggy|seen|"
    r"any(?:thing)? (?:else|other)|a problem|\w+ed\b|\w+ing\b)(?=\w))(?P<such>[^.,;!?]*)"
)
"""What something named must not be, or be made with."""

_POINTING = r"that|which|who|whose|where"
DESCRIBED = re.compile(
    # "Sedna that was found", "Sedna now, which is"
    r"(?P<name>[\w'-]+)(?: now| then)?(?:,? (?:that|who|whose|where)|, which|"
    # "Sedna, the one next to", "Sedna, that cold lump from"
    r", (?:the|that|this|an?|our|your|my) (?:[\w'-]+ ){1,3}?"
    rf"(?:{_POINTING}|with|from|we|you|they|he|she|it|called|made|"
    r"next|near|past|beyond|behind|beside|(?:go|orbit|circl)ing|a?round))\b",
    re.IGNORECASE,
)
"""A name and the beginning of what describes it."""

AKIN = (frozenset("is are was were be".split()), frozenset("does do did has have had".split()))
"""Words of which any may stand before a name where one does: "how far is Sedna", "how far was Sedna"."""
COMMON = (SMALL_WORDS - {"a", "an", "the"}) | frozenset(
    # whom or what one points at
    "mine yours he him she hers us they them here who whom what which where when why how one ones each all both "
    "none nobody somebody someone anybody anyone everybody everyone something anything everything nothing thing things "
    "stuff lot lots bit way "
    # how clauses and things hang together
    "but if as without into than too much many more most less only also even still not no yes "
    # how surely
    "definitely certainly surely probably possibly absolutely honestly obviously exactly simply preferably ideally "
    "maybe perhaps "
    # what everybody does
    "done being named called known seen found discovered meant shown given should may might must let go going know "
    "knows tell say says said see look want like need think mean "
    # what anything is like, and where
    "right left new old same other next last sure out up down inside outside above below beyond past near beside "
    "behind between among after before really actually quite rather whether because though while "
    # "on average", "on purpose", "in general", "in particular"
    "average total theory practice fact general particular reality purpose paper".split()
)
"""Words that are no name, whatever the domain."""
