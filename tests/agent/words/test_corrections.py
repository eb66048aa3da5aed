import re

import pytest
from edgewise.agent.replies.bank import question_from
from edgewise.agent.replies.weighing import read_reply
from edgewise.agent.words.all_but import all_there_is, excepted
from edgewise.agent.words.corrections import (
    contrasted,
    corrected,
    corrects_itself,
    denies_itself,
    echoes,
    said_anew,
)
from hypothesis import given
from hypothesis import strategies as st


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("apart from her apixaban nothing", "her apixaban"),
        ("nothing at all except for the pill.", "the pill"),
        ("no other tablets besides warfarin", "warfarin"),
        ("nothing else", "nothing else"),
        ("nope, bar a spray for my nose", "a spray for my nose"),
        ("none at all. oh, unless you count an aspirin", "an aspirin"),
        ("nothing but my sleeping pill", "my sleeping pill"),
        ("no, nothing. mind you, he had some linctus", "he had some linctus"),
        ("statins and nothing else", "statins"),
        ("nope, not a thing, unless honey counts", "honey"),
        ("nothing, unless my sister's aspirin counts!", "my sister's aspirin"),
        ("nothing unless it gets worse", "nothing unless it gets worse"),
        ("well, nothing else", "well, nothing else"),
        ("I take nothing else", "I take nothing else"),
        ("nothing apart from this", "nothing apart from this"),
        ("nothing, apart from that I am well. And you?", "nothing, apart from that I am well. And you?"),
    ],
)
def test_nothing_but_one_thing_is_that_thing(text, left):
    assert all_there_is(text) == left


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("no wait, at one end", "at one end"),
        ("sorry, I meant 12", "12"),
        ("I misread the ruler, it's 2.4 m", "it's 2.4 m"),
        ("oh I mixed them up, the load is 80 kg", "the load is 80 kg"),
        ("wrong way round: 2 m and 80 kg", "2 m and 80 kg"),
        ("there was blood in it too, I forgot to say", "there was blood in it too"),
        ("oh I forgot, she takes heparin", "she takes heparin"),
        ("I take iron. I should have mentioned that earlier", "I take iron"),
        ("the name, I forgot", "the name, I forgot"),
        ("I forgot to take it", "I forgot to take it"),
        ("No, I meant large", "large"),
        ("large, no wait, medium", "medium"),
        ("yes, scratch that, no", "no"),
        ("oops, typo: 14", "14"),
        ("on second thought, the red one", "the red one"),
        ("make that two", "two"),
        ("actually no", "no"),
        ("no - wait, I do", "I do"),
        ("I meant small, not large", "small, not large"),
        ("I was wrong, it's the left one", "it's the left one"),
        ("sorry I misspoke, it's Tuesday", "it's Tuesday"),
        ("oh sorry, Saturn is what I meant", "Saturn"),
        ("the green one, that's what I meant to say!", "the green one"),
        ("he's 19. no hang on that's his brother, this one is 14", "that's his brother, this one is 14"),
        ("it's green. sorry no, blue", "blue"),
        ("the green one. hm no, the blue one", "the blue one"),
        ("Tuesday, ugh no, Thursday", "Thursday"),
        ("it's for the left.. argh no, for the right", "for the right"),
        ("it was stolen. well no, not stolen, I left it there", "I left it there"),
        ("a red one, or not red really, more like rust", "more like rust"),
        ("it came twice. well no, the one is right, the other is unknown", "the one is right, the other is unknown"),
        ("somebody took it.. no, as you were, it's in the car", "it's in the car"),
        ("300, no sorry, 30", "30"),
        ("he took it twice, hmm, no sorry, they're two", "they're two"),
        ("they billed me double. well no, not double, one is right", "one is right"),
        ("it never came. hm, it did come, in a plain envelope", "it did come, in a plain envelope"),
        ("it never came, and he did write", "it never came, and he did write"),
        ("it hurts. no, not a migraine, it's the sun", "it hurts. no, not a migraine, it's the sun"),
        ("we have a dog. hm. no, that is all", "we have a dog. hm. no, that is all"),
        ("I said ah no, I never", "I said ah no, I never"),
    ],
)
def test_what_was_taken_back_is_left_out(text, left):
    assert corrected(text) == left


@pytest.mark.parametrize(
    "text",
    ["no sorry, I can't", "no wait", "sorry", "I don't know what I meant to say", "that's what I meant", "", "?!"],
)
def test_a_reply_that_takes_nothing_back_stays(text):
    assert corrected(text) == text


