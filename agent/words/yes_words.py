"""Ways to say yes: "yes", "why not", "you bet", "I'm afraid so", "sounds good", "only at night".

Each is the text of a pattern over the words of ``plain_words``: lower case, "isn't" as "is not", "yeah" as "yes", and
no punctuation. It knows no question, and no weights: ``polarity`` knows how sure a yes each of them is.
"""

from __future__ import annotations

__all__ = [
    "ASSENTED",
    "CANNOT_HELP_IT",
    "DO_NOT_MIND",
    "GO_AHEAD",
    "GUILTY",
    "I_DO",
    "NO_DOUBT",
    "NO_OBJECTION",
    "NO_WORRIES",
    "ONLY_THERE",
    "SOMEWHAT",
    "SURELY",
    "THINK_SO",
    "WHY_NOT",
    "WOULD_LOVE",
    "WOULD_NOT_SAY_NO",
    "YES",
    "YOU_BET",
]

WHY_NOT = (
    # "why not", "why on earth not", "don't mind if I do"
    r"\bwhy (?:the heck |the hell |on earth )?(?:not|would not i|would i not|ever not)\b|\bdo not mind if i do\b"
)
WOULD_NOT_SAY_NO = (
    # "I wouldn't say no", "it can't hurt", "couldn't agree more"
    r"\b(?:would|could|will|can) not "
    r"(?:say no|refuse|resist|agree more|miss it|hurt|have said it better|be happier)\b"
)
CANNOT_HELP_IT = (
    # "can't deny it", "I couldn't live without it", "there is no denying it"
    r"\b(?:can|could) not "
    r"(?:deny|help|argue|lie|complain enough|live without|do without|wait|stop|get enough)\b|\bno denying\b"
)
NO_DOUBT = (
    # "no doubt about it", "without hesitation", "beyond a shadow of a doubt"
    r"\b(?:no|without a|without any|without|not a|beyond(?: a| any| all)?|there is no|not any) "
    r"(?:doubt|question|hesitation|reservations?|hesitating|shadow)(?: about it| at all| of a doubt)?\b"
)
NO_WORRIES = (
    # "no worries", "sure no problem", "no objections from me"; not "I have no problem"
    r"^(?:oh |well |sure )?no "
    r"(?:worries|problem|problemo|sweat|biggie|trouble|objections?|objection|issue|rush)"
    r"(?: at all| with that| from me| here)?\b"
)
"""A yes where something was offered or asked for, a weak one elsewhere."""
NO_OBJECTION = (
    # "that's not a problem", "I have no objection"
    r"\b(?:not a|is no|are no) (?:problem|objections?)\b|\bi have no objections?\b|"
    # "not half", "I never say no", "nothing but"
    r"\bnot (?:half|without)\b|\bnever (?:not|miss|say no)\b|\bnot only\b|\bnothing but\b"
)
_WOULD_NOT_MIND = r"(?:would|do|does|did) not (?:really )?mind"
DO_NOT_MIND = (
    # "I wouldn't mind", "if you don't mind", "if it's not too much trouble"
    rf"\b(?:if you )?{_WOULD_NOT_MIND}\b|\bif you do not mind\b|"
    r"\bif it is not (?:too )?(?:much )?(?:trouble|bother)\b"
)
ONLY_THERE = (
    # "well, it is mostly in the kitchen", "not just at night"
    r"^(?:(?:well|yes|oh|maybe|it is|it does|i do|he does|she does) )*"
    r"(?:(?:not )?(?:only|just)|mostly|mainly|usually) (?:really |ever |slightly |very )?(?:"
    # "only on the stairs"; not "just at all"
    r"at(?! all)|on|from|near|under|behind|inside|outside|along|"
    # "just when he coughs", "mostly after meals"
    r"when(?:ever)?|if|while|after|before|during|around|"
    # "only now and then", "just a little", "mainly in the morning"; not "just in case"
    r"every|once|twice|sometimes|occasionally|now and|from time|a (?:little|bit|tad|touch)|in(?! case)|mildly)\b"
    # not "only at night, never now"
    r"(?!.*\b(?:not|never|no)\b)"
)
"""A yes of some places or times: "only at night"."""
YOU_BET = (
    # "you bet", "hell yes", "too right", "for sure"
    r"\b(?:you (?:bet|know it|betcha|got it|can say that again)|bet your|hell yes|heck yes|"
    r"damn (?:right|straight|sure)|darn right|too right|right on|for sure|"
    # "count me in", "the more the merrier", "go wild"
    r"count me in|sign me up|i am in|bring it on|the more the merrier|"
    # "is the pope catholic", "do bears poo in the woods"
    r"is the pope|bears? (?:live|sh|do|poo)\w*|does a bear|is water wet|go (?:crazy|wild|nuts))\b"
)
GO_AHEAD = (
    # "by all means", "be my guest", "please do", "do it"; not "I'll do it", "do it myself"
    r"\b(?:in a heartbeat|by all means|feel free|be my guest|with pleasure|go (?:ahead|for it|on then|right ahead)|"
    r"oh go on|please do|(?<!will )(?<!can )(?<!would )do it(?! myself| on my)|let us do (?:it|that|this)|"
    # "sounds good", "works for me", "might as well"
    r"sounds (?:good|great|fine|lovely|perfect|like a plan)|works for me|might as well|may as well|"
    r"knock yourself out|fire away|suit yourself|shoot|make it so|i am game|that works|"
    # "that would be really helpful"
    r"that would be (?:\w+ )?"
    r"(?:great|lovely|nice|good|wonderful|perfect|helpful|fine|awesome|fantastic|amazing))\b"
)
GUILTY = (
    # "guilty as charged", "I'm afraid so", "sad but true", "you caught me"
    r"\b(?:guilty(?: as charged)?|i (?:am )?afraid so|sad(?:ly)? (?:but )?true|i confess|i admit|i must admit|"
    r"i plead guilty|busted|you caught me|caught me|that is me)\b"
)
THINK_SO = (
    # "I think so", "hope so", "I should say so"
    r"\b(?:i )?(?:think|believe|guess|suppose|hope|reckon|imagine|assume|expect|presume|gather|suspect|fear|say|"
    r"would say|should think|should say) so\b|"
    # "it seems that way", "seems like it", "so I've been told"
    r"\b(?:it|that) (?:seems?|looks?|appears?|would seem) (?:so|that way|like it|to be)\b|\bseems? like it\b|"
    r"\bso i (?:am|was|have been) told\b|"
    # "more or less", "in a way", "as a matter of fact"
    r"\bmore or less\b|\bmore often than not\b|\bto some extent\b|\bin a way\b|\bas a matter of fact\b"
)

