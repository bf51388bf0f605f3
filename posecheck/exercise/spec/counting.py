"""What of an exercise is needed to count it, apart from what its checks look at."""

from __future__ import annotations

from posecheck.exercise.spec import zones
from posecheck.exercise.spec.schema import Exercise


def counting_signals(exercise: Exercise) -> frozenset[str]:
    """The signals without which nothing is counted, as they are read from the body.

    All others are read by checks, or in some alternatives of a condition only: where their points
    are not seen, a check is not judged, and another alternative decides.
    """
    spec = exercise.rep or exercise.hold
    assert spec is not None
    names = {
        name
        for _, text in exercise.conditions()
        for name in set.intersection(
            *({c.signal for c in group} for group in zones.parse(text).any_of)
        )
    }
    names |= {spec.driver, *(exercise.rep.drivers.values() if exercise.rep else ())}
    return frozenset(base for name in names for base in _bases(exercise, name))


def _bases(exercise: Exercise, name: str) -> tuple[str, ...]:
    """The signals, read from the body, from which a signal is made."""
    spec = exercise.signals[name]
    if spec.use == "from_rest":
        return _bases(exercise, spec.of)
    if spec.use == "difference":
        return _bases(exercise, spec.of) + _bases(exercise, spec.minus)
    return (name,)
