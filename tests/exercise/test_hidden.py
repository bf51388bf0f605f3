"""What a gap, a cut, the recording's ends, the camera's angle or the measurement's error hide is
neither good nor a fault."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

import pytest
import stick
from hypothesis import given, settings
from hypothesis import strategies as st
from stick import Plan, Scene

from posecheck.exercise.judge import uncertainty
from posecheck.records import Pose, Report, Verdict

BRIDGE = "hip-bridge"
SHORT = Plan(hold_s=1.8)


def unanswered(report: Report, rep: int | None = None) -> dict[str, set[str]]:
    """The reasons of what was not judged, and the checks of each."""
    found: dict[str, set[str]] = {}
    for one in report.not_judged:
        if rep is None or one.rep == rep:
            found.setdefault(one.why.key, set()).add(one.what)
    return found


def test_a_hold_with_a_gap_in_it_is_not_called_short(bridges: Callable, perform: Callable) -> None:
    """Without the gap it is short. Nobody knows what the person did meanwhile: the movements beside
    it may have halted, and gone on in it."""
    made = bridges(SHORT, Plan())
    assert perform(BRIDGE, made.poses).found == ["short-hold"]
    up_s = made.made[0].up_s
    report = perform(BRIDGE, stick.lose_person(made.poses, up_s + 0.6, up_s + 1.2)).report
    assert (report.count, report.findings, report.close) == (2, (), ())
    hidden = unanswered(report, rep=1)
    assert hidden["gap"] == {
        "over-arched", "sagging-hold", "short-hold", "fast-lift", "fast-lower",
    }  # fmt: skip


def cut_to(
    before: Sequence[Pose], until_s: float, after: Sequence[Pose], from_s: float
) -> list[Pose]:
    """The first film until a time, then at once the second from a time on."""
    rest = [replace(p, t_s=p.t_s - from_s + until_s) for p in after if p.t_s >= from_s]
    return [*(p for p in before if p.t_s < until_s), *rest]


@pytest.mark.parametrize(
    ("until_s", "from_s", "head"),
    [
        pytest.param(4.5, 8.5, "right", id="hold to lowering, another camera"),
        pytest.param(2.5, 3.5, "right", id="lift to top, another camera"),
        pytest.param(4.5, 9.6, "right", id="hold to rest, another camera"),
        pytest.param(2.5, 3.5, "left", id="lift to top"),
        pytest.param(4.5, 8.5, "left", id="hold to lowering"),
        pytest.param(4.5, 9.6, "left", id="hold to rest"),
    ],
)
def test_nothing_is_short_or_fast_across_a_cut(
    until_s: float, from_s: float, head: str, bridges: Callable, perform: Callable
) -> None:
    """A part of the first bridge was cut out: lift from 1.5 to 3.5 s, lowering from 7.5 to 9.5 s.
    The second one is judged."""
    before = bridges(Plan(), Plan()).poses
    after = bridges(Plan(), Plan(), scene=Scene(head=head)).poses
    done = perform(BRIDGE, cut_to(before, until_s, after, from_s))
    assert (done.found, done.updated, done.report.close) == ([], [], ())
    assert done.report.count in (1, 2)
    assert done.report.reps[-1].verdict is Verdict.GOOD


def faded_in(bridges: Callable, share: float, lead_s: float) -> list[Pose]:
    """Two bridges; nobody is found before some share of the first lift, of one second, is done."""
    made = bridges(Plan(lift_s=1.0), Plan(), lead_s=lead_s)
    return stick.lose_person(made.poses, 0.0, lead_s + share)


@settings(max_examples=12)
@given(share=st.floats(0.02, 0.98), lead_s=st.sampled_from([0.5, 1.0]))
def test_who_is_first_seen_in_a_lift_is_not_called_fast(
    share: float, lead_s: float, bridges: Callable, perform: Callable
) -> None:
    """The recording fades in. The second bridge is judged."""
    report = perform(BRIDGE, faded_in(bridges, share, lead_s)).report
    assert report.findings == ()
    assert report.count in (1, 2)
    assert report.reps[-1].verdict is Verdict.GOOD


def test_who_is_first_seen_in_a_lift_soon_after_the_beginning_is_not_called_fast(
    bridges: Callable, perform: Callable
) -> None:
    """The lift of one second begins with the recording, and 0.6 s of it are seen."""
    assert perform(BRIDGE, faded_in(bridges, 0.4, 0.0)).report.findings == ()


FAST_UP, FAST_DOWN = Plan(lift_s=0.45), Plan(lower_s=0.45)


@pytest.mark.parametrize(("lead_s", "found"), [(1.5, ["fast-lift"]), (0.0, [])])
def test_a_movement_that_begins_with_the_recording_is_not_called_fast(
    lead_s: float, found: list[str], bridges: Callable, perform: Callable
) -> None:
    """It may have begun before. With a second and a half of rest before it, it is too fast."""
    report = perform(BRIDGE, bridges(FAST_UP, lead_s=lead_s).poses).report
    assert report.count == 1
    assert [f.check for f in report.findings] == found
    reason = unanswered(report).get("cut-off-by-recording", set())
    assert reason == (set() if found else {"fast-lift"})


@pytest.mark.parametrize(("stays_s", "found"), [(2.0, ["fast-lower"]), (-0.12, [])])
def test_a_movement_that_the_recording_cuts_off_is_not_called_fast(
    stays_s: float, found: list[str], bridges: Callable, perform: Callable
) -> None:
    """Three quarters of the time of the lowering are seen: it counts, but it may have gone on."""
    made = bridges(FAST_DOWN)
    end_s = made.made[0].end_s + stays_s
    report = perform(BRIDGE, [p for p in made.poses if p.t_s <= end_s]).report
    assert report.count == 1
    assert [f.check for f in report.findings] == found
    reason = unanswered(report).get("cut-off-by-recording", set())
    assert reason == (set() if found else {"fast-lower"})


SIGNAL_CHECKS = {"over-arched", "sagging-hold"}


@pytest.mark.parametrize(
    ("yaw_deg", "found"), [(0.0, ["over-arched"]), (25.0, ["over-arched"]), (35.0, [])]
)
def test_a_signal_is_not_judged_too_far_off_the_view(
    yaw_deg: float, found: list[str], bridges: Callable, perform: Callable
) -> None:
    """30° off the side view are allowed. Farther off the bridge still counts, and its durations are
    judged."""
    made = bridges(Plan(top_deg=205), scene=Scene(yaw_deg=yaw_deg))
    report = perform(BRIDGE, made.poses).report
    assert report.count == 1
    assert [f.check for f in report.findings] == found
    assert unanswered(report).get("off-view", set()) == (set() if found else SIGNAL_CHECKS)
    short = perform(BRIDGE, bridges(SHORT, scene=Scene(yaw_deg=yaw_deg)).poses)
    assert short.found == ["short-hold"]


def held(plan: Plan) -> float:
    """How long the hold of a bridge lasts, with what belongs to it of its movements."""
    return plan.hold_s + stick.NEARLY_THERE * (plan.lift_s + plan.lower_s)


CLOSE = {
    "over-arched": (Plan(top_deg=191.2), Plan(top_deg=192.6), Plan(top_deg=189.5)),
    "short-hold": (Plan(hold_s=2.65), Plan(hold_s=2.3), Plan(hold_s=3.0)),
}
"""A plan that is close to the limit, one that breaks it, and one that keeps it. The limits are 190°
and 3.4 s, the uncertainties 1.645° and 0.3 s."""


@pytest.mark.parametrize("check", CLOSE)
def test_what_breaks_a_limit_by_less_than_the_uncertainty_is_close_to_it(
    check: str, bridges: Callable, perform: Callable
) -> None:
    """It is no fault, also while it happens. The report has it apart."""
    near, beyond, within = (perform(BRIDGE, bridges(p).poses) for p in CLOSE[check])
    assert (near.found, near.updated) == ([], [])
    (rep,) = near.report.reps
    assert [f.check for f in rep.close] == [check]
    assert near.report.close == rep.close
    assert (rep.verdict, near.report.verdict) == (Verdict.GOOD, Verdict.GOOD)
    assert (beyond.found, beyond.report.close) == ([check], ())
    assert (within.found, within.report.close) == ([], ())


def test_the_plans_above_are_on_either_side_of_the_uncertainty() -> None:
    """By arithmetic."""
    near, beyond, within = (p.top_deg - 190 for p in CLOSE["over-arched"])
    assert within < 0 < near < uncertainty.COVERAGE * 1.0 < beyond
    near, beyond, within = (3.4 - held(p) for p in CLOSE["short-hold"])
    assert within < 0 < near < uncertainty.HOLD_S < beyond


def test_a_hold_that_stands_alone_has_its_own_close_values(perform: Callable) -> None:
    """A plank that pikes by 34°: the limit is 33°."""
    poses = stick.film(lambda _: stick.plank(line_deg=34.0), stick.times(6))
    report = perform("plank", poses).report
    (hold,) = report.holds
    assert [f.check for f in hold.close] == ["pike"]
    assert (report.close, report.findings) == (hold.close, ())


@pytest.mark.parametrize(
    ("unit", "value", "off_deg", "expected"),
    [
        ("°", 190.0, 0.0, 1.645),
        ("°", 190.0, float("nan"), 1.645),
        ("°", 190.0, 15.0, 1.645),
        ("°", 190.0, 45.0, 1.645 + 8.0),
        ("°", 190.0, 30.0, 1.645 + 2.0),
        ("trunk lengths", 0.5, 0.0, 0.008225),
        ("trunk lengths", -0.5, 75.0, 0.008225 + 0.25),
    ],
)
def test_the_uncertainty_grows_with_the_camera_s_angle(
    unit: str, value: float, off_deg: float, expected: float
) -> None:
    """From 15° on: by the square of the rest, 8° at 30°. A length shrinks with the cosine."""
    assert uncertainty.of_signal(unit, value, off_deg) == pytest.approx(expected)
