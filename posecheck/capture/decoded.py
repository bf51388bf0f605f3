"""Decoded pictures before they are RGB: small enough to wait, and made RGB where they are used."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np
from numpy.typing import NDArray

from posecheck.capture.picture import Shape

if TYPE_CHECKING:
    import av

PLANAR: Final = ("yuv420p", "yuvj420p")
"""How nearly all recordings keep their pictures: half the memory of RGB."""


@dataclass(frozen=True, slots=True, eq=False)
class Decoded:
    """One picture as the decoder gave it, and its time on the media clock.

    shape: the size and the turn in which its recording is shown.
    stored_px: the size in which the first picture of the recording was decoded.
    """

    t_s: float
    picture: av.VideoFrame
    shape: Shape
    stored_px: tuple[int, int]


class Converter:
    """Makes decoded pictures RGB, as a player shows them. Each thread needs its own one.

    shape: the size and the turn of the result.
    stored_px: the size in which the first picture of the recording was decoded.
    """

    def __init__(self, shape: Shape, *, stored_px: tuple[int, int]) -> None:
        from av.video.reformatter import VideoReformatter

        self._shape = shape
        self._stored_px = stored_px
        self._to_small, self._to_rgb = VideoReformatter(), VideoReformatter()

    def small(self, picture: av.VideoFrame) -> av.VideoFrame:
        """The picture in the result's size where it is larger, so that it can wait in memory.

        `rgb` gives the same for it as for the whole picture.
        """
        (width, height), size_px = self._shape.stored_px, (picture.width, picture.height)
        if size_px != self._stored_px or width * height >= size_px[0] * size_px[1]:
            return picture
        kept = picture.format.name if picture.format.name in PLANAR else "rgb24"
        return self._to_small.reformat(picture, width=width, height=height, format=kept)

    def rgb(self, picture: av.VideoFrame) -> NDArray[np.uint8]:
        """The picture as (H, W, 3) RGB, contiguous; from the whole one or from a small one."""
        return self._shape.shown(
            self.small(picture), stored_px=self._stored_px, to_rgb=self._to_rgb
        )
