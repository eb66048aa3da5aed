"""A denial of all but one thing, which says that there is something: "nothing, well apart from an inhaler".

"No dog, but a cat" has a cat. Each pattern is a list of ways to say something, with an example before each; the words
are those that were written, whatever their case. It knows words, and of a question whether it asks for any.
"""

from __future__ import annotations

import re

from .plain_words import plain_text, stem

__all__ = ["THOUGHT_AGAIN", "all_there_is", "excepted"]

_NOTHING = r"(?:nothing|none|no|nope|nah|nowt|nobody|nada|not (?:a thing|anything|any|much|really))"
_BUT_FOR = (
    # "apart from", "except for", "not counting"
    r"(?:apart from|aside from|except(?:ing)?(?: for)?|other than|besides|beyond|but for|bar|barring|save(?: for)?|"
    r"not counting|not including|"
    # "unless you count", "if you don't include"
    r"(?:unless|if) (?:you|we|i)(?: (?:do not|don't|dont|would|want to))? (?:count|include|call))"
)
_WHETHER = r"(?:do|does|would|will|if) \w+ (?:counts?|matters?)|i (?:suppose|guess|reckon)|if anything|that is"
"""Doubts about whether that is what was asked for: "if that counts"."""
_AND_THAT_IS_ALL = rf"(?:[\s,.]+(?:{_WHETHER}))?[\s.!?]*$"
_AFTERTHOUGHT = (
    # "mind you", "now that you mention it", "although"
    r"mind you|mind|having said that|come to think(?: of it)?|"
    r"now (?:that )?(?:you|i) (?:mention|think)(?: of)? (?:it|that)|"
    r"then again|that said|although|though|i tell a lie"
)
_HAS = (
    # "I had", "he's been", "there was"; not "he has no"
    r"(?:i|he|she|we|they|there)\b(?:'ve| have| has|'s)?(?: \w+)?? "
    r"(?:had|has|have|takes?|took|taken|uses?|used|got|gave|given|on|is|was|been)\b(?! (?:not|no|nothing|never)\b)"
)

