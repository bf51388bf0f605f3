"""What an exercise file may say. Everything is checked here, once; after that it is trusted."""

from __future__ import annotations

from typing import Annotated, Any, Literal, Self

from pydantic import Field, model_validator

from posecheck.errors import PosecheckError
from posecheck.exercise import checks, zones
from posecheck.exercise.specs import AnyCheck, AnySignal, Strict, Text, parameters
from posecheck.motion import signals
from posecheck.records import Limit, Side

UNIT_SUFFIX = {"°": "_deg", "trunk lengths": "_trunk"}
"""How a signal's name has to end, by its unit."""

Posture = Literal["supine", "prone", "hands-and-knees", "kneeling", "standing", "seated"]
View = Literal["side", "front"]
Positive = Annotated[float, Field(gt=0)]


class Dose(Strict):
    """How much the texts ask for. `ours` says which numbers are posecheck's own."""

    sets: Annotated[int, Field(gt=0)] | None = None
    reps: Annotated[int, Field(gt=0)] | None = None
    hold_s: Positive | None = None
    note: str = ""


class ZoneSpec(Strict):
    """A zone whose way out is not just the opposite of its way in."""

    enter: Text
    leave: Text


class Place(Strict):
    """The start posture, which arms counting, and what must stay true while counting."""

    start: Text
    keep: Text
    steady_s: Positive = 0.5
    """Half a second: longer than somebody settling down lies still by chance between two
    movements, shorter than the pause before a first repetition."""


class Partial(Strict):
    """What to say when a repetition turns back before it reached the next zone."""

    id: Annotated[str, Field(pattern=r"^[a-z][a-z0-9-]*$")]
    say: Text
    because: Text


class RepSpec(Strict):
    """A repetition: a way through zones that ends where it began.

    `phases` names its legs in order: the movements between zones and the stays in them, so
    n zones have 2n - 3 legs. `attempt` is the condition from which on an unfinished way is
    reported as a partial. `driver` is the signal whose speed bounds the legs.
    """

    through: Annotated[list[str], Field(min_length=3)]
    phases: list[Text]
    driver: str
    attempt: str | ZoneSpec
    partial: Partial
    holds: dict[str, str] = {}
    """Leg -> zone, for the legs that count as holds."""

    @model_validator(mode="after")
    def _closed(self) -> Self:
        if self.through[0] != self.through[-1]:
            raise ValueError("a repetition must end in the zone in which it begins")
        if len(self.phases) != 2 * len(self.through) - 3:
            raise ValueError(
                f"{len(self.through)} zones have {2 * len(self.through) - 3} legs, "
                f"but phases names {len(self.phases)}"
            )
        if unknown := set(self.holds) - set(self.phases[1::2]):
            raise ValueError(f"holds: {sorted(unknown)} is no stay; stays: {self.phases[1::2]}")
        return self


class Interrupted(Strict):
    """What to say when a hold breaks and is taken up again within `within_s`."""

    id: Annotated[str, Field(pattern=r"^[a-z][a-z0-9-]*$")]
    within_s: Positive
    say: Text
    because: Text


class HoldSpec(Strict):
    """An exercise that is one hold: time spent in a zone, at least `least_s`."""

    zone: str
    driver: str
    least_s: Positive = 1.0
    """Less is passing through: standing up through a plank takes under a second."""
    interrupted: Interrupted | None = None


