"""The head as primitives: skull, face and hair. `shading.body_textures` paints eyes, brows, lips.

Lengths are metres, counted from the head's joint.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from sample_videos.render.body.looks import Looks
from sample_videos.render.body.primitives import Material, Primitive, Triple
from sample_videos.render.body.torso_and_limbs import Rest, ball, cone

SKIN, HAIR = Material.SKIN, Material.HAIR

FACE: tuple[tuple[Triple, Triple, float], ...] = (
    ((0, 0.126, -0.012), (0.0750, 0.090, 0.095), 0.02),
    ((0, 0.090, 0.030), (0.059, 0.080, 0.060), 0.03),
    ((0, 0.061, 0.078), (0.026, 0.016, 0.016), 0.015),
    ((0, 0.0575, 0.0925), (0.0205, 0.0052, 0.0100), 0.006),
    ((0, 0.0470, 0.0905), (0.0170, 0.0064, 0.0105), 0.006),
)
"""The middle of the face: centre, half axes and blend of each ellipsoid."""
JAW: tuple[tuple[Triple, Triple, float], ...] = (
    ((0, 0.044, 0.024), (0.0530, 0.050, 0.057), 0.03),
    ((0, 0.010, 0.066), (0.0205, 0.0165, 0.0200), 0.03),
)
"""The same for the lower face, which is narrow or broad."""
HALF_FACE: tuple[tuple[Triple, Triple, float], ...] = (
    ((0.042, 0.080, 0.050), (0.024, 0.020, 0.025), 0.02),
    ((0.028, 0.1250, 0.0715), (0.024, 0.0085, 0.0140), 0.020),
    ((0.031, 0.106, 0.0770), (0.0150, 0.0120, 0.0140), 0.004),
    ((0.0100, 0.0725, 0.0945), (0.0080, 0.0072, 0.0090), 0.008),
    ((0.0770, 0.092, -0.006), (0.0070, 0.030, 0.0175), 0.008),
    ((0.0775, 0.078, 0.000), (0.0060, 0.012, 0.0090), 0.008),
)
"""The same for the left half of the face: cheek, brow, eye, nostril, ear and ear lobe."""
HAIR_CAP: tuple[tuple[Triple, Triple, float], ...] = (
    ((0, 0.137, -0.0195), (0.0795, 0.0885, 0.0940), 0.006),
    ((0, 0.090, -0.056), (0.063, 0.060, 0.052), 0.02),
    ((0.050, 0.118, -0.030), (0.0315, 0.058, 0.050), 0.02),
    ((-0.050, 0.118, -0.030), (0.0315, 0.058, 0.050), 0.02),
)
"""The same for the hair: the cap, which leaves the forehead free, the nape and the sides."""
BUN: tuple[Triple, Triple, float] = ((0, 0.212, -0.062), (0.042, 0.036, 0.042), 0.008)
"""The same for a bun of long hair."""
NOSE = ((0, 0.114, 0.083), (0, 0.0775, 0.1030))
"""Bridge and tip of the nose."""


def head(rest: Rest, looks: Looks) -> Iterator[Primitive]:
    """Skull, face and hair."""
    origin, size = rest["head"], looks.girths.head
    for group, material, at, half, blend in _parts(looks):
        a, b, c = (size * length for length in half)
        yield ball("head", group, material, origin + size * np.array(at), (a, b, c), blend)
    bridge, tip = (origin + size * np.array(end) for end in NOSE)
    yield cone("head", "head", SKIN, bridge, tip, (0.0078 * size, 0.0105 * size), 0.012)


def _parts(looks: Looks) -> Iterator[tuple[str, Material, Triple, Triple, float]]:
    """Group, material, centre, half axes and blend of every ellipsoid."""
    for at, half, blend in FACE:
        yield "head", SKIN, at, half, blend
    for at, (wide, high, deep), blend in JAW:
        yield "head", SKIN, at, (looks.jaw * wide, high, deep), blend
    for sign in (1, -1):
        for (x, y, z), half, blend in HALF_FACE:
            yield "head", SKIN, (sign * x, y, z), half, blend
    for at, half, blend in HAIR_CAP:
        yield "hair", HAIR, at, half, blend
    if looks.long_hair:
        yield ("hair", HAIR, *BUN)
