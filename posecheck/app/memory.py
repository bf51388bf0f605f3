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


M_MMAP_THRESHOLD: Final = -3
"""As above."""

PICTURE_BYTES: Final = 1 << 19
"""Half a megabyte: pictures from 480 x 360 on are larger, all else is smaller."""


def share_pools() -> None:
    """Has all threads that begin from now on share a few pools of memory; only Linux needs it."""
    _set(M_ARENA_MAX, ARENAS)


def give_back_pictures() -> None:
    """Has the memory of each picture given back to the system when the picture is gone.

    Else glibc keeps it for the next one, and a camera that changes its size leaves holes in which
    no other picture fits. It costs a little time a picture, so only live sessions ask for it.
    """
    _set(M_MMAP_THRESHOLD, PICTURE_BYTES)


def _set(setting: int, value: int) -> None:
    if sys.platform != "linux":
        return
    mallopt = getattr(ctypes.CDLL(None), "mallopt", None)
    if mallopt is not None:
        mallopt(setting, value)
