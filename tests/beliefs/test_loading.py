"""Loading: every flaw placed, no text that crashes, nothing larger than the caps."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml
from edgewise.beliefs import loading
from edgewise.beliefs.errors import DomainError, DomainTooLarge, Flaw
from edgewise.beliefs.language import capped, yaml_tree
from edgewise.beliefs.language.domain import Domain
from edgewise.beliefs.language.yaml_tree import locate, plain, read_tree
from edgewise.beliefs.loading import examine, examine_text, load_domain, parse_domain
from hypothesis import given, settings
from hypothesis import strategies as st

SMALL = "name: bank\nintents:\n  lost: [my card is gone]\n  late: [where is my card]\n"


def flaws(text: str) -> list[Flaw]:
    return list(examine_text(text).flaws)


def only(text: str) -> Flaw:
    found = flaws(text)
    assert len(found) == 1, found
    return found[0]


def test_a_script_in_the_place_of_a_domain_is_told_once() -> None:
    """Bug: `edgewise chat first.dialog.yaml` listed what a domain has and a script has not."""
    found = only("# A script.\ndomain: bank.yaml\ndialogues:\n  - {name: one, turns: [{user: hi}]}\n")
    assert (found.message, found.hint, found.line) == ("this is a script, and no domain", "edgewise run plays it", 2)


def test_a_small_domain_loads_from_text_and_from_a_path(tmp_path: Path) -> None:
    path = tmp_path / "bank.yaml"
    path.write_text(SMALL)
    assert load_domain(path) == load_domain(str(path)) == load_domain(SMALL) == parse_domain(SMALL)
    assert list(load_domain(path).intents) == ["lost", "late"]


def test_a_file_that_is_not_there_is_an_os_error() -> None:
    with pytest.raises(FileNotFoundError):
        load_domain("nowhere.yaml")


def test_one_line_of_text_is_text() -> None:
    with pytest.raises(DomainError, match="only the text 'nowhere'"):
        load_domain("nowhere")


def test_the_name_of_a_folder_is_no_text(tmp_path: Path) -> None:
    with pytest.raises(IsADirectoryError, match="a folder without a domain"):
        load_domain(str(tmp_path))
    (tmp_path / "domain.yaml").write_text(SMALL)
    assert load_domain(str(tmp_path)) == load_domain(SMALL)


def test_a_byte_order_mark_is_no_flaw(tmp_path: Path) -> None:
    path = tmp_path / "bank.yaml"
    path.write_bytes(b"\xef\xbb\xbf" + SMALL.encode())
    assert load_domain(path).name == "bank"


@pytest.mark.parametrize(
    ("text", "line", "column", "said"),
    [
        ("", 1, 1, "empty"),
        ("# nothing\n", 1, 1, "empty"),
        ("---\n...\n", 1, 1, "empty"),
        ("- a\n- b\n", 1, 1, "a list"),
        ("hello", 1, 1, "only the text 'hello'"),
        ("name: a\n\tintents: b\n", 2, 1, "a tab"),
        ("name: a: b\n", 1, 8, "not valid YAML"),
        ("name: 'a\n", 2, 1, "not valid YAML"),
        ("name: a\x01b\n", 1, 8, "U+0001"),
        ("name: a\ud800\n", 1, 8, "UTF-8"),
    ],
)
def test_what_is_no_domain_at_all(text: str, line: int, column: int, said: str) -> None:
    flaw = only(text)
    assert said in flaw.message
    assert (flaw.line, flaw.column) == (line, column)


@pytest.mark.parametrize(
    ("added", "rest"),
    [
        ("responses: {sorry: {for: a, text: Sorry, we will call you, at once.}}", ["we will call you", "at once."]),
        ("facets: {f: yes/no}\nquestions: {q: {about: f, text: Is it p, or q?}}", ["or q?"]),
    ],
)
def test_a_text_that_a_comma_cuts_is_told(added: str, rest: list[str]) -> None:
    found = [flaw for flaw in flaws(SMALL + added + "\n") if flaw.severity == "error"]
    assert {flaw.message for flaw in found} == {f"unknown key {words!r}" for words in rest}
    assert all("a comma inside {...} ends a text" in (flaw.hint or "") for flaw in found)


def test_a_key_without_a_value_is_as_good_as_not_written() -> None:
    assert not [flaw for flaw in flaws(SMALL + "title:\nbudget: {questions: }\n") if flaw.severity == "error"]


def test_bad_utf8_is_placed(tmp_path: Path) -> None:
    path = tmp_path / "bank.yaml"
    path.write_bytes(b"name: bank\ntitle: caf\xe9\n")
    (flaw,) = examine(path).flaws
    assert (flaw.line, flaw.column, flaw.file) == (2, 11, str(path))
    assert "UTF-8" in flaw.message


@pytest.mark.parametrize(
    ("added", "line", "column", "path", "said", "hint"),
    [
        ("tittle: x", 5, 1, "tittle", "unknown key 'tittle'", "did you mean 'title'?"),
        ("name: again", 5, 1, "", "stands twice (first in line 1)", "keep one"),
        ("mode: stear", 5, 7, "mode", "'stear' is none of", "did you mean 'steer'?"),
        ("drift: 2", 5, 8, "drift", "'2' is more than 1", ""),
        ("drift: much", 5, 8, "drift", "'much' is not a number", ""),
        ("budget: {questions: 1.5}", 5, 21, "budget.questions", "not a whole number", ""),
        ("budget: {question: 1}", 5, 10, "budget.question", "unknown key", "did you mean 'questions'?"),
        ("budget: {questions: 2, or so}", 5, 24, "budget.or so", "unknown key 'or so'", "a comma inside"),
        ("tittle:", 5, 1, "tittle", "unknown key 'tittle'", "did you mean 'title'?"),
        ("facets: {Bad Id: [a, b]}", 5, 10, "facets.Bad Id", "not a slug", "write 'bad-id'"),
        ("facets: {f: {vales: [a]}}", 5, 14, "facets.f.vales", "unknown key", "did you mean 'values'?"),
        ("facets: {f: {bins: {a: [1]}}}", 5, 21, "facets.f.values.a.low", "not a number", "[low, high]"),
        ("facets: {f: {values: {a: {lo: 1}}}}", 5, 27, "facets.f.values.a.lo", "unknown key", "'low'"),
        ("facets: {f: {attest: [staff]}}", 5, 23, "facets.f.attest.0", "neither 'system' nor 'operator'", "is a claim"),
        ("facets: {f: {attest: [oprator]}}", 5, 23, "facets.f.attest.0", "is neither", "did you mean 'operator'?"),
        ("facets: {attest: {kind: nummer}}", 5, 25, "facets.attest.kind", "none of", "did you mean 'number'?"),
        ("questions: {q: {text: hi}}", 5, 13, "questions.q.about", "'about' is missing", "add `about:`"),
        ("questions: [a]", 5, 1, "questions", "not a set of keys", ""),
        ("principles: {a: b}", 5, 1, "principles", "not a list", "write a list"),
        ("welcome: [a]", 5, 1, "welcome", "not a text", ""),
        ("escalation: {red_flags: [{wen: {}}]}", 5, 27, "escalation.red_flags.0.wen", "not a text", ""),
        ("responses: {r: {kind: answr}}", 5, 23, "responses.r.kind", "none of", "did you mean 'answer'?"),
        (
            "responses: {r: {values: {helpfulness: [{whn: {}, value: 1}]}}}",
            5,
            41,
            "responses.r.values.helpfulness.0.whn",
            "unknown key",
            "did you mean 'when'?",
        ),
        ("welcome: !!python/name:os.system x", 5, 10, "", "the tag", ""),
        ("welcome: *nothing", 5, 10, "", "the alias *nothing", ""),
        ("? [a, b]\n: c", 5, 3, "", "one word", ""),
        ("--- \nname: b", 5, 1, "", "a second document", "remove"),
    ],
)
def test_every_flaw_of_form_has_its_place(added: str, line: int, column: int, path: str, said: str, hint: str) -> None:
    found = [flaw for flaw in flaws(SMALL + added + "\n") if flaw.severity == "error"]
    flaw = next(f for f in found if said in f.message)
    assert len(found) == 1, found
    assert flaw.path == path
    assert (flaw.line, flaw.column) == (line, column)
    assert hint in (flaw.hint or "")


def test_flaws_of_form_do_not_hide_flaws_of_sense() -> None:
    text = SMALL + "tittle: x\nfacets: {age: {values: [a, b], prior: {a: -1}}}\nquestions: {q: {about: agee}}\n"
    assert [flaw.path for flaw in flaws(text) if flaw.severity == "error"] == [
        "tittle",
        "facets.age.prior.a",
        "questions.q.about",
    ]


def test_a_flaw_inside_a_list_hides_no_flaw_of_sense_either() -> None:
    """A case without its value is no case, and neither is nothing: the list has to go for the rest to be checked."""
    text = """
