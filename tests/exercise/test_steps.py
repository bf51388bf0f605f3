"""Repetitions of several steps, steps of a walk, and signals made of other signals."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from math import pi, sin
from pathlib import Path

import pytest
import stick
from stick import Course, Move

from posecheck import landmarks
from posecheck.exercise.session import Session
from posecheck.exercise.spec import catalogue
from posecheck.records import HoldEnd, Pose, Report
from posecheck.words.exercise_texts import texts_of
from posecheck.words.speech import Speech

LIFT = """
id = "steps"
title = "Knees in, legs out, knees in"
source = "a test"
posture = "supine"
view = "side"
camera = "Beside you."
how = ["Feet, chest, straight, chest, feet."]
[dose]
reps = 3
[signals]
hip_deg = { use = "joint_angle", at = ["shoulder", "hip", "knee"], side = "near" }
knee_deg = { use = "joint_angle", at = ["hip", "knee", "ankle"], side = "near" }
fold_deg = { use = "difference", of = "knee_deg", minus = "hip_deg" }
unfolded_deg = { use = "from_rest", of = "fold_deg", moves = "both" }
[start_posture]
take = "hip_deg > 115 and knee_deg < 110"
keep = "hip_deg > 20"
[zones]
feet = "hip_deg > 115 and knee_deg < 110"
chest = "hip_deg < 80"
straight = "knee_deg > 160"
[rep]
through = ["feet", "chest", "straight", "chest", "feet"]
phases = ["knees in", "tucked", "legs out", "hold", "back in", "tucked again", "feet down"]
driver = "hip_deg"
drivers = { "legs out" = "knee_deg", "back in" = "knee_deg" }
attempt = "hip_deg < 105"
holds = { hold = "straight" }
[rep.half]
id = "half-repetition"
say = "All the way, please."
because = "A test."
[rep.left_out]
id = "left-out-step"
because = "A test."
[rep.left_out.say]
chest = "Knees in first."
straight = "Legs out as well."
"""

FEET, CHEST, STRAIGHT = (130.0, 80.0), (60.0, 60.0), (125.0, 175.0)
"""Hip and knee, degrees."""


def lift(*stations: tuple[float, float], every_s: float = 2.5) -> list[Pose]:
    """From feet through the stations, a second and a half of way and a second of rest each."""
    ways: tuple[list[Move], list[Move]] = ([], [])
    for i, station in enumerate(stations):
        start_s = 1.5 + i * every_s
        for way, to_deg in zip(ways, station, strict=True):
            way.append(Move(start_s, start_s + 1.5, to_deg))
    hip, knee = (Course(deg, tuple(way)) for deg, way in zip(FEET, ways, strict=True))
    return stick.film(
        lambda t_s: stick.supine(hip_deg=hip.at(t_s), knee_deg=knee.at(t_s)),
        stick.times(1.5 + len(stations) * every_s + 2),
    )


@pytest.fixture
def session(tmp_path: Path) -> Callable[[str], Session]:
    def made(text: str) -> Session:
        (tmp_path / "steps.toml").write_text(text, encoding="utf-8")
        return Session(catalogue.load(tmp_path / "steps.toml"))

    return made


def report_of(session: Session, poses: Sequence[Pose]) -> Report:
    for pose in poses:
        session.step(pose)
    return session.finish()


def test_all_steps_in_order_are_one_repetition(session: Callable) -> None:
    """Each leg bounded by the joint that makes it."""
    report = report_of(session(LIFT), lift(CHEST, STRAIGHT, CHEST, FEET))
    (rep,) = report.reps
    assert (report.count, report.halves, report.findings) == (1, 0, ())
    assert [p.name for p in rep.phases] == [
        "knees in", "tucked", "legs out", "hold", "back in", "tucked again", "feet down",
    ]  # fmt: skip
    ways = [t for p in rep.phases[::2] for t in (p.start_s, p.end_s)]
    assert ways == pytest.approx([1.5, 3, 4, 5.5, 6.5, 8, 9, 10.5], abs=0.25)
    (hold,) = report.holds
    assert (hold.zone, hold.duration_s) == ("straight", pytest.approx(1.0, abs=0.3))


@pytest.mark.parametrize(
    ("least_s", "count"),
    [pytest.param(8, 1, id="long enough"), pytest.param(10, 0, id="too short to be this one")],
)
def test_a_way_shorter_than_the_shortest_is_something_else(
    least_s: float, count: int, session: Callable
) -> None:
    """Nine seconds of movement, and nothing is said where they do not count."""
    text = LIFT.replace("[rep]\n", f"[rep]\nleast_s = {least_s}\n")
    report = report_of(session(text), lift(CHEST, STRAIGHT, CHEST, FEET))
    assert (report.count, report.halves, report.findings) == (count, 0, ())


def test_a_hold_that_the_recording_cuts_off_is_told_and_not_counted(session: Callable) -> None:
    """Legs out from 5.5 s on, and the recording ends at 8.5 s."""
    poses = [p for p in lift(CHEST, STRAIGHT, STRAIGHT) if p.t_s <= 8.5]
    report = report_of(session(LIFT), poses)
    (hold,) = report.holds
    assert (report.count, hold.rep, hold.ended) == (0, None, HoldEnd.SOURCE_ENDED)
    assert (hold.start_s, hold.end_s) == pytest.approx((5.5, 8.5), abs=0.25)


def test_a_hold_of_a_repetition_that_counts_is_told_once(session: Callable) -> None:
    """The recording ends when the feet are nearly back: the hold belongs to its repetition."""
    poses = [p for p in lift(CHEST, STRAIGHT, CHEST, FEET) if p.t_s <= 10.0]
    report = report_of(session(LIFT), poses)
    assert (report.count, [h.rep for h in report.holds]) == (1, [1])


def test_a_left_out_step_is_told_when_the_way_goes_on_without_it(session: Callable) -> None:
    """Knees in at 3 s, and at 4 s back to the feet."""
    (finding,) = report_of(session(LIFT), lift(CHEST, FEET)).findings
    assert finding.start_s == pytest.approx(4.0, abs=0.25)


@pytest.mark.parametrize(
    ("stations", "zone", "say", "phases"),
    [
        pytest.param((STRAIGHT, CHEST, FEET), "chest", "Knees in first.",
                     ["legs out", "back in", "feet down"], id="straight out"),
        pytest.param((CHEST, FEET), "straight", "Legs out as well.",
                     ["knees in", "feet down"], id="never out"),
        pytest.param(((95.0, 80.0), FEET), "chest", "Knees in first.",
                     ["knees in", "feet down"], id="turned back early"),
    ],
)  # fmt: skip
def test_a_step_that_was_left_out_is_told_in_its_own_words(
    stations: tuple[tuple[float, float], ...],
    zone: str,
    say: str,
    phases: list[str],
    session: Callable,
) -> None:
    """Not counted, one finding, and the ways that were made have their right names."""
    made = session(LIFT)
    report = report_of(made, lift(*stations))
    assert (report.count, report.halves) == (0, 1)
    (finding,) = report.findings
    assert (finding.check, finding.zone) == ("left-out-step", zone)
    assert Speech(texts_of(made.exercise)).of_finding(finding) == say
    assert [p.name for p in report.reps[0].phases] == phases


def test_a_step_without_words_of_its_own_is_a_half_repetition(session: Callable) -> None:
    """Where the file names none."""
    text = LIFT.replace('chest = "Knees in first."\n', "")
    report = report_of(session(text), lift((95.0, 80.0), FEET))
    assert [f.check for f in report.findings] == ["half-repetition"]


def test_a_difference_and_its_rest_are_signals_like_others(session: Callable) -> None:
    """The knee less the hip, and how far that is from where it was at rest."""
    made = session(LIFT)
    updates = [made.step(pose) for pose in lift(CHEST, STRAIGHT, CHEST, FEET)]
    at_rest, out = updates[40].signals, updates[round(6.0 * 30)].signals
    assert at_rest["fold_deg"] == pytest.approx(80 - 130, abs=0.5)
    assert out["fold_deg"] == pytest.approx(175 - 125, abs=0.5)
    assert out["unfolded_deg"] == pytest.approx(100, abs=1)


WALK = """
id = "steps"
title = "Walk"
source = "a test"
posture = "standing"
view = ["front", "side"]
sides = "apart"
camera = "In front of you."
how = ["Walk."]
[dose]
[signals]
lift_trunk = { use = "height_between", of = "own_knee", over = "other_knee" }
[start_posture]
take = "lift_trunk < 0.1"
keep = "lift_trunk < 9"
[zones]
down = "lift_trunk < 0.08"
up = "lift_trunk > 0.15"
[rep]
through = ["down", "up", "down"]
phases = ["lift", "top", "lower"]
driver = "lift_trunk"
attempt = "lift_trunk > 0.12"
[rep.cadence]
because = "A test."
at_most_per_min = 110
say = "A little slower."
[rep.half]
id = "low"
say = "Higher."
because = "A test."
"""


def walk(per_min: float, seconds: float) -> list[Pose]:
    """On the spot, seen from the front: the knees rise in turn by a third of a trunk."""
    scene = stick.Scene(yaw_deg=90, stature_px=500, at=(0.5, 0.2))
    poses = []
    for t_s in stick.times(seconds):
        pose = scene.photograph(stick.standing(), t_s)
        share = sin(pi * t_s * per_min / 60)
        side = "left" if share > 0 else "right"
        up_px = 0.33 * stick.TRUNK * 500 * abs(share)
        for joint in ("knee", "ankle"):
            pose.image[landmarks.index(joint, side), 1] -= up_px / pose.size_px[1]
        poses.append(pose)
    return poses


@pytest.mark.parametrize("per_min", [60, 90, 120])
def test_steps_are_counted_on_each_leg_with_their_cadence(per_min: int, session: Callable) -> None:
    """Ten seconds; a limit of 110 a minute is broken by 120."""
    report = report_of(session(WALK), walk(per_min, 10.0))
    steps = per_min / 6
    assert report.count == pytest.approx(steps, abs=1)
    assert report.count_left == pytest.approx(report.count_right, abs=1)
    assert report.cadence_per_min == pytest.approx(per_min, rel=0.05)
    assert [f.check for f in report.findings] == (["cadence"] if per_min > 110 else [])


def test_a_step_that_takes_too_long_is_none(session: Callable) -> None:
    """A foot put onto a chair for three seconds, and then a step."""
    text = WALK.replace('driver = "lift', 'most_s = 2\ndriver = "lift')
    scene = stick.Scene(yaw_deg=90, stature_px=500, at=(0.5, 0.2))
    lift = Course(0.0, (Move(1, 1.5, 1), Move(4.5, 5, 0), Move(7, 7.5, 1), Move(7.6, 8.1, 0)))
    poses = []
    for t_s in stick.times(10):
        pose = scene.photograph(stick.standing(), t_s)
        pose.image[landmarks.index("knee", "left"), 1] -= 0.066 * lift.at(t_s)
        poses.append(pose)
    report = report_of(session(text), poses)
    assert [r.start_s for r in report.reps if r.complete] == pytest.approx([7.0], abs=0.2)
    assert report.halves == 0


def test_an_exercise_without_steps_has_no_cadence(session: Callable) -> None:
    """However regular it is."""
    report = report_of(session(LIFT), lift(*(CHEST, STRAIGHT, CHEST, FEET) * 4))
    assert report.count == 4
    assert report.cadence_per_min is None
