"""What was told before and is said otherwise now, where the first weighs more: neither is taken for granted.

"My daughter sleeps underneath", then "books" when it is asked what the shelf carries: the second word is no word on
the first, and what could break a limit must not be forgotten for it. One of the two is meant, and it is asked about
again, once; only that answer settles it, or words that put something right ("actually", "no, I meant"). What is
graver than was told before replaces it at once, and where it is but hinted at it is asked about again. "Not sure", "as
I said" and vaguer words take nothing back. Where several things may hold at once, both do, and nothing is asked again.
However rare one of them is, it counts as much as the other (`either`).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from textwrap import shorten
from typing import cast

import numpy as np

from ...beliefs.arrays import shares_of as shares_of_wish
from ...beliefs.belief.evidence import Evidence
from ...beliefs.deciding.choice import Stance
from ...beliefs.language.domain import Domain
from ...beliefs.refusing.stakes import graver
from ..state.dialogue import DialogueState, Hint, said_by_user
from ..state.heard import Heard
from ..state.mind import Mind, fact_key, ledger_of
from ..words.corrections import corrected
from ..words.repeating import only_repeats
from ..words.turning import TURNS
from .either import Array, either, shares_of
from .resuming import LEANING

__all__ = ["asked_again", "at_odds", "earlier_words", "hinted_at", "quoted", "undecided"]

CLEARLY = 0.8
"""Share of one value from which it was told, and not only hinted at."""

POSSIBLY = 0.05
"""Share of an intent from which a message may want it."""

HELD = 0.5
"""Least share of a value that is told beside others, as a part of the greatest share."""

SINCE = "since"
"""Where evidence is at odds: the turn in which the graver of the two was told."""

LONGEST_QUOTE = 80


def at_odds(mind: Mind, state: DialogueState, heard: Heard, items: Sequence[Evidence]) -> dict[str, Evidence]:
    """By key, what counts in place of what a message says: that one of two things is meant, or what was told before."""
    if heard.source != "user":
        return {}
    told = {item.key: item for item in ledger_of(state) if item.source == "user"}
    contrary = {} if _puts_right(state, heard) else _contrary(mind, state, heard, items, told)
    hints = _hints(mind, state, heard, told, items)
    return {**hints, **contrary}  # what was told outright is not forgotten for a hint


def asked_again(domain: Domain, odds: Mapping[str, Evidence]) -> set[str]:
    """Questions about what is at odds."""
    over = undecided(odds)
    return {name for name, question in domain.questions.items() if fact_key(question.about) in over}


def undecided(odds: Mapping[str, Evidence]) -> set[str]:
    """Keys under which one of two things is meant."""
    return {key for key, item in odds.items() if _is_open(item)}


def earlier_words(state: DialogueState, key: str, *, answered: bool = False) -> str:
    """The user's own words that what was said last does not go with, or that were no plain answer; else empty."""
    told = next((item for item in ledger_of(state) if item.key == key), None)
    if told is None:
        return ""
    turn = told.meta.get(SINCE, told.turn if answered else None)
    said = (line["text"] for line in state["lines"] if line["turn"] == turn and line["role"] == "user")
    return quoted(next(said, ""))


def quoted(text: str) -> str:
    """A text as it is quoted: no longer than it takes to know it again."""
    return shorten(text, LONGEST_QUOTE, placeholder=" ...")


def _contrary(
    mind: Mind, state: DialogueState, heard: Heard, items: Sequence[Evidence], told: Mapping[str, Evidence]
) -> dict[str, Evidence]:
    """By key, what counts where something was told before that does not go with what is said now."""
    began = max((item.turn for item in ledger_of(state) if item.key == LEANING), default=-1)
    found: dict[str, Evidence] = {}
    said = {item.key: item for item in items}
    for position, space in enumerate(mind.model.facets):
        now, before = said.get(fact_key(space.id)), told.get(fact_key(space.id))
        if now is None or before is None:
            continue
        facet = mind.domain.facets.get(space.id)
        of, anew = facet.of if facet is not None else None, now.statement.kind != "answer" and before.turn <= began
        if facet is not None and facet.several:
            counts = _both(mind, state, position, before, now)
        elif of == "thing" and anew:
            continue  # another request, about another thing
        else:
            wanted = _wanted(heard) if anew and of != "person" else None
            counts = _instead(mind, state, position, before, now, wanted)
        found |= {} if counts is None else {counts.key: counts}
    return found


