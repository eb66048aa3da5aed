"""Messages that drop what went before: "never mind", "leave the shelf, how big is it", "scratch that".

Knows the words by which something is dropped, and where what is asked for instead begins; nothing of dialogue.
"""

from __future__ import annotations

import re

from .segments import FEWEST_WORDS, QUESTION, SENTENCE, WH

__all__ = ["drops", "moved_on"]

_FILLER = (
    r"(?:(?:ok(?:ay)?|oh|ah|hm+|no|nah|nope|naw|yeah|well|actually|hold on|hang on|wait|sorry|thanks|cheers|please|"
    r"alright|right|so|anyway|um+|uh+|erm?|you know what|on second thoughts?)[ ,.!]*)*"
)
_REGRETS = (
    # "that was silly, forget it", "it's a bad idea, forget it"
    r"(?:(?:that|it|this)(?:'s| is| was|s) (?:\w+ )?(?:horrible|awful|terrible|silly|stupid|daft|nonsense|rubbish|"
    r"wrong|mean|mad|cruel|unfair|a (?:bad|silly|daft|stupid|terrible|mad) idea)"
    # "I'm talking nonsense, forget it", "what am I saying! forget it"
    r"|(?:i am |i'm |im )?(?:what am i saying|being silly|talking (?:nonsense|rubbish)))[ ,.!;\u2013\u2014-]+"
)
"""What somebody says who wishes that they had not said it."""
_HOW_IT_STAYS = (
    "to|with|for|at|by|on|in|out|off|up|down|over|under|behind|outside|inside|next|here|there|where|as|alone|be|"
    "open|closed|shut|ajar|blank|empty|free|running|locked|unlocked|unattended"
)
"""What is left so stays so, and is not dropped: "leave the door open", "leave that to me"."""
_THING = (
    # "the shelf", "my last question"; not "the door open"
    rf"(?:the|my|its|his|her|their|this|that) (?!(?:{_HOW_IT_STAYS})\b)\w+(?: (?!(?:{_HOW_IT_STAYS})\b)\w+)?"
)
_WHAT = rf"(?:it|that|this|all that|{_THING}|what i (?:said|asked))"
_STOP_ASKING = (
    # "never mind", "never mind about the oven"
    rf"(?:never ?mind|nvm)(?: (?:about )?{_WHAT})?"
    # "forget I asked", "just ignore that I ever brought it up"
    r"|(?:just |please |let'?s )?(?:forget|ignore)(?: that)? (?:i|we) (?:ever )?"
    r"(?:said|asked|mentioned|wrote|brought)(?: (?:it|that|this|anything|any of (?:it|that)))?(?: up)?"
    # "leave the shelf", "cancel my order", "forget about me"; "drop that", "skip it", "skip the why"
    rf"|(?:just )?(?:forget|leave|scrap|ignore|cancel|park)(?: about)? (?:me|{_WHAT})"
    rf"|(?:just )?(?:drop|skip|ditch|bin)(?: about)? (?:me|it|that|this|all that|(?P<part>{_THING}))"
    # "that can wait", "it doesn't matter", "don't bother with it"
    r"|(?:that|this|it) can wait|(?:it|that) (?:does not|doesn'?t) matter(?: any ?more)?"
    r"|don'?t bother(?: with (?:it|that))?"
    # "enough of that", "enough about planets", "that's enough questions for today"; not "enough planets to count"
    r"|(?:that'?s |that is )?enough (?:of|about|with) (?:that|this|it|those|all that|the \w+|\w+s)"
    r"|(?:that'?s |that is )?enough \w+s(?= for (?:now|today)|[,.;:!]|$)"
    # "I've changed my mind"
    r"|i(?:'ve| have|ve)? changed my mind"
)
_DROPS = re.compile(
    rf"^\W*{_FILLER}(?:{_REGRETS})?{_FILLER}(?:{_STOP_ASKING})(?: for now| then| please| actually)?"
    # "leave that, and show me the other", "leave that what's the time", "leave that"; not "leave the
    # window open for me"
    r"(?:[,.;:!?\u2013\u2014-]+\s*(?:and |but )?"
    r"|\s+(?=what'?s?|how'?s?|when|where'?s?|who'?s?|which|can|could|do|does|is|are|will|i )|$)",
    re.IGNORECASE,
)
"""A message that begins by dropping what went before."""
_DROPS_LATER = re.compile(
    # "is it far? so never mind. how big is it", "is it far - forget about it! is it big"; not "is it far? never mind."
    r"[,.;!?\u2013\u2014-]\s+(?:(?:so|just|please|ok|anyway)\s+)?"
    r"(?:never ?mind|nvm|forget (?:(?:all )?about )?(?:it|all that))"
    r"\s*[.!;\u2013\u2014]+\s+(?=\w)",
    re.IGNORECASE,
)
"""A sentence that drops what went before within the same message."""
_TAKEN_BACK = re.compile(
    rf"^\W*{_FILLER}(?:(?:scratch|strike) (?:it|that|all that|this)|change of plans?|"
    # "sod the shelf", "don't worry about the shelf", "no more shelf questions"
    rf"(?P<thing>(?:sod|screw|stuff|bugger|blow|don'?t worry about) {_THING}|no more (?:\w+ )?questions(?: about \w+)?|"
    # "we won't need the shelf any more", "I've decided against a shelf"; not "I don't want the shelf to sag"
    r"(?:i|we) (?:do not|don'?t|won'?t|will not|no longer) (?:be )?(?:need|want|do|doing|needing) (?:\w+ ){1,3}?"
    r"(?:any ?more|any longer|after all)|"
    r"(?:i|we)(?:'ve| have)? decided against (?:the|a|an|my|our|that|it)(?: \w+)?))\b"
    r"(?:[,.;:!\u2013\u2014 -]+|$)",
    re.IGNORECASE,
)
"""What also puts an answer right, or says what is not to be thought of: it drops a request only where one follows."""
_IN_ITS_PLACE = re.compile(
    # "can I have olives", "could you add ham"; not "could you set up a lesson"
    r"^(?:and |but |please )*(?:can|could|may|might|would|will) (?:i|we|you) (?:please )?"
    r"(?:have|get|add|put|make it|do it|swap|use|give|double)\b|"
    # "I'd like ham", "do you have ham instead"; not "I want to know"
    r"^(?:i (?:want|would like|need)|i'd like) (?!to\b)|\b(?:instead|extra|in its place)\b",
    re.IGNORECASE,
)
"""What asks for something in place of a part that is left out: "skip the onions, can I have olives"."""
_ASKS = re.compile(
    # "ok sorry, and now tell me when", "rather, how big"
    rf"^\W*{_FILLER}(?:(?:now|and|but|rather|instead|tell me)[ ,]+)*"
    # "how's the weather", "can you help", "I'd like a taxi"
    rf"(?:{WH}|can|could|do|does|is|are|will|would|should|may|might|"
    r"i (?:need|want|have|would|just)|i'd|i've|my|there)\b",
    re.IGNORECASE,
)
"""How a sentence begins that asks for something or tells what it is about, after something was dropped."""


def drops(text: str) -> bool:
    """Whether a message takes back what was asked before: "never mind", "leave that, ..."."""
    found = _DROPS.match(text[:300])
    return found is not None and (found["part"] is None or moved_on(text) is not None)


def moved_on(text: str) -> str | None:
    """What a message asks for after it dropped what went before ("never mind. when are you open"); else None.

    A message that drops something and asks for nothing is no new request.
    """
    dropped, taken = _DROPS.match(text[:300]), _TAKEN_BACK.match(text[:300])
    later = None if dropped or taken else _DROPS_LATER.search(text[:600])
    found = dropped or taken or later
    parts = SENTENCE.split(text[found.end() :].strip()) if found else []
    begins = QUESTION if taken and not dropped else _ASKS
    asking = [i for i, part in enumerate(parts) if begins.match(part) or part.endswith("?")]
    rest = " ".join(parts[0 if later else asking[0] :]) if asking else ""
    thing = dropped["part"] if dropped else taken and taken["thing"]
    if thing and _IN_ITS_PLACE.search(rest):
        return None
    return rest if len(rest.split()) >= FEWEST_WORDS else None
