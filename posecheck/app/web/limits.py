"""What the process that reads an upload may take of the machine.

Linux keeps both limits. macOS has the one of time, but counts no memory; Windows has neither: there
the server's own limit of time is the only one.
"""

from __future__ import annotations

import os
import sys
from contextlib import suppress
from typing import Final

MOST_BYTES: Final = 3 << 30
"""TO BE MEASURED"""

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


def most_bytes() -> int:
    """How much memory the process may take."""
    return MOST_BYTES


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