def hinted_at(state: DialogueState, heard: Heard, items: Sequence[Evidence]) -> dict[str, Hint]:
    """What was hinted at in this request and not told since; a hint is kept until something is told of the same."""
    known = {item.key for item in (*ledger_of(state), *items)}
    hints: dict[str, Hint] = dict(state.get("hinted", {}))
    if heard.source == "user":
        hints |= {name: Hint(values=list(values), turn=state["turn"]) for name, values in heard.hints.items()}
    return {name: hint for name, hint in hints.items() if fact_key(name) not in known}


def _hints(
    mind: Mind, state: DialogueState, heard: Heard, told: Mapping[str, Evidence], items: Sequence[Evidence]
) -> dict[str, Evidence]:
    """By key, that what is hinted at may be meant: it is graver than what is told, or nothing was known.

    So may what is hinted at beside a fact that is only told by the way, in the same breath or before: "it's dry, the
    shower only runs in the morning", then "dry, I said". Who is asked outright is taken at their word, but not for what
    they said before.
    """
    found: dict[str, Evidence] = {}
    said = {item.key: item for item in items}
    for facet, values in heard.hints.items():
        now, known = said.get(fact_key(facet)), told.get(fact_key(facet))
        if known is None and now is not None and now.statement.kind == "claim" and not _several(mind.domain, facet):
            known = now
        if known is not None and not _is_open(known):
            now = (now or known).model_copy(update={"turn": state["turn"]})
            found |= _may_be(mind, state, now, facet, Hint(values=list(values), turn=state["turn"]))
    for facet, hint in state.get("hinted", {}).items():
        now = said.get(fact_key(facet))
        if (
            facet in mind.model.facet_index
            and now is not None
            and (now.statement.kind == "claim" or _adds_nothing(state, hint["turn"]))
        ):
            found |= _may_be(mind, state, now, facet, hint)
    return found


def _several(domain: Domain, facet: str) -> bool:
    """Whether several values of a facet may hold at once: then what is named counts beside what is hinted at."""
    return facet in domain.facets and domain.facets[facet].several


def _may_be(mind: Mind, state: DialogueState, now: Evidence, facet: str, hint: Hint) -> dict[str, Evidence]:
    """By its key, evidence that leaves open what is hinted at beside what is told ``now``, if that is graver."""
    space, at = mind.model.facet(facet), mind.model.facet_index[facet]
    places = [space.values.index(value) for value in hint["values"] if value in space.values]
    shares = shares_of(now, space.values)
    arbiter = mind.policy.rules(Stance(state["context"])).arbiter
    meant = [place for place in places if graver(arbiter, at, place, int(shares.argmax()))]
    if places and _says_nothing(now, space.values):
        meant, shares = places, np.full(len(shares), 1 / len(shares))
    if not meant:
        return {}
    hinted = np.full(len(shares), 0.1 / len(shares))
    hinted[meant] += 0.9 / len(meant)
    return {now.key: either(mind, state, at, now, (shares + hinted) / 2, {SINCE: hint["turn"]})}


def _says_nothing(item: Evidence, names: Sequence[str]) -> bool:
    """Whether evidence is that somebody does not know, or does not say."""
    return max(item.statement.outcomes, key=item.statement.outcomes.__getitem__) not in names


