"""An exercise with a person's own limits: pure functions from a calibration.

The limit of a comfortable range lies beyond its comfortable end by

    margin = tolerance + 2 u,    u^2 = v (1 + pi / (2 n)),    v = (4 p^2 + (n - 1) s^2) / (n + 3)

s   standard deviation between the calibration's n repetitions
p   the same for most people, p^2 = m^2 + h^2: m is the model's error in repeated measurement
    (`MODEL_SD`), h is how much one person's repetitions differ (`PEOPLE_SD`)
4   the weight of p (`PRIOR_WEIGHT`). Three or four repetitions show their spread badly. So v is a
    moderated variance, in which p counts as much as four more repetitions (Smyth 2004, Stat Appl
    Genet Mol Biol 3:3)
pi / (2 n)   the part of the median of n repetitions. A median's variance is pi / 2 of that of a
    mean (Kenney & Keeping, Mathematics of Statistics, part 2, 1951)
2   the coverage factor of about 95 % (JCGM 100:2008, "GUM", 6.3.3), one-sided 97.7 %

Variances add as in the GUM, 5.1.2. The model's bias is the same in the calibration and in every
later analysis, so it cancels. docs/profile.md has the measurements.
"""

from __future__ import annotations

from math import pi, sqrt
from typing import Any

from posecheck.exercise.follow.zone_tracker import CONFIRM_S
from posecheck.exercise.personal import zone_shift
from posecheck.exercise.personal.end_of_range import targets
from posecheck.exercise.personal.profile import Calibration, ComfortableRange
from posecheck.exercise.personal.zone_shift import Aim
from posecheck.exercise.spec.models import check_of, parameters
from posecheck.exercise.spec.schema import Exercise
from posecheck.exercise.spec.tables import EndOfRangeSpec
from posecheck.records import Limit, Side

MODEL_SD = {"°": 1.0, "trunk lengths": 0.005}
"""The model's error from one good repetition to the next, within one recording: 0.88° (44 degrees
of freedom) and 0.004 trunk lengths (11, all of drawn people, so rounded up). Measured by
`calibration/repeatability.py`."""

PEOPLE_SD = {"°": 1.1, "trunk lengths": 0.011}
"""How much the ends of range of one person differ. With the model's error in it, those of seven
real people differ by 1.46° (14 degrees of freedom, 0.5-2.3° each), those of drawn people by
0.002-0.018 trunk lengths."""

PRIOR_WEIGHT = 4
"""Degrees of freedom. With four, the ends of range of nine people in ten differ by 1.0 to 3.6°, as
was seen."""

TOLERANCE = {"°": 3.0, "trunk lengths": 0.05}
"""Up to this beyond the comfortable end is no over-reaching: the hysteresis of an angle, and 3° of
a lever as long as the trunk (0.052)."""

WIDEST = {"°": 10.0, "trunk lengths": 0.17}
"""With a wider margin, over-reaching by 10° could not be found (0.175 for such a lever)."""

TOLERANCE_SHARE = 0.25
WIDEST_SHARE = 0.5
"""`TOLERANCE` and `WIDEST` are at most these shares of the distance from rest to the comfortable
end. That is for small movements: a squeeze is 0.12 trunk lengths, a superman's lift 12°."""

COVERAGE = 2.0
"""The coverage factor (above)."""

CHECK = "past-comfort"
"""The id of the check that is added, or the beginning of it; `words` has its sentences."""


def variance(*, spread: float, repetitions: int, unit: str) -> float:
    """The variance v between repetitions, moderated by that of most people (above)."""
    usual: float = MODEL_SD[unit] ** 2 + PEOPLE_SD[unit] ** 2
    freedom = repetitions - 1
    return (PRIOR_WEIGHT * usual + freedom * spread**2) / (PRIOR_WEIGHT + freedom)


def uncertainty(*, spread: float, repetitions: int, unit: str) -> float:
    """Standard uncertainty u of one more repetition against the median of n (above)."""
    between = variance(spread=spread, repetitions=repetitions, unit=unit)
    return sqrt(between * (1 + pi / 2 / repetitions))


