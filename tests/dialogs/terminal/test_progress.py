"""One line that is written over by the next: never wider than the terminal, and none where there is no terminal."""

from __future__ import annotations

import fcntl
import os
import pty
import struct
import sys
import termios

from edgewise.dialogs.terminal.progress import progress


def test_a_line_is_cut_before_it_runs_over(monkeypatch):
    """What ran over stayed there, once for each shard."""
    master, slave = pty.openpty()
    fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 40, 0, 0))
    with os.fdopen(slave, "w") as terminal:
        monkeypatch.setattr(sys, "stderr", terminal)
        progress("x" * 99)
        shown = os.read(master, 4096).decode()
        progress("y" * 39)
        short = os.read(master, 4096).decode()
    os.close(master)
    assert shown == "\r\x1b[K" + "x" * 39
    assert short == "\r\x1b[K" + "y" * 39


def test_nothing_is_shown_elsewhere(capsys):
    progress("halfway")
    assert capsys.readouterr() == ("", "")
