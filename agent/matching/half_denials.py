"""Ways to deny but a part: "not unless he drinks", "nothing too toxic", "not impossible", "no... maybe".

Each pattern is a list of ways to say something, with an example before each. It knows words, and neither questions nor
domains: ``left_open`` knows which of them matter when. The words are those of ``plain_words``: lower case, and "isn't"
as "is not".
"""

from __future__ import annotations

import re

__all__ = [
    "ALL_SAVE",
    "ASIDE",
    "CONDITION",
    "DEGREE",
    "DOUBLE",
    "EXPLAINED",
    "HOPES",
    "LESSER",
    "MAYBE",
    "NEVER_BEFORE",
    "NOBODY_BUT",
    "NOTHING",
    "NOTHING_MORE",
    "NOT_WITHOUT",
    "NO_AND_YES",
    "NO_OF_ANY",
    "NO_SUCH",
    "PARTLY",
    "SAID_YES",
    "SIGN",
    "SIMILE",
    "SINCE",
    "THE_OTHERS",
    "TOO",
]


def _ways(*ways: str, start: str = r"\b", end: str = "") -> re.Pattern[str]:
    """One pattern of several ways to say it, each at the start of a word."""
    return re.compile(f"{start}(?:{'|'.join(ways)}){end}")


_GOOD = "fine|well|harmless|safe|ok|okay|good"
_LEADING = "officially|technically|formally|legally|physically|strictly(?: speaking)?|directly"
_OFTEN = "usually|always|often|normally|generally|typically|constantly|regularly|entirely|completely|totally|fully"
_AT_PRESENT = "right now|at the moment|at this moment|now|currently"
_VERY = "very|too|so|that|all that|particularly|especially|terribly|overly|exactly|highly|extremely|as|quite as|really"
_LITTLE = "bit|few|touch|trace|drops?|spots?|streaks?|hint|little"

CONDITION = _ways(
    # "not if he drinks", "fine once it is cold", "safe as a lamb if it sleeps"; not "no if you must know"
    rf"(?:(?:{_GOOD})(?: as (?:a|an|the) \w+)?|not|only|never|no|just|right|dangerous|nothing|nobody) "
    r"(?:if|when|once|while|whilst|after|before|during) "
    r"(?!it comes|asked|you must|i (?:looked|checked|asked|last|press|pressed))",
    # "unless it is heated", "as long as he stays out"; not "as long as I can remember"
    r"(?:unless|provided that|on condition that|(?:as|so) long as (?!(?:i|we) (?:can remember|have known|live)))\b",
    # "not until he is back"; not "never until now"
    rf"(?:{_GOOD}|not|no \w+|never \w+|nothing|nobody)(?: \w+){{0,3}} (?:until|till) (?!now\b|today\b)",
    # "if you ignore the solvent"
    r"if (?:you|we|i|one) (?:leave|ignore|forget|skip|disregard|overlook|do not (?:look|touch|breathe|drop|mind))\b",
)
"""A denial that holds under a condition alone."""

PARTLY = re.compile(
    r"^(?:no |well |oh |actually |sorry )*not (?:"
    # "not officially", "not on paper", "not by itself"
    rf"{_LEADING}|on paper|in theory|as such|per se|"
    r"by (?:itself|themselves|himself|herself)|on (?:its|their|his|her) own|"
    # "not always", "not every day", "not the first one"
    rf"{_OFTEN}|all|every\w*|both|the (?:first|second|third|fourth|last)|"
    # "not this minute", "not right now but tonight"
    rf"(?:right )?this (?:second|minute|moment|instant)|(?:{_AT_PRESENT})"
    r"(?= (?:but|though|maybe|perhaps|later|tonight|tomorrow|only|he|she|it|they)\b)|"
    # "not in those quantities", "not at room temperature", "not to children";
    # not "not in the least", "not to my knowledge"
    r"in (?!any\b|the (?:least|slightest)|my\b|our\b|a (?:million|thousand)|your\b|that\b|this\b|it\b)|"
    r"at (?:that|this|these|those|such|low|room|normal|first) (?!moment)|"
    r"to (?!my\b|our\b|worry\b|be\b|have\b|mention\b)|"
    # "not for grown-ups"; not "not for years"
    r"for (?!me\b|us\b|him\b|her\b|them\b|my\b|a\b|years\b|long\b|ages\b|now\b|the\b|weeks\b|months\b|days\b)|"
    # "not more than usual", "not far along", "not since spring"
    r"more than (?:usual|normal|always|ever|before|yesterday)|far along|since)\b|"
    # "no worse than before"
    r"\bno (?:\w+ )?(?:more|worse|longer) than\b"
)
"""A denial of a part, from one point of view or of a degree alone."""

