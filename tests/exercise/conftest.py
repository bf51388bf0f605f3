"""A session from beginning to end, and the shortest way to a film of bridges."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache

import pytest
import stick

from posecheck.exercise.catalog import Catalogue
from posecheck.exercise.session import Session
from posecheck.records import Finding, Pose, Report, Update


@dataclass(frozen=True)
class Performance:
    """All that a session said."""

    updates: list[Update]
    report: Report

    @property
    def found(self) -> list[str]:
        """Names of the findings, in the order of time."""
        return [f.check for f in self.report.findings]

    @property
    def told(self) -> list[Finding]:
        """Findings as the updates told them."""
        return [f for u in self.updates for f in u.new_findings]

    def finding(self, check: str) -> Finding:
        (found,) = [f for f in self.report.findings if f.check == check]
        return found


Perform = Callable[[str, Sequence[Pose]], Performance]


@pytest.fixture(scope="session")
def catalogue() -> Catalogue:
    return Catalogue()


@pytest.fixture(scope="session")
def perform(catalogue: Catalogue) -> Perform:
    """Runs poses through a new session of an exercise."""
    exercises = {name: catalogue.get(name) for name in catalogue.ids()}

    def run(exercise_id: str, poses: Sequence[Pose]) -> Performance:
        session = Session(exercises[exercise_id])
        updates = [session.step(pose) for pose in poses]
        return Performance(updates, session.finish())

    return run


@dataclass(frozen=True)
class Bridges:
    """A film of bridges, and when each of them was where."""

    poses: tuple[Pose, ...]
    made: tuple[stick.Made, ...]
    course: stick.Course


@pytest.fixture(scope="session")
def bridges() -> Callable[..., Bridges]:
    """Films bridges after these plans; the same film twice is made once."""

    @lru_cache(maxsize=16)
    def film(
        *plans: stick.Plan,
        rest_deg: float = 130.0,
        lead_s: float = 1.5,
        fps: float = 30.0,
        scene: stick.Scene | None = None,
        noise_deg: float = 0.0,
        seed: int = 0,
    ) -> Bridges:
        course, made = stick.bridges(plans, rest_deg=rest_deg, lead_s=lead_s)
        poses = stick.film(
            lambda t_s: stick.bridge(course.at(t_s), rest_deg=rest_deg),
            stick.times(course.end_s + 2, fps),
            scene,
            noise_px=stick.noise_for(noise_deg) if noise_deg else 0.0,
            seed=seed,
        )
        return Bridges(tuple(poses), tuple(made), course)

    return film


KNOWN = {
    "test_half_a_repetition_is_a_partial_however_long_it_is_held[158.0-short]":
        "a partial's end is found early where the top lies within the resting zone's hysteresis",
    "test_half_a_repetition_is_a_partial_however_long_it_is_held[158.0-held]":
        "as above",
    "test_getting_into_place_is_never_counted[lifts the hips high]":
        "the start posture has to last half a second, but not to be held still",
    "test_getting_into_place_is_never_counted[lifts them twice]":
        "as above",
    "test_coming_down_is_not_told_as_a_sag[from the forearms]":
        "hips that are put down from the forearms sag before the hold is over",
    "test_passing_through_is_no_hold":
        "half a second up lasts one second with getting up and down",
    "test_updates_tell_where_the_person_is":
        "the leg after the hold is named only when the zone is left",
    "test_repetitions_of_both_sides_are_numbered_together_in_the_order_of_time":
        "each side still numbers its own",
    "test_one_joint_thrown_across_the_picture_changes_nothing":
        "a jump at the very end of a movement moves that end by up to 0.6 s",
}  # fmt: skip
"""What the tests show to be wrong and is not mended yet: strict, so that mending tells."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if item.name in KNOWN:
            item.add_marker(pytest.mark.xfail(reason=KNOWN[item.name], strict=True))
