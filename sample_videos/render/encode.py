"""Writes pictures as an MP4 that every browser plays: H.264, yuv420p, the index at the front."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction
from pathlib import Path

import av
import numpy as np
from numpy.typing import NDArray

QUALITY_CRF = 24
"""x264's constant rate factor: 18 looks lossless, 28 shows blocks on plain walls."""


def write_mp4(path: Path, pictures: Iterable[NDArray[np.uint8]], *, fps: float) -> None:
    """Encode pictures (H, W, 3), RGB, with even sides. The file appears only when it is whole."""
    partial = path.with_name(f".{path.name}.part")
    rate = Fraction(fps).limit_denominator(1001)
    try:
        with av.open(str(partial), "w", format="mp4", options={"movflags": "+faststart"}) as file:
            stream = file.add_stream("libx264", rate=rate)
            stream.pix_fmt = "yuv420p"
            # with one thread every machine writes the same bytes
            stream.options = {"crf": str(QUALITY_CRF), "preset": "slow", "threads": "1"}
            for picture in pictures:
                if not stream.codec_context.is_open:
                    stream.height, stream.width = picture.shape[:2]
                frame = av.VideoFrame.from_ndarray(np.ascontiguousarray(picture), format="rgb24")
                file.mux(stream.encode(frame))
            file.mux(stream.encode(None))
        partial.replace(path)
    finally:
        partial.unlink(missing_ok=True)