class Exercise(Strict):
    """One exercise file."""

    id: Annotated[str, Field(pattern=r"^[a-z][a-z0-9-]*$")]
    title: Text
    source: Text
    posture: Posture
    view: View
    sides: Literal["together", "apart"] = "together"
    """"apart" counts left and right each for itself; signals then may say "own" and "other"."""
    camera: Text
    how: Annotated[list[Text], Field(min_length=1)]
    cautions: list[Text] = []
    not_judged: dict[str, str] = {}
    """What the texts ask for and this view cannot show -> why."""
    dose: Dose
    signals: dict[Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]*$")], AnySignal]
    place: Place | None = None
    zones: dict[str, str | ZoneSpec]
    rep: RepSpec | None = None
    hold: HoldSpec | None = None
    checks: list[AnyCheck] = []

    @model_validator(mode="after")
    def _consistent(self) -> Self:
        if (self.rep is None) == (self.hold is None):
            raise ValueError("say either [rep] or [hold]")
        if self.rep and not self.place:
            raise ValueError("[rep] needs [place]: the start posture from which counting begins")
        self._check_signals()
        self._check_conditions()
        self._check_windows()
        return self

    def _check_signals(self) -> None:
        for name, spec in self.signals.items():
            if spec.use == "from_rest" and self._base(spec.of) is None:
                raise ValueError(f"signals.{name}.of: {spec.of!r} is no signal read from the body")
            if self.sides == "together" and getattr(spec, "side", None) in ("own", "other"):
                raise ValueError(f'signals.{name}.side: "own" needs sides = "apart"')
            suffix = UNIT_SUFFIX[self.unit(name)]
            if not name.endswith(suffix):
                raise ValueError(f"signals.{name}: its name must end in its unit, {suffix}")

    def _check_conditions(self) -> None:
        for where, text in self._conditions():
            try:
                condition = zones.parse(text)
            except PosecheckError as error:
                raise ValueError(f"{where}: {error}") from error
            for comparison in condition.comparisons:
                self._known(where, comparison.signal, self.signals)

    def _conditions(self) -> list[tuple[str, str]]:
        found = []
        for name, zone in self.zones.items():
            found += _texts(f"zones.{name}", zone)
        if self.place:
            found += [("place.start", self.place.start), ("place.keep", self.place.keep)]
        if self.rep:
            found += _texts("rep.attempt", self.rep.attempt)
        return found

    def _check_windows(self) -> None:
        spec = self.rep or self.hold
        assert spec is not None
        self._known("driver", spec.driver, self.signals)
        used = self.rep.through if self.rep else [self.hold.zone] if self.hold else []
        for zone in used:
            self._known("rep.through" if self.rep else "hold.zone", zone, self.zones)
        for zone in self.rep.holds.values() if self.rep else ():
            self._known("rep.holds", zone, self.zones)
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

    @staticmethod
    def _known(where: str, name: str, among: Any) -> None:
        if name not in among:
            raise ValueError(f"{where}: {name!r} is not one of {sorted(among)}")

    def lanes(self) -> tuple[Side | None, ...]:
        """The sides that are counted, (None,) where they are counted together."""
        return ("left", "right") if self.sides == "apart" else (None,)

    def _base(self, name: str) -> Any:
        spec = self.signals.get(name)
        return None if spec is None or spec.use == "from_rest" else spec

    def unit(self, signal: str) -> str:
        """The unit of a signal, as shown to people."""
        spec = self.signals[signal]
        return signals.KINDS[self._base(spec.of).use if spec.use == "from_rest" else spec.use].unit

    def margin(self, signal: str) -> float:
        """The hysteresis of a signal, in its unit."""
        spec = self.signals[signal]
        return signals.KINDS[
            self._base(spec.of).use if spec.use == "from_rest" else spec.use
        ].margin

    def windows(self) -> tuple[str, ...]:
        """What a check's `during` may name."""
        if self.rep:
            return (*self.rep.phases, "rep")
        assert self.hold is not None
        return (self.hold.zone,)

    def limits(self) -> tuple[Limit, ...]:
        """Every limit with its parameters and its reason, as they go into a report."""
        judged = tuple(
            Limit(c.id, c.use, getattr(c, "signal", None), parameters(c), c.say, c.because)
            for c in self.checks
        )
        if self.rep:
            p = self.rep.partial
            reach = entering(self.zones[self.rep.through[1]])
            judged += (Limit(p.id, "partial", None, {"reach": reach}, p.say, p.because),)
        if self.hold and (broken := self.hold.interrupted):
            judged += (
                Limit(broken.id, "interrupted", None, {"within_s": broken.within_s},
                      broken.say, broken.because),
            )  # fmt: skip
        return judged


def entering(zone: str | ZoneSpec) -> str:
    """The condition under which a zone is entered."""
    return zone if isinstance(zone, str) else zone.enter


def _texts(where: str, zone: str | ZoneSpec) -> list[tuple[str, str]]:
    texts = [zone] if isinstance(zone, str) else [zone.enter, zone.leave]
    return [(where, text) for text in texts]
