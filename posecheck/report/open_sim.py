"""Landmarks and signals as OpenSim reads them: TRC for points, MOT for angles.

The axes are OpenSim's own: x to the right of the picture, y up, z towards the camera, so x, y and z
are a right-handed system. A person who faces the right of the picture faces along x, as OpenSim's
models do. Lengths are metres, angles degrees. y is up only as far as the camera is level. The
origin is the middle of the hips in each picture: the model's landmarks do not say where in the room
a person is.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray

from posecheck import landmarks
from posecheck.files import text_files
from posecheck.files.recognised import MOT_MARK
from posecheck.files.whole import explaining

AXES: Final = np.array([1.0, -1.0, -1.0])
"""From the model's axes (x right, y down, z away from the camera) to OpenSim's: half a turn about
x."""

TRC_HEAD: Final = "PathFileType\t4\t(X/Y/Z)\t"
_TRC_KEYS: Final = (
    "DataRate", "CameraRate", "NumFrames", "NumMarkers", "Units", "OrigDataRate",
    "OrigDataStartFrame", "OrigNumFrames",
)  # fmt: skip


def write_trc(
    path: Path, t_s: NDArray[np.float64], world_m: NDArray[np.float64], *, name: str
) -> None:
    """Writes landmarks as TRC, whole or not at all.

    t_s: (T,) seconds. world_m: (T, 33, 3) metres, x right, y down, z away from the camera; NaN
    where nobody was found stays nan. `name` stands in the file's head. Raises
    PosecheckError (CANNOT_WRITE, WOULD_REPLACE).
    """
    rate = f"{_rate_hz(t_s):.4f}"
    values = (rate, rate, len(t_s), landmarks.COUNT, "m", rate, 1, len(t_s))
    with text_files.text_file(path) as stream, explaining(path):
        stream.write(f"{TRC_HEAD}{_plain(name)}\n")
        stream.write("\t".join(_TRC_KEYS) + "\n")
        stream.write("\t".join(map(str, values)) + "\n")
        stream.write("Frame#\tTime\t" + "\t\t\t".join(landmarks.NAMES) + "\t\t\n")
        coordinates = (f"{axis}{i}" for i in range(1, landmarks.COUNT + 1) for axis in "XYZ")
        stream.write("\t\t" + "\t".join(coordinates) + "\n\n")
        for i, row in enumerate((world_m * AXES).reshape(len(t_s), -1), 1):
            # OpenSim drops empty cells at a line's end, and then refuses the line.
            cells = (_number(value) for value in row)
            stream.write(f"{i}\t{t_s[i - 1]:.6f}\t" + "\t".join(cells) + "\n")


def write_mot(
    path: Path, t_s: NDArray[np.float64], signals: Mapping[str, NDArray[np.float64]], *, name: str
) -> None:
    """Writes signals as MOT, whole or not at all.

    t_s: (T,) seconds. signals: name -> (T,), angles in degrees (`_deg`), lengths in trunk lengths
    (`_trunk`); NaN where one was not seen. Raises as `write_trc`.
    """
    with text_files.text_file(path) as stream, explaining(path):
        stream.writelines(_mot_head(_plain(name), len(t_s), list(signals)))
        columns = np.column_stack([t_s, *signals.values()])
        for row in columns:
            stream.write("\t".join(_number(value) for value in row) + "\n")


def _mot_head(name: str, rows: int, signals: Sequence[str]) -> Iterator[str]:
    yield f"{name}\n"
    yield "version=1\n"
    yield f"nRows={rows}\n"
    yield f"nColumns={len(signals) + 1}\n"
    yield "inDegrees=yes\n"
    yield f"{MOT_MARK}\n"
    yield "endheader\n"
    yield "\t".join(["time", *signals]) + "\n"


def _number(value: float) -> str:
    return "nan" if np.isnan(value) else f"{value:.6f}"


def _rate_hz(t_s: NDArray[np.float64]) -> float:
    """Pictures a second, on average; 1 where there are fewer than two."""
    span_s = float(t_s[-1] - t_s[0]) if len(t_s) > 1 else 0.0
    return (len(t_s) - 1) / span_s if span_s > 0 else 1.0


def _plain(name: str) -> str:
    """A name without what separates the cells and lines of such a file."""
    return " ".join(name.split()) or "posecheck"