def test_a_correction_is_read_as_surely_as_the_words_alone():
    # "no wait, " used to lower the reading from .94 to .49.
    question = question_from("Where does it sit?", ("at one end", "in the middle"))
    bare, put_right = read_reply("at one end", question), read_reply("no wait, at one end", question)
    assert put_right.log_likelihood == bare.log_likelihood
    assert "correct" in put_right.acts


@given(st.text(max_size=80))
def test_what_is_left_is_a_part_of_the_text_and_never_empties_it(text):
    left = corrected(text)
    assert left in text
    assert bool(re.search(r"\w", text)) == bool(re.search(r"\w", left))


@pytest.mark.parametrize(
    ("text", "question", "left"),
    [
        ("no, nothing. well apart from my inhaler", "Do you take anything else?", "yes, my inhaler"),
        ("nothing, barring the odd fume", "Is there anything toxic?", "yes, the odd fume"),
        ("none except for pollen", "Do you have any allergies?", "yes, pollen"),
        ("no, apart from the corner", "Is the room dry?", "no, apart from the corner"),
        ("no rash but a sore throat", "Any other symptoms?", "yes, a sore throat"),
        ("no cat, just a parrot", "Will you bring a pet?", "a parrot"),
        ("No tablets, but my inhaler.", "Do you take anything else?", "yes, my inhaler"),
        ("no pets, just two kids", "Will you bring a pet?", "no pets, just two kids"),
        ("no problem but a question", "Are you free?", "no problem but a question"),
        ("no fever but no appetite", "Any other symptoms?", "no fever but no appetite"),
        ("no, but a little warm", "Is it hot?", "no, but a little warm"),
        ("apart from that, no", "Do you take anything else?", "apart from that, no"),
        ("none bar the cough", "Any of these: a cough, a rash, a fever or a cold?", "yes, the cough"),
        ("nope, nothing besides my knee", "Any of these: a cough, a rash, a fever or a cold?", "my knee"),
        ("none, apart from some lead", "Does it hold anything toxic, explosive or infectious?", "yes, some lead"),
        (
            "none but for a seizure, I mean except a seizure",
            "Any of those: a cough or a rash?",
            "a seizure, I mean except a seizure",
        ),
    ],
)
def test_all_but_one_is_some(text, question, left):
    assert excepted(text, question) == left


@pytest.mark.parametrize(
    ("text", "itself"),
    [
        ("no. oh hang on, I had a cold remedy before bed", True),
        ("34, no wait, 43", True),
        ("she is 9. no hang on, that's her sister", True),
        ("no, I meant 12", False),
        ("no wait, at one end", False),
        ("sorry, 43", False),
        ("only the headache", False),
    ],
)
def test_who_takes_back_what_the_same_message_says_puts_nothing_earlier_right(text, itself):
    assert corrects_itself(text) is itself


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("nothing. oh, does the spray from this morning count?", "the spray from this morning"),
        ("does an inhaler count?", "an inhaler"),
        ("unless a cold remedy counts", "a cold remedy"),
        ("no, nothing else", "no, nothing else"),
        ("does it matter what I had for lunch?", "does it matter what I had for lunch?"),
    ],
)
def test_who_asks_whether_something_counts_has_it(text: str, left: str) -> None:
    assert all_there_is(text) == left


def test_a_hesitant_no_takes_back_what_it_follows() -> None:
    assert corrected("Jupiter. er no, Saturn") == "Saturn"
    assert corrected("er no, none of these") == "er no, none of these"


@pytest.mark.parametrize(
    ("text", "denies"),
    [
        ("it came twice, well, not twice, but late", True),
        ("small. hm, no, not small, the other", True),
        ("it came late, well, not today, but late", False),
        ("not small, no, not small", False),
        ("", False),
    ],
)
def test_a_word_of_ones_own_is_denied(text, denies):
    assert denies_itself(text) is denies


def test_nobody_but_one_is_somebody():
    assert excepted("no one but my aunt", "Is anybody at home?") == "yes, my aunt"
    assert excepted("nobody but us", "Is anyone at home?") == "yes, us"
    assert excepted("nobody, but thanks", "Is anyone at home?") == "nobody, but thanks"


