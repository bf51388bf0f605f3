"""What an exercise file may say. A file is checked here, once; after that it is trusted."""

from __future__ import annotations

from typing import Annotated, Any, Literal, Self, get_args

from pydantic import BeforeValidator, Field, WithJsonSchema, model_validator

from posecheck import landmarks
from posecheck.errors import PosecheckError
from posecheck.exercise.spec import checks, zones
from posecheck.exercise.spec.models import AnyCheck, AnySignal, Strict, Text, parameters
from posecheck.exercise.spec.plan_table import PlanTable
from posecheck.exercise.spec.steadiness_table import (
    FAULTS,
    TRUNK_PER_DEG,
    Fault,
    SteadinessSpec,
)
from posecheck.exercise.spec.tables import Dose, HoldSpec, RepSpec, StartPosture, ZoneSpec
from posecheck.motion.signals import KINDS, Kind, split
from posecheck.records import Limit, Side

UNIT_SUFFIX = {"°": "_deg", "trunk lengths": "_trunk"}
"""How a signal's name has to end, by its unit."""

Posture = Literal["supine", "prone", "hands-and-knees", "kneeling", "standing", "seated"]
View = Literal["side", "front", "end"]
"""`end`: from the feet or the head end of somebody lying."""


def _listed(view: object) -> object:
    return (view,) if isinstance(view, str) else view


Views = Annotated[
    tuple[View, ...],
    BeforeValidator(_listed),
    Field(min_length=1),
    WithJsonSchema(
        {
            "anyOf": [
                {"enum": list(get_args(View))},
                {"type": "array", "items": {"enum": list(get_args(View))}, "minItems": 1},
            ]
        }
    ),
]


