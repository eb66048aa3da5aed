"""The facets that replies are made up from: every block must be whole, and say what it is."""

import pytest
from edgewise.agent.replies.facets import read_facets

TEXT = """= fridge, oven
+ Is the {} on? | Is it the {}?
- Is the {} off?
+ it hums
- it is silent | dark inside
= Which wood? | What wood is it?
oak: acorns | big
pine: needles
= who
my wife | the cook
"""


@pytest.fixture(scope="module")
def shipped():
    return read_facets()


def test_the_three_kinds_of_block_are_told_apart(tmp_path):
    path = tmp_path / "facets.txt"
    path.write_text(TEXT, encoding="utf-8")
    found = read_facets(path)
    (state,), (menu,) = found.states, found.menus
    assert state.things == ("fridge", "oven")
    assert (state.asked, state.contrary) == (("Is the {} on?", "Is it the {}?"), ("Is the {} off?",))
    assert (state.so, state.not_so) == (("it hums",), ("it is silent", "dark inside"))
    assert menu.asked == ("Which wood?", "What wood is it?")
    assert menu.clues == {"oak": ("acorns", "big"), "pine": ("needles",)}
    assert found.sayings == {"who": ("my wife", "the cook")}


def test_shipped_facets_are_many_and_whole(shipped):
    assert len(shipped.states) > 150
    assert len(shipped.menus) > 80
    for state in shipped.states:
        assert state.asked and state.so and state.not_so, state
        assert not set(state.so) & set(state.not_so), state
    for menu in shipped.menus:
        assert len(menu.clues) > 1 and all(menu.clues.values()), menu


def test_every_blank_of_a_saying_has_fillings(shipped):
    for sayings in shipped.sayings.values():
        for saying in sayings:
            blanks = [part.split("}")[0] for part in saying.split("{")[1:]]
            assert set(blanks) <= set(shipped.sayings), saying
