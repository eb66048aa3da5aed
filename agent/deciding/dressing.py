"""What the policy chose, in the domain's words: a decision, ready to be said.

It puts sentences of `wording` together with what the dialogue knows, and chooses nothing.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from ...beliefs.deciding.choice import Choice
from ...beliefs.deciding.rationale import plain
from ...beliefs.language.reserved import INTENT
from ..matching.questions import PendingQuestion
from ..memory.at_odds import earlier_words
from ..memory.beside import left_unanswered
from ..memory.heeding import BEYOND
from ..memory.passed_over import is_in_doubt, may_be_asked_again
from ..reading.asking import pending_question, why_ask
from ..state.decision import Decision, Shown
from ..state.dialogue import DialogueState
from ..state.heard import Captured
from ..state.mind import Mind, belief_of, fact_key
from .explain import brief
from .wording import Words, ask_words, assumption_words, refusal_words, response_words, side_by_side_words, slots

__all__ = ["dressed"]


def dressed(mind: Mind, state: DialogueState, choice: Choice) -> Decision:
    """A choice in the domain's words, with what it was made from."""
    top = choice.rationale.intents[0].of.id if choice.rationale.intents else None
    asked = pending_question(mind.policy.model, choice.question) if choice.question is not None else None
    words = _asked_words(mind, state, asked) if asked is not None else None
    shown = _side_by_side(mind, state, choice)
    text = side_by_side_words(shown) if shown else _text(mind, state, choice)
    return Decision(
        act=choice.act,
        text=words.text if words else text,
        options=words.options if words else (),
        reason=choice.reason,
        question=asked.id if asked else None,
        response=choice.response,
        intent=top,
        escalation=choice.escalation,
        assumptions=dict(choice.assumptions),
        refusal=plain(choice.refusal) if choice.refusal is not None else None,
        rationale=brief(choice.rationale),
        side_by_side=shown,
    )


def _asked_words(mind: Mind, state: DialogueState, asked: PendingQuestion) -> Words:
    """A question, with why it is asked again where it is."""
    written = mind.domain.questions.get(asked.id)
    about = written.about if written is not None else ""
    earlier = earlier_words(state, fact_key(about), answered=is_in_doubt(state["asked"], asked.id))
    why = why_ask(mind.domain, asked.id) if written is not None and written.why else ""
    again = may_be_asked_again(state["asked"], asked.id)
    words = ask_words(asked, again=again, earlier=earlier, why=why)
    return replace(words, text=f"{BEYOND} {words.text}") if again and not earlier and left_unanswered(state) else words


def _side_by_side(mind: Mind, state: DialogueState, choice: Choice) -> tuple[Shown, ...]:
    """The responses that are shown together, each with whose view it serves."""
    views = choice.rationale.views
    return tuple(
        Shown(
            response=key,
            who=tuple(view.party.name for view in views if view.response.id == key),
            text=_text(mind, state, replace(choice, response=key)),
        )
        for key in choice.shown
    )


def _text(mind: Mind, state: DialogueState, choice: Choice) -> str:
    domain = mind.domain
    assumed = choice.assumptions
    authored = _response_text(mind, state, choice.response, assumed) if choice.response is not None else ""
    if choice.act == "refuse" or choice.response is None:
        return refusal_words(domain, authored, choice.refusal, choice.response)
    return " ".join(part for part in (authored, assumption_words(domain, assumed)) if part)


def _response_text(mind: Mind, state: DialogueState, key: str, assumed: Mapping[str, str]) -> str:
    """A response's words, filled with what was told, else with what is said to be assumed or is likeliest."""
    belief, model = belief_of(mind, state), mind.model
    captured = {facet: Captured.model_validate(amount) for facet, amount in state["captured"].items()}
    facets = {facet: model.facet_index[facet] for facet in slots(mind.domain, key)}
    known = {facet: model.facets[at].values[int(belief.facet(at).argmax())] for facet, at in facets.items()}
    wish = {INTENT: model.intents[int(belief.intents.argmax())]}
    return response_words(mind.domain, key, captured, {**known, **wish, **assumed})
