from pathlib import Path

import numpy as np
import pytest
from edgewise.agent.intents import head as module
from edgewise.agent.intents.ensemble import Examples
from edgewise.agent.intents.head import Head, fit_cached_head, fit_head
from edgewise.agent.intents.scorers import fit_kernel_map, fit_ridge, stratified_folds
from edgewise.agent.models.encoder import HashEncoder
from edgewise.beliefs.errors import ReaderFailed

WORDS = ("card", "refund", "transfer", "password", "exchange", "loan")
FRAMES = ("my {} is lost", "help with the {}", "where is a {} please", "about that {}", "the {} failed", "new {} now")
ENCODER = HashEncoder(128)


def toy(frames: int = 6, words: int = 6) -> tuple[list[str], np.ndarray]:
    texts = [frame.format(word) for word in WORDS[:words] for frame in FRAMES[:frames]]
    return texts, np.repeat(np.arange(words), frames)


@pytest.fixture(scope="module")
def fitted() -> Head:
    texts, labels = toy()
    return fit_head(ENCODER.encode(texts), labels, 6, texts=texts)


def test_likelihoods_have_a_column_for_none_of_these(fitted: Head) -> None:
    asked = ["i lost the card", "can i have the refund", "zzz qqq xxyyzz", ""]
    likelihood = fitted.log_likelihood(ENCODER.encode(asked), asked)
    assert likelihood.shape == (4, 7) and np.isfinite(likelihood).all()
    assert likelihood[0, :6].argmax() == 0 and likelihood[1, :6].argmax() == 1
    assert likelihood[2, -1] > max(likelihood[0, -1], likelihood[1, -1])


def test_likelihoods_are_the_posterior_but_for_the_share_that_may_be_unlike_everything(fitted: Head) -> None:
    vectors = ENCODER.encode(["the loan failed", "exchange"])
    posterior = fitted.log_posterior(vectors)
    np.testing.assert_allclose(np.exp(posterior).sum(axis=1), 1.0, rtol=1e-5)
    likelihood = fitted.log_likelihood(vectors)
    odds = module.STRAY / (1 - module.STRAY) * np.exp(likelihood[:, -1:])
    stray = odds / (1 + odds)
    np.testing.assert_allclose(
        np.exp(likelihood[:, :-1]), (1 - stray) * 6 * np.exp(posterior) + stray, rtol=1e-4, atol=1e-12
    )
    np.testing.assert_allclose(np.exp(likelihood[:, :-1]).mean(axis=1), 1.0, rtol=1e-4)


def test_what_is_unlike_every_example_says_little_of_the_intents(fitted: Head) -> None:
    texts = ["i lost the card", "zzz qqq xxyyzz"]
    likelihood = fitted.log_likelihood(ENCODER.encode(texts), texts)
    spread = np.ptp(likelihood[:, :-1], axis=1)
    without = np.log(6) - fitted.log_posterior(ENCODER.encode(texts), texts).min(axis=1)
    assert spread[1] < 5.0 < spread[0] < without[0]


@pytest.mark.parametrize(("frames", "words"), [(1, 2), (1, 6), (2, 3), (6, 2)])
def test_tiny_domains_fit_and_read_their_own_examples(frames: int, words: int) -> None:
    texts, labels = toy(frames, words)
    head = fit_head(ENCODER.encode(texts), labels, words)
    assert (head.log_posterior(ENCODER.encode(texts)).argmax(axis=1) == labels).all()


def test_one_intent_is_enough() -> None:
    head = fit_head(ENCODER.encode(["a card", "the card"]), np.zeros(2, int), 1)
    likelihood = head.log_likelihood(ENCODER.encode(["card", "xyzzy plugh"]))
    assert likelihood.shape == (2, 2) and likelihood[1, 1] > likelihood[0, 1]


def test_an_intent_may_have_only_a_description() -> None:
    texts, labels = toy(words=3)
    described = Examples(ENCODER.encode(["forgotten password"]), np.array([3]), 4)
    head = fit_head(ENCODER.encode(texts), labels, 4, descriptions=described)
    assert head.log_posterior(ENCODER.encode(["i have forgotten my password"]))[0].argmax() == 3


def test_an_intent_with_nothing_is_refused() -> None:
    texts, labels = toy(words=3)
    with pytest.raises(ReaderFailed, match="1 of 4"):
        fit_head(ENCODER.encode(texts), labels, 4)
    with pytest.raises(ReaderFailed, match="do not fit"):
        fit_head(ENCODER.encode(texts), labels, 2)


def test_descriptions_in_another_language_do_not_join() -> None:
    texts, labels = toy()
    vectors = ENCODER.encode(texts)
    codes = Examples(ENCODER.encode([f"q{i}x{i}" for i in range(6)]), np.arange(6), 6)
    plain, coded = fit_head(vectors, labels, 6), fit_head(vectors, labels, 6, descriptions=codes)
    np.testing.assert_allclose(plain.log_posterior(vectors), coded.log_posterior(vectors), atol=1e-5)


def test_cached_head_is_the_same_and_is_not_fitted_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("EDGEWISE_CACHE", str(tmp_path))
    texts, labels = toy()
    vectors = ENCODER.encode(texts)
    first = fit_cached_head(vectors, labels, 6, texts=texts)
    monkeypatch.setattr(module, "_fit", lambda training: pytest.fail("fitted again"))
    again = fit_cached_head(vectors, labels, 6, texts=texts)
    np.testing.assert_array_equal(first.log_likelihood(vectors, texts), again.log_likelihood(vectors, texts))
    np.testing.assert_array_equal(first.held_out, again.held_out)


def test_a_cached_head_that_does_not_fit_is_thrown_away(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("EDGEWISE_CACHE", str(tmp_path))
    texts, labels = toy()
    vectors = ENCODER.encode(texts)
    expected = fit_cached_head(vectors, labels, 6).log_posterior(vectors)
    (file,) = tmp_path.iterdir()
    np.savez(file, softmax_mean=np.zeros(3))
    np.testing.assert_array_equal(fit_cached_head(vectors, labels, 6).log_posterior(vectors), expected)


@pytest.mark.parametrize("columns", [5, 60])
def test_left_out_ridge_scores_equal_refitting(columns: int) -> None:
    rng = np.random.default_rng(0)
    features, labels = rng.normal(size=(24, columns)).astype(np.float32), np.arange(24) % 3
    fit = fit_ridge(features, labels, 3)
    for row in (0, 7, 23):
        kept = np.delete(np.arange(24), row)
        again = fit_ridge(features[kept], labels[kept], 3).scorer.scores(features[[row]])
        np.testing.assert_allclose(fit.left_out[[row]], again, atol=2e-3)


def test_kernel_features_multiply_to_the_kernel() -> None:
    x = ENCODER.encode(toy()[0])
    features = fit_kernel_map(x, np.random.default_rng(0)).features(x)
    np.testing.assert_allclose(features @ features.T, np.exp(3 * (x @ x.T - 1)), atol=5e-3)


def test_folds_are_even_within_and_over_classes() -> None:
    labels = np.repeat(np.arange(9), [1, 1, 1, 10, 10, 3, 2, 2, 20])
    folds = stratified_folds(labels, 5, np.random.default_rng(0))
    assert np.ptp(np.bincount(folds, minlength=5)) <= 1
    assert (np.bincount(folds[labels == 8], minlength=5) == 4).all()
