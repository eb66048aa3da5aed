"""Checks: each flaw is found where it is, told with its mending, and a mended domain has none."""

from __future__ import annotations

import itertools

import pytest
from edgewise.beliefs.checks.checks import MOST_FLAWS, check, checked
from edgewise.beliefs.checks.names import PLANNERS
from edgewise.beliefs.errors import DomainError, Flaw
from edgewise.beliefs.language.domain import Condition, Domain
from edgewise.beliefs.loading import examine, examine_text
from edgewise.beliefs.planning import planning
from hypothesis import given, settings
from hypothesis import strategies as st

BASE = """\
name: base
intents:
  dose: [how much may I take]
  hours: [when are you open]
facets:
  age: {bins: {child: [0, 12], adult: [12, .inf]}, unit: years}
  weight: [light, heavy]
objectives:
  helpfulness: {}
  safety: {limit: {at_most: 0.5, alpha: 0.8}}
responses:
  tell: {for: dose, needs: [age, weight], values: {safety: [{when: {age: child}, value: -0.8}, 0]}}
"""


def found(added: str = "", changed: dict[str, str] | None = None) -> tuple[Flaw, ...]:
    text = BASE + added
    for old, new in (changed or {}).items():
        assert old in text
        text = text.replace(old, new)
    return examine_text(text).flaws


def test_the_base_has_no_flaw() -> None:
    assert found() == ()


def test_the_examples_have_no_error(root) -> None:  # type: ignore[no-untyped-def]
    for path in sorted(root.glob("examples/*/domain.yaml")):
        flaws = examine(path).flaws
        assert [str(flaw) for flaw in flaws if flaw.severity == "error"] == []


AGE = "{bins: {child: [0, 12], adult: [12, .inf]}, unit: years}"
SAFETY = "[{when: {age: child}, value: -0.8}, 0]"

NAMES = [
    ("questions: {q: {about: agee}}", "questions.q.about", "unknown facet 'agee'", "did you mean 'age'?"),
    ("questions: {q: {about: ''}}", "questions.q.about", "a question about nothing", "age"),
    ("questions: {q: {about: intent, among: [dose]}}", "questions.q.among", "fewer than two", "two intents"),
    ("questions: {q: {about: intent, among: [dose, other]}}", "questions.q.among", "fewer than two", "never offered"),
    ("questions: {q: {about: age, among: [dose, hours]}}", "questions.q.among", "only suits", "about 'intent'"),
    ("questions: {q: {about: intent, among: [dos, hours]}}", "questions.q.among.0", "unknown intent", "'dose'"),
    ("questions: {q: {about: age, synonyms: {chld: [x]}}}", "questions.q.synonyms.chld", "unknown value", "'child'"),
    ("questions: {q: {about: age, examples: {chld: [x]}}}", "questions.q.examples.chld", "unknown value", "'child'"),
    ("questions: {q: {about: intent, examples: {dose: [x]}}}", "questions.q.examples", "has none", "the intents"),
    ("questions: {q: {about: intent, synonyms: {dos: [x]}}}", "questions.q.synonyms.dos", "unknown intent", "'dose'"),
    ("questions: {q: {about: age, only_if: {wight: light}}}", "questions.q.only_if.wight", "unknown facet", "'weight'"),
    ("questions: {q: {about: age, unless: {weight: lite}}}", "questions.q.unless.weight", "unknown value", ""),
    ("questions: {q: {about: age, unless: {intent: dos}}}", "questions.q.unless.intent", "unknown intent", "'dose'"),
    ("questions: {q: {about: age, unless: {weight: []}}}", "questions.q.unless.weight", "never holds", "name a value"),
    ("questions: {q: {about: age, unsure_given: {dos: .5}}}", "questions.q.unsure_given.dos", "unknown", "'dose'"),
    ("questions: {q: {about: age, text: 'For {nme}?'}}", "questions.q.text", "{nme} names no facet", "name a facet"),
    (
        "questions: {ask-age: {about: weight}}",
        "questions.ask-age",
        "is kept for the question about 'age'",
        "another id",
    ),
    ("escalation: {red_flags: [{age: chil}]}", "escalation.red_flags.0.age", "unknown value", "'child'"),
    ("stakeholders: {a: {weights: {safty: 1}}}", "stakeholders.a.weights.safty", "unknown objective", "'safety'"),
    ("profiles: {a: {weights: {safty: 1}}}", "profiles.a.weights.safty", "unknown objective", "'safety'"),
    ("contexts: {a: {weights: {safty: 1}}}", "contexts.a.weights.safty", "unknown objective", "'safety'"),
    ("contexts: {a: {limits: {safty: 1}}}", "contexts.a.limits.safty", "unknown objective", "'safety'"),
    ("contexts: {a: {prior: {dos: 1}}}", "contexts.a.prior.dos", "unknown intent", "'dose'"),
    ("contexts: {a: {facets: {aeg: {child: 1}}}}", "contexts.a.facets.aeg", "unknown facet", "'age'"),
    ("contexts: {a: {facets: {age: {chld: 1}}}}", "contexts.a.facets.age.chld", "unknown value", "'child'"),
]

