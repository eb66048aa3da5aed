"""A user's own values, in the user's hands: shown, set, weighed by hand, forgotten.

What matters to a user is moved by what they say and choose, never by what they are; here they say it outright, and
that settles it. Weights by hand go before everything, and a mode says whose values count at all. Pure transitions;
none of them can pass a limit, because weights only choose among what limits leave.
"""

from __future__ import annotations

from typing import cast

from ...beliefs.belief.evidence import Evidence
from ...beliefs.belief.statements import attested
from ...beliefs.deciding.pluralism import panel_of
from ...beliefs.errors import EdgewiseError, UnknownName
from ...beliefs.language.domain import Domain
from ...beliefs.language.reserved import OWN_VALUES
from ...beliefs.values.limits import weight_vector
from ..deciding.choosing import Step, close, decide, stance_of
from ..memory.unasked import asked_about, unasked
from ..state.decision import told
from ..state.dialogue import DialogueState
from ..state.events import Control
from ..state.mind import Mind, belief_of, fact_key, ledger_of, written

__all__ = ["about_values", "own_values_words", "values_control", "without_own_values"]


def values_control(mind: Mind, state: DialogueState, control: Control) -> Step:
    """Show, set or forget what matters to the user."""
    if control.do == "forget":
        plain: DialogueState = {**state, "ledger": written(without_own_values(ledger_of(state)), []), "weights": {}}
        choices = asked_about(mind.model, state, OWN_VALUES)
        plain = {**plain, "asked": [name for name in state["asked"] if name not in choices]}
        return _anew(mind, plain, "I have forgotten what you told me about what matters to you.")
    if control.do == "edit":
        return _edited(mind, state, control)
    return close(state, told(about_values(mind, state), "values"))


def about_values(mind: Mind, state: DialogueState) -> str:
    """What the agent goes by, in words."""
    domain = mind.domain
    if state["weights"]:
        return f"I weigh things as you told me: {_by_hand(domain, state['weights'])}. You can change that at any time."
    believed = own_values_words(mind, state)
    if believed:
        return f"What I think matters to you: {believed}. You can change that at any time."
    weights = weight_vector(mind.model, state["context"])
    listed = {name: float(w) for name, w in zip(domain.objectives, weights, strict=True) if w}
    return (
        f"You have not told me what matters to you, so I weigh things as this service does: {_listed(domain, listed)}."
    )


def own_values_words(mind: Mind, state: DialogueState) -> str:
    """The user's profile as it is believed, the most probable first; nothing where the domain has none."""
    if OWN_VALUES not in mind.model.facet_index:
        return ""
    marginal = belief_of(mind, state).facet(mind.model.facet_index[OWN_VALUES])
    names = [profile.name for profile in mind.domain.profiles.values()]
    order = sorted(zip(names, marginal, strict=True), key=lambda entry: -entry[1])
    return ", ".join(f"{name} ({p:.0%})" for name, p in order)


def without_own_values(ledger: list[Evidence]) -> list[Evidence]:
    """The ledger without anything about the user's own values."""
    return [item for item in ledger if item.statement.facet != OWN_VALUES]


def _edited(mind: Mind, state: DialogueState, control: Control) -> Step:
    if control.mode:
        moved = cast(DialogueState, {**state, "mode": control.mode})
        try:
            panel_of(mind.model, stance_of(moved))
        except EdgewiseError:
            return close(state, told("Nobody else's values are known here, so I can only go by yours.", "values"))
        return _anew(mind, moved, f"From now on I {_MODES[control.mode]}.")
    if control.weights:
        moved = cast(DialogueState, {**state, "weights": dict(control.weights)})
        return _anew(mind, moved, f"I will weigh things as you say: {_by_hand(mind.domain, control.weights)}.")
    if not control.value:
        return close(state, told(f"Tell me what matters to you. {_choices(mind.domain)}".strip(), "values"))
    if control.value not in mind.domain.profiles:
        raise UnknownName("profile", control.value, mind.domain.profiles)
    said = Evidence(
        key=fact_key(OWN_VALUES), source="user", turn=state["turn"], statement=attested(OWN_VALUES, control.value)
    )
    ledger = written(without_own_values(ledger_of(state)), [said])
    name = mind.domain.profiles[control.value].name
    return _anew(mind, {**state, "ledger": ledger, "weights": {}}, f"What matters to you is {name}: I will go by that.")


def _anew(mind: Mind, state: DialogueState, text: str) -> Step:
    """Say what was noted; where something was wanted already, decide it anew."""
    if state["pending"] is None:
        return close(state, told(text, "values"))
    return decide(mind, {**unasked(state), "notices": [*state["notices"], text]})


def _choices(domain: Domain) -> str:
    names = [profile.name for profile in domain.profiles.values()]
    return f"It could be one of these: {', '.join(names)}." if names else ""


def _by_hand(domain: Domain, weights: dict[str, float]) -> str:
    """Weights that a user gave, with what they leave out: nobody sets an objective to nothing without being told so."""
    left = [objective for name, objective in domain.objectives.items() if not weights.get(name)]
    nothing = (f"{one.name} 0%{' (its limit still holds)' if one.limit is not None else ''}" for one in left)
    return ", ".join([_listed(domain, weights), *nothing])


def _listed(domain: Domain, weights: dict[str, float]) -> str:
    total = sum(weights.values()) or 1.0
    order = sorted(weights.items(), key=lambda entry: -entry[1])
    return ", ".join(f"{domain.objectives[name].name} {w / total:.0%}" for name, w in order if w > 0)


_MODES = {
    "steer": "go by your own values",
    "overton": "show what people with different values would choose, side by side",
    "distributional": "speak for one of the people concerned at a time, each as often as their share",
    "collective": "look for what is fairest to everyone concerned",
}
