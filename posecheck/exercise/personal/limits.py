"""An exercise with a person's own limits: pure functions from a calibration.

The limit of a comfortable range is its median and the uncertainty beyond it,

    margin = tolerance + 2 u,    u^2 = v (1 + pi / (2 n)),    v = (4 p^2 + (n - 1) s^2) / (n + 3)

s   standard deviation between the calibration's n repetitions
p   what it is for most people: `MODEL_SD`, the model's error in repeated measurement, and
    `PEOPLE_SD`, by which people differ from themselves. Three or four repetitions tell a spread
    badly, so that it is drawn towards p, which counts as much as four more (`PRIOR_WEIGHT`): a
    moderated variance (Smyth 2004, Stat Appl Genet Mol Biol 3:3)
pi / (2 n)   the part of a median of n: its variance is pi / 2 of that of a mean (Kenney & Keeping,
    Mathematics of Statistics, part 2, 1951)
2   the coverage factor of about 95 % (JCGM 100:2008, "GUM", 6.3.3), one-sided 97.7 %

Variances add as in the GUM, 5.1.2. The model's bias is in the calibration as in every later
analysis, and cancels. docs/profile.md has the measurements.
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
"""Within one recording, from one good repetition to the next: 0.99° (34 degrees of freedom) and
0.004 trunk lengths (9, all of drawn people, so rounded up). Measured by
`calibration/repeatability.py`."""

PEOPLE_SD = {"°": 1.1, "trunk lengths": 0.011}
"""With the model's error in it, the ends of seven real people's repetitions differ by 1.46° (14
degrees of freedom, 0.5-2.3° each), those of drawn people by 0.002-0.018 trunk lengths."""

PRIOR_WEIGHT = 4
"""Degrees of freedom: with these, nine people in ten differ by 1.0 to 3.6°, as was seen."""

TOLERANCE = {"°": 3.0, "trunk lengths": 0.05}
"""Farther by so little is not over-reaching: the hysteresis of an angle, and 3° of a lever as long
as the trunk (0.052)."""

WIDEST = {"°": 10.0, "trunk lengths": 0.17}
"""A margin wider than this could not tell over-reaching by 10° (of such a lever, 0.175)."""

TOLERANCE_SHARE = 0.25
WIDEST_SHARE = 0.5
"""The same as shares of the way from rest, for movements that are small as a whole: a squeeze is
0.12 trunk lengths, a superman's lift 12°."""

COVERAGE = 2.0

CHECK = "past-comfort"
"""Id of the check that is added, or how it begins; `words` has its sentences."""


def variance(*, spread: float, repetitions: int, unit: str) -> float:
    """The variance v between repetitions, drawn towards that of most people (above)."""
    usual: float = MODEL_SD[unit] ** 2 + PEOPLE_SD[unit] ** 2
    freedom = repetitions - 1
    return (PRIOR_WEIGHT * usual + freedom * spread**2) / (PRIOR_WEIGHT + freedom)


def uncertainty(*, spread: float, repetitions: int, unit: str) -> float:
    """Standard uncertainty u of how far one more repetition is from the median of n (above)."""
    between = variance(spread=spread, repetitions=repetitions, unit=unit)
    return sqrt(between * (1 + pi / 2 / repetitions))


def margin(comfort: ComfortableRange, way: float, unit: str) -> float:
    """How far past the comfortable median is still no over-reaching; `way` is that from rest."""
    tolerance = min(TOLERANCE[unit], TOLERANCE_SHARE * way)
    u = uncertainty(spread=comfort.spread, repetitions=comfort.repetitions, unit=unit)
    return tolerance + COVERAGE * u


def is_too_wide(comfort: ComfortableRange, way: float, unit: str) -> bool:
    """Whether the repetitions differ so much that a limit would be of no use.

    Their own spread is asked here, not the one drawn towards that of most people.
    """
    own = comfort.spread * sqrt(1 + pi / 2 / comfort.repetitions)
    tolerance = min(TOLERANCE[unit], TOLERANCE_SHARE * way)
    return tolerance + COVERAGE * own > min(WIDEST[unit], WIDEST_SHARE * way)


def limit(comfort: ComfortableRange, calibrated: Calibration, unit: str) -> float:
    """The value past which a repetition went farther than is comfortable."""
    return comfort.comfortable + comfort.sign * margin(comfort, calibrated.way(comfort), unit)


def personal(exercise: Exercise, calibrated: Calibration, side: Side | None) -> Exercise:
    """The exercise of one side with the person's own limits.

    A check of the comfortable range is added. Zones move towards the person and never away from
    them, within bounds, so that whoever meets the file's own zones meets these too, and what is
    half a repetition stays one.
    """
    assert exercise.rep is not None, "only repetitions have a range"
    found = dict(exercise.zones)
    for far, comfort in _own(exercise, calibrated, side):
        away = comfort.sign * margin(comfort, calibrated.way(comfort), exercise.unit(far.signal))
        aim = Aim(far, calibrated.rest[comfort.shown].value, comfort.comfortable - away)
        for name in set(exercise.rep.through[1:-1]) - {exercise.rep.through[0]}:
            found[name] = zone_shift.nearer(found[name], aim, attempt=exercise.rep.attempt)
    found |= zone_shift.roomier(exercise, calibrated.rest, side)
    checks = [*exercise.checks, *_checks(exercise, calibrated, side)]
    return exercise.model_copy(update={"zones": found, "checks": checks})


def limits(exercise: Exercise, calibrated: Calibration) -> tuple[Limit, ...]:
    """The person's own limits as they go into a report."""
    return tuple(
        Limit(c.id, c.use, c.signal, parameters(c), side)
        for side in exercise.counted_sides()
        for c in _checks(exercise, calibrated, side)
    )


def _own(
    exercise: Exercise, calibrated: Calibration, side: Side | None
) -> list[tuple[EndOfRangeSpec, ComfortableRange]]:
    """What was calibrated of the exercise as it is now; a file may have changed since."""
    pairs = ((far, calibrated.of(far, side)) for far in targets(exercise))
    return [(far, comfort) for far, comfort in pairs if comfort is not None]


def _checks(exercise: Exercise, calibrated: Calibration, side: Side | None) -> list[Any]:
    """One check a target: the signal stays within the comfortable range."""
    return [
        check_of(
            use="stays_within",
            id=name(exercise, far),
            signal=far.signal,
            during=far.during,
            for_s=CONFIRM_S,
            say=CHECK,
            because=CHECK,
            **_bound(far, limit(comfort, calibrated, exercise.unit(far.signal))),
        )
        for far, comfort in _own(exercise, calibrated, side)
    ]


def _bound(far: EndOfRangeSpec, value: float) -> dict[str, float]:
    return {"max" if far.farther == "up" else "min": round(value, 3)}


def name(exercise: Exercise, far: EndOfRangeSpec) -> str:
    """A check's id: "past-comfort", and where there are several, which one it is."""
    others = targets(exercise)
    if len(others) == 1:
        return CHECK
    apart = len({other.during for other in others}) == len(others)
    return f"{CHECK}-{far.during.replace(' ', '-') if apart else far.farther}"
