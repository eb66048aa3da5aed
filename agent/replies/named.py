"""A reply that names one option of a question in words the domain has for it: "she's on warfarin", "34".

What a domain calls an option is its author's word for it, so it counts for more than how much a reply sounds like one.
Lexical only; a reply that names two, denies one, asks or wavers is for the reader to weigh.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from math import isinf

import numpy as np

from ..amounts.quantities import amounts
from ..amounts.units import canonical_unit, dimension
from ..matching.bins import bin_mass
from ..matching.facts import speaks_about, without_degree
from ..matching.made_without import made_without
from ..matching.option_facts import only_denies
from ..matching.options import match_options, remainder_option
from ..matching.questions import PendingQuestion, ReplyReading, dealt, sure_of
from ..matching.taken_up import taken_up, turned_down
from ..matching.together import named_together
from ..matching.who_did import doer_told
from ..words.plain_words import PlainText, plain_text
from ..words.signs import SpeechAct
from ..words.speech_acts import speech_acts
from .numbers import put_number
from .sheet import Sheet

__all__ = ["answered_outright", "beside_nothing", "called", "declined", "named_option", "said_to_be_so"]

WHOLE, BESIDE = 0.95, 0.5
"""How surely one option has to be named, and any other may be."""
MOST_WORDS, MOST_OF_A_YES = 15, 30
EXACT, FEW_WORDS = 0.995, 6
"""The same for an amount that is said alone, without its unit in so many words at most."""
TAKEN_UP = 0.95
"""Probability of a yes where a reply says that what was asked about is so, and of a no where that it is not."""
SURE = 0.985
"""Probability that the option is meant that is named alone."""
HEDGED = 0.93
"""The same of none, where that is said as far as one knows."""
_CLAUSE = re.compile(r" [,.;!\u2013\u2014-] | but ")
_DENIED = re.compile(
    # "the rash is gone", "gone since noon"; not "my neck's gone stiff"
    r"\b(?:no|not|never|without|none|nor|neither|nothing|"
    r"gone(?= (?:now|again|away|completely|by|since|already|today|overnight|for)\b| *$))\b"
)
_HEDGED = re.compile(
    # "mostly the left one", "mild, having said that, it is getting worse"
    r"\b(?:mostly|mainly|chiefly|largely|usually|mind you|having said that|that said|although|"
    # "worse than mild", "not just water"
    r"more than|worse than|not just|not only|"
    # "now and then a dry one"
    r"now and (?:then|again)|"
    r"sometimes|at times|once in a while|on occasion|every so often|as a rule)\b|"
    # "the left one. well, the upper left"
    r"[,.;:!\u2013\u2014-] well\b"
)
"""Words of somebody who has more to tell than the name that stands beside them."""
_TURNED = re.compile(
    # "I would not call it harmless", "it is not exactly quiet"
    r"\b(?:would|could|can|do|did|is|are|was|were) not (?:\w+ )?"
    r"(?:call|say|think|consider|exactly|all|very|quite|really) |"
    # "anything but harmless", "harmless until it gets wet"
    r"\b(?:far from|anything but|save|except|apart from|aside from|but for|"
    r"until|unless|if|as long as|plus) "
)
"""Words that turn the name of a no, or let it hold in part alone."""
_SUMMING = frozenset(
    "so that is which makes make it he she i am they are we this be would means comes to him her me".split()
)
"""What may stand beside a figure in a clause of its own."""
_WHEN = re.compile(r"(?:(?:last|this|next) )?(?:week|month|weekend|yesterday|today|tomorrow|\w+day|night|morning)")
"""When a birthday was: "thirteen last month" is thirteen years."""
_ONCE = re.compile(
    # "she stopped the warfarin", "a lodger until May", "asthma years ago"
    r"\b(?:stopped|stops?|quit|dropped|finished|used to|came off|until|ago|"
    r"last (?:week|month|year)|years? (?:back|before)|instead)\b"
)
"""What is over."""
_KIN, _SELF = (
    re.compile(r"\b(?:husband|wife|mother|mum|father|dad|son|daughter|brother|sister)\b"),
    re.compile(r"\b(?:i|me)\b"),
)
"""Somebody else, where the speaker denies it of themselves; else the one who is asked about."""
_AND_NOTHING = re.compile(r" and (?=(?:nothing|none|no|not|never)\b)")
BESIDE_IT = 0.9
"""Probability that what was named counts, where nothing else does."""
_THANKS = r"thanks|thank you"
_THANK_GOD = r"thank (?:god|goodness)"
_OUTRIGHT = re.compile(
    # "well, honestly", "no thanks", "as I said", "luckily"
    rf"(?:(?:no|nope|nah|well|oh|um|hmm|uh|sorry|{_THANKS}|really|honestly|absolutely|definitely|certainly|of course|"
    rf"i said|as i said|like i said|still|and|{_THANK_GOD}|thankfully|fortunately|luckily) )*"
    # "none", "not at all", "certainly not", "not a single one"
    r"(?:no|nope|nah|none|nothing|nil|zero|zilch|nada|never|neither|not (?:at all|any|anything|one|a thing)|"
    r"(?:absolutely |certainly |definitely |of course )not|not a single (?:one|thing)|no way|"
    # "she does not have any", "I never took anything", "they use none"
    r"(?:(?:i|he|she|we|they) )?(?:(?:do|does|did|have|has) not|(?:am|is|are) not|never) "
    r"(?:take|took|taken|taking|have|had|got|use|used|using|touch|touched|tried) (?:any|anything)|"
    r"(?:i|he|she|we|they) (?:take|takes|have|has|use|uses) (?:none|nothing))"
    # "of those", "no to all of them", "nothing like that"
    r"(?: (?:no|nope|nothing|none|nil|never|at all|of (?:these|those|them|that|it|the sort|the kind)|"
    r"to (?:all|any|every one)(?: of (?:them|these|those))?|like (?:that|this|it)|"
    r"else|either|whatsoever|whatever|ever|so far|special|worth mentioning|"
    # "none really, I checked"
    rf"really|{_THANKS}|mate|sir|madam|sorry|{_THANK_GOD}|i (?:checked|swear|promise)|as i said))*"
)
"""Who denies and says nothing else: "nope, none of those", "I don't take anything"."""
_HEDGED_NO = re.compile(
    # "no, I don't think so", "not that I'm aware of", "as far as I know, no"
    r"(?:(?:no|nope|well|oh|um|hmm|uh|honestly|actually|as far as i know) )*"
    r"(?:(?:i|we) do not (?:think|believe) so|"
    r"not (?:that|as far as) (?:i|we) (?:know|(?:am|are) aware)(?: of)?|"
    # "not to my knowledge", "I doubt it", "probably not"
    r"not to my knowledge|(?:i )?(?:very much )?doubt (?:it|that)|(?:i )?(?:think|guess|suppose|hope) not|probably not)"
    rf"(?: (?:no|really|{_THANKS}|sorry))*"
)
"""Who denies all that was asked about as far as they know."""
_THERE_IS = r"there (?:is|are)|(?:i|he|she|we|they|it) (?:do|does|have|has|am|is|are)"
_ASSENT = re.compile(
    # "oh yes", "unfortunately"
    r"(?:(?:yes|yeah|yep|well|oh|um|uh|hmm|sadly|unfortunately|sorry|honestly|"
    r"definitely|certainly|absolutely|of course) )*"
    # "indeed", "I am afraid so", "there are", "she does"
    r"(?:yes|yep|yeah|of course|certainly|definitely|absolutely|indeed|very much so|for sure|(?:i am |i )?afraid so|"
    rf"{_THERE_IS})"
    # "there is, I am afraid", "yes, she has"
    rf"(?: (?:yes|of course|unfortunately|sadly|sir|madam|mate|{_THANKS}|indeed|i am afraid|very much so|"
    rf"for sure|{_THERE_IS}))*"
)
"""Who assents and says nothing else: "afraid so", "yes, she is"."""
_OF_NONE = re.compile(r"(?:no|none|without|never)\b(?! (?:pref|opinion|idea|answer|matter))")
"""What a domain calls the option of who has none: "no lamp at all"."""
_PLAIN: set[SpeechAct] = {"inform", "reply", "correct"}


def _named(read: PlainText, question: PendingQuestion) -> str | None:
    without = made_without(read.plain, question)
    if without is not None:
        return question.options[without].id
    match = match_options(read, question.options)
    if (match.named >= WHOLE).sum() != 1 or (match.named > BESIDE).sum() != 1 or match.denied.max() > 0:
        return None
    return question.options[int(match.named.argmax())].id


def _called(read: PlainText, question: PendingQuestion) -> str | None:
    """What the domain calls a yes, undenied, or what it calls a no: "my chest is tight", "he is a man"."""
    clauses = [f" {' '.join(plain_text(part).words)} " for part in _CLAUSE.split(read.plain)]
    told = [(clause, _held(clause, question)) for clause in clauses]
    if any(_tells_yes(f" {part} ", question) for clause in clauses for part in (clause, *_joined(clause))):
        return "yes"
    beside = sum(len(clause.split()) for clause, held in told if not held)
    if {name for _, held in told for name in held} != {"no"} or beside > FEW_WORDS:
        return None  # who goes on after a no may have more to tell
    return None if any(_TURNED.search(clause) for clause, held in told if held) else "no"


def _tells_yes(clause: str, question: PendingQuestion) -> bool:
    """Whether a clause holds what the domain calls a yes, and neither denies it nor says that it is over."""
    return _held(clause, question) == {"yes"} and not _DENIED.search(clause) and not _ONCE.search(clause)


def _joined(clause: str) -> list[str]:
    """What stands before an "and", where only what comes after it may deny: "in pain and does not eat"."""
    first, _, rest = clause.partition(" and ")
    return [first] if rest and not _DENIED.search(first) else []


def _held(clause: str, question: PendingQuestion) -> set[str]:
    """The options whose names a clause holds."""
    bare = without_degree(clause)
    named = ((o.id, plain_text(name).bare) for o in question.options for name in o.synonyms)
    said = ((option, f" {phrase} ") for option, phrase in named if len(phrase) > len("yes"))
    return {option for option, phrase in said if phrase in clause or phrase in bare}


def named_option(text: str, question: PendingQuestion) -> ReplyReading | None:
    """The reply of somebody who names one option among other words; None where it is not as plain as that."""
    read = plain_text(text)
    most = MOST_OF_A_YES if question.kind == "yesno" else MOST_WORDS
    if read.asks or len(read.words) > most or not speech_acts(text) <= _PLAIN:
        return None
    if question.kind == "number":
        return _counted(read, question)
    if question.kind == "choice" and _HEDGED.search(read.plain):
        return None
    best = _called(read, question) if question.kind == "yesno" else doer_told(read, question) or _named(read, question)
    return None if best is None else sure_of(question, {best}, SURE)


def answered_outright(text: str, question: PendingQuestion) -> ReplyReading | None:
    """The reply of somebody who says yes or no to all that was asked about and nothing else; None of anybody else.

    Who denies as far as they know has probably none, where that is an option. What a domain itself gives as a way to
    say something else is that.
    """
    read = plain_text(text)
    said = read.bare
    hedged = question.kind == "choice" and _HEDGED_NO.fullmatch(said) is not None
    denies = hedged or _OUTRIGHT.fullmatch(said) is not None
    if read.asks or question.kind == "number" or not (denies or _ASSENT.fullmatch(said)):
        return None
    nothing = [option.id for option in question.options if only_denies(option.name)]
    nothing = nothing or [option.id for option in question.options if _OF_NONE.match(option.name.casefold())]
    nothing = nothing or [option.id for option in question.options if any(map(only_denies, option.synonyms))]
    if question.kind == "yesno":
        meant = "no" if denies else "yes"
    else:
        meant = nothing[0] if denies and len(nothing) == 1 else ""
    others = [option for option in question.options if option.id != meant]
    if len(others) == len(question.options) or read.words in {
        plain_text(way).words for option in others for way in (*option.synonyms, *option.examples)
    }:
        return None
    return sure_of(question, {meant}, HEDGED if hedged else SURE)


def declined(text: str, menu: PendingQuestion) -> ReplyReading | None:
    """The reply of somebody who says no to a whole menu of wishes and nothing else: it is something else."""
    rest, read = remainder_option(menu.options), plain_text(text)
    if rest is None or read.asks or _OUTRIGHT.fullmatch(read.bare) is None:
        return None
    return sure_of(menu, {menu.options[rest].id}, SURE)


def said_to_be_so(text: str, question: PendingQuestion) -> ReplyReading | None:
    """The reply of somebody who says that what was asked about is so, or is not, in the question's own words."""
    meant = "yes" if taken_up(text, question) else "no" if turned_down(text, question) else None
    return None if meant is None else sure_of(question, {meant}, TAKEN_UP)


