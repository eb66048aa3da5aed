"""Counting, smoothing, refining, and the round trip through a domain file."""

from dataclasses import dataclass, field

import numpy as np
import pytest
from edgewise.beliefs.belief.answers import claim, read_answer
from edgewise.beliefs.belief.belief import prior_belief
from edgewise.beliefs.belief.model import compile_domain
from edgewise.beliefs.language.domain import Domain
from edgewise.beliefs.language.reserved import OTHER
from edgewise.beliefs.learned.learned_domain import domain_text, slugs
from edgewise.beliefs.learned.learning import (
    ANSWERS,
    UNKNOWN,
    Learned,
    Records,
    Smoothing,
    encode,
    fit,
    normalised,
    splits,
)
from edgewise.beliefs.learned.refining import Refinement, refine
from edgewise.beliefs.loading import examine_text, parse_domain
from hypothesis import given, settings
from hypothesis import strategies as st


@dataclass(frozen=True)
class Person:
    label: str
    volunteered: dict[str, str] = field(default_factory=dict)
    hidden: dict[str, str] = field(default_factory=dict)


PEOPLE = [
    Person("flu", {"fever": "yes"}, {"cough": "yes", "rash": "no"}),
    Person("flu", {"cough": "yes"}, {"fever": "yes"}),
    Person("pox", {"rash": "yes"}, {"fever": "unknown", "cough": "no"}),
]


def people(seed: int, count: int = 300, labels: int = 4, findings: int = 9) -> Records:
    """Rows drawn from a random model in which findings come in copied pairs: naive Bayes counts them twice."""
    rng = np.random.default_rng(seed)
    table = rng.dirichlet(np.full(3, 0.7), size=(findings, labels))
    label = rng.integers(labels, size=count)
    hidden = np.array([[rng.choice(3, p=table[q, i]) for q in range(findings)] for i in label], dtype=np.int8)
    hidden[:, 1::2] = hidden[:, : findings - 1 : 2]
    told = np.full(hidden.shape, -1, dtype=np.int8)
    rows, first = np.arange(count), rng.integers(findings, size=count)
    told[rows, first] = hidden[rows, first]
    hidden[rows, first] = UNKNOWN
    names = tuple(f"f{q}" for q in range(findings))
    return Records(tuple("abcdefgh"[:labels]), names, label, told, hidden, np.zeros(count, dtype=np.intp))


def test_rows_become_codes_and_what_is_not_mentioned_is_unknown() -> None:
    records = encode(PEOPLE)
    assert (records.labels, records.findings) == (("flu", "pox"), ("cough", "fever", "rash"))
    assert records.volunteered.tolist() == [[-1, 0, -1], [0, -1, -1], [-1, -1, 0]]
    assert records.hidden.tolist() == [[0, 2, 1], [2, 0, 2], [1, 2, 2]]
    assert records.askable.sum() == 6


def test_test_rows_keep_the_training_columns() -> None:
    records = encode([Person("gout", {"toe": "yes"}, {"fever": "no"})], ("flu", "pox"), ("cough", "fever"))
    assert records.label.tolist() == [-1]
    assert records.hidden.tolist() == [[2, 1]]


def test_tables_are_smoothed_counts() -> None:
    learned = fit(encode(PEOPLE), Smoothing(2.0))
    # fever: yes, yes, unknown; the pooled table starts as one row of .1, .1, .8.
    pooled = np.array([2.1, 0.1, 1.8]) / 4
    assert np.allclose(learned.answers[:, 1, 0], (np.array([2, 0, 0]) + 2 * pooled) / 4)
    assert np.allclose(learned.answers[:, 1, 1], (np.array([0, 0, 1]) + 2 * pooled) / 3)
    assert np.allclose(learned.prior, [3 / 5, 2 / 5])


@settings(max_examples=25, deadline=None)
@given(st.integers(0, 10_000), st.floats(0.01, 50), st.booleans())
def test_tables_are_positive_probabilities_before_and_after_refining(seed: int, rows: float, tied: bool) -> None:
    records = people(seed, 40)
    learned = fit(records, Smoothing(rows))
    for model in (learned, refine(learned, records, 3, Refinement(steps=5, tied=tied))):
        assert np.allclose(model.answers.sum(axis=0), 1)
        assert (model.answers > 0).all()
        assert (model.volunteered > 0).all()
        assert model.prior.sum() == pytest.approx(1)


def test_the_first_belief_is_bayes_rule() -> None:
    learned = fit(encode(PEOPLE))
    told = np.array([[0, -1, 1]], dtype=np.int8)
    by_hand = learned.prior * learned.volunteered[0, 0] * learned.volunteered[1, 2]
    assert np.allclose(normalised(learned.start(told))[0], by_hand / by_hand.sum())


def loss(learned: Learned, records: Records) -> float:
    """Mean log loss of the label once all is known."""
    score = learned.start(records.volunteered)
    for code in range(len(ANSWERS)):
        score += (records.askable & (records.hidden == code)) @ np.log(learned.answers[code])
    return float(-np.log(normalised(score))[np.arange(len(records)), records.label].mean())


@pytest.mark.parametrize("seed", range(3))
def test_refining_helps_on_rows_that_it_never_saw_where_evidence_is_shared(seed: int) -> None:
    records = people(seed, 1200)
    train, test = records.rows(np.arange(600)), records.rows(np.arange(600, 1200))
    counted = fit(train)
    assert loss(refine(counted, train, 9, Refinement()), test) < loss(counted, test) - 0.02


