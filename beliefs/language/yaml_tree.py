"""YAML text as a tree of words that remembers where each of them stands.

The tree is built from parser events: no constructors, no tags, no recursion, so no text can make an object, and none
can nest or expand without end. Every scalar stays the word that was written (``yes``, ``007`` and ``12:30`` mean what
they say); the domain's types decide which of them are numbers. Knows nothing of domains.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal, NamedTuple, cast

import yaml

from ..errors import DomainTooLarge, Flaw
from .yaml_flaws import syntax_flaw

__all__ = ["MAX_DEPTH", "MAX_NODES", "Entry", "Located", "Node", "Place", "Tree", "locate", "plain", "read_tree"]

MAX_NODES = 1_000_000
"""Most nodes of a tree when every alias is written out."""
MAX_DEPTH = 32

_NO_ENTRIES: Mapping[str, Entry] = {}

Kind = Literal["scalar", "sequence", "mapping"]

_LOADER = cast("type[yaml.SafeLoader]", getattr(yaml, "CSafeLoader", yaml.SafeLoader))
_NULLS = frozenset({"", "~", "null", "Null", "NULL"})
_INFINITE = re.compile(r"^([-+]?)\.(?:inf|Inf|INF)$")
_TAGS = frozenset({"!"} | {f"tag:yaml.org,2002:{name}" for name in ("str", "int", "float", "map", "seq", "null")})


class Place(NamedTuple):
    """Where something starts, counted from 1."""

    line: int
    column: int


class Located(NamedTuple):
    """Where a path leads."""

    place: Place
    steps: frozenset[int]
    """Positions of its steps that were written."""
    file: str | None
    """The file, where it is not that of the tree."""


@dataclass(slots=True)
class Entry:
    """One key of a mapping."""

    key: str
    line: int
    column: int
    value: Node


class Node:
    """A scalar, a list or a mapping, with the place where it starts (from 1)."""

    __slots__ = ("closed", "column", "entries", "file", "items", "kind", "line", "size", "text")

    def __init__(self, kind: Kind, line: int, column: int, text: str | None = None) -> None:
        self.kind: Kind = kind
        self.line = line
        self.column = column
        self.text = text
        """Of a scalar; None is an empty one."""
        self.items: Sequence[Node] = ()
        self.entries: Mapping[str, Entry] = _NO_ENTRIES
        self.size = 1
        """Nodes in it, with every alias written out."""
        self.closed = kind == "scalar"
        """Whether all of it was read."""
        self.file: str | None = None
        """The file, where it is not that of the tree."""


@dataclass(frozen=True)
class Tree:
    """What was read: the root, unless the text is not YAML at all, and everything that is wrong with its form."""

    root: Node | None
    flaws: tuple[Flaw, ...]


@dataclass(slots=True)
class _Open:
    """A collection that is being read."""

    node: Node
    items: list[Node] = field(default_factory=list[Node])
    entries: dict[str, Entry] = field(default_factory=dict[str, Entry])
    key: Node | None = None
    merges: list[Node] = field(default_factory=list[Node])


def read_tree(text: str) -> Tree:
    """Read one YAML document."""
    builder = _Builder()
    try:
        for event in _events(text):
            if not builder.take(event):
                break
    except yaml.YAMLError as error:
        return Tree(None, (*builder.flaws, syntax_flaw(error, text)))
    return Tree(builder.root, tuple(builder.flaws))


def plain(node: Node) -> object:
    """The tree as dicts, lists, words and None."""
    if node.kind == "scalar":
        return node.text
    if node.kind == "sequence":
        return [item.text if item.kind == "scalar" else plain(item) for item in node.items]
    return {key: plain(entry.value) for key, entry in node.entries.items()}


def locate(
    root: Node, path: Sequence[str | int], aliases: Mapping[str, str] | None = None, *, key: bool = False
) -> Located:
    """Return line and column of what a path names.

    A step that was not written (short forms leave some out) is skipped. Lists and mappings are placed by their key,
    words by themselves unless ``key`` asks for the key. A step may have been written by its alias.
    """
    node, place, steps = root, Place(root.line, root.column), set[int]()
    for position, step in enumerate(path):
        found = _step(node, step) or _step(node, (aliases or {}).get(str(step), step))
        if found is None:
            continue
        steps.add(position)
        node = found.value if isinstance(found, Entry) else found
        by_key = isinstance(found, Entry) and (key or node.kind != "scalar" or node.text is None)
        place = Place(found.line, found.column) if by_key else Place(node.line, node.column)
    return Located(place, frozenset(steps), node.file)


def _step(node: Node, step: str | int) -> Entry | Node | None:
    if node.kind == "mapping":
        return node.entries.get(str(step))
    if node.kind == "sequence":
        if isinstance(step, int):
            return node.items[step] if 0 <= step < len(node.items) else None
        return next((item for item in node.items if item.kind == "scalar" and item.text == step), None)
    return None


class _Builder:
    """Takes events one by one and keeps the open collections on a stack."""

    def __init__(self) -> None:
        self.root: Node | None = None
        self.flaws: list[Flaw] = []
        self._stack: list[_Open] = []
        self._anchors: dict[str, Node] = {}
        self._handlers: dict[type, Callable[[Any], None]] = {
            yaml.ScalarEvent: self._scalar,
            yaml.AliasEvent: self._alias,
            yaml.MappingStartEvent: lambda event: self._open("mapping", event),
            yaml.SequenceStartEvent: lambda event: self._open("sequence", event),
            yaml.MappingEndEvent: self._close,
            yaml.SequenceEndEvent: self._close,
        }

    def take(self, event: yaml.Event) -> bool:
        """Take one event; False when there is nothing more to be read."""
        if isinstance(event, yaml.DocumentStartEvent) and self.root is not None:
            self._flaw("a second document starts here; a file holds one domain", event, "remove the `---` line")
            return False
        handler = self._handlers.get(type(event))
        if handler is not None:
            handler(event)
        return True

    def _scalar(self, event: yaml.ScalarEvent) -> None:
        self._check_tag(event)
        node = Node("scalar", *_place(event), _word(event))
        self._anchor(event.anchor, node)
        self._add(node)

    def _alias(self, event: yaml.AliasEvent) -> None:
        node = self._anchors.get(cast(str, event.anchor))
        if node is None or not node.closed:
            why = "names nothing above it" if node is None else "stands inside the part that it names"
            self._flaw(f"the alias *{event.anchor} {why}", event)
            node = Node("scalar", *_place(event))
        self._add(node)

    def _open(self, kind: Kind, event: yaml.CollectionStartEvent) -> None:
        self._check_tag(event)
        node = Node(kind, *_place(event))
        self._anchor(event.anchor, node)
        if len(self._stack) >= MAX_DEPTH:
            raise DomainTooLarge(
                f"line {node.line}: parts stand inside one another more than {MAX_DEPTH} deep",
                hint="no key of a domain is that deep; look for brackets that were not closed",
            )
        self._stack.append(_Open(node))

    def _close(self, event: yaml.CollectionEndEvent) -> None:
        done = self._stack.pop()
        done.node.items, done.node.entries = done.items, done.entries
        for merged in done.merges:
            done.node.entries = {**merged.entries, **done.node.entries}
        done.node.closed = True
        self._add(done.node)

    def _add(self, node: Node) -> None:
        if not self._stack:
            self.root = node
            return
        top = self._stack[-1]
        top.node.size += node.size
        if top.node.size > MAX_NODES:
            raise DomainTooLarge(
                f"line {node.line}: with its aliases written out the file has more than {MAX_NODES:,} parts",
                hint="write the values out, or use fewer aliases of aliases",
            )
        if top.node.kind == "sequence":
            top.items.append(node)
        elif top.key is None:
            top.key = node
        else:
            self._pair(top, top.key, node)
            top.key = None

    def _pair(self, top: _Open, key: Node, value: Node) -> None:
        if key.kind != "scalar" or key.text is None:
            self._flaw_at("a key has to be one word", key.line, key.column, "put `name:` before the value")
        elif key.text == "<<" and (value.kind == "mapping" or all(item.kind == "mapping" for item in value.items)):
            top.merges += [value] if value.kind == "mapping" else value.items
        elif key.text in top.entries:
            first = top.entries[key.text].line
            self._flaw_at(
                f"the key {key.text!r} stands twice (first in line {first})", key.line, key.column, "keep one of them"
            )
        else:
            top.entries[key.text] = Entry(key.text, key.line, key.column, value)

    def _anchor(self, name: str | None, node: Node) -> None:
        if name is not None:
            self._anchors[name] = node

    def _check_tag(self, event: yaml.ScalarEvent | yaml.CollectionStartEvent) -> None:
        if event.tag is not None and event.tag not in _TAGS:
            self._flaw(f"the tag {event.tag!r} is not allowed: a domain holds only words, lists and keys", event)

    def _flaw(self, message: str, event: yaml.Event, hint: str | None = None) -> None:
        self._flaw_at(message, *_place(event), hint)

    def _flaw_at(self, message: str, line: int, column: int, hint: str | None = None) -> None:
        self.flaws.append(Flaw("", message, hint, line=line, column=column))


def _events(text: str) -> Iterator[yaml.Event]:
    return yaml.parse(text, Loader=_LOADER)


def _place(event: yaml.Event) -> Place:
    mark = event.start_mark
    return Place(mark.line + 1, mark.column + 1) if mark is not None else Place(1, 1)


def _word(event: yaml.ScalarEvent) -> str | None:
    """What a scalar says: None when it is empty, else the word as it was written."""
    text = event.value
    if event.style not in {None, ""} and not event.implicit[0]:
        return text
    if text in _NULLS:
        return None
    infinite = _INFINITE.match(text)
    return f"{infinite[1]}inf" if infinite else text
