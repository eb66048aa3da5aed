"""Free text made plain: capped, lower-cased, contractions and slang spelt out, emoji named.

It decides nothing about meaning; it only makes the many spellings of one wording look alike, so that the
rules in `speech_acts`, `options` and `quantities` can stay short. Long runs of the same are cut short, for patterns
that look for words between words take ever longer in them. Nothing here ever raises on odd input.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import lru_cache

__all__ = ["MAX_CHARACTERS", "PlainText", "close_spelling", "evened", "one_slip", "plain_text", "stem"]

MAX_CHARACTERS = 2000
"""How much of a reply is read: a reply to a question is short, and a megabyte must cost nothing."""

_HEAD = MAX_CHARACTERS * 3 // 4

_EMOJI = {
    "👍": " yes ", "👌": " yes ", "✅": " yes ", "✔": " yes ", "☑": " yes ", "🆗": " yes ", "💯": " yes ",
    "👎": " no ", "❌": " no ", "🙅": " no ", "🚫": " no ", "✖": " no ", "🤷": " i do not know ",
    "🤔": " hmm ", "🤐": " no comment ", "🙊": " no comment ", "❓": " ? ", "❔": " ? ", "🙏": " please ",
    "\ufe0f": "", "\u200d": "", "♂": "", "♀": "",
}  # fmt: skip

_SLANG = {
    "u": "you", "ur": "your", "r": "are", "y'all": "you", "pls": "please", "plz": "please", "plss": "please",
    "thx": "thanks", "thnx": "thanks", "ty": "thanks", "tnx": "thanks", "cheers": "thanks", "ta": "thanks",
    "idk": "i do not know", "dunno": "i do not know", "donno": "i do not know", "dno": "i do not know",
    "dk": "i do not know", "idek": "i do not know", "iunno": "i do not know", "nty": "no thank you",
    "nowt": "nothing", "owt": "anything", "summat": "something", "nuffin": "nothing", "nuthin": "nothing",
    "nvm": "never mind", "nevermind": "never mind", "ofc": "of course", "obvs": "obviously",
    "def": "definitely", "defo": "definitely", "definately": "definitely", "defs": "definitely",
    "prolly": "probably", "prob": "probably", "probs": "probably", "probly": "probably", "mebbe": "maybe",
    "mayb": "maybe", "gonna": "going to", "wanna": "want to", "gotta": "got to", "gimme": "give me",
    "lemme": "let me", "cuz": "because", "coz": "because", "cos": "because", "bc": "because", "w/o": "without",
    "cannot": "can not", "cant": "can not", "dont": "do not", "doesnt": "does not", "didnt": "did not",
    "isnt": "is not", "arent": "are not", "wasnt": "was not", "werent": "were not", "havent": "have not",
    "hasnt": "has not", "hadnt": "had not", "wont": "will not", "wouldnt": "would not",
    "couldnt": "could not", "shouldnt": "should not", "aint": "is not", "im": "i am", "ive": "i have",
    "id": "id", "thats": "that is", "hes": "he is", "shes": "she is", "whats": "what is",
    "wheres": "where is", "whos": "who is", "theres": "there is", "theyre": "they are", "youre": "you are",
    "lets": "let us", "nobodys": "nobody is",
    "noones": "no one is", "nothings": "nothing is", "everyones": "everyone is",
    "yw": "", "tbh": "", "imo": "", "lol": "", "haha": "", "hahaha": "", "lmao": "",
    "mate": "mate", "bro": "", "tho": "though", "smth": "something", "sth": "something", "ppl": "people",
    "rn": "right now", "asap": "as soon as possible", "yo": "yo", "mins": "minutes", "dnt": "do not",
    "wdym": "what do you mean", "ngl": "", "iirc": "if i remember correctly", "afaik": "as far as i know",
    "kinda": "kind of", "sorta": "sort of", "nope": "no", "nop": "no", "nah": "no", "naw": "no",
    "yeah": "yes", "yep": "yes", "yup": "yes", "yess": "yes", "yea": "yes", "yeh": "yes", "yah": "yes",
    "yass": "yes", "yas": "yes", "noo": "no", "noooo": "no", "yes": "yes",
}  # fmt: skip

_NO_OWNER = "".join(rf"(?<!\b{word} )" for word in "about at by for from in of on to with".split())
"""What "its" does not come after where it is an "it's": "its broken"; not "on its last legs"."""

_NO_OWNS = r"(?:not|an?|too|very|quite|so|always|already|just|still|only|also|probably|nearly|almost|about)\b"
"""Words that follow "is", and nobody's own thing: "dad's not", "the room's very"."""
_ONES = "one|two|three|four|five|six|seven|eight|nine"
_FIGURE_ALONE = (
    rf"(?:\d+|(?:twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)(?:[- ](?:{_ONES}))?|{_ONES}|ten|eleven|twelve|"
    r"(?:thir|four|fif|six|seven|eigh|nine)teen)"
    r"(?= *(?:[,.;!?)]|$)| (?:and|but|years?|months?|weeks?|days?|old|now|next|already|today|tomorrow|with|has|who)\b)"
)
"""A number that counts nothing that follows, as an age does."""

