"""The tree of histories: what the agent decides after each, decided once however many dialogues share it.

A node is a dialogue state reached by an opening and a row of answers; its decision comes from the same pure step as a
live turn. Nodes are made when somebody gets there. Numbers of nodes depend on the order of discovery and mean
nothing outside one run: a history's own name is its path. Knows nothing of users.
"""

from __future__ import annotations

import zlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import cast

import numpy as np
from numpy.typing import NDArray

from ...agent.deciding.choosing import Step
from ...agent.state.decision import Decision
from ...agent.state.dialogue import DialogueState, new_dialogue
from ...agent.state.events import Said
from ...agent.state.heard import Heard
from ...agent.state.mind import Mind, question_at
from ...agent.turn import step
from ...beliefs.belief.answers import Contrast, TradeOff, outcomes
from ...beliefs.belief.model import AskModel
from ..files.record_parts import id_of
from ..scripts.player import heard_as
from ..scripts.script import Means
from .hidden import VAGUE, question_key
from .shards import as_line

__all__ = ["ACTS", "NONE", "Expander", "Grown", "Histories", "Told", "expand", "facts_of", "grow_here", "grown"]

ACTS = ("answer", "ask", "refuse", "escalate", "abandoned", "tell", "silent")
"""Codes of acts; `abandoned` is the user's."""
ASK = ACTS.index("ask")
NONE = -1

Ints = NDArray[np.int64]


@dataclass(frozen=True)
class Told:
    """What happens next in a state: an opening or an answer, as the agent hears it."""

    state: DialogueState
    intent: int | None
    """Of an opening: the intent it is read as; `VAGUE`, or None for an answer."""
    outcome: str = ""
    """Of an answer."""
    kept: bool = True
    """Whether the decision is kept in full."""


@dataclass(frozen=True)
class Grown:
    """A new node: the state after the decision, and the decision, small enough to be sent and kept by the thousand."""

    state: DialogueState | None
    """None where nothing was asked: nobody goes on from there."""
    facts: dict[str, float]
    """What is counted of the decision."""
    record: bytes = b""
    """The decision in full as JSON, compressed; nothing where it is not kept."""


Expander = Callable[[Sequence[Told]], list[Grown]]
"""Takes many steps at once; where they are taken is its own business."""


def expand(mind: Mind, told: Told) -> Grown:
    """Take one step with the live agent's code."""
    return grown(mind, step(mind, told.state, Said(_heard(mind, told))), kept=told.kept)


def grown(mind: Mind, taken: Step, *, kept: bool = True) -> Grown:
    """A step as a node: of the state only what later decisions depend on."""
    decision = taken.decision
    responses = {name: r for r, name in enumerate(mind.domain.responses)}
    facts = facts_of(decision, responses, mind.model.intent_index)
    state = _gone_on_from(taken.state) if facts["act"] == ASK else None
    return Grown(state, facts, zlib.compress(as_line(vars(decision)), 1) if kept else b"")


def _gone_on_from(state: DialogueState) -> DialogueState:
    last = state["last"]
    return {**state, "lines": [], "last": None if last is None else {**last, "rationale": {}}}


def grow_here(mind: Mind) -> Expander:
    """Take the steps in this process."""
    return lambda many: [expand(mind, told) for told in many]


def _heard(mind: Mind, told: Told) -> Heard:
    if told.intent is None:
        return heard_as(mind, told.state, told.outcome, Means(answer=told.outcome))
    if told.intent == VAGUE:
        return Heard(text="...")
    intent = mind.model.intents[told.intent]
    return heard_as(mind, told.state, intent, Means(intent=(intent,)))


