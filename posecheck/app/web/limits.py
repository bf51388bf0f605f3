"""What the process that reads an upload may take of the machine.

Linux keeps both limits. macOS has the one of time, but counts no memory; Windows has neither: there
the server's own limit of time is the only one.
"""

from __future__ import annotations

import os
import sys
from contextlib import suppress
from typing import Final

MOST_BYTES: Final = 5 << 30
"""On up to two cores. The largest film that is taken, of 8K, was measured to take 4.06 GB there,
one of 4K 1.8 GB, of 1920 x 1080 1.0 GB (`python -m calibration.web_memory`: what it may write
to). A quarter is added, for other decoders than that of H.264."""

BYTES_A_CORE: Final = 200 << 20
"""For each core more: its pose model, and the pictures that wait for it. Six more took 0.91 GB with
a film of 4K: 150 MB each."""

MOST_CORES: Final = 16
"""More cores do not work on one film: `WAITING_BYTES` in pose/video_poses.py."""

LONGEST_S: Final = 1800.0
"""An analysis that takes longer is ended: half an hour of film takes ten minutes on two cores."""

SIGNS: Final = (
    b"MemoryError",
    b"bad_alloc",
    b"Insufficient memory",
    b"annot allocate memory",
    b"ailed to allocate",
)
"""What Python, C++, OpenCV, the system and FFmpeg write last where they get no more memory."""


def most_bytes(cores: int) -> int:
    """How much memory the process may take on a machine with so many cores.

    >>> most_bytes(2) >> 20, most_bytes(8) >> 20, most_bytes(64) == most_bytes(16)
    (5120, 6320, True)
    """
    return MOST_BYTES + BYTES_A_CORE * max(0, min(cores, MOST_CORES) - 2)


def keep(most_bytes: int, longest_s: float) -> None:
    """Limits this process, for good: its memory, and the time of each core. No memory of it is
    written to the disk when it dies: it may hold pictures of a person."""
    if sys.platform == "win32":
        return
    import resource

    cpu_s = int(longest_s * (os.cpu_count() or 1))
    _limit(resource.RLIMIT_CORE, 0)
    _limit(resource.RLIMIT_CPU, cpu_s)
    # Counts what the process may write to, resident or not. RLIMIT_AS would count whatever is
    # mapped: libraries, the model's file, and the room that each thread reserves and never uses.
    _limit(resource.RLIMIT_DATA, most_bytes)


def _limit(what: int, most: int) -> None:
    """Sets one limit, where the system knows it and no lower one is set."""
    import resource

    _soft, hard = resource.getrlimit(what)
    if hard != resource.RLIM_INFINITY:
        most = min(most, hard)
    with suppress(ValueError, OSError):
        resource.setrlimit(what, (most, hard))
