"""A question of the user's beside an open question of the agent's: it is answered, and the open one put again."""

from __future__ import annotations

from pathlib import Path

import pytest
from edgewise.agent import Agent, Session
from edgewise.agent.deciding.wording import AGAIN
from edgewise.agent.memory.heeding import BEYOND

SHOP = """
name: hire
intents:
  boat: [I want to hire a boat, can we rent a boat, a boat for us please]
  hours:
    name: opening hours
    examples: [when are you open, are you open on Sunday, what time do you close]
    answer: From nine to six.
  cancel: [cancel my booking, I have to cancel, call it off]
  other: [what is the weather today, how tall is the tower, my bicycle is broken, write me a poem]
facets:
  age: {of: person, unit: years, bins: {child: [0, 14], grown: [14, .inf]}}
  late: {kind: yesno}
questions:
  ask-age: {about: age, text: "How old is the youngest of you?", only_if: {intent: boat}}
  ask-late: {about: late, text: "Is it for today?", only_if: {intent: cancel}}
responses:
  canoe: {for: boat, text: A canoe it is., values: {helpfulness: [{when: {age: grown}, value: 1}, {value: -1}]}}
  pedal: {for: boat, text: A pedal boat it is., values: {helpfulness: [{when: {age: child}, value: 1}, {value: -1}]}}
  fee: {for: cancel, text: That costs ten., values: {helpfulness: [{when: {late: yes}, value: 1}, {value: -1}]}}
  free: {for: cancel, text: That costs nothing., values: {helpfulness: [{when: {late: no}, value: 1}, {value: -1}]}}
"""


@pytest.fixture
def session(tmp_path: Path) -> Session:
    (tmp_path / "hire.yaml").write_text(SHOP, encoding="utf-8")
    opened = Agent.load(tmp_path / "hire.yaml").session("a")
    assert opened.say("I want to hire a boat").decision.question == "ask-age"
    return opened


@pytest.mark.parametrize(
    "aside",
    [
        "what time do you close",
        "and are you open on Sunday?",  # a Sunday is no age
        "by the way, when are you open",
        "Opening hours?",
        "oh, one quick question: what time do you close today?",
    ],
)
def test_it_is_answered_and_the_open_question_put_again(session: Session, aside: str) -> None:
    turn = session.say(aside)
    assert turn.decision.question == "ask-age"
    assert "From nine to six." in turn.text
    assert "How old is the youngest of you?" in turn.text
    assert session.say("he is 9").text == "A pedal boat it is."


def test_it_may_be_asked_as_often_as_one_likes(session: Session) -> None:
    for aside in ("what time do you close", "are you open on Sunday", "when are you open") * 3:
        assert session.say(aside).decision.question == "ask-age"
    assert session.state["questions_used"] == 1
    assert session.say("all of us are 30").text == "A canoe it is."


def test_what_comes_in_place_of_it_leaves_the_question(session: Session) -> None:
    turn = session.say("actually, when are you open instead?")
    assert turn.act == "answer"
    assert "From nine to six." in turn.text


def test_what_tells_of_something_else_leaves_the_question(session: Session) -> None:
    assert session.say("no boat, I only came for your opening hours").decision.question != "ask-age"


def test_what_needs_questions_of_its_own_is_turned_to(session: Session) -> None:
    assert session.say("no, I have to cancel my booking").decision.question != "ask-age"


def test_an_amount_of_something_else_is_told_apart_from_a_question(session: Session) -> None:
    assert "That is a weight" in session.say("70 kg").text
    assert "That is" not in session.say("how many pounds are in a kilo").text


@pytest.mark.parametrize("aside", ["is there parking?", "can you translate a word into French?"])
def test_what_nothing_here_answers_is_said_so_and_the_question_stays_open(session: Session, aside: str) -> None:
    for _ in range(3):
        turn = session.say(aside)
        assert turn.act == "tell"
        assert turn.text == f"{BEYOND} How old is the youngest of you?"
    assert session.state["questions_used"] == 1
    assert session.say("he is 9").text == "A pedal boat it is."


def test_what_nothing_here_answers_is_no_aside_where_it_takes_the_place_of_what_was_wanted(session: Session) -> None:
    assert session.say("actually, who won the match last night?").act != "tell"


def test_what_tells_the_answer_beside_something_unknown_is_an_answer(session: Session) -> None:
    assert session.say("he is 9, and where can I buy a paper?").text == f"{BEYOND}\nA pedal boat it is."


@pytest.mark.parametrize("answer", ["he is 9, can you do that?", "he is 9, is that all right", "nine, I think"])
def test_an_answer_that_asks_for_nothing_besides_is_one_alone(session: Session, answer: str) -> None:
    assert session.say(answer).text == "A pedal boat it is."


def test_a_question_that_is_put_again_says_that_the_user_s_own_has_no_answer(session: Session) -> None:
    assert session.say("is it nice out there?").text.startswith((BEYOND, AGAIN))
    assert BEYOND not in session.say("blue").text


BIKES = """
name: bikes
intents:
  repair: [my bike is broken, the gears do not shift, please mend my bike, the chain came off]
  hire: [I want to hire a bike, can I rent an electric bike, an e-bike for a day please]
facets:
  electric: {kind: yesno}
  days: {bins: {soon: [0, 2], later: [2, 99]}, unit: days}
questions:
  ask-electric: {about: electric, text: "Is it an electric bike?", synonyms: {yes: [e-bike, pedelec]}}
  ask-days: {about: days, text: "In how many days do you need it?"}
responses:
  leave: {for: repair, text: Leave it., values: {helpfulness: [{when: {days: later, intent: repair}, value: 1}, -1]}}
  now: {for: repair, text: Now., values: {helpfulness: [{when: {intent: repair, days: soon}, value: 1}, -1]}}
  lend: {for: hire, text: Here it is., values: {helpfulness: [{when: {intent: hire}, value: 1}, -1]}}
"""


@pytest.mark.parametrize(
    ("told", "wish"),
    [("it is an e-bike", "repair"), ("well, it's a pedelec", "repair"), ("I want to hire an e-bike", "hire")],
)
def test_a_fact_told_beside_an_open_question_is_no_other_wish(tmp_path: Path, told: str, wish: str) -> None:
    (tmp_path / "bikes.yaml").write_text(BIKES, encoding="utf-8")
    opened = Agent.load(tmp_path / "bikes.yaml").session("a")
    assert opened.say("the gears do not shift").decision.question == "ask-days"
    turn = opened.say(told)
    assert turn.decision.intent == wish
