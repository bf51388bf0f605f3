"""A tilted camera is remarked where the body at rest tells what is level."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from math import isnan

import pytest
import stick
from hypothesis import given, settings
from hypothesis import strategies as st
from stick import Plan

from posecheck.exercise.follow.camera_tilt import LEAST_DEG, CameraTilt, lies_level, reads_slopes
from posecheck.exercise.session import Session
from posecheck.exercise.spec.catalogue import Catalogue
from posecheck.exercise.spec.schema import Exercise
from posecheck.messages import remark_message
from posecheck.motion.body import BodyTracker
from posecheck.records import Pose, Report
from posecheck.words.speech import Speech

CATALOGUE = Catalogue()


def report_of(exercise: Exercise, poses: Sequence[Pose], by_deg: float) -> Report:
    session = Session(exercise)
    for pose in poses:
        session.step(stick.turned(pose, by_deg))
    return session.finish()


def tilts(report: Report) -> list[object]:
    return [r.values["tilt_deg"] for r in report.remarks if r.kind == "tilted"]


def stands() -> list[Pose]:
    scene = stick.Scene(stature_px=500, at=(0.5, 0.25))
    return [scene.photograph(stick.standing(), t) for t in stick.times(5)]


@pytest.mark.parametrize("by_deg", [-15, 15, -6, 0, 6])
def test_a_bridge_in_a_tilted_picture_is_remarked(by_deg: float, bridges: Callable) -> None:
    """By its floor. It blocks nothing: what does not depend on slopes is right."""
    report = report_of(
        CATALOGUE.get("hip-bridge"), bridges(Plan(pause_s=3.0), Plan()).poses, by_deg
    )
    assert tilts(report) == ([15] if abs(by_deg) > LEAST_DEG else [])
    assert not any(r.blocks for r in report.remarks if r.kind == "tilted")


@pytest.mark.parametrize("by_deg", [-15, 15, -6, 0, 6])
def test_somebody_who_stands_upright_shows_what_is_level(by_deg: float) -> None:
    """From the side and from the front."""
    report = report_of(CATALOGUE.get("standing-roll-down"), stands(), by_deg)
    assert tilts(report) == ([15] if abs(by_deg) > LEAST_DEG else [])


def test_the_remark_says_what_to_do() -> None:
    """And what is wrong meanwhile."""
    (remark,) = report_of(CATALOGUE.get("standing-roll-down"), stands(), 14).remarks
    said = "The camera is tilted by about 15°: put it level, or slopes are wrong by as much."
    assert Speech().sentence(remark_message(remark)) == said


def test_a_body_that_is_not_at_rest_tells_nothing(bridges: Callable) -> None:
    """The trunk of a held bridge rises, and that is no tilt."""
    watch, bodies = CameraTilt(CATALOGUE.get("hip-bridge")), BodyTracker()
    film = bridges(Plan(hold_s=8.0))
    made = film.made[0]
    held = [p for p in film.poses if made.up_s <= p.t_s <= made.leave_s]
    assert all(isnan(watch.step(bodies.step(pose))) for pose in held)


def test_where_a_slope_cannot_be_known_nothing_is_said() -> None:
    """On all fours, on a roller, in a plank, seated or kneeling, at somebody's feet."""
    level = {i for i in CATALOGUE.ids() if lies_level(CATALOGUE.get(i))}
    assert {"hip-bridge", "crunch", "superman", "prone-press-up"} <= level
    assert not level & {"plank", "foam-roll-mid-back", "foam-roll-upper-back", "hook-lying"}
    for exercise_id in ("bird-dog", "seated-twist", "childs-pose", "trunk-rotation"):
        watch, bodies = CameraTilt(CATALOGUE.get(exercise_id)), BodyTracker()
        assert all(isnan(watch.step(bodies.step(pose))) for pose in stands())


def test_an_exercise_that_reads_no_slope_has_no_remark() -> None:
    """A slope from rest has the tilt in both of its parts."""
    bridge = CATALOGUE.get("hip-bridge")
    assert reads_slopes(bridge)
    data = bridge.model_dump(exclude_none=True)
    data["start_posture"] = {"take": "hip_deg > 90 and hip_deg < 160", "keep": "hip_deg > 80"}
    data["rep"]["attempt"] = "lift_deg > 16 and trunk_lift_deg > 4"
    without = Exercise.model_validate(data)
    assert not reads_slopes(without)
    assert tilts(report_of(without, stands(), 15)) == []


@settings(max_examples=25)
@given(by_deg=st.floats(-25, 25), stature_px=st.floats(200, 520))
def test_a_tilt_is_known_to_a_few_degrees(by_deg: float, stature_px: float) -> None:
    """Whichever way, and however large the person is."""
    watch, bodies = CameraTilt(CATALOGUE.get("standing-roll-down")), BodyTracker()
    scene = stick.Scene(stature_px=stature_px, at=(0.5, 0.25))
    for t_s in stick.times(4):
        found = watch.step(
            bodies.step(stick.turned(scene.photograph(stick.standing(), t_s), by_deg))
        )
    assert found == pytest.approx(by_deg, abs=3)
