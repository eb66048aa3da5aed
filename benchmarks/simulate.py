"""Simulations: turns a second and memory of a cohort, beside a loop over pomdp_py agents; words, beside reading alone.

Without words: 20 intents, 20 yes/no questions, the two-step planner (``search:steps=2``) and the default one (which
looks three steps ahead at this size). A row is from an empty folder to the metrics' columns on disk, decisions and
the start of the workers included. ``cpu`` is the rate by processor time of all processes, divided by the workers:
what a machine with nothing else to do would reach at best. There are two rivals. One is a loop over ``pomdp_py`` agents
that plan, with our models (`beliefs.uct`): POUCT with 100 simulations a turn (`planner.py` gives it 1,000 or more) and
``pomdp_py``'s histogram update, told that nothing moves. The other is the least that can be written with ``pomdp_py``,
and no agent at all: a bare histogram, told the same, of which what tells most is asked until it is 80 % sure; the
cohort's policy gives far more thought to each decision.

In words: one shard of the triage example, one process; then the same messages by the reader alone, in batches as large
as the simulation's largest. Ratios are of processor time in one run, so they are fair on a busy machine, too.
"""

from __future__ import annotations

import argparse
import json
import math
import os
import resource
import tempfile
import time
from pathlib import Path

for _name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ.setdefault(_name, "1")

import numpy as np  # noqa: E402
import pomdp_py  # noqa: E402
from edgewise.beliefs.belief.model import compile_domain  # noqa: E402
from edgewise.beliefs.language.domain import Domain  # noqa: E402
from edgewise.beliefs.planning.problem import Problem, Situation  # noqa: E402
from edgewise.beliefs.planning.uct import Ask, Respond, Said, agent_for  # noqa: E402
from edgewise.dialogs.simulation.batch import simulate  # noqa: E402
from edgewise.dialogs.simulation.hidden import draw  # noqa: E402
from edgewise.dialogs.simulation.personas import Cast, Persona  # noqa: E402
from edgewise.dialogs.simulation.settings import Setting, domain_at, mind_of, personas_for  # noqa: E402
from edgewise.dialogs.simulation.shards import SIZES, Shard  # noqa: E402
from edgewise.dialogs.simulation.summary import kept_summary  # noqa: E402

INTENTS = QUESTIONS = 20
SIMULATIONS = 100
CLARITY = 0.3


def domain(seed: int = 0) -> Domain:
    """Every fact is likely or unlikely with each intent."""
    rng = np.random.default_rng(seed)
    names = [f"i{k}" for k in range(INTENTS)]
    raw = {
        "name": "bench",
        "intents": {name: {"examples": [name], "prior": float(rng.gamma(1.0) + 0.05)} for name in names},
        "facets": {
            f"f{k}": {"kind": "yesno", "prior": 0.5, "prior_given": {n: float(rng.choice([0.1, 0.9])) for n in names}}
            for k in range(QUESTIONS)
        },
        "questions": {f"q{k}": {"about": f"f{k}", "cost": 0.02} for k in range(QUESTIONS)},
    }
    return Domain.model_validate(raw)


def cohort_row(made: Domain, episodes: int, workers: int, planner: str) -> dict[str, str | float]:
    """Simulate into an empty folder."""
    cast = Cast(personas={"user": Persona(clarity=CLARITY)})
    setting = Setting(domain=made, cast=cast, episodes=episodes, seed=1, planner=planner)
    with tempfile.TemporaryDirectory() as folder:
        cpu, wall = _cpu(), time.perf_counter()
        progress = simulate(setting, Path(folder), workers=workers)
        wall, cpu = time.perf_counter() - wall, _cpu() - cpu
        stored = sum(file.stat().st_size for file in Path(folder).iterdir())
        success = kept_summary(Path(folder)).metrics["success"].value
    return {
        "planner": planner,
        "dialogues": episodes,
        "turns": progress.turns,
        "workers": workers,
        "seconds": round(wall, 2),
        "turns_per_s": round(progress.turns / progress.seconds),
        "cpu_turns_per_s": round(progress.turns / (cpu / workers)),
        "peak_mib": round(_peak_mib()),
        "stored_mib": round(stored / 2**20, 1),
        "success": round(success, 4),
    }


