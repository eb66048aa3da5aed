"""Words that lie on a scale: how strong ("mild", "unbearable"), how often ("daily", "most nights"), what time of day.

It knows where each word lies and not whether a question asks for it: that is for `scales`.
"""

from __future__ import annotations

__all__ = ["EARLIER", "EVERY", "HOURS", "HOUR_PHRASES", "LEVEL", "OFTEN", "OFTEN_PHRASES", "OPTION_LEVEL"]

_INTENSITY = {
    # nothing at all, or the least there is
    0.0: "none nothing nil zero absent negligible minimal tiny tiniest smallest least lowest minimum mini teeny wee xs "
    "imperceptible painless weakest cheapest shortest lightest mildest slowest unimportant "
    "awful terrible horrible worthless poor appalling dreadful disgusting inedible rubbish pathetic useless",
    # little
    0.15: "small little mild light slight slightly low minor barely weak gentle faint short basic trivial soft thin "
    "petite modest bearable tolerable beginner novice newbie bad s annoying cheap entry starter slow cold "
    "superficial hardly noticeable dull manageable compact narrow unhappy dissatisfied whenever scratch",
    # between the two
    0.5: "moderate medium average middling middle normal regular standard intermediate fair so mid decent ok okay "
    "m reasonable between halfway neutral mediocre warm meh noticeable uncomfortable",
    # much
    0.85: "big large severe strong high heavy major serious intense hot long great hard tall l urgent advanced "
    "significant considerable expert fast important good wide satisfied happy terribly awfully "
    "really badly acute critical pro premium spicy",
    # the most there is
    1.0: "largest biggest highest worst unbearable extreme extremely maximum max agonising agonizing excruciating "
    "massive huge enormous giant gigantic xl xxl jumbo emergency immediately unendurable tremendous strongest utmost "
    "excellent fastest fantastic outstanding perfect screaming killing torture dying catastrophic intolerable "
    "delicious amazing superb wonderful brilliant best spiciest hottest horrendous heaviest longest tallest "
    "greatest top",
}
LEVEL = {word: level for level, words in _INTENSITY.items() for word in words.split()}
"""How much of something a word of a reply stands for, from 0 to 1."""
OPTION_LEVEL = {w: v for w, v in LEVEL.items() if w not in ("so", "s", "m", "l", "bad", "between", "top", "really")}
"""The same for a word of an option's name."""
EVERY = {
    "day": 7.0, "morning": 7.0, "night": 7.0, "evening": 7.0, "afternoon": 7.0, "week": 1.0, "month": 0.23,
    "year": 0.02, "hour": 80.0, "minute": 2000.0, "weekend": 1.2, "fortnight": 0.5, "weekday": 5.0, "meal": 21.0,
    "quarter": 0.08,
}  # fmt: skip
"""Times a week of what is done every day, every month."""
OFTEN = {
    "never": 0.0, "daily": 7.0, "weekly": 1.0, "monthly": 0.23, "yearly": 0.02, "annually": 0.02, "hourly": 80.0,
    "rarely": 0.08, "seldom": 0.08, "hardly": 0.06, "occasionally": 0.3, "sometimes": 0.7, "often": 3.5,
    "frequently": 4.0, "regularly": 3.0, "usually": 5.0, "always": 14.0, "constantly": 30.0, "nightly": 7.0,
    "fortnightly": 0.5, "quarterly": 0.08, "biweekly": 0.5, "continuously": 40.0, "nonstop": 40.0, "everyday": 7.0,
}  # fmt: skip
"""Times a week that a word stands for."""
OFTEN_PHRASES = (
    # "most nights", "most of the time"
    (r"\bmost (?:days|nights|mornings|evenings)\b", 5.0),
    (r"\bmost of the time\b", 8.0),
    # "not once", "hardly ever", "not at all"
    (r"\bnot once\b", 0.0),
    (r"\b(?:hardly|barely|scarcely) ever\b", 0.08),
    (r"\bnot (?:at all|ever)\b", 0.0),
    # "now and then", "once in a while"
    (r"\b(?:now and (?:then|again)|from time to time|once in a while|on occasion|every so often)\b", 0.3),
    # "all the time", "24/7"
    (r"\b(?:all the time|non stop|24 7|round the clock|around the clock)\b", 40.0),
    (r"\bonce in a blue moon\b", 0.03),
    # "every other day", "every other week"
    (r"\b(?:each|every) other day\b|\bevery second day\b", 3.5),
    (r"\bevery other week\b", 0.5),
    (r"\bevery single day\b", 7.0),
    # "on Mondays", "on weekends"
    (r"\b(?:on|every|each) (?:mon|tues|wednes|thurs|fri|satur|sun)days?\b", 1.0),
    (r"\bweekends\b", 2.0),
    (r"\bweekdays\b", 5.0),
    # "I don't"
    (r"\bi do not\b|\bnot a thing\b", 0.0),
    # "nearly every day"
    (r"\balmost (?:every day|daily)\b|\bnearly every day\b", 6.0),
    # "twice in my life", "a couple of times a year"
    (r"\b(?:once|twice|1|2|one time|couple of times) in my life\b", 0.005),
    (r"\bcouple (?:of )?times a year\b", 0.04),
)
"""Times a week that several words stand for together; the first that is found counts."""
HOURS = {
    "morning": (5.0, 12.0), "dawn": (4.0, 7.0), "early": (5.0, 9.5), "breakfast": (6.0, 10.0), "noon": (11.5, 12.5),
    "midday": (11.5, 13.0), "lunchtime": (11.5, 13.5), "afternoon": (12.0, 17.0), "evening": (17.0, 22.0),
    "night": (20.0, 24.0), "tonight": (18.0, 24.0), "midnight": (23.5, 24.0), "dinner": (18.0, 20.5),
    "late": (18.0, 24.0), "dusk": (17.0, 20.0), "sunset": (17.0, 20.0), "teatime": (15.0, 17.5), "sunrise": (5.0, 7.5),
}  # fmt: skip
"""From when to when a word lasts, in hours of the day."""
HOUR_PHRASES = (
    # "after work", "at the end of the day"
    (r"\bafter work\b|\bafter (?:dinner|dark|hours)\b|\bend of the day\b|\bbedtime\b", (17.5, 22.0)),
    # "before school", "first thing", "when I wake up"
    (r"\bbefore (?:work|school|breakfast)\b|\bfirst thing\b|\bcrack of dawn\b|\bwake up\b", (6.0, 9.0)),
    # "after lunch", "before noon"
    (r"\bafter lunch\b|\bpost lunch\b", (13.0, 16.0)),
    (r"\bbefore (?:noon|lunch|midday)\b", (8.0, 12.0)),
)
"""The same for several words together."""
EARLIER = frozenset("longer earlier before older".split())
"""Words for the time before any that is named."""
