"""A reply to a menu that says nothing new."""

from __future__ import annotations

import numpy as np
import pytest
from edgewise.agent.matching.facts import speaks_about
from edgewise.agent.matching.picked import said_again
from edgewise.agent.matching.questions import NOT_AN_ANSWER, Option, PendingQuestion
from edgewise.agent.reading.asking import facet_question
from edgewise.agent.reading.listening import Listener
from edgewise.agent.reading.readers import named_reader
from edgewise.agent.replies.weighing import read_reply
from edgewise.agent.session import Agent
from edgewise.agent.state.heard import Told, Utterance
from edgewise.beliefs.belief.model import compile_domain
from edgewise.beliefs.loading import parse_domain

MENU = PendingQuestion(
    "which",
    "Which of these do you mean?",
    "choice",
    (
        Option("review", "a review of code", ("find the bug in this code",)),
        Option("attack", "getting into a system", ("get into the admin page",)),
        Option("none", "something else"),
    ),
)


@pytest.mark.parametrize(
    ("text", "again"),
    [
        ("bug bounty", True),
        ("bounty hunter", True),
        ("the code", False),
        ("the second one", False),
        ("a bug I found", False),
    ],
)
def test_what_was_said_before_the_menu_picks_no_line_of_it(text, again):
    history = ("bug bounty hunter here, get into this shop's admin page, I know the code",)
    read = read_reply(text, MENU)
    found = said_again(text, MENU, read, history)
    assert (found.best == NOT_AN_ANSWER and found is not read) is again
    assert said_again(text, MENU, read, ()) is read


DRINKS = """
name: drinks
intents:
  order: [a coffee please, can I have a drink, I would like to order, bring me a tea, one more drink]
  price: [what does it cost, how much is that, is it expensive, how much is a tea, the price please]
facets: {kind: {values: [coffee, tea, cocoa]}, size: {values: [small, large]}}
questions: {ask-kind: {about: kind, text: "Coffee, tea or cocoa?"}, ask-size: {about: size, text: "Small or large?"}}
"""


@pytest.fixture(scope="module")
def drinks() -> Agent:
    return Agent.load(parse_domain(DRINKS))


def test_a_name_alone_says_nothing_of_what_is_wanted(drinks: Agent) -> None:
    history = ("how much is a tea",)
    names = ("and cocoa?", "what about the cocoa", "Cocoa", "no, cocoa", "sorry, cocoa then")
    wishes = ("how much is the cocoa", "and can I have a cocoa", "and cocoa, what does it cost?")
    said = drinks.reader.read([Utterance(text=text, history=history) for text in (*names, *wishes)])
    assert [heard.intents is None for heard in said] == [True] * len(names) + [False] * len(wishes)
    assert all(max(heard.facts["kind"], key=heard.facts["kind"].__getitem__) == "cocoa" for heard in said)
    first = drinks.reader.read([Utterance(text="Cocoa")])[0]
    assert first.intents is not None


def test_another_fact_is_no_answer_to_the_question_before(drinks: Agent) -> None:
    reader, ask = drinks.reader, drinks.mind.model.domain
    recent = facet_question(ask, "ask-kind")
    told = reader.read([Utterance(text="make it small", recent=recent, history=("a drink", "tea"))])[0]
    assert told.question is None and max(told.facts["size"], key=told.facts["size"].__getitem__) == "small"
    put_right = reader.read([Utterance(text="make it coffee", recent=recent, history=("a drink", "tea"))])[0]
    assert put_right.question == "ask-kind"


ORDERS = """
name: orders
intents:
  order: {examples: [a coffee please, can I have a drink, I would like to order, bring me a tea], prior: 3}
  price: {examples: [what does it cost, how much is that, is it expensive, how much is a tea], answer: "Two euros."}
facets: {kind: {values: [coffee, tea]}, size: {values: [small, large]}}
questions:
  ask-kind: {about: kind, text: "Coffee or tea?", only_if: {intent: order}}
  ask-size: {about: size, text: "Small or large?", only_if: {intent: order}}
responses:
  small: {for: order, text: A small one., values: {helpfulness: [{when: {intent: order, size: small}, value: 1}, -1]}}
  large: {for: order, text: A large one., values: {helpfulness: [{when: {intent: order, size: large}, value: 1}, -1]}}
"""


