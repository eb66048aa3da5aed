"""Replies made up from facets, many thousands: what the joint network learns from before it sees the bank.

Each thing said of a state is put beside questions that ask for it and for its contrary, so that the same words mean yes
here and no there; each thing said for an option beside menus that have it, that lack it, and beside yes/no questions;
ways of not answering beside any of them. The same seed makes the same rows. It knows no features.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping, Sequence

from ..matching.questions import NOT_AN_ANSWER, UNSURE, WITHHELD
from .bank import BankReply
from .facets import Facets, Menu, State

__all__ = ["asked_of_option", "dressed", "made_replies"]

_YES_NO = ("yes", "no")
_OF_OPTION = (
    "Is it {}?",
    "So {}?",
    "{}?",
    "Would you say {}?",
    "Do you mean {}?",
    "Is the answer {}?",
    "Are we talking about {}?",
)
_BEFORE = (
    "well, ", "hmm, ", "oh, ", "I think ", "honestly, ", "to be honest ", "as far as I know ", "let me see... ", "so, ",
    "I'd say ", "erm ", "basically ", "actually ", "I guess ",
)  # fmt: skip
_AFTER = (
    ", thanks",
    " I think",
    " lol",
    "!",
    ".",
    "...",
    ", you know",
    ", I'd say",
    " tbh",
    " :)",
    ", if you must know",
)
_POLITE = ("Just to check: ", "One more thing: ", "Tell me, ", "Could you tell me: ", "OK. ", "Thanks. ")


def asked_of_option(question: str, option: str, rng: random.Random) -> str:
    """A yes/no question after one option of a menu, most times with the menu's own question before."""
    short = rng.choice(_OF_OPTION).format(option)
    return short[0].upper() + short[1:] if rng.random() < 0.25 else f"{question} {short[0].upper()}{short[1:]}"


def _mistyped(text: str, rng: random.Random) -> str:
    if len(text) < 6:
        return text
    i = rng.randrange(1, len(text) - 2)
    kinds = (text[:i] + text[i + 1 :], text[:i] + text[i + 1] + text[i] + text[i + 2 :], text[:i] + text[i] + text[i:])
    return rng.choice(kinds)


def dressed(text: str, rng: random.Random) -> str:
    """Perhaps with words around it that change nothing, in other case or with a slip of the finger."""
    if rng.random() < 0.12:
        text = rng.choice(_BEFORE) + text
    if rng.random() < 0.12:
        text = text.rstrip(".!") + rng.choice(_AFTER)
    if rng.random() < 0.05:
        text = _mistyped(text, rng)
    chance = rng.random()
    return text.capitalize() if chance < 0.1 else text.upper() if chance < 0.12 else text


def _asking(question: str, rng: random.Random) -> str:
    chance = rng.random()
    if chance < 0.08:
        return rng.choice(_POLITE) + question[0].lower() + question[1:]
    return question.lower().rstrip("?") if chance < 0.12 else question


def _saying(sayings: Mapping[str, Sequence[str]], name: str, rng: random.Random) -> str:
    """A saying with its blanks filled in, and theirs."""
    text = rng.choice(sayings[name])
    while "{" in text:
        start, stop = text.index("{"), text.index("}")
        text = text[:start] + rng.choice(sayings[text[start + 1 : stop]]) + text[stop + 1 :]
    return text


def _of_state(state: State, rng: random.Random, times: int) -> Iterator[BankReply]:
    """Each thing said, beside questions for the state and for its contrary in turn."""
    for holds, told in ((True, state.so), (False, state.not_so)):
        for said in told:
            for i in range(times):
                for_it = (i % 2 == 0) or not state.contrary
                question = rng.choice(state.asked if for_it else state.contrary).replace("{}", rng.choice(state.things))
                label = _YES_NO[holds is not for_it]
                reply = f"{label}, {said}" if rng.random() < 0.06 else said
                yield BankReply(_asking(question, rng), _YES_NO, dressed(reply, rng), label)


def _of_menu(menu: Menu, rng: random.Random, times: int) -> Iterator[BankReply]:
    """Each thing said for an option: with it on the menu, off the menu, and where one option is asked after."""
    for meant, clues in menu.clues.items():
        others = [name for name in menu.clues if name != meant]
        for said in (*clues, meant):
            for i in range(times):
                question = _asking(rng.choice(menu.asked), rng)
                beside = rng.sample(others, min(len(others), rng.choice((1, 2, 2, 3, 3, 4, 5))))
                if i % 3 == 2 and len(beside) > 1:
                    yield BankReply(question, tuple(beside), dressed(said, rng), NOT_AN_ANSWER)
                    continue
                options = [meant, *beside]
                rng.shuffle(options)
                yield BankReply(question, tuple(options), dressed(said, rng), meant)
            if said != meant:
                for option, label in ((meant, "yes"), (rng.choice(others), "no")):
                    asked = asked_of_option(rng.choice(menu.asked), option, rng)
                    yield BankReply(asked, _YES_NO, dressed(said, rng), label)


def _besides(rows: Sequence[BankReply], facets: Facets, rng: random.Random, share: float) -> Iterator[BankReply]:
    """Beside a share of the questions: not knowing, not telling, doing something else, speaking of something else."""
    for row in rows:
        if rng.random() < share:
            label = rng.choice((UNSURE, WITHHELD, NOT_AN_ANSWER, NOT_AN_ANSWER))
            astray = label == NOT_AN_ANSWER and rng.random() < 0.3
            text = rng.choice(rows).reply if astray else _saying(facets.sayings, label, rng)
            yield BankReply(row.question, row.options, text if astray else dressed(text, rng), label)


def made_replies(facets: Facets, *, seed: int = 0, times: int = 3, share: float = 0.2) -> list[BankReply]:
    """All rows, in the order of the facets; `times` how often each thing is said, `share` of them also not answered."""
    rng = random.Random(seed)
    rows = [row for state in facets.states for row in _of_state(state, rng, times)]
    rows += [row for menu in facets.menus for row in _of_menu(menu, rng, times)]
    return list(dict.fromkeys([*rows, *_besides(rows, facets, rng, share)]))
