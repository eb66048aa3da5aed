"""What messages ask for, by a head on vectors of a sentence encoder: each as a whole, and in its parts.

A message is read without what it takes back, without what it rules out, and by the one part that asks where the rest
is but a story; several requests in one message are told apart. It knows intents by their places alone, and no question.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from ...beliefs.arrays import Array, normed, shares_of
from ...beliefs.belief.model import Model
from ..models.encoder import unit_rows
from ..models.encoder_network import Vectors
from ..models.memo import Memo
from ..words.corrections import contrasted, corrected, denies_itself, said_anew
from ..words.ruled_out import RuledOut, ruled_out, still_wanted
from ..words.segments import (
    ASKED,
    CLEAR,
    FEWEST_WORDS,
    Beside,
    Several,
    asked_beside,
    each_beside,
    least_shares,
    several,
)
from .domain_head import fit_domain_head
from .wishes import requests_in

__all__ = ["IntentReader", "Wanted", "Wording", "texts_worded", "wording_of"]

SEEMS = 0.65
"""Share of a part's likelihood, read in its context, from which it may be a request of its own."""
SPEAKS_FOR = 0.5
"""Share of an intent from which what is told beside a question speaks for it."""
HARDLY = 0.3
"""The same for anything but what is asked beside it: a danger that is told in passing is not left out."""
LEFT_OPEN = 0.6
"""Share below which a message as a whole leaves open what is wanted."""
FAIRLY = 0.9
"""Share from which a part is taken at its word that only says more surely what the whole message says."""
OUTRIGHT = 0.75
"""How much of what is wanted is what is said to be all that is asked, where the rest speaks for something else."""
CONTEXT = 0.4
"""How much of the other parts is taken out of a part that was read in their company."""


@dataclass(frozen=True)
class Wording:
    """The words of one message that may say what is wanted, fewer step by step."""

    text: str
    """The writer's own."""
    kept: str
    """Without what they take back in the same breath."""
    ruled: RuledOut
    """Those, and what they rule out."""
    parts: tuple[str, ...]
    """What in the rest may be requests of their own."""
    anew: str
    """How it is in fact, where they deny something first: "it never came. That is, my daughter has it"."""

    @property
    def rest(self) -> str:
        """Without what they rule out, too."""
        return self.ruled.rest or self.kept


@dataclass(frozen=True, eq=False)
class Wanted:
    """What one message asks for."""

    whole: Array
    """Log-likelihood of all of it per intent, ``[I]``."""
    several: Several | None
    """The requests in its parts, if there are several."""


def wording_of(text: str) -> Wording:
    """The words of a message that may say what is wanted."""
    rest = contrasted(corrected(text))
    kept = rest if len(rest.split()) >= FEWEST_WORDS else text
    ruled = ruled_out(kept)
    anew = said_anew(kept)
    return Wording(
        text, kept, ruled, requests_in(ruled.rest or kept), anew if len(anew.split()) >= FEWEST_WORDS else ""
    )


def texts_worded(wordings: Sequence[Wording]) -> list[str]:
    """Every text whose vector `IntentReader.read` always looks at, so that all can be embedded in one call."""
    ruled = [part for one in wordings if one.ruled.wishes for part in (one.ruled.rest, *one.ruled.wishes)]
    anew = [one.anew for one in wordings if one.anew]
    return [*(one.text for one in wordings), *(one.kept for one in wordings), *ruled, *anew]


