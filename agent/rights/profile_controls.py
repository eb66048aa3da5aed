"""The user's own profile, in the user's hands: show, switch on and off, put right, forget, explore.

Pure: changes the copy in the dialogue's state; the session keeps it across sessions. A profile speaks of intents
alone and never touches a limit.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import cast

from ...beliefs.belief.profile import UserProfile, corrected, forgotten
from ...beliefs.language.domain import Domain
from ..deciding.choosing import Step, close
from ..state.decision import told
from ..state.dialogue import DialogueState, Json
from ..state.events import Control

__all__ = ["profile_control", "profile_of", "with_profile"]

MOST_SHOWN = 8


def profile_control(domain: Domain, state: DialogueState, control: Control) -> Step:
    """Carry one of the profile's controls out."""
    changed, text = _DEEDS[control.do](domain, state, control)
    return close(changed, told(text, "profile"))


def profile_of(state: DialogueState) -> UserProfile | None:
    """The user's profile, if there is one."""
    return None if state["profile"] is None else UserProfile.model_validate(state["profile"])


def with_profile(state: DialogueState, profile: UserProfile | None) -> DialogueState:
    """The state with another profile."""
    return {**state, "profile": None if profile is None else cast(Json, profile.model_dump(mode="json"))}


def _show(domain: Domain, state: DialogueState, control: Control) -> tuple[DialogueState, str]:
    profile = profile_of(state)
    if profile is None:
        return state, "You have no profile. I can remember what you usually ask about, if you switch it on."
    counts = sorted(profile.counts.items(), key=lambda entry: -entry[1])[:MOST_SHOWN]
    listed = ", ".join(f"{domain.intents[i].name} ({n:.1f})" for i, n in counts if i in domain.intents and n >= 0.05)
    on = "on" if profile.enabled else "off"
    rate = f" I set it aside in {state['explore_rate']:.0%} of your requests." if state["explore_rate"] else ""
    half = f"An entry counts half after {profile.half_life:g} days."
    return state, f"Your profile is {on}. It says: {listed or 'nothing yet'}. {half}{rate}"


def _on(domain: Domain, state: DialogueState, control: Control) -> tuple[DialogueState, str]:
    profile = (profile_of(state) or UserProfile()).model_copy(update={"enabled": True})
    text = "I will remember what you usually ask about. You can see, change or delete it at any time."
    return with_profile(state, profile), text


def _off(domain: Domain, state: DialogueState, control: Control) -> tuple[DialogueState, str]:
    profile = profile_of(state)
    if profile is None:
        return state, "You have no profile."
    off = profile.model_copy(update={"enabled": False})
    return with_profile(state, off), "Your profile is off: I neither use it nor add to it."


def _edit(domain: Domain, state: DialogueState, control: Control) -> tuple[DialogueState, str]:
    if not control.intent:
        return state, "Tell me which entry to change."
    profile = corrected(profile_of(state) or UserProfile(), control.intent, control.number or 0.0)
    text = f"Your profile now has {control.number or 0:g} for {domain.intents[control.intent].name}."
    return with_profile(state, profile), text


def _forget(domain: Domain, state: DialogueState, control: Control) -> tuple[DialogueState, str]:
    profile = profile_of(state)
    if profile is None:
        return state, "There is nothing to forget: you have no profile."
    return with_profile(state, forgotten(profile)), "I have forgotten what you asked about before."


def _explore(domain: Domain, state: DialogueState, control: Control) -> tuple[DialogueState, str]:
    rate = min(1.0, 0.1 if control.number is None else control.number)
    changed: DialogueState = {**state, "explore_rate": rate}
    return changed, f"I will set your profile aside in {rate:.0%} of your requests."


_DEEDS: dict[str, Callable[[Domain, DialogueState, Control], tuple[DialogueState, str]]] = {
    "show": _show,
    "on": _on,
    "off": _off,
    "edit": _edit,
    "forget": _forget,
    "explore": _explore,
}