YES = (
    # "yes", "aye", "affirmative"
    r"\byes\b|\b(?:yessir|affirmative|aye|yeppers|yessum|yis|"
    # "oui", "si", "roger", "okey dokey"
    r"oui|si|ja|da|hai|sim|jawohl|indeedy|roger|righto|okey ?dokey|okie|okey)\b|"
    # "uh huh", "mm hmm", "y"
    r"\buh huh\b|\bmm? ?hmm?\b|\bmhm\b|\bmmhm\b|^(?:y|ye|ya|yus|yh|ys|yss|yaas)\b|\byes(?:ir|sir)\b"
)
SURELY = (
    # "sure", "yes sure"; not "sure it is", "make sure"
    r"(?:^|\b(?:yes|ok|okay|oh|but|for) )sure\b(?! (?:it|he|she|i|that|they|we|if|about))|"
    # "absolutely", "of course", "always"; not "it always rains"
    r"\b(?:surely|absolutely|definitely|certainly|of course|indeed|totally$|naturally|obviously|correct|exactly|"
    r"precisely|^100$|positive|undoubtedly|unquestionably|clearly|evidently|true|gladly|for real|^always|always$|"
    # "very much", "agreed", "I accept"; not "I do not agree"
    r"completely$|very much|hundred percent|bingo|agreed|(?<!not )agree|(?<!not )accept|accepted|approved|granted|"
    r"confirmed|confirm|deffo|certainement|claro|totes)\b"
)
ASSENTED = (
    # "ok", "fine", "lovely", "go on please"; not "it is fine"
    r"^(?:ok|okay|k|kk|okey|alright|all right|fine|cool|great|perfect|right|lovely|awesome|excellent|deal|good|yay|"
    r"please|nice|brilliant|super|wonderful|sweet|fantastic)\b|\bplease$|"
    # "that's right", "you're right", "that would be me"
    r"\b(?:that|this|it) is (?:right|correct|true|so|the case)\b|\byou are right\b|\bthat would be me\b"
)
_PRONOUN = "(?:i|he|she|it|we|they|you|there|that|this|mine|ours)"
_AUX = "(?:do|does|did|am|is|are|was|were|have|has|had|would|will|can|could|should|shall|may|must)"
I_DO = (
    # "I do", "unfortunately he has", "I think there is"; not "what I do"
    r"(?:^|\b(?:yes|so|sure|well|but|think|believe|actually|unfortunately|sadly|indeed|and|oh|certainly|guess|suppose|"
    r"say|fact|honestly|course|luckily|know|told|afraid|sometimes|both|still|really|used) )"
    # "they both are", "it usually does"
    rf"{_PRONOUN} (?:\w+ly |sure |still |both |really |most |just |always |often |sometimes )*{_AUX}"
    # "she does a bit", "we have already"; not "I do not", "I am 30"
    r"(?: \w+ly| too| so| indeed| actually| yes| sometimes| a lot| a bit| quite often| often| now| unfortunately| sadly"
    r"| sure| still| thanks| please| already| both| all)*$"
)
"""A pronoun and a verb of the question, and nothing of weight after them."""
WOULD_LOVE = (
    # "I'd love to", "would be happy to"
    r"\b(?:would|will|d) (?:really |absolutely )?"
    r"(?:love|like|appreciate|be (?:happy|glad|delighted|grateful))(?: to| that| one| it| some)?\b|"
    # "I want one", "I'll take it", "looking forward to it"
    r"\b(?:i want|i need|i will take|i could use|give me|i am happy|happy to|glad to|love to|i love|keen|let us|"
    r"looking forward)\b"
)
SOMEWHAT = (
    # "probably", "sort of", "a bit"
    r"\b(?:probably|likely|i guess|i suppose|somewhat|kind of|sort of|a bit|a little|slightly|"
    # "sometimes", "every night", "now and again", "on occasion"
    r"sometimes|occasionally|often|usually|regularly|frequently|mostly|"
    r"every (?:day|night|week|morning|time|month|year|single|other|so often|now and then)|daily|weekly|"
    r"now and (?:then|again)|from time to time|on occasion|here and there|"
    # "apparently", "in part", "well over that", "long past"
    r"apparently|basically|partly|partially|mainly|in part|"
    r"(?:well|way|far|long|just) (?:over|above|past|beyond|more than)|"
    # "all the time", "terribly", "a lot", "several"
    r"constantly|all the time|nonstop|non stop|all day|all night|terribly|extremely|badly|"
    r"a lot|lots|loads|tons|plenty|quite a (?:few|lot|bit)|several|many|a few|some|couple|multiple|both|all of|"
    # "I have one already", "twice", "three times", "got one", "just did"
    r"^already|already$|twice|once|thrice|\w+ times|got (?:one|some|it|them|both|two|three|a)|"
    r"just (?:did|now|got|yesterday|finished)|(?:sad|unfortunate|regretful)ly)\b"
)
