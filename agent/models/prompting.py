"""Prompts to token ids: the model's own chat template around texts that can never pass for it.

A template is rendered around markers; what it says itself may become its special tokens, what stands at the markers
may not, however much it looks like them. Knows tokenizers, no network.
"""

# Tokenizers are untyped in what matters here.
# pyright: reportUnknownMemberType=false, reportUnknownVariableType=false, reportUnknownArgumentType=false

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from .language_model import GAP, Prompt

__all__ = ["Gapped", "Ids", "Prompter"]

Ids = list[int]

MOST_TOKENS = 256
"""Of one text that is scored; the rest of a longer one is left out."""
_SYSTEM, _USER = "\ue001", "\ue002"


@dataclass(frozen=True)
class Gapped:
    """The tokens before and after a prompt's gap."""

    before: Ids
    after: Ids


class Prompter:
    """One model's tokenizer and template."""

    def __init__(self, tokenizer: Any) -> None:
        self.tokenizer = tokenizer
        self.pad = int(tokenizer.pad_token_id or 0)
        self.ends = _ends(tokenizer)

    def whole(self, prompt: Prompt) -> Ids:
        """The tokens of a prompt."""
        gapped = self.gapped(prompt)
        return [*gapped.before, *gapped.after]

    def gapped(self, prompt: Prompt) -> Gapped:
        """The tokens around the gap; without a gap everything stands before it."""
        pieces = re.split(f"([{_SYSTEM}{_USER}])", self._rendered(prompt))
        said = {_SYSTEM: prompt.system, _USER: prompt.user}
        before, after, seen = Ids(), Ids(), False
        for piece in pieces:
            trusted = piece not in said
            for number, part in enumerate((piece if trusted else said[piece]).split(GAP)):
                seen = seen or number > 0
                (after if seen else before).extend(self._ids(part, trusted=trusted))
        first = getattr(self.tokenizer, "bos_token_id", None)
        if not self._has_template and first is not None:
            before = [int(first), *before]
        # Something must come before the first token that is predicted.
        return Gapped(before or [self.pad], after)

    def texts(self, texts: Sequence[str]) -> dict[str, Ids]:
        """The tokens of each text, none of them special."""
        return {text: self._ids(text, trusted=False)[:MOST_TOKENS] for text in dict.fromkeys(texts)}

    def words(self, ids: Sequence[int]) -> str:
        """The text of tokens that a model drew."""
        return str(self.tokenizer.decode(list(ids), skip_special_tokens=True))

    @property
    def _has_template(self) -> bool:
        return bool(getattr(self.tokenizer, "chat_template", None))

    def _rendered(self, prompt: Prompt) -> str:
        if not self._has_template:
            head = f"{_SYSTEM}\n\n" if prompt.system else ""
            return f"{head}{_USER}\n{prompt.opening}"
        return self._templated(bool(prompt.system)) + prompt.opening

    def _templated(self, system: bool) -> str:
        """The template around the markers; one that knows no system message gets it with the user's."""
        user = {"role": "user", "content": _USER}
        given: dict[str, Any] = {"tokenize": False, "add_generation_prompt": True}
        if system:
            try:
                both = [{"role": "system", "content": _SYSTEM}, user]
                rendered = str(self.tokenizer.apply_chat_template(both, **given))
                if _SYSTEM in rendered:
                    return rendered
            except Exception:  # a template may raise whatever its author wrote
                pass
            user = {"role": "user", "content": f"{_SYSTEM}\n\n{_USER}"}
        return str(self.tokenizer.apply_chat_template([user], **given))

    def _ids(self, text: str, *, trusted: bool) -> Ids:
        if not text:
            return []
        found = self.tokenizer(text, add_special_tokens=False, split_special_tokens=not trusted)["input_ids"]
        return [int(i) for i in found]


def _ends(tokenizer: Any) -> frozenset[int]:
    """Tokens that end a text: the tokenizer's own, and those by which templates end a turn."""
    ends = {getattr(tokenizer, "eos_token_id", None)}
    known = tokenizer.get_added_vocab() if hasattr(tokenizer, "get_added_vocab") else {}
    ends |= {known.get(name) for name in ("<|im_end|>", "<|eot_id|>", "<end_of_turn>", "<|end|>")}
    return frozenset(int(end) for end in ends if end is not None)
