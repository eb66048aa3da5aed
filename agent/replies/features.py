"""Everything that speaks for each outcome of a question, as one matrix: rules first, then the encoder.

Rows are outcomes (the options in order, then unsure, withheld, other), columns are the named features. The
features say nothing about how much each counts: that is for the fitted weights (see `model`).
"""

# One rule or row of a table a line, however long.

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray

from ..amounts.quantity import Quantity
from ..matching.leaning import KNOWING, echoed, leaning, state_denied
from ..matching.option_places import NAMED_FULLY
from ..matching.options import OptionMatch, match_options, remainder_option
from ..matching.questions import Option, PendingQuestion
from ..matching.scales import scale_mass
from ..matching.yes_by_amount import compared_with
from ..words.corrections import corrected
from ..words.kinds import beside_menu
from ..words.plain_words import PlainText, plain_text, stem
from ..words.polarity import polarity
from ..words.signs import SpeechAct
from ..words.speech_acts import act_strengths
from ..words.thesaurus import related
from .numbers import put_number
from .sheet import COLUMN, HEAD_CLASSES, OTHER_ACTS, SMALL_TALK, EncoderViews, Sheet

__all__ = ["Evidence", "evidence", "polarity_of_options"]

Array = NDArray[np.float64]

_CHECKING = frozenset(map(stem, "check look test measure weigh count notice try tell ask watch figure".split()))
_YES_NAME = re.compile(r"^(?:yes|true|agree|accept|i do|correct|ok|approve|confirm|allow|on$|i am|present)\b")
_LEAST_JOINT = -6.0
"""Log-probability below which the joint reading says no more."""
_NO_NAME = re.compile(
    r"^(?:no|false|disagree|decline|i do not|reject|incorrect|deny|off$|i am not|absent)\b(?! (?:pref|opinion|idea))"
)


@dataclass(frozen=True, eq=False)
class Evidence:
    """The features `[outcomes, features]` and what was found on the way."""

    matrix: Array
    captured: Quantity | None
    acts: Mapping[SpeechAct, float]
    match: OptionMatch | None


def polarity_of_options(options: Sequence[Option]) -> tuple[int | None, int | None]:
    """Indices of the affirmative and of the negative option, where there are such."""
    names = [plain_text(o.name).bare for o in options]
    yes = next((i for i, name in enumerate(names) if _YES_NAME.match(name)), None)
    no = next((i for i, name in enumerate(names) if _NO_NAME.match(name)), None)
    return yes, no


def _put_choice(sheet: Sheet, match: OptionMatch, read: PlainText, question: PendingQuestion) -> None:
    options = slice(0, sheet.n)
    sheet.put("named_whole", options, match.named * (match.named >= NAMED_FULLY))
    sheet.put("covered", options, match.covered * (match.named > 0.3))
    for name, value in (("named", match.named), ("placed", match.placed), ("denied", match.denied),
                        ("remaining", match.remaining)):  # fmt: skip
        sheet.put(name, options, value)
    kin = np.array([_kin(read, option) for option in question.options]) * (match.denied < 0.5)
    if 0 < kin.sum() < len(kin):
        sheet.put("kin", options, kin / kin.sum())
    mass = scale_mass(read, [o.name for o in question.options])
    if mass is not None and not match.none_of_these:
        sheet.put("scale", options, mass)
    yes, no = polarity_of_options(question.options)
    lean = polarity(read)
    if yes is not None and no is not None:
        difference = np.tanh((lean.yes - lean.no) / 4)
        sheet.put("choice_yes", yes, difference)
        sheet.put("choice_no", no, -difference)


def _kin(read: PlainText, option: Option) -> float:
    """1 where an everyday word of the reply stands for a word of the option."""
    names = " ".join(option.names)
    return float(related(read.words, plain_text(names).words))


def _yesno_rows(question: PendingQuestion) -> tuple[int, int]:
    """Rows of the affirmative and of the negative option; unnamed ones are taken in the order shown."""
    yes, no = polarity_of_options(question.options)
    if yes is None:
        yes = int(no == 0)
    return yes, (1 - yes if no is None else no)


