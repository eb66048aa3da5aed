"""Reading by a language model: a noisy channel over one cached prefix."""

from __future__ import annotations

import numpy as np
import pytest
from agents_at_hand import cards
from edgewise.agent.models.causal_lm import CausalLM
from edgewise.agent.models.language_model import Prompt
from edgewise.agent.models.lm_doubles import ScriptedLM
from edgewise.agent.models.noisy_channel import Asked, Channel, fit_scale
from edgewise.agent.reading.asking import facet_question
from edgewise.agent.reading.lm_reading import LMReader, channel_prompt, intent_fillings
from edgewise.agent.state.heard import Utterance
from edgewise.beliefs.belief.model import compile_domain
from edgewise.beliefs.errors import ReaderFailed
from edgewise.beliefs.language.domain import Domain
from tiny_language_model import chatty_model, tiny_model

MODEL = cards().model
HINTS = {"gone": "a lost card", "post": "a new card", "raise": "a higher limit", "weather": "not on the list"}


def reader(**more: object) -> LMReader:
    return LMReader(MODEL, ScriptedLM(hints=HINTS, **more))  # type: ignore[arg-type]


def best(intents: tuple[float, ...] | None) -> str:
    assert intents is not None
    return MODEL.intents[int(np.argmax(intents))]


@pytest.mark.parametrize(
    ("text", "intent"), [("it is gone", "lost"), ("please post one", "new"), ("what weather", "other")]
)
def test_the_hypothesis_that_makes_the_words_likely_wins(text: str, intent: str) -> None:
    (heard,) = reader().read([Utterance(text=text)])
    assert best(heard.intents) == intent


def test_a_turn_is_one_call_of_the_model_whoever_waits() -> None:
    ours = reader()
    question = facet_question(MODEL.domain, MODEL.questions[0].id)
    said = [Utterance(text="it is gone and also raise my limit"), Utterance(text="yes", pending=question)]
    heard = ours.read(said)
    assert [one.cost.calls for one in heard] == [1, 1]
    assert heard[0].requests == ("lost", "limit")
    assert max(heard[1].reply, key=heard[1].reply.__getitem__) == "yes"
    assert heard[1].intents is None


def test_a_reply_is_read_by_rules_and_model_together() -> None:
    question = facet_question(MODEL.domain, MODEL.questions[0].id)
    plain, hinted = ("well you know", Utterance(text="well you know", pending=question))
    neutral = LMReader(MODEL, ScriptedLM()).read([hinted])[0].reply
    leaning = LMReader(MODEL, ScriptedLM(hints={plain: '"yes"'})).read([hinted])[0].reply
    assert leaning["yes"] - leaning["no"] > neutral["yes"] - neutral["no"]
    assert np.exp(list(leaning.values())).sum() == pytest.approx(1)


def test_a_repetition_in_other_order_gets_the_first_ones_mark() -> None:
    first, again, new = reader().read(
        [
            Utterance(text="my card is gone"),
            Utterance(text="Gone, my card is", history=("hello", "my card is gone")),
            Utterance(text="raise it", history=("my card is gone",)),
        ]
    )
    assert again.mark and not first.mark and not new.mark


def test_evidence_is_per_token_and_without_what_says_nothing() -> None:
    lm = ScriptedLM()
    channel = Channel(lm, Prompt("", "\ue000"))
    (short,), (long,) = channel.evidence([Asked("card", ("card",)), Asked("card card card", ("card",))])
    assert short == pytest.approx(long)
    assert channel.evidence([Asked("N/A", ("whatever",))])[0] == pytest.approx([0.0])
    assert channel.evidence([]) == []


def test_texts_without_content_are_scored_once() -> None:
    ours = reader()
    ours.read([Utterance(text="it is gone")])
    lm = ours.channel.lm
    assert isinstance(lm, ScriptedLM)
    before = len(lm.rows)
    ours.read([Utterance(text="raise it")])
    assert len(lm.rows) - before == len(MODEL.intents)


def test_the_scale_follows_how_much_the_evidence_is_worth() -> None:
    labels = np.array([0, 1, 0, 1])
    right = np.array([[1.0, 0.0], [0.0, 1.0]] * 2)
    assert fit_scale(right, labels, 4.0) > 4.0
    assert fit_scale(-right, labels, 4.0) < 1.0
    assert fit_scale(np.zeros((0, 2)), np.zeros(0, dtype=np.int64), 4.0) == 4.0


def test_the_scale_is_another_where_the_same_examples_mean_something_else(tmp_path, monkeypatch) -> None:
    """What was kept for one domain was taken for the other: only the texts were in the key, not what they mean."""
    monkeypatch.setenv("EDGEWISE_CACHE", str(tmp_path))
    words = ["red apple", "red cherry", "red rose"]
    scales = []
    for first, second in ((["fruit", *words], ["car"]), (["fruit"], ["car", *words])):
        domain = Domain.model_validate({"name": "x", "intents": {"red": first, "blue": second}})
        lm = ScriptedLM(hints={"red": "Somebody wants red"})
        scales.append(LMReader(compile_domain(domain), lm).scale)
    assert scales[0] > scales[1]


def test_the_prefix_names_what_is_offered_and_no_identifier() -> None:
    prompt = channel_prompt(MODEL.domain)
    assert "a lost card" in prompt.system and "my card is gone" in prompt.system
    assert intent_fillings(MODEL)[0] == "Somebody wants a lost card. They write:"
    assert len(intent_fillings(MODEL)) == len(MODEL.intents)


def test_a_model_that_fails_is_a_reader_that_failed() -> None:
    with pytest.raises(ReaderFailed):
        reader(fail_on="boom").read([Utterance(text="boom")])


@pytest.mark.parametrize("folder", [tiny_model, chatty_model])
def test_a_real_network_reads_the_same_alone_and_in_company(folder) -> None:
    ours = LMReader(MODEL, CausalLM(folder(), device="cpu"))
    said = [Utterance(text=text) for text in ("my card is gone", "ü", "raise my limit, it is far too low for a trip")]
    together = ours.read(said)
    for one, heard in zip(said, together, strict=True):
        (alone,) = ours.read([one])
        assert heard.intents is not None and np.isfinite(heard.intents).all()
        np.testing.assert_allclose(alone.intents or (), heard.intents, atol=1e-3)
    assert ours.log_likelihood([one.text for one in said]).shape == (3, len(MODEL.intents))
