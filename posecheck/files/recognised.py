"""Which files posecheck wrote: each kind is told by its content, never by its name alone."""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Callable
from pathlib import Path
from typing import Final

VIDEO_MARK: Final = "Annotated by posecheck"
"""The comment in the container of every annotated video."""

PICTURE_MARK: Final = "Drawn by posecheck"
"""What a drawn picture says of itself: the title of an SVG, the software of a PNG, the comment of a
GIF."""

HISTORY_FORMAT: Final = "posecheck history"
"""The "format" of a history that was written out as JSON."""

REPORT_KEYS: Final = frozenset(
    {"exercise", "source", "verdict", "reps", "holds", "findings", "not_judged", "posecheck"}
    | {"schema"}
)
"""Keys that every report has had, whatever its schema."""

PROFILE_KEYS: Final = frozenset({"format", "name", "exercises", "plan"})
"""All keys of a profile; it has at least the first two."""

LANDMARK_SHAPES: Final = {"image.npy": (33, 5), "world.npy": (33, 3)}
"""The shape of one picture's landmarks in a recording of landmarks."""

TABLE_HEADS: Final = (
    re.compile(r"t_s,phase(,|$)"),
    re.compile(r"path,exercise,recognised,fit,verdict,"),
    re.compile(r"path,exercise,rep,side,start_s,"),
    re.compile(r"rep,side,start_s,end_s,duration_s,"),
    re.compile(r"day,exercise,kind,verdict,partial,"),
)
"""How the first line begins: of a trace, of the two tables of a batch, of a history."""

PARQUET_HEADS: Final = (
    ["path", "exercise", "recognised", "fit"],
    ["path", "exercise", "rep", "side"],
    ["rep", "side", "start_s", "end_s"],
)
"""The first columns of the two tables of a batch."""

PAGE_HEAD: Final = "Counted, when a clip (row) is analysed as an exercise (column);"
"""A line near the beginning of the page that `benchmark --cross` writes."""

HTML_MARK: Final = '<meta name="generator" content="posecheck">'
"""A line near the beginning of every page that shows reports."""

MOT_MARK: Final = "written by posecheck"
"""A line in the head of every file of angles for OpenSim."""

TRC_MARKER: Final = "left_foot_index"
"""A marker that files of points for OpenSim have only where MediaPipe's landmarks are in them."""

PDF_MARK: Final = b"% Written by posecheck"
"""The last line of every PDF."""

MOST_BYTES: Final = 1 << 26
"""No text that posecheck wrote is larger (64 MB): a report of an hour has less than 5 MB. So
nothing large is read only to see whose it is."""

HEAD_BYTES: Final = 4096
"""How much of a table or page is read: their heads are shorter."""


def wrote(path: Path) -> bool:
    """Whether posecheck wrote a file. A file that cannot be read, or not understood, is foreign.

    The ending of the name says which kind it has to be. Links are followed.
    """
    tell = _TELLS.get(path.suffix.lower(), _is_page)
    try:
        return tell(path)
    # A foreign file may be anything, and damaged bytes lead to many types of exceptions.
    except Exception:  # noqa: BLE001
        return False


def _is_json(path: Path) -> bool:
    if path.stat().st_size > MOST_BYTES:
        return False
    found = json.loads(path.read_bytes())
    if not isinstance(found, dict):
        return False
    return found.keys() >= REPORT_KEYS or found.get("format") == HISTORY_FORMAT


def _is_landmarks(path: Path) -> bool:
    """Only the heads of the arrays are read."""
    import zipfile

    import numpy as np

    with zipfile.ZipFile(path) as archive:
        if not {"t_s.npy", "size.npy", *LANDMARK_SHAPES} <= set(archive.namelist()):
            return False
        for name, shape in LANDMARK_SHAPES.items():
            with archive.open(name) as array:
                if np.lib.format.read_magic(array) != (1, 0):
                    return False
                found, _, _ = np.lib.format.read_array_header_1_0(array)
                if found[1:] != shape:
                    return False
    return True


def _is_video(path: Path) -> bool:
    import av

    with av.open(str(path), format="mp4", metadata_errors="replace") as container:
        return container.metadata.get("comment") == VIDEO_MARK


def _is_table(path: Path) -> bool:
    first = _head(path).splitlines()[0]
    return any(head.match(first) for head in TABLE_HEADS)


def _is_parquet(path: Path) -> bool:
    import pyarrow.parquet

    return pyarrow.parquet.read_schema(path).names[:4] in PARQUET_HEADS


def _is_profile(path: Path) -> bool:
    if path.stat().st_size > MOST_BYTES:
        return False
    keys = tomllib.loads(path.read_text(encoding="utf-8")).keys()
    return {"format", "name"} <= keys <= PROFILE_KEYS


def _is_svg(path: Path) -> bool:
    return f"<dc:title>{PICTURE_MARK}</dc:title>" in _head(path)


def _is_png(path: Path) -> bool:
    """Only the texts before the picture are read."""
    from PIL import Image

    with Image.open(path) as picture:
        return picture.info.get("Software") == PICTURE_MARK


def _is_gif(path: Path) -> bool:
    from PIL import Image

    with Image.open(path) as picture:
        return bool(picture.info.get("comment") == PICTURE_MARK.encode())


def _is_page(path: Path) -> bool:
    return PAGE_HEAD in _head(path).splitlines()


def _is_html(path: Path) -> bool:
    return HTML_MARK in _head(path).splitlines()


def _is_pdf(path: Path) -> bool:
    with path.open("rb") as file:
        begins = file.read(5) == b"%PDF-"
        file.seek(max(0, path.stat().st_size - HEAD_BYTES))
        return begins and file.read().rstrip().endswith(PDF_MARK)


def _is_trc(path: Path) -> bool:
    lines = _head(path).splitlines()
    return lines[0].startswith("PathFileType\t4\t(X/Y/Z)\t") and TRC_MARKER in lines[3].split("\t")


def _is_mot(path: Path) -> bool:
    return MOT_MARK in _head(path).splitlines()


def _is_rerun(path: Path) -> bool:
    """The name of the program that wrote it stands near the beginning."""
    with path.open("rb") as file:
        head = file.read(HEAD_BYTES)
    return head.startswith(b"RRF") and b"posecheck" in head


def _head(path: Path) -> str:
    with path.open("rb") as file:
        return file.read(HEAD_BYTES).decode("utf-8", "replace")


_TELLS: Final[dict[str, Callable[[Path], bool]]] = {
    ".json": _is_json,
    ".npz": _is_landmarks,
    ".mp4": _is_video,
    ".csv": _is_table,
    ".parquet": _is_parquet,
    ".toml": _is_profile,
    ".html": _is_html,
    ".trc": _is_trc,
    ".mot": _is_mot,
    ".rrd": _is_rerun,
    ".pdf": _is_pdf,
    ".svg": _is_svg,
    ".png": _is_png,
    ".gif": _is_gif,
}
