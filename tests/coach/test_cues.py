"""One thing at a time, the most important, and nothing twice in a row."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from posecheck.coach.cues import AGAIN_S, FRESH_S, Cues
from posecheck.coach.scene import Cue, Weight

HIPS = Cue("Hips a little higher.", Weight.FAULT)
SLOW = Cue("Come down more slowly.", Weight.FAULT)
TWO = Cue("Two", Weight.COUNT)
STOP = Cue("Stop.", Weight.ALARM)
CAUTIONS = Cue("Stop at once if it hurts. Some effort is normal, pain is not.", Weight.GREETING)


def test_the_most_important_one_is_said_and_the_lesser_one_dropped() -> None:
    """A count is known from the tone as well."""
    cues = Cues()
    cues.offer(1.0, TWO)
    cues.offer(1.0, HIPS)
    assert cues.choose(1.0) == HIPS
    assert cues.choose(5.0) is None


def test_the_second_of_two_faults_waits_until_the_first_was_heard() -> None:
    """Four words take a second and a half."""
    cues = Cues()
    cues.offer(1.0, HIPS)
    assert cues.choose(1.0) == HIPS
    cues.offer(1.4, SLOW)
    assert cues.choose(1.4) is None
    assert cues.choose(2.7) == SLOW


def test_what_had_to_wait_too_long_is_not_said_any_more() -> None:
    """It would speak of something that is over."""
    cues = Cues()
    cues.offer(1.0, SLOW)
    assert cues.choose(1.0 + FRESH_S + 0.1) is None


def test_an_alarm_breaks_into_everything_and_a_fault_into_the_cautions() -> None:
    """A count breaks into nothing."""
    cues = Cues()
    cues.offer(0.0, CAUTIONS)
    assert cues.choose(0.0) == CAUTIONS
    cues.offer(1.0, TWO)
    assert cues.choose(1.0) is None
    cues.offer(1.1, HIPS)
    assert cues.choose(1.1) == HIPS
    cues.offer(1.2, STOP)
    assert cues.choose(1.2) == STOP


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.tuples(st.floats(0.03, 2.0), st.sampled_from([HIPS, SLOW, TWO, STOP, CAUTIONS])),
        max_size=80,
    )
)
def test_the_same_words_are_never_said_again_within_eight_seconds(
    offers: list[tuple[float, Cue]],
) -> None:
    """Whatever is offered, and however often."""
    cues, t_s = Cues(), 0.0
    said: dict[str, float] = {}
    for gap_s, cue in offers:
        t_s += gap_s
        cues.offer(t_s, cue)
        chosen = cues.choose(t_s)
        if chosen is not None:
            assert t_s - said.get(chosen.say, -99.0) >= AGAIN_S
            said[chosen.say] = t_s


def test_a_cue_stays_on_the_screen_for_a_while() -> None:
    """Long ones for as long as they are spoken."""
    cues = Cues()
    cues.offer(0.0, HIPS)
    cues.choose(0.0)
    assert cues.shown(3.9) == HIPS
    assert cues.shown(4.2) is None
    cues.offer(10.0, CAUTIONS)
    cues.choose(10.0)
    assert cues.shown(14.5) == CAUTIONS
