"""The newest item between two threads, and errors raised where it is taken."""

from __future__ import annotations

import threading
import time

import pytest

from posecheck.capture.newest import Newest


def test_only_the_newest_is_taken_and_the_others_are_counted() -> None:
    """Nothing queues up behind a slow taker."""
    slot: Newest[int] = Newest()
    for i in range(5):
        slot.put(i)
    assert slot.take(0) == 4
    assert slot.dropped == 4
    assert slot.take(0) is None


def test_a_taker_is_woken_by_what_comes() -> None:
    """Long before its patience ends."""
    slot: Newest[str] = Newest()
    threading.Timer(0.05, slot.put, ("here",)).start()
    began_s = time.monotonic()
    assert slot.take(10) == "here"
    assert time.monotonic() - began_s < 5


def test_an_error_is_raised_after_what_still_lies_there() -> None:
    """The last good thing is not lost, and the error not forgotten."""
    slot: Newest[int] = Newest()
    slot.put(1)
    slot.fail(ValueError("broken"))
    assert slot.take(0) == 1
    for _ in range(2):
        with pytest.raises(ValueError, match="broken"):
            slot.take(0)
    assert not slot.ended


def test_it_has_ended_when_it_is_closed_and_empty() -> None:
    """Not before the last one was taken."""
    slot: Newest[int] = Newest()
    slot.put(1)
    slot.close()
    assert not slot.ended
    assert slot.take(0) == 1
    assert slot.ended
    assert slot.take(60) is None
