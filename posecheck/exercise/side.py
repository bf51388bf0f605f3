"""One counted side of an exercise: its signals, zones, start posture, counts and checks.

An exercise that counts left and right apart has two of these, any other one.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from math import nan

from posecheck.exercise.follow.camera_setup import off_view_deg
from posecheck.exercise.follow.history import SignalHistory
from posecheck.exercise.follow.signal_reader import SignalReader
from posecheck.exercise.follow.start_posture import StartPostureTracker
from posecheck.exercise.follow.zone_tracker import ZoneState, ZoneTracker
from posecheck.exercise.holds import SETTLING_S, HoldTimer
from posecheck.exercise.judge.check_runner import CheckRunner
from posecheck.exercise.repetitions import Moment, RepCounter
from posecheck.exercise.spec.schema import Exercise
from posecheck.exercise.spec.zones import zone_of
from posecheck.motion.body import Body
from posecheck.motion.speed import HALF_WINDOW_S
from posecheck.records import Finding, Hold, NotJudged, Rep, Side

LOOK_EVERY_S = 0.2
"""The checks of a running hold are asked this often: faster than anybody reacts to a word."""

LOOK_OVER_S = 120.0
"""They are asked about this much of it: twice the longest hold that an exercise asks for (60 s).
When a hold is over they are asked about all of it."""

MOVING = 3.0
"""The driver moves from this speed on, in margins a second: 9°/s for an angle. This is a quarter of
a calm lowering's peak, and faster than hips that sink during a hold."""


@dataclass(slots=True)
class News:
    """What one moment brought."""

    reps: list[Rep] = field(default_factory=list)
    holds: list[Hold] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    """Faults that belong to no repetition and no hold."""
    broken: list[NotJudged] = field(default_factory=list)
    running: list[Finding] = field(default_factory=list)
    """Faults of something that still runs; it will bring them again when it is over."""

    @property
    def ended(self) -> list[Finding]:
        """The faults of its repetitions and holds."""
        records: list[Rep | Hold] = [*self.reps, *self.holds]
        return [f for record in records for f in record.findings]

    def add(self, other: News) -> None:
        """Takes over what another moment or side brought."""
        for name in ("reps", "holds", "findings", "broken", "running"):
            getattr(self, name).extend(getattr(other, name))


@dataclass(frozen=True, slots=True)
class RunningHold:
    """A hold that is being held: the window its checks look at, its start, its repetition."""

    window: str
    since_s: float
    rep: int | None


