"""Playing a dialogue: one event after another through the agent's pure step, reader and all.

Used by scripts and by simulated users. A restart keeps what a store's file keeps, and nothing else.
It decides nothing and compares nothing.
"""

from __future__ import annotations

import logging
import math
from collections.abc import Callable
from dataclasses import dataclass

from ...agent.deciding.choosing import Step
from ...agent.memory.hearing import utterance_in
from ...agent.state.dialogue import DialogueState, new_dialogue
from ...agent.state.events import Acted, Control, Controlled, PersonAct, Said, Trouble
from ...agent.state.heard import Heard, Reader
from ...agent.state.mind import Mind, question_named
from ...agent.turn import step
from ...agent.words.speech_acts import speech_acts
from ...beliefs.belief.answers import outcomes
from ...beliefs.belief.model import Model
from .script import Means

__all__ = ["SURE", "Player", "heard_as"]

SURE = 0.97
"""Probability that a message means what a script says it means."""


@dataclass
class Player:
    """One dialogue under way."""

    mind: Mind
    reader: Callable[[], Reader]
    """Called when a message has to be read: what is told needs no reader."""
    state: DialogueState

    @classmethod
    def fresh(
        cls, mind: Mind, reader: Callable[[], Reader], name: str = "", *, seed: int = 0, context: str | None = None
    ) -> Player:
        """A dialogue in which nothing was said."""
        return cls(mind, reader, new_dialogue(name, seed=seed, context=context))

    def say(self, text: str, means: Means | None = None) -> Step:
        """Say something as the user; a message that cannot be read is warned of, and trouble as in a live session."""
        if means is not None:
            return self.take(heard_as(self.mind, self.state, text, means))
        try:
            heard = self.reader().read([utterance_in(self.mind.model, self.state, text)])[0]
        except Exception as error:
            what = f"{type(error).__name__}: {error}"
            logging.getLogger(__name__).warning("a message could not be read (%s): %.200r", what, text)
            return self._moved(step(self.mind, self.state, Trouble(type(error).__name__, text)))
        return self.take(heard)

    def take(self, heard: Heard) -> Step:
        """Take a message that was read."""
        return self._moved(step(self.mind, self.state, Said(heard)))

    def act(self, deed: PersonAct) -> Step:
        """Do something as the person at the desk."""
        return self._moved(step(self.mind, self.state, Acted(deed)))

    def control(self, used: Control) -> Step:
        """Use a control."""
        return self._moved(step(self.mind, self.state, Controlled(used)))

    def restart(self) -> None:
        """Kill the process here: what comes back is what another agent finds in the same SQLite file."""
        from .restarting import reopened

        self.state = reopened(self.mind, self.state)
        self.mind = Mind(self.mind.policy, self.mind.deadline_s)

    def _moved(self, taken: Step) -> Step:
        self.state = taken.state
        return taken


def heard_as(mind: Mind, state: DialogueState, text: str, means: Means) -> Heard:
    """A message that means what it is said to mean.

    Raises:
        ValueError: It answers a question that was not asked, or in a way that the question does not know.
    """
    if means.answer:
        _check_answer(mind.model, state["pending"], means.answer)
    return Heard(
        text=text,
        intents=_intents(mind.model, means.intent) if means.intent else None,
        question=state["pending"] if means.answer else None,
        reply={means.answer: 0.0} if means.answer else {},
        facts={facet: {value: 0.0} for facet, value in means.facts.items()},
        acts=tuple(sorted({*speech_acts(text), *means.acts})),
        requests=means.intent if len(means.intent) > 1 else (),
    )


def _check_answer(model: Model, pending: str | None, answer: str) -> None:
    if pending is None:
        raise ValueError(f"it means the answer {answer!r}, and no question is open")
    known = outcomes(model, question_named(model, pending))
    if answer not in known:
        raise ValueError(f"{answer!r} is no answer to {pending!r}; the answers are {', '.join(known)}")


def _intents(model: Model, meant: tuple[str, ...]) -> tuple[float, ...]:
    """Log-likelihoods of a message that asks for these, in the model's order."""
    rest = (1 - SURE) / max(1, len(model.intents) - len(meant))
    return tuple(math.log(SURE / len(meant) if intent in meant else rest) for intent in model.intents)
