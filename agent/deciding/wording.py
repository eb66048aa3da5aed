"""Words for a decision: plain, kind, short templates.

The domain's own words always win. A template never shows an identifier, always leaves room for "something else"
and "not sure", and never decides anything: it is given the act. Rewording by a model lives in `lm_wording`.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from ...beliefs.belief.names import any_of, being
from ...beliefs.language.defaults import SOMETHING_ELSE
from ...beliefs.language.domain import Domain, Response
from ...beliefs.language.placeholders import TO, fill, fill_anytime, names_in
from ...beliefs.language.reserved import INTENT, OTHER
from ...beliefs.refusing.levers import Side
from ...beliefs.refusing.refusal import Refusal
from ...beliefs.refusing.unlocks import Unlock
from ..amounts.units import in_print, singular
from ..matching.own_units import in_short
from ..matching.questions import PendingQuestion
from ..memory.heeding import BEYOND, WHAT_SPEAKS
from ..state.decision import Shown
from ..state.heard import Captured

__all__ = [
    "AGAIN",
    "EARLIER",
    "NOT_SURE",
    "Words",
    "amount_words",
    "ask_words",
    "assumption_words",
    "courtesy_words",
    "greeting_words",
    "refusal_words",
    "response_words",
    "settled_words",
    "side_by_side_words",
    "slots",
]

NOT_SURE = "not sure"
AGAIN = "I still need to know this:"
EARLIER = 'You said "{}", so let me make sure:'
SAID = 3
"""Places after the point that people say; more of them come from another unit."""
_COUNTED = re.compile(r"\{([\w-]+)\} ([a-z]+)\b(?!['’])")
MOST_OFFERED = 6
MOST_WAYS = 2
"""Ways out that a refusal names; the rest are in the rationale."""


@dataclass(frozen=True)
class Words:
    """What is said, and what may be picked."""

    text: str
    options: tuple[str, ...] = ()


def ask_words(question: PendingQuestion, *, again: bool = False, earlier: str = "", why: str = "") -> Words:
    """A question; a menu where options exist, always with a way out.

    Args:
        question: The question.
        again: The first time it got no answer.
        earlier: What the user said before that the answer does not go with.
        why: The domain's own words for why it is asked: whoever did not answer may not see what it is for.
    """
    lead = EARLIER.format(earlier) if earlier else AGAIN if again else ""
    text = " ".join(part for part in (lead, question.text, why if lead == AGAIN else "") if part)
    names = [option.name for option in question.options]
    if question.kind != "choice":
        return Words(text)
    if SOMETHING_ELSE not in names:
        names.append(NOT_SURE)
    return Words(text, tuple(names))


def response_words(domain: Domain, key: str, captured: Mapping[str, Captured], known: Mapping[str, str]) -> str:
    """The authored text of a response with its placeholders filled, or a plain one when nothing was authored.

    Args:
        domain: The domain.
        key: The response.
        captured: The amount of each facet of which one was told.
        known: The likeliest value of each facet that the text names, and the likeliest intent.
    """
    response = domain.responses[key]
    text = response.text or _unwritten(domain, response)
    text = _COUNTED.sub(lambda found: _counted(found, domain, captured), text)
    return fill(text, lambda name: _named(name, domain, captured, known))


def _counted(found: re.Match[str], domain: Domain, captured: Mapping[str, Captured]) -> str:
    """A placeholder with the noun that it counts, which is in the singular for one: "{nights} nights"."""
    name, noun = found.groups()
    if name not in captured or captured[name].amount != 1 or name not in domain.facets:
        return found[0]
    counts = noun in re.findall(r"\w+", f"{name} {domain.facets[name].name}".casefold())
    return f"{{{name}}} {singular(noun)}" if counts else found[0]


def slots(domain: Domain, key: str) -> frozenset[str]:
    """The facets that a response's text is filled with."""
    return names_in(domain.responses[key].text) & frozenset(domain.facets)


def refusal_words(domain: Domain, authored: str, refusal: Refusal | None, key: str | None = None) -> str:
    """A constructive refusal: which limit binds, the safe alternative, what would change it, where to appeal.

    Args:
        domain: The domain.
        authored: The refusal's own text.
        refusal: What was computed, where a limit holds something back.
        key: The refusal: where it sends people is what is left to say where no limit holds anything back.
    """
    appeal = domain.responses[key].appeal if key is not None else ""
    parts = [authored or "I can't do that safely with what I know."]
    parts += _computed(domain, refusal) if refusal is not None else [fill_anytime(appeal, domain.escalation.to)]
    return " ".join(part for part in parts if part)


def assumption_words(domain: Domain, assumptions: Mapping[str, str]) -> str:
    """What an answer takes for granted."""
    facts = [_assumed(domain, facet, value) for facet, value in assumptions.items()]
    return f"This assumes that {' and '.join(facts)}." if facts else ""


def _assumed(domain: Domain, facet: str, value: str) -> str:
    if facet == INTENT:
        return f"this is about {_listed([domain.intents[intent].name for intent in value.split('|')])}"
    values = domain.facets[facet].values
    chosen = [list(values).index(one) for one in value.split("|")]
    return being(domain.facets[facet].name, any_of([one.name for one in values.values()], chosen))