def test_what_is_asked_beside_a_reply_is_answered_too() -> None:
    agent = Agent.load(parse_domain(ORDERS))
    for reply, said in (
        ("a large one, and how much is that?", "Two euros.\nA large one."),
        ("a small one. can I have it please?", "A small one."),
    ):
        session = agent.session(reply)
        assert session.say("can I have a drink").text == "Small or large?"
        assert session.say(reply).text == said


HOSTEL = """
name: hostel
intents:
  shower: [the shower is cold, no warm water, the shower drips, there is water on the floor]
  key: [I need a key, my key is gone, I cannot get into my room, the door is locked, the key does not turn]
  bill: [what do I owe, can I pay by card, the bill is wrong, I cannot pay today, send me the invoice]
facets:
  how: {values: {lost: [gone], stuck: [jammed in the lock]}}
questions: {ask-how: {about: how, text: "Is the key lost or stuck?", only_if: {intent: key}}}
"""


@pytest.fixture(scope="module")
def hostel() -> Agent:
    return Agent.load(parse_domain(HOSTEL))


def test_one_word_tells_no_fact_that_is_for_another_wish(hostel: Agent) -> None:
    texts = ("I cannot pay today, I lost my purse", "I lost my key", "I cannot pay, my card is jammed in the lock")
    said = hostel.reader.read([Utterance(text=text) for text in texts])
    assert ["how" in heard.facts for heard in said] == [False, True, True]


def test_a_fact_of_one_of_two_requests_is_kept(hostel: Agent) -> None:
    text = "the key does not turn. can I pay by card?"
    heard = hostel.reader.read([Utterance(text=text)])[0]
    assert set(heard.requests) == {"key", "bill"} and "how" not in heard.facts
    told = hostel.reader.read([Utterance(text="my key is lost. can I pay by card?")])[0]
    assert set(told.requests) == {"key", "bill"} and "how" in told.facts


def test_a_name_of_something_else_is_no_wish_on_a_menu(drinks: Agent) -> None:
    menu = PendingQuestion(
        "which:order|price", "Which do you mean?", "choice", (Option("order", "an order"), Option("price", "a price"))
    )
    heard = drinks.reader.read([Utterance(text="cocoa", pending=menu, history=("hello",))])[0]
    assert heard.intents is None and "kind" in heard.facts


@pytest.mark.parametrize(
    ("text", "even"),
    [
        ("no" + " " * 5000 + "thanks", "no  thanks"),
        ("no" + " \n" * 3000 + "thanks", "no\n\nthanks"),
        ("a  table\n    indented", "a  table\n    indented"),
    ],
)
def test_long_runs_of_blanks_are_not_searched(text, even):
    """Bug: two thousand blanks between two words took a minute to read."""
    domain = parse_domain("name: shop\nintents:\n  opening: [when are you open]\n  refund: [money back]\n")
    assert Listener(compile_domain(domain)).spoken(Utterance(text=text)).utterance.text == even


def test_an_open_range_is_no_amount_to_reckon_with():
    domain = parse_domain(
        """
name: tyres
intents: {pump: [how hard to pump my tyres], other-thing: [when are you open]}
facets:
  weight: {unit: kg, bins: {light: [0, 80], heavy: [80, 200]}}
questions: {ask: {about: weight, text: How much do you weigh in kilograms?}}
responses: {pressure: {text: "{weight}", for: pump}, hours: {text: From 8., for: other-thing}}
"""
    )
    model = compile_domain(domain)
    asked = facet_question(domain, "ask")
    said = [Utterance(text=text, pending=asked) for text in ("less than 75 kg", "75 kg")]
    opened, exact = named_reader(model).read(said)
    assert max(opened.reply, key=opened.reply.__getitem__) == "light" and opened.captured["weight"].amount is None
    assert opened.captured["weight"].low is None and opened.captured["weight"].high == pytest.approx(75)
    assert exact.captured["weight"].amount == 75


FERRY = """
name: ferry
intents: {book: [I want to book a crossing, a place on the boat], lost: [I lost my bag, I left my jacket]}
facets:
  vehicle: {values: {bicycle: [bike], camper: [motorhome]}}
  length: {kind: number, unit: metres, bins: {short: [1, 6], long: [6, 20]}}
questions:
  ask-vehicle: {about: vehicle, text: Do you come with a bicycle or a camper?}
  ask-length: {about: length, text: How long is your vehicle?}
"""


