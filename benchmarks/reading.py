"""How fast messages are read: the encoder beside its bare network, a cached prefix beside none, a cold start.

Every ratio is of times taken in turn in this run, on one core. On a GPU, Llama shapes of 1 and 8 billion random
weights show how many hypotheses a second the noisy channel weighs, and what share of the card's measured rate of
matrix products that is. ``--quick`` for small sizes; ``--gpu`` for the GPU part alone.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np
from _lm_shapes import SHAPES, parameters, random_model
from _measure import one_core
from edgewise.agent.models.causal_lm import CausalLM
from edgewise.agent.models.encoder import SentenceEncoder, load_encoder
from edgewise.agent.models.encoder_network import Network
from edgewise.agent.models.language_model import GAP, Prompt, Row
from edgewise.agent.reading.encoder_reading import EncoderReader
from edgewise.agent.state.heard import Utterance
from edgewise.beliefs.belief.model import compile_domain
from edgewise.dialogs.files.embedded import embedded_domain

Clock = Callable[[Callable[[], object]], float]
WORDS = "my new card has not come and I need it for a trip next week can you help me find out where it is".split()
FIRST = """
from edgewise.agent.session import Agent
from edgewise.dialogs.files.embedded import embedded_domain
Agent.load(embedded_domain()).session("a").say("I lost my card")
"""


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--quick", action="store_true", help="small sizes")
    parser.add_argument("--gpu", action="store_true", help="the GPU part alone")
    args = parser.parse_args()
    if not args.gpu:
        batch_part()
        one_core()
        encoder_part(20 if args.quick else 100)
        prefix_part(100 if args.quick else 600, 10 if args.quick else 50)
        cold_part(1 if args.quick else 3)
    gpu_part(quick=args.quick)


def encoder_part(samples: int) -> None:
    """One message beside the bare forward pass, as transformers has it and as ours; 64 at once beside a loop."""
    import torch

    torch.set_num_threads(1)
    encoder = load_encoder(device="cpu")
    reader = EncoderReader(compile_domain(embedded_domain()), encoder)
    texts = [f"{' '.join(WORDS[: 6 + 2 * i % 16])} {i}" for i in range(3 * samples + 3)]
    fresh = iter(texts)
    plain = Network(encoder.folder, "cpu", packed=False)
    read, bare, packed = _in_turn(
        lambda: reader.read([Utterance(text=next(fresh))]),
        lambda: _bare(plain, next(fresh)),
        lambda: _bare(encoder.loaded, next(fresh)),
        samples=samples,
    )
    twice = reader.memo.calls / (samples + 2) - 1  # the examples took a call, too
    print("## Encoder, one message")
    print(f"reading {read * 1e3:.2f} ms, bare forward pass {bare * 1e3:.2f} ms: {read / bare:.2f}x (at most 1.3x)")
    print(f"bare pass with packed weights, as the reader has it {packed * 1e3:.2f} ms: {read / packed:.2f}x")
    print(f"messages whose parts were read apart, in a second pass: {twice:.0%}")
    batched, looped = _many(encoder, _clock)
    print(f"64 at once {batched * 1e3:.1f} ms, one by one {looped * 1e3:.1f} ms: {looped / batched:.1f}x (at least 4x)")


def batch_part() -> None:
    """64 messages at once beside a loop, as a host has it: all cores for both, by the clock on the wall."""
    import torch

    torch.set_num_threads(os.cpu_count() or 1)
    batched, looped = _many(load_encoder(device="cpu"), _wall)
    print(f"## 64 messages, {torch.get_num_threads()} cores, by wall")
    print(f"at once {batched * 1e3:.1f} ms, one by one {looped * 1e3:.1f} ms: {looped / batched:.1f}x (at least 4x)\n")


def _many(encoder: SentenceEncoder, clock: Clock, samples: int = 9) -> tuple[float, float]:
    """Seconds for 64 new messages at once, and one by one."""
    texts = [f"{' '.join(WORDS[: 6 + i % 4])} no {i}" for i in range(64 * 2 * (samples + 1))]
    parts = iter([[Utterance(text=text) for text in texts[i : i + 64]] for i in range(0, len(texts), 64)])
    reader = EncoderReader(compile_domain(embedded_domain()), encoder)

    def loop() -> None:
        for utterance in next(parts):
            reader.read([utterance])

    batched, looped = _in_turn(lambda: reader.read(next(parts)), loop, samples=samples, clock=clock)
    return batched, looped


def _bare(network: Network, text: str) -> object:
    """Tokenise, one forward pass, the mean."""
    return network.forward(network.token_ids([text]))


def prefix_part(prefix: int, hypotheses: int) -> None:
    """Likelihoods over a cached prefix beside the same without a cache."""
    with tempfile.TemporaryDirectory() as folder:
        random_model(Path(folder), "small")
        cached = CausalLM(folder, device="cpu")
        naive = CausalLM(folder, device="cpu", prefix_cache=False)
        prompt, rows = _asked(prefix, hypotheses)
        first = _clock(lambda: cached.score(prompt, rows))
        naive.score(prompt, rows[:1])
        fresh, warm, cold = (
            _clock(lambda: _without_kept(cached, prompt, rows)),
            _clock(lambda: cached.score(prompt, rows)),
            _clock(lambda: naive.score(prompt, rows)),
        )
        few = rows[:4]
        gap = np.abs(cached.score(prompt, few).log_likelihood - naive.score(prompt, few).log_likelihood).max()
    print(f"\n## Causal model, {hypotheses} hypotheses, prefix of about {prefix} tokens, CPU")
    print(f"naive {cold:.2f} s; prefix computed in the call {fresh:.3f} s: {cold / fresh:.1f}x (at least 15x)")
    print(f"prefix kept from the call before {warm:.3f} s: {cold / warm:.1f}x; the first call ever {first:.3f} s")
    print(f"largest difference of a log-likelihood {gap:.1e}")


def _without_kept(model: CausalLM, prompt: Prompt, rows: list[Row]) -> None:
    model.loaded.free()
    model.score(prompt, rows)


def _asked(prefix: int, hypotheses: int) -> tuple[Prompt, list[Row]]:
    """A prompt of about so many tokens before the gap, and rows of a few tokens each."""
    system = " ".join(WORDS[i % len(WORDS)] for i in range(prefix))
    rows = [Row(f"wants {WORDS[i % 20]} {i}", "my card is not here") for i in range(hypotheses)]
    return Prompt(system, GAP, ""), rows


def cold_part(samples: int) -> None:
    """From nothing to the first message read, beside importing torch and transformers."""
    with tempfile.TemporaryDirectory() as folder:
        env = {**os.environ, "EDGEWISE_CACHE": folder}

        def start(code: str) -> object:
            return subprocess.run([sys.executable, "-c", code], env=env, check=True, capture_output=True)

        start(FIRST)
        read, imports = _in_turn(lambda: start(FIRST), lambda: start("import torch, transformers"), samples=samples)
    print("\n## Cold start")
    print(f"first reading {read:.2f} s, importing torch and transformers {imports:.2f} s: {read / imports:.2f}x (< 4x)")


def gpu_part(*, quick: bool) -> None:
    """Hypotheses a second at 1 and 8 billion weights, and the share of the measured matmul rate."""
    import torch

    print("\n## GPU")
    if not torch.cuda.is_available():
        print("unmeasured: no GPU here")
        return
    rate = _matmul_rate()
    print(f"{torch.cuda.get_device_name()}: {rate / 1e12:.0f} TFLOP/s measured for a product of 8192 x 8192 in bf16")
    print("| model | hypotheses | naive /s | cached /s | share of matmul rate |\n| --- | --- | --- | --- | --- |")
    for name in ("1B",) if quick else ("1B", "8B"):
        with tempfile.TemporaryDirectory() as folder:
            random_model(Path(folder), name, device="cuda")
            _gpu_row(name, Path(folder), rate)
        torch.cuda.empty_cache()


def _gpu_row(name: str, folder: Path, rate: float) -> None:
    model = CausalLM(folder, device="cuda")
    for hypotheses in (50, 150):
        prompt, rows = _asked(600, hypotheses)
        model.prefix_cache = True
        model.score(prompt, rows)
        warm = min(_clock(lambda p=prompt, r=rows: model.score(p, r)) for _ in range(5))
        model.prefix_cache = False
        cold = min(_clock(lambda p=prompt, r=rows: model.score(p, r)) for _ in range(2))
        share = _work(model, prompt, rows, parameters(SHAPES[name])) / warm / rate
        print(f"| {name} | {hypotheses} | {hypotheses / cold:.0f} | {hypotheses / warm:.0f} | {share:.0%} |")


def _work(model: CausalLM, prompt: Prompt, rows: list[Row], weights: int) -> float:
    """Operations that the rows need at the least: two a weight and token."""
    known = model.loaded.prompter.texts([text for row in rows for text in (row.filling, row.text)])
    after = len(model.loaded.prompter.gapped(prompt).after)
    return 2.0 * weights * sum(1 + after + len(known[row.filling]) + len(known[row.text]) for row in rows)


def _matmul_rate() -> float:
    import torch

    a = torch.randn(8192, 8192, device="cuda", dtype=torch.bfloat16)
    for _ in range(3):
        a @ a
    torch.cuda.synchronize()
    start = time.perf_counter()
    for _ in range(20):
        a @ a
    torch.cuda.synchronize()
    return 20 * 2 * 8192**3 / (time.perf_counter() - start)


def _in_turn(*works: Callable[[], object], samples: int, clock: Clock | None = None) -> list[float]:
    """Median time of each, taken in turn, so that a busy moment of the machine falls on all."""
    taken = [[(clock or _clock)(work) for work in works] for _ in range(samples + 1)][1:]
    return [float(median) for median in np.median(taken, axis=0)]


def _wall(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def _clock(work: Callable[[], object]) -> float:
    """Processor time of this process and its children; on a GPU, which is waited for, the time that passes."""
    import torch

    wait = torch.cuda.is_available()
    children = _of_children()
    start = time.perf_counter() if wait else time.process_time()
    work()
    return (time.perf_counter() if wait else time.process_time()) - start + (_of_children() - children) * (not wait)


def _of_children() -> float:
    taken = os.times()
    return taken.children_user + taken.children_system


if __name__ == "__main__":
    main()
