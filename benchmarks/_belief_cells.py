"""What `belief.py` measures: one function a kind of row, given a size."""

from __future__ import annotations

import resource
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from _measure import Limits, median_us
from _rivals import loop_gain_us, loop_update_us, pomdp_update_us, pymdp_gain_us
from _sizes import answer_tables, facet_model
from edgewise.beliefs.belief.belief import Belief, Reading, prior_belief
from edgewise.beliefs.belief.model import Conditionals, Model
from edgewise.beliefs.planning.information import IntentQuestions, gain

__all__ = ["Row", "Size", "against_others", "facet_cell", "intent_cell", "peak_mib", "sizes"]

Row = dict[str, float | str | None]

WORK = 1e10
"""Operations of a product above which a cell is left out: it would take seconds a call."""


@dataclass(frozen=True)
class Size:
    """Intents, questions, answers, batch."""

    intents: int
    questions: int
    answers: int
    batch: int

    @property
    def row(self) -> Row:
        """The size as the first columns of a row."""
        return {"I": self.intents, "Q": self.questions, "A": self.answers, "B": self.batch}


def sizes(quick: bool) -> Iterator[Size]:
    """Every size that fits: quick ones, or all."""
    most = WORK / 20 if quick else WORK
    for intents in (10, 150, 1_000) if quick else (10, 150, 1_000, 10_000):
        for questions in (10, 100) if quick else (10, 100, 1_000):
            for answers in (2, 5):
                for batch in (1, 1_000):
                    if 2.0 * intents * questions * answers * batch <= most:
                        yield Size(intents, questions, answers, batch)


def intent_cell(size: Size, dtype: type, best: Limits) -> Row:
    """Gain of all questions about the intent: beside the bare product of its shape, and the machine's limit."""
    asked = IntentQuestions.of(answer_tables(size.intents, size.questions, size.answers), dtype=dtype)
    beliefs = np.random.default_rng(1).dirichlet(np.ones(size.intents), size.batch).astype(dtype)
    given = beliefs if size.batch > 1 else beliefs[0]
    taken, product = median_us(lambda: asked.gain(given)), median_us(lambda: given @ asked.columns.T)
    least = best.product_us(size.batch, len(asked.columns), size.intents, beliefs.itemsize)
    return {
        **size.row,
        "dtype": np.dtype(dtype).name,
        "us": taken / size.batch,
        "x product": taken / product,
        "x limit": taken / least,
    }


def facet_cell(size: Size, best: Limits) -> Row:
    """Updates, and gain of all facet questions: nothing heard, facts about one, five and all facets, the first time."""
    model = facet_model(size.intents, size.questions, size.answers)
    start = _start(model, size.batch)
    one, five = start.update(_fact(model, size.batch, 0)), start
    for facet in range(5):
        five = five.update(_fact(model, size.batch, facet))
    fact, wish = _fact(model, size.batch, 0), _wish(model, size.batch)
    each = _works(start, one, five, fact, wish)
    row: Row = {**size.row, **{name: median_us(work) / size.batch for name, work in each}}
    row |= _alone(start, size.questions) if size.batch == 1 else {}
    least = best.product_us(size.batch, size.questions * (size.answers + 1), size.intents) / size.batch
    new = 5 * size.answers * size.intents * (best.log_ns + best.exp_ns) * 1e-3
    return {**row, "limit": least, "limit 5": least + new}


def _works(
    start: Belief, one: Belief, five: Belief, fact: Reading, wish: Reading
) -> tuple[tuple[str, Callable[[], object]], ...]:
    return (
        ("update wish", lambda: start.update(wish)),
        ("update fact", lambda: start.update(fact)),
        ("gain", lambda: gain(_again(start))),
        ("after 1", lambda: gain(_again(one))),
        ("after 5", lambda: gain(_again(five))),
    )


def _alone(start: Belief, facets: int) -> Row:
    """Gain after a fact about every facet, and when nothing is tabulated: from probabilities, and from logarithms."""
    model, heard, logs = start.model, start, start.shared.log_values
    for facet in range(facets):
        heard = heard.update(_fact(model, 1, facet))
    works: dict[str, Callable[[], object]] = {
        "after all": lambda: gain(_again(heard)),
        "first": lambda: gain(Belief(model, start.log_intents, Conditionals(logs, model.facets, model.values))),
        "from logs": lambda: gain(Belief(model, start.log_intents, logs)),
    }
    return {name: median_us(work, samples=7) for name, work in works.items()}