NUMBERS = [
    ("questions: {q: {about: age, unsure: .6, withheld: .5}}", "questions.q.unsure", "more than 1 together", "lower"),
    (
        "questions: {q: {about: age, unsure_given: {dose: .99}}}",
        "questions.q.unsure",
        "more than 1 together for 'dose'",
        "",
    ),
    ("contexts: {a: {limits: {safety: .6}}}", "contexts.a.limits.safety", "wider than the domain allows", "widest"),
    ("contexts: {a: {by: user, limits: {safety: .6}}}", "contexts.a.limits.safety", "a user's context widens", "0.5"),
    ("contexts: {a: {limits: {helpfulness: .6}}}", "contexts.a.limits.helpfulness", "has no limit", "add"),
    ("contexts: {a: {facets: {age: {child: 1.5}}}}", "contexts.a.facets.age", "more than 1", "adult"),
    ("stakeholders: {a: {weights: {safety: 0}}}", "stakeholders.a.weights", "every weight is 0", "give"),
    ("stakeholders: {a: {share: 0}}", "stakeholders", "every share is 0", "give"),
    ("contexts: {a: {prior: {dose: 0, hours: 0}}}", "contexts.a.prior", "every prior is 0", "give one"),
    ("contexts: {a: {prior: {dose: 0, hours: 0, other: 0}}}", "contexts.a.prior", "every prior is 0", "give one"),
    ("profiles: {a: {weights: {safety: 1}, prior: 0}}", "profiles", "every prior is 0", "give"),
    ("mode: collective", "mode", "needs stakeholders", "steer"),
    ("escalation: {red_flags: [{}]}", "escalation.red_flags.0", "every dialogue", "name"),
]


@pytest.mark.parametrize(("added", "path", "said", "hint"), NAMES + NUMBERS)
def test_what_is_added_wrongly_is_found(added: str, path: str, said: str, hint: str) -> None:
    errors = [flaw for flaw in found(added + "\n") if flaw.severity == "error"]
    assert len(errors) == 1, errors
    assert errors[0].path == path
    assert said in errors[0].message
    assert hint in (errors[0].hint or "")
    assert errors[0].line == BASE.count("\n") + 1
    assert (errors[0].column or 0) > 0