class SideTracker:
    """Follows one person through one exercise, on one side or as a whole."""

    def __init__(self, exercise: Exercise, side: Side | None) -> None:
        self.side = side
        self._exercise = exercise
        self.signal_reader = SignalReader(exercise, side)
        self.values: dict[str, float] = {}
        margins = self.signal_reader.margins
        self._history = SignalHistory(self.signal_reader.names)
        self._checks = CheckRunner(exercise, side)
        self._zones = {
            name: ZoneTracker(zone_of(spec), margins) for name, spec in exercise.zones.items()
        }
        self._states: dict[str, ZoneState] = {}
        self._start_posture = (
            StartPostureTracker(
                exercise.start_posture,
                margins,
                self.signal_reader.rests,
                self.signal_reader.degrees,
            )
            if exercise.start_posture
            else None
        )
        self.reps = RepCounter(exercise, self._checks, margins, side) if exercise.rep else None
        self._hold = HoldTimer(exercise, self._checks, side) if exercise.hold else None
        self._looked_s = float("-inf")
        self._said_s: dict[str, float] = {}
        """Until when each check's last fault of a running hold lasted."""
        self.wrong: frozenset[str] = frozenset()
        """Checks of the running hold that find a fault right now."""
        self.phase: str | None = None
        """The current phase of the repetition, or "hold". Whoever moves in a pause is on the way
        out of it, long before its zone is left."""
        self.running: RunningHold | None = None
        """The hold that is being held, if one is."""

    def step(self, t_s: float, body: Body | None) -> News:
        """Takes the next moment; `body` is None where nothing may be judged."""
        self.values = self.signal_reader.read(body)
        came = self._take_start_posture(t_s)
        self._states = {n: zone.step(t_s, self.values) for n, zone in self._zones.items()}
        self._history.append(
            t_s,
            self.values,
            light=body.light if body else nan,
            off_view_deg=off_view_deg(self._exercise, body) if body else nan,
            cut_s=body.cut_s if body else nan,
        )
        news = self._count(t_s, came=came)
        moving = self._is_moving()
        self.phase, self.running = self._phase(moving=moving), self._running_hold()
        news.running = self._look(t_s, moving=moving)
        self._history.forget(self._keep_from_s(t_s))
        return news

    def finish(self, t_s: float) -> News:
        """Closes what is still running at the end of the recording."""
        if self.reps:
            held = self.reps.cut_short(t_s, self._history) if self._followed else []
            reps, broken = self.reps.break_off(
                t_s, self._history, "recording-ended", tell_attempt=True
            )
            if any(rep.complete and rep.end_s > hold.start_s for rep in reps for hold in held):
                held = []
            return News(reps=reps, holds=[*self.reps.holds_of(reps), *held], broken=broken)
        assert self._hold is not None
        return News(holds=self._hold.finish(t_s, self._history))

    @property
    def in_place(self) -> bool:
        """Whether the start posture was taken (or, without one, whether a hold is on)."""
        if self._start_posture:
            return self._start_posture.in_place
        return self._hold_since_s() is not None

    @property
    def _followed(self) -> bool:
        """Whether repetitions are followed. Whoever has come into the start posture but has not
        kept still in it is followed from the second zone on: until then they may be getting into
        place."""
        if self.in_place:
            return True
        followed = self._start_posture is not None and self._start_posture.followed
        return followed and self.reps is not None and self.reps.is_out

    def _phase(self, *, moving: bool) -> str | None:
        if self.reps:
            return self.reps.phase_when(moving=moving) if self._followed else None
        return "hold" if self.in_place else None

    def _running_hold(self) -> RunningHold | None:
        if self._hold and (since_s := self._hold_since_s()) is not None:
            return RunningHold(self._hold.spec.zone, since_s, None)
        if self.reps and self._followed and (held := self.reps.running_hold):
            return RunningHold(*held, self.reps.next_number)
        return None

    def _hold_since_s(self) -> float | None:
        return self._hold.running_since_s(self._history.latest_s) if self._hold else None

    def _take_start_posture(self, t_s: float) -> bool:
        """Adds what is measured from rest to the values; True when newly in place.

        Zones may ask for signals that are measured from rest, and rest is known only after the
        start posture was looked at. So the start posture is given the zones' answer of the moment
        before: whether the person was in the zone of rest then.
        """
        came = False
        if self._start_posture and self.reps:
            before = self._states.get(self.reps.spec.through[0])
            resting = before is not None and before.active is True
            followed = self._start_posture.followed
            came = self._start_posture.step(t_s, self.values, resting=resting, away=self.reps.away)
            if came and not followed:
                for zone in self._zones.values():
                    zone.forget()
        rest = self._start_posture.rest if self._start_posture else {}
        self.signal_reader.add_from_rest(self.values, rest)
        return came

    def _count(self, t_s: float, *, came: bool) -> News:
        if self._hold:
            zone = self._states[self._hold.spec.zone]
            holds, findings = self._hold.step(t_s, zone, self._history)
            return News(holds=holds, findings=findings)
        assert self.reps is not None
        assert self._start_posture is not None
        broken: list[NotJudged] = []
        if not self._start_posture.followed:
            reps, broken = self.reps.break_off(
                t_s, self._history, "position-left", tell_attempt=False
            )
            self.reps.begin()
        elif came:
            reps = self.reps.settle(t_s, self._history)
            self.reps.begin()
        else:
            before = self.reps.count
            moment = Moment(
                self.values, self._states, self._start_posture.in_place, self._start_posture.broken
            )
            reps, broken = self.reps.step(t_s, moment, self._history)
            if self.reps.count > before:
                self._start_posture.confirm()
        return News(reps=reps, holds=self.reps.holds_of(reps), broken=broken)

    def _look(self, t_s: float, *, moving: bool) -> list[Finding]:
        """Faults of the running hold that are new."""
        running = self.running
        if running is None:
            self.wrong = frozenset()
            return []
        if t_s - self._looked_s < LOOK_EVERY_S:
            return []
        if moving or (self._hold and not self._states[self._hold.spec.zone].active):
            return []
        self._looked_s = t_s
        windows = {running.window: (max(running.since_s, t_s - LOOK_OVER_S), t_s)}
        judged = self._checks.judge(
            self._history,
            windows,
            rep=running.rep,
            running=True,
            settling_s=SETTLING_S if self._hold else 0.0,
        )
        self.wrong = frozenset(f.check for f in judged.findings if t_s - f.end_s < LOOK_EVERY_S)
        return self._new(judged.findings)

    def _is_moving(self) -> bool:
        """Whether the driver moves so fast that a hold may be over: no time for a word."""
        counter = self.reps or self._hold
        assert counter is not None
        driver = counter.spec.driver
        speed_per_s = self._history.speed_per_s(driver, over_s=2 * HALF_WINDOW_S)
        return abs(speed_per_s) > MOVING * self.signal_reader.margins[driver]

    def _new(self, findings: Iterable[Finding]) -> list[Finding]:
        """Those of the running hold that were not said yet: a fault that goes on is said once."""
        new = []
        for finding in findings:
            said_s = self._said_s.get(finding.check, float("-inf"))
            if finding.start_s > said_s:
                new.append(finding)
            self._said_s[finding.check] = max(said_s, finding.end_s)
        return new

    def _keep_from_s(self, t_s: float) -> float:
        counter = self.reps or self._hold
        assert counter is not None
        return counter.keep_from_s(t_s)