name: shop
intents: {buy: {examples: [a]}, bring-back: {examples: [b]}}
facets: {size: {values: [small, large]}}
questions: {ask: {about: size, text: What size?, only_if: {intent: buuy}}}
responses:
  one: {for: buy, text: "{size}", values: {helpfulness: [{when: {intent: buy}, value: -5}, -1]}}
"""
    said = [flaw.message for flaw in examine_text(text).errors]
    assert said == ["unknown intent 'buuy'", "'-5' is less than -1.0"]


def test_what_was_taken_out_is_not_missed() -> None:
    text = SMALL + "facets: {Age: [a, b]}\nresponses: {r: {for: lost, text: 'x {Age}'}}\n"
    assert [flaw.path for flaw in flaws(text)] == ["facets.Age"]


def test_an_id_that_is_no_slug_is_told_once_however_it_is_named_elsewhere() -> None:
    responses = "responses: {r: {for: was-lost, text: 'x {my-age}'}}\n"
    text = SMALL.replace("lost:", "Was Lost:") + "facets: {My Age: [a, b]}\n" + responses
    assert [flaw.path for flaw in flaws(text)] == ["intents.Was Lost", "facets.My Age"]


def test_what_only_a_flawed_part_uses_is_not_called_idle() -> None:
    case = "{when: {intent: lost, age: old}, value: -5}"
    text = (
        SMALL + f"facets: {{age: [young, old]}}\nresponses: {{r: {{for: lost, values: {{helpfulness: [{case}]}}}}}}\n"
    )
    assert [flaw.message for flaw in flaws(text)] == ["'-5' is less than -1.0"]


@pytest.mark.parametrize(
    ("added", "hint"),
    [
        ("objectives: {helpfulness: {limit: 0.25}}", "write {at_most: 0.25}"),
        ("objectives: {helpfulness: {provenance: the board}}", "write {who: the board}"),
        ("questions: {ask: [age]}", "its keys are about,"),
        ("budget: 3", "its keys are cost, menu, questions"),
        ("profiles: {bold: 3}", "its keys are name, prior, weights"),
        ("facets: [age]", "write `key: value` lines"),
    ],
)
def test_a_value_in_place_of_keys_is_told_the_keys(added: str, hint: str) -> None:
    assert hint in (only(SMALL + added + "\n").hint or "")


def test_words_stay_as_they_were_written() -> None:
    node = read_tree("a: yes\nno: 007\nc: 12:30\nd: 1_000\ne: 2026-05-01\nf: ~\ng: '~'\nh: .inf\ni: '.inf'\n").root
    assert node is not None
    assert plain(node) == {
        "a": "yes",
        "no": "007",
        "c": "12:30",
        "d": "1_000",
        "e": "2026-05-01",
        "f": None,
        "g": "~",
        "h": "inf",
        "i": ".inf",
    }


def test_merge_keys_and_aliases_are_written_out() -> None:
    text = "a: &x {p: 1, q: [2]}\nb: {<<: *x, p: 3}\nc: {<<: [*x, {r: 4}]}\nd: *x\n"
    root = read_tree(text).root
    assert root is not None
    assert plain(root) == yaml.load(text, yaml.BaseLoader) | {
        "b": {"p": "3", "q": ["2"]},
        "c": {"p": "1", "q": ["2"], "r": "4"},
    }


def test_alias_bombs_are_refused() -> None:
    rows = ["name: x", "a0: &a0 [x, x, x, x, x, x, x, x, x, x]"]
    rows += [f"a{k}: &a{k} [{', '.join([f'*a{k - 1}'] * 10)}]" for k in range(1, 9)]
    with pytest.raises(DomainTooLarge, match="aliases written out"):
        parse_domain("\n".join(rows))


@pytest.mark.parametrize("opened", ["[", "{a: ", "- ", "? "])
def test_deep_nesting_is_refused(opened: str) -> None:
    with pytest.raises(DomainTooLarge, match="deep"):
        parse_domain(opened * 100_000)


def test_an_alias_of_itself_is_a_flaw() -> None:
    assert any("stands inside" in flaw.message for flaw in flaws(SMALL + "principles: &p [*p]\n"))


def test_the_size_cap_holds(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "bank.yaml"
    path.write_text(SMALL)
    monkeypatch.setattr(capped, "MAX_BYTES", len(SMALL) - 1)
    with pytest.raises(DomainTooLarge, match=r"bank.yaml has .* MiB") as error:
        load_domain(path)
    assert error.value.hint
    monkeypatch.setattr(loading, "MAX_BYTES", len(SMALL) - 1)
    with pytest.raises(DomainTooLarge):
        parse_domain(SMALL)
    for module in (capped, loading):
        monkeypatch.setattr(module, "MAX_BYTES", len(SMALL))
    assert load_domain(path).name == "bank"


def test_an_endless_file_is_not_read_to_its_end(monkeypatch: pytest.MonkeyPatch) -> None:
    if not Path("/dev/zero").exists():
        pytest.skip("this system has no endless file")
    monkeypatch.setattr(capped, "MAX_BYTES", 1000)
    with pytest.raises(DomainTooLarge):
        load_domain(Path("/dev/zero"))


def test_the_pure_python_parser_reads_the_same(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    texts = [path.read_text(encoding="utf-8") for path in sorted(root.glob("examples/*/domain.yaml"))]
    fast = [read_tree(text).root for text in texts]
    monkeypatch.setattr(yaml_tree, "_LOADER", yaml.SafeLoader)
    for text, quick in zip(texts, fast, strict=True):
        slow = read_tree(text).root
        assert quick is not None
        assert slow is not None
        assert plain(quick) == plain(slow)
        for path in (("intents",), ("facets", "age", "prior", "infant"), ("name",)):
            assert locate(quick, path) == locate(slow, path)


def test_the_tree_agrees_with_an_independent_loader(root: Path) -> None:
    for path in root.glob("examples/*/domain.yaml"):
        node = read_tree(path.read_text()).root
        assert node is not None
        expected = yaml.load(path.read_text(), yaml.BaseLoader)
        assert _as_written(plain(node)) == _as_written(expected), path


def _as_written(data: object) -> object:
    """Without the few words that we read as empty or infinite."""
    if isinstance(data, dict):
        return {key: _as_written(value) for key, value in data.items()}
    if isinstance(data, list):
        return [_as_written(item) for item in data]
    return {None: "", "~": "", "null": "", ".inf": "inf", "-.inf": "-inf"}.get(data, data)  # type: ignore[call-overload]


def judged(text: str) -> Domain | DomainError | DomainTooLarge:
    """What any text has to give, and nothing else."""
    try:
        return parse_domain(text)
    except (DomainError, DomainTooLarge) as error:
        return error


@given(st.text(max_size=200))
@settings(max_examples=80, deadline=None)
def test_any_text_gives_a_domain_or_its_flaws(text: str) -> None:
    judged(text)


ALPHABET = st.sampled_from(
    [*"{}[]:,-#&*!|>'\"%@`?\n\t \\~<.", "yes", "1", "-1", "1e999", ".nan", "<<", "null", "a", "é"]
)


@given(st.lists(ALPHABET, max_size=60).map("".join))
@settings(max_examples=80, deadline=None)
def test_any_yaml_like_text_gives_a_domain_or_its_flaws(text: str) -> None:
    judged(SMALL + text)


KEYS = st.sampled_from(
    "name intents facets values prior when value about among only_if kind bins for needs limit at_most x".split()
)
SCALARS = st.sampled_from(["a", "yes", "-1", "0.5", "1e400", ".nan", "-.inf", "~", "", "other", "intent", "{x"])
DATA = st.recursive(
    SCALARS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(KEYS | SCALARS, inner, max_size=3),
    max_leaves=8,
)


@given(st.sampled_from(sorted(Domain.model_fields)), DATA)
@settings(max_examples=150, deadline=None)
def test_any_shape_under_any_key_gives_a_domain_or_its_flaws(key: str, data: object) -> None:
    base = {"name": "x", "intents": {"a": ["b"]}, "facets": {"x": ["a", "b"]}}
    found = judged(yaml.safe_dump({**base, key: data}))
    if isinstance(found, DomainError):
        assert all(flaw.line is not None and flaw.message for flaw in found.flaws)


EXAMPLES = sorted((Path(__file__).resolve().parents[2] / "examples").glob("*/domain.yaml"))


@given(st.sampled_from(EXAMPLES), st.data())
@settings(max_examples=60, deadline=None)
def test_a_spoilt_example_gives_a_domain_or_its_flaws(path: Path, data: st.DataObject) -> None:
    lines = path.read_text(encoding="utf-8").split("\n")
    for _ in range(data.draw(st.integers(1, 4))):
        row = data.draw(st.integers(0, len(lines) - 1))
        lines[row] = data.draw(
            st.sampled_from([lines[row][2:], "  " + lines[row], "", lines[row].replace(":", ""), lines[row] + "]"])
            | st.just(lines[row].replace("e", "E"))
            | st.just(lines[row].replace("0.", "-1"))
            | st.just(lines[row].replace("[", ""))
        )
    judged("\n".join(lines))


def test_a_folder_is_read_by_its_domain_file(tmp_path: Path) -> None:
    with pytest.raises(IsADirectoryError, match=r"without a domain\.yaml"):
        load_domain(tmp_path)
    (tmp_path / "domain.yaml").write_text("name: shop\nintents: {a: [hi], b: [bye]}\n")
    assert load_domain(tmp_path).name == "shop"
    assert examine(tmp_path).file == str(tmp_path / "domain.yaml")
