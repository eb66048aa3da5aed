"""A denial that leaves something open: "not unless he drinks", "nothing too toxic", "not impossible", "no... maybe".

Such a reply is no plain no to whether there is any of what was asked about, so it is read as leaning to neither and
asked about again. It knows the words that qualify a denial, and no domain; what a domain gives as an example of an
answer, word for word, is that answer.
"""

# One rule a line, however long.
# ruff: noqa: E501

from __future__ import annotations

import re
from dataclasses import replace
from functools import lru_cache

import numpy as np

from .corrections import corrected
from .facts import only_denies
from .options import match_options
from .plain_words import PlainText, close_spelling, plain_text, stem
from .questions import NOT_AN_ANSWER, UNSURE, PendingQuestion, ReplyReading

__all__ = ["leaves_open", "unsettled"]

_WISHES = re.compile(
    r"\b(?:would|do|did|should|shall|may|can|could|will) (?:you|i|we|it|one) (?:still |also |rather )?(?:like|want|prefer|need|add|have|send|book|order|keep|go)\b"
)
"""Who is asked for a wish may put conditions on it."""
_DONE = re.compile(r"^(?:\w+ )?(?:have|has|had|did) (?:you|he|she|they|it|the|your)\b")
"""Whether something was done: "not yet" is a plain no to that."""
_CONDITION = re.compile(
    r"\b(?:not|only|never|no|just|safe|harmless|fine|ok|okay|good|well|right|dangerous|nothing|nobody) (?:if|when|once|while|whilst|after|before|during) (?!it comes|asked|you must|i (?:looked|checked|asked|last|press|pressed))|"
    r"\b(?:unless|provided that|on condition that|(?:as|so) long as (?!(?:i|we) (?:can remember|have known|live)))\b|"
    r"\b(?:not|no \w+|never \w+|fine|well|harmless|safe|ok|okay|good|nothing|nobody)(?: \w+){0,3} (?:until|till) (?!now\b|today\b)|"
    r"\bif (?:you|we|i|one) (?:leave|ignore|forget|skip|disregard|overlook|do not (?:look|touch|breathe|drop|mind))\b"
)
"""A denial that holds under a condition alone."""
_PARTLY = re.compile(
    r"^(?:no |well |oh |actually |sorry )*not (?:officially|technically|formally|legally|physically|strictly(?: speaking)?|directly|on paper|in theory|as such|per se|by (?:itself|themselves|himself|herself)|on (?:its|their|his|her) own|"
    r"usually|always|often|normally|generally|typically|constantly|regularly|entirely|completely|totally|fully|all|every\w*|both|the (?:first|second|third|fourth|last)|"
    r"(?:right )?this (?:second|minute|moment|instant)|(?:right now|at the moment|at this moment|now|currently)(?= (?:but|though|maybe|perhaps|later|tonight|tomorrow|only|he|she|it|they)\b)|"
    r"in (?!any\b|the (?:least|slightest)|my\b|our\b|a (?:million|thousand)|your\b|that\b|this\b|it\b)|at (?:that|this|these|those|such|low|room|normal|first) (?!moment)|to (?!my\b|our\b|worry\b|be\b|have\b|mention\b)|"
    r"for (?!me\b|us\b|him\b|her\b|them\b|my\b|a\b|years\b|long\b|ages\b|now\b|the\b|weeks\b|months\b|days\b)|more than (?:usual|normal|always|ever|before|yesterday)|far along|since)\b|"
    r"\bno (?:\w+ )?(?:more|worse|longer) than\b"
)
"""A denial of a part, from one point of view or of a degree alone."""
_DEGREE = re.compile(
    r"\b(?:not|nothing|no one|nobody|is not|are not) (?:very|too|so|that|all that|particularly|especially|terribly|overly|exactly|highly|extremely|as|quite as|really|much|exactly|hugely|wildly)(?: really)? (?P<what>\w+)|"
    r"\b(?:hardly|barely|scarcely) any (?P<hardly>\w+)|\bno (?:more|less) (?P<more>\w+) than\b|\bless (?P<less>\w+) than\b|"
    r"\bnot (?:(?:too|so|very|that|all that) )?(?:much|many|a (?:lot|great deal|ton)(?: of)?|lots(?: of)?|loads(?: of)?) (?P<much>\w+(?: \w+)?)|"
    r"\bonly (?:a|some|the odd) (?:(?:little|tiny|small|wee|very) )*(?:bit|few|touch|trace|drops?|spots?|streaks?|hint|little)(?: (?:bit|drops?|spots?|streaks?))?(?: of)? (?P<little>\w+)"
)
"""A denial of a high degree: what is not very toxic is toxic."""
_SINCE = re.compile(
    r"^(?:no |well )?(?:not|nothing|none) (?:since|after)\b|\bnothing you (?:can|could|get|need|would)\b"
)
_TOO = re.compile(
    r"\bnothing (?:you|one|anybody|i|we) (?:would|should|can|could|will) (?:want|like|wish|touch|eat|drink|breathe|inhale|swallow|give)\b|\bnothing (?:too|very|that|so|particularly|overly|terribly|hugely) (?!\w+ly\b)\w+"
)
_MAYBE = re.compile(
    r"\b(?:no|not|none|nope|nothing|hardly|unlikely)\b.*\b(?:maybe|perhaps|possibly|might|could be|may be)\b(?! not)"
)
_DOUBLE = re.compile(
    r"\bnot (?:\w+ly |quite |all that |altogether )?(?:impossible|unlikely|unthinkable|excluded|nothing|none|nobody|harmless|unsafe|non|unheard)\b|"
    r"\bnot (?:entirely |completely |quite |altogether )?(?:ruled out|out of the question|without)\b|"
    r"\b(?:can|could|would) not (?:be |entirely |quite |completely )*(?:excluded?|ruled? (?:it |that |this )?out|swear|say no|deny|promise|guarantee)\b|"
    r"\b(?:can|could|would) not (?:honestly |really )?say (?:that )?(?:\w+ ){1,2}(?:is|are|am|was|does|do|has|have) (?:not|no)\b|"
    r"\bnot (?:as if|like|that) (?:\w+ ){1,2}(?:is|are|am|has|have|does|do) (?:no|not)\b|\bnot (?:\w+ )?not\b|\bnothing is not\b"
)
_HOPES = re.compile(
    r"^(?:\w+ )?(?:i |we |let us |do |really |god |please )*hope (?:so )?not\b|^(?:i |we )?(?:sure(?:ly)? |really |do )?hope (?:so|not)$"
)
_EVEN = re.compile(r"\bno\b(?:.*\b(?:yes)\b)|\byes\b(?:.*\bno\b)")
_SOME = re.compile(r"\b(?:any|anything|anyone|anybody|ever|something|someone)\b|\bor could\b")
_NOTHING = re.compile(
    r"^(?:no |nope |well |oh |it is |she is on |he is on |i take |takes |they take |she takes |he takes )*(?:nothing|not (?:anything|a thing)|none) (?P<what>\w+)(?: (?P<next>\w+))?"
)
_WHATEVER = frozenset(
    "else more other at all whatsoever really today now currently besides thanks thank you yet so far for in on i he she they we "
    "that just only not no and or never as to apart except bar but of like right this ever he's since the a my any anyway whatever "
    "at honestly absolutely sorry please mate is was no nope nowadays lately recently though regular regularly by known".split()
)
"""What may follow "nothing" and leaves nothing open."""
_NEVER_BEFORE = re.compile(r"\bnever (?:\w+ ){1,4}(?:before|so|such|like (?:this|that)|as (?:bad|badly|much|short))\b")
"""Who never had it before has it now."""
_NOT_WITHOUT = re.compile(
    r"\b(?:(?:can|could) not (?:\w+ )?(?:do|be|live|go|manage|get by|sleep|breathe)|never(?: \w+){0,2}|not) without\b"
)
_BARE_NO = re.compile(
    r"^(?:(?:no|i|he|she|we|they|it|there|you|have|has|had|is|are|do|does|am|was|got|take|takes|drink|been|well|oh)(?: ,)? )*?(?:no|not|not any|without) (?!(?:only|just|but|i|he|she|we|they|it)\b)(?P<what>(?:[a-z]+ ){0,2}[a-z]+)$"
)
_NO_OF_ANY = frozenset(
    "idea way chance problem problems thanks thank you sir madam mate love doubt sign signs symptom symptoms trouble troubles issue issues "
    "worries no not really at all that i know of can see think believe noticed aware so none never ever anything nothing of these them those "
    "this it the is are was a an any my her his he she one thing such like kind sort and or exactly sure certain need god goodness today now "
    "yet here there him me us in to for on far whatsoever sense more longer please clue kidding joke definitely absolutely certainly "
    "either neither as usual dear bother bad fine good ok okay well question comment rush preference interest".split()
)
"""Words of a denial that denies whatever was asked."""
_A_LIST = re.compile(r"\b(?:any|one|some) of (?:these|those|the following)\b")
_ALL_SAVE = re.compile(
    r"\b(?:all|everything|only|just|nothing|none|fine|harmless|safe)\b.* (?:save|except|bar|plus|apart from|aside from|but for|besides|including) (?!that\b|this\b)|"
    r"\b(?:would|could) not (?:call|say|think|consider) (?:it|that|this|them) |\b(?:far from|anything but) \w"
)
"""A denial of all save one thing, or of the word for a no."""
_THE_OTHERS = re.compile(
    r"\w.*\b(?:none|not (?:any|one)|nothing|no(?:t)?) (?:of )?the (?:others?|other (?:ones|things|signs)|rest)\b|\w.*\bthe (?:others?|rest) (?:no|not|none|are fine|is fine)\b|\w.*\bno others\b"
)
"""Who has none of the others has one."""
_SAID_YES = re.compile(r"^(?:yes|yeah|a few|several|some|many|lots|loads|quite a few|all sorts)\b")
_LIKELY = 0.4
"""Probability left to a yes where a no leaves it open; not enough to settle a question."""


