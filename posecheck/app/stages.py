"""Stages of work side by side: one thread reads ahead, another one writes behind.

Queues are short, so that memory does not grow; the first error ends every stage.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from queue import Empty, Full, Queue
from typing import Final, Generic, TypeVar

T = TypeVar("T")

WAITING: Final = 4
"""Items that wait between two stages: enough to even out pictures that take longer, and little
memory (4 pictures of 1920 x 1080: 25 MB)."""

LOOK_S: Final = 0.1
"""How often a stage that waits looks whether it is to end, seconds."""


class _End:
    """The last item of a queue, with the error that ended it."""

    def __init__(self, error: BaseException | None = None) -> None:
        self.error = error


class _Pipe(Generic[T]):
    """A short queue between two threads that either side may close."""

    def __init__(self) -> None:
        self._items: Queue[T | _End] = Queue(WAITING)
        self._closed = threading.Event()

    def put(self, item: T | _End) -> bool:
        """Waits for room; False where the other side takes nothing any more."""
        while not self._closed.is_set():
            try:
                self._items.put(item, timeout=LOOK_S)
            except Full:
                continue
            return True
        return False

    def __iter__(self) -> Iterator[T]:
        """The items until the end; raises the error that ended them."""
        while not self._closed.is_set():
            try:
                item = self._items.get(timeout=LOOK_S)
            except Empty:
                continue
            if isinstance(item, _End):
                if item.error is not None:
                    raise item.error
                return
            yield item

    def close(self) -> None:
        """Ends both sides at their next item."""
        self._closed.set()


@contextmanager
def ahead(items: Iterable[T]) -> Iterator[Iterator[T]]:
    """The same items, made in a thread of their own. An error is raised where they are taken."""
    pipe: _Pipe[T] = _Pipe()

    def work() -> None:
        try:
            for item in items:
                if not pipe.put(item):
                    return
            pipe.put(_End())
        except BaseException as error:  # noqa: BLE001 - it is raised in the other thread
            pipe.put(_End(error))

    thread = threading.Thread(target=work, name="ahead", daemon=True)
    thread.start()
    try:
        yield iter(pipe)
    finally:
        pipe.close()
        thread.join()


@contextmanager
def behind(use: Callable[[T], None]) -> Iterator[Callable[[T], None]]:
    """A function that has `use` called with its items, in order, in a thread of its own.

    An error of `use` is raised by the next call, or at the end of the block. At a good end all
    items are used; after an error those that wait are left out.
    """
    pipe: _Pipe[T] = _Pipe()
    failed: list[BaseException] = []

    def work() -> None:
        try:
            for item in pipe:
                use(item)
        except BaseException as error:  # noqa: BLE001 - it is raised in the other thread
            failed.append(error)
            pipe.close()

    def put(item: T) -> None:
        if not pipe.put(item):
            raise failed[0]

    thread = threading.Thread(target=work, name="behind", daemon=True)
    thread.start()
    try:
        yield put
        pipe.put(_End())
        thread.join()
    finally:
        pipe.close()
        thread.join()
    if failed:
        raise failed[0]
