"""A place for one thing between two threads: the newest replaces what nobody took."""

from __future__ import annotations

from threading import Condition
from typing import Generic, TypeVar

T = TypeVar("T")


class Newest(Generic[T]):
    """Holds the newest item only, so that nothing queues up behind a slow taker.

    An error that the giver meets is raised in the taker, once nothing is left to take.
    """

    def __init__(self) -> None:
        self._changed = Condition()
        self._item: T | None = None
        self._error: BaseException | None = None
        self._closed = False
        self.dropped = 0
        """Items that were replaced before anybody took them."""

    def put(self, item: T) -> None:
        """Leaves an item; one that still lies there is dropped and counted."""
        with self._changed:
            self.dropped += self._item is not None
            self._item = item
            self._changed.notify()

    def take(self, timeout_s: float) -> T | None:
        """The newest item as soon as there is one; None after `timeout_s`, or at the end."""
        with self._changed:
            self._changed.wait_for(self._settled, timeout_s)
            item, self._item = self._item, None
            if item is None and self._error is not None:
                raise self._error
            return item

    def fail(self, error: BaseException) -> None:
        """Nothing more will come, because of this error."""
        with self._changed:
            self._error, self._closed = error, True
            self._changed.notify()

    def close(self) -> None:
        """Nothing more will come."""
        with self._changed:
            self._closed = True
            self._changed.notify()

    @property
    def ended(self) -> bool:
        """Whether nothing lies there and nothing more will come."""
        with self._changed:
            return self._closed and self._item is None and self._error is None

    def _settled(self) -> bool:
        return self._item is not None or self._closed
