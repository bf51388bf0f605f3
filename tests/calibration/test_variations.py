"""Each variation does what it says, and changes nothing else."""

from __future__ import annotations

import json
from dataclasses import replace
from itertools import pairwise
from types import SimpleNamespace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from calibration.landmarks import ROOT
from calibration.variation import angles, cases, clock, exact, hidden, picture, report, space
from calibration.variation.angles import Answer
from calibration.variation.case import Case, Expected, counting_landmarks, watch
from posecheck import landmarks
from posecheck.exercise.spec.catalogue import Catalogue
from sample_videos.render.animation.motion_file import FOLDER, load
from sample_videos.render.animation.performance import perform

SHOULDER, HIP, KNEE, ANKLE = (
    landmarks.index(name, "right") for name in ("shoulder", "hip", "knee", "ankle")
)


def _case(exercise: str, name: str = "good") -> Case:
    stage = perform(load(FOLDER / f"{exercise}.toml"), name)
    return cases.of_stage(stage, Catalogue().get(exercise))


@pytest.fixture(scope="module")
def bridge() -> Case:
    return _case("hip-bridge")


@pytest.fixture(scope="module")
def plank() -> Case:
    return _case("plank")


def _hip_deg(case: Case) -> np.ndarray:
    a, b, c = (case.image[:, i, :2] * case.size_px for i in (SHOULDER, HIP, KNEE))
    u, v = a - b, c - b
    cos = (u * v).sum(1) / np.hypot(*u.T) / np.hypot(*v.T)
    return np.degrees(np.arccos(cos))


def _durations(case: Case) -> list[float]:
    return [event.end_s - event.start_s for event in case.events]


def test_exact_landmarks_are_those_of_the_truth(bridge: Case) -> None:
    """The truth beside the sample clip has the same points, to within a pixel."""
    frames = json.loads((ROOT / "sample_videos/hip-bridge/good.json").read_text())["frames"]
    at = np.searchsorted(bridge.t_s, np.array(frames["t_s"]) - 1e-3)
    for name, points in frames["points_px"].items():
        mine = bridge.image[at, landmarks.INDEX[name], :2] * bridge.size_px
        assert mine == pytest.approx(np.array(points), abs=1.0), name


def test_exact_world_landmarks_have_the_skeletons_bones(bridge: Case) -> None:
    """In metres, centred between the hips, y down and z away from the camera."""
    world = bridge.world_m
    hips = [landmarks.index("hip", side) for side in ("left", "right")]
    assert world[:, hips].mean(1) == pytest.approx(np.zeros((len(world), 3)), abs=1e-9)
    rest = bridge.stage.body.rest_m
    thigh_m = np.linalg.norm(rest["right_shank"] - rest["right_thigh"])
    assert np.linalg.norm(world[:, KNEE] - world[:, HIP], axis=1) == pytest.approx(thigh_m)
    assert (world[:, KNEE, 1] < 0).all()  # lying with bent knees, the knees are above the hips
    assert (world[:, hips[1], 2] < world[:, hips[0], 2]).all()  # the near side is the right one


def test_every_landmark_is_there(bridge: Case) -> None:
    assert np.isfinite(bridge.image).all()
    assert np.isfinite(bridge.world_m).all()
    trunk_px = np.hypot(*((bridge.image[0, SHOULDER] - bridge.image[0, HIP])[:2] * bridge.size_px))
    for side in ("left", "right"):  # eyes and fingers are near the ears and wrists
        for name, near in (
            ("eye", "ear"),
            ("mouth", "ear"),
            ("index", "wrist"),
            ("thumb", "wrist"),
        ):
            a, b = (bridge.image[0, landmarks.index(n, side), :2] for n in (name, near))
            assert np.hypot(*((a - b) * bridge.size_px)) < 0.3 * trunk_px


@pytest.mark.parametrize("factor", [0.6, 1.8])
def test_pace_divides_durations(bridge: Case, factor: float) -> None:
    """Of the repetitions, of the recording, and of the movement itself."""
    made = clock.pace(bridge, factor)
    assert np.array(_durations(made)) == pytest.approx(np.array(_durations(bridge)) / factor)
    assert np.ptp(made.t_s) == pytest.approx(np.ptp(bridge.t_s) / factor, abs=0.05)
    old = np.interp(made.t_s * factor, bridge.t_s, _hip_deg(bridge))
    assert _hip_deg(made) == pytest.approx(old, abs=1.0)