CHANGED = [
    ("for: dose", "for: dos", "responses.tell.for", "unknown intent 'dos'", "'dose'"),
    ("needs: [age", "needs: [aeg", "responses.tell.needs.0", "unknown facet", "'age'"),
    ("{safety: [", "{safty: [", "responses.tell.values.safty", "unknown objective", "'safety'"),
    ("age: child}", "age: chid}", "responses.tell.values.safety.0.when.age", "unknown value", "'child'"),
    ("for: dose", "for: dose, text: 'At {aeg}'", "responses.tell.text", "{aeg} names no facet", "'age'"),
    ("for: dose", "for: dose, text: 'At {age'", "responses.tell.text", "braces do not match", "{{"),
    ("for: dose", "for: dose, text: 'At {}'", "responses.tell.text", "names no facet", ""),
    ("for: dose", "for: dose, text: 'At {age.__class__}'", "responses.tell.text", "names no facet", ""),
    ("tell:", "escalate:", "responses.escalate", "kept for handing over", "kind: escalate"),
    ("tell:", "refuse:", "responses.refuse", "kept for declining", "kind: refuse"),
    ("hours: ", "none: ", "intents.none", "an answer that any question may have", "'other'"),
    ("hours: ", "unsure: ", "intents.unsure", "an answer that any question may have", "another id"),
    ("[light, heavy]", "[light, unsure]", "facets.weight.values.unsure", "an answer that any", "remove"),
    ("  weight: [", "  intent: [", "facets.intent", "means something else", "another id"),
    ("[light, heavy]", "{values: []}", "facets.weight.values", "no values", "values: [one, two]"),
    (
        "[light, heavy]",
        "{values: [a, b], prior: {a: .2, b: .7}}",
        "facets.weight.prior",
        "sum to 0.9, not 1",
        "a: 0.2222",
    ),
    ("[light, heavy]", "{values: [a, b], prior: {a: 0, b: 0}}", "facets.weight.prior", "sum to 0, not 1", ""),
    ("[light, heavy]", "{values: [a, b], guise: {a: 1.2}}", "facets.weight.guise", "more than 1", "b would have"),
    ("[light, heavy]", "{values: [a, b], prior: {c: 1}}", "facets.weight.prior.c", "unknown value", "one of a, b"),
    (
        "[light, heavy]",
        "{values: [a, b], prior_given: {dose: {a: .2, b: .7}}}",
        "facets.weight.prior_given.dose",
        "sum to 0.9",
        "",
    ),
    ("[light, heavy]", "{values: [a, b], prior_given: {dos: {a: .2}}}", "facets.weight.prior_given.dos", "unknown", ""),
    ("[light, heavy]", "{values: [a, b], candor_given: {dos: 1}}", "facets.weight.candor_given.dos", "unknown", "dose"),
    ("[light, heavy]", "{values: {a: {low: 1}, b: {}}}", "facets.weight.values.a", "only a number has bins", "kind"),
    ("[light, heavy]", "{values: [a, b], unit: kg}", "facets.weight.unit", "only a number has a unit", "bins"),
    ("[light, heavy]", "{kind: number, values: [a]}", "facets.weight.values.a", "has no bin", "[low, high]"),
    ("adult: [12,", "adult: [11,", "facets.age.values.adult", "overlap: both hold 11", "start 'adult' at 12"),
    ("adult: [12,", "adult: [13,", "facets.age.values.adult", "no bin holds numbers from 12 to 13", "at 12"),
    ("child: [0, 12]", "child: [12, 0]", "facets.age.values.child", "holds no number", "lower edge first"),
    ("child: [0, 12]", "child: [.inf, 12]", "facets.age.values.child", "from inf to 12 holds no number", "lower edge"),
    ("adult: [12, .inf]", "adult: [12, -.inf]", "facets.age.values.adult", "12 to -inf holds no number", "lower edge"),
    ("child: [0, 12]", "child: [nan, 12]", "facets.age.values.child", "holds no number", ""),
    (
        "child: [0, 12], adult: [12, .inf]",
        "adult: [12, .inf], child: [0, 12]",
        "facets.age.values",
        "not in order",
        "child, adult",
    ),
    ("at_most: 0.5", "at_most: 0.5, widest: 0.4", "objectives.safety.limit.widest", "tighter", "0.5 or more"),
    (SAFETY, "[0, {when: {age: child}, value: -0.8}]", "responses.tell.values.safety.1", "case 1 above", "move it up"),
    (SAFETY, "[{when: {age: child}, value: 1}, {when: {age: adult}, value: 0}, -1]", "", "together cover it", ""),
    (SAFETY, "[{when: {age: child}, value: 1}, {when: {age: child, intent: dose}, value: 0}]", "", "case 1", ""),
    (
        "tell: {",
        "worse: {values: {helpfulness: -1, safety: -1}}\n  tell: {",
        "responses.worse",
        "nobody can reach this response",
        "or remove it",
    ),
]