def _put_yesno(sheet: Sheet, read: PlainText, question: PendingQuestion, now: date | None) -> None:
    rows = _yesno_rows(question)
    unknown = act_strengths(read).get("unsure", 0.0) >= 0.7
    lean = leaning(read, question.text, unknown=unknown, now=now)
    difference = lean.yes - lean.no
    compared = compared_with(read, question.text, now=now)
    silent = float(difference == 0)
    echo = silent * echoed(read, question.text) * (-1.0 if lean.negated else 1.0)
    state = silent * state_denied(read, question.text)
    for row, sign in zip(rows, (1.0, -1.0), strict=True):
        sheet.put("yesno_lean", row, sign * np.tanh(difference / 3))
        sheet.put("yesno_explicit", row, sign * np.sign(difference) * (abs(difference) >= 3.0))
        sheet.put("yesno_compared", row, sign * compared)
        sheet.put("yesno_echo", row, sign * echo)
        sheet.put("yesno_state", row, sign * state)
        sheet.put("yesno_silent_yes", row, (sign > 0) * (difference == 0) * (not lean.negated))


def _put_acts(sheet: Sheet, acts: Mapping[SpeechAct, float], read: PlainText, kind: str) -> None:
    unsure, withheld, other = sheet.n, sheet.n + 1, sheet.n + 2
    for row, name in ((unsure, "unsure"), (withheld, "withheld"), (other, "other")):
        sheet.put(f"{name}_bias_{kind}", row, 1.0)
    sheet.put("unsure_rule", unsure, acts.get("unsure", 0.0))
    sheet.put("unsure_no_preference", unsure, acts.get("no_preference", 0.0))
    sheet.put("withheld_rule", withheld, acts.get("withheld", 0.0))
    sheet.put("other_acts", other, max([acts.get(a, 0.0) for a in OTHER_ACTS if a != "change_subject"]))
    sheet.put("other_injection", other, acts.get("injection", 0.0))
    sheet.put("other_change", other, acts.get("change_subject", 0.0))
    sheet.put("other_small", other, max([acts.get(a, 0.0) for a in SMALL_TALK]))
    sheet.put("other_asks", other, float(read.asks and len(read.words) > 1 and acts.get("unsure", 0.0) < 0.85))
    sheet.put("other_empty", other, float(not read.words))
    sheet.put("other_long", other, min(len(read.words), 30) / 30)


def _put_views(sheet: Sheet, views: EncoderViews, kind: str, question: PendingQuestion) -> None:
    rows = {"unsure": sheet.n, "withheld": sheet.n + 1, "other": sheet.n + 2}
    log_head = {c: float(views.head[i]) for i, c in enumerate(HEAD_CLASSES)}
    for name, row in rows.items():
        sheet.put(f"{name}_head", row, log_head[name])
    options = slice(0, sheet.n)
    if views.joint is not None:
        _put_joint(sheet, views.joint, question)
    if kind == "yesno":
        for row, name in zip(_yesno_rows(question), ("yes", "no"), strict=True):
            sheet.put("yesno_head", row, log_head[name])
        sheet.put("yesno_topic", options, views.topic)
        sheet.put("yesno_cos", options, views.cross_cos - views.cross_cos.mean())
        return
    sheet.put("choice_head_content", options, log_head["content"])
    if kind == "choice":
        for name, cos in (("name_cos", views.name_cos), ("cross_cos", views.cross_cos)):
            sheet.put(name, options, cos - cos.mean())
        rest = remainder_option(question.options)
        off = rows["other"] if rest is None else rest
        lead = (views.name_cos + views.cross_cos) / 2
        sheet.put("off_menu_far", off, 1.0 - float(lead.max()))
        sheet.put("off_menu_lead", off, float(lead.max() - lead.mean()))
        sheet.put("name_lead", options, (views.name_cos == views.name_cos.max()).astype(float))
        sheet.put("choice_topic", options, max(float(views.name_cos.max()), views.topic))
        sheet.put("other_far", rows["other"], 1.0 - float(views.name_cos.max()))


def _with(acts: Mapping[SpeechAct, float], act: SpeechAct, strength: float) -> Mapping[SpeechAct, float]:
    return {**acts, act: strength}


def _put_joint(sheet: Sheet, joint: Array, question: PendingQuestion) -> None:
    """What question and reply read together speak for; on the menu's "none of these" it counts by itself.

    Of a number it says whether one was given: which one is for the parsers.
    """
    told = np.maximum(joint, _LEAST_JOINT)
    given = np.maximum(np.logaddexp.reduce(joint[: sheet.n]), _LEAST_JOINT)
    sheet.put(f"joint_{question.kind}", slice(0, sheet.n), given if question.kind == "number" else told[: sheet.n])
    rest = remainder_option(question.options) if question.kind == "choice" else None
    if rest is not None:
        sheet.put("joint_rest", rest, told[rest])
    for i, name in enumerate(("unsure", "withheld", "other")):
        sheet.put(f"joint_{name}", sheet.n + i, told[sheet.n + i])


