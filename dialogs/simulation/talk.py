"""Dialogues in words: simulated users against the whole loop, a batch of them in step so that reading is one call.

Text fidelity. The decision is the live agent's pure step; only LangGraph's wiring and storage are left out. What went
wrong in a dialogue that failed is put down to the simulator, the reader, what the user said, or the policy.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING, cast

import numpy as np

from ...agent.deciding.choosing import Step
from ...agent.memory.hearing import utterance_in
from ...agent.reading.asking import pending_question
from ...agent.state.dialogue import DialogueState, new_dialogue
from ...agent.state.events import Said
from ...agent.state.heard import Heard
from ...agent.state.mind import Mind, question_at, question_named
from ...agent.turn import step
from ...beliefs.belief.answers import Contrast, TradeOff
from ...beliefs.belief.model import compile_domain
from ..scripts.player import heard_as
from .hidden import VAGUE, Answers, draw
from .histories import ACTS, NONE, facts_of
from .judging import Columns, Ended, Judge
from .lm_users import Cue, LMVoice, turn_seed, voice_of
from .settings import Setting
from .shards import Shard
from .steady import steadily
from .users import HeldOut, Remark, User, held_out

if TYPE_CHECKING:
    from ...agent.reading.encoder_reading import EncoderReader

__all__ = ["BLAMES", "MOST_TURNS", "Spoken", "Talk", "Voices", "talk"]

MOST_TURNS = 30
"""A user who was neither asked nor served by then leaves."""

BLAMES = ("", "simulator", "reader", "user", "policy")
"""Why a dialogue failed: the simulator said something that it did not mean; the reader read something that was not
meant; the user did not tell the truth or could not; none of these."""

ASK, ABANDONED = ACTS.index("ask"), ACTS.index("abandoned")
FINAL = tuple(ACTS.index(act) for act in ("answer", "refuse", "escalate"))


@dataclass(frozen=True, eq=False)
class Spoken:
    """A shard in words."""

    columns: Columns
    transcripts: list[dict[str, object]]


@dataclass
class Talk:
    """One dialogue under way."""

    user: User
    state: DialogueState
    remark: Remark
    facts: list[dict[str, float]] = field(default_factory=list[dict[str, float]])
    lines: list[dict[str, object]] = field(default_factory=list[dict[str, object]])
    over: bool = False
    left: bool = False
    broken: bool = False
    misread: bool = False
    untrue: bool = False
    slips: int = 0
    """Remarks for which a language model had words that say something else."""


def talk(setting: Setting, mind: Mind, shard: Shard, batch: int) -> Spoken:
    """All dialogues of a shard."""
    parts = held_out(setting.domain, setting.held_out if setting.reader == "encoder" else 0.0, setting.seed)
    hidden = draw(mind.model, setting.cast, setting.seed, shard.start, shard.count)
    answers = Answers(mind.model, setting.cast)
    clear = setting.reader == "clear"
    users = [User(mind, setting.cast, hidden, row, answers, parts.phrases, clear) for row in range(shard.count)]
    talks = [Talk(user, new_dialogue("", seed=setting.seed, context=setting.context), user.opens()) for user in users]
    voice = voice_of(setting)
    # What a language model draws or an encoder makes of a text depends on what stands beside it: then they go in step.
    step_ = batch if clear and voice is None else max(len(talks), 1)
    with steadily(None if clear else lambda: _reader(parts.domain.model_dump_json(by_alias=True))):
        for start in range(0, len(talks), step_):
            _to_the_end(setting, mind, talks[start : start + step_], parts, Voices(voice, shard.start))
    ended = _ended(talks)
    columns = Judge(mind.policy, setting.context).columns(hidden, ended)
    blames = [0 if ok else _blame(one) for one, ok in zip(talks, columns["success"], strict=True)]
    columns["blame"] = np.array(blames, dtype=np.int8)
    if voice is not None:
        columns["slips"] = np.array([one.slips for one in talks], dtype=np.int16)
    columns["path"] = np.full((len(talks), 1), NONE, dtype=np.int16)
    told = [_told(one, shard.start + n, BLAMES[blames[n]]) for n, one in enumerate(talks)]
    return Spoken(columns, told)


@dataclass(frozen=True, eq=False)
class Voices:
    """Who words what the users of a shard say."""

    lm: LMVoice | None
    """None where phrases do."""
    start: int
    """The shard's first episode."""


def _to_the_end(setting: Setting, mind: Mind, talks: Sequence[Talk], parts: HeldOut, voices: Voices) -> None:
    turn = 0
    while open_ := [one for one in talks if not one.over]:
        if voices.lm is not None:
            _word(mind, open_, voices.lm, turn_seed(setting, voices.start, turn))
            turn += 1
        for one, heard in zip(open_, _read(setting, mind, open_, parts), strict=True):
            _turn(mind, one, heard)


def _word(mind: Mind, talks: Sequence[Talk], voice: LMVoice, seed: int) -> None:
    """Let a language model put what is about to be said its own way."""
    for one, remark in zip(talks, voice.reworded([_cue(mind, one) for one in talks], seed), strict=True):
        one.remark = remark
        one.slips += bool(remark.slip)


def _cue(mind: Mind, one: Talk) -> Cue:
    user, state = one.user, one.state
    asked = next((line["text"] for line in reversed(state["lines"]) if line["role"] == "agent"), "")
    answers = one.remark.means.answer and state["pending"] is not None
    question = pending_question(mind.model, question_at(mind, state, state["pending"])) if answers else None  # pyright: ignore[reportArgumentType]
    return Cue(one.remark, user.intent, user.facts(), user.persona.style, asked, question)


