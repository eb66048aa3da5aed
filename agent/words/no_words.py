"""Ways to say no: "no", "not that I know of", "no way", "I'll pass", "hardly", "just the one".

Each is the text of a pattern over the words of ``plain_words``: lower case, "isn't" as "is not", "nope" as "no", and no
punctuation. It knows no question, and no weights: ``polarity`` knows how sure a no each of them is.
"""

from __future__ import annotations

__all__ = [
    "BETTER",
    "CANNOT_SAY_SO",
    "DOUBT_IT",
    "DO_NOT_THINK_SO",
    "NO",
    "NOT",
    "NO_WAY",
    "ONLY_A",
    "PASS",
    "WRONG",
]

DO_NOT_THINK_SO = (
    # "I don't think so", "wouldn't really say so", "I did not believe it"
    r"\b(?:do|did|would|should|could) not (?:really |honestly )?"
    r"(?:think|believe|reckon|imagine|suppose|expect|say|feel)(?: so| it| that| i| he| she| they| we)?\b|"
    # "I hope not", "I'm afraid not", "of course not", "I'd rather not"
    r"\b(?:think|believe|guess|suppose|hope|reckon|afraid|probably|certainly|definitely|absolutely|obviously|"
    r"preferably|maybe|perhaps|possibly|apparently|of course|surely|hopefully|thankfully|fortunately|luckily|"
    r"unfortunately|sadly|likely|evidently|clearly|course|better|rather|why) not\b"
)
CANNOT_SAY_SO = (
    # "I can't honestly say that I have", "no can do"
    r"\bcan not (?:honestly |truly |really )?say (?:that )?(?:i|he|she|we|they|it|so)\b|\bno can do\b|\bcan not do\b|"
    # "not that I know of", "not to my knowledge", "not me"
    r"\bnot (?:that i|to my|as far as|so far as|that we|in my|for me|me|us|mine|"
    # "not any more", "not yet", "not really", "not tonight"
    r"any ?more|any longer|yet|at all|really|today|now|tonight|this time|right now|at the moment|at present|currently|"
    r"lately|recently|so far|once|ever|even|"
    # "not in the least", "not a chance", "not exactly"
    r"one bit|in the least|in the slightest|a chance|a bit|by a long shot|likely|exactly|quite|particularly|especially|"
    # "not my thing", "not going to happen", "not interested"
    r"my thing|happening|going to happen|applicable|necessary|needed|required|interested|keen|"
    # "not since May", "not for years"
    r"since|until|for (?:years|ages|long|a while))\b"
)
NO_WAY = (
    # "over my dead body", "when pigs fly", "as if"
    r"\b(?:over my dead body|when (?:pigs|hell)|in your dreams|as if|fat chance|"
    # "no way", "no thanks, I'm good", "no need"
    r"no (?:chance|way|siree|sir|ma am|dice|go|thanks|thank you|need|point|bueno)|"
    # "god forbid", "far from it", "on the contrary", "anything but"
    r"god forbid|heaven forbid|not on your life|far from it|on the contrary|quite the (?:opposite|contrary|reverse)|"
    r"the opposite|anything but|"
    # "touch wood", "thank goodness", "thanks but", "hard pass"
    r"touch wood|knock on wood|thank (?:god|goodness|heavens?)|thanks but|hard pass|yes right)\b"
)
PASS = (
    # "I'll pass", "give it a miss", "leave it out", "forget that"
    r"\b(?:i (?:will |am going to |think i will |shall )?pass(?: on)?|give it a miss|skip (?:it|that|this|the)|"
    r"leave (?:it|that|this|them)(?: out| off|$)|leave me|forget (?:it|that)|"
    # "maybe later", "some other time", "rain check"
    r"maybe (?:later|next|another|tomorrow|some other)|some other time|another (?:time|day)|next time|later maybe|"
    r"rain check|"
    # "I can manage it myself", "hold the onions", "go easy on the salt"
    r"(?:will|can|would rather) (?:do|handle|manage|get|take|book) (?:it|that|them|this) "
    r"(?:myself|on my own|ourselves)|hang on|hold the|go easy|"
    # "that's all", "nothing else", "you're alright", "count me out"
    r"that is (?:all|it|everything)|that was it|that will be all|nothing else|all sorted|"
    r"you are (?:alright|all right|ok|fine)|spare me|count me out|"
    # "please don't", "don't bother", "save your breath"
    r"please do not$|rather you did not|"
    r"do not (?:bother|worry|need|want|call|text|email|send|include|add|do|contact)|save (?:the|your|it)|"
    # "we're all good thanks", "I'm happy as it is", "all set"
    r"(?:we|i) (?:are|am) (?:all )?(?:good|fine|ok|okay|alright|all right|set|sorted|happy as)"
    r"(?: thanks| thank| as| without| for| like| with)?|all (?:good|set)|"
    # "I'd rather you didn't", "I'd prefer it without", "never mind"
    r"would (?:rather|prefer) (?:\w+ )?(?:not|if you did not|you did not|without|no)|will do without|can do without|"
    r"never ?mind)\b"
)
"""Who does without what was offered."""
DOUBT_IT = (
    # "I doubt it", "unlikely", "out of the question"
    r"\b(?:i |we |highly |very )?doubt(?: it| that|ful| so)?\b|\bunlikely\b|\bimpossible\b|\bout of the question\b|"
    # "hardly ever", "I used to", "no longer"
    r"\b(?:hardly|barely|scarcely|rarely|seldom)\b(?: ever)?|\bused to\b|\bno (?:longer|more)\b|\bany ?more\b|"
    # "I gave it up", "I stopped", "I have yet to", "not once"
    r"\b(?:quit|gave (?:it |them )?up|given up|stopped|cut out|got rid)\b|\byet to\b|\bfree of\b|\bnot once\b"
)

NO = (
    # "no", "nay", "negative", "n"
    r"\bno\b|\b(?:nay|nein|non|nyet|negatory|negative|nuh uh|uh uh|nopes|nopey|noppe|nopr|noe|neg)\b|"
    r"^n\b|^(?:na|nu|ne)\b"
)
NOT = (
    # "I have not", "never", "nothing", "zero"
    r"\b(?:not|never|none|nothing|nobody|neither|nor|nowhere|without|nil|nada|zip|zilch|zero|nun|noone)\b|^0\b"
)
ONLY_A = (
    # "just a cat", "only the kitchen"; not "just a little", "only a moment"
    r"\b(?:just|only) (?:an?|my|the) "
    r"(?!little|bit|few|couple|small|tiny|touch|minor|mild|moment|slight|lot)\w+$|"
    # "still waiting", "I still need to"
    r"\bstill (?:waiting|learning|looking|pending|thinking|missing|need to|have to)\b"
)
"""Something less than what was asked for."""
BETTER = (
    # "an email would be better"
    r"\b(?:is|are|was|would be|works|sounds) (?:\w+ )?(?:better|easier|preferable)\b"
)
"""Something else than what was offered."""
WRONG = (
    # "false", "I disagree", "I decline", "it failed", "I lost it"
    r"\b(?:false|incorrect|wrong|untrue|refuse|decline|reject|disagree|fails?|failed|forgot to|lost|missed|lacking?|"
    # "it ended", "expired", "undecided", "I hate it", "text me instead"
    r"ended|over now|expired|skipped|cancel+ed|undecided|avoid|hate|opposite|unable|instead|except)\b"
)
