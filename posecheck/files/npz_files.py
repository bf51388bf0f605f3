"""Reads NumPy's archives (.npz) that somebody else may have made.

`numpy.load` believes what an archive says: a megabyte may become a terabyte, and what is no array
comes as bytes. Here all sizes are looked at before any memory is taken, and nothing is unpickled.
"""

from __future__ import annotations

import struct
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

ENDING: Final = ".npy"

MOST_BYTES: Final = 400_000_000
"""All arrays together, unpacked: landmarks of three and a half hours at 30 pictures a second
(1.1 kB each). Reading them takes twice as much."""

MOST_DIRECTORY_BYTES: Final = 1 << 16
"""The list of files at the archive's end: 600 files. A recording has 8. Python takes ten times as
much memory for it, and reads it first."""

_END: Final = struct.Struct("<4s4H2LH")
"""The archive's last record (PKWARE APPNOTE 4.3.16)."""

_END_MARK, _LARGE_MARK = b"PK\x05\x06", b"PK\x06\x07"
_LONGEST_COMMENT: Final = (1 << 16) - 1
_LARGE_BYTES: Final = 20
"""The record of archives beyond 4 GB, which comes directly before the last one."""


class NpzError(Exception):
    """Says what is wrong with an archive."""


def arrays(path: Path) -> dict[str, NDArray[Any]]:
    """All arrays of an archive, by name. Raises OSError where it cannot be read, NpzError where it
    is no such archive, is damaged, or holds more than `MOST_BYTES`."""
    import numpy as np

    with opened(path) as archive:
        _check_size(archive)
        found: dict[str, NDArray[Any]] = {}
        for name in archive.namelist():
            key = name.removesuffix(ENDING)
            if key == name or key in found:
                raise NpzError(f"{name!r} in it is no array, or is there twice")
            head(archive, name)
            with archive.open(name) as file:
                found[key] = np.lib.format.read_array(file, allow_pickle=False)
        return found


@contextmanager
def opened(path: Path) -> Iterator[zipfile.ZipFile]:
    """The archive. Raises as `arrays`, also for what goes wrong while it is used."""
    try:
        with path.open("rb") as file:
            _check_directory(file.seek(0, 2), file)
            with zipfile.ZipFile(file) as archive:
                yield archive
    except (NpzError, OSError):
        raise
    # Damaged bytes lead to about ten types of exceptions from zipfile, zlib and NumPy.
    except Exception as error:
        raise NpzError("no archive of arrays, or a damaged one") from error


def head(archive: zipfile.ZipFile, name: str) -> tuple[tuple[int, ...], np.dtype[Any]]:
    """Shape and type of an array. Raises NpzError where the archive does not hold so much."""
    from numpy.lib import format as npy

    size = archive.getinfo(name).file_size
    with archive.open(name) as file:
        readers = {(1, 0): npy.read_array_header_1_0, (2, 0): npy.read_array_header_2_0}
        shape, _, kind = readers[npy.read_magic(file)](file)
        held = size - file.tell()
    needed = kind.itemsize
    for length in shape:
        needed *= length
    if kind.hasobject or min((0, *shape)) < 0 or needed > held:
        raise NpzError(f"{name!r} in it is damaged")
    return shape, kind


def _check_size(archive: zipfile.ZipFile) -> None:
    size = sum(info.file_size for info in archive.infolist())
    if size > MOST_BYTES:
        raise NpzError(
            f"too large: {size / 1e6:.0f} MB unpacked; allowed are {MOST_BYTES / 1e6:.0f} MB, "
            "three hours and a half"
        )


def _check_directory(size: int, file: Any) -> None:
    """Refuses a long list of files before Python reads it."""
    tail_bytes = min(size, _END.size + _LONGEST_COMMENT + _LARGE_BYTES)
    file.seek(size - tail_bytes)
    tail = file.read(tail_bytes)
    file.seek(0)
    at = tail.rfind(_END_MARK)
    if at < 0 or len(tail) - at < _END.size:
        raise NpzError("no archive of arrays, or a damaged one")
    directory_bytes = _END.unpack_from(tail, at)[5]
    is_large = tail[max(0, at - _LARGE_BYTES) : at].startswith(_LARGE_MARK)
    if is_large or directory_bytes > MOST_DIRECTORY_BYTES:
        raise NpzError("too many files in it for a recording")
