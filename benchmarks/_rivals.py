"""The same arithmetic done otherwise: a plain Python loop, pomdp_py's histograms, and pymdp where it is installed.

pymdp needs JAX and is no dependency of ours: name an interpreter that has it in ``EDGEWISE_PYMDP_PYTHON``
(``pip install inferactively-pymdp`` in an environment of its own), else that column is left out.
"""

from __future__ import annotations

import json
import math
import os
import subprocess
import sys
from pathlib import Path

import numpy as np
import pomdp_py
from _measure import median_us

__all__ = ["loop_gain_us", "loop_update_us", "pomdp_update_us", "pymdp_gain_us"]


def loop_update_us(belief: np.ndarray, likelihood: np.ndarray) -> float:
    """Bayes' rule in a list comprehension."""
    b, likes = belief.tolist(), likelihood.tolist()

    def update() -> list[float]:
        joint = [p * x for p, x in zip(b, likes, strict=True)]
        total = sum(joint)
        return [p / total for p in joint]

    return median_us(update)


def loop_gain_us(belief: np.ndarray, tables: np.ndarray) -> float:
    """Gain of every question, answer by answer and intent by intent: ``tables`` is ``[Q, A, I]``."""
    b, questions = belief.tolist(), tables.tolist()

    def gain() -> list[float]:
        gains: list[float] = []
        for answers in questions:
            total = 0.0
            for row in answers:
                p = sum(x * y for x, y in zip(b, row, strict=True))
                total -= p * math.log(p)
                total += sum(x * y * math.log(y) for x, y in zip(b, row, strict=True))
            gains.append(total)
        return gains

    return median_us(gain, samples=5)


class _Answers(pomdp_py.ObservationModel):
    """Looks an answer's probability up."""

    def __init__(self, likelihood: list[float]) -> None:
        self.likelihood = likelihood

    def probability(self, observation: int, next_state: int, action: int) -> float:
        return self.likelihood[next_state]


class _Stays(pomdp_py.TransitionModel):
    """Nothing moves."""

    def probability(self, next_state: int, state: int, action: int) -> float:
        return 1.0 if next_state == state else 0.0


def pomdp_update_us(belief: np.ndarray, likelihood: np.ndarray, *, static: bool) -> float:
    """``update_histogram_belief``, by default a double loop over states, or told that nothing moves."""
    histogram = pomdp_py.Histogram(dict(enumerate(belief.tolist())))
    answers, stays = _Answers(likelihood.tolist()), _Stays()
    return median_us(
        lambda: pomdp_py.update_histogram_belief(histogram, 0, 0, answers, stays, static_transition=static),
        samples=5,
    )


def pymdp_gain_us(intents: int, questions: int, answers: int) -> dict[str, float] | None:
    """Processor time of pymdp's jitted gain, or None where pymdp cannot be imported.

    ``agent`` scores one policy a question as its agents do; ``functions`` maps its information gain over a stack
    of answer tables, the most favourable use of its parts that we found.
    """
    python = os.environ.get("EDGEWISE_PYMDP_PYTHON", sys.executable)
    script = Path(__file__).with_name("_pymdp_gain.py")
    ran = subprocess.run(
        [python, str(script), str(intents), str(questions), str(answers)],
        capture_output=True,
        text=True,
        timeout=600,
        check=False,
    )
    return json.loads(ran.stdout.splitlines()[-1]) if ran.returncode == 0 else None
