"""Ways to decline to say: "I'd rather not say", "none of your business", "no comment", "skip this one".

Each with an example before it. It knows words alone, and neither what was asked nor whether an answer stands beside it.
The words are those of ``plain_words``, without marks: lower case, and "don't" as "do not".
"""

from __future__ import annotations

from .signs import EMPHASIS, sign, signs

__all__ = ["WITHHELD"]

_SAY = (
    "(?:say|tell|answer|disclose|share|discuss|reveal|give|talk|mention|go into|get into|divulge|specify|state|"
    "respond|reply|comment|speak|explain|provide|confirm|be asked|answering|sharing|saying|telling|discussing|"
    "talking|disclosing|giving|revealing|providing|hand over)"
)
_PRIVATE = "(?:private|personal|confidential|sensitive|classified|secret|intimate|intrusive|nosy|rude|invasive)"
_NOBODYS = "(?:nobody is|nobody else's|no one is|no ?one's|no one else's)"
"""The plain form of "nobody's" is that of "nobody is"."""

WITHHELD = signs(
    "withheld",
    sign(
        1.0,
        # "I'd rather not say", "I choose not to answer"
        rf"(?:rather|sooner|prefer|prefer to|choose|chose|opt|like|want|wish|best) not (?:to )?{_SAY}\b",
    ),
    sign(
        0.6,
        # "I'd rather not", "prefer not to"; not "I'd rather not wait"
        r"\b(?:i )?(?:would )?(?:rather|prefer|sooner) (?:to )?not(?: to)?$",
    ),
    sign(
        0.9,
        # "I don't really want to say", "not comfortable sharing that", "I'm not at liberty to discuss it"
        rf"\bnot {EMPHASIS}(?:want|wish|care|going|like|feel like|comfortable|willing|prepared|need|have|"
        r"happy|ready|keen|inclined|at liberty|allowed|about)"
        rf"(?: to be)?(?: to| with| about| in| being)? ?{_SAY}\b",
    ),
    sign(
        1.0,
        # "none of your damn business"
        r"\b(?:none|not any|no) of (?:your|ya|yer|you|you are) (?:\w+ )?"
        r"(?:business|concern|beeswax|bizness|busines|buisness)\b",
    ),
    sign(
        1.0,
        # "that's not really your concern"
        r"\bnot (?:really )?(?:your|any of your) (?:\w+ )?(?:business|concern|problem)\b",
        # "mind your own business"
        r"\bmind your (?:own|business)\b",
    ),
    sign(
        0.9,
        # "that's my own business", "our affair not yours", "nobody's business but mine"; not "my business is slow"
        rf"\b(?:my|own|our|{_NOBODYS}) (?:own )?(?:private |personal )?"
        r"(?:business|affair|affairs|concern|matter)(?:$| not| but (?:mine|ours|my own))",
        # "it's nobody's business how old I am"
        rf"\b{_NOBODYS} (?:business|affair|concern) (?:how|what|who|which|where|whether|if)\b",
    ),
    sign(
        0.8,
        # "that's too personal", "a bit nosy"
        rf"\b(?:is|too|very|bit|kind of|rather|pretty|quite|little|are) {_PRIVATE}\b",
        # "private!"; not "private insurance"
        rf"^{_PRIVATE}$",
    ),
    sign(
        0.8,
        # "private matter", "sensitive information"
        rf"\b{_PRIVATE} (?:matter|affair|info|information|question|stuff|details?|thing)\b",
    ),
    sign(
        0.9,
        # "no comment", "I plead the fifth", "my lips are sealed"
        r"\b(?:no comment|plead the fifth|take the fifth|lips are sealed|"
        # "a lady never tells", "it's a secret"
        r"(?:lady|gentleman) never|my secret|a secret|top secret|never tells?)\b",
    ),
    sign(
        0.7,
        # "pass", "I'll skip this one please", "next question"; not "next week"
        r"^(?:i(?: will| would)? )?"
        r"(?:pass|skip|next|next one|next question|next please|move on|skip (?:it|this|that)? ?(?:one|question))"
        r"(?: please| on (?:that|this)(?: one)?)?$",
    ),
    sign(
        1.0,
        # "can we skip this question", "move on from that one"
        r"\b(?:skip|pass on|move on from|leave out) (?:this|that|the)? ?(?:one|question)\b",
        # "ask me something else"
        r"\bask me (?:something|anything) else\b",
    ),
    sign(
        0.9,
        # "sorry, not telling", "I will never answer that"; not "I can't tell", "that won't answer it"
        r"(?:^|\b(?:i|am|do|will|would|sorry|no|just|nope|and|rude|can(?! not (?:say|tell|get into|respond))|"
        r"going|but) )"
        r"(?:not|never|refuse to|decline to|refusing to|declining to) "
        r"(?:going to |will(?:ing)? to )?(?:be )?(?:something i )?"
        # "I do not share that"; not "I did not give it", "I do not speak French", "I would not say so"
        rf"(?!give|provide|confirm|state|explain|hand|comment|speak|talk){_SAY}\b"
        r"(?! (?:no\b|i|that i|he|she|we|it|so|for sure|for certain|exactly|how|if|whether|which|apart|you apart))",
    ),
    sign(
        1.0,
        # "I decline", "she refuses to answer"; not "they decline my card"
        r"\b(?:refuse|decline|declines|refuses)"
        r"(?:$| to (?:say|answer|tell|disclose|share|respond|comment|give))",
    ),
    sign(
        0.9,
        # "you don't get to know"
        r"\b(?:you|they) (?:really )?do not (?:need|have|get) to know\b",
        # "no need for you to know"
        r"\bno need (?:for you )?to know\b",
        # "on a need-to-know basis"
        r"\bneed to know basis\b",
    ),
    sign(
        0.9,
        # "that is between me and my doctor"
        r"\bbetween (?:me|us|myself) and\b",
        # "I keep such things to myself", "keeping my weight private"; not "keep my data private"
        r"\b(?:keep|keeping) (?:that|it|this|such things|those things|(?:my|our) (?:\w+ ){1,3})(?: \w+)? ?"
        r"(?:to myself|private|secret|confidential|to ourselves)\b(?<!data private)",
        # "I keep money matters to myself"
        r"\bkeep (?:\w+ ){0,3}to myself\b",
    ),
    sign(
        0.8,
        # "why should I tell you"
        r"\bwhy (?:should|would|must) i (?:tell|say|answer|share|give|disclose)\b",
        # "do I really have to say"
        r"\b(?:do|must|should) i (?:really )?(?:have to |need to )?(?:say|answer|tell|share|disclose)\b",
    ),
    sign(
        0.8,
        # "I'm uncomfortable with that"
        r"\b(?:not|un) ?comfortable\b",
        # "it's rude to ask", "how dare you"
        r"\brude to ask\b",
        r"\bhow dare you\b",
        # "don't ask me that"; not "don't ask me why"
        r"\bdo not ask(?: me)?(?: that)?$",
        # "stop prying", "you are nosy", "nice try"
        r"\bstop prying\b",
        r"\bnosy\b",
        r"\bnice try\b",
    ),
    sign(
        0.9,
        # "I don't share that with strangers", "telling things like that to a robot"
        r"\b(?:tell|telling|give|giving|share|sharing|disclose|discuss|trust) (?:\w+ ){0,4}(?:to|with) "
        r"(?:a |an |some )?(?:you|bot|machine|strangers?|computer|robot|anyone|chatbot)\b",
    ),
    sign(
        0.9,
        # "that's not for you to know", "you don't need my name", "not relevant for you"
        r"\b(?:not for you to know|you do not need (?:that|this|my|the)\b|not relevant (?:for|to) you|"
        # "off limits", "kept under lock and key", "a trade secret"
        r"off limits|not up for discussion|under lock and key|trade secret|"
        # "I have a right to privacy", "I won't incriminate myself", "I signed an NDA"
        r"right to (?:remain silent|privacy)|incriminate myself|non ?disclosure|an nda|"
        # "that figure is not published", "on legal advice", "it stays in the family"
        r"not public|not publish\w*|on legal advice|stays? (?:with me|in the family|in the past|between)|"
        # "I have my reasons", "I'd like to stay anonymous"
        r"i have my reasons|personal reasons|stay anonymous|i am anonymous)\b",
    ),
    sign(
        0.9,
        # "leave that blank", "I'm leaving the name empty"
        r"\b(?:leave|leaving|left|keep|keeping) (?:that|it|this|the \w+) (?:blank|empty|unanswered|aside|open)\b",
        # "keep my family out of this"
        r"\b(?:keep|leave|leaving|keeping) (?:my|our|the) \w+(?: \w+)? out of (?:it|this|that)\b",
        # "let's not go there", "let us leave it at that"
        r"\blet us (?:not go there|leave (?:it|that))\b",
        r"\bleave it at that\b",
    ),
    sign(
        0.9,
        # "I'm not authorised to say"
        rf"\bnot (?:authori[sz]ed|allowed|permitted|obliged|at liberty|free|required|supposed) to {_SAY}\b",
        # "that is not something I would like to share"
        r"\bnot (?:something|a thing|anything|information) (?:that )?(?:i|we) "
        rf"(?:am |are |would |will |want |like |care |going |to |usually )*{_SAY}\b",
        # "too embarrassed to"
        r"\btoo (?:ashamed|embarrassed|embarrassing|shy|painful) to\b",
    ),
    sign(
        0.9,
        # "we are not discussing prices"
        r"\bnot (?:discussing|describing|answering|sharing|disclosing|telling|identifying|naming|revealing|"
        r"talking about)\b",
        # "we don't usually publish those figures"
        r"\b(?:i|we) (?:do|will|would) not (?:\w+ly |usually )?"
        r"(?:publish|share|disclose|reveal|identify|name|discuss|describe|answer)\b",
        # "I won't hand it over"; not "I will not give up"
        r"\b(?:i|we) (?:do|will|would) not (?:usually )?(?:give|hand) (?:that|this|it|out|you)\b",
        # "I'm not going to name him"
        r"\bnot (?:want|wish|like|going|willing|prepared) to (?:name|describe|identify|reveal|open)\b",
    ),
    sign(
        0.9,
        # "a gentleman doesn't", "never ask a lady"
        r"\b(?:lady|ladies|gentleman|gentlemen) (?:never|does not|do not|always)\b",
        r"\bnever ask a (?:woman|lady|man|girl)\b",
        # "I was told not to", "my lawyer advised me to say nothing"
        r"\btold (?:me )?(?:not to|to say nothing)\b",
        r"\badvised (?:me )?(?:not to|to say nothing)\b",
        # "I say nothing", "I tell nobody"
        r"\b(?:i )?say nothing\b",
        r"\btell(?:ing)? (?:nobody|no one|no body)\b",
        # "only with my solicitor present", "before I answer I want to know more"
        r"\bsolicitor present\b",
        r"\bbefore i (?:answer|say anything|tell you)\b",
        # "not telling you"
        r"\bnot telling (?:you|anyone|anybody)\b",
        # "that's all you'll get", "no details"
        r"\ball you will get\b",
        r"\bno details\b",
    ),
    sign(
        0.8,
        # "I'd sooner discuss that with my doctor"
        r"\b(?:only|rather|prefer to|sooner) (?:ever )?(?:discuss|show) (?:that|this|it|such)\b",
        # "I only talk to my doctor about that"
        r"\bonly (?:discuss|speak|talk|tell|share)\b(?: \w+){0,5} (?:about )?(?:that|this|it)\b",
        # "we discuss this only in person"
        r"\bdiscuss (?:that|this|it) only\b",
        # "what a creepy question"
        r"\b(?:creepy|inappropriate|impertinent|indiscreet) (?:question|thing)\b",
        # "I don't see why you need that", "why should you care"
        r"\bnot see why you (?:should|need|want|have)\b",
        r"\bwhy should you (?:care|know)\b",
    ),
)
"""Declining to say."""