def evidence(
    text: str, question: PendingQuestion, views: EncoderViews | None = None, *, now: date | None = None
) -> Evidence:
    """Collect the features of every outcome."""
    whole, read = plain_text(text), plain_text(corrected(text))
    sheet = Sheet(len(question.options))
    acts = _in_context(act_strengths(read), read, question)
    if "correct" in (said := act_strengths(whole)):
        acts = _with(acts, "correct", said["correct"])
    captured: Quantity | None = None
    match: OptionMatch | None = None
    _put_acts(sheet, acts, read, question.kind)
    if question.kind == "number":
        captured = put_number(sheet, read, question, now)
    elif question.kind == "yesno":
        _put_yesno(sheet, read, question, now)
    else:
        match = match_options(read, question.options)
        _put_choice(sheet, match, read, question)
        _put_remainder(sheet, match, read, question)
    _put_despite(sheet, read, question)
    if views is not None:
        _put_views(sheet, views, question.kind, question)
    return Evidence(sheet.matrix, captured, acts, match)


def _put_despite(sheet: Sheet, read: PlainText, question: PendingQuestion) -> None:
    """Whether an option was supported beside an act, as in "yes, why?"."""
    names = {
        "yesno": ("yesno_explicit",),
        "number": ("number_any",),
        "choice": ("named_whole", "kin", "placed", "scale"),
    }
    rows = sheet.matrix[: sheet.n]
    if question.kind == "yesno" and not polarity(read).explicit:
        return  # "a manager, please" is polite, not a yes
    support = min(1.0, sum(float(rows[:, COLUMN[name]].max()) for name in names[question.kind]))
    for i, name in enumerate(("unsure", "withheld", "other")):
        used = ("other_acts", "other_change", "other_asks") if name == "other" else (f"{name}_rule",)
        strength = max(float(sheet.matrix[sheet.n + i, COLUMN[column]]) for column in used)
        sheet.put(f"{name}_despite", sheet.n + i, support * strength)


def _in_context(
    acts: Mapping[SpeechAct, float], read: PlainText, question: PendingQuestion
) -> Mapping[SpeechAct, float]:
    """Weaken "I haven't checked" as not knowing where checking is what was asked about."""
    asked = {stem(w) for w in plain_text(question.text).words}
    if "unsure" in acts and question.kind == "yesno" and KNOWING.search(plain_text(question.text).bare):
        return {**acts, "unsure": 0.2 * acts["unsure"]}
    if "unsure" in acts and asked & _CHECKING & {stem(w) for w in read.words}:
        return {**acts, "unsure": 0.3 * acts["unsure"]}
    return acts


def _put_remainder(sheet: Sheet, match: OptionMatch, read: PlainText, question: PendingQuestion) -> None:
    """Give "none of these" to the option that says so, else to "other"; "all of them" to the undecided."""
    rest = remainder_option(question.options)
    off = sheet.n + 2 if rest is None else rest
    rows = [i for i in range(sheet.n) if i != rest]
    seen = sum(sheet.matrix[rows, COLUMN[name]].max() for name in ("named", "kin", "placed", "remaining", "scale"))
    content = sum(len(word) > 2 for word in read.words)
    sheet.put("off_menu", off, 1.0)
    menu = [plain_text(", ".join(o.names)).words for o in question.options]
    sheet.put("off_menu_sibling", off, float(beside_menu(read.words, menu) and match.named.max() < 0.7))
    sheet.put("off_menu_lone", off, float(seen == 0))
    sheet.put("off_menu_short", off, (seen == 0) / max(content, 1))
    sheet.put("off_menu_uncovered", off, 1.0 - float(match.covered[rows].max()))
    sheet.put("other_beside_rest", sheet.n + 2, float(rest is not None))
    if match.none_of_these:
        if rest is None:
            sheet.put("other_none", sheet.n + 2, 1.0)
        else:
            sheet.put("named", rest, 1.0)
            sheet.put("named_whole", rest, 1.0)
    if match.all_of_these and not question.several and len(match.fully) != 1:
        sheet.put("unsure_all", sheet.n, 1.0)
