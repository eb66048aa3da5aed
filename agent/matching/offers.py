"""What is said to an offer: "could you email it" takes it up, "I'd rather walk" and "I'll manage" do not.

Who says how, where to or what for they want it has said that they want it. It knows how offers are put and how people
take or decline them, and no domain.
"""

from __future__ import annotations

import re

from ..words.plain_words import PlainText, plain_text

__all__ = ["offer_told"]

_OFFER = re.compile(
    # "would you like a receipt", "do you want me to call", "do you need help"
    r"^(?:(?:and|so|ok|well|or|then|also) )*(?:(?:would|do) you (?:like|want|care for|need|fancy|prefer me)|"
    # "shall I book it", "should we send it", "can I get you a drink", "may I offer you one"
    r"(?:shall|should) (?:i|we)|"
    r"(?:can|may|could|might) (?:i|we) (?:get|bring|offer|send|book|call|give|help|put|fetch))\b"
)
_OF_TASTE = re.compile(r"\b(?:do you (?:like|prefer)|not|without|instead|or)\b|^do you like ")
_IT = r"(?:it|one|them|that|those|some|a copy|both|two|three)"
_TAKES = re.compile(
    # "could you email it", "can you send me one"; not "could you explain it", "can you do it later"
    r"^(?:(?:yes|please|ok|oh|sure|well) )*(?:(?:can|could|would|will) you (?:please |just |maybe )*)?"
    rf"(?:email|mail|send|post|text|print|bring|give|get|hand|put|make|wrap|fax|forward|order|book) (?:me |us )?{_IT}\b"
    r"(?! (?:off|away|back|down|out|later|aside|yourself|on hold))|"
    # "my boss insists on one", "the taxman wants it"
    rf"\b(?:insists? on|asks? for|wants?|needs?|requires?|could use|could do with) {_IT}\b|"
    # "I'll need it for my taxes", "as a pdf", "by email please", "for my records"
    r"^(?:please )?(?:as a|as an|in|by|via|per) (?:pdf|email|mail|post|paper|text|sms|letter|phone|print)\b|"
    r"^(?:to|for) (?:my|our|the) (?:\w+ )?(?:records?|files?|accountant|boss|office|address|insurance|company|taxman|"
    r"bookkeeper|employer)\b|"
    # "the sooner the better", "as soon as you can", "make it two", "I thought you'd never ask"
    r"^(?:the sooner the better|as soon as (?:you can|possible)|make it \w+|i thought you would never ask|"
    r"you read my mind|twist my arm|i am (?:lost|desperate|stuck)|if (?:it is|you have) (?:free|one|any|no trouble))\b"
)
_DECLINES = re.compile(
    # "I'll manage", "I can handle it", "I'd rather walk"; not "I'd rather have tea"
    r"^(?:(?:thanks|no|oh|well|i think|but) )*(?:i|we) (?:will|can|could)(?: just| easily)? (?:manage|cope|handle|walk|"
    r"do it (?:myself|ourselves)|do without|remember|find (?:it|my own)|live without)\b|"
    r"\b(?:i|we) would rather (?:not|walk|wait|do it|go|stay|keep|leave)\b|"
    # "I already have one", "got one already", "I've just had one", "I had one earlier"
    r"\b(?:already (?:have|got|had|did)|(?:have|got|had) (?:one|it|some|plenty|enough|that)(?: \w+){0,2} already)\b|"
    r"\b(?:just|already) had (?:one|some|it)\b|\b(?:got|have|had) (?:enough|plenty)(?: of (?:those|them|it))?$|"
    # "hold off for now", "leave it", "maybe next time", "another time"
    r"^(?:hold off|leave (?:it|that)$|skip (?:it|that)|spare me|save (?:it|the paper|a tree)|forget it|"
    r"(?:maybe |perhaps )?(?:next|another|some other) time|not (?:for me|today|now|this time|necessary|needed)|"
    r"never mind|waste of (?:paper|time|money))\b|"
    r"\b(?:i would only|i will only) (?:throw|lose|delete|bin)\b"
)
_TURNS = re.compile(r"\b(?:but|though|unless|if you|depends|maybe later|not sure)\b")
"""What leaves it open after all."""


def offer_told(reply: PlainText, question: str) -> float:
    """+1 where a reply takes an offer up without a yes, -1 where it declines it without a no, else 0.

    >>> asked = "Would you like a receipt?"
    >>> [offer_told(plain_text(said), asked) for said in ("could you email it", "I already have one", "it's blue")]
    [1.0, -1.0, 0.0]
    """
    asked, said = plain_text(question).bare, reply.bare
    if not _OFFER.search(asked) or _OF_TASTE.search(asked) or _TURNS.search(said):
        return 0.0
    takes, declines = bool(_TAKES.search(said)), bool(_DECLINES.search(said))
    return float(takes) - float(declines)
