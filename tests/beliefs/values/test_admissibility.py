from __future__ import annotations

import numpy as np
import pytest
from decisions_at_random import random_belief, random_decisions
from edgewise.beliefs.belief.model import Model
from edgewise.beliefs.errors import DomainError
from edgewise.beliefs.values.admissibility import prove_admissible, prove_reachable, require_proofs, safe_response
from edgewise.beliefs.values.arbitration import arbiter
from edgewise.beliefs.values.limits import bounds
from edgewise.beliefs.values.values import compile_values
from hypothesis import given, settings
from hypothesis import strategies as st
from small_domains import lab, shop


@settings(max_examples=40, deadline=None)
@given(st.integers(0, 2**32 - 1))
def test_the_safe_response_is_admissible_at_every_belief(seed: int) -> None:
    model = random_decisions(seed, limited=True)
    assert prove_admissible(model) is None
    values = compile_values(model)
    for context in (None, "strict"):
        safe = safe_response(values, bounds(model, context))
        assert safe is not None
        for n in range(5):
            assert arbiter(values, context).admissible(random_belief(model, seed + n))[safe.position]


def test_a_person_is_preferred_as_the_way_out() -> None:
    model = lab()
    safe = safe_response(compile_values(model), bounds(model))
    assert safe is not None and model.domain.responses[safe.id].kind == "escalate"


def unsafe(**more: object) -> Model:
    """Every response is unsafe somewhere: the person in one state, all others in another."""
    person = {"kind": "escalate", "values": {"safety": [{"when": {"alarm": "no"}, "value": -0.9}, 0]}}
    no = {"kind": "refuse", "values": {"safety": [{"when": {"alarm": "yes"}, "value": -0.8}, 0]}}
    answers = {
        name: {"for": name, "values": {"safety": [{"when": {"alarm": "yes"}, "value": -1}, 0]}}
        for name in ("synthesis-route", "safety-sheet", "disposal")
    }
    alarm = {"kind": "yesno", "values": {"yes": {}, "no": {}}, "name": "an alarm"}
    return lab(facets={"alarm": alarm}, responses={"person": person, "no": no, **answers}, **more)


def test_a_belief_that_breaks_every_response_is_shown_in_words() -> None:
    found = prove_admissible(unsafe())
    assert found is not None and found.breaks_all
    assert found.limit == "safety"
    assert {"an alarm is yes" in state or "an alarm is no" in state for state in found.states} == {True}
    assert all("%" in state for state in found.states)
    assert "every response breaks a limit" in str(found)


def test_where_no_such_belief_is_found_the_missing_proof_is_said() -> None:
    """Each is unsafe in a state of its own, but with a limit on the mean no belief makes both bad enough."""
    objectives = {"safety": {"limit": {"at_most": 0.5, "alpha": 0.0}}, "helpfulness": {}}
    found = prove_admissible(unsafe(objectives=objectives))
    assert found is not None and not found.breaks_all
    assert "no single response" in str(found)


def test_a_context_that_tightens_too_far_is_found() -> None:
    person = {"kind": "escalate", "values": {"safety": -0.1}}
    no = {"kind": "refuse", "values": {"safety": -0.1}}
    answers = {
        name: {"for": name, "values": {"safety": -0.1}} for name in ("synthesis-route", "safety-sheet", "disposal")
    }
    contexts = {"school": {"limits": {"safety": 0.05}}}
    assert prove_admissible(lab(responses={"person": person, "no": no, **answers})) is None
    found = prove_admissible(lab(responses={"person": person, "no": no, **answers}, contexts=contexts))
    assert found is not None and found.context == "school"
    assert "'school'" in str(found)


def test_without_limits_there_is_nothing_to_prove() -> None:
    assert prove_admissible(shop()) is None


def test_the_shown_belief_does_break_every_response() -> None:
    """The mixture of the worst states, recomputed by sorting."""
    model = unsafe()
    values = compile_values(model)
    found = prove_admissible(model)
    assert found is not None
    shares = np.array([float(state.partition("%")[0]) / 100 for state in found.states])
    assert shares.sum() == pytest.approx(1.0, abs=0.02)
    yes = sum(share for share, state in zip(shares, found.states, strict=True) if "alarm is yes" in state)
    for response, worst in zip(values.responses, values.worst_loss[:, 0], strict=True):
        mass = 1 - yes if response == "person" else yes
        assert worst * min(1.0, mass / 0.05) > 0.2


def test_the_limit_that_nobody_keeps_is_the_one_named() -> None:
    """Losses count from each limit's own bound: a wide limit that all keep is not the hardest."""
    objectives = {
        "wide": {"limit": {"at_most": 0.6}},
        "tight": {"limit": {"at_most": -0.5}},
        "helpfulness": {},
    }
    vector = {"wide": -0.5, "tight": 0.2}
    responses = {
        "person": {"kind": "escalate", "values": vector},
        "no": {"kind": "refuse", "values": vector},
        **{name: {"for": name, "values": vector} for name in ("synthesis-route", "safety-sheet", "disposal")},
    }
    found = prove_admissible(lab(objectives=objectives, responses=responses))
    assert found is not None and found.limit == "tight"


def handing_over(*values: object, **more: object) -> Model:
    """Declining is always safe; handing over is worth so much on safety, by each of the ways to do it."""
    ways = {f"way-{n}": {"kind": "escalate", "values": {"safety": value}} for n, value in enumerate(values)}
    return lab(responses={"no": {"kind": "refuse", "values": {"safety": 0.9}}, **ways}, **more)


def test_a_person_who_may_be_withheld_in_some_state_is_none() -> None:
    model = handing_over([{"when": {"purpose": "harm"}, "value": -0.5}, 0], -0.4)
    assert prove_admissible(model) is None
    found = prove_reachable(model)
    assert found is not None
    assert (found.response, found.objective, found.loss, found.at_most) == ("way-1", "safety", 0.4, 0.2)
    assert "-0.2 or more" in found.hint
    with pytest.raises(DomainError, match="cannot always be given one"):
        require_proofs(model)


def test_one_way_to_a_person_that_is_always_open_is_enough() -> None:
    assert prove_reachable(handing_over(-0.9, -0.2)) is None


def test_a_person_is_within_reach_in_every_context() -> None:
    contexts = {"school": {"limits": {"safety": -0.3}}}
    found = prove_reachable(handing_over(0, contexts=contexts))
    assert found is not None and found.context == "school" and "in the context 'school'" in str(found)
    assert "0.3 or more" in found.hint
    assert prove_reachable(handing_over(0.3, contexts=contexts)) is None


@settings(max_examples=40, deadline=None)
@given(st.integers(0, 2**32 - 1))
def test_where_it_is_proved_a_person_is_admissible_at_every_belief(seed: int) -> None:
    model = random_decisions(seed, limited=True)
    assert prove_reachable(model) is None
    for n in range(5):
        rules = arbiter(compile_values(model), "strict")
        assert (rules.admissible(random_belief(model, seed + n)) & rules.escalates).any()
