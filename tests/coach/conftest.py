"""A live session over a film of the stick figure."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import pytest

from posecheck.coach.plan import Plan
from posecheck.coach.trainer import Moment, Trainer
from posecheck.exercise.spec.catalogue import Catalogue
from posecheck.records import Pose
from posecheck.words.exercise_texts import texts_of
from posecheck.words.speech import Speech


@pytest.fixture(scope="session")
def catalogue() -> Catalogue:
    return Catalogue()


@pytest.fixture
def speech(catalogue: Catalogue) -> Callable[[str], Speech]:
    """The English sentences about an exercise, by its id."""
    return lambda exercise_id: Speech(texts_of(catalogue.get(exercise_id)))


@pytest.fixture
def make_trainer(catalogue: Catalogue, speech: Callable[[str], Speech]) -> Callable[..., Trainer]:
    """Makes a trainer for an exercise, by its id and, where given, another plan."""

    def make(exercise_id: str, **plan: Any) -> Trainer:
        exercise = catalogue.get(exercise_id)
        return Trainer(exercise, Plan.of(exercise, **plan), speech_s=speech(exercise_id).speech_s)

    return make


@pytest.fixture
def coach(make_trainer: Callable[..., Trainer]) -> Callable[..., list[Moment]]:
    """Leads through a film of poses, and answers all its moments."""

    def run(exercise_id: str, poses: Sequence[Pose], **plan: Any) -> list[Moment]:
        trainer = make_trainer(exercise_id, **plan)
        return [trainer.step(pose) for pose in poses]

    return run