@pytest.mark.parametrize("pause_s", [0.0, 0.3, 3.0])
def test_pauses_are_as_long_as_they_should_be(bridge: Case, pause_s: float) -> None:
    """At each end of each movement; the movements keep their durations."""
    made = clock.pauses(bridge, pause_s)
    inner = [s for s in made.stills if made.events[0].start_s < s[0] < made.events[-1].end_s]
    assert [b - a for a, b in inner] == pytest.approx([pause_s] * 3)
    old = [s for s in bridge.stills if bridge.events[0].start_s < s[0] < bridge.events[-1].end_s]
    movement_s = old[1][0] - old[0][1]
    assert inner[1][0] - inner[0][1] == pytest.approx(movement_s)
    top = (made.t_s > inner[0][0]) & (made.t_s < inner[0][1])
    assert (_hip_deg(made)[top] > 170).all()


def test_pauses_say_nothing_about_walks_and_holds(plank: Case) -> None:
    assert clock.pauses(plank, 1.0) is None
    assert clock.pauses(_case("easy-walk"), 1.0) is None


def test_a_pace_at_which_a_repetition_would_be_too_short_is_left_out(bridge: Case) -> None:
    """Where the exercise file says how long one takes at least, and where it is a near thing."""
    shortest_s = min(_durations(bridge))
    for least_s, left_out in ((shortest_s - 0.5, True), (shortest_s - 2.0, False)):
        rep = bridge.exercise.rep.model_copy(update={"least_s": least_s})
        exercise = bridge.exercise.model_copy(update={"rep": rep})
        made = clock.pace(replace(bridge, exercise=exercise), 1.0)
        assert (made is None) is left_out


def test_a_repetition_that_had_begun_before_the_recording_does_not_count(bridge: Case) -> None:
    made = clock.recorded(bridge, "starts at the end of range")
    assert made.right == Expected(1, 1)
    assert _hip_deg(made)[0] > 170
    assert made.t_s[0] == 0
    assert np.ptp(made.t_s) < np.ptp(bridge.t_s)
    assert clock.recorded(bridge, "starts moving").right == Expected(1, 1)


def test_a_repetition_that_has_not_ended_may_count(bridge: Case) -> None:
    """As in the labels of real people."""
    made = clock.recorded(bridge, "ends moving")
    assert made.right == Expected(1, 2)
    assert 130 < _hip_deg(made)[-1] < 170


def test_what_is_left_of_a_hold_counts(plank: Case) -> None:
    assert clock.recorded(plank, "starts at the end of range").right == Expected(1, 1)
    end_s = plank.events[0].end_s
    assert clock.cut(plank, (end_s - 1.0, np.inf)).right == Expected(0, 1)


def test_distance_scales_the_body_about_the_middle(bridge: Case) -> None:
    made = picture.distance(bridge, 0.7)
    assert made.image[..., :2] - 0.5 == pytest.approx(0.7 * (bridge.image[..., :2] - 0.5))
    assert picture.distance(bridge, 0.1) is None  # the model finds nobody so small


@pytest.mark.parametrize("angle_deg", [-10.0, 5.0])
def test_roll_turns_the_picture_and_nothing_else(bridge: Case, angle_deg: float) -> None:
    made = picture.roll(bridge, angle_deg)
    assert _hip_deg(made) == pytest.approx(_hip_deg(bridge))
    for old, new in (
        (bridge.image[..., :2] * bridge.size_px, made.image[..., :2] * made.size_px),
        (bridge.world_m[..., :2], made.world_m[..., :2]),
    ):
        a, b = old[0, HIP] - old[0, SHOULDER], new[0, HIP] - new[0, SHOULDER]
        turned = np.degrees(np.arctan2(b[1], b[0]) - np.arctan2(a[1], a[0]))
        assert turned == pytest.approx(angle_deg)  # y is down, so this is clockwise


def test_a_hand_held_camera_moves_the_whole_picture_a_little(bridge: Case) -> None:
    moved = picture.handheld(bridge, 1.0).image[..., :2] - bridge.image[..., :2]
    assert np.ptp(moved, axis=1).max() < 1e-12
    shares = np.abs(moved[:, 0] * bridge.size_px / bridge.size_px[1])
    assert 0.01 < shares.max() <= picture.SWAY_SHARE + picture.SHAKE_SHARE