@pytest.mark.parametrize(("old", "new", "path", "said", "hint"), CHANGED)
def test_what_is_changed_wrongly_is_found(old: str, new: str, path: str, said: str, hint: str) -> None:
    errors = [flaw for flaw in found(changed={old: new}) if said in flaw.message]
    assert len(errors) == 1, found(changed={old: new})
    assert errors[0].severity == "error"
    assert path in (errors[0].path, "")
    assert hint in (errors[0].hint or "")


WARNED = [
    ("hours: [when are you open]", "hours:", "intents.hours", "neither examples nor a description"),
    ("hours: [when are you open]", "hours: [How  much may I take]", "intents.hours.examples.0", "of 'dose' too"),
    ("[when are you open]", "[a, b, a]", "intents.hours.examples", "'a' stands 2 times"),
    ("[when are you open]", "['']", "intents.hours.examples.0", "empty example"),
    ("hours: [when are you open]", "hours: {prior: 0, description: x}", "intents.hours.prior", "the prior is 0"),
    ("needs: [age, weight]", "needs: [age]", "facets.weight", "nothing depends on this facet"),
    ("[light, heavy]", "[light]", "facets.weight.values", "nothing to learn"),
    ("[light, heavy]", "[light, other]", "facets.weight.values.other", "no reply can tell this"),
    ("[light, heavy]", "{values: [a, b], attest: [user]}", "facets.weight.attest", "'user' settles no fact"),
    ("[light, heavy]", "{values: [a, b], attest: [system, tool]}", "facets.weight.attest", "'tool' settles no fact"),
    ("at_most: 0.5", "at_most: 1", "objectives.safety.limit.at_most", "never binds"),
    ("helpfulness: {}", "helpfulness: {}\n  speed: {}", "objectives.speed", "no response says"),
]


@pytest.mark.parametrize(("old", "new", "path", "said"), WARNED)
def test_what_has_no_effect_is_a_warning(old: str, new: str, path: str, said: str) -> None:
    warnings = [flaw for flaw in found(changed={old: new}) if said in flaw.message]
    assert [(flaw.severity, flaw.path) for flaw in warnings] == [("warning", path)]
    assert examine_text(BASE.replace(old, new)).domain is not None


def test_a_question_about_what_is_only_named_is_never_worth_asking() -> None:
    """People expect a slot to be asked for: `needs` alone does not."""
    asked = "questions: {q: {about: weight, text: How much?}}\n"
    warned = [flaw for flaw in found(asked) if "it is assumed" in flaw.message]
    assert [(flaw.path, flaw.severity) for flaw in warned] == [("questions.q", "warning")]
    by_weight = {"{when: {age: child}, value: -0.8}": "{when: {age: child, weight: light}, value: -0.8}"}
    assert not [flaw for flaw in found(asked, changed=by_weight) if "it is assumed" in flaw.message]


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("{about: age, only_if: {age: child}}", "asked only once 'age' is known"),
        ("{about: weight, reliability: 0.5}", "no better than chance"),
    ],
)
def test_a_question_that_teaches_nothing_is_a_warning(question: str, said: str) -> None:
    assert sum(said in flaw.message for flaw in found(f"questions: {{q: {question}}}\n")) == 1


def test_a_question_about_a_fact_where_there_are_none_is_told_so() -> None:
    domain = {"name": "t", "intents": {"a": ["hello"]}, "questions": {"q": {"about": "age", "text": "How old?"}}}
    (flaw,) = [flaw for flaw in check(Domain.model_validate(domain)) if flaw.path == "questions.q.about"]
    assert flaw.hint == "a question is about 'intent' or a facet: this domain has none yet"


def test_a_question_that_never_applies_is_found() -> None:
    added = "questions: {q: {about: weight, only_if: {age: child, intent: dose}, unless: {intent: [dose, hours]}}}\n"
    assert sum("never applies" in flaw.message for flaw in found(added)) == 1
    added = "questions: {q: {about: weight, only_if: {age: child}, unless: {intent: [dose, hours]}}}\n"
    assert not any("never applies" in flaw.message for flaw in found(added))  # what is out of scope is left


