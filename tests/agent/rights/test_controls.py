"""Every control in words and by call; none of them passes a hard limit."""

from __future__ import annotations

import pytest
from agents_at_hand import LAB_SCRIPT, cards, lab_mind, reader_of
from edgewise.agent.deciding.choosing import Step
from edgewise.agent.reading.asking import pending_question
from edgewise.agent.state.dialogue import DialogueState, new_dialogue
from edgewise.agent.state.events import Acted, Control, Controlled, PersonAct, Said
from edgewise.agent.state.heard import Heard, Utterance
from edgewise.agent.state.mind import Mind, belief_of, question_named
from edgewise.agent.turn import step
from edgewise.beliefs.belief.names import being
from edgewise.beliefs.belief.profile import UserProfile
from hypothesis import given
from hypothesis import strategies as st

MIND = cards()
LAB = lab_mind()


def say(mind: Mind, state: DialogueState, text: str) -> Step:
    pending = state["pending"]
    asked = pending_question(mind.model, question_named(mind.model, pending)) if pending else None
    script = LAB_SCRIPT if mind is LAB else None
    return step(mind, state, Said(reader_of(mind, script).read([Utterance(text=text, pending=asked)])[0], day=1.0))


def use(mind: Mind, state: DialogueState, **control: object) -> Step:
    return step(mind, state, Controlled(Control.model_validate(control), day=1.0))


def answered() -> DialogueState:
    return say(MIND, new_dialogue("a"), "my card is gone").state


def test_why_gives_one_sentence_and_more_on_request() -> None:
    first = say(MIND, answered(), "why?")
    assert first.decision.act == "tell"
    assert first.decision.text.startswith("I answer with “")
    again = say(MIND, first.state, "why?")
    assert again.decision.text.startswith(first.decision.text)
    assert "next best" in again.decision.text
    assert use(MIND, answered(), name="why", more=True).decision.text == again.decision.text


def test_why_of_a_question_is_its_reason_and_the_question_stays_open() -> None:
    asked = say(MIND, new_dialogue("a"), "hm")
    assert asked.decision.act == "ask"
    told = say(MIND, asked.state, "why do you ask?")
    assert told.decision.act == "tell"
    assert told.decision.options == asked.decision.options
    assert told.state["pending"] == asked.state["pending"]
    assert told.state["questions_used"] == asked.state["questions_used"]


def test_why_before_anything_was_decided() -> None:
    assert "not decided anything" in use(MIND, new_dialogue("a"), name="why").decision.text


def test_the_belief_is_shown_by_names() -> None:
    text = use(MIND, answered(), name="belief").decision.text
    assert "a lost card (" in text
    assert "lost (" not in text.replace("a lost card (", "")


def test_the_intent_is_put_right_and_decided_anew() -> None:
    right = use(MIND, answered(), name="correct", facet="intent", value="new")
    assert (right.decision.act, right.decision.text) == ("answer", "It is on its way.")


def test_a_correction_of_a_fact_replaces_what_was_said() -> None:
    state = use(MIND, answered(), name="correct", facet="abroad", value="yes").state
    place = MIND.model.facet_index["abroad"]
    yes = MIND.model.facets[place].values.index("yes")
    assert belief_of(MIND, state).facet(place)[yes] > 0.8
    other = use(MIND, state, name="correct", facet="abroad", value="no").state
    assert belief_of(MIND, other).facet(place)[yes] < 0.1
    without = use(MIND, other, name="correct", facet="abroad").state
    assert belief_of(MIND, without).facet(place)[yes] == pytest.approx(0.2, abs=0.05)


def test_a_correction_without_a_subject_says_what_is_noted() -> None:
    state = use(MIND, answered(), name="correct", facet="abroad", value="yes").state
    assert "being abroad: " in use(MIND, state, name="correct").decision.text


def test_a_fact_whose_name_asks_is_spoken_of_as_an_answer() -> None:
    """ "This assumes that how bad it is is mild" is no English."""
    assert being("the scale", "large") == "the scale is large"
    assert being("how bad it is", "mild") == "the answer to “how bad it is” is “mild”"
    assert being("whether the lock is theirs", "yes") == "the answer to “whether the lock is theirs” is “yes”"
    assert being("a pregnancy", "no") == "there is no pregnancy"
    assert being("an alarm sign", "yes") == "there is an alarm sign"
    assert being("being abroad", "no") == "the answer to “being abroad” is “no”"
    assert being("the lock is theirs", "yes") == "the answer to “the lock is theirs” is “yes”"
    assert being("an approval", "in writing") == "an approval is in writing"
    assert being("whichever", "x") == "whichever is x"