def _read(setting: Setting, mind: Mind, talks: Sequence[Talk], parts: HeldOut) -> list[Heard]:
    if setting.reader == "clear":
        return [heard_as(mind, one.state, one.remark.text, one.remark.means) for one in talks]
    reader = _reader(parts.domain.model_dump_json(by_alias=True))
    return reader.read([utterance_in(mind.model, one.state, one.remark.text) for one in talks])


@lru_cache(maxsize=2)
def _reader(domain: str) -> EncoderReader:
    """The default reader, fitted without what users say."""
    from ...agent.models.encoder import load_encoder
    from ...agent.reading.encoder_reading import EncoderReader
    from ...beliefs.language.domain import Domain

    return EncoderReader(compile_domain(Domain.model_validate_json(domain)), load_encoder())


def _turn(mind: Mind, one: Talk, heard: Heard) -> None:
    """One message taken, decided on, and answered by the user."""
    remark, user = one.remark, one.user
    one.broken |= remark.broken
    one.misread |= _misread(mind, heard, remark)
    if remark.means.answer and one.state["pending"] is not None:
        one.untrue |= not user.truly(one.state["pending"], remark.means.answer)
    taken = step(mind, one.state, Said(heard))
    facts = facts_of(taken.decision, {n: r for r, n in enumerate(mind.domain.responses)}, mind.model.intent_index)
    _note(mind, one, taken, facts, heard)
    one.state = {**taken.state, "lines": taken.state["lines"][-6:]}
    if int(facts["act"]) in FINAL:
        one.over = True
    elif int(facts["act"]) == ASK and sum(int(f["act"]) == ASK for f in one.facts) > user.persona.patience:
        one.over = one.left = True
    elif len(one.facts) >= MOST_TURNS or taken.decision.act == "silent":
        one.over = one.left = True
    else:
        one.remark = user.replies(one.state) if one.state["pending"] else user.asks(user.intent)


def _note(mind: Mind, one: Talk, taken: Step, facts: dict[str, float], heard: Heard) -> None:
    """Keep what is counted and what is shown of a turn."""
    decision = taken.decision
    asked = question_named(mind.model, taken.state["pending"]) if decision.act == "ask" else None  # pyright: ignore[reportArgumentType]
    facts |= {"cost": asked.cost if asked is not None else 0.0, "menu": isinstance(asked, Contrast | TradeOff)}
    one.facts.append(facts)
    told: dict[str, object] = {
        "user": one.remark.text,
        "meant": one.remark.means.model_dump(mode="json", exclude_defaults=True),
        "read": max(heard.reply, key=heard.reply.__getitem__) if heard.reply else "",
        "decision": decision.model_dump(mode="json", exclude_defaults=True),
    }
    one.lines.append({**told, "slip": one.remark.slip} if one.remark.slip else told)


def _misread(mind: Mind, heard: Heard, remark: Remark) -> bool:
    """Whether the most likely reading is another than was meant."""
    if remark.means.answer:
        return not heard.reply or max(heard.reply, key=heard.reply.__getitem__) != remark.means.answer
    if remark.means.intent and heard.intents is not None:
        return mind.model.intents[int(np.argmax(heard.intents))] != remark.means.intent[0]
    return bool(remark.means.intent)


def _blame(one: Talk) -> int:
    if one.broken:
        return BLAMES.index("simulator")
    if one.misread:
        return BLAMES.index("reader")
    slipped = one.user.slips and int(one.user.hidden.opening[one.user.row]) not in (
        VAGUE,
        int(one.user.hidden.intent[one.user.row]),
    )
    return BLAMES.index("user" if one.untrue or slipped else "policy")


def _ended(talks: Sequence[Talk]) -> Ended:
    """How each dialogue went."""
    depth = max(len(one.facts) for one in talks)

    def asked(one: Talk) -> list[dict[str, float]]:
        kept = [facts for facts in one.facts if int(facts["act"]) == ASK]
        return kept[:-1] if one.left and int(one.facts[-1]["act"]) == ASK else kept

    def summed(name: str) -> np.ndarray:
        return np.array([sum(facts[name] for facts in asked(one)) for one in talks], dtype=np.float64)

    def last(name: str) -> np.ndarray:
        return np.array([one.facts[-1][name] for one in talks])

    left = np.array([one.left for one in talks])
    without = [[int(facts["best_now"]) for facts in asked(one)] for one in talks]
    return Ended(
        act=np.where(left, ABANDONED, last("act")).astype(np.int64),
        response=np.where(left, NONE, last("response")).astype(np.int64),
        questions=np.array([len(asked(one)) for one in talks], dtype=np.int64),
        cost=summed("cost"),
        gain=summed("gain"),
        intent=last("intent").astype(np.int64),
        sure=last("sure").astype(np.float64),
        recognised=np.array([bool(asked(one)) or any(facts["withheld"] for facts in one.facts) for one in talks]),
        unstable=np.array([sum(int(facts["unstable"]) for facts in one.facts) for one in talks], dtype=np.int64),
        decisions=np.array([len(one.facts) for one in talks], dtype=np.int64),
        without=np.array([row + [NONE] * (depth - len(row)) for row in without], dtype=np.int64),
        shown=np.where(left, 0, last("shown")).astype(np.int64),
    )


def _told(one: Talk, episode: int, blame: str) -> dict[str, object]:
    """A dialogue for reading."""
    user = one.user
    persona = list(user.cast.personas)[int(user.hidden.persona[user.row])]
    told: dict[str, object] = {"episode": episode, "persona": persona, "intent": user.intent, "facets": user.facts()}
    return {**told, "blame": blame, "left": one.left, "lines": cast("list[object]", one.lines)}
