"""Personas: who talks to the agent in a simulation, as data.

They stand under ``personas`` in the domain, in ``personas.yaml`` beside it, or in any other file; without any, all are
ordinary users of the domain: intent and facets from its prior, answers as its own answer model says. Knows no words and
no chance.
"""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Literal, cast

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

from ...beliefs.belief.model import Model
from ...beliefs.errors import Flaw, nearest
from ..files.forms import Filled, flawed, read_form, read_text

__all__ = ["STYLES", "Cast", "Persona", "Style", "load_cast", "ordinary", "parse_cast"]

Style = Literal[
    "terse",
    "chatty",
    "indirect",
    "misspelt",
    "off-menu",
    "volunteers",
    "changes-mind",
    "hostile",
    "jailbreaking",
]
STYLES: tuple[Style, ...] = (
    "terse", "chatty", "indirect", "misspelt", "off-menu", "volunteers", "changes-mind", "hostile", "jailbreaking",
)  # fmt: skip

Share = Annotated[float, Field(ge=0, le=1)]


def _weights(raw: object) -> object:
    """One name, or a list of names that are equally likely."""
    names = cast("list[object]", raw) if isinstance(raw, list) else [raw]
    return dict.fromkeys(names, 1.0) if names and all(isinstance(name, str) for name in names) else cast(object, raw)


def _many(raw: object) -> object:
    return (raw,) if isinstance(raw, str) else raw


Weights = Annotated[dict[str, Annotated[float, Field(ge=0, le=1e9)]], BeforeValidator(_weights)]


class Persona(BaseModel):
    """A kind of user."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    share: Annotated[float, Field(gt=0, le=1e9)] = 1.0
    """How many of them there are, relative to the others."""
    intent: Weights = Field(default_factory=dict)
    """What they want; empty is the domain's prior."""
    facets: dict[str, Weights] = Field(default_factory=dict)
    """What is so of them; facets that are not named come from the domain's prior."""
    candor: Share = 1.0
    """Factor on the domain's candor: how truthfully they answer."""
    clarity: Share = 0.7
    """How often their first words say what they want."""
    patience: Annotated[int, Field(ge=0, le=1000)] = 1000
    """They leave when asked more questions than this."""
    unsure: Share = 0.0
    """How often they do not know an answer that others would know."""
    withheld: Share = 0.0
    """How often they do not want to say what others would say."""
    style: Annotated[tuple[Style, ...], BeforeValidator(_many)] = ()
    """How they put it, in words."""
    opening: dict[str, tuple[str, ...]] = Field(default_factory=dict)
    """Intent -> first words of theirs that the reader was never shown."""


class Cast(BaseModel):
    """All personas of a simulation."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    personas: dict[str, Persona]

    @property
    def names(self) -> tuple[str, ...]:
        """Their names, in the order written."""
        return tuple(self.personas)


def ordinary() -> Cast:
    """Everybody is an ordinary user of the domain."""
    return Cast(personas={"ordinary": Persona()})


class _Within(Cast):
    """A domain file, of which the personas alone are of interest."""

    model_config = ConfigDict(frozen=True, extra="ignore")


def load_cast(path: Path, model: Model, *, within: bool = False) -> Cast:
    """Read personas and look up their names; ``within`` reads them out of a domain's own file.

    Raises:
        DialogError: All that is wrong, each with its line.
    """
    return parse_cast(read_text(path), model, file=str(path), within=within)


def parse_cast(text: str, model: Model, *, file: str, within: bool = False) -> Cast:
    """Like `load_cast`, from text; ``file`` is only what flaws name.

    Raises:
        FormError: All that is wrong, each with its line.
    """
    filled = read_form(text, _Within if within else Cast, file=file)
    flaws = list(_unknown(filled, model))
    if not filled.value.personas:
        flaws.append(Flaw("personas", "there are none", line=filled.line("personas")))
    if flaws:
        raise flawed(file, flaws)
    return Cast(personas=filled.value.personas)


def _unknown(filled: Filled[Cast] | Filled[_Within], model: Model) -> list[Flaw]:
    found: list[Flaw] = []

    def look(name: str, known: tuple[str, ...], kind: str, *at: str) -> bool:
        if name in known:
            return True
        hint = nearest(name, known) or f"one of {', '.join(known[:12])}"
        path = ("personas", *at)
        found.append(Flaw(".".join(path), f"the domain has no {kind} {name!r}", hint, line=filled.line(*path)))
        return False

    for key, persona in filled.value.personas.items():
        for intent in (*persona.intent, *persona.opening):
            look(intent, model.intents, "intent", key, "intent" if intent in persona.intent else "opening")
        for facet, values in persona.facets.items():
            if look(facet, tuple(model.facet_index), "facet", key, "facets", facet):
                for value in values:
                    look(value, model.facet(facet).values, f"value of {facet!r}", key, "facets", facet)
    return found