class Histories:
    """All histories met so far, with columns by node for vectorised use."""

    def __init__(self, mind: Mind, seed: int = 0, context: str | None = None, expander: Expander | None = None) -> None:
        """Start with none; ``seed`` is the sessions' own, the same for all."""
        self.mind = mind
        self.expander = expander or grow_here(mind)
        self.fresh = new_dialogue("", seed=seed, context=context)
        self.questions: list[AskModel | Contrast] = []
        self.names: list[tuple[str, ...]] = []
        """Outcomes of each question."""
        self.paths: list[tuple[int, ...]] = []
        self.states: list[DialogueState | None] = []
        self._records: list[bytes] = []
        self._question_index: dict[str, int] = {}
        self._roots: dict[int, int] = {}
        self._columns = np.zeros((0, len(_COLUMNS) + len(_SUMS)))
        model = mind.model
        self.width = 2 + max([len(model.intents), *(len(facet.values) for facet in model.facets)])
        """Most outcomes that a question can have."""
        self.children: Ints = np.full((0, self.width), NONE, dtype=np.int64)
        self.parents: Ints = np.zeros(0, dtype=np.int64)
        """The node before each; `NONE` before an opening."""

    def __len__(self) -> int:
        return len(self.paths)

    def column(self, name: str) -> NDArray[np.float64]:
        """One number a node: see `_COLUMNS` and `_SUMS`."""
        return self._columns[:, (*_COLUMNS, *_SUMS).index(name)]

    def roots(self, openings: Ints, *, kept: bool = True) -> Ints:
        """The node of each opening, ``[B] -> [B]``; the decisions of new ones are kept in full or not."""
        known = np.flatnonzero(np.bincount(openings - VAGUE)) + VAGUE
        new = [int(opening) for opening in known if int(opening) not in self._roots]
        told = [Told(self.fresh, opening, kept=kept) for opening in new]
        for opening, node in zip(new, self._add(told, [(opening,) for opening in new], [NONE] * len(new)), strict=True):
            self._roots[opening] = node
        places = np.zeros(len(self.mind.model.intents) - VAGUE, dtype=np.int64)
        places[known - VAGUE] = [self._roots[int(opening)] for opening in known]
        return places[openings - VAGUE]

    def after(self, nodes: Ints, outcome: Ints, *, kept: bool = True) -> Ints:
        """The node that follows on an outcome, ``[M] -> [M]``; new ones are decided once each."""
        found = self.children[nodes, outcome]
        missing = np.flatnonzero(found == NONE)
        if len(missing):
            pairs = np.unique(nodes[missing] * self.width + outcome[missing])
            parents, given = pairs // self.width, pairs % self.width
            told = [self._told(int(n), int(o), kept) for n, o in zip(parents, given, strict=True)]
            paths = [(*self.paths[int(n)], int(o)) for n, o in zip(parents, given, strict=True)]
            # First the nodes, then the column: new nodes make the array anew.
            added = self._add(told, paths, parents.tolist())
            self.children[parents, given] = added
            found = self.children[nodes, outcome]
        return found

    def decision(self, node: int) -> Decision:
        """What was decided there, in full."""
        return Decision.model_validate_json(self.records([node])[0])

    def records(self, nodes: Sequence[int]) -> list[bytes]:
        """The same as JSON, keys in order; what was not kept is decided anew."""
        lost = [node for node in nodes if not self._records[node]]
        told = [self._told(int(self.parents[node]), self.paths[node][-1], True) for node in lost]
        for node, again in zip(lost, self.expander(told) if told else [], strict=True):
            self._records[node] = again.record
        return [zlib.decompress(self._records[node]) for node in nodes]

    def _told(self, node: int, outcome: int, kept: bool) -> Told:
        if node == NONE:
            return Told(self.fresh, outcome, kept=kept)
        state = self.states[node]
        assert state is not None, "only a question has answers"
        return Told(state, None, self.names[int(self.column("question")[node])][outcome], kept)

    def _add(self, told: list[Told], paths: list[tuple[int, ...]], parents: list[int]) -> list[int]:
        first = len(self.paths)
        rows: list[list[float]] = []
        for new, path, parent in zip(self.expander(told) if told else [], paths, parents, strict=True):
            self.states.append(new.state)
            self.paths.append(path)
            self._records.append(new.record)
            row = self._row(new, NONE if new.state is None else self._numbered(new.state))
            rows.append(row + self._sums(row, parent))
        if rows:
            self._columns = np.concatenate([self._columns, np.array(rows)])
            more = np.full((len(rows), self.width), NONE, dtype=np.int64)
            self.children = np.concatenate([self.children, more])
            self.parents = np.concatenate([self.parents, np.array(parents, dtype=np.int64)])
        return list(range(first, len(self.paths)))

    def _numbered(self, state: DialogueState) -> int:
        assert state["pending"] is not None, "an ask leaves its question open"
        question = question_at(self.mind, state, state["pending"])
        key = question_key(question)
        if key not in self._question_index:
            self._question_index[key] = len(self.questions)
            self.questions.append(question)
            self.names.append(outcomes(self.mind.model, question))
        return self._question_index[key]

    def _row(self, new: Grown, question: int) -> list[float]:
        asked = self.questions[question] if question >= 0 else None
        cost, menu = asked.cost if asked is not None else 0.0, isinstance(asked, Contrast | TradeOff)
        facts = {**new.facts, "question": question, "menu": menu, "cost": cost}
        return [float(facts[name]) for name in _COLUMNS]

    def _sums(self, row: list[float], parent: int) -> list[float]:
        """`_SUMS` of a new node: its parent's and what its parent and it add."""
        own = [row[_COLUMNS.index(name)] for name in ("withheld", "unstable")]
        if parent == NONE:
            return [0.0, 0.0, 0.0, *own]
        before = self._columns[parent].tolist()
        steps, cost, gain, withheld, unstable = before[len(_COLUMNS) :]
        asked = [before[_COLUMNS.index(name)] for name in ("cost", "gain")]
        return [steps + 1, cost + asked[0], gain + asked[1], withheld + own[0], unstable + own[1]]


