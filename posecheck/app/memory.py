"""Keeps the memory of a run small."""

from __future__ import annotations

import ctypes
import sys
from typing import Final

M_ARENA_MAX: Final = -8
"""The number of the setting in glibc's malloc.h."""

ARENAS: Final = 2
"""Pools of memory that threads share. glibc makes one for each of MediaPipe's threads, up to eight
a core, and what is freed in one pool cannot be used in another: 360 MB become 290 MB with two."""


def share_pools() -> None:
    """Has all threads that begin from now on share a few pools of memory; only Linux needs it."""
    if sys.platform != "linux":
        return
    mallopt = getattr(ctypes.CDLL(None), "mallopt", None)
    if mallopt is not None:
        mallopt(M_ARENA_MAX, ARENAS)


def give_back() -> None:
    """Gives memory that is free back to the system; where that is not glibc, nothing happens.

    glibc keeps what large pictures took, also when only small ones come: after an hour with all
    sizes up to 1600 x 1200 a session had grown by 6 %. It takes a few milliseconds.
    """
    if sys.platform != "linux":
        return
    trim = getattr(ctypes.CDLL(None), "malloc_trim", None)
    if trim is not None:
        trim(0)
