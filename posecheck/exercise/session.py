"""One exercise session: poses in, updates out, a report at the end.

Pure and streaming: the same poses give the same updates and the same report, whether they
come from a camera, a video or a recording of landmarks.
"""

from __future__ import annotations

from math import isfinite

from posecheck.exercise.counting import RepCounter
from posecheck.exercise.holding import HoldCounter
from posecheck.exercise.judge import Judge
from posecheck.exercise.place import PlaceTracker
from posecheck.exercise.readings import Readings, chains
from posecheck.exercise.schema import Exercise
from posecheck.exercise.setup import SetupTracker
from posecheck.exercise.summary import Tally
from posecheck.exercise.trail import Trail
from posecheck.exercise.zones import Zone, ZoneState, ZoneTracker, parse
from posecheck.motion.body import Body, Watcher
from posecheck.records import Finding, Hold, Pose, Remark, Rep, Report, Update

LOOK_EVERY_S = 0.2
"""How often running checks are asked: faster than anybody reacts to a spoken word."""

FORGET_S = 4.0
"""Signals are kept this long where nobody asks for more."""


class Session:
    """Follows one person through one exercise. Make a new one for the next recording."""

    def __init__(self, exercise: Exercise) -> None:
        self.exercise = exercise
        self._watcher = Watcher()
        self._readings = Readings(exercise)
        self._setup = SetupTracker(exercise)
        self._trail = Trail(self._readings.names)
        self._judge = Judge(exercise)
        margins = self._readings.margins
        self._zones = {
            name: ZoneTracker(_zone(spec), margins) for name, spec in exercise.zones.items()
        }
        self._states: dict[str, ZoneState] = {}
        self._place = (
            PlaceTracker(exercise.place, margins, self._readings.rests) if exercise.place else None
        )
        self._reps = RepCounter(exercise, self._judge, margins) if exercise.rep else None
        self._hold = HoldCounter(exercise, self._judge) if exercise.hold else None
        self._tally = Tally(exercise)
        self._looked_s = float("-inf")
        self._told: set[tuple[str, int | None, float]] = set()

    def step(self, pose: Pose) -> Update:
        """Takes the next pose; `t_s` must increase from call to call (else ValueError)."""
        if pose.t_s <= self._tally.last_s:
            raise ValueError(f"time went back: {pose.t_s} after {self._tally.last_s}")
        body = self._watcher.step(pose)
        remark = self._setup.step(body)
        self._tally.saw(pose.t_s, found=body.found, blocked=remark is not None and remark.blocks)
        values = self._readings.read(None if remark and remark.blocks else body)
        came = self._take_place(pose.t_s, values)
        self._states = {n: zone.step(pose.t_s, values) for n, zone in self._zones.items()}
        self._trail.append(pose.t_s, values)
        reps, holds, findings = self._count(pose.t_s, values, came=came)
        findings += self._look(pose.t_s)
        self._trail.forget(min(self._keep_from_s(pose.t_s), pose.t_s - FORGET_S))
        return self._update(pose.t_s, body, remark, values, reps, holds, findings)

    def finish(self, *, partial: bool = False) -> Report:
        """Closes what is still running and returns the report.

        `partial` tells that the recording was not looked at to its end.
        """
        t_s = self._tally.last_s
        if self._reps and self._tally.frames:
            reps, broken = self._reps.break_off(t_s, self._trail, "the recording ended in it")
            self._tally.add(reps, self._holds_of(reps), [], broken)
        if self._hold and self._tally.frames:
            self._tally.add([], self._hold.finish(t_s, self._trail), [], [])
        return self._tally.report(self._setup.finish(), partial=partial)

    def _take_place(self, t_s: float, values: dict[str, float]) -> bool:
        """Completes `values` with what is measured from rest; True when newly in place."""
        if self._place is None:
            self._readings.add_from_rest(values, {})
            return False
        assert self._reps is not None
        first = self._states.get(self._reps.spec.through[0])
        resting = first is not None and first.active is True
        came = self._place.step(t_s, values, resting=resting)
        self._readings.add_from_rest(values, self._place.rest)
        return came

    def _count(
        self, t_s: float, values: dict[str, float], *, came: bool
    ) -> tuple[list[Rep], list[Hold], list[Finding]]:
        reps: list[Rep] = []
        holds: list[Hold] = []
        findings: list[Finding] = []
        if self._hold:
            zone = self._states[self._hold.spec.zone]
            holds, findings = self._hold.step(t_s, zone, self._trail)
        if self._reps and self._place:
            if came or not self._place.in_place:
                reps, broken = self._reps.break_off(t_s, self._trail, "the position was left in it")
                self._reps.begin()
                self._tally.add([], [], [], broken)
            else:
                reps = self._reps.step(t_s, values, self._states, self._trail)
            holds = self._holds_of(reps)
        self._tally.add(reps, holds, findings, [])
        return reps, holds, findings

    def _holds_of(self, reps: list[Rep]) -> list[Hold]:
        assert self._reps is not None
        found: list[Hold] = []
        for rep in reps:
            found += self._reps.holds_of(rep, self._tally.hold_count + len(found) + 1)
        return found

    def _look(self, t_s: float) -> list[Finding]:
        """Faults of the running hold that have not been told yet."""
        running = self._running(t_s)
        if running is None or t_s - self._looked_s < LOOK_EVERY_S:
            return []
        self._looked_s = t_s
        window, since_s, rep = running
        judged = self._judge.judge(self._trail, {window: (since_s, t_s)}, rep=rep, running=True)
        new = [f for f in judged.findings if (f.check, rep, f.start_s) not in self._told]
        self._told.update((f.check, rep, f.start_s) for f in new)
        return new

    def _running(self, t_s: float) -> tuple[str, float, int | None] | None:
        """Window name, start and repetition of a hold that is running."""
        if self._hold and (since_s := self._hold.running_since_s(t_s)) is not None:
            return self._hold.spec.zone, since_s, None
        if self._reps and self._reps.stay:
            return *self._reps.stay, self._reps.next_number
        return None

    def _keep_from_s(self, t_s: float) -> float:
        if self._reps:
            return self._reps.keep_from_s(t_s)
        assert self._hold is not None
        return self._hold.keep_from_s(t_s)

    def _update(
        self,
        t_s: float,
        body: Body,
        remark: Remark | None,
        values: dict[str, float],
        reps: list[Rep],
        holds: list[Hold],
        findings: list[Finding],
    ) -> Update:
        running = self._running(t_s)
        told = {(f.check, f.rep) for f in self._tally.told}
        late = [f for r in reps for f in r.findings if (f.check, f.rep) not in told]
        self._tally.told += [*findings, *late]
        in_place = self._place.in_place if self._place else running is not None
        return Update(
            t_s=t_s,
            seen=all(isfinite(v) for name, v in values.items() if name in self._readings.direct),
            in_place=in_place,
            phase=self._phase(running),
            count=self._reps.count if self._reps else 0,
            count_left=0,
            count_right=0,
            partials=self._reps.partials if self._reps else 0,
            hold_s=None if running is None else t_s - running[1],
            hold_target_s=self.exercise.dose.hold_s,
            signals={name: v if isfinite(v) else None for name, v in values.items()},
            chains=chains(self.exercise, body.near),
            remark=remark,
            new_findings=(*findings, *late),
            new_reps=tuple(reps),
            new_holds=tuple(holds),
        )

    def _phase(self, running: tuple[str, float, int | None] | None) -> str | None:
        if self._reps:
            return self._reps.phase if self._place and self._place.in_place else None
        return "hold" if running else None


def _zone(spec: object) -> Zone:
    if isinstance(spec, str):
        return Zone(parse(spec))
    return Zone(parse(spec.enter), parse(spec.leave))  # type: ignore[attr-defined]