def test_just_answer_states_what_it_assumes() -> None:
    asked = say(MIND, new_dialogue("a"), "hm")
    taken = use(MIND, asked.state, name="just_answer")
    assert taken.decision.act == "answer"
    assert "This assumes that this is about a" in taken.decision.text


def test_reset_forgets_the_user_but_not_what_was_vouched_for() -> None:
    state = step(LAB, new_dialogue("a"), Acted(PersonAct(do="attest", facet="purpose", value="harm"))).state
    state = say(LAB, state, "the route please").state
    fresh = use(LAB, state, name="reset").state
    place = LAB.model.facet_index["purpose"]
    assert belief_of(LAB, fresh).facet(place)[LAB.model.facets[place].values.index("harm")] == pytest.approx(1.0)
    assert fresh["asked"] == [] and fresh["turn"] == state["turn"] + 1


def test_reset_says_what_it_does_not_forget() -> None:
    """Bug: "we start over" kept what the desk had settled, and said nothing of it."""
    attested = step(LAB, new_dialogue("a"), Acted(PersonAct(do="attest", facet="purpose", value="harm"))).state
    kept = "I still go by what a colleague settled: the purpose is to hurt somebody."
    assert f"start over. {kept} What can I do" in use(LAB, attested, name="reset").decision.text
    assert "start over. What can I do" in use(LAB, new_dialogue("a"), name="reset").decision.text


def test_reset_forgets_what_an_operator_only_put_right() -> None:
    state = step(LAB, new_dialogue("a"), Acted(PersonAct(do="correct", facet="purpose", value="harm"))).state
    state = step(LAB, state, Acted(PersonAct(do="correct", facet="intent", value="disposal"))).state
    assert use(LAB, state, name="reset").state["ledger"] == []


def test_reset_forgets_of_whom_or_what_was_talked_about() -> None:
    facets = {"purpose": {**LAB.domain.facets["purpose"].model_dump(), "of": "thing"}}
    lab = lab_mind(facets=facets)
    state = step(lab, new_dialogue("a"), Acted(PersonAct(do="attest", facet="purpose", value="harm"))).state
    assert use(lab, state, name="reset").state["ledger"] == []


def test_what_an_operator_settled_the_user_cannot_correct() -> None:
    state = step(LAB, new_dialogue("a"), Acted(PersonAct(do="attest", facet="purpose", value="harm"))).state
    told = use(LAB, state, name="correct", facet="purpose", value="research")
    assert told.decision.act == "tell" and "settled by" in told.decision.text
    assert told.state["ledger"] == state["ledger"]


def test_explore_shows_the_other_readings() -> None:
    shown = say(MIND, answered(), "what else could it be?")
    assert shown.decision.act == "tell"
    assert set(shown.decision.options) == {"a lost card", "a new card", "a higher limit"}


def test_a_person_is_always_to_be_had() -> None:
    taken = use(MIND, new_dialogue("a"), name="person")
    assert (taken.decision.act, taken.state["status"]) == ("escalate", "with_person")


def test_a_contest_makes_an_incident_with_the_decision() -> None:
    taken = say(MIND, answered(), "I disagree, reconsider")
    assert taken.decision.act == "tell"
    assert taken.decision.incident is not None
    assert taken.decision.incident["number"] == 1
    assert taken.decision.incident["decision"]["response"] == "answer-lost"
    again = use(MIND, taken.state, name="contest", text="still wrong")
    assert again.decision.incident is not None and again.decision.incident["number"] == 2
    assert use(MIND, new_dialogue("a"), name="contest").decision.incident is None


def test_a_request_that_sounds_like_a_contest_is_a_request() -> None:
    heard = Heard(text="I dispute this", intents=(0.0, -9.0, -9.0, -9.0), acts=("contest", "inform"))
    assert step(MIND, answered(), Said(heard)).decision.act == "answer"


