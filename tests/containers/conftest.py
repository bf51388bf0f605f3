"""The film that is written in all forms, and what it shows."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from film_forms import Form, Shown

from posecheck.app import sources
from posecheck.capture.video_reader import VideoReader
from posecheck.exercise.session import Session
from posecheck.exercise.spec.catalogue import Catalogue
from posecheck.records import Report

CLIP = Path(__file__).parents[2] / "sample_videos" / "hip-bridge" / "brisk.mp4"
SIZE_PX = (480, 360)


@pytest.fixture(scope="session")
def shown() -> list[Shown]:
    """The pictures of a sample clip, and their times."""
    import cv2

    with VideoReader(CLIP) as video:
        return [(f.t_s, cv2.resize(f.image, SIZE_PX, interpolation=cv2.INTER_AREA)) for f in video]


@pytest.fixture(scope="session")
def judged() -> Callable[..., Report]:
    """Analyses a file of a bridge as the commands do."""

    def judge(path: Path, *, rotate_deg: int = 0) -> Report:
        choice = sources.ModelChoice("full")
        session = Session(Catalogue().get("hip-bridge"))
        with sources.opener(choice, [path], rotate_deg=rotate_deg)(path) as source:
            for pose in source.poses:
                session.step(pose)
        return session.finish()

    return judge


@pytest.fixture(scope="session")
def whole(
    tmp_path_factory: pytest.TempPathFactory, shown: list[Shown], judged: Callable[..., Report]
) -> Report:
    """The report of the film itself, at the size in which it is written."""
    path = tmp_path_factory.mktemp("film") / "film.mp4"
    Form("film.mp4", options={"crf": "12"}).write(path, shown)
    return judged(path)
