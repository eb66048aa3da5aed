"""Yes or no in their many forms: "not that I know of", "you bet", "no worries, yes", "can't say that I do".

Cues with a sign and a weight over plain words. It knows no question, except for one thing: a figure can
answer a question that compares ("Are you over 18?" "I'm 34").
"""


# One rule or row of a table a line, however long.
# ruff: noqa: E501

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from .plain_words import PlainText, plain_text, stem
from .quantities import Quantity, amounts
from .valence import state_told

__all__ = ["KNOWING", "Polarity", "compared_with", "echoed", "leaning", "polarity", "state_denied", "topic"]


@dataclass(frozen=True)
class Polarity:
    """Evidence for yes and for no, each at least zero; the larger, the more explicit."""

    yes: float = 0.0
    no: float = 0.0
    explicit: bool = False
    """A plain word of assent or denial was said."""
    negated: bool = False
    """A negation stands somewhere in the words."""


PLAIN = 7.0
"""Evidence in a plain yes or no."""
_PRONOUN = "(?:i|he|she|it|we|they|you|there|that|this|mine|ours)"
_AUX = "(?:do|does|did|am|is|are|was|were|have|has|had|would|will|can|could|should|shall|may|must)"
_NEG_MIND = r"(?:would|do|does|did) not (?:really )?mind"