@lru_cache(maxsize=1024)
def _as_given(question: PendingQuestion, best: str) -> frozenset[tuple[str, ...]]:
    """Replies that the domain itself gives for an answer, as words."""
    own = next((o for o in question.options if o.id == best), None)
    return frozenset(plain_text(way).words for way in (own.name, *own.synonyms, *own.examples)) if own else frozenset()


@lru_cache(maxsize=1024)
def _asked_about(question: PendingQuestion) -> frozenset[str]:
    named = [question.text, question.about, *(name for o in question.options for name in o.synonyms)]
    return frozenset(stem(word) for text in named for word in plain_text(text).words if len(word) > 2)


@lru_cache(maxsize=1024)
def _vocabulary(question: PendingQuestion, denial: str) -> frozenset[str]:
    """Stems of all words that a domain has for a question and its answers; of examples of a denial, none."""
    ways = [way for o in question.options for way in (o.name, *o.synonyms, *(o.examples if o.id != denial else ()))]
    return frozenset(
        stem(w) for text in (question.text, question.about, *ways) for w in plain_text(text).words if len(w) > 2
    )


def leaves_open(text: str, question: PendingQuestion, best: str) -> bool:
    """Whether a reply that was read as the answer ``best``, a denial, leaves open that it is not so.

    >>> from .questions import Option
    >>> asked = PendingQuestion("ask", "Is anything toxic in it?", "yesno", (Option("yes", "yes"), Option("no", "no")))
    >>> leaves_open("not unless you heat it", asked, "no"), leaves_open("no, not at all", asked, "no")
    (True, False)
    """
    read = plain_text(corrected(text))
    said, plain = " ".join(read.words), read.plain.strip(" .,;!")
    if read.words in _as_given(question, best) or _WISHES.search(" ".join(plain_text(question.text).words)):
        return False
    if question.kind == "yesno":
        return best == "no" and _open_to_any(said, plain, question)
    option = next((o for o in question.options if o.id == best), None)
    if option is None or not only_denies(option.name):
        return _denied(read, question, best)
    return question.kind == "choice" and _open_to_some(said, plain, question)


