"""How things are, told to a question about just that: "all fine" is a yes to "Is it working?", a no to "Any pain?".

Whether well or badly is said by the reply, whether well or badly was asked for by the question; where either is not
plain, nothing is told. It knows everyday words, and no domain.
"""

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
    "as it should be|no (?:issues?|problems?|complaints?|troubles?|bother|concerns?)|nothing (?:is )?wrong|"
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
        "reliable alright comfortable happy satisfied recovered healed better secure fit properly correctly".split(),
    )
)
_STILL = re.compile(r"^(?:do|does|is|are) (?!you\b|i\b|we\b)\w+ (?:\w+ ){0,3}still\b")
_DENIED = re.compile(r"\b(?:no|not|never|nothing|none|nobody|without|un\w+ed)\b")
_NAMELESS = frozenset(
    "it they he she that this those these everything everyone all both i we mine ours one "
    "the my our his her and so".split()
)
"""Words for what was asked about; any other subject has to stand in the question."""


def state_told(reply: PlainText, question: str) -> float:
    """+1 where the reply amounts to a yes by how it says that things are, -1 where to a no, 0 where it does not say."""
    said = _STATE.fullmatch(" ".join(reply.words))
    if said is None:
        return 0.0
    return (1.0 if said["well"] else -1.0) * _asks(plain_text(question), said["subject"] or "")


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
