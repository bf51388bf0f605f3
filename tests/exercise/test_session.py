"""What is true of every session, whatever its exercise is."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from itertools import pairwise
from math import isfinite, nan
from typing import Any

import pytest
import stick
from stick import Course, Move, Plan

from posecheck.exercise.session import Session
from posecheck.exercise.spec.catalogue import Catalogue
from posecheck.motion.body import BodyTracker
from posecheck.records import Pose, Report, Verdict
from posecheck.words.exercise_texts import texts_of
from posecheck.words.speech import Speech

FILMS = {
    "hip-bridge": [Plan(), Plan(dip_deg=14), Plan(top_deg=152, hold_s=0.3), Plan(hold_s=2.5)],
    "plank": None,
}
each = pytest.mark.parametrize("exercise_id", FILMS)


def plank_film(fps: float) -> list[Pose]:
    """The plank is reached at 2.5 s, sags from 6 s, and is left at 11 s."""
    up = Course(0.0, (Move(1, 2.5, 1.0), Move(11, 12, 0.0)))
    line = Course(0.0, (Move(5.5, 6.5, -12.0), Move(8.5, 9.5, 0.0)))
    return stick.film(
        lambda t: (
            stick.plank(line_deg=line.at(t)) if 2.5 <= t <= 11
            else stick.into_plank(up.at(t), hip_height=0.17, knee_deg=110)
        ),
        stick.times(14, fps),
    )  # fmt: skip


@pytest.fixture
def film(bridges: Callable) -> Callable[..., list[Pose]]:
    def make(exercise_id: str, *, fps: float = 32.0) -> list[Pose]:
        plans = FILMS[exercise_id]
        return plank_film(fps) if plans is None else bridges(*plans, fps=fps).poses

    return make


@each
def test_the_same_poses_give_the_same_report_and_updates(
    exercise_id: str, film: Callable, perform: Callable
) -> None:
    """It makes no difference when the session is done."""
    one, other = (perform(exercise_id, film(exercise_id)) for _ in range(2))
    assert one.report == other.report
    assert one.updates == other.updates
    assert one.report.findings


@each
def test_a_picture_and_its_mirror_image_are_judged_alike(
    exercise_id: str, film: Callable, perform: Callable
) -> None:
    """A camera may mirror its picture. Counts, times and findings stay the same."""
    poses = film(exercise_id)
    one = perform(exercise_id, poses).report
    other = perform(exercise_id, [stick.mirrored(p) for p in poses]).report
    assert shape(one) == pytest.approx(shape(other))


@each
@pytest.mark.parametrize(
    "by_s", [-7.0, 3600.0, 2.0**20], ids=["before 0", "an hour", "a machine up for 12 days"]
)
def test_a_clock_that_began_earlier_shifts_the_report_and_changes_nothing_else(
    by_s: float, exercise_id: str, film: Callable, perform: Callable
) -> None:
    """There are 32 pictures a second, so that the shift itself is exact."""
    poses = film(exercise_id)
    here = perform(exercise_id, poses)
    there = perform(exercise_id, stick.shifted(poses, by_s))
    assert shape(there.report, by_s) == pytest.approx(shape(here.report), abs=1e-3)
    assert [u.count for u in there.updates] == [u.count for u in here.updates]
    assert [u.phase for u in there.updates] == [u.phase for u in here.updates]
    found = [(f.check, u.t_s) for u in here.updates for f in u.new_findings]
    late = [(f.check, u.t_s - by_s) for u in there.updates for f in u.new_findings]
    assert late == found


def shape(report: Report, by_s: float = 0.0) -> dict[str, float]:
    """All numbers of a report. Times are counted from `by_s`."""
    found = {"count": report.count, "halves": report.halves, "frames": report.frames}

    def add(name: str, item: Any) -> None:
        found[f"{name} from"] = item.start_s - by_s
        found[f"{name} to"] = item.end_s - by_s

    for rep in report.reps:
        add(f"rep {rep.number} {rep.complete} {rep.verdict}", rep)
        for i, phase in enumerate(rep.phases):
            add(f"rep {rep.number} {i} {phase.name}", phase)
    for hold in report.holds:
        add(f"hold {hold.number} {hold.ended} {hold.verdict} {hold.rep}", hold)
    for i, finding in enumerate(report.findings):
        add(f"finding {i} {finding.check} {finding.rep}", finding)
        found[f"value {i}"] = finding.value
    return found


@each
def test_updates_and_report_agree(exercise_id: str, film: Callable, perform: Callable) -> None:
    """What the updates bring piece by piece stands in the report, in the order of time."""
    done = perform(exercise_id, film(exercise_id))
    report = done.report
    assert [r for u in done.updates for r in u.new_reps] == list(report.reps)
    assert [h for u in done.updates for h in u.new_holds] == list(report.holds)
    assert (done.updates[-1].count, done.updates[-1].halves) == (report.count, report.halves)
    assert {(f.check, f.rep) for f in done.updated} == {(f.check, f.rep) for f in report.findings}
    starts = [f.start_s for f in report.findings]
    assert starts == sorted(starts)
    assert (report.frames, report.duration_s) == (
        len(done.updates), done.updates[-1].t_s - done.updates[0].t_s,
    )  # fmt: skip


@each
def test_counts_never_go_back(exercise_id: str, film: Callable, perform: Callable) -> None:
    """No repetition is taken away again."""
    updates = perform(exercise_id, film(exercise_id)).updates
    for name in ("count", "halves"):
        counts = [getattr(u, name) for u in updates]
        assert counts == sorted(counts)
        assert all(b - a <= 1 for a, b in pairwise(counts))


def test_the_count_goes_up_when_the_repetition_is_over(
    bridges: Callable, perform: Callable
) -> None:
    """It goes up between the beginning of the lowering and half a second after its end."""
    made = bridges(Plan(), Plan())
    updates = perform("hip-bridge", made.poses).updates
    for n, true in enumerate(made.made, 1):
        counted_s = next(u.t_s for u in updates if u.count == n)
        assert true.leave_s < counted_s < true.end_s + 0.5


def test_updates_have_the_phase_and_the_time_of_the_hold(
    bridges: Callable, perform: Callable
) -> None:
    """Each is looked at in the middle of a phase."""
    made = bridges(Plan())
    updates = {round(u.t_s * 30): u for u in perform("hip-bridge", made.poses).updates}
    at = {t_s: updates[round(t_s * 30)] for t_s in (1.0, 2.5, 5.5, 8.5, 10.5)}
    assert [u.phase for u in at.values()] == [None, "lift", "hold", "lower", None]
    assert all(u.in_place and u.seen and u.remark is None for u in at.values())
    # Two seconds after the end of the lift, a little more after reaching the zone.
    assert 1.9 < at[5.5].hold_s < 3.0
    assert at[2.5].hold_s is None
    assert at[5.5].hold_target_s == 4
    assert at[5.5].signals["hip_deg"] == pytest.approx(178)
    assert at[5.5].chains == ((12, 24, 26), (12, 24), (24, 26))


@each
def test_updates_hold_plain_numbers(exercise_id: str, film: Callable, perform: Callable) -> None:
    """A missing number is None, never NaN. The set of signals does not change."""
    poses = film(exercise_id)
    poses = stick.lose_person(poses, 4.0, 4.5)
    updates = perform(exercise_id, poses).updates
    assert len({tuple(u.signals) for u in updates}) == 1
    for update in updates:
        assert all(v is None or isfinite(v) for v in update.signals.values())


WAYS_IN: dict[str, Callable[[Session, Pose], object]] = {
    "step": lambda session, pose: session.step(pose),
    "see": lambda session, pose: session.see(pose),
    "follow": lambda session, pose: session.follow(BodyTracker().step(pose)),
    "absent": lambda session, pose: session.absent(pose.t_s, "paused"),
}


@each
@pytest.mark.parametrize("first", ["step", "follow", "absent"])
@pytest.mark.parametrize("then", WAYS_IN)
@pytest.mark.parametrize("step_s", [0.0, -0.001, -5.0, nan])
def test_time_that_does_not_increase_is_refused(
    step_s: float, then: str, first: str, exercise_id: str, catalogue: Catalogue
) -> None:
    """It is a bug in the caller, whatever comes first and whatever comes then."""
    session = Session(catalogue.get(exercise_id))
    pose = stick.Scene().photograph(stick.bridge(130.0), 3.0)
    WAYS_IN[first](session, pose)
    with pytest.raises(ValueError, match="time went back"):
        WAYS_IN[then](session, replace(pose, t_s=3.0 + step_s))
    WAYS_IN[then](session, replace(pose, t_s=3.1))


@each
@pytest.mark.parametrize("n", [0, 1, 2])
def test_a_session_of_hardly_any_pictures_has_a_report(
    n: int, exercise_id: str, catalogue: Catalogue
) -> None:
    """Nothing is counted or judged, and the reason is given."""
    session = Session(catalogue.get(exercise_id))
    for i in range(n):
        session.step(stick.Scene().photograph(stick.bridge(130.0), 100 + i / 30))
    report = session.finish()
    assert (report.frames, report.count, report.halves) == (n, 0, 0)
    assert (report.verdict, report.findings) == (Verdict.NOT_JUDGED, ())
    assert report.duration_s == pytest.approx(max(0, n - 1) / 30)
    assert [x.what for x in report.not_judged] == ["everything"]
    assert report.found_share == (1.0 if n else 0.0)
    assert all(isfinite(x.start_s) and isfinite(x.end_s) for x in report.not_judged)


@each
def test_the_report_of_a_broken_off_analysis_is_partial(
    exercise_id: str, catalogue: Catalogue, film: Callable
) -> None:
    """Its verdict is not "good" any more; nothing else in it changes."""
    whole, part = Session(catalogue.get(exercise_id)), Session(catalogue.get(exercise_id))
    for pose in film(exercise_id)[:300]:
        whole.step(pose)
        part.step(pose)
    broken, true = part.finish(partial=True), whole.finish()
    assert broken == replace(true, partial=True, verdict=broken.verdict)
    assert broken.verdict not in (Verdict.GOOD, Verdict.NOT_ALL_JUDGED)


@each
def test_the_report_has_every_limit_and_each_has_its_reason(
    exercise_id: str, catalogue: Catalogue, film: Callable, perform: Callable
) -> None:
    """So a finding leads to a number, and the number to a reason."""
    report = perform(exercise_id, film(exercise_id)).report
    limits = {limit.check: limit for limit in report.limits}
    assert {f.check for f in report.findings} <= set(limits)
    speech = Speech(texts_of(catalogue.get(exercise_id)))
    assert all(speech.say(check) and speech.because(check) for check in limits)
    assert report.exercise == exercise_id
    assert report.title == catalogue.get(exercise_id).title


def test_a_long_rest_keeps_no_more_memory_than_a_short_one() -> None:
    """A camera may run all day. The memory depends on time that is still needed, not on the
    session."""
    session = Session(Catalogue().get("hip-bridge"))
    scene = stick.Scene()
    for i in range(3000):
        session.step(scene.photograph(stick.bridge(130.0), i / 30))
    (side,) = session._sides
    window = side._history.window("hip_deg", 0.0, 100.0)
    assert window.t_s.size < 600


def test_the_trunk_keeps_its_length_while_the_person_is_in_place(catalogue: Catalogue) -> None:
    """The model may take the person for 5 % longer for half a minute. That must not move what is
    measured by the trunk. Before the start posture is taken, the length follows."""

    def seen(posture: stick.Skeleton) -> float:
        session, trunk_px = Session(catalogue.get("hip-bridge")), 0.0
        for t_s in stick.times(45.0, 10.0):
            scene = stick.Scene(stature_px=900.0 if t_s < 5.0 else 945.0)
            body = session.see(scene.photograph(posture, t_s))
            trunk_px = trunk_px or body.trunk_px
            session.follow(body)
        return body.trunk_px / trunk_px

    assert seen(stick.bridge(130.0)) == pytest.approx(1.0)
    assert seen(stick.standing()) == pytest.approx(1.05)
