"""Smoother words for a decision, by a local language model, under the decision and the domain's principles.

Draft, critique against each principle, revise; bounded rounds. The model never sees what a user, a tool or a document
said, only the template's words: nothing can be smuggled through it into what another party reads. What the domain's
author or the host wrote is left alone. Whatever fails (a check, a principle, the model) leaves the template.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import cast

import numpy as np

from ...beliefs.errors import EdgewiseError
from ...beliefs.language.domain import Domain
from ..deciding.wording_check import lost
from ..log.logged import QUOTE
from ..models.language_model import GAP, LanguageModel, Prompt, Row, Sampling
from ..state.decision import Decision
from ..state.dialogue import DialogueState

__all__ = ["PRINCIPLES", "LMWording"]

PRINCIPLES = (
    "It is short, plain and kind.",
    "It says nothing that the original does not say.",
    "It neither blames nor flatters the reader.",
)
"""Used where a domain has none of its own."""

REWORDED = ("ask", "answer", "refuse", "escalate")
DRAFT = "Say the following in your own plain, kind and short words. Keep every number, name, condition and negation."
JUDGE = f"{GAP}\nDoes the text keep to the principle? Answer yes or no."


class LMWording:
    """Rewords decisions; hand it to `Agent.load` as ``wording``."""

    def __init__(
        self, domain: Domain, lm: LanguageModel, *, principles: Sequence[str] = (), rounds: int = 2, seed: int = 0
    ) -> None:
        """Prepare.

        Args:
            domain: The domain; its ``principles`` are the ones that count unless others are given.
            lm: A local model.
            principles: What every text is judged by.
            rounds: Most drafts a decision; each costs one text and one batch of judgements.
            seed: Of the drafts.
        """
        self.domain = domain
        self.lm = lm
        self.principles = tuple(principles) or domain.principles or PRINCIPLES
        self.rounds = rounds
        self.seed = seed
        self._ids = _identifiers(domain)

    def __call__(self, decision: Decision, state: DialogueState) -> Decision:
        """The decision in other words, or as it was: its act, options and everything else never change.

        A quote of the user before it stays as it is, and the model does not see it.
        """
        if decision.act not in REWORDED or decision.source != "template" or self._authored(decision):
            return decision
        quote = QUOTE.match(decision.text)
        lead, rest = ("", decision.text) if quote is None else (quote[0], decision.text[quote.end() :].strip())
        try:
            text = self._reworded(decision.model_copy(update={"text": rest}), self.seed + state["turn"])
        except EdgewiseError:
            return decision
        said = f"{lead} {text}".lstrip()
        return decision if text is None else decision.model_copy(update={"text": said, "source": "model"})

    def _reworded(self, decision: Decision, seed: int) -> str | None:
        names, broken, draft = self._names(decision), tuple[str, ...](), ""
        for round_ in range(self.rounds):
            prompt = _prompt(decision.text, self.principles, draft, broken)
            draft = self.lm.generate([prompt], Sampling(most_tokens=_room(decision.text), seed=seed + round_))[0]
            draft = draft.strip().strip('"')
            missing = lost(decision.text, draft, names, self._ids)
            broken = (f"Keep what was lost: {missing}.",) if missing else self._broken(decision.text, draft)
            if not broken:
                return draft
        return None

    def _broken(self, template: str, draft: str) -> tuple[str, ...]:
        """Principles that the draft breaks: "no" is likelier than "yes", and more so than for the template."""
        rows = [
            Row(f"Principle: {principle}\nText: {text}", word)
            for principle in self.principles
            for text in (template, draft)
            for word in ("yes", "no")
        ]
        scores = self.lm.score(Prompt("You judge texts by written principles.", JUDGE, "Answer: "), rows).mean
        margins = scores.reshape(len(self.principles), 2, 2) @ np.array([1.0, -1.0])
        return tuple(p for p, (own, new) in zip(self.principles, margins, strict=True) if new < min(own, 0.0))

    def _authored(self, decision: Decision) -> bool:
        """Whether somebody chose these words."""
        if decision.side_by_side or decision.also:
            return True
        question = self.domain.questions.get(decision.question or "")
        response = self.domain.responses.get(decision.response or "")
        return bool((question and question.text) or (response and response.text))

    def _names(self, decision: Decision) -> tuple[str, ...]:
        """Phrases that must survive: options, facts, the limit, the alternative, the ways out, where to turn."""
        facets = [facet.name for facet in self.domain.facets.values()]
        values = [value.name for facet in self.domain.facets.values() for value in facet.values.values()]
        intents = [intent.name for intent in self.domain.intents.values()]
        responses = [response.name for response in self.domain.responses.values()]
        objectives = [objective.name for objective in self.domain.objectives.values()]
        refusal = tuple(_strings(decision.refusal))
        known = (*facets, *values, *intents, *responses, *objectives, self.domain.escalation.to, *refusal)
        return (*decision.options, *(name for name in known if len(name) > 2))


def _prompt(template: str, principles: Sequence[str], draft: str, broken: Sequence[str]) -> Prompt:
    told = "\n".join(f"- {principle}" for principle in principles)
    wrong = f'\n\nAn earlier attempt: "{draft}"\nWhat was wrong with it: {" ".join(broken)}' if broken else ""
    return Prompt(f"{DRAFT}\nPrinciples:\n{told}", f"{template}{wrong}")


def _room(text: str) -> int:
    return 32 + len(text) // 2


def _identifiers(domain: Domain) -> tuple[str, ...]:
    values = [value for facet in domain.facets.values() for value in facet.values]
    return (*domain.intents, *domain.facets, *domain.responses, *domain.questions, *values)


def _strings(found: object) -> list[str]:
    """The names that a refusal holds: limit, alternative, facts, appeal."""
    if isinstance(found, Mapping):
        fields = cast("Mapping[str, object]", found)
        own = [str(fields["name"])] if isinstance(fields.get("name"), str) else []
        own += [str(fields["appeal"])] if fields.get("appeal") else []
        return own + [name for value in fields.values() for name in _strings(value)]
    if isinstance(found, (list, tuple)):
        return [name for value in cast("Sequence[object]", found) for name in _strings(value)]
    return []
