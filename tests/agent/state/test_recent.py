"""What is kept of what was worked out lately makes no difference but time."""

from __future__ import annotations

import json
import pickle
import threading
from concurrent.futures import ThreadPoolExecutor

from agents_at_hand import LAB_SCRIPT, cards, lab_mind, reader_of
from edgewise.agent.deciding.choosing import Step
from edgewise.agent.graph_state import GraphState, read_decision, written_decision
from edgewise.agent.state.dialogue import DialogueState, new_dialogue
from edgewise.agent.state.events import Control, Controlled, Event, Said
from edgewise.agent.state.heard import Heard, Utterance
from edgewise.agent.state.mind import Mind
from edgewise.agent.state.recent import LastWritten, Recent
from edgewise.agent.turn import step
from edgewise.beliefs.deciding.policy import Policy
from hypothesis import given, settings
from hypothesis import strategies as st
from plural_domains import care

TEXTS = ("hm", "my card is gone", "send me one", "give me the route", "the sheet", "raise it", "just answer", "why?")


def test_the_oldest_are_forgotten() -> None:
    kept, made = Recent[str, str](2), list[str]()
    for key in ("a", "b", "a", "c", "b", "a"):
        assert kept.get(key, lambda key=key: (made.append(key), key.upper())[1]) == key.upper()
    assert (made, len(kept)) == (["a", "b", "c", "a"], 2)


def test_nothing_travels_to_another_process() -> None:
    kept = Recent[str, object](3)
    kept.get("a", threading.Lock)  # could not be pickled
    other = pickle.loads(pickle.dumps(kept))
    assert (other.most, len(other)) == (3, 0)


def test_threads_may_share_it() -> None:
    kept = Recent[int, int](5)
    with ThreadPoolExecutor(8) as pool:
        found = list(pool.map(lambda n: kept.get(n % 11, lambda: n % 11), range(2_000)))
    assert found == [n % 11 for n in range(2_000)]
    assert len(kept) <= 5 + 8


def test_only_the_very_object_that_was_written_need_not_be_read() -> None:
    last = LastWritten[str]()
    written = last.note({"a": 1}, "made")
    assert last.read(written, lambda _: "read") == "made"
    assert last.read({"a": 1}, lambda _: "read") == "read"
    with ThreadPoolExecutor(1) as pool:
        assert pool.submit(lambda: last.read(written, lambda _: "read")).result() == "read"


def test_a_decision_reads_back_as_it_was_written() -> None:
    mind, state = cards(), new_dialogue("a")
    for text in TEXTS:
        taken = step(mind, state, said(mind, text))
        written, state = written_decision(taken.decision), taken.state
        kept: GraphState = {"messages": [], "dialogue": state, "decision": written}
        stored: GraphState = {"messages": [], "dialogue": state, "decision": json.loads(json.dumps(written))}
        assert read_decision(kept) is taken.decision
        assert read_decision(stored) == taken.decision


def test_the_policy_decides_once_for_all_who_stand_alike() -> None:
    mind, asked = cards(), list[int]()
    decide = mind.policy.decide
    mind.policy.decide = lambda *args, **kwargs: (asked.append(1), decide(*args, **kwargs))[1]  # type: ignore[method-assign]
    ends = [talk(mind, f"s{k}", ("my card is gone", "hm")) for k in range(5)]
    assert len(asked) == 2
    assert len({json.dumps(end.decision.rationale) for end in ends}) == 1
    talk(mind, "s0", ("my card is gone", "hm"), seed=1)
    assert len(asked) == 4


def test_with_a_deadline_every_decision_is_made() -> None:
    mind = Mind(cards().policy, deadline_s=60.0)
    for _ in range(2):
        talk(mind, "a", ("hm",))
    assert len(mind.chosen) == 0


def said(mind: Mind, text: str) -> Event:
    if mind.model.domain.name == "care":
        intents = (0.0, -7.0, -7.0) if len(text) % 2 else (-1.0, 0.0, -2.0)
        return Said(Heard(text=text, intents=intents), day=1.0)
    script = LAB_SCRIPT if mind.model.domain.name == "lab" else None
    return Said(reader_of(mind, script).read([Utterance(text=text)])[0], day=1.0)


def talk(mind: Mind, name: str, texts: tuple[str, ...], *, seed: int = 0, mode: str | None = None) -> Step:
    """The end of a dialogue."""
    return dialogue(mind, mind, name, texts, seed=seed, mode=mode)[-1]


def dialogue(
    mind: Mind, other: Mind | None, name: str, texts: tuple[str, ...], *, seed: int = 0, mode: str | None = None
) -> list[Step]:
    """Every step of a dialogue; without ``other`` each by a mind that remembers nothing."""
    state: DialogueState = new_dialogue(name, seed=seed)
    if mode is not None:
        wanted = Control.model_validate({"name": "values", "do": "edit", "mode": mode})
        state = step(mind, state, Controlled(wanted, day=1.0)).state
    found: list[Step] = []
    for text in texts:
        found.append(step(other or Mind(mind.policy), state, said(mind, text)))
        state = found[-1].state
    return found


MINDS = (cards(), lab_mind(), Mind(Policy(care())))
MODES = st.sampled_from((None, "steer", "overton", "distributional", "collective"))


@settings(deadline=None, max_examples=40)
@given(
    st.integers(0, 2),
    st.lists(st.sampled_from(TEXTS), min_size=1, max_size=4).map(tuple),
    st.sampled_from("abcde"),
    st.integers(0, 1),
    MODES,
)
def test_a_shared_decision_is_the_one_that_would_be_made(
    which: int, texts: tuple[str, ...], name: str, seed: int, mode: str | None
) -> None:
    """The minds are shared by all examples: what one leaves behind, the next one finds."""
    mind = MINDS[which]
    mode = mode if which == 2 else None
    shared = dialogue(mind, mind, name, texts, seed=seed, mode=mode)
    alone = dialogue(mind, None, name, texts, seed=seed, mode=mode)
    for one, other in zip(shared, alone, strict=True):
        assert one == other
        assert [w.rationale.to_json() for w in one.weighed] == [w.rationale.to_json() for w in other.weighed]


def test_who_is_drawn_to_speak_is_drawn_for_each_session() -> None:
    mind = Mind(Policy(care()))
    spoke = {
        str(talk(mind, f"s{k}", ("ab",), mode="distributional").decision.rationale.get("spoke")) for k in range(20)
    }
    assert len(spoke) > 1


def test_what_somebody_does_to_his_decision_reaches_nobody_else() -> None:
    mind = cards()
    mine = talk(mind, "a", ("hm",)).decision
    mine.rationale["intents"].clear()  # type: ignore[union-attr]
    assert talk(mind, "b", ("hm",)).decision.rationale["intents"]
