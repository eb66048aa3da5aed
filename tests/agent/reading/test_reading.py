"""Reading with an encoder: the real one on a small domain, and a cheap double."""

from __future__ import annotations

from functools import cache

import numpy as np
import pytest
from edgewise.agent.graph import mind_of
from edgewise.agent.memory.hearing import absorb
from edgewise.agent.models.encoder import HashEncoder, load_encoder
from edgewise.agent.reading.asking import facet_question
from edgewise.agent.reading.encoder_reading import EncoderReader
from edgewise.agent.reading.intent_reading import _agrees
from edgewise.agent.state.dialogue import new_dialogue
from edgewise.agent.state.heard import Heard, Told, Utterance
from edgewise.agent.state.mind import Mind, belief_of
from edgewise.agent.words.ruled_out import ruled_out
from edgewise.agent.words.segments import Beside
from edgewise.beliefs.language.domain import Domain

DOMAIN = {
    "name": "clinic",
    "planner": "greedy",
    "intents": {
        "painkiller": ["which painkiller can I take", "something against a headache", "can I take ibuprofen"],
        "appointment": ["I want to book an appointment", "when can I see a doctor", "a date with the doctor please"],
        "invoice": ["I have not received my invoice", "send me the bill again", "a copy of my invoice please"],
    },
    "facets": {
        "age": {"name": "your age", "kind": "number", "unit": "year",
                "values": {"child": {"high": 12}, "teen": {"low": 12, "high": 18}, "adult": {"low": 18}}},
        "pregnant": {"name": "are you pregnant?", "kind": "yesno"},
    },
    "questions": {
        "how-old": {"about": "age", "text": "How old are you?"},
        "pregnant": {"about": "pregnant", "text": "Are you pregnant?"},
    },
}  # fmt: skip


@cache
def mind() -> Mind:
    return mind_of(Domain.model_validate(DOMAIN))


@cache
def reader(name: str = "real") -> EncoderReader:
    return EncoderReader(mind().model, load_encoder(device="cpu") if name == "real" else HashEncoder())


def hear(text: str, name: str = "real", **more: object) -> Heard:
    return reader(name).read([Utterance(text=text, **more)])[0]  # type: ignore[arg-type]


def best(heard: Heard) -> str:
    assert heard.intents is not None
    return mind().model.intents[int(np.argmax(heard.intents))]


def question(name: str):
    return facet_question(mind().domain, name)


@pytest.mark.parametrize(
    ("text", "intent"),
    [
        ("what helps when my head hurts", "painkiller"),
        ("I need a time slot for an examination next week", "appointment"),
        ("the bill has not arrived yet", "invoice"),
    ],
)
def test_paraphrases_find_their_intent(text: str, intent: str) -> None:
    assert best(hear(text)) == intent


@pytest.mark.parametrize("text", ["what is the capital of France", "asdf qwer", "play some jazz"])
def test_what_is_out_of_scope_is_no_clear_intent(text: str) -> None:
    heard = hear(text)
    assert heard.intents is not None
    p = np.exp(np.array(heard.intents)) * mind().model.prior
    assert (p / p.sum()).max() < 0.9 or best(heard) == "other"


@pytest.mark.parametrize("text", ["hello", "thanks", "why do you ask?", "I want to talk to a person"])
def test_what_is_about_the_dialogue_says_nothing_of_an_intent(text: str) -> None:
    heard = hear(text)
    assert heard.intents is None and heard.acts and heard.requests == ()


@pytest.mark.parametrize("joint", [", and also ", ". ", "; ", " and "])
def test_two_requests_are_both_heard_in_order(joint: str) -> None:
    heard = hear(f"which painkiller can I take{joint}I have not received my invoice")
    assert heard.requests == ("painkiller", "invoice")
    assert heard.intents is not None
    scores = dict(zip(mind().model.intents, heard.intents, strict=True))
    assert min(scores["painkiller"], scores["invoice"]) > scores["appointment"]


@pytest.mark.parametrize(
    "text", ["which painkiller can I take, and please be quick", "My invoice. Send me my invoice."]
)
def test_one_request_in_two_parts_is_one(text: str) -> None:
    assert hear(text).requests == ()


def test_facts_that_nobody_asked_for_are_heard_with_their_amounts() -> None:
    heard = hear("which painkiller can I take? I am 34 and pregnant")
    assert best(heard) == "painkiller"
    assert max(heard.facts["age"], key=heard.facts["age"].__getitem__) == "adult"
    assert max(heard.facts["pregnant"], key=heard.facts["pregnant"].__getitem__) == "yes"
    assert heard.captured["age"].amount == 34
    assert hear("I have not received my invoice").facts == {}