def _puts_right(state: DialogueState, heard: Heard) -> bool:
    """Whether a message is meant to replace what was said before."""
    other_answer = heard.question is not None and heard.question != state["pending"]
    right = corrected(heard.text) != heard.text if heard.puts_right is None else heard.puts_right
    said = not {"correct", *TURNS.values()}.isdisjoint(heard.acts) or right
    return other_answer or said or bool(heard.taken_back)


def _is_open(item: Evidence) -> bool:
    """Whether evidence says that one of two things is meant."""
    return SINCE in item.meta


def _wanted(heard: Heard) -> list[int] | None:
    """Positions of the intents that a message may want; nothing where it says none, which may be any.

    "How far is the Moon?", then "how big is Mars?": what could go wrong with moons alone is no reason to doubt Mars.
    """
    if heard.intents is None:
        return None
    return np.flatnonzero(shares_of_wish(np.asarray(heard.intents)) >= POSSIBLY).tolist()


def _instead(
    mind: Mind,
    state: DialogueState,
    facet: int,
    before: Evidence,
    now: Evidence,
    wanted: Sequence[int] | None,
) -> Evidence | None:
    """What counts instead of what is said now, if something graver was clearly told before, or nothing is told now.

    Graver is what could break a limit where one of the intents ``wanted`` is meant; any, when not given.
    """
    names = mind.model.facets[facet].values
    was, says = shares_of(before, names), shares_of(now, names)
    clearly = _clear(was, HELD * float(was.max()) if _is_open(before) else CLEARLY)
    if _is_open(before) and now.statement.kind == "answer":
        since = cast(int, before.meta[SINCE])
        return before if _adds_nothing(state, since) else None  # the answer to what was asked again
    if _says_nothing(now, names):
        return before if clearly else None
    other = int(says.argmax())
    if int(was.argmax()) == other and was[other] > says[other] and not _is_open(before):
        return before
    arbiter = mind.policy.rules(Stance(state["context"])).arbiter
    if not any(graver(arbiter, facet, one, other, wanted) for one in clearly):
        return None
    if not _is_open(before):
        return either(mind, state, facet, now, (was + says) / 2, {SINCE: before.turn})
    if other in clearly:
        return before
    return either(mind, state, facet, now, _alike(len(names), [*clearly, other]), before.meta)


def _adds_nothing(state: DialogueState, since: int) -> bool:
    """Whether the user's last message only says once more what stood in that of a turn."""
    return since < state["turn"] and only_repeats(said_by_user(state)[-1], said_by_user(state, since))


def _both(mind: Mind, state: DialogueState, facet: int, before: Evidence, now: Evidence) -> Evidence | None:
    """What counts where several values may hold: what was told before and is graver, with what is graver than that."""
    names = mind.model.facets[facet].values
    if _says_nothing(before, names):
        return None  # what left it open holds nothing against the answer to the same question
    was, says = shares_of(before, names), shares_of(now, names)
    held = _clear(was, max(HELD * float(was.max()), CLEARLY / len(names)))
    if _says_nothing(now, names):
        return before if held else None
    more = _clear(says, HELD * float(says.max()))
    arbiter = mind.policy.rules(Stance(state["context"])).arbiter
    earlier = [one for one in held if any(graver(arbiter, facet, one, other) for other in more)]
    later = [one for one in more if any(graver(arbiter, facet, one, other) for other in held)]
    if not earlier:
        surer = more == held and float(was.max()) > float(says.max())
        return before if surer else None
    if set(later) <= set(earlier):
        return before
    return either(mind, state, facet, now, _alike(len(names), [*earlier, *later]), {})


def _clear(shares: Array, least: float) -> list[int]:
    return np.flatnonzero(shares >= least).tolist()


def _alike(count: int, values: Sequence[int]) -> Array:
    """Shares of values of which one is meant as likely as another; a little is left to the rest."""
    shares = np.full(count, 0.04 / count)
    shares[list(values)] += 0.96 / len(set(values))
    return shares
