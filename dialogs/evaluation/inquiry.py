"""Evaluating inquiry on records of people: learn on one part, ask simulated patients in the other.

A patient volunteers what the record says was volunteered, answers a question from what is hidden, and says
"not sure" to all else. Everything is learned on the training rows: tables, smoothing, thresholds, temperature.
"""

from __future__ import annotations

import argparse
import json
import time
from collections.abc import Sequence
from dataclasses import dataclass
from math import inf
from pathlib import Path
from typing import TYPE_CHECKING

from ...beliefs.errors import DialogError
from ..terminal.command_parser import at_least

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from ...beliefs.arrays import Array
    from ...beliefs.learned.learning import Learned, Record, Records
    from .inquiry_choice import Budget, Chosen
    from .inquiry_report import InquiryReport, Outcomes

__all__ = ["add_arguments", "cross_validate", "evaluate", "main", "run"]

_EDGEWISE, _GAIN, _RANDOM = "edgewise", "information gain", "random questions"
_NOTHING, _EVERYTHING = "nothing asked", "everything known"


@dataclass(frozen=True, eq=False)
class _Played:
    outcomes: dict[str, Outcomes]
    how: dict[str, str]
    fit_seconds: float
    play_seconds: float


def evaluate(train: Sequence[Record], test: Sequence[Record], budget: Budget, seed: int = 0) -> InquiryReport:
    """Learn on the one, ask the others."""
    from ...beliefs.learned.learning import encode

    known = encode(train)
    judged = encode(test, known.labels, known.findings)
    return _report(known, [_played(known, judged, budget, seed)], budget, 0, seed)


def cross_validate(rows: Sequence[Record], folds: int, budget: Budget, seed: int = 0) -> InquiryReport:
    """Learn on all folds but one and ask the rest, in turn; choices are made anew within each.

    No fold is empty: there are as many as rows, at most.
    """
    import numpy as np

    from ...beliefs.learned.learning import encode, splits

    known, folds = encode(rows), min(folds, len(rows))
    parts = splits(known.label, folds, np.random.default_rng(seed + 1))
    played = [_played(known.rows(part.train), known.rows(part.test), budget, seed) for part in parts]
    return _report(known, played, budget, folds, seed)


def _report(known: Records, played: Sequence[_Played], budget: Budget, folds: int, seed: int) -> InquiryReport:
    from .inquiry_report import InquiryReport, joined, measure
    from .published import recognise

    methods = tuple(
        measure(name, joined(part.outcomes[name] for part in played), played[0].how.get(name, "") * (not folds), seed)
        for name in played[0].outcomes
    )
    judged = sum(len(part.outcomes[_EDGEWISE].right) for part in played)
    size = (len(known.labels), len(known.findings))
    fit, play = sum(part.fit_seconds for part in played), sum(part.play_seconds for part in played)
    published = recognise(known.labels, size[1])
    charge = budget.charge if budget.mean is None else None
    limits = (budget.most, charge, budget.mean)
    return InquiryReport(len(known), judged, *size, *limits, folds, methods, published, fit, play)


def _played(train: Records, test: Records, budget: Budget, seed: int) -> _Played:
    from ...beliefs.learned.inquiry import Policy
    from .inquiry_choice import Recipe, choose, learn

    started = time.perf_counter()
    chosen = choose(train, budget, seed=seed)
    learned = learn(train, chosen.recipe, budget.most, seed)
    fitted = time.perf_counter()
    outcomes = {_EDGEWISE: _asked(learned, test, chosen, budget, seed)}
    ended = time.perf_counter()
    plain = (Recipe(),)
    for name, policy in ((_GAIN, Policy(focus=0.0)), (_RANDOM, Policy(focus=0.0, at_random=True))):
        baseline = choose(train, budget, plain, (), policy, seed)
        outcomes[name] = _asked(learn(train, plain[0], budget.most, seed), test, baseline, budget, seed)
    outcomes[_NOTHING] = _told(learned, test, chosen, everything=False)
    outcomes[_EVERYTHING] = _told(learned, test, chosen, everything=True)
    return _Played(outcomes, {_EDGEWISE: _described(chosen)}, fitted - started, ended - fitted)


def _described(chosen: Chosen) -> str:
    refined = chosen.recipe.refinement
    tables = f"tables smoothed by {chosen.recipe.smoothing.rows:g} rows"
    sharpened = "" if refined is None else f" and refined (hold {refined.hold:g})"
    policy = chosen.policy
    stop = f"stop at {policy.sure:g} sure or a score under {policy.worth:g}"
    promise = f"cross-validated {chosen.accuracy:.3f} at {chosen.questions:.2f} questions"
    return f"{tables}{sharpened}, focus {policy.focus:g},\n  {stop}; {promise}"


