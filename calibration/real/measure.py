"""What posecheck says about each recording: as its own exercise, as others, and with none given."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from calibration.real import others as wrong
from calibration.real.halves import half_of
from calibration.real.labels import Truth, truths
from posecheck.app import auto
from posecheck.exercise.session import Session
from posecheck.exercise.spec.catalogue import Catalogue
from posecheck.exercise.spec.schema import Exercise
from posecheck.pose import landmark_recording
from posecheck.records import Finding, Pose, Report, Side


def _progress(text: str) -> None:
    sys.stderr.write(text)


@dataclass(frozen=True, slots=True)
class Fault:
    """One fault that was reported."""

    check: str
    start_s: float
    end_s: float
    value: float | None
    limit: float | None
    unit: str
    side: Side | None
    about: str
    """"hold" where a hold was too short, "pace" where a movement was too fast, else ""."""


@dataclass(frozen=True, slots=True)
class Seen:
    """One recording, analysed as one exercise."""

    exercise: str
    one_hold: bool
    """Whether the exercise is one hold, so that holds are counted in it."""
    count: int = 0
    """Repetitions."""
    sides: tuple[int, int] | None = None
    """Left and right; None where they are counted together."""
    halves: int = 0
    holds: tuple[tuple[float, float], ...] | None = ()
    """None where the exercise times no holds."""
    faults: tuple[Fault, ...] = ()
    error: str | None = None
    """The exception, if it crashed."""

    @property
    def counted(self) -> int:
        """Repetitions, or holds in an exercise that is one hold."""
        return len(self.holds or ()) if self.one_hold else self.count


@dataclass(frozen=True, slots=True)
class Named:
    """Which exercise was recognised."""

    likely: tuple[str, ...] = ()
    sure: bool = False
    """Whether the first one is taken without asking."""
    error: str | None = None


@dataclass(frozen=True, slots=True)
class Measured:
    """All that was measured with one recording."""

    truth: Truth
    half: str
    end_s: float
    own: Seen | None = None
    """None where it shows no exercise of the catalogue."""
    near: tuple[Seen, ...] = ()
    others: tuple[Seen, ...] = ()
    named: Named | None = None

    @property
    def crashes(self) -> list[str]:
        """What crashed, and how."""
        seen = [s for s in (self.own, *self.near, *self.others) if s and s.error]
        found = [f"{self.truth.recording} as {s.exercise}: {s.error}" for s in seen]
        if self.named and self.named.error:
            found.append(f"{self.truth.recording}, exercise not given: {self.named.error}")
        return found


def run(
    folder: Path,
    *,
    half: str | None = None,
    near: bool = True,
    others: int = wrong.OTHERS,
    named: bool = True,
    say: Callable[[str], object] = _progress,
) -> list[Measured]:
    """Measures the recordings of a folder, or of one half of them.

    `near`, `others` (how many) and `named` say what is done beside the own exercise. Raises
    ValueError for a labelled recording that is in neither half.
    """
    halves = half_of()
    labelled = truths(folder)
    if lost := [t.recording for t in labelled if t.recording not in halves]:
        raise ValueError(f"in no half of calibration/people.toml: {', '.join(lost)}")
    chosen = [t for t in labelled if half in (None, halves[t.recording])]
    catalogue = Catalogue()
    exercises = {name: catalogue.get(name) for name in catalogue.ids()}
    found = []
    for number, truth in enumerate(chosen, 1):
        began_s = time.perf_counter()
        poses = list(landmark_recording.poses(folder / f"{truth.recording}.npz"))
        as_others = wrong.chosen(truth, exercises, others)
        found.append(
            Measured(
                truth,
                halves[truth.recording],
                poses[-1].t_s,
                seen(poses, exercises[truth.exercise]) if truth.exercise else None,
                tuple(seen(poses, exercises[name]) for name in truth.near if near),
                tuple(seen(poses, exercises[name]) for name in as_others),
                recognised(poses, catalogue) if named else None,
            )
        )
        took_s = time.perf_counter() - began_s
        say(f"{number}/{len(chosen)} {truth.recording} ({took_s:.1f} s)\n")
    return found


def seen(poses: Iterable[Pose], exercise: Exercise) -> Seen:
    """Analyses one recording as one exercise."""
    session = Session(exercise)
    try:
        for pose in poses:
            session.step(pose)
        return _seen(session.finish(), exercise)
    except Exception as error:  # noqa: BLE001 - crashes are counted
        return Seen(exercise.id, exercise.hold is not None, error=_short(error))


def _short(error: Exception) -> str:
    return f"{type(error).__name__}: {error}".splitlines()[0]


def _seen(report: Report, exercise: Exercise) -> Seen:
    apart = exercise.sides == "apart"
    about = _about(exercise)
    return Seen(
        exercise=exercise.id,
        one_hold=exercise.hold is not None,
        count=report.count,
        sides=(report.count_left, report.count_right) if apart else None,
        halves=report.halves,
        holds=tuple((h.start_s, h.end_s) for h in report.holds) if exercise.times_holds else None,
        faults=tuple(_fault(finding, about) for finding in report.findings),
    )


def _about(exercise: Exercise) -> Mapping[str, str]:
    """Checks of how long a phase lasts, or how fast the steps are -> what they are about."""
    held = exercise.rep.holds if exercise.rep else {}
    found = {
        check.id: "hold" if exercise.hold or check.during in held else "pace"
        for check in exercise.checks
        if check.use == "lasts" and check.at_least_s is not None
    }
    if exercise.rep and exercise.rep.cadence:
        found[exercise.rep.cadence.id] = "pace"
    return found


def _fault(finding: Finding, about: Mapping[str, str]) -> Fault:
    return Fault(
        finding.check,
        finding.start_s,
        finding.end_s,
        finding.value,
        finding.limit,
        finding.unit,
        finding.side,
        about.get(finding.check, ""),
    )


def recognised(poses: Sequence[Pose], catalogue: Catalogue) -> Named:
    """Which exercise the program would take, or ask for, with `--exercise auto`."""
    beginning = [p for p in poses if p.t_s - poses[0].t_s <= auto.LOOKED_AT_S]
    try:
        recognition = auto.recognise(beginning, catalogue)
    except Exception as error:  # noqa: BLE001 - crashes are counted
        return Named(error=_short(error))
    return Named(tuple(c.exercise for c in recognition.likely), recognition.sure)
