"""A person's comfortable range, watched in a few repetitions of theirs."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median, stdev

from posecheck.exercise import trust
from posecheck.exercise.extents import Extent, ExtentTracker, shown_as
from posecheck.exercise.personal import is_too_wide
from posecheck.exercise.profile import Calibrated, Comfort, Rest
from posecheck.exercise.resting import RestTracker, Stretches, rests_of
from posecheck.exercise.schema import Exercise, View
from posecheck.exercise.session import Session
from posecheck.exercise.setup import is_seen_from
from posecheck.records import Pose, Report, Side, Update

DIGITS = {"°": 1, "trunk lengths": 3}
"""Of the values in a profile: a tenth of what the model can tell."""


@dataclass(frozen=True, slots=True)
class Watched:
    """What one recording showed."""

    report: Report
    extents: tuple[Extent, ...]
    rests: Stretches
    views: Counter[View]
    hidden: int
    """Pictures with a person in which not all was seen that the exercise needs."""


@dataclass(frozen=True, slots=True)
class Result:
    """A calibration, and in words what was left aside in it."""

    calibrated: Calibrated
    left_aside: tuple[str, ...]


class Calibration:
    """Watches one recording, pose after pose: an engine as a `Session` is."""

    def __init__(self, exercise: Exercise) -> None:
        self._exercise = exercise
        self._session = Session(exercise)
        self._extents = ExtentTracker(exercise)
        self._rests = RestTracker(
            {
                shown_as(far.signal, side): exercise.margin(far.signal)
                for far in self._extents.targets
                for side in exercise.lanes()
            }
        )
        self._found: list[Extent] = []
        self._views: Counter[View] = Counter()
        self._hidden = 0
        self._report: Report | None = None

    def step(self, pose: Pose) -> Update:
        """Takes the next pose; `t_s` must increase."""
        body = self._session.see(pose)
        self._views.update(v for v in self._exercise.view if body.found and is_seen_from(v, body))
        update = self._session.follow(body)
        self._found += self._extents.step(update)
        self._rests.step(update)
        self._hidden += body.found and not update.seen
        return update

    def finish(self, *, partial: bool = False) -> Report:
        """The report of an ordinary session."""
        self._report = self._session.finish(partial=partial)
        self._found += self._extents.of(self._report.reps)
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

    Raises PosecheckError (NO_CALIBRATION) with the reason and what to do about it: a wrong limit
    is worse than none.
    """
    trust.possible(exercise)
    left_aside: list[str] = []
    extents: list[Extent] = []
    for watched in recordings:
        trust.seen_well(exercise, watched.report)
        good, faulty = trust.sorted_out(exercise, watched.report)
        left_aside += faulty
        extents += [e for e in watched.extents if e.rep in good]
    rests = rests_of(w.rests for w in recordings)
    ranges: list[Comfort] = []
    reasons: list[trust.Reason] = []
    for side in exercise.lanes():
        found = _of_side(exercise, [e for e in extents if e.side == side], rests, side)
        if isinstance(found, trust.Reason):
            reasons.append(found)
        else:
            ranges += found
    if not ranges:
        hidden = sum(w.hidden for w in recordings) / sum(w.report.frames for w in recordings)
        trust.refuse([*reasons, *trust.much_hidden(hidden)], left_aside)
    views: Counter[View] = sum((w.views for w in recordings), Counter())
    return Result(
        Calibrated(
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
    exercise: Exercise, extents: Sequence[Extent], rests: dict[str, Rest], side: Side | None
) -> list[Comfort] | trust.Reason:
    """The comfortable ranges of one side, or why it has none."""
    found: list[Comfort] = []
    counts = Counter(e.far for e in extents)
    if (few := trust.too_few(max(counts.values(), default=0), side)) is not None:
        return few
    for far in counts:
        mine = [e for e in extents if e.far == far]
        values = [e.value for e in mine if e.value is not None]
        if (hidden := trust.too_hidden(len(values), len(mine), far.signal, side)) is not None:
            return hidden
        unit = exercise.unit(far.signal)
        comfort = Comfort(
            **far.model_dump(),
            side=side,
            comfortable=round(median(values), DIGITS[unit]),
            spread=round(stdev(values), DIGITS[unit] + 1),
            repetitions=len(values),
        )
        rest = rests.get(comfort.shown)
        if rest is None:
            return trust.no_rest(side)
        way = comfort.sign * (comfort.comfortable - rest.value)
        if is_too_wide(comfort, way, unit):
            return trust.too_wide(values, unit, far.signal, side)
        found.append(comfort)
    return found


def _kept(exercise: Exercise, rests: dict[str, Rest], needed: set[str]) -> dict[str, Rest]:
    """The neutral posture, rounded; what is measured from rest is 0 there, and needs no saying."""
    found = {}
    for name, spec in exercise.signals.items():
        digits = DIGITS[exercise.unit(name)]
        for shown in (shown_as(name, side) for side in exercise.lanes()):
            rest = rests.get(shown)
            if rest is not None and (spec.use != "from_rest" or shown in needed):
                value = round(rest.value, digits) + 0.0  # no -0.0
                found[shown] = Rest(value=value, noise=round(rest.noise, digits + 1))
    return found
