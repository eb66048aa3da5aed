"""``edgewise desk``: the console of the person who decides, in a second terminal.

Lists the handoffs and contested decisions that wait in a store, shows one, and answers it; the agent carries the
answer out when it next looks. Works by lines, so that it works piped as well as typed.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from shutil import get_terminal_size
from typing import TYPE_CHECKING, cast

from ...beliefs.errors import EdgewiseError, StoreError, UnknownName
from ..files.places import add_store, store_of
from .case import case_lines, controls_in, plain

if TYPE_CHECKING:
    from ...agent.keeping.desk_tables import CaseFile
    from ...agent.keeping.store import Store
    from ...agent.state.events import PersonDeed
    from ...beliefs.language.domain import Domain

__all__ = ["Desk", "add_arguments", "existing_store", "run"]

WIDEST, UNKNOWN = 100, 80
"""Columns of a table, at most and where nobody knows how wide the screen is."""

HELP = """\
  list                        what waits
  show N                      handoff N: who, why, what is known, what was said
  show iN                     incident N: what was contested, and the decision
  take N                      take handoff N
  reply N TEXT                write to the user; you keep the word
  correct N FACET VALUE       put a fact right, where the domain lets you
  correct N intent VALUE      put right what is wanted
  attest N FACET VALUE        vouch for a fact, where the domain lets you
  resolve N [TEXT]            done: tell the user and close
  back N [TEXT]               hand back to the agent, which tells the user TEXT
  outcome iN TEXT             decide a contested decision; the user is told
  help                        this list
  quit"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options."""
    add_store(parser, "the store that the agent uses")
    parser.add_argument("--as", dest="name", default="", metavar="NAME", help="who you are")
    parser.add_argument("--do", action="append", default=[], metavar="COMMAND", help="do this and leave (repeatable)")
    parser.add_argument("--domain", metavar="DOMAIN", help="check names against it (default: the one in the store)")


def run(args: argparse.Namespace) -> int:
    """Read commands until there are no more; 1 when one could not be done, 2 when one is none."""
    given = cast("list[str]", args.do)
    for line in given:
        _word(line)  # what is no command is told before anything is done
    desk = Desk(_store(cast("str | None", args.store)), cast(str, args.name), _loaded(args.domain))
    lines = given or _typed(desk)
    failed = False
    for line in lines:
        try:
            if not desk.obey(line):
                break
        except EdgewiseError as error:
            failed = True
            print(f"  {error.message}" + (f" ({error.hint})" if error.hint else ""))
    return int(failed)


def _store(named: str | None) -> Store:
    """The store that was named; the chat's own may be one in which nothing was kept yet."""
    from ...agent.keeping.store import open_store

    return existing_store(named) if named else open_store(store_of(None))


def existing_store(place: str, *, reading: bool = False) -> Store:
    """Open a store that is there: a desk without an agent has nothing to show, and puts no tables into other files.

    One that cannot be written is shown all the same; what is then done in it is refused.

    Raises:
        StoreError: There is no such file, or no agent ever kept anything in it.
    """
    from ...agent.keeping.database import SqliteDatabase, may_be_written
    from ...agent.keeping.store import open_store
    from ...agent.keeping.tables import check_kept

    if "://" not in place and not Path(place).is_file():
        said = "a folder, and no store" if Path(place).is_dir() else "no such store"
        raise StoreError(f"{said}: {place!r}", hint="the file that the agent keeps its sessions in")
    reading = reading or ("://" not in place and not may_be_written(Path(place)))
    if "://" not in place and not reading:
        with closing(SqliteDatabase(Path(place), reading=True)) as database:
            check_kept(database)
    return open_store(place, reading=reading)


