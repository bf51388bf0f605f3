"""The pose model of a live session, and the lighter one that can take its place."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

from posecheck.records import Frame, Pose


class Estimates(Protocol):
    """Finds the pose in a picture: `posecheck.pose.estimator.Estimator`."""

    def __call__(self, frame: Frame) -> Pose: ...

    def close(self) -> None: ...


class Models:
    """Finds poses with the `full` model, which its owner closes, or with the `lite` one.

    `lite` makes the lighter estimator; None where its file is missing.
    """

    def __init__(
        self, full: Callable[[Frame], Pose], lite: Callable[[], Estimates] | None = None
    ) -> None:
        self._full, self._make_lite = full, lite
        self._lite: Estimates | None = None

    @property
    def lighter(self) -> bool:
        """Whether there is a lighter model that is not in use yet."""
        return self._make_lite is not None and self._lite is None

    def __call__(self, frame: Frame) -> Pose:
        """The pose in a picture."""
        return (self._lite or self._full)(frame)

    def take_lite(self) -> bool:
        """Uses the lighter model from now on; False where it cannot, or does already."""
        if self._make_lite is None or self._lite is not None:
            return False
        self._lite = self._make_lite()
        return True

    def close(self) -> None:
        """Ends the lighter model, where it was used."""
        if self._lite is not None:
            self._lite.close()
