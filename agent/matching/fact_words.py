"""Words of a fact that nobody asked for: what tells an age, what lasts, what only denies, what is quoted.

It knows words, and neither questions nor domains: ``facts`` knows which of them matter when. The words are those of
``plain_words``, save in ``ENCLOSED`` and ``MARKUP``, which read a text as it was written.
"""

from __future__ import annotations

import re

from ..words.persons import KIN_AS_A_NAME, RELATIVE
from ..words.plain_words import stem
from ..words.small_words import SMALL_WORDS

__all__ = [
    "ABOUT_AGE",
    "AGE_TOLD",
    "APPROVING",
    "ASKED_OF",
    "ASKS",
    "ASSENTING",
    "BECAME",
    "CLAUSE",
    "COUNTING",
    "DENIED",
    "ENCLOSED",
    "HEIGHT",
    "HOW_LONG",
    "LASTING",
    "MARKUP",
    "MORE_OR_LESS",
    "OF_WHAT_KIND",
    "ONLY_DENYING",
    "PAUSE",
    "SIDES",
    "SMALL",
    "SOMEBODY_IS",
    "WHERE",
    "content",
]

SMALL = SMALL_WORDS | frozenset(
    "to he she they am but ever now currently please what which who how many much long old should as if not no yes "
    "kind sort type like want need take use using feel when where why than more less all one ones us them last past "
    "recently still right already yet within out up off make made going go come came tell say know anybody anyone "
    "somebody someone everybody everyone nobody".split()
)
"""Words that say of no clause what it is about."""
LINKING = frozenset("whether since until till ago before after during while whose per although though unless".split())
"""Words of a name that lead to what it is about: "whether they have the ticket", "days since the move"."""
COUNTING = frozenset({stem("number"), stem("amount"), stem("size")})
"""What says of nothing what it is: "the number of guests" is about guests."""

AGE_TOLD = re.compile(
    # "34 years old", "a 3 yr old", "a 3 yo", "a two-year-old", "aged 40", "born in May"
    r"\b(?:years? old|yrs? old|yo|y o|year - old|months? old|weeks? old|days? old|aged?|born|birthday|"
    # "mid-50 or so", "in her late 30s"; not "in the late 90s"
    r"(?<!the )(?<!from )(?<!since )(?:early|mid|late) (?:- ?\d0(?: '? ?s)?|[1-9]0 '? ?s)|"
    # "he turned 40", "in my thirties", "a toddler"
    r"turned \w+|turning \w+|(?:twen|thir|for|fif|six|seven|eigh|nine)ties|"
    r"teenager|toddler|newborn|pensioner)\b|"
    # "I'm 34", "my mother, 71, has it", "she is almost eighty-two", "female, 28"
    rf"\b(?:i am|he is|she is|we are|who is|i m|(?:{RELATIVE}|{KIN_AS_A_NAME})(?: is| ,| \(| who is| of)|"
    r"(?:female|male)(?: ,)?) "
    r"(?:only |just |almost |nearly |about |over |under )?"
    r"(?:\d{1,3}|(?:twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)(?: ?-? ?\w+)?|\w+teen|"
    r"two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)"
    # "I'm 34 and pregnant", "he is six months now"; not "I'm 34 weeks pregnant", "we are six guests"
    r"(?= *(?:$|[,.;!?)]|and\b|but\b|with\b|years?\b|(?:month|week)s?\b(?! pregnant| along| gone| late| into)|"
    r"so\b|has\b|who\b|is\b|now\b|actually\b|really\b|by the way\b|btw\b|you know\b|though\b|then\b))"
)
"""An age that is told."""
ABOUT_AGE = re.compile(r"\b(?:age|aged|how old|born|birth)\b")
"""Questions about an age."""

ENCLOSED = re.compile(
    # "<note>I am 34</note>", "[quote]I am 34[/quote]", "###I am 34###"
    r"<(\w+)[^<>]*>.*?</\s*\1\s*>|\[(\w+)\].*?\[/\s*\2\s*\]|(#{2,}).*?\3|"
    # he said 'I am pregnant now'; not the apostrophes of "the dogs' and the cats' food"
    r"(?<!\w)'[^'\n]{12,}'(?!\w)|\"[^\"\n]{12,}\"|"
    r"\u201c[^\u201c\u201d\n]{12,}\u201d",
    re.DOTALL | re.IGNORECASE,
)
"""What is quoted or stands between tags is somebody else's word."""
MARKUP = re.compile(
    # "<system>", "{age: 34}", "[inst]", "age = 34"
    r"<<?[^<>]*>>?|\{[^{}]*\}|\[[^\[\]]*\]|\b\w+ ?= ?\w+|\"\w+\" ?: ?\"?\w+\"?",
    re.DOTALL,
)
"""What looks like markup, settings or data is no sentence of somebody who tells a fact."""

