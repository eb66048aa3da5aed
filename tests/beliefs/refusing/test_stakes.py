"""What a question can settle about a response that a limit removes."""

from __future__ import annotations

import numpy as np
import pytest
from edgewise.beliefs.belief.answers import contrast
from edgewise.beliefs.belief.belief import Reading, prior_belief
from edgewise.beliefs.belief.model import Model, compile_domain
from edgewise.beliefs.deciding.choice import Progress
from edgewise.beliefs.deciding.policy import Policy
from edgewise.beliefs.language.domain import Domain
from edgewise.beliefs.refusing.stakes import settles


def counter(more: dict[str, object] | None = None, **given: str) -> Model:
    """A tablet that is safe unless somebody is allergic to it."""
    case = {"when": {"allergic": "yes", **given}, "value": -1}
    tablet = {"name": "a tablet", "for": "knee", "values": {"safety": [case, 0]}}
    domain = {
        "name": "counter",
        "intents": {"knee": ["my knee hurts"], "throat": ["my throat hurts"]},
        "facets": {"allergic": {"kind": "yesno", "prior": 0.3, **(more or {})}},
        "objectives": {"safety": {"limit": {"at_most": 0.2, "alpha": 0.9}}, "helpfulness": {}},
        "questions": {"ask": {"about": "allergic", "reliability": 0.999}},
        "responses": {"tablet": tablet, "spray": {"for": "throat"}},
    }
    return compile_domain(Domain.model_validate(domain))


@pytest.mark.parametrize(
    ("model", "decides"),
    [
        (counter(), False),
        (counter(intent="knee"), True),  # the limit looks at the wish
        (counter({"prior_given": {"knee": {"yes": 0.6, "no": 0.4}}}), True),  # or what it looks at hangs on it
    ],
)
def test_what_is_wanted_decides_only_where_the_limit_depends_on_it(model: Model, decides: bool) -> None:
    rules, belief = Policy(model).rules().arbiter, prior_belief(model)
    assert settles(rules, belief, 0, contrast(model, ["knee", "throat"])) is decides
    assert settles(rules, belief, 0, model.questions[0])
    assert not settles(rules, belief, None, contrast(model, ["knee", "throat"]))


def test_a_menu_says_that_it_settles_a_limit_only_where_it_can() -> None:
    """Whatever is wanted, the tablet is as safe as before."""
    for model, reason in ((counter(), "worth_asking"), (counter(intent="knee"), "settle_limit")):
        said = {"knee": 0.0, "throat": -0.2, "other": -9.0}
        belief = prior_belief(model).update(Reading(intents=np.array([said[intent] for intent in model.intents])))
        choice = Policy(model, wobble=None).decide(belief, Progress(asked=frozenset({"ask"})))
        assert choice.question is not None and choice.question.id == "which:knee|throat"
        assert choice.refusal is None and choice.rationale.withheld is not None
        assert choice.reason == reason
        assert ("is safe to give" in choice.rationale.sentence()) is (reason == "settle_limit")
