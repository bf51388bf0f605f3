"""The set-up of the camera. Remarks say what prevents judging, and nothing is judged meanwhile."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
import stick
from stick import Plan, Scene

from posecheck.exercise.follow.camera_setup import DIM, CameraSetupTracker, needed
from posecheck.exercise.spec.catalogue import Catalogue
from posecheck.messages import Remark, remark_message
from posecheck.motion.body import BodyTracker
from posecheck.records import Pose, Verdict
from posecheck.words.speech import Speech

BRIDGE = "hip-bridge"
SMALL = 250.0
"""In pixels. When this figure lies, it takes up about a sixth of the picture's width."""

WRONG = {
    "side": (Scene(yaw_deg=60, at=(0.4, 0.6)), "Turn side-on to the camera."),
    "far": (
        Scene(stature_px=SMALL),
        "Come nearer to the camera: you are too small in the picture.",
    ),
    "people": (Scene(people=2), "Only one person in the picture, please."),
}
each = pytest.mark.parametrize(("kind", "scene", "say"), [(k, *v) for k, v in WRONG.items()])


@each
def test_a_wrong_set_up_prevents_judging_and_is_remarked(
    kind: str, scene: Scene, say: str, bridges: Callable, perform: Callable
) -> None:
    """The view is wrong, the person is too far away, or there are two people. Nothing is
    counted."""
    made = bridges(Plan(), Plan(), scene=scene)
    done = perform(BRIDGE, made.poses)
    report = done.report
    assert (report.count, report.halves, report.findings) == (0, 0, ())
    assert report.verdict is Verdict.NOT_JUDGED
    (remark,) = report.remarks
    assert (remark.kind, remark.blocks) == (kind, True)
    assert Speech().sentence(remark_message(remark)) == say
    assert (remark.start_s, remark.end_s) == (0.0, made.poses[-1].t_s)
    (unknown,) = report.not_judged
    assert (unknown.what, unknown.why.key) == ("everything", f"remark-{kind}")
    assert unknown.why.values == remark.values
    assert all(u.remark and u.remark.kind == kind and not u.seen for u in done.updates)


def test_an_empty_room_is_remarked(perform: Callable) -> None:
    """Nobody is in the picture."""
    poses = [Pose.nobody(t, (1280, 720)) for t in stick.times(4)]
    report = perform(BRIDGE, poses).report
    assert (report.count, report.verdict, report.found_share) == (0, Verdict.NOT_JUDGED, 0.0)
    assert [(r.kind, r.blocks) for r in report.remarks] == [("nobody", True)]


def test_in_the_dark_nobody_is_seen_for_want_of_light(perform: Callable) -> None:
    """The remark says that it is dark, not that the room is empty."""
    poses = [Pose.nobody(t, (1280, 720), light=DIM - 1) for t in stick.times(4)]
    (remark,) = perform(BRIDGE, poses).report.remarks
    assert (remark.kind, remark.values, remark.blocks) == ("nobody", {"light": "dark"}, True)
    assert Speech().sentence(remark_message(remark)) == "Nobody is seen: it is too dark."


def test_a_dark_picture_is_remarked_and_counts_all_the_same(
    bridges: Callable, perform: Callable
) -> None:
    """Whoever is found in it is counted. The remark asks for more light."""
    made = bridges(Plan(), Plan(), scene=Scene(light=DIM - 1))
    report = perform(BRIDGE, made.poses).report
    assert (report.count, [(r.kind, r.blocks) for r in report.remarks]) == (2, [("light", False)])


@pytest.mark.parametrize("yaw_deg", [-30, 0, 30])
def test_a_view_that_is_a_little_off_counts(
    yaw_deg: float, bridges: Callable, perform: Callable
) -> None:
    """30 degrees off are allowed."""
    scene = Scene(yaw_deg=yaw_deg, at=(0.4, 0.6))
    report = perform(BRIDGE, bridges(Plan(), Plan(), scene=scene).poses).report
    assert (report.count, report.remarks) == (2, ())


