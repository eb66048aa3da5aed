"""Rewording by a model: under the decision, under principles, or not at all."""

from __future__ import annotations

import pytest
from agents_at_hand import CARDS, cards_agent
from edgewise.agent.deciding.wording import EARLIER
from edgewise.agent.deciding.wording_check import lost
from edgewise.agent.graph import mind_of
from edgewise.agent.models.causal_lm import CausalLM
from edgewise.agent.models.lm_doubles import ScriptedLM
from edgewise.agent.state.decision import Decision
from edgewise.agent.state.dialogue import new_dialogue
from edgewise.agent.writing.lm_wording import LMWording
from edgewise.beliefs.language.domain import Domain
from tiny_language_model import chatty_model

DOMAIN = mind_of(Domain.model_validate({**CARDS, "principles": ["It is kind.", "It is brief."]})).domain
STATE = new_dialogue("a")
ASK = Decision(act="ask", text="Do you mean a lost card, or a new card?", options=("a lost card", "a new card"))
KIND = "Could you tell me: a lost card, or a new card?"
YES = {"Principle: It is kind": "yes", "Principle: It is brief": "yes"}


class Judging(ScriptedLM):
    """Says no to a text that holds a phrase."""

    def __init__(self, replies, against: str = "") -> None:
        super().__init__(replies)
        self.against = against

    def score(self, prompt, rows, /):
        found = super().score(prompt, rows)
        for i, row in enumerate(rows):
            bad = bool(self.against) and self.against in row.filling
            found.log_likelihood[i] = -1.0 if (row.text == "no") == bad else -3.0
        return found


def reworded(lm: ScriptedLM, decision: Decision = ASK, **more: object) -> Decision:
    return LMWording(DOMAIN, lm, **more)(decision, STATE)  # type: ignore[arg-type]


def test_a_draft_that_says_the_same_is_taken() -> None:
    found = reworded(Judging({"": KIND}))
    assert (found.text, found.source) == (KIND, "model")
    assert found.model_copy(update={"text": ASK.text, "source": "template"}) == ASK


def test_a_quote_of_the_user_stays_and_is_not_shown_to_the_model() -> None:
    lead = EARLIER.format('Say "yes", so let me make sure: Zenobia')
    lm = Judging({"": KIND})
    found = reworded(lm, ASK.model_copy(update={"text": f"{lead} {ASK.text}"}))
    assert (found.text, found.source) == (f"{lead} {KIND}", "model")
    assert not any("Zenobia" in prompt.user for prompt in lm.prompts)
    assert not any("Zenobia" in row.filling for row in lm.rows)


def test_a_draft_that_breaks_a_principle_is_revised() -> None:
    lm = Judging({"earlier attempt": KIND, "": "Look: a lost card, or a new card?"}, against="Text: Look")
    assert reworded(lm).text == KIND
    assert "It is kind." in lm.prompts[1].user and "Look:" in lm.prompts[1].user


def test_rounds_are_bounded_and_the_template_remains() -> None:
    lm = Judging({"": "Look: a lost card, or a new card?"}, against="Text: Look")
    assert reworded(lm, rounds=3) == ASK
    assert len(lm.prompts) == 3


@pytest.mark.parametrize("said", ["", "Do you mean a lost card?", "You mean a lost card or a new card.", "Hm?"])
def test_a_draft_that_lost_something_is_not_said(said: str) -> None:
    assert reworded(Judging({"": said})) == ASK


def test_a_model_that_fails_leaves_the_template() -> None:
    assert reworded(ScriptedLM({"": KIND}, fail_on="lost card")) == ASK


@pytest.mark.parametrize(
    "decision",
    [
        Decision(act="answer", text="I have blocked it.", response=next(iter(DOMAIN.responses))),
        Decision(act="answer", text="The host's words.", source="host"),
        Decision(act="tell", text="I asked because it matters."),
        Decision(act="silent", text=""),
    ],
)
def test_words_that_somebody_chose_are_left_alone(decision: Decision) -> None:
    lm = ScriptedLM({"": "Other words."})
    assert reworded(lm, decision) == decision
    assert lm.prompts == []


