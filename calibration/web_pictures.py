"""The still pictures of the page in a browser, from the sample clips.

    python -m calibration.web_pictures

Writes posecheck/app/web/static/pictures/ID.webp for each exercise: the moment of its good clip in
which the body is farthest from where it begins. All of them together have to be small: docs/web.md.
"""

from __future__ import annotations

from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray

from posecheck.capture.video_reader import VideoReader
from posecheck.exercise.spec.catalogue import Catalogue

ROOT = Path(__file__).parents[1]
FOLDER = ROOT / "posecheck" / "app" / "web" / "static" / "pictures"

SIZE_PX = (360, 240)
"""Of each picture: a card is up to 280 pixels wide; sheets show it larger, and a little soft."""

QUALITY = 46
"""Of WebP: lines stay clean, and 41 pictures take less than 200 kB."""

EVERY = 5
"""Every fifth picture is looked at: six a second show every movement."""


def clip_of(exercise_id: str) -> Path:
    """The exercise's good clip."""
    folder = ROOT / "sample_videos" / exercise_id
    found = folder / "good.mp4"
    return found if found.is_file() else min(folder.glob("good*.mp4"))


def farthest(path: Path) -> NDArray[np.uint8]:
    """The picture of a clip that differs most from its first one."""
    first: NDArray[np.float32] | None = None
    best, most = None, -1.0
    for number, frame in enumerate(VideoReader(path)):
        if number % EVERY:
            continue
        small = cv2.resize(frame.image, (96, 64), interpolation=cv2.INTER_AREA).astype(np.float32)
        if first is None:
            first = small
        apart = float(np.abs(small - first).mean())
        if apart > most:
            best, most = frame.image, apart
    assert best is not None
    return best


def cut(image: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """The middle of a picture in the cards' shape."""
    height, width = image.shape[:2]
    aspect = SIZE_PX[0] / SIZE_PX[1]
    w, h = min(width, round(height * aspect)), min(height, round(width / aspect))
    left, top = (width - w) // 2, (height - h) // 2
    return cv2.resize(image[top : top + h, left : left + w], SIZE_PX, interpolation=cv2.INTER_AREA)


def main() -> None:
    """Writes all pictures, and says how large they are together."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    total = 0
    for exercise_id in Catalogue().ids():
        image = cv2.cvtColor(cut(farthest(clip_of(exercise_id))), cv2.COLOR_RGB2BGR)
        ok, data = cv2.imencode(".webp", image, [cv2.IMWRITE_WEBP_QUALITY, QUALITY])
        assert ok
        (FOLDER / f"{exercise_id}.webp").write_bytes(data.tobytes())
        total += len(data)
    print(f"{total / 1000:.0f} kB")  # noqa: T201


if __name__ == "__main__":
    main()
