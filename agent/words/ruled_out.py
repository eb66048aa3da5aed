"""Wishes that a message rules out: "don't tell me how far it is", "no need to send a new one", "not how big".

What is left says what is wanted; what was ruled out is not it, unless the rest asks for it all the same. It knows ways
to rule out what one might be told or given, and no domain.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

__all__ = ["RuledOut", "ruled_out", "still_wanted"]

FEWEST = 2
"""Words that have to be left for the rest to say anything."""
MOST_CHARACTERS = 600
CLEAR, LEFT = 0.8, 0.5
"""Share of an intent from which it is what was ruled out, and up to which the rest does not ask for it all the same."""
UNWANTED = 4.0
"""How much less than any other, in nats, a wish is expected of somebody who rules it out."""
_WH = r"(?:how|what|when|where|which|who|whose|why|whether|if)\b"
_ABOUT = (
    # "how far it is", "about the moons", "its mass", "the way to the station"
    rf"(?={_WH}|about\b|(?:its|their|his|her) \w+|the \w+ (?:of|to)\b|"
    # "anything about rings", "to come back later"
    r"(?:anything|more|everything) about\b|to \w+)"
)
"""That what follows is something one might be told; not "don't give me that"."""
_STOP = r"[.,;:!?\u2013\u2014]"
_ME = r"(?: (?:me|us|him|her|them))?"
_AGAIN = r"(?: (?:again|off|on|out|with))*"
_TELL = rf"(?:tell|give|show|read|explain|say|repeat|start|go|send|bring|list){_ME}{_AGAIN}"
_RULES_OUT = (
    # "don't tell me how far it is", "never explain again what a light year is", "nor tell me how far it is"
    rf"(?:do not|don'?t|never|nor) (?:you )?(?:tell|give|show|explain){_ME}{_AGAIN} {_ABOUT}",
    # "you needn't tell me its mass", "you don't have to send another"
    rf"(?:you )?(?:need not|needn'?t|(?:do not|don'?t) (?:need|have) to) {_TELL} ",
    # "there's no need to send a new one", "no need for a receipt"
    rf"(?:there(?:'s| is) )?no need (?:for you )?(?:to {_TELL}|for) ",
    # "I don't need to know how big it is", "nor did I ask about the rings"; not "I don't need it"
    r"(?:i (?:do not|don'?t|did not|didn'?t)|nor (?:do|did) i) (?:need|want|ask|care)"
    rf"(?: to (?:know|hear|be told|see|learn))? (?={_WH}|about\b)",
    # "I'm not asking for the price"
    rf"i(?:'m| am) not asking (?={_WH}|about\b|for\b)",
    # "I already know how far it is"; not "I know the distance"
    rf"i (?:already |do )?know (?:already )?(?={_WH})",
    # "and not how big", "nor its weight", "not the price, the weight"; not "not a big one", "not the big one"
    rf"(?:(?:and |but |so )?not|nor) (?={_WH}|(?:its|their) \w+|the (?!ones?\b)\w+\s*(?:{_STOP}|$))",
)
_CLAUSE = re.compile(
    # at the start, after a comma or a full stop, or where "and not" begins: "how big is it and not how far"
    rf"(?:^|(?<={_STOP})|(?<=\s)(?=(?:and|but|or) not\b|nor\b))\s*"
    # "no sorry I'm not asking how far it is"
    r"(?:(?:and|but|so|please|ok|no|also|nor|well|now|sorry) )*"
    rf"(?:{'|'.join(_RULES_OUT)})"
    # up to the next comma or full stop, or to the rest: "don't tell me how far it is but how big"
    rf"(?P<what>[^.,;:!?\u2013\u2014]*?)(?=\s*(?:{_STOP}|\s(?:but|and not|nor|just)\b|$))",
    re.IGNORECASE,
)
_LEADS = re.compile(r"^(?:(?:but|just|only|and|so)\s+)+", re.IGNORECASE)


@dataclass(frozen=True)
class RuledOut:
    """What is left of a message, and what it rules out."""

    rest: str
    wishes: tuple[str, ...] = ()


@lru_cache(maxsize=4096)
def ruled_out(text: str) -> RuledOut:
    """The wishes that a message rules out, and the rest of it.

    >>> ruled_out("don't tell me how far it is, how big is it")
    RuledOut(rest='how big is it', wishes=('how far it is',))
    """
    found = list(_CLAUSE.finditer(text.replace("\u2019", "'")[:MOST_CHARACTERS]))
    if not found:
        return RuledOut(text)
    rest = text
    for clause in reversed(found):
        rest = f"{rest[: clause.start()]} {rest[clause.end() :]}"
    rest = re.sub(r"([.!?,;])[\s,;]+", r"\1 ", rest).strip(" .,;:!?\u2013\u2014-")
    return RuledOut(_LEADS.sub("", rest), tuple(clause["what"].strip() for clause in found))


def still_wanted(out: RuledOut, scores: NDArray[np.float64], outside: int) -> NDArray[np.float64]:
    """Log-likelihoods ``[I]`` of the rest of a message, what was ruled out being wanted least.

    Args:
        out: The rest, and what was ruled out.
        scores: Log-likelihoods of the one and of the others, ``[1 + wishes, I]``.
        outside: Position of "none of these".
    """
    shares = np.exp(scores - np.logaddexp.reduce(scores, axis=1, keepdims=True))
    says = len(out.rest.split()) >= FEWEST
    left = scores[0].copy() if says else np.zeros_like(scores[0])
    clear = {int(wish.argmax()) for wish in shares[1:] if wish.max() >= CLEAR} - {outside}
    gone = [place for place in clear if not says or shares[0, place] < LEFT]
    left[gone] = left.min() - UNWANTED
    return left
