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


@dataclass(frozen=True, slots=True, kw_only=True)
class Recording:
    """Where the pictures of a report come from; None for what is not known.

    The first four are None for a camera. `sha256` and `size_bytes` are those of the file when the
    work began.
    """

    path: str | None = None
    """The file as it was given."""
    resolved: str | None = None
    """Its full path, links followed."""
    size_bytes: int | None = None
    sha256: str | None = None
    recorded: str | None = None
    """When the recording began (ISO 8601): as its container says, or when a live session did."""
    size_px: tuple[int, int] | None = None
    """Width and height of the picture, as a player shows it."""
    rate_hz: Number = None
    """Pictures a second, on average."""
    view: str | None = None
    """The view of the exercise that most of the pictures with a person show."""
    person: str | None = None
    """The profile that was named, also where it knows nothing of the exercise."""


@dataclass(frozen=True, slots=True)
class Likeness:
    """An exercise that a recording may show.

    fit: how well it fits, 0 to 1: the time that it explains and the postures together.
    times_s: from when to when it was done, seconds; empty where that is not clear.
    """

    exercise: str
    title: str
    fit: float
    times_s: tuple[tuple[float, float], ...] = ()


@dataclass(frozen=True, slots=True)
class Live:
    """What only a live session knows: times in seconds on its clock, rates in Hz.

    Each pair of milliseconds is (median, 95th percentile) over the pictures; None where no window
    was open.
    latency_ms: from a picture's arrival to the moment it was shown.
    pose_ms: the part of it that the pose model took.
    beside_pose_ms: the other part.
    """

    camera: str
    rate_hz: Number
    """Pictures judged a second, while the camera gave pictures."""
    delivered: int
    """Pictures that the camera gave."""
    dropped: int
    """Pictures that were left out because a newer one was there."""
    pose_ms: tuple[float, float] | None = None
    latency_ms: tuple[float, float] | None = None
    beside_pose_ms: tuple[float, float] | None = None
    hurt_s: Number = None
    """When the person said that it hurts."""
    sets_done: int = 0
