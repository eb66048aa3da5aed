"""What a message does, apart from what it says: asks why, declines, wants a person, changes the subject.

Patterns over plain words, each with a strength in (0, 1]. They know no question: whether "agent" names an
option or asks for a person is for the caller to weigh. Text that orders the agent about is only named here.
"""


# One rule or row of a table a line, however long.
# ruff: noqa: E501

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from typing import Literal

from .plain_words import PlainText, plain_text

__all__ = ["SpeechAct", "act_strengths", "speech_acts"]

SpeechAct = Literal[
    "acknowledge",
    "another_person",
    "another_thing",
    "bye",
    "change_subject",
    "contest",
    "correct",
    "explain_belief",
    "greet",
    "human",
    "inform",
    "injection",
    "just_answer",
    "no_preference",
    "repeat",
    "quoted",
    "reply",
    "reset",
    "same_again",
    "take_back",
    "thanks",
    "unfit",
    "unsure",
    "why",
    "withheld",
]

_SAY = (
    "(?:say|tell|answer|disclose|share|discuss|reveal|give|talk|mention|go into|get into|divulge|specify|state|"
    "respond|reply|comment|speak|explain|provide|confirm|be asked|answering|sharing|saying|telling|discussing|"
    "talking|disclosing|giving|revealing|providing|hand over)"
)
_VERY = "(?:really |actually |quite |even |honestly |entirely |100 |% |too |so |very |completely |totally |absolutely " \
    "|exactly |all that |particularly |that |fully |overly |at all |just |simply |right now |for certain |still )*"  # fmt: skip
_PRIVATE = "(?:private|personal|confidential|sensitive|classified|secret|intimate|intrusive|nosy|rude|invasive)"
_PERSON = (
    "(?:humans?|persons?|agents?|representatives?|reps?|operators?|someone|somebody|managers?|supervisors?|advisors?|"
    "advisers?|staff|technicians?|nurses?|employees?|colleagues?|support team|customer (?:service|support|care)|"
    "real people|a boss|your boss|specialists?|consultants?|call ?cent(?:er|re)|live chat|pharmacists?)"
)

_ROLE = (
    r"(?:the|your) (?!(?:neighbou?r|daughter|mother|father|brother|sister|other|insurer|computer|lawyer|teacher|partner|seller|driver|customer|tenant)s?\b)"
    r"(?:\w{2,}(?:er|or|ist)|\w+man|boss|chief|head|owner|vet|crew|team|person in charge)"
)
"""Somebody by what they do here: "the caretaker", "your foreman"."""


_TASK = (
    r"(?:to )?(?:go (?:over|through)|look (?:over|through)|run (?:an|their) eyes? over|audit|review|proof ?read|read|"
    r"check (?:my|the|this|that|it|what|if|whether|our)|test (?:my|the|this|it|what)|write|rewrite|build|design|"
    r"work out|calculate|compute|convert|size|translate|sum up)\b"
)
"""What somebody may be wanted for that is no wish to be put through to one."""

