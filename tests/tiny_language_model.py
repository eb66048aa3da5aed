"""A causal language model of 40,000 weights, made here: a real tokenizer, a real network, no download."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from tempfile import mkdtemp

__all__ = ["CORPUS", "TEMPLATE", "chatty_model", "tiny_model", "write_model"]

CORPUS = [
    "my card is gone", "i lost my card", "somebody took my card", "send me a card", "i need a new card",
    "please post a card to me", "raise my limit", "i want a higher limit", "my limit is too low",
    "what is the weather", "a lost card", "a new card", "a higher limit", "someone who wants writes something else",
    "yes no maybe not sure", "the quick brown fox jumps over the lazy dog", "0 1 2 3 4 5 6 7 8 9",
]  # fmt: skip
TEMPLATE = (
    "{% for m in messages %}<|im_start|>{{ m['role'] }}\n{{ m['content'] | trim }}<|im_end|>\n{% endfor %}"
    "{% if add_generation_prompt %}<|im_start|>assistant\n{% endif %}"
)


@cache
def tiny_model() -> Path:
    """A folder with a Llama of two layers and random weights, without a chat template."""
    return write_model(Path(mkdtemp(prefix="edgewise-tiny-")) / "plain")


@cache
def chatty_model() -> Path:
    """The same with a chat template."""
    return write_model(Path(mkdtemp(prefix="edgewise-tiny-")) / "chat", template=TEMPLATE)


def write_model(folder: Path, *, template: str | None = None, hidden: int = 32, window: int | None = None) -> Path:
    """Train a tokenizer on the corpus and save it with a network of random weights."""
    import torch
    from tokenizers import Tokenizer, decoders, models, pre_tokenizers, trainers
    from transformers import LlamaConfig, LlamaForCausalLM, MistralConfig, MistralForCausalLM, PreTrainedTokenizerFast

    tokenizer = Tokenizer(models.BPE())
    tokenizer.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False)
    tokenizer.decoder = decoders.ByteLevel()
    special = ["<pad>", "<s>", "</s>", "<|im_start|>", "<|im_end|>"]
    alphabet = pre_tokenizers.ByteLevel.alphabet()
    tokenizer.train_from_iterator(
        CORPUS, trainers.BpeTrainer(vocab_size=400, special_tokens=special, initial_alphabet=alphabet)
    )
    fast = PreTrainedTokenizerFast(tokenizer_object=tokenizer, pad_token="<pad>", bos_token="<s>", eos_token="</s>")
    fast.chat_template = template
    fast.save_pretrained(folder)
    torch.manual_seed(0)
    shape = {"vocab_size": len(fast), "hidden_size": hidden, "intermediate_size": 2 * hidden, "num_hidden_layers": 2,
             "num_attention_heads": 4, "num_key_value_heads": 2, "max_position_embeddings": 1024,
             "pad_token_id": 0, "bos_token_id": 1, "eos_token_id": 2, "initializer_range": 0.3}  # fmt: skip
    if window is None:
        network = LlamaForCausalLM(LlamaConfig(**shape))
    else:
        network = MistralForCausalLM(MistralConfig(**shape, sliding_window=window))
    network.save_pretrained(folder)
    return folder