# (sign, weight, pattern); idioms come first, and what they match is taken out of the text
_IDIOMS: tuple[tuple[int, float, str], ...] = (
    (+1, 3.0, r"\bwhy (?:the heck |the hell |on earth )?(?:not|would not i|would i not|ever not)\b|\bdo not mind if i do\b"),
    (+1, 3.0, r"\b(?:would|could|will|can) not (?:say no|refuse|resist|agree more|miss it|hurt|have said it better|be happier)\b"),
    (+1, 2.5, r"\b(?:can|could) not (?:deny|help|argue|lie|complain enough|live without|do without|wait|stop|get enough)\b|\bno denying\b"),
    (+1, 3.0, r"\b(?:no|without a|without any|without|not a|beyond|there is no|not any) (?:doubt|question|hesitation|reservations?|hesitating|shadow)(?: about it| at all| of a doubt)?\b"),
    (+1, 0.6, r"^(?:oh |well |sure )?no (?:worries|problem|problemo|prob|probs|sweat|biggie|trouble|objections?|objection|issue|rush)(?: at all| with that| from me| here)?\b"),
    (+1, 2.0, r"\b(?:not a|is no|are no) (?:problem|objections?)\b|\bi have no objections?\b|\bnot (?:half|without)\b|\bnever (?:not|miss|say no)\b|\bnot only\b|\bnothing but\b"),
    (+1, 2.0, rf"\b(?:if you )?{_NEG_MIND}\b|\bif you do not mind\b|\bif it is not (?:too )?(?:much )?(?:trouble|bother)\b"),
    (+1, 3.0, r"^(?:(?:well|yes|oh|maybe|it is|it does|i do|he does|she does) )*(?:(?:not )?(?:only|just)|mostly|mainly|usually) (?:really |ever |slightly |very )?(?:at(?! all)|on|from|near|under|behind|inside|outside|along|when(?:ever)?|if|while|after|before|during|around|every|once|twice|sometimes|occasionally|now and|from time|a (?:little|bit|tad|touch)|in(?! case)|mildly)\b(?!.*\b(?:not|never|no)\b)"),
    (+1, 3.0, r"\b(?:you (?:bet|know it|betcha|got it|can say that again)|bet your|hell (?:yes|yeah)|heck (?:yes|yeah)|damn (?:right|straight|sure)|darn right|too right|right on|for sure|count me in|sign me up|i am in|bring it on|the more the merrier|is the pope|bears? (?:live|sh|do|poo)\w*|does a bear|is water wet|go (?:crazy|wild|nuts))\b"),
    (+1, 3.0, r"\b(?:in a heartbeat|by all means|feel free|be my guest|with pleasure|go (?:ahead|for it|on then|right ahead)|oh go on|please do|(?<!will )(?<!can )(?<!would )do it(?! myself| on my)|let us do (?:it|that|this)|sounds (?:good|great|fine|lovely|perfect|like a plan)|works for me|might as well|may as well|knock yourself out|fire away|suit yourself|shoot|make it so|i am game|that works|that would be (?:\w+ )?(?:great|lovely|nice|good|wonderful|perfect|helpful|fine|awesome|fantastic|amazing))\b"),
    (+1, 3.0, r"\b(?:guilty(?: as charged)?|i (?:am )?afraid so|sad(?:ly)? (?:but )?true|i confess|i admit|i must admit|i plead guilty|busted|you caught me|caught me|that is me)\b"),
    (+1, 1.6, r"\b(?:i )?(?:think|believe|guess|suppose|hope|reckon|imagine|assume|expect|presume|gather|suspect|fear|say|would say|should think|should say) so\b|\b(?:it|that) (?:seems?|looks?|appears?|would seem) (?:so|that way|like it|to be)\b|\bseems? like it\b|\bso i (?:am|was|have been) told\b|\bmore or less\b|\bmore often than not\b|\bto some extent\b|\bin a way\b|\bas a matter of fact\b"),
    (-1, 1.8, r"\b(?:do|did|would|should|could) not (?:really |honestly )?(?:think|believe|reckon|imagine|suppose|expect|say|feel)(?: so| it| that| i| he| she| they| we)?\b|\b(?:think|believe|guess|suppose|hope|reckon|afraid|probably|certainly|definitely|absolutely|obviously|preferably|maybe|perhaps|possibly|apparently|of course|surely|hopefully|thankfully|fortunately|luckily|unfortunately|sadly|likely|evidently|clearly|course|better|rather|why) not\b"),
    (-1, 3.0, r"\bcan not (?:honestly |truly |really )?say (?:that )?(?:i|he|she|we|they|it|so)\b|\bno can do\b|\bcan not do\b|\bnot (?:that i|to my|as far as|so far as|that we|in my|for me|me|us|mine|any ?more|any longer|yet|at all|really|today|now|tonight|this time|right now|at the moment|at present|currently|lately|recently|so far|once|ever|even|one bit|in the least|in the slightest|a chance|a bit|by a long shot|likely|exactly|quite|particularly|especially|my thing|happening|going to happen|applicable|necessary|needed|required|interested|keen|since|until|for (?:years|ages|long|a while))\b"),
    (-1, 3.0, r"\b(?:over my dead body|when (?:pigs|hell)|in your dreams|as if|fat chance|no (?:chance|way|siree|sir|ma am|dice|go|thanks|thank you|thx|need|point|ta|bueno)|god forbid|heaven forbid|not on your life|far from it|on the contrary|quite the (?:opposite|contrary|reverse)|the opposite|anything but|touch wood|knock on wood|thank (?:god|goodness|heavens?)|thanks but|hard pass|yes right|as if)\b"),
    (-1, 2.5, r"\b(?:i (?:will |am going to |think i will |shall )?pass(?: on)?|give it a miss|skip (?:it|that|this|the)|leave (?:it|that|this|them)(?: out| off|$)|leave me|forget (?:it|that)|maybe (?:later|next|another|tomorrow|some other)|some other time|another (?:time|day)|next time|later maybe|rain check|(?:will|can|would rather) (?:do|handle|manage|get|take|book) (?:it|that|them|this) (?:myself|on my own|ourselves)|hang on|hold the|go easy|that is (?:all|it|everything)|that was it|that will be all|nothing else|all sorted|you are (?:alright|all right|ok|fine)|spare me|count me out|please do not$|rather you did not|do not (?:bother|worry|need|want|call|text|email|send|include|add|do|contact)|save (?:the|your|it)|(?:we|i) (?:are|am) (?:all )?(?:good|fine|ok|okay|alright|all right|set|sorted|happy as)(?: thanks| thank| as| without| for| like| with)?|all (?:good|set)|would (?:rather|prefer) (?:\w+ )?(?:not|if you did not|you did not|without|no)|will do without|can do without|never ?mind)\b"),
    (-1, 2.5, r"\b(?:i |we |highly |very )?doubt(?: it| that|ful| so)?\b|\bunlikely\b|\bimpossible\b|\bout of the question\b|\b(?:hardly|barely|scarcely|rarely|seldom)\b(?: ever)?|\bused to\b|\bno (?:longer|more)\b|\bany ?more\b|\b(?:quit|gave (?:it |them )?up|given up|stopped|cut out|got rid)\b|\byet to\b|\bfree of\b|\bnot once\b"),
)  # fmt: skip

