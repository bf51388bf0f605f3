"""The timeline: phases, cycles, pace, chance and overlays."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sample_videos.render.animation.motion_file import Motion, MotionError, Overlay
from sample_videos.render.animation.postures import PostureLibrary
from sample_videos.render.animation.timeline import UNEVEN_TIME, Timeline, eased, wave
from sample_videos.render.body.builds import BUILDS
from sample_videos.render.rig.anatomy import Body

BODY = Body(BUILDS["mira"].rest_m)
BOW = [
    {"to": "bowed", "take_s": 1.0, "phase": "lower"},
    {"hold_s": 2.0, "phase": "hold", "zone": "low"},
    {"to": "still", "take_s": 1.0, "phase": "rise"},
]


def timeline(plan: list[dict[str, object]], *, seed: int = 1, **more: object) -> Timeline:
    """The timeline of a clip of somebody who bows, with the given plan."""
    motion = Motion.model_validate(
        {
            "exercise": "bowing",
            "postures": {
                "still": {"rests": ["heel", "ball"]},
                "bowed": {"like": "still", "angles": {"chest": {"flexion": 20}}},
                "deep": {
                    "like": "still",
                    "angles": {"chest": {"flexion": 34}, "spine": {"flexion": 20}},
                },
            },
            "cycles": {"bow": BOW},
            "clips": {
                "one": {
                    "about": "Bows.",
                    "view": "side",
                    "build": "mira",
                    "room": "studio",
                    "facing": "left",
                    "start": "still",
                    "seed": seed,
                    "plan": plan,
                    **more,
                }
            },
        }
    )
    library = PostureLibrary(BODY, motion.for_clip("one"), 0.0)
    return Timeline(motion, motion.clips["one"], library)


def noses(line: Timeline, t_s: np.ndarray) -> np.ndarray:
    q = np.stack([solved.q for solved in line.states(t_s)])
    return BODY.place(q).points["nose"]


@pytest.mark.parametrize("ease", ["minimum-jerk", "cosine", "linear"])
def test_every_ease_goes_from_nought_to_one_through_the_middle(ease: str) -> None:
    """All have the same start, middle and end."""
    assert [eased(share, ease) for share in (0.0, 0.5, 1.0)] == pytest.approx([0, 0.5, 1])


@given(st.floats(0, 0.999), st.sampled_from(["minimum-jerk", "cosine"]))
def test_smooth_eases_never_go_back_and_start_at_rest(share: float, ease: str) -> None:
    """It only rises, and in the first thousandth of the time it covers almost nothing."""
    assert eased(share + 0.001, ease) >= eased(share, ease)
    assert eased(0.001, ease) < 1e-5


def test_a_cycle_is_run_as_often_as_asked_with_rest_after_each() -> None:
    """After a hold come two bows with three steps and a rest each: nine spans, two repetitions."""
    line = timeline([{"hold_s": 1.0}, {"cycle": "bow", "times": 2}])
    assert len(line.spans) == 1 + 2 * 4
    assert [(one.first, one.last) for one in line.repetitions] == [(1, 3), (5, 7)]


def test_spans_follow_each_other_without_a_gap() -> None:
    """Each span starts when the one before ends, and the last ends the clip."""
    line = timeline([{"hold_s": 1.0}, {"cycle": "bow", "times": 3}])
    ends = [span.end_s for span in line.spans]
    assert [span.start_s for span in line.spans] == [0.0, *ends[:-1]]
    assert line.duration_s == ends[-1]


def test_pace_and_swap_change_a_cycle_for_one_run() -> None:
    """The movement down takes half a second and ends in another posture. The rest is as before."""
    step = {"cycle": "bow", "pace": {"lower": 0.5}, "swap": {"bowed": "deep"}}
    down = timeline([{"hold_s": 1.0}, step]).spans[1]
    assert down.step.to == "deep"
    assert down.end_s - down.start_s == pytest.approx(0.5, rel=2 * UNEVEN_TIME)


@pytest.mark.parametrize("seed", range(8))
def test_chance_never_shortens_a_hold_and_keeps_phases_near_their_time(seed: int) -> None:
    """A hold of two seconds is never shorter. A movement of one second is so within 8 percent."""
    line = timeline([{"hold_s": 1.0}, {"cycle": "bow", "times": 3}], seed=seed)
    for span in line.spans:
        seconds = span.end_s - span.start_s
        if span.step.phase == "hold":
            assert 2.0 <= seconds <= 2.2
        elif span.moving:
            assert seconds == pytest.approx(1.0, rel=0.08)


def test_repetitions_of_one_person_differ_a_little() -> None:
    """Of three bows no two are equally long or equally deep."""
    line = timeline([{"hold_s": 1.0}, {"cycle": "bow", "times": 3}])
    downs = [span for span in line.spans if span.step.phase == "lower"]
    assert len({span.end_s - span.start_s for span in downs}) == 3
    depths = noses(line, np.array([span.end_s for span in downs]))[:, 1]
    assert 0 < np.ptp(depths) < 0.02


def test_the_seed_decides_everything() -> None:
    """The same seed gives the same frames. Another seed gives others."""
    plan: list[dict[str, object]] = [{"hold_s": 0.5}, {"cycle": "bow"}]
    t_s = np.linspace(0, 3, 7)
    first, again, other = (noses(timeline(plan, seed=seed), t_s) for seed in (3, 3, 4))
    np.testing.assert_array_equal(first, again)
    assert np.abs(first - other).max() > 1e-4


def test_a_move_through_postures_does_not_stop_there() -> None:
    """The nose moves on through a posture between. At both ends it is at rest."""
    plan: list[dict[str, object]] = [
        {"hold_s": 0.5},
        {"to": "deep", "through": ["bowed"], "take_s": 2.0, "ease": "cosine"},
        {"hold_s": 0.5},
    ]
    t_s = np.arange(0.5, 2.5, 0.05)
    speed = np.linalg.norm(np.diff(noses(timeline(plan), t_s), axis=0), axis=1) / 0.05
    assert speed[len(speed) // 2 - 3 : len(speed) // 2 + 3].min() > 0.3 * speed.max()
    assert max(speed[0], speed[-1]) < 0.2 * speed.max()


def test_a_tremor_shakes_at_its_own_rate_and_only_in_its_time() -> None:
    """The strongest frequency of a 5 Hz wave is 5 Hz. Before its start the wave is zero."""
    tremor = Overlay(of="chest.flexion", amplitude_deg=1.5, hz=5.0, from_s=2.0, to_s=8.0)
    t_s = np.arange(2.5, 7.5, 1 / 30)
    values = np.array([wave(tremor, float(t), seed=1) for t in t_s])
    rates = np.fft.rfftfreq(len(values), 1 / 30)
    assert rates[np.abs(np.fft.rfft(values)).argmax()] == pytest.approx(5.0, abs=0.2)
    assert values.std() * np.sqrt(2) == pytest.approx(1.5, rel=0.02)
    assert wave(tremor, 1.9, seed=1) == wave(tremor, 8.1, seed=1) == 0.0


def test_an_overlay_moves_the_body() -> None:
    """A wave on the chest moves the nose of a standing person up and down."""
    shaking = {"of": "chest.flexion", "amplitude_deg": 3.0, "hz": 1.0}
    t_s = np.arange(0.5, 1.5, 0.1)
    still = noses(timeline([{"hold_s": 2.0}]), t_s)
    moved = noses(timeline([{"hold_s": 2.0}], overlays=[shaking]), t_s)
    assert np.ptp(still[:, 2]) < 1e-6
    assert np.ptp(moved[:, 2]) > 0.01


def test_an_unknown_cycle_or_posture_is_refused_by_name() -> None:
    """The message says what is allowed."""
    with pytest.raises(MotionError, match="cycle 'jump': allowed are bow"):
        timeline([{"cycle": "jump"}])
    with pytest.raises(MotionError, match="posture 'kneeling': allowed are still"):
        timeline([{"to": "kneeling"}])


def test_waves_of_two_angles_or_two_seeds_are_not_in_step() -> None:
    """Breath and sway have phases of their own, and so have two persons."""
    t_s = np.arange(1, 21, 0.1)
    chest, head = (Overlay(of=f"{bone}.flexion", amplitude_deg=1.0) for bone in ("chest", "head"))
    first = np.array([wave(chest, float(t), seed=1) for t in t_s])
    for other, seed in ((head, 1), (chest, 2)):
        second = np.array([wave(other, float(t), seed=seed) for t in t_s])
        assert abs(np.corrcoef(first, second)[0, 1]) < 0.9


def test_a_clip_can_begin_in_the_middle_of_a_movement() -> None:
    """The first second is left out; what comes after it is the same movement, earlier."""
    plan: list[dict[str, object]] = [{"hold_s": 0.5}, {"to": "bowed", "take_s": 1.0}]
    whole, late = timeline(plan), timeline(plan, begins_s=1.0)
    assert late.duration_s == pytest.approx(whole.duration_s - 1.0)
    times = np.array([0.0, 0.2, 0.4])
    np.testing.assert_allclose(noses(late, times), noses(whole, times + 1.0), atol=1e-4)
    assert not np.allclose(noses(late, times[:1]), noses(whole, times[:1]), atol=0.01)
