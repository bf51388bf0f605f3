"""What of a report can be compared: durations and ranges, each with how much of it is noise."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from statistics import fmean, stdev
from typing import Literal

from posecheck.exercise.judge import repeatability
from posecheck.exercise.judge.repeatability import Spread
from posecheck.records import Hold, Range, Rep, Report, Side

Kind = Literal["repetition", "phase", "hold", "highest", "lowest"]


@dataclass(frozen=True, slots=True)
class What:
    """What is measured: `name` is the id of a phase, zone or signal, empty for a repetition."""

    kind: Kind
    name: str
    unit: str

    @property
    def spread(self) -> Spread | None:
        """How well it repeats itself; None where that was not measured."""
        if self.unit != "s":
            return repeatability.spreads().get(self.unit)
        return repeatability.HOLD if self.kind == "hold" else repeatability.MOVEMENT


@dataclass(frozen=True, slots=True)
class Measure:
    """The values of one thing, one for each repetition or hold, in the order of time."""

    values: tuple[float, ...]

    @property
    def mean(self) -> float:
        """Their mean."""
        return fmean(self.values)

    @property
    def spread(self) -> float | None:
        """Their standard deviation; None where there is only one."""
        return stdev(self.values) if len(self.values) > 1 else None


@dataclass(frozen=True, slots=True)
class Difference:
    """How much a later mean is more than an earlier one.

    least: the smallest difference that is no noise; None where that is not known.
    """

    change: float
    least: float | None

    @property
    def is_noise(self) -> bool | None:
        """Whether the measurement may have made it; None where that is not known."""
        return None if self.least is None else abs(self.change) <= self.least


def of(report: Report, side: Side | None = None) -> dict[What, Measure]:
    """What the complete repetitions and the holds of a report have, of one side or of all.

    Half repetitions are left out: they would hide how far the others went.
    """
    found: dict[What, list[float]] = defaultdict(list)
    for rep in report.reps:
        if rep.complete and side in (None, rep.side):
            held = {hold.start_s for hold in report.holds if hold.rep == rep.number}
            _add_rep(found, rep, held)
    for hold in report.holds:
        if side in (None, hold.side):
            found[What("hold", hold.zone, "s")].append(hold.duration_s)
            if hold.rep is None:
                _add_ranges(found, hold.ranges)
    return {what: Measure(tuple(values)) for what, values in found.items()}


def _add_rep(found: dict[What, list[float]], rep: Rep, held: set[float]) -> None:
    """Adds a repetition; a pause that begins with one of `held` is measured as a hold."""
    found[What("repetition", "", "s")].append(rep.end_s - rep.start_s)
    _add_ranges(found, rep.ranges)
    phases = [phase for phase in rep.phases if phase.start_s not in held]
    for name in dict.fromkeys(phase.name for phase in phases):
        of_name = [phase.duration_s for phase in phases if phase.name == name]
        found[What("phase", name, "s")].append(sum(of_name))


def _add_ranges(found: dict[What, list[float]], ranges: Iterable[Range]) -> None:
    for one in ranges:
        found[What("lowest", one.signal, one.unit)].append(one.low)
        found[What("highest", one.signal, one.unit)].append(one.high)


def difference(what: What, earlier: Measure, later: Measure) -> Difference:
    """The later mean less the earlier one."""
    spread = what.spread
    least = None
    if spread is not None:
        least = repeatability.least_difference(
            spread,
            counts=(len(earlier.values), len(later.values)),
            own=(earlier.spread, later.spread),
        )
    return Difference(later.mean - earlier.mean, least)


def in_all(every: Sequence[Mapping[What, Measure]]) -> list[What]:
    """What all of them have, in the order of the first."""
    return [what for what in every[0] if all(what in each for each in every[1:])]


def sides(report: Report) -> bool:
    """Whether the report has repetitions or holds of both sides."""
    done: list[Rep | Hold] = [*(r for r in report.reps if r.complete), *report.holds]
    return {"left", "right"} <= {each.side for each in done}
