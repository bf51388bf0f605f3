"""Runs whole sessions, and films bridges."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache

import pytest
import stick

from posecheck.exercise.session import Session
from posecheck.exercise.spec.catalogue import Catalogue
from posecheck.records import Finding, Pose, Report, Update


@dataclass(frozen=True)
class Performance:
    """All updates and the report of one session."""

    updates: list[Update]
    report: Report

    @property
    def found(self) -> list[str]:
        """The ids of the findings in the report, in the order of time."""
        return [f.check for f in self.report.findings]

    @property
    def updated(self) -> list[Finding]:
        """The findings of the updates, in the order of time."""
        return [f for u in self.updates for f in u.new_findings]

    def finding(self, check: str) -> Finding:
        """The only finding of a check."""
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
    """A film of bridges, and the times of each of them."""

    poses: tuple[Pose, ...]
    made: tuple[stick.Made, ...]
    course: stick.Course


@pytest.fixture(scope="session")
def bridges() -> Callable[..., Bridges]:
    """Films bridges with these plans. The same film is made only once."""

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
