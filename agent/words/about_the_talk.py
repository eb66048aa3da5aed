"""What is said about the talk itself: asking why, another subject, greetings, starting over, objecting, correcting.

Each with an example before it. It knows words alone, and not whether a question is open. The words are those of
``plain_words``, without marks: lower case, and "don't" as "do not".
"""

from __future__ import annotations

from .signs import sign, signs

__all__ = [
    "BYE",
    "CHANGE_SUBJECT",
    "CONTEST",
    "CORRECT",
    "EXPLAIN_BELIEF",
    "GREET",
    "JUST_ANSWER",
    "REPEAT",
    "RESET",
    "THANKS",
    "WHY",
]

WHY = signs(
    "why",
    sign(
        1.0,
        # "why", "but why though", "hang on, why is that"; not "why not"
        r"^(?:but |and |sorry |um |hmm |wait |ok but |hang on |hold on |huh )*why"
        r"(?: though| please| is that| so| exactly)?$",
    ),
    sign(
        1.0,
        # "why do you ask", "why on earth would they"; not "why is it broken"
        r"\bwhy (?:do|would|are|is|does|should|did|on earth|in the world|exactly|the hell) (?:(?:do|are|would) )?"
        r"(?:you|that|this|it|we|they|knowing)\b(?!.{0,25}(?:not work|so slow|so expensive|broken|down))",
    ),
    sign(
        1.0,
        # "why is my age relevant", "why does the colour matter"
        r"\bwhy (?:is|are|does|do|did|would|should) (?:my|the) \w+(?: \w+)? "
        r"(?:important|relevant|needed|necessary|required|matter|of interest|interesting|asked|play)\b",
    ),
    sign(
        0.9,
        # "what's that got to do with my knee", "what for"; not "it must be strong, or what's the point"
        r"(?<!\bor )(?<!\belse )(?<!\botherwise )\bwhat is (?:that|it|this|the) "
        r"(?:got to do|for|reason|purpose|point|relevance)\b",
        r"\bwhat for\b",
        # "how is that related"
        r"\bhow is (?:that|this|it) (?:relevant|related|important|your)\b",
        # "what does my age have to do with it"
        r"\bwhat (?:does|do|has) (?:that|it|this|my \w+)(?: \w+)? (?:matter|have to do|got to do|do with)\b",
    ),
    sign(
        0.9,
        # "what do you need it for", "for what reason"
        r"\b(?:what|why) do you (?:need|want|ask|require|care|use)\b",
        r"\bfor what (?:reason|purpose)\b",
        r"\breason for asking\b",
        # "what will you do with it", "what difference does it make"
        r"\bwhat will you do with\b",
        r"\bwhat difference does (?:it|that) make\b",
        # "is that really necessary", "how come you want it"
        r"\bis (?:that|this|it) (?:really )?(?:necessary|relevant|needed|required)\b",
        # "but does it matter", "is that so important", "do you need to know this"; not "does it matter if I eat first"
        r"^(?:but |and |ok but |sorry |hm+ )*(?:does (?:that|this|it) (?:really |even )?"
        r"(?:matter|make (?:a|any|much) difference)|is (?:that|this|it) (?:really |so |very )*important|"
        r"do you (?:really |even )?(?:need|have) to know (?:that|this|it))$",
        r"\bhow come you\b",
    ),
)
"""Asking why something was asked."""

_LEADING = "ok|okay|so|actually|well|hey|hi|hello|wait|and|but|also|oh|right|please|sorry|thanks|hmm"
_TASKS = (
    "tell|show|send|help|book|order|cancel|refund|give|explain|find|remind|track|reset|write|translate|play|sing|open|"
    "update|check"
)
_NOT_OF_A_LIST = (
    r"(?! (?:one|first|second|third|last)\b| the (?:first|second|third|fourth|last|other|(?:\w+ )?ones?)(?: please)?$)"
)

