"""Dialogues as data for training others: one JSON object a line, chat messages first.

Every turn keeps the act with its value vectors, the limit that bound it, the reason in words and what the
alternatives were, as pairs with both vectors instead of one number. Where stakeholders disagree about the best
option, their shares are kept, never a majority. Fields and their types are the same in every line of every domain, so
that loaders need no script: what a domain names freely is a list of named entries, nothing is null, and no list is
empty in every line.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import cast

import numpy as np

from ...agent.state.mind import Mind
from ...beliefs.language.provenance import decisions, told
from ..files.record_parts import id_of, listed
from ..reports.report_data import paths_of, said_in, talks_in
from ..simulation.judging import Columns, Judge
from ..simulation.settings import Setting
from ..simulation.shards import Folder

__all__ = ["OUTCOMES", "Exchanged", "Writer", "lines_of"]

Json = dict[str, object]
OUTCOMES = ("success", "harm", "regret", "process")
"""What a dialogue was worth in the user's true state, which nobody knows of dialogues that took place: there ``known``
is false, and the rest says nothing."""

UNKNOWN: Json = {"success": False, "harm": False, "regret": 0.0, "process": 0.0}


@dataclass(frozen=True)
class Exchanged:
    """One turn: what the user said, if anything, and what was decided."""

    user: str
    decision: Json
    said: str | None = None
    """What the agent said, where it is known to be other words than the decision's."""


def lines_of(path: Path, setting: Setting, mind: Mind, columns: Columns) -> Iterator[Json]:
    """One object a dialogue, for the first of them that the columns hold."""
    writer = Writer(mind, setting.context)
    for episode, turns in enumerate(_simulated(path, setting, mind, columns)):
        worth: Json = {
            name: bool(columns[name][episode]) if name in ("success", "harm") else float(columns[name][episode])
            for name in OUTCOMES
        }
        yield writer.line(turns, worth, _provenance(setting, mind, columns, episode))


def _simulated(path: Path, setting: Setting, mind: Mind, columns: Columns) -> Iterator[list[Exchanged]]:
    if setting.fidelity == "text":
        for talk in talks_in(Folder(path), len(columns["act"])):
            lines = cast("list[Json]", talk["lines"])
            yield [Exchanged(str(line["user"]), cast(Json, line["decision"])) for line in lines]
        return
    for path_ in paths_of(path, columns):
        yield [Exchanged(said_in(mind.model, path_, n), path_[n]) for n in range(len(path_))]


class Writer:
    """What is the same for all dialogues with one agent in one context."""

    def __init__(self, mind: Mind, context: str | None) -> None:
        """Compile the stakeholders' values."""
        self.mind = mind
        self.judge = Judge(mind.policy, context)
        self.authors = sorted({told(one.by) for one in decisions(mind.domain) if one.by is not None})

    def line(self, turns: Sequence[Exchanged], outcome: Json, provenance: Json) -> Json:
        """One dialogue."""
        shown = [self._turn(number, turn.decision) for number, turn in enumerate(turns)]
        return {
            "messages": [message for turn in turns for message in _messages(turn)],
            "turns": shown,
            "tier": max((cast(int, turn["tier"]) for turn in shown), default=-1),
            "outcome": {"known": bool(outcome), **(outcome or UNKNOWN)},
            "provenance": {**provenance, "domain": self.mind.domain.name, "values_set_by": "; ".join(self.authors)},
        }

    def _turn(self, number: int, decision: Json) -> Json:
        """One decision with everything that was weighed."""
        record = cast(Json, decision.get("rationale") or {})
        options = [_option(one) for one in listed(record.get("options"))]
        binding = id_of(record.get("withheld_by"))
        return {
            "turn": number,
            "act": decision["act"],
            "question": decision.get("question") or "",
            "response": decision.get("response") or "",
            "reason": record.get("sentence") or "",
            "constraint": binding,
            "tier": self._tier(binding),
            "belief": [{"name": id_of(one["of"]), "p": one["probability"]} for one in listed(record.get("intents"))],
            "options": options,
            "questions": [_question(one) for one in listed(record.get("questions"))],
            "preferences": _preferences(decision, record, options),
            "stakeholders": self._stakeholders(options),
        }

    def _tier(self, binding: str) -> int:
        """The tier of the limit that binds; -1 where none does."""
        objective = self.mind.domain.objectives.get(binding)
        return objective.limit.tier if objective is not None and objective.limit is not None else -1

    def _stakeholders(self, options: list[Json]) -> list[Json]:
        """Which of the admissible options each stakeholder would have: shares, not votes."""
        allowed = [option for option in options if option["admissible"]]
        if not allowed:
            return []
        order = self.judge.arbiter.values.objectives
        vectors = np.array([[_value(option, name) for name in order] for option in allowed])
        if self.judge.parties:
            share = self.judge.shares / self.judge.shares.sum()
            groups = zip(self.mind.domain.stakeholders, share, self.judge.parties, strict=True)
        else:  # the domain's own weights stand for everybody
            groups = [("", 1.0, self.judge.arbiter)]
        return [
            {
                "stakeholder": name,
                "share": float(s),
                "response": allowed[int(party.worth(vectors).argmax())]["response"],
            }
            for name, s, party in groups
        ]


