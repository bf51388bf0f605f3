"""Motion files: what the language means, and how it refuses unknown names."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from sample_videos.render.animation.motion_file import FOLDER, MotionError, Posture, load, load_all
from sample_videos.render.animation.postures import PostureLibrary
from sample_videos.render.body.builds import BUILDS
from sample_videos.render.rig.anatomy import INDEX, Body

BODY = Body(BUILDS["mira"].rest_m)

MINIMAL = """
exercise = "nodding"
[postures.still]
rests = ["heel", "ball"]
[clips.one]
about = "Stands."
view = "front"
build = "mira"
room = "studio"
facing = "camera"
start = "still"
plan = [{ hold_s = 1.0 }]
"""


def library(**postures: dict[str, object]) -> PostureLibrary:
    return PostureLibrary(BODY, {k: Posture.model_validate(v) for k, v in postures.items()}, 0.0)


def written(folder: Path, text: str) -> Path:
    path = folder / "nodding.toml"
    path.write_text(text, "utf-8")
    return path


def test_the_smallest_motion_file_is_read(tmp_path: Path) -> None:
    """A file needs one posture and one clip."""
    assert list(load(written(tmp_path, MINIMAL)).clips) == ["one"]


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        ("rests =", "rest =", "postures.still.rest"),
        ('"heel", "ball"', '"heel", "wing"', "point 'wing'"),
        ('facing = "camera"', 'facing = "up"', "clips.one.facing"),
        ("hold_s = 1.0", 'hold_s = 1.0, to = "still"', "exactly one of hold_s, to, cycle"),
        ('start = "still"', "", "clips.one.start"),
        ("[clips.one]", "angles.knee = { bending = 3 }\n[clips.one]", "angle knee.bending"),
        ("[clips.one]", "aim = { hop_deg = 3 }\n[clips.one]", "measure 'hop_deg'"),
        ('exercise = "nodding"', 'exercise = "bowing"', "the file has another name"),
        ("exercise =", "exercise", "nodding.toml"),
    ],
)
def test_a_wrong_motion_file_is_refused_with_its_place(
    tmp_path: Path, before: str, after: str, said: str
) -> None:
    """The message says which file and where in it, or what is allowed."""
    path = written(tmp_path, MINIMAL.replace(before, after))
    with pytest.raises(MotionError, match=r"nodding\.toml") as refused:
        load(path)
    assert said in str(refused.value)


def test_the_project_s_own_motion_files_are_read() -> None:
    """Every file in the motions folder is valid and has a clip with the name good."""
    motions = load_all()
    assert {path.stem for path in FOLDER.glob("*.toml")} == set(motions)
    assert all("good" in motion.clips for motion in motions.values())


def test_a_name_without_its_side_means_both() -> None:
    """`knee` bends the left and the right knee."""
    q = library(a={"angles": {"knee": {"flexion": 33}}})["a"].q
    assert q[INDEX["left_knee.flexion"]] == pytest.approx(33, abs=0.5)
    assert q[INDEX["right_knee.flexion"]] == pytest.approx(33, abs=0.5)


def test_a_sideways_goal_counts_outwards_on_both_sides() -> None:
    """`left_m` of a point without a side puts the right point as far to the right."""
    goal = {"forward_m": 0.3, "left_m": 0.25, "up_m": 1.0}
    ready = library(a={"goals": {"palm": goal}, "rests": ["heel", "ball"]})["a"]
    points = BODY.place(ready.q[None]).points
    np.testing.assert_allclose(points["left_palm"][0], (0.25, 1.0, 0.3), atol=3e-3)
    np.testing.assert_allclose(points["right_palm"][0], (-0.25, 1.0, 0.3), atol=3e-3)


def test_what_rests_stays_where_it_came_to_rest() -> None:
    """A posture like another one keeps the feet in their place, though the knees bend."""
    squat = {"like": "a", "angles": {"hip": {"flexion": 40}, "knee": {"flexion": 60}}}
    ready = library(a={"rests": ["heel", "ball"]}, b=squat)
    feet = [BODY.place(ready[name].q[None]).points["left_heel"][0] for name in "ab"]
    np.testing.assert_allclose(feet[0], feet[1], atol=1e-3)


def test_what_is_dropped_is_free_again() -> None:
    """A posture that drops a foot can lift it."""
    lifted = {
        "like": "a",
        "drop": ["left_heel", "left_ball"],
        "angles": {"left_hip": {"flexion": 60}, "left_knee": {"flexion": 60}},
    }
    ready = library(a={"rests": ["heel", "ball"]}, b=lifted)
    assert BODY.place(ready["b"].q[None]).points["left_heel"][0, 1] > 0.1


def test_a_mirrored_posture_exchanges_the_sides() -> None:
    """It lifts the right leg, as the other posture lifts the left leg."""
    lifted = {"rests": ["right_heel", "right_ball"], "angles": {"left_hip": {"flexion": 50}}}
    ready = library(a=lifted, b={"like": "a", "mirrored": True})
    assert ready["b"].q[INDEX["right_hip.flexion"]] == pytest.approx(
        ready["a"].q[INDEX["left_hip.flexion"]], abs=0.5
    )
    assert abs(ready["b"].q[INDEX["left_hip.flexion"]]) < 10


def test_something_to_sit_on_carries_at_its_height() -> None:
    """Buttocks that rest on a seat have their underside at the seat's height."""
    seated = {
        "rests": ["heel", "ball"],
        "rests_at": {"buttock": 0.45},
        "angles": {"hip": {"flexion": 88}, "knee": {"flexion": 88}},
    }
    ready = library(a=seated)["a"]
    underside = (
        BODY.place(ready.q[None]).points["left_buttock"][0, 1] - BODY.radius_m["left_buttock"]
    )
    assert underside == pytest.approx(0.45, abs=1e-3)


def test_postures_in_a_circle_are_refused() -> None:
    """Postures that are like each other have no answer. The message shows the circle."""
    with pytest.raises(MotionError, match="a -> b -> a"):
        library(a={"like": "b"}, b={"like": "a"})["a"]


def test_a_posture_out_of_reach_is_refused() -> None:
    """With the feet on the floor no palm is two and a half metres up."""
    far = {"rests": ["heel", "ball"], "goals": {"left_palm": {"up_m": 2.9}}}
    with pytest.raises(MotionError, match="cannot be reached"):
        library(a=far)["a"]
