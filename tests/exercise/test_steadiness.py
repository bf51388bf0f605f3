"""Steadiness: faults put into bridges by arithmetic. Each is found as what it is, at its time, and
none is found in good bridges at any allowed pace."""

from __future__ import annotations

from collections.abc import Callable
from itertools import product

import numpy as np
import pytest
import stick

from posecheck.exercise.judge.uncertainty import MOVEMENT_S
from posecheck.exercise.spec.catalogue import Catalogue
from posecheck.exercise.spec.steadiness_table import FAULTS
from posecheck.exercise.steady.measures import pause_measures
from posecheck.exercise.steady.noise_floor import NoiseFloor
from posecheck.exercise.steady.not_judged import DARK, DARK_LIGHT
from posecheck.motion.resampling import Resampled
from posecheck.records import Report, Verdict
from posecheck.words.speech import Speech

BRIDGE = "hip-bridge"
REST_DEG, TOP_DEG, RANGE_DEG = 130.0, 176.0, 46.0
LIFT_S, UP_S, LOWER_S, END_S = 1.5, 4.0, 8.5, 11.0
"""A bridge: lift from 1.5 to 4 s, held until 8.5 s, down until 11 s."""


def minimum_jerk(t_s: float, start_s: float, end_s: float) -> float:
    """A minimum-jerk movement, from 0 to 1."""
    x = min(max((t_s - start_s) / (end_s - start_s), 0.0), 1.0)
    return x**3 * (10 - 15 * x + 6 * x**2)


def calm(t_s: float) -> float:
    """The hip angle of a good bridge."""
    return REST_DEG + RANGE_DEG * (
        minimum_jerk(t_s, LIFT_S, UP_S) - minimum_jerk(t_s, LOWER_S, END_S)
    )


def halting(t_s: float) -> float:
    """The lift stands still for 0.6 s in its middle."""
    up = (minimum_jerk(t_s, LIFT_S, 2.4) + minimum_jerk(t_s, 3.0, UP_S)) / 2
    return REST_DEG + RANGE_DEG * (up - minimum_jerk(t_s, LOWER_S, END_S))


def slipped(t_s: float) -> float:
    """16° of the 46° of a lowering are lost within a quarter of a second."""
    down = 0.65 * minimum_jerk(t_s, LOWER_S, END_S) + 0.35 * minimum_jerk(t_s, 9.6, 9.85)
    return REST_DEG + RANGE_DEG * (minimum_jerk(t_s, LIFT_S, UP_S) - down)


def shaking(t_s: float) -> float:
    """3° at 4.5 Hz while the hips come up."""
    on = LIFT_S < t_s < UP_S
    return calm(t_s) + on * 3.0 * float(np.sin(2 * np.pi * 4.5 * t_s))


def bouncing(t_s: float) -> float:
    """Four bounces of 8°, two a second, at the top."""
    on = 5.0 < t_s < 7.0
    return calm(t_s) - on * 4.0 * (1 - float(np.cos(2 * np.pi * 2.0 * (t_s - 5.0))))


FAULTY = {
    "halting": (halting, (2.4, 3.0)),
    "sudden": (slipped, (9.6, 9.85)),
    "shaking": (shaking, (LIFT_S, UP_S)),
    "bouncing": (bouncing, (5.0, 7.0)),
}


@pytest.fixture(scope="module")
def bridge(perform: Callable) -> Callable[..., Report]:
    """The report on one bridge whose hip angle is a function of time."""

    def make(
        hip_deg: Callable[[float], float],
        *,
        fps: float = 30.0,
        noise_deg: float = 0.0,
        slower: float = 1.0,
        light: float | None = None,
    ) -> Report:
        poses = stick.film(
            lambda t_s: stick.bridge(hip_deg(t_s / slower), rest_deg=REST_DEG),
            stick.times((END_S + 2) * slower, fps),
            None if light is None else stick.Scene(light=light),
            noise_px=stick.noise_for(noise_deg) if noise_deg else 0.0,
            seed=4,
        )
        report: Report = perform(BRIDGE, poses).report
        assert report.count == 1
        return report

    return make