class IntentReader:
    """Reads what messages ask for in one domain."""

    def __init__(self, model: Model, memo: Memo) -> None:
        self.memo = memo
        self._head = fit_domain_head(model, memo)
        self._outside = len(model.intents) - 1

    def read(self, wordings: Sequence[Wording]) -> list[Wanted]:
        """What each message asks for; the memo was prepared with their texts and parts."""
        texts, kept = [one.text for one in wordings], [one.kept for one in wordings]
        parts = {one.rest: one.parts for one in wordings if one.parts}
        inside = [(own, _contrasted(self.memo.within(text))) for text, own in parts.items()]
        whole, *seen = self._scores([(texts, self.memo.encode(texts)), *inside])
        if kept != texts:
            whole = self._put_right(texts, self._read(kept), whole)
        rests = [one.rest for one in wordings]
        whole = self._as_asked(rests, self._as_wished([one.ruled for one in wordings], whole))
        whole = self._said_anew([one.anew for one in wordings], whole)
        compound = self._compound(parts, seen)
        return [Wanted(own, compound.get(rest)) for own, rest in zip(whole, rests, strict=True)]

    def asked_too(self, wording: Wording) -> int | None:
        """Position of the intent that the one part of a text that asks plainly speaks for; None if there is none.

        That of `other` where nothing known here is asked for: there less is enough, since nothing is done for it.
        """
        beside = asked_beside(wording.rest)
        if beside is None:
            return None
        shares = shares_of(self._read([beside.question])[0])
        best = int(shares.argmax())
        if best == self._outside:
            return best if shares[best] >= SPEAKS_FOR and not beside.points else None  # "salami, can you do that?"
        return best if shares[best] >= FAIRLY else None

    def _as_asked(self, texts: Sequence[str], whole: Array) -> Array:
        """Log-likelihoods ``[n, I]`` with a question, or a wish, beside a story that tells of none read by itself."""
        sure = shares_of(whole).max(axis=1)
        found = [(i, b) for i, text in enumerate(texts) for b in each_beside(text) if b.asks or sure[i] < CLEAR]
        if not found:
            return whole
        parts = [part for _, beside in found for part in (beside.question, beside.story)]
        scores = self._read(parts)
        read = whole.copy()
        for (i, beside), asked, story in zip(found, scores[::2], scores[1::2], strict=True):
            if self._idle(story, int(asked.argmax())) and _agrees(beside, asked, whole[i]):
                read[i] = asked
            elif beside.outright and asked.argmax() != whole[i].argmax():
                both = (asked + np.log(OUTRIGHT), whole[i] + np.log(1 - OUTRIGHT))
                read[i] = np.logaddexp(*both)  # a danger that is told beside it still counts
        return read

    def _as_wished(self, wished: Sequence[RuledOut], whole: Array) -> Array:
        """Log-likelihoods ``[n, I]`` without what a text rules out: "don't tell me how far it is"."""
        read = whole.copy()
        for i, out in ((i, out) for i, out in enumerate(wished) if out.wishes):
            parts = [out.rest, *out.wishes]
            read[i] = still_wanted(out, self._read(parts), self._outside)
        return read

    def _said_anew(self, anew: Sequence[str], whole: Array) -> Array:
        """Log-likelihoods ``[n, I]`` of messages, half by how they say that it is in fact."""
        read = whole.copy()
        for i, text in ((i, text) for i, text in enumerate(anew) if text):
            read[i] = np.logaddexp(normed(self._read([text])[0]), normed(whole[i]))
        return read

    def _put_right(self, texts: Sequence[str], rest: Array, whole: Array) -> Array:
        """Log-likelihoods ``[n, I]`` of texts without what they take back.

        That counts only where the rest does not say by itself what is wanted, and there but half where the rest
        speaks for something else.
        """
        left = rest.argmax(axis=1)
        differs = (left != whole.argmax(axis=1)) & (left != self._outside)
        instead = _clear(rest) | (differs & np.array([denies_itself(text) for text in texts]))
        either = np.logaddexp(normed(rest), normed(whole))
        return np.where(instead[:, None], rest, np.where(differs[:, None], either, whole))

    def _idle(self, story: Array, wanted: int) -> bool:
        """Whether a text speaks for no intent of the domain, and hardly for one besides what is ``wanted``."""
        shares = shares_of(story)
        others = np.delete(shares, [wanted, self._outside])
        return bool(np.delete(shares, self._outside).max() < SPEAKS_FOR and others.max(initial=0.0) < HARDLY)

    def _compound(self, parts: Mapping[str, tuple[str, ...]], seen: list[Array]) -> dict[str, Several]:
        """Messages that ask for several things.

        Parts ``seen`` in their context, which costs nothing, show what may be one of them. Only such a message has its
        parts read apart, in a second call for all.
        """
        seems = zip(parts, seen, strict=True)
        likely = [text for text, scores in seems if several(scores, self._outside, SEEMS)]
        if not likely:
            return {}
        self.memo.encode([part for text in likely for part in parts[text]])
        read = self._scores([(parts[text], self.memo.encode(parts[text])) for text in likely])
        found = {
            text: several(scores, self._outside, least_shares(parts[text]))
            for text, scores in zip(likely, read, strict=True)
        }
        return {text: more for text, more in found.items() if more is not None}

    def _read(self, texts: Sequence[str]) -> Array:
        """Log-likelihoods of texts, each by itself, ``[n, I]``."""
        return self._scores([(texts, self.memo.encode(texts))])[0]

    def _scores(self, groups: Sequence[tuple[Sequence[str], Vectors]]) -> list[Array]:
        """Log-likelihoods of groups of texts with their vectors, ``[p, I]`` each, by one product of the head."""
        texts = [text for own, _ in groups for text in own]
        scores = self._head.log_likelihood(np.concatenate([vectors for _, vectors in groups]), texts)
        ends = np.cumsum([0, *(len(own) for own, _ in groups)])
        return [scores[a:b] for a, b in pairwise(ends)]


def _clear(scores: NDArray[np.floating]) -> NDArray[np.bool_]:
    """Which texts speak for one intent, from log-likelihoods ``[n, I]``."""
    return shares_of(scores).max(axis=1) >= ASKED


def _agrees(beside: Beside, asked: Array, whole: Array) -> bool:
    """Whether a part says more surely what the message says, or clearly what it leaves open, ``[I]`` both."""
    one, all_of_it = shares_of(asked), shares_of(whole)
    enough = max(CLEAR if beside.points else FAIRLY, all_of_it.max())
    same = one.argmax() == all_of_it.argmax() and one.max() >= enough
    clear = beside.asks and one.max() >= CLEAR and all_of_it.max() < LEFT_OPEN
    return bool(one.argmax() < len(one) - 1 and (same or clear))


def _contrasted(parts: Vectors) -> Vectors:
    """Each part less what it shares with the others, ``[p, d]``."""
    others = (parts.sum(axis=0) - parts) / max(1, len(parts) - 1)
    return unit_rows(parts - CONTEXT * others)
