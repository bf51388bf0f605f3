"""Names of files that are not too long for a disk."""

from __future__ import annotations

import os
from hashlib import sha256
from typing import Final

MOST_BYTES: Final = 255
"""The longest name that the usual file systems allow, bytes (ext4, APFS, NTFS)."""

_MARK_BYTES: Final = 9
"""What takes the place of the end of a name: ~ and eight digits of its SHA-256."""


def fitting(name: str, *, room: int = 0) -> str:
    """The name, or its beginning and a mark of its own where it is too long.

    `room` bytes are kept free for what is added to it. The same name gives the same answer.

    >>> fitting("bridge"), len(fitting("x" * 250, room=15))
    ('bridge', 240)
    """
    raw = os.fsencode(name)
    most = MOST_BYTES - room
    if len(raw) <= most:
        return name
    # A letter of several bytes is not cut in two.
    beginning = raw[: most - _MARK_BYTES].decode("utf-8", "ignore")
    return f"{beginning}~{sha256(raw).hexdigest()[:8]}"
