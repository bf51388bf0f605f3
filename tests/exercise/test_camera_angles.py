"""Good form is counted with the camera tilted, to one side or above; faults of view are not told.

The renderer's joints, projected exactly through a camera that was moved. They know no error of the
pose model, so only geometry can make a count wrong.
"""

from __future__ import annotations

from functools import cache

import pytest

from calibration.variation import cases, exact
from calibration.variation.case import Case, Watched, watch
from calibration.variation.kinds import KINDS
from posecheck.exercise.spec.catalogue import Catalogue
from posecheck.records import Report
from sample_videos.render.animation.motion_file import FOLDER, load
from sample_videos.render.animation.performance import perform

COUNTED: dict[str, list[tuple[str, float]]] = {
    "neck-rotation/good": [("yaw", -30), ("yaw", 20), ("yaw", 30), ("pitch", 20)],
    "neck-flexion-extension/good": [("yaw", -30), ("yaw", 30)],
    "upper-trapezius-stretch/good": [("roll", -10), ("roll", 10), ("yaw", 30)],
    "seated-twist/good": [("yaw", -30), ("yaw", -10), ("yaw", 10), ("yaw", 30)],
    "side-lunge-reach/good": [("roll", -10), ("roll", 10), ("yaw", -20), ("yaw", 20)],
    "easy-walk/good": [("yaw", -30), ("yaw", 30)],
    "easy-walk/good-front": [("yaw", -40), ("yaw", -20), ("yaw", 20), ("yaw", 40)],
    "exaggerated-walk/good": [("pitch", 10), ("pitch", 35)],
    "exaggerated-walk/good-front": [("roll", -10), ("roll", 10), ("yaw", 40)],
    "lat-side-stretch/good": [("roll", -10), ("roll", 10)],
    "overhead-sway/good": [("roll", -10), ("roll", 10)],
    "seated-forward-reach/good": [("roll", 10), ("yaw", -30), ("yaw", 30)],
    "seated-hamstring-stretch/good": [("roll", -10), ("yaw", 30)],
    "standing-hamstring-stretch/good": [("yaw", -30), ("yaw", 30)],
}
"""Clip -> the kinds of a moved camera, and by how many degrees, that may change no count."""


@cache
def clip(name: str) -> Case:
    """A clip of the renderer with exact landmarks, as "exercise/clip"."""
    exercise, _, performance = name.partition("/")
    stage = perform(load(FOLDER / f"{exercise}.toml"), performance)
    return cases.of_stage(stage, Catalogue().get(exercise))


def seen(name: str, kind: str, degrees: float) -> Watched:
    """What a session says of a clip from a camera that was moved."""
    turned = KINDS[kind].function(clip(name), degrees)
    assert turned is not None
    return watch(turned)


def found(report: Report, check: str) -> int:
    return sum(finding.check == check for finding in report.findings)


def not_judged(report: Report, check: str) -> set[str]:
    return {record.why.key for record in report.not_judged if record.what == check}


@pytest.mark.slow
@pytest.mark.parametrize(
    ("name", "kind", "degrees"),
    [(name, kind, angle) for name, moved in COUNTED.items() for kind, angle in moved],
)
def test_a_moved_camera_changes_no_count(name: str, kind: str, degrees: float) -> None:
    watched = seen(name, kind, degrees)
    assert (watched.error, watched.report.halves) == (0, 0)


@pytest.mark.parametrize("degrees", [-30, 0, 30])
def test_a_third_of_a_head_turn_is_no_whole_one_from_any_side(degrees: float) -> None:
    case = clip("neck-rotation/good")
    assert case.stage is not None
    rest = case.stage.q[0]
    points = exact.points_m(case.stage, case.stage.body.place(rest + (case.stage.q - rest) / 3))
    cameras = [exact.orbited(c, yaw_deg=degrees, pitch_deg=0) for c in case.stage.cameras]
    report = watch(case.changed(*exact.seen(points, cameras))).report
    assert (report.count, report.halves) == (0, 4)


@pytest.mark.parametrize("degrees", [-30, -10, 10, 30])
def test_a_head_turned_against_the_waist_is_no_fault_from_any_side(degrees: float) -> None:
    assert found(seen("seated-twist/good", "yaw", degrees).report, "head-same-way") == 0


def test_a_head_that_goes_along_with_the_waist_is_told_from_the_side_too() -> None:
    assert found(seen("seated-twist/faults", "yaw", -20).report, "head-same-way") > 0


@pytest.mark.parametrize(
    ("name", "check"),
    [
        ("side-lunge-reach/good", "knee-off"),
        ("levator-scapulae-stretch/good", "too-far"),
        ("standing-hamstring-stretch/good", "fast-bend"),
        ("seated-forward-reach/good", "bouncing"),
    ],
)
def test_a_check_that_needs_the_view_is_not_judged_far_from_it(name: str, check: str) -> None:
    near, far = seen(name, "yaw", 10).report, seen(name, "yaw", -30).report
    assert not_judged(near, check) == set()
    assert found(far, check) == 0
    assert "off-view" in not_judged(far, check)
