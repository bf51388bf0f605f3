"""The plain data that flows through the house, from a picture to a report.

Everything from `Update` on turns into JSON and back without loss: numbers that are
missing are `None` there, whereas arrays in `Pose` use NaN.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from posecheck import landmarks
from posecheck.phase_measures import Number, PhasePace, Steadiness
from posecheck.provenance import Likeness, Live, Model

Side = Literal["left", "right"]

REPORT_SCHEMA = 2
"""Goes up when a key of the JSON report changes its meaning or disappears."""


Value = float | int | str | list[str]


@dataclass(frozen=True, slots=True)
class Message:
    """Something to say: a key, and the values that its sentence needs. `words` has the sentences.

    A list holds keys of its own: parts of the body, for example.
    """

    key: str
    values: dict[str, Value] = field(default_factory=dict, hash=False)


@dataclass(frozen=True, slots=True)
class ExerciseTexts:
    """An exercise's own texts in one language, so that a report can be read without its file.

    `say` and `because` go by the id of a check, for a zone that was left out by "ID/ZONE"; `names`
    by the id of a check, phase, signal or zone, where it does not simply read as it is written.
    """

    language: str
    title: str
    camera: str = ""
    cautions: tuple[str, ...] = ()
    ask_a_doctor: str = ""
    """The caution to repeat when it hurts, where one says whom to ask."""
    say: dict[str, str] = field(default_factory=dict, hash=False)
    because: dict[str, str] = field(default_factory=dict, hash=False)
    names: dict[str, str] = field(default_factory=dict, hash=False)


@dataclass(frozen=True, slots=True, eq=False)
class Frame:
    """One picture: `t_s` on the media clock and `image` (H, W, 3) uint8, RGB, contiguous."""

    t_s: float
    image: NDArray[np.uint8]

    @property
    def size_px(self) -> tuple[int, int]:
        """Width, height."""
        return self.image.shape[1], self.image.shape[0]


@dataclass(frozen=True, slots=True, eq=False)
class Pose:
    """The landmarks of one picture, as the model gave them; nobody found = all NaN.

    image: (33, 5) x and y (each divided by its own side of the picture), z (in the unit of
        x, smaller is nearer), visibility, presence.
    world_m: (33, 3) metres, x right, y down, z away from the camera, origin between the hips.
    people: how many were seen where that was looked for, else None.
    light: mean brightness of the picture, 0 to 255, None where it was not looked at.
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
        """A moment at which no person was found."""
        image = np.full((landmarks.COUNT, 5), np.nan)
        return cls(t_s, image, np.full((landmarks.COUNT, 3), np.nan), size_px, people, light)

    @property
    def found(self) -> bool:
        """Whether the model found a person at all."""
        return bool(np.isfinite(self.image[0, 0]))

    @property
    def points_px(self) -> NDArray[np.float64]:
        """(33, 2) pixels: the only form in which angles may be measured."""
        points: NDArray[np.float64] = self.image[:, :2] * np.asarray(self.size_px, float)
        return points


class Verdict(StrEnum):
    """Three answers, never two."""

    GOOD = "good"
    FAULT = "fault"
    NOT_JUDGED = "not-judged"


@dataclass(frozen=True, slots=True)
class Finding:
    """One fault: which check, when, and how much against which limit.

    `value` and `limit` are in `unit`. `rep` is the 1-based number of the repetition or half
    repetition that it belongs to, None when it belongs to none.
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
    """What to say to the person about a fault: its sentence is the exercise's own."""
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
    """One way through the zones; `complete` is False for a half repetition, which is not counted.

    `number` counts complete and half ones together, from 1, in the order of time.
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


class HoldEnd(StrEnum):
    """Why a hold ended."""

    LEFT = "left"
    NOT_SEEN = "not-seen"
    SOURCE_ENDED = "source-ended"


@dataclass(frozen=True, slots=True)
class Hold:
    """Time spent in a zone, `rep` when it is the hold of a repetition."""

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

    @property
    def duration_s(self) -> float:
        return self.end_s - self.start_s


@dataclass(frozen=True, slots=True)
class Note:
    """Something worth knowing that is no fault: `value` against what is `usual`, in `unit`."""

    kind: str
    start_s: float
    end_s: float
    value: Number
    usual: Number
    unit: str
    signal: str | None = None
    side: Side | None = None
    rep: int | None = None
    farther: Side | None = None
    """The side that went farther than usual, where the note is about both."""


@dataclass(frozen=True, slots=True)
class Remark:
    """A word about camera, view, light or place, and the time it was true."""

    kind: str
    start_s: float
    end_s: float
    blocks: bool
    """True where nothing could be judged meanwhile."""
    values: dict[str, Value] = field(default_factory=dict, hash=False)
    """What its sentence needs."""


def remark_message(remark: Remark) -> Message:
    """What to say about a remark."""
    return Message(f"remark-{remark.kind}", remark.values)


@dataclass(frozen=True, slots=True)
class Update:
    """What is known after one pose: enough to draw, to speak and to log."""

    t_s: float
    seen: bool
    """Whether all that the exercise needs was seen in this picture."""
    in_place: bool
    """Whether the start posture was taken, so that movement counts."""
    phase: str | None
    count: int
    """Complete repetitions so far."""
    count_left: int
    count_right: int
    halves: int
    hold_s: Number
    """Length of the running hold."""
    hold_target_s: Number
    signals: dict[str, Number]
    chains: tuple[tuple[int, ...], ...]
    """Landmark indices of what is judged, as lines to draw."""
    remark: Remark | None
    """What stands in the way of judging right now."""
    wrong: tuple[str, ...] = ()
    """Checks of the running hold that find a fault at this very moment."""
    new_findings: tuple[Finding, ...] = ()
    new_reps: tuple[Rep, ...] = ()
    new_holds: tuple[Hold, ...] = ()


@dataclass(frozen=True, slots=True)
class Limit:
    """One limit as it was used: check, signal, its parameters."""

    check: str
    use: str
    signal: str | None
    parameters: dict[str, float | str]
    side: Side | None = None
    """Where it holds for one side of the body alone."""


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
    """Share of frames in which a person was found."""
    partial: bool
    """True when the analysis was broken off before the recording's end."""
    verdict: Verdict
    count: int
    count_left: int
    count_right: int
    halves: int
    reps: tuple[Rep, ...]
    holds: tuple[Hold, ...]
    findings: tuple[Finding, ...]
    """All of them in the order of time, those of repetitions and holds included."""
    not_judged: tuple[NotJudged, ...]
    remarks: tuple[Remark, ...]
    limits: tuple[Limit, ...]
    model: Model | None = None
    cadence_per_min: Number = None
    """Steps a minute, in exercises whose repetitions are steps."""
    paces: tuple[PhasePace, ...] = ()
    """How evenly the repetitions were done, phase by phase."""
    recognised: tuple[Likeness, ...] = ()
    """Where the exercise was not named but recognised: what it may be, best first."""
    profile: str | None = None
    """Whose own limits were used; None where only the exercise's were."""
    notes: tuple[Note, ...] = ()
    live: Live | None = None
    """Only for a session in front of a camera."""
    texts: ExerciseTexts | None = None
    """The exercise's own texts, in the language in which the report is to be read."""
    posecheck: str = ""
    """Version of posecheck."""
    schema: int = field(default=REPORT_SCHEMA)
