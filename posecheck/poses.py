"""What is seen at one moment: the picture, and the body's landmarks in it."""

from __future__ import annotations

from dataclasses import dataclass
from math import isfinite

import numpy as np
from numpy.typing import NDArray

from posecheck import landmarks


@dataclass(frozen=True, slots=True, eq=False)
class Frame:
    """One picture: its time and `image`, (H, W, 3) uint8, RGB, contiguous.

    whole_px: width and height of the whole picture where `image` is a smaller copy of it.
    """

    t_s: float
    image: NDArray[np.uint8]
    whole_px: tuple[int, int] | None = None

    @property
    def size_px(self) -> tuple[int, int]:
        """Width and height of the whole picture."""
        return self.whole_px or (self.image.shape[1], self.image.shape[0])


@dataclass(frozen=True, slots=True, eq=False)
class Pose:
    """The landmarks of one picture, as the model gave them; all NaN where nobody was found.

    image: (33, 5) x and y (each divided by its own side of the picture), z (in the unit of
        x, smaller is nearer), visibility, presence.
    world_m: (33, 3) metres, x right, y down, z away from the camera, origin between the hips.
    people: how many people were seen; None where that was not looked for.
    light: mean brightness of the picture, 0 to 255; None where that was not measured.
    frozen: whether the picture stood still while time went on: nobody knows what was done then.
    """

    t_s: float
    image: NDArray[np.float64]
    world_m: NDArray[np.float64]
    size_px: tuple[int, int]
    people: int | None = None
    light: float | None = None
    frozen: bool = False

    @classmethod
    def nobody(
        cls,
        t_s: float,
        size_px: tuple[int, int],
        *,
        people: int | None = None,
        light: float | None = None,
        frozen: bool = False,
    ) -> Pose:
        """The pose of a moment at which nobody was found."""
        image = np.full((landmarks.COUNT, 5), np.nan)
        return cls(
            t_s, image, np.full((landmarks.COUNT, 3), np.nan), size_px, people, light, frozen
        )

    @property
    def found(self) -> bool:
        """Whether the model found a person."""
        return isfinite(self.image[0, 0])

    @property
    def points_px(self) -> NDArray[np.float64]:
        """(33, 2) pixels: the only form in which angles may be measured."""
        points: NDArray[np.float64] = self.image[:, :2] * np.asarray(self.size_px, float)
        return points