def _denied(read: PlainText, question: PendingQuestion, best: str) -> bool:
    """Whether a reply names but denies what it was taken for: "not an adult"."""
    place = next((n for n, option in enumerate(question.options) if option.id == best), None)
    match = match_options(read, question.options)
    return place is not None and bool(match.denied[place] >= 0.5 > match.named.max() and match.placed.max() < 0.5)


def _open_to_any(said: str, plain: str, question: PendingQuestion) -> bool:
    """Whether a no leaves a yes open."""
    asked = " ".join(plain_text(question.text).words)
    if _DONE.search(asked):
        return False
    if any(rule.search(said) for rule in (_CONDITION, _DOUBLE, _MAYBE, _HOPES)) or _of_something_else(plain, question):
        return True
    if not _SOME.search(asked):
        return False
    if _THE_OTHERS.search(said) or (not _A_LIST.search(asked) and _ALL_SAVE.search(said)):
        return True
    mixed = _EVEN.search(said) is not None and re.search(r"\bno\b.*\bno\b", said) is not None
    return bool(
        mixed or _PARTLY.search(said) or _TOO.search(said) or _NEVER_BEFORE.search(said) or _of_degree(said, question)
    )


def _of_degree(said: str, question: PendingQuestion) -> bool:
    """Whether a reply denies but a high degree of what was asked about."""
    about = _asked_about(question)
    named = [word for found in _DEGREE.finditer(said) for word in " ".join(filter(None, found.groups())).split()]
    return any(close_spelling(stem(word), known) for word in named for known in about)