_CONTRACTIONS = [
    (re.compile(r"\bw/o\b"), "without"),
    (re.compile(r"\bno probs?\b"), "no problem"),
    (re.compile(r"\bid (?=rather|prefer|like|love|say|sooner|guess|hope|appreciate)"), "i would "),
    (re.compile(r"\b(?:ain't)\b"), "is not"),
    (re.compile(r"\bcan't\b"), "can not"),
    (re.compile(r"\bwon't\b"), "will not"),
    (re.compile(r"\bshan't\b"), "shall not"),
    (re.compile(r"n't\b"), " not"),
    (re.compile(r"\bi'm\b"), "i am"),
    (re.compile(r"\blet's\b"), "let us"),
    (re.compile(rf"{_NO_OWNER}\bits\b"), "it is"),
    (re.compile(r"'re\b"), " are"),
    (re.compile(r"'ve\b"), " have"),
    (re.compile(r"'ll\b"), " will"),
    (re.compile(r"\b(i|you|he|she|we|they|it)'d\b"), r"\1 would"),
    (
        re.compile(
            # "it's", "everything's fine", "whatever's easier"; not "everybody's business"
            r"\b(it|he|she|that|what|where|who|there|here|how|why|when|nobody|nothing|everything|something|anything|"
            r"whatever|whichever)'s\b"
        ),
        r"\1 is",
    ),
    (
        re.compile(
            # "mum's 83", "my daughter's ten and hot", "dad's not well"; not "my mum's two tablets",
            # "my sister's car", "today's 5"
            rf"\b(?!\w*day's|tomorrow's|tonight's|let's)([a-z]{{2,}})'s(?= (?:{_NO_OWNS}|{_FIGURE_ALONE}))"
        ),
        r"\1 is",
    ),
]


_SQUARE = re.compile(r"(^|\d|\s)(m|ft)(?:\^?2)\b")
"""Square metres and feet, which would fall apart into a letter and a figure."""

_CUBIC = re.compile(r"(\d|\d\s)(m|cm|ft)(?:\^?3)\b")
"""Cubic metres and feet likewise: "25 m3"."""

_POWER = re.compile(r"(?<![\w.,])(\d+(?:\.\d+)?e[+-]?\d)(?!\w)")
"""A figure with its power of ten: "1e3"."""

_GREETING = re.compile(
    r"(?<!\ba )(?<!\bthe )(?<!\bin )\bgood (?:morning|afternoon|evening|day)\b(?! (?:slot|time|would|is)\b)"
)
"""A greeting, which tells of no time of day."""

_NO_NO = re.compile(
    # "no no the large one", "no, no, it is"; not "no no-claims bonus", "no, no sugar"
    r"\bno(?:(?: ,)? no)+(?: ,)?(?= (?:the|an?|i|it|its|he|she|we|you|they|that|this|these|those|my|our|not|just|"
    r"only|sorry|wait|hang|hold)\b)|\bno(?: no)+(?= [,.!])"
)
"""A no said several times over, which denies nothing of what follows it."""

_PLACE = r"(?:\d*[02-9])?(?:1st|2nd|3rd)\b|\d+th\b"
"""A place in a row: "21st", and not "14st", which is a weight."""


@dataclass(frozen=True)
class PlainText:
    """A message in its plain form."""

    raw: str
    """The capped original, without control characters."""
    plain: str
    """Lower case, spelt out, words and punctuation separated by single spaces."""
    words: tuple[str, ...]
    """The words of `plain` without punctuation."""

    @property
    def bare(self) -> str:
        """The words alone, with a space between them."""
        return " ".join(self.words)

    @property
    def asks(self) -> bool:
        """Whether it ends in a question mark."""
        return self.raw.rstrip(" !.)\"'").endswith("?")


def _cap(text: str) -> str:
    if len(text) <= MAX_CHARACTERS:
        return text
    return text[:_HEAD] + " " + text[-(MAX_CHARACTERS - _HEAD) :]


def _emoji(character: str) -> str:
    if character in _EMOJI:
        return _EMOJI[character]
    category = unicodedata.category(character)
    if category == "Sk" and ord(character) > 0x1F000:
        return ""  # a skin tone
    if category == "So" and ord(character) > 0x2000:
        name = unicodedata.name(character, "").lower()
        return " " + re.sub(r"\b(large|heavy|black|white|sign|symbol|face)\b", "", name) + " "
    if category in ("Cc", "Cf", "Cs", "Co", "Cn"):
        return " " if character in "\n\t\r\v\f" else ""
    return character


