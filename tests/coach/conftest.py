"""A live session over a made film."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import pytest

from posecheck.coach.plan import Plan
from posecheck.coach.trainer import Moment, Trainer
from posecheck.exercise.spec.catalogue import Catalogue
from posecheck.records import Pose


@pytest.fixture(scope="session")
def catalogue() -> Catalogue:
    return Catalogue()


@pytest.fixture
def coach(catalogue: Catalogue) -> Callable[..., list[Moment]]:
    """Leads through a film of poses, and answers all its moments."""

    def run(exercise_id: str, poses: Sequence[Pose], **plan: Any) -> list[Moment]:
        exercise = catalogue.get(exercise_id)
        trainer = Trainer(exercise, Plan.of(exercise, **plan))
        return [trainer.step(pose) for pose in poses]

    return run
