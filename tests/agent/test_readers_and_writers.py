"""One contract for whatever reads, one for whatever writes."""

from __future__ import annotations

import json
import math
from functools import cache

import numpy as np
import pytest
from agents_at_hand import CARDS, SCRIPT
from edgewise.agent.graph import mind_of
from edgewise.agent.models.causal_lm import CausalLM
from edgewise.agent.models.encoder import HashEncoder, load_encoder
from edgewise.agent.models.language_model import GAP, LanguageModel, Prompt, Row, Sampling
from edgewise.agent.models.lm_doubles import ScriptedLM
from edgewise.agent.nodes import Answerer
from edgewise.agent.reading.asking import facet_question, pending_question
from edgewise.agent.reading.doubles import FailingReader, ScriptedReader
from edgewise.agent.reading.encoder_reading import EncoderReader
from edgewise.agent.reading.lm_reading import LMReader
from edgewise.agent.state.decision import Decision
from edgewise.agent.state.dialogue import new_dialogue
from edgewise.agent.state.heard import Heard, Reader, Utterance
from edgewise.agent.writing.lm_wording import LMWording
from edgewise.beliefs.belief.answers import contrast
from edgewise.beliefs.errors import ReaderFailed
from edgewise.beliefs.language.domain import Domain
from tiny_language_model import chatty_model

MIND = mind_of(Domain.model_validate(CARDS))
YESNO = facet_question(MIND.domain, MIND.model.questions[0].id)
MENU = pending_question(MIND.model, contrast(MIND.model, ["lost", "new"]))
SAID = [
    Utterance(text="my card is gone"),
    Utterance(text="yes", pending=YESNO),
    Utterance(text="the second one", pending=MENU),
    Utterance(text="why do you ask?", pending=YESNO),
    Utterance(text="raise my limit, and also send me a card"),
    Utterance(text="no, I meant yes", recent=YESNO, history=("my card is gone", "no")),
    Utterance(text="🤷 ü \u0301 \u202e"),
    Utterance(text="x" * 8000, source="tool"),
    Utterance(text="?", source="operator"),
]


@cache
def readers() -> dict[str, Reader]:
    model = MIND.model
    return {
        "hash encoder": EncoderReader(model, HashEncoder()),
        "packaged encoder": EncoderReader(model, load_encoder(device="cpu")),
        "language model": LMReader(model, CausalLM(chatty_model(), device="cpu")),
        "scripted language model": LMReader(model, ScriptedLM()),
        "scripted": ScriptedReader(model, SCRIPT),
        "failing": FailingReader(ScriptedReader(model, SCRIPT), "never said"),
    }


READERS = ["hash encoder", "packaged encoder", "language model", "scripted language model", "scripted", "failing"]


@pytest.mark.parametrize("name", READERS)
def test_every_reader_says_what_it_heard_in_order_and_in_the_domains_terms(name: str) -> None:
    heard = readers()[name].read(SAID)
    assert [one.text for one in heard] == [said.text for said in SAID]
    assert [one.source for one in heard] == [said.source for said in SAID]
    for said, one in zip(SAID, heard, strict=True):
        assert Heard.model_validate(json.loads(one.model_dump_json())) == one
        assert one.intents is None or len(one.intents) == len(MIND.model.intents)
        assert np.isfinite(one.intents or ()).all()
        asked = said.pending or said.recent
        assert one.question in (None, asked.id if asked else None)
        names = {option.id for option in asked.options} | {"unsure", "withheld", "other"} if asked else set()
        assert set(one.reply) <= names
        assert all(math.isfinite(x) and x <= 1e-9 for x in one.reply.values())
        assert set(one.facts) <= {facet.id for facet in MIND.model.facets}
        assert set(one.requests) <= set(MIND.model.intents)
        assert list(one.acts) == sorted(set(one.acts))
        assert one.cost.calls >= 0 and one.cost.seconds >= 0
    assert max(heard[1].reply, key=heard[1].reply.__getitem__) == "yes" or name == "language model"
    assert heard[3].acts and "why" in heard[3].acts


@pytest.mark.parametrize("name", READERS)
def test_every_reader_reads_alike_alone_and_again(name: str) -> None:
    reader = readers()[name]
    together = reader.read(SAID)
    for said, one in zip(SAID, together, strict=True):
        (alone,) = reader.read([said])
        np.testing.assert_allclose(alone.intents or (), one.intents or (), atol=2e-3)
        assert alone.reply == pytest.approx(one.reply, abs=2e-3)
        assert (alone.facts.keys(), alone.acts, alone.mark) == (one.facts.keys(), one.acts, one.mark)
    assert reader.read([]) == []


def test_a_reader_that_is_told_to_fails() -> None:
    with pytest.raises(ReaderFailed):
        FailingReader(ScriptedReader(MIND.model, SCRIPT)).read([Utterance(text="fail")])


@pytest.mark.parametrize("name", ["network", "scripted"])
def test_every_language_model_keeps_the_contract(name: str) -> None:
    lm: LanguageModel = CausalLM(chatty_model(), device="cpu") if name == "network" else ScriptedLM({"": "a word"})
    prompt, rows = Prompt("Be brief.", f"About {GAP}."), [Row("a card", "my card"), Row("", ""), Row("x", "ü")]
    scores = lm.score(prompt, rows)
    assert scores.log_likelihood.shape == scores.tokens.shape == scores.mean.shape == (3,)
    assert np.isfinite(scores.mean).all() and (scores.log_likelihood <= 0).all()
    np.testing.assert_allclose(lm.score(prompt, rows[::-1]).log_likelihood[::-1], scores.log_likelihood, atol=1e-4)
    assert lm.score(prompt, []).mean.shape == (0,)
    parts: dict[int, str] = {}
    texts = lm.generate([prompt] * 2, Sampling(most_tokens=5), on_token=lambda i, t: parts.update({i: t}))
    assert len(texts) == 2 and set(parts) <= {0, 1}
    assert lm.generate([]) == [] and lm.fingerprint


def writers() -> dict[str, Answerer]:
    said = ScriptedLM({"Do you mean": "Is it a lost card, or a new card?", "colleague": "Something else entirely!"})
    return {
        "template": lambda decision, state: decision,
        "language model": LMWording(MIND.domain, CausalLM(chatty_model(), device="cpu"), rounds=1),
        "scripted": LMWording(MIND.domain, said),
        "failing": LMWording(MIND.domain, ScriptedLM(fail_on="e")),
    }


DECISIONS = [
    Decision(act="ask", text="Do you mean a lost card, or a new card?", options=("a lost card", "a new card")),
    Decision(act="refuse", text="I can't do that safely.", refusal={"limit": {"id": "safety", "name": "safety"}}),
    Decision(act="escalate", text="I'd like a colleague to look at this with you.", escalation="red_flag"),
    Decision(act="answer", text="I have blocked it.", response="lost", intent="lost"),
    Decision(act="answer", text="From the host.", source="host"),
    Decision(act="tell", text="I asked because it matters.", reason="why"),
    Decision(act="silent", text=""),
]


@pytest.mark.parametrize("name", ["template", "language model", "scripted", "failing"])
@pytest.mark.parametrize("decision", DECISIONS, ids=lambda decision: decision.act)
def test_no_writer_changes_anything_but_words(name: str, decision: Decision) -> None:
    found = writers()[name](decision, new_dialogue("a"))
    assert found.model_copy(update={"text": decision.text, "source": decision.source}) == decision
    assert bool(found.text) == bool(decision.text)
    assert (found.source == "model") == (found.text != decision.text)
