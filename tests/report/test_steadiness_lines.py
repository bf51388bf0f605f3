"""Pace and steadiness in words, and in JSON."""

from __future__ import annotations

from dataclasses import replace

import pytest

from posecheck.phase_measures import PhasePace, Steadiness
from posecheck.records import Finding, Hold, HoldEnd, Phase, Report, Verdict
from posecheck.report import formats, json, steadiness_lines
from posecheck.words.speech import Speech

SHOOK = Steadiness("line_deg", "°", 0.05, 0, shaking=0.5, shaking_hz=5.1, tiring=2.4)


def held(one: Steadiness | None, *, rep: int | None = None) -> Hold:
    return Hold(1, "up", 2.0, 32.0, None, HoldEnd.LEFT, (), Verdict.GOOD, rep=rep, steadiness=one)


def pace(spread: float | None, *, count: int = 3) -> PhasePace:
    return PhasePace("lift", None, count, 2.0, 1.2, 3.1, spread)


def test_too_fast_is_said_with_figures() -> None:
    """What it was, the limit that it broke, and what the file says to aim for."""
    fast = Finding("fast-lower", 1.0, 1.6, 0.61, 0.8, "s", aim=2.0)
    assert formats.against(fast, Speech()) == "0.6 s (should be at least 0.8 s; take 2 s)"


def test_a_hold_that_shook_more_and_more_was_tiring(bridges: Report) -> None:
    """Information, never a fault."""
    (line,) = steadiness_lines.known(replace(bridges, holds=(held(SHOOK),)), Speech())
    assert line == (
        "hold 1: you shook a little (0.5° at 5 a second), 2.4 times as much towards the end: "
        "you were tiring"
    )


@pytest.mark.parametrize(
    "hold",
    [held(None), held(replace(SHOOK, shaking=0.05)), held(SHOOK, rep=1)],
    ids=["not measured", "hardly", "part of a repetition"],
)
def test_of_other_holds_nothing_is_said(hold: Hold, bridges: Report) -> None:
    """The shaking was not measured, is very small, or belongs to a repetition."""
    assert list(steadiness_lines.known(replace(bridges, holds=(hold,)), Speech())) == []


@pytest.mark.parametrize(
    ("paces", "expected"),
    [
        ((pace(0.1),), ["the pace was steady from repetition to repetition"]),
        (
            (pace(0.4),),
            ["the pace changed from repetition to repetition: lift 1.2-3.1 s"],
        ),
        ((pace(0.4, count=2),), []),
        ((pace(None, count=3),), []),
    ],
    ids=["steady", "uneven", "two repetitions", "no spread"],
)
def test_steadiness_is_said_in_one_line(
    paces: tuple[PhasePace, ...], expected: list[str], bridges: Report
) -> None:
    """A spread is said from three repetitions on."""
    report = replace(bridges, holds=(), paces=paces)
    assert list(steadiness_lines.known(report, Speech())) == expected


def test_steadiness_goes_through_json_without_loss(bridges: Report) -> None:
    """Researchers read it there."""
    numbers = replace(SHOOK, unmeasured=(("halting", "small"),), stops=2, ldlj=-7.1)
    rep = bridges.reps[0]
    phases = (Phase("lift", 1.0, 2.2, numbers), *rep.phases[1:])
    report = replace(
        bridges, reps=(replace(rep, phases=phases),), holds=(held(SHOOK),), paces=(pace(0.1),)
    )
    assert json.load(json.dump(report)) == report
