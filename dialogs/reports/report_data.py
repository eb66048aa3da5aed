"""What a report shows of a simulation: metrics, columns of the first dialogues, and how to tell each of them.

Dialogues without words share the tree of histories: a node is told once, a dialogue is where it ended. Plain JSON.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import cast

import numpy as np
from numpy.typing import NDArray

from ...agent.state.mind import Mind, question_named
from ...beliefs.belief.answers import outcomes
from ...beliefs.belief.model import Model
from ..files.record_parts import listed, name_of
from ..simulation.batch import histories_file, talks_file
from ..simulation.hidden import VAGUE, draw
from ..simulation.histories import ACTS, NONE
from ..simulation.judging import Columns, Judge
from ..simulation.settings import Setting
from ..simulation.shards import Folder, unpacked
from ..simulation.talk import BLAMES
from .plots import Front

__all__ = ["Asked", "asked_in", "front_of", "names_of_run", "paths_of", "payload", "said_in", "talks_in"]

Json = dict[str, object]
KEPT = (
    "persona",
    "intent",
    "opening",
    "act",
    "response",
    "ideal",
    "questions",
    "needless",
    "success",
    "harm",
    "regret",
    "blame",
)
Asked = dict[str, int]
"""Question -> how often it was asked."""
WORDS = {"none": "none of these", "unsure": "(does not know)", "withheld": "(will not say)"}


def payload(folder: Folder, setting: Setting, mind: Mind, columns: Columns) -> Json:
    """Everything that the page's script needs."""
    count = len(columns["act"])
    hidden = draw(mind.model, setting.cast, setting.seed, 0, count)
    told: Json = {name: _rounded(columns[name]) for name in KEPT if name in columns}
    told["facets"] = hidden.values.T.tolist()
    found: Json = {"names": names_of_run(setting, mind), "columns": told, "fidelity": setting.fidelity}
    if setting.fidelity == "belief":
        nodes, ends = _tree(folder.path, mind.model, columns)
        return {**found, "nodes": nodes, "ends": ends}
    return {**found, "talks": [_talk(talk) for talk in talks_in(folder, count)]}


def names_of_run(setting: Setting, mind: Mind) -> Json:
    """Names of everything that columns number."""
    domain, model = mind.domain, mind.model
    return {
        "acts": list(ACTS),
        "blames": list(BLAMES),
        "personas": list(setting.cast.names),
        "intents": [domain.intents[key].name or key for key in model.intents],
        "responses": [response.name or key for key, response in domain.responses.items()],
        "facets": [domain.facets[facet.id].name or facet.id for facet in model.facets],
        "values": [[domain.facets[f.id].values[v].name or v for v in f.values] for f in model.facets],
    }


def asked_in(folder: Folder, setting: Setting, columns: Columns) -> Asked:
    """How often each question was asked in the first dialogues."""
    counts: Asked = {}
    if setting.fidelity == "text":
        for talk in talks_in(folder, len(columns["act"])):
            for line in cast("list[Json]", talk["lines"]):
                name = cast(Json, line["decision"]).get("question")
                if name:
                    counts[str(name)] = counts.get(str(name), 0) + 1
        return counts
    paths = {tuple(cast("list[int]", node["path"])): cast(Json, node["decision"]) for node in _nodes(folder.path)}
    rows, times = np.unique(_keys(columns), axis=0, return_counts=True)
    for row, many in zip(rows.tolist(), times.tolist(), strict=True):
        answers = [outcome for outcome in row[1:] if outcome != NONE]
        for depth in range(len(answers)):
            name = str(paths[(row[0], *answers[:depth])]["question"])
            counts[name] = counts.get(name, 0) + many
    return counts


def front_of(setting: Setting, mind: Mind, columns: Columns) -> Front | None:
    """Values of responses on the first two objectives that differ; None where there is only one."""
    judge = Judge(mind.policy, setting.context)
    values = judge.arbiter.values
    if len(values.objectives) < 2:
        return None
    hidden = draw(mind.model, setting.cast, setting.seed, 0, len(columns["act"]))
    truth = judge.truth(hidden)
    vectors = truth.vectors[truth.state]
    order = sorted(range(len(values.objectives)), key=lambda o: any(b.objective == o for b in judge.arbiter.bounds))
    pair = sorted(order[:1] + order[-1:], key=order.index)
    named = [mind.domain.objectives[values.objectives[o]].name or values.objectives[o] for o in pair]
    given, share, rows = _means(vectors[:, :, pair], columns["response"].astype(int))
    best, best_share, _ = _means(vectors[:, :, pair], columns["ideal"].astype(int))
    names = [response.name or key for key, response in mind.domain.responses.items()]
    return Front((named[0], named[1]), [names[r] for r in rows], given, share, best, best_share)