def _squeeze(word: str) -> str:
    """Turn "yesssss" into "yes" and "soooo" into "so": no English word has three of one letter in a row."""
    return re.sub(r"([a-z])\1{2,}", r"\1", word)


def _spell_out(word: str) -> str:
    word = _squeeze(word)
    return _SLANG.get(word, word)


@lru_cache(maxsize=4096)
def plain_text(text: str) -> PlainText:
    """Make a message plain; anything goes in, and at most `MAX_CHARACTERS` of it are read."""
    capped = _cap(text)
    quotes = capped.translate({0x2019: "'", 0x2018: "'", 0x201C: '"', 0x201D: '"', 0xBA: "°", 0xB4: "'"})
    shown = "".join(map(_emoji, quotes.replace("½", " 1/2").replace("¼", " 1/4").replace("¾", " 3/4")))
    shown = " ".join(unicodedata.normalize("NFKC", shown).split())
    plain = shown.lower()
    plain = _CUBIC.sub(r"\1 cubic \2", _SQUARE.sub(r"\1 sq\2", plain))
    plain = _GREETING.sub("hello", plain)
    plain = _POWER.sub(lambda found: f"{float(found[1]):.10g}", plain)
    for pattern, expansion in _CONTRACTIONS:
        plain = pattern.sub(expansion, plain)
    pieces = re.findall(rf"{_PLACE}|\d+(?:[.,]\d+)*|[^\W\d_]+(?:'[^\W\d_]+)?|[^\w\s]|_", plain)
    plain = " ".join(" ".join(map(_spell_out, pieces)).split())
    plain = _NO_NO.sub(lambda found: "no" if found.string[found.end() :][:2] in (" ,", " .", " !") else "no ,", plain)
    words = tuple(re.findall(rf"{_PLACE}|\d+(?:[.,]\d+)*|[^\W\d_]+(?:'[^\W\d_]+)?", plain))
    return PlainText(shown, plain, words)


def stem(word: str) -> str:
    """A crude stem, enough to let "weekly" meet "week" and "crashes" meet "crash"."""
    for ending in ("ingly", "edly", "ing", "ies", "ied", "ness", "ers", "ed", "es", "ly", "er", "s", "e", "y"):
        if word.endswith(ending) and len(word) - len(ending) >= 3:
            base = word[: -len(ending)]
            if ending in ("ing", "ed", "er", "ers") and len(base) > 3 and base[-1] == base[-2]:
                base = base[:-1]
            return base
    return word


def one_slip(a: str, b: str) -> bool:
    """Whether one letter was dropped, added or swapped with its neighbour (not replaced: "coat" is no "boat")."""
    if len(a) == len(b):
        different = [i for i in range(len(a)) if a[i] != b[i]]
        if len(different) == 2 and {a[i] for i in different} <= {*"aeiou"} and sorted(a) == sorted(b):
            return True  # "vedio"
        if len(different) == 1:
            return a[different[0]] in "aeiou" and b[different[0]] in "aeiou"
        i = different[0]
        return different == [i, i + 1] and a[i] == b[i + 1] and a[i + 1] == b[i]
    short, long = sorted((a, b), key=len)
    return any(long[:i] + long[i + 1 :] == short for i in range(len(long)))


@lru_cache(maxsize=65536)
def close_spelling(written: str, meant: str) -> bool:
    """Whether one word is probably a misspelling of the other."""
    if written == meant:
        return True
    if min(len(written), len(meant)) < 4 or abs(len(written) - len(meant)) > 2 or written[0] != meant[0]:
        return False
    if min(len(written), len(meant)) == 4 and max(len(written), len(meant)) <= 5:
        return one_slip(written, meant)
    if len(written) == len(meant) and one_slip(written, meant):
        return True
    matcher = SequenceMatcher(None, written, meant, autojunk=False)
    return matcher.quick_ratio() >= 0.8 and matcher.ratio() >= 0.8


_KEPT = 8
"""How much of a run is left: so many signs, or so many times the same words."""
_BLANKS = re.compile(r"\s{9,}")
_SIGNS = re.compile(r"\W{25,}")
_SAME_WORDS = re.compile(r"(?P<once>\b(?P<words>\w{1,20}(?:\W{1,3}\w{1,20}){0,3}?)\W{1,3})(?:(?P=words)\W{1,3}){8,}")


def evened(text: str) -> str:
    r"""The text with its long runs cut short.

    >>> evened("oh, " * 1000 + "yes"), evened("a" + " " * 50 + "b"), evened("a" + "! " * 50 + "b")
    ('oh, oh, oh, oh, oh, oh, oh, oh, yes', 'a  b', 'a! ! ! ! b')
    """
    text = _BLANKS.sub(lambda run: "\n\n" if "\n" in run[0] else "  ", text)
    text = _SIGNS.sub(lambda run: run[0][:_KEPT], text)
    return _SAME_WORDS.sub(lambda run: run["once"] * _KEPT, text)
