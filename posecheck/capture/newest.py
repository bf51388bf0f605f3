"""Hands the newest item from one thread to another."""

from __future__ import annotations

from threading import Condition
from typing import Generic, TypeVar

T = TypeVar("T")


class Newest(Generic[T]):
    """Keeps only the newest item, so that no queue grows when the taking thread is slow.

    An error in the giving thread is raised in the taking thread, after the last item was taken.
    """

    def __init__(self) -> None:
        self._changed = Condition()
        self._item: T | None = None
        self._error: BaseException | None = None
        self._closed = False
        self.dropped = 0
        """How many items were replaced before they were taken."""

    def put(self, item: T) -> None:
        """Gives an item. An item that was not taken is dropped and counted."""
        with self._changed:
            self.dropped += self._item is not None
            self._item = item
            self._changed.notify()

    def take(self, timeout_s: float) -> T | None:
        """The newest item, as soon as there is one; None after `timeout_s` or at the end.

        Raises the error that was given to `fail`.
        """
        with self._changed:
            self._changed.wait_for(self._settled, timeout_s)
            item, self._item = self._item, None
            if item is None and self._error is not None:
                raise self._error
            return item

    def fail(self, error: BaseException) -> None:
        """Says that no more items will come, because of this error."""
        with self._changed:
            self._error, self._closed = error, True
            self._changed.notify()

    def close(self) -> None:
        """Says that no more items will come."""
        with self._changed:
            self._closed = True
            self._changed.notify()

    @property
    def ended(self) -> bool:
        """Whether all items were taken and no more will come, without an error."""
        with self._changed:
            return self._closed and self._item is None and self._error is None

    def _settled(self) -> bool:
        return self._item is not None or self._closed
