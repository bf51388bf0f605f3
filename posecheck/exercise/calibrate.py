"""Calibration: a person's comfortable range, from recordings of a few of their repetitions."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median, stdev

from posecheck.exercise.follow.camera_setup import axis_of, is_seen_from
from posecheck.exercise.personal import refusals
from posecheck.exercise.personal.end_of_range import EndOfRange, EndOfRangeTracker, shown_as
from posecheck.exercise.personal.limits import is_too_wide
from posecheck.exercise.personal.profile import Calibration, ComfortableRange, Rest
from posecheck.exercise.personal.refusals import RefusedError
from posecheck.exercise.personal.rest import RestTracker, RestValues, rests_of
from posecheck.exercise.session import Session
from posecheck.exercise.spec.schema import Exercise, View
from posecheck.messages import Message
from posecheck.records import Pose, Report, Side, Update

DIGITS = {"°": 1, "trunk lengths": 3}
"""Decimal places of the values in a profile: a tenth of what the model can distinguish."""


@dataclass(frozen=True, slots=True)
class Watched:
    """What one recording showed."""

    report: Report
    ends_of_range: tuple[EndOfRange, ...]
    rests: RestValues
    views: Counter[View]
    """In how many pictures each of the exercise's views was taken."""
    hidden: int
    """The number of pictures with a person in which a part that the exercise needs was hidden."""


@dataclass(frozen=True, slots=True)
class Result:
    """A calibration, and the reasons for which repetitions or a side were left aside."""

    calibrated: Calibration
    left_aside: tuple[Message, ...]


class Calibrator:
    """Watches one recording, pose after pose. It is used as a `Session` is."""

    def __init__(self, exercise: Exercise) -> None:
        self._exercise = exercise
        self._session = Session(exercise)
        self._ends_of_range = EndOfRangeTracker(exercise)
        self._rests = RestTracker(
            {
                shown_as(spec.signal, side): exercise.margin(spec.signal)
                for spec in self._ends_of_range.targets
                for side in exercise.counted_sides()
            }
        )
        self._found: list[EndOfRange] = []
        self._views: Counter[View] = Counter()
        self._hidden = 0
        self._report: Report | None = None

    def step(self, pose: Pose) -> Update:
        """Takes the next pose; `t_s` must increase (else ValueError)."""
        body = self._session.see(pose)
        axis_deg = axis_of(self._exercise, body)
        self._views.update(
            v for v in self._exercise.view if body.found and is_seen_from(v, axis_deg)
        )
        update = self._session.follow(body)
        self._found += self._ends_of_range.step(update)
        self._rests.step(update)
        self._hidden += body.found and not update.seen
        return update

    def finish(self, *, partial: bool = False) -> Report:
        """Ends the recording; returns the report that a session would give."""
        self._report = self._session.finish(partial=partial)
        self._found += self._ends_of_range.of(self._report.reps)
        return self._report

    @property
    def watched(self) -> Watched:
        """What the recording showed; only after `finish`."""
        assert self._report is not None, "finish() comes first"
        rests = self._rests.finish(self._report.reps)
        return Watched(self._report, tuple(self._found), rests, self._views, self._hidden)


def calibrated(
    exercise: Exercise, recordings: Sequence[Watched], *, date: str, version: str, model: str = ""
) -> Result:
    """The calibration from all recordings of one person.

    `date` is YYYY-MM-DD, `version` that of posecheck, `model` the name of the pose model. Raises
    RefusedError, with the reasons and what to do about them, where no side has a range.
    """
    refusals.require_range(exercise)
    left_aside: list[Message] = []
    ends_of_range: list[EndOfRange] = []
    for watched in recordings:
        refusals.require_seen(watched.report)
        usable, faults = refusals.usable_reps(exercise, watched.report)
        left_aside += faults
        ends_of_range += [e for e in watched.ends_of_range if e.rep in usable]
    rests = rests_of(w.rests for w in recordings)
    ranges: list[ComfortableRange] = []
    reasons: list[refusals.Reason] = []
    for side in exercise.counted_sides():
        found = _of_side(exercise, [e for e in ends_of_range if e.side == side], rests, side)
        if isinstance(found, refusals.Reason):
            reasons.append(found)
        else:
            ranges += found
    if not ranges:
        hidden = sum(w.hidden for w in recordings) / sum(w.report.frames for w in recordings)
        raise RefusedError([*reasons, *refusals.much_hidden(hidden)], left_aside)
    views: Counter[View] = sum((w.views for w in recordings), Counter())
    return Result(
        Calibration(
            date=date,
            posecheck=version,
            model=model,
            view=views.most_common(1)[0][0],
            repetitions=sum(c.repetitions for c in {c.side: c for c in ranges}.values()),
            ranges=ranges,
            rest=_kept(exercise, rests, {c.shown for c in ranges}),
        ),
        (*left_aside, *(reason.what for reason in reasons)),
    )


def _of_side(
    exercise: Exercise,
    ends_of_range: Sequence[EndOfRange],
    rests: dict[str, Rest],
    side: Side | None,
) -> list[ComfortableRange] | refusals.Reason:
    """The comfortable ranges of one side, or why it has none."""
    found: list[ComfortableRange] = []
    counts = Counter(e.spec for e in ends_of_range)
    if (few := refusals.too_few(max(counts.values(), default=0), side)) is not None:
        return few
    for spec, count in counts.items():
        values = [e.value for e in ends_of_range if e.spec == spec and e.value is not None]
        if (hidden := refusals.too_hidden(len(values), count, spec.signal, side)) is not None:
            return hidden
        unit = exercise.unit(spec.signal)
        comfort = ComfortableRange(
            **spec.model_dump(),
            side=side,
            comfortable=round(median(values), DIGITS[unit]),
            spread=round(stdev(values), DIGITS[unit] + 1),
            repetitions=len(values),
        )
        rest = rests.get(comfort.shown)
        if rest is None:
            return refusals.no_rest(side)
        distance = comfort.sign * (comfort.comfortable - rest.value)
        if is_too_wide(comfort, distance, unit):
            return refusals.too_wide(values, unit, spec.signal, side)
        found.append(comfort)
    return found


def _kept(exercise: Exercise, rests: dict[str, Rest], needed: set[str]) -> dict[str, Rest]:
    """The resting values for the profile, rounded.

    A signal that is measured from rest is 0 there, so it is left out unless it is `needed`.
    """
    found = {}
    for name, spec in exercise.signals.items():
        digits = DIGITS[exercise.unit(name)]
        for shown in (shown_as(name, side) for side in exercise.counted_sides()):
            rest = rests.get(shown)
            if rest is not None and (spec.use != "from_rest" or shown in needed):
                value = round(rest.value, digits) + 0.0  # no -0.0
                found[shown] = Rest(value=value, noise=round(rest.noise, digits + 1))
    return found
