"""Follows one person with every exercise at once, and compares their postures with the examples."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from posecheck.exercise.recognise import examples as near
from posecheck.exercise.recognise.answer import LEAST_FIT, Candidate, Part, Recognition
from posecheck.exercise.recognise.parts import Done, parts, restless
from posecheck.exercise.recognise.postures import Array, postures
from posecheck.exercise.recognise.spans import Span, explained, groups
from posecheck.exercise.session import Session
from posecheck.exercise.spec.schema import Exercise
from posecheck.motion.body import BodyTracker
from posecheck.records import Pose, Report

MOST_HZ = 15.0
"""More poses a second do not help to recognise an exercise."""

SLACK_S = 0.005
"""Two poses may be this much nearer than `MOST_HZ` says: media clocks round to milliseconds."""

ALIKE_DEG = 8.0
"""Postures that are this near to the examples are those of the exercise. The bridges, planks and
cat-cows of real people (half A) are 4-13° away from those of the drawn person."""

UNLIKE_DEG = 32.0
"""Postures that are this far away are not those of the exercise. Another posture, such as kneeling
for standing, is 25° and more away."""


@dataclass(frozen=True, slots=True)
class _Seen:
    """The postures of a recording: moments (T,), numbers (T, COUNT), and the time of the person."""

    t_s: Array
    numbers: Array
    start_s: float
    end_s: float

    def within(self, spans: Iterable[Span]) -> Array:
        """The postures within some spans."""
        return self.numbers[self._inside(spans)]

    def spans(self, exercise: Exercise, report: Report) -> list[Span]:
        """The times in which an exercise was done. A hold in which the person keeps moving is
        none."""
        found = groups(report, start_s=self.start_s, end_s=self.end_s)
        return [span for span in found if not (exercise.hold and self._restless(span))]

    def _restless(self, span: Span) -> bool:
        inside = self._inside([span])
        return restless(self.t_s[inside], self.numbers[inside])

    def _inside(self, spans: Iterable[Span]) -> NDArray[np.bool_]:
        inside = np.zeros(len(self.t_s), dtype=bool)
        for start_s, end_s in spans:
            inside |= (self.t_s >= start_s) & (self.t_s <= end_s)
        return inside


class Recogniser:
    """Follows one person with every exercise at once.

    `examples` are the postures of the exercises, those that come with posecheck unless given.
    """

    def __init__(
        self, exercises: Iterable[Exercise], examples: near.Examples | None = None
    ) -> None:
        self._bodies = BodyTracker(steady=False)
        self._sessions = [Session(exercise) for exercise in exercises]
        self._examples = near.packaged() if examples is None else examples
        self._moments_s: list[float] = []
        self._world_m: list[Array] = []
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
            self._moments_s.append(pose.t_s)
            self._world_m.append(body.world_m)

    def finish(self) -> Recognition:
        """The exercises that it may have been."""
        reports = [(session.exercise, session.finish()) for session in self._sessions]
        if len(self._moments_s) < 2:
            return Recognition(())
        seen = _Seen(
            np.array(self._moments_s),
            postures(self._world_m),
            self._moments_s[0],
            self._moments_s[-1],
        )
        done = [d for exercise, report in reports for d in self._done(exercise, report, seen)]
        found_parts = parts(done, seen.t_s, seen.numbers)
        found = [
            self._candidate(exercise, report, seen, found_parts) for exercise, report in reports
        ]
        return Recognition(_ordered(found, found_parts), found_parts)

    def _done(self, exercise: Exercise, report: Report, seen: _Seen) -> list[Done]:
        """The times in which an exercise may have been done, each with its likeness."""
        found = []
        for span in seen.spans(exercise, report):
            alike = self._alike(exercise, seen.within([span]))
            worth = explained(report, start_s=span[0], end_s=span[1]) / (span[1] - span[0])
            found.append(Done(exercise.id, exercise.title, span, worth * (alike or 0.0)))
        return found

    def _candidate(
        self, exercise: Exercise, report: Report, seen: _Seen, found: Sequence[Part]
    ) -> Candidate:
        """How well an exercise fits in the time that is not a rest or another exercise's part."""
        spans = seen.spans(exercise, report)
        alike = self._alike(exercise, seen.within(spans) if spans else seen.numbers)
        open_s = seen.end_s - seen.start_s - _others_s(spans, found)
        explained_s = explained(report, start_s=seen.start_s, end_s=seen.end_s)
        share = min(1.0, explained_s / open_s) if open_s > 0 and spans else 0.0
        return Candidate(
            exercise.id,
            exercise.title,
            fit(share, alike),
            report,
            tuple(exercise.contains),
            share,
            alike,
            tuple(exercise.looks_like),
        )

    def _alike(self, exercise: Exercise, numbers: Array) -> float | None:
        """How near postures are to those of an exercise, 0 to 1; None where it has no examples."""
        clips = self._examples.get(exercise.id)
        if clips is None:
            return None
        total_deg = near.distance(numbers, clips, near.weights(exercise)).total
        alike = float(np.clip((UNLIKE_DEG - total_deg) / (UNLIKE_DEG - ALIKE_DEG), 0.0, 1.0))
        return alike * (1 + near.known_share(numbers, clips, exercise)) / 2


def _others_s(spans: Sequence[Span], found: Iterable[Part]) -> float:
    """The time of the parts, rests and exercises, that do not lie over any of the spans."""
    return sum(
        part.end_s - part.start_s
        for part in found
        if (part.exercise is not None or part.resting)
        and not any(start_s < part.end_s and part.start_s < end_s for start_s, end_s in spans)
    )


def _ordered(found: Iterable[Candidate], parts: Iterable[Part]) -> tuple[Candidate, ...]:
    """The candidates that fit at all, best first.

    Of several exercises in one recording, each in its own part, the one that takes longest comes
    first.
    """
    taken_s: dict[str | None, float] = {}
    for part in parts:
        taken_s[part.exercise] = taken_s.get(part.exercise, 0.0) + part.end_s - part.start_s
    several = len(taken_s.keys() - {None}) > 1

    def rank(one: Candidate) -> tuple[float, float]:
        main = several and one.fit >= LEAST_FIT
        return (-taken_s.get(one.exercise, 0.0) * one.fit if main else 0.0, -one.fit)

    return tuple(sorted((c for c in found if c.fit > 0), key=rank))


def fit(share: float, alike: float | None) -> float:
    """How well an exercise fits, 0 to 1, from its share of the time and the postures' likeness.

    Each alone makes a guess, only both together make a good fit. Where the likeness is not known,
    the share of the time alone does; but then nothing is named without asking.

    >>> round(fit(1.0, 1.0), 2), round(fit(1.0, 0.0), 2), round(fit(0.0, 1.0), 2)
    (1.0, 0.3, 0.3)
    """
    if alike is None:
        return share
    return 0.3 * share + 0.3 * alike + 0.4 * share * alike
