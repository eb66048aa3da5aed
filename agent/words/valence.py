"""How things are, told to a question about just that: "all fine" is a yes to "Is it working?", a no to "Any pain?".

Whether well or badly is said by the reply, whether well or badly was asked for by the question; where either is not
plain, nothing is told. And what somebody cannot do, told to a question about trouble doing it: "he can't breathe"
denies with every word and is a yes to "trouble breathing?". It knows everyday words, and no domain.
"""

from __future__ import annotations

import re

from .plain_words import PlainText, plain_text, stem

__all__ = ["asks_for_wrong", "state_told", "trouble_told"]

_HOW = (
    "(?:all|both|still|quite|perfectly|absolutely|just|totally|pretty|very|really|working|doing|mostly|always|so far)"
)
_WELL = (
    # "fine", "perfect", "spot on"
    "fine|ok|okay|alright|right|good|great|perfect|perfectly|well|sound|solid|healthy|spot on|tip top|flawless|"
    # "in good order", "as good as new", "right as rain"
    "reliable|in (?:good |perfect |fine )?(?:order|shape|nick|condition)|(?:as )?good as new|like new|right as rain|"
    # "as it should be", "same as always"
    "as it should be|(?:as )?normal(?:ly)?|as usual|(?:the )?same as (?:ever|always|usual)|"
    # "no complaints", "nothing is wrong", "without a hitch"
    "no (?:issues?|problems?|complaints?|troubles?|bother|concerns?)|nothing (?:is )?wrong|"
    "nothing to complain about|without (?:a |any )?(?:issues?|problems?|hitch)|"
    # "like a charm", "it runs well"
    "like a (?:dream|charm)|rock solid|"
    "(?:work|works|working|run|runs|running)(?: (?:fine|well|perfectly|properly|great))?"
)
_BADLY = (
    # "terrible", "a mess"
    "bad|terrible|awful|poor|dreadful|rubbish|useless|faulty|broken|dead|knackered|shot|a (?:mess|disaster|nightmare)|"
    # "not so good", "on their last legs", "playing up", "in poor shape"
    "not (?:so |too |very |really )?(?:fine|ok|okay|good|great|well|right)|on (?:its|their) last legs|worse|"
    "playing up|in (?:bad|poor|terrible) (?:shape|condition)"
)
_SUBJECT = r"(?:\w+ ){0,2}\w+"
_IS = "(?:is|are|am|was|were|seems?|looks?|feels?|works?|runs?|goes|has been|have been|is doing|are doing)"
_END = (
    "(?: (?:at all|whatsoever|here|there|so far|now|again|thanks|thank you|to report|for now|in here|as ever|"
    r"as always|too|enough|actually|really|with (?:it|them|that|those|him|her|mine|ours|the \w+)))*"
)
_LEAD = "(?:(?:well|oh|honestly|actually|i think|so far|as far as i know|thankfully|luckily|sadly|unfortunately) )*"
_STATE = re.compile(
    # "luckily the lamps are all fine with me", "well it is still playing up now"
    rf"{_LEAD}(?:(?P<subject>{_SUBJECT}) {_IS} )?(?:{_HOW} )*(?:(?P<well>{_WELL})|(?P<badly>{_BADLY})){_END}"
)
"""How something is said to be, and nothing else."""

_ASKED_BAD = frozenset(
    map(
        stem,
        "pain pains painful ache aches hurt hurts hurting sore fever cough rash bleeding blood swelling swollen "
        "sick ill unwell nausea dizzy symptom symptoms allergy allergies allergic problem problems trouble issue "
        "issues error errors fault faults faulty wrong damage damaged broken crack cracks cracked leak leaks "
        "leaking noise rattle smell stuck failing fails crash crashes worried concern concerns complaint "
        "complaints difficulty difficulties discomfort infection infected injury injured injuries itchy stiff "
        "missing worn defect defects scratch scratches stain mould slow worse bothers bothering uncomfortable unhappy "
        "dissatisfied disease disorder illness ailment".split(),
    )
)
"""Stems of words that ask whether something is wrong."""

_ASKED_GOOD = frozenset(
    map(
        stem,
        "work works working function functions functioning stable ok okay fine well good safe sound intact healthy "
        "reliable alright comfortable happy satisfied recovered healed better secure fit properly correctly normal "
        "normally usual usually".split(),
    )
)
"""Stems of words that ask whether something is well."""