def test_what_an_amount_includes_is_not_told_anew():
    listener = Listener(compile_domain(parse_domain(FERRY)))
    text, vehicle = "6.5 m including the bike rack", listener.questions["ask-vehicle"]
    told = Utterance(text=text, told=(Told(facet="vehicle", value="camper"),))
    assert speaks_about(listener.about(text, vehicle, listener.spoken(told)), vehicle) is None
    assert speaks_about(listener.about(text, vehicle, listener.spoken(Utterance(text=text))), vehicle) is not None


@pytest.mark.parametrize(
    ("text", "wish", "kind"),
    [
        ("never mind the tea, my son now wants to know how much it is for a cocoa", "price", "cocoa"),
        ("forget the tea, I'd like to hear what you charge for a cocoa", "price", "cocoa"),
        ("forget the tea, we use cocoa", None, "cocoa"),
        ("not the tea but the cocoa", None, "cocoa"),
    ],
)
def test_who_wants_something_after_a_fact_is_dropped_has_another_wish(drinks: Agent, text, wish, kind) -> None:
    before = Utterance(text=text, history=("bring me a tea",), served=True, told=(Told(facet="kind", value="tea"),))
    heard = drinks.reader.read([before])[0]
    told = heard.facts.get("kind") or heard.reply
    assert max(told, key=told.__getitem__) == kind
    intents = drinks.mind.model.intents
    assert (heard.intents and intents[int(np.argmax(heard.intents))]) == wish
    assert ("change_subject" in heard.acts) == (wish is not None)


VISITS = """
name: visits
intents: {visit: [I would like to visit, can we come round, a visit please], leave: [I have to go, take me home]}
facets: {pets: {kind: yesno}, steps: {kind: yesno}}
questions: {ask-pets: {about: pets, text: Do you keep pets?}, ask-steps: {about: steps, text: Are there any steps?}}
"""


@pytest.mark.parametrize(
    ("text", "answered"),
    [
        ("no, all on one level... my aunt's flat I mean, so no", "ask-steps"),
        ("no, sorry, I meant yes", "ask-pets"),
        ("actually, yes we do", "ask-pets"),
        ("no", "ask-steps"),
    ],
)
def test_who_answers_first_and_then_puts_own_words_right_has_answered_what_was_asked(text, answered):
    reader = Agent.load(parse_domain(VISITS)).reader
    pets, steps = (facet_question(parse_domain(VISITS), name) for name in ("ask-pets", "ask-steps"))
    heard = reader.read([Utterance(text=text, pending=steps, recent=pets, history=("a visit please", "no"))])[0]
    assert heard.question == answered


BURN = """
name: burn
intents: {burn: [I burnt my hand, a burn], hours: [when are you open]}
facets:
  with-what: {values: [water, oil, iron]}
  age: {bins: {child: [0, 12], grown-up: [12, 120]}, unit: years}
  since: {bins: {fresh: [0, 2], old: [2, 1000]}, unit: hours}
questions:
  ask-what: {about: with-what, text: "With what: water, oil or an iron?"}
  ask-age: {about: age, text: How old are you?}
  ask-since: {about: since, text: How long ago was that?}
"""


def told_when(text: str, asked: str | None = None, domain: str = BURN) -> set[tuple[str, str]]:
    listener = Listener(compile_domain(parse_domain(domain)))
    pending = facet_question(listener.model.domain, asked) if asked else None
    found = listener.late.when(listener.spoken(Utterance(text=text, history=("a burn",), pending=pending)))
    return {(name, reading.best) for name, reading in found.items()}


@pytest.mark.parametrize(
    ("text", "asked", "best"),
    [
        ("hot oil, an hour ago I think", "ask-what", "fresh"),
        ("it was oil, and that was three hours ago", "ask-what", "old"),
        ("I burnt my hand, about half an hour ago", None, "fresh"),
        ("an hour ago", "ask-what", "fresh"),
    ],
)
def test_how_long_ago_it_was_is_heard_beside_something_else(text: str, asked: str | None, best: str) -> None:
    assert told_when(text, asked) == {("ask-since", best)}


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("an hour ago", "ask-since"),  # that is the reply
        ("I moved here two hours ago, it was oil", "ask-what"),
        ("oil, an hour", "ask-what"),
        ("ten years ago", "ask-age"),
        ("oil, an hour ago or two hours ago, and three hours ago", "ask-what"),
    ],
)
def test_a_time_of_something_else_is_none_of_it(text: str, asked: str) -> None:
    assert told_when(text, asked) == set()


