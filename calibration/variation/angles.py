"""Up to which angle of the camera each check holds.

A check holds at an angle where it is asked, where good form gives no false finding, and where its
signal, if that is an angle, differs by less than `LARGEST_DEG` from what the asked view shows.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from calibration.markdown import table
from calibration.variation.case import Case, Values, Watched
from calibration.variation.kinds import KINDS
from posecheck.exercise.spec.schema import Exercise
from posecheck.records import Report

LARGEST_DEG = 6.0
"""The largest error of an angle at which a check still holds. It is the pose model's own error in
the asked view, up to 6° (exercises/hip-bridge.toml): the camera may not be worse."""

QUANTILE = 0.95
"""The error that is not exceeded in this share of the pictures that a check looks at."""

SEEN = 0.5
"""Where a signal is seen in less than this share of those pictures, the check is not asked."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What one check says of good form at one angle."""

    exercise: str
    check: str
    signal: str | None
    unit: str
    kind: str
    """"yaw" or "pitch"."""
    angle_deg: float
    """Off the asked view."""
    findings: int
    error: float | None
    """Of the signal, in its unit; None where there is none, or where it is not seen."""
    asked: bool
    """False where the signal is not seen, or less is counted: then it has nothing to judge."""

    @property
    def holds(self) -> bool:
        """Whether the check holds here."""
        too_far = self.unit == "°" and self.error is not None and self.error >= LARGEST_DEG
        return self.asked and not self.findings and not too_far


def answers(
    case: Case, asked: Watched, kind: str, angle_deg: float, turned: Watched
) -> Iterator[Answer]:
    """The answers of all checks, and of whatever else found a fault.

    `asked` is the session in the asked view, `turned` that of the turned camera.
    """
    exercise = case.exercise
    found = [finding.check for finding in turned.report.findings]
    for check in exercise.checks:
        signal = getattr(check, "signal", None)
        error, unit = None, ""
        # Where repetitions were not counted, nobody knows what the check would have said.
        is_asked = turned.error >= 0
        if signal is not None:
            if _error(case, asked, asked, signal, check.during) is None:
                continue  # It is a check of another view of the exercise.
            unit = exercise.unit(signal)
            error = _error(case, asked, turned, signal, check.during)
            is_asked = is_asked and error is not None
        count = found.count(check.id)
        yield Answer(
            exercise.id, check.id, signal, unit, kind, abs(angle_deg), count, error, is_asked
        )
    for other in sorted(set(found) - {check.id for check in exercise.checks}):
        count = found.count(other)
        yield Answer(exercise.id, other, None, "", kind, abs(angle_deg), count, None, asked=True)


def _error(case: Case, asked: Watched, turned: Watched, signal: str, during: str) -> float | None:
    """How far a signal is from what the asked view shows, in the pictures that the check looks at.

    None where it is not seen.
    """
    off: list[Values] = []
    for side, start_s, end_s in _windows(asked.report, case.exercise, during):
        inside = (case.t_s >= start_s) & (case.t_s <= end_s)
        name = f"{side}_{signal}" if f"{side}_{signal}" in asked.signals else signal
        if name in asked.signals:
            off.append(np.abs(turned.signals[name] - asked.signals[name])[inside])
    every = np.concatenate(off) if off else np.array([])
    known = every[np.isfinite(every)]
    if not known.size or known.size < SEEN * every.size:
        return None
    return float(np.quantile(known, QUANTILE))


def _windows(
    report: Report, exercise: Exercise, during: str
) -> Iterator[tuple[str | None, float, float]]:
    """Side, start and end of each time that a check with this `during` looks at."""
    if exercise.hold:
        yield from ((hold.side, hold.start_s, hold.end_s) for hold in report.holds)
    for rep in report.reps:
        if during == "rep":
            yield rep.side, rep.start_s, rep.end_s
        yield from ((rep.side, p.start_s, p.end_s) for p in rep.phases if p.name == during)


def limits(found: Sequence[Answer]) -> dict[str, dict[str, dict[str, float | None]]]:
    """Exercise -> check -> {"yaw_deg", "pitch_deg"}: the largest angle up to which it holds.

    To both sides, and in every clip whose view shows it. None where it does not even hold in the
    asked view.
    """
    limit: dict[str, dict[str, dict[str, float | None]]] = {}
    for exercise, check in dict.fromkeys((a.exercise, a.check) for a in found):
        own = [a for a in found if a.exercise == exercise]
        limit.setdefault(exercise, {})[check] = {
            f"{kind}_deg": _limit([a for a in own if a.kind == kind or not a.angle_deg], check)
            for kind in ("yaw", "pitch")
        }
    return limit


def _limit(found: Sequence[Answer], check: str) -> float | None:
    """`found` are the answers of all checks: at an angle without its own it found no fault."""
    largest = None
    for angle_deg in sorted({a.angle_deg for a in found}):
        if not all(a.holds for a in found if (a.angle_deg, a.check) == (angle_deg, check)):
            break
        largest = angle_deg
    return largest


def page(found: Sequence[Answer], counts: dict[tuple[str, str, float], int]) -> str:
    """The table: for each exercise its count, then its checks; the worst of both sides and all
    clips.

    `counts` has the count error by exercise, kind and angle.
    """
    columns = [("yaw", 0.0)] + [
        (kind, angle)
        for kind in ("yaw", "pitch")
        for angle in sorted({abs(float(p)) for p in KINDS[kind].parameters})
    ]
    head = ["exercise", "check", "signal", "0°", *(f"{k} {a:g}°" for k, a in columns[1:])]
    rows: list[list[object]] = []
    for exercise in dict.fromkeys(a.exercise for a in found):
        cells = [_count(counts, exercise, kind, angle) for kind, angle in columns]
        rows.append([f"**{exercise}**", "count", "", *cells])
        own = [a for a in found if a.exercise == exercise]
        for check in dict.fromkeys(a.check for a in own):
            mine = [a for a in own if a.check == check]
            rows.append(["", check, mine[0].signal or "", *(_cell(mine, *c) for c in columns)])
    return table(head, rows)


def _count(
    counts: dict[tuple[str, str, float], int], exercise: str, kind: str, angle: float
) -> str:
    error = counts.get((exercise, kind, angle))
    return "·" if error is None else f"{error:+d}" if error else "0"


def _cell(found: Sequence[Answer], kind: str, angle_deg: float) -> str:
    here = [a for a in found if a.kind == kind and a.angle_deg == angle_deg]
    if not here:
        return "0" if found[0].signal is None else "·"
    count = sum(a.findings for a in here)
    if not all(a.asked for a in here):
        return f"{count}, not asked"
    errors = [a.error for a in here if a.error is not None]
    if not errors or not angle_deg:
        return str(count)
    off = f"{max(errors):.0f}°" if here[0].unit == "°" else f"{max(errors):.2f}"
    return f"{count}, {off}"