def _provenance(setting: Setting, mind: Mind, columns: Columns, episode: int) -> Json:
    return {
        "source": "simulated",
        "planner": setting.planner or mind.domain.planner,
        "seed": setting.seed,
        "episode": episode,
        "fidelity": setting.fidelity,
        "texts": "plain",
        "persona": list(setting.cast.names)[int(columns["persona"][episode])],
        "intent": mind.model.intents[int(columns["intent"][episode])],
    }


def _messages(turn: Exchanged) -> Iterator[Json]:
    if turn.user:
        yield {"role": "user", "content": turn.user}
    said = _said(turn.decision) if turn.said is None else turn.said
    if said:
        yield {"role": "assistant", "content": said}


def _said(decision: Json) -> str:
    """Everything that was said, in order: notices, earlier requests of the same message, the decision's own words."""
    notices = [str(notice) for notice in cast("list[object]", decision.get("notices") or [])]
    served = [_said(part) for part in listed(decision.get("also"))]
    return "\n".join(part for part in (*notices, *served, str(decision.get("text") or "")) if part)


def _option(raw: Json) -> Json:
    return {
        "response": id_of(raw["response"]),
        "kind": raw["kind"],
        "values": _vector(raw["expected"], raw["tails"]),
        "admissible": raw["admissible"],
        "blocked_by": id_of(raw["blocked_by"]),
    }


def _question(raw: Json) -> Json:
    return {"question": id_of(raw["question"]), "value": raw["value"], "bits": raw["gain_bits"], "cost": raw["cost"]}


def _preferences(decision: Json, record: Json, options: list[Json]) -> list[Json]:
    """What was chosen, before each of the options that were not, with both vectors and the reason."""
    if decision["act"] == "ask":
        best = next((one for one in options if one["response"] == id_of(record.get("best_now"))), None)
        if best is None:
            return []
        nothing: list[Json] = []
        chosen: Json = {"act": "ask", "name": decision.get("question") or "", "values": nothing}
        rejected = {"act": best["kind"], "name": best["response"], "values": best["values"]}
        return [{"chosen": chosen, "rejected": rejected, "because": record.get("sentence") or ""}]
    found = next((one for one in options if one["response"] == decision.get("response")), None)
    if found is None:
        return []
    chosen = {"act": found["kind"], "name": found["response"], "values": found["values"]}
    return [
        {
            "chosen": chosen,
            "rejected": {"act": one["kind"], "name": one["response"], "values": one["values"]},
            "because": "ranked lower" if one["admissible"] else f"breaks the limit on {one['blocked_by']}",
        }
        for one in options
        if one is not found
    ]


def _vector(expected: object, tails: object) -> list[Json]:
    """The expected value on each objective, and the tail of the loss where it is limited."""
    limited = cast("Mapping[str, float]", tails)
    return [
        {"objective": name, "value": float(x), "limited": name in limited, "tail": float(limited.get(name, 0.0))}
        for name, x in cast("Mapping[str, float]", expected).items()
    ]


def _value(option: Json, objective: str) -> float:
    return next(cast(float, v["value"]) for v in cast("list[Json]", option["values"]) if v["objective"] == objective)
