"""``evaluate intents``: how well messages are read, how honest the probabilities are, what asking adds.

Everything (weights, threshold of rejection, price of a question) is fitted on the training file alone; the test file
is only measured. A simulated user answers menus and picks a random other outcome now and then. This module knows
nothing of domains: the labels are the intents, in equal standing but for their shares of the training file.
"""

from __future__ import annotations

import argparse
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from ...beliefs.errors import DialogError, nearest
from ..terminal.command_parser import at_least

if TYPE_CHECKING:
    from ...agent.models.encoder import Encoder
    from ...agent.models.encoder_network import Device
    from ...agent.models.language_model import LanguageModel
    from .intent_data import Messages
    from .intent_measures import FittedReading
    from .intent_report import IntentReport

__all__ = ["add_arguments", "evaluate", "run"]

OOS = "oos"
MODEL = "folder of a local model: a sentence encoder (default: the packaged one); with --reader lm a causal one"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options."""
    parser.add_argument("--train", type=Path, required=True, metavar="A.csv", help="training messages: text,label")
    parser.add_argument("--test", type=Path, required=True, metavar="B.csv", help="test messages: text,label")
    parser.add_argument("--shots", type=int, metavar="K", help="train on K messages an intent (default: all)")
    parser.add_argument(
        "--seed", type=at_least(0), default=0, metavar="S", help="seed of the shots and users (default 0)"
    )
    parser.add_argument("--oos-label", default=OOS, metavar="NAME", help="label of out-of-scope messages (oos)")
    parser.add_argument("--questions", type=int, default=5, metavar="N", help="most questions a message (default 5)")
    parser.add_argument(
        "--mean-questions",
        type=float,
        metavar="M",
        help="questions a message to spend on average, as training messages need them (default: what plain menus "
        "below a plain classifier would ask)",
    )
    parser.add_argument("--user-error", type=float, default=0.05, metavar="P", help="share of wrong answers (.05)")
    parser.add_argument("--reader", choices=("encoder", "lm"), default="encoder", help="what reads (default encoder)")
    parser.add_argument(
        "--model",
        type=Path,
        metavar="FOLDER",
        help="folder of a local model: a sentence encoder (default: the packaged one); a causal LM for --reader lm",
    )
    parser.add_argument("--device", choices=("auto", "cpu", "cuda", "mps"), default="auto", help="where it runs (auto)")
    parser.add_argument("--json", action="store_true", help="print JSON")
    parser.add_argument("--plot", type=Path, metavar="FILE", help="write the reliability diagram (.png, .svg, .pdf)")


def run(args: argparse.Namespace) -> int:
    """Evaluate, print, plot."""
    from .intent_report import check_plot, draw_reliability, render

    if args.plot:
        check_plot(args.plot)
    report = evaluate(
        args.train,
        args.test,
        shots=args.shots,
        seed=args.seed,
        oos_label=args.oos_label,
        questions=args.questions,
        mean_questions=args.mean_questions,
        user_error=args.user_error,
        reader=args.reader,
        model=args.model,
        device=args.device,
    )
    if args.plot:
        draw_reliability(report, args.plot)  # first: what is printed may go to a pipe that closes early
    print(report.to_json() if args.json else render(report))
    return 0


def evaluate(
    train: Path,
    test: Path,
    *,
    shots: int | None = None,
    seed: int = 0,
    oos_label: str = OOS,
    questions: int = 5,
    mean_questions: float | None = None,
    user_error: float = 0.05,
    reader: Literal["encoder", "lm"] = "encoder",
    model: Path | None = None,
    device: Device = "auto",
    encoder: Encoder | None = None,
    lm: LanguageModel | None = None,
) -> IntentReport:
    """Fit on ``train``, measure on ``test``; ``encoder`` and ``lm`` replace the model in the folder (for tests)."""
    from .intent_data import load_messages, pick_shots
    from .intent_measures import Users, fit_reading, measure, read_messages
    from .intent_report import IntentReport, Source

    started = time.perf_counter()
    _check(shots, questions, mean_questions, user_error)
    if reader == "lm" and model is None and lm is None:
        raise DialogError("reading with a language model needs one", hint="name its folder: --model FOLDER")
    known, asked = load_messages(train), load_messages(test)
    _check_oos(oos_label, {*known.labels, *asked.labels})
    inside = pick_shots(known.where([label != oos_label for label in known.labels]), shots, seed)
    outside = known.where([label == oos_label for label in known.labels])
    _fit_together(train, inside, test, asked, oos_label)
    if reader == "lm":
        encoder, fitted = _words_read(lm, model, device, inside, seed)
    else:
        encoder = encoder or _encoder(model, device)
        fitted = fit_reading(encoder, inside, outside, seed)
    users = Users(questions, user_error, seed, mean_questions)
    measured = measure(fitted, read_messages(encoder, fitted, asked), users)
    source = Source(str(train), str(test), shots, seed, reader, len(inside.texts), len(asked.texts))
    return IntentReport(source, measured, time.perf_counter() - started)


def _check_oos(label: str, labels: set[str]) -> None:
    """Refuse a label that no message has: what is out of scope would be measured as an intent."""
    if label != OOS and label not in labels:
        hint = nearest(label, labels) or "--oos-label names the label of out-of-scope messages, as the files write it"
        raise DialogError(f"no message is labelled {label!r}", hint=hint)


def _fit_together(train: Path, inside: Messages, test: Path, asked: Messages, oos_label: str) -> None:
    if len(set(inside.labels)) < 2:
        raise DialogError(f"{train}: fewer than two intents besides {oos_label!r}", hint="label at least two intents")
    if not set(inside.labels) & set(asked.labels):
        raise DialogError(f"{test}: no message has a label of {train}", hint="are these the files of one set?")


def _words_read(
    lm: LanguageModel | None, model: Path | None, device: Device, inside: Messages, seed: int
) -> tuple[Encoder, FittedReading]:
    from ...agent.models.causal_lm import load_causal_lm
    from ...agent.models.encoder import HashEncoder
    from .lm_intents import fit_lm_reading

    # The model reads words; the vectors that a head would look at may be anything.
    return HashEncoder(1), fit_lm_reading(lm or load_causal_lm(model or "", device=device), inside, seed)


def _check(shots: int | None, questions: int, mean_questions: float | None, user_error: float) -> None:
    if shots is not None and shots < 1:
        raise DialogError(f"--shots {shots}: at least one message an intent is needed", hint="--shots 10")
    if questions < 0:
        raise DialogError(f"--questions {questions}: cannot be negative", hint="--questions 5")
    if mean_questions is not None and not 0.0 < mean_questions <= questions:
        wanted = f"must be over 0 and at most {questions}"
        raise DialogError(f"--mean-questions {mean_questions}: {wanted}", hint="--mean-questions 0.5")
    if not 0.0 <= user_error < 0.5:
        raise DialogError(f"--user-error {user_error}: must be in [0, .5)", hint="--user-error 0.05")


def _encoder(model: Path | None, device: Device) -> Encoder:
    from ...agent.models.cache import CachedEncoder
    from ...agent.models.encoder import load_encoder

    return CachedEncoder(load_encoder(model, device=device))


def _main() -> int:
    parser = argparse.ArgumentParser(description="Evaluate the reading of intents.")
    add_arguments(parser)
    return run(parser.parse_args())


if __name__ == "__main__":
    sys.exit(_main())
