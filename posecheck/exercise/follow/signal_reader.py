"""The values of an exercise's signals at one moment."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from math import isfinite, nan
from typing import Any

from posecheck import landmarks
from posecheck.exercise.follow.start_posture import RestSignal
from posecheck.exercise.spec.counting import counting_signals
from posecheck.exercise.spec.models import parameters
from posecheck.exercise.spec.schema import Exercise
from posecheck.motion import signals
from posecheck.motion.body import Body
from posecheck.records import Side


class SignalReader:
    """Reads every signal of an exercise from a body.

    `side` is the counted side, if left and right are counted apart.
    """

    def __init__(self, exercise: Exercise, side: Side | None = None) -> None:
        self.direct: dict[str, Callable[[Body], float]] = {}
        self._differences: dict[str, tuple[str, str]] = {}
        self._from_rest: dict[str, str] = {}
        for name, spec in exercise.signals.items():
            if spec.use == "from_rest":
                self._from_rest[name] = spec.of
            elif spec.use == "difference":
                self._differences[name] = spec.of, spec.minus
            else:
                keywords = {k: resolve(v, side) for k, v in parameters(spec).items()}
                self.direct[name] = partial(signals.KINDS[spec.use].function, **keywords)
        self.names = tuple(exercise.signals)
        self._counting = counting_signals(exercise)
        self.margins = {name: exercise.margin(name) for name in self.names}
        self.degrees = {name: exercise.degree(name) for name in self.names}
        self.rests = {
            spec.of: RestSignal(spec.of, spec.moves, exercise.margin(name))
            for name, spec in exercise.signals.items()
            if spec.use == "from_rest"
        }

    def read(self, body: Body | None) -> dict[str, float]:
        """The signals read from the body itself, and their differences.

        All are NaN for None and for a body that was not found.
        """
        if body is None or not body.found:
            return dict.fromkeys((*self.direct, *self._differences), nan)
        values = {name: read(body) for name, read in self.direct.items()}
        for name, (of, minus) in self._differences.items():
            values[name] = values[of] - values[minus]
        return values

    def can_count(self, values: Mapping[str, float]) -> bool:
        """Whether all that is needed for counting was seen."""
        return all(isfinite(values[name]) for name in self._counting)

    def add_from_rest(self, values: dict[str, float], rest: Mapping[str, float]) -> None:
        """Adds the signals that are measured from rest to `values`.

        They are NaN without a resting value in `rest`.
        """
        for name, base in self._from_rest.items():
            values[name] = values[base] - rest.get(base, nan)


def resolve(value: Any, side: Side | None) -> Any:
    """A signal's parameter with "own" replaced by the counted side, "other" by the opposite one.

    Either may stand alone or before a point's name. Without a counted side nothing is replaced.
    """
    if side is None:
        return value
    if isinstance(value, tuple):
        return tuple(resolve(one, side) for one in value)
    if not isinstance(value, str):
        return value
    whose, underscore, base = value.partition("_")
    other: Side = "right" if side == "left" else "left"
    return {"own": side, "other": other}.get(whose, whose) + underscore + base


def chains(exercise: Exercise, near: Side | None) -> tuple[tuple[int, ...], ...]:
    """The lines to draw for the signals: each as landmark indices, in their order.

    `near` is the side turned to the camera, None if it is not known.
    """
    found: dict[tuple[int, ...], None] = {}
    for spec in exercise.signals.values():
        for side in _drawn_sides(getattr(spec, "side", None), near):
            drawn = tuple(_drawn(name, side) for name in getattr(spec, "at", ()))
            if drawn:
                found[drawn] = None
    return tuple(found)


def _drawn(name: str, side: Side) -> int:
    """The landmark drawn for a point; for a middle and for "own" that of the `side`."""
    prefix, base = signals.split(name)
    if prefix in ("other", "left", "right"):
        other: Side = "right" if side == "left" else "left"
        return landmarks.index(base, other if prefix == "other" else prefix)
    return landmarks.index(base, side)


def _drawn_sides(choice: str | None, near: Side | None) -> tuple[Side, ...]:
    """The sides on which a signal is drawn."""
    if choice == "near":
        return (near,) if near else ()
    if choice == "left":
        return ("left",)
    if choice == "right":
        return ("right",)
    return ("left", "right")
