"""``edgewise stress``: play the stress cases of domains, under the agent and under simpler policies, and score them."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, cast

from ..terminal.command_parser import at_least
from ..terminal.progress import progress
from .exam import PARTS, SEED, Exam, Paper, reached

if TYPE_CHECKING:
    from ...agent.state.heard import Reader
    from ...beliefs.belief.model import Model
    from .cases import StressCase
    from .play import Played

__all__ = ["add_arguments", "examine", "open_paper", "run"]


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options."""
    parser.add_argument("domains", nargs="*", metavar="DOMAIN", help="examples or folders (default: all with cases)")
    parser.add_argument("--cases", type=Path, metavar="FILE", help="other cases in the same form, for one DOMAIN")
    parser.add_argument("--policy", action="append", metavar="NAME", help="only this policy (may be repeated)")
    parser.add_argument("--split", choices=("all", *PARTS), default="all", help="(default %(default)s)")
    parser.add_argument(
        "--seed", type=at_least(0), default=SEED, help="of the split and the intervals (default %(default)s)"
    )
    parser.add_argument("-k", metavar="TEXT", default="", help="only cases whose id or kind holds this")
    parser.add_argument("--show", choices=("none", "failed", "all"), default="none", help="transcripts to print")
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    parser.add_argument("--out", type=Path, metavar="DIR", help="keep everything there, for edgewise report DIR")


def run(args: argparse.Namespace) -> int:
    """Play the cases; 0 when the agent reaches its targets, 1 when it does not, 2 when a file cannot be used."""
    from ...beliefs.errors import DialogError
    from ..files.writing import make_folder
    from .policies import FULL, POLICIES
    from .tables import as_json, keep, print_domain, print_policies, print_transcripts

    names = list(dict.fromkeys(_policies(cast("list[str] | None", args.policy), list(POLICIES))))
    exams: list[Exam] = []
    split, text = str(args.split), str(args.k)
    papers = list(_papers(args))
    named = [paper.name for paper in papers]
    if twice := next((name for name in named if named.count(name) > 1), ""):  # their cases would be each other's
        raise DialogError(f"two of these domains are called {twice!r}", hint="play them one by one")
    if not any(_chosen(paper, split, text) for paper in papers):
        part = "" if split == "all" else f" in the part {split}"
        named = f" with {text!r} in its name or kind" if text else ""
        raise DialogError(f"there is no case{part}{named}", hint="edgewise stress --help")
    out = cast("Path | None", args.out)
    if out is not None:  # before playing, which takes minutes
        make_folder(out)
    for paper in papers:
        mine = list(examine(paper, names, split, text))
        exams += mine
        if not args.json:
            print_domain(mine, split)
            print_transcripts(mine, str(args.show))
    if args.json:
        print(json.dumps(as_json(exams, split), ensure_ascii=False))
    else:
        print_policies(exams)
    if out is not None:
        keep(exams, out, split)
        print(f"Kept in {out}; edgewise report {out} makes a page of it", file=sys.stderr)
    return int(not all(reached(exam, split) for exam in exams if exam.policy == FULL))


def open_paper(domain: Path, cases: Path | None = None, seed: int = SEED) -> Paper:
    """Load a domain and its cases.

    Raises:
        EdgewiseError: One of them is wrong.
    """
    from ...beliefs.belief.model import compile_domain
    from ...beliefs.errors import DialogError
    from ...beliefs.loading import load_domain
    from .cases import ASIDE, load_stress

    loaded = load_domain(domain)
    model = compile_domain(loaded)
    if cases is not None:
        others = load_stress(cases, model).value
        return Paper(loaded.name, model, others.model_copy(update={"cases": {}}), seed, others)
    whole, beside = load_stress(domain.parent / "stress.yaml", model).value, domain.parent / ASIDE
    aside = load_stress(beside, model).value if beside.is_file() else None
    twice = sorted(set(whole.cases) & set(aside.cases)) if aside else []
    if twice:
        raise DialogError(f"{beside}: {twice[0]!r} is a case of stress.yaml, too", hint="give each case its own name")
    return Paper(loaded.name, model, whole, seed, aside)


def examine(
    paper: Paper, policies: Sequence[str], split: str = "all", text: str = "", reader: Reader | None = None
) -> Iterator[Exam]:
    """Play the cases under each policy."""
    from .play import play_case
    from .policies import make_policy

    listen = (lambda: reader) if reader is not None else _reader(paper.model)
    cases = _chosen(paper, split, text)
    for name in policies:
        words = paper.aside.keywords if paper.aside and not paper.whole.cases else paper.whole.keywords
        policy = make_policy(name, paper.model, words)
        played: dict[str, Played] = {}
        for done, (key, case) in enumerate(cases.items(), 1):
            progress(f"{paper.name}, {name}: {done}/{len(cases)}")
            played[key] = play_case(policy, listen, key, case, paper.set_of(key))
        progress("")
        yield Exam(paper.name, name, paper, played)


def _chosen(paper: Paper, split: str, text: str) -> dict[str, StressCase]:
    return {k: c for k, c in paper.chosen(split).items() if text in k or text in c.kind}


def _reader(model: Model) -> Callable[[], Reader]:
    """The default reader, made once when it is needed."""
    made: list[Reader] = []

    def reader() -> Reader:
        if not made:
            from ...agent.models.encoder import load_encoder
            from ...agent.reading.encoder_reading import EncoderReader

            made.append(EncoderReader(model, load_encoder()))
        return made[0]

    return reader


def _policies(wanted: list[str] | None, known: list[str]) -> list[str]:
    from ...beliefs.errors import UnknownName

    for name in wanted or ():
        if name not in known:
            raise UnknownName("policy", name, known)
    return wanted or known


def _papers(args: argparse.Namespace) -> Iterator[Paper]:
    from ...beliefs.errors import DialogError
    from ..files.shipped import find, shipped

    wanted = cast("list[str]", args.domains)
    paths = [find(name) for name in wanted] or [p for p in shipped().values() if (p.parent / "stress.yaml").is_file()]
    if args.cases is not None and len(wanted) != 1:
        raise DialogError("--cases goes with one domain", hint="edgewise stress triage --cases more.yaml")
    if not paths:
        raise DialogError("there are no stress cases here", hint="name a folder with domain.yaml and stress.yaml")
    for path in paths:
        yield open_paper(path, cast("Path | None", args.cases), int(args.seed))
