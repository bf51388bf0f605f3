"""Addresses that open one report or video, for a while: nobody can guess them, they need no token.

A browser sends no header of the page's own when it opens a tab or plays a video.
"""

from __future__ import annotations

import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from secrets import token_urlsafe
from typing import Final

LASTS_S: Final = 3600.0
"""How long an address opens: as long as somebody may look at a report before they reload it."""

MOST: Final = 50
"""The most addresses at a time; the oldest are closed first. A report page takes about 0.1 MB."""


@dataclass(frozen=True, slots=True)
class Opened:
    """What an address opens: a page as text, or a file. `of` are the recordings that it shows."""

    page: str | None = None
    file: Path | None = None
    media_type: str = "text/html; charset=utf-8"
    of: tuple[str, ...] = ()


class Links:
    """Makes addresses and finds what they open."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._open: OrderedDict[str, tuple[float, Opened]] = OrderedDict()

    def add(self, what: Opened) -> str:
        """A new address for something."""
        key = token_urlsafe(24)
        self._open[key] = (self._clock() + LASTS_S, what)
        while len(self._open) > MOST:
            self._open.popitem(last=False)
        return f"/open/{key}"

    def find(self, key: str) -> Opened | None:
        """What an address opens; None for one that never was, or is over."""
        until_s, what = self._open.get(key, (0.0, None))
        return what if self._clock() < until_s else None

    def close(self, clip_id: str) -> None:
        """A recording was forgotten: nothing opens what shows it any more."""
        for key in [key for key, (_, what) in self._open.items() if clip_id in what.of]:
            del self._open[key]

    def close_all(self) -> None:
        """Nothing opens any more."""
        self._open.clear()
