"""The kinds of variation, and what they are tried with."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from calibration.variation import clock, hidden, picture, space
from calibration.variation.case import Case

Parameter = float | str


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of variation: a new case from a case and a parameter, None where it does not apply.

    `same` says whether the right count stays the same. Otherwise it is worked out from the times of
    the repetitions.
    """

    function: Callable[[Case, Parameter], Case | None]
    parameters: tuple[Parameter, ...]
    about: str
    same: bool = True


YAW_DEG = (-40.0, -30.0, -20.0, -10.0, 10.0, 20.0, 30.0, 40.0)
PITCH_DEG = (10.0, 20.0, 35.0)

KINDS: dict[str, Kind] = {
    "pace": Kind(clock.pace, (0.6, 0.8, 1.25, 1.5, 1.8), "times as fast"),
    "range": Kind(
        space.range_of_motion, (0.7, 0.8, 0.9, 1.15),
        "times as far from the resting posture, where all zones are still reached",
    ),
    "pauses": Kind(
        clock.pauses, (0.0, 0.3, 1.0, 3.0), "seconds of standstill at each end of a movement"
    ),
    "recorded": Kind(
        clock.recorded,
        (
            "starts moving", "starts at the end of range", "ends moving",
            "ends at the end of range",
        ),
        "only a part is recorded; repetitions that are cut do not count",
        same=False,
    ),
    "into place": Kind(space.into_place, (1.0,), "the person stands first, and gets into place"),
    "walking off": Kind(space.walking_off, (1.0,), "the person gets up and walks away"),
    "distance": Kind(picture.distance, (0.5, 0.7, 1.3), "times as large in the picture"),
    "roll": Kind(picture.roll, (-10.0, -5.0, 5.0, 10.0), "degrees that the camera is tilted"),
    "yaw": Kind(space.yaw, YAW_DEG, "degrees that the camera stands to its right"),
    "pitch": Kind(space.pitch, PITCH_DEG, "degrees that it looks down more steeply"),
    "handheld": Kind(picture.handheld, (1.0,), "the camera is held in a hand"),
    "outside": Kind(picture.outside, ("feet", "head"), "a part that counting does not need"),
    "dropouts": Kind(
        hidden.dropouts, (hidden.BRIDGED_S, max(hidden.SPELL_S)),
        "joints are not seen for up to so many seconds, as in recordings of real people",
        same=False,
    ),
    "nobody": Kind(hidden.nobody, (hidden.NOBODY_S[1],), "nobody is found for up to so long"),
}  # fmt: skip