def _start(model: Model, batch: int) -> Belief:
    """Beliefs that differ in the intents; no batch axis for one."""
    rows = np.log(np.random.default_rng(2).dirichlet(np.ones(len(model.intents)), batch))
    return Belief(model, rows if batch > 1 else rows[0], model.conditionals)


def _again(belief: Belief) -> Belief:
    """The same belief with nothing of its own cached."""
    return Belief(belief.model, belief.log_intents, belief.shared, belief.log_evidence, belief.changed)


def _fact(model: Model, batch: int, facet: int) -> Reading:
    shape = (batch, len(model.facets[facet].values), len(model.intents))
    part = np.log(np.random.default_rng(3 + facet).random(shape) + 0.01)
    return Reading(facets={facet: part if batch > 1 else part[0]})


def _wish(model: Model, batch: int) -> Reading:
    part = np.log(np.random.default_rng(4).random((batch, len(model.intents))) + 0.01)
    return Reading(intents=part if batch > 1 else part[0])


def against_others(intents: int, questions: int, answers: int) -> Iterator[Row]:
    """Ours beside a Python loop, pomdp_py and pymdp, alone and for each belief of a batch of 1,000."""
    tables = answer_tables(intents, questions, answers)
    belief = np.random.default_rng(1).dirichlet(np.ones(intents))
    rows = np.random.default_rng(1).dirichlet(np.ones(intents), 1_000)
    asked, single = IntentQuestions.of(tables), IntentQuestions.of(tables, dtype=np.float32)
    alone, batch = median_us(lambda: asked.gain(belief)), median_us(lambda: asked.gain(rows)) / 1_000
    belief32, rows32 = belief.astype(np.float32), rows.astype(np.float32)
    ours = {
        "ours": alone,
        "ours, float32": median_us(lambda: single.gain(belief32)),
        "ours of 1,000": batch,
        "ours of 1,000, float32": median_us(lambda: single.gain(rows32)) / 1_000,
    }
    static = pomdp_update_us(belief, tables[0, 0], static=True)
    rivals = {
        "Python loop": loop_gain_us(belief, tables),
        "pomdp_py, a static update for every answer": static * questions * answers,
    }
    rivals |= {f"pymdp ({name})": us for name, us in (pymdp_gain_us(intents, questions, answers) or {}).items()}
    yield from _compared("gain", intents, ours, rivals)
    model = facet_model(intents, 2, 2)
    start, many = _start(model, 1), _start(model, 1_000)
    one, all_ = _wish(model, 1), _wish(model, 1_000)
    ours = {"ours": median_us(lambda: start.update(one)), "ours of 1,000": median_us(lambda: many.update(all_)) / 1_000}
    rivals = {
        "Python loop": loop_update_us(belief, tables[0, 0]),
        "pomdp_py (default)": pomdp_update_us(belief, tables[0, 0], static=False),
        "pomdp_py (static)": static,
    }
    yield from _compared("update", intents, ours, rivals)


def _compared(what: str, intents: int, ours: dict[str, float], rivals: dict[str, float]) -> Iterator[Row]:
    for name, us in (ours | rivals).items():
        yield {
            "what": what,
            "I": intents,
            "by": name,
            "us": us,
            **{f"x {own}": us / mine for own, mine in ours.items()},
        }


def peak_mib(intents: int, questions: int, answers: int, candid: bool = True) -> float:
    """Peak memory of a process of its own that makes such a model, hears a reply and scores every question."""
    script = f"import _belief_cells; print(_belief_cells.peak_here({intents}, {questions}, {answers}, candid={candid}))"
    folder = str(Path(__file__).parent)
    ran = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True, cwd=folder)
    return float(ran.stdout)


def peak_here(intents: int, questions: int, answers: int, *, candid: bool) -> float:
    """Run once in this process and return its peak in MiB."""
    model = facet_model(intents, questions, answers, candid=candid)
    belief = prior_belief(model)
    gain(belief)
    gain(belief.update(_fact(model, 1, 0)).update(_wish(model, 1)))
    return _peak_kib() / 1024


def _peak_kib() -> int:
    """Peak resident memory. Not ``ru_maxrss`` where it can be avoided: a child starts with its parent's."""
    status = Path("/proc/self/status")
    if status.exists():
        line = next(line for line in status.read_text().splitlines() if line.startswith("VmHWM"))
        return int(line.split()[1])
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