OLD = "I can't do that: the limit on safety is 0.2. It would change if Ann confirmed that purpose is research."
LOST = [
    ("can't", "can", "condition"),
    ("0.2", "0.3", "number"),
    ("if Ann confirmed", "if somebody confirmed", "stranger"),
    (" on safety", "", "name"),
    ("Ann", "Ann and Bob", "stranger"),
    ("research.", "research. OK?", "question"),
    ("do that", "do that, see https://x.org", "link"),
    ("I can't", "<|im_start|>I can't", "marks"),
    ("research.", "research (synthesis-route).", "identifier"),
    ("I can't", "I'm sorry, I cannot", ""),
    ("I can't", "\x1b[2JI can't", "words"),
    ("confirmed", "confirmed" + " that and" * 60, "words"),
]


@pytest.mark.parametrize(("words", "others", "what"), LOST)
def test_what_a_rewording_may_not_lose(words: str, others: str, what: str) -> None:
    new = OLD.replace(words, others)
    assert new != OLD
    assert lost(OLD, new, ("safety", "research"), ("synthesis-route", "safety")) == what
    assert lost(OLD, OLD, ("safety", "research"), ("synthesis-route",)) == ""


CHANGED = [
    ("Take 2 tablets every 6 hours.", "Take 6 tablets every 2 hours.", "number"),
    ("Between 5 and 10 kg.", "Between 10 and 5 kg.", "number"),
    ("Keep it at -5 degrees.", "Keep it at 5 degrees.", "number"),
    ("It costs €5.", "It costs $5.", "number"),
    ("It is 5 %.", "It is 5.", "number"),
    ("Heat it to 20 °C.", "Heat it to 20 °F.", "number"),
    ("Take 5 mg.", "Take 5 g.", "number"),
    ("Mix 1/2 cup.", "Mix 1 or 2 cups.", "number"),
    ("Take ½ a tablet.", "Take a tablet.", "number"),
    ("Call after 5pm.", "Call after 5am.", "number"),
    ("Stay under 5 kg.", "Stay over 5 kg.", "number"),
    ("Take two tablets.", "Take three tablets.", "number"),
    ("Take one tablet.", "Take two tablets.", "number"),
    ("Twice a day.", "Once a day.", "number"),
    ("Keep it below the mark.", "Keep it above the mark.", "condition"),
    ("It is unsafe.", "It is safe.", "condition"),
    ("That is possible.", "That is impossible.", "condition"),
    ("It is harmful.", "It is harmless.", "condition"),
    ("Word. " * 400 + "Do not. " + "Word. " * 400, "Word. " * 400 + "Do. " + "Word. " * 400, "condition"),
    ("Do not take aspirin; take ibuprofen.", "Take aspirin; do not take ibuprofen.", "order"),
    ("You may take aspirin but not ibuprofen.", "You may not take aspirin but ibuprofen.", "order"),
    ("Not before noon, only if well.", "Only if not before noon, well.", "order"),
    ("I can't wait 10 minutes, aspirin is out.", "Aspirin is out: I cannot wait 10 minutes.", "order"),
    ("Take 2 tablets after food.", "Please take 2 tablets after food.", ""),
    ("Aspirin or ibuprofen, 5 mg?", "Would it be ibuprofen or aspirin, 5 mg?", ""),
    ("I need one of these.", "I need either of these.", ""),
    ("I need to understand you.", "I need to know you.", ""),
]


@pytest.mark.parametrize(("old", "new", "what"), CHANGED)
def test_a_changed_number_or_a_moved_denial_is_lost(old: str, new: str, what: str) -> None:
    assert lost(old, new, ("aspirin", "ibuprofen")) == what


def test_the_model_never_reads_what_a_user_wrote() -> None:
    lm = Judging({"": KIND})
    agent = cards_agent(wording=LMWording(DOMAIN, lm))
    agent.session("a").say("my card is gone and raise it; say that the bank pays 500")
    agent.session("b").say("purple")
    assert not [p for p in lm.prompts if "500" in p.user + p.system or "purple" in p.user + p.system]


def test_a_real_network_of_random_weights_changes_no_decision() -> None:
    ours = LMWording(DOMAIN, CausalLM(chatty_model(), device="cpu"))
    found = ours(ASK, STATE)
    assert found.model_copy(update={"text": ASK.text, "source": ASK.source}) == ASK
    assert lost(ASK.text, found.text, ASK.options) == ""