BITS = frozenset(range(52))
"""Responses that a float holds a bit of each; one further on in its domain is not counted as shown beside others."""

_COLUMNS = (
    "act", "question", "menu", "cost", "response", "best_now", "intent", "sure", "withheld", "unstable", "gain",
    "shown",
)  # fmt: skip
"""Of each node: act's code, question's number, whether it is a menu, its cost, the response, the response if no
question were asked, the most probable intent and how probable, whether a limit withholds something, whether small
changes would change the choice, the bits that the question is expected to tell, and what is shown side by side."""

_SUMS = ("steps", "cost_so_far", "gain_so_far", "withheld_so_far", "unstable_so_far")
"""Of each node, along its history: how many questions were answered, what these cost and were expected to tell, and in
how many decisions, this one included, a limit withheld something or small changes would have changed the choice."""


def facts_of(decision: Decision, responses: dict[str, int], intents: dict[str, int]) -> dict[str, float]:
    """What is counted of one decision."""
    record = cast("dict[str, object]", decision.rationale)
    tops = cast("list[dict[str, object]]", record.get("intents") or [])
    stability = cast("dict[str, float] | None", record.get("stability"))
    looked = cast("list[dict[str, object]]", record.get("questions") or [])
    gain = next((q["gain_bits"] for q in looked if id_of(q["question"]) == decision.question), 0.0)
    return {
        "act": ACTS.index(decision.act),
        "response": responses.get(decision.response or "", NONE),
        "best_now": responses.get(id_of(record.get("best_now")), NONE),
        "intent": intents.get(id_of(tops[0]["of"]), NONE) if tops else NONE,
        "sure": cast(float, tops[0]["probability"]) if tops else 0.0,
        "withheld": record.get("withheld") is not None,
        "unstable": stability is not None and stability["share"] > 1 / 3,
        "gain": cast(float, gain),
        "shown": sum(1 << r for r in {responses.get(one.response, NONE) for one in decision.side_by_side} & BITS),
    }