DEGREE = _ways(
    # "not very toxic", "nothing particularly strong"
    rf"(?:not|nothing|no one|nobody|is not|are not) (?:{_VERY}|much|hugely|wildly)(?: really)? (?P<what>\w+)",
    # "hardly any bleeding"
    r"(?:hardly|barely|scarcely) any (?P<hardly>\w+)",
    # "no more toxic than salt", "less toxic than petrol"
    r"no (?:more|less) (?P<more>\w+) than\b",
    r"less (?P<less>\w+) than\b",
    # "not a lot of swelling"
    r"not (?:(?:too|so|very|that|all that) )?(?:much|many|a (?:lot|great deal|ton)(?: of)?|lots(?: of)?|loads(?: of)?) "
    r"(?P<much>\w+(?: \w+)?)",
    # "only a tiny bit of blood"
    rf"only (?:a|some|the odd) (?:(?:little|tiny|small|wee|very) )*(?:{_LITTLE})"
    r"(?: (?:bit|drops?|spots?|streaks?))?(?: of)? (?P<little>\w+)",
)
"""A denial of a high degree: what is not very toxic is toxic."""

_GRAVE = "serious|major|severe|grave|dramatic|big"
LESSER = re.compile(
    # "not a serious one", "nothing major"
    rf"^(?:no |well |oh )*(?:not an? (?:\w+ly )?(?:{_GRAVE}|bad|strong|heavy|proper) (?:one|form|case)|"
    rf"nothing (?:{_GRAVE}))$"
)
"""A denial of a grave one, which leaves a lesser one."""

SINCE = re.compile(
    # "none since Monday"; "nothing you can buy"
    r"^(?:no |well )?(?:not|nothing|none) (?:since|after)\b|\bnothing you (?:can|could|get|need|would)\b"
)
"""Nothing since then, or nothing of one kind."""

TOO = _ways(
    # "nothing you would want to swallow"
    r"nothing (?:you|one|anybody|i|we) (?:would|should|can|could|will) "
    r"(?:want|like|wish|touch|eat|drink|breathe|inhale|swallow|give)\b",
    # "nothing too bad"
    r"nothing (?:too|very|that|so|particularly|overly|terribly|hugely) (?!\w+ly\b)\w+",
)
"""A denial of what is worse."""

SIMILE = re.compile(
    # "harmless as a cobra", "as safe as a lit match"; not "safe as a house", "fine as the last time"
    rf"\b(?:{_GOOD}|gentle|innocent|tame) as (?:a|an|the|my|your) "
    r"(?!(?:house|lamb|kitten|mouse|baby|babe|child|daisy|dove|feather|fiddle|bank|church|cup|glass|drop|day|others?|last|"
    r"first|next|rest|usual|doctor|nurse|parent|teacher|whole|matter|result|rule|general|precaution)\b)\w+"
)
"""A word for a no, set beside something of which it is not true."""

MAYBE = re.compile(
    r"\b(?:no|not|none|nope|nothing|hardly|unlikely)\b.*\b(?:maybe|perhaps|possibly|might|could be|may be)\b(?! not)"
)
"""A denial and a doubt: "no... well, maybe a little"."""

DOUBLE = _ways(
    # "not impossible", "not exactly harmless"
    r"not (?:\w+ly |quite |all that |altogether )?"
    r"(?:impossible|unlikely|unthinkable|excluded|nothing|none|nobody|harmless|unsafe|non|unheard)\b",
    # "not entirely ruled out"
    r"not (?:entirely |completely |quite |altogether )?(?:ruled out|out of the question|without)\b",
    # "cannot be excluded", "I could not swear to it"
    r"(?:can|could|would) not (?:be |entirely |quite |completely )*"
    r"(?:excluded?|ruled? (?:it |that |this )?out|swear|say no|deny|promise|guarantee)\b",
    # "I cannot say that we are not"
    r"(?:can|could|would) not (?:honestly |really )?say (?:that )?"
    r"(?:\w+ ){1,2}(?:is|are|am|was|does|do|has|have) (?:not|no)\b",
    # "not that there is no risk", "it is not that he does not"
    r"not (?:as if|like|that) (?:\w+ ){1,2}(?:is|are|am|has|have|does|do) (?:no|not)\b",
    r"not (?:\w+ )?not\b",
    r"nothing is not\b",
)
"""A denial of a denial."""

