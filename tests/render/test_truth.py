"""The truth of every sample clip: it is in the picture, and the body moves as a body can."""

from __future__ import annotations

import json
from functools import cache
from itertools import pairwise
from typing import Any

import av
import numpy as np
import pytest

from sample_videos.render.animation import motion_file as motions
from sample_videos.render.animation.motion_file import Motion, MotionError, load_all
from sample_videos.render.animation.performance import Performance, ground_m, perform
from sample_videos.render.rig.anatomy import DOFS, HIGH, LOW
from sample_videos.render.rig.inverse_kinematics import clearance_m
from sample_videos.render.rig.measures import MEASURES
from sample_videos.render.truth import LANDMARKS, landmarks_px, planted, truth, written

MOTIONS = load_all()
CLIPS = [(exercise, name) for exercise, motion in MOTIONS.items() for name in motion.clips]
CROPPED = [(e, n) for e, n in CLIPS if MOTIONS[e].clips[n].camera.shows]
WHOLE = [(e, n) for e, n in CLIPS if MOTIONS[e].clips[n].judgeable and (e, n) not in CROPPED]
SAMPLES = motions.FOLDER.parent
LOOKS_PER_S = 5.0
KINDS = {
    "hip-bridge": {
        "half-repetition",
        "over-arched",
        "sagging-hold",
        "short-hold",
        "fast-lift",
        "fast-lower",
    },
    "plank": {"sag", "pike", "head-dropped", "hold-interrupted"},
    "shoulder-blade-squeeze": {"half-repetition", "shrugged", "arms-dropped", "short-hold"},
}

pytestmark = pytest.mark.slow


def at_rate(motion: Motion, name: str, fps: float) -> Motion:
    clip = motion.clips[name].model_copy(update={"fps": fps})
    return motion.model_copy(update={"clips": {**motion.clips, name: clip}})


@cache
def performed(exercise: str, name: str) -> Performance:
    """The poses of a clip, at a few frames a second."""
    return perform(at_rate(MOTIONS[exercise], name, LOOKS_PER_S), name)


@cache
def told(exercise: str, name: str) -> dict[str, Any]:
    return truth(performed(exercise, name), made_from="test")


def near(px: dict[str, np.ndarray], side: str, *names: str) -> np.ndarray:
    """The inner angle in the picture, degrees, at the middle one of three landmarks of a side."""
    first, at, last = (px[f"{side}_{name}"][:, :2] for name in names)
    u, v = first - at, last - at
    cross = u[:, 0] * v[:, 1] - u[:, 1] * v[:, 0]
    return np.degrees(np.arctan2(np.abs(cross), (u * v).sum(1)))


@pytest.mark.parametrize(("exercise", "name"), CLIPS)
def test_nothing_passes_through_the_floor(exercise: str, name: str) -> None:
    """No part of the body is deeper below the floor than flesh and mat give way."""
    done = performed(exercise, name)
    clear = clearance_m(done.body, done.placed) - ground_m(done.clip.props)
    assert clear.min() > -0.012


@pytest.mark.parametrize(("exercise", "name"), CLIPS)
def test_no_joint_is_bent_farther_than_a_human_one(exercise: str, name: str) -> None:
    """Every angle of every frame is within its limits, or at most three degrees beyond."""
    q = performed(exercise, name).q
    beyond = np.maximum(LOW - q, q - HIGH)
    worst = np.unravel_index(beyond.argmax(), beyond.shape)
    assert beyond.max() < 3.0, list(DOFS)[int(worst[1])]


@pytest.mark.parametrize(("exercise", "name"), CLIPS)
def test_planted_faults_are_there_in_their_size(exercise: str, name: str) -> None:
    """The kinds are the exercise's own, and the sizes as planned. A good clip has no faults."""
    found = planted(performed(exercise, name))
    kinds = {one.fault.kind for one in found}
    assert kinds <= KINDS.get(exercise, kinds)
    for one in found:
        tolerance = {"deg": 2.6, "cm": 1.6, "s": 0.3}[one.fault.unit]
        assert one.size == pytest.approx(one.fault.size, abs=tolerance)
    if name.startswith("good") or name in ("shaking", "oblique", "get-up", "desk"):
        assert not found


def test_every_kind_of_fault_is_planted_somewhere() -> None:
    """Each exercise shows each of its faults in some clip."""
    for exercise, kinds in KINDS.items():
        clips = MOTIONS[exercise].clips
        shown = {one.fault.kind for name in clips for one in planted(performed(exercise, name))}
        assert shown == kinds


@pytest.mark.parametrize("name", [n for e, n in CLIPS if e == "hip-bridge"])
def test_feet_stay_planted_in_every_bridge(name: str) -> None:
    """Heels and balls of the feet move by less than four millimetres from start to end."""
    placed = performed("hip-bridge", name).placed
    for point in ("left_heel", "left_ball", "right_heel", "right_ball"):
        assert np.ptp(placed.points[point], axis=0).max() < 0.004


