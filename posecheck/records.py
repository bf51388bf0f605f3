"""The plain data that flows through posecheck, from a picture to a report.

All but `Frame` and `Pose` turns into JSON and back without loss: there a missing number is None,
whereas the arrays of `Pose` have NaN. Times are seconds on the media clock.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from math import isfinite
from typing import TYPE_CHECKING, Literal

import numpy as np
from numpy.typing import NDArray

from posecheck import landmarks
from posecheck.dose import DoseDone
from posecheck.messages import ExerciseTexts, Message, Note, Remark, Value
from posecheck.phase_measures import Number, PhasePace, Steadiness
from posecheck.provenance import Likeness, Live, Model, Recording
from posecheck.verdict import Verdict as Verdict  # noqa: PLC0414  # It is one of the records.

if TYPE_CHECKING:
    import pandas as pd

Side = Literal["left", "right"]

REPORT_SCHEMA = 3
"""Goes up when a key of the JSON report changes its meaning or disappears. In 2, "good" meant that
no fault was found in what could be judged."""

READABLE_SCHEMAS = (2, 3)
"""Reports of these schemas have the keys of today, or lack some that may be missing."""


@dataclass(frozen=True, slots=True, eq=False)
class Frame:
    """One picture: its time and `image`, (H, W, 3) uint8, RGB, contiguous.

    whole_px: width and height of the whole picture where `image` is a smaller copy of it.
    """

    t_s: float
    image: NDArray[np.uint8]
    whole_px: tuple[int, int] | None = None

    @property
    def size_px(self) -> tuple[int, int]:
        """Width and height of the whole picture."""
        return self.whole_px or (self.image.shape[1], self.image.shape[0])


@dataclass(frozen=True, slots=True, eq=False)
class Pose:
    """The landmarks of one picture, as the model gave them; all NaN where nobody was found.

    image: (33, 5) x and y (each divided by its own side of the picture), z (in the unit of
        x, smaller is nearer), visibility, presence.
    world_m: (33, 3) metres, x right, y down, z away from the camera, origin between the hips.
    people: how many people were seen; None where that was not looked for.
    light: mean brightness of the picture, 0 to 255; None where that was not measured.
    """

    t_s: float
    image: NDArray[np.float64]
    world_m: NDArray[np.float64]
    size_px: tuple[int, int]
    people: int | None = None
    light: float | None = None

    @classmethod
    def nobody(
        cls,
        t_s: float,
        size_px: tuple[int, int],
        *,
        people: int | None = None,
        light: float | None = None,
    ) -> Pose:
        """The pose of a moment at which nobody was found."""
        image = np.full((landmarks.COUNT, 5), np.nan)
        return cls(t_s, image, np.full((landmarks.COUNT, 3), np.nan), size_px, people, light)

    @property
    def found(self) -> bool:
        """Whether the model found a person."""
        return isfinite(self.image[0, 0])

    @property
    def points_px(self) -> NDArray[np.float64]:
        """(33, 2) pixels: the only form in which angles may be measured."""
        points: NDArray[np.float64] = self.image[:, :2] * np.asarray(self.size_px, float)
        return points


@dataclass(frozen=True, slots=True)
class Finding:
    """One fault: which check found it, when, and which value broke which limit.

    `value` and `limit` are in `unit`. `rep` is the number, from 1, of the repetition or half
    repetition that it belongs to; None where it belongs to none.
    """

    check: str
    start_s: float
    end_s: float
    value: Number
    limit: Number
    unit: str
    side: Side | None = None
    rep: int | None = None
    aim: Number = None
    """What to aim for, in `unit`, where that is more than the limit: a calm pace."""
    zone: str | None = None
    """The zone that a half repetition did not reach."""


def fault_message(finding: Finding) -> Message:
    """What to say to the person about a fault. Its sentence may be the exercise's own."""
    values: dict[str, Value] = {"check": finding.check}
    return Message("fault", values if finding.zone is None else values | {"zone": finding.zone})


@dataclass(frozen=True, slots=True)
class NotJudged:
    """A check (or "everything") that gave no answer from `start_s` to `end_s`, and why."""

    what: str
    why: Message
    start_s: float
    end_s: float
    rep: int | None = None


@dataclass(frozen=True, slots=True)
class Phase:
    """One movement or pause of a repetition, such as "lift", "hold" or "lower"."""

    name: str
    start_s: float
    end_s: float
    steadiness: Steadiness | None = None

    @property
    def duration_s(self) -> float:
        """From start to end, seconds."""
        return self.end_s - self.start_s