def test_who_lied_takes_back_what_they_said():
    assert corrected("no. I lied, there is one") == "there is one"
    assert corrected("none, let me take that back: two") == "two"


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("this isn't about the bill, I want to move out", "I want to move out"),
        ("I don't need a plumber, the heating is cold", "the heating is cold"),
        ("no, I'm not asking about prices but when do you open", "when do you open"),
        ("not the shower, the sink leaks", "the sink leaks"),
        ("I haven't cancelled it, it just vanished", "it just vanished"),
        ("I can't log in, please help me", "I can't log in, please help me"),
        ("my parcel isn't here, when does it come", "my parcel isn't here, when does it come"),
        ("I haven't got my parcel, where is it", "I haven't got my parcel, where is it"),
        ("I don't need a plumber", "I don't need a plumber"),
        ("it is not about time. ", "it is not about time. "),
    ],
)
def test_a_wish_set_against_another_is_the_one_that_counts(text, left):
    assert contrasted(text) == left


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("no, all quiet. although now you mention it, the cellar smells", "the cellar smells"),
        ("nothing. but come to think of it there was a letter", "there was a letter"),
        ("I don't know. when I think about it, ten or so", "ten or so"),
        ("nope, on reflection none", "none"),
        ("nothing, now that you mention it", "nothing, now that you mention it"),
        ("no, come to think of it", "no, come to think of it"),
        ("no, not that I can think of", "no, not that I can think of"),
        ("the blue one. come to think of it, two of them", "the blue one. come to think of it, two of them"),
    ],
)
def test_what_comes_to_mind_after_a_denial_counts(text, left):
    assert corrected(text) == left


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("two wheels until yesterday, now only the front one", "only the front one"),
        ("it was blue. till March, then my aunt painted it green", "my aunt painted it green"),
        ("on pills until Friday, then nothing", "on pills until Friday, then nothing"),
        ("on pills until Friday, then I am finished", "on pills until Friday, then I am finished"),
        ("busy until noon, now can you book me in", "busy until noon, now can you book me in"),
    ],
)
def test_what_was_so_until_something_happened_is_over(text, left):
    assert corrected(text) == left


@pytest.mark.parametrize(
    ("text", "earlier"),
    [
        ("sorry, she does take something", True),
        ("sorry, she is pregnant", False),
        ("oh, she takes it because she is pregnant", False),
        ("no, none", False),
    ],
)
def test_words_of_the_question_before_speak_of_that_one(text, earlier):
    assert echoes(text, "Do they take anything else?", "Is she pregnant?") is earlier


@pytest.mark.parametrize(
    ("text", "rest"),
    [
        ("82 kg? no, 92", "92 kg"),
        ("I weigh 82 kg, no, 92 kg.", "I weigh 92 kg."),
        ("82? no 92", "92"),
        ("a table for 2, no, 3 euros off", "a table for 2, no, 3 euros off"),
        ("82 kg? no", "82 kg? no"),
    ],
)
def test_a_figure_takes_the_place_of_the_one_before_a_no(text, rest):
    assert corrected(text) == rest


@pytest.mark.parametrize(
    ("text", "left"),
    [
        (
            "I lost my bag. I mean, I have it here, the bag is not lost. It's the key that I miss",
            "It's the key that I miss",
        ),
        ("They charged me twice. Well, they haven't charged me. It only says pending", "It only says pending"),
        ("It is lost. It is not insured. Help me", "It is lost. It is not insured. Help me"),
        (
            "It hurts. I mean, it does not hurt at night. It is my knee",
            "It hurts. I mean, it does not hurt at night. It is my knee",
        ),
    ],
)
def test_who_thinks_again_and_denies_their_own_word_goes_on_from_there(text, left):
    assert corrected(text) == left


@pytest.mark.parametrize(
    ("text", "anew"),
    [
        ("The parcel never came. That is, a neighbour has it.", "a neighbour has it."),
        ("It doesn't work. I mean, it works, but slowly", "it works, but slowly"),
        ("I want my money. I mean, it was sent", ""),
        ("That is, if you have one", ""),
    ],
)
def test_how_it_is_in_fact_follows_a_denial(text, anew):
    assert said_anew(text) == anew


def test_what_was_said_by_mistake_is_no_part_of_what_is_left():
    assert corrected("the large, I said small out of habit") == "the large"
    assert corrected("at one end. sorry, I put both ends by mistake") == "at one end"
    assert corrected("I said small on purpose") == "I said small on purpose"