CHANGE_SUBJECT = signs(
    "change_subject",
    sign(
        0.9,
        # "another question", "I have an unrelated issue"
        r"\b(?:another|different|new|other|separate|unrelated) (?:question|topic|thing|issue|matter|request|subject)\b",
        # "can we change the subject", "let's talk about it", "by the way"
        r"\bchange (?:the )?(?:subject|topic)\b",
        r"\b(?:let us|can we) talk about\b",
        r"\bby the way\b",
        # "something entirely different", "help me with something"
        r"\bsomething (?:else )?(?:entirely|completely)?\s?different\b",
        r"\bhelp me with something\b",
    ),
    sign(
        0.8,
        # "forget about it", "never mind", "cancel my order"
        r"\b(?:forget (?:it|that|about (?:it|this|that))|never ?mind|drop it|"
        r"cancel (?:that|this|it|my|the|everything))\b",
        # "before we go on, how much is it"
        r"\b(?:before|first) (?:that|we|i)\b.{0,10}\b(?:what|how|where|when|can|do|is|tell)\b",
    ),
    sign(
        0.8,
        rf"^(?:(?:{_LEADING}|quick question|one thing) )*(?:"
        # "ok, what are your opening hours", "so how long does it take"
        r"what(?: is| are| time| about| do| does| was| were| happens| kind| if| can)?|"
        r"how (?:do|much|many|long|can|does|is|are|about|to|far|old|big|will|often|come|would)|"
        # "where is it", "who are you", "which pump is the best"
        r"where|when (?:is|do|does|will|can|are|did)|who (?:is|are|do|was)|which \w+ (?:is|are|do|does|has)|"
        # "can you help me", "is there a discount"
        r"can (?:you|i|we)|could (?:you|i|we)|do you|does (?:it|the|this|your)|"
        r"is (?:there|it possible|the|this|my|your)|are (?:there|you|your|the)|will (?:it|you|the|i|my|this)|"
        # "should I bring it", "have you got milk"
        r"would you|should i|did you|have you|am i|may i)\b",
    ),
    sign(
        0.8,
        rf"^(?:(?:{_LEADING}|no) )*(?:"
        # "I'd like to book a table"; not "I want to think", "I would like to know if it fits"
        r"i (?:just |also |really |actually |would )*(?:want|need|like|wish|have) to "
        r"(?!know if|be honest|say|admit|check|ask|think|look|skip)(?:\w+)|"
        # "please track my parcel"; not "show the first", "give me the second one"
        rf"(?:{_TASKS}) (?:me|my|the|us|a|an|this|that|another|all)\b{_NOT_OF_A_LIST})",
    ),
    sign(
        0.7,
        # "my parcel never came", "the bill is wrong"
        r"\b(?:my|the) (?:order|parcel|package|invoice|refund|delivery|subscription|account|bill|card) "
        r"(?:is|has|was|still|never|did|does|will|got)\b",
        # "I want my money back"
        r"\bi want (?:a refund|my money|to cancel|to return|to complain|to order)\b",
    ),
    sign(
        0.7,
        # "you are so useless", "this is a waste of time"
        r"\b(?:you are|this is) (?:\w+ )?"
        r"(?:useless|stupid|annoying|ridiculous|waste of time|terrible|awful|rubbish|dumb|wasting)\b",
        # "lovely weather today", "tell me a joke"
        r"\b(?:nice|lovely|awful|beautiful) weather\b",
        r"\btell me a joke\b",
    ),
)
"""Turning to something else."""

GREET = signs(
    "greet",
    sign(
        0.9,
        # "hello there", "hi again"
        r"^(?:hi|hello|hey|hiya|howdy|good (?:morning|afternoon|evening|day)|greetings|hallo|hola|yo)"
        r"(?: there| everyone| again| bot| you)?$",
    ),
)

THANKS = signs(
    "thanks",
    sign(
        0.8,
        # "ok thanks a lot", "thank you for the help"; not "thanks to the rain"
        r"^(?:ok |okay |great |many |well )?(?:thanks|thank you|much appreciated|merci|gracias)"
        r"(?: (?:a lot|so much|very much|you|for (?:that|your help|the help|nothing|everything)|a million|anyway|"
        r"mate))*$",
    ),
)

BYE = signs(
    "bye",
    sign(
        0.9,
        # "thanks, bye", "I have to go now"; not "I have to go to work"
        r"^(?:ok |thanks )?(?:bye|goodbye|good bye|see you|see ya|farewell|cya|later|ciao|good night|talk later|"
        r"i have to go|got to go|have to run|brb)(?: (?:bye|now|later|then|for now))*$",
    ),
)

RESET = signs(
    "reset",
    sign(
        0.9,
        # "let's start over", "restart the chat"
        r"\b(?:start (?:over|again|afresh|from scratch)|restart (?:the )?(?:chat|conversation|this)|begin again|"
        # "reset everything", "from the top"
        r"reset (?:everything|the (?:chat|conversation)|this (?:chat|conversation)|all)|from the (?:top|beginning))\b",
        # "reset"; not "reset my password"
        r"^(?:reset|restart)$",
    ),
)
"""Starting over."""