_RULES: tuple[tuple[SpeechAct, float, str], ...] = (
    # declining to say
    ("withheld", 1.0, rf"(?:rather|sooner|prefer|prefer to|choose|chose|opt|like|want|wish|best) not (?:to )?{_SAY}\b"),
    ("withheld", 0.6, r"\b(?:i )?(?:would )?(?:rather|prefer|sooner) (?:to )?not(?: to)?$"),
    ("withheld", 0.9, rf"\bnot {_VERY}(?:want|wish|care|going|like|feel like|comfortable|willing|prepared|need|have|"
                      rf"happy|ready|keen|inclined|at liberty|allowed|about)(?: to be)?(?: to| with| about| in| being)? ?{_SAY}\b"),
    ("withheld", 1.0, r"\b(?:none|not any|no) of (?:your|ya|yer|u|you are) (?:\w+ )?(?:business|concern|beeswax|bizness|busines|buisness)\b"),
    ("withheld", 1.0, r"\bnot (?:really )?(?:your|any of your) (?:\w+ )?(?:business|concern|problem)\b|\bmind your (?:own|business)\b"),
    ("withheld", 0.9, r"\b(?:my|nobody s|nobody's|no one s|no one's|noone s|own|our) (?:own )?(?:private |personal )?(?:business|affair|affairs|concern|matter)(?:$| not)"),
    ("withheld", 0.8, rf"\b(?:is|too|very|bit|that s|kind of|rather|pretty|quite|little|are) {_PRIVATE}\b|^{_PRIVATE}$"),
    ("withheld", 0.8, rf"\b{_PRIVATE} (?:matter|affair|info|information|question|stuff|details?|thing)\b"),
    ("withheld", 0.9, r"\b(?:no comment|plead the fifth|take the fifth|lips are sealed|(?:lady|gentleman) never|my secret|a secret|top secret|never tells?)\b"),
    ("withheld", 0.7, r"^(?:i(?: will| would)? )?(?:pass|skip|next|next one|next question|next please|move on|skip (?:it|this|that)? ?(?:one|question))(?: please| on (?:that|this)(?: one)?)?$"),
    ("withheld", 1.0, r"\b(?:skip|pass on|move on from|leave out) (?:this|that|the)? ?(?:one|question)\b|\bask me (?:something|anything) else\b"),
    ("withheld", 0.9, rf"(?:^|\b(?:i|am|do|will|would|sorry|no|just|nope|and|rude|can(?! not (?:say|tell|get into|respond))|going|but) )(?:not|never|wont|refuse to|decline to|refusing to|declining to) (?:going to |gonna |will(?:ing)? to )?(?:be )?(?:something i )?(?!give|provide|confirm|state|explain|hand|comment|speak|talk){_SAY}\b(?! (?:no\b|i|that i|he|she|we|it|so|for sure|for certain|exactly|how|if|whether|which|apart|you apart))"),
    ("withheld", 1.0, r"\b(?:refuse|decline|declines|refuses)(?:$| to (?:say|answer|tell|disclose|share|respond|comment|give))"),
    ("withheld", 0.9, r"\b(?:you|they|u) (?:do not|dont|really do not) (?:need|have|get) to know\b|\bno need (?:for you )?to know\b|\bneed to know basis\b"),
    ("withheld", 0.9, r"\bbetween (?:me|us|myself) and\b|\b(?:keep|keeping) (?:that|it|this|such things|those things|(?:my|our) (?:\w+ ){1,3})(?: \w+)? ?(?:to myself|private|secret|confidential|to ourselves)\b(?<!data private)|\bkeep (?:\w+ ){0,3}to myself\b|\bkeep (?:that|it|this) private\b"),
    ("withheld", 0.8, r"\bwhy (?:should|would|must) i (?:tell|say|answer|share|give|disclose)\b|\b(?:do|must|should) i (?:really )?(?:have to |need to )?(?:say|answer|tell|share|disclose)\b"),
    ("withheld", 0.8, r"\b(?:not|un) ?comfortable\b|\brude to ask\b|\bhow dare you\b|\bdo not ask(?: me)?(?: that)?$|\bstop prying\b|\bnosy\b|\bnice try\b"),
    ("withheld", 0.9, r"\b(?:tell|telling|give|giving|share|sharing|disclose|discuss|trust) (?:\w+ ){0,4}(?:to|with) (?:a |an |some )?(?:you|bot|machine|strangers?|computer|robot|anyone|chatbot)\b"),
    ("withheld", 0.9, r"\b(?:not for you to know|you do not need (?:that|this|my|the)\b|not relevant (?:for|to) you|off limits|not up for discussion|under lock and key|trade secret|right to (?:remain silent|privacy)|incriminate myself|non ?disclosure|an nda|not public|not publish\w*|on legal advice|stays? (?:with me|in the family|in the past|between)|i have my reasons|personal reasons|stay anonymous|i am anonymous)\b"),
    ("withheld", 0.9, r"\b(?:leave|leaving|left|keep|keeping) (?:that|it|this|the \w+) (?:blank|empty|unanswered|aside|open)\b|\b(?:keep|leave|leaving|keeping) (?:my|our|the) \w+(?: \w+)? out of (?:it|this|that)\b|\blet us (?:not go there|leave (?:it|that))\b|\bleave it at that\b"),
    ("withheld", 0.9, rf"\bnot (?:authori[sz]ed|allowed|permitted|obliged|at liberty|free|required|supposed) to {_SAY}\b|\bnot (?:something|a thing|anything|information) (?:that )?(?:i|we) (?:am |are |would |will |want |like |care |going |to |usually )*{_SAY}\b|\btoo (?:ashamed|embarrassed|embarrassing|shy|painful) to\b"),
    ("withheld", 0.9, r"\bnot (?:discussing|describing|answering|sharing|disclosing|telling|identifying|naming|revealing|talking about)\b|\b(?:i|we) (?:do|will|would) not (?:\w+ly |usually )?(?:publish|share|disclose|reveal|identify|name|discuss|describe|answer)\b|\b(?:i|we) (?:do|will|would) not (?:usually )?(?:give|hand) (?:that|this|it|out|you)\b|\bnot (?:want|wish|like|going|willing|prepared) to (?:name|describe|identify|reveal|open)\b"),
    ("withheld", 0.9, r"\b(?:lady|ladies|gentleman|gentlemen) (?:never|does not|do not|always)\b|\bnever ask a (?:woman|lady|man|girl)\b|\btold (?:me )?(?:not to|to say nothing)\b|\badvised (?:me )?(?:not to|to say nothing)\b|\b(?:i )?say nothing\b|\btell(?:ing)? (?:nobody|no one|no body)\b|\bsolicitor present\b|\bbefore i (?:answer|say anything|tell you)\b|\bnot telling (?:you|anyone|anybody)\b|\ball you will get\b|\bno details\b"),
    ("withheld", 0.8, r"\b(?:only|rather|prefer to|sooner) (?:ever )?(?:discuss|show) (?:that|this|it|such)\b|\bonly (?:discuss|speak|talk|tell|share)\b(?: \w+){0,5} (?:about )?(?:that|this|it)\b|\bdiscuss (?:that|this|it) only\b|\b(?:creepy|inappropriate|impertinent|indiscreet) (?:question|thing)\b|\bnot see why you (?:should|need|want|have)\b|\bwhy should you (?:care|know)\b"),
    # not knowing
    ("unsure", 1.0, rf"\b(?:do|did|does|would|could|can) not {_VERY}(?:know|knw|kno|remember|recall|rember)\b(?! (?:i (?:need|had|have)|about it until))"),
    ("unsure", 0.9, rf"\bnot {_VERY}(?:sure|certain|positive|clear|shure|confident)\b|\b(?:unsure|uncertain|unclear|clueless)\b"),
    ("unsure", 1.0, r"\b(?:no|not an?|not the|zero|any|without a|not got a|not have a|not have an|the) (?:\w+ )?(?:idea|clue|clu|foggiest|faintest|inkling|earthly)\b(?! what you)"),
    ("unsure", 0.8, rf"\b(?:can|could) not {_VERY}(?:describe|measure|put my finger|say(?! (?:that )?(?:i|he|she|we|it|so)\b)|tell|be sure|be certain|determine|judge|figure|work out|make out|find out|pin|put a|read|identify|see|check|find|locate|spot)\b"),
    ("unsure", 0.9, r"\b(?:hard|difficult|tough|tricky|impossible|not easy|too early|too soon) to (?:see|put|measure|guess|estimate|say|tell|know|judge|describe|pin|answer|measure)\b|\bhard one\b|\bgood question\b"),
    ("unsure", 0.9, r"\b(?:who|god|heaven|lord|goodness|heavens|christ) (?:knows|can tell|can say)\b|\b(?:beats|search) me\b|\byour guess is\b|\bwish i knew\b|\bif only i knew\b|\bi (?:never|always) (?:know|sure|forget|remember)\b"),
    ("unsure", 0.9, r"\bi (?:forget|forgot)\b(?! to)|\bslipped my mind\b|\blost track\b|\bdrawing a blank\b|\bmy mind is blank\b|\bmemory fails\b|\bno (?:recollection|memory)\b|\bcan not think\b"),
    ("unsure", 0.7, r"\b(?:have|need|got|want|going) to (?:\w+ ){0,4}?(?:check|look|ask|think|find out|verify|measure|consult|confirm|see)\b|\blet me (?:\w+ )?(?:check|ask|think|look|see|verify|find out|measure)\b"),
    ("unsure", 0.7, r"\bwould (?:have|need) to (?:check|look|ask|think|measure|find)\b|\bask (?:my|the|him|her|them|our)\b|\b(?:would|might|will|probably|only) knows?\b|^(?:\w+ ){1,3}knows\b"),
    ("unsure", 0.9, r"\byes and no\b|\bsometimes\b.*\bsometimes\b|\b(?:comes and goes|on and off|off and on|on off|hit and miss|hit or miss)\b|\b(?:it )?(?:varies|changes a lot|changes all the time)\b|\byes no maybe\b|\b(?:it|that|this)? ?depends\b|\bfifty (?:- )?fifty\b|\b50 ?/? ?50\b|\btorn between\b|\bi am torn\b|^torn$|\bundecided\b|\bon the fence\b|\btoss up\b|\bcoin flip\b|\bmixed feelings\b"),
    ("unsure", 0.9, r"\bnot (?:yet )?(?:decided|made up|thought|figured)\b|\b(?:can|could) not (?:really )?(?:decide|choose|remember|recall)\b|\bmake up my mind\b|\bstill (?:thinking|deciding|considering)\b|\bup in the air\b"),
    ("unsure", 0.7, r"\bnever (?:been )?(?:checked|tested|measured|asked|looked|counted|weighed|thought about|noticed|paid attention|tracked|found out|told)\b|\bnever had (?:a|any|the|it) ?(?:\w+ )?(?:tests?|checks?|tested|checked|measured|measurement)\b|\bsleep on it\b|\bdecide (?:later|tomorrow|then|when)\b|\b(?:get back to you|let you know)\b|\bthink about (?:it|that)\b|\bthink it over\b"),
    ("unsure", 0.6, r"\b(?:have|has|had|did) not (?:really |actually |even )?(?:been )?(?:figured|tried|checked|measured|tested|looked|weighed|counted|noticed|paid|check|measure|notice|look|count|weigh|stepped|pay attention|see it|watch|keep track|write it)\b"),
    ("unsure", 0.8, r"\bno ?(?:body|one) (?:ever )?(?:told|knows|said|mentioned)\b|\bno way (?:of|to|for me to) (?:know|tell|check|find|say|measur)\w*|\bwho(?:'s| is) to say\b|\bwho can\b|\banyone's guess\b"),
    ("unsure", 0.7, r"^(?:maybe|perhaps|possibly|might be|may be|could be|mayhaps|potentially|hm+|um+|uh+|er+|huh|erm+|well|meh|conceivably)(?: (?:maybe|not|so|yes|no|i guess|idk|who))*$"),
    ("unsure", 0.5, r"\b(?:maybe|perhaps|possibly|might|could) (?:be|have)\b|^(?:it |that )?(?:might|may|could)\b(?! not| as well| be better| you| i | we )"),
    ("unsure", 0.6, r"\b(?:not|did not|do not|can not) (?:really )?(?:understand|follow|get) (?:the|what|your|that|this)\b|\bwhat do you mean\b|\bwhat does that mean\b|^(?:but |and )?what(?: is| are|s)? (?:that|an? [\w ]{2,25}|the difference.*)$|^where (?:is|do i find|can i find|do i see) (?:that|it|this)\b"),
    ("unsure", 0.6, r"\b(?:what|which)(?: one)? (?:do|would|should) (?:you|i) (?:recommend|suggest|think|advise|pick|choose|take|get)\b|\bhow (?:can|do|would|should) i (?:tell|know|check|find)\b"),
    ("unsure", 0.6, r"\bi am (?:\w+ )?(?:confused|lost|stumped)\b|\bhow (?:would|should) i know\b|\bnot the person to ask\b|\blost count\b|\bno records?\b"),
    ("unsure", 0.9, r"\bjury (?:is |s |'s )?still out\b|\b(?:going|go|goes) back and forth\b|\bask me another\b|\blet me sleep on\b|\bnot (?:peeked|looked yet)\b|\bsometimes yes\b|\b(?:results?|labs?|tests?) (?:is|are|has|have) not (?:in|come|back)\b|\bno label\b|\btoo (?:blurry|dark|far away) to (?:see|make|read|tell)\b"),
    ("no_preference", 0.9, r"\b(?:no|not have a|not have any|any) (?:real |strong |particular )?preference\b|\b(?:does|would) not (?:really |even )?(?:matter|bother me|make a difference)\b|(?<!you )\bdo not (?:really |even )?(?:care|mind)\b(?! if i)|\bup to you\b|\byou (?:choose|decide|pick)\b|\bsurprise me\b"),
    ("no_preference", 0.8, r"^(?:i guess |probably |well |oh |honestly |just |really |i am fine with |i will take |i am happy with |give me )*(?:either|whichever|whatever|anything|any of (?:them|those|these)|any one|any)(?: one)?(?: of (?:them|those|these|the two))?(?: (?:you (?:have|like|think|prefer|want|say|recommend|suggest)(?: in stock| is best| best)?|is (?:easier|easiest|cheaper|cheapest|best|quicker|quickest|faster|fastest|available|convenient|simpler|simplest|closest|free|left)|comes first|suits you))?(?: is| works| will| would| are)?(?: be)?(?: fine| ok| okay| good| do| works)?(?: with me| by me| for me)?$"),
    ("no_preference", 0.9, r"\b(?:either|any(?: \w+)?|both|anything)(?: one)? (?:of them |of those )?(?:is|are|works|will do|would do|would be|sounds?) ?(?:fine|ok|okay|good|great|alright)?\b(?! (?:bad|wrong|broken|damaged|too))"),
    ("no_preference", 0.8, r"\b(?:not fussed|not bothered|not picky|indifferent|all the same|equally (?:good|fine)|(?:dealer|chef)(?: |')s choice|you (?:are|re) the expert|makes no difference to me|i am easy|doesn t matter)\b"),
    # asking why
    ("why", 1.0, r"^(?:but |and |sorry |um |hmm |wait |ok but |hang on |hold on |huh )*why(?: though| please| is that| so| exactly)?$"),
    ("why", 1.0, r"\bwhy (?:do|would|are|is|does|should|did|d|on earth|in the world|exactly|the hell) (?:(?:do|are|would) )?(?:you|that|this|it|u|we|they|knowing)\b(?!.{0,25}(?:not work|so slow|so expensive|broken|down))"),
    ("why", 1.0, r"\bwhy (?:is|are|does|do|did|would|should) (?:my|the) \w+(?: \w+)? (?:important|relevant|needed|necessary|required|matter|of interest|interesting|asked|play)\b"),
    ("why", 0.9, r"\bwhat (?:is|s) (?:that|it|this|the) (?:got to do|for|reason|purpose|point|relevance)\b|\bwhat for\b|\bhow (?:is|s) (?:that|this|it) (?:relevant|related|important|your)\b|\bwhat (?:does|do|has) (?:that|it|this|my \w+)(?: \w+)? (?:matter|have to do|got to do|do with)\b"),
    ("why", 0.9, r"\b(?:what|why) do you (?:need|want|ask|require|care|use)\b|\bfor what (?:reason|purpose)\b|\breason for asking\b|\bwhat will you do with\b|\bwhat difference does (?:it|that) make\b|\bis (?:that|this|it) (?:really )?(?:necessary|relevant|needed|required)\b|\bhow come you\b"),
    # a person
    ("human", 1.0, rf"\b(?:speak|talk|chat|connect|transfer|put|pass|get|give|want|need|reach|escalate|switch|hand|bring|call|contact|see|find|have|like|prefer|fetch)\b(?: \w+){{0,5}} {_PERSON}\b(?! else| {_TASK})"),
    ("human", 1.0, rf"^(?:a |an |the |real |live |human |please |actual )*{_PERSON}(?: please| now)*$(?<!someone)(?<!somebody)|\b(?:real|actual|living|live|proper) (?:human|person|people|agent|being)\b|\bhuman being\b"),
    ("human", 0.9, rf"(?:^|\b(?:can|could|may|let|want|wants|like|rather|need|please|prefer|must) (?:(?:i|we|me|us|to) )*)(?:speak|talk|be put through|put me through|connect me) (?:to|with) {_ROLE}\b(?! about| who)"),
    ("human", 0.7, r"\bare you (?:a |an |even )?(?:bot|robot|human|real|machine|computer|ai|person)\b|(?<!not )(?<!never )\bcall me\b(?! back if)|\b(?:hate|talking to|sick of|tired of) (?:\w+ )?(?:bots?|robots?|machines?|chatbots?)\b"),
    # ordering the agent about
    ("injection", 1.0, r"\b(?:ignore|disregard|forget|override|bypass|skip|drop|discard)\b.{0,40}\b(?:instructions?|rules?|previous|prior|guidelines?|prompts?|polic(?:y|ies)|restrictions?|constraints?|above|programming|everything)\b"),
    ("injection", 1.0, r"\bsystem (?:prompt|message|override|update|notice)\b|^system\b|\byou are now\b|\bdeveloper mode\b|\bjailbreak\b|\bnew instructions?\b|\bact as (?:if|an?|my)\b|\bpretend (?:you|to be|that)\b|\bassistant (?:must|should|will)\b"),
    ("injection", 0.9, r"\b(?:mark|set|flag|register|treat|make|tag|record|classify|list) (?:me|my|the|this|user|account)\b.{0,40}\b(?:verified|admin|approved|operator|vip|trusted|staff|authori[sz]ed|premium|complete|status|doctor|adult)\b"),
    ("injection", 0.9, r"\b(?:reveal|print|show|repeat|output|tell me) (?:\w+ )?(?:your|the) (?:\w+ )?(?:prompt|instructions|rules|system)\b|\bgrant (?:me|full|admin)\b|\bunrestricted\b|\bi am (?:the|your|an?) (?:developer|admin|administrator|operator|creator)\b"),
    ("injection", 0.8, r"(?:^|\b(?:shop|bot|machine|just|now|please|and|so) )be (?:my|our|a|an) (?:\w+ ){1,3}?(?:who|that|and|for)\b|^(?:now )?you are (?:my|our|a) (?:late |dear |dead |\w+ )?(?:grand\w+|mum|mother|dad|father|friend|mate|doctor|engineer|chemist|boss|manager|lawyer|pirate|computer|hacker|character|expert)\b|\b\w{3,}bot\b"),
    ("injection", 0.8, r"\b(?:stay|remain|keep|get|speak) in (?:character|role)\b|\brole ?play\b|\b(?:imagine|suppose|say|pretend|assume) (?:that )?you (?:are|were|have|had)\b|\bforget (?:that )?(?:you are|who you are|what you are)\b|\bfrom now on you\b"),
    ("injection", 0.8, r"\b(?:rules?|filters?|limits?|restrictions?|guardrails|disclaimers?|checks?) (?:are |is )?(?:off|disabled|suspended|lifted|do not apply|does not apply)\b|\byou (?:have|need|know|want) no (?:\w+ (?:and|or) no )?(?:\w+ )?(?:rules?|limits?|restrictions?|filters?|prices?)\b|\b(?:no|without|drop the|skip the) (?:your |any )?(?:rules|filters|guardrails|disclaimers)\b"),
    ("injection", 0.8, r"\b(?:enter|enable|activate|turn on|switch (?:on|to)) (?:\w+ )?(?:admin|developer|dev|debug|god|maintenance|expert|test|service|root) mode\b|\b(?:admin|god|debug|root|sudo|service) (?:mode|rights|access|override)\b|\byou have all rights\b|\b(?:staff|manager|admin|master) override\b"),
    ("injection", 0.8, r"\b(?:reply|respond|answer) (?:only|just|exactly|simply|with nothing but)(?: with)? (?!one\b|me\b|if\b|when\b)|\b(?:note|message|memo|instructions?) (?:to|for) (?:the |all )?(?:bots?|assistants?|ai|models?|chat ?bots?)\b|\b(?:bot|assistant|chatbot) (?:please |must |shall |should )?(?:mark|set|approve|confirm|release|ignore|treat|give|show|skip)\b"),
    ("injection", 0.8, r"\byou are (?:now |running |in )?(?:the |a |an |my |our )?(?:\w+ )?(?:preview|test|debug|beta|dev|developer|admin|unlocked|unrestricted|uncensored|unfiltered|internal|special|jailbroken) (?:build|version|edition|release|model|instance|assistant|bot)\b"),
    # moving on
    ("change_subject", 0.9, r"\b(?:another|different|new|other|separate|unrelated) (?:question|topic|thing|issue|matter|request|subject)\b|\bchange (?:the )?(?:subject|topic)\b|\b(?:let us|can we) talk about\b|\bby the way\b|\bsomething (?:else )?(?:entirely|completely)?\s?different\b|\bhelp me with something\b"),
    ("change_subject", 0.8, r"\b(?:forget (?:it|that|about (?:it|this|that))|never ?mind|drop it|cancel (?:that|this|it|my|the|everything))\b|\b(?:before|first) (?:that|we|i)\b.{0,10}\b(?:what|how|where|when|can|do|is|tell)\b"),
    ("change_subject", 0.8, r"^(?:(?:ok|okay|so|actually|well|hey|hi|hello|wait|and|but|also|oh|right|please|sorry|thanks|hmm|quick question|one thing) )*(?:what(?: is| are| time| about| do| does| was| were| happens| kind| if| can| s)?|how (?:do|much|many|long|can|does|is|are|about|to|far|old|big|will|often|come|would)|where|when (?:is|do|does|will|can|are|did)|who (?:is|are|do|was)|which \w+ (?:is|are|do|does|has)|can (?:you|i|we|u)|could (?:you|i|we)|do you|does (?:it|the|this|your)|is (?:there|it possible|the|this|my|your)|are (?:there|you|your|the)|will (?:it|you|the|i|my|this)|would you|should i|did you|have you|am i|may i)\b"),
    ("change_subject", 0.8, r"^(?:(?:ok|okay|so|actually|well|hey|hi|hello|wait|and|but|also|oh|right|please|sorry|thanks|hmm|no) )*(?:i (?:just |also |really |actually |would )*(?:want|need|like|wish|have) to (?!know if|be honest|say|admit|check|ask|think|look|skip)(?:\w+)|(?:tell|show|send|help|book|order|cancel|refund|give|explain|find|remind|track|reset|write|translate|play|sing|open|update|check) (?:me|my|the|us|a|an|this|that|another|all)\b(?! (?:one|first|second|third|last)))"),
    ("change_subject", 0.7, r"\b(?:my|the) (?:order|parcel|package|invoice|refund|delivery|subscription|account|bill|card) (?:is|has|was|still|never|did|does|will|got)\b|\bi want (?:a refund|my money|to cancel|to return|to complain|to order)\b"),
    ("change_subject", 0.7, r"\b(?:you are|this is|you re) (?:\w+ )?(?:useless|stupid|annoying|ridiculous|waste of time|terrible|awful|rubbish|dumb|wasting)\b|\b(?:nice|lovely|awful|beautiful) weather\b|\btell me a joke\b"),
    # small talk and controls
    ("greet", 0.9, r"^(?:hi|hello|hey|hiya|howdy|good (?:morning|afternoon|evening|day)|greetings|hallo|hola|yo)(?: there| everyone| again| bot| you)?$"),
    ("thanks", 0.8, r"^(?:ok |okay |great |many |well )?(?:thanks|thank you|thank u|much appreciated|merci|gracias)(?: (?:a lot|so much|very much|you|for (?:that|your help|the help|nothing|everything)|a million|anyway|mate))*$"),
    ("bye", 0.9, r"^(?:ok |thanks )?(?:bye|goodbye|good bye|see you|see ya|farewell|cya|later|ciao|good night|talk later|i have to go|gotta go|got to go|have to run|brb)(?: (?:bye|now|later|then|for now))*$"),
    ("reset", 0.9, r"\b(?:start (?:over|again|afresh|from scratch)|restart (?:the )?(?:chat|conversation|this)|begin again|reset (?:everything|the (?:chat|conversation)|this (?:chat|conversation)|all)|from the (?:top|beginning))\b|^(?:reset|restart)$"),
    ("repeat", 0.9, r"\b(?:repeat|rephrase) (?:that|it|the question|please|the options)\b|\bsay (?:that|it|the question) again\b|\bcome again\b|\b(?:say|ask) (?:that|it) again\b|^(?:what|pardon|sorry|eh|huh|excuse me|what was (?:that|the question))$|\bdid not (?:catch|hear) (?:that|you)\b"),
    ("just_answer", 0.9, r"\bjust (?:answer|tell me|give me|help|do it|say it|get on)\b|\b(?:stop|enough|quit|no more) (?:asking|with the|questions|questioning|asking me)\b|\btoo many questions\b|\bso many questions\b|\bget to the point\b"),
    ("explain_belief", 0.9, r"\bwhat do you (?:think|believe|know|assume) (?:about|of|i|that i)\b|\bwhat have you (?:understood|assumed|got)\b|\bwhy (?:do|did) you (?:think|believe|say|assume|conclude|suggest|recommend|refuse)\b|\bhow sure are you\b|\bhow did you (?:get|come|arrive|decide)\b"),
    ("contest", 0.9, r"\b(?:i|we) (?:disagree|object|appeal|dispute|contest)\b|\bthat is (?:unfair|not fair|not right|unacceptable)\b|\b(?:appeal|complain|complaint|contest|dispute) (?:this|that|the|it|about|against)?\b|\byou are wrong\b|\breconsider\b"),
    ("correct", 0.8, r"\b(?:i meant|i mean|no wait|wait no|correction|scratch that|on second thoughts?|i misspoke|i was wrong|my mistake|let me correct|change (?:that|my answer|it) to|make (?:it|that)|i made a mistake|i take that back|or rather|should have said|typo|mis(?:read|measured|counted|remembered)|(?:mixed|muddled) (?:that|it|them|this|those|the two) up|wrong way a?round)\b|^(?:no )?(?:wait|actually|sorry)\b"),
)  # fmt: skip