def _of_something_else(plain: str, question: PendingQuestion) -> bool:
    """Whether a reply denies something of which a domain that gives examples says nothing: "no allergies"."""
    found = _BARE_NO.search(plain)
    if found is None or not any(option.examples for option in question.options):
        return False
    best = next((o.id for o in question.options if o.id == "no" or only_denies(o.name)), "")
    words = [stem(word) for word in found["what"].split() if word not in _NO_OF_ANY and len(word) > 2]
    known = _vocabulary(question, best)
    return bool(words) and not any(close_spelling(word, other) for word in words for other in known)


def _open_to_some(said: str, plain: str, question: PendingQuestion) -> bool:
    """Whether a "nothing" is nothing of one kind alone, or no nothing at all."""
    rules = (_CONDITION, _DOUBLE, _MAYBE, _SAID_YES, _NOT_WITHOUT, _SINCE)
    if any(rule.search(said) for rule in rules) or _of_something_else(plain, question):
        return True
    found = _NOTHING.search(said)
    return found is not None and found["what"] not in _WHATEVER


def unsettled(question: PendingQuestion, reply: ReplyReading) -> ReplyReading:
    """The reading of a reply that leaves the answer open: it settles nothing, and speaks a little for a yes."""
    yes = [o.id for o in question.options if o.id != reply.best]
    shares = {reply.best: 0.15, UNSURE: 0.3, NOT_AN_ANSWER: 0.1, **{name: _LIKELY / len(yes) for name in yes}}
    names = list(reply.log_likelihood)
    told = {name: shares.get(name, 0.05) for name in names}
    total = sum(told.values())
    logs = {name: float(np.log(share / total)) for name, share in told.items()}
    return replace(reply, log_likelihood=logs, captured={}, confidence=float(np.exp(max(logs.values()))))