@pytest.mark.parametrize(
    "name", [n for e, n in CLIPS if e == "plank" and n not in ("from-knees", "straight-arms")]
)
def test_elbows_and_toes_stay_planted_in_every_plank(name: str) -> None:
    """Elbows and balls of the feet move by less than four millimetres from start to end."""
    placed = performed("plank", name).placed
    for point in ("left_elbow", "left_ball", "right_elbow", "right_ball"):
        assert np.ptp(placed.points[point], axis=0).max() < 0.004


def outside(done: Performance, *, margin_px: float) -> dict[str, float]:
    """The share of the pictures in which each landmark is outside or near the border."""
    low, high = margin_px, np.subtract(done.clip.size_px, margin_px)
    shares = {
        name: float(((xyz[:, :2] < low) | (xyz[:, :2] > high)).any(axis=1).mean())
        for name, xyz in landmarks_px(done).items()
    }
    return {name: share for name, share in shares.items() if share > 0}


@pytest.mark.parametrize(("exercise", "name"), WHOLE)
def test_every_landmark_is_in_the_picture(exercise: str, name: str) -> None:
    """A judgeable clip that is not cropped shows the whole body, with a margin of three pixels."""
    assert not outside(performed(exercise, name), margin_px=3)


@pytest.mark.parametrize(("exercise", "name"), CROPPED)
def test_a_cropped_clip_cuts_off_a_part_of_the_body_and_never_the_face(
    exercise: str, name: str
) -> None:
    """At a desk the hips are below the picture all the time."""
    cut = outside(performed(exercise, name), margin_px=0)
    assert cut
    assert not {"nose", "left_shoulder", "right_shoulder"} & set(cut)
    if name == "desk":
        assert cut["left_hip"] == cut["right_hip"] == 1.0


@pytest.mark.parametrize(
    ("exercise", "name"), [c for c in WHOLE if c[0] in ("hip-bridge", "plank")]
)
def test_a_lying_person_fills_enough_of_the_picture(exercise: str, name: str) -> None:
    """From head to feet the person is 45 to 72 percent of the picture's width."""
    done = performed(exercise, name)
    across = np.stack([xyz[:, 0] for xyz in landmarks_px(done).values()])
    assert 0.45 < np.ptp(across, axis=0).max() / done.clip.size_px[0] < 0.72


def test_over_arched_hips_pass_the_straight_line_in_the_picture() -> None:
    """In the hold the hips are above the line from shoulder to knee, by 15 degrees or more."""
    done = performed("hip-bridge", "over-arched")
    told_clip = told("hip-bridge", "over-arched")
    px, side = landmarks_px(done), told_clip["near_side"]
    hip, shoulder, knee = (px[f"{side}_{n}"][:, :2] for n in ("hip", "shoulder", "knee"))
    inside = within(done.t_s, told_clip["holds"])
    share = (hip[:, 0] - shoulder[:, 0]) / (knee[:, 0] - shoulder[:, 0])
    line = shoulder[:, 1] + share * (knee[:, 1] - shoulder[:, 1])
    assert (hip[inside, 1] < line[inside]).all()
    assert (180 - near(px, side, "shoulder", "hip", "knee")[inside]).min() > 13


def within(t_s: np.ndarray, spans: list[dict[str, Any]]) -> np.ndarray:
    """Which of the times are well inside a span."""
    inside = [(t_s > one["start_s"] + 0.3) & (t_s < one["end_s"] - 0.3) for one in spans]
    return np.any(inside, axis=0)


@pytest.mark.parametrize("name", ["good", "good-mirrored", "short-hold", "fast"])
def test_a_good_bridge_is_straight_in_the_picture(name: str) -> None:
    """In every hold the hip angle of the near side is 170 to 180 degrees."""
    done, clip = performed("hip-bridge", name), told("hip-bridge", name)
    angles = near(landmarks_px(done), clip["near_side"], "shoulder", "hip", "knee")
    assert angles[within(done.t_s, clip["holds"])].min() > 170


def test_resting_bridges_differ_as_people_do() -> None:
    """At rest the hip angles are 120 to 148 degrees, as in real people, and they differ."""
    rests = [
        float(MEASURES["hip_line_deg"](performed("hip-bridge", name).placed)[2])
        for name in ("good", "good-mirrored", "half")
    ]
    assert min(rests) > 120
    assert max(rests) < 148
    assert max(rests) - min(rests) > 4


def test_a_sagging_plank_hangs_below_the_line_in_the_picture() -> None:
    """When the hips have sunk they are below the line from shoulder to ankle, and not before."""
    done, clip = performed("plank", "sag"), told("plank", "sag")
    px, side = landmarks_px(done), clip["near_side"]
    hip, shoulder, ankle = (px[f"{side}_{n}"][:, :2] for n in ("hip", "shoulder", "ankle"))
    share = (hip[:, 0] - shoulder[:, 0]) / (ankle[:, 0] - shoulder[:, 0])
    below = hip[:, 1] - shoulder[:, 1] - share * (ankle[:, 1] - shoulder[:, 1])
    fault = clip["faults"][0]
    sunk = (done.t_s > fault["start_s"] + 2.5) & (done.t_s < fault["end_s"] - 0.2)
    straight = (done.t_s > clip["holds"][0]["start_s"]) & (done.t_s < fault["start_s"])
    assert below[sunk].min() > below[straight].max() + 15