def steadiness_faults(report: Report) -> list[str]:
    """The faults of steadiness in a report."""
    return [f.check for f in report.findings if f.check in FAULTS]


@pytest.mark.parametrize("fps", [24.0, 30.0, 60.0])
@pytest.mark.parametrize("noise_deg", [0.0, 0.3], ids=["clean", "noisy"])
@pytest.mark.parametrize("fault", FAULTY)
def test_a_fault_is_found_as_what_it_is(
    fault: str, noise_deg: float, fps: float, bridge: Callable
) -> None:
    """It is found once, at its time, in its repetition, and as nothing else."""
    hip_deg, (start_s, end_s) = FAULTY[fault]
    report = bridge(hip_deg, fps=fps, noise_deg=noise_deg)
    assert [f.check for f in report.findings] == [fault]
    (finding,) = report.findings
    assert min(finding.end_s, end_s) - max(finding.start_s, start_s) > 0.5 * (
        min(finding.end_s - finding.start_s, end_s - start_s)
    )
    assert finding.rep == 1
    assert report.reps[0].verdict is Verdict.FAULT


@pytest.mark.parametrize("fps", [15.0, 30.0, 60.0])
@pytest.mark.parametrize("noise_deg", [0.0, 0.5], ids=["clean", "noisy"])
@pytest.mark.parametrize("slower", [0.75, 1.0, 2.0], ids=["brisk", "normal", "slow"])
def test_a_good_bridge_has_no_fault(
    slower: float, noise_deg: float, fps: float, bridge: Callable
) -> None:
    """At any allowed pace, rate and noise. Its numbers are those of minimum-jerk movements."""
    report = bridge(calm, slower=slower, noise_deg=noise_deg, fps=fps)
    assert steadiness_faults(report) == []
    lift = report.reps[0].phases[0].steadiness
    assert lift is not None
    assert lift.stops == 0
    assert lift.mean_per_s == pytest.approx(RANGE_DEG / (2.5 * slower), rel=0.35)


def test_every_movement_and_pause_is_measured(bridge: Callable) -> None:
    """A movement has speeds, a pause has swings."""
    lift, hold, lower = (p.steadiness for p in bridge(calm).reps[0].phases)
    for movement in (lift, lower):
        assert movement.sparc == pytest.approx(-1.5, abs=0.35)
        assert movement.ldlj < -4
        assert movement.peak_per_s > movement.mean_per_s > 0
        assert movement.swings is None
    assert (hold.swings, hold.mean_per_s, hold.sparc) == (0, None, None)
    assert bridge(calm).holds[0].steadiness == hold


def test_a_tremor_is_given_with_size_and_frequency(bridge: Callable) -> None:
    """They are those of the film."""
    steadiness = bridge(shaking).reps[0].phases[0].steadiness
    assert steadiness.shaking == pytest.approx(3.0, rel=0.2)
    assert steadiness.shaking_hz == pytest.approx(4.5, abs=0.4)


def test_what_drowns_in_noise_is_not_judged_and_no_fault(bridge: Callable) -> None:
    """There are 4° of noise. The reason says what would help."""
    report = bridge(calm, noise_deg=4.0)
    assert steadiness_faults(report) == []
    unmeasured = [n for n in report.not_judged if n.why.key.startswith("unmeasured-")]
    assert "shaking" in {n.what for n in unmeasured}
    assert {n.why.key for n in unmeasured} == {"unmeasured-noise"}
    assert "Come nearer" in Speech().sentence(unmeasured[0].why)


@pytest.mark.parametrize("fault", FAULTY)
def test_in_the_dark_steadiness_is_not_judged(fault: str, bridge: Callable) -> None:
    """The same movement is judged as soon as the picture is light enough."""
    hip_deg, _ = FAULTY[fault]
    assert steadiness_faults(bridge(hip_deg, light=DARK_LIGHT + 1)) == [fault]
    report = bridge(hip_deg, light=DARK_LIGHT - 1)
    assert steadiness_faults(report) == []
    for phase in report.reps[0].phases:
        assert phase.steadiness.unmeasured == tuple(dict.fromkeys(FAULTS, DARK).items())


