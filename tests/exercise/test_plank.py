"""Planks whose line is a known curve. They are timed, and judged while they last."""

from __future__ import annotations

from collections.abc import Callable
from math import pi, sin

import pytest
import stick
from stick import Course, Move, Scene

from posecheck.records import HoldEnd, Pose, Verdict

FROM_KNEES = {"hip_height": 0.17, "knee_deg": 110.0}
"""On forearms and knees, hips nearly as high as the shoulders."""
FROM_FOREARMS = {"hip_height": 0.055, "knee_deg": 165.0}
"""Lying propped on the forearms, toes tucked: real people's hips are then 0.19 trunk lengths over
the line from elbow to ankle, and their knees 0.02 below it."""
UP_S, DOWN_S = 3.5, 13.5
each_start = pytest.mark.parametrize(
    "start", [FROM_KNEES, FROM_FOREARMS], ids=["from the knees", "from the forearms"]
)
flat = Course(0.0, (Move(0, 1, 0),))


def film(
    *,
    start: dict[str, float],
    ups: list[tuple[float, float]],
    line: Callable[[float], float] = flat.at,
    ear_over: Callable[[float], float] = lambda _: 10.0,
    scene: Scene | None = None,
    noise_px: float = 0.0,
    fps: float = 30.0,
    seed: int = 0,
) -> list[Pose]:
    """The plank is reached at the first time of each pair of `ups`, within 1.5 s, and left at the
    second, within 1 s."""
    moves = []
    for up_s, down_s in ups:
        moves += [Move(up_s - 1.5, up_s, 1.0), Move(down_s, down_s + 1, 0.0)]
    share = Course(0.0, tuple(moves))

    def posture(t_s: float) -> stick.Skeleton:
        if share.at(t_s) > 1 - 1e-9:
            return stick.plank(line_deg=line(t_s), ear_over_deg=ear_over(t_s))
        return stick.into_plank(share.at(t_s), **start)

    times_s = stick.times(ups[-1][1] + 3, fps)
    return stick.film(posture, times_s, scene, noise_px=noise_px, seed=seed)


def dip(to: float, start_s: float, end_s: float, *, rest: float = 0.0) -> Course:
    """A value that goes to `to` within half a second, and back."""
    return Course(rest, (Move(start_s, start_s + 0.5, to), Move(end_s - 0.5, end_s, rest)))


@each_start
@pytest.mark.parametrize("head", ["left", "right"])
@pytest.mark.parametrize("near", ["left", "right"])
def test_a_straight_plank_is_one_good_hold_with_its_true_times(
    near: str, head: str, start: dict[str, float], perform: Callable
) -> None:
    """It lasts from the end of the movement into it to the beginning of the movement out of it."""
    scene = Scene(head=head, near=near)  # type: ignore[arg-type]
    poses = film(start=start, ups=[(UP_S, DOWN_S)], scene=scene)
    done = perform("plank", poses)
    (hold,) = done.report.holds
    assert hold.start_s == pytest.approx(UP_S, abs=0.3)
    assert hold.end_s == pytest.approx(DOWN_S, abs=0.3)
    assert (hold.verdict, hold.ended, hold.findings) == (Verdict.GOOD, HoldEnd.LEFT, ())
    assert (done.report.verdict, done.found) == (Verdict.GOOD, [])
    assert (done.report.count, done.report.halves) == (0, 0)


@pytest.mark.parametrize("fps", [12, 15, 60])
@pytest.mark.parametrize("seed", range(2))
def test_a_noisy_plank_is_timed_as_well_at_any_rate(
    seed: int, fps: float, perform: Callable
) -> None:
    """The landmarks have 0.3 degrees of noise."""
    poses = film(
        start=FROM_KNEES, ups=[(UP_S, DOWN_S)], noise_px=stick.noise_for(0.3), fps=fps, seed=seed
    )
    (hold,) = perform("plank", poses).report.holds
    assert hold.verdict is Verdict.GOOD
    assert (hold.start_s, hold.end_s) == pytest.approx((UP_S, DOWN_S), abs=0.3)


FAULTS = {
    "sag": (-13.0, -7.0, "line"),
    "pike": (40.0, 33.0, "line"),
    "head-dropped": (-45.0, None, "ear_over"),
}


