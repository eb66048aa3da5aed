"""A reply that takes up what it was asked whether it is so: "opened it yesterday" to "have you opened it?".

Without a word of denial or doubt beside it, that is a yes, whatever else is told after it ("it is cracked and doesn't
light up"). Only what a question asks by a verb or a state of its own is taken up so, and only in words that add
nothing to it: "I opened the wrong box" is for the reader to weigh. "Unopened", and "without", turn it down, where
nothing else is said. It knows no domain.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from ..words.plain_words import plain_text, stem
from ..words.small_words import POINTING
from .questions import PendingQuestion

__all__ = ["taken_up", "turned_down"]

_SUBJECT = (
    # "have you", "is it", "did anybody"
    r"(?P<pronoun>you|they|he|she|it|we|anyone|anybody|someone|somebody)|"
    # "is the screen", "has your child"
    r"(?:the|your|their|his|her|its|this|that) (?P<noun>\w+)"
)
_ASKED = re.compile(
    rf"^(?P<aux>have|has|had|did|do|does|is|are|was|were) (?:{_SUBJECT}) "
    r"(?:(?:already|ever|recently|still|yet|currently|also|really|just|actually|by any chance|been) )*(?P<word>\w+)"
    r"(?P<rest>.*)$"
)
_LISTED = re.compile(
    rf"(?P<asks>\b(?:have|has|had|did|do|does|is|are|was|were) (?:{_SUBJECT})) (?P<words>\w+(?: , \w+)* (?:, )?or \w+)$"
)
"""A question of which every word of a list would be a yes."""
_OF_ANY = re.compile(r"\b(?:or|not|any\w*(?! of (?:it|them|this|that)\b))\b|,")
"""Questions of which a word does not say which of several things is so."""
_LIGHT = frozenset(
    "make made use used have had take taken get got do done need want wanted go going gone come be been being feel "
    "felt see seen know think find found keep kept give given put hold contain carry work say said tell told look "
    "seem like try tried able sure aware there here in on at of for with from to a an the any some anything anyone "
    "not no or and more less very quite too ok okay fine right wrong good bad happy safe new old own".split()
)
"""Words of which the object or the rest tells what was asked."""
_CLAUSE = re.compile(r"[.;:!,?]+|\b(?:and|but|so|because|though|although|however|when|while|which|after|as|since)\b")
_OTHERWISE = re.compile(
    # denied, doubted, wished for, still to come, or under a condition
    r"\b(?:no|not|never|none|nothing|nobody|neither|nor|hardly|barely|without|almost|nearly|might|may|maybe|perhaps|"
    r"could|would|should|will|can|going|about|think|thought|guess|suppose|supposed|seems?|looks?|looked|want|wanted|"
    r"tr(?:y|ied|ying)|refused?|fail(?:ed)?|forgot|yet|meant|plann?(?:ed|ing)?|wish|hope|said|says|told|ask(?:ed)?|"
    r"before|until|till|unless|if|once|or|how|why|what|where|who|only half|partly|un\w+)\b"
)
_PLAIN = POINTING | frozenset(
    "i we he she they you were am been has have had do does did your me us him them one some all both bit "
    "little lot just already really actually sadly yes unfortunately sorry well oh er um definitely certainly "
    "completely totally fully badly slightly still now today yesterday tonight last morning evening night week month "
    "year monday tuesday wednesday thursday friday saturday sunday ago twice once again over by mistake accident "
    "myself himself herself itself ourselves too also right away indeed very much quite lots times few hour hours day "
    "days weeks minute minutes".split()
)
_IN_PART = frozenset("yes some one bit little".split())
"""What may leave a part of it, or all, as it was asked."""
_OTHERS = re.compile(r"\b(?:he|she|they|you|someone|somebody|everyone|everybody)\b")
_SELF = re.compile(r"\b(?:i|we)\b")
_ONCE = re.compile(r"\b(?:was|were|had|ago|last|yesterday|once)\b")
"""What was so need not be so now."""


@dataclass(frozen=True)
class _Asked:
    """What a question asks whether it is so."""

    word: str
    of: str
    """The pronoun it asks about: "you"; empty where it names a thing."""
    now: bool
    """Whether it asks what is so now, and not what was done."""
    known: frozenset[str]
    """Stems of the question's words."""