@pytest.mark.parametrize(("exercise", "name"), CLIPS)
def test_repetitions_phases_and_holds_fit_into_each_other(exercise: str, name: str) -> None:
    """Repetitions follow each other. Phases fill a repetition; holds are inside.

    A top that is passed without a stop is a hold of no time.
    """
    clip = told(exercise, name)
    reps = clip["reps"]
    for one in reps:
        phases = one["phases"]
        assert phases[0]["start_s"] == one["start_s"]
        assert phases[-1]["end_s"] == one["end_s"]
        assert all(a["end_s"] == b["start_s"] for a, b in pairwise(phases))
    assert all(b["start_s"] >= a["end_s"] for a, b in pairwise(reps))
    for hold in clip["holds"]:
        assert 0 < hold["start_s"] <= hold["end_s"] < clip["duration_s"]
        assert not reps or any(
            one["start_s"] < hold["start_s"] and hold["end_s"] < one["end_s"] for one in reps
        )


@pytest.mark.parametrize(("exercise", "name"), CLIPS)
def test_the_truth_has_its_schema_and_is_small(exercise: str, name: str) -> None:
    """All keys are there, all landmarks at all times, and the text reads back as it was."""
    clip = told(exercise, name)
    text = written(clip)
    assert json.loads(text) == clip
    frames = clip["frames"]
    assert set(frames["points_px"]) == set(LANDMARKS)
    assert set(frames["signals"]) == set(MOTIONS[exercise].signals)
    count = len(frames["t_s"])
    assert all(len(values) == count for values in frames["points_px"].values())
    sided = clip["view"] not in ("front", "end")
    assert clip["near_side"] in (("left", "right") if sided else (None,))
    assert clip["judgeable"] == (clip["view"] != "oblique")


@pytest.mark.parametrize(("exercise", "name"), CLIPS)
def test_the_files_of_a_clip_are_small_and_agree(exercise: str, name: str) -> None:
    """The truth is under 120 kB, with a frame every tenth of a second; the video under 500 kB."""
    video = SAMPLES / exercise / f"{name}.mp4"
    text = video.with_suffix(".json").read_text("utf-8")
    clip = json.loads(text)
    assert len(text) < 120_000
    assert video.stat().st_size < 500_000
    assert max(b - a for a, b in pairwise(clip["frames"]["t_s"])) < 0.11
    with av.open(str(video)) as file:
        stream = file.streams.video[0]
        assert [stream.width, stream.height] == clip["size_px"]
        assert stream.codec_context.pix_fmt == "yuv420p"
        assert stream.frames == round(clip["duration_s"] * clip["fps"])


def test_the_near_side_follows_from_where_the_head_is() -> None:
    """On the back with the head to the left, the right side is near. Face down it is the left."""
    assert told("hip-bridge", "good")["near_side"] == "right"
    assert told("hip-bridge", "good-mirrored")["near_side"] == "left"
    assert told("plank", "good")["near_side"] == "left"


def test_a_clip_that_does_not_show_its_fault_is_refused() -> None:
    """A planned size that the motion does not reach stops the clip."""
    motion = MOTIONS["hip-bridge"]
    clip = motion.clips["over-arched"]
    fault = clip.plan[1].faults[0].model_copy(update={"size": 40.0})
    plan = (clip.plan[0], clip.plan[1].model_copy(update={"faults": (fault,)}))
    changed = clip.model_copy(update={"plan": plan, "fps": 2})
    other = motion.model_copy(update={"clips": {"over-arched": changed}})
    with pytest.raises(MotionError, match=r"over-arched at .* planned 40 deg"):
        truth(perform(other, "over-arched"), made_from="test")


def test_shaking_is_in_the_picture_and_not_a_fault() -> None:
    """At the full frame rate the shaking plank moves at 4 to 6 Hz, by one to two degrees."""
    motion = MOTIONS["plank"]
    done = perform(at_rate(motion, "shaking", 30.0), "shaking")
    line = MEASURES["body_line_deg"](done.placed)
    inside = (done.t_s > 6) & (done.t_s < 13)
    values = line[inside] - line[inside].mean()
    spectrum, rates = np.fft.rfft(values), np.fft.rfftfreq(len(values), 1 / 30)
    fast = (rates > 4) & (rates < 6)
    assert np.abs(spectrum[fast]).max() == np.abs(spectrum[rates > 2]).max()
    shaking = np.fft.irfft(np.where(fast, spectrum, 0), len(values))
    assert 1.0 < shaking.std() * np.sqrt(2) < 2.0
    assert not planted(done)
