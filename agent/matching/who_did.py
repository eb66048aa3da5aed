"""Who did something, said by a pronoun: "I did", "they did", "we packed it" to "Who packed it - our people or you?".

A question's synonyms are users' words: "me" is the one who writes, "you" the one who is written to. It knows no domain.
"""

from __future__ import annotations

import re

from ..words.plain_words import PlainText, plain_text, stem
from .questions import PendingQuestion

__all__ = ["doer_told"]

_ASKS_WHO = re.compile(r"^(?:and |so |but )*who (?!(?:is|are|was|were) (?:it|this|that) for\b)(?P<what>.*)")
_WRITER = frozenset("i me we us myself ourselves".split())
_ADDRESSED = frozenset("you yourself yourselves".split())
_SAID = re.compile(
    # "I did", "well, they did it themselves", "we packed it", "yes I do"; not "I did not", "I did well"
    r"(?:(?:well|oh|um|hm+|yes|no|actually|it was|i think) )*(?P<who>i|we|you|they|he|she) "
    r"(?P<did>did|do|does|have|has|had|will|\w{3,}?)"
    r"(?: (?:it|that|this|them|so|all|of|everything|myself|ourselves|themselves|himself|herself|yourselves))*"
)
_AUXILIARIES = frozenset("did do does have has had will".split())
_FEWEST = 2


def doer_told(read: PlainText, question: PendingQuestion) -> str | None:
    """The option of a question for who does something that a pronoun means; None where that is not plain."""
    asked, said = _ASKS_WHO.match(plain_text(question.text).bare), _SAID.fullmatch(read.bare)
    if asked is None or said is None or question.kind != "choice" or len(question.options) < _FEWEST:
        return None
    if said["did"] not in _AUXILIARIES and stem(said["did"]) not in {stem(word) for word in asked["what"].split()}:
        return None
    mine, yours = _named_by(_WRITER, question), _named_by(_ADDRESSED, question)
    others = [option.id for option in question.options if option.id not in mine]
    meant = mine if said["who"] in _WRITER else yours if said["who"] in _ADDRESSED else others if mine else []
    return meant[0] if len(meant) == 1 else None


def _named_by(pronouns: frozenset[str], question: PendingQuestion) -> list[str]:
    """The options that have a pronoun among their synonyms."""
    return [
        o.id
        for o in question.options
        if not pronouns.isdisjoint(word for s in o.synonyms for word in plain_text(s).words)
    ]
