"""Words of a denial of all but one thing: "nothing, well apart from an inhaler", "no dog, but a cat".

Each pattern is a list of ways to say something, with an example before each. It knows words, and no questions:
``corrections`` knows which of them answer what was asked. The words are those that were written, whatever their case.
"""

from __future__ import annotations

import re

__all__ = ["ALL_BUT", "COUNTS", "DENIES_ALL_BUT", "NAMES_NOTHING", "NO_THIS_BUT", "THOUGHT_AGAIN"]

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

DENIES_ALL_BUT = re.compile(
    # "no, nothing apart from the mercury", "nothing but water"; not "no but"
    rf"^\W*(?:{_NOTHING}|never|not)\b[^?]*?\b(?:{_BUT_FOR}|(?:(?<=nothing )|(?<=nobody )|(?<=no one ))but)\s+(?=\w)",
    re.IGNORECASE,
)
"""A denial, up to the one thing that it leaves out."""
ALL_BUT = (
    # "nothing, well apart from an inhaler, if that counts"; not "nothing apart from that she is tired"
    re.compile(
        rf"^\W*{_NOTHING}\b(?:[^\w?]+\w+){{0,6}}?\W+(?:{_BUT_FOR}|(?<=nothing )but)\s+"
        r"(?P<one>(?!(?:that|this|it) (?:i|he|she|we|they|all|is)\b)[^;!?]+?)"
        rf"{_AND_THAT_IS_ALL}",
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
NAMES_NOTHING = frozenset(
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

COUNTS = re.compile(
    # "nothing. oh, does the spray from this morning count?", "unless coffee counts"
    rf"^\W*(?:{_NOTHING}\b\W*)?(?:(?:oh|well|but|unless|wait|hm+|although|er+m?|um+)\W+)*"
    r"(?:do|does|would|if|unless) (?P<one>[^?.!]+?) (?:counts?|matters?)\W*$",
    re.IGNORECASE,
)
"""Who asks whether something counts has it."""
NO_THIS_BUT = re.compile(
    # "no dog, but a cat", "no dog only two cats"; not "no idea, but a guess", "no fever but a little cough"
    r"^\W*no (?!one|idea|problem|worries|thanks?|way|more|longer|need|clue|sorry|doubt|matter|hurry|chance|yes)"
    r"(?P<no>\w{3,}(?: \w+)?)\W+(?:but|just|only) (?P<but>(?:just |only )?"
    r"(?:an?|some|one|two|three|my|our) (?!(?:little|bit)\b)(?:(?!\b(?:no|not)\b)[^.;!?])+)[.!]*$",
    re.IGNORECASE,
)
"""Who denies one thing and has another."""