def test_a_firm_hold_leaves_the_counts() -> None:
    records = people(0, 100)
    counted = fit(records)
    held = refine(counted, records, 4, Refinement(hold=1e9, steps=20, rate=1e-4))
    assert np.allclose(held.answers, counted.answers, atol=1e-3)


def test_the_slope_of_refining_is_the_slope_of_its_loss() -> None:
    """Against finite differences of the mean log loss over the beliefs of each dialogue."""
    from edgewise.beliefs.learned import refining

    records, chosen = people(5, 12), np.arange(12)
    learned = fit(records)
    paths = refining._walk(learned, records, 3)
    zero = np.zeros_like(learned.answers)

    def total(answers: np.ndarray, prior: np.ndarray) -> float:
        moved = refining._shifted(learned, refining._Shift(answers, answers, prior), tied=False)
        score = moved.start(records.volunteered)
        row, value = np.arange(12), 0.0
        for step in range(4):
            value -= np.log(normalised(score))[row, records.label].sum() / 4
            if step < 3:
                score = score + np.log(moved.answers)[paths.reply[step], paths.asked[step]]
        return value

    slope = refining._slope(learned, paths, chosen, tied=False)
    flat = np.zeros_like(learned.prior)
    for at in [(0, 1, 2), (2, 4, 0), (1, 0, 3)]:
        step = zero.copy()
        step[at] = 1e-5
        measured = (total(step, flat) - total(-step, flat)) / 2e-5
        assert measured == pytest.approx(slope.answers[at] + slope.volunteered[at], abs=1e-6)


@given(st.lists(st.integers(0, 3), min_size=10, max_size=60), st.integers(2, 5))
def test_folds_hold_out_every_row_once(labels: list[int], folds: int) -> None:
    label = np.array(labels)
    parts = list(splits(label, folds, np.random.default_rng(0)))
    assert sorted(np.concatenate([part.test for part in parts]).tolist()) == list(range(len(label)))
    for part in parts:
        assert not set(part.train) & set(part.test)
        for value in range(4):
            assert abs((label[part.test] == value).sum() - (label == value).sum() / folds) < 2


def test_ids_are_short_and_unlike() -> None:
    names = ["Chest pain", "chest pain!", "感冒", "other", "123"]
    assert slugs(names, "intent", ("other",)) == ("chest-pain", "chest-pain-2", "intent-3", "other-2", "intent-5")


def test_no_label_or_finding_gets_an_id_that_means_something_else() -> None:
    """A label "none" made a file that could not be loaded."""
    labels = ("none", "Unsure", "withheld", "intent", "other", "braces {b}")
    findings = ("intent", "facets", "own values", "{x}", "to", "none")
    table = np.full((3, len(findings), len(labels)), 1 / 3)
    learned = Learned(labels, findings, np.full(len(labels), 1 / 6), table, table)
    back = learned_from(parse_domain(domain_text(learned, "trial", 60, 5, 0.01)))
    assert (back.labels, back.findings) == (labels, findings)


def learned_from(domain: Domain) -> Learned:
    """The model read back out of a domain that `domain_text` wrote."""
    model = compile_domain(domain)
    size = len(model.intents) - (model.intents[-1] == OTHER)
    tables: list[np.ndarray] = []
    findings: list[str] = []
    for question in model.questions:
        space = model.facets[question.facet]
        told = np.einsum("avi,vi->ai", question.table, model.values[space.rows])[:, :size]
        outcomes = {value: told[place] for place, value in enumerate(space.values)}
        tables.append(np.stack([outcomes["yes"], outcomes["no"], told[len(space.values)]]))
        findings.append(model.domain.facets[space.id].name)
    answers = np.ascontiguousarray(np.stack(tables, axis=1))
    labels = tuple(model.domain.intents[key].name for key in model.intents[:size])
    return Learned(labels, tuple(findings), model.prior[:size] / model.prior[:size].sum(), answers, answers)


def test_a_domain_file_brings_the_model_back() -> None:
    records = people(1)
    learned = refine(fit(records), records, 4, Refinement(steps=10, tied=True))
    back = learned_from(parse_domain(domain_text(learned, "trial", len(records), 5, 0.01)))
    assert (back.labels, back.findings) == (learned.labels, learned.findings)
    assert np.allclose(back.prior, learned.prior, rtol=1e-5)
    assert np.allclose(back.answers, learned.answers, rtol=1e-4, atol=1e-6)


def test_the_domain_believes_what_the_model_believes() -> None:
    records = people(2)
    learned = fit(records)
    model = compile_domain(parse_domain(domain_text(learned, "trial", len(records), 5, 0.01)))
    belief = prior_belief(model).update(claim(model, model.facets[3].id, "yes"))
    belief = belief.update(read_answer(model, model.questions[6], {"no": 0.0}))
    belief = belief.update(read_answer(model, model.questions[7], {"unsure": 0.0}))
    told = np.full((1, 9), -1, dtype=np.int8)
    told[0, [3, 6, 7]] = [0, 1, 2]
    among = belief.intents[:-1] / belief.intents[:-1].sum()
    assert np.allclose(among, normalised(learned.start(told))[0], atol=1e-5)
    assert belief.intents[-1] == pytest.approx(0.01, abs=0.01)


def test_names_in_any_script_survive() -> None:
    text = domain_text(fit(encode([Person("感冒", {"咳嗽": "yes"}), Person("肺炎")])), "trial", 2, 5, 0.01)
    assert "感冒" in text
    assert learned_from(parse_domain(text)).findings == ("咳嗽",)


def test_a_learned_domain_raises_no_warning() -> None:
    assert examine_text(domain_text(fit(people(3)), "trial", 300, 5, 0.01)).flaws == ()