_COMPILED: tuple[tuple[SpeechAct, float, re.Pattern[str]], ...] = tuple(
    (act, strength, re.compile(pattern)) for act, strength, pattern in _RULES
)
_NOT_WHY = re.compile(r"\bwhy (?:not|would not i|would i not|the heck not|would i)\b")
_WANDERS = re.compile(
    r"\b(?!i\b|we\b|you\b)\w+ (?:do|does|did) not (?:\w+ )?(?:know|recall|remember) "
    r"(?:me\b|us\b|(?:his|her|their) own\b|where (?:he|she|they)\b|who (?:he|she|they|i|we)\b|what (?:year|day|month|time)\b)"
)
"""What somebody else does not know is no doubt of the speaker: it tells how that person is."""
_A_VISIT = re.compile(
    r"\b(?:come|came|coming|go|going|went|pop|drive) (?:\w+ ){0,2}?(?:to|and) (?:\w+ ){0,2}?(?:see|meet|visit|find) (?:someone|somebody|a nurse|the nurse|the pharmacist|a pharmacist|a specialist|a colleague|the staff)\b"
)
"""Going to see somebody is no wish to be put through to one."""
_ABOUT_THE_QUESTION = re.compile(
    r"\b(?:what|which)(?: one)? (?:do|would|should|can) (?:you|i) (?:recommend|suggest|think|advise|pick|choose|take|get|prefer)\b|"
    r"^(?:but |and |sorry )?what(?: is| are|s) (?:that|an? [\w ]{2,25}|the difference.*)$|^where (?:is|do i find|can i find) (?:that|it|this)\b|"
    r"\bhow (?:can|do|would|should) i (?:tell|know|check|find out|measure)\b|\bwhat does (?:that|it) (?:mean|look like)\b|\bwhich is better\b"
)
_TAGGED = re.compile(
    r"\[ ?(?:system|inst|admin|tool|operator)|< ?\| ?|< ?/? ?(?:system|inst|tool|admin)|system ?:|assistant ?:|tool ?:"
)


