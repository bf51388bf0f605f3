"""Videos of any size and length, made from one clip that is repeated."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path
from typing import Final

RATE_HZ: Final = 30
ENCODER: Final = {"preset": "veryfast", "crf": "22"}


def film(clip: Path, out: Path, *, size_px: tuple[int, int], pictures: int) -> Path:
    """Writes an H.264 film of so many pictures, 30 a second, scaled to a size."""
    import av

    width, height = size_px
    with av.open(str(out), "w") as written:
        stream = written.add_stream("libx264", rate=RATE_HZ, options=ENCODER)
        stream.width, stream.height, stream.pix_fmt = width, height, "yuv420p"
        done = 0
        while done < pictures:
            with av.open(str(clip)) as read:
                for picture in read.decode(video=0):
                    scaled = picture.reformat(width=width, height=height, format="yuv420p")
                    scaled.pts, scaled.time_base = done, Fraction(1, RATE_HZ)
                    written.mux(stream.encode(scaled))
                    done += 1
                    if done == pictures:
                        break
        written.mux(stream.encode(None))
    return out
