"""Meanings of sampled answers, and what doubt is about."""

from __future__ import annotations

import numpy as np
import pytest
from agents_at_hand import cards_agent
from edgewise.agent.models.causal_lm import CausalLM
from edgewise.agent.models.language_model import Scores
from edgewise.agent.models.lm_doubles import ScriptedLM
from edgewise.agent.session import Agent
from edgewise.agent.writing.answers_host import AnswerRequest
from edgewise.agent.writing.lm_answers import CHANCE, NOT_KNOWN, UNKNOWN, WHICH, LMAnswer
from edgewise.agent.writing.semantic_entropy import LMJudge, doubt, meanings
from edgewise.beliefs.errors import AnswerFailed
from edgewise.beliefs.language.domain import Domain
from hypothesis import given
from hypothesis import strategies as st
from tiny_language_model import chatty_model

REQUEST = AnswerRequest(text="Who wrote it?", response="answer", intent="lost", facts={"abroad": "no"})


class SameFirstWord:
    def same(self, pairs, /):
        return np.array([a.split()[:1] == b.split()[:1] for a, b in pairs], dtype=np.bool_)


def test_agreement_has_no_entropy_and_disagreement_the_most() -> None:
    agreed = meanings(["Ann wrote it", "Ann", "Ann did"], SameFirstWord())
    assert (agreed.entropy, agreed.best, agreed.spread) == (0.0, "Ann", 0.0)
    split = meanings(["Ann", "Bob", "Cy"], SameFirstWord())
    assert split.entropy == pytest.approx(np.log(3)) and split.spread == pytest.approx(1)


def test_clusters_are_numbered_by_size() -> None:
    found = meanings(["Bob", "Ann", "Ann did", "Ann"], SameFirstWord())
    assert found.groups == (("Ann", "Ann did", "Ann"), ("Bob",))
    assert found.shares.tolist() == [0.75, 0.25]


@given(st.lists(st.sampled_from(["a x", "a y", "b", "c z", ""]), max_size=12))
def test_entropy_is_that_of_the_meanings_whatever_the_order(texts: list[str]) -> None:
    found = meanings(texts, SameFirstWord())
    firsts = [text.split()[:1] for text in texts]
    shares = np.array([firsts.count(first) for first in {tuple(f): f for f in firsts}.values()]) / max(len(texts), 1)
    assert found.entropy == pytest.approx(float(-(shares * np.log(shares)).sum()) if texts else 0.0, abs=1e-12)
    assert found.shares.sum() == pytest.approx(float(bool(texts)))


def test_doubt_is_taken_apart_exactly() -> None:
    found = meanings(["Ann", "Ann", "Bob", "Bob"], SameFirstWord())
    asked = doubt(found, [0, 0, 1, 1], [False] * 4)
    assert asked.cause == "question"
    assert (asked.question, asked.within) == (pytest.approx(np.log(2)), pytest.approx(0))
    unknown = doubt(found, [0, 1, 0, 1], [False] * 4)
    assert unknown.cause == "answer"
    assert (unknown.question, unknown.within) == (pytest.approx(0), pytest.approx(np.log(2)))
    assert doubt(found, [0, 0, 1, 1], [True] * 4).cause == "world"
    assert doubt(found, [0, 1, 0, 1], [True, False, False, False]).cause == "answer"
    assert doubt(meanings(["Ann"] * 3, SameFirstWord()), [0] * 3, [False] * 3).cause == "none"


def test_the_wish_is_asked_after_and_not_only_what_was_said_to_a_question() -> None:
    """The model was asked "credit"."""
    domain = {
        "name": "cards",
        "intents": {
            "new": {"name": "a new card", "examples": ["when will my new card come"]},
            "lost": {"name": "a lost card", "examples": ["my card is gone"], "answer": "Blocked."},
        },
        "facets": {"kind": {"name": "kind of card", "values": {"debit": {}, "credit": {}}}},
        "questions": {"ask-kind": {"about": "kind", "text": "Is it a debit or a credit card?"}},
        "responses": {
            kind: {"for": "new", "values": {"helpfulness": [{"when": {"intent": "new", "kind": kind}, "value": 1}, -1]}}
            for kind in ("debit", "credit")
        },
    }
    lm = ScriptedLM({"": "Five days."})
    agent = Agent.load(Domain.model_validate(domain), {"new": LMAnswer(lm, samples=2, understandings=2)})
    session = agent.session("a")
    assert session.say("when will my new card come to Bath?").act == "ask"
    assert session.say("credit").text == "Five days."
    assert lm.prompts
    assert all("What is wanted: a new card." in p.user and "come to Bath?" in p.user for p in lm.prompts)
    assert "What was said last: credit\nWhat is known: kind: credit." in lm.prompts[-1].user


