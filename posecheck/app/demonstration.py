"""The short films of the exercises, which come with posecheck: one repetition, seen in a loop."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray

from posecheck.errors import ExitCode, PosecheckError

Image8 = NDArray[np.uint8]

REST_S: Final = 0.8
"""The last picture stays for this long, so that one sees where the movement ends and begins."""

JPEG: Final = 85
"""Quality of the pictures in memory. A film of ten seconds takes 2 MB there and not 35."""


@dataclass(frozen=True, slots=True, eq=False)
class Demonstration:
    """The film of one exercise. `jpegs` are its pictures, `rate_hz` of them a second."""

    jpegs: tuple[NDArray[np.uint8], ...]
    rate_hz: float

    @property
    def length_s(self) -> float:
        """How long one round takes, with the rest at its end."""
        return len(self.jpegs) / self.rate_hz + REST_S

    def at(self, t_s: float) -> Image8:
        """The picture (H, W, 3) RGB at a time from 0 on, round and round."""
        return self.picture(int(t_s % self.length_s * self.rate_hz))

    def picture(self, number: int) -> Image8:
        """One picture (H, W, 3) RGB; after the last one, the last one."""
        import cv2

        jpeg = self.jpegs[min(number, len(self.jpegs) - 1)]
        found: Image8 = np.asarray(cv2.imdecode(jpeg, cv2.IMREAD_COLOR_RGB), np.uint8)
        return found


def file_of(exercise_id: str) -> Path | None:
    """The film of an exercise; None for one that did not come with posecheck."""
    path = Path(str(resources.files("posecheck") / "demonstrations" / f"{exercise_id}.mp4"))
    return path if path.is_file() else None


@lru_cache(maxsize=4)
def of(exercise_id: str) -> Demonstration | None:
    """The film of an exercise, read; None where there is none."""
    import cv2

    from posecheck.capture.video_reader import VideoReader

    path = file_of(exercise_id)
    if path is None:
        return None
    times_s, jpegs = [], []
    with VideoReader(path) as video:
        for frame in video:
            bgr = cv2.cvtColor(frame.image, cv2.COLOR_RGB2BGR)
            jpegs.append(cv2.imencode(".jpg", bgr, [cv2.IMWRITE_JPEG_QUALITY, JPEG])[1])
            times_s.append(frame.t_s)
    return Demonstration(tuple(jpegs), (len(times_s) - 1) / (times_s[-1] - times_s[0]))


def needed(exercise_id: str) -> Demonstration:
    """As `of`; raises PosecheckError (NO_SOURCE) where there is none."""
    found = of(exercise_id)
    if found is None:
        raise PosecheckError(
            "there is no film of this exercise",
            where=exercise_id,
            remedy="The exercises that come with posecheck have one; `posecheck show` explains it.",
            code=ExitCode.NO_SOURCE,
        )
    return found


@lru_cache(maxsize=64)
def still_of(exercise_id: str) -> Image8 | None:
    """The picture in the middle of the film, (H, W, 3) RGB: what the exercise looks like.

    None where there is no film. Only this picture stays in memory.
    """
    from posecheck.capture.video_reader import VideoReader

    path = file_of(exercise_id)
    if path is None:
        return None
    with VideoReader(path) as video:
        images = [frame.image for frame in video]
    return images[len(images) // 2]