def loop_row(made: Domain, episodes: int) -> dict[str, float]:
    """A Python loop over pomdp_py's histograms."""
    model = compile_domain(made)
    rows = [model.values[model.facets[q.facet].rows] for q in model.questions]
    tables = [np.einsum("avi,vi->ai", q.table, row) for q, row in zip(model.questions, rows, strict=True)]
    hidden = draw(model, Cast(personas={"user": Persona(clarity=CLARITY)}), 1, 0, episodes)
    lists, rng = [table.tolist() for table in tables], np.random.default_rng(0)
    started, turns = time.process_time(), 0
    for intent in hidden.intent:
        belief = pomdp_py.Histogram(dict(enumerate(model.prior.tolist())))
        asked: set[int] = set()
        turns += 1
        while max(belief.histogram.values()) < 0.8 and len(asked) < 5:
            question = max(set(range(QUESTIONS)) - asked, key=lambda q: _gain(belief.histogram, lists[q]))
            asked.add(question)
            answer = int(rng.choice(4, p=tables[question][:, intent]))
            belief = pomdp_py.update_histogram_belief(
                belief, 0, answer, _Answers(lists[question]), _Stays(), static_transition=True
            )
            turns += 1
    seconds = time.process_time() - started
    return {"dialogues": episodes, "turns": turns, "cpu_turns_per_s": round(turns / seconds)}


def agents_row(made: Domain, episodes: int) -> dict[str, float]:
    """A Python loop over pomdp_py agents that plan."""
    setting = Setting(domain=made, cast=Cast(personas={"user": Persona()}), episodes=episodes)
    lens = mind_of(setting).policy.template()
    problem, first = lens.problem, lens.situation
    rng, started, turns = np.random.default_rng(0), time.process_time(), 0
    for truth in rng.choice(len(first.belief), size=episodes, p=first.belief / first.belief.sum()):
        stands, acted = first, None
        while not isinstance(acted, Respond) and stands.budget:
            agent = agent_for(problem, stands)
            pouct = pomdp_py.POUCT(
                max_depth=stands.budget + 1,
                num_sims=SIMULATIONS,
                exploration_const=0.5,
                rollout_policy=agent.policy_model,
            )
            acted = pouct.plan(agent)
            turns += 1
            if isinstance(acted, Ask):
                stands = _answered(agent, acted, problem, stands, int(truth), rng)
        turns += not isinstance(acted, Respond)
    seconds = time.process_time() - started
    return {"dialogues": episodes, "turns": turns, "cpu_turns_per_s": round(turns / seconds, 1)}


def _answered(
    agent: pomdp_py.Agent, asked: Ask, problem: Problem, stands: Situation, truth: int, rng: np.random.Generator
) -> Situation:
    chance = problem.answers[:, asked.question, truth]
    said = Said(int(rng.choice(len(chance), p=chance / chance.sum())))
    after = pomdp_py.update_histogram_belief(
        agent.cur_belief, asked, said, agent.observation_model, agent.transition_model, static_transition=True
    )
    belief = np.zeros_like(stands.belief)
    for state, p in after.histogram.items():
        belief[state.hypothesis] = p
    left = stands.open & (np.arange(len(stands.open)) != asked.question)
    return Situation(belief, left, stands.budget - 1)


class _Answers(pomdp_py.ObservationModel):
    """Looks an answer's probability up."""

    def __init__(self, table: list[list[float]]) -> None:
        self.table = table

    def probability(self, observation: int, next_state: int, action: int) -> float:
        return self.table[observation][next_state]


