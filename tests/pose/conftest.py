"""The model file, a rendered person, and bodies whose numbers are known."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from posecheck import landmarks
from posecheck.capture.video_reader import frames
from posecheck.errors import PosecheckError
from posecheck.pose import model_file
from posecheck.pose.landmarker import Body
from posecheck.records import Frame

SAMPLE = Path(__file__).parents[2] / "sample_videos" / "hip-bridge" / "good.mp4"


@pytest.fixture(scope="session")
def model() -> Path:
    """The "full" model, fetched when missing; skips only where fetching is forbidden."""
    try:
        return model_file.ensure("full")
    except PosecheckError as error:
        if os.environ.get(model_file.OFFLINE_VARIABLE):
            pytest.skip(str(error))
        raise


@pytest.fixture(scope="session")
def sample() -> Path:
    """A rendered person who lies on the floor and lifts the hips."""
    return SAMPLE


@pytest.fixture(scope="session")
def person() -> Frame:
    """Its first picture."""
    return next(frames(SAMPLE))


@pytest.fixture
def body() -> Callable[..., Body]:
    """Makes a body inside a box given in shares of the picture's width and height."""
    return body_in


def body_in(left: float, top: float, right: float, bottom: float, *, presence: float = 1.0) -> Body:
    """Landmarks spread over the box by chance, but the same each time; hips in its middle."""
    rng = np.random.default_rng(3)
    image = np.full((landmarks.COUNT, 5), presence)
    image[:, :3] = rng.uniform(size=(landmarks.COUNT, 3))
    image[[0, 1], :2] = (0.0, 0.0), (1.0, 1.0)
    image[[landmarks.index("hip", "left"), landmarks.index("hip", "right")], :2] = 0.5
    image[:, :2] = image[:, :2] * (right - left, bottom - top) + (left, top)
    return Body(image, rng.normal(size=(landmarks.COUNT, 3)))
