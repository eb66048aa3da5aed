from __future__ import annotations

import numpy as np
from decisions_at_random import random_belief, random_decisions
from edgewise.beliefs.belief.joints import Joints, joint
from edgewise.beliefs.values.values import compile_values


def test_what_follows_from_a_belief_is_worked_out_once() -> None:
    model = random_decisions(3)
    values, joints = compile_values(model), Joints(random_belief(model, 3))
    tails = values.tailing(0, 0.8)
    assert values.expected(joints) is values.expected(joints)
    assert tails(joints) is tails(joints)
    assert [tails.of(r, joints) for r in range(len(values.responses))] == tails(joints).tolist()


def test_a_joint_is_the_product_of_its_conditionals() -> None:
    model = next(m for m in map(random_decisions, range(50)) if len(m.facets) > 1)
    belief = random_belief(model, 1)
    found = joint(belief, (0, 1)).reshape(len(model.facets[0].values), len(model.facets[1].values), -1)
    first, second = belief.conditional(0), belief.conditional(1)
    np.testing.assert_allclose(found, belief.intents * first[:, None] * second[None], atol=1e-15)
    np.testing.assert_array_equal(joint(belief, ()), belief.intents)