@lru_cache(maxsize=4096)
def _strengths(plain: str, words: tuple[str, ...]) -> Mapping[SpeechAct, float]:
    bare = " ".join(words)
    found: dict[SpeechAct, float] = {}
    for act, strength, pattern in _COMPILED:
        if found.get(act, 0.0) < strength and pattern.search(bare):
            found[act] = strength
    if _ABOUT_THE_QUESTION.search(bare):
        found.pop("change_subject", None)
        found["unsure"] = max(found.get("unsure", 0.0), 0.9)
    if _NOT_WHY.search(bare):
        found.pop("why", None)
    if _WANDERS.search(bare):
        found.pop("unsure", None)
    if _A_VISIT.search(bare):
        found.pop("human", None)
    if _TAGGED.search(plain):
        found["injection"] = 1.0
    if plain and not bare and "?" in plain:
        found["unsure"] = 0.8
    return found


def act_strengths(text: str | PlainText) -> Mapping[SpeechAct, float]:
    """How strongly the words are those of each act, in (0, 1]; acts without a sign are left out."""
    read = plain_text(text) if isinstance(text, str) else text
    return _strengths(read.plain, read.words)


_TOLD: tuple[SpeechAct, ...] = (
    "greet", "thanks", "bye", "reset", "repeat", "why", "human", "explain_belief", "contest", "withheld",
    "just_answer", "injection", "correct", "unsure",
)  # fmt: skip
_EMPTY: tuple[SpeechAct, ...] = ("greet", "thanks", "bye", "repeat", "reset", "human", "why", "explain_belief")
"""Acts that say nothing beyond themselves."""


def speech_acts(text: str) -> frozenset[SpeechAct]:
    """What a message does when nothing is pending: control acts if it has their form, else it informs."""
    read = plain_text(text)
    strengths = act_strengths(read)
    if not read.words and not strengths:
        return frozenset()
    acts: list[SpeechAct] = [act for act in _TOLD if act in strengths]
    if not any(act in _EMPTY for act in acts):
        acts.append("inform")
    return frozenset(acts)
