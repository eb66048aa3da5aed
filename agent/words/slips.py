"""Words by which people take back what they have just said: "no wait", "I meant to say", "sorry, I misread it".

Each pattern is a list of ways to say something, with an example before each. It knows words, and nothing of what is
said instead: ``corrections`` knows what is left of a message that has them. The words are those that were written,
whatever their case.
"""

from __future__ import annotations

import re

__all__ = [
    "ADDED",
    "AFTER_ALL",
    "BACK",
    "LEAD",
    "MARKERS",
    "MEANT",
    "NOT_ABOUT",
    "NOT_SO",
    "NOT_SO_AFTER_ALL",
    "NO_LONGER",
    "OTHER_FIGURE",
    "PAST",
    "SAID_ANEW",
    "TRAIL",
]

_STOP = r"[,.:;!\u2013\u2014-]"
"""A comma, full stop or dash."""
_MOST = 4
"""Words of one kind in a row that are looked at: a text of nothing but "oh" must cost no more than any other."""
_THEN = rf"(?:\s*{_STOP}+\s*|\s+)"
"""What parts the words that take something back from what is said instead."""
_A_MOMENT = r"(?: a (?:minute|second|sec|moment))?"
_OH = r"(?:(?:no|oh|oops|wait|sorry|hang on|hold on),? )?"

_HUH = (
    # "erm", "uhh", "hmm", "pfft", "ugh", "d'oh"
    r"(?:e+r+m*|u+m+|u+h+|eh+|a+h+|o+h+|h+m+|mm+|pf+t*|ps+h+|ts+k|u+gh+|a+rgh+|gah|d'?oh|oof|bah|"
    # "gosh", "silly me", "oops"
    r"yikes|gosh|god|damn|crap|blast|bugger|silly me|wait|whoops|oops)"
)
"""What people utter on noticing a slip."""

_SURE = (
    # "no, wait a second", "wait, no"
    rf"(?:no[\s,.\u2013\u2014-]*wait{_A_MOMENT}|wait,? no|"
    # "what I wanted to say was", "oh, I meant"
    rf"{_OH}(?:i|what i) (?:meant|wanted) to say(?: was| is)?|"
    rf"{_OH}(?:i|what i) meant(?: was)?|"
    # "scratch that", "on second thoughts"
    r"scratch that|strike that|correction|on second thoughts?|"
    # "sorry, I misspoke", "let me rephrase that"
    r"(?:sorry,? )?(?:i )?(?:misspoke|mistyped|made a mistake|got that wrong|said that wrong)|"
    r"let me (?:correct|rephrase) (?:that|myself)|"
    # "I must have misread the label"
    r"(?:sorry,? )?i (?:must have |have )?mis-?(?:read|measured|counted|heard|remembered)"
    r"(?: (?:that|it|them|this|(?:the|my) \w+))?|"
    # "I have mixed the two up", "I had it the wrong way round"
    r"(?:sorry,? )?i (?:must have |have )?(?:mixed|muddled) (?:that|it|them|this|those|the two|things) up|"
    r"(?:i (?:got|had) (?:that|it|them) )?(?:the )?wrong way a?round|"
    # "change my answer to", "my bad", "let me take that back", "I tell a lie"
    r"change (?:my answer|that|it) to|"
    r"(?:sorry,? )?(?:my mistake|typo|my bad|i was wrong|(?:i |let me )?take (?:that|it) back|"
    r"i (?:lied|was lying|told a lie|tell a lie))|"
    # "no, hold on a moment"
    rf"no[\s,.\u2013\u2014-]*(?:hang|hold) on{_A_MOMENT}|"
    # "twelve, sorry, no, ...", "twelve. well no, ...", "twelve, no sorry, ..."; not "sorry, no" at the beginning
    r"(?<=\w[,.;:!?] )(?:(?:sorry|well),? no|no,? sorry)(?=\s*[,.:;!])|"
    # "twelve, ugh, no, ...", "twelve.. erm no sorry, ..."
    rf"(?:(?<=\w[,.;:!?] )|(?<=\w\.\. )){_HUH},? no(?:,? sorry)?(?=\s*[,.:;!])|"
    # "it is gone, no, as you were, ..."
    r"(?:(?<=\w[,.;:!?] )|(?<=\w\.\. ))(?:no,? )?as you were(?=\s*[,.:;!])|"
    # "hang on: ...", "actually no, ..."; not "hang on to it"
    r"(?:or no|hang on|hold on|actually,? no|no,? actually|scrap that)(?=\s*[,.:;!\u2013\u2014-]))"
)
"""Words that take back what stands before them, wherever they stand."""
BACK = re.compile(
    rf"(?:^|{_STOP}\s*)(?:(?:oh|oops|um|uh|ah|er|no|sorry),?\s+){{0,{_MOST}}}{_SURE}\b{_THEN}", re.IGNORECASE
)
"""A clause that takes back what stands before it: "twelve, no wait, ..."."""