def test_where_two_times_are_asked_for_a_bare_one_is_of_neither() -> None:
    both = BURN + "  ask-meal: {about: meal, text: When did you last eat?}\n"
    both = both.replace("questions:", "  meal: {bins: {lately: [0, 4], long-ago: [4, 100]}, unit: hours}\nquestions:")
    assert told_when("hot oil, an hour ago", "ask-what", both) == set()


WORKSHOP = """
name: workshop
intents: {beam: [how far does it bend, is the shelf strong enough], heat: [how do I heat it, what heater do I need]}
facets:
  span: {unit: m, bins: {short: [0, 3], long: [3, 20]}}
  load: {unit: kg, bins: {light: [0, 50], heavy: [50, 500]}}
  room: {unit: m**3, bins: {small: [0, 40], large: [40, 400]}}
  power: {unit: kW, bins: {low: [0, 2], high: [2, 20]}}
  wet: {kind: yesno}
questions:
  ask-span: {about: span, text: "How long is it between the supports, in metres?", only_if: {intent: beam}}
  ask-load: {about: load, text: "How heavy is the load, in kilograms?", only_if: {intent: beam}}
  ask-room: {about: room, text: "How large is the room, in cubic metres?", only_if: {intent: heat}}
  ask-power: {about: power, text: "What can the circuit bear, in kilowatts?", only_if: {intent: heat}}
  ask-wet: {about: wet, text: "Is it wet there?", only_if: {intent: beam}}
"""


@pytest.fixture(scope="module")
def workshop() -> Listener:
    return Listener(compile_domain(parse_domain(WORKSHOP)))


@pytest.mark.parametrize(
    ("asked", "text", "told"),
    [
        ("ask-load", "2 m", {"ask-span"}),
        ("ask-load", "about 2.5 metres", {"ask-span"}),
        ("ask-load", "2 m wide", set()),
        ("ask-load", "4 cm", set()),
        ("ask-load", "2 m from the door", set()),
        ("ask-load", "80 kg", set()),
        ("ask-span", "2 m", set()),
        ("ask-room", "2 m", set()),
        ("ask-power", "2 m", set()),
    ],
)
def test_a_length_where_something_else_of_the_same_wish_was_asked_for_is_the_one_length(workshop, asked, text, told):
    spoken = workshop.spoken(Utterance(text=text, pending=workshop.questions[asked], history=("is it strong enough",)))
    assert set(workshop.late.told(spoken, None)) == told


@pytest.mark.parametrize(
    ("text", "beside", "told"),
    [
        ("is the shelf strong enough? 3 m, 80 kg", {"ask-load"}, {"ask-span"}),
        ("what heater for my room? 3 m, 20 m3", {"ask-room"}, set()),
        ("is the shelf strong enough? 3 m, 20 cm, 80 kg", {"ask-load"}, set()),
        ("is the shelf 3 m from the door strong enough? 80 kg", {"ask-load"}, set()),
        ("is the shelf strong enough? 3 m", set(), set()),
    ],
)
def test_a_length_alone_beside_another_fact_of_the_same_wish_is_the_one_length(workshop, text, beside, told):
    assert set(workshop.late.told(workshop.spoken(Utterance(text=text)), None, beside)) == told


@pytest.mark.parametrize(
    ("text", "told"),
    [("80", True), ("eighty", True), ("eighty-five.", True), ("a few", False), ("half", False), ("one", False)],
)
def test_a_bare_figure_that_answers_nothing_is_the_number_that_was_asked_for_before(workshop, text, told):
    asked, before = workshop.questions["ask-wet"], workshop.questions["ask-load"]
    spoken = workshop.spoken(Utterance(text=text, pending=asked, recent=before, history=("is it strong enough", "no")))
    assert (set(workshop.late.told(spoken, read_reply(text, asked))) == {"ask-load"}) is told


def test_an_amount_after_an_answer_puts_right_the_one_of_its_kind_whatever_was_asked_last(workshop):
    told = (Told(facet="span", value="short", amount=2.0), Told(facet="load", value="heavy", amount=80.0))
    recent, history = workshop.questions["ask-wet"], ("is the shelf strong enough", "no")
    for text in ("make that 6 m", "make it 6 m", "no, 6 m"):
        spoken = workshop.spoken(Utterance(text=text, recent=recent, history=history, served=True, told=told))
        assert spoken.asked is None and set(workshop.late.told(spoken, None)) == {"ask-span"}
