"""The domain language: short forms, what completion fills in, and that completing twice changes nothing."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from edgewise.beliefs.belief.model import compile_domain
from edgewise.beliefs.language.defaults import ESCALATE, complete, filled
from edgewise.beliefs.language.domain import Case, Condition, Domain, Facet, Intent, Question, Response, Value
from edgewise.beliefs.language.reserved import OTHER
from edgewise.beliefs.loading import load_domain, parse_domain
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

TEN_LINES = "name: shop\nintents:\n" + "".join(f"  want-{k}: [I want {k}, give me {k}]\n" for k in range(8))


def test_a_useful_domain_fits_in_ten_lines() -> None:
    assert TEN_LINES.count("\n") == 10
    full = complete(parse_domain(TEN_LINES))
    assert list(full.intents) == [*(f"want-{k}" for k in range(8)), OTHER]
    assert {f"answer-want-{k}" for k in range(8)} | {ESCALATE} == set(full.responses)
    assert full.title == "Shop"
    assert full.intents["want-1"].name == "want 1"
    assert full.escalation.to == "a colleague"


def test_the_same_domain_in_python() -> None:
    """Short forms work there too, and so do the classes."""
    short = Domain.model_validate(
        {"name": "shop", "intents": {"lost": ["it is gone"]}, "facets": {"age": ["young", "old"]}}
    )
    long = Domain(
        name="shop",
        intents={"lost": Intent(examples=("it is gone",))},
        facets={"age": Facet(values={"young": Value(), "old": Value()})},
    )
    assert short == long == parse_domain("name: shop\nintents: {lost: [it is gone]}\nfacets: {age: [young, old]}\n")


@pytest.mark.parametrize(
    ("short", "long"),
    [
        (["young", "old"], {"values": {"young": {}, "old": {}}}),
        ("yes/no", {"kind": "yesno", "values": {"yes": {}, "no": {}}}),
        ("Yes / No", {"kind": "yesno", "values": {"yes": {}, "no": {}}}),
        ("a pregnancy", {"kind": "yesno", "name": "a pregnancy", "values": {"yes": {}, "no": {}}}),
        ({"kind": "yesno", "prior": 0.1}, {"kind": "yesno", "values": ["yes", "no"], "prior": {"yes": 0.1}}),
        ({"kind": "yesno", "prior": {True: 0.1}}, {"kind": "yesno", "prior": {"yes": 0.1}}),
        ([True, False], ["yes", "no"]),
        ({"kind": "yesno", "prior_given": {"a": 0.1}}, {"kind": "yesno", "prior_given": {"a": {"yes": 0.1}}}),
        (
            {"bins": {"young": [0, 30], "old": [30, None]}},
            {"kind": "number", "values": {"young": {"low": 0, "high": 30}, "old": {"low": 30}}},
        ),
        (
            {"values": {"young": ["kid"], "old": "aged"}},
            {"values": {"young": {"synonyms": ["kid"]}, "old": {"name": "aged"}}},
        ),
        ({"values": None, "unit": None}, {}),
    ],
)
def test_short_forms_of_a_facet(short: object, long: object) -> None:
    assert Facet.model_validate(short) == Facet.model_validate(long)


@pytest.mark.parametrize(
    ("kind", "short", "long"),
    [
        (Intent, ["a", "b"], {"examples": ["a", "b"]}),
        (Intent, None, {}),
        (Condition, {"intent": "a", "age": "old"}, {"intent": ["a"], "facets": {"age": ["old"]}}),
        (Condition, {"sure": True}, {"facets": {"sure": ["yes"]}}),
        (Condition, {"facets": {"age": "old"}, "sex": "f"}, {"facets": {"age": ["old"], "sex": ["f"]}}),
        (Case, 0.5, {"value": 0.5}),
        (Case, "-1e-1", {"value": -0.1}),
        (Response, {"for": "a"}, {"intents": ["a"]}),
        (Response, {"values": {"x": 1}}, {"values": {"x": [{"value": 1}]}}),
        (Response, {"values": {"x": [{"when": {"age": "old"}, "value": 1}, 0]}}, {"values": {"x": [
            {"when": {"facets": {"age": ["old"]}}, "value": 1}, {"value": 0}]}}),
        (Question, {"about": "x", "synonyms": {"7": [7]}}, {"about": "x", "synonyms": {"7": ["7"]}}),
    ],
)  # fmt: skip
def test_short_forms_of_other_parts(kind: type[Intent], short: object, long: object) -> None:
    assert kind.model_validate(short) == kind.model_validate(long)


@pytest.mark.parametrize(
    "wrong",
    [
        {"name": "x"},
        {"name": "Bad Name", "intents": {}},
        {"name": "x", "intents": {"a": {"prior": float("inf")}}},
        {"name": "x", "intents": {"a": {"prior": float("nan")}}},
        {"name": "x", "intents": {"a": {}}, "drift": 1.1},
        {"name": "x", "intents": {"a": {}}, "nmae": "x"},
        {"name": "x", "intents": {"a" * 81: {}}},
    ],
)
def test_wrong_shapes_are_refused(wrong: dict[str, object]) -> None:
    with pytest.raises(ValidationError):
        Domain.model_validate(wrong)


def test_parts_are_frozen() -> None:
    with pytest.raises(ValidationError):
        Intent().prior = 2  # type: ignore[misc]


def test_probabilities_left_out_share_what_is_left() -> None:
    assert filled({"a": 0.4}, ("a", "b", "c")) == pytest.approx({"a": 0.4, "b": 0.3, "c": 0.3})
    assert filled({}, ("a", "b")) == {}
    model = compile_domain(parse_domain("name: x\nintents: {i: [a]}\nfacets: {f: {kind: yesno, prior: 0.1}}\n"))
    np.testing.assert_allclose(model.values, [[0.1, 0.1], [0.9, 0.9]])


def test_other_keeps_what_is_written_and_stands_last() -> None:
    full = complete(parse_domain("name: x\nintents: {other: {name: all else, prior: 2}, a: [b]}\n"))
    assert list(full.intents) == ["a", OTHER]
    assert full.intents[OTHER].name == "all else"
    unnamed = Domain.model_validate({"name": "n", "intents": {"a": ["x"], "other": ["what is the weather"]}})
    assert complete(unnamed).intents[OTHER].name == "something else"


def test_an_intent_has_an_answer_unless_a_response_serves_it() -> None:
    text = "name: x\nintents: {a: [b], c: [d], e: {answer: yes indeed, examples: [f]}}\nresponses: {r: {for: a}}\n"
    full = complete(parse_domain(text))
    assert set(full.responses) == {"r", "answer-c", "answer-e", ESCALATE}
    assert full.responses["answer-e"].text == "yes indeed"


def test_a_facet_has_a_question_unless_one_is_written() -> None:
    text = "name: x\nintents: {a: [b]}\nfacets: {f: [u, v], g: yes/no}\nquestions: {q: {about: f}}\n"
    full = complete(parse_domain(text))
    assert set(full.questions) == {"q", "ask-g"}
    assert full.facets["g"].name == "g"


WRITTEN = sorted((Path(__file__).resolve().parents[3] / "examples").glob("*/domain.yaml"))


@pytest.mark.parametrize("path", WRITTEN, ids=lambda path: path.parent.name)
def test_completing_an_example_twice_changes_nothing(path: Path) -> None:
    once = complete(load_domain(path))
    assert complete(once) == once


IDS = st.sampled_from(["a", "b-c", "d_2", "other"])
FACETS = st.dictionaries(IDS, st.sampled_from([["u", "v"], "yes/no", {"bins": {"l": [0, 1]}, "unit": "m"}]), max_size=2)
KINDS = st.sampled_from(["answer", "refuse", "escalate"]).map(lambda kind: {"kind": kind})
RESPONSES = st.fixed_dictionaries(
    {},
    optional={
        "r": KINDS,
        "answer-a": KINDS,
        "escalate": st.just({"kind": "escalate"}),
        "refuse": st.just({"kind": "refuse"}),
    },
)


@given(
    st.dictionaries(IDS, st.sampled_from([["x"], None, {"answer": "y"}, {"prior": 3}]), min_size=1),
    FACETS,
    RESPONSES,
    st.sampled_from([{}, {"helpfulness": None}, {"safety": {"limit": {"at_most": 0}}}]),
)
@settings(max_examples=60, deadline=None)
def test_completing_twice_changes_nothing(
    intents: dict[str, object], facets: dict[str, object], responses: dict[str, object], objectives: dict[str, object]
) -> None:
    data = {"intents": intents, "facets": facets, "responses": responses, "objectives": objectives}
    once = complete(Domain.model_validate({"name": "x", **data}))
    assert complete(once) == once


def test_completing_leaves_what_was_written_alone(root: Path) -> None:
    domain = load_domain(root / "examples" / "triage" / "domain.yaml")
    before = domain.model_dump_json()
    complete(domain)
    assert domain.model_dump_json() == before


def test_a_domain_survives_json(root: Path) -> None:
    domain = load_domain(root / "examples" / "triage" / "domain.yaml")
    assert Domain.model_validate_json(domain.model_dump_json()) == domain
    assert Domain.model_validate(domain.model_dump(by_alias=True)) == domain