@pytest.mark.parametrize("part", ["feet", "head"])
def test_a_part_outside_is_outside_all_the_time_and_seldom_seen(bridge: Case, part: str) -> None:
    made = picture.outside(bridge, part)
    index = picture.indices(picture.PARTS[part])
    xy = made.image[:, index, :2]
    assert ((xy < -0.01) | (xy > 1.01)).any(-1).all()
    assert (made.image[:, index, 3] < 0.5).all()
    needed = picture.indices(counting_landmarks(bridge.exercise))
    assert (made.image[:, needed, 3] == 1).all()
    assert _hip_deg(made) == pytest.approx(_hip_deg(bridge))


def test_what_counting_needs_is_never_put_outside() -> None:
    case = _case("crunch")
    assert "ear" in counting_landmarks(case.exercise)
    assert picture.outside(case, "head") is None


def test_dropouts_are_as_long_and_as_frequent_as_measured() -> None:
    """Half of the spells are shorter than the measured median, and so on; gaps, too."""
    random = np.random.default_rng(0)
    spans = list(hidden.spells(random, np.array([0.0, 20_000.0]), max(hidden.SPELL_S)))
    lengths_s = np.array([b - a for a, b in spans])
    gaps_s = np.array([b[0] - a[1] for a, b in pairwise(spans)])
    assert len(spans) > 2000
    for share, spell_s, gap_s in zip(hidden.SHARES, hidden.SPELL_S, hidden.GAP_S, strict=True):
        assert (lengths_s <= spell_s + 1e-9).mean() == pytest.approx(share, abs=0.03)
        assert (gaps_s <= gap_s + 1e-9).mean() == pytest.approx(share, abs=0.03)


def test_short_dropouts_are_bridged_ones(bridge: Case) -> None:
    """They lower the visibility and nothing else, for no longer than is bridged."""
    made = hidden.dropouts(bridge, hidden.BRIDGED_S)
    low = made.image[..., 3] < 0.5
    assert low.any()
    assert made.right == bridge.right
    assert (made.image[..., :3] == bridge.image[..., :3]).all()
    long_s = min(e.end_s - e.start_s for e in bridge.events)
    assert hidden.dropouts(bridge, 2 * long_s).right.high == bridge.right.high


def test_a_repetition_that_was_not_seen_need_not_count(bridge: Case) -> None:
    """Where a joint that counting needs is hidden for longer than is bridged."""
    many = [hidden.dropouts(replace(bridge, name=f"seed {i}"), 32.0) for i in range(6)]
    assert {case.right.high for case in many} == {2}
    assert min(case.right.low for case in many) < 2
    assert all(e.sure for case in many for e in case.events) is False


def test_nobody_is_found_for_a_moment_again_and_again(bridge: Case) -> None:
    made = hidden.nobody(bridge, 0.4)
    gone = np.isnan(made.image[:, 0, 0])
    assert (np.isnan(made.world_m[:, 0, 0]) == gone).all()
    edges = np.flatnonzero(np.diff(gone.astype(int)))
    lengths_s = np.diff(made.t_s[edges])[::2] if not gone[0] else np.diff(made.t_s[edges])[1::2]
    assert 3 <= lengths_s.size <= 12
    assert (lengths_s > 0.15).all()
    assert (lengths_s < 0.45).all()


def test_a_camera_turned_by_nothing_sees_the_same(bridge: Case) -> None:
    for made in (space.yaw(bridge, 0.0), space.pitch(bridge, 0.0)):
        assert made.image == pytest.approx(bridge.image, abs=1e-9)
        assert made.world_m == pytest.approx(bridge.world_m, abs=1e-9)


