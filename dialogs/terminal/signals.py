"""What a program does that is told to stop: something of its own, until it says that it is done with that."""

from __future__ import annotations

import signal
import threading
from collections.abc import Callable

__all__ = ["on_stop"]

NAMES = ("SIGTERM", "SIGHUP")


def on_stop(act: Callable[[], object]) -> Callable[[], None]:
    """Call ``act`` when the program is told to stop; returns what undoes that.

    Only the main thread may say what a signal does; elsewhere nothing changes.
    """
    if threading.current_thread() is not threading.main_thread():
        return lambda: None
    numbers = [getattr(signal, name) for name in NAMES if hasattr(signal, name)]
    before = {number: signal.getsignal(number) for number in numbers}

    def handler(number: int, frame: object) -> None:
        act()

    def undo() -> None:
        for number, usual in before.items():
            signal.signal(number, usual)

    for number in numbers:
        signal.signal(number, handler)
    return undo
