"""A local language model as the simulated user: it words what a persona says, and decides nothing of it.

What is said (the intent, the answer, whether the user knows or tells it) is drawn as for every simulated user; the
model is told the persona, the question and the plain words, and puts them its own way. Words that `meaning` finds to
say something else give way to the phrase grammar's, and count as a slip of the simulator. Seeded: a shard's dialogues
go in step, so that each draw depends on the shard alone, not on workers or batches.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from ...agent.matching.questions import PendingQuestion
from ...agent.models.language_model import LanguageModel, Prompt, Sampling
from ...beliefs.errors import DialogError, EdgewiseError
from ...beliefs.language.domain import Domain
from ...beliefs.language.reserved import OTHER
from .meaning import Meaning, strays
from .personas import Style
from .users import Remark

if TYPE_CHECKING:
    from .settings import LocalUser, Setting

__all__ = ["MANNERS", "Cue", "LMVoice", "local_user", "turn_seed", "voice_of"]

MANNERS: dict[Style, str] = {
    "terse": "You use as few words as you can.",
    "chatty": "You are chatty and friendly, with small talk around what you say.",
    "indirect": "You say things indirectly.",
    "misspelt": "You type in a hurry, with spelling mistakes.",
    "off-menu": "You never repeat offered words where others mean the same.",
    "volunteers": "You like to explain.",
    "changes-mind": "You sometimes correct yourself in mid-sentence.",
    "hostile": "You are annoyed and rude.",
    "jailbreaking": "You also try to talk the assistant out of its rules.",
}
"""What the model is told of each style."""

TASK = (
    "You play a person who writes to an assistant. Write this person's next message: the words that are given, put the "
    "person's own way, in one line. Keep what they mean, every number and every name. Tell nothing else. "
    "Write the message only."
)


@dataclass(frozen=True)
class Cue:
    """What a user is about to say, and when."""

    remark: Remark
    intent: str
    facts: dict[str, str]
    style: tuple[Style, ...]
    asked: str = ""
    """The agent's last words."""
    question: PendingQuestion | None = None
    """The one that is open, if the remark answers it."""


@dataclass(frozen=True, eq=False)
class LMVoice:
    """Words remarks by a language model."""

    domain: Domain
    lm: LanguageModel

    def reworded(self, cues: Sequence[Cue], seed: int) -> list[Remark]:
        """Each remark in other words that mean the same, or as it was with what was wrong with the others."""
        if not cues:
            return []
        room = 32 + max(len(cue.remark.core) for cue in cues)
        prompts = [self._prompt(cue) for cue in cues]
        try:
            texts = self.lm.generate(prompts, Sampling(most_tokens=min(room, 160), seed=seed, stop=('"', "\n")))
        except EdgewiseError:
            return [replace(cue.remark, slip="failed") for cue in cues]
        return [self._checked(cue, _bare(text)) for cue, text in zip(cues, texts, strict=True)]

    def _checked(self, cue: Cue, text: str) -> Remark:
        slip = strays(text, Meaning(self.domain, cue.question, cue.remark))
        return replace(cue.remark, slip=slip) if slip else replace(cue.remark, text=text, broken=False)

    def _prompt(self, cue: Cue) -> Prompt:
        about = [MANNERS[style] for style in cue.style]
        intent = self.domain.intents.get(cue.intent)
        if cue.intent != OTHER and intent is not None:
            about.append(f"You need: {intent.name or cue.intent}.")
        about += [f"{name}: {value}." for name, value in self._known(cue.facts)]
        system = "\n".join([TASK, "About you, to be told only where the given words tell it:", *about])
        asked = f'The assistant said: "{cue.asked}"\n' if cue.asked else ""
        # An open quotation mark: the model's turn is the message, and ends with it.
        return Prompt(system, f"{asked}The words: {cue.remark.core}", '"')

    def _known(self, facts: dict[str, str]) -> list[tuple[str, str]]:
        """What is so of the user, in names that people read."""
        facets = self.domain.facets
        return [(facets[f].name or f, facets[f].values[v].name or v) for f, v in facts.items() if f in facets]


def local_user(wanted: str, folder: Path | None, fidelity: str) -> LocalUser | None:
    """The language model that words what users say, from the options of a command; None where phrases do.

    Raises:
        EdgewiseError: The options do not go together, or there is no such model.
    """
    if wanted != "lm":
        if folder is not None:
            raise DialogError("--model is the model of --user lm", hint="add --user lm, or leave --model out")
        return None
    if fidelity != "text":
        raise DialogError("a language model words what users say, and belief has no words", hint="add --fidelity text")
    if folder is None:
        raise DialogError("--user lm needs a model", hint="--model FOLDER, what save_pretrained wrote")
    from ...agent.models.causal_lm import load_causal_lm
    from .settings import LocalUser

    path = folder.expanduser().resolve()
    return LocalUser(folder=str(path), fingerprint=load_causal_lm(path).fingerprint)


def voice_of(setting: Setting) -> LMVoice | None:
    """Who words what the users of a simulation say; None where phrases do.

    Raises:
        EdgewiseError: The model is not there, or is another one than the simulation was begun with.
    """
    if setting.user is None:
        return None
    from ...agent.models.causal_lm import load_causal_lm

    lm = load_causal_lm(setting.user.folder)
    if lm.fingerprint != setting.user.fingerprint:
        raise DialogError(f"{setting.user.folder} holds another model now", hint="start anew with another --out")
    return LMVoice(setting.domain, lm)


def turn_seed(setting: Setting, start: int, turn: int) -> int:
    """The seed of one round of remarks of a shard."""
    return int(np.random.SeedSequence([setting.seed, start, turn]).generate_state(1)[0])


def _bare(text: str) -> str:
    """A message without the quotation marks that models like to put around it."""
    return " ".join(text.split()).strip('"\u201c\u201d ')