_SOFT = (
    # "oops", "or rather", "I mean", "make it"
    rf"(?:(?:oh|oops|um|uh|ah|er|ok|okay),? ){{0,{_MOST}}}"
    r"(?:oops|whoops|sorry|actually|wait|hang on|hold on|or rather|i mean|"
    r"(?:no,? )?make (?:it|that)|"
    # "that should be", "should have said"
    r"that should (?:be|have been|say)|it should (?:be|have been|say)|should have said)"
    # "wait, actually"
    r"(?:,? (?:sorry|actually|no wait))?"
)
LEAD = re.compile(rf"^\s*{_SOFT}\b{_THEN}", re.IGNORECASE)
"""Words that take something back only at the beginning of a message."""

NOT_SO = re.compile(
    # "it came twice. well no, not twice, but late"; not "it came late, not today"
    rf"[.,;:!?\u2013\u2014-]\s+(?:(?:well|or|actually|hm+|er+m?|oh|no),?\s+){{1,{_MOST}}}"
    r"not (?:(?:really|exactly|quite|even|a|an|the|my) )?(\w{3,})"
    r"(?: (?:really|exactly|as such))?\s*[,.;:!\u2013\u2014-]+\s*(?=\w)",
    re.IGNORECASE,
)
"""What may deny a word of one's own."""
NOT_SO_AFTER_ALL = re.compile(
    # "I lost it. I mean, it is here, it is not lost. ..."; not "it is lost. It is not insured"
    rf"[.;!?\u2013\u2014]\s+(?:(?:well|wait|actually|hm+|er+m?|oh|ah|no|sorry|i mean|that is),?\s+){{1,{_MOST}}}"
    r"[^.;!?]{0,80}?(?:\b(?:am|is|are|was|were|has|have|did|do|does) not|\b\w+n['\u2019]t) "
    r"(?:(?:really|been|a|the|my) )?(\w{3,})(?: (?:me|us|it|him|her|them|at all))?\s*[.;!\u2013\u2014]+\s*(?=\w)",
    re.IGNORECASE,
)
"""What denies, in a sentence that thinks again, what may be a word of one's own."""
SAID_ANEW = re.compile(
    # "it never came. That is, my daughter has it"; not "that is my card", "I want my money. I mean, it was sent"
    r"(?:\b(?:never|not)\b|n['\u2019]t\b)[^.;!?]{0,80}[.;!?\u2013\u2014]\s+"
    r"(?:that is(?: to say)?|i mean|or rather|what i mean is),\s+(?=\w)",
    re.IGNORECASE,
)
"""What leads on from something denied to how it is in fact."""
AFTER_ALL = re.compile(
    # "it never came. hm, it did come, ..."; not "it never came, and he did write"
    r"(?:\b(?:never|not)\b|n['\u2019]t\b)[^.;:!?]{0,80}[.,;:!?\u2013\u2014-]+\s+"
    rf"(?:(?:well|wait|actually|hm+|er+m?|oh|ah|no|sorry),?\s+){{1,{_MOST}}}"
    r"(?=(?:it|he|she|they|i|we|that) (?:did|does|do) (?!not\b)\w)",
    re.IGNORECASE,
)
"""What affirms what was denied before."""
TRAIL = re.compile(
    # "twelve is what I meant to say"
    r"(?<![\s,])[\s,]+(?:is|was|that(?:['\u2019]s| is| was)) what i (?:meant|wanted)(?: to say)?\W*$|"
    # "the large one, I said small out of habit"
    r"(?<![\s,.;:!\u2013\u2014-])[\s,.;:!\u2013\u2014-]+"
    r"(?:(?:and|but|sorry)[, ]+)?i (?:only |just )?(?:said|wrote|typed|put) (?:\w+ ){1,4}?"
    r"(?:out of habit|by mistake|by accident|in error|without thinking)\W*$",
    re.IGNORECASE,
)
"""Words at the end that say which of two things was meant."""

OTHER_FIGURE = re.compile(
    # "82 kg? no, 92", "3 days, no, 4 days"; not "2 people, no, 3 euros"
    r"\b\d+(?:[.,]\d+)?(?P<unit> ?[^\W\d_]*)\s*[,?!.\u2013\u2014-]+ no,? "
    r"(?P<now>\d+(?:[.,]\d+)?)(?:(?P=unit))?(?=\s*(?:$|[.,;!?]))",
    re.IGNORECASE,
)
"""A figure that another one takes the place of, in the unit of the first."""