@pytest.mark.parametrize("check", FAULTS)
@pytest.mark.parametrize("head", ["left", "right"])
def test_a_fault_is_found_alone_at_its_time_and_while_it_lasts(
    head: str, check: str, perform: Callable
) -> None:
    """The report has its time within half a second. An update brings it within two seconds."""
    to, limit, what = FAULTS[check]
    course = dip(to, 7, 10, rest=10.0 if what == "ear_over" else 0.0)
    poses = film(
        start=FROM_KNEES, ups=[(UP_S, DOWN_S)], scene=Scene(head=head), **{what: course.at}
    )  # type: ignore[arg-type]
    done = perform("plank", poses)
    assert [f.check for f in done.report.findings] == [check]
    finding = done.report.findings[0]
    assert (finding.start_s, finding.end_s) == pytest.approx((7.25, 9.75), abs=0.5)
    assert limit is None or finding.limit == limit
    if what == "line":
        assert finding.value == pytest.approx(to, abs=0.1)
    found_s = [u.t_s for u in done.updates if u.new_findings]
    assert len(found_s) == 1
    assert 7 < found_s[0] < 9
    assert [h.verdict for h in done.report.holds] == [Verdict.FAULT]


def test_a_raised_head_is_not_called_dropped(perform: Callable) -> None:
    """Nobody who looks far ahead may hear that the head has to be lifted."""
    poses = film(start=FROM_KNEES, ups=[(UP_S, DOWN_S)], ear_over=dip(45, 7, 10, rest=10.0).at)
    assert "head-dropped" not in perform("plank", poses).found


@pytest.mark.parametrize("ear_over_deg", [18.0, 10.0, 3.0])
def test_the_heads_of_good_planks_are_no_fault(ear_over_deg: float, perform: Callable) -> None:
    """In real planks the neck points 3 to 18 degrees above the line of the trunk."""
    poses = film(start=FROM_KNEES, ups=[(UP_S, DOWN_S)], ear_over=lambda _: ear_over_deg)
    assert perform("plank", poses).found == []


@pytest.mark.parametrize("line_deg", [-4.0, 2.0, 13.0, 28.0])
def test_the_lines_of_good_planks_are_no_fault(line_deg: float, perform: Callable) -> None:
    """Real ones are 9 to 28 degrees above the straight line. A few degrees below are no sag."""
    poses = film(start=FROM_KNEES, ups=[(UP_S, DOWN_S)], line=lambda _: line_deg)
    assert perform("plank", poses).found == []


def test_shaking_is_never_a_fault(perform: Callable) -> None:
    """It shakes by 1.5 degrees, five times a second, all the time. That is normal in a plank."""
    poses = film(start=FROM_KNEES, ups=[(UP_S, DOWN_S)], line=lambda t: 1.5 * sin(2 * pi * 5 * t))
    done = perform("plank", poses)
    assert (done.found, done.updated) == ([], [])
    assert done.report.verdict is Verdict.GOOD
    (hold,) = done.report.holds
    assert (hold.start_s, hold.end_s) == pytest.approx((UP_S, DOWN_S), abs=0.3)


def test_a_sag_that_comes_slowly_is_found_where_it_begins(perform: Callable) -> None:
    """It takes six seconds, as in somebody who tires. It crosses the limit at a known time."""
    course = Course(0.0, (Move(6, 12, -14.0),))
    poses = film(start=FROM_KNEES, ups=[(UP_S, DOWN_S)], line=course.at)
    crossing_s = course.crossing_s(-7.0, after_s=6, before_s=12)
    assert perform("plank", poses).finding("sag").start_s == pytest.approx(crossing_s, abs=0.1)


@each_start
def test_an_interrupted_plank_is_two_holds_and_one_finding(
    start: dict[str, float], perform: Callable
) -> None:
    """The person is down for three seconds. The finding comes when the second hold is long
    enough."""
    ups = [(3.5, 9.5), (13.5, 19.5)]
    done = perform("plank", film(start=start, ups=ups))
    spans = [(h.start_s, h.end_s) for h in done.report.holds]
    assert spans == [pytest.approx(up, abs=0.3) for up in ups]
    assert done.found == ["hold-interrupted"]
    finding = done.report.findings[0]
    assert finding.start_s == pytest.approx(9.5, abs=0.3)
    assert finding.end_s == pytest.approx(13.5, abs=1.0)
    assert finding.value == pytest.approx(finding.end_s - finding.start_s)
    assert done.report.verdict is Verdict.FAULT


def test_findings_stand_in_the_order_of_time(perform: Callable) -> None:
    """A sag in the first hold, the interruption, and a pike in the second hold."""
    line = Course(0.0, (
        Move(5, 5.5, -13), Move(7, 7.5, 0), Move(15, 15.5, 40), Move(17, 17.5, 0),
    ))  # fmt: skip
    poses = film(start=FROM_KNEES, ups=[(3.5, 9.5), (13.5, 19.5)], line=line.at)
    assert perform("plank", poses).found == ["sag", "hold-interrupted", "pike"]


