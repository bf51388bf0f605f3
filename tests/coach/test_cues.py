"""One cue at a time, the most important one, and none twice in a row."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from posecheck.coach.cues import AGAIN_S, FRESH_S, Cues
from posecheck.coach.scene import Cue, Weight
from posecheck.messages import Message

HIPS = Cue(Message("fault", {"check": "hips"}), Weight.FAULT)
SLOW = Cue(Message("fault", {"check": "slow"}), Weight.FAULT)
TWO = Cue(Message("count", {"count": 2}), Weight.COUNT)
STOP = Cue(Message("hurt"), Weight.ALARM)
CAUTIONS = Cue(Message("greeting"), Weight.GREETING)

SPEECH_S = {"fault": 1.6, "count": 0.4, "hurt": 0.4, "greeting": 4.8}
"""How long the sentence of each key takes to be spoken: 4, 1, 1 and 12 words."""


@pytest.fixture
def cues() -> Cues:
    return make_cues()


def make_cues() -> Cues:
    return Cues(lambda message: SPEECH_S[message.key])


def test_the_most_important_one_is_said_and_the_lesser_one_dropped(cues: Cues) -> None:
    """A tone has said the count already."""
    cues.offer(1.0, TWO)
    cues.offer(1.0, HIPS)
    assert cues.choose(1.0) == HIPS
    assert cues.choose(5.0) is None


def test_the_second_of_two_faults_waits_until_the_first_was_heard(cues: Cues) -> None:
    """Four words take 1.6 s."""
    cues.offer(1.0, HIPS)
    assert cues.choose(1.0) == HIPS
    cues.offer(1.4, SLOW)
    assert cues.choose(1.4) is None
    assert cues.choose(2.7) == SLOW


def test_a_cue_that_waited_too_long_is_not_said_any_more(cues: Cues) -> None:
    """It would speak of something that is over."""
    cues.offer(1.0, SLOW)
    assert cues.choose(1.0 + FRESH_S + 0.1) is None


def test_an_alarm_interrupts_everything_and_a_fault_the_cautions(cues: Cues) -> None:
    """A count interrupts nothing."""
    cues.offer(0.0, CAUTIONS)
    assert cues.choose(0.0) == CAUTIONS
    cues.offer(1.0, TWO)
    assert cues.choose(1.0) is None
    cues.offer(1.1, HIPS)
    assert cues.choose(1.1) == HIPS
    cues.offer(1.2, STOP)
    assert cues.choose(1.2) == STOP


@settings(max_examples=60)
@given(
    st.lists(
        st.tuples(st.floats(0.03, 2.0), st.sampled_from([HIPS, SLOW, TWO, STOP, CAUTIONS])),
        max_size=80,
    )
)
def test_the_same_message_is_never_said_again_within_eight_seconds(
    offers: list[tuple[float, Cue]],
) -> None:
    """Whatever is offered, and however often. Other values make it another message."""
    cues, t_s = make_cues(), 0.0
    said: list[tuple[float, Message]] = []
    for gap_s, cue in offers:
        t_s += gap_s
        cues.offer(t_s, cue)
        chosen = cues.choose(t_s)
        if chosen is not None:
            last_s = max((s for s, message in said if message == chosen.message), default=-99.0)
            assert t_s - last_s >= AGAIN_S
            said.append((t_s, chosen.message))


def test_a_cue_stays_on_the_screen_for_a_while(cues: Cues) -> None:
    """A long one stays for as long as it is spoken."""
    cues.offer(0.0, HIPS)
    cues.choose(0.0)
    assert cues.shown(3.9) == HIPS
    assert cues.shown(4.2) is None
    cues.offer(10.0, CAUTIONS)
    cues.choose(10.0)
    assert cues.shown(14.5) == CAUTIONS