def test_a_reply_says_little_about_the_intent() -> None:
    heard = hear("34", pending=question("how-old"))
    assert (heard.question, heard.intents) == ("how-old", None)
    assert max(heard.reply, key=heard.reply.__getitem__) == "adult"
    assert heard.captured["age"].amount == 34


def test_a_question_that_is_not_answered_leaves_room_for_what_was_said() -> None:
    heard = hear("can you send me my invoice again?", pending=question("how-old"))
    assert heard.reply["other"] > np.log(0.5)
    assert best(heard) == "invoice"


def test_a_correction_goes_to_the_question_that_was_answered_last() -> None:
    heard = hear("no, I meant 15", recent=question("how-old"))
    assert "correct" in heard.acts and heard.question == "how-old"
    assert max(heard.reply, key=heard.reply.__getitem__) == "teen"
    assert hear("I have not received my invoice", recent=question("how-old")).question is None


def test_saying_it_again_in_other_words_is_not_twice_the_evidence() -> None:
    first = "something against a headache please"
    again = hear("please, something against a headache", history=("hello", first))
    assert again.mark and again.mark != hear("send me the bill again", history=("hello", first)).mark

    ledger = absorb(mind(), absorb(mind(), new_dialogue("a"), hear(first, history=())), again)
    other = absorb(mind(), absorb(mind(), new_dialogue("a"), hear(first)), again.model_copy(update={"mark": "new"}))
    assert belief_of(mind(), ledger).top(1)[0][1] < belief_of(mind(), other).top(1)[0][1]


@pytest.mark.parametrize("name", ["real", "double"])
def test_a_turn_is_one_call_of_the_model(name: str) -> None:
    said = [
        Utterance(text="a new message that nobody sent before, and also my invoice please"),
        Utterance(text="thirty-five, I think, and I am pregnant", pending=question("how-old"), history=("one more",)),
    ]
    reader(name).read([Utterance(text="34", pending=question("how-old")), Utterance(text="I am pregnant and 34")])
    assert [one.cost.calls for one in reader(name).read(said)] == [1, 1]


@pytest.mark.parametrize("text", ["no, though I may be, I'm late", "no. well, the test was a bit unclear, I think"])
def test_what_a_reply_grants_takes_no_further_call(text: str) -> None:
    assert hear(text, pending=question("pregnant")).cost.calls <= 1


def test_parts_are_read_apart_only_where_a_message_seems_to_ask_for_several_things() -> None:
    one = "I have not received my invoice yet and I need a copy of my bill again soon"
    two = "book an appointment with a doctor soon and tell me which painkiller helps here"
    assert hear(one).cost.calls == 1
    assert hear(two).cost.calls == 2 and hear(two).requests == ("appointment", "painkiller")
    assert hear(two).cost.calls == 0


@pytest.mark.parametrize("name", ["real", "double"])
def test_company_changes_nothing(name: str) -> None:
    texts = ["which painkiller can I take", "x", "send me the bill again and also book an appointment"]
    together = reader(name).read([Utterance(text=text) for text in texts])
    for text, one in zip(texts, together, strict=True):
        alone = hear(text, name)
        np.testing.assert_allclose(alone.intents or (), one.intents or (), atol=1e-4)
        assert (alone.requests, alone.acts, alone.facts) == (one.requests, one.acts, one.facts)


@pytest.mark.parametrize("name", ["real", "double"])
@pytest.mark.parametrize("text", ["", " ", "?", "x" * 9000, "🤷", "\u202eabc", "a\x00b", "1" * 400, "no " * 900])
def test_nothing_that_is_written_breaks_a_reader(name: str, text: str) -> None:
    heard = hear(text, name, pending=question("how-old"))
    assert np.isfinite(heard.intents or ()).all()
    assert np.exp(list(heard.reply.values())).sum() == pytest.approx(1)


@pytest.mark.parametrize("name", ["real", "double"])
@pytest.mark.parametrize(
    "text",
    [
        "the bill is wrong. I say wrong, I know when it came, it was for my brother's knee",
        "send the invoice again and also, don't tell me when you are open, book me an appointment",
        "my head hurts. no need to say what it is, but a date with the doctor would be good",
    ],
)
def test_what_is_ruled_out_between_parts_breaks_no_reader(name: str, text: str) -> None:
    assert ruled_out(text).wishes
    assert np.isfinite(hear(text, name).intents or ()).all()


