"""The escalation round trip: handed over, silent, a person acts, the agent goes on knowing."""

from __future__ import annotations

import pytest
from agents_at_hand import cards, lab_mind
from edgewise.agent.deciding.choosing import progress_of
from edgewise.agent.inbox import UserText, acts_in, payload
from edgewise.agent.rights.person import NotAllowed, checked_act
from edgewise.agent.state.dialogue import DialogueState, new_dialogue
from edgewise.agent.state.events import Acted, Control, Controlled, PersonAct, PersonDeed, Said
from edgewise.agent.state.heard import Heard
from edgewise.agent.state.mind import belief_of
from edgewise.agent.turn import step
from edgewise.beliefs.errors import UnknownName

MIND = cards()
LAB = lab_mind()


def handed_over(mind=MIND) -> DialogueState:
    return step(mind, new_dialogue("a"), Controlled(Control(name="person"))).state


def act(state: DialogueState, mind=MIND, **what: object):
    return step(mind, state, Acted(PersonAct.model_validate(what)))


def test_the_handoff_says_who_why_and_what() -> None:
    package = handed_over()["handoff"]
    assert package is not None
    assert (package["session"], package["reason"]) == ("a", "asked_for_person")
    assert package["summary"].startswith("I hand over")


def test_the_suggested_reply_is_about_what_was_wanted() -> None:
    """Not about the last answer: "I have read your conversation about “no”" helps nobody."""
    state = new_dialogue("a")
    for text in ("my baby has a high fever", "5 months", "no", "I want a human"):
        state = step(MIND, state, Said(Heard(text=text))).state
    package = step(MIND, state, Controlled(Control(name="person"))).state["handoff"]
    assert package is not None and "about “my baby has a high fever”" in package["suggested"]


def test_what_is_merely_usual_is_not_told_as_known() -> None:
    """Nobody was asked about a pregnancy: that it is rare is no answer that a person may build on."""
    guessed = handed_over(LAB)["handoff"]
    right = step(LAB, new_dialogue("a"), Controlled(Control(name="correct", facet="purpose", value="research"))).state
    said = step(LAB, right, Controlled(Control(name="person"))).state["handoff"]
    assert guessed is not None and said is not None
    assert (guessed["known"], guessed["unknown"]) == ({}, ["the purpose"])
    assert (said["known"], said["unknown"]) == ({"the purpose": "research"}, [])


def test_a_reply_is_passed_on_and_the_person_keeps_the_word() -> None:
    replied = act(handed_over(), do="reply", text="This is Ann.")
    assert (replied.decision.act, replied.decision.text) == ("tell", "This is Ann.")
    assert replied.state["status"] == "with_person"
    assert replied.state["lines"][-1]["role"] == "operator"


def test_what_the_user_says_meanwhile_is_remembered() -> None:
    heard = Heard(text="my card is gone", intents=(0.0, -9.0, -9.0, -9.0))
    silent = step(MIND, handed_over(), Said(heard))
    assert silent.decision.act == "silent"
    back = act(silent.state, do="hand_back")
    assert (back.decision.act, back.decision.text) == ("answer", "I have blocked it.")


def test_resolving_closes_the_request() -> None:
    done = act(handed_over(), do="resolve", text="All done.")
    assert done.decision.text == "All done."
    assert (done.state["status"], done.state["handoff"], done.state["request"]) == ("open", None, 2)


def test_handing_back_what_nothing_is_known_about_does_not_call_a_person_again() -> None:
    back = act(handed_over(), do="hand_back", text="The machine can do this.")
    assert back.state["status"] == "open"
    assert back.decision.act in ("ask", "tell")
    assert back.decision.said.startswith("A colleague says: The machine can do this.")


def test_a_person_puts_the_belief_right() -> None:
    right = act(handed_over(), do="correct", facet="intent", value="a new card")
    assert right.decision.act == "silent"
    assert belief_of(MIND, right.state).top(1)[0][0] == "new"
    assert act(right.state, do="hand_back").decision.text == "It is on its way."


def test_what_an_operator_attests_opens_what_was_blocked() -> None:
    heard = Heard(text="the route", intents=tuple(0.0 if i == "synthesis-route" else -9.0 for i in LAB.model.intents))
    state = step(LAB, new_dialogue("a"), Said(heard)).state
    taken = act({**state, "status": "with_person"}, LAB, do="attest", facet="purpose", value="research")
    back = act(taken.state, LAB, do="hand_back")
    assert back.decision.response == "route"


def test_what_an_operator_vouched_for_is_not_asked() -> None:
    about = {name for name, asked in LAB.domain.questions.items() if asked.about == "purpose"}
    fresh = new_dialogue("a")
    assert about and not about & progress_of(LAB, fresh).asked
    taken = act({**fresh, "status": "with_person"}, LAB, do="attest", facet="purpose", value="research")
    assert about <= progress_of(LAB, taken.state).asked


@pytest.mark.parametrize(("do", "said"), [("attest", "cannot vouch for"), ("correct", "cannot correct")])
def test_only_whom_the_domain_names_may_settle_a_facet(do: PersonDeed, said: str) -> None:
    """Bug: who may not attest that the lock is theirs put it right instead, which opened the same answer."""
    facets = {"purpose": {**LAB.domain.facets["purpose"].model_dump(), "attest": ["system"]}}
    strict = lab_mind(facets=facets)
    with pytest.raises(NotAllowed, match=said):
        checked_act(strict.domain, PersonAct(do=do, facet="purpose", value="research"))
    wanted = PersonAct(do="correct", facet="intent", value="disposal")
    assert checked_act(strict.domain, wanted) == wanted
    refused = act(handed_over(strict), strict, do=do, facet="purpose", value="research")
    assert refused.decision.reason.startswith("not_done")
    assert refused.state["ledger"] == []