def _means(
    vectors: NDArray[np.float64], response: NDArray[np.int_]
) -> tuple[NDArray[np.float64], NDArray[np.float64], list[int]]:
    """Mean vector and share of each response that occurs."""
    rows = [int(r) for r in np.unique(response) if r != NONE]
    means = [vectors[response == r, r].mean(axis=0) for r in rows]
    return np.array(means).reshape(-1, 2), np.array([(response == r).mean() for r in rows]), rows


def paths_of(path: Path, columns: Columns) -> Iterator[list[Json]]:
    """The decisions along the history of each dialogue without words; each also has its ``path``."""
    known = {tuple(cast("list[int]", node["path"])): node for node in _nodes(path)}
    for row in _keys(columns).tolist():
        key = (row[0], *(x for x in row[1:] if x != NONE))
        nodes = [known[key[: depth + 1]] for depth in range(len(key))]
        yield [{**cast(Json, node["decision"]), "path": node["path"]} for node in nodes]


def said_in(model: Model, turns: list[Json], number: int) -> str:
    """What the user says before a turn of such a history."""
    last = cast("list[int]", turns[number]["path"])[-1]
    return _opening(model, last) if number == 0 else _answer(model, turns[number - 1], last)


def _tree(path: Path, model: Model, columns: Columns) -> tuple[list[Json], list[int]]:
    """Nodes with their parents, and the node at which each dialogue ended."""
    nodes: list[Json] = []
    places: dict[tuple[int, ...], int] = {}
    decisions: dict[tuple[int, ...], Json] = {}
    for node in _nodes(path):
        key = tuple(cast("list[int]", node["path"]))
        decision = cast(Json, node["decision"])
        places[key], decisions[key] = len(nodes), decision
        said = _opening(model, key[0]) if len(key) == 1 else _answer(model, decisions[key[:-1]], key[-1])
        nodes.append({"up": places.get(key[:-1], NONE), "user": said, **_shown(decision)})
    ends = [places[(row[0], *(x for x in row[1:] if x != NONE))] for row in _keys(columns).tolist()]
    return nodes, ends


def _keys(columns: Columns) -> NDArray[np.int64]:
    return np.column_stack([columns["opening"], columns["path"]]).astype(np.int64)


def _opening(model: Model, opening: int) -> str:
    if opening == VAGUE:
        return "(says nothing definite)"
    return f"(asks for {model.domain.intents[model.intents[opening]].name or model.intents[opening]})"


def _answer(model: Model, asked: Json, outcome: int) -> str:
    question = question_named(model, str(asked["question"]))
    name = outcomes(model, question)[outcome]
    if name in model.domain.intents:
        return model.domain.intents[name].name or name
    written = model.domain.questions.get(question.id)
    facet = model.domain.facets.get(written.about) if written else None
    if facet is not None and name in facet.values:
        return facet.values[name].name or name
    return WORDS.get(name, name)


def _shown(decision: Json) -> Json:
    """What is told of one decision."""
    record = cast(Json, decision.get("rationale") or {})
    looked, could = listed(record.get("questions")), listed(record.get("options"))
    return {
        "said": decision.get("text") or "",
        "act": decision["act"],
        "why": record.get("sentence") or decision.get("reason") or "",
        "belief": _shares(record.get("intents")),
        "facts": _shares(record.get("facets")),
        "looked": [[name_of(q["question"]), _number(q["value"]), _number(q["gain_bits"])] for q in looked],
        "could": [[name_of(o["response"]), _number(o["score"]), _ruled_out(o)] for o in could],
    }


def _ruled_out(option: Json) -> str:
    return "" if option["admissible"] else f"limit on {name_of(option['blocked_by'])}"


def _number(raw: object) -> float:
    return round(cast(float, raw), 4)


def _shares(raw: object) -> list[list[object]]:
    """Name and probability of each; a fact's name is its facet's and its value's."""
    found: list[list[object]] = []
    for one in listed(raw):
        names = [name for name in (name_of(one.get("facet")), name_of(one["of"])) if name]
        found.append([" = ".join(names), _number(one["probability"])])
    return found


def _talk(talk: Json) -> list[Json]:
    lines = cast("list[Json]", talk["lines"])
    return [{"user": line["user"], **_shown(cast(Json, line["decision"]))} for line in lines]


def talks_in(folder: Folder, count: int) -> Iterator[Json]:
    """The first dialogues in words, as they were kept."""
    left = count
    for number in folder.done():
        for talk in unpacked(talks_file(folder.path, number)):
            if left <= 0:
                return
            left -= 1
            yield talk


def _nodes(path: Path) -> Iterator[Json]:
    return unpacked(histories_file(path))


def _rounded(column: NDArray[np.generic]) -> list[object]:
    return np.round(column.astype(float), 4).tolist() if column.dtype.kind == "f" else column.astype(int).tolist()