class _Stays(pomdp_py.TransitionModel):
    """Nothing moves."""

    def probability(self, next_state: int, state: int, action: int) -> float:
        return 1.0 if next_state == state else 0.0


def _gain(belief: dict[int, float], table: list[list[float]]) -> float:
    """Entropy of the answer less its mean entropy given the intent."""
    gain = 0.0
    for row in table:
        p = sum(b * row[i] for i, b in belief.items())
        gain -= p * math.log(p) - sum(b * row[i] * math.log(row[i]) for i, b in belief.items())
    return gain


def words_row(episodes: int) -> dict[str, float]:
    """Dialogues in words, then their messages by the reader alone."""
    from edgewise.agent.reading.encoder_reading import EncoderReader
    from edgewise.agent.state.heard import Heard, Utterance
    from edgewise.dialogs.simulation.talk import talk

    made = domain_at("triage")
    setting = Setting(domain=made, cast=personas_for("triage", None, made), episodes=episodes, fidelity="text")
    mind = mind_of(setting)
    talk(setting, mind, Shard(1, episodes, 2), 2)
    batches: list[list[Utterance]] = []
    readers: list[EncoderReader] = []
    plain = EncoderReader.read

    def kept(self: EncoderReader, utterances: list[Utterance]) -> list[Heard]:
        batches.append(utterances)
        readers.append(self)
        return plain(self, utterances)

    EncoderReader.read = kept
    started = time.process_time()
    talk(setting, mind, Shard(0, 0, episodes), episodes)
    whole = time.process_time() - started
    EncoderReader.read = plain
    messages, reader = [message for batch in batches for message in batch], readers[0]
    reader.forget()
    started = time.process_time()
    for at in range(0, len(messages), len(batches[0])):
        reader.read(messages[at : at + len(batches[0])])
    alone = time.process_time() - started
    return {
        "dialogues": episodes,
        "messages": len(messages),
        "cpu_messages_per_s": round(len(messages) / whole, 1),
        "reader_alone": round(len(messages) / alone, 1),
        "ratio": round(alone / whole, 2),
    }


def _cpu() -> float:
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(one.ru_utime + one.ru_stime for one in used)


def _peak_mib() -> float:
    """Of this process and the largest of its children, together."""
    used = [resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(used) / 1024


def main() -> None:
    """Measure and print one line of JSON a row."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help="only the smallest cohort")
    parser.add_argument("--episodes", type=int, nargs="+", metavar="N", help="sizes of the cohorts")
    parser.add_argument("--workers", type=int, default=min(2, os.cpu_count() or 1))
    parser.add_argument("--no-words", action="store_true", help="leave out what needs the encoder")
    options = parser.parse_args()
    made = domain()
    rival = loop_row(made, 30 if options.quick else 300)
    print(json.dumps({"kind": "loop over pomdp_py histograms, one process", **rival}), flush=True)
    agents = agents_row(made, 10 if options.quick else 100)
    print(
        json.dumps({"kind": f"loop over pomdp_py agents, {SIMULATIONS} simulations, one process", **agents}), flush=True
    )
    sizes = options.episodes or ([10_000] if options.quick else [100_000, 300_000, 1_000_000])
    for planner in ("search:steps=2", "search"):
        for episodes in sizes:
            row = cohort_row(made, episodes, options.workers, planner)
            rate = float(row["cpu_turns_per_s"])
            ratios = {
                "to_histograms_by_cpu": round(rate / rival["cpu_turns_per_s"], 1),
                "to_agents_by_cpu": round(rate / agents["cpu_turns_per_s"]),
            }
            print(json.dumps({"kind": "cohort", **row, **ratios}), flush=True)
    if not options.no_words:
        # The cohorts come first: with torch loaded, workers would be started from scratch instead of forked.
        episodes = 16 if options.quick else SIZES["text"]
        print(json.dumps({"kind": "in words, one process", **words_row(episodes)}), flush=True)


if __name__ == "__main__":
    main()
