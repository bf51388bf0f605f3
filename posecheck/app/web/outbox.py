"""From the session's thread to the tab: the newest moment only, but every message."""

from __future__ import annotations

import asyncio
import json
from collections import deque
from threading import Lock
from typing import Any, Final

MOST_WAITING: Final = 200
"""The most messages that wait for a tab. A tab that takes none of so many is asleep or gone: then
the oldest are dropped."""


class Outbox:
    """`put` and `say` may be called from any thread; `take` belongs to the tab's event loop."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._moment: str | None = None
        self._waiting: deque[str] = deque(maxlen=MOST_WAITING)
        self._wake: tuple[asyncio.AbstractEventLoop, asyncio.Event] | None = None
        self.skipped = 0
        """How many moments were replaced by a newer one before they were sent."""

    def open(self) -> None:
        """Begins to wake the running event loop."""
        self._wake = (asyncio.get_running_loop(), asyncio.Event())

    def put(self, moment: str) -> None:
        """Gives the newest moment; one that was not sent yet is replaced."""
        with self._lock:
            self.skipped += self._moment is not None
            self._moment = moment
        self._ring()

    def say(self, **message: Any) -> None:
        """Gives a message that has to come."""
        with self._lock:
            self._waiting.append(json.dumps(message, allow_nan=False))
        self._ring()

    async def take(self) -> list[str]:
        """What is to be sent now, as soon as there is something; messages before the moment."""
        assert self._wake is not None
        _, changed = self._wake
        while True:
            await changed.wait()
            changed.clear()
            with self._lock:
                found = list(self._waiting)
                self._waiting.clear()
                if self._moment is not None:
                    found.append(self._moment)
                    self._moment = None
            if found:
                return found

    def _ring(self) -> None:
        if self._wake is None:
            return
        loop, changed = self._wake
        if not loop.is_closed():
            loop.call_soon_threadsafe(changed.set)