_CUES: tuple[tuple[int, float, str], ...] = (
    (+1, 4.0, r"\byes\b|\b(?:yessir|yup|affirmative|aye|yeppers|yessum|yis|oui|si|ja|da|hai|sim|jawohl|indeedy|roger|righto|okey ?dokey|okie|okey)\b|\buh huh\b|\bmm? ?hmm?\b|\bmhm\b|\bmmhm\b|^(?:y|ye|ya|yus|yh|ys|yss|yas|yaas)\b|\byes(?:ir|sir)\b"),
    (+1, 3.0, r"(?:^|\b(?:yes|ok|okay|oh|but|for|yeah) )sure\b(?! (?:it|he|she|i|that|they|we|if|about))|\b(?:surely|absolutely|definitely|certainly|of course|indeed|totally$|naturally|obviously|correct|exactly|precisely|^100$|positive|undoubtedly|unquestionably|clearly|evidently|true|gladly|for real|^always|always$|completely$|very much|hundred percent|bingo|agreed|(?<!not )agree|(?<!not )accept|accepted|approved|granted|confirmed|confirm|deffo|certainement|claro|totes)\b"),
    (+1, 2.5, r"^(?:ok|okay|k|kk|okey|alright|all right|fine|cool|great|perfect|right|lovely|awesome|excellent|deal|good|yay|please|nice|brilliant|super|wonderful|sweet|fantastic)\b|\bplease$|\b(?:that|this|it) is (?:right|correct|true|so|the case)\b|\byou are right\b|\bthat would be me\b"),
    (+1, 2.5, rf"(?:^|\b(?:yes|so|sure|well|but|think|believe|actually|unfortunately|sadly|indeed|and|oh|certainly|guess|suppose|say|fact|honestly|course|luckily|know|told|afraid|sometimes|both|still|really|used) ){_PRONOUN} (?:\w+ly |sure |still |both |really |most |just |always |often |sometimes )*{_AUX}(?: \w+ly| too| so| indeed| actually| yes| sometimes| a lot| a bit| quite often| often| now| unfortunately| sadly| sure| still| thanks| please| already| both| all)*$"),
    (+1, 2.0, r"\b(?:would|will|d) (?:really |absolutely )?(?:love|like|appreciate|be (?:happy|glad|delighted|grateful))(?: to| that| one| it| some)?\b|\b(?:i want|i need|i will take|i could use|give me|i am happy|happy to|glad to|love to|i love|keen|let us|looking forward)\b"),
    (+1, 1.5, r"\b(?:probably|likely|i guess|i suppose|somewhat|kind of|sort of|a bit|a little|slightly|sometimes|occasionally|often|usually|regularly|frequently|mostly|every (?:day|night|week|morning|time|month|year|single|other|so often|now and then)|daily|weekly|now and (?:then|again)|from time to time|on occasion|here and there|apparently|basically|partly|partially|mainly|in part|(?:well|way|far|long|just) (?:over|above|past|beyond|more than)|constantly|all the time|nonstop|non stop|all day|all night|terribly|extremely|badly|a lot|lots|loads|tons|plenty|quite a (?:few|lot|bit)|several|many|a few|some|couple|multiple|both|all of|^already|already$|twice|once|thrice|\w+ times|got (?:one|some|it|them|both|two|three|a)|just (?:did|now|got|yesterday|finished)|(?:sad|unfortunate|regretful)ly)\b"),
    (-1, 4.0, r"\bno\b|\b(?:nay|nein|non|nyet|negatory|negative|nuh uh|uh uh|nopes|nopey|noppe|nopr|noe|nah|neg)\b|^n\b|^(?:na|nu|ne)\b"),
    (-1, 2.2, r"\b(?:not|never|none|nothing|nobody|neither|nor|nowhere|without|nil|nada|zip|zilch|zero|nun|noone)\b|^0\b"),
    (-1, 1.5, r"\b(?:just|only) (?:an?|my|the) (?!little|bit|few|couple|small|tiny|touch|minor|mild|moment|slight|lot)\w+$|\bstill (?:waiting|learning|looking|pending|thinking|missing|need to|have to)\b"),
    (-1, 1.6, r"\b(?:is|are|was|would be|works|sounds) (?:\w+ )?(?:better|easier|preferable)\b|\binstead$"),
    (-1, 2.5, r"\b(?:false|incorrect|wrong|untrue|refuse|decline|reject|disagree|fails?|failed|forgot to|lost|missed|lacking?|ended|over now|expired|skipped|cancel+ed|undecided|avoid|hate|opposite|unable|instead|except)\b"),
)  # fmt: skip

