"""The tree of histories: sums along a history, and decisions that are kept in full or made anew."""

from __future__ import annotations

import json
import zlib

import numpy as np
from edgewise.agent.state.events import Said
from edgewise.agent.turn import step
from edgewise.dialogs.simulation.cohort import Cohort
from edgewise.dialogs.simulation.histories import ACTS, NONE, Histories, Told, expand, grown
from edgewise.dialogs.simulation.judging import Judge
from simulated import clinic, clinic_mind


def cohort(**more: int) -> Cohort:
    mind = clinic_mind()
    return Cohort(Histories(mind), clinic().cast, Judge(mind.policy), **more)


def test_sums_are_those_of_the_nodes_on_the_way():
    one = cohort()
    one.run(0, 500)
    tree = one.histories
    deepest = 0
    for node in range(len(tree)):
        way = [node]
        while tree.parents[way[-1]] != NONE:
            way.append(int(tree.parents[way[-1]]))
        deepest = max(deepest, len(way))
        assert tree.column("steps")[node] == len(way) - 1 == len(tree.paths[node]) - 1
        for name, on in (("cost", way[1:]), ("gain", way[1:]), ("withheld", way), ("unstable", way)):
            added = sum(tree.column(name)[n] for n in reversed(on))
            assert tree.column(f"{name}_so_far")[node] == added, (node, name)
    assert deepest > 2


def test_what_would_have_been_given_instead_is_that_of_the_questions_on_the_way():
    one = cohort()
    one.run(0, 500)
    tree, nodes = one.histories, np.arange(len(one.histories))
    for node, found in zip(nodes, one._without(nodes), strict=True):
        way, at = [], int(tree.parents[node])
        while at != NONE:
            way.append(int(tree.column("best_now")[at]))
            at = int(tree.parents[at])
        assert found[found != NONE].tolist() == way


def test_a_decision_that_was_not_kept_is_made_anew_to_the_same_bytes():
    kept, lost = cohort(), cohort(reported=0)
    assert {name: column.tobytes() for name, column in kept.run(0, 300).items()} == {
        name: column.tobytes() for name, column in lost.run(0, 300).items()
    }
    nodes = list(range(len(kept.histories)))
    assert lost.histories.paths == kept.histories.paths
    assert not any(lost.histories._records)
    assert lost.histories.records(nodes) == kept.histories.records(nodes)
    assert lost.histories.records(nodes) == kept.histories.records(nodes), "and kept from then on"


def test_a_node_holds_what_the_live_step_decided():
    mind, one = clinic_mind(), cohort()
    one.run(0, 300)
    tree = one.histories
    for node in range(0, len(tree), 7):
        told = tree._told(int(tree.parents[node]), tree.paths[node][-1], True)
        new = expand(mind, told)
        again = json.loads(zlib.decompress(new.record))
        assert again == tree.decision(node).model_dump(mode="json")
        assert ACTS.index(again["act"]) == tree.column("act")[node]
        assert (new.state is None) == (again["act"] != "ask")


def test_who_is_not_asked_has_no_state_to_go_on_from():
    mind = clinic_mind()
    fresh = Histories(mind).fresh
    intents = [expand(mind, Told(fresh, intent, kept=False)) for intent in range(len(mind.model.intents))]
    assert all((new.state is None) == (new.facts["act"] != ACTS.index("ask")) for new in intents)
    assert all(new.record == b"" for new in intents)


def test_a_step_is_kept_unless_told_otherwise():
    from edgewise.agent.state.heard import Heard

    mind = clinic_mind()
    taken = step(mind, Histories(mind).fresh, Said(Heard(text="...")))
    assert grown(mind, taken).record
    assert not grown(mind, taken, kept=False).record
