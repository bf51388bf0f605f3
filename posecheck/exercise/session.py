"""One exercise session: poses in, updates out, a report at the end.

Pure and streaming: the same poses give the same updates and the same report, whether they
come from a camera, a video or a recording of landmarks.
"""

from __future__ import annotations

from dataclasses import replace
from math import isfinite

from posecheck.exercise.follow.camera_setup import CameraSetupTracker
from posecheck.exercise.follow.signal_reader import chains
from posecheck.exercise.personal.limits import limits, personal
from posecheck.exercise.personal.notes import NoteTaker
from posecheck.exercise.personal.profile import Calibration
from posecheck.exercise.session_report import Numbering, ReportBuilder
from posecheck.exercise.side import News, SideTracker
from posecheck.exercise.spec.schema import Exercise
from posecheck.motion.body import Body, BodyTracker
from posecheck.records import Finding, Pose, Remark, Report, Side, Update

_NEAR: tuple[Side | None, ...] = ("left", "right", None)


class Session:
    """Follows one person through one exercise. Make a new one for the next recording.

    With what was `calibrated` of the person in it, their own limits hold, too.
    """

    def __init__(self, exercise: Exercise, calibrated: Calibration | None = None) -> None:
        self.exercise = exercise
        self._watcher = BodyTracker()
        self._setup = CameraSetupTracker(exercise)
        self._calibrated = calibrated
        self._notes = NoteTaker(exercise, calibrated) if calibrated else None
        self._lanes = tuple(
            SideTracker(personal(exercise, calibrated, side) if calibrated else exercise, side)
            for side in exercise.counted_sides()
        )
        self._numbers = Numbering()
        self._tally = ReportBuilder(exercise)
        self._told: set[tuple[str, Side | None, int | None]] = set()
        self._chains = {near: chains(exercise, near) for near in _NEAR}

    def step(self, pose: Pose) -> Update:
        """Takes the next pose; `t_s` must increase from call to call (else ValueError)."""
        if pose.t_s <= self._tally.last_s:
            raise ValueError(f"time went back: {pose.t_s} after {self._tally.last_s}")
        return self.follow(self.see(pose))

    def see(self, pose: Pose) -> Body:
        """What is seen of the person in the next pose, to be given to `follow`."""
        return self._watcher.step(pose, in_place=any(lane.in_place for lane in self._lanes))

    def follow(self, body: Body) -> Update:
        """The same for what was already seen of the next pose; `t_s` must increase."""
        self._tally.saw(body.t_s, found=body.found)
        return self._judged(body, self._setup.step(body))

    def absent(self, t_s: float, kind: str, say: str) -> Update:
        """A moment of which there is no picture; `t_s` must increase (else ValueError).

        The camera is silent, or the person pauses: nothing is seen meanwhile, so that a hold
        ends and a gap is never a movement. `kind` and `say` become a remark of the report.
        """
        if t_s <= self._tally.last_s:
            raise ValueError(f"time went back: {t_s} after {self._tally.last_s}")
        self._tally.passed(t_s)
        return self._judged(self._watcher.nobody(t_s), self._setup.told(t_s, kind, say))

    def _judged(self, body: Body, remark: Remark | None) -> Update:
        news, told = News(), []
        for lane in self._lanes:
            own = lane.step(body.t_s, None if remark and remark.blocks else body)
            shown = self._numbers.renumbered(own, lane.side)
            news.add(shown)
            told += self._untold(own, shown)
        self._tally.add(news)
        update = self._update(body, remark, news, told)
        if self._notes:
            self._notes.step(update)
        return update

    def finish(self, *, partial: bool = False) -> Report:
        """Closes what is still running and returns the report.

        `partial` tells that the recording was not looked at to its end.
        """
        if self._tally.frames:
            for lane in self._lanes:
                own = lane.finish(self._tally.last_s)
                self._tally.add(self._numbers.renumbered(own, lane.side))
        report = self._tally.report(self._setup.finish(), partial=partial)
        if self._notes is None or self._calibrated is None:
            return report
        limited = limits(self.exercise, self._calibrated)
        return replace(report, limits=(*report.limits, *limited), notes=self._notes.finish(report))

    def _update(self, body: Body, remark: Remark | None, news: News, told: list[Finding]) -> Update:
        t_s = body.t_s
        lane = next((one for one in self._lanes if one.phase), self._lanes[0])
        counts = {one.side: one.reps.count for one in self._lanes if one.reps}
        return Update(
            t_s=t_s,
            seen=all(
                isfinite(v) for one in self._lanes for v in one.signal_reader.direct_of(one.values)
            ),
            in_place=any(one.in_place for one in self._lanes),
            phase=lane.phase,
            count=sum(counts.values()),
            count_left=counts.get("left", 0),
            count_right=counts.get("right", 0),
            halves=sum(one.reps.halves for one in self._lanes if one.reps),
            hold_s=t_s - lane.running.since_s if lane.running else None,
            hold_target_s=self.exercise.dose.hold_s,
            signals=self._signals(),
            chains=self._chains[body.near],
            remark=remark,
            wrong=tuple(sorted(set().union(*(one.wrong for one in self._lanes)))),
            new_findings=tuple(told),
            new_reps=tuple(news.reps),
            new_holds=tuple(news.holds),
        )

    def _signals(self) -> dict[str, float | None]:
        return {
            f"{lane.side}_{name}" if lane.side else name: value if isfinite(value) else None
            for lane in self._lanes
            for name, value in lane.values.items()
        }

    def _untold(self, own: News, shown: News) -> list[Finding]:
        """Faults to tell now: each once, when it is first known.

        They are told apart by the lane's `own` numbers, which do not change when another
        lane's repetition ends first, and told with those that are `shown`.
        """
        keys = [(f.check, f.side, f.rep) for f in own.ended]
        late = [f for key, f in zip(keys, shown.ended, strict=True) if key not in self._told]
        now = [*own.findings, *own.running]
        self._told.update(keys, ((f.check, f.side, f.rep) for f in now))
        return [*shown.findings, *shown.running, *late]
