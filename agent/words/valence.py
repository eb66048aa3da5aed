"""How things are, told to a question about just that: "all fine" is a yes to "Is it working?", a no to "Any pain?".

Whether well or badly is said by the reply, whether well or badly was asked for by the question; where either is not
plain, nothing is told. It knows everyday words, and no domain.
"""

# One rule or row of a table a line, however long.
# ruff: noqa: E501

from __future__ import annotations

import re

from .plain_words import PlainText, plain_text, stem

__all__ = ["state_told"]

_HOW = (
    "(?:all|both|still|quite|perfectly|absolutely|just|totally|pretty|very|really|working|doing|mostly|always|so far)"
)
_WELL = (
    "fine|ok|okay|alright|right|good|great|perfect|perfectly|well|sound|solid|healthy|spot on|tip top|flawless|"
    "reliable|in (?:good |perfect |fine )?(?:order|shape|nick|condition)|(?:as )?good as new|like new|right as rain|"
    "as it should be|(?:as )?normal(?:ly)?|as usual|(?:the )?same as (?:ever|always|usual)|no (?:issues?|problems?|complaints?|troubles?|bother|concerns?)|nothing (?:is )?wrong|"
    "nothing to complain about|without (?:a |any )?(?:issues?|problems?|hitch)|like a (?:dream|charm)|rock solid|"
    "(?:work|works|working|run|runs|running)(?: (?:fine|well|perfectly|properly|great))?"
)
_BADLY = (
    "bad|terrible|awful|poor|dreadful|rubbish|useless|faulty|broken|dead|knackered|shot|a (?:mess|disaster|nightmare)|"
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
    rf"{_LEAD}(?:(?P<subject>{_SUBJECT}) {_IS} )?(?:{_HOW} )*(?:(?P<well>{_WELL})|(?P<badly>{_BADLY})){_END}"
)
_ASKED_BAD = frozenset(
    map(
        stem,
        "pain pains painful ache aches hurt hurts hurting sore fever cough rash bleeding blood swelling swollen "
        "sick ill unwell nausea dizzy symptom symptoms allergy allergies allergic problem problems trouble issue "
        "issues error errors fault faults faulty wrong damage damaged broken crack cracks cracked leak leaks "
        "leaking noise rattle smell stuck failing fails crash crashes worried concern concerns complaint "
        "complaints difficulty difficulties discomfort infection infected injury injured injuries itchy stiff "
        "missing defect defects scratch scratches stain mould slow worse bothers bothering uncomfortable unhappy "
        "dissatisfied".split(),
    )
)
_ASKED_GOOD = frozenset(
    map(
        stem,
        "work works working function functions functioning stable ok okay fine well good safe sound intact healthy "
        "reliable alright comfortable happy satisfied recovered healed better secure fit properly correctly normal normally usual usually".split(),
    )
)
_STILL = re.compile(r"^(?:do|does|is|are) (?!you\b|i\b|we\b)\w+ (?:\w+ ){0,3}still\b")
_DENIED = re.compile(r"\b(?:no|not|never|nothing|none|nobody|without|un\w+ed)\b")
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
    rf"\b(?:turned|switched|shut|put|plugged|taken|locked|closed) (?:(?:it|them|the|your|that) )?(?:\w+ ){{0,2}}?(?P<turned>{_WAYS})\b|"
    rf"^(?:is|are) (?:it|they|(?:the|your) (?:\w+ )?\w+) (?:(?:still|already|now|turned|switched) )*(?P<being>{_WAYS})\b"
)
_IS_SO = re.compile(
    rf"(?:(?:yes|no|well|oh|i think) )*(?:it|that|they|everything|all|the \w+|both) (?:is|are)(?P<not> not)?(?: (?:already|now|still|all|fully|turned|switched|completely))*"
    rf" (?P<how>{_WAYS})(?: (?:now|already|again|since \w+|for now|thanks))*"
)
_AGREES = re.compile(
    r"(?:(?:yes|well|oh) )?(?:(?:that|this|you) (?:is|are) )?(?:quite |absolutely |totally |just )?right"
)
_TAKES_BACK = re.compile(
    r"\b(?:but|though|although|however|except|only|just|apart|not|no|never|nothing|a bit|a little|sometimes|less|more|hardly|barely)\b"
)
_NAMELESS = frozenset(
    "it they he she that this those these everything everyone all both i we mine ours one "
    "the my our his her and so".split()
)
"""Words for what was asked about; any other subject has to stand in the question."""


def state_told(reply: PlainText, question: str) -> float:
    """+1 where the reply amounts to a yes by how it says that things are, -1 where to a no, 0 where it does not say."""
    turned = _turned(" ".join(reply.words), " ".join(plain_text(question).words))
    if turned:
        return turned
    said = _STATE.fullmatch(" ".join(reply.words))
    if _AGREES.fullmatch(" ".join(reply.words)):
        return 0.0  # "that's right" says yes, not how things are
    if said is None:
        return max(0.0, _asks(plain_text(question), "")) if _nothing_wrong(reply.plain) else 0.0
    return (1.0 if said["well"] else -1.0) * _asks(plain_text(question), said["subject"] or "")


def _turned(said: str, asked: str) -> float:
    """+1 where something is told to be just as the question has it, -1 where the other way: "it's off" of what is turned off."""
    told, wanted = _IS_SO.fullmatch(said), _TURNS_IT.search(asked)
    if told is None or wanted is None or _DENIED.search(asked):
        return 0.0
    way = wanted["turned"] or wanted["being"]
    if told["how"] not in (way, _THE_OTHER_WAY[way]):
        return 0.0
    return (1.0 if told["how"] == way else -1.0) * (-1.0 if told["not"] else 1.0)


def _nothing_wrong(plain: str) -> bool:
    """Whether a reply begins by saying that nothing is wrong, and takes nothing of it back: "no problem, it went twice"."""
    first, *rest = re.split(r" ?[,.;!] ?", plain.strip(" ,.;!"))
    said = _STATE.fullmatch(first)
    return said is not None and said["well"].startswith(("no ", "nothing ")) and not _TAKES_BACK.search(" ".join(rest))


def _asks(question: PlainText, subject: str) -> float:
    """+1 for a question whether something is well, -1 whether something is wrong, 0 for any other."""
    words = {stem(word) for word in question.words}
    asked, named = " ".join(question.words), {stem(word) for word in subject.split() if word not in _NAMELESS}
    bad, good = not words.isdisjoint(_ASKED_BAD), not words.isdisjoint(_ASKED_GOOD)
    if "you" in named or not named <= words or _DENIED.search(asked) or (bad and good):
        return 0.0
    if bad:
        return -1.0
    return 1.0 if good or named or _STILL.search(asked) else 0.0
