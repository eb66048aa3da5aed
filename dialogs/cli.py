"""The ``edgewise`` command: finds the subcommand, runs it, turns errors into one line and an exit code.

Each subcommand lives in a module of its own that offers ``add_arguments(parser)`` and ``run(args) -> int``;
only the one that is invoked is imported. This module knows the table below and nothing of what they do, and
at import it costs the interpreter's own start and little more.
"""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, NamedTuple, Protocol, cast

if TYPE_CHECKING:
    import argparse
    from collections.abc import Callable, Sequence

__all__ = ["COMMANDS", "Command", "CommandModule", "find_command", "help_text", "load_command", "main", "parser_for"]


class Command(NamedTuple):
    """One subcommand: what it is called, where it lives, what its help says."""

    name: str
    """One word, or two for a member of a group: ``evaluate intents``."""
    module: str
    """Its module in this package."""
    summary: str
    examples: tuple[str, ...] = ()


class CommandModule(Protocol):
    """What a subcommand's module offers."""

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        """Declare the options on an empty parser."""
        ...

    def run(self, args: argparse.Namespace) -> int:
        """Do the work and return the exit code."""
        ...


# One line for each subcommand that exists, in the order of the help. Names that start alike form a group.
COMMANDS: tuple[Command, ...] = (
    Command("chat", "chat", "Talk to an agent in the terminal", ("edgewise chat", "edgewise chat triage --plain")),
    Command("new", "new", "Begin a domain: a file, a script that passes, a test", ("edgewise new helpdesk",)),
    Command("validate", "validate", "Check domain files and show every problem", ("edgewise validate domain.yaml",)),
    Command(
        "schema",
        "schema",
        "Print the JSON schema of a domain file or a script",
        ("edgewise schema --out domain.schema.json",),
    ),
    Command(
        "run",
        "run",
        "Play scripted dialogues and show the first deviation of each",
        ("edgewise run tests/dialogs", "edgewise run bank.dialog.yaml -k smoke --junit out.xml"),
    ),
    Command(
        "record",
        "record",
        "Write down a dialogue as a script",
        ("edgewise record triage --from chat.txt --out chat.dialog.yaml",),
    ),
    Command(
        "simulate",
        "simulate",
        "Let simulated users talk to an agent, by the thousand or the million",
        (
            "edgewise simulate triage --episodes 100000 --out runs/triage",
            "edgewise simulate triage --fidelity text --episodes 200 --out runs/words",
        ),
    ),
    Command(
        "compare",
        "compare",
        "Hold planners, parameters or versions of a domain against each other",
        ('edgewise compare triage --variant planner=greedy --variant "planner=search budget.questions=3"',),
    ),
    Command(
        "tune",
        "tune",
        "Search planners, budgets and limits, and print the front",
        ("edgewise tune triage --over planner=greedy,search --over budget.questions=2,4,6",),
    ),
    Command(
        "report",
        "report",
        "Write one HTML page about a simulation",
        ("edgewise report runs/triage",),
    ),
    Command(
        "export",
        "export",
        "Write dialogues, simulated or logged, as JSON lines, with what was weighed",
        ("edgewise export runs/triage --out triage.jsonl", "edgewise export sessions.db --out talks.jsonl"),
    ),
    Command(
        "explain",
        "explain",
        "Show what would be decided, and everything that was weighed",
        ('edgewise explain domain.yaml --say "..." --facet age=child',),
    ),
    Command(
        "desk",
        "desk",
        "Answer handoffs and contested decisions, in a second terminal",
        ("edgewise desk", "edgewise desk sessions.db --as Ann --do list"),
    ),
    Command("replay", "replay", "Make the decisions of a log again, bit for bit", ("edgewise replay sessions.db",)),
    Command(
        "audit health",
        "audit_health",
        "Show rates, calibration and changes by week",
        ("edgewise audit health sessions.db",),
    ),
    Command(
        "audit incidents",
        "audit_incidents",
        "List contested decisions",
        ("edgewise audit incidents sessions.db --open",),
    ),
    Command(
        "audit lockin",
        "audit_lockin",
        "Show how far profiles and outcomes have narrowed",
        ("edgewise audit lockin sessions.db",),
    ),
    Command(
        "evaluate inquiry",
        "inquiry",
        "Learn from records of people, ask simulated patients, measure",
        ("edgewise evaluate inquiry --train train.jsonl --test test.jsonl",),
    ),
    Command(
        "evaluate intents",
        "intents",
        "Measure how well messages are read, and what asking adds",
        ("edgewise evaluate intents --train train.csv --test test.csv --shots 10",),
    ),
    Command(
        "evaluate replies",
        "replies",
        "Measure how well replies in free words are read",
        ("edgewise evaluate replies --mistakes 0",),
    ),
    Command(
        "learn",
        "learn",
        "Learn a domain from records of people",
        ("edgewise learn records.jsonl --out domain.yaml",),
    ),
    Command(
        "calibrate",
        "calibrate",
        "Rehearse a domain and write down how its questions are best chosen",
        ("edgewise calibrate domain.yaml", "edgewise calibrate domain.yaml --dry-run"),
    ),
    Command(
        "stress",
        "stress",
        "Play the stress cases of domains and score the agent beside simpler policies",
        ("edgewise stress triage", "edgewise stress triage --policy 'full agent' --show failed"),
    ),
    Command(
        "deliberate",
        "deliberate",
        "Agree on a domain's weights by ballots",
        ("edgewise deliberate ballots.csv domain.yaml --out agreed.yaml",),
    ),
    Command("completion", "completion", "Print a shell's completion script", ("edgewise completion bash",)),
)

