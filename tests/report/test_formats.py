"""How times, amounts and counts are written."""

from __future__ import annotations

import doctest
import math
import re
from dataclasses import replace

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from posecheck.dose import DoseDone
from posecheck.provenance import Live
from posecheck.records import Finding, Report
from posecheck.report import captions, formats
from posecheck.words.speech import Speech


@pytest.mark.parametrize("module", [formats, captions])
def test_examples_hold(module: object) -> None:
    """The examples in the docstrings are true."""
    result = doctest.testmod(module)  # type: ignore[arg-type]
    assert result.attempted > 0
    assert result.failed == 0


@given(st.floats(min_value=0, max_value=1e5))
def test_a_clock_is_within_a_twentieth_of_its_time(t_s: float) -> None:
    """Minutes and seconds add up to the time again. Seconds stay below 60."""
    minutes, seconds = Speech().clock(t_s).split(":")
    assert float(seconds) < 60
    assert len(seconds) == 4
    assert 60 * int(minutes) + float(seconds) == pytest.approx(t_s, abs=0.0501)


def finding(value: float | None, limit: float | None, unit: str = "°") -> Finding:
    return Finding("x", 0.0, 1.0, value, limit, unit)


@pytest.mark.parametrize(
    ("fault", "said"),
    [
        (finding(152.0, 160.0), "152° (should be at least 160°)"),
        (finding(195.0, 190.0), "195° (should be at most 190°)"),
        (finding(0.81, 1.0, "s"), "0.8 s (should be at least 1.0 s)"),
        (finding(0.2, 0.1, "trunk lengths"), "0.20 trunk lengths (should be at most 0.10)"),
        (finding(0.78, 0.8, "s"), "0.78 s (should be at least 0.80 s)"),
        (finding(190.4, 190.0), "190.4° (should be at most 190.0°)"),
        (finding(3.0, None), "3°"),
        (finding(None, 4.0), ""),
    ],
)
def test_a_value_is_held_against_its_limit(fault: Finding, said: str) -> None:
    """Below the limit it "should be at least" that, above the limit "at most"."""
    assert formats.against(fault, Speech()) == said


@given(
    st.floats(-400, 400),
    st.floats(-400, 400),
    st.sampled_from(["°", "s", "trunk lengths", "°/s", "steps/min", ""]),
    st.sampled_from(["en", "de"]),
)
@example(0.781, 0.8, "s", "en")
@example(0.7999996, 0.8, "s", "de")
@example(math.nextafter(0.8, 1), 0.8, "s", "en")
@example(-0.0001, 0.0, "°", "de")
def test_a_fault_never_looks_as_if_it_were_none(
    value: float, limit: float, unit: str, code: str
) -> None:
    """What is printed lies on the side of its limit on which it is a fault."""
    assume(value == 0 or abs(value) > 1e-9)
    assume(abs(value - limit) > 1e-13)
    said = formats.against(finding(value, limit, unit), Speech(code=code))
    value_shown, limit_shown = (float(n.replace(",", ".")) for n in NUMBER.findall(said)[:2])
    assert (value_shown < limit_shown) == (value < limit)
    assert value_shown != limit_shown


NUMBER = re.compile(r"-?\d+(?:[.,]\d+)?")


def test_the_summary_counts_repetitions_and_faults(bridges: Report) -> None:
    """Whole and half repetitions are counted apart, and each kind of fault."""
    assert formats.summary(bridges, Speech()) == "2 repetitions, 1 half; sag once, half range once"


def test_the_summary_counts_sides_apart(bridges: Report) -> None:
    """An exercise for each side says how often each."""
    sided = replace(bridges, count_left=1, count_right=1)
    assert formats.summary(sided, Speech()).startswith("2 repetitions (1 left, 1 right), 1 half")


def test_the_summary_adds_up_holds(plank: Report) -> None:
    """A hold exercise has no repetitions to speak of."""
    twice = replace(plank, holds=plank.holds * 2)
    assert formats.summary(twice, Speech()) == "2 holds, 26.0 s in all; no fault"


def test_holds_inside_repetitions_are_not_counted_again(plank: Report) -> None:
    """They belong to their repetition."""
    inner = replace(plank.holds[0], rep=1)
    assert formats.summary(replace(plank, holds=(inner,)), Speech()) == "nothing counted; no fault"


def test_silence_is_no_praise(bridges: Report) -> None:
    """Where some checks gave no answer, the summary says so instead of "no fault"."""
    silent = replace(bridges, findings=())
    assert formats.summary(silent, Speech()).endswith("no fault in what could be judged")
    nothing = replace(silent, reps=(), count=0, halves=0)
    assert formats.summary(nothing, Speech()) == "nothing counted; nothing judged"


BRIDGES_ASKED = DoseDone(3, 8, 4.0, "repetitions", 2, 24)
SIDES_ASKED = DoseDone(3, 8, 4.0, "repetitions", 2, 48, each_side=True)
PLANK_ASKED = DoseDone(3, None, 30.0, "holds", 0, 3)
OPEN = DoseDone(None, None, None, "repetitions", 2, None)


@pytest.mark.parametrize(
    ("dose", "recording", "live"),
    [
        (BRIDGES_ASKED, " (the dose is 3 x 8, hold 4 s)", " (2 of 24 asked for)"),
        (SIDES_ASKED, " (the dose is 3 x 8 on each side, hold 4 s)", " (2 of 48 asked for)"),
        (PLANK_ASKED, " (the dose is hold 30 s, 3 times)", " (0 of 3 asked for lasted 30 s)"),
        (OPEN, "", ""),
    ],
    ids=["repetitions", "on each side", "holds", "as many as one likes"],
)
def test_the_dose_stands_beside_what_was_done(
    dose: DoseDone, recording: str, live: str, bridges: Report
) -> None:
    """A recording need not show all of it; a live session was asked for it."""
    report = replace(bridges, dose=dose)
    done, faults = "2 repetitions, 1 half", "; sag once, half range once"
    assert formats.summary(report, Speech()) == done + recording + faults
    report = replace(report, live=Live("a camera", 30.0, 100, 0))
    assert formats.summary(report, Speech()) == done + live + faults
