"""What is simulated: domain, users, planner, seed. Plain JSON, so that it can be kept, compared and sent to workers.

How it is run (workers, batch size, where) is no part of it, because it must not change a bit of the outcome.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from hashlib import sha256
from math import isfinite
from pathlib import Path
from typing import Annotated, Literal, cast

from pydantic import BaseModel, ConfigDict, Field, JsonValue, ValidationError

from ...agent.state.mind import Mind
from ...beliefs.belief.model import compile_domain
from ...beliefs.deciding.policy import Policy
from ...beliefs.errors import DialogError, UnknownName
from ...beliefs.language.domain import Domain
from ...beliefs.loading import load_domain
from ...beliefs.planning.planning import Planner, planner
from ..files.embedded import embedded_domain
from ..files.shipped import find
from .personas import Cast, load_cast, ordinary

__all__ = ["Fidelity", "LocalUser", "Setting", "adjusted", "domain_at", "mind_of", "personas_for", "planner_at"]

Fidelity = Literal["belief", "text"]


class LocalUser(BaseModel):
    """A local language model that words what simulated users say."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    folder: str
    fingerprint: str
    """Which model it is; where it lies is no part of what is simulated."""


class Setting(BaseModel):
    """One simulation."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    domain: Domain
    cast: Cast
    episodes: Annotated[int, Field(ge=1, le=10**9)]
    fidelity: Fidelity = "belief"
    planner: str = ""
    """Name, with its options after a colon: ``greedy:bonus=0.1``; empty is the domain's own."""
    seed: Annotated[int, Field(ge=0)] = 0
    context: str | None = None
    reader: Literal["encoder", "clear"] = "encoder"
    """For text: `clear` reads every message as it was meant."""
    held_out: Annotated[float, Field(ge=0, le=0.9)] = 0.3
    """For text: share of each intent's examples that users say and the reader was never shown."""
    user: LocalUser | None = None
    """For text: who words what users say; phrases where nobody is named."""

    def to_json(self) -> dict[str, JsonValue]:
        """Plain JSON types."""
        return cast("dict[str, JsonValue]", self.model_dump(mode="json", by_alias=True, exclude_defaults=True))

    @property
    def digest(self) -> str:
        """Equal for equal simulations; the order of intents and facets is part of one, because draws follow it."""
        found = self.to_json()
        if isinstance(user := found.get("user"), dict):
            found["user"] = {**user, "folder": ""}
        return sha256(json.dumps(found).encode()).hexdigest()


def domain_at(wanted: str) -> Domain:
    """A domain by its path or as an example's name; empty is the built-in one."""
    return load_domain(find(wanted)) if wanted else embedded_domain()


def personas_for(wanted: str, given: Path | None, domain: Domain) -> Cast:
    """Personas from a file, or the domain's own, or from ``personas.yaml`` beside it, or ordinary users."""
    if given is None and domain.personas:
        return load_cast(find(wanted), compile_domain(domain), within=True)
    beside = find(wanted).parent / "personas.yaml" if wanted else None
    path = given or (beside if beside is not None and beside.is_file() else None)
    return ordinary() if path is None else load_cast(path, compile_domain(domain))


def mind_of(setting: Setting) -> Mind:
    """Compile a setting; a planner that nobody named is the domain's own, calibrated where that was done.

    Raises:
        EdgewiseError: The planner, an option or the context does not exist.
    """
    model = compile_domain(setting.domain)
    if setting.context is not None and setting.context not in model.domain.contexts:
        raise UnknownName("context", setting.context, model.domain.contexts)
    return Mind(Policy(model, planner_at(setting.planner) if setting.planner else None))


def planner_at(wanted: str) -> Planner:
    """A planner by its name, with its options after a colon.

    Raises:
        UnknownName: There is no such planner, or it has no such option.
        DialogError: An option cannot be read.
    """
    name, _, options = wanted.partition(":")
    try:
        return planner(name, **_options(options))
    except (TypeError, ValueError) as error:
        raise DialogError(f"planner {wanted!r}: {error}", hint="for example greedy:bonus=0.1") from error


def adjusted(domain: Domain, changes: Mapping[str, float]) -> Domain:
    """A domain with some numbers changed, by their path: ``budget.questions``, ``objectives.safety.limit.at_most``.

    Raises:
        DialogError: There is no such number, or the domain cannot have it.
    """
    raw = domain.model_dump(mode="json", by_alias=True)
    for path, value in changes.items():
        *steps, last = path.split(".")
        here: object = raw
        for step in steps:
            here = cast("dict[str, object]", here).get(step) if isinstance(here, dict) else None
        if not isinstance(here, dict) or last not in here:
            raise DialogError(f"the domain has no {path!r}", hint="for example budget.questions or curiosity")
        whole = isinstance(cast("dict[str, object]", here)[last], int) and float(value).is_integer()
        cast("dict[str, object]", here)[last] = int(value) if whole else value
    try:
        return Domain.model_validate(raw)
    except ValidationError as error:
        told = "; ".join(f"{'.'.join(map(str, flaw['loc']))}: {flaw['msg']}" for flaw in error.errors())
        raise DialogError(f"the domain cannot be changed like this: {told}") from error


def _options(text: str) -> dict[str, object]:
    found: dict[str, object] = {}
    for part in filter(None, text.split(",")):
        key, equals, value = part.partition("=")
        if not equals:
            raise ValueError(f"{part!r} is not key=value")
        found[key.strip()] = _number(value.strip())
    return found


def _number(text: str) -> object:
    for kind in (int, float):
        try:
            found = kind(text)
        except ValueError:
            continue
        if not isfinite(found):
            raise ValueError(f"{text!r} is not finite")
        return found
    if text.casefold() not in ("true", "false"):
        raise ValueError(f"{text!r} is no number")
    return text.casefold() == "true"
