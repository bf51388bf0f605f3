"""From frames to poses: one person, followed from picture to picture."""

from __future__ import annotations

import math
from pathlib import Path
from types import TracebackType
from typing import Final, Literal, Self

import numpy as np

from posecheck.capture.light import light
from posecheck.pose import people_count
from posecheck.pose.landmarker import Body, Finder, Landmarker
from posecheck.pose.picture_rotation import LEAST_PRESENCE, Search, turned, turned_back
from posecheck.records import Frame, Pose

Mode = Literal["video", "image"]

UPRIGHT_FIRST: Final = (0, 1, -1)
"""The quarter turns that are tried on a single picture, in this order."""


class Estimator:
    """`with Estimator(model) as estimator: pose = estimator(frame)`.

    mode "video": frames of one recording, in the order of time. MediaPipe follows the person and
        smooths the landmarks (One Euro filter). In the first picture of each second people are
        counted.
    mode "image": each frame by itself, not smoothed. People are counted in each.

    While nobody is found in the picture as it is, pictures turned by a quarter are tried, too.
    Where nobody is found the pose is all NaN. Numbers have single precision, so that a saved pose
    is the same as a live one. Raises PosecheckError (NO_MODEL) when MediaPipe cannot use the model.
    """

    def __init__(
        self,
        model: Path,
        *,
        mode: Mode = "video",
        single: Finder | None = None,
        begins_s: float | None = None,
    ) -> None:
        """`single` looks at single pictures, for several estimators; it is closed by its owner.

        `begins_s` is the time of the first picture where it is in the middle of a recording. If
        nobody is found in it, turned pictures are tried at once, because the turn may have been
        found before; and people are counted when they would be counted anyway.
        """
        self._owned: list[Landmarker] = []
        self._single = single or self._opened(model, tracking=False, people=2)
        self._tracker = self._opened(model, tracking=True, people=1) if mode == "video" else None
        self._search = Search(in_the_middle=begins_s is not None)
        self._next_count_s = -math.inf if begins_s is None else _next_second(begins_s)

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
        """Ends MediaPipe's threads. The estimator gives no more poses."""
        for landmarker in self._owned:
            landmarker.close()

    def _opened(self, model: Path, *, tracking: bool, people: int) -> Landmarker:
        landmarker = Landmarker(model, tracking=tracking, people=people)
        self._owned.append(landmarker)
        return landmarker

    def __call__(self, frame: Frame) -> Pose:
        """The pose in `frame`, all NaN where nobody was found."""
        if self._tracker is None:
            return self._in_single_picture(frame)
        return self._followed(frame, self._tracker)

    def _followed(self, frame: Frame, tracker: Landmarker) -> Pose:
        quarters = self._search.quarters(frame.t_s)
        bodies = _bodies(tracker, frame, quarters)
        self._search.note(frame.t_s, quarters, found=bool(bodies))
        if not bodies:
            return Pose.nobody(frame.t_s, frame.size_px, light=_light(frame))
        return _pose(frame, bodies[0], people=self._people(frame, quarters))

    def _people(self, frame: Frame, quarters: int) -> int | None:
        """How many people there are, at least the one who is followed; None between two counts."""
        if frame.t_s < self._next_count_s:
            return None
        self._next_count_s = _next_second(frame.t_s)
        bodies = _bodies(self._single, frame, quarters)
        return max(1, people_count.count(bodies, size_px=frame.size_px))

    def _in_single_picture(self, frame: Frame) -> Pose:
        for quarters in UPRIGHT_FIRST:
            bodies = _bodies(self._single, frame, quarters)
            if bodies:
                people = max(1, people_count.count(bodies, size_px=frame.size_px))
                return _pose(frame, bodies[0], people=people)
        return Pose.nobody(frame.t_s, frame.size_px, people=0, light=_light(frame))


def _next_second(t_s: float) -> float:
    """When people are counted next: the same times, wherever in a recording the work begins."""
    every_s = people_count.COUNT_EVERY_S
    return (math.floor(t_s / every_s) + 1) * every_s


def _bodies(landmarker: Finder, frame: Frame, quarters: int) -> list[Body]:
    """The bodies in the picture after some quarter turns, in coordinates of the upright picture.

    In a turned picture a body needs a high presence (`LEAST_PRESENCE`).
    """
    found = landmarker.find(turned(frame.image, quarters), t_s=frame.t_s)
    if quarters == 0:
        return found
    return [
        turned_back(body, quarters, size_px=frame.size_px)
        for body in found
        if body.presence >= LEAST_PRESENCE
    ]


def _pose(frame: Frame, body: Body, *, people: int | None) -> Pose:
    return Pose(frame.t_s, body.image, body.world_m, frame.size_px, people, _light(frame, body))


def _light(frame: Frame, body: Body | None = None) -> float:
    """Mean brightness around the body, in single precision, as a recording keeps it."""
    return float(np.float32(light(frame.image, None if body is None else body.image[:, :2])))
