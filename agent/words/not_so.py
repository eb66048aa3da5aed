"""A name in words that say that it is not so: "the committee refused", "I stopped the warfarin", "mild would be nice".

The name stands there, but what it stands for was refused, is over, is yet to come or only wished for. That is no answer
to what is so; whatever else was said may be one. It knows words of refusing, ending and wishing, and no domain.
"""

# One rule a line, however long.
# ruff: noqa: E501

from __future__ import annotations

import re

from .corrections import PAST, corrected
from .options import match_options
from .plain_words import plain_text
from .questions import PendingQuestion

__all__ = ["not_so", "without_repute"]

_OF_FACT = re.compile(
    r"^(?:and )?(?:who|does|do (?:they|he|she|you (?:take|use|have))|is|are|was|were|has|have|did|how (?:bad|severe|strong|much|is|are|was)|what (?:does|did|is|are|was|were))\b"
)
"""Questions about what is so; who is asked for a wish may well answer with a "would"."""
_WISH = re.compile(r"\b(?:like|want|prefer|choose|order|wish|should|shall)\b")
_REFUSED = r"refus(?:ed|es|ing)|reject(?:ed|s)|declined|den(?:ied|ies)|turned \w+ (?:\w+ )?down|turned down|withdr[ae]w[ns]?|revoked|vetoed|objected|forbade|forbidden|said no\b|says no\b|took (?:it|that) back"
_UNTIL = rf"(?:until|till) (?:last|yesterday|recently|{PAST})"
_WAS = re.compile(r"\b(?:was|were|had been)\b.* (?:until|till)\b")
_OVER = r"stopped|came off|gave up|given up|used to (?:be|take|have|use)|no longer|not any ?more|any ?more$|expired|ran out|has run out|lapsed|is over now"
_TO_COME = (
    r"(?<!i )(?<!we )(?<!you )will(?! not hurt)|(?:is|are|am|was|were) going to|about to|(?<!i )(?<!we )would|hopes?|hopefully|if (?!i (?:remember|recall))|pending|submitted|handed (?:it )?in to|waiting (?:for|on)|"
    r"(?:still|lies|now|currently) with|on (?:holiday|leave|vacation)|is away|thinking (?:about|of|it)|considering|(?:meets?|decides?|votes?) (?:in|on|about|next|soon|again)|wish|wrong word"
)
_NOT_DONE = (
    r"(?:has|have|had|did|does|do|is|was|could|can|would) (?:not|never) (?:\w+ )?(?:seen?|signed?|approved?|decided?|met|heard?|know|knew|said|say|agreed?|need|been|yet|read|reply|replied|answer(?:ed)?|taken?|got|started)|"
    r"(?:has|have|had) (?:not|never)\b|never (?:approved|agreed|signed|saw|heard|took|had)|knows? nothing|no idea|(?:something|anything|someone|somebody) else|"
    r"(?:a |an )?(?:another|different|other|last|old|previous|former) (?:project|protocol|study|version|batch|experiment|one|thing)"
)
_WITHOUT = r"(?:lost|forgot|forgotten|left|mislaid|misplaced) (?:my|the|his|her|our|their|it|them)|(?:can|could) not find|went missing"
_NOT_SO = re.compile(rf"\b(?:{_REFUSED}|{_OVER}|{_TO_COME}|{_UNTIL}|{_NOT_DONE}|{_WITHOUT})\b")
_REPUTE = re.compile(
    r"\s*(?:\b(?:counts? as|pass(?:es)? (?:for|as))|(?:\b(?:is|are|was|were|been|being)|['\u2019](?:s|re))\s+(?:\w+ly\s+)?"
    r"(?:(?:counted|class(?:ed|ified)|regarded|listed) as|considered|deemed|said to be))\s+(?:(?:an?|quite|perfectly|totally|completely)\s+)?\w+",
    re.IGNORECASE,
)
"""What something counts as: that tells what somebody calls it."""
_CALLED = re.compile(r"\b(?:count|counts|class|classed|classified|regard|regarded|consider|considered|deemed|listed)\b")
_ASKS = re.compile(r"^(?:can|may|could|should|will|would|do|does|is|are) (?:i|we|he|she|they|it|the|my)\b")
_CLAUSE = re.compile(r" [,.;:!?] | (?:but|and|because|though|so|since) ")
NAMED = 0.5
"""How fully a clause has to name an option to be about it."""


def not_so(text: str, question: PendingQuestion, best: str) -> bool:
    """Whether every clause of a text that names the option ``best`` says that it is not so.

    >>> from .questions import Option
    >>> asked = PendingQuestion("ask", "Who agreed?", "choice", (Option("none", "nobody"), Option("head", "the head")))
    >>> not_so("the head refused", asked, "head"), not_so("the head, though my friend refused", asked, "head")
    (True, False)
    """
    place = next((n for n, option in enumerate(question.options) if option.id == best), None)
    asked = " ".join(plain_text(question.text).words)
    if place is None or question.kind != "choice" or not _OF_FACT.search(asked) or _WISH.search(asked):
        return False
    clauses = [
        part.strip() for part in _CLAUSE.split(f" {plain_text(corrected(text)).plain} ") if part.strip(" .,;:!?")
    ]
    about = [part for part in clauses if match_options(part, question.options).named[place] >= NAMED]
    own = _words_of(question, place)
    return bool(about) and all(_ASKS.search(part) or _says_so(part, own) for part in about)


def _words_of(question: PendingQuestion, place: int) -> frozenset[str]:
    """All words that an option goes by."""
    option = question.options[place]
    return frozenset(w for name in (option.name, *option.synonyms) for w in plain_text(name).words if len(w) > 3)


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
