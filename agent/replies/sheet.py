"""The names of all features of a reply's outcomes, and the sheet they are entered on.

It knows what can be said for an outcome, not when it holds (see `features`) nor how much it counts.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from ..words.signs import SpeechAct

__all__ = [
    "COLUMN",
    "FEATURES",
    "HEAD_CLASSES",
    "OF_ENCODER",
    "OF_JOINT",
    "OTHER_ACTS",
    "SMALL_TALK",
    "WEIGHTS",
    "EncoderViews",
    "Sheet",
]

Array = NDArray[np.float64]

WEIGHTS = Path(__file__).with_name("weights.csv")
"""The fitted weight of each feature, with an encoder and without (written by `fit`)."""
HEAD_CLASSES = ("yes", "no", "unsure", "withheld", "other", "content")
"""What the encoder's head tells replies apart by, whatever was asked."""

_CHOICE = (
    "kin",
    "named",
    "named_whole",
    "covered",
    "placed",
    "denied",
    "remaining",
    "scale",
    "name_cos",
    "name_lead",
    "cross_cos",
)
"""What can be said for an option of several: by words, by its place ("the second"), on a scale, by likeness."""
OTHER_ACTS: tuple[SpeechAct, ...] = ("why", "human", "change_subject", "reset", "repeat", "just_answer")
SMALL_TALK: tuple[SpeechAct, ...] = ("greet", "thanks", "bye", "contest", "explain_belief")
FEATURES = (
    # an option of several: for itself, then that the reply is to the point, or that a yes or a no is among the options
    *_CHOICE,
    "choice_topic", "choice_head_content", "choice_yes", "choice_no",
    # yes or no: said outright, leaning ("I'm afraid so"), by an amount ("over 18?" "I'm 20"), by its likeness
    # to either, in the question's own words ("she does smoke"), by a state that is denied
    "yesno_explicit", "yesno_lean", "yesno_compared", "yesno_head", "yesno_topic", "yesno_silent_yes", "yesno_cos",
    "yesno_echo", "yesno_state",
    # a range of a number: the share of the amount that falls into it, that there is any, or the range in words
    "number_mass", "number_any", "number_words",
    # does not know: "no idea", "I don't mind", "all of them"
    "unsure_bias_choice", "unsure_bias_yesno", "unsure_bias_number", "unsure_rule", "unsure_no_preference",
    "unsure_head", "unsure_all",
    # would rather not say
    "withheld_bias_choice", "withheld_bias_yesno", "withheld_bias_number", "withheld_rule", "withheld_head",
    # answers something else, or nothing: asks back, changes the subject, orders the agent about, greets
    "other_bias_choice", "other_bias_yesno", "other_bias_number",
    "other_acts", "other_injection", "other_change", "other_small", "other_none", "other_asks", "other_head",
    "other_unfit_number", "other_empty", "other_far", "other_long",
    # an option that is not listed, or the one for the rest: nothing in the reply is like an option
    "off_menu", "off_menu_lone", "off_menu_short", "off_menu_sibling", "off_menu_far", "off_menu_lead",
    "off_menu_uncovered", "other_beside_rest",
    # a number was asked for and there is none: "loads"
    "number_wordless_unsure", "number_wordless_other", "number_wordless_withheld", "number_vague",
    # an answer beside it: "yes, why?", "two, not sure though"
    "other_despite", "unsure_despite", "withheld_despite",
    # question, options and reply read together as one text
    "joint_choice", "joint_yesno", "joint_number", "joint_unsure", "joint_withheld", "joint_other", "joint_rest",
)  # fmt: skip
"""What can be said for an outcome, in the order of the columns."""
OF_ENCODER = (
    "name_cos", "cross_cos", "name_lead", "choice_topic", "choice_head_content",
    "yesno_head", "yesno_topic", "yesno_cos", "unsure_head", "withheld_head", "other_head",
    "other_far", "off_menu_far", "off_menu_lead",
)  # fmt: skip
"""Features that stay empty without an encoder."""
OF_JOINT = (
    "joint_choice",
    "joint_yesno",
    "joint_number",
    "joint_unsure",
    "joint_withheld",
    "joint_other",
    "joint_rest",
)
"""Features that stay empty where question and reply are not read together."""
COLUMN = {name: i for i, name in enumerate(FEATURES)}


@dataclass(frozen=True, eq=False)
class EncoderViews:
    """What the encoder says: similarities `[n]` and log-probabilities of the head `[6]`."""

    name_cos: Array
    """Reply against each option's name."""
    cross_cos: Array
    """Reply against question with option."""
    topic: float
    """Reply against the question."""
    head: Array
    """Log-probabilities of `HEAD_CLASSES` from the reply alone."""
    joint: Array | None = None
    """Log-probabilities of all outcomes, `[n + 3]`, from question, options and reply read as one text."""


class Sheet:
    """A features matrix being filled in."""

    def __init__(self, n: int) -> None:
        self.n = n
        self.matrix = np.zeros((n + 3, len(FEATURES)))

    def put(self, name: str, row: int | slice, value: float | Array) -> None:
        """Set a feature of one outcome or of several."""
        self.matrix[row, COLUMN[name]] = value
