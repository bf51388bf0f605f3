"""A person's comfortable range, watched in a few repetitions of theirs."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median, stdev

from posecheck.exercise.follow.camera_setup import is_seen_from
from posecheck.exercise.personal import refusals
from posecheck.exercise.personal.end_of_range import EndOfRange, EndOfRangeTracker, shown_as
from posecheck.exercise.personal.limits import is_too_wide
from posecheck.exercise.personal.profile import Calibration, ComfortableRange, Rest
from posecheck.exercise.personal.refusals import RefusedError
from posecheck.exercise.personal.rest import RestTracker, Stretches, rests_of
from posecheck.exercise.session import Session
from posecheck.exercise.spec.schema import Exercise, View
from posecheck.messages import Message
from posecheck.records import Pose, Report, Side, Update

DIGITS = {"°": 1, "trunk lengths": 3}
"""Of the values in a profile: a tenth of what the model can tell."""


@dataclass(frozen=True, slots=True)
class Watched:
    """What one recording showed."""

    report: Report
    ends_of_range: tuple[EndOfRange, ...]
    rests: Stretches
    views: Counter[View]
    hidden: int
    """Pictures with a person in which not all was seen that the exercise needs."""


@dataclass(frozen=True, slots=True)
class Result:
    """A calibration, and what was left aside in it."""

    calibrated: Calibration
    left_aside: tuple[Message, ...]


class Calibrator:
    """Watches one recording, pose after pose: an engine as a `Session` is."""

    def __init__(self, exercise: Exercise) -> None:
        self._exercise = exercise
        self._session = Session(exercise)
        self._ends_of_range = EndOfRangeTracker(exercise)
        self._rests = RestTracker(
            {
                shown_as(far.signal, side): exercise.margin(far.signal)
                for far in self._ends_of_range.targets
                for side in exercise.counted_sides()
            }
        )
        self._found: list[EndOfRange] = []
        self._views: Counter[View] = Counter()
        self._hidden = 0
        self._report: Report | None = None

    def step(self, pose: Pose) -> Update:
        """Takes the next pose; `t_s` must increase."""
        body = self._session.see(pose)
        self._views.update(v for v in self._exercise.view if body.found and is_seen_from(v, body))
        update = self._session.follow(body)
        self._found += self._ends_of_range.step(update)
        self._rests.step(update)
        self._hidden += body.found and not update.seen
        return update

    def finish(self, *, partial: bool = False) -> Report:
        """The report of an ordinary session."""
        self._report = self._session.finish(partial=partial)
        self._found += self._ends_of_range.of(self._report.reps)
        return self._report

    @property
    def watched(self) -> Watched:
        """What was seen, once it is finished."""
        assert self._report is not None, "finish() comes first"
        rests = self._rests.finish(self._report.reps)
        return Watched(self._report, tuple(self._found), rests, self._views, self._hidden)


def calibrated(
    exercise: Exercise, recordings: Sequence[Watched], *, date: str, version: str, model: str = ""
) -> Result:
    """The calibration over all recordings of one person; `date` is YYYY-MM-DD.

    Raises RefusedError with the reasons, and what to do about them: a wrong limit is worse than
    none.
    """
    refusals.require_range(exercise)
    left_aside: list[Message] = []
    ends_of_range: list[EndOfRange] = []
    for watched in recordings:
        refusals.require_seen(watched.report)
        good, faulty = refusals.sorted_out(exercise, watched.report)
        left_aside += faulty
        ends_of_range += [e for e in watched.ends_of_range if e.rep in good]
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
    counts = Counter(e.far for e in ends_of_range)
    if (few := refusals.too_few(max(counts.values(), default=0), side)) is not None:
        return few
    for far in counts:
        mine = [e for e in ends_of_range if e.far == far]
        values = [e.value for e in mine if e.value is not None]
        if (hidden := refusals.too_hidden(len(values), len(mine), far.signal, side)) is not None:
            return hidden
        unit = exercise.unit(far.signal)
        comfort = ComfortableRange(
            **far.model_dump(),
            side=side,
            comfortable=round(median(values), DIGITS[unit]),
            spread=round(stdev(values), DIGITS[unit] + 1),
            repetitions=len(values),
        )
        rest = rests.get(comfort.shown)
        if rest is None:
            return refusals.no_rest(side)
        way = comfort.sign * (comfort.comfortable - rest.value)
        if is_too_wide(comfort, way, unit):
            return refusals.too_wide(values, unit, far.signal, side)
        found.append(comfort)
    return found


def _kept(exercise: Exercise, rests: dict[str, Rest], needed: set[str]) -> dict[str, Rest]:
    """The neutral posture, rounded; what is measured from rest is 0 there, and needs no saying."""
    found = {}
    for name, spec in exercise.signals.items():
        digits = DIGITS[exercise.unit(name)]
        for shown in (shown_as(name, side) for side in exercise.counted_sides()):
            rest = rests.get(shown)
            if rest is not None and (spec.use != "from_rest" or shown in needed):
                value = round(rest.value, digits) + 0.0  # no -0.0
                found[shown] = Rest(value=value, noise=round(rest.noise, digits + 1))
    return found
