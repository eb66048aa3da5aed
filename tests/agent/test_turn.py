"""The pure step: same state and event, same decision; the dialogue's bookkeeping."""

from __future__ import annotations

import json
import math

import pytest
from edgewise.agent.deciding.wording import AGAIN, ask_words
from edgewise.agent.matching.questions import Option, PendingQuestion
from edgewise.agent.memory.hearing import utterance_in
from edgewise.agent.reading.asking import pending_question
from edgewise.agent.reading.doubles import ScriptedReader
from edgewise.agent.rights.profile_controls import with_profile
from edgewise.agent.state.dialogue import new_dialogue
from edgewise.agent.state.events import AnswerLost, Control, Controlled, Said, Trouble
from edgewise.agent.state.heard import Heard, Utterance
from edgewise.agent.state.mind import Mind, belief_of, question_named
from edgewise.agent.turn import arbitrate, step
from edgewise.beliefs.belief.model import compile_domain
from edgewise.beliefs.belief.profile import UserProfile, corrected
from edgewise.beliefs.deciding.policy import Policy
from edgewise.beliefs.language.domain import Domain, Facet

DOMAIN = Domain.model_validate(
    {
        "name": "cards",
        "intents": {
            "lost": {"name": "a lost card", "examples": ["my card is gone"], "answer": "I have blocked it."},
            "new": {"name": "a new card", "examples": ["send me a card"], "answer": "It is on its way."},
        },
    }
)
SCRIPT = {"gone": "lost", "send me": "new", "fees": "other"}


@pytest.fixture(scope="module")
def mind() -> Mind:
    return Mind(Policy(compile_domain(DOMAIN)))


def say(mind, state, text):
    pending = state["pending"]
    asked = pending_question(mind.model, question_named(mind.model, pending)) if pending else None
    heard = ScriptedReader(mind.model, SCRIPT).read([Utterance(text=text, pending=asked)])[0]
    return step(mind, state, Said(heard))


def test_a_clear_message_is_answered(mind):
    taken = say(mind, new_dialogue("a"), "my card is gone")
    assert taken.decision.act == "answer"
    assert taken.decision.text == "I have blocked it."
    assert taken.decision.intent == "lost"


def test_the_step_is_deterministic_and_its_state_is_plain_json(mind):
    first, second = (say(mind, new_dialogue("a", seed=7), "my card is gone") for _ in range(2))
    assert first == second
    assert json.loads(json.dumps(first.state)) == first.state


def test_a_person_silences_the_agent(mind):
    taken = say(mind, new_dialogue("a"), "I want to talk to a human")
    assert taken.decision.act == "escalate"
    assert taken.decision.escalation == "asked_for_person"
    assert taken.state["status"] == "with_person"
    assert taken.state["handoff"]["reason"] == "asked_for_person"
    after = say(mind, taken.state, "my card is gone")
    assert after.decision.act == "silent"
    assert after.state["lines"][-1]["text"] == "my card is gone"


def test_compound_requests_are_served_one_after_another(mind):
    taken = say(mind, new_dialogue("a"), "my card is gone, send me another")
    assert taken.decision.act == "answer"
    assert [part.text for part in taken.decision.also] == ["I have blocked it."]
    assert taken.decision.text == "It is on its way."
    assert taken.state["requests"] == []


def test_of_several_requests_the_one_that_a_red_flag_names_is_served_first():
    """Bug: what a job is worth was weighed at length before the danger told in the same breath was asked about."""
    raw = DOMAIN.model_dump(mode="json") | {
        "facets": {"theft": {"kind": "yesno"}},
        "escalation": {"red_flags": [{"intent": "lost", "theft": "yes"}]},
    }
    mind = Mind(Policy(compile_domain(Domain.model_validate(raw))))
    sure = tuple(-9.0 if intent == "other" else 0.0 for intent in mind.model.intents)
    heard = Heard(text="a new one, and somebody took mine", intents=sure, requests=("new", "lost"))
    taken = step(mind, new_dialogue("a"), Said(heard)).decision
    assert [*(part.intent for part in taken.also), taken.intent][0] == "lost"


