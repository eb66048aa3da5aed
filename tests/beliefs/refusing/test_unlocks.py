"""Ways out of a refusal against all that could be tried, one answer after another."""

from __future__ import annotations

from itertools import combinations

import numpy as np
from decision_oracle import keeps_limits
from decisions_at_random import random_decisions
from edgewise.beliefs.belief.answers import attestation, contrast, read_answer
from edgewise.beliefs.belief.belief import Belief, Reading, prior_belief
from edgewise.beliefs.belief.evidence import Evidence
from edgewise.beliefs.belief.ledger import posterior
from edgewise.beliefs.belief.statements import said
from edgewise.beliefs.refusing.refusal import refusal
from edgewise.beliefs.values.arbitration import Arbiter, arbiter
from edgewise.beliefs.values.values import compile_values
from hypothesis import given, settings
from hypothesis import strategies as st


def answers_to_try(rules: Arbiter, belief: Belief, blocked: int) -> list[tuple[str, str, str, Reading]]:
    """Every single answer about what the limits of a response depend on, and about the wish: by whom, as evidence."""
    model = rules.values.model
    hangs_on = {f for bound in rules.bounds for f in rules.values.group_of(blocked, bound.objective)[0].facets}
    found: list[tuple[str, str, str, Reading]] = []
    for place in hangs_on:
        facet, asks = model.facets[place], [question for question in model.questions if question.facet == place][:1]
        for value in facet.values:
            found += [(facet.id, value, "user", read_answer(model, question, {value: 0.0})) for question in asks]
            if "operator" in model.domain.facets[facet.id].attest:
                found.append((facet.id, value, "operator", attestation(model, facet.id, value)))
    members = [i for i, p in belief.top(model.domain.budget.menu) if i != "other" and p > 1e-3]
    if len(members) > 1:
        menu = contrast(model, members)
        found += [("intent", name, "user", read_answer(model, menu, {name: 0.0})) for name in members]
    return found


@settings(max_examples=40, deadline=None)
@given(st.integers(0, 2**32 - 1))
def test_no_way_out_of_one_or_two_answers_is_left_out(seed: int) -> None:
    model = random_decisions(seed, limited=True)
    said_at_first = said(np.random.default_rng(seed).normal(0, 2, len(model.intents)))
    belief = posterior(prior_belief(model), [Evidence(key="say", source="user", turn=1, statement=said_at_first)])
    rules = arbiter(compile_values(model))
    verdict = rules.judge(belief)
    for blocked in np.flatnonzero(~verdict.admissible):
        told = refusal(rules, belief, verdict, int(blocked))
        if len(told.unlocks) == 6:  # no more are told
            continue
        named = [{(f.id, v.id, side) for (f, v), side in zip(way.answers, way.by, strict=True)} for way in told.unlocks]
        tried = answers_to_try(rules, belief, int(blocked))
        for some in [*combinations(tried, 1), *combinations(tried, 2)]:
            after, log_p = belief, 0.0
            for *_, reading in some:
                after = after.update(reading)
                log_p += float(after.log_evidence)
            # A user may say what an operator may vouch for: that is the smaller way out.
            granting = {(f, v, side) for f, v, by, _ in some for side in (by, "user")}
            covered = len({f for f, *_ in some}) < len(some) or any(way <= granting for way in named)
            assert covered or log_p < np.log(2e-3) or not keeps_limits(after, told.blocked.id, None)
