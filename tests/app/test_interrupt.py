"""Ctrl-C between two frames."""

from __future__ import annotations

import signal
import threading

import pytest

from posecheck.app import interrupt

from .conftest import ctrl_c


def test_the_first_ctrl_c_only_asks() -> None:
    """So that a step is finished, and files are."""
    with interrupt.deferred() as stopped:
        assert not stopped()
        ctrl_c()
        assert stopped()


def test_the_second_ctrl_c_interrupts() -> None:
    """Somebody who presses it twice means it."""
    with interrupt.deferred():
        ctrl_c()
        with pytest.raises(KeyboardInterrupt):
            ctrl_c()


def test_afterwards_ctrl_c_is_as_before() -> None:
    """Also after an error inside."""
    before = signal.getsignal(signal.SIGINT)
    with pytest.raises(ZeroDivisionError), interrupt.deferred():
        raise ZeroDivisionError
    assert signal.getsignal(signal.SIGINT) is before


def test_other_threads_may_use_it() -> None:
    """Where Python allows no signal handlers it does nothing."""
    answers: list[bool] = []

    def work() -> None:
        with interrupt.deferred() as stopped:
            answers.append(stopped())

    thread = threading.Thread(target=work)
    thread.start()
    thread.join()
    assert answers == [False]