@pytest.mark.parametrize("angle_deg", [-30.0, 20.0])
def test_yaw_turns_the_person_against_the_line_of_sight(bridge: Case, angle_deg: float) -> None:
    def axis_deg(case: Case) -> float:
        right_to_left = case.world_m[0, HIP - 1] - case.world_m[0, HIP]
        return float(np.degrees(np.arctan2(right_to_left[0], right_to_left[2])))

    made = space.yaw(bridge, angle_deg)
    assert abs(axis_deg(made) - axis_deg(bridge)) == pytest.approx(abs(angle_deg), abs=2.0)
    opposite = space.yaw(bridge, -angle_deg)
    assert (axis_deg(made) - axis_deg(bridge)) * (axis_deg(opposite) - axis_deg(bridge)) < 0
    inside = (made.image[..., :2] > 0) & (made.image[..., :2] < 1)
    assert inside[:, [SHOULDER, HIP, KNEE]].all()


def test_pitch_looks_down_more_steeply(bridge: Case) -> None:
    (camera,) = set(bridge.stage.cameras)
    made = exact.orbited(camera, yaw_deg=0, pitch_deg=20)
    down = [np.degrees(np.arcsin(-c.axes[2][1])) for c in (camera, made)]
    assert down[1] - down[0] == pytest.approx(20)
    with pytest.raises(ValueError, match="pitch"):
        exact.orbited(camera, yaw_deg=0, pitch_deg=80)


def test_range_changes_how_far_the_joints_move(bridge: Case) -> None:
    """From the resting posture, and the bones keep their lengths."""
    made = space.range_of_motion(bridge, 0.8)
    rest = _hip_deg(bridge)[int(bridge.events[0].start_s * 30)]
    old, new = (np.ptp([rest, _hip_deg(case).max()]) for case in (bridge, made))
    assert new / old == pytest.approx(0.8, abs=0.05)
    lengths_m = np.linalg.norm(made.world_m[:, KNEE] - made.world_m[:, ANKLE], axis=1)
    assert np.ptp(lengths_m) < 1e-9


def test_a_range_that_misses_a_zone_is_left_out(bridge: Case, plank: Case) -> None:
    """By arithmetic: half of a bridge is no bridge. A hold has no range."""
    assert space.range_of_motion(bridge, 0.5) is None
    assert space.range_of_motion(plank, 0.9) is None


def test_into_place_begins_with_somebody_who_stands(bridge: Case) -> None:
    made = space.into_place(bridge)
    before_s = made.events[0].start_s - bridge.events[0].start_s
    assert before_s == pytest.approx(space.STANDS_S + space.RISES_S, abs=0.1)
    trunk = made.world_m[0, SHOULDER] - made.world_m[0, HIP]
    assert trunk[1] < -0.9 * np.linalg.norm(trunk)
    assert made.image[-len(bridge.t_s) :, HIP] == pytest.approx(bridge.image[:, HIP])
    assert (np.diff(made.t_s) > 0).all()


def test_a_recording_without_joints_can_begin_with_somebody_who_stands(bridge: Case) -> None:
    made = space.into_place(replace(bridge, stage=None))
    assert made.right == bridge.right
    assert np.isnan(made.image[:, 0, 0]).sum() * (1 / 30) == pytest.approx(space.AWAY_S, abs=0.04)
    assert made.world_m[0, SHOULDER, 1] < -0.3
    assert (np.diff(made.t_s) > 0).all()


def test_walking_off_ends_outside_the_picture(bridge: Case) -> None:
    made = space.walking_off(bridge)
    assert made.events == bridge.events
    found = np.isfinite(made.image[:, 0, 0])
    assert not found[-1]
    last = made.image[found][-1]
    assert (last[[HIP, SHOULDER], 3] < 0.5).all()
    assert (made.image[: len(bridge.t_s)] == bridge.image).all()


def test_noise_is_as_large_as_it_says(bridge: Case) -> None:
    noisy = exact.with_noise(bridge.image, bridge.size_px, seed=1)
    off_px = (noisy - bridge.image)[..., :2] * bridge.size_px
    trunk_px = np.hypot(*((bridge.image[0, SHOULDER] - bridge.image[0, HIP])[:2] * bridge.size_px))
    assert off_px.std() / trunk_px == pytest.approx(exact.NOISE_TRUNKS, rel=0.15)
    assert (noisy[..., 2:] == bridge.image[..., 2:]).all()