class Desk:
    """One person's view of a store."""

    def __init__(self, store: Store, name: str, domain: Domain | None = None) -> None:
        self.store = store
        self.name = name
        self.domain = domain

    def obey(self, line: str) -> bool:
        """Do one command; False to leave."""
        word, _, rest = _word(line)
        if word in _LEAVING:
            return False
        if word in ("", "list", "l"):
            self.show_list()
        elif word == "show":
            self._show(rest.strip())
        elif word == "outcome":
            self._outcome(rest)
        elif word in _DEEDS:
            self._act(word, rest)
        else:
            print(HELP)
        return True

    def show_list(self) -> None:
        """What waits, oldest first."""
        from rich.box import ASCII
        from rich.table import Table

        from ..terminal.console import PipedConsole

        handoffs, incidents = self.store.handoffs(), self.store.incidents()
        if not handoffs and not incidents:
            print("nothing waits")
            return
        table = Table(box=ASCII)
        for column in ("no", "session", "turn", "status", "about"):
            table.add_column(column, overflow="fold")
        for mark, cases, key in (("", handoffs, "summary"), ("i", incidents, "objection")):
            for case in cases:
                about = plain(case.data.get(key))
                table.add_row(f"{mark}{case.number}", plain(case.session), str(case.turn), case.status, about)
        PipedConsole(width=_width(), markup=False, highlight=False).print(table)

    def _show(self, which: str) -> None:
        from ...agent.keeping.desk_tables import stored

        case = self._case(which)
        records = [stored(text, "records", case.session) for text in self.store.records(case.session)]
        dialogue = self.store.dialogue(case.session)
        domain = self.domain or _domain_of(self.store, case.session)
        for line in case_lines(case, dialogue["lines"] if dialogue else [], domain, controls_in(records), _width()):
            print(line)

    def _act(self, word: str, rest: str) -> None:
        from ...agent.rights.person import checked_act
        from ...agent.state.events import PersonAct

        number, _, words = rest.strip().partition(" ")
        case = self._case(number)
        facet, _, value = words.strip().partition(" ")
        named = word in ("correct", "attest")
        if (named and not value.strip()) or (word == "reply" and not words.strip()):
            usage = next(line for line in HELP.splitlines() if f" {word} " in line)
            raise EdgewiseError(f"{word} needs more words", hint=" ".join(usage.split()))
        act = PersonAct(
            do=_DEEDS[word],
            by=self.name,
            text="" if named else words.strip(),
            facet=facet if named else "",
            value=value.strip() if named else "",
        )
        domain = self.domain or _domain_of(self.store, case.session)
        if domain is not None:
            checked_act(domain, act)
        self.store.send(case.session, act)
        print(f"  sent to {plain(case.session)}")

    def _outcome(self, rest: str) -> None:
        from ...agent.state.events import PersonAct

        which, _, text = rest.strip().partition(" ")
        if not text.strip():
            raise EdgewiseError("an outcome needs words for the user")
        case = self._case(which if which.startswith("i") else f"i{which}")
        number = cast(int, case.data["number"])
        self.store.send(case.session, PersonAct(do="outcome", by=self.name, text=text.strip(), incident=number))
        print(f"  sent to {plain(case.session)}")

    def _case(self, which: str) -> CaseFile:
        if not which:
            raise EdgewiseError("which case?", hint="its number comes after the command; list shows what waits")
        cases = self.store.incidents() if which.startswith("i") else self.store.handoffs()
        found = next((case for case in cases if str(case.number) == which.removeprefix("i")), None)
        if found is None:
            raise EdgewiseError(f"nothing waits under {which!r}", hint="list shows what does")
        return found


_LEAVING = ("quit", "exit", "q")
_PLAIN = ("", "list", "l", "show", "outcome", "help")
_DEEDS: dict[str, PersonDeed] = {
    "take": "take",
    "reply": "reply",
    "correct": "correct",
    "attest": "attest",
    "resolve": "resolve",
    "back": "hand_back",
}


def _word(line: str) -> tuple[str, str, str]:
    """The command of a line, and what follows it.

    Raises:
        UnknownName: There is no such command.
    """
    word, blank, rest = line.strip().partition(" ")
    if word not in (*_LEAVING, *_PLAIN, *_DEEDS):
        raise UnknownName("desk command", word, [*filter(None, _PLAIN), *_DEEDS, "quit"])
    return word, blank, rest


def _domain_of(store: Store, session: str) -> Domain | None:
    """The domain of a session's last decision, where the store holds it."""
    from ...agent.keeping.desk_tables import stored
    from ...beliefs.language.domain import Domain

    digest = ""
    for text in store.records(session):
        digest = str(stored(text, "records", session).get("domain", ""))
    data = store.domains().get(digest)
    return Domain.model_validate_json(data) if data else None


def _loaded(domain: str | None) -> Domain | None:
    if domain is None:
        return None
    from ...beliefs.belief.model import compile_domain
    from ...beliefs.loading import load_domain
    from ..files.shipped import find

    return compile_domain(load_domain(find(domain))).domain


def _typed(desk: Desk) -> Iterator[str]:
    """Lines as they are typed, or as they come through a pipe."""
    asks = sys.stdin.isatty()
    if asks:
        desk.show_list()
        print(HELP)
    while True:
        try:
            yield input("desk> " if asks else "")
        except EOFError:
            return


def _width() -> int:
    return min(WIDEST, get_terminal_size((UNKNOWN, 24)).columns)