_IDIOM_RULES = tuple((sign, weight, re.compile(p)) for sign, weight, p in _IDIOMS)
_CUE_RULES = tuple((sign, weight, re.compile(p)) for sign, weight, p in _CUES)
_CONTRAST = re.compile(
    r"\b(?:but|actually|wait|i mean|i meant|scratch that|on second thoughts?|then again|although|sorry)\b"
)
_SOFT = frozenset({"but", "although", "sorry"})
"""Words of contrast that qualify what was said; the others take it back."""
_FILLER = re.compile(
    r"\b(?:to be honest|you know|let me see|let us see|like i said|as i said|oh god|my god|omg|oh|ah|um+|hmm+)\b|^well\b|\buh (?!huh|uh)"
)
_NOT_SURELY = re.compile(
    r"(?<!why )\bnot (?:be |been |so )?(?:obviously|of course|clearly|definitely|certainly|absolutely|naturally|evidently|surely|for sure|for certain|i am (?:sure|certain|positive))$|"
    r"(?<!why )\bnot (?:obviously|of course|clearly|naturally|evidently|definitely|certainly|absolutely) (?=i|he|she|they|we|it|my|that|because|as|since|not|no)\b"
)
"""A denial with a word after it that only makes it surer: "I'm not, obviously"."""
_NEGATION = re.compile(r"\b(?:no|not|never|none|nothing|nobody|neither|nor|nowhere|without|hardly|barely|nil|zero)\b")
_EXPLICIT = re.compile(r"\b(?:yes|no|nope|sure|absolutely|definitely|of course|certainly|negative|affirmative)\b")
_UNSURE = re.compile(
    r"\bnot (?:really |entirely |too |100 |% |so |very |quite |completely |totally |absolutely |exactly )*(?:sure|certain|positive)"
    r"\b(?: but| yet| about that| that)?|\b(?:do|did|does|can|could) not (?:really |honestly |actually |quite |even )*"
    r"(?:know|remember|recall|tell|decide)\b(?! of)|\bno (?:idea|clue)\b|\byes (?:and|or) no\b|\bno (?:comment|preference|clue|rush|hurry)\b|\bif i remember correctly\b"
)


def _weigh(clause: str) -> tuple[float, float]:
    """Evidence in one clause: idioms first, then words; the first plain yes or no counts double."""
    score = {+1: 0.0, -1: 0.0}
    for sign, weight, pattern in _IDIOM_RULES:
        clause, count = pattern.subn(" ; ", clause)
        score[sign] += weight * min(count, 1)
    first: tuple[int, int] | None = None
    for sign, weight, pattern in _CUE_RULES:
        found = pattern.search(clause)
        if found is None:
            continue
        score[sign] += weight
        if weight >= 3.0 and (first is None or found.start() < first[0]):
            first = (found.start(), sign)
    if first is not None:
        score[first[1]] += 3.0
    return score[+1], score[-1]


def _clauses(bare: str) -> list[tuple[str, str]]:
    """Clauses, each with the word of contrast before it, "" for the first."""
    starts = [(0, 0, ""), *((m.start(), m.end(), m.group()) for m in _CONTRAST.finditer(bare))]
    ends = [start for start, _, _ in starts[1:]] + [len(bare)]
    parts = [(mark, bare[begin:end].strip()) for (_, begin, mark), end in zip(starts, ends, strict=True)]
    return [(mark, clause) for mark, clause in parts if clause.strip(" ;")]


@lru_cache(maxsize=4096)
def _polarity(words: tuple[str, ...]) -> Polarity:
    bare = _UNSURE.sub(" ; ", _FILLER.sub(" ", " ".join(words)).strip())
    bare = _NOT_SURELY.sub("not", bare)
    bare = re.sub(r"\byes no\b", "no", re.sub(r"\bno yes\b", "yes", " ".join(bare.split())))
    yes = no = 0.0
    for marker, clause in _clauses(bare):
        a, b = _weigh(clause)
        first = max(yes, no) >= 4.0 and marker in _SOFT
        if first and not _EXPLICIT.search(clause):
            yes, no = yes + 0.2 * a, no + 0.2 * b  # "yes, but it did not help" explains a yes
        elif max(a, b) >= 1.5:
            yes, no = 0.35 * yes + a, 0.35 * no + b
        else:
            yes, no = yes + a, no + b
    return Polarity(yes, no, bool(_EXPLICIT.search(bare)), bool(_NEGATION.search(bare)))


