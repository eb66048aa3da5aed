"""What is left of a reply that puts an earlier one right: "no wait, at one end" says "at one end".

And of one that denies all but one thing: "nothing, well apart from an inhaler" says that there is something. It knows the
words by which people take back what they said, nothing of what they say instead.
"""

# One rule a line, however long.
# ruff: noqa: E501

from __future__ import annotations

import re
from functools import lru_cache

from .plain_words import plain_text, stem

__all__ = ["PAST", "all_there_is", "contrasted", "corrected", "corrects_itself", "denies_itself", "echoes", "excepted"]

_HUH = r"(?:e+r+m*|u+m+|u+h+|eh+|a+h+|o+h+|h+m+|mm+|pf+t*|ps+h+|ts+k|u+gh+|a+rgh+|gah|d'?oh|oof|bah|yikes|gosh|god|damn|crap|blast|bugger|silly me|wait|whoops|oops)"
"""What people utter on noticing a slip."""
_SURE = (
    r"(?:no[\s,.\u2013\u2014-]*wait(?: a (?:minute|second|sec|moment))?|wait,? no|(?:(?:no|oh|oops|wait|sorry|hang on|hold on),? )?(?:i|what i) (?:meant|wanted) to say(?: was| is)?|"
    r"(?:(?:no|oh|oops|wait|sorry|hang on|hold on),? )?(?:i|what i) meant(?: was)?|scratch that|strike that|correction|on second thoughts?|"
    r"(?:sorry,? )?(?:i )?(?:misspoke|mistyped|made a mistake|got that wrong|said that wrong)|let me (?:correct|rephrase) (?:that|myself)|"
    r"(?:sorry,? )?i (?:must have |have )?mis-?(?:read|measured|counted|heard|remembered)(?: (?:that|it|them|this|(?:the|my) \w+))?|"
    r"(?:sorry,? )?i (?:must have |have )?(?:mixed|muddled) (?:that|it|them|this|those|the two|things) up|(?:i (?:got|had) (?:that|it|them) )?(?:the )?wrong way a?round|"
    r"change (?:my answer|that|it) to|(?:sorry,? )?(?:my mistake|typo|my bad|i was wrong|(?:i |let me )?take (?:that|it) back|i (?:lied|was lying|told a lie|tell a lie))|"
    r"no[\s,.\u2013\u2014-]*(?:hang|hold) on(?: a (?:minute|second|sec|moment))?|(?<=\w[,.;:!] )sorry,? no(?=\s*[,.:;!])|"
    rf"(?<=\w[,.;:!?] ){_HUH},? no(?=\s*[,.:;!])|(?<=\w\.\. ){_HUH},? no(?=\s*[,.:;!])|"
    r"(?:or no|hang on|hold on|actually,? no|no,? actually|scrap that)(?=\s*[,.:;!\u2013\u2014-]))"
)
"""Words that take back what stands before them, wherever they stand."""
_SOFT = (
    r"(?:(?:oh|oops|um|uh|ah|er|ok|okay),? )*(?:oops|whoops|sorry|actually|wait|hang on|hold on|or rather|i mean|"
    r"(?:no,? )?make (?:it|that)|that should (?:be|have been|say)|it should (?:be|have been|say)|should have said)(?:,? (?:sorry|actually|no wait))?"
)
"""Words that do so only at the beginning."""
_END = r"(?:\s*[,.:;!\u2013\u2014-]+\s*|\s+)"
_BACK = re.compile(
    rf"(?:^|[,.:;!\u2013\u2014-]\s*)(?:(?:oh|oops|um|uh|ah|er|no|sorry),?\s+)*{_SURE}\b{_END}", re.IGNORECASE
)
_NOT_SO = re.compile(
    r"[.,;:!?\u2013\u2014-]\s+(?:(?:well|or|actually|hm+|er+m?|oh|no),?\s+)+not (?:(?:really|exactly|quite|even|a|an|the|my) )?(\w{3,})"
    r"(?: (?:really|exactly|as such))?\s*[,.;:!\u2013\u2014-]+\s*(?=\w)",
    re.IGNORECASE,
)
"""What denies a word of one's own: "it came twice. well no, not twice, but late"."""
_TRAIL = re.compile(
    r"[\s,]+(?:is|was|that(?:['\u2019]s| is| was)) what i (?:meant|wanted)(?: to say)?\W*$", re.IGNORECASE
)
_LEAD = re.compile(rf"^\s*{_SOFT}\b{_END}", re.IGNORECASE)
_LATE = r"(?:i|we) (?:just |totally |completely |clean |almost |nearly )*(?:forgot|forget|(?:should|could|ought to) have (?:said|mentioned|told you))(?: to (?:say|mention|add|tell(?: you)?|write))?(?: (?:that|it|this|so|about it))?(?: (?:before|earlier|first|at once))?"
_ADDED = re.compile(
    rf"^\W*(?:(?:oh|sorry|hm+|well|actually|ah|wait|hang on|and|but|no),?\s+)*{_LATE}\s*[,.:;!\u2013\u2014-]+\s*(?=\w)|"
    rf"(?<=\w)\s*[,.:;!\u2013\u2014-]+\s*(?:(?:sorry|oh|but),?\s+)*(?:{_LATE}|should (?:i|we) have (?:said|mentioned) (?:that|it|so))\W*$",
    re.IGNORECASE,
)
"""What only says that the rest comes late: "there was blood, I forgot"."""

