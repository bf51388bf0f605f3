"""The trials with one recording: good at three paces, and with each planted fault at two sizes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from calibration import planted_faults, time_warp
from calibration.planted_faults import KINDS, PACES, SIZES, Kind, Size
from calibration.steadiness_scores import (
    Good,
    Planted,
    judged_phases,
    phase_at,
    reported_in,
    scores_of,
)
from calibration.time_warp import OldTime, Piece, Span, SplitRecording
from posecheck.exercise.session import Session
from posecheck.exercise.spec.catalogue import Catalogue
from posecheck.exercise.spec.schema import Exercise
from posecheck.exercise.steady.faults import SHORTEST_S
from posecheck.pose import landmark_recording
from posecheck.records import Phase, Rep, Report

NOISY = "noisy"

NOISY_FACTOR = 3.6
"""How much larger the residue of a `NOISY` recording is made. The pictures of real recordings are
not at hand, so they cannot be made dark. This is what dark pictures do to the landmarks of the
sample clips (median of 41 clips; nine in ten lie in 1.6-8)."""

MOST_REPS = 2
"""Repetitions that are used of each recording."""

AFTER_S = 1.0
"""Time that is kept after the last of them."""

LEAST_PIECE_S = 0.05
"""Shorter phases are not warped by themselves."""

LEAST_PHASE_S = 0.3
"""Faults are planted in longer phases only."""

TREMOR_KEPT, BOUNCE_KEPT = 0.4, 0.65
"""Shares of a tremor and of bounces that are planted.

MediaPipe smooths its landmarks, so they show less than what moves in the pictures. Faults are
planted into landmarks that were smoothed already, so only this share of them is planted. In eight
rendered exercises 0.3-0.9 (median 0.5) of a tremor is left and 0.55-1.4 (median 0.86) of
bounces."""

Values = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Job:
    """A recording of landmarks to plant faults in."""

    source: str
    exercise: str
    noise: str
    """How good its pictures were: "clean" or one of `WORSE`; or `NOISY`, where they are treated as
    if they had been bad."""
    path: Path

    @property
    def residue_factor(self) -> float:
        """How many times as large the residue is made."""
        return NOISY_FACTOR if self.noise == NOISY else 1.0


@dataclass(frozen=True, slots=True, eq=False)
class Subject:
    """A recording with good repetitions, and what is known of it before a fault is planted."""

    job: Job
    exercise: Exercise
    recording: SplitRecording
    report: Report
    signals: dict[str, Values]
    """Every signal over time (T,), NaN where it is not seen; and `t_s`."""

    def rep_of(self, phase: Phase) -> Rep:
        """The repetition that a phase belongs to."""
        return next(rep for rep in self.report.reps if phase in rep.phases)

    def driver_path(self, phase: Phase) -> tuple[Values, Values]:
        """Times (M,) and values (M,) of the driver in a phase."""
        assert self.exercise.rep is not None
        side, driver = self.rep_of(phase).side, self.exercise.rep.driver_of(phase.name)
        values = self.signals[f"{side}_{driver}" if side else driver]
        return time_warp.driver_path(self.signals["t_s"], values, (phase.start_s, phase.end_s))

    def done(self, phase: Phase) -> Values:
        """The part of a movement that is done, from 0 to 1, over its time (M,)."""
        values = self.driver_path(phase)[1]
        done: Values = (values - values[0]) / (values[-1] - values[0])
        return done


def trial(job: Job) -> tuple[list[Planted], list[Good]]:
    """All trials with one recording."""
    exercise = Catalogue(None).get(job.exercise)
    recording = time_warp.split(landmark_recording.load(job.path))
    report = report_on(exercise, recording)
    if exercise.rep is None:
        return [], [_good(job, exercise, recording, "normal")]
    if exercise.rep.cadence or not report.count:
        return [], []
    recording, report = _first_reps(exercise, recording, report)
    subject = Subject(job, exercise, recording, report, _signals(exercise, recording))
    good = [_good(job, exercise, _paced(subject, factor), pace) for pace, factor in PACES.items()]
    planted = [each for kind in KINDS for size in SIZES for each in _planted(subject, kind, size)]
    return planted, good


def _first_reps(
    exercise: Exercise, recording: SplitRecording, report: Report
) -> tuple[SplitRecording, Report]:
    """Only the first repetitions: every recording has the same weight, and it takes less time."""
    ends_s = sorted(rep.end_s for rep in report.reps if rep.complete)
    if len(ends_s) <= MOST_REPS:
        return recording, report
    short = time_warp.cut(recording, ends_s[MOST_REPS - 1] + AFTER_S)
    again = report_on(exercise, short)
    return (short, again) if again.count else (recording, report)


def report_on(exercise: Exercise, recording: SplitRecording, residue_factor: float = 1.0) -> Report:
    """A session's report on a recording."""
    session = Session(exercise)
    for pose in recording.poses(residue_factor=residue_factor):
        session.step(pose)
    return session.finish()


