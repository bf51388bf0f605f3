"""Where a report comes from: what found the landmarks, what was recognised, which camera."""

from __future__ import annotations

from dataclasses import dataclass

from posecheck.phase_measures import Number


@dataclass(frozen=True, slots=True)
class Model:
    """What found the landmarks; `sha256` of the model file where it is known."""

    name: str
    library: str
    sha256: str | None = None


@dataclass(frozen=True, slots=True)
class Likeness:
    """An exercise that a recording may show; `fit` is the share of its time that it explains."""

    exercise: str
    title: str
    fit: float


@dataclass(frozen=True, slots=True)
class Live:
    """What only a live session knows; times in seconds on its clock, rates in Hz.

    latency_ms: from a picture's arrival to the moment it was shown, (median, 95th percentile);
    pose_ms: of this the pose model's share; beside_pose_ms: each picture's rest. None where no
        window was open.
    """

    camera: str
    rate_hz: Number
    """Pictures that were judged, a second, while the camera gave some."""
    delivered: int
    dropped: int
    """Pictures left out because a newer one was there."""
    pose_ms: tuple[float, float] | None = None
    latency_ms: tuple[float, float] | None = None
    beside_pose_ms: tuple[float, float] | None = None
    hurt_s: Number = None
    """When the person said that it hurts."""
    sets_done: int = 0
