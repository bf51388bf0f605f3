"""Bridges whose hip angle is a known curve. They are counted and timed, and nothing else is
counted."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
import stick
from hypothesis import given, settings
from hypothesis import strategies as st
from stick import Course, Move, Plan

from posecheck.records import HoldEnd, Pose, Rep, Verdict

BRIDGE = "hip-bridge"


def bounds(rep: Rep) -> list[float]:
    """Start and end of the lift, of the hold and of the lowering."""
    lift, hold, lower = rep.phases
    assert (lift.name, hold.name, lower.name) == ("lift", "hold", "lower")
    assert (rep.start_s, rep.end_s) == (lift.start_s, lower.end_s)
    assert hold.start_s <= lift.end_s <= lower.start_s <= hold.end_s
    return [t for phase in rep.phases for t in (phase.start_s, phase.end_s)]


def known(made: stick.Made) -> list[float]:
    """The same six times, as they were made. The hold reaches into the movements beside it."""
    return [made.start_s, made.up_s, *made.held_s, made.leave_s, made.end_s]


plans = st.builds(
    Plan,
    top_deg=st.floats(172, 183),
    lift_s=st.floats(0.9, 3),
    hold_s=st.floats(0.8, 5),
    lower_s=st.floats(0.9, 3),
    pause_s=st.floats(0.6, 2.5),
)


@settings(max_examples=8)
@given(
    many=st.lists(plans, min_size=1, max_size=4),
    rest_deg=st.floats(110, 148),
    fps=st.floats(12, 60),
    noise_deg=st.floats(0, 0.5),
    seed=st.integers(0, 1000),
    head=st.sampled_from(["left", "right"]),
    near=st.sampled_from(["left", "right"]),
)
def test_every_bridge_is_counted_once(
    many: list[Plan], rest_deg: float, fps: float, noise_deg: float, seed: int, head: str,
    near: str, bridges: Callable, perform: Callable,
) -> None:  # fmt: skip
    """So many bridges give that count: any rest, any top, any pace, any camera, with landmark
    noise."""
    made = bridges(
        *many, rest_deg=rest_deg, fps=fps, noise_deg=noise_deg, seed=seed,
        scene=stick.Scene(head=head, near=near),
    )  # fmt: skip
    report = perform(BRIDGE, made.poses).report
    assert (report.count, report.halves) == (len(many), 0)
    assert [r.number for r in report.reps] == [*range(1, len(many) + 1)]
    for rep, true in zip(report.reps, made.made, strict=True):
        assert rep.start_s < true.up_s
        assert true.leave_s < rep.end_s


@pytest.mark.parametrize("rest_deg", [110.0, 120.0, 135.0, 142.0, 148.0])
def test_the_rest_belongs_to_the_person(
    rest_deg: float, bridges: Callable, perform: Callable
) -> None:
    """Real people rest at 120 to 148 degrees, with the feet near or far. Two bridges are two."""
    report = perform(BRIDGE, bridges(Plan(), Plan(), rest_deg=rest_deg).poses).report
    assert (report.count, report.halves, report.findings) == (2, 0, ())


@pytest.mark.parametrize("head", ["left", "right"])
@pytest.mark.parametrize("near", ["left", "right"])
def test_good_bridges_are_good(near: str, head: str, bridges: Callable, perform: Callable) -> None:
    """Nothing is found, everything is judged, and each hold lasts four seconds and what belongs to
    it of the movements beside it."""
    made = bridges(Plan(), Plan(), scene=stick.Scene(head=head, near=near))
    report = perform(BRIDGE, made.poses).report
    assert report.verdict is Verdict.GOOD
    assert [r.verdict for r in report.reps] == [Verdict.GOOD] * 2
    assert (report.findings, report.not_judged, report.remarks) == ((), (), ())
    held_s = 4 + stick.NEARLY_THERE * (2 + 2)
    assert [h.duration_s for h in report.holds] == pytest.approx([held_s] * 2, abs=0.2)
    assert [(h.zone, h.rep, h.ended) for h in report.holds] == [
        ("up", 1, HoldEnd.LEFT),
        ("up", 2, HoldEnd.LEFT),
    ]


@pytest.mark.parametrize("seed", range(4))
def test_landmark_noise_makes_no_fault(seed: int, bridges: Callable, perform: Callable) -> None:
    """The noise is 0.3 degrees, as measured on people at rest."""
    made = bridges(Plan(lift_s=1.5, lower_s=1.5), Plan(), noise_deg=0.3, seed=seed)
    assert perform(BRIDGE, made.poses).report.verdict is Verdict.GOOD


@pytest.mark.parametrize(
    "plan",
    [
        Plan(),
        Plan(lift_s=1, lower_s=3),
        Plan(lift_s=4, lower_s=1, hold_s=6),
        Plan(top_deg=172, hold_s=1.5),
    ],
    ids=["calm", "slow down", "slow up, long", "short and low"],
)
@pytest.mark.parametrize("rest_deg", [112.0, 130.0, 146.0])
def test_phases_begin_and_end_where_the_curve_does(
    rest_deg: float, plan: Plan, bridges: Callable, perform: Callable
) -> None:
    """At 30 pictures a second each time is right within 0.15 s."""
    made = bridges(plan, plan, rest_deg=rest_deg)
    report = perform(BRIDGE, made.poses).report
    for rep, true in zip(report.reps, made.made, strict=True):
        assert bounds(rep) == pytest.approx(known(true), abs=0.15)


@pytest.mark.parametrize("fps", [12, 15, 60])
def test_phases_are_as_true_at_other_rates(
    fps: float, bridges: Callable, perform: Callable
) -> None:
    """At the slow rates a time may be wrong by one and a half pictures."""
    made = bridges(Plan(), Plan(), fps=fps)
    report = perform(BRIDGE, made.poses).report
    for rep, true in zip(report.reps, made.made, strict=True):
        assert bounds(rep) == pytest.approx(known(true), abs=max(0.15, 1.5 / fps))


@pytest.mark.parametrize("lead_s", [8.0, 8.7, 9.4, 10.1, 10.8, 11.5, 12.2])
def test_a_long_rest_does_not_cut_off_the_beginning_of_a_lift(
    lead_s: float, bridges: Callable, perform: Callable
) -> None:
    """The history is short, but it reaches back to before the first zone was left."""
    made = bridges(Plan(lift_s=4), lead_s=lead_s, fps=60)
    (rep,) = perform(BRIDGE, made.poses).report.reps
    assert bounds(rep) == pytest.approx(known(made.made[0]), abs=0.15)


@pytest.mark.parametrize("seed", range(3))
def test_a_phone_with_an_uneven_rate_gives_the_same_times(
    seed: int, bridges: Callable, perform: Callable
) -> None:
    """Time is read from the pictures, not from their number."""
    made = bridges(Plan(), Plan())
    times_s = stick.uneven_times(made.course.end_s + 2, seed=seed)
    poses = stick.film(lambda t: stick.bridge(made.course.at(t)), times_s)
    report = perform(BRIDGE, poses).report
    assert report.verdict is Verdict.GOOD
    for rep, true in zip(report.reps, made.made, strict=True):
        assert bounds(rep) == pytest.approx(known(true), abs=0.2)


@pytest.mark.parametrize("seconds", [6, 8, 10, 12, 15])
def test_who_takes_a_long_time_is_counted_once(
    seconds: float, bridges: Callable, perform: Callable
) -> None:
    """The exercise asks for slowness. A slow repetition is neither lost nor counted twice."""
    made = bridges(Plan(lift_s=seconds, lower_s=seconds))
    report = perform(BRIDGE, made.poses).report
    assert (report.count, report.halves) == (1, 0)


@pytest.mark.parametrize("hold_s", [0.2, 1.5, 4.0], ids=["at once", "short", "held"])
@pytest.mark.parametrize("top_deg", [152.0, 158.0])
def test_a_half_repetition_is_found_however_long_it_is_held(
    top_deg: float, hold_s: float, bridges: Callable, perform: Callable
) -> None:
    """It is not counted. Its finding says how high the hips came and how high they should come."""
    half = Plan(top_deg=top_deg, hold_s=hold_s)
    made = bridges(Plan(), half, Plan())
    done = perform(BRIDGE, made.poses)
    report, last = done.report, done.updates[-1]
    assert (report.count, report.halves) == (last.count, last.halves) == (2, 1)
    assert [r.complete for r in report.reps] == [True, False, True]
    (finding,) = report.findings
    assert (finding.check, finding.rep) == ("half-repetition", 2)
    assert finding.value == pytest.approx(top_deg, abs=0.1)
    assert finding.limit > top_deg
    half_way = report.reps[1]
    assert (half_way.start_s, half_way.end_s) == pytest.approx(
        (made.made[1].start_s, made.made[1].end_s), abs=0.15
    )
    assert half_way.start_s <= finding.start_s <= finding.end_s <= half_way.end_s
    assert len(report.holds) == 2


@pytest.mark.parametrize("pause_s", [0.0, 0.1, 0.3])
def test_repetitions_without_a_rest_between_them_do_not_overlap(
    pause_s: float, bridges: Callable, perform: Callable
) -> None:
    """Each ends before the next begins, however short the rest is."""
    made = bridges(*[Plan(pause_s=pause_s)] * 3)
    reps = perform(BRIDGE, made.poses).report.reps
    assert [r.complete for r in reps] == [True] * 3
    for before, after, true in zip(reps, reps[1:], made.made, strict=False):
        assert before.end_s <= after.start_s + 1e-9
        assert before.end_s == pytest.approx(true.end_s, abs=0.2)


def test_shifting_about_is_no_repetition(bridges: Callable, perform: Callable) -> None:
    """A few degrees at rest are not even an attempt."""
    stir = Plan(top_deg=141, lift_s=0.5, hold_s=0.2, lower_s=0.5)
    report = perform(BRIDGE, bridges(stir, Plan(), stir, stir).poses).report
    assert (report.count, report.halves, report.findings) == (1, 0, ())


def test_lying_still_is_not_judged(perform: Callable) -> None:
    """There is no repetition and no verdict, and the reason is given."""
    poses = stick.film(lambda _: stick.bridge(130.0), stick.times(6))
    report = perform(BRIDGE, poses).report
    assert (report.count, report.halves, report.verdict) == (0, 0, Verdict.NOT_JUDGED)
    assert [n.what for n in report.not_judged] == ["everything"]


@pytest.mark.parametrize("lead_s", [0.0, 0.3, 1.0])
def test_a_recording_that_begins_in_the_start_posture_counts_from_the_first_repetition(
    lead_s: float, bridges: Callable, perform: Callable
) -> None:
    """A recording may be cut shortly before the first lift."""
    made = bridges(Plan(), Plan(), lead_s=lead_s)
    assert perform(BRIDGE, made.poses).report.count == 2


def lying(hip: Course, trunk: Course, times_s: list[float]) -> list[Pose]:
    """Films hip and trunk, each with its own course, around the hips."""
    return stick.film(
        lambda t: stick.supine(hip_deg=hip.at(t), trunk_deg=trunk.at(t)),
        times_s,
        stick.Scene(anchor="hip", at=(0.45, 0.75)),
    )


def getting_into_place(*shuffles: tuple[float, float]) -> tuple[Course, Course, float]:
    """Somebody sits for a second, lies down within two, and moves the hips at once.

    Each of the `shuffles` is a hip angle and the seconds to get there and back. Returns the course
    of the hip, that of the trunk, and the time at which all is over.
    """
    hip, trunk = [Move(1, 3, 130.0)], [Move(1, 3, 0.0)]
    t_s = 3.0
    for to_deg, seconds in shuffles:
        for hip_deg in (to_deg, 130.0):
            hip.append(Move(t_s, t_s + seconds, hip_deg))
            trunk.append(Move(t_s, t_s + seconds, 22 * (hip_deg - 130) / 50))
            t_s += seconds
    return Course(60.0, tuple(hip)), Course(-75.0, tuple(trunk)), t_s


@pytest.mark.parametrize(
    ("shuffles", "whole"),
    [
        ((), 0),
        (((142.0, 0.4), (142.0, 0.3)), 0),
        (((150.0, 0.5), (155.0, 0.5)), 0),
        (((168.0, 0.5),), 1),
        (((168.0, 0.5), (170.0, 0.6)), 2),
    ],
    ids=["lies down", "shuffles", "lifts the hips half", "one whole bridge", "two whole bridges"],
)
def test_getting_into_place_is_not_counted_but_a_whole_bridge_right_after_it_is(
    shuffles: tuple[tuple[float, float], ...], whole: int, bridges: Callable, perform: Callable
) -> None:
    """Somebody sits, lies down, moves the hips, rests and does two repetitions. Whoever comes to
    lie and lifts the hips all the way at once has made a bridge: a fast one. Half a bridge before
    they lay still is no half repetition."""
    hip, trunk, ready_s = getting_into_place(*shuffles)
    made = bridges(Plan(), Plan(), lead_s=ready_s + 1.5)
    lifts = [Move(m.start_s, m.end_s, 22 * (m.to - 130) / 50) for m in made.course.moves]
    hip = replace(hip, moves=(*hip.moves, *made.course.moves))
    trunk = replace(trunk, moves=(*trunk.moves, *lifts))
    report = perform(BRIDGE, lying(hip, trunk, stick.times(hip.end_s + 2))).report
    assert (report.count, report.halves) == (2 + whole, 0)
    assert report.reps[-2].start_s == pytest.approx(made.made[0].start_s, abs=0.15)
    early = report.reps[:-2]
    assert all(3 - 0.2 < r.start_s < r.end_s < ready_s + 0.2 for r in early)
    assert {f.rep for f in report.findings if f.check == "fast-lift"} == {r.number for r in early}


def test_getting_up_is_never_counted(bridges: Callable, perform: Callable) -> None:
    """Somebody does two repetitions, gets up and goes away."""
    made = bridges(Plan(), Plan())
    up_s = made.course.end_s + 1
    hip = replace(made.course, moves=(*made.course.moves, Move(up_s, up_s + 1.5, 60.0)))
    lifts = [Move(m.start_s, m.end_s, 22 * (m.to - 130) / 50) for m in made.course.moves]
    trunk = Course(0.0, (*lifts, Move(up_s, up_s + 1.5, -75.0)))
    report = perform(BRIDGE, lying(hip, trunk, stick.times(up_s + 4))).report
    assert (report.count, report.halves, report.verdict) == (2, 0, Verdict.GOOD)


@pytest.mark.parametrize("new_rest_deg", [116.0, 144.0], ids=["feet nearer", "feet farther"])
def test_who_moves_the_feet_between_repetitions_is_still_counted(
    new_rest_deg: float, perform: Callable
) -> None:
    """The first repetition starts at 130 degrees, the second from another rest."""
    hip = Course(130.0, (
        Move(2, 4, 178), Move(8, 10, 130), Move(12, 13, new_rest_deg),
        Move(17, 19, 178), Move(23, 25, new_rest_deg),
    ))  # fmt: skip
    trunk = Course(0.0, (Move(2, 4, 21), Move(8, 10, 0), Move(17, 19, 21), Move(23, 25, 0)))
    report = perform(BRIDGE, lying(hip, trunk, stick.times(28))).report
    assert (report.count, report.halves, report.findings) == (2, 0, ())
    assert bounds(report.reps[1]) == pytest.approx(known(stick.Made(17, 19, 23, 25)), abs=0.15)


def test_a_repetition_that_lacks_only_the_last_of_its_return_counts(
    bridges: Callable, perform: Callable
) -> None:
    """The recording is cut when three quarters of the lowering are done."""
    made = bridges(Plan(), Plan())
    cut_s = made.made[1].leave_s + 1.4
    report = perform(BRIDGE, [p for p in made.poses if p.t_s < cut_s]).report
    assert report.count == 2


def test_a_repetition_that_the_recording_ends_in_is_reported_and_not_counted(
    bridges: Callable, perform: Callable
) -> None:
    """The person is still up when the recording ends. That is neither good nor a fault."""
    made = bridges(Plan(), Plan())
    cut_s = made.made[1].leave_s - 1
    report = perform(BRIDGE, [p for p in made.poses if p.t_s < cut_s]).report
    assert (report.count, report.halves, report.findings) == (1, 0, ())
    (unknown,) = report.not_judged
    assert unknown.what == "repetition"
    assert unknown.end_s == pytest.approx(cut_s, abs=0.1)
