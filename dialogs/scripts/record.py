"""``edgewise record``: play what somebody typed through an agent and write it down as a script."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import cast

from ..files.outputs import STDOUT, add_out, spare
from ..terminal.command_parser import at_least

__all__ = ["add_arguments", "run", "typed"]


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options."""
    parser.add_argument("domain", nargs="?", default="", metavar="DOMAIN", help="a domain file, or an example's name")
    parser.add_argument(
        "--from", dest="source", type=Path, metavar="FILE", help="one message a line, or a chat saved with /save"
    )
    parser.add_argument("--name", default="recorded", help="what the dialogue is called (%(default)s)")
    parser.add_argument("--seed", type=at_least(0), default=0, help="seed of the session (%(default)s)")
    add_out(parser, "write it there instead of printing it")


def run(args: argparse.Namespace) -> int:
    """Record one dialogue."""
    from ..files.forms import read_text
    from ..files.shipped import find
    from ..files.writing import write_text
    from .recording import seen_from

    out, source = cast("Path | None", args.out), cast("Path | None", args.source)
    spare(out, [source, find(str(args.domain)) if args.domain else None], force=bool(args.force))
    text = read_text(source) if source else sys.stdin.read()
    domain = seen_from(str(args.domain), None if out == STDOUT else out)
    script = _recorded(str(args.domain), domain, typed(text), str(args.name), int(args.seed))
    if out is None or out == STDOUT:
        print(script, end="")
        return 0
    write_text(out, script)
    print(f"Written to {out}; run it with: edgewise run {out}")
    return 0


def typed(text: str) -> list[str]:
    """The user's messages: of a transcript the lines that start with ``user:``, else every line that has words."""
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    if any(line.startswith("agent:") for line in lines):
        return [line.removeprefix("user:").strip() for line in lines if line.startswith("user:")]
    return lines


def _recorded(wanted: str, named: str, messages: list[str], name: str, seed: int) -> str:
    from ...agent.models.encoder import load_encoder
    from ...agent.reading.encoder_reading import EncoderReader
    from ...agent.state.mind import Mind
    from ...beliefs.belief.model import compile_domain
    from ...beliefs.deciding.policy import Policy
    from ...beliefs.errors import DialogError
    from ...beliefs.loading import load_domain
    from ..files.embedded import embedded_domain
    from ..files.shipped import find
    from .player import Player
    from .recording import Exchange, script_from

    if not messages:
        raise DialogError("there is nothing to record", hint="one message a line on standard input, or --from FILE")
    mind = Mind(Policy(compile_domain(load_domain(find(wanted)) if wanted else embedded_domain())))
    reader = EncoderReader(mind.model, load_encoder())
    player = Player.fresh(mind, lambda: reader, seed=seed)
    return script_from(named, [Exchange(text, player.say(text).decision) for text in messages], name)
