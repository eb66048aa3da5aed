from __future__ import annotations

import numpy as np
import pytest
from edgewise.beliefs.answers import read_answer
from edgewise.beliefs.contexts import prior_in
from edgewise.beliefs.errors import UnknownName
from small_domains import lab

WARD = {"ward": {"prior": {"disposal": 4.0}, "facets": {"purpose": {"research": 0.5, "harm": 0.5}}}}


def test_a_context_replaces_priors_and_leaves_the_rest() -> None:
    model = lab(contexts=WARD)
    plain, ward = prior_in(model, None), prior_in(model, "ward")
    place = model.intent_index["disposal"]
    ratio = ward.intents / plain.intents
    assert ratio[place] / ratio[0] == pytest.approx(4.0)
    assert ward.intents.sum() == pytest.approx(1.0)
    np.testing.assert_allclose(ward.facet(0), [0.5, 0.5])
    assert plain.facet(0)[1] < 0.1


def test_evidence_updates_a_contexts_prior_like_any_other() -> None:
    model = lab(contexts=WARD)
    after = prior_in(model, "ward").update(read_answer(model, model.questions[0], {"research": 0.0}))
    assert after.facet(0)[0] > 0.5
    assert after.intents.sum() == pytest.approx(1.0)


def test_a_context_that_does_not_exist_is_an_error() -> None:
    with pytest.raises(UnknownName, match="context 'wrad'"):
        prior_in(lab(contexts=WARD), "wrad")