def margin(comfort: ComfortableRange, distance: float, unit: str) -> float:
    """How far beyond the comfortable end is no over-reaching yet, in the signal's `unit`.

    `distance` is how far the comfortable end is from rest.
    """
    tolerance = min(TOLERANCE[unit], TOLERANCE_SHARE * distance)
    u = uncertainty(spread=comfort.spread, repetitions=comfort.repetitions, unit=unit)
    return tolerance + COVERAGE * u


def is_too_wide(comfort: ComfortableRange, distance: float, unit: str) -> bool:
    """Whether the repetitions differ so much that a limit would be of no use.

    `distance` is how far the comfortable end is from rest. Only the repetitions' own spread counts
    here, not that of most people.
    """
    own = comfort.spread * sqrt(1 + pi / 2 / comfort.repetitions)
    tolerance = min(TOLERANCE[unit], TOLERANCE_SHARE * distance)
    return tolerance + COVERAGE * own > min(WIDEST[unit], WIDEST_SHARE * distance)


def limit(comfort: ComfortableRange, calibrated: Calibration, unit: str) -> float:
    """The value beyond which a repetition went farther than is comfortable."""
    distance = calibrated.distance_from_rest(comfort)
    return comfort.comfortable + comfort.sign * margin(comfort, distance, unit)


def personal(exercise: Exercise, calibrated: Calibration, side: Side | None) -> Exercise:
    """The exercise of one side with the person's own limits.

    A check of the comfortable range is added. Zones move towards the person, within bounds, and
    never away. So whoever reaches the file's own zones reaches these, too, and a half repetition
    stays one.
    """
    assert exercise.rep is not None, "only repetitions have a range"
    zones = dict(exercise.zones)
    for spec, comfort in _calibrated(exercise, calibrated, side):
        distance = calibrated.distance_from_rest(comfort)
        away = comfort.sign * margin(comfort, distance, exercise.unit(spec.signal))
        aim = Aim(spec, calibrated.rest[comfort.shown].value, comfort.comfortable - away)
        for name in set(exercise.rep.through[1:-1]) - {exercise.rep.through[0]}:
            zones[name] = zone_shift.nearer(zones[name], aim, attempt=exercise.rep.attempt)
    zones |= zone_shift.roomier(exercise, calibrated.rest, side)
    checks = [*exercise.checks, *_checks(exercise, calibrated, side)]
    return exercise.model_copy(update={"zones": zones, "checks": checks})


def limits(exercise: Exercise, calibrated: Calibration) -> tuple[Limit, ...]:
    """The person's own limits as they go into a report."""
    return tuple(
        Limit(c.id, c.use, c.signal, parameters(c), side)
        for side in exercise.counted_sides()
        for c in _checks(exercise, calibrated, side)
    )


def _calibrated(
    exercise: Exercise, calibrated: Calibration, side: Side | None
) -> list[tuple[EndOfRangeSpec, ComfortableRange]]:
    """Those ends of range of the exercise that were calibrated.

    The exercise file may have changed since the calibration.
    """
    pairs = ((spec, calibrated.of(spec, side)) for spec in targets(exercise))
    return [(spec, comfort) for spec, comfort in pairs if comfort is not None]


def _checks(exercise: Exercise, calibrated: Calibration, side: Side | None) -> list[Any]:
    """One check for each end of range: the signal stays within the comfortable range."""
    return [
        check_of(
            use="stays_within",
            id=name(exercise, spec),
            signal=spec.signal,
            during=spec.during,
            for_s=CONFIRM_S,
            say=CHECK,
            because=CHECK,
            **_bound(spec, limit(comfort, calibrated, exercise.unit(spec.signal))),
        )
        for spec, comfort in _calibrated(exercise, calibrated, side)
    ]


def _bound(spec: EndOfRangeSpec, value: float) -> dict[str, float]:
    return {"max" if spec.farther == "up" else "min": round(value, 3)}


def name(exercise: Exercise, spec: EndOfRangeSpec) -> str:
    """A check's id: "past-comfort", with its phase or direction where there are several."""
    others = targets(exercise)
    if len(others) == 1:
        return CHECK
    apart = len({other.during for other in others}) == len(others)
    return f"{CHECK}-{spec.during.replace(' ', '-') if apart else spec.farther}"