REPEAT = signs(
    "repeat",
    sign(
        0.9,
        # "can you rephrase that", "come again"
        r"\b(?:repeat|rephrase) (?:that|it|the question|please|the options)\b",
        r"\bcome again\b",
        # "say that again", "could you ask the question again"
        r"\b(?:say|ask) (?:that|it|the question) again\b",
        # "pardon?", "what was the question"; not "what is it"
        r"^(?:(?:what|pardon|sorry|eh|huh|excuse me)(?: (?:what|pardon|me))?|what was (?:that|the question))$",
        # "I didn't catch that"
        r"\bdid not (?:catch|hear) (?:that|you)\b",
    ),
)
"""Asking for the question once more."""

JUST_ANSWER = signs(
    "just_answer",
    sign(
        0.9,
        # "just answer", "just get on with it"
        r"\bjust (?:answer|do it|say it(?! is\b)|get on)\b",
        # "just tell me", "just give me a number"; not "just tell me when you open", which is all that is asked
        r"\bjust (?:tell me|give me|help(?: me)?|say)"
        r"(?= (?:now|already|then|please|yes or no|straight|something|anything|what you (?:think|know|have)|i am|"
        r"because|and|so|(?:the|an?|your|any) (?:best |rough |short |quick |straight )?"
        r"(?:answer|number|figure|guess|estimate|opinion))\b| ?[,.;:!?]| *$)",
        # "no questions, how much", "and don't ask me anything"
        r"(?:^|[,.;:!] ?|\b(?:and|with|please) )(?:please )?(?:no (?:more |further )?questions(?! about)|"
        r"do not ask (?:me )?(?:anything|questions|any questions|back|again|so much))\b",
        # "stop asking me", "enough with the questions"
        r"\b(?:stop|enough|quit|no more) (?:asking|with the|questions|questioning|asking me)\b",
        # "too many questions", "get to the point"
        r"\btoo many questions\b",
        r"\bso many questions\b",
        r"\bget to the point\b",
    ),
)
"""Wanting no more questions."""

EXPLAIN_BELIEF = signs(
    "explain_belief",
    sign(
        0.9,
        # "what do you know about me", "what do you think I want"; not "what do you think of it"
        r"\bwhat do you (?:think|believe|know|assume) (?:(?:about|of) (?:me|us)|i|we|that (?:i|we)|so far)\b",
        # "what have you understood"
        r"\bwhat have you (?:understood|assumed|got)\b",
        # "what did you assume", "what are you going by", "which assumptions did you make"
        r"^(?:(?:and|so|ok|but) )*what (?:did|do|are) you (?:assum(?:e|ing)|tak(?:e|ing) for granted|go(?:ing)? by)"
        r"(?: (?:there|here|then|exactly))*$",
        r"\b(?:what|which) assumptions (?:did|do|have|are) you\b",
        # "why do you think that"; not "why do you ask"
        r"\bwhy (?:do|did) you (?:think|believe|say|assume|conclude|suggest|recommend|refuse)\b",
        # "how sure are you", "how did you get there"
        r"\bhow sure are you\b",
        r"\bhow did you (?:get|come|arrive|decide)\b",
    ),
)
"""Asking what the agent believes, and why."""

CONTEST = signs(
    "contest",
    sign(
        0.9,
        # "I object", "that's not fair"
        r"\b(?:i|we) (?:disagree|object|appeal|dispute|contest)\b",
        r"\bthat is (?:unfair|not fair|not right|unacceptable)\b",
        # "I want to complain about it", "you are wrong", "please reconsider"
        r"\b(?:appeal|complain|complaint|contest|dispute) (?:this|that|the|it|about|against)?\b",
        r"\byou are wrong\b",
        r"\breconsider\b",
    ),
)
"""Objecting to what the agent said or decided."""

CORRECT = signs(
    "correct",
    sign(
        0.8,
        # "I meant the blue one", "no wait", "on second thoughts"
        r"\b(?:i meant|i mean|no wait|wait no|correction|scratch that|on second thoughts?|i misspoke|i was wrong|"
        # "let me correct that", "make it two", "change my answer to"
        r"my mistake|let me correct|change (?:that|my answer|it) to|make (?:it|that)|i made a mistake|i take that back|"
        # "a small one or rather a large one", "I misread it", "I've mixed them up"
        r"or rather|should have said|typo|mis(?:read|measured|counted|remembered)|"
        r"(?:mixed|muddled) (?:that|it|them|this|those|the two) up|wrong way a?round)\b",
        # "no, wait", "sorry, the small one"
        r"^(?:no )?(?:wait|actually|sorry)\b",
    ),
)
"""Putting right what was said before."""