_HELP = """\
usage: edgewise [--debug] [--version] [--help] COMMAND ...

An agent that knows when to ask.

commands:
{commands}

options:
  --debug      show the whole traceback of an error
  --version    print the version
  -h, --help   print this, or with COMMAND its own help

examples:
{examples}

exit codes: 0 done; 1 done, and the answer is no (a script failed, a file has problems);
            2 not done (wrong usage, a missing file or model); 130 stopped by Ctrl-C,
            141 nobody read the output, 143 told to stop.
"""


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command line and return its exit code."""
    words = list(sys.argv[1:] if argv is None else argv)
    return _guarded(lambda: _dispatch([word for word in words if word != "--debug"]), debug="--debug" in words)


def find_command(words: Sequence[str]) -> Command | None:
    """Return the subcommand that the words name, by one word or by two."""
    names = {command.name: command for command in COMMANDS}
    return names.get(" ".join(words[:2])) or names.get(" ".join(words[:1]))


def load_command(command: Command) -> CommandModule:
    """Import a subcommand's module."""
    from importlib import import_module

    return cast("CommandModule", import_module(f".{command.module}", __package__))


def parser_for(command: Command, module: CommandModule) -> argparse.ArgumentParser:
    """Build the parser of one subcommand, with its own options."""
    from .command_parser import CommandParser

    parser = CommandParser(
        prog=f"edgewise {command.name}", description=f"{command.summary}.", epilog=_examples(command.examples)
    )
    module.add_arguments(parser)
    parser.add_argument("--debug", action="store_true", help="show the whole traceback of an error")
    return parser


def help_text() -> str:
    """Return the help of the whole command."""
    return _help(COMMANDS)


def _dispatch(words: list[str]) -> int:
    if words[:1] == ["help"]:
        words = [*words[1:], "--help"]
    if not words or words[0] in {"-h", "--help"}:
        print(help_text(), end="")
        return 0
    if words[0] in {"-V", "--version"}:
        return _print_version()
    command = find_command(words)
    if command is None:
        return _without_command(words)
    module = load_command(command)
    return module.run(parser_for(command, module).parse_args(words[len(command.name.split()) :]))


def _without_command(words: Sequence[str]) -> int:
    """Print the help of a group, or say that there is no such command."""
    members = [command for command in COMMANDS if command.name.startswith(f"{words[0]} ")]
    if members and (len(words) == 1 or words[1] in {"-h", "--help"}):
        print(_help(members), end="")
        return 0
    from ..beliefs.errors import UnknownName

    if members:
        raise UnknownName(f"{words[0]} command", words[1], [member.name.split()[1] for member in members])
    kind = "option" if words[0].startswith("-") else "command"
    known = ["--debug", "--help", "--version"] if kind == "option" else [c.name.split()[0] for c in COMMANDS]
    raise UnknownName(kind, words[0], known)


def _help(commands: Sequence[Command]) -> str:
    width = max(len(command.name) for command in commands)
    lines = "\n".join(f"  {command.name:<{width}}   {command.summary}" for command in commands)
    examples = [f"  {command.examples[0]}" for command in commands if command.examples]
    return _HELP.format(commands=lines, examples="\n".join(examples[:6]))


def _examples(examples: Sequence[str]) -> str:
    return "\n".join(["examples:", *(f"  {example}" for example in examples)]) if examples else ""


def _print_version() -> int:
    from importlib.metadata import version

    print(f"edgewise {version('edgewise')}")
    return 0


def _guarded(action: Callable[[], int], *, debug: bool) -> int:
    """Run an action; return its exit code, or the one that stands for how it ended."""
    try:
        code = action()
        sys.stdout.flush()
        return code
    except KeyboardInterrupt:
        print(file=sys.stderr)
        return 130
    except BrokenPipeError:
        _drop_stdout()
        return 141  # what a shell reports of any program that SIGPIPE ended
    except SystemExit as stop:
        return stop.code if isinstance(stop.code, int) else 0 if stop.code is None else _tell(str(stop.code))
    except Exception as error:
        return _report(error, debug=debug)


def _drop_stdout() -> None:
    """Point stdout at nothing, or the interpreter complains of the broken pipe once more at exit."""
    import os

    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _report(error: Exception, *, debug: bool) -> int:
    from ..beliefs.errors import EdgewiseError

    if debug:
        import traceback

        traceback.print_exception(error)
        return 2
    if isinstance(error, EdgewiseError):
        return _tell(error.message, error.hint)
    if isinstance(error, OSError) and error.strerror:
        return _tell(error.strerror + (f": {error.filename!r}" if error.filename is not None else ""))
    hint = "this is a bug; run it again with --debug and report the traceback"
    return _tell(f"{type(error).__name__}: {error}", hint)


def _tell(message: str, hint: str | None = None) -> int:
    """Print an error and its hint; return the exit code of a command that could not be done."""
    print(f"edgewise: {message}" + (f" ({hint})" if hint else ""), file=sys.stderr)
    return 2


if __name__ == "__main__":
    sys.exit(main())
