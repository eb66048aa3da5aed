"""How far the loading of an agent is, from what it logs of what it does the first time only.

Knows nothing of what is loaded, nor of where it is shown.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Generator
from contextlib import contextmanager

__all__ = ["LOADING", "LoadingStages"]

LOADING = "loading the model"
"""What is done as long as nothing more is known."""

LOGGED = "edgewise.agent.models.cache"
"""Who logs it."""


class LoadingStages(logging.Handler):
    """Keeps the last stage that was logged, and tells it on."""

    def __init__(self) -> None:
        super().__init__(logging.INFO)
        self.stage = LOADING
        self._tell: Callable[[str], None] | None = None

    @contextmanager
    def followed(self) -> Generator[None]:
        """Listen to what is logged meanwhile."""
        logger = logging.getLogger(LOGGED)
        before = logger.level
        logger.addHandler(self)
        logger.setLevel(min(logging.INFO, logger.getEffectiveLevel()))
        try:
            yield
        finally:
            logger.removeHandler(self)
            logger.setLevel(before)

    @contextmanager
    def telling(self, tell: Callable[[str], None]) -> Generator[None]:
        """Tell the stage that is reached, and each from now on."""
        self._tell = tell
        tell(self.stage)
        try:
            yield
        finally:
            self._tell = None

    def emit(self, record: logging.LogRecord) -> None:
        """Take a stage: what is done, without where it is kept."""
        self.stage = record.getMessage().partition(":")[0]
        if self._tell is not None:
            self._tell(self.stage)