def test_what_if_tells_and_changes_nothing() -> None:
    state = say(LAB, new_dialogue("a"), "the route please").state
    told = use(LAB, state, name="what_if", facet="purpose", value="harm")
    assert told.decision.act == "tell"
    assert told.decision.text.startswith("If you told me that the purpose is to hurt somebody: I ")
    assert told.state["ledger"] == state["ledger"] and told.state["pending"] == state["pending"]


def test_what_if_in_words() -> None:
    told = say(LAB, new_dialogue("a"), "what if it is to hurt somebody?").decision
    assert told.act == "tell" and "the purpose is to hurt somebody" in told.text


def test_unknown_names_are_told_not_raised() -> None:
    told = use(MIND, answered(), name="what_if", facet="colour", value="red")
    assert told.decision.text == "I don't know fact 'colour'."


def test_the_profile_is_in_the_users_hands() -> None:
    state = new_dialogue("a")
    assert "no profile" in use(MIND, state, name="profile").decision.text
    state = say(MIND, state, "remember me").state
    state = say(MIND, state, "my card is gone").state
    assert "a lost card (" in say(MIND, state, "show my profile").decision.text
    edited = use(MIND, state, name="profile", do="edit", intent="new", number=4.0).state
    assert UserProfile.model_validate(edited["profile"]).counts["new"] == 4.0
    off = use(MIND, edited, name="profile", do="off").state
    assert say(MIND, off, "raise my limit").state["profile"] == off["profile"]
    assert UserProfile.model_validate(say(MIND, off, "forget me").state["profile"]).counts == {}


def test_a_profile_sharpens_and_exploring_sets_it_aside() -> None:
    profile = UserProfile(counts={"limit": 15.0}, day=1.0).model_dump(mode="json")
    state: DialogueState = {**new_dialogue("a"), "profile": profile}
    place = MIND.model.intent_index["limit"]
    plain = belief_of(MIND, new_dialogue("a")).intents[place]
    assert belief_of(MIND, state).intents[place] > 2 * plain
    assert belief_of(MIND, {**state, "exploring": True}).intents[place] == pytest.approx(plain)


def test_exploration_comes_at_the_rate_that_the_user_set() -> None:
    profile = UserProfile(day=1.0).model_dump(mode="json")
    state: DialogueState = {**new_dialogue("a"), "profile": profile}
    state = use(MIND, state, name="profile", do="explore", number=0.25).state
    exploring: list[bool] = []
    for _ in range(40):
        state = say(MIND, state, "my card is gone").state
        exploring.append(state["exploring"])
    assert sum(exploring) == 10


CONTROLS = st.one_of(
    st.sampled_from(["why", "belief", "just_answer", "reset", "explore", "contest", "repeat", "outcome"]).map(
        lambda name: Control(name=name)  # type: ignore[arg-type]
    ),
    st.builds(
        lambda name, value: Control(name=name, facet="purpose", value=value),
        st.sampled_from(["correct", "what_if"]),
        st.sampled_from(["research", "harm", ""]),
    ),
    st.just(Control(name="correct", facet="intent", value="synthesis-route")),
    st.just(Control(name="profile", do="edit", intent="synthesis-route", number=50.0)),
    st.just(Control(name="profile", do="on")),
)


@given(st.lists(st.one_of(CONTROLS, st.sampled_from(["the route please", "for research", "hm"])), max_size=8))
def test_no_control_passes_a_hard_limit(moves: list[Control | str]) -> None:
    """Whatever a user does and however often, nothing inadmissible is ever done."""
    state = new_dialogue("a")
    arbiter = LAB.policy.rules().arbiter
    route = list(LAB.domain.responses).index("route")
    for move in moves:
        taken = say(LAB, state, move) if isinstance(move, str) else step(LAB, state, Controlled(move, day=1.0))
        for weighed in taken.weighed:
            done = weighed.rationale.response
            if done is not None:
                names = list(LAB.domain.responses)
                assert arbiter.admissible(weighed.belief)[names.index(done.id)]
        if taken.decision.response == "route":
            assert arbiter.admissible(taken.weighed[-1].belief)[route]
        state = taken.state
        if state["status"] == "with_person":
            break