def _asked(learned: Learned, test: Records, chosen: Chosen, budget: Budget, seed: int) -> Outcomes:
    import numpy as np

    from ...beliefs.learned.inquiry import Inquiry, Patients, inquire
    from ...beliefs.learned.learning import UNKNOWN

    patients = Patients(test.volunteered, test.hidden)
    rng = np.random.default_rng(seed)
    transcript = inquire(Inquiry(learned), patients, chosen.policy, budget.most, rng)
    known = ((transcript.reply >= 0) & (transcript.reply != UNKNOWN)).sum(axis=0)
    return _outcomes(transcript.final, test, chosen.temperature, transcript.questions, known)


def _told(learned: Learned, test: Records, chosen: Chosen, everything: bool) -> Outcomes:
    """Outcomes without a dialogue: with what was volunteered, or as if every question had been asked."""
    import numpy as np

    from ...beliefs.learned.learning import ANSWERS, normalised

    score = learned.start(test.volunteered)
    if everything:
        for code in range(len(ANSWERS)):
            said = (test.askable & (test.hidden == code)).astype(np.float64)
            score += said @ np.log(learned.answers[code])
    none = np.zeros(len(test), dtype=np.intp)
    return _outcomes(normalised(score), test, chosen.temperature, none, none)


def _outcomes(
    belief: Array, test: Records, temperature: float, questions: NDArray[np.intp], known: NDArray[np.intp]
) -> Outcomes:
    import numpy as np

    from ...beliefs.learned.learning import UNKNOWN, normalised
    from .inquiry_report import Outcomes

    confidence = normalised(np.log(np.maximum(belief, 1e-300)) / temperature).max(axis=1)
    knowable = (test.askable & (test.hidden != UNKNOWN)).sum(axis=1) + test.unlisted
    right = belief.argmax(axis=1) == test.label
    return Outcomes(right, confidence, questions, known, knowable)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options of ``edgewise evaluate inquiry``."""
    parser.add_argument("--train", type=Path, required=True, metavar="FILE", help="records to learn from (JSONL)")
    parser.add_argument("--test", type=Path, metavar="FILE", help="records to ask; without it: cross-validation")
    parser.add_argument("--max-questions", type=int, default=9, metavar="N", help="questions at most (default 9)")
    limit = parser.add_mutually_exclusive_group()
    limit.add_argument(
        "--question-cost",
        type=float,
        default=0.0075,
        metavar="C",
        help="accuracy that a question must earn (default 0.0075)",
    )
    limit.add_argument(
        "--mean-questions",
        type=float,
        metavar="N",
        help="instead of a cost: questions at most on average, learned on the training rows",
    )
    parser.add_argument("--cv", type=int, default=5, metavar="K", help="folds without --test (default 5)")
    parser.add_argument("--seed", type=at_least(0), default=0, metavar="N")
    parser.add_argument("--json", action="store_true", help="print JSON")


def run(args: argparse.Namespace) -> int:
    """Evaluate and print."""
    from .inquiry_choice import Budget
    from .records import read_records

    limits = (args.max_questions, args.question_cost, args.mean_questions or 0.0)
    if not all(0 <= limit < inf for limit in limits) or args.cv < 2:
        raise DialogError("limits and costs of questions are finite and not negative, and --cv is at least 2")
    budget = Budget(args.max_questions, args.question_cost, args.mean_questions)
    train = read_records(args.train)
    if args.test is None and len(train) < 2:
        raise DialogError("one record cannot be judged by what others say", hint="name more, or others with --test")
    if args.test is None:
        report = cross_validate(train, args.cv, budget, args.seed)
    else:
        test = read_records(args.test)
        if not {row.label for row in train} & {row.label for row in test}:
            told = f"{args.test}: no record has a label of {args.train}"
            raise DialogError(told, hint="are these the files of one set?")
        report = evaluate(train, test, budget, args.seed)
    print(json.dumps(report.json(), ensure_ascii=False, indent=2) if args.json else report.text())
    return 0


def main(argv: Sequence[str] | None = None) -> int:
    """Run as ``python -m edgewise.dialogs.evaluation.inquiry``."""
    parser = argparse.ArgumentParser(prog="python -m edgewise.dialogs.evaluation.inquiry", description=__doc__)
    add_arguments(parser)
    return run(parser.parse_args(argv))


if __name__ == "__main__":
    raise SystemExit(main())