def polarity(text: str | PlainText) -> Polarity:
    """How far the words assent or deny."""
    read = plain_text(text) if isinstance(text, str) else text
    return _polarity(read.words)


_AGE = re.compile(r"\b(?:old|older|younger|age|aged|years|adult|minor|birthday|born)\b")
_COMPARES = re.compile(r"\b(?:over|under|above|below|at least|more|less|fewer|older|younger|than|or (?:older|over|younger|under|"
                       r"more|less)|up to|exceed|minimum|maximum|within|between|turned|reached|last|past)\b")  # fmt: skip


def compared_with(reply: str | PlainText, question: str, *, now: date | None = None) -> float:
    """How a figure in the reply answers a question that compares with a figure: +1 yes, -1 no, 0 neither."""
    asked_text = plain_text(question)
    if not _COMPARES.search(" ".join(asked_text.words)):
        return 0.0
    asked = [q for q in amounts(asked_text, now=now)]
    if not asked:
        return 0.0
    limit = asked[0]
    unit = limit.unit or ("year" if _AGE.search(asked_text.plain) or limit.value in (16, 18, 21, 65) else None)
    read = plain_text(reply) if isinstance(reply, str) else reply
    said = amounts(read, unit, now=now)
    if not said:
        return 0.0
    return _inside(said[0], limit)


def _inside(said: Quantity, limit: Quantity) -> float:
    low, high = limit.low, limit.high
    if low == high:  # "18 or older" and the like set a range; "turned 18" means at least
        low, high = limit.value, math.inf
    middle = said.value if math.isfinite(said.value) else said.low
    if math.isinf(said.high) and said.low >= low:
        middle = said.low
    return 1.0 if low <= middle < high or (middle == high and limit.low == 0.0) else -1.0


_LITTLE = frozenset(
    "do does did are is was were am be been have has had will would can could should may might shall you your i my me we "
    "us our it its the a an any some of to in on at for from with and or by about there this that these those he she his "
    "her they their still currently already ever yet now get got right not no yes just only so too very well".split()
)
_GONE = frozenset(
    map(
        stem,
        "expired expire expires ran lapsed broken dead gone empty closed ended finished cancelled missing stuck failed down "
        "died sold stolen thrown blocked refused rejected passenger declined unplugged offline disconnected".split(),
    )
)
_BEFORE = frozenset({"before", "already", "ever", "previously"})
_NOT_FIRST = frozenset("second 2nd third 3rd fourth 4th fifth another again already before twice many several".split())


def topic(words: Sequence[str]) -> frozenset[str]:
    """Stems of the words that say what is spoken about."""
    return frozenset(stem(word) for word in words if word not in _LITTLE and len(word) > 2)


def echoed(reply: PlainText, question: str) -> float:
    """Share of the question's own content words that the reply takes up, in [0, 1]."""
    asked = topic(plain_text(question).words)
    return len(asked & topic(reply.words)) / len(asked) if asked else 0.0


def state_denied(reply: PlainText, question: str) -> float:
    """-1 where the reply tells of an end or a failure that the question did not ask about, else 0."""
    asked = topic(plain_text(question).words)
    words = frozenset(reply.words)
    told = frozenset(map(stem, words)) & _GONE
    told_first = not words.isdisjoint(("first", "new"))
    asked_words = plain_text(question).words
    if ("first" in asked_words and words & _NOT_FIRST) or (told_first and not _BEFORE.isdisjoint(asked_words)):
        return -1.0
    return -1.0 if told and not told & asked and not asked & _GONE else 0.0


