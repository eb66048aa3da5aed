"""The reference of the domain language: its examples run, and it leaves out no key."""

from __future__ import annotations

import re
from pathlib import Path
from typing import NamedTuple

import pytest
from edgewise.beliefs.belief.model import compile_domain
from edgewise.beliefs.language import domain as language
from edgewise.beliefs.language import objectives, part
from edgewise.beliefs.language.domain import Domain
from edgewise.beliefs.loading import examine_text
from pydantic import BaseModel

PAGE = Path(__file__).resolve().parents[1] / "docs" / "domain.md"
PARTS = {
    name: kind
    for module in (part, objectives, language)
    for name, kind in vars(module).items()
    if isinstance(kind, type) and issubclass(kind, BaseModel) and kind.model_fields
}


class Section(NamedTuple):
    title: str
    text: str

    def fences(self, kind: str) -> list[str]:
        return re.findall(rf"^```{kind}\n(.*?)^```$", self.text, flags=re.DOTALL | re.MULTILINE)

    @property
    def keys(self) -> set[str]:
        return set(re.findall(r"^- `(\w+)`: ", self.text, flags=re.MULTILINE))


SECTIONS = [
    Section(part.split("\n", 1)[0], part) for part in re.split(r"^## ", PAGE.read_text(encoding="utf-8"), flags=re.M)
]
BY_PART = {found[1]: section for section in SECTIONS if (found := re.search(r"\(`(\w+)`\)$", section.title))}
FENCES = [(section.title, fence) for section in SECTIONS for fence in section.fences("yaml")]


@pytest.mark.parametrize("fence", [fence for _, fence in FENCES], ids=[title for title, _ in FENCES])
def test_every_example_is_a_whole_file_without_a_problem(fence: str) -> None:
    examined = examine_text(fence)
    assert [str(flaw) for flaw in examined.flaws] == []
    model = compile_domain(examined.unwrap())
    assert model.prior.sum() == pytest.approx(1)


def test_every_part_has_its_section() -> None:
    assert set(BY_PART) == set(PARTS)


@pytest.mark.parametrize("name", sorted(PARTS))
def test_every_key_is_explained_and_shown(name: str) -> None:
    section = BY_PART[name]
    keys = {field.alias or key for key, field in PARTS[name].model_fields.items()}
    short = {"bins"} if name == "Facet" else set()
    assert section.keys == keys | short
    shown = "\n".join(section.fences("yaml"))
    keys -= {"phrases"}  # a file beside the domain, and an example on a page has none
    assert [key for key in sorted(keys) if not re.search(rf"\b{key}:", shown)] == []


def test_the_python_example_runs() -> None:
    (code,) = SECTIONS[0].fences("python")
    names: dict[str, object] = {}
    exec(code, names)
    assert isinstance(names["bakery"], Domain)
    assert set(names["bakery"].intents) == {"order-cake", "opening"}
