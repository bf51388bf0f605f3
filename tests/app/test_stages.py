"""Work ahead and behind in threads: the order, the ends, and errors from either side."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator

import pytest

from posecheck.app import stages


class MadeError(Exception):
    """What goes wrong."""


def threads() -> set[str]:
    return {t.name for t in threading.enumerate()} & {"ahead", "behind"}


@pytest.fixture(autouse=True)
def no_thread_is_left() -> Iterator[None]:
    """Whatever happened."""
    yield
    assert threads() == set()


def broken(count: int) -> Iterator[int]:
    yield from range(count)
    raise MadeError


def test_all_items_come_in_order() -> None:
    """More than the queue holds, both ways."""
    used: list[int] = []
    with stages.ahead(range(50)) as items, stages.behind(used.append) as put:
        for item in items:
            put(item)
    assert used == list(range(50))


def test_an_error_ahead_comes_after_the_items_before_it() -> None:
    """As if there were no thread."""
    taken: list[int] = []
    with pytest.raises(MadeError), stages.ahead(broken(9)) as items:
        taken.extend(items)
    assert taken == list(range(9))


def test_who_stops_taking_ends_what_is_ahead() -> None:
    """Even what would never end by itself."""

    def endless() -> Iterator[int]:
        while True:
            yield 1

    with stages.ahead(endless()) as items:
        next(items)


@pytest.mark.parametrize("at", [0, 7, 19])
def test_an_error_behind_ends_who_gives(at: int) -> None:
    """At the next item, or at the end of the block."""

    def use(item: int) -> None:
        if item == at:
            raise MadeError

    def give() -> None:
        with stages.behind(use) as put:
            for item in range(20):
                put(item)

    with pytest.raises(MadeError):
        give()


def test_after_an_error_of_the_giver_nothing_more_is_used() -> None:
    """The items that wait are left out, so that the end comes at once."""
    used: list[int] = []

    def slow(item: int) -> None:
        time.sleep(0.05)
        used.append(item)

    def give() -> None:
        with stages.behind(slow) as put:
            for item in range(stages.WAITING):
                put(item)
            raise MadeError

    with pytest.raises(MadeError):
        give()
    assert len(used) < stages.WAITING


def test_the_stages_work_at_the_same_time() -> None:
    """Ten items, 20 ms in each of two stages and in the middle: 0.3 s, not 0.6 s."""

    def slowly(item: int) -> int:
        time.sleep(0.02)
        return item

    began = time.perf_counter()
    with stages.ahead(map(slowly, range(10))) as items, stages.behind(slowly) as put:
        for item in items:
            put(slowly(item))
    assert time.perf_counter() - began < 0.5