_CONDITION = re.compile(
    # "do you have a heart condition"; not "is it in a good condition"
    r"(?<!in )\b(?:an?|any) (?:(?!good\b|fair\b)\w+ ){0,2}conditions?\b"
)
"""What may be wrong, in a question."""
_ONCE_WAS_NOT = re.compile(r"\b(?:now|again|these days|at the moment)\b")
"""What is well by now may be so in spite of a condition."""

_STILL = re.compile(
    # "do the lamps still light up"; not "do you still smoke"
    r"^(?:do|does|is|are) (?!you\b|i\b|we\b)\w+ (?:\w+ ){0,3}still\b"
)
_DENIED = re.compile(
    # "is nothing wrong with it", "was it unharmed"
    r"\b(?:no|not|never|nothing|none|nobody|without|un\w+ed)\b"
)
_THE_OTHER_WAY = {
    "on": "off",
    "off": "on",
    "open": "closed",
    "closed": "open",
    "shut": "open",
    "in": "out",
    "out": "in",
}
_WAYS = "|".join(_THE_OTHER_WAY)
_TURNS_IT = re.compile(
    # "have you switched the oven off", "did you put it in"
    r"\b(?:turned|switched|shut|put|plugged|taken|locked|closed) "
    rf"(?:(?:it|them|the|your|that) )?(?:\w+ ){{0,2}}?(?P<turned>{_WAYS})\b|"
    # "is the garden gate still open"
    r"^(?:is|are) (?:it|they|(?:the|your) (?:\w+ )?\w+) "
    rf"(?:(?:still|already|now|turned|switched) )*(?P<being>{_WAYS})\b"
)
"""A question whether something is turned one way."""
_IS_SO = re.compile(
    # "yes, the oven is not off", "it is already shut for now"
    r"(?:(?:yes|no|well|oh|i think) )*(?:it|that|they|everything|all|the \w+|both) (?:is|are)(?P<not> not)?"
    r"(?: (?:already|now|still|all|fully|turned|switched|completely))*"
    rf" (?P<how>{_WAYS})(?: (?:now|already|again|since \w+|for now|thanks))*"
)
"""A reply to that."""
_AGREES = re.compile(
    # "yes, that is quite right", "you are absolutely right"
    r"(?:(?:yes|well|oh) )?(?:(?:that|this|you) (?:is|are) )?(?:quite |absolutely |totally |just )?right"
)
_TAKES_BACK = re.compile(
    # "no problem, except with cold water"
    r"\b(?:but|though|although|however|except|only|just|apart|"
    # "nothing wrong, she never eats much", "no problem, a bit less than before"
    r"not|no|never|nothing|a bit|a little|sometimes|less|more|hardly|barely)\b"
)
_NAMELESS = frozenset(
    "it they he she that this those these everything everyone all both i we mine ours one "
    "the my our his her and so".split()
)
"""Words for what was asked about; any other subject has to stand in the question."""


def asks_for_wrong(stems: frozenset[str]) -> frozenset[str]:
    """Those stems of a question that ask whether something is wrong."""
    return stems & _ASKED_BAD


def state_told(reply: PlainText, question: str) -> float:
    """+1 where the reply amounts to a yes by how it says that things are, -1 where to a no, 0 where it does not say."""
    turned = _turned(reply.bare, plain_text(question).bare)
    if turned:
        return turned
    said = _STATE.fullmatch(reply.bare)
    if _AGREES.fullmatch(reply.bare):
        return 0.0  # "that's right" says yes, not how things are
    if said is None:
        return max(0.0, _asks(plain_text(question), "")) if _nothing_wrong(reply.plain) else 0.0
    if said["well"] and _ONCE_WAS_NOT.search(reply.plain) and _CONDITION.search(plain_text(question).plain):
        return 0.0
    return (1.0 if said["well"] else -1.0) * _asks(plain_text(question), said["subject"] or "")


def _turned(said: str, asked: str) -> float:
    """+1 where something is told to be just as the question has it, -1 where it is the other way.

    That is, "it's off" and "it's on" of what was asked to be turned off.
    """
    told, wanted = _IS_SO.fullmatch(said), _TURNS_IT.search(asked)
    if told is None or wanted is None or _DENIED.search(asked):
        return 0.0
    way = wanted["turned"] or wanted["being"]
    if told["how"] not in (way, _THE_OTHER_WAY[way]):
        return 0.0
    return (1.0 if told["how"] == way else -1.0) * (-1.0 if told["not"] else 1.0)


