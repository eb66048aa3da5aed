"""The domain language: what one YAML file (or one pydantic object) may say.

Shape only: names, types, ranges and short forms. What needs two places at once (an unknown intent in a case, a
prior that does not sum to one) is in `checks`; what is filled in when nothing is said is in `defaults`.
What counts, and for whom, is in `objectives`. Short forms are accepted wherever there is only one sensible reading:
a list of phrases is an intent, a list of values is a facet, a number is a value case that always holds.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Annotated, Literal, cast

from pydantic import AfterValidator, Field, StringConstraints, model_validator

from ..acts import ResponseKind
from .objectives import Context, Mode, Objective, Profile, Stakeholder
from .part import Part, Probability, Provenance, Raw, Score, Slug, Source, Weight
from .shorthand import cases, facet, many

__all__ = [
    "Budget",
    "Calibrated",
    "Case",
    "Condition",
    "Domain",
    "Escalation",
    "Facet",
    "Intent",
    "Question",
    "Response",
    "Value",
]


def _open_below(edge: float | None) -> float | None:
    """A bin from minus infinity on is open, as JSON knows no infinity; one from infinity on is left to be refused."""
    return None if edge == -math.inf else edge


def _open_above(edge: float | None) -> float | None:
    """The same of where a bin ends."""
    return None if edge == math.inf else edge


Low = Annotated[float | None, AfterValidator(_open_below)]
High = Annotated[float | None, AfterValidator(_open_above)]


class Intent(Part):
    """Something a user may want."""

    name: str = ""
    """What a user reads; an id is never shown."""
    description: str = ""
    examples: tuple[str, ...] = ()
    prior: Weight = 1.0
    """Relative weight; priors of all intents are normalised."""
    answer: str = ""
    """Short form of a response of kind answer."""

    @model_validator(mode="before")
    @classmethod
    def _short(cls, raw: object) -> object:
        return {"examples": tuple(cast("list[object]", raw))} if isinstance(raw, (list, tuple)) else raw or {}


class Value(Part):
    """One value of a facet."""

    name: str = ""
    synonyms: tuple[str, ...] = ()
    low: Low = None
    high: High = None
    """Bins of a number are half open: low <= x < high."""

    @model_validator(mode="before")
    @classmethod
    def _short(cls, raw: object) -> object:
        if isinstance(raw, (list, tuple)):
            return {"synonyms": tuple(cast("list[object]", raw))}
        return {"name": raw} if isinstance(raw, str) else ({} if raw is None else raw)


class Facet(Part):
    """A hidden fact other than the intent."""

    name: str = ""
    kind: Literal["choice", "yesno", "number"] = "choice"
    values: dict[Slug, Value] = Field(default_factory=dict)
    unit: str = ""
    prior: dict[str, Weight] = Field(default_factory=dict)
    prior_given: dict[str, dict[str, Weight]] = Field(default_factory=dict)
    """Per intent; an intent that is not named has ``prior``."""
    candor: Probability = 1.0
    """How truthfully a user answers about this facet."""
    candor_given: dict[str, Probability] = Field(default_factory=dict)
    guise: dict[str, Weight] = Field(default_factory=dict)
    """What someone who hides the truth would say; uniform when not given."""
    guise_given: dict[str, dict[str, Weight]] = Field(default_factory=dict)
    attest: tuple[Source, ...] = ("system", "operator")
    """Whose word settles the facet."""
    drift: Probability = 0.0
    """How much of the prior comes back in between turns: none, since what was told of a fact stays true in a talk."""
    several: bool = False
    """Several values may hold at once: then the gravest of them counts, by the limits."""
    each: bool = False
    """Two of its values are two wishes: each that a message names is served in turn."""
    of: Literal["talk", "person", "thing"] = "talk"
    """What it is a fact of: of a person or a thing it is forgotten when the talk turns to another one."""

    @model_validator(mode="before")
    @classmethod
    def _short(cls, raw: object) -> object:
        return facet(raw)


class Condition(Part):
    """Intent and facets that must hold; every entry is one value or a list of them."""

    intent: tuple[str, ...] = ()
    facets: dict[str, tuple[str, ...]] = Field(default_factory=dict)

    @model_validator(mode="before")
    @classmethod
    def _short(cls, raw: object) -> object:
        if not isinstance(raw, Mapping):
            return raw
        given = dict(cast(Raw, raw))
        facets: object = given.pop("facets", None)
        intent = given.pop("intent", None)
        merged = {**(cast(Raw, facets) if isinstance(facets, Mapping) else {}), **given}
        return {"intent": many(intent), "facets": {str(k): many(v) for k, v in merged.items()}}


class Case(Part):
    """A value that holds under a condition; in a list the first match wins."""

    when: Condition | None = None
    value: Score
    provenance: Provenance | None = None

    @model_validator(mode="before")
    @classmethod
    def _short(cls, raw: object) -> object:
        return {"value": raw} if isinstance(raw, (int, float, str)) and not isinstance(raw, bool) else raw


class Question(Part):
    """Something the agent may ask."""

    about: str
    """A facet's id, or ``intent``."""
    text: str = ""
    why: str = ""
    """The reason for the question, told on request."""
    cost: Annotated[float, Field(ge=0, le=2)] = 0.05
    among: tuple[str, ...] = ()
    """For a question about the intent: the readings that it contrasts."""
    only_if: Condition | None = None
    unless: Condition | None = None
    synonyms: dict[str, tuple[str, ...]] = Field(default_factory=dict)
    examples: dict[str, tuple[str, ...]] = Field(default_factory=dict)
    """Ways to tell a value in other words, asked for or not, compared by meaning."""
    replies: dict[str, tuple[str, ...]] = Field(default_factory=dict)
    """What is said in answer to this very question, and may tell nothing by itself: "the other one, then"."""
    reliability: Annotated[float, Field(gt=0, le=1)] = 0.95
    unsure: Probability = 0.05
    withheld: Probability = 0.02
    unsure_given: dict[str, Probability] = Field(default_factory=dict)
    withheld_given: dict[str, Probability] = Field(default_factory=dict)


