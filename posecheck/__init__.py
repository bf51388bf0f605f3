"""posecheck watches back-care exercises and says how they went."""

from __future__ import annotations

__version__ = "0.1.0"
