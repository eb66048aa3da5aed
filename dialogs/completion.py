"""``edgewise completion``: a script that completes subcommands and options in bash, zsh or fish.

The script is plain text, written once: pressing Tab starts no Python. It knows the options that exist when it
is printed, so print it again after an upgrade.
"""

from __future__ import annotations

import argparse
import shlex
from collections.abc import Callable, Mapping, Sequence

from .cli import load_command, parser_for
from .commands import COMMANDS, Command
from .terminal.command_parser import option_strings

__all__ = ["Options", "add_arguments", "bash_script", "fish_script", "run", "zsh_script"]

Options = Mapping[str, Sequence[str]]


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options of ``edgewise completion``."""
    parser.add_argument("shell", choices=sorted(_SCRIPTS), help="the shell to write for")


def run(args: argparse.Namespace) -> int:
    """Print the script of one shell."""
    print(_SCRIPTS[args.shell](COMMANDS, {c.name: option_strings(parser_for(c, load_command(c))) for c in COMMANDS}))
    return 0


def bash_script(commands: Sequence[Command], options: Options) -> str:
    """Return the script for bash: ``source <(edgewise completion bash)``."""
    cases = [f'        "{typed} ") words="{" ".join(names)}" ;;' for typed, names in _choices(commands).items()]
    cases += [f'        "{name} "*) words="{" ".join(given)}" ;;' for name, given in options.items()]
    return "\n".join(
        [
            "_edgewise() {",
            '    local current="${COMP_WORDS[COMP_CWORD]}" words=""',
            '    case "${COMP_WORDS[*]:1:COMP_CWORD-1} " in',
            *cases,
            "    esac",
            '    COMPREPLY=($(compgen -W "$words" -- "$current"))',
            # With nothing typed, options would hide the file names that are wanted far more often.
            '    [[ "$words" == --* && "$current" != -* ]] && COMPREPLY=()',
            "    return 0",
            "}",
            "complete -o default -F _edgewise edgewise",
        ]
    )


def zsh_script(commands: Sequence[Command], options: Options) -> str:
    """Return the script for zsh: a file ``_edgewise`` in ``fpath``, or ``source <(edgewise completion zsh)``."""
    cases = [f'        "{typed} ") compadd -- {" ".join(names)} ;;' for typed, names in _choices(commands).items()]
    cases += [f'        "{name} "*) given=({" ".join(given)}) ;;' for name, given in options.items()]
    return "\n".join(
        [
            "#compdef edgewise",
            "_edgewise() {",
            "    local -a given",
            '    case "${(j: :)words[2,CURRENT-1]} " in',
            *cases,
            "    esac",
            "    (( $#given )) || return 0",
            "    if [[ $PREFIX == -* ]]; then compadd -- $given; else _files; fi",
            "}",
            'if [[ $funcstack[1] == _edgewise ]]; then _edgewise "$@"; else compdef _edgewise edgewise; fi',
        ]
    )


def fish_script(commands: Sequence[Command], options: Options) -> str:
    """Return the script for fish: ``edgewise completion fish | source``."""
    lines: list[str] = []
    for command in commands:
        first, _, second = command.name.partition(" ")
        seen = f"__fish_seen_subcommand_from {first}"
        if second:
            members = " ".join(c.name.split()[1] for c in commands if c.name.startswith(f"{first} "))
            absent = f"{seen}; and not __fish_seen_subcommand_from {members}"
            lines.append(_fish(absent, f"-f -a {second} -d {shlex.quote(command.summary)}"))
            seen += f"; and __fish_seen_subcommand_from {second}"
        else:
            lines.append(_fish("__fish_use_subcommand", f"-f -a {first} -d {shlex.quote(command.summary)}"))
        lines += [_fish(seen, f"-l {option.removeprefix('--')}") for option in options[command.name]]
    groups = sorted({c.name.split()[0] for c in commands if " " in c.name})
    return "\n".join([*(_fish("__fish_use_subcommand", f"-f -a {group}") for group in groups), *lines])


def _fish(condition: str, rest: str) -> str:
    return f"complete -c edgewise -n {shlex.quote(condition)} {rest}"


def _choices(commands: Sequence[Command]) -> dict[str, list[str]]:
    """Return what can be typed next, by the words typed so far: nothing yet, or the name of a group."""
    choices: dict[str, list[str]] = {"": []}
    for command in commands:
        first, _, second = command.name.partition(" ")
        if first not in choices[""]:
            choices[""].append(first)
        if second:
            choices.setdefault(first, []).append(second)
    return choices


_SCRIPTS: dict[str, Callable[[Sequence[Command], Options], str]] = {
    "bash": bash_script,
    "fish": fish_script,
    "zsh": zsh_script,
}
