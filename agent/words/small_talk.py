"""Messages about nothing but the talk: "are you a robot?", "what can you do?", "are you sure?", "hang on", "...".

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

__all__ = ["asks_what_it_does", "asks_what_speaks", "only_asks_again", "small_talk"]

_SENTENCE = re.compile(r"\s*[.!?,;]+\s*")
_FILLER = re.compile(r"(?:(?:sorry|but|and|ok|oh|well|wait|hang on|hey|um|hm+|ah|please|really|honestly|seriously) ?)+")
"""What says nothing beside a sentence."""
_SILENT_OR_LAUGHS = re.compile(
    # "...", which asks nothing, as a "?" does; "haha!", of which plain words leave nothing
    r"[\s.\u2026,;:!*_~-]+|\W*(?:lo+l|a?ha(?:ha)+h?|hehe+|rofl|lmao)\W*",
    re.IGNORECASE,
)
"""No word at all."""
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
_ONLY_AGAIN = re.compile(
    r"(?:(?:sorry|wait|hm+|um|oh) )*(?:come again|say (?:that|it) again|what|pardon(?: me)?|sorry|excuse me|huh|eh)"
)
"""Asking for the question once more and nothing else."""
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
    # "ok just forget about it", "never mind then", "I've changed my mind", "ah, let's drop it, really"
    r"(?:(?:ok|oh|ah|nah|well|no|look|just|please|actually|honestly|sorry|let us) )*"
    r"(?:forget (?:all )?(?:about )?(?:it|that|this|the whole thing)|forget i asked|"
    r"never ?mind(?: that| it)?|nvm|drop it|leave it|"
    # "please disregard my previous message"
    r"(?:forget|ignore|disregard|scrap|discard) (?:my|the) (?:previous|last|earlier) (?:messages?|question|request)|"
    r"cancel (?:it|that|this)|i (?:have )?changed my mind)"
    r"(?: (?:then|please|now|thanks|for now|really|honestly|seriously|altogether|will you|would you|again))*"
)
"""Dropping what was wanted, with nothing in its place."""
_RESETS = re.compile(
    # "please forget everything I told you so far"; not "forget everything you were told"
    r"(?:(?:ok|oh|well|no|just|please|actually|sorry) )*(?:forget|ignore|disregard|scrap|discard) "
    r"(?:everything|all)(?: that)? (?:i|we) (?:have )?(?:just )?(?:said|told you|wrote|written)"
    r"(?: (?:please|now|above|before|earlier|so far|until now))*"
)
"""Taking back all that was said."""


_WHAT_IT_DOES = re.compile(
    # "so what can you do for me", "what else can you help me with"; not "what can you do about my leak"
    r"(?:(?:ok|so|well|hello|hi|hey|and|but|sorry|please|tell me|by the way) )*(?:"
    r"what (?:else |all |exactly )?(?:can|could|do) you (?:actually |even |really )?(?:do|offer|know)"
    r"(?: (?:for (?:me|us|people)|here|then|exactly|all day|anyway))*|"
    r"(?:what|how) (?:else |exactly )?(?:can|could|do) you (?:actually )?help(?: (?:me|us|people|with|here|out|then))*|"
    # "what may I ask you", "what is this chat for", "what are you good for"
    r"what (?:else )?(?:can|may|could) i ask(?: (?:you|here|about|for))*|"
    r"what (?:is (?:this|this (?:chat|bot|thing))|are you) (?:good )?for|what are you able to do)"
)
"""A sentence that asks what can be asked for here."""
_OF_THE_AGENT: tuple[tuple[SpeechAct, re.Pattern[str]], ...] = (
    ("what_speaks", WHAT_SPEAKS),
    ("what_it_does", _WHAT_IT_DOES),
)
_DISPUTES = re.compile(
    # "no, that can't be right", "it doesn't sound right to me", "I can't believe that", "it makes no sense"
    r"(?:(?:no|nope|but|oh|well|hm+|sorry|wait) )*(?:(?:that|this|it) (?:"
    r"(?:can|could) not (?:possibly )?be(?: (?:right|true|correct|so|it|possible))?|"
    r"does not (?:really |quite )?(?:sound|look|seem|feel) (?:right|true|correct)(?: to me)?|makes no sense)|"
    r"(?:i )?(?:can|do) not believe (?:that|it|this|you)|i doubt (?:that|it|this))"
)
"""Disputing what was said: where it was an answer, it is what was noted that may be wrong."""
_DOUBTS = re.compile(
    # "oh really", "are you sure about that"
    r"(?:(?:oh|but|and|so|wow) )*(?:really|seriously|for real|(?:are )?you (?:really |quite )?sure"
    r"(?: (?:about|of) (?:that|this|it))?|(?:are )?you (?:kidding|joking|serious)(?: me)?|"
    # "is that right", "is this really so"
    r"is (?:that|this|it) (?:really )?(?:right|true|correct|so|the case)|(?:is that )?how come|"
    # "says who"
    r"who says(?: (?:so|that|it))?|says who)"
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
    if begun and _SILENT_OR_LAUGHS.fullmatch(text):
        return _ACKNOWLEDGE if served else _WAIT
    if parts and (served or parting) and (closes := _closes(parts, parting=parting)):
        return closes
    asks, rest = _asked_of_the_agent(parts)
    if asks and not rest:
        return asks
    if begun and not answering and _rejects(parts):
        return _REJECT
    about = _about_the_question(rest, answering=answering, begun=begun)
    if about:
        return asks | about
    if begun and parts and all(map(_PAUSES.fullmatch, parts)):
        return _WAIT
    polite = courtesies(" ".join(rest) if asks else text) if asks or not answering else frozenset[SpeechAct]()
    if not polite and rest and all(map(_LEAVES.fullmatch, rest)):
        return asks | _DROP
    if rest and all(map(_RESETS.fullmatch, rest)):
        return asks | _RESET
    if asks or polite:
        return asks | polite if polite else frozenset()
    greets = (answering or begun) and rest and all(map(_GREETS.fullmatch, rest))
    return frozenset({"greet"}) if greets else frozenset()


def _closes(parts: Sequence[str], *, parting: bool) -> frozenset[SpeechAct]:
    """What a bare yes or no does after an answer, or where it was asked whether there is anything else."""
    if parting:
        return _BYE if all(map(_NO_MORE.fullmatch, parts)) else frozenset()
    return _ACKNOWLEDGE if all(map(_YES_OR_NO.fullmatch, parts)) else frozenset()


def asks_what_speaks(text: str) -> bool:
    """Whether a sentence of a message asks what speaks here."""
    return any(map(WHAT_SPEAKS.fullmatch, _sentences(text)))


def _about_the_question(parts: Sequence[str], *, answering: bool, begun: bool) -> frozenset[SpeechAct]:
    """What sentences ask about what was said last: what it is for, or to hear it again."""
    if parts and (all(map(_ASKS_BACK.fullmatch, parts)) or (begun and all(map(_doubts, parts)))):
        return _WHY
    again = (begun and all(map(_ASKS_AGAIN.fullmatch, parts))) or (answering and all(map(_ASKS_WHICH.fullmatch, parts)))
    return _REPEAT if parts and again else frozenset()


def only_asks_again(text: str) -> bool:
    """Whether a message asks to hear the question once more and says nothing of what was asked.

    >>> only_asks_again("Sorry, come again?"), only_asks_again("sorry, what, on Monday?")
    (True, False)
    """
    parts = _sentences(text)
    return bool(parts) and all(map(_ONLY_AGAIN.fullmatch, parts))


def asks_what_it_does(text: str) -> bool:
    """Whether a sentence of a message asks what can be asked for here."""
    return any(map(_WHAT_IT_DOES.fullmatch, _sentences(text)))


def _asked_of_the_agent(parts: Sequence[str]) -> tuple[frozenset[SpeechAct], list[str]]:
    """What sentences ask of the agent itself, and the other ones."""
    found: frozenset[SpeechAct] = frozenset(act for act, way in _OF_THE_AGENT if any(map(way.fullmatch, parts)))
    return found, [part for part in parts if not any(way.fullmatch(part) for _, way in _OF_THE_AGENT)]


def _doubts(part: str) -> bool:
    return _DOUBTS.fullmatch(part) is not None or _DISPUTES.fullmatch(part) is not None


def _rejects(parts: Sequence[str]) -> bool:
    """Whether sentences reject what was answered; a bare no may be one of several."""
    found = [part for part in parts if part not in ("no", "nope")]
    return bool(found) and all(_REJECTS.fullmatch(part) or _DISPUTES.fullmatch(part) for part in found)


def _sentences(text: str) -> list[str]:
    parts = [part for part in _SENTENCE.split(plain_text(text).plain) if part]
    return [part for part in parts if _FILLER.fullmatch(part) is None] or parts
