"""Messages about nothing but the talk: "are you a robot?", "what do you mean?", "are you sure?", "hang on".

They are said at any time, and answer no question; other courtesies count where nothing is being asked (as a reply,
"nothing else, thanks" is an answer). It knows words alone.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from .courtesy import courtesies
from .plain_words import plain_text
from .signs import SpeechAct
from .wanting_a_person import WHAT_SPEAKS

__all__ = ["asks_what_speaks", "small_talk"]

_SENTENCE = re.compile(r"\s*[.!?,;]+\s*")
_FILLER = re.compile(r"(?:(?:sorry|but|and|ok|oh|well|wait|hang on|hey|um|hm+|please) ?)+")
"""What says nothing beside a sentence."""
_WHY: frozenset[SpeechAct] = frozenset({"why"})
_REPEAT: frozenset[SpeechAct] = frozenset({"repeat"})
_RESET: frozenset[SpeechAct] = frozenset({"reset"})
_DROP: frozenset[SpeechAct] = frozenset({"drop"})
_WAIT: frozenset[SpeechAct] = frozenset({"wait"})
_REJECT: frozenset[SpeechAct] = frozenset({"reject"})
_ACKNOWLEDGE: frozenset[SpeechAct] = frozenset({"acknowledge"})
_BYE: frozenset[SpeechAct] = frozenset({"bye"})
_GREETS = re.compile(
    # "hello there", "hi and how are you"
    r"(?:(?:hi|hello|hey)(?: there)?(?: and)?(?: how are you)?|"
    # "hello, is anybody there", "are you still there"
    r"(?:(?:hi|hello|hey) )?(?:(?:is )?(?:any|some)(?:one|body) (?:still )?(?:there|here)|"
    r"(?:are )?(?:you )?still there|are you there)|"
    # "and how are you today"
    r"(?:(?:and|so|well|ok) )*how (?:are|is) (?:you|it going|things)(?: (?:doing|going|today|keeping))*)"
)
"""A greeting that answers nothing, whatever was asked."""
_ASKS_BACK = re.compile(
    # "how do you mean", "in what sense", "such as", "what kind of answer do you want"
    r"(?:and |but |ok |sorry )?(?:how do you mean(?: that)?|in (?:what|which) (?:way|sense)|(?:like|such as) what|"
    r"such as|what (?:kind|sort|type) of (?:answer|thing)s? (?:do you (?:want|need|mean|expect)|is that|are those)|"
    # "what's it to you", "isn't it obvious", "would that change anything"
    r"what (?:is|does) (?:it|that) (?:matter )?to you|is not (?:it|that) (?:obvious|clear)|"
    r"(?:would|does|will) (?:that|it) change anything)|"
    # "sorry, what do you mean by that"
    r"(?:(?:sorry|but|and|hm+|um|ok|well|wait) )*(?:what (?:do|did|does|is) (?:you|that|this|it) (?:even )?"
    r"(?:mean|supposed to mean|asking)(?: (?:by|with) (?:that|this|it|the question))?(?: exactly)?|"
    # "I don't understand the question", "I can't follow you"
    r"(?:i )?(?:do|did|can) not (?:really |quite )?(?:understand|get|follow|see) "
    r"(?:(?:the|your|that|this) question|you|what you (?:mean|are asking|ask|want(?: to know| from me)?)))"
)
"""Asking what a question means, or what it is for."""
_ASKS_AGAIN = re.compile(
    # "what did you just ask me", "sorry, what did you say"
    r"(?:(?:sorry|and|but|ok) )*what (?:did|do) you (?:just )?(?:say|ask|asked|said)(?: me)?(?: again| just now)?"
)
"""Asking for the question once more."""
_ASKS_WHICH = re.compile(
    r"(?:(?:sorry|and|but|ok|well) )*(?:"
    # "what are the options again", "which ones are there", "what is there to choose from"
    r"(?:what|which) (?:are|were) (?:the|my|our|those) (?:options|choices|possibilities|answers)|"
    r"(?:what|which) (?:ones|options|choices|possibilities) "
    r"(?:are there|have you got|do (?:you|i) have|can i (?:take|have))|"
    r"what (?:is there|do i have|have i got|can i|am i|are we) (?:supposed |meant )?(?:to )?(?:choose|pick)(?: from)?)"
    r"(?: again| please| then| there)*"
)
"""Asking for the options of the question once more."""
_LEAVES = re.compile(
    # "ok just forget about it", "never mind then", "I've changed my mind"
    r"(?:(?:ok|oh|well|no|just|please|actually|sorry) )*"
    r"(?:forget (?:about )?(?:it|that|this)|forget i asked|never ?mind(?: that| it)?|nvm|drop it|leave it|"
    # "please disregard my previous message"
    r"(?:forget|ignore|disregard|scrap|discard) (?:my|the) (?:previous|last|earlier) (?:messages?|question|request)|"
    r"cancel (?:it|that|this)|i (?:have )?changed my mind)(?: (?:then|please|now|thanks|for now))*"
)
"""Dropping what was wanted, with nothing in its place."""
_RESETS = re.compile(
    # "please forget everything I told you so far"; not "forget everything you were told"
    r"(?:(?:ok|oh|well|no|just|please|actually|sorry) )*(?:forget|ignore|disregard|scrap|discard) "
    r"(?:everything|all)(?: that)? (?:i|we) (?:have )?(?:just )?(?:said|told you|wrote|written)"
    r"(?: (?:please|now|above|before|earlier|so far|until now))*"
)
"""Taking back all that was said."""


_DOUBTS = re.compile(
    # "oh really", "are you sure about that"
    r"(?:(?:oh|but|and|so|wow) )*(?:really|seriously|for real|(?:are )?you (?:really |quite )?sure"
    r"(?: (?:about|of) (?:that|this|it))?|(?:are )?you (?:kidding|joking|serious)(?: me)?|"
    # "is that right", "is this really so"
    r"is (?:that|this|it) (?:really )?(?:right|true|correct|so|the case)|(?:is that )?how come)"
)
"""Doubting what was said: why it was said is what is asked for."""
_REJECTS = re.compile(
    # "no, that's wrong", "this is not what I asked for"
    r"(?:(?:no|nope|but|oh|also) )*(?:(?:(?:that|this|it) (?:is|was) )?(?:wrong|incorrect|nonsense|useless|rubbish|"
    r"not (?:it|true|correct|helpful|very helpful|an answer|my question|the answer)|"
    r"not what i (?:asked|wanted|meant|said|need|needed|was asking|am asking)(?: (?:for|about|you))?)|"
    # "that doesn't help me", "that did not answer my question", "wrong answer"
    r"(?:that|this|it) (?:does|did|do) not (?:really )?(?:help|answer)(?: (?:me|my question|it|that|at all))*|"
    r"wrong answer)"
)
"""Rejecting what was answered, without anything in its place."""
_PAUSES = re.compile(
    # "hang on", "one moment please", "wait a second"
    r"(?:wait|hold on|hang on|hm+|one (?:moment|second|sec|minute)|(?:just )?(?:a|give me a|wait a|hang on a) "
    r"(?:moment|second|sec|minute|min|tick)|brb|be right back|"
    # "let me think", "I'll check that first"; not "I need to check my balance"
    r"(?:let me|i will|i need to|i have to|i must) (?:just )?(?:check|think|look|measure)(?: about)?"
    r"(?: (?:that|it|this|first|quickly|for a (?:moment|second|minute)|a (?:moment|second|minute)))*|"
    # "let me see", "I have to ask my wife first"
    r"let me see|"
    r"(?:let me|i will|i need to|i have to|i must) (?:just )?ask (?:my|the) \w+(?: (?:about (?:that|it)|first))*)"
    r"(?: please| then| now)?"
)
"""Asking for time."""
_NO_MORE = re.compile(
    # "no", "nope, nothing else", "not right now"
    r"(?:(?:no|nope|nah|nothing|none|not (?:really|now|right now|today|at the moment|for now))"
    # "no that was it for today"
    r"(?: (?:that (?:is|was) (?:it|all|everything)|i am (?:fine|ok|good)|"
    r"nothing(?: else)?|else|more|for (?:now|today)))*)"
)
"""A no to whether there is anything else."""
_YES_OR_NO = re.compile(r"(?:(?:well|oh|ok) )?(?:yes|yeah|yep|yup|no|nope|nah)")


def small_talk(
    text: str, *, answering: bool, begun: bool = True, served: bool = False, parting: bool = False
) -> frozenset[SpeechAct]:
    """What a message does that is nothing but small talk; nothing where any sentence of it is something else.

    Args:
        text: The message.
        answering: A question is open: only what answers none counts.
        begun: Something was said before: who opens with "is anybody there?" may ask whether there is.
        served: The last request was answered, and nothing is asked: a bare yes or no asks for nothing.
        parting: The user was asked last whether there is anything else.
    """
    parts = _sentences(text)
    if parting and parts and all(map(_NO_MORE.fullmatch, parts)):
        return _BYE
    if served and not parting and parts and all(map(_YES_OR_NO.fullmatch, parts)):
        return _ACKNOWLEDGE
    rest = [part for part in parts if WHAT_SPEAKS.fullmatch(part) is None]
    asks: frozenset[SpeechAct] = frozenset({"what_speaks"} if len(rest) < len(parts) else ())
    if asks and not rest:
        return asks
    about = _about_the_question(rest, answering=answering, begun=begun)
    if about:
        return asks | about
    if begun and parts and all(map(_PAUSES.fullmatch, parts)):
        return _WAIT
    if begun and not answering and _rejects(parts):
        return _REJECT
    polite = courtesies(" ".join(rest) if asks else text) if asks or not answering else frozenset[SpeechAct]()
    if not polite and rest and all(map(_LEAVES.fullmatch, rest)):
        return asks | _DROP
    if rest and all(map(_RESETS.fullmatch, rest)):
        return asks | _RESET
    if asks or polite:
        return asks | polite if polite else frozenset()
    greets = (answering or begun) and rest and all(map(_GREETS.fullmatch, rest))
    return frozenset({"greet"}) if greets else frozenset()


def asks_what_speaks(text: str) -> bool:
    """Whether a sentence of a message asks what speaks here."""
    return any(map(WHAT_SPEAKS.fullmatch, _sentences(text)))


def _about_the_question(parts: Sequence[str], *, answering: bool, begun: bool) -> frozenset[SpeechAct]:
    """What sentences ask about what was said last: what it is for, or to hear it again."""
    if parts and (all(map(_ASKS_BACK.fullmatch, parts)) or (begun and all(map(_DOUBTS.fullmatch, parts)))):
        return _WHY
    again = (begun and all(map(_ASKS_AGAIN.fullmatch, parts))) or (answering and all(map(_ASKS_WHICH.fullmatch, parts)))
    return _REPEAT if parts and again else frozenset()


def _rejects(parts: Sequence[str]) -> bool:
    """Whether sentences reject what was answered; a bare no may be one of several."""
    found = [part for part in parts if part not in ("no", "nope")]
    return bool(found) and all(map(_REJECTS.fullmatch, found))


def _sentences(text: str) -> list[str]:
    parts = [part for part in _SENTENCE.split(plain_text(text).plain) if part]
    return [part for part in parts if _FILLER.fullmatch(part) is None] or parts
