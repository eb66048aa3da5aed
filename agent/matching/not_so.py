"""A name in words that say that it is not so: "the committee refused", "I stopped the warfarin", "mild would be nice".

The name stands there, but what it stands for was refused, is over, is yet to come or only wished for. That is no answer
to what is so; whatever else was said may be one. It knows words of refusing, ending and wishing, and no domain.
"""

from __future__ import annotations

import re

from ..words.corrections import corrected
from ..words.plain_words import plain_text
from ..words.slips import PAST
from .options import NAMED_IN_PART, match_options
from .questions import PendingQuestion

__all__ = ["not_so", "without_repute"]

_OF_FACT = re.compile(
    r"^(?:and )?(?:"
    # "who signed it?", "does she take anything?", "do you take anything?"; not "do you want it signed?"
    r"who|does|do (?:they|he|she|you (?:take|use|have))|is|are|was|were|has|have|did|"
    # "how bad is it?", "what are you on?"; not "how big a one would you like?", "what would you like?"
    r"how (?:bad|severe|strong|much|is|are|was)|what (?:does|did|is|are|was|were))\b"
)
"""Questions about what is so; who is asked for a wish may well answer with a "would"."""
_WISH = re.compile(r"\b(?:like|want|prefer|choose|order|wish|should|shall)\b")

_REFUSED = (
    # "the owner refused", "turned us down", "he withdrew it"
    r"refus(?:ed|es|ing)|reject(?:ed|s)|declined|den(?:ied|ies)|turned \w+ (?:\w+ )?down|turned down|"
    r"withdr[ae]w[ns]?|revoked|vetoed|objected|forbade|forbidden|"
    # "the committee said no", "the landlord took it back"
    r"said no\b|says no\b|took (?:it|that) back"
)
_UNTIL = rf"(?:until|till) (?:last|yesterday|recently|{PAST})"
"""What ended: "eye drops until last week", "until the optician changed them"; not "eye drops until Friday"."""
_WAS = re.compile(r"\b(?:was|were|had been)\b.* (?:until|till)\b")
"""What was so for a time: "it was the landlord until 2019"."""
_OVER = (
    # "I stopped the warfarin", "she came off it", "he used to take eye drops"
    r"stopped|came off|gave up|given up|used to (?:be|take|have|use)|"
    # "I no longer take it", "he does not take it any more"
    r"no longer|not any ?more|any ?more$|"
    # "the licence expired", "the permit has run out"
    r"expired|ran out|has run out|lapsed|is over now"
)
_TO_COME = (
    # "the owner will sign it", "is going to sign"; not "I will take the owner", "it will not hurt"
    r"(?<!i )(?<!we )(?<!you )will(?! not hurt)|(?:is|are|am|was|were) going to|about to|"
    # "mild would be nice", "she hopes to", "if the owner signs"; not "I would say mild", "if I remember right", "if I'm
    # on warfarin"
    r"(?<!i )(?<!we )would|hopes?|hopefully|if (?!i (?:remember|recall)|"
    r"(?:i am|he is|she is) (?:already |also )?(?:on|taking|using)\b|(?:i|he|she) (?:already |also )?takes?\b)|"
    # "it is pending", "I handed it in to them", "waiting for the head", "it still lies with the owner"
    r"pending|submitted|handed (?:it )?in to|waiting (?:for|on)|(?:still|lies|now|currently) with|"
    # "the head is on holiday", "is still thinking about it"
    r"on (?:holiday|leave|vacation)|is away|thinking (?:about|of|it)|considering|"
    # "the committee meets in May", "decides next week"
    r"(?:meets?|decides?|votes?) (?:in|on|about|next|soon|again)|"
    # "I wish it were mild", "mild is the wrong word"
    r"wish|wrong word"
)
_NOT_DONE = (
    # "the landlord has not seen it", "could not reply"
    r"(?:has|have|had|did|does|do|is|was|could|can|would) (?:not|never) (?:\w+ )?"
    r"(?:seen?|signed?|approved?|decided?|met|heard?|know|knew|said|say|agreed?|need|been|yet|read|reply|replied|"
    r"answer(?:ed)?|taken?|got|started)|"
    # "has never touched it", "never agreed"
    r"(?:has|have|had) (?:not|never)\b|never (?:approved|agreed|signed|saw|heard|took|had)|"
    # "the owner knows nothing", "the head signed something else"
    r"knows? nothing|no idea|(?:something|anything|someone|somebody) else|"
    # "the owner signed another one", "that was for an old project"
    r"(?:a |an )?(?:another|different|other|last|old|previous|former) "
    r"(?:project|protocol|study|version|batch|experiment|one|thing)"
)
_WITHOUT = (
    # "I lost my inhaler", "the tablets went missing"
    r"(?:lost|forgot|forgotten|left|mislaid|misplaced) (?:my|the|his|her|our|their|it|them)|"
    r"(?:can|could) not find|went missing"
)
_NOT_SO = re.compile(rf"\b(?:{_REFUSED}|{_OVER}|{_TO_COME}|{_UNTIL}|{_NOT_DONE}|{_WITHOUT})\b")
_REPUTE = re.compile(
    # "counts as dry", "passes for silk"
    r"\s*(?:\b(?:counts? as|pass(?:es)? (?:for|as))|"
    # "is officially classed as wet", "they're considered harmless"
    r"(?:\b(?:is|are|was|were|been|being)|['\u2019](?:s|re))\s+(?:\w+ly\s+)?"
    r"(?:(?:counted|class(?:ed|ified)|regarded|listed) as|considered|deemed|said to be))\s+"
    # and what as: "counts as perfectly dry", "was said to be a fake"
    r"(?:(?:an?|quite|perfectly|totally|completely)\s+)?\w+",
    re.IGNORECASE,
)
"""What something counts as: that tells what somebody calls it."""
_CALLED = re.compile(r"\b(?:count|counts|class|classed|classified|regard|regarded|consider|considered|deemed|listed)\b")
_ASKS = re.compile(r"^(?:can|may|could|should|will|would|do|does|is|are) (?:i|we|he|she|they|it|the|my)\b")
_BESIDE = re.compile(
    # "with my warfarin", "next to it", "while I'm on warfarin", "if she takes warfarin"
    r"\b(?:with|alongside|besides?|next to|on top of|as well as|"
    r"(?:while|when|if|since) (?:i|he|she|they)(?: am| is| are)?(?: already| also)? (?:on|tak\w+|hav\w+|us\w+))\b"
)
"""What asks of one thing beside another, which is there: "can I take this with warfarin"."""
_CLAUSE = re.compile(r" [,.;:!?] | (?:but|and|because|though|so|since) ")