def test_unknown_names_are_refused_at_the_desk() -> None:
    with pytest.raises(UnknownName, match="purpse"):
        checked_act(LAB.domain, PersonAct(do="attest", facet="purpse", value="research"))


def test_giving_back_twice_says_it_once() -> None:
    state = handed_over()
    back = act(state, do="hand_back")
    assert back.decision.act != "silent"
    for again in ("hand_back", "resolve"):
        twice = act(back.state, do=again)
        assert (twice.decision.act, twice.state) == ("silent", back.state)
        passed_on = act(back.state, do=again, text="It is done.")
        assert passed_on.decision.text == "It is done."
        assert passed_on.state["ledger"] == back.state["ledger"]


def test_the_outcome_of_a_contest_is_told() -> None:
    told = act({**new_dialogue("a"), "contests": 1}, do="outcome", incident=1, text="You were right.")
    assert told.decision.text == "About your objection number 1: You were right."


@pytest.mark.parametrize(("contests", "incident"), [(0, None), (0, 1), (2, 3), (2, 0)])
def test_nobody_hears_of_an_objection_that_was_not_made(contests: int, incident: int | None) -> None:
    state = {**new_dialogue("a"), "contests": contests}
    taken = act(state, do="outcome", incident=incident, text="You were right.")
    assert (taken.decision.act, taken.decision.text, taken.state) == ("silent", "", state)


def test_the_payload_has_both_shapes() -> None:
    shown = payload(handed_over())
    assert shown["action_request"]["action"] == "take_over"
    assert set(shown["config"]) == {"allow_accept", "allow_edit", "allow_respond", "allow_ignore"}
    assert shown["action_requests"][0]["name"] == shown["review_configs"][0]["action_name"] == "take_over"
    assert isinstance(shown["description"], str)


REPLIES = [
    ([{"type": "response", "args": "Hello"}], PersonAct(do="resolve", text="Hello")),
    ([{"type": "ignore", "args": None}], PersonAct(do="hand_back")),
    (
        [{"type": "edit", "args": {"action": "take_over", "args": {"do": "reply", "text": "x"}}}],
        PersonAct(do="reply", text="x"),
    ),
    ({"decisions": [{"type": "respond", "message": "Hello"}]}, PersonAct(do="resolve", text="Hello")),
    ({"decisions": [{"type": "reject", "message": "no"}]}, PersonAct(do="hand_back", text="no")),
    (
        {"decisions": [{"type": "edit", "edited_action": {"name": "take_over", "args": {"do": "take", "by": "Ann"}}}]},
        PersonAct(do="take", by="Ann"),
    ),
    ({"do": "hand_back"}, PersonAct(do="hand_back")),
    ("Hello", PersonAct(do="resolve", text="Hello")),
    ({"user": "are you there"}, UserText("are you there")),
]


@pytest.mark.parametrize(("reply", "expected"), REPLIES)
def test_replies_of_both_interfaces_are_understood(reply: object, expected: object) -> None:
    assert acts_in(reply, handed_over()) == [expected]


@pytest.mark.parametrize("do", ["reply", "outcome"])
def test_saying_nothing_is_no_way_to_say_something(do: PersonDeed) -> None:
    """A paused graph took it, and the user got an empty message."""
    assert acts_in({"do": do, "text": " "}, handed_over()) == []
    state = {**handed_over(), "contests": 1}
    taken = act(state, do=do)
    assert (taken.decision.act, taken.state) == ("silent", state)


@pytest.mark.parametrize("reply", [{"type": "accept"}, {"decisions": [{"type": "approve"}]}])
def test_accepting_sends_the_suggestion(reply: object) -> None:
    state: DialogueState = {**new_dialogue("a"), "handoff": {"suggested": "Hi"}}
    assert acts_in(reply, state) == [PersonAct(do="resolve", text="Hi")]


@pytest.mark.parametrize(
    "reply", [None, 3, {}, {"type": "edit", "args": "x"}, {"do": "explode"}, [], "  ", {"type": 1}]
)
def test_a_reply_that_makes_no_sense_is_no_act(reply: object) -> None:
    acts = acts_in(reply, handed_over())
    assert acts == [] or acts == [PersonAct(do="resolve")]


@pytest.mark.parametrize(
    ("lines", "about"),
    [
        (["my card is gone", "I want to talk to a person"], "“my card is gone”"),
        (["I want to talk to a person"], ""),
        (["where is it?"], "“where is it?”"),
    ],
)
def test_what_is_suggested_to_a_person_names_the_matter_and_not_the_call_for_them(lines: list[str], about: str) -> None:
    state = new_dialogue("a")
    state["lines"] = [{"role": "user", "text": text, "turn": turn} for turn, text in enumerate(lines)]
    package = step(MIND, state, Controlled(Control(name="person"))).state["handoff"]
    assert package is not None
    assert about in package["suggested"] and bool(package["suggested"]) == bool(about)


def test_what_is_said_to_a_person_takes_the_place_of_no_open_request() -> None:
    """Bug: "anyone there?" was read as a request, and answered when the person gave the word back."""
    asked = step(MIND, new_dialogue("a"), Said(Heard(text="my card is gone", intents=(0.0, -2.0, -9.0, -9.0))))
    calls = Heard(text="can I talk to a person", acts=("change_subject", "human"))
    waiting = step(MIND, asked.state, Said(calls)).state
    assert belief_of(MIND, waiting).top(1) == belief_of(MIND, asked.state).top(1)
    said = step(MIND, waiting, Said(Heard(text="anyone there?", intents=(-9.0, -9.0, 0.0, -9.0)))).state
    assert belief_of(MIND, said).top(1) == belief_of(MIND, waiting).top(1)