_LATE = (
    # "I totally forgot to say that before", "we should have mentioned it"
    r"(?:i|we) (?:just |totally |completely |clean |almost |nearly )*"
    r"(?:forgot|forget|(?:should|could|ought to) have (?:said|mentioned|told you))"
    r"(?: to (?:say|mention|add|tell(?: you)?|write))?(?: (?:that|it|this|so|about it))?"
    r"(?: (?:before|earlier|first|at once))?"
)
ADDED = re.compile(
    # "oh sorry, I forgot to mention: there was blood"
    rf"^\W*(?:(?:oh|sorry|hm+|well|actually|ah|wait|hang on|and|but|no),?\s+){{0,{_MOST}}}{_LATE}\s*{_STOP}+\s*(?=\w)|"
    # "there was blood, I forgot", "there was blood, should I have said that?"
    rf"(?<=\w)\s*{_STOP}+\s*(?:(?:sorry|oh|but),?\s+){{0,{_MOST}}}"
    rf"(?:{_LATE}|should (?:i|we) have (?:said|mentioned) (?:that|it|so))\W*$",
    re.IGNORECASE,
)
"""What only says that the rest comes late: "there was blood, I forgot"."""

MEANT = re.compile(
    # "sorry, I meant postpone", "no no, what I meant was a refund"
    rf"^\W*(?:(?:no|oh|oops|wait|sorry|well|actually|hang on|hold on)\W+){{0,{_MOST}}}(?:what )?i meant\b",
    re.IGNORECASE,
)
"""Who says that something else was meant."""
MARKERS = frozenset(
    "no oh oops um uh ah er ok okay wait sorry hang hold on a minute second sec moment "
    "i what meant mean to say was is that scratch strike scrap correction thought thoughts "
    "misspoke mistyped made mistake got wrong said let me rephrase correct myself change my answer it "
    "typo bad take back or rather actually make should be have been well".split()
)
"""Words of those that take something back: alone, they say nothing that could be taken back."""

PAST = (
    # "the van (took)"; not "it can be (sold)", "it must have (died)"
    r"(?:(?!(?:am|is|are|be|been|get|gets|have|has|will|can|must|may|should|to)\b)\w+\s+){1,4}?"
    # "happened", "took", "broke"
    r"(?:\w{3,}ed|took|broke|fell|came|went|gave|left|died|tore|stole|ate|hit|blew|cut|"
    r"sold|lost|sank|bent|burst|split|ran|sawn|got)\b"
)
"""What somebody or something did: "the van took the left post"."""
NO_LONGER = re.compile(
    # "red until last week, now it is green"; not "closed until nine, now what do I do"
    r"^[^?]*?\b(?:until|till|'til|til)\b[^?]*?[,.;:!\u2013\u2014-]\s*(?:(?:and|but|so)\s+)*"
    r"(?:(?:now|since(?: then)?|these days|nowadays|by now)[ ,]+"
    r"(?!what|how|when|where|which|can|could|may|is|are|do|does|you)|"
    # "it was red until last week, then the van took the left post"
    rf"then\s+(?={PAST}))(?=\w)",
    re.IGNORECASE,
)
"""What was so until something happened, before what is so now."""

NOT_ABOUT = re.compile(
    r"^\W*(?:(?:no|hi|hello|sorry|well|actually|oh)\W+)*(?:"
    # "it's not about my PIN"
    r"(?:it|this|that)(?:'s| is) not (?:about|that|for|to|because)\b|"
    r"(?:it|this) (?:isn't|is not) (?:about|that|for|to|because)\b|"
    # "I'm not calling about the card", "I don't want a refund", "not the card"
    r"i(?:'m| am) not (?:asking|talking|writing|calling|complaining)\b|"
    r"i (?:do not|don't) (?:mean|want|need)\b|not (?:about|the|my|a)\b|"
    # "I didn't lose it, it was stolen"; not "I didn't lose it, please help"
    r"i (?:did not|didn't|have not|haven't) \w+\b(?=[^,;.!?]*[,;.] *(?:it|but|they|i just|i only|just|only)\b)"
    r")[^,;.!?\u2013\u2014]*"
    # "..., but I want to log in", "... but my card"
    r"(?:[,;.\u2013\u2014]+\s*(?:but\s+)?|\s+but\s+)(?=\w)",
    re.IGNORECASE,
)
"""A wish that is denied before another one: "it's not about my PIN, ..."."""