def test_landmarks_that_are_guessed_show_neither_stops_nor_slips(bridge: Callable) -> None:
    """They have noise that no limb in good pictures has."""
    lift = bridge(calm, noise_deg=1.4, slower=0.6).reps[0].phases[0].steadiness
    assert lift is not None
    assert lift.noise > 1.2
    assert {"halting", "sudden", "shaking"} <= set(dict(lift.unmeasured))


@pytest.mark.parametrize("fps", [12.0, 20.0])
def test_a_slow_camera_cannot_show_a_tremor(fps: float, bridge: Callable) -> None:
    """With 12 pictures a second a tremor of 5 Hz looks like another frequency. With 20 it cannot be
    distinguished from the noise of a moving body."""
    report = bridge(calm, fps=fps)
    (unmeasured,) = [n for n in report.not_judged if n.what == "shaking"]
    assert unmeasured.why.key == "unmeasured-slow-camera"
    assert "pictures a second" in Speech().sentence(unmeasured.why)


def test_jumps_of_landmarks_are_no_fault(perform: Callable) -> None:
    """The knee is elsewhere for a tenth of a second, three times during the lift."""
    poses = list(
        stick.film(
            lambda t_s: stick.bridge(calm(t_s), rest_deg=REST_DEG),
            stick.times(END_S + 2, 30.0),
            None,
        )
    )
    for at_s in (2.2, 2.8, 3.3):
        for i in stick.between(poses, at_s, at_s + 0.1):
            knee = poses[i].image[25, :2]
            poses[i] = stick.throw(poses[i], ["knee"], [(knee[0], knee[1] + 0.05)])
    report = perform(BRIDGE, poses).report
    assert steadiness_faults(report) == []


@pytest.mark.parametrize(
    ("swing", "noise", "judged"),
    [(10.0, 0.0, True), (40.0, 0.0, False), (10.0, 0.7, False)],
    ids=["bounces", "faster than a limb falls", "in noise"],
)
def test_swings_that_no_body_makes_are_not_judged(swing: float, noise: float, judged: bool) -> None:
    """They come twice a second. 40° would need 3200°/s². And four times 0.7° of noise is more than
    the swing of a bounce."""
    t_s = np.arange(0, 6, 1 / 30)
    held = Resampled(0.0, 30.0, 50 - swing * (1 - np.cos(4 * np.pi * t_s)) / 2)
    pause = pause_measures(
        held, (0.5, 5.5), signal="hip_deg", unit="°", degree=1.0, swing=2.5,
        noise_floor=NoiseFloor(sd=noise, band=0.0),
    )  # fmt: skip
    assert (pause.steadiness.swings or 0) >= 5
    assert ("bouncing" not in dict(pause.steadiness.unmeasured)) is judged


@pytest.mark.parametrize("share", [0.4, 0.5, 0.8])
def test_a_halt_belongs_to_its_movement(share: float, bridge: Callable) -> None:
    """The lift lasts from its first move to its last, also if it halts near its end."""

    def in_two(t_s: float) -> float:
        up = share * minimum_jerk(t_s, LIFT_S, 2.4) + (1 - share) * minimum_jerk(t_s, 2.8, UP_S)
        return REST_DEG + RANGE_DEG * (up - minimum_jerk(t_s, LOWER_S, END_S))

    lift, hold, _ = bridge(in_two).reps[0].phases
    assert (lift.start_s, lift.end_s) == pytest.approx((LIFT_S, UP_S), abs=0.3)
    nearly_deg = REST_DEG + 0.95 * RANGE_DEG
    held_s = [t_s for t_s in stick.times(END_S, 1000) if in_two(t_s) >= nearly_deg]
    assert (hold.start_s, hold.end_s) == pytest.approx((held_s[0], held_s[-1]), abs=0.2)


