"""Phrases in a file of their own: they count as if the domain had them, and are placed where they stand."""

from __future__ import annotations

from pathlib import Path

import pytest
from edgewise.beliefs.errors import DomainError, DomainTooLarge
from edgewise.beliefs.language.capped import MAX_BYTES
from edgewise.beliefs.loading import Examined, examine, load_domain, parse_domain

DOMAIN = """\
name: pizza
phrases: phrases.yaml
intents:
  order: [a pizza please]
  hours: {name: opening hours, examples: [when are you open]}
  late: {name: a late order}
  prices:
facets:
  size: {values: {small: [little], large: [big]}}
questions:
  ask-size: {about: size, text: Small or large?, examples: {small: [tiny]}}
responses:
  bake: {for: order, values: {use: [{when: {size: small}, value: 1}, 0]}}
objectives: {use: {}}
"""


def examined(folder: Path, phrases: str | bytes, domain: str = DOMAIN) -> Examined:
    (folder / "domain.yaml").write_text(domain, encoding="utf-8")
    raw = phrases if isinstance(phrases, bytes) else phrases.encode()
    (folder / "phrases.yaml").write_bytes(raw)
    return examine(folder / "domain.yaml")


def only_error(found: Examined) -> str:
    assert len(found.errors) == 1, found.errors
    return str(found.errors[0])


def test_phrases_are_added_to_those_of_the_domain(tmp_path: Path) -> None:
    domain = examined(
        tmp_path,
        "intents:\n  order: [feed me]\n  hours: ['sunday?', 7]\n  late: [where is it]\n  prices: [how much]\n"
        "questions:\n  ask-size:\n    examples: {small: [I eat little], large: [we are hungry]}\n"
        "    replies: {small: [no]}\n",
    ).unwrap()
    assert {key: intent.examples for key, intent in domain.intents.items()} == {
        "order": ("a pizza please", "feed me"),
        "hours": ("when are you open", "sunday?", "7"),
        "late": ("where is it",),
        "prices": ("how much",),
    }
    assert domain.questions["ask-size"].examples == {"small": ("tiny", "I eat little"), "large": ("we are hungry",)}
    assert domain.questions["ask-size"].replies == {"small": ("no",)}


def test_an_intent_may_be_written_as_the_domain_writes_it(tmp_path: Path) -> None:
    domain = examined(tmp_path, "intents:\n  order: {examples: [feed me]}\n  hours: {examples: ['sunday?']}\n").unwrap()
    assert domain.intents["order"].examples == ("a pizza please", "feed me")
    assert domain.intents["hours"].examples == ("when are you open", "sunday?")


def test_a_domain_with_phrases_is_the_domain_that_has_them_written_out(tmp_path: Path) -> None:
    apart = examined(tmp_path, "intents:\n  order: [feed me]\n").unwrap()
    whole = parse_domain(DOMAIN.replace("phrases: phrases.yaml\n", "").replace("please]", "please, feed me]"))
    assert apart.model_dump() == whole.model_dump()


@pytest.mark.parametrize("nothing", ["", "intents:\n", "questions: {}\n", "# only a remark\n"])
def test_an_empty_file_adds_nothing(tmp_path: Path, nothing: str) -> None:
    assert examined(tmp_path, nothing).unwrap().intents["order"].examples == ("a pizza please",)


@pytest.mark.parametrize(
    ("phrases", "told"),
    [
        (
            "intents:\n  ordr: [x]\n",
            "phrases.yaml:2:3: intents.ordr: the domain has no intent 'ordr' (did you mean 'order'?)",
        ),
        ("intnts: {}\n", "phrases.yaml:1:1: intnts: 'intnts' is no key of a file of phrases (did you mean 'intents'?)"),
        ("questions:\n  ask-sze: {replies: {}}\n", "the domain has no question 'ask-sze'"),
        ("questions:\n  ask-size: [x]\n", "questions.ask-size: these are not phrases"),
        ("questions:\n  ask-size: {small: [x]}\n", "2:14: questions.ask-size.small: 'small' is no phrases"),
        ("questions:\n  ask-size:\n    replies: {huge: [x]}\n", "3:15: questions.ask-size.replies.huge: unknown value"),
        ("questions:\n  ask-size:\n    replies: [x]\n", "phrases.yaml:3:5: questions.ask-size.replies: "),
        ("intents:\n  order: {a: b}\n", "phrases.yaml:2:11: intents.order.a: 'a' is no phrases"),
        ("intents:\n  hours: {answer: no}\n", "phrases.yaml:2:11: intents.hours.answer: 'answer' is no phrases"),
        ("intents:\n  order: [[a]]\n", "intents.order: these are not phrases"),
        ("intents: [a]\n", "phrases.yaml:1:1: intents: this is not a set of keys"),
        ("- a\n", "the file is not a set of keys"),
        (b"\xff\xfe", "phrases.yaml:1:1: domain: this is not UTF-8 text"),
    ],
)
def test_a_flaw_is_told_with_its_place_in_the_file_of_phrases(tmp_path: Path, phrases: str | bytes, told: str) -> None:
    assert told in only_error(examined(tmp_path, phrases))


def test_a_phrase_under_two_intents_is_placed_where_it_stands(tmp_path: Path) -> None:
    found = examined(tmp_path, "intents:\n  late: [where is it]\n  prices: [where is it]\n")
    places = [(flaw.file, flaw.line) for flaw in found.flaws if "where is it" in flaw.message]
    assert places and all(file == str(tmp_path / "phrases.yaml") and line in (2, 3) for file, line in places)


@pytest.mark.parametrize("name", ["../phrases.yaml", "/etc/passwd", "a/b.yaml"])
def test_a_file_elsewhere_is_not_read(tmp_path: Path, name: str) -> None:
    found = examined(tmp_path, "", DOMAIN.replace("phrases: phrases.yaml", f"phrases: {name}"))
    assert "this is not the name of a file beside the domain" in only_error(found)


def test_a_missing_file_is_told_at_the_key_that_names_it(tmp_path: Path) -> None:
    (tmp_path / "domain.yaml").write_text(DOMAIN, encoding="utf-8")
    with pytest.raises(DomainError, match=r"domain.yaml:2:10: phrases: .*phrases.yaml cannot be read: No such file"):
        load_domain(tmp_path / "domain.yaml")


def test_a_domain_that_is_but_text_has_nothing_beside_it() -> None:
    with pytest.raises(DomainError, match="load the domain by its path"):
        parse_domain(DOMAIN)


def test_a_file_over_the_cap_is_not_read(tmp_path: Path) -> None:
    with pytest.raises(DomainTooLarge, match=r"phrases.yaml has 16.0 MiB; no more than 16 MiB"):
        examined(tmp_path, b"#" * (MAX_BYTES + 1))