def _nothing_wrong(plain: str) -> bool:
    """Whether a reply begins by saying that nothing is wrong and takes nothing back: "no problem, it went twice"."""
    first, *rest = re.split(r" ?[,.;!] ?", plain.strip(" ,.;!"))
    said = _STATE.fullmatch(first)
    return (
        said is not None
        and (said["well"] or "").startswith(("no ", "nothing "))
        and not _TAKES_BACK.search(" ".join(rest))
    )


def _asks(question: PlainText, subject: str) -> float:
    """+1 for a question whether something is well, -1 whether something is wrong, 0 for any other."""
    words = {stem(word) for word in question.words}
    asked, named = question.bare, {stem(word) for word in subject.split() if word not in _NAMELESS}
    bad = not words.isdisjoint(_ASKED_BAD) or _CONDITION.search(asked) is not None
    good = not words.isdisjoint(_ASKED_GOOD)
    if "you" in named or not named <= words or _DENIED.search(asked) or (bad and good):
        return 0.0
    if bad:
        return -1.0
    return 1.0 if good or named or _STILL.search(asked) else 0.0


_TROUBLE = r"(?:troubles?|difficult(?:y|ies)|problems?|issues?|bother|hard time|struggl(?:e|es|ing)|unable)"
_ASKED_TROUBLE = re.compile(
    # "trouble breathing", "problems with walking", "a hard time getting up"
    rf"\b{_TROUBLE} (?:(?:with|in|when|while) )?(?P<doing>\w{{2,}}ing)\b|"
    # "struggling to breathe", "hard for her to walk", "unable to eat"
    rf"\b(?:{_TROUBLE}|hard|difficult)(?: for \w+)? to (?P<do>\w+)\b"
)
"""A question about trouble doing something."""
_NOT = (
    # "he cannot", "has stopped", "we were unable to", "barely"
    r"(?:not|never|unable to|stopped|stops|barely|hardly|scarcely|"
    r"no longer|too \w+ to|struggl(?:es|ed|ing) (?:to|with)|fight(?:s|ing) to|gasp(?:s|ing) to|hard(?: for \w+)? to)"
)
_UNABLE = re.compile(rf"\b{_NOT} (?:(?:really|even|quite|seem to|able to|be|properly) ){{0,2}}(?P<done>\w+)")
_DOING_WELL = "fine|ok|okay|alright|well|normally|normal|properly|freely|easily|happily|great|good|as usual|as always"
_ABLE = re.compile(
    # "he breathes fine", "she can walk", "they are eating as always"
    rf"\b(?:can|still) (?P<can>\w+)\b|\b(?P<done>\w+) (?:(?:just|very|quite|perfectly|really) )?(?:{_DOING_WELL})\b"
)
_NO_TROUBLE = re.compile(rf"\b(?:no|not any|without|without any|any|not (?:have|having)) (?:\w+ )?{_TROUBLE}\b")
"""What denies all trouble: "no trouble, he can breathe"."""
_MIXED = re.compile(
    # "not breathing badly"; "I don't know if he can breathe"
    r"\b(?:badly|worse|know|sure|if|whether|but|except|unless|though)\b"
)
"""What makes more of it than one of the two."""


def trouble_told(reply: PlainText, question: str) -> float:
    """+1 where the reply tells of trouble doing what is asked, -1 where of doing it well, 0 where of neither.

    >>> asked = "Does he have trouble breathing?"
    >>> [trouble_told(plain_text(said), asked) for said in ("he can't breathe", "he breathes fine", "he has a dog")]
    [1.0, -1.0, 0.0]
    """
    asked = {stem(found["doing"] or found["do"]) for found in _ASKED_TROUBLE.finditer(plain_text(question).bare)}
    said = reply.bare
    if not asked or _MIXED.search(said):
        return 0.0
    if _NO_TROUBLE.search(said):
        return -1.0
    if any(stem(found["done"]) in asked for found in _UNABLE.finditer(said)):
        return 1.0
    return -1.0 if any(stem(found["can"] or found["done"]) in asked for found in _ABLE.finditer(said)) else 0.0