def side_by_side_words(shown: Sequence[Shown]) -> str:
    """Several answers, each with whose view it serves; nothing is averaged and none is recommended."""
    lines = [f"- For {' and '.join(part.who)}: {part.text}" for part in shown]
    return "\n".join(["People weigh this differently, so here is what each view comes to:", *lines])


def greeting_words(domain: Domain) -> Words:
    """A first line: the domain's own welcome, or what it can help with."""
    own = fill_anytime(domain.welcome, domain.escalation.to)
    return Words(own or f"Hello. {_wishes(domain)}")


def _offered(domain: Domain) -> str:
    """What can be asked for: what the domain says of itself, or its wishes."""
    return f"This is what I am for: {domain.description}" if domain.description else _wishes(domain)


def _wishes(domain: Domain) -> str:
    names = [intent.name for key, intent in domain.intents.items() if key != OTHER]
    shown = names[:MOST_OFFERED]
    return f"I can help with {_listed(shown)}{', and more' if len(names) > len(shown) else ''}."


def courtesy_words(domain: Domain, acts: Collection[str], *, first: bool = False, waits: bool = False) -> Words:
    """What is said back to a greeting, to thanks, to a goodbye, to who needs time, asks what speaks or what it does.

    Args:
        domain: The domain.
        acts: What the message does.
        first: Before anything else was said.
        waits: An open question follows, and takes the place of a welcome.
    """
    asked = [*([WHAT_SPEAKS] if "what_speaks" in acts else []), *([_offered(domain)] if "what_it_does" in acts else [])]
    if asked:
        return Words(" ".join(asked))
    if "beyond" in acts:
        return Words(BEYOND)
    if "wait" in acts:
        return Words("Take your time.")
    if waits:
        return Words("You are welcome." if "thanks" in acts else "Hello.")
    if "greet" in acts or (first and "acknowledge" in acts and len(acts) == 1):
        return greeting_words(domain)
    welcome = "You are welcome. " if "thanks" in acts else ""
    return Words(f"{welcome}{'Goodbye.' if 'bye' in acts else 'Is there anything else?'}")


def amount_words(domain: Domain, facet: str, amount: Captured) -> str:
    """An amount that was told, in the unit of its facet.

    Where the domain names no unit, its own words do: "{nights} nights" are 2 nights, and no "2 day nights".
    Of a range that is open, its one end.
    """
    if amount.amount is None:
        end, lead = (amount.low, "at least") if amount.high is None else (amount.high, "at most")
        return "" if end is None else f"{lead} {amount_words(domain, facet, Captured(amount=end))}"
    unit = domain.facets[facet].unit if facet in domain.facets else ""
    figure = f"{amount.amount:g}" if round(amount.amount, SAID) == amount.amount else in_short(amount.amount)
    return f"{figure} {in_print(singular(unit) if figure == '1' else unit)}".strip() if unit else figure


def settled_words(domain: Domain, facet: str) -> str:
    """That what a user says of something does not count against who settled it."""
    name, person = domain.facets[facet].name, domain.escalation.to
    return f"{name[:1].upper()}{name[1:]} was settled by {person}; I can't change it, but you can ask for a person."


def _listed(names: Sequence[str]) -> str:
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} or {names[-1]}"


def _named(name: str, domain: Domain, captured: Mapping[str, Captured], known: Mapping[str, str]) -> str:
    """What a placeholder stands for, as people read it."""
    if name == TO:
        return domain.escalation.to
    if name == INTENT:
        return domain.intents[known[INTENT]].name if INTENT in known else ""
    if name in captured and (told := amount_words(domain, name, captured[name])):
        return told
    if name not in domain.facets:
        return ""
    return domain.facets[name].values[known[name]].name if name in known else domain.facets[name].name


def _unwritten(domain: Domain, response: Response) -> str:
    if response.kind == "escalate":
        return f"I'd like {domain.escalation.to} to look at this with you. I'll pass on what you told me."
    if response.kind == "refuse":
        return "I can't do that safely with what I know."
    return f"Here is what I can tell you about {response.name}." if response.name else "Here is what I can tell you."


def _computed(domain: Domain, refusal: Refusal) -> list[str]:
    """The sentences that follow from the mathematics: limit, alternative, what would change it, appeal."""
    found = [f"What holds me back is the limit on {refusal.limit.name}."]
    if refusal.alternative is not None:
        found.append(f"What I can do instead: {refusal.alternative.name}.")
    ways = [_way(domain, unlock) for unlock in refusal.unlocks[:MOST_WAYS]]
    if ways:
        found.append(f"It would change if {'; or if '.join(ways)}.")
    if refusal.appeal:
        found.append(f"If you think this is wrong: {refusal.appeal}")
    return found


def _way(domain: Domain, unlock: Unlock) -> str:
    """What would have to be said; by whom, wherever the user's own words are not all that it takes."""
    vouched = f"{domain.escalation.to} confirmed that {_facts(unlock, 'operator')}"
    if unlock.who == "both":
        return f"you told me that {_facts(unlock, 'user')} and {vouched}"
    return _facts(unlock, "user") if unlock.who == "user" else vouched


def _facts(unlock: Unlock, side: Side) -> str:
    """The answers of one side."""
    facts = zip(unlock.answers, unlock.by, strict=True)
    return " and ".join(being(subject.name, value.name) for (subject, value), by in facts if by == side)
