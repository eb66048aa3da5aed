"""Messages that only greet, acknowledge, thank or take leave: "ok great, thanks, that's all".

They count where nothing is being asked: as a reply, "nothing else, thanks" is an answer. A bare yes or no is none of
them. It knows words alone, and nothing of the dialogue.
"""

from __future__ import annotations

import re

from .plain_words import plain_text
from .signs import SpeechAct

__all__ = ["COURTESIES", "courtesies"]

COURTESIES: frozenset[SpeechAct] = frozenset(
    {"acknowledge", "beyond", "bye", "greet", "thanks", "wait", "what_it_does", "what_speaks"}
)
MOST_WORDS = 20

_WILL = "(?:i|we) (?:will|shall|am going to|are going to)"
_THERE = "(?:right|straight|there|over|in|round|now|then|away|at once)"
_FINE = "helpful|useful|great|perfect|fine|good|brilliant|lovely"
_KINDS: dict[str, tuple[str, ...]] = {
    "greet": (
        # "good evening", "nice to meet you"
        "hi|hello|hey|hiya|howdy|greetings|hallo|hola|good (?:morning|afternoon|evening|day)|nice to meet you",
        # "how are you doing this fine day", "hope you are well"
        r"how (?:are|is) (?:you|it|things)(?: (?:doing|going|today|keeping|this \w+))*|hope you are (?:doing )?well",
    ),
    "thanks": (
        # "many thanks", "muchas gracias", "danke sehr"
        "(?:many )?thanks|thank (?:you|u)|much appreciated|merci(?: beaucoup)?|(?:muchas )?gracias|grazie(?: mille)?|"
        "danke(?: (?:schön|schon|sehr))?|obrigad[oa]|dank u",
        # "I really appreciate your patience"
        r"i (?:really )?appreciate (?:it|that|this|your \w+)",
    ),
    "bye": (
        # "see you soon", "good night"
        "bye(?: bye)?|goodbye|good bye|farewell|cya|ciao|good night|"
        # "see you soon", "see you in ten minutes"
        r"see (?:you|ya)(?: (?:later|soon|around|then|there|tomorrow|in (?:\w+ ){1,2}(?:minutes?|hours?)))?",
        # "talk to you later", "I've got to run"
        "take care|talk (?:to you )?later|(?:i )?(?:have to|got to|gotta|must) (?:go|run|dash)|until next time",
        # "au revoir", "cheerio"
        "au revoir|arrivederci|auf wiedersehen|tschüss|adios|adieu|hasta luego|so long|cheerio",
        # "have a lovely weekend"
        "have a (?:good|nice|lovely|great) (?:one|day|evening|night|weekend|time)",
        # "that's all", "that'll be everything"
        "that (?:is|was|will be|would be) (?:all|it|everything)",
        # "there's nothing else", "no more questions", "I'm all set"
        "(?:there is )?nothing (?:else|more|further)|no (?:more|further) questions|(?:i am )?all (?:done|set|sorted)",
        # "I'm good"
        "i am (?:done|good|sorted)",
    ),
    "acknowledge": (
        # "ok", "brilliant"
        "ok|okay|k|right|alright|all right|fine|great|perfect|cool|lovely|brilliant|excellent|super|awesome|amazing",
        # "got it", "sounds good"
        "good|wonderful|fantastic|nice|sweet|got it|gotcha|understood|i see|sounds good|will do|good to know|noted",
        # "that makes sense", "never mind", "no worries"
        "sorted|(?:that )?makes sense|that (?:helps|helped)|never ?mind|no (?:worries|problem)|fair enough|wow",
        # "that was really helpful", "that's just what I needed"
        f"that (?:is|was) (?:(?:so|very|really|most|just) )*(?:{_FINE}|what i (?:needed|wanted))",
        # "most useful"
        f"(?:so|very|really|most) (?:{_FINE})|interesting|helpful|useful",
        # "I'll do that", "we are going to try it", "let me try that"
        rf"(?:{_WILL}|let (?:me|us)) (?:just )?(?:do|try) (?:that|it|this|so)",
        # "I'm on my way", "we are coming", "I'll be right there", "I'll come over"
        rf"(?:i am|we are) (?:on (?:my|our) way|coming(?: {_THERE})*|(?:leaving|going)(?: {_THERE})+)|"
        rf"{_WILL} (?:come|go|leave|be)(?: {_THERE})+|on (?:my|our) way",
        # "oh dear", "what a relief", "phew"
        "oh dear|(?:(?:that is|what) )?a relief|phew|poor (?:thing|you)",
        # "you've been a great help"
        r"you (?:have been|are|were) (?:\w+ ){0,2}(?:helpful|help|star|kind|great|lifesaver|legend|best)",
    ),
    "filler": (
        # "so much", "for now", "I wanted to know"
        "a lot|(?:ever )?so much|very much|a million|anyway|kindly|for (?:now|today|me)|i need(?:ed)?|i wanted to know",
        # "for all your help"
        r"for (?:that|this|it|everything|nothing|(?:all )?(?:your|the) (?:\w+ )?(?:help|time|patience|info|advice))",
        # "dear", "doc"
        "dear|doc|doctor|guys|folks|sir|madam",
        # "well now", "no please"
        "oh|ah|well|so|and|now|then|there|again|everyone|all|bot|mate|love|please|no|yes|yeah|but|very|really|from me",
    ),
}
"""Phrases of which a courtesy is made, one after another, without anything between."""

_DECORATION = re.compile("[\U0001f300-\U0001faff\u2600-\u27bf\ufe0f]")
"""Pictures that stand beside words."""

_PART = re.compile("|".join(rf"(?P<{kind}>(?:{'|'.join(phrases)})\b)" for kind, phrases in _KINDS.items()))


def courtesies(text: str) -> frozenset[SpeechAct]:
    """What a message does that is nothing but courtesy; nothing where any word of it is something else."""
    words = plain_text(_DECORATION.sub(" ", text)).words or plain_text(text).words
    bare, place, found = " ".join(words), 0, set[str]()
    while place < len(bare) and len(words) <= MOST_WORDS:
        part = _PART.match(bare, place)
        if part is None:
            return frozenset()
        found.add(str(part.lastgroup))
        place = part.end() + 1
    return frozenset(act for act in COURTESIES if act in found)