FEWEST_WORDS = 3
"""Words of something that is told, where the rest only says that it comes late."""

_MARKERS = frozenset(
    "no oh oops um uh ah er ok okay wait sorry hang hold on a minute second sec moment i what meant mean to say was is "
    "that scratch strike scrap correction thought thoughts misspoke mistyped made mistake got wrong said let me rephrase "
    "correct myself change my answer it typo bad take back or rather actually make should be have been well".split()
)
_BUT_FOR = (
    r"(?:apart from|aside from|except(?:ing)?(?: for)?|other than|besides|beyond|but for|bar|barring|save(?: for)?|not counting|"
    r"not including|(?:unless|if) (?:you|we|i)(?: (?:do not|don't|dont|would|want to))? (?:count|include|call))"
)
_NOTHING = r"(?:nothing|none|no|nope|nah|nowt|nobody|nada|not (?:a thing|anything|any|much|really))"
_WHETHER = r"(?:do|does|would|will|if) \w+ (?:counts?|matters?)|i (?:suppose|guess|reckon)|if anything|that is"
_AFTERTHOUGHT = (
    r"mind you|mind|having said that|come to think(?: of it)?|now (?:that )?(?:you|i) (?:mention|think)(?: of)? (?:it|that)|"
    r"then again|that said|although|though|i tell a lie"
)
_THOUGHT_AGAIN = re.compile(
    rf"^\W*(?:{_NOTHING}|never|not|(?:i )?(?:do not|don't|dont) (?:know|think so))\b[^?]*?\W"
    r"(?:come to think(?: (?:of|about))?(?: (?:it|that))?|(?:now|when|if) i (?:come to |really )?think (?:of|about) (?:it|that)|"
    r"now (?:that )?(?:you|i|we) (?:mention|think|ask|say|bring)(?: (?:of|about|so))?(?: (?:it|that|this))?(?: up)?|"
    r"thinking (?:of|about) (?:it|that)|on reflection|having said that|that said)\b\W+(?=\w)(?!(?:of it|it|that|so|up)\W*$)",
    re.IGNORECASE,
)
"""A denial and what comes to mind after it: "no. although now that you ask, there is a rash"."""
PAST = r"(?:(?!(?:am|is|are|be|been|get|gets|have|has|will|can|must|may|should|to)\b)\w+\s+){1,4}?(?:\w{3,}ed|took|broke|fell|came|went|gave|left|died|tore|stole|ate|hit|blew|cut|sold|lost|sank|bent|burst|split|ran|sawn|got)\b"
"""What somebody or something did: "the van took the left post"."""
_NO_LONGER = re.compile(
    r"^[^?]*?\b(?:until|till|'til|til)\b[^?]*?[,.;:!\u2013\u2014-]\s*(?:(?:and|but|so)\s+)*"
    rf"(?:(?:now|since(?: then)?|these days|nowadays|by now)[ ,]+(?!what|how|when|where|which|can|could|may|is|are|do|does|you)|then\s+(?={PAST}))(?=\w)",
    re.IGNORECASE,
)
"""What was so until something happened, before what is so now: "red until last week, now it is green"."""
_HAS = r"(?:i|he|she|we|they|there)\b(?:'ve| have| has|'s)?(?: \w+)?? (?:had|has|have|takes?|took|taken|uses?|used|got|gave|given|on|is|was|been)\b(?! (?:not|no|nothing|never)\b)"
_DENIES_ALL_BUT = re.compile(
    rf"^\W*(?:{_NOTHING}|never|not)\b[^?]*?\b(?:{_BUT_FOR}|(?:(?<=nothing )|(?<=nobody )|(?<=no one ))but)\s+(?=\w)",
    re.IGNORECASE,
)
_ALL_BUT = (
    re.compile(
        rf"^\W*{_NOTHING}\b(?:[^\w?]+\w+){{0,6}}?\W+(?:{_BUT_FOR}|(?<=nothing )but)\s+(?P<one>(?!(?:that|this|it) (?:i|he|she|we|they|all|is)\b)[^;!?]+?)"
        rf"(?:[\s,.]+(?:{_WHETHER}))?[\s.!?]*$",
        re.IGNORECASE,
    ),
    re.compile(
        rf"^\W*{_NOTHING}\b(?:[^\w?]+\w+){{0,4}}?\W+(?:(?:oh|well|but|and|wait|only|oh wait)\W+)*(?:{_AFTERTHOUGHT})\W+(?P<one>{_HAS}[^;!?]+?)"
        rf"(?:[\s,.]+(?:{_WHETHER}))?[\s.!?]*$",
        re.IGNORECASE,
    ),
    re.compile(
        rf"^\W*{_BUT_FOR} (?P<one>[^.;!?]+?),? {_NOTHING}(?: (?:else|at all|more|other \w+|really))*[.!]?$",
        re.IGNORECASE,
    ),
    re.compile(
        rf"^\W*(?P<one>(?!{_NOTHING}\b)[^,.;!?]+?)[\s,.;\u2013\u2014-]+(?:and |but )?{_NOTHING} (?:else|more|other|besides)\b(?: \w+){{0,3}}[.!]?$",
        re.IGNORECASE,
    ),
)
_NAMES_NOTHING = frozenset(
    "well absolutely really literally honestly certainly definitely actually just oh um er so there is are i he she we they it "
    "take takes taking taken have has had am on and but of course sure as far know can think this that these those me".split()
)
"""What is only pointed at, or leads on to the denial, is nothing that there is: "nothing apart from this"."""
_COUNTS = re.compile(
    rf"^\W*(?:{_NOTHING}\b\W*)?(?:(?:oh|well|but|unless|wait|hm+|although|er+m?|um+)\W+)*"
    r"(?:do|does|would|if|unless) (?P<one>[^?.!]+?) (?:counts?|matters?)\W*$",
    re.IGNORECASE,
)
"""Who asks whether something counts has it: "nothing. oh, does the spray from this morning count?"."""
_A_LIST = re.compile(r"\b(?:any|one|some) of (?:these|those|the following)\b", re.IGNORECASE)
_SMALL_WORDS = frozenset("a an the my his her their our some bit of that this to from it for and or is".split())
_ABOUT_ANY = re.compile(r"\b(?:any|anything|anyone|anybody|ever|else|something|someone)\b", re.IGNORECASE)