KNOWING = re.compile(r"^(?:\w+ )?(?:do|did|would) you (?:happen to )?(?:know|remember|recall)\b")
"""Questions to which not knowing is an answer."""
_MINDING = re.compile(r"\b(?:do|would) you (?:really )?mind\b")
_SAYS_YES = re.compile(r"^(?:well |oh |actually )?(?:yes|i do\b|i would\b|very much)")
_FIRST_TIME = re.compile(
    r"\bfirst (?:visit|time|appointment|pregnancy|child|trip|order|booking|stay|day|car|attempt)\b"
)
_NEVER_BEFORE = re.compile(r"\b(?:never|not) (?:\w+ ){0,4}(?:before|here|yet|been)\b|^never$|\bnot a regular\b")
_ASKS_YOU = re.compile(r"^(?:\w+ )?(?:are|were|do|did|have|will|can) you\b")
_DEED = re.compile(r"^(?:have|has|did|had) (?:you|he|she|they|it|the \w+|your \w+) (?:already |yet )?(?P<done>\w+)")
_TO_DO = re.compile(
    r"(?:(?:no|well|oh|sorry|not yet|i|we|he|she|they|that|it|is|am|are|but|ok|okay) )*"
    r"(?:will(?: do)?|(?:am |are |is )?(?:going|about) to|on it|on my to do list|doing|right away|(?:still )?(?:have|need|got) to|yet to|to be done)"
    r"(?: (?:do|does|it|that|this|them|so|now|right|away|later|soon|today|tonight|tomorrow|then|in a (?:minute|moment|bit|second)|next \w+|first thing))*"
)
"""Who says that they will has not yet."""
_OF_ONESELF = frozenset(
    "had taken been got felt eaten drunk used smoked seen noticed lost gained tried ever given".split()
)
"""What one has done or had that nobody else can do in one's place."""
_ONLY = re.compile(
    r"(?:(?:well|oh|no|yes) )*(?:only|just)(?: (?:the|some|a|an|a bit of|a little))* (?P<what>\w+(?: \w+)?)"
)
_NOT_HERE = re.compile(
    r"^(?:(?:well|oh|no) )*not (?P<where>(?:in|on|at|from) (?:(?:the|my|our|this) )?\w+|inside|outside|in here|here|indoors|outdoors|upstairs|downstairs)(?: itself)?"
    r" but (?:only |just |maybe )?(?:in|on|at|from|near|by|under|behind|outside|inside|indoors|outdoors|upstairs|downstairs|there)\b"
)
_ANOTHER = re.compile(
    r"^(?:no )?(?:but )?(?:(?:my|our|his|her|the) )(?:\w+ ){1,2}(?:does|do|is|has|was|did|were|had|will|can)(?: that| it)?$"
)


def _anyone_does(asked: str) -> bool:
    """Whether a question is about a deed that somebody else may have done as well: "Have you turned it off?"."""
    deed = _DEED.match(asked)
    return deed is not None and deed["done"] not in _OF_ONESELF


def _only_one(said: str, asked: str) -> bool:
    """Whether a reply is that there is only one of the things that are asked for: "just smoke" of smoke or flames."""
    found = _ONLY.fullmatch(said)
    what = topic(found["what"].split()) if found else frozenset[str]()
    return " or " in asked and bool(what) and what < topic(asked.split())


def _elsewhere(said: str, asked: str) -> bool:
    """Whether a reply says where it is, after where it is not: "not inside, but on the stairs" of a noise."""
    found = _NOT_HERE.search(said)
    return found is not None and not (set(found["where"].split()) - _LITTLE) & set(asked.split())


def leaning(read: PlainText, question: str, *, unknown: bool = False) -> Polarity:
    """How far the words assent to or deny this question, where it turns what they mean.

    Args:
        read: the reply.
        question: what was asked.
        unknown: the reply says that its author does not know.
    """
    lean = polarity(read)
    asked, said = " ".join(plain_text(question).words), " ".join(read.words)
    if KNOWING.search(asked) and unknown and lean.yes <= lean.no:
        return Polarity(0.0, max(lean.no, 4.0), lean.explicit, True)
    if _MINDING.search(asked) and lean.yes > lean.no and not _SAYS_YES.search(said):
        return Polarity(lean.no, lean.yes, lean.explicit, lean.negated)
    if _FIRST_TIME.search(asked) and lean.no > lean.yes and _NEVER_BEFORE.search(said):
        return Polarity(max(lean.no, 3.0), 0.0, False, False)
    if _DEED.match(asked) and _TO_DO.fullmatch(said):
        return Polarity(0.0, PLAIN, True, True)
    if _only_one(said, asked) or _elsewhere(said, asked):
        return Polarity(PLAIN, 0.0, True)
    if _ASKS_YOU.search(asked) and _ANOTHER.search(said) and lean.yes <= 0.0 and not _anyone_does(asked):
        return Polarity(0.0, max(lean.no, 3.0), lean.explicit, True)
    told = state_told(read, question)
    if told:
        return Polarity(PLAIN, 0.0, True) if told > 0 else Polarity(0.0, PLAIN, True, True)
    return lean
