"""Repetitions through several zones, and signals made of other signals."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

import pytest
import stick
from stick import Course, Move

from posecheck.exercise.session import Session
from posecheck.exercise.spec import catalogue
from posecheck.records import HoldEnd, Pose, Report
from posecheck.words.exercise_texts import texts_of
from posecheck.words.speech import Speech

LIFT = """
id = "several-zones"
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


def lift(*postures: tuple[float, float], every_s: float = 2.5) -> list[Pose]:
    """From the feet through these postures: each is a movement of 1.5 s and a pause of 1 s."""
    courses: tuple[list[Move], list[Move]] = ([], [])
    for i, posture in enumerate(postures):
        start_s = 1.5 + i * every_s
        for course, to_deg in zip(courses, posture, strict=True):
            course.append(Move(start_s, start_s + 1.5, to_deg))
    hip, knee = (Course(deg, tuple(moves)) for deg, moves in zip(FEET, courses, strict=True))
    return stick.film(
        lambda t_s: stick.supine(hip_deg=hip.at(t_s), knee_deg=knee.at(t_s)),
        stick.times(1.5 + len(postures) * every_s + 2),
    )


@pytest.fixture
def session(tmp_path: Path) -> Callable[[str], Session]:
    """A session of an exercise with this file."""

    def made(text: str) -> Session:
        (tmp_path / "several-zones.toml").write_text(text, encoding="utf-8")
        return Session(catalogue.load(tmp_path / "several-zones.toml"))

    return made


def report_of(session: Session, poses: Sequence[Pose]) -> Report:
    """The report of a session after a film."""
    for pose in poses:
        session.step(pose)
    return session.finish()


def test_all_zones_in_order_are_one_repetition(session: Callable) -> None:
    """Each movement has the bounds of the joint that makes it."""
    report = report_of(session(LIFT), lift(CHEST, STRAIGHT, CHEST, FEET))
    (rep,) = report.reps
    assert (report.count, report.halves, report.findings) == (1, 0, ())
    assert [p.name for p in rep.phases] == [
        "knees in", "tucked", "legs out", "hold", "back in", "tucked again", "feet down",
    ]  # fmt: skip
    times_s = [t for p in rep.phases[::2] for t in (p.start_s, p.end_s)]
    assert times_s == pytest.approx([1.5, 3, 4, 5.5, 6.5, 8, 9, 10.5], abs=0.25)
    (hold,) = report.holds
    held_s = 1.0 + stick.NEARLY_THERE * (1.5 + 1.5)
    assert (hold.zone, hold.duration_s) == ("straight", pytest.approx(held_s, abs=0.3))


@pytest.mark.parametrize(
    ("least_s", "count"),
    [pytest.param(8, 1, id="long enough"), pytest.param(10, 0, id="too short to be this one")],
)
def test_a_repetition_shorter_than_the_least_is_something_else(
    least_s: float, count: int, session: Callable
) -> None:
    """It lasts nine seconds. Where that is too short, there is no finding either."""
    text = LIFT.replace("[rep]\n", f"[rep]\nleast_s = {least_s}\n")
    report = report_of(session(text), lift(CHEST, STRAIGHT, CHEST, FEET))
    assert (report.count, report.halves, report.findings) == (count, 0, ())


def test_a_hold_that_the_recording_ends_in_is_reported_and_not_counted(session: Callable) -> None:
    """The legs are out from 5.5 s on, and the recording ends at 8.5 s."""
    poses = [p for p in lift(CHEST, STRAIGHT, STRAIGHT) if p.t_s <= 8.5]
    report = report_of(session(LIFT), poses)
    (hold,) = report.holds
    assert (report.count, hold.rep, hold.ended) == (0, None, HoldEnd.SOURCE_ENDED)
    assert (hold.start_s, hold.end_s) == pytest.approx((5.5, 8.5), abs=0.25)


def test_a_hold_of_a_repetition_that_counts_is_reported_once(session: Callable) -> None:
    """The recording ends when the feet are nearly back. The hold belongs to its repetition."""
    poses = [p for p in lift(CHEST, STRAIGHT, CHEST, FEET) if p.t_s <= 10.0]
    report = report_of(session(LIFT), poses)
    assert (report.count, [h.rep for h in report.holds]) == (1, [1])


def test_a_left_out_zone_is_found_when_the_person_goes_on_without_it(
    session: Callable,
) -> None:
    """The knees are in at 3 s. At 4 s they go back to the feet."""
    (finding,) = report_of(session(LIFT), lift(CHEST, FEET)).findings
    assert finding.start_s == pytest.approx(4.0, abs=0.25)


@pytest.mark.parametrize(
    ("postures", "zone", "say", "phases"),
    [
        pytest.param((STRAIGHT, CHEST, FEET), "chest", "Knees in first.",
                     ["legs out", "back in", "feet down"], id="straight out"),
        pytest.param((CHEST, FEET), "straight", "Legs out as well.",
                     ["knees in", "feet down"], id="never out"),
        pytest.param(((95.0, 80.0), FEET), "chest", "Knees in first.",
                     ["knees in", "feet down"], id="turned back early"),
    ],
)  # fmt: skip
def test_a_zone_that_was_left_out_has_its_own_sentence(
    postures: tuple[tuple[float, float], ...],
    zone: str,
    say: str,
    phases: list[str],
    session: Callable,
) -> None:
    """Nothing is counted, there is one finding, and each movement has its right name."""
    made = session(LIFT)
    report = report_of(made, lift(*postures))
    assert (report.count, report.halves) == (0, 1)
    (finding,) = report.findings
    assert (finding.check, finding.zone) == ("left-out-step", zone)
    assert Speech(texts_of(made.exercise)).of_finding(finding) == say
    assert [p.name for p in report.reps[0].phases] == phases


def test_a_left_out_zone_without_a_sentence_is_a_half_repetition(session: Callable) -> None:
    """The file has no sentence for it."""
    text = LIFT.replace('chest = "Knees in first."\n', "")
    report = report_of(session(text), lift((95.0, 80.0), FEET))
    assert [f.check for f in report.findings] == ["half-repetition"]


def test_a_difference_and_its_rest_are_signals_like_others(session: Callable) -> None:
    """The knee less the hip, and how far that is from its resting value."""
    made = session(LIFT)
    updates = [made.step(pose) for pose in lift(CHEST, STRAIGHT, CHEST, FEET)]
    at_rest, out = updates[40].signals, updates[round(6.0 * 30)].signals
    assert at_rest["fold_deg"] == pytest.approx(80 - 130, abs=0.5)
    assert out["fold_deg"] == pytest.approx(175 - 125, abs=0.5)
    assert out["unfolded_deg"] == pytest.approx(100, abs=1)


def test_an_exercise_without_steps_has_no_cadence(session: Callable) -> None:
    """However regular it is."""
    report = report_of(session(LIFT), lift(*(CHEST, STRAIGHT, CHEST, FEET) * 4))
    assert report.count == 4
    assert report.cadence_per_min is None