@pytest.mark.parametrize(
    ("count", "left", "right", "error"),
    [(4, 2, 2, 0), (5, 3, 2, 1), (3, 2, 1, -1), (4, 3, 1, 1)],
)
def test_the_error_of_a_count(count: int, left: int, right: int, error: int) -> None:
    """Too many, too few, or on the wrong side."""
    got = SimpleNamespace(count=count, count_left=left, count_right=right, holds=())
    assert Expected(4, 4, 2, 2).error(got, holds=False) == error
    assert Expected(0, 4).error(got, holds=False) == max(count - 4, 0)
    assert Expected(1, 1).error(got, holds=True) == -1


def _answer(kind: str, angle_deg: float, findings: int = 0, error: float = 0.0) -> Answer:
    return Answer("x", "c", "a_deg", "°", kind, angle_deg, findings, error, asked=True)


def test_a_check_holds_up_to_the_first_angle_at_which_it_does_not() -> None:
    """A false finding ends it, and an error of 6 degrees; to both sides."""
    found = [
        _answer("yaw", 0), _answer("yaw", 10), _answer("yaw", 20, error=5.9),
        _answer("yaw", 30), _answer("yaw", 30, findings=1), _answer("yaw", 40),
        _answer("pitch", 10, error=6.0), _answer("pitch", 20),
    ]  # fmt: skip
    assert angles.limits(found) == {"x": {"c": {"yaw_deg": 20, "pitch_deg": 0}}}
    assert angles.limits([_answer("yaw", 0, findings=1)])["x"]["c"]["yaw_deg"] is None
    other = replace(_answer("yaw", 20, findings=1), check="halting")
    assert angles.limits([*found, other])["x"]["halting"] == {"yaw_deg": 10, "pitch_deg": 20}


def test_answers_of_a_turned_camera(bridge: Case) -> None:
    """The hip angle's error grows; where nothing is counted, a check is not asked."""
    base = watch(bridge)
    errors = {}
    for angle_deg in (0.0, 10.0, 20.0):
        turned = watch(space.yaw(bridge, angle_deg))
        answers = angles.answers(bridge, base, "yaw", angle_deg, turned)
        errors[angle_deg] = next(a for a in answers if a.check == "over-arched").error
    assert errors[0.0] == pytest.approx(0, abs=1e-6)
    assert 0 < errors[10.0] < errors[20.0]
    nothing = replace(base, error=-2)
    assert not any(a.asked for a in angles.answers(bridge, base, "yaw", 30.0, nothing))


def test_a_cell_has_the_worst_error_and_the_share(bridge: Case) -> None:
    runs = [report.run_of(bridge, "pace", 1.0, error, 2) for error in (0, -2, 1, 0)]
    assert report.cell(runs) == "-2, 50 %"
    assert report.cell(runs[:1]) == "0"
    assert report.cell([]) == "·"
    assert "| hip-bridge | exact | pace | 50 % | 1.0: -2 of 2; 1.0: +1 of 2 |" in report.page(runs)


def test_a_case_that_is_wrong_as_it_is_has_one_row_among_the_worst(bridge: Case) -> None:
    runs = [report.run_of(bridge, kind, 1.0, -2, 2) for kind in (report.BASE, "pace", "roll")]
    worst = report.page(runs).partition("## The worst rows")[2]
    assert worst.count("hip-bridge") == 1


def test_recordings_of_the_other_half_are_never_named(bridge: Case) -> None:
    runs = [report.run_of(replace(bridge, named=False, source="real"), "pace", 1.0, -2, 2)]
    text = report.page(runs)
    assert "hip-bridge" not in text
    assert "all of the other half" in text


@pytest.mark.slow
@settings(max_examples=6, derandomize=True)
@given(data=st.data())
@pytest.mark.parametrize("kind", ["pace", "pauses", "distance", "roll", "yaw", "nobody"])
def test_the_count_of_bridges_does_not_change(bridge: Case, kind: str, data: st.DataObject) -> None:
    """Whatever the pace, the pauses, the distance, the camera's tilt and place: two are two."""
    function, low, high = {
        "pace": (clock.pace, 0.6, 1.8),
        "pauses": (clock.pauses, 0.0, 3.0),
        "distance": (picture.distance, 0.7, 1.3),
        "roll": (picture.roll, -5.0, 5.0),
        "yaw": (space.yaw, -20.0, 20.0),
        "nobody": (hidden.nobody, 0.2, 0.4),
    }[kind]
    made = function(bridge, data.draw(st.floats(low, high)))
    assert made is not None
    assert watch(made).error == 0
