"""Does an MP4 or MOV file claim more samples than it can have?

FFmpeg makes a list of all samples when it opens a file, by the numbers in its tables: 2 KB that
claim 67 million samples took 850 MB, and they may claim more.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO, Final

import numpy as np

MOST_SAMPLES: Final = 10_000_000
"""So many may always be claimed. They are 90 hours at 30 a second, and their list takes 130 MB,
where that of 67 million took 850."""

FIRST: Final = (b"ftyp", b"moov", b"mdat", b"free", b"skip", b"wide", b"pnot")
"""The boxes that such a file begins with."""

INNER: Final = (b"moov", b"trak", b"mdia", b"minf", b"stbl")
"""The boxes that have others in them, down to the tables."""

SIZES: Final = (b"stsz", b"stz2")
TIMES: Final = (b"stts", b"ctts")

MOST_DEPTH: Final = 10
"""So many boxes inside each other are looked into. The tables are in five; deeper ones would be an
error of Python's."""

MOST_TABLE_BYTES: Final = 8 * MOST_SAMPLES
"""So much of a table is read: eight bytes for each of its entries."""


def claims_too_much(path: Path) -> bool:
    """Whether a table of the file claims more samples than the file has bytes. False for a file of
    another form. Raises OSError."""
    with path.open("rb") as file:
        end = file.seek(0, 2)
        file.seek(0)
        if file.read(8)[4:] not in FIRST:
            return False
        return any(claimed > max(end, MOST_SAMPLES) for claimed in _claims(file, 0, end))


def _claims(file: BinaryIO, start: int, end: int, depth: int = 0) -> Iterator[int]:
    """The number of samples in each table from `start` to `end`."""
    while start + 8 <= end:
        file.seek(start)
        head = file.read(16)
        size, kind, inner = int.from_bytes(head[:4], "big"), head[4:8], start + 8
        if size == 1:
            size, inner = int.from_bytes(head[8:], "big"), start + 16
        box_end = end if size == 0 else min(end, start + size)
        if kind in INNER and depth < MOST_DEPTH:
            yield from _claims(file, inner, box_end, depth + 1)
        elif kind in SIZES:
            file.seek(inner + 8)
            yield int.from_bytes(file.read(4), "big")
        elif kind in TIMES:
            file.seek(inner + 8)
            table = file.read(min(max(box_end - inner - 8, 0), MOST_TABLE_BYTES))
            entries = np.frombuffer(table[: len(table) // 8 * 8], ">u4")
            yield int(entries[::2].sum(dtype=np.uint64))
        if box_end < inner:
            return
        start = box_end