def not_so(text: str, question: PendingQuestion, best: str) -> bool:
    """Whether every clause of a text that names the option ``best`` says that it is not so.

    >>> from .questions import Option
    >>> asked = PendingQuestion("ask", "Who agreed?", "choice", (Option("none", "nobody"), Option("head", "the head")))
    >>> not_so("the head refused", asked, "head"), not_so("the head, though my friend refused", asked, "head")
    (True, False)
    """
    place = question.place(best)
    asked = plain_text(question.text).bare
    if place is None or question.kind != "choice" or not _OF_FACT.search(asked) or _WISH.search(asked):
        return False
    clauses = [
        part.strip() for part in _CLAUSE.split(f" {plain_text(corrected(text)).plain} ") if part.strip(" .,;:!?")
    ]
    about = [part for part in clauses if match_options(part, question.options).named[place] >= NAMED_IN_PART]
    own = _words_of(question, place)
    asks = [_ASKS.search(part) is not None and not _beside(part, question, place) for part in about]
    return bool(about) and all(open_ or _says_so(part, own) for open_, part in zip(asks, about, strict=True))


def _beside(part: str, question: PendingQuestion, place: int) -> bool:
    """Whether a clause that asks names the option at ``place`` as what is there beside what it asks for."""
    found = _BESIDE.search(part)
    if found is None:
        return False
    return bool(match_options(part[found.end() :], question.options).named[place] >= NAMED_IN_PART)


def _words_of(question: PendingQuestion, place: int) -> frozenset[str]:
    """All words that an option goes by."""
    option = question.options[place]
    return frozenset(w for name in option.names for w in plain_text(name).words if len(w) > 3)


def _says_so(part: str, own: frozenset[str]) -> bool:
    """Whether a clause says that something is not so, other than by the name of the option itself: "I lost it"."""
    found = _NOT_SO.search(part)
    return _WAS.search(part) is not None or (found is not None and own.isdisjoint(found[0].split()))


def without_repute(text: str, asked: str = "") -> str:
    """The text without what something merely counts as; whole where that was ``asked``, or nothing is left.

    >>> without_repute("the bathroom counts as dry")
    'the bathroom'
    """
    rest = _REPUTE.sub("", text)
    return text if _CALLED.search(asked.lower()) or not re.search(r"\w", rest) else rest