def test_a_second_sag_in_the_same_plank_is_found_again(perform: Callable) -> None:
    """The line was straight in between."""
    down_twice = Course(
        0.0, (Move(4.5, 5, -13), Move(6.5, 7, 0), Move(9.5, 10, -13), Move(11.5, 12, 0))
    )
    done = perform("plank", film(start=FROM_KNEES, ups=[(3, 15)], line=down_twice.at))
    found_s = [u.t_s for u in done.updates if u.new_findings]
    assert [f.check for f in done.updated] == ["sag", "sag"]
    assert 5 < found_s[0] < 7
    assert 10 < found_s[1] < 12
    assert done.found == ["sag", "sag"]


@each_start
def test_coming_down_is_not_found_as_a_sag(start: dict[str, float], perform: Callable) -> None:
    """Whoever ends the plank may not hear that the hips have to be lifted."""
    done = perform("plank", film(start=start, ups=[(3.5, 9.5), (13.5, 19.5)]))
    assert [f.check for f in done.updated] == ["hold-interrupted"]


def test_a_new_set_after_a_rest_is_no_interruption(perform: Callable) -> None:
    """It begins twenty seconds later."""
    done = perform("plank", film(start=FROM_KNEES, ups=[(3.5, 7.5), (27.5, 31.5)]))
    assert len(done.report.holds) == 2
    assert (done.found, done.report.verdict) == ([], Verdict.GOOD)


def test_passing_through_is_no_hold(perform: Callable) -> None:
    """Half a second is not a plank."""
    done = perform("plank", film(start=FROM_KNEES, ups=[(3.5, 3.8)]))
    assert (done.report.holds, done.report.verdict) == ((), Verdict.NOT_JUDGED)


@pytest.mark.parametrize("seconds", [0.2, 0.4])
def test_a_hold_survives_a_short_dropout(seconds: float, perform: Callable) -> None:
    """Nobody is found for a moment."""
    poses = film(start=FROM_KNEES, ups=[(UP_S, DOWN_S)])
    done = perform("plank", stick.lose_person(poses, 8.0, 8.0 + seconds))
    assert len(done.report.holds) == 1
    assert done.report.verdict is Verdict.GOOD


def test_a_hold_that_is_no_longer_seen_ends_there_and_says_so(perform: Callable) -> None:
    """That is no fault of form. When it is seen again, it is no interruption either."""
    poses = film(start=FROM_KNEES, ups=[(UP_S, DOWN_S)])
    done = perform("plank", stick.lose_person(poses, 7.0, 9.0))
    first, second = done.report.holds
    assert (first.ended, second.ended) == (HoldEnd.NOT_SEEN, HoldEnd.LEFT)
    assert first.end_s == pytest.approx(7.0, abs=0.05)
    assert second.start_s == pytest.approx(9.0, abs=0.3)
    assert done.found == []


def test_a_hold_that_the_recording_ends_in_is_timed_to_the_end(perform: Callable) -> None:
    """It is judged up to there."""
    poses = [p for p in film(start=FROM_KNEES, ups=[(UP_S, DOWN_S)]) if p.t_s <= 10]
    (hold,) = perform("plank", poses).report.holds
    assert (hold.ended, hold.verdict) == (HoldEnd.SOURCE_ENDED, Verdict.GOOD)
    assert hold.end_s == poses[-1].t_s


def entered_s() -> float:
    """When somebody who comes from the knees is in the zone: the knees are 0.04 trunk lengths off
    the floor, and bent by less than 30 degrees."""

    def is_up(t_s: float) -> bool:
        share = stick.glide((t_s - UP_S + 1.5) / 1.5)
        knee_deg = FROM_KNEES["knee_deg"] + share * (180 - FROM_KNEES["knee_deg"])
        knee_over = stick.into_plank(share, **FROM_KNEES)["knee"][1] / stick.TRUNK
        return knee_deg > 150 and knee_over > 0.04

    return next(t_s for t_s in stick.times(UP_S, 1000) if is_up(t_s))


def test_updates_show_the_running_time(perform: Callable) -> None:
    """They do so during the hold, and only then. It runs since the zone was entered: nobody knows
    yet when the movement will be over."""
    poses = film(start=FROM_KNEES, ups=[(UP_S, DOWN_S)])
    updates = {round(u.t_s, 1): u for u in perform("plank", poses).updates}
    assert updates[1.0].hold_s is None
    assert UP_S - 0.75 < entered_s() < UP_S
    assert updates[10.0].hold_s == pytest.approx(10 - entered_s(), abs=0.1)
    assert (updates[10.0].phase, updates[10.0].in_place) == ("hold", True)
    assert updates[16.0].hold_s is None


def test_lying_on_the_forearms_is_no_plank(perform: Callable) -> None:
    """Kneeling on them is none either."""
    for start in (FROM_FOREARMS, FROM_KNEES):
        poses = stick.film(lambda _, s=start: stick.into_plank(0.0, **s), stick.times(6))
        assert perform("plank", poses).report.holds == ()
