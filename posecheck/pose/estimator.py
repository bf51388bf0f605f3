"""Frame -> Pose: one person, followed from picture to picture."""

from __future__ import annotations

import math
from pathlib import Path
from types import TracebackType
from typing import Final, Literal, Self

import numpy as np

from posecheck.capture.picture import luminance
from posecheck.pose import people_count
from posecheck.pose.landmarker import Body, Landmarker
from posecheck.pose.picture_rotation import LEAST_PRESENCE, Search, turned, turned_back
from posecheck.records import Frame, Pose

Mode = Literal["video", "image"]

UPRIGHT_FIRST: Final = (0, 1, -1)
"""The quarter turns tried on a picture that stands alone."""


class Estimator:
    """`with Estimator(model) as estimator: pose = estimator(frame)`.

    mode "video": frames of one recording in the order of time; MediaPipe follows the
        person and smooths (One Euro). About once a second other people are looked for.
    mode "image": each frame stands alone, unsmoothed, and people are always counted.

    The picture is taken as it is; pictures turned by a quarter are tried while nobody is
    found. Where nobody is found the pose is all NaN. Numbers have single precision, so
    that a saved pose is the same as a live one. Raises PosecheckError (NO_MODEL) when
    MediaPipe cannot use the model.
    """

    def __init__(self, model: Path, *, mode: Mode = "video") -> None:
        self._crowd = Landmarker(model, tracking=False, people=2)
        self._tracker = Landmarker(model, tracking=True) if mode == "video" else None
        self._search = Search()
        self._next_look_s = -math.inf

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        """Ends MediaPipe's threads; no pose can be had afterwards."""
        self._crowd.close()
        if self._tracker is not None:
            self._tracker.close()

    def __call__(self, frame: Frame) -> Pose:
        """The pose in `frame`."""
        if self._tracker is None:
            return self._alone(frame)
        return self._followed(frame, self._tracker)

    def _followed(self, frame: Frame, tracker: Landmarker) -> Pose:
        quarters = self._search.quarters(frame.t_s)
        bodies = _bodies(tracker, frame, quarters)
        self._search.tell(frame.t_s, quarters, found=bool(bodies))
        if not bodies:
            return Pose.nobody(frame.t_s, frame.size_px, light=_light(frame))
        return _pose(frame, bodies[0], people_seen=self._people(frame, quarters))

    def _people(self, frame: Frame, quarters: int) -> int | None:
        """At least the one who is followed; None when it is not time to look again."""
        if frame.t_s < self._next_look_s:
            return None
        self._next_look_s = frame.t_s + people_count.LOOK_EVERY_S
        bodies = _bodies(self._crowd, frame, quarters)
        return max(1, people_count.count(bodies, size_px=frame.size_px))

    def _alone(self, frame: Frame) -> Pose:
        for quarters in UPRIGHT_FIRST:
            bodies = _bodies(self._crowd, frame, quarters)
            if bodies:
                seen = max(1, people_count.count(bodies, size_px=frame.size_px))
                return _pose(frame, bodies[0], people_seen=seen)
        return Pose.nobody(frame.t_s, frame.size_px, people=0, light=_light(frame))


def _bodies(landmarker: Landmarker, frame: Frame, quarters: int) -> list[Body]:
    """As seen in the upright picture; in a turned one a find must be a sure one."""
    found = landmarker.find(turned(frame.image, quarters), t_s=frame.t_s)
    if quarters == 0:
        return found
    return [
        turned_back(body, quarters, size_px=frame.size_px)
        for body in found
        if body.presence >= LEAST_PRESENCE
    ]


def _pose(frame: Frame, body: Body, *, people_seen: int | None) -> Pose:
    return Pose(frame.t_s, body.image, body.world_m, frame.size_px, people_seen, _light(frame))


def _light(frame: Frame) -> float:
    return float(np.float32(luminance(frame.image)))
