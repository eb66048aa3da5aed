"""Ways to ask for a person instead of the agent: "put me through to somebody", "I want to talk to the caretaker".

Each with an example before it, and the words for who that may be. It knows words alone, and not whether an option of
the question at hand has the same name. The words are those of ``plain_words``, without marks: lower case, and "don't"
as "do not".
"""

from __future__ import annotations

import re

from .signs import sign, signs

__all__ = ["HUMAN", "NO_PERSON", "VISITS", "WHAT_SPEAKS"]

_PERSON = (
    "(?:humans?|persons?|agents?|representatives?|reps?|operators?|someone|somebody|managers?|supervisors?|advisors?|"
    "advisers?|staff|technicians?|nurses?|employees?|colleagues?|support team|customer (?:service|support|care)|"
    "real people|a boss|your boss|specialists?|consultants?|call ?cent(?:er|re)|live chat|pharmacists?)"
)
_ROLE = (
    # not "the neighbours", "your lawyer"
    r"(?:the|your) (?!(?:neighbou?r|daughter|mother|father|brother|sister|other|insurer|computer|lawyer|teacher|"
    r"partner|seller|driver|customer|tenant)s?\b)"
    # "the caretaker", "your foreman", "the person in charge"
    r"(?:\w{2,}(?:er|or|ist)|\w+man|boss|chief|head|owner|vet|crew|team|person in charge)"
)
"""Somebody by what they do here."""
_TASK = (
    # "to look over my form", "run their eyes over it", "proofread this"
    r"(?:to )?(?:go (?:over|through)|look (?:over|through)|run (?:an|their) eyes? over|audit|review|proof ?read|read|"
    # "to check whether it fits", "to test it"; not "to check on me"
    r"check (?:my|the|this|that|it|what|if|whether|our)|test (?:my|the|this|it|what)|"
    # "to work out what that comes to"
    r"write|rewrite|build|design|work out|calculate|compute|convert|size|translate|sum up)\b"
)
"""What somebody may be wanted for that is no wish to be put through to one."""
_OBJECT = (
    # "give somebody half a tablet", "get a colleague the same", "a nurse in the family"
    r"(?:half|some|one|two|three|an?|the|his|her|their|more|any|another|this|these|those|"
    r"for (?:an?|his|her|their)|in (?:the|my|our))\b"
)
"""What somebody is given, or has: then nobody is asked for."""

HUMAN = signs(
    "human",
    sign(
        1.0,
        # "put me through to a technician"; not "talk to someone else", "put it in a colleague's cup"
        r"\b(?:speak|talk|chat|connect|transfer|put|pass|reach|escalate|switch|hand|contact|call|bring|fetch|prefer)\b"
        rf"(?: \w+){{0,5}} {_PERSON}\b(?! else|'s\b| {_TASK})",
        # "I need someone", "give me a human"; not "get someone to check my form", "give my colleague one", "get a
        # colleague a present", "we have a nurse in the family"
        r"\b(?:get|give|want|need|see|find|have|like)\b"
        rf"(?: (?!(?:my|his|her|our|their|i|we|he|she|they)\b)\w+){{0,5}} (?!staff|employee){_PERSON}\b"
        rf"(?! else|'s\b| (?:lists?|tables?|names?|ids?|records?|data\w*)\b| {_TASK}| {_OBJECT})",
    ),
    sign(
        1.0,
        # "agent", "a real person please"; not "somebody"
        rf"^(?:a |an |the |real |live |human |please |actual )*{_PERSON}(?: please| now)*$(?<!someone)(?<!somebody)",
        # "are there any living people"
        r"\b(?:real|actual|living|live|proper) (?:human|person|people|agent|being)\b",
        r"\bhuman being\b",
    ),
    sign(
        0.9,
        # "can I talk to the caretaker", "please connect me with your foreman"; not "can I talk to the vet about it"
        r"(?:^|\b(?:can|could|may|let|want|wants|like|rather|need|please|prefer|must) (?:(?:i|we|me|us|to) )*)"
        rf"(?:speak|talk|be put through|put me through|connect me) (?:to|with) {_ROLE}\b(?! about| who)",
    ),
    sign(
        0.7,
        # "call me"; not "do not call me", "call me back if it breaks"
        r"(?<!not )(?<!never )\bcall me\b(?! back if)",
        # "I'm tired of chatbots", "I hate these machines"
        r"\b(?:hate|talking to|sick of|tired of) (?:\w+ )?(?:bots?|robots?|machines?|chatbots?)\b",
    ),
)
"""Wanting a person."""

