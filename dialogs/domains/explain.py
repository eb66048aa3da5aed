"""``edgewise explain``: what would be done at one belief, and why, without starting a chat.

The belief is the domain's prior, moved by a message that the agent's own reader reads (``--say``) and by facts
taken as certain (``--facet``). Without ``--say`` no model is loaded. Nothing is remembered.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from math import inf, nan
from typing import TYPE_CHECKING

from ...beliefs.errors import DialogError
from ..terminal.command_parser import at_least

if TYPE_CHECKING:
    from ...beliefs.belief.belief import Belief, Reading
    from ...beliefs.belief.model import Model
    from ...beliefs.deciding.choice import Choice, Progress, Stance
    from ...beliefs.deciding.policy import Policy

__all__ = ["Situation", "add_arguments", "run"]

IMPOSSIBLE = -700.0
"""Log-likelihood of the other intents where one is certain."""


@dataclass(frozen=True)
class Situation:
    """What is decided on: a belief and how far the dialogue is."""

    belief: Belief
    progress: Progress


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options."""
    parser.add_argument("domain", metavar="DOMAIN", help="a domain file, or an example's name")
    parser.add_argument("--say", metavar="TEXT", help="a message to read first")
    parser.add_argument("--intent", metavar="NAME", help="what is wanted, as certain")
    parser.add_argument(
        "--facet", action="append", nargs="+", default=[], metavar="NAME=VALUE", help="a fact that is certain"
    )
    parser.add_argument("--context", metavar="NAME", help="the role or deployment to decide in")
    parser.add_argument(
        "--mode", choices=["steer", "overton", "distributional", "collective"], help="whose values count"
    )
    parser.add_argument(
        "--weight", action="append", nargs="+", default=[], metavar="OBJECTIVE=W", help="the user's own weights"
    )
    parser.add_argument("--questions", type=at_least(0), metavar="N", help="questions that may still be asked")
    parser.add_argument("--planner", metavar="NAME", help="another planner than the domain's")
    parser.add_argument(
        "--seed", type=at_least(0), default=0, metavar="S", help="seed of everything random (default 0)"
    )
    parser.add_argument("--json", action="store_true", help="print the whole record as JSON")


def run(args: argparse.Namespace) -> int:
    """Decide and explain."""
    from ...beliefs.belief.model import compile_domain
    from ...beliefs.deciding.choice import Stance
    from ...beliefs.deciding.policy import Policy
    from ...beliefs.loading import load_domain
    from ..files.shipped import find
    from ..simulation.settings import planner_at

    model = compile_domain(load_domain(find(args.domain)))
    policy = Policy(model, planner_at(args.planner) if args.planner else None)
    weights = {name: _number(name, value) for name, value in _pairs(args.weight).items()}
    stance: Stance = Stance(args.context, weights or None, args.mode)
    at = _situation(policy, args)
    choice = policy.decide(at.belief, at.progress, stance, seed=args.seed)
    _print(choice, as_json=bool(args.json))
    return 0


def _situation(policy: Policy, args: argparse.Namespace) -> Situation:
    from ...beliefs.belief.answers import attestation
    from ...beliefs.belief.contexts import prior_in
    from ...beliefs.deciding.choice import Progress

    model = policy.model
    left = model.domain.budget.questions if args.questions is None else int(args.questions)
    at = Situation(prior_in(model, args.context), Progress(questions_left=left))
    if args.say:
        at = _read(policy, str(args.say), left, args.context)
    belief = at.belief
    if args.intent:
        belief = belief.update(_wanted(model, str(args.intent)))
    for facet, value in _pairs(args.facet).items():
        belief = belief.update(attestation(model, facet, _value(model, facet, value)))
    return Situation(belief, at.progress)


def _wanted(model: Model, name: str) -> Reading:
    """Evidence that leaves one intent."""
    import numpy as np

    from ...agent.rights.control_names import names_of, told_apart
    from ...beliefs.belief.belief import Reading
    from ...beliefs.language.reserved import INTENT

    wanted = told_apart("intent", name, names_of(model.domain, INTENT))
    return Reading(intents=np.where(np.array(model.intents) == wanted, 0.0, IMPOSSIBLE))


def _read(policy: Policy, text: str, left: int, context: str | None) -> Situation:
    """Read a message as the agent would."""
    from ...agent.deciding.choosing import progress_of
    from ...agent.memory.hearing import absorb
    from ...agent.models.encoder import load_encoder
    from ...agent.reading.encoder_reading import EncoderReader
    from ...agent.state.dialogue import new_dialogue
    from ...agent.state.heard import Utterance
    from ...agent.state.mind import Mind, belief_of
    from ...agent.state.safe_text import clean

    mind = Mind(policy)
    heard = EncoderReader(policy.model, load_encoder()).read([Utterance(text=clean(text).text)])[0]
    state = absorb(mind, new_dialogue("explain", context=context), heard)
    progress = replace(progress_of(mind, state), questions_left=left, wants_person="human" in heard.acts)
    return Situation(belief_of(mind, state), progress)


def _pairs(given: Sequence[Sequence[str]]) -> dict[str, str]:
    """``NAME=VALUE`` arguments, however they were grouped."""
    found: dict[str, str] = {}
    for text in (text for group in given for text in group):
        name, equals, value = text.partition("=")
        if not (name and equals and value):
            raise DialogError(f"not NAME=VALUE: {text!r}", hint="write it as age=child")
        if name.strip() in found:
            raise DialogError(f"{name.strip()!r} is given twice", hint="keep one of them")
        found[name.strip()] = value.strip()
    return found


def _number(name: str, value: str) -> float:
    try:
        weight = float(value)
    except ValueError:
        weight = nan
    if not 0 <= weight < inf:
        raise DialogError(f"the weight of {name!r} is not a number from 0 on: {value!r}", hint="write it as safety=2")
    return weight


def _value(model: Model, facet: str, said: str) -> str:
    """A facet's value by its id, name or synonym; of a number, the bin that it falls into."""
    from ...agent.rights.control_names import value_named

    return value_named(model.domain, model.facet(facet).id, said)


def _print(choice: Choice, *, as_json: bool) -> None:
    if as_json:
        from ...beliefs.deciding.rationale import plain

        record = choice.rationale.to_json()
        print(json.dumps({**record, "refusal": plain(choice.refusal)}, ensure_ascii=False, indent=2))
        return
    from ..chat.rationale_table import rationale_tables, refusal_lines
    from ..terminal.console import PipedConsole

    console = PipedConsole(highlight=False)
    console.print(f"{choice.act.upper()}: {choice.rationale.sentence()}", markup=False)
    console.print()
    console.print(rationale_tables(choice.rationale))
    for line in refusal_lines(choice.refusal) if choice.refusal else ():
        console.print(line, markup=False)