def test_a_language_model_has_to_agree_in_both_directions() -> None:
    class OneWay(ScriptedLM):
        def score(self, prompt, rows, /):
            yes = ["Second: Paris, France" not in r.filling for r in rows]
            good = [(row.text == "yes") == y for row, y in zip(rows, yes, strict=True)]
            return Scores(np.where(good, -1.0, -2.0), np.ones(len(rows)))

    assert LMJudge(OneWay()).same([("Paris", "Paris, France"), ("a", "b")]).tolist() == [False, True]


def answered(samples: list[str], **more: object) -> str:
    return LMAnswer(ScriptedLM({"": samples}), judge=SameFirstWord(), samples=len(samples), **more)(REQUEST)  # type: ignore[arg-type]


def test_what_the_samples_agree_on_is_said() -> None:
    assert answered(["Ann wrote it.", "Ann did", "Ann"]) == "Ann"


def test_some_disagreement_is_hedged() -> None:
    assert answered(["Ann", "Ann", "Ann", "Bob"]) == "I am not certain of this: Ann"


def test_much_disagreement_is_no_answer() -> None:
    with pytest.raises(AnswerFailed, match="does not know"):
        answered(["Ann", "Bob", "Cy", "Di"])
    assert answered(["Ann", "Bob", "Cy", "Di"], when_unknown="abstain") == NOT_KNOWN


def test_a_model_that_says_that_it_does_not_know_is_believed() -> None:
    assert answered([UNKNOWN, UNKNOWN, "Ann"], when_unknown="abstain") == NOT_KNOWN


def test_chance_is_told_as_chance_and_no_outcome_is_picked() -> None:
    text = answered([f"{CHANCE} heads", f"{CHANCE} tails", f"{CHANCE} heads", f"{CHANCE} tails"])
    assert "chance" in text and "heads" not in text and "tails" not in text
    assert "chance" not in answered(["once in six", f"{CHANCE} never"] * 2)


def test_what_may_be_meant_in_two_ways_is_asked_about() -> None:
    lm = ScriptedLM({"one short sentence": ["Who wrote the book?", "Who wrote the song?"],
                     "the book": "Ann", "the song": "Bob"})  # fmt: skip
    found = LMAnswer(lm, judge=SameFirstWord(), understandings=2, samples=3).consider(REQUEST)
    assert found.verdict == "ask" and found.doubt.cause == "question"
    assert "the book" in found.text and "the song" in found.text


def test_what_is_asked_about_are_ways_with_different_answers() -> None:
    ways = {"the book": "Ann", "this novel": "Ann", "the song": "Bob"}
    lm = ScriptedLM({"one short sentence": [f"Who wrote {way}?" for way in ways], **ways})
    found = LMAnswer(lm, judge=SameFirstWord(), understandings=3, samples=3).consider(REQUEST)
    assert found.verdict == "ask"
    assert found.text == WHICH.format(first="Who wrote the book?", second="Who wrote the song?")


def test_the_prompt_holds_what_is_known_and_what_may_be_relied_on() -> None:
    lm = ScriptedLM({"": "Ann"})
    LMAnswer(lm, judge=SameFirstWord(), about="Ann wrote everything.")(REQUEST)
    assert lm.prompts[0].system.startswith("Ann wrote everything.")
    assert "abroad: no" in lm.prompts[0].user


def test_an_agent_hands_over_what_its_model_does_not_know() -> None:
    agent = cards_agent(answers={"lost": LMAnswer(ScriptedLM({"": UNKNOWN}))})
    turn = agent.session("a").say("my card is gone")
    assert (turn.act, turn.decision.escalation) == ("escalate", "model_failed")
    broken = cards_agent(answers={"lost": LMAnswer(ScriptedLM(fail_on="gone"))})
    assert broken.session("a").say("my card is gone").act == "escalate"
    sure = cards_agent(answers={"lost": LMAnswer(ScriptedLM({"": "It is blocked."}))})
    turn = sure.session("a").say("my card is gone")
    assert (turn.act, turn.text, turn.decision.source) == ("answer", "It is blocked.", "host")


def test_a_real_network_of_random_weights_knows_nothing() -> None:
    lm = CausalLM(chatty_model(), device="cpu")
    found = LMAnswer(lm, judge=SameFirstWord(), samples=4).consider(REQUEST)
    assert found.verdict in ("escalate", "hedge")
    assert found.meanings.spread > 0.5
