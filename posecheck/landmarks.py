"""The landmarks of a body: names, indices and the bones between them.

The order is that of MediaPipe's pose model and of every recording. Left and right are the
person's own.
"""

from __future__ import annotations

from functools import cache
from typing import Final

NAMES: Final[tuple[str, ...]] = (
    "nose",
    "left_eye_inner",
    "left_eye",
    "left_eye_outer",
    "right_eye_inner",
    "right_eye",
    "right_eye_outer",
    "left_ear",
    "right_ear",
    "left_mouth",
    "right_mouth",
    "left_shoulder",
    "right_shoulder",
    "left_elbow",
    "right_elbow",
    "left_wrist",
    "right_wrist",
    "left_pinky",
    "right_pinky",
    "left_index",
    "right_index",
    "left_thumb",
    "right_thumb",
    "left_hip",
    "right_hip",
    "left_knee",
    "right_knee",
    "left_ankle",
    "right_ankle",
    "left_heel",
    "right_heel",
    "left_foot_index",
    "right_foot_index",
)
"""The names in the model's order."""

COUNT: Final = len(NAMES)
INDEX: Final[dict[str, int]] = {name: i for i, name in enumerate(NAMES)}

SIDED: Final[frozenset[str]] = frozenset(
    name.removeprefix("left_") for name in NAMES if name.startswith("left_")
)
"""Names of landmarks that both sides have, without their side, such as "hip"."""

BONES: Final[tuple[tuple[str, str], ...]] = (
    ("shoulder", "elbow"),
    ("elbow", "wrist"),
    ("shoulder", "hip"),
    ("hip", "knee"),
    ("knee", "ankle"),
    ("ankle", "heel"),
    ("ankle", "foot_index"),
)
"""The bones of one side, each from the joint nearer to the trunk to the other one."""


@cache
def index(name: str, side: str | None = None) -> int:
    """Index of a landmark, from its name and side; KeyError for an unknown name.

    `side` is not used for a name that carries its side or has none.

    >>> index("hip", "left"), index("nose")
    (23, 0)
    """
    return INDEX[name if side is None or name not in SIDED else f"{side}_{name}"]
