"""One exercise session: poses in, updates out, a report at the end.

Pure and streaming: the same poses give the same updates and the same report, whether they
come from a camera, a video or a recording of landmarks.
"""

from __future__ import annotations

from dataclasses import replace
from math import isfinite

from posecheck.exercise.follow.camera_setup import CameraSetupTracker
from posecheck.exercise.follow.history import gap_s
from posecheck.exercise.follow.signal_reader import chains
from posecheck.exercise.personal.limits import limits, personal
from posecheck.exercise.personal.notes import NoteTaker
from posecheck.exercise.personal.profile import Calibration
from posecheck.exercise.session_report import Numbering, ReportBuilder
from posecheck.exercise.side import News, SideTracker
from posecheck.exercise.spec.schema import Exercise, View
from posecheck.messages import Remark, Value
from posecheck.motion.body import Body, BodyTracker
from posecheck.motion.body_scale import TrunkScale
from posecheck.motion.running_median import RunningMedian
from posecheck.records import Finding, Pose, Report, Side, Update

_NEAR: tuple[Side | None, ...] = ("left", "right", None)


MEMORY_S = 10.0
"""The usual time between two pictures is the median over so long: a camera slows down in the
evening, not from one second to the next."""


class Session:
    """Follows one person through one exercise. Make a new one for the next recording.

    With a `calibration` of the person in it, their own limits hold, too.
    """

    def __init__(self, exercise: Exercise, calibration: Calibration | None = None) -> None:
        self.exercise = exercise
        self._trunk = TrunkScale()
        self._bodies = BodyTracker(trunk=self._trunk)
        self._setup = CameraSetupTracker(exercise)
        self._calibration = calibration
        self._notes = NoteTaker(exercise, calibration) if calibration else None
        self._sides = tuple(
            SideTracker(personal(exercise, calibration, side) if calibration else exercise, side)
            for side in exercise.counted_sides()
        )
        self._numbers = Numbering()
        self._report = ReportBuilder(exercise)
        self._usual_step_s = RunningMedian(MEMORY_S)
        self._said: set[tuple[str, Side | None, int | None]] = set()
        self._chains = {near: chains(exercise, near) for near in _NEAR}

    def step(self, pose: Pose) -> Update:
        """Takes the next pose; `t_s` must increase from call to call (else ValueError).

        While the picture is frozen nothing is seen.
        """
        if not pose.frozen:
            return self.follow(self.see(pose))
        self._check_later(pose.t_s)
        self._report.saw(pose.t_s, found=False)
        remark = self._setup.absent(pose.t_s, "frozen", {})
        return self._judged(self._bodies.nobody(pose.t_s), remark)

    def see(self, pose: Pose) -> Body:
        """What is seen of the person in the next pose, to be given to `follow`.

        Raises ValueError where `t_s` did not increase.
        """
        self._check_later(pose.t_s)
        return self._bodies.step(pose, kept=self._in_place)

    def resized(self, body: Body) -> Body:
        """A body from a `BodyTracker` that is not steady, measured by this session's trunk length.

        While the person is in place that length stays, or a new one would be a movement of
        everything that is measured by it. Each session keeps its own, as each has its own start
        posture: so several may follow one tracker.
        """
        if not body.found:
            return body
        return replace(
            body, trunk_px=self._trunk.step(body.t_s, body.trunk_px, kept=self._in_place)
        )

    @property
    def view(self) -> View | None:
        """The exercise's view that most of the pictures so far show; None where there is none."""
        return self._setup.view

    @property
    def _in_place(self) -> bool:
        return any(side.in_place for side in self._sides)

    def follow(self, body: Body) -> Update:
        """As `step`, for what `see` or `resized` gave. `t_s` must increase (else ValueError)."""
        self._check_later(body.t_s)
        missed = self._missed(body.t_s)
        self._report.saw(body.t_s, found=body.found)
        update = self._judged(body, self._setup.step(body))
        return _together([*missed, update])

    def absent(self, t_s: float, kind: str, **values: Value) -> Update:
        """A moment of which there is no picture; `t_s` must increase (else ValueError).

        The camera is silent, or the person pauses the session: nothing is seen meanwhile, so a
        hold ends, and a gap is never a movement. `kind` becomes a remark of the report.
        """
        self._check_later(t_s)
        self._report.passed(t_s)
        return self._judged(self._bodies.nobody(t_s), self._setup.absent(t_s, kind, values))

    def _missed(self, t_s: float) -> list[Update]:
        """A gap without pictures is as one with pictures in which nobody was seen."""
        last_s, usual_s = self._report.last_s, self._usual_step_s.value
        if isfinite(last_s):
            self._usual_step_s.step(t_s, t_s - last_s)
        if not isfinite(usual_s) or t_s - last_s < gap_s(usual_s):
            return []
        beside_s = min(usual_s, (t_s - last_s) / 3)
        return [
            self.absent(absent_s, "no-pictures") for absent_s in (last_s + beside_s, t_s - beside_s)
        ]

    def _check_later(self, t_s: float) -> None:
        if not t_s > self._report.last_s:
            raise ValueError(f"time went back: {t_s} after {self._report.last_s}")

    def _judged(self, body: Body, remark: Remark | None) -> Update:
        news, findings = News(), []
        for side in self._sides:
            own = side.step(body.t_s, None if remark and remark.blocks else body)
            shown = self._numbers.renumbered(own, side.side)
            news.add(shown)
            findings += self._new(own, shown)
        self._report.add(news)
        update = self._update(body, remark, news, findings)
        if self._notes:
            self._notes.step(update)
        return update

    def finish(self, *, partial: bool = False) -> Report:
        """Closes what is still running and returns the report.

        `partial` says that the recording was not looked at to its end.
        """
        if self._report.frames:
            for side in self._sides:
                own = side.finish(self._report.last_s)
                self._report.add(self._numbers.renumbered(own, side.side))
        report = self._report.built(self._setup.finish(), partial=partial)
        if self._notes is None or self._calibration is None:
            return report
        own_limits = limits(self.exercise, self._calibration)
        return replace(
            report, limits=(*report.limits, *own_limits), notes=self._notes.finish(report)
        )

    def _update(
        self, body: Body, remark: Remark | None, news: News, findings: list[Finding]
    ) -> Update:
        t_s = body.t_s
        shown = next((side for side in self._sides if side.phase), self._sides[0])
        counters = [(side.side, side.reps) for side in self._sides if side.reps]
        counts = {side: reps.count for side, reps in counters}
        return Update(
            t_s=t_s,
            seen=all(side.signal_reader.can_count(side.values) for side in self._sides),
            in_place=self._in_place,
            phase=shown.phase,
            count=sum(counts.values()),
            count_left=counts.get("left", 0),
            count_right=counts.get("right", 0),
            halves=sum(reps.halves for _, reps in counters),
            hold_s=t_s - shown.running.since_s if shown.running else None,
            hold_target_s=self.exercise.dose.hold_s,
            signals=self._signals(),
            chains=self._chains[body.near],
            remark=remark,
            wrong=tuple(sorted({check for side in self._sides for check in side.wrong})),
            new_findings=tuple(findings),
            new_reps=tuple(news.reps),
            new_holds=tuple(news.holds),
        )

    def _signals(self) -> dict[str, float | None]:
        return {
            f"{side.side}_{name}" if side.side else name: value if isfinite(value) else None
            for side in self._sides
            for name, value in side.values.items()
        }

    def _new(self, own: News, shown: News) -> list[Finding]:
        """Faults to report now: each once, when it is first known.

        They are known again by the side's `own` numbers, which do not change when the other
        side's repetition ends first. They are reported with those that are `shown`.
        """
        keys = [(f.check, f.side, f.rep) for f in own.ended]
        late = [f for key, f in zip(keys, shown.ended, strict=True) if key not in self._said]
        now = [*own.findings, *own.running]
        self._said.update(keys, ((f.check, f.side, f.rep) for f in now))
        return [*shown.findings, *shown.running, *late]


def _together(updates: list[Update]) -> Update:
    """The last update, with what is new in all of them."""
    last = updates[-1]
    if len(updates) == 1:
        return last
    return replace(
        last,
        new_findings=tuple(f for update in updates for f in update.new_findings),
        new_reps=tuple(rep for update in updates for rep in update.new_reps),
        new_holds=tuple(hold for update in updates for hold in update.new_holds),
    )