def _signals(exercise: Exercise, recording: SplitRecording) -> dict[str, Values]:
    """The signals of the smooth part, as in `Subject.signals`."""
    session = Session(exercise)
    updates = [session.step(pose) for pose in recording.poses(residue_factor=0.0)]
    names = dict.fromkeys(name for update in updates for name in update.signals)
    found = {
        name: np.array([update.signals.get(name) for update in updates], float) for name in names
    }
    return found | {"t_s": recording.t_s}


def _good(job: Job, exercise: Exercise, recording: SplitRecording, pace: str) -> Good:
    report = report_on(exercise, recording, job.residue_factor)
    movements, pauses = judged_phases(exercise, report.reps)
    return Good(
        job.source, exercise.id, pace, job.noise, report.count or len(report.holds),
        reported_in(report, (0.0, float(recording.t_s[-1])), only_steadiness=True),
        tuple(scores_of(exercise, phase) for phase in movements),
        tuple(scores_of(exercise, phase) for phase in pauses),
    )  # fmt: skip


def _shortest_s(exercise: Exercise, phase: Phase) -> float | None:
    """The shortest duration that the exercise allows; None where its file does not say."""
    least_s = exercise.shortest_s(phase.name, -1.0)
    return None if least_s < 0 else least_s


def _paced(subject: Subject, factor: float) -> SplitRecording:
    """The recording with its movements at another pace, whose factor stands in `PACES`."""
    exercise, recording = subject.exercise, subject.recording
    assert exercise.rep is not None
    names = exercise.rep.phases

    def duration_s(phase: Phase) -> float:
        if names.index(phase.name) % 2:
            return phase.duration_s
        shortest_s = exercise.shortest_s(phase.name, SHORTEST_S)
        return planted_faults.paced_s(phase.duration_s, factor, shortest_s)

    pieces = [
        Piece(span, duration_s(phase) if phase else span[1] - span[0])
        for span, phase in _spans(subject)
    ]
    old_time, spans = time_warp.timeline(pieces, float(recording.t_s[0]))
    return time_warp.warped(recording, old_time, spans[-1][1])


def _spans(subject: Subject) -> list[tuple[Span, Phase | None]]:
    """The whole recording in spans, each with the phase of a complete repetition, or None."""
    found: list[tuple[Span, Phase | None]] = []
    t_s = subject.recording.t_s
    at_s = float(t_s[0])
    for rep in sorted(subject.report.reps, key=lambda r: r.start_s):
        for phase in rep.phases:
            start_s, end_s = max(phase.start_s, at_s), phase.end_s
            if end_s - start_s < LEAST_PIECE_S:
                continue
            if start_s > at_s:
                found.append(((at_s, start_s), None))
            found.append(((start_s, end_s), phase if rep.complete else None))
            at_s = end_s
    found.append(((at_s, float(t_s[-1])), None))
    return found