def test_what_was_wanted_fades_to_a_leaning(mind):
    before = new_dialogue("a")
    after = say(mind, before, "my card is gone").state
    start, leaning = belief_of(mind, before), belief_of(mind, after)
    lost = mind.model.intent_index["lost"]
    assert start.intents[lost] < leaning.intents[lost] < 0.9
    assert after["questions_used"] == 0


def test_a_failure_reaches_a_person_and_loses_nothing(mind):
    taken = step(mind, new_dialogue("a"), Trouble("timeout", "my card is gone"))
    assert taken.decision.act == "escalate"
    assert taken.decision.escalation == "model_failed"
    assert taken.state["lines"][0]["text"] == "my card is gone"


def test_a_compound_request_ends_although_something_else_is_more_probable(mind):
    """Bug: the most probable intent was marked as served instead of the request in focus, and so it never ended."""
    sure = tuple(0.0 if intent == "other" else -9.0 for intent in mind.model.intents)
    heard = Heard(text="both", intents=sure, requests=("lost", "new"))
    taken = step(mind, new_dialogue("a"), Said(heard))
    assert len(taken.decision.also) <= 1


@pytest.mark.parametrize(
    ("words", "reply"), [("hello", "Hello"), ("thanks a lot", "You are welcome"), ("bye", "Goodbye")]
)
def test_courtesies_are_returned_in_kind(mind, words, reply):
    taken = say(mind, new_dialogue("a"), words)
    assert taken.decision.act == "tell"
    assert taken.decision.text.startswith(reply)


TWO_REPLIES = Domain.model_validate(
    {
        "name": "dose",
        "intents": {"dose": {"examples": ["how much may I take"]}},
        "facets": {"child": {"kind": "yesno", "prior": 0.5}},
        "questions": {"ask-child": {"about": "child", "text": "Is it for a child?", "cost": 0.01}},
        "responses": {
            "little": {"for": "dose", "values": {"helpfulness": [{"when": {"child": "yes"}, "value": 1}, -1]}},
            "much": {"for": "dose", "values": {"helpfulness": [{"when": {"child": "no"}, "value": 1}, -1]}},
        },
    }
)
SAYS_NOTHING = {"yes": 0.43, "no": 0.41, "unsure": 0.06, "other": 0.1}


def told(mind, state, text, reply=None):
    """One message read as such a reply to the pending question."""
    logs = {outcome: math.log(p) for outcome, p in (reply or {}).items()}
    wanted = (0.0, -6.0) if reply is None else None
    question = state["pending"] if reply else None
    return step(mind, state, Said(Heard(text=text, intents=wanted, question=question, reply=logs)))


def test_a_question_that_got_no_answer_is_asked_once_more_and_says_so():
    mind = Mind(Policy(compile_domain(TWO_REPLIES)))
    first = told(mind, new_dialogue("a"), "how much may I take")
    assert first.decision.question == "ask-child"
    second = told(mind, first.state, "16 kilos", SAYS_NOTHING)
    assert second.decision.question == "ask-child"
    assert second.decision.text == f"{AGAIN} {first.decision.text}"
    third = told(mind, second.state, "blue", SAYS_NOTHING)
    assert third.decision.question != "ask-child"


@pytest.mark.parametrize("reply", [{"unsure": 0.9, "yes": 0.05, "no": 0.05}, {"withheld": 0.9, "yes": 0.1}])
def test_who_does_not_know_or_say_is_not_asked_again(reply):
    mind = Mind(Policy(compile_domain(TWO_REPLIES)))
    first = told(mind, new_dialogue("a"), "how much may I take")
    assert told(mind, first.state, "no idea", reply).decision.question != "ask-child"


def test_a_missed_question_does_not_become_the_one_to_put_right():
    mind = Mind(Policy(compile_domain(TWO_REPLIES)))
    first = told(mind, new_dialogue("a"), "how much may I take")
    missed = told(mind, first.state, "16 kilos", SAYS_NOTHING)
    after = told(mind, missed.state, "yes", {"yes": 0.95, "no": 0.05})
    assert after.decision.act == "answer"
    assert utterance_in(mind.model, after.state, "no wait, no").recent.id == "ask-child"


