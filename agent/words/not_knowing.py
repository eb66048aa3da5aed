"""Ways not to know an answer, or not to mind which: "no idea", "hard to say", "it depends", "either is fine".

Each with an example before it. It knows words alone, and neither what was asked nor whether an answer stands beside it.
The words are those of ``plain_words``, without marks: lower case, and "don't" as "do not".
"""

from __future__ import annotations

from .signs import EMPHASIS, sign, signs

__all__ = ["NO_PREFERENCE", "UNSURE"]

_MEANWHILE = "check|look|ask|think|find out|verify|measure|consult|confirm|see"
_LOOKED = (
    "figured|tried|checked|measured|tested|looked|weighed|counted|noticed|paid|check|measure|notice|look|count|weigh|"
    "stepped|pay attention|see it|watch|keep track|write it"
)

UNSURE = signs(
    "unsure",
    sign(
        1.0,
        # "I really don't know", "I couldn't recall"; not "I don't know about it until Monday"
        rf"\b(?:do|did|does|would|could|can) not {EMPHASIS}(?:know|knw|kno|remember|recall|rember)\b"
        r"(?! (?:i (?:need|had|have)|about it until))",
    ),
    sign(
        0.9,
        # "I'm not 100% sure"
        rf"\bnot {EMPHASIS}(?:sure|certain|positive|clear|shure|confident)\b",
        # "unsure"
        r"\b(?:unsure|uncertain|unclear|clueless)\b",
    ),
    sign(
        1.0,
        # "no idea", "I haven't the foggiest", "without a clue"; not "no idea what you mean"
        r"\b(?:no|not an?|not the|zero|any|without a|not got a|not have a|not have an|the) (?:\w+ )?"
        r"(?:idea|clue|clu|foggiest|faintest|inkling|earthly)\b(?! what you)",
    ),
    sign(
        0.8,
        # "I can't describe it", "can't put my finger on it", "couldn't tell"; not "I can't say so"
        rf"\b(?:can|could) not {EMPHASIS}(?:describe|measure|put my finger|say(?! (?:that )?(?:i|he|she|we|it|so)\b)|"
        r"tell|be sure|be certain|determine|judge|figure|work out|make out|find out|pin|put a|read|identify|see|check|"
        r"find|locate|spot)\b",
    ),
    sign(
        0.9,
        # "hard to say", "too early to tell"
        r"\b(?:hard|difficult|tough|tricky|impossible|not easy|too early|too soon) to "
        r"(?:see|put|measure|guess|estimate|say|tell|know|judge|describe|pin|answer)\b",
        # "that's a hard one", "good question"
        r"\bhard one\b",
        r"\bgood question\b",
    ),
    sign(
        0.9,
        # "who knows", "god knows"
        r"\b(?:who|god|heaven|lord|goodness|heavens|christ) (?:knows|can tell|can say)\b",
        # "beats me", "your guess is as good as mine"
        r"\b(?:beats|search) me\b",
        r"\byour guess is\b",
        # "I wish I knew", "if only I knew", "I always forget"
        r"\bwish i knew\b",
        r"\bif only i knew\b",
        r"\bi (?:never|always) (?:know|sure|forget|remember)\b",
    ),
    sign(
        0.9,
        # "I forget"; not "I forgot to bring it"
        r"\bi (?:forget|forgot)\b(?! to)",
        # "it slipped my mind", "I've lost track", "I'm drawing a blank"
        r"\bslipped my mind\b",
        r"\blost track\b",
        r"\bdrawing a blank\b",
        # "my mind is blank", "my memory fails me", "I have no recollection", "I can't think"
        r"\bmy mind is blank\b",
        r"\bmemory fails\b",
        r"\bno (?:recollection|memory)\b",
        r"\bcan not think\b",
    ),
    sign(
        0.7,
        # "I'd have to look at the label", "going to ask"
        rf"\b(?:have|need|got|want|going) to (?:\w+ ){{0,4}}?(?:{_MEANWHILE})\b",
        # "let me quickly check"
        r"\blet me (?:\w+ )?(?:check|ask|think|look|see|verify|find out|measure)\b",
    ),
    sign(
        0.7,
        # "I would need to measure"
        r"\bwould (?:have|need) to (?:check|look|ask|think|measure|find)\b",
        # "ask my wife", "only he would know"
        r"\bask (?:my|the|him|her|them|our)\b",
        r"\b(?:would|might|will|probably|only) knows?\b",
        # "my husband knows"
        r"^(?:\w+ ){1,3}knows\b",
    ),
    sign(
        0.9,
        # "yes and no", "sometimes it does, sometimes not"
        r"\byes and no\b",
        r"\bsometimes\b.*\bsometimes\b",
        # "it comes and goes"
        r"\b(?:comes and goes|on and off|off and on|on off|hit and miss|hit or miss)\b",
        # "it has its ups and downs", "there are good days and bad days"
        r"\bups and downs\b",
        r"\bgood (?:days )?and bad days\b",
        # "it varies", "yes, no, maybe", "that depends"
        r"\b(?:it )?(?:varies|changes a lot|changes all the time)\b",
        r"\byes no maybe\b",
        r"\b(?:it|that|this)? ?depends\b",
        # "fifty-fifty", "50/50"
        r"\bfifty (?:- )?fifty\b",
        r"\b50 ?/? ?50\b",
        # "torn between the two", "undecided", "on the fence"
        r"\btorn between\b",
        r"\bi am torn\b",
        r"^torn$",
        r"\bundecided\b",
        r"\bon the fence\b",
        # "it's a toss-up", "mixed feelings"
        r"\btoss up\b",
        r"\bcoin flip\b",
        r"\bmixed feelings\b",
    ),
    sign(
        0.9,
        # "I have not yet decided"
        r"\bnot (?:yet )?(?:decided|made up|thought|figured)\b",
        # "I can't really choose"
        r"\b(?:can|could) not (?:really )?(?:decide|choose|remember|recall)\b",
        # "I can't make up my mind", "still thinking", "it is up in the air"
        r"\bmake up my mind\b",
        r"\bstill (?:thinking|deciding|considering)\b",
        r"\bup in the air\b",
    ),
    sign(
        0.7,
        # "I never measured it"
        r"\bnever (?:been )?(?:checked|tested|measured|asked|looked|counted|weighed|thought about|noticed|"
        r"paid attention|tracked|found out|told)\b",
        # "it has never come up"
        r"\bnever (?:come|came) up\b",
        # "never had a blood test"
        r"\bnever had (?:a|any|the|it) ?(?:\w+ )?(?:tests?|checks?|tested|checked|measured|measurement)\b",
        # "let me sleep on it", "I'll decide later", "I'll get back to you"
        r"\bsleep on it\b",
        r"\bdecide (?:later|tomorrow|then|when)\b",
        r"\b(?:get back to you|let you know)\b",
        # "I'll think about it", "I have to think it over"
        r"\bthink about (?:it|that)\b",
        r"\bthink it over\b",
    ),
    sign(
        0.6,
        # "I haven't checked", "I did not keep track"
        rf"\b(?:have|has|had|did) not (?:really |actually |even )?(?:been )?(?:{_LOOKED})\b",
    ),
    sign(
        0.8,
        # "nobody ever told me"
        r"\bno ?(?:body|one) (?:ever )?(?:told|knows|said|mentioned)\b",
        # "there's no way of knowing", "no way to tell"
        r"\bno way (?:of|to|for me to) (?:know|tell|check|find|say|measur)\w*",
        # "who's to say", "who can tell"
        r"\bwho is to say\b",
        r"\bwho can\b",
        # "it's anyone's guess"
        r"\banyone's guess\b",
    ),
    sign(
        0.7,
        # "maybe", "hmm", "perhaps, I guess"; not "maybe tomorrow"
        r"^(?:maybe|perhaps|possibly|might be|may be|could be|mayhaps|potentially|hm+|um+|uh+|er+|huh|erm+|well|meh|"
        r"conceivably)(?: (?:maybe|not|so|yes|no|i guess|who))*$",
    ),
    sign(
        0.5,
        # "it could be the pump"
        r"\b(?:maybe|perhaps|possibly|might|could) (?:be|have)\b",
        # "it might"; not "might as well", "could you help me", "might not"
        r"^(?:it |that )?(?:might|may|could)\b(?! not| as well| be better| you| i | we )",
    ),
    sign(
        0.6,
        # "I don't understand the question"
        r"\b(?:not|did not|do not|can not) (?:really )?(?:understand|follow|get) (?:the|what|your|that|this)\b",
        # "what do you mean", "what does that mean"
        r"\bwhat do you mean\b",
        r"\bwhat does that mean\b",
        # "but what's a thermocouple", "what is the difference between them"
        r"^(?:but |and )?what(?: is| are)? (?:that|an? [\w ]{2,25}|the difference.*)$",
        # "where do I see that"
        r"^where (?:is|do i find|can i find|do i see) (?:that|it|this)\b",
    ),
    sign(
        0.6,
        # "which one would you recommend"
        r"\b(?:what|which)(?: one)? (?:do|would|should) (?:you|i) "
        r"(?:recommend|suggest|think|advise|pick|choose|take|get)\b",
        # "how can I check"
        r"\bhow (?:can|do|would|should) i (?:tell|know|check|find)\b",
    ),
    sign(
        0.6,
        # "I'm totally lost"
        r"\bi am (?:\w+ )?(?:confused|lost|stumped)\b",
        # "how should I know", "I'm not the person to ask"
        r"\bhow (?:would|should) i know\b",
        r"\bnot the person to ask\b",
        # "I've lost count", "we have no records"
        r"\blost count\b",
        r"\bno records?\b",
    ),
    sign(
        0.9,
        # "the jury's still out"
        r"\bjury(?:'s| is)? still out\b",
        # "I go back and forth", "ask me another"
        r"\b(?:going|go|goes) back and forth\b",
        r"\bask me another\b",
        # "let me sleep on that", "I've not looked yet", "sometimes yes"
        r"\blet me sleep on\b",
        r"\bnot (?:peeked|looked yet)\b",
        r"\bsometimes yes\b",
        # "the results have not come", "there is no label"
        r"\b(?:results?|labs?|tests?) (?:is|are|has|have) not (?:in|come|back)\b",
        r"\bno label\b",
        # "it's too blurry to read"
        r"\btoo (?:blurry|dark|far away) to (?:see|make|read|tell)\b",
    ),
)
"""Not knowing, not understanding, or not being able to decide."""