HOPES = re.compile(
    # "I really hope not"
    r"^(?:\w+ )?(?:i |we |let us |do |really |god |please )*hope (?:so )?not\b|"
    r"^(?:i |we )?(?:sure(?:ly)? |really |do )?hope (?:so|not)$"
)
"""What is hoped is not known."""

_ODD = r"\b(?:smells?|looks?|sounds?|feels?|seems?|tastes?|funny|strange|odd|weird|unusual)\b"
_NOT_WELL = r"(?!.*\b(?:fine|normal|ok|okay|good|alright)\b)"
_NO_THOUGHT = r"\b(?:not (?:really |actually )?(?:think|believe|suppose)|doubt it|probably not|unlikely)\b"

SIGN = re.compile(
    # "smells funny but I do not think it is gas"
    rf"{_ODD}{_NOT_WELL}.* (?:but|though|although) .*{_NO_THOUGHT}|"
    # "I do not think so, although it smells strange"
    rf"{_NO_THOUGHT}.* (?:but|though|although) .*{_ODD}{_NOT_WELL}|"
    # "I can not smell since I have a cold"; not "I can not smell anything"
    r"\b(?:can|could) not (?:really )?(?:smell|hear|see|taste|feel)(?: much| well| properly)? "
    r"(?:since|because|as i|at the moment|right now|with (?:this|my|a) \w+|i have|well|properly|any ?more)\b|"
    # "not really, just a bit fast"
    r"^(?:no )?not (?:really|exactly|as such) (?:but |though )?(?:just|only|maybe|perhaps)? ?"
    r"(?:an? (?:bit|little|touch|tad)|slightly|somewhat) \w+"
)
"""A denial beside a sign that it is so."""

EXPLAINED = re.compile(
    # "none of that. she did ask where her mother was, but she is just tired"; not
    # "no, but it is just annoying"
    r"^(?:no|nope|none|nothing|not|never)\b(?: [\w'-]+){6,} (?:but|though|although|only)(?: (?:i think|"
    r"i am sure|i guess|surely))? "
    r"(?:it is|he is|she is|they are|that is|this is|i am|it was|that was|it will be|that will be)(?: \w+ly)? "
    r"(?:just|only|probably|surely|nothing|normal|always|bound to)\b"
)
"""A denial, something told beside it, and why that is nothing."""

NOBODY_BUT = re.compile(
    # "nobody stands on it, well, the painter does", "no one but my husband", "nobody uses it only the boys at Easter"
    r"^(?:\w+ ){0,2}?(?:nobody|no one|noone|no buddy)\b(?: (?!but\b)\w+){0,6}? "
    r"(?:well|but|only|except(?: for)?|though|although|save|bar|apart from) "
    r"(?P<one>(?:the|my|our|his|her|their|one|some|me|us)\b.*)"
)
"""Nobody but somebody."""

NO_AND_YES = re.compile(r"\bno\b(?:.*\b(?:yes)\b)|\byes\b(?:.*\bno\b)")
"""Both words in one reply."""

NEVER_BEFORE = re.compile(r"\bnever (?:\w+ ){1,4}(?:before|so|such|like (?:this|that)|as (?:bad|badly|much|short))\b")
"""Who never had it before has it now."""

NOT_WITHOUT = re.compile(
    # "I cannot sleep without them", "never without my inhaler"
    r"\b(?:(?:can|could) not (?:\w+ )?(?:do|be|live|go|manage|get by|sleep|breathe)|never(?: \w+){0,2}|not) without\b"
)
"""What one is never without one has."""

NOTHING = re.compile(
    r"^(?:no |nope |well |oh |it is |she is on |he is on |i take |takes |they take |she takes |he takes )*"
    r"(?:nothing|not (?:anything|a thing)|none) (?P<what>\w+)(?: (?P<next>\w+))?"
)
"""Nothing, and the word after it."""

NOTHING_MORE = frozenset(
    "else more other at all whatsoever really today now currently besides thanks thank you yet so far for in on i "
    "he she they we that just only not no and or never as to apart except bar but of like right this ever he's "
    "since the a my any anyway whatever honestly absolutely sorry please mate is was nope nowadays lately recently "
    "though regular regularly by known touch knock fingers god heaven heavens these thankfully luckily".split()
)
"""What may follow "nothing" and leaves nothing open."""

NO_SUCH = re.compile(
    r"^(?:(?:no|i|he|she|we|they|it|there|you|have|has|had|is|are|do|does|am|was|got|take|takes|drink|been|well|oh)"
    r"(?: ,)? )*?"
    r"(?:no|not|not any|without) (?!(?:only|just|but|i|he|she|we|they|it)\b)(?P<what>(?:[a-z]+ ){0,2}[a-z]+)$"
)
"""A denial of something named and nothing else: "no allergies"."""

