"""What a chat is started with, looked at before it welcomes anybody, and how to ask for the same again.

Loads no model: that its folder is there has to do. What is wrong ends the program; nobody types into a chat that cannot
reply.
"""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import closing
from pathlib import Path
from shlex import quote
from typing import TYPE_CHECKING

from ...beliefs.errors import ModelMissing, StoreError, UnknownName
from ..files.host_answers import load_answers

if TYPE_CHECKING:
    from ...agent.keeping.store import Store
    from ...agent.writing.answers_host import Answer
    from ...beliefs.language.domain import Domain

__all__ = ["again", "check_usage", "kept_store"]


def check_usage(
    domain: Domain, context: str | None, answers: Path | None, reader: str, model: Path | None
) -> Mapping[str, Answer] | None:
    """Look at what a chat is started with; returns the answer functions, whose file is run once.

    Raises:
        EdgewiseError: The domain has no such context, or the answers or the reader's model cannot be used.
    """
    from ...beliefs.language.defaults import complete

    full = complete(domain)
    if context is not None and context not in full.contexts:
        raise UnknownName("context", context, full.contexts)
    _check_reader(reader, model)
    return None if answers is None else _checked(full, load_answers(answers))


def kept_store(place: Path, session: str, domain: Domain) -> Store:
    """Open a store for a session, new or resumed; another program's database gets no tables from a chat.

    Raises:
        StoreError: It cannot be used, or the session was begun in another domain.
    """
    from ...agent.keeping.database import SqliteDatabase
    from ...agent.keeping.store import open_store
    from ...agent.keeping.tables import check_not_foreign

    if place.is_file():
        with closing(SqliteDatabase(place, reading=True)) as database:
            check_not_foreign(database, place.name)
    store = open_store(place)
    try:
        store.check_domain(session, domain.name)
    except StoreError:
        store.close()
        raise
    return store


def again(options: Mapping[str, object]) -> str:
    """Options as they are typed; those without a value are left out."""
    return "".join(f" --{name} {quote(str(value))}" for name, value in options.items() if value)


def _checked(domain: Domain, answers: Mapping[str, Answer]) -> Mapping[str, Answer]:
    from ...agent.writing.answers_host import HostAnswers

    HostAnswers(domain, answers)  # refuses what answers nothing that the domain has
    return answers


def _check_reader(reader: str, model: Path | None) -> None:
    """Look whether a reader's model is there, without loading it."""
    if reader == "lm" and model is None:
        raise ModelMissing("reading with a language model needs one", hint="name its folder: --model FOLDER")
    if model is None:
        return
    if reader == "lm":
        from ...agent.models.causal_lm import load_causal_lm

        load_causal_lm(model)
    else:
        from ...agent.models.encoder import load_encoder

        load_encoder(model)
