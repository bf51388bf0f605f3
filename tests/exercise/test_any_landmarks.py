"""Whatever the model shows, a session goes on, and what it says can be true.

Streams of poses and of signals are made by chance, with everything that a model, a camera and a
person may do to them. A warning of numpy is an error here, as in all tests.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, fields, is_dataclass, replace
from itertools import pairwise
from math import isfinite, nan

import numpy as np
import pytest
import stick
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from posecheck import landmarks
from posecheck.exercise.personal.end_of_range import targets
from posecheck.exercise.personal.profile import Calibration, ComfortableRange, Rest
from posecheck.exercise.session import Session
from posecheck.exercise.spec.catalogue import Catalogue
from posecheck.exercise.spec.schema import Exercise, enter_condition
from posecheck.exercise.spec.zones import Comparison, parse
from posecheck.records import Pose, Report, Update
from posecheck.report import json

EXERCISES = [Catalogue().get(name) for name in Catalogue().ids()]
each = pytest.mark.parametrize("exercise", EXERCISES, ids=lambda exercise: exercise.id)

Values = NDArray[np.float64]
Random = np.random.Generator


# ---- what has to be true of every session ----


def sound(updates: list[Update], report: Report) -> None:
    """All that has to be true of a session's updates and report, whatever was seen."""
    for update in updates[::5]:
        assert json.load_update(json.dump_update(update)) == update
    for before, after in pairwise(updates):
        assert all(a >= b for a, b in zip(counts(after), counts(before), strict=True))
    assert json.load(json.dump(report)) == report, "a number that is not finite is lost in JSON"
    assert updates == [] or counts(updates[-1])[0] <= report.count
    start_s, end_s = (updates[0].t_s, updates[-1].t_s) if updates else (0.0, 0.0)
    for record in timed(report):
        assert start_s - 1e-6 <= record.start_s <= record.end_s + 1e-9, record
        assert record.end_s <= end_s + 1e-6, record
    for side in ("left", "right", None):
        reps = [rep for rep in report.reps if rep.side == side]
        assert all(a.end_s <= b.start_s + 1e-9 for a, b in pairwise(reps))
    assert not [number for number in numbers((updates, report)) if not isfinite(number)]


def counts(update: Update) -> tuple[int, ...]:
    return update.count, update.count_left, update.count_right, update.halves


def timed(item: object) -> Iterator[object]:
    """Every record in a report that has a start and an end."""
    if isinstance(item, tuple | list):
        for one in item:
            yield from timed(one)
    elif is_dataclass(item):
        if hasattr(item, "start_s"):
            yield item
        for field in fields(item):
            yield from timed(getattr(item, field.name))


def numbers(item: object) -> Iterator[float]:
    """Every number in updates and reports."""
    if isinstance(item, float):
        yield item
    elif isinstance(item, tuple | list):
        for one in item:
            yield from numbers(one)
    elif isinstance(item, dict):
        yield from numbers(list(item.values()))
    elif is_dataclass(item):
        for field in fields(item):
            yield from numbers(getattr(item, field.name))


def calibrated(exercise: Exercise) -> Calibration | None:
    """A person whose comfortable range ends 20° (or 0.2 trunk lengths) from 0; None for an exercise
    without a range."""
    ranges = [
        ComfortableRange(
            **far.model_dump(),
            side=side,
            comfortable=far.sign * (20.0 if exercise.unit(far.signal) == "°" else 0.2),
            spread=0.1,
            repetitions=3,
        )
        for side in exercise.counted_sides()
        for far in targets(exercise)
    ]
    if not ranges:
        return None
    rest = {comfort.shown: Rest(value=0.0, noise=0.0) for comfort in ranges}
    return Calibration(
        date="2026-01-31", posecheck="1", view="side", repetitions=3, ranges=ranges, rest=rest
    )


# ---- poses ----


def _standing_from_the_front(scene: stick.Scene) -> stick.Scene:
    return replace(scene, yaw_deg=90.0, stature_px=500.0, at=(0.5, 0.3))


POSTURES: dict[str, tuple[stick.Skeleton, bool]] = {
    "standing": (stick.standing(), True),
    "knees up": (stick.bridge(130.0), False),
    "bridge": (stick.bridge(178.0), False),
    "knees to the chest": (stick.supine(hip_deg=60.0, knee_deg=50.0), False),
    "legs long": (stick.supine(hip_deg=178.0, knee_deg=175.0), False),
    "plank": (stick.plank(), False),
    "on forearms and knees": (stick.into_plank(0.0, hip_height=0.17, knee_deg=110.0), False),
}
"""A skeleton, and whether it is seen as somebody who stands."""

