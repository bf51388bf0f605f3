"""The two halves of the recordings (calibration/people.toml)."""

from __future__ import annotations

import tomllib
from pathlib import Path

PEOPLE = Path(__file__).parents[1] / "people.toml"

BOTH = "both"
"""The name for all recordings."""


def groups(path: Path = PEOPLE) -> dict[str, dict[str, list[str]]]:
    """Half -> person or source -> recordings, without their suffix."""
    return tomllib.loads(path.read_text("utf-8"))


def half_of(path: Path = PEOPLE) -> dict[str, str]:
    """Recording -> half. Raises ValueError where a recording is named twice."""
    found: dict[str, str] = {}
    for half, people in groups(path).items():
        for recordings in people.values():
            for recording in recordings:
                if recording in found:
                    raise ValueError(f"{path}: {recording} is named twice")
                found[recording] = half
    return found