class Response(Part):
    """Something the agent may do other than ask."""

    kind: ResponseKind = "answer"
    name: str = ""
    text: str = ""
    """Wording; ``{facet}`` is replaced by the captured value."""
    intents: Annotated[tuple[str, ...], Field(alias="for")] = ()
    """What it serves; without value cases it is right for these intents and wrong for others."""
    values: dict[str, tuple[Case, ...]] = Field(default_factory=dict)
    appeal: str = ""
    """For refusals: where to take the matter."""
    needs: tuple[str, ...] = ()
    """Facets whose exact value the answer uses; assumed values are stated."""
    unit: str = ""
    """Unit of the number that it gives: who asks for it in another unit is told."""
    provenance: Provenance | None = None
    """Who decided its values, where a case does not say it of its own."""

    @model_validator(mode="before")
    @classmethod
    def _short(cls, raw: object) -> object:
        if not isinstance(raw, Mapping):
            return raw
        given = dict(cast(Raw, raw))
        served = "for" if "for" in given else "intents"
        if isinstance(given.get(served), str):
            given[served] = many(given[served])
        values = given.get("values")
        if isinstance(values, Mapping):
            given["values"] = {str(k): cases(v) for k, v in cast(Raw, values).items()}
        return given


class Escalation(Part):
    """When a person decides, and who."""

    to: str = "a colleague"
    red_flags: tuple[Condition, ...] = ()
    red_flag_above: Probability = 0.5
    other_above: Probability = 0.8
    surprises: Annotated[int, Field(ge=1)] = 2
    """Surprising replies in a row after which a person is asked."""


class Budget(Part):
    """How much asking a request bears."""

    questions: Annotated[int, Field(ge=0, le=100)] = 5
    menu: Annotated[int, Field(ge=2, le=9)] = 4
    """Most readings that a generated menu offers."""
    cost: Annotated[float, Field(ge=0, le=2)] = 0.05
    """Cost of a generated question."""


class Calibrated(Part):
    """What rehearsing this very domain found about choosing questions: written by ``edgewise calibrate``."""

    of: Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{16}$")]
    """Digest of the domain without this block: another domain does not use it."""
    planner: Literal["greedy", "search"]
    bonus: Annotated[float, Field(ge=0, le=10)] = 0.0
    trust: Probability = 1.0
    budget: Annotated[int, Field(ge=0, le=100)] = 0
    cheapest: Annotated[float, Field(ge=0, le=2)] = 0.0
    leaf: tuple[float, ...] = ()
    """Coefficients of `leaf.FEATURES`; none where responding now is all that a leaf is worth."""


class Domain(Part):
    """One domain, as written; see `defaults.complete` for what is filled in."""

    name: Slug
    title: str = ""
    description: str = ""
    welcome: str = ""
    intents: dict[Slug, Intent]
    objectives: dict[Slug, Objective] = Field(default_factory=dict)
    facets: dict[Slug, Facet] = Field(default_factory=dict)
    questions: dict[Slug, Question] = Field(default_factory=dict)
    responses: dict[Slug, Response] = Field(default_factory=dict)
    stakeholders: dict[Slug, Stakeholder] = Field(default_factory=dict)
    profiles: dict[Slug, Profile] = Field(default_factory=dict)
    contexts: dict[Slug, Context] = Field(default_factory=dict)
    mode: Mode = "steer"
    scoring: Literal["chebyshev", "linear"] = "chebyshev"
    drift: Probability = 0.0
    escalation: Escalation = Escalation()
    budget: Budget = Budget()
    planner: str = "search"
    calibration: Calibrated | None = None
    curiosity: Weight = 0.0
    principles: tuple[str, ...] = ()
    """Written principles that a rewording by a model is checked against."""
    phrases: Annotated[str, Field(exclude=True, repr=False)] = ""
    """A file beside the domain with more examples of its intents and answers; they are read with it."""
    personas: Annotated[dict[Slug, dict[str, object]], Field(exclude=True, repr=False)] = Field(default_factory=dict)
    """Who talks to it in simulations, as in a file ``personas.yaml``; no part of what is decided, nor of its digest."""