DENIED = re.compile(r"\b(?:no|not|never|without|none|nor|neither)\b")
ONLY_DENYING = frozenset(
    "nothing none nobody no not any anything one else other at all neither never nil zero only just this that it "
    "besides".split()
)
"""Words of a reply that denies and says nothing else: "nothing else at all", "not that"."""
ASSENTING = frozenset("yes sure certainly definitely absolutely indeed exactly correct right please of course".split())
"""Words of a reply that assents and says nothing else: "yes please", "of course"."""
APPROVING = frozenset("fine ok okay alright good great well perfect".split())
"""Words that say of anything that it is well."""
SOMEBODY_IS = re.compile(
    # "I'm fine", "we are all quite well", "she feels great"
    r"\b(?:i|we|he|she|they|everyone|everybody|(?:all|both) of us) "
    r"(?:am|is|are|feel|feels|keep|keeps|have been|has been) "
    r"(?:(?:all|both|still|quite|perfectly|absolutely|just|totally|pretty|very|really|otherwise|feeling|doing) )*"
    r"(?:fine|ok|okay|alright|good|great|well|perfect)"
    # "I'm fine now"; not "I'm fine with that", "we are good at it"
    r"(?= *$| [,.;!?]| (?:and|but|because|so|again|now|today|otherwise|thanks|thank you|too|apart|though|myself)\b)"
)
"""Who is said to be well."""
ASKED_OF = re.compile(
    # "is the frame damaged", "is your order paid"
    r"\b(?:the|your|his|her|its|their|this|that|these|those) (\w+)"
)
"""What a question asks something of."""
_AND_ON = "(?:at|for|from|in|of|on|or|and|to|with)"
OF_WHAT_KIND = re.compile(
    # "is it an electric bike", "do you have a return ticket"; not "do you have a bike"
    rf"\ban? (?:(?!(?:{_AND_ON}|an?)\b)\w+ )+?(?=\w+ *(?:$|[^\w\s]|{_AND_ON} ))(\w+)"
)
"""A thing of which a question asks for one kind."""
ASKS = re.compile(
    # "is it", "how do you", "if we"
    r"(?:is|are|do|does|did|what|how|why|should|could|would|if|when|which|who|can) "
    r"(?:i|you|we|he|she|they|it|there|this|that|the|a|is|are|if|(?:any|some|every)(?:one|body))\b"
)
"""How a clause begins that asks or supposes."""
WHERE = re.compile(r" (?:at|in|on) ")
"""What leads to a place."""

HEIGHT = re.compile(r"\b(?:high|height|tall|ceilings?)\b")
SIDES = re.compile(
    # "5 m by 4", "5 x 4"
    r"\d(?: \w+)? (?:by|x|\u00d7|\*) \d"
)
"""Sides of something."""
HOW_LONG = re.compile(
    # "how long have you had it"; not "how long is it until the exam"
    r"\bhow long (?:has|have|had|did|is|are|was|were|do|does)\b(?!.*\b(?:ago|take|until|till|before)\b)"
)
"""Questions about how long something has lasted."""
LASTING = re.compile(
    # "for three days", "in the last week"
    r"\b(?:for|since|these|(?:the|over) (?:last|past)) "
)
"""What leads to how long something lasts."""

MORE_OR_LESS = re.compile(
    # "my neck is quite stiff", "my neck is a bit stiff"
    r" (?:quite|very|really|so|rather|pretty|too|a bit|a little|kind of|sort of|all|now|still|also|definitely|"
    r"extremely) (?=\w)"
)
"""What stands between the words of a name and changes nothing of it."""
BECAME = re.compile(
    # "my neck's gone stiff", "her chest has got tight", "his chest feels tight"
    r" (\w+)(?:(?:'s| is| has| have| had| was| were)? (?:gone|got|getting|going|become|becoming|turned|turning|"
    r"feels?|felt|feeling|looks?|been|went)|'s) (?=\w)"
)
"""What becomes, or feels so, is so."""
CLAUSE = re.compile(
    r" ?[,;.!?] | and | but | because |(?<! not)(?<! is)(?<! am)(?<! are)(?<! was)(?<! were) so | with | plus "
)
"""What stands between two clauses; not the "so" of "my heart is not so good"."""
PAUSE = re.compile(r" [,;.!?] ")


def content(words: tuple[str, ...]) -> frozenset[str]:
    """Stems of the words that say what something is about."""
    return frozenset(stem(word) for word in words if word not in SMALL and word not in LINKING and len(word) > 2)
