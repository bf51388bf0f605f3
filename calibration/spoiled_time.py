"""Are pictures that are missing, late or doubled ever taken for what a person did?

    python -m calibration.spoiled_time LANDMARKS [--seeds N] [--only PART]

LANDMARKS has the landmarks of the sample clips (`calibration.landmarks`). Each clip is analysed as
it is, and with its time spoiled in two dozen ways. A wrong answer is a fault that the whole clip
does not have, a repetition too many, or a lost one that nothing touched, and a duration that is
wrong by more than the report says.
"""

from __future__ import annotations

import argparse
import sys
import warnings
from collections import Counter
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from posecheck.capture.late_pictures import LatePictures
from posecheck.exercise.follow.seen_ends import UNSURE_PICTURES
from posecheck.exercise.judge.uncertainty import HOLD_S
from posecheck.exercise.session import Session
from posecheck.exercise.spec.catalogue import Catalogue
from posecheck.exercise.spec.schema import Exercise
from posecheck.exercise.spec.steadiness_table import FAULTS
from posecheck.pose import landmark_recording
from posecheck.records import Finding, Hold, Phase, Pose, Report

BESIDE_S = 1.0
"""Faults of the same kind that are so near are the same fault; what is so near to a gap was touched
by it."""

READ_S = 0.004
"""Pictures of a buffer come so far apart here: an eighth of the usual distance at 30 a second."""

Random = np.random.Generator
Span = tuple[float, float]


@dataclass(frozen=True)
class Spoiled:
    """The poses of a clip whose time was spoiled, and when; None for all of it."""

    name: str
    poses: Sequence[Pose]
    touched: Span | None = None


def spoiled(poses: Sequence[Pose], random: Random) -> Iterator[Spoiled]:
    """A clip with its time spoiled, in all ways."""
    for length_s in (0.3, 0.6, 1.0, 1.5, 3.0):
        span = _span(poses, length_s, random)
        yield Spoiled(f"{length_s} s without a picture", without(poses, span), span)
    for length_s in (0.6, 1.5):
        span = _span(poses, length_s, random)
        yield Spoiled(f"{length_s} s without a person", without_person(poses, span), span)
        span = _span(poses, length_s, random)
        yield Spoiled(f"{length_s} s frozen", frozen(poses, span), span)
    for rate_hz in (2, 4, 6, 8, 10, 15):
        yield Spoiled(f"{rate_hz} a second", thinned_evenly(poses, rate_hz))
    for rate_hz in (5, 7, 9, 13.5):
        yield Spoiled(f"about {rate_hz} a second, uneven", thinned(poses, rate_hz, random))
    for sd_s in (0.004, 0.012):
        yield Spoiled(f"times {1000 * sd_s:.0f} ms off", jittered(poses, sd_s, random))
    yield Spoiled("short stalls", stalled(poses, random))
    for length_s in (0.08, 0.15, 0.25, 0.6):
        yield Spoiled(f"read late, by up to {length_s} s", read_late(poses, length_s, random))


def without(poses: Sequence[Pose], span: Span) -> list[Pose]:
    """No picture came within a span."""
    return [pose for pose in poses if not span[0] < pose.t_s < span[1]]


def without_person(poses: Sequence[Pose], span: Span) -> list[Pose]:
    """Nobody was found within a span."""
    return [Pose.nobody(p.t_s, p.size_px) if span[0] < p.t_s < span[1] else p for p in poses]


def frozen(poses: Sequence[Pose], span: Span) -> list[Pose]:
    """The picture stood still within a span."""
    return [
        Pose.nobody(p.t_s, p.size_px, frozen=True) if span[0] < p.t_s < span[1] else p
        for p in poses
    ]


def thinned_evenly(poses: Sequence[Pose], rate_hz: float) -> list[Pose]:
    """So many pictures a second, at equal distances as far as there are pictures."""
    t_s = np.array([pose.t_s for pose in poses])
    first = np.searchsorted(t_s, np.arange(t_s[0], t_s[-1], 1 / rate_hz) - 1e-6)
    return [poses[i] for i in np.unique(first).tolist()]