def beside_nothing(text: str, question: PendingQuestion, reply: ReplyReading) -> ReplyReading:
    """The reading of a reply that was taken for "nothing else", though what else there is was named beside it.

    "Let me see. Warfarin. Nothing else" is warfarin: that there is no more of it denies nothing that was named.
    """
    denying = {option.id for option in question.options if only_denies(option.name)}
    if question.kind != "choice" or reply.best not in denying:
        return reply
    plain = _AND_NOTHING.sub(" , ", plain_text(text).plain)
    clauses = [f" {' '.join(plain_text(part).words)} " for part in _CLAUSE.split(plain)]
    others = any(_DENIED.search(clause) and _SELF.search(clause) for clause in clauses)
    past = [clause for clause in clauses if _ONCE.search(clause) or (others and _KIN.search(clause))]
    told = " ".join(clause for clause in clauses if clause not in past and not _DENIED.search(clause))
    named = [o.id for o in question.options if o.id not in denying and _stands_in(told, o.names)]
    if not named:
        return reply
    found = dealt(reply.log_likelihood, named, BESIDE_IT)
    return replace(reply, log_likelihood=found, confidence=float(np.exp(found[named[0]])))


def _stands_in(told: str, names: Sequence[str]) -> bool:
    """Whether one of some names stands in plain words as they are."""
    return any(f" {' '.join(plain_text(name).words)} " in told for name in names)


