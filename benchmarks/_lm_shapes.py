"""Causal models of random weights in known shapes, with a tokenizer made on the spot; nothing is downloaded."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

__all__ = ["SHAPES", "Shape", "parameters", "random_model"]


@dataclass(frozen=True)
class Shape:
    """Of a Llama."""

    hidden: int
    inner: int
    layers: int
    heads: int
    kv_heads: int
    vocabulary: int


SHAPES = {
    "small": Shape(256, 704, 4, 4, 2, 4_096),
    "1B": Shape(2048, 8192, 16, 32, 8, 128_256),
    "8B": Shape(4096, 14336, 32, 32, 8, 128_256),
}


def parameters(shape: Shape) -> int:
    """Weights that a token is multiplied with, the output layer left out: it is applied to texts' tokens alone."""
    kv = shape.hidden * shape.kv_heads // shape.heads
    attention = 2 * shape.hidden**2 + 2 * shape.hidden * kv
    return shape.layers * (attention + 3 * shape.hidden * shape.inner)


def random_model(folder: Path, name: str, device: str = "cpu") -> None:
    """Write a model of random weights and a tokenizer of whole words and bytes."""
    import torch
    from tokenizers import Tokenizer, decoders, models, pre_tokenizers
    from transformers import LlamaConfig, LlamaForCausalLM, PreTrainedTokenizerFast

    alphabet = sorted(pre_tokenizers.ByteLevel.alphabet())
    words = "my new card has not come and I need it for a trip next week can you help me find out where is".split()
    vocabulary = {token: i for i, token in enumerate(["<pad>", "<s>", "</s>", *alphabet])}
    merges: list[tuple[str, str]] = []
    for word in [*words, *(f"\u0120{word}" for word in words)]:
        for end in range(2, len(word) + 1):
            if word[:end] not in vocabulary:
                vocabulary[word[:end]] = len(vocabulary)
                merges.append((word[: end - 1], word[end - 1]))
    tokenizer = Tokenizer(models.BPE(vocab=vocabulary, merges=merges))
    tokenizer.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False)
    tokenizer.decoder = decoders.ByteLevel()
    fast = PreTrainedTokenizerFast(tokenizer_object=tokenizer, pad_token="<pad>", bos_token="<s>", eos_token="</s>")
    fast.save_pretrained(folder)
    shape = SHAPES[name]
    torch.manual_seed(0)
    config = LlamaConfig(
        vocab_size=shape.vocabulary, hidden_size=shape.hidden, intermediate_size=shape.inner,
        num_hidden_layers=shape.layers, num_attention_heads=shape.heads, num_key_value_heads=shape.kv_heads,
        max_position_embeddings=8192, pad_token_id=0, bos_token_id=1, eos_token_id=2,
    )  # fmt: skip
    with torch.device(device):
        model = LlamaForCausalLM(config)
    model.to(torch.bfloat16 if device == "cuda" else torch.float32).save_pretrained(folder)
