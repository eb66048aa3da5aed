"""Learning a domain from records of people, and writing it as YAML that a person can read and edit.

How to smooth and sharpen is chosen by cross-validation; what is told unasked keeps the table of what is
answered, which is what a domain can hold. What a session may ask at most, and the cost of a question, go along.
"""

from __future__ import annotations

import argparse
from dataclasses import replace
from math import inf
from pathlib import Path

from ...beliefs.errors import DialogError
from ..files.outputs import add_out, spare, told_on
from ..terminal.command_parser import at_least

__all__ = ["add_arguments", "run"]

_MOST = 100
"""Questions that a domain's budget may have."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options of ``edgewise learn``."""
    parser.add_argument("records", type=Path, metavar="RECORDS", help="records to learn from (JSONL)")
    add_out(parser, "where to write the domain (YAML)", required=True)
    parser.add_argument("--name", default="", help="id of the domain (default: from the file's name)")
    parser.add_argument(
        "--max-questions", type=at_least(0, _MOST), default=9, metavar="N", help="questions at most (default 9)"
    )
    parser.add_argument(
        "--question-cost",
        type=float,
        default=0.0075,
        metavar="C",
        help="what a question must earn (default 0.0075)",
    )
    parser.add_argument("--seed", type=at_least(0), default=0, metavar="N")


def run(args: argparse.Namespace) -> int:
    """Learn and write."""
    from ...beliefs.learned.learned_domain import domain_text, slugs
    from ...beliefs.learned.learning import encode
    from ..evaluation.inquiry_choice import Budget, Recipe, choose, learn, recipes_for
    from ..evaluation.records import read_records
    from ..files.writing import write_text

    if not 0 <= args.question_cost < inf:
        raise DialogError("--question-cost is finite and not negative")
    spare(args.out, [args.records], force=bool(args.force))
    if not args.out.absolute().parent.is_dir():  # before learning, which may take minutes
        raise DialogError(f"--out {args.out}: there is no folder {args.out.parent}", hint="make it first")
    records = encode(read_records(args.records))
    budget = Budget(args.max_questions, args.question_cost)
    tied = [
        recipe if recipe.refinement is None else Recipe(recipe.smoothing, replace(recipe.refinement, tied=True))
        for recipe in recipes_for(records)
    ]
    chosen = choose(records, budget, tied, (), seed=args.seed)
    learned = learn(records, chosen.recipe, budget.most, args.seed)
    name = slugs([args.name or args.out.stem], "domain")[0]
    text = domain_text(learned, name, len(records), budget.most, budget.charge)
    write_text(args.out, text)
    told = told_on(args.out)
    found = f"{len(learned.labels)} intents, {len(learned.findings)} questions from {len(records)} records"
    print(f"{args.out}: {found}", file=told)
    print(f"held-out rows: {chosen.accuracy:.3f} right at {chosen.questions:.2f} questions", file=told)
    return 0