def thinned(poses: Sequence[Pose], rate_hz: float, random: Random) -> list[Pose]:
    """Each picture is kept with the same chance, so that about so many a second are left."""
    share = rate_hz * (poses[-1].t_s - poses[0].t_s) / len(poses)
    return [poses[0], *(pose for pose in poses[1:] if random.random() < share)]


def jittered(poses: Sequence[Pose], sd_s: float, random: Random) -> list[Pose]:
    """Each picture came a little early or late. Of those at one time the first is kept."""
    t_s = np.array([pose.t_s for pose in poses]) + random.normal(0, sd_s, len(poses))
    order = np.sort(t_s) - t_s.min()
    kept = np.flatnonzero(np.concatenate(([True], np.diff(order) > 1e-4)))
    return [replace(poses[i], t_s=float(order[i])) for i in kept.tolist()]


def stalled(poses: Sequence[Pose], random: Random) -> list[Pose]:
    """Two to seven pictures are lost, in one of twenty places."""
    lost = np.zeros(len(poses), bool)
    for start in random.integers(1, len(poses), len(poses) // 20).tolist():
        lost[start : start + int(random.integers(2, 8))] = True
    return [pose for pose, gone in zip(poses, lost, strict=True) if not gone]


def read_late(poses: Sequence[Pose], longest_s: float, random: Random) -> list[Pose]:
    """In one of thirty places nothing is read for up to `longest_s`. The pictures wait in a buffer
    and get the times at which they are read; a camera leaves out what came late."""
    begins = set(random.integers(1, len(poses), max(1, len(poses) // 30)).tolist())
    late, found, free_s = LatePictures(), list[Pose](), -np.inf
    for i, pose in enumerate(poses):
        if i in begins:
            free_s = max(free_s, pose.t_s + float(random.uniform(0.3, 1.0)) * longest_s)
        free_s = max(free_s + READ_S, pose.t_s)
        if not late.step(free_s):
            found.append(replace(pose, t_s=free_s))
    return found


def _span(poses: Sequence[Pose], length_s: float, random: Random) -> Span:
    start_s = float(random.uniform(0.5, max(0.6, poses[-1].t_s - length_s - 0.5)))
    return start_s, start_s + length_s


def report_of(exercise: Exercise, poses: Sequence[Pose]) -> Report:
    """The report of these poses."""
    session = Session(exercise)
    for pose in poses:
        session.step(pose)
    return session.finish()


def wrong(
    whole: Report, report: Report, touched: Span | None, *, step_s: float = 0.0
) -> Iterator[str]:
    """What a spoiled clip's `report` says that is wrong, by that of the `whole` clip.

    `step_s` is the usual time between its pictures: when a fault was is not known better.
    """
    beside_s = BESIDE_S + UNSURE_PICTURES * step_s
    for finding in report.findings:
        if not _is_known(finding, whole, beside_s):
            yield f"fault: {finding.check} at {finding.start_s:.1f} s"
    if report.count > whole.count:
        yield f"repetitions: {report.count} of {whole.count}"
    yield from _lost(whole, report, touched)
    for mine, theirs in _pairs(whole, report):
        error_s = mine.duration_s - theirs.duration_s
        # Both have the error of the measurement.
        allowed_s = 2**0.5 * HOLD_S + mine.unsure_s
        if error_s > allowed_s or (error_s < -allowed_s and not mine.at_least):
            yield f"duration: {mine.duration_s:.2f} for {theirs.duration_s:.2f} s"


def _is_known(finding: Finding, whole: Report, beside_s: float) -> bool:
    """Whether the whole clip has the fault, or one of the same cause: of several faults of
    steadiness in one movement, and of haste, only one is told."""
    beside = [
        one
        for one in (*whole.findings, *whole.close)
        if one.start_s <= finding.end_s + beside_s and finding.start_s <= one.end_s + beside_s
    ]
    steady = finding.check in FAULTS
    return any(
        one.check == finding.check or (steady and (one.check in FAULTS or one.unit in ("s", "°/s")))
        for one in beside
    )


def _lost(whole: Report, report: Report, touched: Span | None) -> Iterator[str]:
    """Repetitions that are far from what was spoiled, and were not counted."""
    if touched is None:
        return
    for rep in whole.reps:
        near = touched[0] < rep.end_s + BESIDE_S and touched[1] > rep.start_s - BESIDE_S
        if rep.complete and not near and not any(_overlap(rep, one) for one in report.reps):
            yield f"lost: the repetition at {rep.start_s:.1f} s"


def _pairs(whole: Report, report: Report) -> Iterator[tuple[Phase | Hold, Phase | Hold]]:
    """The phases and holds of a report, each with that of the whole clip which it is most of."""
    whole_phases = [(rep, phase) for rep in whole.reps for phase in rep.phases]
    for rep in report.reps:
        for phase in rep.phases:
            same = [
                theirs
                for one, theirs in whole_phases
                if (one.side, one.complete, theirs.name) == (rep.side, rep.complete, phase.name)
                and _overlap(phase, theirs) > 0.5
            ]
            if same:
                yield phase, max(same, key=lambda theirs: _overlap(phase, theirs))
    for hold in report.holds:
        held = [h for h in whole.holds if h.side == hold.side and _overlap(hold, h) > 0.0]
        if held:
            yield hold, max(held, key=lambda h: _overlap(hold, h))


def _overlap(one: object, other: object) -> float:
    """The share of the shorter one that both have in common."""
    spans = [(getattr(r, "start_s"), getattr(r, "end_s")) for r in (one, other)]  # noqa: B009
    common_s = min(b for _, b in spans) - max(a for a, _ in spans)
    return max(0.0, common_s) / max(min(b - a for a, b in spans), 1e-9)


def usual_step_s(poses: Sequence[Pose]) -> float:
    """The median time between two pictures, 0 for fewer than two."""
    return float(np.median(np.diff([pose.t_s for pose in poses]))) if len(poses) > 1 else 0.0


def _of_clip(clip: tuple[Path, str, int]) -> tuple[int, int, list[str]]:
    """How many spoiled forms of a clip, how many durations in them, and what is wrong."""
    path, exercise_id, seeds = clip
    exercise, poses = Catalogue().get(exercise_id), list(landmark_recording.poses(path))
    whole, said = report_of(exercise, poses), []
    forms = durations = 0
    for seed in range(seeds):
        for form in spoiled(poses, np.random.default_rng(seed)):
            report = report_of(exercise, form.poses)
            forms, durations = forms + 1, durations + len(list(_pairs(whole, report)))
            answers = wrong(whole, report, form.touched, step_s=usual_step_s(form.poses))
            said += [f"{path.stem}: {form.name}: {one}" for one in answers]
    return forms, durations, said


def main() -> None:
    """Prints each wrong answer, and how many there are of each kind."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("landmarks", type=Path)
    parser.add_argument("--seeds", type=int, default=1)
    parser.add_argument("--only", default="", help="only clips with this in their path")
    asked = parser.parse_args()
    warnings.simplefilter("error")
    paths = sorted(p for p in asked.landmarks.rglob("*.npz") if asked.only in str(p))
    clips = [(p, p.stem.split("__")[0] if "__" in p.stem else p.parent.name, asked.seeds)
             for p in paths]  # fmt: skip
    with ProcessPoolExecutor() as pool:
        found = list(pool.map(_of_clip, clips))
    said = [one for *_, answers in found for one in answers]
    kinds = Counter(one.split(": ")[2] for one in said)
    forms, durations = (sum(each[i] for each in found) for i in (0, 1))
    sys.stdout.write(
        "".join(f"{one}\n" for one in said)
        + f"{len(clips)} clips, {forms} spoiled forms, {durations} durations; "
        f"wrong answers: {dict(kinds) or 'none'}\n"
    )


if __name__ == "__main__":
    main()