_ANY_PERSON = (
    # "a person", "another of your real people"
    rf"(?:(?:an?|any|the|your|another|one|of|real|actual|live|living|human|other|more) )*{_PERSON}\b"
)
_PUT = (
    "(?:speak|talk|talking|chat|connect(?:ed)?|transfer(?:red)?|put|pass(?:ed)?|reach|escalate|switch|hand(?:ed)?|"
    "contact|call|bring|fetch|get|give|send|involve)"
)
_PUT_THROUGH = (
    # "you to put", "be put", "have me call"
    rf"(?:(?:you|be|me|to|us|have|make) )*(?:{_PUT} )?"
    # "me over to"
    r"(?:(?:me|us|this|it|over|in|through|on|to|with) )*"
)
NO_PERSON = re.compile(
    # "don't you have a person", "why won't you call one", "can I not talk to one", "I can't reach one" all want one
    r"(?<!\byou )(?<!\bcan i )(?<!\bcould i )(?<!\bmay i )(?<!\bcan )(?<!\bcould )"
    # "I don't want to talk to a person", "please don't transfer me to a human", "prefer not to call an agent"
    rf"\b(?:not|never) (?:(?:really|actually|even|yet) )?(?=(?:(?:to|be|have|make) )*(?:want|need|wish|like|{_PUT})\b)"
    rf"(?:to )?(?:(?:want|need|wish|like) )?{_PUT_THROUGH}{_ANY_PERSON}|"
    # "no need for a colleague", "no reason to get a human in"; "without a person", "rather than a person"
    rf"\b(?:no (?:need|reason|point|wish|desire)(?: (?:for|in|to))?|without|rather than) {_PUT_THROUGH}{_ANY_PERSON}|"
    # "no agents please"; not "is there no human here"
    rf"^(?:please )?no {_ANY_PERSON}(?= (?:please|thanks|thank|needed|necessary|required|for)\b|$)"
)
"""Not wanting a person."""

_SPEAKER = (
    # "a robot", "just some kind of machine", "an actual person"
    r"(?:just |only |even |really |actually |some |kind |sort |of |an? |the |real |actual |live |living |human )*"
    r"(?:bot|robot|chat ?bot|machine|program|computer|ai|human|person|human being|script)"
)
WHAT_SPEAKS = re.compile(
    # "are you a robot", "am I talking to a real person", "is this a bot"; not "are you a person I can complain to"
    r"(?:(?:ok|so|wait|hang on|hey|hello|hi|sorry|and|but|well|tell me|by the way) )*"
    # "who are you", "what are you actually", "who am I talking to", "what's your name"; not "who are your suppliers"
    r"(?:(?:who|what) (?:are you|am i (?:\w+ )?(?:talking|speaking|chatting|writing) (?:to|with))\b|"
    r"(?:what is your name|do you have a name|what are you called|what (?:can|should|do) i call you)\b|"
    r"(?:are you|is this|is that|am i (?:\w+ )?(?:talking|speaking|chatting|writing) (?:to|with)) "
    # "or a human", "or not", "or what"
    rf"{_SPEAKER}(?: or (?:not|what|something|{_SPEAKER}))*)"
    r"(?: (?:here|then|now|really|actually|exactly|please|anyway))*"
)
"""A sentence that asks what speaks here."""

VISITS = re.compile(
    # "I come in to see somebody", "should I go and see a specialist"
    r"\b(?:come|came|coming|go|going|went|pop|drive) (?:\w+ ){0,2}?(?:to|and) (?:\w+ ){0,2}?(?:see|meet|visit|find) "
    r"(?:someone|somebody|a nurse|the nurse|the pharmacist|a pharmacist|a specialist|a colleague|the staff)\b"
)
"""Going to see somebody is no wish to be put through to one."""
