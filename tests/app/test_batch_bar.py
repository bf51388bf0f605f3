"""How far a batch is, on a terminal."""

from __future__ import annotations

import io

import pytest
from rich.console import Console

from posecheck.app import consoles
from posecheck.app.batch import bar
from posecheck.words.speech import Speech


def test_a_terminal_shows_what_is_done_what_failed_and_the_time_left(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """In one line, which is gone at the end. Clips that end together do not mean no time left."""
    now_s = [0.0]
    monkeypatch.setattr(bar.time, "monotonic", lambda: now_s[0])
    console = Console(file=io.StringIO(), force_terminal=True, width=80, get_time=lambda: now_s[0])
    monkeypatch.setattr(consoles, "notes", lambda: console)
    seen: list[str] = []
    with bar.shown(6, Speech()) as counter:

        def look() -> None:
            with console.capture() as text:
                console.print(counter._progress.get_renderable())
            seen.append(text.get())

        look()
        now_s[0] = 20.0
        counter.count("a.mp4", None)
        counter.count("b.mp4", "not a video.")
        look()
        now_s[0] = 25.0
        look()
    assert "Clips (0 failed)" in seen[0]
    assert "0/6 -:--:--" in plain(seen[0])
    assert "Clips (1 failed)" in seen[1]
    assert "2/6 0:00:40" in plain(seen[1])
    assert "2/6 0:00:35" in plain(seen[2])
    assert all(len(plain(line)) <= 80 for line in "".join(seen).splitlines())


def plain(text: str) -> str:
    """Without colours."""
    import re

    return re.sub(r"\x1b\[[0-9;]*m", "", text)