def test_repetitions_count_from_the_moment_the_view_is_right(
    bridges: Callable, perform: Callable
) -> None:
    """The first repetition is seen in a wrong view, the others in a right one."""
    made = bridges(Plan(), Plan(), Plan())
    wrong = bridges(Plan(), Plan(), Plan(), scene=Scene(yaw_deg=60))
    turned_s = made.made[1].start_s - 1.2
    poses = [w if w.t_s < turned_s - 3 else p for p, w in zip(made.poses, wrong.poses, strict=True)]
    report = perform(BRIDGE, poses).report
    assert report.count == 2
    (remark,) = report.remarks
    assert remark.kind == "side"
    assert remark.start_s == 0.0
    assert remark.end_s == pytest.approx(turned_s - 3, abs=2.0)


def test_one_person_more_for_a_while_blocks_only_then(bridges: Callable, perform: Callable) -> None:
    """A second person comes into the picture during the rest."""
    made = bridges(Plan(), Plan(pause_s=1))
    away_s = made.made[0].end_s
    poses = [
        replace(p, people=2 if away_s < p.t_s < away_s + 1.1 else 1) if i % 5 == 0 else p
        for i, p in enumerate(made.poses)
    ]
    report = perform(BRIDGE, poses).report
    assert report.count == 2
    assert [r.kind for r in report.remarks] == ["people"]


def test_feet_outside_the_picture_are_remarked_and_do_not_block(perform: Callable) -> None:
    """A plank needs the feet, so nothing is judged. Still the remark does not block."""
    low = Scene(at=(0.1, 0.7), stature_px=1500)
    poses = stick.film(lambda _: stick.plank(), stick.times(6), low)
    report = perform("plank", poses).report
    assert report.verdict is Verdict.NOT_JUDGED
    (remark,) = report.remarks
    assert (remark.kind, remark.blocks) == ("cut-off", False)
    assert "feet" in remark.values["parts"]
    assert "feet" in Speech().sentence(remark_message(remark))


def remarks(poses: list[Pose], exercise_id: str = BRIDGE) -> tuple[Remark, ...]:
    """The remarks on a film."""
    bodies = BodyTracker()
    tracker = CameraSetupTracker(Catalogue().get(exercise_id))
    for pose in poses:
        tracker.step(bodies.step(pose))
    return tracker.finish()


def people(*numbers: tuple[int, float]) -> list[Pose]:
    """Poses with so many people for so many seconds, at 30 pictures a second."""
    scene, found = Scene(), []
    for number, seconds in numbers:
        for _ in range(round(seconds * 30)):
            pose = scene.photograph(stick.bridge(130.0), len(found) / 30)
            found.append(replace(pose, people=number))
    return found


@pytest.mark.parametrize(("seconds", "said"), [(0.7, 0), (1.5, 1)])
def test_a_passing_moment_is_no_remark(seconds: float, said: int) -> None:
    """What is true for less than a second is left out."""
    assert len(remarks(people((1, 2), (2, seconds), (1, 2)))) == said


def test_neighbours_of_one_kind_are_one_remark() -> None:
    """A second person goes out of the picture and comes back within a second."""
    (remark,) = remarks(people((1, 1), (2, 2), (1, 0.5), (2, 2), (1, 2)))
    assert (remark.kind, remark.start_s) == ("people", 1.0)
    assert remark.end_s == pytest.approx(5.5, abs=0.05)


def test_far_apart_they_are_two() -> None:
    """The time in between was judged."""
    spans = [(r.start_s, r.end_s) for r in remarks(people((2, 2), (1, 3), (2, 2)))]
    assert spans == [pytest.approx((0, 2), abs=0.05), pytest.approx((5, 7), abs=0.05)]


def test_nothing_is_said_about_the_view_of_somebody_still_standing() -> None:
    """Whoever stands beside the mat does not lie side-on."""
    scene = Scene(yaw_deg=90, stature_px=500, at=(0.5, 0.3))
    poses = [scene.photograph(stick.standing(), t) for t in stick.times(3)]
    assert remarks(poses) == ()


def test_what_an_exercise_needs_is_what_its_counting_reads(catalogue: Catalogue) -> None:
    """A bridge does not need the wrists. A plank is timed without the ear: only a check of the head
    reads it."""
    assert needed(catalogue.get("hip-bridge")) == {"shoulder", "hip", "knee"}
    assert needed(catalogue.get("plank")) == {
        "shoulder", "hip", "ankle", "knee", "elbow", "wrist",
    }  # fmt: skip