_NOT_ABOUT = re.compile(
    r"^\W*(?:(?:no|hi|hello|sorry|well|actually|oh)\W+)*(?:"
    r"(?:it|this|that)(?:'s| is) not (?:about|that|for|to|because)\b|(?:it|this) (?:isn't|is not) (?:about|that|for|to|because)\b|"
    r"i(?:'m| am) not (?:asking|talking|writing|calling|complaining)\b|i (?:do not|don't) (?:mean|want|need)\b|not (?:about|the|my|a)\b|"
    r"i (?:did not|didn't|have not|haven't) \w+\b(?=[^,;.!?]*[,;.] *(?:it|but|they|i just|i only|just|only)\b)"
    r")[^,;.!?\u2013\u2014]*(?:[,;.\u2013\u2014]+\s*(?:but\s+)?|\s+but\s+)(?=\w)",
    re.IGNORECASE,
)
"""A wish that is denied before another one."""
_NO_THIS_BUT = re.compile(
    r"^\W*no (?!one|idea|problem|worries|thanks?|way|more|longer|need|clue|sorry|doubt|matter|hurry|chance|yes)"
    r"(?P<no>\w{3,}(?: \w+)?)\W+(?:but|just|only) (?P<but>(?:just |only )?(?:an?|some|one|two|three|my|our) (?!(?:little|bit)\b)(?:(?!\b(?:no|not)\b)[^.;!?])+)[.!]*$",
    re.IGNORECASE,
)
"""Who denies one thing and has another: "no dog, but a cat"."""


@lru_cache(maxsize=4096)
def corrected(text: str) -> str:
    """The text without what was taken back and without the words that take it back; whole where nothing is left."""
    rest = _without_added(_TRAIL.sub("", text))
    rest = text = rest if re.search(r"\w", rest) else text
    again = _THOUGHT_AGAIN.match(text[:300]) or _NO_LONGER.match(text[:300])
    rest = text[again.end() :] if again else text
    for found in _BACK.finditer(text):
        rest = text[found.end() :]
    rest = rest[_denied_until(rest) :]
    for _ in range(2):
        lead = _LEAD.match(rest)
        if lead is None or not re.search(r"\w", rest[lead.end() :]):
            break
        rest = rest[lead.end() :]
    return rest if re.search(r"\w", rest) else text