_DENIES_ALL_BUT = re.compile(
    # "no, nothing apart from the mercury", "nothing but water"; not "no but"
    rf"^\W*(?:{_NOTHING}|never|not)\b[^?]*?\b(?:{_BUT_FOR}|(?:(?<=nothing )|(?<=nobody )|(?<=no one ))but)\s+(?=\w)",
    re.IGNORECASE,
)
"""A denial, up to the one thing that it leaves out."""
_ALL_BUT = (
    # "nothing, well apart from an inhaler, if that counts"; not "nothing apart from that she is tired"
    re.compile(
        rf"^\W*{_NOTHING}\b(?:[^\w?]+\w+){{0,6}}?\W+(?:{_BUT_FOR}|(?<=nothing )but)\s+"
        r"(?P<one>(?!(?:that|this|it) (?:i|he|she|we|they|all|is)\b)[^;!?]+?)"
        rf"{_AND_THAT_IS_ALL}",
        re.IGNORECASE,
    ),
    # "not a thing, unless honey counts"
    re.compile(
        rf"^\W*{_NOTHING}\b(?:[^\w?]+\w+){{0,6}}?\W+unless (?P<one>(?:[\w'-]+ ){{0,4}}?[\w'-]+) counts?[\s.!?]*$",
        re.IGNORECASE,
    ),
    # "nothing. oh wait, mind you, he had a cold remedy"
    re.compile(
        rf"^\W*{_NOTHING}\b(?:[^\w?]+\w+){{0,4}}?\W+(?:(?:oh|well|but|and|wait|only|oh wait)\W+)*"
        rf"(?:{_AFTERTHOUGHT})\W+(?P<one>{_HAS}[^;!?]+?)"
        rf"{_AND_THAT_IS_ALL}",
        re.IGNORECASE,
    ),
    # "apart from her heart pills, nothing at all"
    re.compile(
        rf"^\W*{_BUT_FOR} (?P<one>[^.;!?]+?),? {_NOTHING}(?: (?:else|at all|more|other \w+|really))*[.!]?$",
        re.IGNORECASE,
    ),
    # "her heart pills, nothing else that helps"
    re.compile(
        rf"^\W*(?P<one>(?!{_NOTHING}\b)[^,.;!?]+?)[\s,.;\u2013\u2014-]+(?:and |but )?"
        rf"{_NOTHING} (?:else|more|other|besides)\b(?: \w+){{0,3}}[.!]?$",
        re.IGNORECASE,
    ),
)
"""Ways to say that there is nothing but one thing."""
_NAMES_NOTHING = frozenset(
    "well absolutely really literally honestly certainly definitely actually just oh um er so "
    "there is are i he she we they it take takes taking taken have has had am on and but of course sure "
    "as far know can think this that these those me".split()
)
"""What is only pointed at, or leads on to the denial, is nothing that there is: "nothing apart from this"."""
THOUGHT_AGAIN = re.compile(
    # "no", "I don't think so", "never"
    rf"^\W*(?:{_NOTHING}|never|not|(?:i )?(?:do not|don't|dont) (?:know|think so))\b[^?]*?\W"
    # "come to think of it", "when I really think about it"
    r"(?:come to think(?: (?:of|about))?(?: (?:it|that))?|"
    r"(?:now|when|if) i (?:come to |really )?think (?:of|about) (?:it|that)|"
    # "now that you ask", "now you bring it up"
    r"now (?:that )?(?:you|i|we) (?:mention|think|ask|say|bring)(?: (?:of|about|so))?"
    r"(?: (?:it|that|this))?(?: up)?|"
    # "thinking about it", "on reflection"
    r"thinking (?:of|about) (?:it|that)|on reflection|having said that|that said)\b"
    # "there is a rash"; not the end of the message
    r"\W+(?=\w)(?!(?:of it|it|that|so|up)\W*$)",
    re.IGNORECASE,
)
"""A denial and what comes to mind after it: "no. although now that you ask, there is a rash"."""

_COUNTS = re.compile(
    # "nothing. oh, does the spray from this morning count?", "unless coffee counts"
    rf"^\W*(?:{_NOTHING}\b\W*)?(?:(?:oh|well|but|unless|wait|hm+|although|er+m?|um+)\W+)*"
    r"(?:do|does|would|if|unless) (?P<one>[^?.!]+?) (?:counts?|matters?)\W*$",
    re.IGNORECASE,
)
"""Who asks whether something counts has it."""
_NO_THIS_BUT = re.compile(
    # "no dog, but a cat", "no dog only two cats"; not "no idea, but a guess", "no fever but a little cough"
    r"^\W*no (?!one|idea|problem|worries|thanks?|way|more|longer|need|clue|sorry|doubt|matter|hurry|chance|yes)"
    r"(?P<no>\w{3,}(?: \w+)?)\W+(?:but|just|only) (?P<but>(?:just |only )?"
    r"(?:an?|some|one|two|three|my|our) (?!(?:little|bit)\b)(?:(?!\b(?:no|not)\b)[^.;!?])+)[.!]*$",
    re.IGNORECASE,
)
"""Who denies one thing and has another."""
_A_LIST = re.compile(r"\b(?:any|one|some) of (?:these|those|the following)\b", re.IGNORECASE)
_ABOUT_ANY = re.compile(r"\b(?:any|anything|anyone|anybody|ever|else|something|someone)\b", re.IGNORECASE)
_SMALL_WORDS = frozenset("a an the my his her their our some bit of that this to from it for and or is".split())


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
    """What is left of a reply that says there is nothing but one thing, or asks if that counts; any other as it is.

    >>> all_there_is("apart from her heart pills, nothing")
    'her heart pills'
    """
    found = next((match for pattern in (*_ALL_BUT, _COUNTS) if (match := pattern.match(text[:300])) is not None), None)
    named = found is not None and not _NAMES_NOTHING.issuperset(re.findall(r"\w+", found["one"].lower()))
    return found["one"].strip(" ,") if found is not None and named else text