def _sums_up(read: PlainText, figure: str) -> bool:
    """Whether the last clause is a figure and nothing else: "born in the war, so 84"."""
    words = plain_text(_CLAUSE.split(read.plain)[-1]).words
    return figure in words and _SUMMING.issuperset({*words} - {figure})


def _counted(read: PlainText, question: PendingQuestion) -> ReplyReading | None:
    """One exact amount, or one within bounds that leave no doubt, and next to nothing else, of what is asked for."""
    unit = canonical_unit(question.unit)
    said = amounts(read, unit, asked=question.text) if dimension(unit) else ()
    said = [one for one in said if unit != "year" or not _WHEN.fullmatch(one.text)]
    amount = put_number(Sheet(len(question.options)), read, question, None) if len(said) == 1 else None
    if amount is None or isinf(amount.high):
        return None
    if len(read.words) > FEW_WORDS and amount.text.replace(".", "").isdigit() and not _sums_up(read, amount.text):
        return None  # a figure without its unit may be of something else
    mass = bin_mass(replace(amount, approximate=False), question.options)
    meant = question.options[int(mass.argmax())].id
    least = SURE if amount.open else EXACT
    return sure_of(question, {meant}, least, amount) if mass.max() >= least else None


def called(text: str, questions: Sequence[PendingQuestion]) -> dict[str, ReplyReading]:
    """Facts that are told in the words that the domain has for them: a yes, one option, several, or an exact amount."""
    found = {q.id: _told_in(speaks_about(text, q), q) for q in questions}
    return {name: reading for name, reading in found.items() if reading is not None}


def _told_in(piece: str | None, question: PendingQuestion) -> ReplyReading | None:
    if piece is None:
        return None
    if question.kind == "number":
        return _counted(plain_text(piece), question)
    one = question.kind == "yesno" or piece in {option.name for option in question.options}
    return named_option(piece, question) if one else named_together(piece, question)