Spoil = Callable[[Random, Values, Values], None]
"""Changes image (N, 33, 5) and world (N, 33, 3) of a stream in place."""


def _wander(random: Random, image: Values, world: Values) -> None:
    """Every landmark walks at random."""
    image[:, :, :2] += np.cumsum(random.normal(0, 0.005, (*image.shape[:2], 2)), axis=0)
    world += np.cumsum(random.normal(0, 0.005, world.shape), axis=0)


def _hide_joints(random: Random, image: Values, _world: Values) -> None:
    """Some landmarks are not seen, some of the time."""
    for joint in random.integers(0, landmarks.COUNT, 8):
        image[_span(random, len(image)), joint, 3] = 0.0


def _hide_all(_random: Random, image: Values, _world: Values) -> None:
    """The model says of every landmark that it does not see it."""
    image[:, :, 3] = 0.0


def _jump(random: Random, image: Values, _world: Values) -> None:
    """Single landmarks are elsewhere in single pictures."""
    n = max(1, len(image) // 5)
    pictures = random.integers(0, len(image), n)
    image[pictures, random.integers(0, landmarks.COUNT, n), :2] = random.uniform(-2, 3, (n, 2))


def _nan_first(random: Random, image: Values, world: Values) -> None:
    """Single numbers are missing in the first pictures."""
    first = slice(0, random.integers(1, len(image) + 1))
    image[first, random.integers(1, landmarks.COUNT, 5)] = nan
    world[first, random.integers(1, landmarks.COUNT)] = nan


def _nan_all(random: Random, image: Values, world: Values) -> None:
    """One landmark is missing in all pictures."""
    joint = random.integers(1, landmarks.COUNT)
    image[:, joint], world[:, joint] = nan, nan


def _nobody(random: Random, image: Values, world: Values) -> None:
    """Nobody is found for a while."""
    span = _span(random, len(image))
    image[span], world[span] = nan, nan


def _one_point(random: Random, image: Values, _world: Values) -> None:
    """All landmarks are at one point of the picture for a while."""
    image[_span(random, len(image)), :, :2] = 0.5


def _one_point_in_space(random: Random, _image: Values, world: Values) -> None:
    """All landmarks are at one point in space for a while."""
    world[_span(random, len(world))] = 0.0


def _inside_out(random: Random, _image: Values, world: Values) -> None:
    """World landmarks that contradict the picture."""
    world[_span(random, len(world))] *= -1.0


def _far_outside(random: Random, image: Values, _world: Values) -> None:
    """Far outside the picture for a while."""
    image[_span(random, len(image)), :, :2] *= 1e4


def _sizes(random: Random, image: Values, _world: Values) -> None:
    """A person who is much smaller or larger from one picture to the next."""
    scale = random.choice([0.02, 0.5, 1.0, 1.0, 1.3], (len(image), 1, 1))
    image[:, :, :2] = 0.5 + (image[:, :, :2] - 0.5) * scale


def _frozen(_random: Random, image: Values, world: Values) -> None:
    """All pictures are the same."""
    image[:], world[:] = image[0], world[0]


def _span(random: Random, n: int) -> slice:
    start, stop = sorted(random.integers(0, n + 1, 2).tolist())
    return slice(start, stop)


SPOILS: dict[str, Spoil] = {
    spoil.__name__: spoil
    for spoil in (
        _wander, _hide_joints, _hide_all, _jump, _nan_first, _nan_all, _nobody, _one_point,
        _one_point_in_space, _inside_out, _far_outside, _sizes, _frozen,
    )
}  # fmt: skip


@dataclass(frozen=True)
class Stream:
    """Somebody who goes to and fro between two postures, and what is done to their landmarks."""

    seed: int
    pictures: int
    rate_hz: float
    uneven: bool
    postures: tuple[str, str]
    back_and_forth_s: float
    sudden: bool
    spoils: frozenset[str]
    absent: bool
    """Whether the camera is silent now and then."""
    calibrated: bool

    def times(self, random: Random) -> list[float]:
        """When each picture was taken."""
        gaps = np.full(self.pictures, 1 / self.rate_hz)
        if self.uneven:
            gaps *= random.choice([0.01, 0.5, 1.0, 1.0, 3.0, 40.0], self.pictures)
        return [float(t_s) for t_s in np.cumsum(gaps)]

    def poses(self, random: Random) -> list[Pose]:
        """The poses, spoilt."""
        times_s = self.times(random)
        ends = [self._photograph(name) for name in self.postures]
        share = np.array([stick.glide(self._share(t_s)) for t_s in times_s])[:, None, None]
        image = (1 - share) * ends[0].image + share * ends[1].image
        world = (1 - share) * ends[0].world_m + share * ends[1].world_m
        for name in sorted(self.spoils):
            SPOILS[name](random, image, world)
        people, light = random.choice([None, 1, 2], 2)[0], random.choice([None, 20.0, 120.0])
        return [
            Pose(t_s, image[i], world[i], ends[0].size_px, people if i % 9 == 0 else None, light)
            for i, t_s in enumerate(times_s)
        ]

    def _photograph(self, name: str) -> Pose:
        skeleton, standing = POSTURES[name]
        scene = stick.Scene()
        return (_standing_from_the_front(scene) if standing else scene).photograph(skeleton, 0.0)

    def _share(self, t_s: float) -> float:
        """From 0 to 1, a pause, and back, again and again."""
        part = t_s % self.back_and_forth_s / self.back_and_forth_s
        if self.sudden:
            return float(part > 0.5)
        return min(4 * part, 1.0, max(3 - 4 * part, 0.0))


streams = st.builds(
    Stream,
    seed=st.integers(0, 2**32 - 1),
    pictures=st.sampled_from([1, 2, 30, 90, 150]),
    rate_hz=st.sampled_from([4.0, 10.0, 15.0, 30.0]),
    uneven=st.booleans(),
    postures=st.tuples(st.sampled_from(sorted(POSTURES)), st.sampled_from(sorted(POSTURES))),
    back_and_forth_s=st.sampled_from([0.7, 3.0, 6.0]),
    sudden=st.booleans(),
    spoils=st.frozensets(st.sampled_from(sorted(SPOILS)), max_size=3),
    absent=st.booleans(),
    calibrated=st.booleans(),
)


def any_landmarks(exercise: Exercise, stream: Stream) -> None:
    """Runs a session over a stream of poses, and looks at all that it says."""
    random = np.random.default_rng(stream.seed)
    session = Session(exercise, calibrated(exercise) if stream.calibrated else None)
    updates = []
    for pose in stream.poses(random):
        if stream.absent and random.random() < 0.05:
            updates.append(session.absent(pose.t_s, "camera-silent"))
        else:
            updates.append(session.step(pose))
    sound(updates, session.finish())


@each
@settings(max_examples=8, derandomize=True)
@given(stream=streams)
def test_any_landmarks_are_survived(exercise: Exercise, stream: Stream) -> None:
    """Every exercise, whatever the person does and whatever the model makes of it."""
    any_landmarks(exercise, stream)


@pytest.mark.slow
@each
@settings(max_examples=150)
@given(stream=streams)
def test_many_more_landmarks_are_survived(exercise: Exercise, stream: Stream) -> None:
    """The same, with other streams each time."""
    any_landmarks(exercise, stream)


# ---- signals: to come far into each exercise, which postures made by chance do not ----


@dataclass(frozen=True)
class Course:
    """Signals that are led through the exercise's zones, mostly in their order."""

    seed: int
    steps: int
    rate_hz: float
    noise: float
    """In margins of each signal."""
    hides: bool
    calibrated: bool

    def values(
        self, exercise: Exercise, random: Random
    ) -> Iterator[tuple[float, dict[str, float]]]:
        """Each moment's time, and the values of the signals that are read from the body."""
        home, zones = _home(exercise), _zones_in_order(exercise)
        direct = [n for n, s in exercise.signals.items() if s.use not in MADE_OF_OTHERS]
        now, t_s = {name: home[name] for name in direct}, 0.0
        hidden_until = dict.fromkeys(direct, 0.0)
        for i in range(self.steps):
            zone = zones[i % len(zones)] if random.random() < 0.8 else str(random.choice(zones))
            goal = _met(exercise, zone, home, beyond=float(random.choice([0.5, 2.0, 6.0])))
            quickness = random.choice([0.03, 0.15, 0.6])
            for _ in range(int(random.choice([0.1, 0.7, 2.0, 4.0]) * self.rate_hz)):
                t_s += 1 / self.rate_hz
                for name in direct:
                    shaken = self.noise * exercise.margin(name) * random.normal()
                    now[name] += (goal[name] - now[name]) * quickness + shaken
                    if self.hides and random.random() < 0.005:
                        hidden_until[name] = t_s + random.choice([0.1, 0.7, 6.0])
                yield t_s, {n: nan if t_s < hidden_until[n] else now[n] for n in direct}


MADE_OF_OTHERS = ("from_rest", "difference")


def _home(exercise: Exercise) -> dict[str, float]:
    """Values in the start posture."""
    values = dict.fromkeys(exercise.signals, 0.0)
    if exercise.start_posture:
        _meet(exercise, parse(exercise.start_posture.take).any_of[0], values, values, beyond=4.0)
    return values


def _zones_in_order(exercise: Exercise) -> list[str]:
    if exercise.rep:
        return exercise.rep.through[:-1]
    assert exercise.hold is not None
    return [exercise.hold.zone, ""]


def _met(
    exercise: Exercise, zone: str, home: dict[str, float], *, beyond: float
) -> dict[str, float]:
    """Values within a zone, so many margins beyond its limits; at home without a zone."""
    values = dict(home)
    if zone:
        condition = parse(enter_condition(exercise.zones[zone]))
        _meet(exercise, condition.any_of[0], values, home, beyond=beyond)
    return values


def _meet(
    exercise: Exercise,
    comparisons: tuple[Comparison, ...],
    values: dict[str, float],
    home: dict[str, float],
    *,
    beyond: float,
) -> None:
    """Sets the signals read from the body so that the comparisons hold."""
    for one in comparisons:
        limits = [other.limit for other in comparisons if other.signal == one.signal]
        away = beyond * exercise.margin(one.signal) if len(limits) == 1 else 0.0
        value = sum(limits) / len(limits) + (away if one.above else -away)
        spec, name = exercise.signals[one.signal], one.signal
        if spec.use == "from_rest":
            value, name = value + home[spec.of], spec.of
            values[name] = value
            spec = exercise.signals[name]
        if spec.use == "difference":
            value, name = value + values[spec.minus], spec.of
        values[name] = value


courses = st.builds(
    Course,
    seed=st.integers(0, 2**32 - 1),
    steps=st.integers(3, 12),
    rate_hz=st.sampled_from([6.0, 10.0, 15.0]),
    noise=st.sampled_from([0.0, 0.1, 0.5]),
    hides=st.booleans(),
    calibrated=st.booleans(),
)


def any_signals(exercise: Exercise, course: Course) -> Report:
    """Runs a session that reads these signals instead of a body's."""
    random = np.random.default_rng(course.seed)
    session = Session(exercise, calibrated(exercise) if course.calibrated else None)
    values: dict[str, float] = {}
    for side in session._sides:
        differences = side.signal_reader._differences

        def read(_body: object, differences: dict = differences) -> dict[str, float]:
            made = {n: values[of] - values[minus] for n, (of, minus) in differences.items()}
            return {**values, **made}

        side.signal_reader.read = read
    updates = []
    for t_s, now in course.values(exercise, random):
        values.update(now)
        updates.append(session.step(Pose.nobody(t_s, (640, 480))))
    report = session.finish()
    sound(updates, report)
    return report


@each
@settings(max_examples=4, derandomize=True)
@given(course=courses)
def test_any_signals_are_survived(exercise: Exercise, course: Course) -> None:
    """Every exercise, however its repetitions are made."""
    any_signals(exercise, course)


@pytest.mark.slow
@each
@settings(max_examples=100)
@given(course=courses)
def test_many_more_signals_are_survived(exercise: Exercise, course: Course) -> None:
    """The same, with other courses each time."""
    any_signals(exercise, course)


def test_the_signals_lead_through_the_exercises() -> None:
    """Else the tests above would ask little: most exercises have repetitions or holds in them."""
    calm = Course(1, 12, 15.0, 0.0, hides=False, calibrated=False)
    counted = {
        exercise.id
        for exercise in EXERCISES
        for report in [any_signals(exercise, calm)]
        if report.count or report.halves or report.holds
    }
    assert len(counted) > 0.8 * len(EXERCISES)