class Exercise(Strict):
    """One exercise file."""

    id: Annotated[str, Field(pattern=r"^[a-z][a-z0-9-]*$")]
    title: Text
    source: Text
    posture: Posture
    view: Views
    """The views from which the exercise can be judged. The first one is asked for."""
    count_within_deg: Annotated[float, Field(gt=0, le=90)] = 40.0
    """How far the camera may be from the nearest view. Beyond that nothing is counted."""
    view_axis: Literal["shoulders", "hips", "both"] = "both"
    """Whose left-right axis tells the view. An exercise that turns the shoulders names the hips."""
    sides: Literal["together", "apart"] = "together"
    """With "apart" left and right are counted separately, and signals may say "own" and "other"."""
    camera: str = ""
    """Where the camera goes. Lying exercises seen from the side need no word: all have the same."""
    how: Annotated[list[Text], Field(min_length=1)]
    cautions: list[Text] = []
    not_judged: dict[str, str] = {}
    """What the sources ask for and this view cannot show -> why."""
    contains: dict[str, Text] = {}
    """Exercises that this one contains -> why. A good repetition of this one counts as one of them,
    too, so recognition prefers this one. Ids that a catalogue does not have are ignored."""
    looks_like: dict[str, Text] = {}
    """Exercises that look the same as this one in its view -> why. Recognition says so."""
    dose: Dose
    plan: PlanTable | None = None
    """What plans need to know. An exercise without it is in a plan only where a routine names
    it."""
    signals: dict[Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]*$")], AnySignal]
    start_posture: StartPosture | None = None
    zones: dict[str, str | ZoneSpec]
    rep: RepSpec | None = None
    hold: HoldSpec | None = None
    checks: list[AnyCheck] = []
    steadiness: SteadinessSpec = SteadinessSpec()
    """How steady it has to be. The defaults hold where the file says nothing."""

    @model_validator(mode="after")
    def _consistent(self) -> Self:
        if (self.rep is None) == (self.hold is None):
            raise ValueError("say either [rep] or [hold]")
        if not self.camera and not self.lies_side_on:
            raise ValueError("camera: say where the camera goes")
        if self.rep and not self.start_posture:
            raise ValueError("[rep] needs [start_posture]: the posture from which counting begins")
        self._check_signals()
        self._check_conditions()
        self._check_windows()
        return self

    def _check_signals(self) -> None:
        for name, spec in self.signals.items():
            self._check_signal_names(name, spec)
            self._check_signal_sides(name, spec)
            suffix = UNIT_SUFFIX[self.unit(name)]
            if not name.endswith(suffix):
                raise ValueError(f"signals.{name}: its name must end in its unit, {suffix}")

    def _check_signal_names(self, name: str, spec: Any) -> None:
        """The signals from which a signal is made have to be there, and to be of one unit."""
        if spec.use == "from_rest":
            base = self.signals.get(spec.of)
            if base is None or base.use == "from_rest":
                raise ValueError(f"signals.{name}.of: {spec.of!r} is no signal read from the body")
        if spec.use == "difference":
            for key in ("of", "minus"):
                base = self.signals.get(getattr(spec, key))
                if base is None or base.use in ("from_rest", "difference"):
                    what = f"{getattr(spec, key)!r} is no signal read from the body"
                    raise ValueError(f"signals.{name}.{key}: {what}")
            if self.unit(spec.of) != self.unit(spec.minus):
                raise ValueError(f"signals.{name}: both have to be of one unit")

    def _check_signal_sides(self, name: str, spec: Any) -> None:
        """Sides have to be said where they are needed, and "own" needs sides apart."""
        said = [getattr(spec, "side", None), getattr(spec, "toward", None)]
        points = _points(spec)
        prefixes = [split(point)[0] for point in points]
        if self.sides == "together" and {"own", "other"} & {*said, *prefixes}:
            raise ValueError(f'signals.{name}: "own" and "other" need sides = "apart"')
        bare = [
            point
            for point, prefix in zip(points, prefixes, strict=True)
            if prefix is None and point in landmarks.SIDED
        ]
        if bare and "side" in type(spec).model_fields and spec.side is None:
            raise ValueError(
                f'signals.{name}: say its side, or the side of {bare[0]!r} ("left_{bare[0]}", '
                f'"mid_{bare[0]}")'
            )

    def _check_conditions(self) -> None:
        for where, text in self.conditions():
            try:
                condition = zones.parse(text)
            except PosecheckError as error:
                raise ValueError(f"{where}: {error}") from error
            for comparison in condition.comparisons:
                self._known(where, comparison.signal, self.signals)

    def conditions(self) -> list[tuple[str, str]]:
        found = []
        for name, zone in self.zones.items():
            found += _texts(f"zones.{name}", zone)
        if self.start_posture:
            found += [
                ("start_posture.take", self.start_posture.take),
                ("start_posture.keep", self.start_posture.keep),
            ]
        if self.rep:
            found += _texts("rep.attempt", self.rep.attempt)
        return found

    def _check_windows(self) -> None:
        spec = self.rep or self.hold
        assert spec is not None
        drivers = self.rep.drivers.values() if self.rep else ()
        for driver in (spec.driver, *drivers):
            self._known("driver", driver, self.signals)
        used = self.rep.through if self.rep else [self.hold.zone] if self.hold else []
        for zone in used:
            self._known("rep.through" if self.rep else "hold.zone", zone, self.zones)
        for zone in self.rep.holds.values() if self.rep else ():
            self._known("rep.holds", zone, self.zones)
        for i, end in enumerate(self.rep.end_of_range if self.rep else ()):
            self._known(f"rep.end_of_range.{i}.signal", end.signal, self.signals)
            self._known(f"rep.end_of_range.{i}.during", end.during, self.windows())
        ids = [check.id for check in self.checks]
        for i, check in enumerate(self.checks):
            if check.id in ids[:i]:
                raise ValueError(f"checks.{i}.id: {check.id!r} is taken by an earlier check")
            limits = checks.KINDS[check.use].limits
            if all(getattr(check, limit) is None for limit in limits):
                raise ValueError(f"checks.{i}: give {' or '.join(limits)}, or both")
            self._known(f"checks.{i}.during", check.during, self.windows())
            if hasattr(check, "signal"):
                self._known(f"checks.{i}.signal", check.signal, self.signals)
        for phase in self.steadiness.not_during:
            self._known("steadiness.not_during", phase, self.rep.phases if self.rep else ())

    @staticmethod
    def _known(where: str, name: str, among: Any) -> None:
        if name not in among:
            raise ValueError(f"{where}: {name!r} is not one of {sorted(among)}")

    @property
    def lies_side_on(self) -> bool:
        """Whether a person lies in it and is seen from the side."""
        return self.posture in ("supine", "prone") and self.view == ("side",)

    @property
    def times_holds(self) -> bool:
        """Whether it is a hold, or has holds in its repetitions."""
        return self.hold is not None or bool(self.rep and self.rep.holds)

    def counted_sides(self) -> tuple[Side | None, ...]:
        """The sides that are counted, (None,) where they are counted together."""
        return ("left", "right") if self.sides == "apart" else (None,)

    def unit(self, signal: str) -> str:
        """The unit of a signal, as shown to people."""
        return self._kind(signal).unit

    def degree(self, signal: str) -> float:
        """One degree, or what stands for it (`TRUNK_PER_DEG`), in the signal's unit."""
        return 1.0 if self.unit(signal) == "°" else TRUNK_PER_DEG

    def has_two_sides(self, signal: str) -> bool:
        """Whether a signal has a middle, 0, and goes to one side of the person or the other."""
        spec = self.signals[signal]
        if spec.use == "difference":
            return self.has_two_sides(spec.of) and self.has_two_sides(spec.minus)
        return getattr(spec, "toward", None) in ("own", "other")

    def margin(self, signal: str) -> float:
        """The hysteresis of a signal, in its unit."""
        return self._kind(signal).margin

    def _kind(self, signal: str) -> Kind:
        spec = self.signals[signal]
        while spec.use not in KINDS:
            spec = self.signals[spec.of]
        return KINDS[spec.use]

    def steadiness_faults(self) -> tuple[Fault, ...]:
        """The faults of steadiness that are judged in this exercise.

        A check of the file with the same id replaces the general one. Steps swing, and are neither
        slow nor steady. In an exercise that is one hold, shaking is information.
        """
        if self.rep and self.rep.cadence:
            return ()
        own = {check.id for check in self.checks}
        here = FAULTS if self.rep else ("bouncing",)
        return tuple(f for f in here if f not in own and f not in self.steadiness.off)

    def shortest_s(self, phase: str, otherwise_s: float) -> float:
        """The shortest duration that the checks allow a phase; `otherwise_s` where none says."""
        limits_s: list[float | None] = [
            c.at_least_s for c in self.checks if c.use == "lasts" and c.during == phase
        ]
        return next((limit_s for limit_s in limits_s if limit_s is not None), otherwise_s)

    def haste_checks(self, movement: str | None = None) -> frozenset[str]:
        """Ids of the checks of how short a movement, or this one, may be. Steps have none."""
        if self.rep is None or self.rep.cadence:
            return frozenset()
        movements = {movement} if movement else {*self.rep.phases[::2]}
        return frozenset(
            c.id for c in self.checks if c.use == "lasts" and c.during in movements and c.at_least_s
        )

    def windows(self) -> tuple[str, ...]:
        """The windows that a check's `during` may name."""
        if self.rep:
            return (*self.rep.phases, "rep")
        assert self.hold is not None
        return (self.hold.zone,)

    def limits(self) -> tuple[Limit, ...]:
        """Every limit with its parameters, as they go into a report."""
        judged = tuple(
            Limit(c.id, c.use, getattr(c, "signal", None), parameters(c)) for c in self.checks
        )
        if self.rep:
            reach = enter_condition(self.zones[self.rep.through[1]])
            judged += (Limit(self.rep.half.id, "half", None, {"reach": reach}),)
            judged += _rep_limits(self.rep)
        if self.hold and (broken := self.hold.interrupted):
            judged += (Limit(broken.id, "interrupted", None, {"within_s": broken.within_s}),)
        return judged + self._steadiness_limits()

    def _steadiness_limits(self) -> tuple[Limit, ...]:
        limits = self.steadiness.limits()
        return tuple(
            Limit(fault, "steadiness", None, limits[fault]) for fault in self.steadiness_faults()
        )


def _rep_limits(rep: RepSpec) -> tuple[Limit, ...]:
    found: list[Limit] = []
    if left := rep.left_out:
        found.append(Limit(left.id, "left_out", None, {"zones": ", ".join(left.say)}))
    if pace := rep.cadence:
        limits = pace.model_dump(include={"at_least_per_min", "at_most_per_min"}, exclude_none=True)
        found.append(Limit(pace.id, "cadence", None, limits))
    return tuple(found)


def _points(spec: Any) -> list[str]:
    """The points that a signal's parameters name."""
    if spec.use in ("from_rest", "difference"):
        return []
    found: list[str] = []
    for key in ("at", "of", "over", "line", "behind"):
        value = getattr(spec, key, ())
        found += [value] if isinstance(value, str) else value
    return found


def enter_condition(zone: str | ZoneSpec) -> str:
    """The condition under which a zone is entered."""
    return zone if isinstance(zone, str) else zone.enter


def _texts(where: str, zone: str | ZoneSpec) -> list[tuple[str, str]]:
    texts = [zone] if isinstance(zone, str) else [zone.enter, zone.leave]
    return [(where, text) for text in texts]
