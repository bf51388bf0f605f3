"""The layers of the background plate: light and geometry of each pixel, as in a G-buffer.

Direct and other light are apart, and each pixel knows where its surface is. So a frame only has to
darken what the person shades.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Plate = NDArray[np.float32]
"""The empty room for one camera: (H, W, LAYERS), with the layers below."""
DIRECT, AMBIENT, POINT, NORMAL, DISTANCE, SMOOTH, LAYERS = 0, 3, 6, 9, 12, 13, 14
"""DIRECT (3): linear light straight from the lamp. AMBIENT (3): all other light. POINT (3): where
the surface is, metres. NORMAL (3): where it faces. DISTANCE: from the eye, metres. SMOOTH: 1 if the
pixel and its neighbours in even rows and columns lie on one plane, else 0."""
