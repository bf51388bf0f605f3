"""MediaPipe's PoseLandmarker behind a plain call: a picture in, bodies out."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from contextlib import nullcontext
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from posecheck.errors import ExitCode, PosecheckError
from posecheck.pose.lean_network import kept_lean
from posecheck.pose.quiet_stderr import quiet


@dataclass(frozen=True, slots=True, eq=False)
class Body:
    """One person in one picture: `image` (33, 5) and `world_m` (33, 3) as in `records.Pose`, never
    NaN."""

    image: NDArray[np.float64]
    world_m: NDArray[np.float64]

    @property
    def presence(self) -> float:
        """Mean presence, 0 to 1: 0.95 and more for real people, 0.1 to 0.4 for furniture."""
        return float(self.image[:, 4].mean())


class Finder(Protocol):
    """What finds bodies in a picture: `Landmarker` and `SharedLandmarker`."""

    def find(self, image: NDArray[np.uint8], *, t_s: float) -> list[Body]:
        """The bodies in a contiguous (H, W, 3) RGB picture, the surest first; it may be none."""
        ...


class Landmarker:
    """One MediaPipe landmarker; it must be closed at the end.

    tracking: whether to follow a person from picture to picture (VIDEO mode, smoothed by
        MediaPipe). Otherwise each picture stands by itself (IMAGE mode, not smoothed).
    people: the largest number of bodies to find.
    mask: whether MediaPipe computes the mask of the person, too, which nobody gets to see.
    Raises PosecheckError (NO_MODEL) when MediaPipe refuses the model.
    """

    def __init__(self, model: Path, *, tracking: bool, people: int = 1, mask: bool = False) -> None:
        self._tracking = tracking
        self._last_ms = -1
        self._may_log = True
        with quiet():
            self._landmarker, self._as_image = _create(
                _contents(model, mask=mask), model, tracking=tracking, people=people
            )

    def find(self, image: NDArray[np.uint8], *, t_s: float) -> list[Body]:
        """The bodies in a contiguous (H, W, 3) RGB picture, the surest first; it may be none."""
        with quiet() if self._may_log else nullcontext():
            result = self._detect(self._as_image(image), t_s)
        pairs = zip(result.pose_landmarks, result.pose_world_landmarks, strict=True)
        bodies = [_body(image, world) for image, world in pairs]
        # MediaPipe logs each of its warnings once, until its whole graph has run.
        self._may_log = self._may_log and not bodies
        return bodies

    def _detect(self, image: Any, t_s: float) -> Any:
        if not self._tracking:
            return self._landmarker.detect(image)
        self._last_ms = max(self._last_ms + 1, round(t_s * 1000))
        return self._landmarker.detect_for_video(image, self._last_ms)

    def close(self) -> None:
        """Ends MediaPipe's threads."""
        with quiet():
            self._landmarker.close()


class SharedLandmarker:
    """A landmarker for single pictures, of up to two people, that several threads may use.

    It lives in a thread of its own, where it is made at once, while others go on.
    """

    def __init__(self, model: Path) -> None:
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="people")
        self._landmarker = self._thread.submit(Landmarker, model, tracking=False, people=2)

    def find(self, image: NDArray[np.uint8], *, t_s: float) -> list[Body]:
        """As `Landmarker.find`; one picture at a time."""
        found = self._landmarker.result()
        return self._thread.submit(found.find, image, t_s=t_s).result()

    def close(self) -> None:
        """Ends MediaPipe's threads. It must not be in use."""
        self._thread.shutdown(wait=True, cancel_futures=True)
        if self._landmarker.done() and not self._landmarker.exception():
            self._landmarker.result().close()


def _create(contents: bytes, model: Path, *, tracking: bool, people: int) -> tuple[Any, Any]:
    import mediapipe as mp
    from mediapipe.tasks.python import BaseOptions, vision

    mode = vision.RunningMode.VIDEO if tracking else vision.RunningMode.IMAGE
    try:
        options = vision.PoseLandmarkerOptions(
            # The bytes: on Windows a path with letters outside ASCII fails.
            base_options=BaseOptions(model_asset_buffer=contents),
            running_mode=mode,
            num_poses=people,
        )
        landmarker = vision.PoseLandmarker.create_from_options(options)
    except (OSError, RuntimeError, ValueError) as error:
        raise _refused(model, error) from error
    return landmarker, lambda image: mp.Image(mp.ImageFormat.SRGB, image)


def _refused(model: Path, error: Exception) -> PosecheckError:
    return PosecheckError(
        f"MediaPipe cannot use this model ({error})",
        where=str(model),
        remedy="Remove it, so that it is downloaded again.",
        code=ExitCode.NO_MODEL,
    )


def _contents(model: Path, *, mask: bool) -> bytes:
    """What MediaPipe gets of a model file. Raises PosecheckError (NO_MODEL)."""
    try:
        return model.read_bytes() if mask else _lean(model, model.stat().st_mtime_ns)
    except OSError as error:
        raise _refused(model, error) from error


@lru_cache(maxsize=1)
def _lean(model: Path, _changed_ns: int) -> bytes:
    """The file without the mask, read once for all landmarkers."""
    return kept_lean(model.read_bytes())


def _body(image: Any, world: Any) -> Body:
    """The numbers in single precision, as MediaPipe computes them and a recording keeps them."""
    return Body(
        _single([(p.x, p.y, p.z, p.visibility, p.presence) for p in image]),
        _single([(p.x, p.y, p.z) for p in world]),
    )


def _single(rows: list[tuple[float, ...]]) -> NDArray[np.float64]:
    return np.array(rows, np.float32).astype(np.float64)