@dataclass(frozen=True, slots=True)
class Range:
    """The smallest and largest value that a signal took."""

    signal: str
    unit: str
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Rep:
    """One repetition; `complete` is False for a half repetition, which is not counted.

    `number` goes from 1 in the order of time, through complete and half repetitions together.
    """

    number: int
    start_s: float
    end_s: float
    side: Side | None
    complete: bool
    phases: tuple[Phase, ...]
    ranges: tuple[Range, ...]
    verdict: Verdict
    findings: tuple[Finding, ...] = ()
    not_judged: tuple[NotJudged, ...] = ()
    close: tuple[Finding, ...] = ()
    """What breaks a limit by less than the measurement's uncertainty: no fault."""


class HoldEnd(StrEnum):
    """Why a hold ended."""

    LEFT = "left"
    NOT_SEEN = "not-seen"
    SOURCE_ENDED = "source-ended"


@dataclass(frozen=True, slots=True)
class Hold:
    """A position that was kept and timed. `rep` is its repetition's number, None for an exercise
    that is a hold itself."""

    number: int
    zone: str
    start_s: float
    end_s: float
    side: Side | None
    ended: HoldEnd
    ranges: tuple[Range, ...]
    verdict: Verdict
    findings: tuple[Finding, ...] = ()
    not_judged: tuple[NotJudged, ...] = ()
    rep: int | None = None
    steadiness: Steadiness | None = None
    close: tuple[Finding, ...] = ()

    @property
    def duration_s(self) -> float:
        """From start to end, seconds."""
        return self.end_s - self.start_s


@dataclass(frozen=True, slots=True)
class Update:
    """What is known after one pose: enough to draw, to speak and to log."""

    t_s: float
    seen: bool
    """Whether all that the exercise needs was seen in this picture."""
    in_place: bool
    """Whether the person has taken the start posture and has not left it."""
    phase: str | None
    count: int
    """Complete repetitions so far."""
    count_left: int
    count_right: int
    halves: int
    hold_s: Number
    """How long the running hold lasts so far; None where there is none."""
    hold_target_s: Number
    """How long it should last; None where it has no goal."""
    signals: dict[str, Number]
    chains: tuple[tuple[int, ...], ...]
    """What is judged, as lines to draw: the indices of each line's landmarks."""
    remark: Remark | None
    """What hinders the judging at this moment, or None."""
    wrong: tuple[str, ...] = ()
    """Checks of the running hold that find a fault at this very moment."""
    new_findings: tuple[Finding, ...] = ()
    new_reps: tuple[Rep, ...] = ()
    new_holds: tuple[Hold, ...] = ()


@dataclass(frozen=True, slots=True)
class Limit:
    """One limit as it was used: the check, its kind (`use`), its signal, its parameters."""

    check: str
    use: str
    signal: str | None
    parameters: dict[str, float | str]
    side: Side | None = None
    """The side of the body that it holds for; None for both."""


@dataclass(frozen=True, slots=True)
class Report:
    """A finished session."""

    exercise: str
    title: str
    source: str
    """What was analysed: a file's name, not its whole path."""
    duration_s: float
    frames: int
    found_share: float
    """Share of the frames in which a person was found, 0 to 1."""
    partial: bool
    """Whether the recording was not looked at to its end."""
    verdict: Verdict
    count: int
    count_left: int
    count_right: int
    halves: int
    reps: tuple[Rep, ...]
    holds: tuple[Hold, ...]
    findings: tuple[Finding, ...]
    """All of them in the order of time, with those of repetitions and holds."""
    not_judged: tuple[NotJudged, ...]
    remarks: tuple[Remark, ...]
    limits: tuple[Limit, ...]
    model: Model | None = None
    recording: Recording | None = None
    """None only in reports of older versions."""
    cadence_per_min: Number = None
    """Steps a minute, in exercises whose repetitions are steps."""
    paces: tuple[PhasePace, ...] = ()
    """How alike the durations of each phase were from repetition to repetition."""
    close: tuple[Finding, ...] = ()
    """What breaks a limit by less than the measurement's uncertainty: no faults."""
    recognised: tuple[Likeness, ...] = ()
    """Where the exercise was recognised, not given: what it may be, best first."""
    profile: str | None = None
    """The profile whose limits were used; None where only the exercise's were."""
    notes: tuple[Note, ...] = ()
    dose: DoseDone | None = None
    """None only in reports of schema 2."""
    live: Live | None = None
    """Only for a session in front of a camera."""
    texts: ExerciseTexts | None = None
    """The exercise's own texts, in the language of the report's readers."""
    posecheck: str = ""
    """Version of posecheck."""
    schema: int = field(default=REPORT_SCHEMA)

    def to_dataframe(self) -> pd.DataFrame:
        """The repetitions as a pandas DataFrame: see `rep_rows.dataframe`."""
        from posecheck import rep_rows

        return rep_rows.dataframe(self)