@pytest.mark.parametrize("rate", [0.0, 0.2])
def test_a_fact_that_drifts_by_itself_fades_although_nothing_else_does(rate):
    facet = {"kind": "yesno", "prior": 0.5, "drift": rate}
    domain = TWO_REPLIES.model_copy(update={"facets": {"child": Facet.model_validate(facet)}})
    mind = Mind(Policy(compile_domain(domain)))
    assert mind.domain.drift == 0
    first = told(mind, new_dialogue("a"), "how much may I take")
    state = told(mind, first.state, "yes", {"yes": 0.95, "no": 0.05}).state
    now, later = belief_of(mind, state), belief_of(mind, {**state, "turn": state["turn"] + 5})
    assert (later.facet(0).max() < now.facet(0).max() - 0.1) == (rate > 0)


def test_a_turn_is_named_only_where_something_about_the_wish_follows():
    mind = Mind(Policy(compile_domain(TWO_REPLIES)))
    asked = told(mind, new_dialogue("a"), "how much may I take").state
    turned = {**asked, "notices": ["Turning to dose, then."], "asked": ["missed:ask-child"]}
    again = arbitrate(mind, turned, Said(Heard(text="what")))
    assert again.decision.act == "ask" and again.decision.notices == ()


ONE_REPLY = Domain.model_validate(
    {
        "name": "bikes",
        "intents": {"brakes": {"examples": ["my brakes squeal"]}, "frame": {"examples": ["my frame is cracked"]}},
        "responses": {"bring-in": {"for": ["brakes", "frame"], "text": "Please bring it in."}},
    }
)


def test_two_requests_that_one_response_serves_are_answered_once():
    mind = Mind(Policy(compile_domain(ONE_REPLY)))
    heard = Heard(
        text="my brakes squeal and my frame is cracked", intents=(0.0, 0.0, -9.0), requests=("brakes", "frame")
    )
    taken = step(mind, new_dialogue("a"), Said(heard))
    assert taken.decision.said == "Please bring it in." and taken.decision.also == ()


def test_a_lost_answer_does_not_hide_why_a_person_was_called_for(mind):
    called = step(mind, new_dialogue("a"), Controlled(Control(name="person")))
    lost = step(mind, called.state, AnswerLost("x"))
    assert (lost.decision.escalation, lost.state["handoff"]["reason"]) == ("asked_for_person", "asked_for_person")
    assert step(mind, new_dialogue("a"), AnswerLost("x")).decision.escalation == "model_failed"


LOCKS = Domain.model_validate(
    {
        "name": "locks",
        "intents": {
            "own": {"name": "one's own lock", "examples": ["open a lock"], "prior": 8},
            "burgle": {"name": "breaking in", "examples": ["open a lock"], "prior": 2},
        },
        "objectives": {"safety": {"limit": {"at_most": 0.5, "alpha": 0.8}}, "helpfulness": {}},
        "responses": {
            "how": {
                "text": "Use a tension wrench.",
                "for": ["own", "burgle"],
                "values": {"safety": [{"when": {"intent": "burgle"}, "value": -1}, 0]},
            }
        },
        "budget": {"questions": 0},
    }
)


def test_a_profile_that_the_user_may_edit_moves_no_limit():
    mind = Mind(Policy(compile_domain(LOCKS)))
    heard = Said(Heard(text="open a lock", intents=(0.0, 0.0, -9.0)))
    praised = with_profile(new_dialogue("a"), corrected(UserProfile(enabled=True), "own", 1000.0))
    taken = step(mind, praised, heard)
    assert belief_of(mind, taken.state).intents[1] < 0.1
    assert taken.decision.act == step(mind, new_dialogue("a"), heard).decision.act == "escalate"


def test_a_question_that_is_put_again_says_what_it_is_for() -> None:
    words = PendingQuestion("q", "How old?", "yesno", (Option("yes", "yes"), Option("no", "no")))
    assert ask_words(words, again=True, why="It sets the dose.").text == f"{AGAIN} How old? It sets the dose."
    assert ask_words(words, why="It sets the dose.").text == "How old?"
    assert "dose" not in ask_words(words, again=True, earlier="ten", why="It sets the dose.").text
