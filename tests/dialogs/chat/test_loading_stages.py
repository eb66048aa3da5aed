"""Who waits for what is done once is told what it is."""

from __future__ import annotations

import logging

import numpy as np
from edgewise.agent.intents.head import fit_cached_head
from edgewise.agent.models.cache import CachedEncoder, announce
from edgewise.agent.models.encoder import HashEncoder
from edgewise.dialogs.chat.loading_stages import LOADING, LoadingStages


def test_the_first_time_is_logged_and_the_second_is_not(tmp_path, monkeypatch, caplog):
    monkeypatch.setenv("EDGEWISE_CACHE", str(tmp_path))
    encoder, texts = CachedEncoder(HashEncoder()), ["lost it", "my card is gone", "a new card", "a card"]
    with caplog.at_level(logging.INFO, "edgewise"):
        for _ in range(2):
            fit_cached_head(encoder.encode(texts), np.array([0, 0, 1, 1]), 2, texts=texts)
    assert [record.getMessage().partition(":")[0] for record in caplog.records] == [
        "embedding 4 texts, once",
        "fitting to 4 examples of 2 intents, once",
    ]
    assert str(tmp_path) in caplog.text


def test_stages_are_kept_and_told_while_somebody_waits():
    stages, told = LoadingStages(), list[str]()
    before = logging.getLogger("edgewise.agent.models.cache").level
    with stages.followed():
        assert stages.stage == LOADING
        announce("embedding 4 texts")
        with stages.telling(told.append):
            announce("fitting")
    announce("another's")
    assert (stages.stage, told) == ("fitting, once", ["embedding 4 texts, once", "fitting, once"])
    assert logging.getLogger("edgewise.agent.models.cache").level == before
