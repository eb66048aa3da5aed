"""The ``edgewise`` command: finds the subcommand, runs it, turns errors into one line and an exit code.

Each subcommand lives in a module of its own that offers ``add_arguments(parser)`` and ``run(args) -> int``;
only the one that is invoked is imported. This module knows their table and nothing of what they do, and
at import it costs the interpreter's own start and little more.
"""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Protocol, cast

from .commands import COMMANDS, Command

if TYPE_CHECKING:
    import argparse
    from collections.abc import Callable, Sequence

__all__ = ["CommandModule", "find_command", "help_text", "load_command", "main", "parser_for"]


class CommandModule(Protocol):
    """What a subcommand's module offers."""

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        """Declare the options on an empty parser."""
        ...

    def run(self, args: argparse.Namespace) -> int:
        """Do the work and return the exit code."""
        ...


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
    _open_streams()
    words = list(sys.argv[1:] if argv is None else argv)
    return _guarded(lambda: _dispatch(words), debug="--debug" in words)


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
    from .terminal.command_parser import CommandParser

    parser = CommandParser(
        prog=f"edgewise {command.name}", description=f"{command.summary}.", epilog=_examples(command.examples)
    )
    module.add_arguments(parser)
    parser.add_argument("--debug", action="store_true", help="show the whole traceback of an error")
    return parser


def help_text() -> str:
    """Return the help of the whole command."""
    return _help(COMMANDS)


def _dispatch(given: list[str]) -> int:
    words = [word for word in given if word != "--debug"]
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
    return module.run(parser_for(command, module).parse_args(_options(command, given)))


def _options(command: Command, words: Sequence[str]) -> list[str]:
    """The words without the command's own; a ``--debug`` before it is an option of it, too."""
    left = list(words)
    for name in command.name.split():
        left.remove(name)
    return left


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
    known = ["--debug", "--help", "--version"] if kind == "option" else {c.name.split()[0] for c in COMMANDS}
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
        code = _ended(action)
        sys.stdout.flush()
        return code
    except KeyboardInterrupt:
        print(file=sys.stderr)
        return 130
    except BrokenPipeError:
        _drop_stdout()
        return 141  # what a shell reports of any program that SIGPIPE ended
    except Exception as error:
        return _report(error, debug=debug)


def _ended(action: Callable[[], int]) -> int:
    """Run an action; return its exit code, also where argparse ended it."""
    try:
        return action()
    except SystemExit as stop:
        return stop.code if isinstance(stop.code, int) else 0 if stop.code is None else _tell(str(stop.code))


def _open_streams() -> None:
    """Give a standard stream that was closed before the program began to no other file: it reads as empty.

    What is written to standard output fails then, as on a full disk: whoever closed it would take it for done.
    """
    import os

    # pyright knows them as never None, but the interpreter leaves them so where there is no descriptor.
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        if getattr(sys, name) is None:
            access = os.O_WRONLY if name == "stderr" else os.O_RDONLY
            setattr(sys, name, open(os.open(os.devnull, access), mode, encoding="utf-8"))


def _output_failed(error: OSError) -> str:
    """Where an error without a file's name came from, if that was standard output; what waits there is dropped."""
    from errno import EBADF

    failed = error.errno == EBADF
    try:
        sys.stdout.flush()
    except OSError:
        failed = True
        _drop_stdout()
    return ": standard output" if failed else ""


def _drop_stdout() -> None:
    """Point stdout at nothing, or the interpreter complains of the broken pipe once more at exit."""
    import os

    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _report(error: Exception, *, debug: bool) -> int:
    from ..beliefs.errors import EdgewiseError, mend_of

    if debug:
        import traceback

        traceback.print_exception(error)
        return 2
    if isinstance(error, EdgewiseError):
        return _tell(error.message, error.hint)
    if isinstance(error, OSError) and error.strerror:
        where = f": {error.filename!r}" if error.filename is not None else ""
        return _tell(error.strerror + (where or _output_failed(error)), mend_of(error))
    hint = "this is a bug; run it again with --debug and report the traceback"
    return _tell(f"{type(error).__name__}: {error}", hint)


def _tell(message: str, hint: str | None = None) -> int:
    """Print an error and its hint; return the exit code of a command that could not be done."""
    print(f"edgewise: {message}" + (f" ({hint})" if hint else ""), file=sys.stderr)
    return 2


if __name__ == "__main__":
    sys.exit(main())