def test_a_limit_that_every_response_breaks_shows_the_belief() -> None:
    always = "[{when: {age: child}, value: -0.8}, -0.7]"
    others = "".join(f"{kind}: {{kind: {kind}, values: {{safety: {always}}}}}\n  " for kind in ("escalate", "refuse"))
    changed = {SAFETY: always, "tell: {": f"{others}tell: {{"}
    changed["for: dose"] = "for: [dose, hours]"
    flaws = [flaw for flaw in found(changed=changed) if "every response breaks a limit" in flaw.message]
    assert [flaw.path for flaw in flaws] == ["objectives.safety.limit"]
    assert "%" in flaws[0].message or "wants" in flaws[0].message


@pytest.mark.parametrize(("one", "other"), [("safety", "care"), ("safety", "helpfulness"), ("help", "safety")])
def test_the_limit_is_found_by_its_id_whatever_the_objectives_are_called(one: str, other: str) -> None:
    always = "{for: [dose, hours], needs: [age, weight], values: {safety: -0.7}}"
    others = "".join(f"{kind}: {{kind: {kind}, values: {{safety: -0.7}}}}\n  " for kind in ("escalate", "refuse"))
    changed = {"{for: dose, needs: [age, weight], values: {safety: [{when: {age: child}, value: -0.8}, 0]}}": always}
    changed |= {"helpfulness: {}": f"helpfulness: {{name: {one}}}", "safety: {limit": f"safety: {{name: {other}, limit"}
    changed |= {"  tell: ": f"  {others}tell: "}
    flaws = [flaw for flaw in found(changed=changed) if "breaks a limit" in flaw.message]
    assert [flaw.path for flaw in flaws] == ["objectives.safety.limit"]


ANSWERED = "{for: [dose, hours], needs: [age, weight], values: {safety: 0.5}}"


@pytest.mark.parametrize(
    ("limit", "added", "path", "hint"),
    [
        ("at_most: 0.1", "person: {kind: escalate, values: {safety: -0.5}}", "responses.person.values.safety", "-0.1"),
        ("at_most: -0.1", "no: {kind: refuse, values: {safety: 0.5}}", "objectives.safety.limit", "of 0.1 or more"),
    ],
)
def test_who_asks_for_a_person_can_always_be_given_one(limit: str, added: str, path: str, hint: str) -> None:
    changed = {"{for: dose, needs: [age, weight], values: {safety: [{when: {age: child}, value: -0.8}, 0]}}": ANSWERED}
    changed |= {"at_most: 0.5": limit, "  tell: {for": f"  {added}\n  tell: {{for"}
    (flaw,) = [flaw for flaw in found(changed=changed) if flaw.severity == "error"]
    assert flaw.path == path and "cannot always be given one" in flaw.message
    assert hint in (flaw.hint or "")


def test_a_limit_only_objective_is_not_weighed() -> None:
    changed = {"safety: {limit": "safety: {weight: 0, limit"}
    flaws = found("stakeholders: {a: {weights: {safety: 1}}}\n", changed)
    assert [flaw.path for flaw in flaws] == ["stakeholders.a.weights.safety"]


def test_cases_over_too_many_facets_are_refused() -> None:
    facets = "".join(f"  f{k}: [u, v, w]\n" for k in range(14))
    when = ", ".join(f"f{k}: u" for k in range(14))
    changed = {"  weight: [light, heavy]\n": "  weight: [light, heavy]\n" + facets, "age: child}": f"{when}}}"}
    errors = [flaw for flaw in found(changed=changed) if flaw.severity == "error"]
    assert [flaw.path for flaw in errors] == ["responses.tell.values.safety"]
    assert "too many facets at once" in errors[0].message


def test_the_planners_that_may_be_named_are_those_that_exist() -> None:
    assert set(PLANNERS) == set(planning._MAKERS)
    flaws = found("planner: serach\n")
    assert [(flaw.path, flaw.hint) for flaw in flaws] == [("planner", "did you mean 'search'?")]


def test_no_more_flaws_than_anyone_reads() -> None:
    flaws = found("questions: {q: {about: intent, among: [" + ", ".join(f"x{k}" for k in range(300)) + "]}}\n")
    assert len(flaws) == MOST_FLAWS + 1
    assert any("the rest are not listed" in flaw.message for flaw in flaws)