@pytest.mark.parametrize("slip_s", [0.2, 0.25])
@pytest.mark.parametrize("share", [0.35, 0.5])
def test_a_slip_is_no_tremor_and_does_not_shorten_its_movement(
    share: float, slip_s: float, bridge: Callable
) -> None:
    """A slip of half a lowering in a fifth of a second has power in the tremor's band, too."""

    def thrown(t_s: float) -> float:
        slip = minimum_jerk(t_s, 9.2, 9.2 + slip_s)
        down = (1 - share) * minimum_jerk(t_s, LOWER_S, 10.1) + share * slip
        return REST_DEG + RANGE_DEG * (minimum_jerk(t_s, LIFT_S, UP_S) - down)

    report = bridge(thrown)
    assert steadiness_faults(report) == ["sudden"]
    lower = report.reps[0].phases[-1]
    assert (lower.start_s, lower.end_s) == pytest.approx((LOWER_S, 10.1), abs=0.35)


def test_a_tremor_does_not_show_in_a_movement_that_is_too_quick(
    bridges: Callable, perform: Callable
) -> None:
    """A smooth movement of 46° in 0.8 s has as much power in the tremor's band."""
    report = perform(BRIDGE, bridges(stick.Plan(lift_s=0.8)).poses).report
    lift = report.reps[0].phases[0].steadiness
    assert lift is not None
    assert "quick" in dict(lift.unmeasured)["shaking"]
    assert steadiness_faults(report) == []


def test_a_movement_that_was_too_fast_has_no_other_finding(
    bridges: Callable, perform: Callable
) -> None:
    """The finding has what the file says to aim for: 2 s."""
    report = perform(BRIDGE, bridges(stick.Plan(lift_s=0.5)).poses).report
    (finding,) = report.findings
    assert finding.check == "fast-lift"
    assert finding.aim == 2.0


def test_haste_is_found_only_beyond_what_noise_may_have_done(
    bridges: Callable, perform: Callable
) -> None:
    """The check asks for 0.8 s. A lift that lacks less than the standard error of its duration is
    close to the limit. That error is four times its noise over its mean speed, or 0.1 s."""
    answers = set()
    for lift_s, noise_deg in product((0.3, 0.64, 0.72), (0.0, 1.0, 2.6)):
        made = bridges(stick.Plan(lift_s=lift_s), noise_deg=noise_deg, seed=8)
        report = perform(BRIDGE, made.poses).report
        lift = report.reps[0].phases[0]
        doubt_s = 4 * lift.steadiness.noise / lift.steadiness.mean_per_s
        found = "fast-lift" in [f.check for f in report.findings]
        assert found is (lift.duration_s + max(doubt_s, MOVEMENT_S) <= 0.8)
        assert found or lift.duration_s >= 0.8 or [f.check for f in report.close] == ["fast-lift"]
        answers.add((found, lift.duration_s < 0.8, doubt_s > 0.8 - lift.duration_s > MOVEMENT_S))
    assert answers == {
        (True, True, False), (False, True, False), (False, True, True), (False, False, False),
    }  # fmt: skip


def test_the_pace_of_repetitions_is_compared(bridges: Callable, perform: Callable) -> None:
    """Lifts of 1.5, 2 and 2.5 s take 2 s on average, with a spread of 0.41 / 2."""
    plans = [stick.Plan(lift_s=lift_s) for lift_s in (1.5, 2.0, 2.5)]
    report = perform(BRIDGE, bridges(*plans).poses).report
    pace = {p.phase: p for p in report.paces}["lift"]
    assert pace.count == 3
    assert pace.mean_s == pytest.approx(2.0, abs=0.15)
    assert pace.spread == pytest.approx(0.204, abs=0.06)


def test_which_faults_of_steadiness_an_exercise_has(catalogue: Catalogue) -> None:
    """Steps swing. Trembling is normal in a plank. A check of the file replaces the fault of the
    same name."""
    assert catalogue.get("easy-walk").steadiness_faults() == ()
    assert "shaking" not in catalogue.get("plank").steadiness_faults()
    assert "bouncing" not in catalogue.get("superman").steadiness_faults()
    assert catalogue.get("hip-bridge").steadiness_faults() == FAULTS