@pytest.mark.parametrize(
    ("asks", "part", "whole", "counts"),
    [
        (True, (0.99, 0.005, 0.005), (0.7, 0.2, 0.1), True),
        (True, (0.99, 0.005, 0.005), (0.1, 0.5, 0.4), True),
        (False, (0.99, 0.005, 0.005), (0.1, 0.5, 0.4), False),
        (True, (0.99, 0.005, 0.005), (0.1, 0.8, 0.1), False),
        (True, (0.9, 0.05, 0.05), (0.7, 0.2, 0.1), True),
        (False, (0.9, 0.05, 0.05), (0.7, 0.2, 0.1), True),
        (True, (0.75, 0.15, 0.1), (0.7, 0.2, 0.1), False),
        (True, (0.9, 0.05, 0.05), (0.95, 0.03, 0.02), False),
        (True, (0.9, 0.05, 0.05), (0.1, 0.5, 0.4), False),
        (True, (0.005, 0.005, 0.99), (0.2, 0.2, 0.6), False),
    ],
    ids=[
        "surer", "leaves-open", "asks-for-nothing", "says-otherwise", "fairly-clear", "a-wish", "not-clear",
        "less-sure", "not-clear-enough", "nothing-here",
    ],
)  # fmt: skip
def test_a_part_beside_a_story_counts_alone_only_where_it_is_clear(asks, part, whole, counts) -> None:
    assert _agrees(Beside("a question", "a story", asks), np.log(part), np.log(whole)) is counts


def test_what_a_message_says_and_then_denies_is_not_what_it_asks_for():
    told = "a copy of my invoice please. well no, not my invoice, the doctor, could I come on Monday"
    assert best(hear(told)) == "appointment"
    assert best(hear("a copy of my invoice please. well no, not a copy, the invoice again")) == "invoice"


BAD = {
    **DOMAIN,
    "facets": {
        **DOMAIN["facets"],
        "bad": {"name": "how bad it is", "values": {"mild": {}, "moderate": {}, "severe": {}}},
        "room": {"name": "the room", "values": {"garage": {}, "cellar": {}, "attic": {}}},
    },
    "questions": {
        **DOMAIN["questions"],
        "how-bad": {"about": "bad", "text": "How bad is it?"},
        "where": {"about": "room", "text": "Which room is it in?"},
    },
}  # fmt: skip


@cache
def bad_reader() -> EncoderReader:
    return EncoderReader(mind_of(Domain.model_validate(BAD)).model, load_encoder(device="cpu"))


@pytest.mark.parametrize(
    ("asked", "text", "answer"),
    [
        ("how-bad", "we took it for mild at first but it's severe", "severe"),
        ("how-bad", "mild yesterday, today it's severe", "severe"),
        ("how-bad", "worse than moderate", "severe"),
        ("how-bad", "neither mild nor severe", "moderate"),
        ("where", "in the celler", "cellar"),
        ("where", "they cleared the garage last year, so the attic", "attic"),
        ("where", "both the garage and the attic", "other"),
    ],
)
def test_a_reply_that_names_several_options_is_read_by_its_clauses(asked, text, answer):
    pending = facet_question(bad_reader().model.domain, asked)
    heard = bad_reader().read([Utterance(text=text, pending=pending)])[0]
    assert max(heard.reply, key=heard.reply.__getitem__) == answer


def test_two_names_that_nothing_tells_apart_settle_nothing():
    pending = facet_question(bad_reader().model.domain, "where")
    told = bad_reader().read([Utterance(text="water in the cellar comes from the attic", pending=pending)])[0].reply
    assert max(np.exp(list(told.values()))) < 0.5


def test_who_points_back_says_what_was_said():
    told = mind_of(Domain.model_validate({**DOMAIN, "facets": {**DOMAIN["facets"], "pills": PILLS}}))
    read = EncoderReader(told.model, HashEncoder())
    asked = facet_question(told.domain, "ask-pills")

    def answer(text: str, **more: object) -> str:
        heard = read.read([Utterance(text=text, pending=asked, **more)])[0]  # type: ignore[arg-type]
        return max(heard.reply, key=heard.reply.__getitem__)

    before = (Told(facet="pills", value="thinner"),)
    assert answer("only that one", told=before) == "thinner"
    assert answer("as I said", told=before) == "thinner"
    assert answer("no, just those two") == "other"
    assert answer("nothing", told=before) == "nothing"
    assert (answer("nothing else"), answer("nothing else", told=before)) == ("other", "thinner")


PILLS = {
    "name": "other pills",
    "several": True,
    "values": {"nothing": ["none"], "thinner": ["warfarin"], "pressure": ["ramipril"]},
}
