"""Dialogues as data for training others: one JSON object a line, chat messages first.

Every turn keeps the act with its value vectors, the limit that bound it, the reason in words and what the
alternatives were, as pairs with both vectors instead of one number. Where stakeholders disagree about the best
option, their shares are kept, never a majority. Fields are the same in every line, so that loaders need no script:
what a domain names freely is a list of named entries.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import cast

import numpy as np

from ..agent.turn import Mind
from ..beliefs.provenance import decisions, told
from .judging import Columns, Judge
from .report_data import paths_of, said_in, talks_in
from .settings import Setting
from .shards import Folder

__all__ = ["lines_of"]

Json = dict[str, object]


def lines_of(path: Path, setting: Setting, mind: Mind, columns: Columns) -> Iterator[Json]:
    """One object a dialogue, for the first of them that the columns hold."""
    writer = _Writer(setting, mind)
    if setting.fidelity == "text":
        for episode, talk in enumerate(talks_in(Folder(path), len(columns["act"]))):
            turns = [(str(line["user"]), cast(Json, line["decision"])) for line in cast("list[Json]", talk["lines"])]
            yield writer.line(episode, columns, turns)
        return
    for episode, path_ in enumerate(paths_of(path, columns)):
        yield writer.line(episode, columns, [(said_in(mind.model, path_, n), path_[n]) for n in range(len(path_))])


class _Writer:
    """What is the same for all dialogues of a run."""

    def __init__(self, setting: Setting, mind: Mind) -> None:
        self.setting, self.mind = setting, mind
        self.judge = Judge(mind.policy, setting.context)
        self.authors = sorted({told(one.by) for one in decisions(mind.domain) if one.by is not None})

    def line(self, episode: int, columns: Columns, turns: list[tuple[str, Json]]) -> Json:
        """One dialogue."""
        shown = [self._turn(number, user, decision) for number, (user, decision) in enumerate(turns)]
        messages: list[Json] = []
        for user, decision in turns:
            messages.append({"role": "user", "content": user})
            if decision.get("text"):
                messages.append({"role": "assistant", "content": decision["text"]})
        return {
            "messages": messages,
            "turns": shown,
            "tier": max((cast(int, turn["tier"]) for turn in shown), default=-1),
            "outcome": {
                name: bool(columns[name][episode]) if name in ("success", "harm") else float(columns[name][episode])
                for name in ("success", "harm", "regret", "process")
            },
            "provenance": self._provenance(episode, columns),
        }

    def _turn(self, number: int, user: str, decision: Json) -> Json:
        """One decision with everything that was weighed."""
        record = cast(Json, decision.get("rationale") or {})
        options = [_option(one) for one in _list(record.get("options"))]
        binding = _id(record.get("withheld_by"))
        return {
            "turn": number,
            "act": decision["act"],
            "question": decision.get("question") or "",
            "response": decision.get("response") or "",
            "reason": record.get("sentence") or "",
            "constraint": binding,
            "tier": self._tier(binding),
            "belief": [{"name": _id(one["of"]), "p": one["probability"]} for one in _list(record.get("intents"))],
            "options": options,
            "questions": [_question(one) for one in _list(record.get("questions"))],
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
        if not allowed or not self.judge.parties:
            return []
        order = self.judge.arbiter.values.objectives
        vectors = np.array([[_value(option, name) for name in order] for option in allowed])
        share = self.judge.shares / self.judge.shares.sum()
        groups = zip(self.mind.domain.stakeholders, share, self.judge.parties, strict=True)
        return [
            {
                "stakeholder": name,
                "share": float(s),
                "response": allowed[int(party.worth(vectors).argmax())]["response"],
            }
            for name, s, party in groups
        ]

    def _provenance(self, episode: int, columns: Columns) -> Json:
        setting = self.setting
        return {
            "source": "simulated",
            "domain": setting.domain.name,
            "planner": setting.planner or self.mind.domain.planner,
            "seed": setting.seed,
            "episode": episode,
            "fidelity": setting.fidelity,
            "persona": list(setting.cast.names)[int(columns["persona"][episode])],
            "intent": self.mind.model.intents[int(columns["intent"][episode])],
            "values_set_by": self.authors,
        }


def _option(raw: Json) -> Json:
    return {
        "response": _id(raw["response"]),
        "kind": raw["kind"],
        "values": _named_numbers(raw["expected"]),
        "tails": _named_numbers(raw["tails"]),
        "admissible": raw["admissible"],
        "blocked_by": _id(raw["blocked_by"]),
    }


def _question(raw: Json) -> Json:
    return {"question": _id(raw["question"]), "value": raw["value"], "bits": raw["gain_bits"], "cost": raw["cost"]}


def _preferences(decision: Json, record: Json, options: list[Json]) -> list[Json]:
    """What was chosen, before each of the options that were not, with both vectors and the reason."""
    if decision["act"] == "ask":
        best = next((one for one in options if one["response"] == _id(record.get("best_now"))), None)
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


def _named_numbers(raw: object) -> list[Json]:
    return [{"objective": name, "value": float(x)} for name, x in cast("Mapping[str, float]", raw).items()]


def _value(option: Json, objective: str) -> float:
    return next(cast(float, v["value"]) for v in cast("list[Json]", option["values"]) if v["objective"] == objective)


def _list(raw: object) -> list[Json]:
    return cast("list[Json]", raw or [])


def _id(named: object) -> str:
    return str(cast(Json, named)["id"]) if isinstance(named, dict) else ""
