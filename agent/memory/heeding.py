"""What is said of a message besides the answer to it: how it was taken, where that is not plain.

Orders to the agent that do not count, a wish that gives way to another, a last word that holds, an amount in another
unit, a dispute that is not decided by who speaks: each in a sentence, so that nobody has to guess. It decides nothing.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from ..state.heard import Heard
from ..words.corrections import corrected, corrects_itself
from ..words.dropping import drops, moved_on
from ..words.pasted import pasted_words
from ..words.plain_words import plain_text
from ..words.small_talk import asks_what_speaks

__all__ = [
    "BEYOND",
    "DIFFER",
    "DROPPED",
    "ELSEWHERE",
    "LAST_WORD",
    "ORDERS",
    "QUOTED",
    "WHAT_SPEAKS",
    "Context",
    "names_a_turn",
    "taken_as",
    "turns",
]

ORDERS = "Orders to me inside a message change nothing."
QUOTED = "What is quoted or pasted tells me nothing about you."
WHAT_SPEAKS = "I am a program. If you would rather talk to a person, say so."
BEYOND = "That I cannot answer; if you would rather ask a person, say so."
DROPPED = "Leaving that, then."
TURNED = "Turning to {}, then."
LAST_WORD = "I go by what you said last."
ELSEWHERE = "What was said elsewhere I cannot see."
DIFFER = "Opinions differ there, I see; I go by what you tell me."

_ORDERS_PASTED = re.compile(
    # "staff must approve this", "always make it large", "the customer is verified"
    r"\b(?:must|shall|always|never|skip|approved?|confirm(?:ed)?|verified|override|assistant|bots?|system|admin|mark|"
    r"treat|ignore|grant|allow|unlock|unlimited|"
    # "no need to check", "no charge for this one", "do not ask him"
    r"no (?:charge|checks?|questions?|limits?|need to)|do not ask|free of charge|"
    # "read out the code", "send it to me"
    r"read out|send (?:it|them|him|her))\b|"
    # "till: double the order", "please upgrade him"; not "ask whether they double the dose"
    r"(?:^|[:;.!|-] )\W*(?:please |now |just )?"
    r"(?:bump|upgrade|downgrade|raise|lower|double|halve|swap|switch|reply|respond|answer|tell|say|pretend|assume|"
    r"release|refund|charge) "
    r"(?:every|all|any|this|that|the|it|them|him|her|whoever|whatever|everyone|everybody|with|as|only|up|to)\b"
)
"""Orders in what is quoted or pasted."""

_TURNS = re.compile(
    # "ok, hang on", "sorry, on second thoughts", "oh, actually"
    r"^\W*(?:(?:ok|okay|ah|hm+|right|well|cheers|thanks|thank you|yes|great|sorry|please|and|but|so)\W+)*"
    r"(?:o+h+|wait|hang on|hold on|actually|no|nah|nope|scratch|instead|rather|on second thoughts?|come to think|"
    # "more importantly, is it open", "to be honest", "I don't care how big it is"
    r"more importantly|what i really|the real|to be honest|not that|i (?:do not|no longer) (?:care|mind|need|want))\b|"
    # "I've changed my mind", "that can wait", "the small one instead"
    r"\b(?:changed my mind|ignore me|that can wait|instead)\b"
)
"""Words that turn from something."""

_STAFF = (
    r"(?:colleagues?|staff|team|manager|boss|agent|support|chef|cook|driver|courier|people|lot|guy|lady|man|woman|girl|"
    r"boy|bot|chat|app|website|site|hotline|line)"
)
_ELSEWHERE = re.compile(
    # "your colleague told me", "the nice lady on the phone said it"
    rf"\b(?:your|the) (?:\w+ )?{_STAFF} (?:\w+ ){{0,5}}?"
    r"(?:told|said|promised|confirmed|assured|agreed|approved|knows?) "
    r"(?:me|us|him|her|it|that|i|you|my|the|this|to|so|yes)\b|"
    # "you promised me a refund", "you lot already told my wife"
    r"\byou (?:guys |lot |people |all )?(?:already |just )?"
    r"(?:told|promised|assured|said to) (?:me|us|him|her|my \w+|our \w+)\b|"
    # "you said so yesterday"; not "you said it was open"
    r"\byou (?:said|promised)(?: so)?(?: (?:yesterday|earlier|before|last \w+|on \w+))?(?= [.,;!?]|$)"
)
"""What somebody here is said to have said."""

_SAYS = re.compile(
    # "my wife says", "one of them thinks", "the other half reckons"; not "that says it all"
    r"(?:^|[,.;:!?] |\b(?:and|but|while|whereas) )"
    r"(?P<who>(?:(?:my|our|the|his|her|their|one|half|some|a|other|older|younger|first|second) )*"
    r"(?!that\b|it\b|what\b|who\b|which\b|there\b)[a-z']+(?: of (?:us|them)| half| one)?) "
    r"(?:keeps? |always |just |now |really )?"
    r"(?:say|says|swear|swears|insist|insists|reckon|reckons|claim|claims|think|thinks|call|calls)\b"
)
"""Who says something."""


@dataclass(frozen=True)
class Context:
    """What a message came into."""

    known: Collection[str] = ()
    """Keys of what was known before it."""
    told: Collection[str] = ()
    """Keys of what it tells."""
    first: bool = True
    """Nothing was said before it."""
    wish: str = ""
    """What is wanted now, by its name, where that was not what was wanted before."""
    waiting: bool = False
    """A question was open."""
    amounts: Sequence[str] = ()
    """What amounts in it come to."""


def taken_as(heard: Heard, context: Context) -> list[str]:
    """Sentences on how a message was taken."""
    if heard.source != "user":
        return []
    beside = "what_speaks" not in heard.acts and asks_what_speaks(heard.text)
    said = [*([WHAT_SPEAKS] if beside else []), *_not_counted(heard), *_gives_way(heard, context), *context.amounts]
    plain = plain_text(heard.text).plain
    if "beyond" in heard.acts and heard.question is not None:  # beside an answer
        said.append(BEYOND)
    if _ELSEWHERE.search(plain):
        said.append(ELSEWHERE)
    return [*said, DIFFER] if _disputes(plain) else said


def names_a_turn(words: str) -> bool:
    """Whether words tell a user that another wish is served now."""
    before, _, after = TURNED.partition("{}")
    return words.startswith(before) and words.endswith(after)


def turns(text: str) -> bool:
    """Whether words turn from something: "hang on, ...", "actually ...", "instead"."""
    return _TURNS.search(plain_text(text).plain) is not None


def _not_counted(heard: Heard) -> list[str]:
    """That orders, or what is quoted, count for nothing."""
    pasted = plain_text(pasted_words(heard.text)).plain
    if ("injection" in heard.acts and not drops(heard.text)) or _ORDERS_PASTED.search(pasted):
        return [ORDERS]
    return [QUOTED] if "quoted" in heard.acts else []


def _gives_way(heard: Heard, context: Context) -> list[str]:
    """What gave way to what: one wish to another, a word to a later one."""
    if not context.first and ("drop" in heard.acts or drops(heard.text) or moved_on(heard.text) is not None):
        return [DROPPED]
    if context.wish and (context.waiting or turns(heard.text)):
        return [TURNED.format(context.wish)]
    right = "correct" in heard.acts or corrected(heard.text) != heard.text
    again = right and not set(context.known).isdisjoint(context.told)
    return [LAST_WORD] if again or corrects_itself(heard.text) else []


def _disputes(plain: str) -> bool:
    """Whether two people or more are said to say something."""
    who = [found["who"] for found in _SAYS.finditer(plain)]
    return len({name if "half" in name else name.split()[-1] for name in who}) > 1