NO_OF_ANY = frozenset(
    "idea way chance problem problems thanks thank you sir madam mate love doubt sign signs symptom symptoms "
    "trouble troubles issue issues worries no not really at all that i know of can see think believe noticed aware "
    "so none never ever anything nothing these them those this it the is are was a an any my her his he she one "
    "thing such like kind sort and or exactly sure certain need god goodness today now yet here there him me us in "
    "to for on far whatsoever sense more longer please clue kidding joke definitely absolutely certainly either "
    "neither as usual dear bother bad fine good ok okay well question comment rush preference interest".split()
)
"""Words of a denial that denies whatever was asked."""

ALL_SAVE = _ways(
    # "everything is harmless except the solvent"
    r"(?:all|everything|only|just|nothing|none|fine|harmless|safe)\b.* "
    r"(?:save|except|bar|plus|apart from|aside from|but for|besides|including) (?!that\b|this\b)",
    # "I would not call it harmless", "far from harmless"
    r"(?:would|could) not (?:call|say|think|consider) (?:it|that|this|them) ",
    r"(?:far from|anything but) \w",
)
"""A denial of all save one thing, or of the word for a no."""

THE_OTHERS = re.compile(
    # "a rash, none of the others"; "a rash, the rest is fine"
    r"\w.*\b(?:none|not (?:any|one)|nothing|no(?:t)?) (?:of )?the (?:others?|other (?:ones|things|signs)|rest)\b|"
    r"\w.*\bthe (?:others?|rest) (?:no|not|none|are fine|is fine)\b|\w.*\bno others\b"
)
"""Who has none of the others has one."""

_SOMETHING = (
    # "well, just the drops ...", "there is one ...", "I take a tablet ..."
    r"^(?:(?:well|er|um|oh|ah|yes|yeah|just|only|mostly|maybe|probably|i think|there is|there are|"
    r"(?:i|he|she|they) (?:take|takes|use|uses|have|has|have got|has got|am on|is on)) (?:, )?)*"
    r"(?:something|someone|somebody|one|two|three|half|an?|some|my|his|her|the|these|those|whatever|a few|plenty)\b"
)
_AFFIRMED = r"(?:(?! (?:no|not|none|nothing|nobody|never|nor|is|are|was|were|am|said|says|told|but)\b)[^.;!?])*?"

ASIDE = re.compile(
    # "something so I do not clot", "a tablet when I cannot sleep", "something or I do not sleep"
    rf"{_SOMETHING}{_AFFIRMED} (?:so(?: that)?|because|cos|cause|or(?: else)?|otherwise|when|whenever|if|since|"
    r"in case|to make sure|that|which|who) "
    r"(?:(?!(?:any\w*|take|taken|need|use|want|have|bother)\b)[^.;!?])*?\b(?:not|never|no)\b"
    r"(?!(?: \w+)? (?:any\w*|take|taken|need|use|want|have|bother|at all)\b)|"
    # "just the drops my eyes do not work without"
    rf"{_SOMETHING}.* (?:do|does|did|can|could|will|would) not \w+(?: \w+)? without$|"
    # "just my thyroid one, none of those"
    rf"{_SOMETHING} \w+{_AFFIRMED}(?: ,| and)+ (?:none|not (?:any|one)) of (?:these|those|them)$"
)
"""What there is, with a denial of something else beside it."""

SAID_YES = re.compile(
    r"^(?:yes|yeah|a few|several|some|many|lots|loads|quite a few|all sorts|both|all|each|the lot)\b"
    # not "all clear"
    r"(?! (?:clear|fine|good|ok|okay|well|no|none|negative))|"
    # "everything", "a bit of everything really", "pretty much the lot, I am afraid"; not "everything is fine"
    r"^(?:(?:well|oh|er|just about|pretty much|practically|nearly|almost|absolutely|more or less|a (?:bit|little) of|"
    r"i (?:take|have|use)|anything and|literally) (?:, )?)*"
    r"(?:everything|the (?:whole |entire )?lot|the works|most (?:things|of (?:them|those|these)))"
    r"(?:(?: ,)? (?:really|to be honest|going|i am afraid|under the sun|on (?:the|your) list|you (?:just )?said|"
    r"you can (?:think|name)(?: of)?))*$|^(?:oh |well )?you name it\b"
)
"""A yes that leads."""
