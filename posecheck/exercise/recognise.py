"""Which exercise is this? Every exercise follows the same poses; the one that explains most wins.

An exercise explains the time that its complete repetitions, or its holds, take up: a person who
does another exercise does not go through its zones in order, or does not hold them. So recognition
needs no model of its own, and it knows every exercise in the catalogue, a user's own ones, too.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from posecheck.exercise.session import Session
from posecheck.exercise.spec.schema import Exercise
from posecheck.motion.body import BodyTracker
from posecheck.provenance import Likeness
from posecheck.records import Hold, Pose, Rep, Report

BRIDGED_S = 5.0
"""A rest of up to this time between two repetitions, or before the first, belongs to the exercise.
Real people rest for up to 4 s between repetitions, and drawing up both knees before the first twist
takes as long."""

FAULTY = 0.9
"""A repetition with faults explains this share of its time, once for each kind of fault. So a good
bridge wins over a bad pelvic tilt."""

LEAST_FIT = 0.3
"""An exercise that explains less than this share of the time is no answer."""

CLEAR_LEAD = 0.1
"""The best exercise is named without asking if it explains more than any other by this share of the
time."""

CONTAINS_LEAD = 0.05
"""An exercise that contains the best one replaces it if it explains at most this share less: it
explains all that the other does, and more."""

MOST_SHOWN = 3
"""The largest number of exercises that a report names."""

MOST_HZ = 15.0
"""More poses a second do not help to recognise an exercise."""

SLACK_S = 0.005
"""Two poses may be this much nearer than `MOST_HZ` says: media clocks round to milliseconds."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """An exercise that it may be.

    fit: the share of the time that it explains, 0 to 1.
    contains: ids of the exercises that it contains.
    """

    exercise: str
    title: str
    fit: float
    report: Report
    contains: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Recognition:
    """What it may be, best first."""

    candidates: tuple[Candidate, ...]

    @property
    def shown(self) -> tuple[Likeness, ...]:
        """The few that go into a report, the likely ones first."""
        first = [*self.likely, *(c for c in self.candidates if c not in self.likely)]
        return tuple(Likeness(c.exercise, c.title, round(c.fit, 3)) for c in first[:MOST_SHOWN])

    @property
    def best(self) -> Candidate | None:
        """The one that explains most; None where none explains enough (`LEAST_FIT`)."""
        return self.likely[0] if self.likely else None

    @property
    def likely(self) -> tuple[Candidate, ...]:
        """The best and those that are nearly as good, without those that another one contains."""
        most = self.candidates[0].fit if self.candidates else 0.0
        if most < LEAST_FIT:
            return ()
        best = self.candidates[0].exercise
        near = [
            c
            for c in self.candidates
            if c.fit > most - (CONTAINS_LEAD if best in c.contains else CLEAR_LEAD)
        ]
        inner = {name for c in near for name in c.contains}
        return tuple(c for c in near if c.exercise not in inner) or tuple(near)

    @property
    def sure(self) -> bool:
        """Whether there is one, and no other comes near it."""
        return len(self.likely) == 1


class Recogniser:
    """Follows one person with every exercise at once."""

    def __init__(self, exercises: Iterable[Exercise]) -> None:
        self._bodies = BodyTracker(steady=False)
        self._sessions = [Session(exercise) for exercise in exercises]
        self._first_s: float | None = None
        self._last_s = 0.0
        self._taken_s = float("-inf")

    def step(self, pose: Pose) -> None:
        """Takes the next pose; `t_s` must increase (else ValueError).

        Poses beyond `MOST_HZ` are left out.
        """
        if pose.t_s - self._taken_s < 1 / MOST_HZ - SLACK_S:
            return
        self._taken_s = pose.t_s
        body = self._bodies.step(pose)
        for session in self._sessions:
            session.follow(session.resized(body))
        if pose.found:
            self._first_s = pose.t_s if self._first_s is None else self._first_s
            self._last_s = pose.t_s

    def finish(self) -> Recognition:
        """The exercises that it may have been."""
        reports = [(s.exercise, s.finish()) for s in self._sessions]
        found = [
            Candidate(
                exercise.id,
                exercise.title,
                self._fit(report),
                report,
                tuple(exercise.contains),
            )
            for exercise, report in reports
        ]
        likely = sorted((c for c in found if c.fit > 0), key=lambda c: -c.fit)
        return Recognition(tuple(likely))

    def _fit(self, report: Report) -> float:
        if self._first_s is None or self._last_s <= self._first_s:
            return 0.0
        explained_s = explained(report, start_s=self._first_s, end_s=self._last_s)
        return explained_s / (self._last_s - self._first_s)


def explained(report: Report, *, start_s: float, end_s: float) -> float:
    """How many seconds between `start_s` and `end_s` an exercise's report explains."""
    spans = sorted(_spans(report))
    total_s, reached_s = 0.0, start_s
    for span_start_s, span_end_s, worth in spans:
        gap_s = span_start_s - reached_s
        if 0 < gap_s <= BRIDGED_S:
            total_s += gap_s * worth
        total_s += max(0.0, span_end_s - max(span_start_s, reached_s)) * worth
        reached_s = max(reached_s, span_end_s)
    tail_s = end_s - reached_s
    if spans and tail_s <= BRIDGED_S:
        total_s += max(0.0, tail_s) * spans[-1][2]
    return total_s


def _spans(report: Report) -> list[tuple[float, float, float]]:
    """Start, end and worth of every complete repetition and every hold that stands alone.

    The worth is the share of this time that is explained (`FAULTY`).
    """
    done: list[Rep | Hold] = [r for r in report.reps if r.complete]
    done += [h for h in report.holds if h.rep is None]
    return [
        (one.start_s, one.end_s, FAULTY ** len({f.check for f in one.findings})) for one in done
    ]
