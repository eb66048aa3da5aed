"""What people say, kept in a file beside the domain: its examples are added to those that the domain has itself.

A domain of fifty lines is read; one with two thousand examples in it is not. A file of phrases has the keys of the
domain that hold such, and nothing else::

    intents:
      order: [feed me, the usual please]
    questions:
      ask-size:
        examples: {small: [a child's portion]}
        replies: {small: [I'm not that hungry]}

They are put in as they are written, each with its place, before anything is checked.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from ..errors import Flaw, key_hint
from .capped import read_capped
from .yaml_tree import Entry, Node, read_tree

__all__ = ["with_phrases"]

_KEYS: Mapping[str, Sequence[str]] = {"intents": ("examples",), "questions": ("examples", "replies")}
_HINT = "name a file in the same folder: phrases.yaml"


def with_phrases(root: Node, folder: Path | None) -> tuple[Node, tuple[Flaw, ...]]:
    """The domain's tree with the examples of the file that it names, and what is wrong with that file.

    ``folder`` is where the domain stands; a domain that is but text stands nowhere.
    """
    named = root.entries.get("phrases")
    if named is None or (named.value.kind == "scalar" and named.value.text is None):
        return root, ()
    place = Flaw("phrases", "", _HINT, line=named.value.line, column=named.value.column)
    name = named.value.text or ""
    if not name or Path(name).name != name:
        return root, (replace(place, message="this is not the name of a file beside the domain"),)
    if folder is None:
        found = f"{name!r} is looked for beside the domain's file, and this is only its text"
        return root, (replace(place, message=found, hint="load the domain by its path, or write the phrases into it"),)
    file = str(folder / name)
    try:
        tree = read_tree(read_capped(folder / name).decode("utf-8-sig"))
    except OSError as error:
        return root, (replace(place, message=f"{file} cannot be read: {error.strerror or error}"),)
    except UnicodeDecodeError:
        return root, (Flaw("", "this is not UTF-8 text", "save the file as UTF-8", file=file, line=1, column=1),)
    if tree.root is None:
        return root, _in_file(tree.flaws, file)
    _mark(tree.root, file)
    flaws = (*tree.flaws, *_flaws(root, tree.root))
    return (root if flaws else _merged(_unnamed(root), _as_domain(root, tree.root))), _in_file(flaws, file)


def _unnamed(root: Node) -> Node:
    """The domain without the name of the file, for it has now what that has."""
    return _mapping(root, {key: entry for key, entry in root.entries.items() if key != "phrases"})


def _in_file(flaws: Sequence[Flaw], file: str) -> tuple[Flaw, ...]:
    return tuple(replace(flaw, file=file) for flaw in flaws)


def _mark(node: Node, file: str) -> None:
    """Let every part say which file it is from."""
    node.file = file
    for part in (*node.items, *(entry.value for entry in node.entries.values())):
        _mark(part, file)


def _flaws(domain: Node, phrases: Node) -> Iterator[Flaw]:
    """What is not phrases, or belongs to nothing that the domain has."""
    if phrases.kind != "mapping":
        yield _flaw("", phrases, "the file is not a set of keys", "start with `intents:` or `questions:`")
    for key, part in phrases.entries.items():
        if key not in _KEYS:
            yield _flaw(key, part, f"{key!r} is no key of a file of phrases", key_hint(key, tuple(_KEYS), empty=False))
        elif part.value.kind == "mapping":
            known = tuple(domain.entries[key].value.entries) if key in domain.entries else ()
            for name, own in part.value.entries.items():
                yield from _owned(key, name, own, known)
        elif _items(part.value):
            yield _flaw(key, part, "this is not a set of keys", f"the ids of the domain's {key} are its keys")


def _owned(key: str, name: str, own: Entry, known: Sequence[str]) -> Iterator[Flaw]:
    """What is wrong with the phrases of one intent or question."""
    path = f"{key}.{name}"
    if name not in known:
        what = key.removesuffix("s")
        yield _flaw(path, own, f"the domain has no {what} {name!r}", key_hint(name, known, empty=False))
    elif own.value.kind == "mapping":
        for inner in (inner for inner in own.value.entries.values() if inner.key not in _KEYS[key]):
            found = f"{inner.key!r} is no phrases: a file of them has {' and '.join(_KEYS[key])} here"
            yield _flaw(f"{path}.{inner.key}", inner, found, key_hint(inner.key, _KEYS[key], empty=False))
    elif key == "questions" or any(item.kind != "scalar" for item in own.value.items):
        example = "order: [feed me, the usual please]" if key == "intents" else "replies: {small: [not that hungry]}"
        yield _flaw(path, own, "these are not phrases", f"write `{example}`")


def _as_domain(domain: Node, phrases: Node) -> Node:
    """The phrases as the domain writes them: a list alone only where the domain has a list alone."""
    parts = dict(phrases.entries)
    intents = parts.get("intents")
    if intents is not None and intents.value.entries:
        owners = domain.entries["intents"].value.entries
        placed = {name: _placed(own, owners[name].value) for name, own in intents.value.entries.items()}
        parts["intents"] = Entry("intents", intents.line, intents.column, _mapping(intents.value, placed))
    return _mapping(phrases, {key: part for key, part in parts.items() if part.value.entries})


def _placed(own: Entry, owner: Node) -> Entry:
    """The phrases of an intent under `examples`, or as a list, as the domain writes the intent."""
    if owner.kind != "mapping" and own.value.kind == "mapping":
        return own.value.entries.get("examples", own)
    if owner.kind == "mapping" and own.value.kind != "mapping":
        examples = {"examples": Entry("examples", own.line, own.column, own.value)}
        return Entry(own.key, own.line, own.column, _mapping(own.value, examples))
    return own


def _merged(own: Node, more: Node) -> Node:
    """Two parts as one: the keys of both, and of lists first the one and then the other."""
    if own.kind == "mapping" and more.kind == "mapping":
        both = {key: entry for key, entry in more.entries.items() if key not in own.entries}
        kept = {
            key: Entry(key, entry.line, entry.column, _merged(entry.value, more.entries[key].value))
            if key in more.entries
            else entry
            for key, entry in own.entries.items()
        }
        return _mapping(own, {**kept, **both})
    list_ = Node("sequence", own.line, own.column)
    list_.items, list_.file, list_.closed = (*_items(own), *_items(more)), own.file, True
    return list_


def _items(node: Node) -> Sequence[Node]:
    """What a list holds; one text is the list of itself, and nothing after a key is none."""
    return node.items if node.kind != "scalar" else () if node.text is None else (node,)


def _mapping(like: Node, entries: Mapping[str, Entry]) -> Node:
    """A mapping where another stands."""
    node = Node("mapping", like.line, like.column)
    node.entries, node.file, node.closed = entries, like.file, True
    return node


def _flaw(path: str, at: Node | Entry, message: str, hint: str | None) -> Flaw:
    return Flaw(path, message, hint, line=at.line, column=at.column)