_LEADING = "i guess |probably |well |oh |honestly |just |really |i am fine with |i will take |i am happy with |give me "
_EASIEST = (
    "easier|easiest|cheaper|cheapest|best|quicker|quickest|faster|fastest|available|convenient|simpler|simplest|"
    "closest|free|left"
)
_EITHER = r"\b(?:either|any(?: \w+)?|both|anything)(?: one)?(?: of (?:them|those|these|the two))?"
_WELCOME = "(?:fine|ok|okay|good|great|alright|right|perfect|lovely|cool|nice|possible|welcome|acceptable|suitable)"

NO_PREFERENCE = signs(
    "no_preference",
    sign(
        0.9,
        # "no strong preference"
        r"\b(?:no|not have a|not have any|any) (?:real |strong |particular )?preference\b",
        # "it doesn't really matter"
        r"\b(?:does|would) not (?:really |even )?(?:matter|bother me|make a difference)\b",
        # "I don't mind"; not "don't you care", "I don't mind if I do"
        r"(?<!you )\bdo not (?:really |even )?(?:care|mind)\b(?! if i)",
        # "up to you", "you choose", "surprise me"
        r"\bup to you\b",
        r"\byou (?:choose|decide|pick)\b",
        r"\bsurprise me\b",
    ),
    sign(
        0.8,
        # "well, I'll take either", "any of them"; not "anything to eat"
        rf"^(?:{_LEADING})*(?:either|whichever|whatever|anything|any of (?:them|those|these)|any one|any)"
        r"(?: one)?(?: of (?:them|those|these|the two))?"
        # "whichever you think is best", "whatever comes first"
        r"(?: (?:you (?:have|like|think|prefer|want|say|recommend|suggest)(?: in stock| is best| best)?|"
        rf"is (?:{_EASIEST})(?: for you)?|comes first|suits you))?"
        # "anything will be fine by me"
        r"(?: is| works| will| would| are)?(?: be)?(?: fine| ok| okay| good| do| works)?"
        r"(?: with me| by me| for me)?$",
    ),
    sign(
        0.9,
        # "either of them is fine", "any day would be good"; not "both are broken", "anything is wrong"
        rf"{_EITHER} (?:is|are|would be|will be|sounds?) (?:just |perfectly |equally |quite |all )?{_WELCOME}\b",
        # "both will do", "anything works for me"; not "both work badly"
        rf"{_EITHER} (?:works|will do|would do)\b(?! (?:bad|wrong|poor|not)|.*\bbut\b)",
    ),
    sign(
        0.8,
        # "I'm not fussed", "it's all the same to me"
        r"\b(?:not fussed|not bothered|not picky|indifferent|all the same|equally (?:good|fine)|"
        # "dealer's choice", "you're the expert", "I'm easy"
        r"(?:dealer|chef)'?s choice|you are the expert|makes no difference to me|i am easy)\b",
    ),
)
"""Not minding which."""