def _planted(subject: Subject, kind: Kind, size: Size) -> Iterator[Planted]:
    """The fault in one random phase of each repetition, all in one copy of the recording."""
    job, exercise, recording = subject.job, subject.exercise, subject.recording
    random = np.random.default_rng([KINDS.index(kind), SIZES.index(size), len(exercise.id)])
    chosen = _chosen(subject, kind, random)
    if not chosen:
        return
    pieces, phases = [], []
    for span, phase in _spans(subject):
        piece = Piece(span, span[1] - span[0])
        if phase is not None and phase in chosen:
            shortest_s = _shortest_s(exercise, phase) or 1.0
            done = subject.done(phase) if kind != "bouncing" else np.arange(2.0)
            piece = planted_faults.piece(
                piece, kind, size, random, shortest_s=shortest_s, done=done
            )
        pieces.append(piece)
        phases.append(phase)
    old_time, spans = time_warp.timeline(pieces, float(recording.t_s[0]))
    faulty = [
        (span, phase)
        for span, phase in zip(spans, phases, strict=True)
        if phase is not None and phase in chosen
    ]
    if kind in ("shaking", "bouncing"):
        for span, phase in faulty:
            old_time = _with_swings(subject, old_time, span, phase, kind, size, random)
    made = time_warp.warped(recording, old_time, spans[-1][1])
    report = report_on(exercise, made, job.residue_factor)
    for span, phase in faulty:
        yield _outcome(job, exercise, report, span, phase, kind, size)


def _chosen(subject: Subject, kind: Kind, random: np.random.Generator) -> list[Phase]:
    """One random phase of each complete repetition, among those in which the fault is judged."""
    exercise = subject.exercise
    assert exercise.rep is not None
    if kind != "fast" and kind not in exercise.steadiness_faults():
        return []
    names, chosen = exercise.rep.phases, []
    for rep in subject.report.reps:
        able = [
            phase for phase in rep.phases
            if rep.complete and phase.steadiness
            and phase.name not in exercise.steadiness.not_during
            and names.index(phase.name) % 2 == (kind == "bouncing")
            and (kind != "fast" or _shortest_s(exercise, phase) is not None)
            and phase.duration_s > LEAST_PHASE_S
            and _distance_deg(exercise, rep, phase) >= planted_faults.LEAST_MOVEMENT_DEG[kind]
        ]  # fmt: skip
        if able:
            chosen.append(able[int(random.integers(len(able)))])
    return chosen


def _distance_deg(exercise: Exercise, rep: Rep, phase: Phase) -> float:
    """How far a movement goes; for a pause, how far the movement before it went."""
    index = rep.phases.index(phase)
    movement = rep.phases[index - index % 2]
    if movement.steadiness is None or movement.steadiness.mean_per_s is None:
        return 0.0
    distance = movement.steadiness.mean_per_s * movement.duration_s
    return distance / exercise.degree(movement.steadiness.signal)


def _with_swings(
    subject: Subject, old_time: OldTime, span: Span, phase: Phase, kind: Kind, size: Size,
    random: np.random.Generator,
) -> OldTime:  # fmt: skip
    """The clock with a tremor in a movement, or with bounces in a pause.

    Bounces go back along the movement before the pause.
    """
    exercise = subject.exercise
    assert exercise.rep is not None
    phases = subject.rep_of(phase).phases
    movement = phase if kind == "shaking" else phases[phases.index(phase) - 1]
    degree = exercise.degree(exercise.rep.driver_of(movement.name))
    kept = TREMOR_KEPT if kind == "shaking" else BOUNCE_KEPT
    path = subject.driver_path(movement)
    seed = int(random.integers(2**32))

    def swinging(t_s: Values) -> Values:
        again = np.random.default_rng(seed)  # every call draws the same numbers
        shift = kept * degree * planted_faults.swing_deg(t_s, span, kind, size, again)
        shift[(t_s < span[0]) | (t_s > span[1])] = 0.0
        return time_warp.moved_along(old_time(t_s), shift, path)

    return swinging


def _outcome(
    job: Job, exercise: Exercise, report: Report, span: Span, planted_in: Phase, kind: Kind,
    size: Size,
) -> Planted:  # fmt: skip
    """What was reported on the phase in which the fault was planted."""
    phase = phase_at(report, span, planted_in.name)
    found = reported_in(report, span)
    steadiness = phase.steadiness if phase else None
    judged = steadiness is not None and kind not in dict(steadiness.unmeasured)
    return Planted(
        job.source, exercise.id, kind, size, job.noise, found,
        judged or kind in found or (kind == "fast" and phase is not None),
        scores_of(exercise, phase) if phase and steadiness else None,
    )  # fmt: skip