def test_probabilities_within_rounding_and_partial_ones_pass() -> None:
    for prior in ("{a: .3333333, b: .6666667}", "{a: .2}", "{a: .999999}", "{}"):
        assert not found(changed={"[light, heavy]": f"{{values: [a, b], prior: {prior}}}"})


def test_a_context_may_rule_out_some_wishes() -> None:
    assert not found("contexts: {a: {prior: {dose: 0}}, b: {prior: {dose: 0, hours: 0.1}}, c: {prior: {other: 0}}}\n")


def test_a_domain_built_in_python_is_checked_too() -> None:
    domain = Domain.model_validate({"name": "x", "intents": {"a": ["b"]}})
    assert checked(domain) is domain
    with pytest.raises(DomainError, match="there is no intent"):
        checked(Domain(name="x", intents={}))


VALUES = ("a", "b", "c")
CONDITIONS = st.builds(
    lambda intents, first, second: {"intent": intents, "f": first, "g": second},
    *[st.lists(st.sampled_from(options), max_size=3, unique=True) for options in (("i", "j", "other"), VALUES, VALUES)],
).map(lambda condition: {key: values for key, values in condition.items() if values})


@given(st.lists(CONDITIONS, min_size=1, max_size=5))
@settings(max_examples=60, deadline=None)
def test_unreachable_cases_agree_with_enumeration(conditions: list[dict[str, list[str]]]) -> None:
    cases = [{"when": condition, "value": 0.5} for condition in conditions]
    domain = Domain.model_validate(
        {
            "name": "x",
            "intents": {"i": ["x"], "j": ["y"]},
            "facets": {"f": list(VALUES), "g": list(VALUES)},
            "responses": {"r": {"values": {"helpfulness": cases}}},
        }
    )
    reached = set()
    for state in itertools.product(("i", "j", "other"), VALUES, VALUES):
        holds = [_holds(Condition.model_validate(condition), state) for condition in conditions]
        if True in holds:
            reached.add(holds.index(True))
    shadowed = {flaw.path for flaw in check(domain) if "never reached" in flaw.message}
    assert shadowed == {f"responses.r.values.helpfulness.{k}" for k in set(range(len(cases))) - reached}


def _holds(condition: Condition, state: tuple[str, str, str]) -> bool:
    intent, f, g = state
    wanted = (condition.intent, condition.facets.get("f", ()), condition.facets.get("g", ()))
    return all(not values or value in values for values, value in zip(wanted, (intent, f, g), strict=True))


def test_a_question_about_nothing_known_takes_no_others_id() -> None:
    added = "questions: {ask-weight: {about: wieght}}\n"
    assert [flaw.path for flaw in found(added)] == ["questions.ask-weight.about"]


def test_a_facet_without_values_is_told_once() -> None:
    bare = "{kind: number, prior: {child: 0.1}}"
    asked = "questions: {ask-age: {about: age, synonyms: {child: [kid]}}}\n"
    assert [flaw.path for flaw in found(asked, {AGE: bare})] == ["facets.age.values"]


LAUNDRY = """\
name: laundry
intents: {clean: [can you clean this], mend: [can you mend this]}
facets: {material: [cotton, wool, leather]}
responses:
  three-days: {for: clean, values: {helpfulness: [{when: {intent: clean, material: [cotton, wool]}, value: 1}, -1]}}
  seamstress: {for: mend}
"""


def test_a_value_with_which_nothing_helps_is_told_where_the_others_are_served() -> None:
    (flaw,) = examine_text(LAUNDRY).flaws
    assert (flaw.severity, flaw.path) == ("warning", "facets.material.values.leather")
    assert "who wants 'clean'" in flaw.message
    case = "{when: {intent: clean, material: leather}, value: 1}"
    assert examine_text(f"{LAUNDRY}  specialist: {{for: clean, values: {{helpfulness: [{case}, -1]}}}}\n").flaws == ()
    assert examine_text(LAUNDRY + "escalation: {red_flags: [{material: leather}]}\n").flaws == ()


def test_an_answer_for_one_value_alone_is_no_gap() -> None:
    assert examine_text(LAUNDRY.replace("[cotton, wool]}, value", "cotton}, value")).flaws == ()