def _without_added(text: str) -> str:
    """The text without words that only say that the rest comes late; "the name, I forgot" stays whole."""
    rest = _ADDED.sub("", text)
    return rest if len(rest.split()) >= FEWEST_WORDS or text.endswith(rest) else text


def contrasted(text: str) -> str:
    """What a wish is set against another one as, as it is said last; any other text as it is.

    >>> contrasted("it's not about my PIN, it's about a refund"), contrasted("I can't log in, please help")
    ("it's about a refund", "I can't log in, please help")
    """
    found = _NOT_ABOUT.match(text[:300])
    return text if found is None else text[found.end() :]


def denies_itself(text: str) -> bool:
    """Whether a message denies a word that it said itself.

    >>> denies_itself("it came twice. well no, not twice, but late"), denies_itself("it came late, well, not today")
    (True, False)
    """
    return _denied_until(text) > 0


def _denied_until(text: str) -> int:
    """Where a text goes on after it has denied a word of its own; 0 if it never does."""
    ends = [
        found.end()
        for found in _NOT_SO.finditer(text)
        if found[1].lower() in re.findall(r"\w+", text[: found.start()].lower())
    ]
    return max(ends, default=0)


def corrects_itself(text: str) -> bool:
    """Whether a message says something and takes it back: then it is no word on what was said before it.

    >>> corrects_itself("no. oh hang on, I had a cold remedy"), corrects_itself("no, I meant 12")
    (True, False)
    """
    rest = corrected(text)
    before = text.removesuffix(rest) if rest != text else ""
    words = [word for word in re.findall(r"[\w']+", before.lower()) if word not in _MARKERS]
    return bool(words) or bool(re.match(r"\W*(?:yes|no|nope|yeah|none|nothing)\s*[.!;]", before, re.IGNORECASE))


def excepted(text: str, question: str) -> str:
    """A reply that denies all but one thing as a yes to whether there is any; any other as it is.

    Where the question points at a list, a thing beside it is left to be weighed by itself: it is neither a yes nor
    a denial, for what matters may have been left off the list.

    >>> excepted("no, nothing apart from the mercury", "Is there anything toxic in it?")
    'yes, the mercury'
    >>> excepted("no fever but a cough", "Any other symptoms?"), excepted("no dog, but a cat", "Will you bring a pet?")
    ('yes, a cough', 'a cat')
    >>> excepted("none of those except my head", "Any of these: a cough, a rash, a fever or a cold?")
    'my head'
    """
    another = _NO_THIS_BUT.match(text[:300])
    if another is not None and stem(another["no"].split()[-1].lower()) not in _stems(question):
        return f"yes, {another['but']}" if _ABOUT_ANY.search(question) else another["but"]
    found = _DENIES_ALL_BUT.match(text) if _ABOUT_ANY.search(question) else None
    if found is None:
        return text
    rest = text[found.end() :]
    asked = _stems(question)
    told = {stem(word) for word in plain_text(rest).words if word not in _SMALL_WORDS}
    return rest if _A_LIST.search(question) and asked.isdisjoint(told) else f"yes, {rest}"


def _stems(text: str) -> set[str]:
    return {stem(word) for word in plain_text(text).words}


def all_there_is(text: str) -> str:
    """What is left of a reply that says there is nothing but one thing, or asks whether that counts; any other as it is.

    >>> all_there_is("apart from her heart pills, nothing")
    'her heart pills'
    """
    found = next((match for pattern in (*_ALL_BUT, _COUNTS) if (match := pattern.match(text[:300])) is not None), None)
    named = found is not None and not _NAMES_NOTHING.issuperset(re.findall(r"\w+", found["one"].lower()))
    return found["one"].strip(" ,") if found is not None and named else text


_IN_ANY_QUESTION = frozenset(
    "what which when where will would could should does have that this there these those with from they them your person people more only "
    "much many some anything something else other about than into like just been were long".split()
)


def echoes(text: str, earlier: str, pending: str) -> bool:
    """Whether a message says words of the question before again, and none of the open one.

    >>> echoes("sorry, she does take something", "Do they take anything?", "Is there a rash?")
    True
    """
    said = _wordy(text)
    return not said.isdisjoint(_wordy(earlier)) and said.isdisjoint(_wordy(pending))


def _wordy(text: str) -> frozenset[str]:
    """Stems of the words that a question is about, and not of those that every question has."""
    return frozenset(stem(word) for word in plain_text(text).words if len(word) > 3 and word not in _IN_ANY_QUESTION)