def taken_up(text: str, question: PendingQuestion) -> bool:
    """Whether a reply says that what was asked about is so, in the question's own words.

    >>> from .questions import Option
    >>> yes_no = (Option("yes", "yes"), Option("no", "no"))
    >>> asked = PendingQuestion("q", "Have you opened the package?", "yesno", yes_no)
    >>> taken_up("I opened it and it is broken", asked), taken_up("I opened the door", asked)
    (True, False)
    """
    if question.kind != "yesno":
        return False
    read = plain_text(text)
    clauses = [clause.split() for clause in _CLAUSE.split(read.plain)]
    if read.asks or "?" in read.plain or ["no"] in clauses:
        return False
    asked = [one for part in _each(question.text) if (one := _asked(part)) is not None]
    return any(next((_says(words, one) for words in clauses if _forms(words, one)), False) for one in asked)


def turned_down(text: str, question: PendingQuestion) -> bool:
    """Whether a reply says, and nothing else, that what was asked about is not so, in the question's own word.

    >>> from .questions import Option
    >>> yes_no = (Option("yes", "yes"), Option("no", "no"))
    >>> asked = PendingQuestion("q", "Are they glazed already?", "yesno", yes_no)
    >>> [turned_down(said, asked) for said in ("they're unglazed", "without glaze", "the big one is unglazed")]
    [True, True, False]
    """
    read, asked = plain_text(text), _asked(question.text) if question.kind == "yesno" else None
    if asked is None or read.asks:
        return False
    turned = [word for word in read.words if word.startswith("un") and _forms([word.removeprefix("un")], asked)]
    named = _forms(list(read.words), asked)
    denied = bool(turned) != bool(named) and (not named or "without" in read.words)
    if not denied or (asked.now and _ONCE.search(read.plain)):
        return False
    return (_PLAIN - _IN_PART) | {*turned, *named, "without", "no", "any"} >= {*read.words}


@lru_cache(maxsize=1024)
def _each(question: str) -> tuple[str, ...]:
    """A question as one for each thing that it asks: whoever says that one of them is so says yes to it.

    >>> _each("Does it leak, smoke or smell?")
    ('does it leak', 'does it smoke', 'does it smell')
    """
    found = _LISTED.search(plain_text(question).plain.strip(" ?"))
    if found is None:
        return (question,)
    return tuple(f"{found['asks']} {word}" for word in re.findall(r"\w+", re.sub(r"\bor\b", " ", found["words"])))


def _says(words: list[str], asked: _Asked) -> bool:
    """Whether a clause says that it is so and adds nothing."""
    clause, said = " ".join(words), _forms(words, asked)
    whose = _OTHERS if asked.of == "you" else _SELF if asked.of in ("he", "she", "it") else None
    if _OTHERWISE.search(clause) or (whose is not None and whose.search(clause)):
        return False
    if asked.now and (_ONCE.search(clause) or any(one.endswith("ed") > asked.word.endswith("ed") for one in said)):
        return False
    return all(one in said or one in _PLAIN or one.isdigit() or stem(one) in asked.known for one in words)


def _forms(words: list[str], asked: _Asked) -> list[str]:
    """The words of a clause that are the word asked about, or another form of it: "opened" and "open"."""
    return [one for one in words if one == asked.word or (len(asked.word) > 3 and _root(one) == _root(asked.word))]


def _root(word: str) -> str:
    """A stem without a doubled end: "installed" and "install"."""
    root = stem(word)
    return root[:-1] if len(root) > 3 and root[-1] == root[-2] else root


@lru_cache(maxsize=1024)
def _asked(question: str) -> _Asked | None:
    """What a question asks whether it is so; None where that is unclear.

    >>> _asked("Is the screen cracked?").word, _asked("Does it make or use anything toxic?")
    ('cracked', None)
    """
    plain = re.split(r"[.!;:]", plain_text(question).plain.strip(" ?"))[-1].strip(" ?,")
    found = _ASKED.match(plain)
    if found is None or found["word"] in _LIGHT or _OF_ANY.search(plain):
        return None
    of_thing, now = found["noun"] is not None, found["aux"] in ("do", "does", "is", "are")
    if of_thing and found["rest"].strip() and found["aux"] not in ("have", "has", "had"):
        return None  # "does the front wheel wobble": which of them is the verb is anybody's guess
    known = frozenset(stem(word) for word in plain.split() if len(word) > 2)
    return _Asked(found["word"], found["pronoun"] or "", now, known)
